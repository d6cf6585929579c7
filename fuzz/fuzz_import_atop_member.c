/* Any bytes as the file atop4_01m.csv; see import_target.h. */
#include "import_target.h"

IMPORTS(atop_member, "atop4_01m.csv")
