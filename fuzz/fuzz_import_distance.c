/* Any bytes as the file cow_mindist_spells.csv; see import_target.h. */
#include "import_target.h"

IMPORTS(distance, "cow_mindist_spells.csv")
