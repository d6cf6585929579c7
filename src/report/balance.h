/* The answer of `entente balance` while it is made: signed networks and what is said of each. */
#ifndef ENT_REPORT_BALANCE_H
#define ENT_REPORT_BALANCE_H

#include "report/edges.h"

typedef struct {
    const ent_balance_options *options;
    answer answer;
    ent_error *error;
    signed_rule rule;
    /* where networks come from: years of a world, or a file */
    ent_world *world;         /* NULL: a file */
    signed_ties ties_of;
    edges file;
    /* the network that is being described */
    const signed_network *network;
    int year;                 /* of a world */
    ent_signed_graph *graph;
    ent_triads all, *of_tie, *of_actor;
    ent_signed_component *components;
    size_t component_count;
    int *component, *camp;    /* [n] */
    ent_signed_spectrum spectrum;
    size_t without_spectrum;  /* networks of which a component is too large for eigenvalues */
    /* tables; NULL = not written */
    ent_json_value *years, *actors, *ties, *triads, *parts;
} balance;

/* Begin the tables: `years`, and if there is one network the others, else that which was asked for. */
ent_status balance_begin_tables(balance *b, bool one_network);
/* Add the rows of the network that is being described. */
ent_status balance_add_rows(balance *b);

#endif
