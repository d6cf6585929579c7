/* Any bytes as the file Non-StateWarData_v4.0.csv; see import_target.h. */
#include "import_target.h"

IMPORTS(war_nonstate, "Non-StateWarData_v4.0.csv")
