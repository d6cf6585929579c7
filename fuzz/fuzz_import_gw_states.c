/* Any bytes as the file gw_states.csv; see import_target.h. */
#include "import_target.h"

IMPORTS(gw_states, "gw_states.csv")
