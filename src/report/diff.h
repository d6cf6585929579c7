/* Two worlds, or two sources of one world, being compared: what the files diff*.c share. */
#ifndef ENT_REPORT_DIFF_H
#define ENT_REPORT_DIFF_H

#include "entente/report.h"
#include "report/answer.h"

typedef struct {
    ent_world *worlds[2]; /* the same one twice if two of its sources are compared */
    const ent_diff_options *options;
    answer answer;
    ent_error *error;
    int *actor_of;        /* [actors of b + 1] the actor of a; past those of a: it has none there */
    int *only_b;          /* such an actor: id in b, at id - actors of a - 1 */
    int *treaty_of;       /* [treaty_size] the treaty of a, or id + treaty_size_a */
    size_t treaty_size, treaty_size_a; /* one past the largest id */
    ent_json_value *series, *rows;     /* the tables */
    bool differs, failed; /* failed: memory ran out where a text was read */
} differing;

/* What the comparison of two series finds. */
typedef struct {
    const ent_series *series[2];
    ent_span common;      /* days that both cover */
    size_t same, within, changed; /* within: numbers that differ by no more than the tolerance */
    size_t only[2], outside[2];   /* outside: rows beyond what both cover */
    double largest;       /* change of a number, NaN if none changed */
    int largest_actor;
    ent_day largest_from;
    size_t listed;        /* rows that stand in the table `rows` */
} finding;

/* Fill in actor_of and treaty_of. */
ent_status diff_match(differing *d);
void diff_clear(differing *d);
const char *diff_actor(const differing *d, int actor); /* its abbreviation; 0 is NULL */

/* Put actors and treaty of a spell of world `side` in terms of world a, and of an undirected tie the
 * smaller one first. */
void diff_translate(const differing *d, int side, const ent_series *series, ent_spell *spell);

/* How two rows with the same key compare; counts it and lists the row if it changed. */
ent_status diff_pair(differing *d, finding *f, const ent_spell *a, const ent_spell *b);
/* A row that only one side has. */
ent_status diff_only(differing *d, finding *f, int side, const ent_spell *spell);

/* Compare two series: attributes by actor and calendar year, the others by their spells. */
ent_status diff_values(differing *d, finding *f);
ent_status diff_spells(differing *d, finding *f);
/* Treaties and conflicts themselves, by their code: name, and days within what both cover. */
ent_status diff_treaties(differing *d, const finding *f);

#endif
