/* Any bytes as the file MIDI 5.0.csv; see import_target.h. */
#include "import_target.h"

IMPORTS(mid_incidents, "MIDI 5.0.csv")
