/* Any bytes as the file state_year_formatv3.csv; see import_target.h. */
#include "import_target.h"

IMPORTS(igo_member, "state_year_formatv3.csv")
