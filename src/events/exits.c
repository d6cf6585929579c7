/* How treaties lose members and end: what is known of it at the origin s, and what became of it at t = s + h. A treaty lives
 * while two of its members are there.
 *
 * Exit: a member of a treaty that lives at s is there at t and not a member, while the treaty lives at t. Not known is what
 * became of a member that is absent at t, and of one whose treaty has ended by then.
 *
 *   log membership, age, size  log(1 + years a member without a break), log(1 + years since the treaty had two), log members
 *   anniversary                1{an anniversary of 5, 10, 15 ... years of the membership or of the treaty lies in the years s to
 *                              s + h - 1}. A pact that runs out in a year is a tie of it still: its last s is the anniversary
 *   exits of treaty, of member log(1 + exits of the last 5 years): from this treaty; of this state, from any
 *   members of region          share of members that are of its region, itself among them
 *   neighbourhood inside       share of its neighbourhood K (history.c)
 *   members hostile            share of the other members that are rivals of it, or were in a dispute with it in 10 years
 *   major power, capability    1{it is one}, log(CINC + .0001)
 *   multilateral               1{three members or more}
 *
 * End: a treaty that lives at s does not live at t, though two of its members of s are there. Where fewer are, states have gone,
 * and what would have become of it is not known.
 *
 *   log age, size; bilateral   as above; 1{two members}
 *   anniversary                as above, of the treaty
 *   exits of treaty            as above
 *   pairs rivals, in dispute   share of the pairs of members that are, or were in a dispute in 10 years
 *   major power inside, mean capability of the members of which it is known
 *   log rate of ends           log((ended + 1/2) / (at risk + 1)), treaties of the last 10 years, one year ahead each
 *
 * Source: the predictors that reference/forecast/FINDINGS.md, section 5, "Dissolution", names, and what alliances were found to
 * end by: Bennett 1997, Am. J. Polit. Sci. 41:846; Leeds & Savun 2007, J. Polit. 69:1118. */
#include "events/exits.h"

#include "core/memory.h"

#include <math.h>
#include <stdlib.h>

enum {
    EXIT_MEMBERSHIP, EXIT_AGE, EXIT_SIZE, EXIT_ANNIVERSARY, EXIT_OF_TREATY, EXIT_OF_MEMBER, EXIT_REGION, EXIT_INSIDE,
    EXIT_FOES, EXIT_MAJOR, EXIT_CAPABILITY, EXIT_MULTILATERAL, EXIT_PREDICTORS
};
enum {
    END_AGE, END_SIZE, END_BILATERAL, END_ANNIVERSARY, END_EXITS, END_RIVALS, END_DISPUTES, END_MAJOR, END_CAPABILITY,
    END_RATE, END_PREDICTORS
};
enum { TERM = 5, EXIT_YEARS = 5, DISPUTE_YEARS = 10, RATE_YEARS = 10 };
_Static_assert((int)EXIT_PREDICTORS == (int)ENT_EXIT_PREDICTORS, "the names and the predictors are as many");
_Static_assert((int)END_PREDICTORS == (int)ENT_END_PREDICTORS, "the names and the predictors are as many");

static const char *const exit_names[ENT_EXIT_PREDICTORS] = {
    [EXIT_MEMBERSHIP] = "log_membership", [EXIT_AGE] = "log_age", [EXIT_SIZE] = "log_size",
    [EXIT_ANNIVERSARY] = "anniversary", [EXIT_OF_TREATY] = "log_exits_of_treaty", [EXIT_OF_MEMBER] = "log_exits_of_member",
    [EXIT_REGION] = "members_of_region", [EXIT_INSIDE] = "neighbourhood_inside", [EXIT_FOES] = "members_hostile",
    [EXIT_MAJOR] = "major_power", [EXIT_CAPABILITY] = "capability", [EXIT_MULTILATERAL] = "multilateral"};

static const char *const end_names[ENT_END_PREDICTORS] = {
    [END_AGE] = "log_age", [END_SIZE] = "log_size", [END_BILATERAL] = "bilateral", [END_ANNIVERSARY] = "anniversary",
    [END_EXITS] = "log_exits_of_treaty", [END_RIVALS] = "pairs_rivals", [END_DISPUTES] = "pairs_in_dispute",
    [END_MAJOR] = "major_power_inside", [END_CAPABILITY] = "mean_capability", [END_RATE] = "log_rate_of_ends"};

const char *ent_event_exit_predictor(size_t predictor)
{
    return predictor < ENT_EXIT_PREDICTORS ? exit_names[predictor] : NULL;
}

const char *ent_event_end_predictor(size_t predictor)
{
    return predictor < ENT_END_PREDICTORS ? end_names[predictor] : NULL;
}

/* ---- predictors of an exit ---- */

/* Of what is `age` years old at s: whether age + u is 5, 10, 15 ... for a u from 0 to h - 1. */
static bool has_anniversary(int age, size_t horizon)
{
    int next = age > 0 ? (age + TERM - 1) / TERM * TERM : TERM;
    return next < age + (int)horizon;
}

static bool are_foes(const event_past *past, size_t i, size_t j)
{
    return event_past_are_rivals(past, i, j) || event_past_disputed(past, i, j, DISPUTE_YEARS);
}

static double share_of_foes(const event_past *past, size_t k, size_t i)
{
    size_t foes = 0;
    for (size_t j = 0; j < past->n; j++)
        foes += j != i && past->is_member[k * past->n + j] && are_foes(past, i, j);
    return (double)foes / (past->size[k] - 1);
}

void event_exit_fill(const event_past *past, size_t k, size_t i, size_t horizon, double x[ENT_EXIT_PREDICTORS])
{
    int year = (int)past->year, age = year - past->began[k], membership = year - past->since[k * past->n + i];
    x[EXIT_MEMBERSHIP] = log1p(membership);
    x[EXIT_AGE] = log1p(age);
    x[EXIT_SIZE] = log(past->size[k]);
    x[EXIT_ANNIVERSARY] = has_anniversary(membership, horizon) || has_anniversary(age, horizon);
    x[EXIT_OF_TREATY] = log1p(event_past_recent(past, past->left, past->treaties, k, EXIT_YEARS));
    x[EXIT_OF_MEMBER] = log1p(event_past_recent(past, past->left_any, past->n, i, EXIT_YEARS));
    x[EXIT_REGION] = past->of_region[k * past->n + i];
    x[EXIT_INSIDE] = past->inside[k * past->n + i];
    x[EXIT_FOES] = share_of_foes(past, k, i);
    x[EXIT_MAJOR] = event_past_is_major(past, i);
    x[EXIT_CAPABILITY] = event_past_log_capability(past, i);
    x[EXIT_MULTILATERAL] = past->size[k] >= EVENT_MULTILATERAL;
}

/* ---- predictors of an end ---- */

static void fill_foes(const event_past *past, size_t k, double *x)
{
    size_t n = past->n, rivals = 0, disputes = 0;
    const uint8_t *member = past->is_member + k * n;
    for (size_t i = 0; i < n; i++)
        for (size_t j = i + 1; j < n && member[i]; j++) {
            rivals += member[j] && event_past_are_rivals(past, i, j);
            disputes += member[j] && event_past_disputed(past, i, j, DISPUTE_YEARS);
        }
    double pairs = (double)past->size[k] * (past->size[k] - 1) / 2;
    x[END_RIVALS] = (double)rivals / pairs;
    x[END_DISPUTES] = (double)disputes / pairs;
}

/* Of the members of which it is known. */
static double mean_capability(const event_past *past, size_t k)
{
    double sum = 0, known = 0;
    for (size_t i = 0; i < past->n; i++) {
        double is = past->is_member[k * past->n + i] ? event_past_log_capability(past, i) : (double)NAN;
        sum += isnan(is) ? 0 : is;
        known += !isnan(is);
    }
    return known > 0 ? sum / known : (double)NAN;
}

void event_end_fill(const event_past *past, size_t k, size_t horizon, double x[ENT_END_PREDICTORS])
{
    int age = (int)past->year - past->began[k];
    double ended = event_past_recent(past, past->ended, 1, 0, RATE_YEARS);
    double at_risk = event_past_recent(past, past->at_risk, 1, 0, RATE_YEARS);
    x[END_AGE] = log1p(age);
    x[END_SIZE] = log(past->size[k]);
    x[END_BILATERAL] = past->size[k] < EVENT_MULTILATERAL;
    x[END_ANNIVERSARY] = has_anniversary(age, horizon);
    x[END_EXITS] = log1p(event_past_recent(past, past->left, past->treaties, k, EXIT_YEARS));
    fill_foes(past, k, x);
    x[END_MAJOR] = past->has_major[k];
    x[END_CAPABILITY] = mean_capability(past, k);
    x[END_RATE] = log((ended + 0.5) / (at_risk + 1));
}

/* ---- what became of them ---- */

/* A case more, whose predictors are yet to be written; NULL = no memory. */
static double *add_case(ent_event_partings *to, event_room *room, size_t predictors, ent_event_parting is)
{
    if (!ent_grow(&to->cases, to->count, &room->cases, sizeof *to->cases)
        || !ent_grow(&to->x, to->count, &room->x, predictors * sizeof *to->x))
        return NULL;
    to->cases[to->count] = is;
    return to->x + predictors * to->count++;
}

static void set_sizes(ent_event_parting *cases, size_t count)
{
    int parted = 0;
    for (size_t at = 0; at < count; at++)
        parted += cases[at].parted;
    for (size_t at = 0; at < count; at++)
        cases[at].size = cases[at].parted ? parted : 0;
}

static ent_status add_members(const event_past *past, size_t horizon, size_t k, ent_event_partings *exits, event_room *room,
                              ent_error *error)
{
    const ent_event_data *d = past->data;
    size_t t = past->year + horizon, from = exits->count;
    bool lives = t < d->year_count && event_count_members(d, t, k) >= EVENT_TREATY_LIVES;
    for (size_t i = 0; i < past->n; i++) {
        if (!past->is_member[k * past->n + i])
            continue;
        ent_event_parting is = {.actor = (int)i, .treaty = (int)k};
        is.known = lives && d->present[t * past->n + i] != 0;
        is.parted = is.known && !event_is_member(d, t, k, i);
        double *x = add_case(exits, room, ENT_EXIT_PREDICTORS, is);
        if (!x)
            return ent_fail_memory(error);
        event_exit_fill(past, k, i, horizon, x);
    }
    set_sizes(exits->cases + from, exits->count - from);
    return ENT_OK;
}

static ent_status add_treaty(const event_past *past, size_t horizon, size_t k, ent_event_partings *ends, event_room *room,
                             ent_error *error)
{
    const ent_event_data *d = past->data;
    size_t t = past->year + horizon, there = 0;
    for (size_t i = 0; i < past->n && t < d->year_count; i++)
        there += past->is_member[k * past->n + i] && d->present[t * past->n + i];
    ent_event_parting is = {.actor = -1, .treaty = (int)k, .known = there >= EVENT_TREATY_LIVES};
    is.parted = is.known && event_count_members(d, t, k) < EVENT_TREATY_LIVES;
    is.size = is.parted;
    double *x = add_case(ends, room, ENT_END_PREDICTORS, is);
    if (!x)
        return ent_fail_memory(error);
    event_end_fill(past, k, horizon, x);
    return ENT_OK;
}

ent_status event_exits_add(const event_past *past, size_t horizon, ent_event_treaties *out, event_room *exits,
                           event_room *ends, ent_error *error)
{
    ent_status status = ENT_OK;
    out->exits.first[past->year] = out->exits.count;
    out->ends.first[past->year] = out->ends.count;
    for (size_t k = 0; k < past->treaties && status == ENT_OK; k++) {
        if (past->size[k] < EVENT_TREATY_LIVES)
            continue;
        status = add_members(past, horizon, k, &out->exits, exits, error);
        if (status == ENT_OK)
            status = add_treaty(past, horizon, k, &out->ends, ends, error);
    }
    return status;
}

void event_partings_clear(ent_event_partings *partings)
{
    free(partings->cases);
    free(partings->x);
    free(partings->first);
    *partings = (ent_event_partings){0};
}
