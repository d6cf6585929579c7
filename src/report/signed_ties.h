/* The signed network of the states of a world at each time: friendly and hostile layers joined, and what is
 * done with pairs that have both. report/edges.h reads one from a file. */
#ifndef ENT_REPORT_SIGNED_TIES_H
#define ENT_REPORT_SIGNED_TIES_H

#include "entente/balance.h"
#include "report/layer_ties.h"

/* What is done with a pair that has friendly and hostile ties. */
typedef enum {
    SIGNED_NET,  /* they cancel: of a file the sum of the weights, of a world no tie */
    SIGNED_DROP, /* the pair is left out */
    SIGNED_BOTH, /* kept as two ties */
} signed_rule;
ent_status signed_rule_of(const char *word, signed_rule *out, ent_error *error);
const char *signed_rule_word(signed_rule rule);

/* A network at one time. */
typedef struct {
    size_t n;
    const char **name;       /* [n] borrowed */
    ent_signed_tie *ties;
    size_t tie_count;
    ent_signed_tie *without; /* pairs of which + and - left no tie; weight 0 */
    size_t without_count;
    size_t both;             /* pairs that have ties of both signs */
    size_t members;          /* actors that could have ties */
    const uint16_t *said;    /* [n * n] which layers speak of a pair, a bit each; NULL = from a file */
} signed_network;

typedef struct {
    const ent_balance_options *options;
    ent_error *error;
    signed_rule rule;
    layer_ties layers;
    int sign[LAYERS_MAX];    /* of each layer */
    /* the time that was made last */
    signed_network network;
    uint16_t *said;          /* [n * n] */
} signed_ties;

/* Read what is needed; the period is cut to what states and layers cover, events with their whole window.
 * Clear also after a failure. */
ent_status signed_ties_open(signed_ties *s, ent_world *world, const ent_balance_options *options,
                            ent_error *error);
void signed_ties_clear(signed_ties *s);

/* Make the network of one time. */
void signed_ties_at(signed_ties *s, size_t time);

/* The table `layers` of an answer, and what their names resolved to. */
void signed_ties_add_layers(const signed_ties *s, answer *a);

#endif
