/* What the parts of actor-oriented models share.
 *
 * The speed of a choice is in what an actor's change D_kij hangs on. Terms are sorted by that (saom_kind):
 *   still  data alone        D = ego_i + alter_j + rest_ij, rest sparse or dense
 *   pair   what is counted for the pair
 *   alter  alter's degree
 *   own    ego's degree
 *   back   x_ji
 *   any    all else, and creation and endowment terms: by ent_ego_row
 * exp(u_j) is a product of factors: exp(theta D) of each is looked up by its count in a table that is made once for a
 * theta; those of alters are kept up as ties flip. So a choice takes no exponential, and a score is the product of rows
 * of D with the weights. Where a factor is beyond e^+-150 the table has NaN, and the
 * choice is worked out by sums of u instead (slow, but as it should be).
 * Rows are `stride` long, a multiple of SAOM_LANES, and sums run in as many lanes, whatever the processor: the same
 * bytes everywhere. */
#ifndef ENT_SAOM_SAOM_H
#define ENT_SAOM_SAOM_H

#include "entente/saom.h"

#include "core/memory.h"
#include "core/random.h"

enum { SAOM_LANES = 8 };

/* ---- terms ---- */

typedef enum { SAOM_STILL, SAOM_PAIR, SAOM_ALTER, SAOM_OWN, SAOM_BACK, SAOM_ANY, SAOM_KINDS } saom_kind;

typedef struct {
    size_t parameter;
    saom_kind kind;
    ent_model_part part;
    ent_count count;              /* of pair and alter */
    size_t slot;                  /* number among those of its kind */
} saom_term;

/* A still term's D_ij = ego[i] + alter[j] + rest. */
typedef struct {
    double *ego, *alter;          /* [n], [stride] */
    size_t *first;                /* [n + 1] rest of row i: cells first[i] to first[i + 1] - 1; NULL if it is dense */
    uint16_t *at;
    uint64_t *bits;               /* [n * words] which pairs have a rest */
    double *rest;
    double *dense;                /* [n * stride] or NULL */
    bool is_constant;             /* alter is 0 and the rest is not dense */
    bool of_ego, of_alter;        /* of a model that changes: ego, or alter, is the covariate, and there is no rest */
} saom_still;

/* ---- periods ---- */

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
    saom_still *still;            /* [count of still terms] */
    bool has_rest;                /* a still term has a rest */
    ent_view *start;              /* where the period starts */
    uint8_t *x, *fixed, *counts;  /* [n * n] at the start; cannot change; a difference at the end is a change */
    uint8_t *active, *bound;      /* [n] has a tie that can change, that cannot */
    uint16_t *actors;             /* [actor_count] the active ones */
    size_t actor_count;
    saom_settled *settled;
    size_t settled_count;
    bool *quick;                  /* [parameters] statistics that differ from those of the start by single ties */
    double *start_statistic, *shared; /* [parameters] of the start; by how many egos it is divided */
    double distance;              /* observed, over ordered pairs */
    int direction;                /* 1 = ties are only made, -1 = only ended, 0 = both */
    double **own_covariate, **own_dyadic; /* of a model that changes: [covariates] [n], [matrices] [n * n]; else NULL */
} saom_period;

struct ent_saom {
    const ent_model *model;
    size_t n, stride, parameters, period_count;
    saom_period *periods;
    saom_term *terms;             /* [term_count] all but rates */
    size_t term_count, kinds[SAOM_KINDS];
    size_t *rate_effects;         /* [rate_effect_count] parameters that are no basic rates */
    size_t rate_effect_count;
    double *target;               /* [period_count * parameters] */
    bool pairwise;                /* pairs get opportunities */
    bool structural_rates;        /* rates change as ties flip */
    bool changes;                 /* its data do, with the world (change.c) */
};

static inline bool saom_is_pairwise(const ent_model *model)
{
    return model->saom.rule >= ENT_SAOM_DISJUNCTIVE;
}

/* ---- a replicate's walk through a period, and its work space ---- */

/* Neighbours of one direction: those of i are list[i * n], degree[i] of them. */
typedef struct {
    const uint16_t *list, *degree;
} saom_side;

/* A pair term: where it is counted, D and exp(theta D) of each count; D of 0 is 0. If D is the count itself and ego has
 * few paths, these are walked instead: over its neighbours of one side to theirs of another. */
typedef struct {
    const uint16_t *count, *more; /* tables of the view; the second is added, or NULL */
    bool back, plain;             /* looked up as (j, i); D is the count */
    saom_side middle, end, end_more; /* the last has no list if there is no second table */
    double *value, *factor;       /* [2 n + 1] */
    uint16_t *at;                 /* [n] of a choice: ego's alters with a count, or where its paths end, */
    double *used;                 /* [n] their D, or 1 */
    size_t used_count;
} saom_pair;

/* An alter term, likewise: kept without the tie, and where it is. */
typedef struct {
    double *value, *factor;       /* [n + 1] */
    double *kept, *kept_tied;     /* [stride] */
} saom_alter;

struct ent_saom_worker {
    const ent_saom *saom;
    ent_view *view;
    /* of a period and theta */
    const saom_period *period;
    size_t number;                /* of the period */
    double *theta;                /* [parameters] */
    double *still_ego, *still_alter, *still_rest; /* [n], [stride], [n * stride] exp(sum of theta times still terms) */
    double *own;                  /* [n + 1] exp(sum of theta times own terms) at each degree without the tie */
    double back;                  /* exp(sum of theta times back terms) */
    /* kept up as ties flip */
    saom_pair *pairs;
    saom_alter *alters;
    double *alter_factor;         /* [stride] still_alter and all alter terms, without the tie; 0 past the last */
    double *alter_ratio;          /* [stride] by which it changes where the tie is */
    /* of a choice */
    double **any;                 /* [any terms] [stride] D; 0 where its part does not count */
    double *any_factor;           /* [stride] exp(sum of theta times any) */
    double *weight;               /* [stride] exp(u) of ego's options */
    double *ones;                 /* [stride] where there is no rest */
    uint16_t *counts;             /* [n] */
    double all;                   /* their sum */
    double lane[SAOM_LANES];
    const double **rows;          /* [parameters] what is multiplied with the weights for the scores */
    double *products;             /* [parameters + 1] */
    double *signed_own, *signed_other; /* [parameters] signed D of the option chosen, of alter for it */
    double *rate, *cumulated;     /* [n] lambda, and its sums */
    double *changed;              /* [n] */
    uint8_t *gone;                /* [n] 1 = not in the world (change.c): no ties, no opportunity, no option */
    uint16_t *absent, *present;   /* [absent_count] those gone; [present_count] who gets opportunities */
    size_t absent_count, present_count;
    size_t last, reach;           /* past the last who is there; the same as whole lanes: what loops over options go to */
    bool *stale;                  /* [parameters] terms whose data are not those that they were made ready with (change.c) */
    bool any_stale;
    double *score;                /* [parameters] or NULL */
    double *expected;             /* [n * n] or NULL: what each opportunity is expected to change (future.c) */
    double *still_back, *reply;   /* of futures, rule initiative: [n * stride] still_rest turned, or NULL; [stride] */
    bool by_sums;                 /* the weights are by sums of u: a factor was too large */
    bool until_distance;          /* a walk ends when as many ties differ as observed, not at time 1 */
    ent_random random;
    double time, total;           /* total: Lambda */
    double differs;               /* ordered pairs that differ from the start and count */
};

/* ---- still.c ---- */

ent_status saom_still_open(const ent_saom *saom, saom_period *period, ent_error *error);
void saom_still_close(saom_still *still);
static inline double saom_still_value(const saom_still *still, size_t stride, size_t i, size_t j)
{
    if (still->dense)
        return still->dense[i * stride + j];
    double value = still->ego[i] + still->alter[j];
    if (!(still->bits[i * ((stride + 63) / 64) + j / 64] >> j % 64 & 1))
        return value;
    size_t k = still->first[i];
    while (still->at[k] != j)
        k++;
    return value + still->rest[k];
}
/* Let D stand for each pair, so that it can be changed. */
ent_status saom_still_spread(saom_still *still, size_t n, size_t stride, ent_error *error);
/* Is D the value of a covariate of ego, or of alter, or the sum of the two, so that it need not stand for each pair? Then it is
 * filled in, of one actor. */
bool saom_still_take_apart(saom_still *still, const ent_term *term, size_t n);
void saom_still_of_actor(saom_still *still, const ent_term *term, size_t i);
/* exp of theta times the still terms: those of actors, of pairs those of the first rows; then those of one actor, of its pairs
 * with the first `count`, work[stride]. */
void saom_still_factors(ent_saom_worker *w, size_t rows);
void saom_still_actor_factors(ent_saom_worker *w);
void saom_still_pair_factors(ent_saom_worker *w, size_t rows);
void saom_still_factors_of(ent_saom_worker *w, size_t i, size_t count, double *work);
void saom_still_actor_factor_of(ent_saom_worker *w, size_t i);

/* ---- kept.c ---- */

/* f(d + 1) - f(d), d ego's degree without the tie. */
double saom_own_value(const ent_term *term, size_t degree);
/* exp(x), NaN beyond e^+-150. */
double saom_factor(double x);
/* The tables of a period and theta; then what is kept up, from the view, of all or of one alter. */
void saom_tables_fill(ent_saom_worker *w);
void saom_kept_fill(ent_saom_worker *w);
void saom_kept_fill_of(ent_saom_worker *w, size_t j);
void saom_flip(ent_saom_worker *w, size_t i, size_t j);

/* ---- kernels.c: loops over options ---- */

/* out = factor a b */
void saom_multiply(double *out, const double *a, const double *b, double factor, size_t stride);
/* out += factor a */
void saom_add(double *out, const double *a, double factor, size_t stride);
/* a = exp(a - less), 0 below e^-700 */
void saom_exponentials(double *a, double less, size_t stride);
/* lane[l] = sum of every SAOM_LANES-th from l */
void saom_lane_sums(const double *a, size_t stride, double lane[SAOM_LANES]);
/* out += factor weight s: s = -1 where there is a tie; else 1, or if alters reply a / (a + b) with a = more weight
 * back reply, b = rest alter */
void saom_expect_all(double *out, const double *weight, const uint8_t *x, double factor, size_t n);
void saom_expect_replies(double *out, const double *weight, const uint8_t *x, double factor, double more,
                         const double *back, const double *reply, const double *rest, const double *alter, size_t n);
/* out[r] = sum_j a[j] rows[r][j]; out has room for one more */
void saom_products(const double *a, const double *const rows[], size_t row_count, size_t stride, double out[]);

/* ---- rates.c ---- */

void saom_rates_fill(ent_saom_worker *w);
size_t saom_rates_draw(const ent_saom_worker *w, double u);
/* The derivative of the log of what happened: an opportunity of i (and j of a pair); `time` without any. */
void saom_rates_score_event(ent_saom_worker *w, size_t i, size_t j);
void saom_rates_score_time(ent_saom_worker *w, double time);

/* ---- choice.c ---- */

/* Weights of ego's options; false if it can only leave all as it is. */
bool saom_choice_fill(ent_saom_worker *w, size_t ego);
bool saom_permitted(const ent_saom_worker *w, size_t ego, size_t alter);
/* The chance that alter agrees to a tie with ego that is not there; 1 where it is not asked. */
double saom_acceptance(ent_saom_worker *w, size_t ego, size_t alter);
/* One opportunity; u between 0 and 1 decides for an option. */
void saom_opportunity(ent_saom_worker *w, size_t ego, double u);
void saom_pair_opportunity(ent_saom_worker *w, size_t i, size_t j);

/* ---- simulate.c ---- */

/* Let the worker stand at the start of a period. */
void saom_start(ent_saom_worker *w, const double theta[], size_t period);
/* Opportunities from the random numbers of w->random on, till the walk ends. */
ent_status saom_walk(ent_saom_worker *w, ent_error *error);

/* ---- change.c: worlds that change ---- */

/* Who is there when a period starts: all but spare places. */
void saom_all_in(ent_saom_worker *w);
/* Make terms ready again whose data have changed. */
ent_status saom_renew(ent_saom_worker *w, ent_error *error);
void saom_own_data_close(const ent_saom *saom, saom_period *p);

/* ---- future.c ---- */

/* Rests as alters see them, of the first actors. */
void saom_turn_rest(ent_saom_worker *w, size_t rows);

/* Add to w->expected what ego's choice, whose weights are filled, is expected to change. */
void saom_expect(ent_saom_worker *w, size_t ego);

#endif
