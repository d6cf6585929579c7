/* Any bytes as the file atop4_01a.csv; see import_target.h. */
#include "import_target.h"

IMPORTS(atop_alliance, "atop4_01a.csv")
