/* Any bytes as the file NMC-60-abridged.csv; see import_target.h. */
#include "import_target.h"

IMPORTS(nmc, "NMC-60-abridged.csv")
