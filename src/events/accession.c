/* Who might join a living treaty, what is known of it at the origin, and who did. A candidate is a state that is there and
 * not a member.
 *
 *   neighbourhood inside   share of its neighbourhood K (history.c)
 *   region, subregion      share of members that are of its own
 *   nearest member         log max(50, km); nearness: mean of exp(-km / 1000) over members
 *   allied members         share of members that have a pact with it already, of any kind
 *   land neighbours        share of its land neighbours that are members
 *   log size, log age      log members, log(1 + years since the treaty had two)
 *   joined 5, joined 15    log(1 + accessions of the last years)
 *   state's age, new       log(1 + years there), 1{it came less than 6 years before}
 *   without allies, former member, once allied with a member (and not tied now)
 *   major power inside; rivals, disputes: share of members that are rivals, or were in a dispute with it in 10 years
 *   capability             log(CINC + .0001) of the state
 *   neighbourhood inside x joined 15, x new, x log size
 *
 * Source: the accession model of reference/forecast/FINDINGS.md, section 3; without its predictors of other data. */
#include "events/routes.h"

#include "core/memory.h"

#include <math.h>

enum {
    INSIDE, REGION, SUBREGION, NEAREST, NEARNESS, ALLIED, LAND, SIZE, AGE, JOINED_SHORT, JOINED_LONG, STATE_AGE, STATE_NEW,
    ALONE, FORMER, ONCE, INSIDE_JOINED, INSIDE_NEW, INSIDE_SIZE, MAJOR, RIVALS, DISPUTES, CAPABILITY,
    PREDICTORS
};
enum { SHORT = 5, LONG = 15, NEW_STATE = 6 };
_Static_assert((int)PREDICTORS == (int)ENT_ACCESSION_PREDICTORS, "the names and the predictors are as many");

static const char *const names[ENT_ACCESSION_PREDICTORS] = {
    [INSIDE] = "neighbourhood_inside", [REGION] = "members_of_region", [SUBREGION] = "members_of_subregion",
    [NEAREST] = "log_nearest_member", [NEARNESS] = "nearness_of_members", [ALLIED] = "members_allied",
    [LAND] = "land_neighbours_inside", [SIZE] = "log_size", [AGE] = "log_age", [JOINED_SHORT] = "log_joined_5_years",
    [JOINED_LONG] = "log_joined_15_years", [STATE_AGE] = "age_of_state", [STATE_NEW] = "new_state",
    [ALONE] = "without_allies", [FORMER] = "former_member", [ONCE] = "once_allied_with_member",
    [INSIDE_JOINED] = "inside_x_joined", [INSIDE_NEW] = "inside_x_new_state", [INSIDE_SIZE] = "inside_x_size",
    [MAJOR] = "major_power_inside", [RIVALS] = "members_rivals", [DISPUTES] = "members_in_dispute",
    [CAPABILITY] = "capability"};

const char *ent_event_accession_predictor(size_t predictor)
{
    return predictor < ENT_ACCESSION_PREDICTORS ? names[predictor] : NULL;
}

/* ---- predictors ---- */

void event_look_at_treaty(const event_past *past, size_t k, event_treaty_look *look)
{
    *look = (event_treaty_look){.k = k, .size = past->size[k]};
    size_t count = 0;
    for (size_t j = 0; j < past->n; j++)
        if (past->is_member[k * past->n + j]) {
            look->member[count++] = (uint16_t)j;
            look->bits[j / 64] |= (uint64_t)1 << j % 64;
        }
    look->log_size = log(past->size[k]);
    look->log_age = log1p((double)past->year - past->began[k]);
    look->joined_short = log1p(event_past_recent(past, past->joined, past->treaties, k, SHORT));
    look->joined_long = log1p(event_past_recent(past, past->joined, past->treaties, k, LONG));
}

/* The log of the least distance is the least of the logs. */
static void fill_distances(const event_past *past, const event_treaty_look *look, size_t i, double *x)
{
    size_t known = 0;
    const double *log_km = past->log_km + i * past->n, *decay = past->decay + i * past->n;
    double nearest = (double)NAN, nearness = 0;
    for (int m = 0; m < look->size; m++) {
        size_t j = look->member[m];
        if (isnan(log_km[j]))
            continue;
        nearest = known == 0 || log_km[j] < nearest ? log_km[j] : nearest;
        nearness += decay[j];
        known++;
    }
    x[NEAREST] = nearest;
    x[NEARNESS] = known > 0 ? nearness / (double)known : (double)NAN;
}

/* What members have with it. */
static void fill_members(const event_past *past, const event_treaty_look *look, size_t i, double *x)
{
    size_t words = past->words;
    const uint64_t *near = event_bits(past->border_bits, past, i);
    int borders = event_count_common(near, near, words);
    x[ALLIED] = (double)event_count_common(event_bits(past->bound_bits, past, i), look->bits, words) / look->size;
    x[ONCE] = event_have_common(event_bits(past->once_bits, past, i), look->bits, words);
    x[RIVALS] = (double)event_count_common(event_bits(past->rival_bits, past, i), look->bits, words) / look->size;
    x[DISPUTES] = (double)event_count_common(event_bits(past->foe_bits, past, i), look->bits, words) / look->size;
    x[LAND] = borders > 0 ? (double)event_count_common(near, look->bits, words) / borders : 0;
}

void event_candidate_fill(const event_past *past, const event_treaty_look *look, size_t i,
                          double x[ENT_ACCESSION_PREDICTORS])
{
    size_t k = look->k;
    fill_distances(past, look, i, x);
    fill_members(past, look, i, x);
    x[MAJOR] = past->has_major[k];
    x[CAPABILITY] = past->log_capability[i];
    x[INSIDE] = past->inside[k * past->n + i];
    x[REGION] = past->of_region[k * past->n + i];
    x[SUBREGION] = past->of_subregion[k * past->n + i];
    x[SIZE] = look->log_size;
    x[AGE] = look->log_age;
    x[JOINED_SHORT] = look->joined_short;
    x[JOINED_LONG] = look->joined_long;
    x[STATE_AGE] = past->log_age[i];
    x[STATE_NEW] = event_past_is_new(past, i, NEW_STATE);
    x[ALONE] = past->allies[i] == 0;
    x[FORMER] = past->was_member[k * past->n + i];
    x[INSIDE_JOINED] = x[INSIDE] * x[JOINED_LONG];
    x[INSIDE_NEW] = x[INSIDE] * x[STATE_NEW];
    x[INSIDE_SIZE] = x[INSIDE] * x[SIZE];
}

/* ---- outcomes ---- */

static ent_event_candidate candidate_of(const event_past *past, size_t horizon, size_t k, size_t i)
{
    const ent_event_data *d = past->data;
    size_t t = past->year + horizon;
    ent_event_candidate is = {.actor = (int)i, .treaty = (int)k};
    is.known = t < d->year_count && d->present[t * past->n + i] != 0;
    is.joined = is.known && d->member[(t * past->treaties + k) * past->n + i] != 0;
    return is;
}

static void set_sizes(ent_event_candidate *candidates, size_t count)
{
    int joined = 0;
    for (size_t at = 0; at < count; at++)
        joined += candidates[at].joined;
    for (size_t at = 0; at < count; at++)
        candidates[at].size = candidates[at].joined ? joined : 0;
}

static ent_status add_treaty(const event_past *past, size_t horizon, size_t k, ent_event_treaties *out, size_t *capacity,
                             size_t *x_capacity, ent_error *error)
{
    size_t from = out->candidate_count;
    event_treaty_look look;
    event_look_at_treaty(past, k, &look);
    for (size_t i = 0; i < past->n; i++) {
        if (!event_past_is_there(past, i) || past->is_member[k * past->n + i])
            continue;
        if (!ent_grow(&out->candidates, out->candidate_count, capacity, sizeof *out->candidates)
            || !ent_grow(&out->x, out->candidate_count, x_capacity, ENT_ACCESSION_PREDICTORS * sizeof *out->x))
            return ent_fail_memory(error);
        event_candidate_fill(past, &look, i, out->x + out->candidate_count * ENT_ACCESSION_PREDICTORS);
        out->candidates[out->candidate_count++] = candidate_of(past, horizon, k, i);
    }
    set_sizes(out->candidates + from, out->candidate_count - from);
    return ENT_OK;
}

ent_status event_candidates_add(const event_past *past, size_t horizon, ent_event_treaties *out, size_t *capacity,
                                size_t *x_capacity, ent_error *error)
{
    ent_status status = ENT_OK;
    out->first[past->year] = out->candidate_count;
    for (size_t k = 0; k < past->treaties && status == ENT_OK; k++)
        if (past->size[k] >= EVENT_TREATY_LIVES)
            status = add_treaty(past, horizon, k, out, capacity, x_capacity, error);
    return status;
}
