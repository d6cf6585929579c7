/* Any bytes as the file INTRA-STATE WARS v5.1 CSV.csv; see import_target.h. */
#include "import_target.h"

IMPORTS(war_intra, "INTRA-STATE WARS v5.1 CSV.csv")
