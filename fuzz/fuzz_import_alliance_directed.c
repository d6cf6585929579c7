/* Any bytes as the file alliance_v4.1_by_directed.csv; see import_target.h. */
#include "import_target.h"

IMPORTS(alliance_directed, "alliance_v4.1_by_directed.csv")
