/* Any bytes as the file alliance_v4.1_by_dyad.csv; see import_target.h. */
#include "import_target.h"

IMPORTS(alliance_dyad, "alliance_v4.1_by_dyad.csv")
