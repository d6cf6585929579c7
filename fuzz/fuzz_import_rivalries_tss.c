/* Any bytes as the file tss_rivalries.csv; see import_target.h. */
#include "import_target.h"

IMPORTS(rivalries_tss, "tss_rivalries.csv")
