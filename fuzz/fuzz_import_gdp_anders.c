/* Any bytes as the file sdp_gdp_ccode.csv; see import_target.h. */
#include "import_target.h"

IMPORTS(gdp_anders, "sdp_gdp_ccode.csv")
