/* Any bytes as the file contdir.csv; see import_target.h. */
#include "import_target.h"

IMPORTS(contiguity, "contdir.csv")
