/* Any bytes as the file alliance_v4.1_by_member.csv; see import_target.h. */
#include "import_target.h"

IMPORTS(alliance_member, "alliance_v4.1_by_member.csv")
