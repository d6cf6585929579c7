/* Any bytes as the file states2016.csv; see import_target.h. */
#include "import_target.h"

IMPORTS(states, "states2016.csv")
