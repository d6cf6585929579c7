/* Portfolios of all states at each time, for the answers of `entente similarity`. */
#ifndef ENT_REPORT_LIKENESS_H
#define ENT_REPORT_LIKENESS_H

#include "entente/measure.h"
#include "report/chosen.h"

typedef struct {
    const ent_similarity_options *options;
    ent_error *error;
    years y;
    years_members states;
    years_ties ties;
    years_values weights;      /* value NULL: there are none */
    ent_similarity variant[ENT_SIMILARITY_COUNT]; /* those asked for */
    size_t variant_count;
    /* the time that was made last */
    size_t n;                  /* states */
    int *place;                /* [n] their places, ascending */
    int *index;                /* [places] index in place, or -1 */
    uint8_t *level;            /* [n * n] */
    double *weight;            /* [n] */
    size_t without_weight;     /* states whose weight is missing */
    ent_portfolios *portfolios;
} likeness;

/* Read what is needed; the period is cut to what states and ties cover. Clear also after a failure. */
ent_status likeness_open(likeness *l, ent_world *world, const ent_similarity_options *options,
                         ent_error *error);
void likeness_clear(likeness *l);

/* Make the portfolios of one time. */
ent_status likeness_at(likeness *l, size_t time);

#endif
