/* Any bytes as the file MIDA 5.0.csv; see import_target.h. */
#include "import_target.h"

IMPORTS(mid_disputes, "MIDA 5.0.csv")
