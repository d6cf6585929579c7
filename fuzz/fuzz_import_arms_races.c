/* Any bytes as the file grh_arms_races.csv; see import_target.h. */
#include "import_target.h"

IMPORTS(arms_races, "grh_arms_races.csv")
