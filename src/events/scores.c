/* How good forecasts were, told of those of new ties: of other tasks a `tie` is the event. Ties come by treaties, so treaties
 * are what is drawn with replacement: all ties of one, of all origins, come or go together. Pairs without a tie stay as they
 * are. */
#include "events/events.h"

#include "core/memory.h"
#include "core/random.h"
#include "entente/score.h"
#include "entente/tie.h"

#include <math.h>
#include <stdlib.h>

enum { ROC, PRECISION_RECALL, LOG, BASE_LOG, FIGURES };
static const double least = 1e-6; /* probabilities are held between this and 1 - this, as in ent_score */

/* A new tie, by its probability, the highest first. */
typedef struct {
    double p, base;
    size_t above, equal;  /* pairs without a tie that have a higher probability, the same one */
    int key;              /* of the treaty; below 0: of the tie itself */
    size_t treaty;        /* the treaty as a number from 0 */
} scored_tie;

typedef struct {
    double p;
    size_t row;
} ranked;

typedef struct {
    const ent_event_rows *rows;
    size_t start, end;    /* rows */
    const double *p, *base;
    double *known_p;      /* [count] of the rows with a known outcome */
    uint8_t *event;
    size_t count;
    scored_tie *ties;
    size_t tie_count, treaty_count;
    double none_log, none_base_log; /* sums over pairs without a tie */
    double *weight;       /* [treaty_count] how often each is drawn */
} judging;

static double held(double p)
{
    return fmin(fmax(p, least), 1 - least);
}

/* ---- rows, sorted ---- */

static int highest_first(const void *left, const void *right)
{
    const ranked *x = left, *y = right;
    if (x->p < y->p || x->p > y->p)
        return x->p > y->p ? -1 : 1;
    return x->row < y->row ? -1 : x->row > y->row;
}

static void add_pair(judging *j, const ranked *is, size_t above, size_t equal)
{
    const ent_event_row *row = &j->rows->rows[is->row];
    double base = j->base[is->row - j->start];
    if (row->outcome == ENT_OUTCOME_TIE) {
        int key = row->treaty ? row->treaty : -(int)j->tie_count - 1;
        j->ties[j->tie_count++] = (scored_tie){is->p, base, above, equal, key, 0};
    } else {
        j->none_log -= log(1 - held(is->p));
        j->none_base_log -= log(1 - held(base));
    }
}

/* From the highest probability down, equal ones together. */
static void go_down(judging *j, const ranked *order)
{
    size_t above = 0;
    for (size_t k = 0, next; k < j->count; k = next) {
        size_t equal = 0;
        for (next = k; next < j->count && order[next].p >= order[k].p; next++)
            equal += j->rows->rows[order[next].row].outcome == ENT_OUTCOME_NONE;
        for (size_t at = k; at < next; at++)
            add_pair(j, &order[at], above, equal);
        above += equal;
    }
}

static ent_status sort_rows(judging *j, ent_error *error)
{
    size_t ties = 0;
    ranked *order = ent_new_array(j->end - j->start, sizeof *order);
    j->known_p = ent_new_array(j->end - j->start, sizeof *j->known_p);
    j->event = ent_new_array(j->end - j->start, 1);
    if (!order || !j->known_p || !j->event) {
        free(order);
        return ent_fail_memory(error);
    }
    for (size_t row = j->start; row < j->end; row++)
        if (event_is_known(&j->rows->rows[row])) {
            j->known_p[j->count] = j->p[row - j->start];
            j->event[j->count] = j->rows->rows[row].outcome == ENT_OUTCOME_TIE;
            ties += j->event[j->count];
            order[j->count++] = (ranked){j->p[row - j->start], row};
        }
    j->ties = ent_new_array(ties, sizeof *j->ties);
    if (j->ties) {
        qsort(order, j->count, sizeof *order, highest_first);
        go_down(j, order);
    }
    free(order);
    return j->ties ? ENT_OK : ent_fail_memory(error);
}

/* ---- treaties ---- */

typedef struct {
    int key;
    size_t tie;
} keyed;

static int by_key(const void *left, const void *right)
{
    const keyed *x = left, *y = right;
    return x->key < y->key ? -1 : x->key > y->key;
}

static ent_status number_treaties(judging *j, ent_error *error)
{
    keyed *keys = ent_new_array(j->tie_count, sizeof *keys);
    if (!keys)
        return ent_fail_memory(error);
    for (size_t k = 0; k < j->tie_count; k++)
        keys[k] = (keyed){j->ties[k].key, k};
    qsort(keys, j->tie_count, sizeof *keys, by_key);
    for (size_t k = 0; k < j->tie_count; k++) {
        j->treaty_count += k == 0 || keys[k].key != keys[k - 1].key;
        j->ties[keys[k].tie].treaty = j->treaty_count - 1;
    }
    free(keys);
    j->weight = ent_new_array(j->treaty_count, sizeof *j->weight);
    return j->weight ? ENT_OK : ent_fail_memory(error);
}

/* So many draws with replacement as there are treaties. Every model has the same draws. */
static void draw_treaties(judging *j, uint64_t seed, size_t replicate)
{
    uint32_t bits[4];
    ent_random random = ent_random_start(seed, (uint32_t)replicate, ENT_DRAW_TREATIES);
    for (size_t k = 0; k < j->treaty_count; k++)
        j->weight[k] = 0;
    for (size_t k = 0; k < j->treaty_count; k++) {
        ent_random_next(&random, bits);
        j->weight[ent_random_below(bits[0], bits[1], j->treaty_count)]++;
    }
}

/* ---- weighted scores ---- */

/* ROC: mean over ties of the share of others below, half for equal ones. Average precision: mean over ties of the share of
 * ties among all with no lower probability. Log score: the mean over pairs. Ties weigh as often as their treaty is drawn. */
static void find_figures(const judging *j, double out[FIGURES])
{
    double others = (double)(j->count - j->tie_count), found = 0, sums[FIGURES] = {0};
    for (size_t k = 0, next; k < j->tie_count; k = next) {
        double here = 0, seen = (double)(j->ties[k].above + j->ties[k].equal);
        for (next = k; next < j->tie_count && j->ties[next].p >= j->ties[k].p; next++) {
            const scored_tie *tie = &j->ties[next];
            double weight = j->weight[tie->treaty];
            here += weight;
            sums[ROC] += weight * (others - (double)tie->above - (double)tie->equal / 2) / others;
            sums[LOG] -= weight * log(held(tie->p));
            sums[BASE_LOG] -= weight * log(held(tie->base));
        }
        found += here;
        sums[PRECISION_RECALL] += here > 0 ? here * found / (found + seen) : 0;
    }
    out[ROC] = sums[ROC] / found;
    out[PRECISION_RECALL] = sums[PRECISION_RECALL] / found;
    out[LOG] = (sums[LOG] + j->none_log) / (found + others);
    out[BASE_LOG] = (sums[BASE_LOG] + j->none_base_log) / (found + others);
}

static int ascending(const void *left, const void *right)
{
    const double *x = left, *y = right;
    return (*x > *y) - (*x < *y);
}

/* The middle 90 % of the draws, which are sorted in place. */
static ent_event_figure interval(double value, double *draws, size_t count)
{
    qsort(draws, count, sizeof *draws, ascending);
    return (ent_event_figure){value, ent_boot_quantile(draws, count, 0.05), ent_boot_quantile(draws, count, 0.95)};
}

static ent_status resample(judging *j, size_t resamples, uint64_t seed, ent_event_scores *out, ent_error *error)
{
    double figures[FIGURES], better = 0, *draws = ent_new_array(4 * resamples, sizeof *draws);
    if (!draws)
        return ent_fail_memory(error);
    for (size_t k = 0; k < resamples; k++) {
        draw_treaties(j, seed, k);
        find_figures(j, figures);
        draws[k] = figures[ROC];
        draws[resamples + k] = figures[PRECISION_RECALL];
        draws[2 * resamples + k] = figures[LOG];
        draws[3 * resamples + k] = figures[LOG] - figures[BASE_LOG];
        better += figures[LOG] < figures[BASE_LOG];
    }
    for (size_t k = 0; k < j->treaty_count; k++)
        j->weight[k] = 1;
    find_figures(j, figures);
    out->roc = interval(figures[ROC], draws, resamples);
    out->precision_recall = interval(figures[PRECISION_RECALL], draws + resamples, resamples);
    out->log = interval(figures[LOG], draws + 2 * resamples, resamples);
    out->log_less_base = interval(figures[LOG] - figures[BASE_LOG], draws + 3 * resamples, resamples);
    out->better = resamples > 0 ? better / (double)resamples : (double)NAN;
    free(draws);
    return ENT_OK;
}

/* ---- all ---- */

/* What needs no treaties. */
static void add_plain_scores(const judging *j, ent_event_scores *out)
{
    double expected = 0, squares = 0, intercept;
    for (size_t k = 0; k < j->count; k++) {
        expected += j->known_p[k];
        squares += (j->known_p[k] - j->event[k]) * (j->known_p[k] - j->event[k]);
    }
    out->pairs = j->count;
    out->ties = j->tie_count;
    out->treaties = j->treaty_count;
    out->brier = squares / (double)j->count;
    out->observed_over_expected = (double)j->tie_count / expected;
    ent_score_calibration(j->known_p, j->event, j->count, &intercept, &out->calibration_slope);
}

ent_status ent_event_judge(const ent_event_rows *rows, size_t first, size_t last, const double p[], const double base[],
                           size_t resamples, uint64_t seed, ent_event_scores *out, ent_error *error)
{
    judging j = {.rows = rows, .start = rows->first[first], .end = rows->first[last + 1], .p = p, .base = base};
    *out = (ent_event_scores){0};
    ent_status status = sort_rows(&j, error);
    if (status == ENT_OK && (j.tie_count == 0 || j.tie_count == j.count))
        status = ent_fail(error, ENT_ERR_INPUT, "%s of the %zu pairs %s: there is nothing to score",
                          j.tie_count == 0 ? "none" : "each", j.count, event_happened(rows->task));
    if (status == ENT_OK)
        status = number_treaties(&j, error);
    if (status == ENT_OK)
        status = resample(&j, resamples, seed, out, error);
    if (status == ENT_OK)
        add_plain_scores(&j, out);
    free(j.known_p);
    free(j.event);
    free(j.ties);
    free(j.weight);
    return status;
}
