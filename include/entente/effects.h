/* Effects: each statistic of a network written once, for every model family.
 *
 * An effect is a row of a table (ent_effect): its formula, its source, what it needs, and functions for
 * its value and for its change when one tie changes. It reads a *view*: one network at one time, with what
 * is known beside it, in plain arrays that need no world. A *term* is an effect as a model uses it: with
 * its parameters and the covariates that it is about.
 *
 * Notation: n actors; x_ij = 1 if i has a tie to j, no self-ties; in a network that is not directed
 * x_ij = x_ji and a flip changes both. s_i(x) is what ego i sees of the network; v an actor covariate;
 * w a dyadic covariate. Two-paths P_ij = sum_h x_ih x_hj.
 *
 * Two changes of one definition, always for adding the tie and free of its present value:
 *   ego_change  s_i with i->j minus s_i without: what an actor-oriented model asks
 *   change      the network's statistic with i->j minus without: what a tie model asks
 *
 * No function here allocates except ent_view_new, ent_view_copy, ent_term_prepare. Functions take actors by
 * index, 0 to n - 1, and i != j. */
#ifndef ENTENTE_EFFECTS_H
#define ENTENTE_EFFECTS_H

#include "entente/core.h"

enum { ENT_VIEW_MOST = 65535 }; /* actors in a view */

/* ---- data beside the network ---- */

/* An actor covariate, as effects use it. Made from raw values by ent_covariate_centre. */
typedef struct {
    const char *name;
    const double *value;     /* [n] centred if the model says so; the mean where missing */
    const uint8_t *missing;  /* [n] 1 = what needs this actor's value does not count; NULL = all counts */
    double mean;             /* of the values given */
    double neutral;          /* the mean as effects use it: 0 if centred, else the mean */
    double range;            /* largest minus smallest value over all actors and waves */
    double similarity_mean;  /* mean of 1 - |v_i - v_j| / range over ordered pairs and waves */
} ent_covariate;

/* A dyadic covariate: a value of each pair, also another layer as 0 and 1. */
typedef struct {
    const char *name;
    const double *value;     /* [n * n] as given, diagonal 0; the mean where missing */
    const uint8_t *missing;  /* [n * n] 1 = the pair does not count; NULL = all count */
    double mean;             /* subtracted by the effects that centre; 0 = not centred */
} ent_dyadic;

/* Members of a treaty, or of any other set of actors. */
typedef struct {
    const char *name;
    const uint8_t *member;   /* [n] 1 = inside */
} ent_member_set;

/* ---- the view ---- */

/* What a view keeps up as ties flip, beside degrees and neighbours; a view keeps what its terms use. */
enum {
    ENT_KEEPS_TWO_PATHS = 1,    /* i->h->j */
    ENT_KEEPS_OUT_SHARED = 2,   /* i->h<-j */
    ENT_KEEPS_IN_SHARED = 4,    /* i<-h->j */
    ENT_KEEPS_MUTUAL_PATHS = 8, /* i<->h<->j */
};

/* One network at one time. The arrays of the first part belong to the view and change by ent_view_set and
 * ent_view_flip only; those of the second part are the caller's, and are constant while ties flip.
 * Where the network is not directed the arrays in_..., and the four tables, are the same memory. */
typedef struct {
    size_t n, words;         /* words: 64-bit words of a row of bits */
    bool directed;
    unsigned keeps;
    size_t tie_count;        /* ties; a tie that is not directed counts once */
    uint8_t *x;              /* [n * n] */
    uint64_t *out_bits, *in_bits; /* [n * words] bit j of row i: i->j, j->i */
    uint16_t *out, *in;      /* [n * n] neighbours of i: out[i * n] ..., ascending; degree says how many */
    uint16_t *out_degree, *in_degree, *mutual_degree; /* [n] */
    uint16_t *two_paths;     /* [n * n] number of h with i->h->j; NULL where not kept, likewise below */
    uint16_t *out_shared;    /* [n * n] number of h with i->h<-j */
    uint16_t *in_shared;     /* [n * n] number of h with i<-h->j */
    uint16_t *mutual_paths;  /* [n * n] number of h with i<->h<->j */

    const uint8_t *previous; /* [n * n] the network before: last year's, or that at the period's start */
    double time;             /* for time covariates */
    double balance_mean;     /* b0, ent_balance_mean */
    double structure_mean;   /* b1, ent_structure_mean */
    const ent_member_set *sets; /* [set_count] living treaties; NULL = not known */
    size_t set_count;
    const uint8_t *missing;  /* [n * n] 1 = the tie is not known: comparisons leave it out; NULL = none */
    const uint8_t *fixed;    /* [n * n] 1 = the tie cannot change; NULL = none. For model families */
    const uint8_t *absent;   /* [n] 1 = not in the system now: not counted; NULL = none */
} ent_view;

/* An empty network.
 *   keeps  tables to keep up: ent_terms_keep, or ENT_KEEPS_... joined by |
 *   out    freed with ent_view_free
 * Errors: ENT_ERR_ARGUMENT: more than ENT_VIEW_MOST actors.
 * Memory: 3 to 19 bytes for each pair of actors. */
ENT_API ent_status ent_view_new(size_t n, bool directed, unsigned keeps, ent_view **out,
                                ent_error *error) ENT_CHECKED;
ENT_API void ent_view_free(ent_view *view);

/* Take over a network of 0 and 1, x[n * n]; the diagonal does not count.
 * Errors: ENT_ERR_INPUT: not directed, and x_ij differs from x_ji. The view is then as before.
 * Cost: O(n^2 + sum of squared degrees). */
ENT_API ent_status ent_view_set(ent_view *view, const uint8_t *x, ent_error *error) ENT_CHECKED;

/* Let one view be as another of the same n, direction and keeps: the start of a replicate. O(n^2) copying. */
ENT_API void ent_view_assign(ent_view *view, const ent_view *from);
/* A new view like another. */
ENT_API ent_status ent_view_copy(const ent_view *from, ent_view **out, ent_error *error) ENT_CHECKED;

/* Add the tie i->j, or remove it. Cost: O(degrees of i and j). */
ENT_API void ent_view_flip(ent_view *view, size_t i, size_t j);

/* ---- effects ---- */

typedef struct ent_term ent_term;

/* What an effect needs to be used: checked in one place, ent_term_check. */
enum {
    ENT_NEEDS_DIRECTED = 1,
    ENT_NEEDS_SYMMETRIC = 2,  /* a network that is not directed */
    ENT_NEEDS_COVARIATE = 4,
    ENT_NEEDS_DYADIC = 8,
    ENT_NEEDS_SECOND = 16,    /* another dyadic covariate */
    ENT_NEEDS_PREVIOUS = 32,
    ENT_NEEDS_TIME = 64,
    ENT_NEEDS_SETS = 128,     /* treaties with their members */
};

/* What kind of statistic it is. */
enum {
    /* s_i = sum_j x_ij c_ij with c_ij from data alone: .tie gives c_ij and is all that the row needs */
    ENT_INDEPENDENT = 1,
    /* s_i = sum_j x_ij t_ij(x), and an actor's change is t_ij by definition: what other ties' t gain or lose
     * is left out (SAOM only; .change is exact) */
    ENT_ELEMENTARY = 2,
    /* For interactions, what the c_ij of data and the t_ij hang on: */
    ENT_OF_EGO = 4,   /* c_ij or t_ij is the same for all j, whatever ego's ties are */
    ENT_OF_ALL = 8,   /* ... and for all i; such rows are ENT_OF_EGO, too */
    ENT_OF_BACK = 16, /* t_ij = x_ji */
};

/* What a term works out once from the data beside the network (ent_term_prepare). */
typedef enum {
    ENT_PREPARES_NOTHING,
    ENT_PREPARES_COUNTS,      /* 2 (n + 1) numbers: two for each count of 0 to n */
    ENT_PREPARES_ACTORS,      /* n */
    ENT_PREPARES_PAIRS,       /* n * n */
    ENT_PREPARES_THREE_PAIRS, /* 3 n * n */
} ent_prepares;

/* What an actor's change by i->j is a function of, if it is one count: the count itself or, where the term prepares
 * counts, prepared[count]. Simulations keep such values up as ties flip. */
typedef enum {
    ENT_COUNT_NONE,           /* anything else */
    ENT_COUNT_TIE_BACK,       /* x_ji */
    ENT_COUNT_TWO_PATHS,      /* i->h->j */
    ENT_COUNT_PATHS_BACK,     /* j->h->i */
    ENT_COUNT_OUT_SHARED,     /* i->h<-j */
    ENT_COUNT_IN_SHARED,      /* i<-h->j */
    ENT_COUNT_MUTUAL_PATHS,   /* i<->h<->j */
    ENT_COUNT_CLOSING,        /* i->h->j and i->h<-j together */
    ENT_COUNT_IN_DEGREE,      /* x_+j with the tie */
    ENT_COUNT_OUT_DEGREE,     /* x_j+, of a directed network */
} ent_count;

typedef struct {
    const char *name, *help;  /* NULL name = no such parameter */
    double value;             /* if none is given */
    double least, most;
} ent_parameter;

enum { ENT_PARAMETERS = 2 };

typedef double ent_ego_function(const ent_view *view, const ent_term *term, size_t i);
typedef double ent_pair_function(const ent_view *view, const ent_term *term, size_t i, size_t j);
typedef void ent_row_function(const ent_view *view, const ent_term *term, size_t i, double row[]);
typedef double ent_degree_function(const ent_term *term, double degree);

typedef struct {
    const char *name;        /* plain: transitive_triplets; one name may have a row for directed and one for
                                other networks */
    const char *label;       /* in a few words */
    const char *rsiena, *ergm; /* what the peers call it; NULL = they have none */
    const char *formula;     /* of s_i(x), in the symbols above */
    const char *source;      /* author, year, journal, page */
    const char *remark;      /* NULL, or what a user must know: where we depart, what the peer does */
    unsigned needs, kind;
    unsigned keeps;          /* tables of the view that the functions read */
    const char *covariate, *dyadic, *second; /* what these are to be, if needed: "capability, uncentred" */
    ent_parameter parameters[ENT_PARAMETERS];
    ent_prepares prepares;
    void (*prepare)(const ent_view *view, ent_term *term);

    ent_ego_function *ego_total;  /* s_i(x), by plain loops from the formula: the oracle, may be slow */
    ent_ego_function *ego_value;  /* the same from the view's tables; NULL = by .tie, else by .ego_total */
    ent_pair_function *ego_change;
    ent_pair_function *change;    /* NULL = not for tie models */
    ent_pair_function *tie;       /* t_ij where s_i = sum_j x_ij t_ij: creation and endowment; else NULL */
    ent_row_function *ego_row;    /* ego_change for all j at once, row[i] = 0; NULL = by a loop */
    ent_degree_function *of_degree; /* s_i = f(x_i+), and the actor's change f(d + 1) - f(d); else NULL */
    ent_count ego_count;
    /* How many egos count one thing: the statistic of the network is sum_i s_i divided by this, for
     * {networks that are not directed, directed ones}; 0 means 1. */
    double total_shared[2];       /* of a tie model: each tie, each mutual pair, each triangle once */
    double target_shared[2];      /* of an actor-oriented model, as RSiena counts */
} ent_effect;

/* The effects one after another; NULL past the last. */
ENT_API const ent_effect *ent_effect_at(size_t index);

/* The family that an effect belongs to: "structural", "geography" ... */
ENT_API const char *ent_effect_family(const ent_effect *effect);

/* What an effect needs, in words: "directed; covariate: capability, not centred"; cut to size. */
ENT_API void ent_effect_needs(const ent_effect *effect, char *text, size_t size);

/* The effect of this name, or of this peer's name, for a network that is directed or not; NULL if there is
 * none. The same name with "rsiena:" in front finds the row that follows the peer where it differs. */
ENT_API const ent_effect *ent_effect_find(const char *name, bool directed);

/* The plain name nearest to `name`, for "did you mean"; or NULL. */
ENT_API const char *ent_effect_nearest(const char *name);

/* ---- terms ---- */

/* An effect as a model uses it. Set `effect` by ent_term_init, then parameters and data; then
 * ent_term_check and ent_term_prepare. */
struct ent_term {
    const ent_effect *effect;
    double parameter[ENT_PARAMETERS];
    const ent_covariate *covariate;  /* borrowed, as the two below; for the period of the view */
    const ent_dyadic *dyadic, *second;
    double *prepared;                /* owned: ent_term_prepare */
    ent_term *factors;               /* [factor_count] of an interaction, else NULL; borrowed, but checked, prepared
                                        and cleared with the term */
    size_t factor_count;
};

/* A term with the effect's own parameters and no data. */
ENT_API void ent_term_init(ent_term *term, const ent_effect *effect);
/* Free what ent_term_prepare made. */
ENT_API void ent_term_clear(ent_term *term);

/* Does the effect fit the view, and has it all that it needs? Errors: ENT_ERR_INPUT names the effect, what
 * is missing, a parameter out of its range, a dyadic covariate that is not symmetric (where the network is
 * not directed), by the first pair. */
ENT_API ent_status ent_term_check(const ent_view *view, const ent_term *term,
                                  ent_error *error) ENT_CHECKED;

/* Are all values of the term's covariates known for the pair? Effects count a pair as 0 where one that they use
 * is missing, as RSiena does in its statistics; a tie model leaves such pairs out. */
ENT_API bool ent_term_known(const ent_view *view, const ent_term *term, size_t i, size_t j);

/* Work out what the term needs from parameters and data; again after any of these changed. */
ENT_API ent_status ent_term_prepare(const ent_view *view, ent_term *term,
                                    ent_error *error) ENT_CHECKED;

/* Tables that a view needs for these terms; terms without an effect need none. */
ENT_API unsigned ent_terms_keep(const ent_term *terms, size_t count);

/* The value and the changes, with the rules of the kind applied; see ent_effect. */
ENT_API double ent_ego_total(const ent_view *view, const ent_term *term, size_t i); /* by the fastest way */
ENT_API double ent_ego_change(const ent_view *view, const ent_term *term, size_t i, size_t j);
ENT_API double ent_change(const ent_view *view, const ent_term *term, size_t i, size_t j);
ENT_API double ent_tie(const ent_view *view, const ent_term *term, size_t i, size_t j);
ENT_API void ent_ego_row(const ent_view *view, const ent_term *term, size_t i, double row[]);

/* The network's statistic as a tie model counts it, and as an actor-oriented model does. Cost: O(ties) for most
 * effects, O(n * ties) for those that compare ties (balance). */
ENT_API double ent_total(const ent_view *view, const ent_term *term);
ENT_API double ent_target(const ent_view *view, const ent_term *term);

/* Can it be used in a tie model; in creation and endowment functions? */
ENT_API bool ent_effect_has_change(const ent_effect *effect);
ENT_API bool ent_effect_has_tie(const ent_effect *effect);

/* Sum of t_ij over the ties that `view` has and `other` (x[n * n]) has not, and that are not in `leave_out`
 * (may be NULL): the target of a creation function (view = end, other = start), and minus that of an
 * endowment function (view = start, other = end); counted as ent_target counts. Snijders 2001, Sociological Methodology
 * 31:361. */
ENT_API double ent_tie_sum(const ent_view *view, const ent_term *term, const uint8_t *other,
                           const uint8_t *leave_out);

/* ---- interactions: the product of two or three effects ---- */

enum { ENT_FACTORS = 3, ENT_INTERACTION_NAME = 200 };

/* An effect made of others: a row like those of the tables, by which terms are used like any other. A term of it
 * has `factors`: a term of each effect, in the same order. */
typedef struct {
    ent_effect effect;
    char name[ENT_INTERACTION_NAME]; /* "ego x reciprocity" */
} ent_interaction;

/* Make an interaction, as RSiena does:
 *   an actor's change  the product of the factors' changes
 *   s_i                sum_j x_ij prod_k t_k,ij; if all factors but one are of ego only (or of all pairs), that
 *                      factor's s_i times theirs, which is the same where both exist
 * It can be used in tie models if all factors are data, or if one is not and the exact change is known: it is
 * the tie back (reciprocity); it is of ego's own degree, and the others are of ego only; or the others are the
 * same for all pairs (time). Of mutual ties each pair counts once, by the mean of both directions.
 *   effects[count]  2 or 3 rows of the tables
 *   out             owned by the caller, nothing to free; must stay where it is
 * Errors: ENT_ERR_INPUT: a factor is neither elementary nor a sum of t_ij that ego's other ties leave alone, and
 * another is not of ego only. Source: Ripley, Snijders, Boda, Voros & Preciado, Manual for RSiena (1.6.5), user-defined
 * interactions. */
ENT_API ent_status ent_interaction_init(ent_interaction *out, const ent_effect *const effects[], size_t count,
                                        ent_error *error) ENT_CHECKED;

/* ---- sets: statistics of a state that may join a treaty ---- */

typedef double ent_set_function(const ent_view *view, const ent_term *term, size_t state,
                                const ent_member_set *set);

typedef struct {
    const char *name, *label, *formula, *source;
    unsigned needs;
    const char *covariate, *dyadic;
    ent_parameter parameters[ENT_PARAMETERS];
    ent_set_function *value; /* the state itself, if a member, is left out of the set */
} ent_set_effect;

ENT_API const ent_set_effect *ent_set_effect_at(size_t index);
ENT_API const ent_set_effect *ent_set_effect_find(const char *name);

/* What a network statistic gains when a state gets ties with every member of a set: the changes one after
 * another, each with those before in place. The view is as before afterwards. */
ENT_API double ent_set_change(ent_view *view, const ent_term *term, size_t state,
                              const ent_member_set *set);

/* ---- constants: what is known of the data of all waves (Manual of RSiena 5.2, 5.3) ---- */

/* Centre a covariate over the waves that are used and find its constants. NaN is missing.
 *   raw[waves * n]       values, wave by wave
 *   centred              subtract the mean; else only missing values are filled
 *   value[waves * n]     out: minus the grand mean of the values given; the mean where missing
 *   missing[waves * n]   out: 1 where missing
 *   constants            out: mean, neutral, range, similarity_mean; its pointers are left alone
 * The similarity mean leaves out pairs with a missing value. Errors: ENT_ERR_INPUT: all are missing. */
ENT_API ent_status ent_covariate_centre(const double *raw, size_t n, size_t waves, bool centred,
                                        double *value, uint8_t *missing, ent_covariate *constants,
                                        ent_error *error) ENT_CHECKED;

/* The same for a dyadic covariate, raw[waves * n * n]: values stay, missing ones get the mean, diagonals 0;
 * *mean is the mean off the diagonal. */
ENT_API ent_status ent_dyadic_centre(const double *raw, size_t n, size_t waves, double *value,
                                     uint8_t *missing, double *mean, ent_error *error) ENT_CHECKED;

/* ---- waves: observed networks with missing and structural ties ---- */

enum { ENT_TIE_MISSING = 9, ENT_TIE_NEVER = 10, ENT_TIE_ALWAYS = 11 }; /* beside 0 and 1 */

/* Networks at waves 0 to wave_count - 1, code[wave * n * n + i * n + j]. */
typedef struct {
    size_t n, wave_count;
    bool directed;
    const uint8_t *code;
} ent_waves;

/* Are all codes known, and symmetric where the network is not directed? */
ENT_API ent_status ent_waves_check(const ent_waves *waves, ent_error *error) ENT_CHECKED;

/* The network that simulation of a period starts from: missing ties as in the last wave that knows them, else
 * absent. x[n * n], fixed[n * n]: 1 = structural, cannot change. Either may be NULL. */
ENT_API void ent_waves_start(const ent_waves *waves, size_t period, uint8_t *x, uint8_t *fixed);

/* The network whose statistics are the target of a period: that of wave period + 1, where ties missing at
 * either end are 0 and ties structural at the start are as they are there. missing[n * n]: 1 = missing at
 * either end. Either may be NULL. */
ENT_API void ent_waves_end(const ent_waves *waves, size_t period, uint8_t *x, uint8_t *missing);

/* The start of a period as its statistics see it: as ent_waves_start, but ties missing at either end are 0. */
ENT_API void ent_waves_lagged(const ent_waves *waves, size_t period, uint8_t *x);

/* Ordered pairs that differ between the ends of a period, known and not structural at both: the target of the
 * basic rate. changed[n] (may be NULL): for each ego. */
ENT_API double ent_waves_distance(const ent_waves *waves, size_t period, double changed[]);

/* b0: mean of |x_ih - x_jh| over i != j and h not i or j, waves 0 to wave_count - 2; b1: the same of
 * |x_hi - x_hj|. Missing ties are left out column by column (row by row). NaN if nothing is known. */
ENT_API double ent_balance_mean(const ent_waves *waves);
ENT_API double ent_structure_mean(const ent_waves *waves);

#endif
