/* Any bytes as the file alliance_v4.1_by_member_yearly.csv; see import_target.h. */
#include "import_target.h"

IMPORTS(alliance_yearly, "alliance_v4.1_by_member_yearly.csv")
