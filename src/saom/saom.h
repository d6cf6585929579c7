/* What the parts of actor-oriented models share. */
#ifndef ENT_SAOM_SAOM_H
#define ENT_SAOM_SAOM_H

#include "entente/saom.h"

#endif
