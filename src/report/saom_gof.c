/* `entente gof` of an actor-oriented model: are the observed networks at the ends of periods among those that the fit
 * simulates, by what it was not fitted to? Lospinoso & Snijders 2019, Methodological Innovations 12(3). */
#include "report/family.h"
#include "report/saom_report.h"

#include "core/memory.h"
#include "entente/saom_gof.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { DRAWS = 1000, SHAPE = 25 };

/* One auxiliary's place among the counts of a network. */
typedef struct {
    size_t at, size, step;
} place;

typedef struct {
    tie_fit_file file;
    ent_saom *saom;
    size_t first, last, draws, size; /* periods compared; counts of a network */
    place places[ENT_AUXILIARIES];
    double *observed;                /* [periods * size] */
    double *simulated;               /* [draws * periods * size] */
    double *joint;                   /* [(draws + 1) * ENT_AUXILIARY_MOST] room: of one auxiliary, the observed last */
    answer *a;
} comparing;

static size_t period_count(const comparing *c)
{
    return c->last - c->first + 1;
}

/* Those who are not there at a period's end count on neither side. */
static const uint8_t *absent_at(const comparing *c, size_t period)
{
    return c->file.model->absent + (period + 1) * c->file.model->actor_count;
}

static ent_status count(const comparing *c, const ent_view *network, size_t period, double *out, ent_error *error)
{
    ent_status status = ENT_OK;
    for (ent_auxiliary k = 0; k < ENT_AUXILIARIES && status == ENT_OK; k++)
        if (c->places[k].size)
            status =
                ent_auxiliary_add(k, network, absent_at(c, period), c->places[k].step, out + c->places[k].at, error);
    return status;
}

/* A replicate's place is its own: no two threads write to it. */
static ent_status count_end(void *user, size_t replicate, size_t period, const ent_view *end, ent_error *error)
{
    const comparing *c = user;
    if (period < c->first || period > c->last)
        return ENT_OK;
    return count(c, end, period, c->simulated + (replicate * period_count(c) + period - c->first) * c->size, error);
}

/* ---- what is observed ---- */

/* Levels reach the largest observed value of all periods. */
static void find_places(comparing *c, const ent_view *network)
{
    size_t at = 0;
    for (ent_auxiliary k = 0; k < ENT_AUXILIARIES; k++) {
        size_t size = ent_auxiliary_size(k, network->directed), step = size ? ent_auxiliary_step(k, network) : 1;
        c->places[k].at = at;
        c->places[k].size = size;
        c->places[k].step = step > c->places[k].step ? step : c->places[k].step;
        at += size;
    }
    c->size = at;
}

static ent_status each_observed(comparing *c, bool counting, ent_error *error)
{
    ent_status status = ENT_OK;
    for (size_t p = c->first; p <= c->last && status == ENT_OK; p++) {
        ent_model_period *period;
        status = ent_model_period_open(c->file.model, p, &period, error);
        if (status == ENT_OK && counting)
            status = count(c, period->end, p, c->observed + (p - c->first) * c->size, error);
        else if (status == ENT_OK)
            find_places(c, period->end);
        ent_model_period_close(period);
    }
    return status;
}

/* ---- tests ---- */

/* Counts of one auxiliary side by side, summed over periods or of one; the observed behind the simulated. */
static void gather(const comparing *c, const place *at, size_t from, size_t to)
{
    memset(c->joint, 0, (c->draws + 1) * at->size * sizeof *c->joint);
    for (size_t r = 0; r <= c->draws; r++)
        for (size_t p = from; p <= to; p++) {
            const double *counts = r < c->draws ? c->simulated + (r * period_count(c) + p) * c->size
                                                : c->observed + p * c->size;
            for (size_t k = 0; k < at->size; k++)
                c->joint[r * at->size + k] += counts[at->at + k];
        }
}

/* Of one period, or of all (period = count of periods). */
static ent_status add_test(const comparing *c, ent_json_value *table, ent_auxiliary auxiliary, size_t period,
                           ent_error *error)
{
    const place *at = &c->places[auxiliary];
    const ent_model *model = c->file.model;
    bool all = period == period_count(c);
    ent_mahalanobis test;
    gather(c, at, all ? 0 : period, all ? period - 1 : period);
    ent_status status = ent_mahalanobis_test(c->joint + c->draws * at->size, c->joint, c->draws, at->size, NULL, NULL,
                                             &test, error);
    answer_text_cell(c->a, table, "auxiliary", ent_auxiliary_word(auxiliary, model->ties.directed));
    answer_text_cell(c->a, table, "wave", all ? NULL : model->waves[c->first + period + 1]);
    answer_number_cell(c->a, table, "distance", test.distance);
    answer_number_cell(c->a, table, "rank", (double)test.rank);
    answer_number_cell(c->a, table, "p", test.p);
    return status;
}

static ent_status add_tests(const comparing *c, ent_error *error)
{
    static const char *const columns[] = {"auxiliary", "wave", "distance", "rank", "p"};
    ent_json_value *table = ent_json_add_table(c->a->json, c->a->result, "tests", columns, ent_countof(columns));
    size_t periods = period_count(c);
    ent_status status = ENT_OK;
    for (size_t p = 0; p <= (periods > 1 ? periods : 0); p++) /* all together first, then each of several */
        for (ent_auxiliary k = 0; k < ENT_AUXILIARIES && status == ENT_OK; k++)
            if (c->places[k].size)
                status = add_test(c, table, k, p == 0 ? periods : p - 1, error);
    return status;
}

/* ---- counts ---- */

typedef struct {
    double observed, mean, sd, low, median, high, p;
} spread;

/* p = 2 min(P(drawn <= observed), P(drawn >= observed)), at most 1; room[draws] is sorted. */
static spread spread_of(const comparing *c, size_t size, size_t index, double *room)
{
    spread s = {.observed = c->joint[c->draws * size + index]};
    double below = 0, above = 0;
    for (size_t r = 0; r < c->draws; r++) {
        room[r] = c->joint[r * size + index];
        below += room[r] <= s.observed;
        above += room[r] >= s.observed;
    }
    saom_moments(room, c->draws, 1, &s.mean, &s.sd);
    ent_tie_band(room, c->draws, &s.low, &s.median, &s.high);
    s.p = fmin(1, 2 * fmin(below, above) / (double)c->draws);
    return s;
}

static void add_count(const comparing *c, ent_json_value *table, ent_auxiliary auxiliary, const char *value,
                      const spread *s)
{
    answer_text_cell(c->a, table, "auxiliary", ent_auxiliary_word(auxiliary, c->file.model->ties.directed));
    answer_text_cell(c->a, table, "value", value);
    answer_number_cell(c->a, table, "observed", s->observed);
    answer_number_cell(c->a, table, "mean", s->mean);
    answer_number_cell(c->a, table, "sd", s->sd);
    answer_number_cell(c->a, table, "low", s->low);
    answer_number_cell(c->a, table, "median", s->median);
    answer_number_cell(c->a, table, "high", s->high);
    answer_number_cell(c->a, table, "p", s->p);
}

/* The density of what was simulated, in standard deviations from its mean: a Gaussian kernel as wide as R's default
 * (Silverman 1986, Density Estimation, eq. 3.31), but wide enough to smooth whole numbers. sorted[draws]. */
static void add_shape(const comparing *c, ent_json_value *table, ent_auxiliary auxiliary, const char *value,
                      const spread *s, const double *sorted)
{
    size_t n = c->draws;
    double quartiles = (sorted[3 * n / 4] - sorted[n / 4]) / 1.34,
           narrow = quartiles > 0 ? fmin(s->sd, quartiles) : s->sd;
    double h = fmax(0.9 * narrow * pow((double)n, -0.2), fmin(0.4, s->sd)), from = sorted[0] - h,
           to = sorted[n - 1] + h;
    for (size_t k = 0; k < SHAPE && s->sd > 0; k++) {
        double at = from + (to - from) * (double)k / (SHAPE - 1), density = 0;
        for (size_t r = 0; r < n; r++)
            density += exp(-0.5 * (at - sorted[r]) * (at - sorted[r]) / (h * h));
        answer_text_cell(c->a, table, "auxiliary", ent_auxiliary_word(auxiliary, c->file.model->ties.directed));
        answer_text_cell(c->a, table, "value", value);
        answer_number_cell(c->a, table, "at", at);
        answer_number_cell(c->a, table, "density", density / (double)n / h / sqrt(2 * acos(-1)));
    }
}

static ent_status add_counts(const comparing *c, ent_error *error)
{
    static const char *const columns[] = {"auxiliary", "value", "observed", "mean", "sd", "low", "median", "high", "p"};
    static const char *const shape_columns[] = {"auxiliary", "value", "at", "density"};
    ent_json_value *counts = ent_json_add_table(c->a->json, c->a->result, "counts", columns, ent_countof(columns));
    ent_json_value *shapes = ent_json_add_table(c->a->json, c->a->result, "shapes", shape_columns,
                                                ent_countof(shape_columns));
    double *room = ent_new_array(c->draws, sizeof *room);
    if (!room)
        return ent_fail_memory(error);
    for (ent_auxiliary k = 0; k < ENT_AUXILIARIES; k++) {
        const place *at = &c->places[k];
        gather(c, at, 0, period_count(c) - 1);
        for (size_t index = 0; index < at->size; index++) {
            char value[16];
            ent_auxiliary_label(k, c->file.model->ties.directed, at->step, index, value);
            spread s = spread_of(c, at->size, index, room);
            add_count(c, counts, k, value, &s);
            add_shape(c, shapes, k, value, &s, room);
        }
    }
    free(room);
    return ENT_OK;
}

/* ---- all ---- */

static void add_head(const comparing *c, const char *path, const ent_draw_options *options)
{
    const ent_model *model = c->file.model;
    answer *a = c->a;
    tie_fit_add_head(a, path, &c->file);
    saom_add_standing(a, &c->file);
    ent_json_add_integer(a->json, ent_json_root(a->json), "seed", (long long)options->seed);
    ent_json_add_text(a->json, a->result, "layer", model->variable);
    ent_json_add_text(a->json, a->result, "from", model->waves[c->first + 1]);
    ent_json_add_text(a->json, a->result, "to", model->waves[c->last + 1]);
    ent_json_add_integer(a->json, a->result, "draws", (long long)c->draws);
    ent_json_add_text(a->json, a->result, "main", options->table ? options->table : "tests");
}

static ent_status make_room(comparing *c, ent_error *error)
{
    size_t counts = period_count(c) * c->size;
    c->observed = ent_new_array(counts, sizeof *c->observed);
    c->simulated = ent_new_array(c->draws * counts, sizeof *c->simulated);
    c->joint = ent_new_array((c->draws + 1) * ENT_AUXILIARY_MOST, sizeof *c->joint);
    return c->observed && c->simulated && c->joint ? ENT_OK : ent_fail_memory(error);
}

static ent_status simulate(comparing *c, const ent_draw_options *options, const ent_monitor *monitor, ent_error *error)
{
    size_t values = c->draws * ent_saom_periods(c->saom) * c->file.model->effect_count;
    double *statistic = ent_new_array(values, sizeof *statistic);
    ent_saom_run how = {
        .seed = options->seed, .count = c->draws, .threads = options->threads, .each = count_end, .user = c};
    ent_status status = statistic
                            ? ent_saom_simulate(c->saom, c->file.theta, &how, statistic, NULL, NULL, monitor, error)
                            : ent_fail_memory(error);
    free(statistic);
    return status;
}

static ent_status run(comparing *c, const char *path, const ent_draw_options *options, const ent_monitor *monitor,
                      ent_error *error)
{
    if (options->horizon)
        return ent_fail(error, ENT_ERR_ARGUMENT,
                        "--horizon is for tie models: an actor-oriented model goes from wave to wave");
    c->draws = options->draws ? options->draws : DRAWS;
    c->first = c->file.first;
    c->last = c->file.last;
    ent_status status = tie_find_periods(c->file.model, options->from, options->to, &c->first, &c->last, error);
    if (status == ENT_OK)
        status = ent_saom_new(c->file.model, &c->saom, error);
    if (status == ENT_OK)
        status = each_observed(c, false, error);
    if (status == ENT_OK)
        status = make_room(c, error);
    if (status == ENT_OK)
        status = each_observed(c, true, error);
    if (status == ENT_OK)
        status = simulate(c, options, monitor, error);
    if (status != ENT_OK)
        return status;
    add_head(c, path, options);
    status = add_tests(c, error);
    return status == ENT_OK ? add_counts(c, error) : status;
}

ent_status saom_gof_report(const char *path, const ent_draw_options *options, const ent_monitor *monitor,
                           ent_json **out, ent_error *error)
{
    answer a;
    comparing c = {.a = &a};
    *out = NULL;
    ent_status status = answer_begin(&a, "gof", error);
    if (status != ENT_OK)
        return status;
    status = saom_fit_open(path, &c.file, error);
    if (status == ENT_OK)
        status = run(&c, path, options, monitor, error);
    ent_saom_free(c.saom);
    free(c.observed);
    free(c.simulated);
    free(c.joint);
    tie_fit_close(&c.file);
    return answer_end(&a, status, out, error);
}
