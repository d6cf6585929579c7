/* The tables of a what-if: differences of what is measured and of chances, with their errors on shared draws and what they
 * would be on draws of their own; how what was done fades; and of an offer its terms and whether it is accepted. */
#include "report/whatif.h"

#include "core/exponential.h"
#include "core/memory.h"
#include "entente/saom.h"
#include "entente/tie.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LISTED = 20, OFFER_DRAWS = 400 };

typedef struct {
    answer *a;
    const forecasting *f;
    const ent_forecast_sums *sums;
    ent_forecast_pair *pairs;
    size_t pair_count, last;     /* last: the first cell of the last step */
    ent_error *error;
} differing;

static double year_of(const forecasting *f, size_t step)
{
    return ent_day_year(f->fit.model->days[0]) + (double)(step + 1) * f->fit.step_years;
}

static const char *code(const differing *d, size_t i)
{
    return d->f->fit.model->actors[i];
}

/* ---- measures ---- */

const char *whatif_measure_name(const forecasting *f, size_t measure)
{
    return ent_json_text(ent_json_at(ent_json_get(ent_json_root(f->job), "measures"), measure));
}

/* with[count] becomes the differences. */
static void add_measure(const differing *d, ent_json_value *table, size_t v, size_t step, size_t m, double *with,
                        const double *without, size_t count)
{
    double error, one, other;
    forecast_mean(with, count, &one);
    forecast_mean(without, count, &other);
    for (size_t k = 0; k < count; k++)
        with[k] -= without[k];
    double mean = forecast_mean(with, count, &error), apart = sqrt(one * one + other * other);
    forecast_sort(with, count);
    answer_text_cell(d->a, table, "variant", d->f->variants[v].name);
    answer_number_cell(d->a, table, "year", year_of(d->f, step));
    answer_text_cell(d->a, table, "measure", whatif_measure_name(d->f, m));
    answer_number_cell(d->a, table, "difference", mean);
    answer_number_cell(d->a, table, "low", forecast_quantile(with, count, 0.05));
    answer_number_cell(d->a, table, "high", forecast_quantile(with, count, 0.95));
    answer_number_cell(d->a, table, "error", error);
    answer_number_cell(d->a, table, "error_apart", apart);
    answer_number_cell(d->a, table, "variance_saved", apart > 0 ? 1 - error * error / (apart * apart) : (double)NAN);
}

static ent_status add_one_measure(const differing *d, ent_json_value *table, size_t v, size_t step, size_t m)
{
    double *with = NULL, *without = NULL;
    size_t count, other;
    ent_status status = ent_forecast_file_values(d->f->file, v, step, m, &with, &count, d->error);
    if (status == ENT_OK)
        status = ent_forecast_file_values(d->f->file, 0, step, m, &without, &other, d->error);
    if (status == ENT_OK && count > 0)
        add_measure(d, table, v, step, m, with, without, count);
    free(with);
    free(without);
    return status;
}

static ent_status add_measures(const differing *d)
{
    static const char *const columns[] = {"variant", "year", "measure", "difference", "low", "high", "error", "error_apart",
                                          "variance_saved"};
    ent_json_value *table = ent_json_add_table(d->a->json, d->a->result, "differences", columns, ent_countof(columns));
    ent_status status = ENT_OK;
    for (size_t v = 1; v < d->f->variant_count; v++)
        for (size_t m = 0; m < forecasting_own_measures(d->f); m++)
            for (size_t step = 0; step < d->f->steps && status == ENT_OK; step++)
                status = add_one_measure(d, table, v, step, m);
    return status;
}

/* ---- pairs ---- */

bool whatif_is_changed(const forecast_variant *v, ent_forecast_pair p)
{
    for (size_t k = 0; k < v->count; k++)
        if ((v->changes[k].i == p.i && v->changes[k].j == p.j) || (v->changes[k].i == p.j && v->changes[k].j == p.i))
            return true;
    return false;
}

static void pair_row(const differing *d, ent_json_value *table, size_t v, size_t step, size_t p)
{
    double error, apart, less = ent_forecast_difference(d->sums, v, step * d->pair_count + p, &error, &apart);
    answer_text_cell(d->a, table, "variant", d->f->variants[v].name);
    answer_number_cell(d->a, table, "year", year_of(d->f, step));
    answer_text_cell(d->a, table, "a", code(d, d->pairs[p].i));
    answer_text_cell(d->a, table, "b", code(d, d->pairs[p].j));
    answer_number_cell(d->a, table, "without", ent_forecast_chance_of(d->sums, 0, step * d->pair_count + p).mean);
    answer_number_cell(d->a, table, "with", ent_forecast_chance_of(d->sums, v, step * d->pair_count + p).mean);
    answer_number_cell(d->a, table, "difference", less);
    answer_number_cell(d->a, table, "error", error);
    answer_number_cell(d->a, table, "error_apart", apart);
}

typedef struct {
    double size;
    size_t pair;
} ranked;

static int largest_first(const void *a, const void *b)
{
    const ranked *x = a, *y = b;
    return x->size < y->size ? 1 : x->size > y->size ? -1 : (x->pair > y->pair) - (x->pair < y->pair);
}

/* The ties of others that change most. */
static void add_others(const differing *d, ent_json_value *table, size_t v, ranked *order)
{
    size_t count = 0;
    for (size_t p = 0; p < d->pair_count; p++) {
        double error, apart;
        if (!whatif_is_changed(&d->f->variants[v], d->pairs[p]))
            order[count++] = (ranked){fabs(ent_forecast_difference(d->sums, v, d->last + p, &error, &apart)), p};
    }
    if (count > 0)
        qsort(order, count, sizeof *order, largest_first);
    for (size_t k = 0; k < count && k < LISTED && order[k].size > 0; k++)
        pair_row(d, table, v, d->f->steps - 1, order[k].pair);
}

static const char *const pair_columns[] = {"variant", "year", "a", "b", "without", "with", "difference", "error", "error_apart"};

static ent_status add_pairs(const differing *d)
{
    ent_json_value *fades = ent_json_add_table(d->a->json, d->a->result, "fades", pair_columns, ent_countof(pair_columns));
    ent_json_value *others = ent_json_add_table(d->a->json, d->a->result, "others", pair_columns, ent_countof(pair_columns));
    ranked *order = ent_new_array(d->pair_count, sizeof *order);
    if (!order)
        return ent_fail_memory(d->error);
    for (size_t v = 1; v < d->f->variant_count; v++) {
        for (size_t p = 0; p < d->pair_count; p++)
            for (size_t step = 0; whatif_is_changed(&d->f->variants[v], d->pairs[p]) && step < d->f->steps; step++)
                pair_row(d, fades, v, step, p);
        add_others(d, others, v, order);
    }
    free(order);
    return ENT_OK;
}

/* ---- all ---- */

ent_status whatif_check_table(const ent_forecast_options *options, ent_error *error)
{
    static const char *const tables[] = {"differences", "fades", "others", "offer", "sensitivity", "claims"};
    const char *table = options->table;
    if (table && strcmp(table, "sensitivity") == 0 && !options->sensitivity)
        return ent_fail(error, ENT_ERR_ARGUMENT, "--table sensitivity goes with --sensitivity");
    for (size_t k = 0; k < ent_countof(tables); k++)
        if (!table || strcmp(tables[k], table) == 0)
            return ENT_OK;
    return ent_fail(error, ENT_ERR_ARGUMENT, "--table '%.40s' is unknown; expected differences, fades, others, offer, sensitivity, "
                    "claims", table);
}

static void add_head(answer *a, const forecasting *f)
{
    const char *key;
    const ent_json_value *job = ent_json_root(f->job);
    for (size_t k = 0; (key = ent_json_key(job, k)); k++)
        if (strcmp(key, "network") != 0)
            ent_json_add_copy(a->json, a->result, key, ent_json_get(job, key));
    ent_json_add_integer(a->json, a->result, "actors", (long long)f->fit.model->actor_count);
    ent_json_add_integer(a->json, a->result, "futures",
                         (long long)(ent_forecast_file_sums(f->file)->draws * ENT_FORECAST_EACH));
    ent_json_add_number(a->json, a->result, "to", year_of(f, f->steps - 1));
    ent_json_add_text(a->json, a->result, "main", f->options->table ? f->options->table : "differences");
}

ent_status whatif_add_answer(answer *a, const forecasting *f, ent_error *error)
{
    size_t n = f->fit.model->actor_count;
    differing d = {.a = a, .f = f, .sums = ent_forecast_file_sums(f->file), .error = error};
    add_head(a, f);
    d.pairs = ent_new_array(n * n, sizeof *d.pairs);
    if (!d.pairs)
        return ent_fail_memory(error);
    d.pair_count = ent_forecast_pairs(f->fit.model, d.pairs);
    d.last = (f->steps - 1) * d.pair_count;
    ent_status status = add_measures(&d);
    if (status == ENT_OK)
        status = add_pairs(&d);
    free(d.pairs);
    return status;
}

/* ---- an offer ---- */

typedef struct {
    const forecasting *f;
    ent_saom *saom;
    ent_saom_worker *worker;
    double *theta, *p, *accept, *own, *other; /* other: contributions of who is asked, to the tie with who offers */
    double chance[OFFER_DRAWS], wants[OFFER_DRAWS];
} offering;

static ent_status open_offer(offering *o, ent_error *error)
{
    size_t n = o->f->fit.model->actor_count, k = o->f->fit.model->effect_count;
    ent_status status = ent_saom_new(o->f->fit.model, &o->saom, error);
    if (status == ENT_OK)
        status = ent_saom_worker_new(o->saom, &o->worker, error);
    o->theta = ent_new_array(k, sizeof *o->theta);
    o->p = ent_new_array(n, sizeof *o->p);
    o->accept = ent_new_array(n, sizeof *o->accept);
    o->own = ent_new_array(n * k, sizeof *o->own);
    o->other = ent_new_array(n * k, sizeof *o->other);
    if (status == ENT_OK && (!o->theta || !o->p || !o->accept || !o->own || !o->other))
        status = ent_fail_memory(error);
    return status;
}

static void close_offer(offering *o)
{
    ent_saom_worker_free(o->worker);
    ent_saom_free(o->saom);
    free(o->theta);
    free(o->p);
    free(o->accept);
    free(o->own);
    free(o->other);
}

/* The chance that the offer is accepted, at the parameters of each draw. */
static ent_status draw_answers(offering *o, size_t from, size_t to, ent_error *error)
{
    ent_status status = ENT_OK;
    for (size_t d = 0; d < OFFER_DRAWS && status == ENT_OK; d++) {
        status = ent_forecast_theta(&o->f->forecast, d, o->theta, error);
        if (status == ENT_OK)
            status = ent_saom_choice(o->worker, o->theta, 0, o->f->start, from, o->p, o->accept, NULL, error);
        o->chance[d] = o->accept[to];
        o->wants[d] = o->p[to];
    }
    return status;
}

static void add_terms(answer *a, const offering *o, size_t from, size_t to)
{
    static const char *const columns[] = {"effect", "of", "estimate", "offers", "accepts"};
    const ent_model *model = o->f->fit.model;
    ent_json_value *table = ent_json_add_table(a->json, a->result, "offer", columns, ent_countof(columns));
    double gain = 0, other_gain = 0;
    for (size_t k = 0; k < model->effect_count; k++) {
        double theta = o->f->fit.theta[k], own = theta * o->own[to * model->effect_count + k];
        double other = theta * o->other[from * model->effect_count + k];
        if (model->effects[k].part == ENT_RATE)
            continue;
        answer_text_cell(a, table, "effect", model->effects[k].name);
        answer_text_cell(a, table, "of", *model->effects[k].of ? model->effects[k].of : NULL);
        answer_number_cell(a, table, "estimate", theta);
        answer_number_cell(a, table, "offers", own + 0.0);
        answer_number_cell(a, table, "accepts", other + 0.0);
        gain += own;
        other_gain += other;
    }
    ent_json_value *about = ent_json_get(a->result, "acceptance");
    ent_json_add_number(a->json, about, "gain_of_who_offers", gain);
    ent_json_add_number(a->json, about, "gain_of_who_is_asked", other_gain);
}

static void add_acceptance(answer *a, offering *o, size_t from, size_t to)
{
    const ent_model *model = o->f->fit.model;
    double low, median, high, mean = 0;
    ent_json_value *about = ent_json_add_object(a->json, a->result, "acceptance");
    for (size_t d = 0; d < OFFER_DRAWS; d++)
        mean += o->chance[d] / OFFER_DRAWS;
    ent_tie_band(o->chance, OFFER_DRAWS, &low, &median, &high);
    ent_json_add_text(a->json, about, "from", model->actors[from]);
    ent_json_add_text(a->json, about, "to", model->actors[to]);
    ent_json_add_boolean(a->json, about, "modelled", true);
    ent_json_add_number(a->json, about, "chance", mean);
    ent_json_add_number(a->json, about, "low", low);
    ent_json_add_number(a->json, about, "median", median);
    ent_json_add_number(a->json, about, "high", high);
    double wants = 0;
    for (size_t d = 0; d < OFFER_DRAWS; d++)
        wants += o->wants[d] / OFFER_DRAWS;
    ent_json_add_number(a->json, about, "would_offer", wants);
}

static ent_status add_saom_offer(answer *a, const forecasting *f, size_t from, size_t to, ent_error *error)
{
    offering *o = ent_new_array(1, sizeof *o);
    if (!o)
        return ent_fail_memory(error);
    o->f = f;
    ent_status status = open_offer(o, error);
    if (status == ENT_OK)
        status = draw_answers(o, from, to, error);
    if (status == ENT_OK)
        status = ent_saom_choice(o->worker, f->fit.theta, 0, f->start, to, o->p, o->accept, o->other, error);
    if (status == ENT_OK)
        status = ent_saom_choice(o->worker, f->fit.theta, 0, f->start, from, o->p, o->accept, o->own, error);
    if (status == ENT_OK) {
        add_acceptance(a, o, from, to);
        add_terms(a, o, from, to);
    }
    close_offer(o);
    free(o);
    return status;
}

/* No side confirms in these families: the chance of the tie after the first step stands for it. */
static void add_unmodelled(answer *a, const forecasting *f, size_t from, size_t to)
{
    const ent_model *model = f->fit.model;
    size_t n = model->actor_count, low = from < to ? from : to, high = from < to ? to : from;
    size_t pair = model->ties.directed ? from * (n - 1) + to - (to > from) : low * n - low * (low + 1) / 2 + high - low - 1;
    ent_json_value *about = ent_json_add_object(a->json, a->result, "acceptance");
    ent_json_add_text(a->json, about, "from", model->actors[from]);
    ent_json_add_text(a->json, about, "to", model->actors[to]);
    ent_json_add_boolean(a->json, about, "modelled", false);
    ent_json_add_number(a->json, about, "chance_of_tie", ent_forecast_chance_of(ent_forecast_file_sums(f->file), 0, pair).mean);
    ent_json_add_text(a->json, about, "note", "this model has no side that answers an offer: acceptance is not modelled, and the "
                      "chance is that of the tie after the first step of a forecast without the offer");
}

ent_status whatif_add_offer(answer *a, const forecasting *f, size_t from, size_t to, ent_error *error)
{
    if (f->fit.model->family == ENT_FAMILY_SAOM && f->fit.model->saom.rule == ENT_SAOM_INITIATIVE && !f->fit.model->ties.directed)
        return add_saom_offer(a, f, from, to, error);
    add_unmodelled(a, f, from, to);
    return ENT_OK;
}
