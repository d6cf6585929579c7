/* Any bytes as the file Dyadic_COW_4.0.csv; see import_target.h. */
#include "import_target.h"

IMPORTS(trade, "Dyadic_COW_4.0.csv")
