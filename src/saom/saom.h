/* What the parts of actor-oriented models share. */
#ifndef ENT_SAOM_SAOM_H
#define ENT_SAOM_SAOM_H

#include "entente/saom.h"

#include "core/memory.h"
#include "core/random.h"

/* A tie that statistics see otherwise than the simulation: not known at one of the ends, or structural at the end. */
typedef struct {
    uint16_t i, j;
    uint8_t value;
} saom_settled;

/* One period, as the simulation sees it: nothing is missing. */
typedef struct {
    ent_model_period *data;       /* as statistics see it */
    ent_covariate *covariates;    /* the model's, without what is missing */
    ent_dyadic *dyadic;
    ent_term *terms;              /* [parameters]; effect is NULL for a rate */
    ent_view *start;              /* where the period starts */
    uint8_t *x, *fixed, *counts;  /* [n * n] at the start; cannot change; a difference at the end is a change */
    uint8_t *active;              /* [n] has a tie that can change */
    saom_settled *settled;
    size_t settled_count;
    double distance;              /* observed, over ordered pairs */
    int direction;                /* 1 = ties are only made, -1 = only ended, 0 = both */
} saom_period;

struct ent_saom {
    const ent_model *model;
    size_t n, parameters, period_count;
    saom_period *periods;
    double *target;               /* [period_count * parameters] */
    bool pairwise;                /* pairs get opportunities */
    bool structural_rates;        /* rates change as ties flip */
};

/* The walk of one replicate through one period, and its work space. */
struct ent_saom_worker {
    const ent_saom *saom;
    ent_view *view;
    double *row;                  /* [parameters * n] D of ego's options, term by term */
    double *gain, *chance;        /* [n] u and P of ego's options */
    double *signed_own, *signed_other; /* [parameters] signed D of the option chosen, of alter for it */
    double *rate, *cumulated;     /* [n] lambda, and its sums */
    double *changed;              /* [n] */
    /* of the walk */
    const saom_period *period;
    size_t number;                /* of the period */
    const double *theta;
    double *score;                /* [parameters] or NULL */
    ent_random random;
    double time, total;           /* total: Lambda */
    double differs;               /* ordered pairs that differ from the start and count */
};

/* ---- rates (rates.c) ---- */

void saom_rates_fill(ent_saom_worker *w);
size_t saom_rates_draw(const ent_saom_worker *w, double u);
/* The derivative of the log of what happened: an opportunity of i (and j of a pair); `time` without any. */
void saom_rates_score_event(ent_saom_worker *w, size_t i, size_t j);
void saom_rates_score_time(ent_saom_worker *w, double time);

/* ---- choices (choice.c) ---- */

/* Fill row, gain and chance for ego, false if it can only leave all as it is. */
bool saom_choice_fill(ent_saom_worker *w, size_t ego);
/* Signed D of one option of ego; returns u. */
double saom_option(const ent_saom_worker *w, size_t ego, size_t alter, double own[]);
bool saom_permitted(const ent_saom_worker *w, size_t ego, size_t alter);
/* One opportunity. */
void saom_opportunity(ent_saom_worker *w, size_t ego);
void saom_pair_opportunity(ent_saom_worker *w, size_t i, size_t j);

void saom_flip(ent_saom_worker *w, size_t i, size_t j);

#endif
