/* The answer of `entente blocs` while it is made: the best blocs of signed networks, one after another. */
#ifndef ENT_REPORT_BLOCS_H
#define ENT_REPORT_BLOCS_H

#include "entente/blocs.h"
#include "report/edges.h"

/* Where an actor was at the time before: blocs have numbers that go on from time to time. */
typedef struct {
    const char *name;        /* borrowed from the world or the file */
    int label;               /* of its bloc; 0 = without ties then */
    int time;                /* when that was */
} bloc_place;

typedef struct {
    const ent_blocs_report_options *options;
    answer answer;
    ent_error *error;
    signed_rule rule;
    int blocs;               /* as ent_blocs_options */
    /* where networks come from */
    ent_world *world;        /* NULL: a file or a scenario */
    bool is_scenario;        /* the state before its interventions, then that after them */
    signed_ties ties_of;
    edges file;
    ent_series size;         /* id 0 = none */
    years_values sizes;
    /* the network that is being described */
    const signed_network *network;
    ent_json_value *into;    /* where the result goes, if it is the only one */
    int year, time;
    bool one;                /* the only one */
    double *of_actor;        /* [n] sizes; NULL = none */
    ent_signed_tie *ties;    /* those that count, weighted */
    size_t tie_count, without_size;
    ent_blocs_graph *graph;
    ent_blocs *best;
    ent_blocs_actor *actor;  /* [n] */
    int *against;            /* [against_count] ties */
    size_t against_count;
    ent_blocs_optima *optima;
    int *label;              /* [n] number of the bloc over time, from 1; 0 = without ties */
    /* over time */
    bloc_place *places;      /* in the order of their names */
    size_t place_count, place_capacity;
    int labels;              /* given so far */
    size_t movers, firm, stayed; /* of this time: moved, moved though staying would cost, had ties before too */
    double balanced_share, walk; /* as entente balance has them */
    size_t unproven;         /* networks without a proof */
    /* tables; NULL = not written */
    ent_json_value *years, *members, *actors, *against_ties, *moves, *partitions;
} blocs_answer;

/* Begin the tables: `years`, of one network all, else also that which was asked for. */
ent_status blocs_begin_tables(blocs_answer *b);
/* Find a best partition, of several that in which fewest move (blocs_time.c). */
ent_status blocs_find(blocs_answer *b, const ent_blocs_options *options);
/* Give blocs the numbers of those before, and note who moved (blocs_time.c). */
ent_status blocs_match(blocs_answer *b);
/* Where the actor was before, or NULL. */
const bloc_place *blocs_place_of(const blocs_answer *b, const char *name);
/* Remember where all are. */
ent_status blocs_remember(blocs_answer *b);
ent_status blocs_add_rows(blocs_answer *b);
/* Of a Pajek network the bloc of each vertex in the order of the file, in the table `vertices`: 0 = without ties. */
void blocs_add_vertices(blocs_answer *b);
/* value, bound, proven, blocs, isolates, backbone of a network, into an object. */
ent_status blocs_add_result(blocs_answer *b, ent_json_value *result);

#endif
