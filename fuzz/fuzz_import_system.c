/* Any bytes as the file system2016.csv; see import_target.h. */
#include "import_target.h"

IMPORTS(system, "system2016.csv")
