/* Any bytes as the file cow_capitals.csv; see import_target.h. */
#include "import_target.h"

IMPORTS(capitals, "cow_capitals.csv")
