/* Any bytes as the file maoz_powers.csv; see import_target.h. */
#include "import_target.h"

IMPORTS(powers, "maoz_powers.csv")
