/* Any bytes as the file MIDIP 5.0.csv; see import_target.h. */
#include "import_target.h"

IMPORTS(mid_incident_parties, "MIDIP 5.0.csv")
