/* Any bytes as the file gdp_current_usd_worldbank.csv; see import_target.h. */
#include "import_target.h"

IMPORTS(gdp_worldbank, "gdp_current_usd_worldbank.csv")
