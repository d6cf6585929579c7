/* Any bytes as the file National_COW_4.0.csv; see import_target.h. */
#include "import_target.h"

IMPORTS(trade_national, "National_COW_4.0.csv")
