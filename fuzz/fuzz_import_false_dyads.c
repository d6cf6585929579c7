/* Any bytes as the file false_cow_dyads.csv; see import_target.h. */
#include "import_target.h"

IMPORTS(false_dyads, "false_cow_dyads.csv")
