/* Any bytes as the file igo_list.csv; see import_target.h. */
#include "import_target.h"

IMPORTS(igo_list, "igo_list.csv")
