/* Any bytes as the file democracy_ccode.csv; see import_target.h. */
#include "import_target.h"

IMPORTS(democracy, "democracy_ccode.csv")
