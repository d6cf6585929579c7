/* Any bytes as the file Extra-StateWarData_v4.0.csv; see import_target.h. */
#include "import_target.h"

IMPORTS(war_extra, "Extra-StateWarData_v4.0.csv")
