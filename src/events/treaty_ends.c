/* The treaty model of ties that end: a tie ends when no treaty holds both any more.
 *
 *   P_ij = prod over k in K of [1 - (1 - e_k)(1 - x_ik)(1 - x_jk)]
 *
 * K the living treaties of which both are members at s, e_k the chance that k ends by s + h, x_ik that i leaves it while it
 * lives on, by two logits (exits.c). Given what these know, exits and ends count as independent: members that leave together
 * are not foreseen to. Nor is a new treaty of the two within h years: a tie is held by treaties of s. A tie without any that is
 * known (a list of treaties of another source may lack it) ends by the recent rate (models.c). */
#include "events/events.h"
#include "events/exits.h"

#include "core/memory.h"

#include <math.h>
#include <stdlib.h>

/* ---- learning ---- */

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

ent_status event_exits_fit(const ent_event_treaties *treaties, size_t end, const ent_event_options *options,
                           ent_event_fit *fit, ent_error *error)
{
    ent_status status = fit_partings(&treaties->exits, ENT_EXIT_PREDICTORS, end, options, &fit->exit, error);
    return status == ENT_OK ? fit_partings(&treaties->ends, ENT_END_PREDICTORS, end, options, &fit->end, error) : status;
}

/* ---- probabilities of an origin ---- */

typedef struct {
    double *stay;  /* [n] 1 - x_ik; -1 = no member of k */
    double *ended; /* [rows of the origin] the product so far; -1 = no treaty yet */
} holding;

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
    for (size_t k = treaties->ends.first[s]; k < treaties->ends.first[s + 1]; k++) {
        double end = event_logit_probability(&fit->end, treaties->ends.x + k * ENT_END_PREDICTORS);
        at = fill_stay(treaties, &fit->exit, at, treaties->exits.first[s + 1], h->stay);
        take_treaty(rows, s, end, h);
    }
}

ent_status event_exits_apply(const ent_event_rows *rows, const ent_event_treaties *treaties, size_t s,
                             const ent_event_fit *fit, double p[], ent_error *error)
{
    size_t count = rows->first[s + 1] - rows->first[s];
    holding h = {ent_new_array(treaties->data->actor_count, sizeof *h.stay), ent_new_array(count, sizeof *h.ended)};
    ent_status status = h.stay && h.ended ? ENT_OK : ent_fail_memory(error);
    for (size_t row = 0; row < count && status == ENT_OK; row++)
        h.ended[row] = -1;
    if (status == ENT_OK)
        take_treaties(rows, treaties, s, fit, &h);
    for (size_t row = 0; row < count && status == ENT_OK; row++)
        if (h.ended[row] >= 0)
            p[row] = rows->task == ENT_EVENT_ALL ? 1 - h.ended[row] : h.ended[row];
    free(h.stay);
    free(h.ended);
    return status;
}
