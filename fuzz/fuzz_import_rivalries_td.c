/* Any bytes as the file td_rivalries.csv; see import_target.h. */
#include "import_target.h"

IMPORTS(rivalries_td, "td_rivalries.csv")
