/* Any bytes as the file atop5_1ddyr.csv; see import_target.h. */
#include "import_target.h"

IMPORTS(atop_directed, "atop5_1ddyr.csv")
