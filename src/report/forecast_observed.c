/* How a forecast from the past has fared: its chances against the ties of later years, as far as the world knows them, beside
 * two forecasts that need no model: all stays as it is; as much changes as did in as many years before the origin.
 * Only the comparison uses what came later. */
#include "report/forecast.h"

#include "core/memory.h"
#include "entente/score.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { BY_MODEL, BY_RECENT, BY_PERSISTENCE, BYS };
static const char *const by_words[] = {"model", "recent", "persistence"};

enum { FORMATION, DISSOLUTION, ALL, TASKS };
static const char *const task_words[] = {"formation", "dissolution", "all"};

typedef struct {
    answer *a;
    const forecasting *f;
    ent_json_value *scores, *came;
    ent_forecast_pair *pairs;
    size_t pair_count;
    /* of a year */
    double *p[BYS];              /* [pairs] of a tie */
    uint8_t *now, *known;        /* [pairs] tied then; both are there then */
    double *kept;                /* [pairs] work space */
    uint8_t *kept_event;
    ent_error *error;
} observing;

/* The network of a day as the model sees it, on the actors of the origin: x[n * n], and who of them is there.
 * *covered: whether the world knows that day. */
static ent_status network_on(const forecasting *f, ent_day day, uint8_t *x, uint8_t *there, bool *covered, ent_error *error)
{
    const ent_model *origin = f->fit.model;
    size_t n = origin->actor_count;
    char text[11];
    ent_model *model;
    ent_error inner;
    ent_status status = ent_model_open_at(f->fit.model_path, f->fit.world, ent_day_format(day, text), &model, &inner);
    *covered = status == ENT_OK;
    if (status != ENT_OK)
        return status == ENT_ERR_INPUT ? ENT_OK : ent_fail(error, status, "%s", inner.message);
    size_t *place = ent_new_array(model->actor_count, sizeof *place);
    memset(x, 0, n * n);
    memset(there, 0, n);
    for (size_t k = 0; k < model->actor_count && place; k++) {
        place[k] = n;
        for (size_t i = 0; i < n; i++)
            if (strcmp(model->actors[k], origin->actors[i]) == 0) {
                place[k] = i;
                there[i] = 1;
            }
    }
    for (size_t cell = 0; cell < model->actor_count * model->actor_count && place; cell++) {
        size_t i = place[cell / model->actor_count], j = place[cell % model->actor_count];
        if (i < n && j < n)
            x[i * n + j] = model->ties.code[cell] == 1 || model->ties.code[cell] == ENT_TIE_ALWAYS;
    }
    status = place ? ENT_OK : ent_fail_memory(error);
    free(place);
    ent_model_free(model);
    return status;
}

/* ---- scores ---- */

static bool is_of_task(const observing *o, int task, size_t pair)
{
    bool tied = o->f->start[o->pairs[pair].i * o->f->fit.model->actor_count + o->pairs[pair].j];
    return o->known[pair] && (task == ALL || tied == (task == DISSOLUTION));
}

/* Chances of a tie; of dissolution that it is gone. */
static ent_status add_row(const observing *o, double year, int task, int by)
{
    size_t count = 0;
    double expected = 0;
    ent_scores s;
    for (size_t k = 0; k < o->pair_count; k++)
        if (is_of_task(o, task, k)) {
            o->kept[count] = task == DISSOLUTION ? 1 - o->p[by][k] : o->p[by][k];
            expected += o->kept[count];
            o->kept_event[count++] = task == DISSOLUTION ? !o->now[k] : o->now[k];
        }
    ent_status status = ent_score(o->kept, o->kept_event, count, &s, o->error);
    if (status != ENT_OK)
        return status;
    double intercept, slope;
    ent_score_calibration(o->kept, o->kept_event, count, &intercept, &slope);
    answer_number_cell(o->a, o->scores, "year", year);
    answer_text_cell(o->a, o->scores, "pairs_of", task_words[task]);
    answer_text_cell(o->a, o->scores, "by", by_words[by]);
    answer_number_cell(o->a, o->scores, "pairs", s.pairs);
    answer_number_cell(o->a, o->scores, "events", s.events);
    answer_number_cell(o->a, o->scores, "expected", expected);
    answer_number_cell(o->a, o->scores, "roc", s.roc);
    answer_number_cell(o->a, o->scores, "precision_recall", s.precision_recall);
    answer_number_cell(o->a, o->scores, "log", s.log);
    answer_number_cell(o->a, o->scores, "brier", s.brier);
    answer_number_cell(o->a, o->scores, "slope", slope);
    return ENT_OK;
}

typedef struct {
    double p;
    size_t pair;
} ranked;

static int most_likely_first(const void *a, const void *b)
{
    const ranked *x = a, *y = b;
    return x->p < y->p ? 1 : x->p > y->p ? -1 : (x->pair > y->pair) - (x->pair < y->pair);
}

/* The new ties of the last year known: those that the model thought likely, and those that it did not. */
static ent_status add_came(observing *o, double year)
{
    static const char *const columns[] = {"year", "a", "b", "p", "rank"};
    const ent_model *model = o->f->fit.model;
    ranked *order = ent_new_array(o->pair_count, sizeof *order);
    size_t count = 0;
    if (!order)
        return ent_fail_memory(o->error);
    o->came = ent_json_add_table(o->a->json, o->a->result, "came", columns, ent_countof(columns));
    for (size_t k = 0; k < o->pair_count; k++)
        if (is_of_task(o, FORMATION, k))
            order[count++] = (ranked){o->p[BY_MODEL][k], k};
    if (count > 0)
        qsort(order, count, sizeof *order, most_likely_first);
    for (size_t k = 0; k < count; k++) {
        if (!o->now[order[k].pair])
            continue;
        answer_number_cell(o->a, o->came, "year", year);
        answer_text_cell(o->a, o->came, "a", model->actors[o->pairs[order[k].pair].i]);
        answer_text_cell(o->a, o->came, "b", model->actors[o->pairs[order[k].pair].j]);
        answer_number_cell(o->a, o->came, "p", order[k].p);
        answer_number_cell(o->a, o->came, "rank", (double)k + 1);
    }
    free(order);
    return ENT_OK;
}

/* ---- years ---- */

/* Shares of untied pairs that were tied, and of tied ones that still were, so many years later. */
static void shares_of(const observing *o, const uint8_t *before, const uint8_t *there, double share[2])
{
    size_t n = o->f->fit.model->actor_count;
    double pairs[2] = {0, 0}, ties[2] = {0, 0};
    for (size_t k = 0; k < o->pair_count; k++) {
        size_t i = o->pairs[k].i, j = o->pairs[k].j;
        if (!there[i] || !there[j])
            continue;
        int was = before[i * n + j];
        pairs[was]++;
        ties[was] += o->f->start[i * n + j];
    }
    for (int was = 0; was < 2; was++)
        share[was] = pairs[was] > 0 ? ties[was] / pairs[was] : was;
}

static void fill_year(observing *o, size_t step, const uint8_t *x, const uint8_t *there, const double share[2])
{
    size_t n = o->f->fit.model->actor_count;
    const ent_forecast_sums *sums = ent_forecast_file_sums(o->f->file);
    for (size_t k = 0; k < o->pair_count; k++) {
        size_t i = o->pairs[k].i, j = o->pairs[k].j;
        bool tied = o->f->start[i * n + j];
        o->now[k] = x[i * n + j];
        o->known[k] = there[i] && there[j];
        o->p[BY_MODEL][k] = ent_forecast_chance_of(sums, 0, step * o->pair_count + k).mean;
        o->p[BY_RECENT][k] = share[tied];
        o->p[BY_PERSISTENCE][k] = tied;
    }
}

/* The same day of another year; of 29 February the 28th. */
static ent_day years_later(ent_day day, double years)
{
    char text[11];
    ent_day_format(day, text); /* YYYY-MM-DD */
    int month = atoi(text + 5), number = atoi(text + 8);
    return ent_day_from_date(ent_day_year(day) + (int)years, month, month == 2 && number == 29 ? 28 : number);
}

/* *known: whether the world knows the year. */
static ent_status observe_year(observing *o, size_t step, uint8_t *x, uint8_t *there, bool *known)
{
    const forecasting *f = o->f;
    double years = (double)(step + 1) * f->fit.step_years, share[2] = {0, 1};
    ent_day origin = f->fit.model->days[0];
    bool covered;
    ent_status status = network_on(f, years_later(origin, -years), x, there, &covered, o->error);
    if (status == ENT_OK && covered)
        shares_of(o, x, there, share);
    if (status == ENT_OK)
        status = network_on(f, years_later(origin, years), x, there, known, o->error);
    if (status != ENT_OK || !*known)
        return status;
    fill_year(o, step, x, there, share);
    for (int task = 0; task < TASKS; task++)
        for (int by = 0; by < BYS && status == ENT_OK; by++)
            if (by != BY_PERSISTENCE || task == ALL)
                status = add_row(o, ent_day_year(origin) + years, task, by);
    return status;
}

static ent_status observe_years(observing *o)
{
    size_t n = o->f->fit.model->actor_count;
    uint8_t *x = ent_new_array(n * n, 1), *there = ent_new_array(n, 1);
    ent_status status = x && there ? ENT_OK : ent_fail_memory(o->error);
    bool known = true;
    double last = 0;
    for (size_t step = 0; step < o->f->steps && status == ENT_OK && known; step++) {
        status = observe_year(o, step, x, there, &known);
        if (known)
            last = ent_day_year(o->f->fit.model->days[0]) + (double)(step + 1) * o->f->fit.step_years;
    }
    free(x);
    free(there);
    if (status == ENT_OK && last < 1)
        return ent_fail(o->error, ENT_ERR_INPUT, "--observed: the world does not know the year after %d, so there is nothing to "
                        "compare with", ent_day_year(o->f->fit.model->days[0]));
    return status == ENT_OK ? add_came(o, last) : status;
}

ent_status forecast_add_observed(answer *a, const forecasting *f, ent_error *error)
{
    static const char *const columns[] = {"year", "pairs_of", "by", "pairs", "events", "expected", "roc", "precision_recall",
                                          "log", "brier", "slope"};
    size_t n = f->fit.model->actor_count;
    observing o = {.a = a, .f = f, .error = error};
    o.pairs = ent_new_array(n * n, sizeof *o.pairs);
    double *room = ent_new_array((BYS + 1) * n * n, sizeof *room);
    uint8_t *flags = ent_new_array(3 * n * n, 1);
    ent_status status = o.pairs && room && flags ? ENT_OK : ent_fail_memory(error);
    if (status == ENT_OK) {
        o.pair_count = ent_forecast_pairs(f->fit.model, o.pairs);
        for (int by = 0; by < BYS; by++)
            o.p[by] = room + (size_t)by * n * n;
        o.kept = room + BYS * n * n;
        o.now = flags;
        o.known = flags + n * n;
        o.kept_event = flags + 2 * n * n;
        o.scores = ent_json_add_table(a->json, a->result, "observed", columns, ent_countof(columns));
        status = observe_years(&o);
    }
    free(o.pairs);
    free(room);
    free(flags);
    return status;
}
