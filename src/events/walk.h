/* The parts of a walk (entente/treaty.h): what it owns, and one route each.
 *
 *   walk_new.c        made
 *   walk.c            started, changed; the year
 *   walk_logit.c      logits, made ready
 *   walk_state.c      treaties, and the ties that they make
 *   walk_pairs.c      pairs: bilateral treaties, the chance of a tie by a new treaty of three or more
 *   walk_founding.c   who is in a new treaty of three or more
 *   walk_quiet.c      what would be if nothing happened: chances of the year alone, the same in all futures of a draw
 *   walk_treaties.c   treaties: who joins, who leaves, which end */
#ifndef ENT_EVENTS_WALK_H
#define ENT_EVENTS_WALK_H

#include "core/random.h"
#include "entente/treaty.h"
#include "events/events.h"
#include "events/routes.h"

/* What changes while a walk goes on, beside the past. */
typedef struct {
    size_t slots;        /* room for treaties */
    uint64_t *key;       /* [slots] what random numbers of the treaty are drawn by; WALK_FREE = there is none */
    uint8_t *member;     /* [slots * n] WALK_OUT, WALK_IN or WALK_OLD */
    uint8_t *touched;    /* [slots] not always of the members that it had at the origin */
    uint8_t *tied;       /* [n * n] */
    uint8_t *bare;       /* [n * n] tied, by no treaty that is known */
    uint8_t *apart;      /* [n * n] not tied by treaties of which both are members since the origin */
    event_rate rate;     /* of bilateral treaties */
} walk_state;

enum { WALK_OUT, WALK_IN, WALK_OLD /* since the origin */ };
static const uint64_t WALK_FREE = UINT64_MAX;

/* A logit, made ready (walk_logit.c). */
typedef struct {
    double scale, offset;
    size_t count;
    uint16_t predictor[ENT_PREDICTORS_MOST];
    double weight[ENT_PREDICTORS_MOST], mean[ENT_PREDICTORS_MOST], low[ENT_PREDICTORS_MOST], high[ENT_PREDICTORS_MOST];
} walk_logit;
_Static_assert(ENT_PREDICTORS_MOST % 4 == 0, "there is room to fill up to four");

void walk_logit_take(walk_logit *to, const ent_event_logit *fit);
double walk_logit_eta(const walk_logit *logit, const double x[]);
double walk_logit_chance(const walk_logit *logit, double eta);

/* A logit of pairs: eta = that of what hangs on the year alone + that of ties and treaties (pairs.c). */
typedef struct {
    walk_logit still, ties;
    double *eta;         /* [years * pairs] of `still`: in a future in which nothing happens, and so in all (walk_quiet.c) */
} walk_pair_logit;

void walk_pair_logit_take(walk_pair_logit *to, const ent_event_logit *fit);

enum { WALK_BATCH = 8 /* pairs that are looked at together */ };
/* Add the eta of some pairs: x[k][pair] of the logit's predictors. */
void walk_logit_add(const walk_logit *logit, double x[][WALK_BATCH], double eta[WALK_BATCH]);
void walk_exponentials(const double x[WALK_BATCH], double out[WALK_BATCH]);
void walk_logit_chances(const walk_logit *logit, const double eta[WALK_BATCH], double chance[WALK_BATCH]);

/* A future in which nothing happens (walk_quiet.c), of the parameters of the last start. */
typedef struct {
    size_t treaties;          /* of the origin: the first slots */
    double *join;             /* [years * treaties * n] the chance that a candidate joins */
    bool known;
} walk_quiet;

enum { WALK_LANES = 4 /* treaties that are looked at together */ };

struct ent_treaty_walk {
    const ent_event_data *data;
    ent_treaty_fit fit;
    walk_logit accession, exit, end;           /* of the fit */
    walk_pair_logit bilateral, multilateral;
    size_t n, origin, years;
    ent_event_data now;       /* of one year: where the walk is */
    walk_state state, first;  /* now; at the origin */
    event_past past, at_origin, before; /* now; at the origin; the year before it, with the origin's geography */
    walk_quiet quiet;
    bool changed;             /* at the origin: the past does not have it yet */
    ent_event_rows pairs;     /* all that are there at the origin */
    double *geography;        /* [pairs * ENT_GEOGRAPHY] */
    int *pair_of;             /* [n * n] its number; -1 = none */
    size_t *formed;           /* [years of the past] new ties of each */
    double bare_end;          /* the share of bare ties that ends a year */
    /* of a year */
    event_level level;        /* recent, of new ties */
    size_t *seeding, seeding_count; /* [pairs] those that seed a treaty of three or more */
    double *odds, *seeds, *eta; /* [pairs] of a bilateral treaty; chance, eta of a multilateral one, NaN = not yet */
    double *untied;           /* [n * n] i < j: the chance that they are not tied at its end */
    double *join, *stay, *with; /* [WALK_LANES * n] of some treaties: chances (walk_treaties.c) */
    size_t *set;              /* [n] members of a new treaty */
    double *sum;              /* [n] of eta with them */
};

/* ---- random numbers ---- */

typedef struct {
    uint64_t seed;
    uint32_t future, year;
} walk_dice;

/* What numbers are of: so an event has the same numbers whatever else happened. */
typedef enum { WALK_PAIR, WALK_TREATY, WALK_ACTOR, WALK_FOUNDING, WALK_MEMBER, WALK_BARE } walk_draw_of;
enum { WALK_ACTORS = EVENT_ACTORS_MOST, WALK_YEARS = 1024 }; /* most, so that the counter has room for them */

/* Two numbers between 0 and 1. The counter: of what (3 bits), year (10), a key below 2^39, actor (12). */
static inline void walk_draw(const walk_dice *dice, walk_draw_of of, uint64_t key, size_t actor, double u[2])
{
    uint32_t bits[4];
    ent_random random = ent_random_start(dice->seed, dice->future, ENT_DRAW_EVENTS);
    random.index = (uint64_t)of << 61 | (uint64_t)dice->year << 51 | key << 12 | actor;
    ent_random_next(&random, bits);
    u[0] = ent_random_unit64(bits[0], bits[1]);
    u[1] = ent_random_unit64(bits[2], bits[3]);
}

/* The key of a pair, 24 bits. */
static inline uint64_t walk_pair_key(size_t i, size_t j)
{
    return (uint64_t)i << 12 | j;
}

/* The key of a treaty made in a year by a pair; those of the origin have their numbers as keys. */
typedef enum { WALK_BILATERAL = 1, WALK_MULTILATERAL, WALK_SIGNED } walk_made;
static inline uint64_t walk_made_key(walk_made how, uint32_t year, size_t i, size_t j)
{
    return (uint64_t)how << 36 | (uint64_t)year << 24 | walk_pair_key(i, j);
}

/* ---- state (walk_state.c) ---- */

bool walk_state_init(walk_state *state, size_t slots, size_t n);
void walk_state_clear(walk_state *state);
void walk_state_copy(walk_state *to, const walk_state *from, size_t n); /* `from` has no more slots */

/* A treaty more. */
ent_status walk_add_treaty(ent_treaty_walk *w, uint64_t key, const size_t members[], size_t count, ent_error *error);
/* Do the two owe their tie to treaty k, which lives? */
bool walk_binds(const ent_treaty_walk *w, size_t k, size_t i, size_t j);
/* Ties as treaties have them. */
void walk_find_ties(ent_treaty_walk *w);
/* Room of treaties that live no more becomes free. */
void walk_free_dead(ent_treaty_walk *w);

/* ---- a future in which nothing happens (walk_quiet.c) ---- */

/* Of the fit that the walk has; leaves its state and past at another year. */
void walk_quiet_fill(ent_treaty_walk *w);
/* Note which treaties are not of the members that they had at the origin, once a year was entered. */
void walk_find_touched(ent_treaty_walk *w);
/* p_i of the candidates of treaty k, which lives; of others 0. */
void walk_fill_join(const ent_treaty_walk *w, size_t k, double join[]);

/* ---- routes ---- */

static inline double *walk_untied(const ent_treaty_walk *w, size_t i, size_t j)
{
    return &w->untied[i < j ? i * w->n + j : j * w->n + i];
}

/* Chances of pairs that are not tied, into `untied`, too; there all others are 1. */
void walk_fill_pairs(ent_treaty_walk *w);
/* eta of the multilateral logit, of any pair. */
double walk_eta(ent_treaty_walk *w, size_t i, size_t j);
/* Bilateral treaties, and which pairs are `seeding`. */
ent_status walk_draw_bilateral(ent_treaty_walk *w, const walk_dice *dice, ent_treaty_counts *counts, ent_error *error);
ent_status walk_draw_multilateral(ent_treaty_walk *w, const walk_dice *dice, ent_treaty_counts *counts, ent_error *error);
/* Accessions, exits and ends of all living treaties; into `untied`, too, if `chances`. */
void walk_draw_treaties(ent_treaty_walk *w, const walk_dice *dice, bool chances, ent_treaty_counts *counts);
void walk_draw_bare(ent_treaty_walk *w, const walk_dice *dice);

#endif
