/* What was known in a year: who is how old, who was in which treaty, who is near whom (history.c). */
#ifndef ENT_EVENTS_HISTORY_H
#define ENT_EVENTS_HISTORY_H

#include "entente/events.h"

/* All of `year`, or of years up to it. */
typedef struct {
    const ent_event_data *data;
    size_t n, treaties, years; /* years: that there is room for */
    size_t year, row;    /* row: the year of the data that describes it */
    int *entered;        /* [n] the year since which it is there; -1 = it is not */
    int *allies;         /* [n] */
    int *gained;         /* [years * n] new ties of each year */
    int *last_tied;      /* [n * n] the last year of a tie; -1 = never */
    uint8_t *tied;       /* [n * n] both present and tied */
    int *size;           /* [treaties] members present */
    int *began;          /* [treaties] the first year with two; -1 = none yet */
    int *joined;         /* [years * treaties] accessions of each year: to a treaty that lived the year before */
    int *since;          /* [treaties * n] the year since which it is a member without a break; -1 = it is none */
    int *left;           /* [years * treaties] exits of each year, of members that are there and were the year before, from a
                            treaty that lives and did */
    int *left_any;       /* [years * n] the same of each state, from any treaty */
    int *at_risk;        /* [years] treaties that lived the year before and of whose members then two are there */
    int *ended;          /* [years] those of them that live no more */
    uint8_t *is_member;  /* [treaties * n] and present */
    uint8_t *was_member; /* [treaties * n] in some year before */
    double *inside;      /* [treaties * n] share of the state's neighbourhood that is inside */
    double *of_region, *of_subregion; /* [treaties * n] share of members that are of the state's; 0 if it has none */
    double *km;          /* [n * n] between capitals; NaN = not known */
    double *kernel;      /* [n * n] K */
    double *kernel_of;   /* [n * n] K' */
    int *list;           /* [n] room */
    double *share;       /* [n] room */
    double *near_allies; /* [n * n] A K', which is (K A)' */
    double *near_near;   /* [n * n] K A K' */
    int *disputes;       /* [years * n] with how many states in each year */
    int *last_dispute;   /* [n * n] as last_tied */
    uint8_t *has_major;  /* [treaties] */
    /* what is looked up for each pair and candidate; of `year` once event_past_index was called (index.c) */
    size_t words;        /* of a set of states, one bit each */
    uint64_t *tied_bits, *bound_bits, *once_bits, *rival_bits, *foe_bits; /* [n * words] tied; with a pact of any kind; once
                            tied, but not now; rivals; in a dispute within EVENT_DISPUTE_YEARS */
    uint64_t *border_bits, *major_bits; /* [n * words] land neighbours that are there; [words] major powers */
    double *affinity;    /* [n * n * EVENT_AFFINITIES] i < j (pairs.c) */
    double *log_age, *log_gained, *log_disputes, *log_capability; /* [n] log(1 + years there), log(1 + new ties in 3 years),
                            log(1 + opponents of 5 years), log(CINC + .0001) */
    double *log_count;   /* [n + 1] log(1 + k) */
    double *fade;        /* [years + 1] exp(-k / 10) */
    double *log_km, *decay; /* [n * n] log max(50, km), exp(-km / 1000); NaN = not known */
    void *memory[48];
    size_t memory_count;
} event_past;

enum { EVENT_AFFINITIES = 5, EVENT_DISPUTE_YEARS = 10, EVENT_GAINED_YEARS = 3, EVENT_DISPUTES_YEARS = 5 };
enum { EVENT_ACTORS_MOST = 4096 };
enum { EVENT_TREATY_LIVES = 2, EVENT_MULTILATERAL = 3 }; /* members present */

/* Of any year: whether a state is there and a member of treaty k, and how many are. */
static inline bool event_is_member(const ent_event_data *d, size_t year, size_t k, size_t i)
{
    return d->member[(year * d->treaty_count + k) * d->actor_count + i] != 0
           && d->present[year * d->actor_count + i] != 0;
}

static inline size_t event_count_members(const ent_event_data *d, size_t year, size_t k)
{
    size_t count = 0;
    for (size_t i = 0; i < d->actor_count; i++)
        count += event_is_member(d, year, k, i);
    return count;
}

ent_status event_past_init(event_past *past, const ent_event_data *data, ent_error *error);
/* One year of data, as if there were no other; the arrays are theirs. */
ent_event_data event_data_of_year(const ent_event_data *data, size_t year);

/* With room for another number of years than the data have. */
ent_status event_past_init_for(event_past *past, const ent_event_data *data, size_t years, ent_error *error);
void event_past_clear(event_past *past);

/* Go on to the next year, from 0. */
void event_past_enter(event_past *past, size_t year);
/* The same where one year of data, the first, is rewritten to describe one year after the other.
 *   moved  who is there, or where its capital is, may differ from the year before */
void event_past_enter_rewritten(event_past *past, size_t year, bool moved);

/* Parts of these (neighbourhoods.c): distances and K; what of the neighbourhoods is tied. */
void event_past_measure(event_past *past);
void event_past_look_around(event_past *past);

/* Make what pairs and candidates of the year look up (index.c): before they are asked for. */
void event_past_index(event_past *past);

static inline uint64_t *event_bits(uint64_t *bits, const event_past *past, size_t i)
{
    return bits + i * past->words;
}

static inline int event_count_common(const uint64_t *one, const uint64_t *other, size_t words)
{
    int count = 0;
    for (size_t k = 0; k < words; k++)
        count += __builtin_popcountll(one[k] & other[k]);
    return count;
}

static inline bool event_have_common(const uint64_t *one, const uint64_t *other, size_t words)
{
    uint64_t any = 0;
    for (size_t k = 0; k < words; k++)
        any |= one[k] & other[k];
    return any != 0;
}

/* Let `to`, of as many states and years, be as `from`, but for geography; it keeps its data, and the row of them.
 *   which[count]  the treaties that it takes, in this order; NULL = the first ones. Of its other treaties there was nothing yet */
void event_past_copy(event_past *to, const event_past *from, const size_t which[], size_t count);
/* The distances of `from`; then what is inside of treaties, by them. */
void event_past_copy_geography(event_past *to, const event_past *from);
void event_past_find_inside(event_past *past);
/* Of this treaty there was nothing yet. */
void event_past_forget_treaty(event_past *past, size_t k);

/* Sum of the last `years` years of counts[years * stride + at]. */
int event_past_recent(const event_past *past, const int *counts, size_t stride, size_t at, size_t years);

static inline bool event_past_is_there(const event_past *past, size_t i)
{
    return past->entered[i] >= 0;
}

static inline bool event_past_is_major(const event_past *past, size_t i)
{
    return past->data->major && past->data->major[past->row * past->n + i];
}

static inline bool event_past_are_rivals(const event_past *past, size_t i, size_t j)
{
    return past->data->rival && past->data->rival[(past->row * past->n + i) * past->n + j];
}

static inline bool event_past_have_other(const event_past *past, size_t i, size_t j)
{
    return past->data->other && past->data->other[(past->row * past->n + i) * past->n + j];
}

/* A dispute with each other within so many years. */
static inline bool event_past_disputed(const event_past *past, size_t i, size_t j, int years)
{
    int last = past->last_dispute[i * past->n + j];
    return last >= 0 && (int)past->year - last < years;
}

/* log(CINC + .0001); NaN = not known. */
double event_past_log_capability(const event_past *past, size_t i);

/* Not there since the first year of the data, and for less than so many years. */
static inline bool event_past_is_new(const event_past *past, size_t i, int years)
{
    return past->entered[i] > 0 && (int)past->year - past->entered[i] < years;
}

#endif
