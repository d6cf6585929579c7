/* The tables of a forecast, from a file of futures: what is measured by year, ties most likely to be born or to end, chances of
 * pairs, partners of actors; and what hangs on the rates. */
#include "report/forecast.h"

#include "core/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LISTED = 20, SENSITIVITY_DRAWS = 10 };

typedef struct {
    answer *a;
    const ent_json_value *job;
    const ent_forecast_file *file;
    const ent_forecast_size *size;
    const ent_forecast_sums *sums;
    size_t n;
    bool directed;
    ent_forecast_pair *pairs;
    uint8_t *tied;               /* [pairs] at the origin */
    int first_year;
    double step_years;
    ent_error *error;
} answering;

static const char *actor(const answering *x, size_t i)
{
    return ent_json_text(ent_json_at(ent_json_get(ent_json_get(x->job, "network"), "actors"), i));
}

static double year_of(const answering *x, size_t step)
{
    return x->first_year + (double)(step + 1) * x->step_years;
}

/* ---- the file's job ---- */

static ent_status read_network(answering *x)
{
    const ent_json_value *network = ent_json_get(x->job, "network"), *ties = ent_json_get(network, "ties");
    const char *from = ent_json_text(ent_json_get(x->job, "from"));
    x->n = ent_json_count(ent_json_get(network, "actors"));
    x->directed = ent_json_is_true(ent_json_get(network, "directed"));
    x->step_years = ent_json_number(ent_json_get(x->job, "step_years"));
    x->first_year = from ? atoi(from) : 0;
    size_t pairs = x->n < 1 || x->n > ENT_FORECAST_ACTORS ? 0 : x->directed ? x->n * (x->n - 1) : x->n * (x->n - 1) / 2;
    if (pairs != x->size->pairs || !from || !(x->step_years > 0))
        return ent_fail(x->error, ENT_ERR_INPUT, "the file of futures is damaged: its actors and pairs do not fit");
    x->pairs = ent_new_array(pairs, sizeof *x->pairs);
    x->tied = ent_new_array(pairs, 1);
    uint8_t *start = ent_new_array(x->n * x->n, 1);
    for (size_t k = 0; k < ent_json_count(ties) && start; k++) {
        double cell = ent_json_number(ent_json_at(ties, k));
        if (cell >= 0 && cell < (double)(x->n * x->n))
            start[(size_t)cell] = 1;
    }
    size_t count = 0;
    for (size_t i = 0; i < x->n && start && x->pairs && x->tied; i++)
        for (size_t j = x->directed ? 0 : i + 1; j < x->n; j++)
            if (i != j) {
                x->tied[count] = start[i * x->n + j];
                x->pairs[count++] = (ent_forecast_pair){(uint16_t)i, (uint16_t)j};
            }
    bool failed = !start || !x->pairs || !x->tied;
    free(start);
    return failed ? ent_fail_memory(x->error) : ENT_OK;
}

static void add_head(const answering *x)
{
    const char *key;
    for (size_t k = 0; (key = ent_json_key(x->job, k)); k++)
        if (strcmp(key, "network") != 0)
            ent_json_add_copy(x->a->json, x->a->result, key, ent_json_get(x->job, key));
    size_t ties = 0;
    for (size_t p = 0; p < x->size->pairs; p++)
        ties += x->tied[p];
    ent_json_add_integer(x->a->json, x->a->result, "actors", (long long)x->n);
    ent_json_add_integer(x->a->json, x->a->result, "ties_at_origin", (long long)ties);
    ent_json_add_integer(x->a->json, x->a->result, "futures", (long long)(x->sums->draws * ENT_FORECAST_EACH));
    ent_json_add_integer(x->a->json, x->a->result, "draws", (long long)x->sums->draws);
    ent_json_add_number(x->a->json, x->a->result, "to", year_of(x, x->size->steps - 1));
}

/* ---- measures ---- */

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

void forecast_sort(double values[], size_t count)
{
    qsort(values, count, sizeof *values, by_value);
}

double forecast_quantile(const double sorted[], size_t count, double p)
{
    double at = p * (double)(count - 1);
    size_t low = (size_t)at;
    return low + 1 < count ? sorted[low] + (at - (double)low) * (sorted[low + 1] - sorted[low]) : sorted[low];
}

double forecast_mean(const double values[], size_t count, double *error)
{
    draw_mean mean = {0};
    for (size_t k = 0; k < count; k += ENT_FORECAST_EACH) {
        double one = 0;
        for (size_t r = 0; r < ENT_FORECAST_EACH; r++)
            one += values[k + r] / ENT_FORECAST_EACH;
        draw_mean_add(&mean, one);
    }
    return draw_mean_of(&mean, error);
}

static ent_status add_measure(const answering *x, ent_json_value *table, size_t step, size_t m)
{
    double *values = NULL, error;
    size_t count;
    ent_status status = ent_forecast_file_values(x->file, 0, step, m, &values, &count, x->error);
    if (status == ENT_OK && count > 0) {
        answer_number_cell(x->a, table, "year", year_of(x, step));
        answer_text_cell(x->a, table, "measure", ent_json_text(ent_json_at(ent_json_get(x->job, "measures"), m)));
        double mean = forecast_mean(values, count, &error);
        forecast_sort(values, count);
        answer_number_cell(x->a, table, "mean", mean);
        answer_number_cell(x->a, table, "low", forecast_quantile(values, count, 0.05));
        answer_number_cell(x->a, table, "median", forecast_quantile(values, count, 0.5));
        answer_number_cell(x->a, table, "high", forecast_quantile(values, count, 0.95));
        answer_number_cell(x->a, table, "error", error);
    }
    free(values);
    return status;
}

static ent_status add_measures(const answering *x)
{
    static const char *const columns[] = {"year", "measure", "mean", "low", "median", "high", "error"};
    ent_json_value *table = ent_json_add_table(x->a->json, x->a->result, "forecast", columns, ent_countof(columns));
    ent_status status = ENT_OK;
    for (size_t m = 0; m < x->size->measures && status == ENT_OK; m++)
        for (size_t step = 0; step < x->size->steps && status == ENT_OK; step++)
            status = add_measure(x, table, step, m);
    return status;
}

/* ---- pairs ---- */

typedef struct {
    double p;                    /* that the tie is not as it was, at the end */
    size_t pair;
} ranked;

static int most_likely_first(const void *a, const void *b)
{
    const ranked *x = a, *y = b;
    return x->p < y->p ? 1 : x->p > y->p ? -1 : (x->pair > y->pair) - (x->pair < y->pair);
}

static void pair_row(const answering *x, ent_json_value *table, size_t pair, size_t step, bool turned)
{
    ent_forecast_chance c = ent_forecast_chance_of(x->sums, 0, step * x->size->pairs + pair);
    answer_text_cell(x->a, table, "a", actor(x, x->pairs[pair].i));
    answer_text_cell(x->a, table, "b", actor(x, x->pairs[pair].j));
    answer_number_cell(x->a, table, "p", turned ? 1 - c.mean : c.mean);
    const char *parameters = ent_json_text(ent_json_get(x->job, "parameters"));
    if (!parameters || strcmp(parameters, "drawn") != 0)
        c.low = c.high = (double)NAN; /* the band is that of the parameters */
    answer_number_cell(x->a, table, "low", turned ? 1 - c.high : c.low);
    answer_number_cell(x->a, table, "high", turned ? 1 - c.low : c.high);
    answer_number_cell(x->a, table, "error", c.error);
}

/* Ties that were not there and will be, or were and will not. */
static ent_status add_ranked(const answering *x, const char *key, bool ended)
{
    static const char *const columns[] = {"a", "b", "p", "low", "high", "error"};
    ent_json_value *table = ent_json_add_table(x->a->json, x->a->result, key, columns, ent_countof(columns));
    size_t last = x->size->steps - 1, count = 0;
    ranked *order = ent_new_array(x->size->pairs, sizeof *order);
    if (!order)
        return ent_fail_memory(x->error);
    for (size_t p = 0; p < x->size->pairs; p++)
        if (x->tied[p] == ended) {
            double chance = ent_forecast_chance_of(x->sums, 0, last * x->size->pairs + p).mean;
            order[count++] = (ranked){ended ? 1 - chance : chance, p};
        }
    if (count > 0)
        qsort(order, count, sizeof *order, most_likely_first);
    for (size_t k = 0; k < count && k < LISTED; k++)
        pair_row(x, table, order[k].pair, last, ended);
    free(order);
    return ENT_OK;
}

/* Every pair and year: only where it is asked for. */
static void add_pairs(const answering *x)
{
    static const char *const columns[] = {"year", "a", "b", "tied", "p", "low", "high", "error"};
    ent_json_value *table = ent_json_add_table(x->a->json, x->a->result, "pairs", columns, ent_countof(columns));
    for (size_t step = 0; step < x->size->steps; step++)
        for (size_t p = 0; p < x->size->pairs; p++) {
            answer_number_cell(x->a, table, "year", year_of(x, step));
            answer_number_cell(x->a, table, "tied", x->tied[p]);
            pair_row(x, table, p, step, false);
        }
}

/* Partners now, and as many as are to be expected. */
static ent_status add_actors(const answering *x)
{
    static const char *const columns[] = {"actor", "partners", "expected", "change"};
    ent_json_value *table = ent_json_add_table(x->a->json, x->a->result, "partners", columns, ent_countof(columns));
    size_t last = x->size->steps - 1;
    double *now = ent_new_array(2 * x->n, sizeof *now), *then = now ? now + x->n : NULL;
    if (!now)
        return ent_fail_memory(x->error);
    for (size_t p = 0; p < x->size->pairs; p++)
        for (int end = 0; end < 2; end++) {
            size_t i = end ? x->pairs[p].j : x->pairs[p].i;
            if (end && x->directed)
                continue; /* ties that go out */
            now[i] += x->tied[p];
            then[i] += ent_forecast_chance_of(x->sums, 0, last * x->size->pairs + p).mean;
        }
    for (size_t i = 0; i < x->n; i++) {
        answer_text_cell(x->a, table, "actor", actor(x, i));
        answer_number_cell(x->a, table, "partners", now[i]);
        answer_number_cell(x->a, table, "expected", then[i]);
        answer_number_cell(x->a, table, "change", then[i] - now[i]);
    }
    free(now);
    return ENT_OK;
}

/* ---- all ---- */

ent_status forecast_check_table(const ent_forecast_options *options, ent_error *error)
{
    const char *table = options->table;
    if (table && !options->observed && (strcmp(table, "observed") == 0 || strcmp(table, "came") == 0))
        return ent_fail(error, ENT_ERR_ARGUMENT, "--table %s goes with --observed", table);
    static const char *const tables[] = {"forecast", "born", "ended", "pairs", "partners", "sensitivity", "observed", "came", "together",
                                         "agreed_blocs", "claims"};
    for (size_t k = 0; k < ent_countof(tables); k++)
        if (!table || strcmp(tables[k], table) == 0)
            return ENT_OK;
    return ent_fail(error, ENT_ERR_ARGUMENT, "--table '%.40s' is unknown; expected forecast, born, ended, pairs, partners, "
                    "sensitivity, observed, came, together, agreed_blocs, claims", table);
}

ent_status forecast_add_answer(answer *a, const ent_json_value *job, const ent_forecast_file *file, const char *table,
                               ent_error *error)
{
    answering x = {.a = a, .job = job, .file = file, .size = ent_forecast_file_size(file), .sums = ent_forecast_file_sums(file),
                   .error = error};
    ent_status status = x.sums->draws == 0 ? ent_fail(error, ENT_ERR_INPUT, "the file has no futures yet") : ENT_OK;
    if (status == ENT_OK)
        status = read_network(&x);
    if (status == ENT_OK) {
        add_head(&x);
        ent_json_add_text(a->json, a->result, "main", table ? table : "forecast");
        status = add_measures(&x);
    }
    if (status == ENT_OK)
        status = add_ranked(&x, "born", false);
    if (status == ENT_OK)
        status = add_ranked(&x, "ended", true);
    if (status == ENT_OK)
        status = add_actors(&x);
    if (status == ENT_OK && table && strcmp(table, "pairs") == 0)
        add_pairs(&x);
    free(x.pairs);
    free(x.tied);
    return status;
}

/* ---- what hangs on the rates ---- */

typedef struct {
    double sum[ENT_FORECAST_MEASURES];
    size_t measures, steps;
} last_means;

static ent_status add_draw(void *user, const ent_forecast_draw *draw, ent_error *error)
{
    last_means *s = user;
    (void)error;
    for (size_t r = 0; r < ENT_FORECAST_EACH; r++)
        for (size_t m = 0; m < ENT_FORECAST_MEASURES; m++)
            s->sum[m] += draw->measure[(r * s->steps + s->steps - 1) * s->measures + m];
    return ENT_OK;
}

/* Sums of whole numbers, so that their order does not count. */
ent_status forecast_add_sensitivity(answer *a, const forecasting *f, ent_error *error)
{
    static const char *const columns[] = {"rates", "ties", "made", "ended"};
    ent_json_value *table = ent_json_add_table(a->json, a->result, "sensitivity", columns, ent_countof(columns));
    ent_forecast how = f->forecast;
    ent_forecast_variant plain = {NULL, 0};
    ent_status status = ENT_OK;
    how.variants = &plain;
    how.variant_count = 1;
    for (int k = 0; k < ENT_RATES_CHOICES && status == ENT_OK; k++) {
        last_means s = {.measures = how.measure_count, .steps = how.steps};
        how.rates = (ent_rate_choice)k;
        status = ent_forecast_run(&how, 0, SENSITIVITY_DRAWS, add_draw, &s, NULL, error);
        answer_text_cell(a, table, "rates", ent_rate_choice_word(how.rates));
        for (size_t m = ENT_FORECAST_TIES; m <= ENT_FORECAST_ENDED; m++)
            answer_number_cell(a, table, columns[m + 1], s.sum[m] / (SENSITIVITY_DRAWS * ENT_FORECAST_EACH));
    }
    ent_json_add_integer(a->json, a->result, "sensitivity_futures", SENSITIVITY_DRAWS * ENT_FORECAST_EACH);
    return status;
}
