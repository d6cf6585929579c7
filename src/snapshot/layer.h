/* The compiled half of a layer: what ent_layer_compile makes from its ties. */
#ifndef ENT_SNAPSHOT_LAYER_H
#define ENT_SNAPSHOT_LAYER_H

#include "entente/snapshot.h"

/* Free the matrices and neighbour lists; the ties stay. */
void layer_clear_compiled(ent_layer *layer);

#endif
