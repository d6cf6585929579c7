/* In how many organisations two states are both members: counted from sets of bits while the memberships
 * are read. */
#ifndef ENT_IMPORT_IGO_H
#define ENT_IMPORT_IGO_H

#include "import/importer.h"

#include <stdint.h>

typedef struct {
    int actor, year;
    size_t row; /* in the order of reading */
} igo_state_year;

typedef struct {
    igo_state_year *items;
    size_t count, capacity;
    uint64_t *bits; /* [row][words] */
    size_t words;   /* set before the first is added: a bit for each organisation */
    size_t bits_capacity;
} igo_joint;

/* A state in a year; *members are the bits to set, borrowed till the next call. */
ent_status igo_joint_add(igo_joint *joint, int actor, int year, uint64_t **members,
                         ent_error *error) ENT_CHECKED;
/* Write the layer `igo`. */
ent_status igo_joint_write(ent_reading *reading, igo_joint *joint, ent_span covers,
                           ent_error *error) ENT_CHECKED;
void igo_joint_clear(igo_joint *joint);

#endif
