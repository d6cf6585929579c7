/* Any bytes as the file Inter-StateWarData_v4.0.csv; see import_target.h. */
#include "import_target.h"

IMPORTS(war_inter, "Inter-StateWarData_v4.0.csv")
