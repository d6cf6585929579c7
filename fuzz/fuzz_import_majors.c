/* Any bytes as the file majors2016.csv; see import_target.h. */
#include "import_target.h"

IMPORTS(majors, "majors2016.csv")
