/* `entente explain` of the family treaty: how likely a pair is to be tied a year from now and by which route, or how likely it
 * is to lose what ties it; and which predictors say so. `simulate` and `gof` are refused. */
#include "report/family.h"
#include "report/future_fit.h"
#include "report/treaty_fit.h"

#include "core/memory.h"
#include "core/text.h"
#include "events/events.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { TERMS_SHOWN = 6, CASES_SHOWN = 6, ROUTES = ENT_TREATY_MULTILATERAL + 1 };

typedef struct {
    future_fit f;
    ent_event_rows rows;
    double *geography, *p;    /* [rows * ENT_GEOGRAPHY], [rows of the origin] */
    ent_event_treaties treaties;
    size_t i, j;              /* numbers of the model */
    size_t a, b;              /* numbers in the years, a < b */
    size_t origin, row;       /* the last year; the pair's row */
    answer *answer;
    ent_json_value *terms;
    ent_error *error;
} explaining;

/* ---- opening ---- */

static ent_status find_actor(const explaining *x, const char *code, size_t *out)
{
    const ent_model *model = x->f.model;
    for (size_t k = 0; k < model->actor_count; k++)
        if (ent_equal_nocase(model->actors[k], code)) {
            *out = k;
            return ENT_OK;
        }
    const char *near = ent_nearest(code, model->actors, model->actor_count);
    return ent_fail(x->error, ENT_ERR_ARGUMENT, "'%.40s' is no state of that day%s%s%s", code, near ? "; did you mean '" : "",
                    near ? near : "", near ? "'?" : "");
}

static ent_status find_pair(explaining *x, const char *first, const char *second)
{
    ent_status status = find_actor(x, first, &x->i);
    if (status == ENT_OK)
        status = find_actor(x, second, &x->j);
    if (status == ENT_OK && x->i == x->j)
        status = ent_fail(x->error, ENT_ERR_ARGUMENT, "give two actors, not '%s' twice", x->f.model->actors[x->i]);
    if (status != ENT_OK)
        return status;
    size_t one = x->f.treaty->place[x->i], other = x->f.treaty->place[x->j];
    x->a = one < other ? one : other;
    x->b = one < other ? other : one;
    return ENT_OK;
}

static ent_status make_events(explaining *x)
{
    const ent_event_data *d = &x->f.treaty->data.data;
    x->origin = d->year_count - 1;
    ent_status status = ent_event_rows_of_task(d, ENT_EVENT_ALL, 1, &x->rows, x->error);
    if (status != ENT_OK)
        return status;
    size_t count = x->rows.count - x->rows.first[x->origin];
    x->geography = ent_new_array(x->rows.count * ENT_GEOGRAPHY, sizeof *x->geography);
    x->p = ent_new_array(count, sizeof *x->p);
    if (!x->geography || !x->p)
        return ent_fail_memory(x->error);
    status = ent_event_geography(d, &x->rows, x->geography, x->error);
    if (status == ENT_OK)
        status = ent_event_treaties_make(d, &x->rows, x->geography, &x->treaties, x->error);
    for (x->row = x->rows.first[x->origin]; x->row < x->rows.count; x->row++)
        if ((size_t)x->rows.rows[x->row].a == x->a && (size_t)x->rows.rows[x->row].b == x->b)
            break;
    return status;
}

/* The chance of a tie a year on, by a fit. */
static ent_status find_chance(explaining *x, const ent_event_fit *fit, double *out)
{
    ent_event_options options = ENT_EVENT_DEFAULTS;
    ent_status status = ent_event_apply(&x->rows, x->geography, &x->treaties, ENT_EVENT_TREATY, fit, x->origin, x->origin,
                                        &options, x->p, x->error);
    if (status == ENT_OK)
        *out = x->p[x->row - x->rows.first[x->origin]];
    return status;
}

/* ---- terms ---- */

typedef struct {
    ent_treaty_part part;
    int treaty;               /* of the world; 0 = none */
    int actor;                /* in the years; -1 = none */
    const double *x;
    double chance;
} event_case;

static const char *code_of(const explaining *x, int actor)
{
    for (size_t k = 0; k < x->f.model->actor_count && actor >= 0; k++)
        if (x->f.treaty->place[k] == (size_t)actor)
            return x->f.model->actors[k];
    return NULL;
}

static int world_treaty(const explaining *x, int treaty)
{
    for (int id = 1; id <= x->f.treaty->data.treaty_most; id++)
        if (x->f.treaty->data.number[id] == treaty + 1)
            return id;
    return 0;
}

static ent_status treaty_code(const explaining *x, int id, ent_treaty *out)
{
    *out = (ent_treaty){0};
    return id > 0 ? ent_world_treaty(x->f.world, id, out, x->error) : ENT_OK;
}

static void add_term(const explaining *x, const event_case *of, const char *code, const ent_event_logit *logit, size_t k)
{
    const char *name;
    answer *a = x->answer;
    double z = event_logit_standardised(logit, of->x, k);
    ent_treaty_parameter(ent_treaty_first(of->part) + 1 + k, &name);
    answer_text_cell(a, x->terms, "part", ent_treaty_part_word(of->part));
    answer_text_cell(a, x->terms, "treaty", *code ? code : NULL);
    answer_text_cell(a, x->terms, "actor", code_of(x, of->actor));
    answer_text_cell(a, x->terms, "effect", name);
    answer_number_cell(a, x->terms, "value", of->x[k]);
    answer_number_cell(a, x->terms, "standardised", z);
    answer_number_cell(a, x->terms, "estimate", logit->coefficient[k]);
    answer_number_cell(a, x->terms, "contribution", z * logit->coefficient[k] + 0.0); /* no -0 */
}

/* The largest contributions of a case to its log-odds, largest first. */
static ent_status add_terms(const explaining *x, const event_case *of)
{
    ent_treaty treaty;
    bool shown[ENT_PREDICTORS_MOST] = {false};
    const ent_event_logit *logit = ent_treaty_logit(&x->f.treaty->learnt, of->part);
    ent_status status = treaty_code(x, of->treaty, &treaty);
    for (int count = 0; count < TERMS_SHOWN && status == ENT_OK; count++) {
        size_t best = ENT_PREDICTORS_MOST;
        double most = 0;
        for (size_t k = 0; k < logit->predictor_count; k++) {
            double size = fabs(logit->coefficient[k] * event_logit_standardised(logit, of->x, k));
            if (!shown[k] && size > most) {
                most = size;
                best = k;
            }
        }
        if (best == ENT_PREDICTORS_MOST)
            break;
        shown[best] = true;
        add_term(x, of, treaty.code, logit, best);
    }
    return status;
}

/* ---- a pair that is not tied ---- */

/* A route alone: the others never happen. */
static ent_status find_route(explaining *x, ent_treaty_part part, double *out)
{
    ent_treaty_fit alone = x->f.treaty->learnt;
    for (int other = 0; other < ROUTES; other++)
        if (other != (int)part)
            ent_treaty_logit(&alone, (ent_treaty_part)other)->scale = 0;
    return find_chance(x, &alone.routes, out);
}

static ent_status add_routes(explaining *x)
{
    static const char *const columns[] = {"route", "probability"};
    answer *a = x->answer;
    ent_json_value *table = ent_json_add_table(a->json, a->result, "routes", columns, ent_countof(columns));
    ent_status status = ENT_OK;
    for (int part = 0; part < ROUTES && status == ENT_OK; part++) {
        double chance = 0;
        status = find_route(x, (ent_treaty_part)part, &chance);
        answer_text_cell(a, table, "route", ent_treaty_part_word((ent_treaty_part)part));
        answer_number_cell(a, table, "probability", chance);
    }
    return status;
}

static bool is_member(const explaining *x, int treaty, size_t actor)
{
    const ent_event_data *d = &x->f.treaty->data.data;
    return d->member[(x->origin * d->treaty_count + (size_t)treaty) * d->actor_count + actor] != 0;
}

static int by_chance(const void *left, const void *right)
{
    const event_case *one = left, *other = right;
    if (one->chance != other->chance)
        return one->chance > other->chance ? -1 : 1;
    return one->treaty != other->treaty ? (one->treaty < other->treaty ? -1 : 1) : one->actor - other->actor;
}

/* Who of the two might join a treaty that the other is in, the likeliest first. */
static size_t list_joiners(const explaining *x, event_case out[])
{
    size_t count = 0;
    const ent_event_logit *logit = &x->f.treaty->learnt.routes.accession;
    for (size_t at = x->treaties.first[x->origin]; at < x->treaties.first[x->origin + 1]; at++) {
        const ent_event_candidate *is = &x->treaties.candidates[at];
        size_t actor = (size_t)is->actor, other = actor == x->a ? x->b : x->a;
        if ((actor != x->a && actor != x->b) || !is_member(x, is->treaty, other))
            continue;
        const double *values = x->treaties.x + at * ENT_ACCESSION_PREDICTORS;
        out[count++] = (event_case){ENT_TREATY_ACCESSION, world_treaty(x, is->treaty), is->actor, values,
                                    event_logit_probability(logit, values)};
    }
    if (count > 0)
        qsort(out, count, sizeof *out, by_chance);
    return count;
}

static ent_status add_joiners(explaining *x, const event_case joiners[], size_t count)
{
    static const char *const columns[] = {"treaty", "name", "actor", "probability"};
    answer *a = x->answer;
    ent_json_value *table = ent_json_add_table(a->json, a->result, "accessions", columns, ent_countof(columns));
    ent_status status = ENT_OK;
    for (size_t k = 0; k < count && status == ENT_OK; k++) {
        ent_treaty treaty;
        status = treaty_code(x, joiners[k].treaty, &treaty);
        answer_text_cell(a, table, "treaty", treaty.code);
        answer_text_cell(a, table, "name", treaty.name);
        answer_text_cell(a, table, "actor", code_of(x, joiners[k].actor));
        answer_number_cell(a, table, "probability", joiners[k].chance);
    }
    return status;
}

static ent_status explain_formation(explaining *x)
{
    size_t all = x->treaties.first[x->origin + 1] - x->treaties.first[x->origin];
    const double *pair = x->treaties.pair + x->row * ENT_PAIR_PREDICTORS;
    event_case *joiners = ent_new_array(all, sizeof *joiners);
    if (!joiners)
        return ent_fail_memory(x->error);
    size_t count = list_joiners(x, joiners);
    ent_status status = add_routes(x);
    if (status == ENT_OK)
        status = add_joiners(x, joiners, count < CASES_SHOWN ? count : CASES_SHOWN);
    if (status == ENT_OK)
        status = add_terms(x, &(event_case){ENT_TREATY_BILATERAL, 0, -1, pair, 0});
    if (status == ENT_OK && count > 0)
        status = add_terms(x, &joiners[0]);
    if (status == ENT_OK)
        status = add_terms(x, &(event_case){ENT_TREATY_MULTILATERAL, 0, -1, pair, 0});
    free(joiners);
    return status;
}

/* ---- a pair that is tied ---- */

static const double *exit_of(const explaining *x, int treaty, size_t actor)
{
    const ent_event_partings *from = &x->treaties.exits;
    for (size_t at = from->first[x->origin]; at < from->first[x->origin + 1]; at++)
        if (from->cases[at].treaty == treaty && (size_t)from->cases[at].actor == actor)
            return from->x + at * ENT_EXIT_PREDICTORS;
    return NULL;
}

static ent_status add_common(explaining *x, ent_json_value *table, int treaty, const double *end)
{
    answer *a = x->answer;
    ent_treaty about;
    int id = world_treaty(x, treaty);
    const ent_event_fit *fit = &x->f.treaty->learnt.routes;
    size_t one = x->f.treaty->place[x->i], other = x->f.treaty->place[x->j];
    const double *leaves = exit_of(x, treaty, one), *also = exit_of(x, treaty, other);
    if (!leaves || !also)
        return ENT_OK; /* not both are in it */
    double ends = event_logit_probability(&fit->end, end), first = event_logit_probability(&fit->exit, leaves),
           second = event_logit_probability(&fit->exit, also);
    ent_status status = treaty_code(x, id, &about);
    answer_text_cell(a, table, "treaty", about.code);
    answer_text_cell(a, table, "name", about.name);
    answer_number_cell(a, table, "ends", ends);
    answer_number_cell(a, table, "first_leaves", first);
    answer_number_cell(a, table, "second_leaves", second);
    answer_number_cell(a, table, "lost", 1 - (1 - ends) * (1 - first) * (1 - second));
    if (status == ENT_OK)
        status = add_terms(x, &(event_case){ENT_TREATY_END, id, -1, end, ends});
    if (status == ENT_OK)
        status = add_terms(x, &(event_case){ENT_TREATY_EXIT, id, (int)one, leaves, first});
    return status == ENT_OK ? add_terms(x, &(event_case){ENT_TREATY_EXIT, id, (int)other, also, second}) : status;
}

/* The treaties that hold both, and how each might be lost. */
static ent_status explain_dissolution(explaining *x)
{
    static const char *const columns[] = {"treaty", "name", "ends", "first_leaves", "second_leaves", "lost"};
    answer *a = x->answer;
    const ent_event_partings *ends = &x->treaties.ends;
    ent_json_value *table = ent_json_add_table(a->json, a->result, "treaties", columns, ent_countof(columns));
    ent_status status = ENT_OK;
    for (size_t at = ends->first[x->origin]; at < ends->first[x->origin + 1] && status == ENT_OK; at++)
        status = add_common(x, table, ends->cases[at].treaty, ends->x + at * ENT_END_PREDICTORS);
    return status;
}

/* ---- all ---- */

static void add_head(const explaining *x, const char *path)
{
    char day[11];
    answer *a = x->answer;
    answer_input(a, path, x->f.checksum);
    answer_input(a, x->f.model_path, x->f.model->checksum);
    ent_json_add_text(a->json, a->result, "title", x->f.model->title);
    ent_json_add_text(a->json, a->result, "family", ent_model_family_word(x->f.model->family));
    ent_json_add_text(a->json, a->result, "model", x->f.model_path);
    ent_json_add_text(a->json, a->result, "a", x->f.model->actors[x->i]);
    ent_json_add_text(a->json, a->result, "b", x->f.model->actors[x->j]);
    ent_json_add_text(a->json, a->result, "layer", x->f.model->variable);
    ent_json_add_text(a->json, a->result, "on", ent_day_format(x->f.model->days[0], day));
    ent_json_add_text(a->json, a->result, "fit_to", x->f.last_wave);
}

static ent_status fill(explaining *x, const char *path)
{
    static const char *const columns[] = {"part", "treaty", "actor", "effect", "value", "standardised", "estimate",
                                          "contribution"};
    answer *a = x->answer;
    double chance = 0;
    ent_status status = find_chance(x, &x->f.treaty->learnt.routes, &chance);
    if (status != ENT_OK)
        return status;
    add_head(x, path);
    bool tied = x->rows.rows[x->row].tied;
    ent_json_add_boolean(a->json, a->result, "tied", tied);
    ent_json_add_number(a->json, a->result, "probability", chance);
    x->terms = ent_json_add_table(a->json, a->result, "terms", columns, ent_countof(columns));
    return tied ? explain_dissolution(x) : explain_formation(x);
}

static void end(explaining *x)
{
    ent_event_treaties_clear(&x->treaties);
    ent_event_rows_clear(&x->rows);
    free(x->geography);
    free(x->p);
    future_fit_close(&x->f);
}

ent_status treaty_explain_report(const char *path, const char *first, const char *second, const char *wave, ent_json **out,
                                 ent_error *error)
{
    answer a;
    explaining x = {.answer = &a, .error = error};
    *out = NULL;
    if (!first || !second)
        return ent_fail(error, ENT_ERR_ARGUMENT, "%s: of a model of treaties a pair is explained; expected: entente explain "
                        "FIT A B", path);
    ent_status status = answer_begin(&a, "explain", error);
    if (status != ENT_OK)
        return status;
    status = future_fit_open(path, NULL, NULL, wave, &x.f, error);
    if (status == ENT_OK)
        status = find_pair(&x, first, second);
    if (status == ENT_OK)
        status = make_events(&x);
    if (status == ENT_OK)
        status = fill(&x, path);
    end(&x);
    return answer_end(&a, status, out, error);
}

ent_status treaty_draw_report(const char *path, const ent_draw_options *options, const ent_monitor *monitor, ent_json **out,
                              ent_error *error)
{
    (void)options;
    (void)monitor;
    *out = NULL;
    return ent_fail(error, ENT_ERR_ARGUMENT, "%s: family treaty draws no networks of a wave: 'entente forecast' makes its "
                    "futures, 'entente backtest --models treaty' tells how good they were", path);
}
