/* The network of one layer of a world at each time: who is tied to whom, how strongly, and which way. */
#ifndef ENT_REPORT_NETWORK_TIES_H
#define ENT_REPORT_NETWORK_TIES_H

#include "entente/network.h"
#include "report/layer_ties.h"

/* What the strength of a pair's tie is. */
typedef enum {
    STRENGTH_ONE,    /* ties that carry nothing: 1 */
    STRENGTH_COUNT,  /* events: disputes, wars of the window, each once */
    STRENGTH_LEVEL,  /* the highest level; of obligations those that were asked for */
    STRENGTH_VALUE,  /* the value that holds last */
} strength_rule;

/* A row of the layer between two actors of the time. */
typedef struct {
    int a, b;
    size_t order;       /* among the rows of a pair: which conflict, else which comes first */
    double strength;
} pair_row;

typedef struct {
    layer_ties layers;  /* one */
    ent_error *error;
    bool directed;
    strength_rule rule;
    const char *unit;   /* of values; "" = none */
    ent_series by;      /* the attribute; id 0 = none */
    years_values values;
    /* over all times that were made */
    size_t without_value; /* rows of which neither level nor value is said */
    size_t by_without;    /* actors without a value of the attribute, by year */
    size_t by_doubted;    /* values that are unverified, disputed or of low confidence, by year */
    /* the time that was made last */
    ent_network network;
    double *value;        /* [n] of the attribute */
    size_t missing;       /* of them, how many are */
    pair_row *rows;
    size_t row_count, row_capacity;
    ent_network_tie *ties;
    size_t tie_capacity;
} network_ties;

/* Read what is needed; the period is cut to what states, layer and attribute cover. Clear also after a failure.
 * Errors: ENT_ERR_INPUT: values in several units. ENT_ERR_ARGUMENT: directions where there are none. */
ent_status network_ties_open(network_ties *n, ent_world *world, const ent_network_options *options,
                             ent_error *error);
void network_ties_clear(network_ties *n);

/* Make the network of one time. Errors: ENT_ERR_INPUT: a value below 0. */
ent_status network_ties_at(network_ties *n, size_t time);

#endif
