/* Any bytes as the file MIDB 5.0.csv; see import_target.h. */
#include "import_target.h"

IMPORTS(mid_parties, "MIDB 5.0.csv")
