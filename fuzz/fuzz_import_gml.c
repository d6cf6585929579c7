/* Any bytes as the file gml-ddy-disputes-2.2.1.csv; see import_target.h. */
#include "import_target.h"

IMPORTS(gml, "gml-ddy-disputes-2.2.1.csv")
