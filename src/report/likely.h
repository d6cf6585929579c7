/* Pairs of a simulation by how likely a tie is. */
#ifndef ENT_REPORT_LIKELY_H
#define ENT_REPORT_LIKELY_H

#include "entente/json.h"

/* Rows of the table `pairs` that were tied before, least likely first; or that were not, most likely first. Equal ones in
 * the order of the table.
 *   order  out: [row count of pairs]
 * Returns how many there are. */
typedef struct {
    double p;
    size_t row;
} likely_pair;

size_t likely_rank(const ent_json_value *pairs, bool tied, likely_pair order[]);

#endif
