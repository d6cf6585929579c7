/* Any bytes as the file cow_gw_spells.csv; see import_target.h. */
#include "import_target.h"

IMPORTS(crosswalk, "cow_gw_spells.csv")
