/* The treaty model of ties that end: a tie ends when no treaty holds both any more.
 *
 *   P_ij = prod over k in K of [1 - (1 - e_k)(1 - x_ik)(1 - x_jk)]
 *
 * K the living treaties of which both are members at s, e_k the chance that k ends by s + h, x_ik that i leaves it while it
 * lives on, by two logits (exits.c), whose level is such that as many ties are expected to end in training as did. Given what
 * these know, exits and ends count as independent: members that leave together are not foreseen to. Nor is a new treaty of the
 * two within h years: a tie is held by treaties of s. A tie without any that is known (a list of treaties of another source may
 * lack it) ends by the recent rate (models.c). */
#include "events/events.h"
#include "events/exits.h"

#include "core/memory.h"

#include <math.h>
#include <stdlib.h>

enum { PASSES_MOST = 30 };
static const double near_enough = 1e-6; /* observed and expected ties */

/* ---- logits ---- */

ent_status event_cases_of_partings(const ent_event_partings *from, size_t predictors, size_t end, event_cases *cases,
                                   ent_error *error)
{
    size_t count = from->first[end];
    ent_status status = event_cases_init(cases, count, predictors, from->x, error);
    for (size_t at = 0; at < count && status == ENT_OK; at++) {
        const ent_event_parting *is = &from->cases[at];
        cases->event[at] = !is->known ? EVENT_LEFT_OUT : is->parted ? EVENT_YES : EVENT_NO;
        cases->weight[at] = is->parted ? 1 / sqrt(is->size) : 1;
    }
    return status;
}

static ent_status fit_partings(const ent_event_partings *from, size_t predictors, size_t end,
                               const ent_event_options *options, ent_event_logit *fit, ent_error *error)
{
    event_cases cases;
    ent_status status = event_cases_of_partings(from, predictors, end, &cases, error);
    if (status == ENT_OK)
        status = event_logit_fit(&cases, options, fit, error);
    event_cases_clear(&cases);
    return status;
}

/* ---- probabilities of an origin ---- */

typedef struct {
    double *stay;  /* [n] 1 - x_ik; -1 = no member of k */
    double *ended; /* [rows of the origin] the product so far; -1 = no treaty yet */
} holding;

/* For origins `first` to `last`. */
static ent_status holding_init(holding *h, const ent_event_rows *rows, const ent_event_treaties *treaties, size_t first,
                               size_t last, ent_error *error)
{
    size_t most = 0;
    for (size_t s = first; s <= last; s++)
        most = rows->first[s + 1] - rows->first[s] > most ? rows->first[s + 1] - rows->first[s] : most;
    *h = (holding){ent_new_array(treaties->data->actor_count, sizeof *h->stay), ent_new_array(most, sizeof *h->ended)};
    return h->stay && h->ended ? ENT_OK : ent_fail_memory(error);
}

static void holding_clear(holding *h)
{
    free(h->stay);
    free(h->ended);
}

/* 1 - x of the members of the treaty whose members begin at `at`; gives where those of the next one do. */
static size_t fill_stay(const ent_event_treaties *treaties, const ent_event_logit *fit, size_t at, size_t end, double stay[])
{
    int treaty = treaties->exits.cases[at].treaty;
    for (size_t i = 0; i < treaties->data->actor_count; i++)
        stay[i] = -1;
    for (; at < end && treaties->exits.cases[at].treaty == treaty; at++)
        stay[treaties->exits.cases[at].actor] =
            1 - event_logit_probability(fit, treaties->exits.x + at * ENT_EXIT_PREDICTORS);
    return at;
}

static void take_treaty(const ent_event_rows *rows, size_t s, double end, const holding *h)
{
    for (size_t row = rows->first[s]; row < rows->first[s + 1]; row++) {
        const ent_event_row *is = &rows->rows[row];
        double *ended = &h->ended[row - rows->first[s]];
        if (is->tied && h->stay[is->a] >= 0 && h->stay[is->b] >= 0)
            *ended = (*ended < 0 ? 1 : *ended) * (1 - (1 - end) * h->stay[is->a] * h->stay[is->b]);
    }
}

/* The ends of an origin are in the order of its exits, one a treaty. */
static void take_treaties(const ent_event_rows *rows, const ent_event_treaties *treaties, size_t s, const ent_event_fit *fit,
                          const holding *h)
{
    size_t at = treaties->exits.first[s];
    for (size_t row = 0; row < rows->first[s + 1] - rows->first[s]; row++)
        h->ended[row] = -1;
    for (size_t k = treaties->ends.first[s]; k < treaties->ends.first[s + 1]; k++) {
        double end = event_logit_probability(&fit->end, treaties->ends.x + k * ENT_END_PREDICTORS);
        at = fill_stay(treaties, &fit->exit, at, treaties->exits.first[s + 1], h->stay);
        take_treaty(rows, s, end, h);
    }
}

ent_status event_exits_apply(const ent_event_rows *rows, const ent_event_treaties *treaties, size_t s,
                             const ent_event_fit *fit, double p[], ent_error *error)
{
    holding h;
    size_t count = rows->first[s + 1] - rows->first[s];
    ent_status status = holding_init(&h, rows, treaties, s, s, error);
    if (status == ENT_OK)
        take_treaties(rows, treaties, s, fit, &h);
    for (size_t row = 0; row < count && status == ENT_OK; row++)
        if (h.ended[row] >= 0)
            p[row] = rows->task == ENT_EVENT_ALL ? 1 - h.ended[row] : h.ended[row];
    holding_clear(&h);
    return status;
}

/* ---- the level, by ties ---- */

/* Of the ties of training that a treaty held: how many ended, and are expected to. */
static void count_ties(const ent_event_rows *rows, const ent_event_treaties *treaties, size_t end, const ent_event_fit *fit,
                       const holding *h, double *observed, double *expected)
{
    ent_outcome event = rows->task == ENT_EVENT_ALL ? ENT_OUTCOME_NONE : ENT_OUTCOME_TIE;
    *observed = *expected = 0;
    for (size_t s = 0; s < end; s++) {
        take_treaties(rows, treaties, s, fit, h);
        for (size_t row = rows->first[s]; row < rows->first[s + 1]; row++) {
            double ended = h->ended[row - rows->first[s]];
            if (ended < 0 || !event_is_known(&rows->rows[row]))
                continue;
            *expected += ended;
            *observed += rows->rows[row].outcome == event;
        }
    }
}

/* Most treaties are of two, most ties of large ones, of which there are few to learn from: logits that are right on average of
 * treaties need not be so of ties. So both scales are multiplied by observed / expected ties until these are the same. */
static ent_status match_ties(const ent_event_rows *rows, const ent_event_treaties *treaties, size_t end, ent_event_fit *fit,
                             ent_error *error)
{
    holding h;
    double observed = 1, expected = 2;
    ent_status status = holding_init(&h, rows, treaties, 0, end - 1, error);
    for (int pass = 0; pass < PASSES_MOST && status == ENT_OK && fabs(observed / expected - 1) > near_enough; pass++) {
        count_ties(rows, treaties, end, fit, &h, &observed, &expected);
        if (!(observed > 0 && expected > 0))
            break;
        fit->exit.scale *= observed / expected;
        fit->end.scale *= observed / expected;
    }
    holding_clear(&h);
    return status;
}

ent_status event_exits_fit(const ent_event_rows *rows, const ent_event_treaties *treaties, size_t end,
                           const ent_event_options *options, ent_event_fit *fit, ent_error *error)
{
    ent_status status = fit_partings(&treaties->exits, ENT_EXIT_PREDICTORS, end, options, &fit->exit, error);
    if (status == ENT_OK)
        status = fit_partings(&treaties->ends, ENT_END_PREDICTORS, end, options, &fit->end, error);
    return status == ENT_OK ? match_ties(rows, treaties, end, fit, error) : status;
}
