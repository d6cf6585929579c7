/* Any bytes as the file milex_gdp_share.csv; see import_target.h. */
#include "import_target.h"

IMPORTS(milex_gdp_share, "milex_gdp_share.csv")
