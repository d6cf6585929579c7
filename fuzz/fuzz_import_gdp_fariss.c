/* Any bytes as the file gdp_pop_ccode.csv; see import_target.h. */
#include "import_target.h"

IMPORTS(gdp_fariss, "gdp_pop_ccode.csv")
