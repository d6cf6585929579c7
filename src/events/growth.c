/* How sets of three or more grow: one parameter, gather, from the sets that were founded.
 *
 *   P(next member is l | members A) = exp(gather m_l) / sum over others o of exp(gather m_o),
 *   m_l = mean over j in A of eta_lj, eta of the multilateral pair logit
 *
 * A founding: a treaty that did not live at s and has three or more members at s + 1 that were there at s, two of them not tied
 * at s. Who was first and in what order the others came is not known, so the likelihood of a set S of m is the mean over seeds
 * and orders
 *
 *   P(S) = sum over seeds of P(seed) (m - 2)! E over orders of prod over steps of P(next | A),
 *
 * seeds among the pairs of S that were not tied, with probability proportional to the logit's chance, as in walk_founding.c. It
 * is found by ORDERS seeds and orders that are drawn once, so that it is a smooth function of gather; its maximum by golden
 * section, the standard error by its curvature there. Foundings count as independent, the logit's coefficients as known.
 * Choice among alternatives: McFadden 1974, in Zarembka (ed.), Frontiers in Econometrics, 105. */
#include "events/events.h"

#include "core/memory.h"
#include "core/random.h"
#include "events/routes.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ORDERS = 32, GOLDEN_STEPS = 40 };
static const double half_life = 25, lowest = -2, highest = 8, near_by = 1e-2;

/* A set, its members first among all that were there. */
typedef struct {
    size_t origin, members, there;
    double *eta;     /* [there * members] with each member */
    uint8_t *order;  /* [ORDERS * members] of members, the seed first */
} founding;

typedef struct {
    founding *sets;
    size_t count, capacity, most; /* most: there */
    double *sum;     /* [most] */
} foundings;

static void clear(foundings *f)
{
    for (size_t k = 0; k < f->count; k++) {
        free(f->sets[k].eta);
        free(f->sets[k].order);
    }
    free(f->sets);
    free(f->sum);
}

/* ---- a founding ---- */

/* What is known at s. */
typedef struct {
    const event_past *past;
    const ent_event_logit *logit;
    event_level level;
    ent_event_rows pairs;
    double *geography;
    int *pair_of;    /* [n * n] */
    size_t *actor;   /* [n] those that are there, members first */
    double *chance;  /* [n * n] of pairs of members as seeds */
} origin;

static void origin_clear(origin *o)
{
    ent_event_rows_clear(&o->pairs);
    free(o->geography);
    free(o->pair_of);
    free(o->actor);
    free(o->chance);
}

static ent_status origin_init(origin *o, const event_past *past, const ent_event_logit *logit, const size_t formed[],
                              ent_error *error)
{
    size_t n = past->n;
    ent_event_data now = event_data_of_year(past->data, past->year);
    *o = (origin){.past = past, .logit = logit};
    ent_status status = ent_event_rows_of_task(&now, ENT_EVENT_ALL, 1, &o->pairs, error);
    if (status != ENT_OK)
        return status;
    o->geography = ent_new_array(o->pairs.count * ENT_GEOGRAPHY, sizeof *o->geography);
    o->pair_of = ent_new_array(n * n, sizeof *o->pair_of);
    o->actor = ent_new_array(n, sizeof *o->actor);
    o->chance = ent_new_array(n * n, sizeof *o->chance);
    if (!o->geography || !o->pair_of || !o->actor || !o->chance)
        return ent_fail_memory(error);
    for (size_t pair = 0; pair < o->pairs.count; pair++) {
        size_t i = (size_t)o->pairs.rows[pair].a, j = (size_t)o->pairs.rows[pair].b;
        o->pair_of[i * n + j] = o->pair_of[j * n + i] = (int)pair;
    }
    o->level = event_level_of(formed, o->pairs.count, past->year);
    return ent_event_geography(&now, &o->pairs, o->geography, error);
}

/* x of the pair, the smaller number first, as in training. */
static void fill_pair(const origin *o, size_t i, size_t j, double x[ENT_PAIR_PREDICTORS])
{
    size_t pair = (size_t)o->pair_of[i * o->past->n + j];
    const ent_event_row *is = &o->pairs.rows[pair];
    event_pair_fill(o->past, (size_t)is->a, (size_t)is->b, o->geography + pair * ENT_GEOGRAPHY, o->level, x);
}

/* Members of k at the year after that were there at s, then others. */
static size_t order_actors(const origin *o, size_t k)
{
    size_t count = 0, members = 0;
    for (size_t i = 0; i < o->past->n; i++)
        if (event_past_is_there(o->past, i) && event_is_member(o->past->data, o->past->year + 1, k, i))
            o->actor[count++] = i;
    members = count;
    for (size_t i = 0; i < o->past->n; i++)
        if (event_past_is_there(o->past, i) && !event_is_member(o->past->data, o->past->year + 1, k, i))
            o->actor[count++] = i;
    return members;
}

static size_t count_there(const event_past *past)
{
    size_t there = 0;
    for (size_t i = 0; i < past->n; i++)
        there += event_past_is_there(past, i);
    return there;
}

/* Into chance[members * members], upper half; gives their sum. */
static double fill_seeds(const origin *o, size_t members)
{
    double all = 0, x[ENT_PAIR_PREDICTORS];
    for (size_t a = 0; a < members; a++)
        for (size_t b = a + 1; b < members; b++) {
            double *to = &o->chance[a * members + b];
            *to = 0;
            if (o->past->tied[o->actor[a] * o->past->n + o->actor[b]])
                continue;
            fill_pair(o, o->actor[a], o->actor[b], x);
            *to = event_logit_probability(o->logit, x);
            all += *to;
        }
    return all;
}

static void draw_seed(const origin *o, size_t members, double at, uint8_t order[])
{
    for (size_t a = 0; a < members; a++)
        for (size_t b = a + 1; b < members; b++) {
            at -= o->chance[a * members + b];
            if (at >= 0 || order[0] != order[1])
                continue;
            order[0] = (uint8_t)a;
            order[1] = (uint8_t)b;
        }
}

/* A seed, then the others in any order (Fisher & Yates). */
static void draw_order(const origin *o, size_t members, double all, ent_random *random, uint8_t order[])
{
    uint32_t bits[4];
    size_t count = 2;
    ent_random_next(random, bits);
    order[0] = order[1] = 0;
    draw_seed(o, members, all * ent_random_unit64(bits[0], bits[1]), order);
    for (size_t m = 0; m < members; m++)
        if (m != order[0] && m != order[1])
            order[count++] = (uint8_t)m;
    for (size_t at = members - 1; at > 2; at--) {
        ent_random_next(random, bits);
        size_t with = 2 + (size_t)ent_random_below(bits[0], bits[1], at - 1);
        uint8_t swapped = order[at];
        order[at] = order[with];
        order[with] = swapped;
    }
}

static ent_status fill_set(const origin *o, size_t members, double all, size_t number, founding *set, ent_error *error)
{
    double x[ENT_PAIR_PREDICTORS];
    ent_random random = ent_random_start(0, (uint32_t)number, ENT_DRAW_EVENTS);
    *set = (founding){.origin = o->past->year, .members = members, .there = count_there(o->past)};
    set->eta = ent_new_array(set->there * members, sizeof *set->eta);
    set->order = ent_new_array(ORDERS * members, 1);
    if (!set->eta || !set->order)
        return ent_fail_memory(error);
    for (size_t l = 0; l < set->there; l++)
        for (size_t m = 0; m < members; m++)
            if (l != m) {
                fill_pair(o, o->actor[l], o->actor[m], x);
                set->eta[l * members + m] = event_logit_eta(o->logit, x);
            }
    for (size_t k = 0; k < ORDERS; k++)
        draw_order(o, members, all, &random, set->order + k * members);
    return ENT_OK;
}

/* ---- all foundings ---- */

/* A set of all has no choice; one beyond 255 no treaty ever was. */
static ent_status add_founding(foundings *f, const origin *o, size_t k, ent_error *error)
{
    size_t members = order_actors(o, k), there = count_there(o->past);
    if (o->past->size[k] >= EVENT_TREATY_LIVES || members < EVENT_MULTILATERAL || members > UINT8_MAX)
        return ENT_OK;
    double all = fill_seeds(o, members);
    if (!(all > 0))
        return ENT_OK;
    if (!ent_grow(&f->sets, f->count, &f->capacity, sizeof *f->sets))
        return ent_fail_memory(error);
    f->most = there > f->most ? there : f->most;
    f->count++;
    return fill_set(o, members, all, f->count, &f->sets[f->count - 1], error);
}

static bool is_founded(const event_past *past, size_t k)
{
    return past->size[k] < EVENT_TREATY_LIVES && event_count_members(past->data, past->year + 1, k) >= EVENT_MULTILATERAL;
}

static ent_status add_year(foundings *f, event_past *past, const ent_event_logit *logit, const size_t formed[],
                           ent_error *error)
{
    origin o;
    size_t any = 0;
    for (size_t k = 0; k < past->treaties; k++)
        any += is_founded(past, k);
    if (any == 0)
        return ENT_OK;
    event_past_index(past);
    ent_status status = origin_init(&o, past, logit, formed, error);
    for (size_t k = 0; k < past->treaties && status == ENT_OK; k++)
        if (is_founded(past, k))
            status = add_founding(f, &o, k, error);
    origin_clear(&o);
    return status;
}

static ent_status collect(foundings *f, const ent_event_data *data, size_t first, size_t end, const ent_event_logit *logit,
                          ent_error *error)
{
    event_past past = {0};
    size_t *formed = ent_new_array(data->year_count, sizeof *formed);
    ent_status status = formed ? event_past_init(&past, data, error) : ent_fail_memory(error);
    for (size_t s = 0; s < end && s + 1 < data->year_count && status == ENT_OK; s++) {
        event_past_enter(&past, s);
        formed[s] = s > 0 ? event_count_formed(data, s) : 0;
        if (s >= first)
            status = add_year(f, &past, logit, formed, error);
    }
    event_past_clear(&past);
    free(formed);
    return status;
}

/* ---- gather ---- */

/* log prod over steps of P(next | A), in one order. Sums of members are NaN. */
static double log_order(const founding *set, const uint8_t order[], double gather, double sum[])
{
    double total = 0;
    memset(sum, 0, set->there * sizeof *sum);
    for (size_t size = 0; size < set->members; size++) {
        size_t next = order[size];
        if (size >= 2) {
            double all = 0, most = gather * sum[next] / (double)size;
            for (size_t l = 0; l < set->there; l++)
                all += isnan(sum[l]) ? 0 : exp(gather * sum[l] / (double)size - most);
            total -= log(all);
        }
        sum[next] = (double)NAN;
        for (size_t l = 0; l < set->there; l++)
            sum[l] += set->eta[l * set->members + next];
    }
    return total;
}

/* Less what does not depend on gather. */
static double log_likelihood(const foundings *f, double gather)
{
    double total = 0;
    for (size_t k = 0; k < f->count; k++) {
        const founding *set = &f->sets[k];
        double value[ORDERS], most = -INFINITY, sum = 0;
        for (size_t o = 0; o < ORDERS; o++) {
            value[o] = log_order(set, set->order + o * set->members, gather, f->sum);
            most = fmax(most, value[o]);
        }
        for (size_t o = 0; o < ORDERS; o++)
            sum += exp(value[o] - most);
        total += most + log(sum / ORDERS);
    }
    return total;
}

/* Golden section (Kiefer 1953, Proc. Am. Math. Soc. 4:502). */
static double find_gather(const foundings *f)
{
    const double share = (sqrt(5) - 1) / 2;
    double low = lowest, high = highest, one = high - share * (high - low), other = low + share * (high - low);
    double at_one = log_likelihood(f, one), at_other = log_likelihood(f, other);
    for (int k = 0; k < GOLDEN_STEPS; k++) {
        if (at_one >= at_other) {
            high = other;
            other = one;
            at_other = at_one;
            one = high - share * (high - low);
            at_one = log_likelihood(f, one);
        } else {
            low = one;
            one = other;
            at_one = at_other;
            other = low + share * (high - low);
            at_other = log_likelihood(f, other);
        }
    }
    return (low + high) / 2;
}

/* ---- sizes ---- */

static size_t place_of(ent_treaty_fit *fit, int size)
{
    size_t at = 0;
    while (at < fit->size_count && fit->size[at] < size)
        at++;
    if ((at < fit->size_count && fit->size[at] == size) || fit->size_count == ENT_FOUNDING_SIZES)
        return at < fit->size_count ? at : at - 1; /* of too many sizes, one next to it */
    memmove(fit->size + at + 1, fit->size + at, (fit->size_count - at) * sizeof *fit->size);
    memmove(fit->size_weight + at + 1, fit->size_weight + at, (fit->size_count - at) * sizeof *fit->size_weight);
    fit->size_count++;
    fit->size[at] = size;
    fit->size_weight[at] = 0;
    return at;
}

/* A founding weighs half of what one 25 years later does. */
static void find_sizes(const foundings *f, size_t end, ent_treaty_fit *fit)
{
    double all = 0;
    fit->size_count = 0;
    for (size_t k = 0; k < f->count; k++) {
        double weight = exp2(-(double)(end - f->sets[k].origin) / half_life);
        fit->size_weight[place_of(fit, (int)f->sets[k].members)] += weight;
        all += weight;
    }
    for (size_t at = 0; at < fit->size_count; at++)
        fit->size_weight[at] /= all;
}

/* ---- both ---- */

ent_status event_growth_fit(const ent_event_data *data, size_t first, size_t end, const ent_event_logit *multilateral,
                            ent_treaty_fit *fit, ent_error *error)
{
    foundings f = {0};
    fit->gather = fit->size_weight[0] = 1;
    fit->gather_se = 0;
    fit->size_count = 1;
    fit->size[0] = EVENT_MULTILATERAL;
    ent_status status = collect(&f, data, first, end, multilateral, error);
    fit->foundings = f.count;
    if (status == ENT_OK && f.count > 0) {
        f.sum = ent_new_array(f.most, sizeof *f.sum);
        status = f.sum ? ENT_OK : ent_fail_memory(error);
    }
    if (status == ENT_OK && f.count > 0) {
        fit->gather = find_gather(&f);
        double at = log_likelihood(&f, fit->gather), below = log_likelihood(&f, fit->gather - near_by);
        double bend = (2 * at - below - log_likelihood(&f, fit->gather + near_by)) / (near_by * near_by);
        fit->gather_se = bend > 0 ? 1 / sqrt(bend) : (double)NAN;
        find_sizes(&f, end, fit);
    }
    clear(&f);
    return status;
}
