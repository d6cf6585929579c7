/* `entente network`: the network of a layer among states over time, as a whole and actor by actor. */
#include "report/asking.h"
#include "report/network_ties.h"

#include "core/memory.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    const ent_network_options *options;
    answer answer;
    ent_error *error;
    network_ties ties;
    /* the network that is being described */
    int year;
    ent_network_actor *actors;     /* [most] */
    ent_network_figures figures;
    double by;                     /* assortativity by the attribute */
    size_t by_pairs;
    ent_json_value *year_table, *actor_table; /* NULL = not written */
} report;

typedef struct {
    const char *column;
    double number;
} cell;

static void put_numbers(report *r, ent_json_value *table, const cell *cells, size_t count)
{
    for (size_t i = 0; i < count; i++)
        ent_json_add_number(r->answer.json, ent_json_get(table, cells[i].column), NULL, cells[i].number);
}

static void put_counts(report *r, ent_json_value *table, const cell *cells, size_t count)
{
    for (size_t i = 0; i < count; i++)
        ent_json_add_integer(r->answer.json, ent_json_get(table, cells[i].column), NULL,
                             (long long)cells[i].number);
}

/* ---- which tables ---- */

static void begin_years(report *r)
{
    static const char *const columns[] = {
        "year", "actors", "isolates", "ties", "density", "mean_degree", "reciprocity", "components", "largest",
        "largest_ties", "transitivity", "clustering", "distance", "diameter", "centralisation",
        "assortativity", "core", "random_clustering", "random_distance", "small_world",
        "by_assortativity", "by_pairs", "by_missing"};
    size_t of_by = r->ties.by.id ? 0 : 3;
    r->year_table = ent_json_add_table(r->answer.json, r->answer.result, "years", columns,
                                       ent_countof(columns) - of_by);
}

static void begin_actors(report *r)
{
    static const char *const columns[] = {
        "year", "actor", "degree", "in", "out", "strength", "strength_in", "strength_out", "betweenness",
        "betweenness_share", "eigenvector", "clustering", "component", "core"};
    r->actor_table = ent_json_add_table(r->answer.json, r->answer.result, "actors", columns,
                                        ent_countof(columns));
}

static ent_status begin_tables(report *r)
{
    const char *asked = r->options->table ? r->options->table : "years";
    bool actors = strcmp(asked, "actors") == 0;
    if (!actors && strcmp(asked, "years") != 0)
        return ent_fail(r->error, ENT_ERR_ARGUMENT, "--table '%.40s' is unknown; expected years, actors",
                        asked);
    begin_years(r);
    if (actors || r->ties.layers.y.count == 2)
        begin_actors(r);
    ent_json_add_text(r->answer.json, r->answer.result, "main", asked);
    return ENT_OK;
}

/* ---- rows ---- */

static void add_year(report *r)
{
    const ent_network_figures *f = &r->figures;
    const cell counts[] = {
        {"year", r->year}, {"actors", (double)f->actors}, {"isolates", (double)f->isolates},
        {"ties", (double)f->ties}, {"components", (double)f->components}, {"largest", (double)f->largest},
        {"largest_ties", (double)f->largest_ties}, {"core", f->core}};
    const cell numbers[] = {
        {"density", f->density}, {"mean_degree", f->mean_degree}, {"reciprocity", f->reciprocity},
        {"transitivity", f->transitivity}, {"clustering", f->clustering}, {"distance", f->distance},
        {"centralisation", f->centralisation}, {"assortativity", f->assortativity},
        {"random_clustering", f->random_clustering}, {"random_distance", f->random_distance},
        {"small_world", f->small_world}};
    const cell diameter = {"diameter", f->diameter}; /* no tie, no path */
    put_counts(r, r->year_table, counts, ent_countof(counts));
    put_numbers(r, r->year_table, numbers, ent_countof(numbers));
    (f->ties > 0 ? put_counts : put_numbers)(r, r->year_table, &diameter, 1);
    if (!r->ties.by.id)
        return;
    put_numbers(r, r->year_table, &(cell){"by_assortativity", r->by}, 1);
    put_counts(r, r->year_table,
               (cell[]){{"by_pairs", (double)r->by_pairs}, {"by_missing", (double)r->ties.missing}}, 2);
}

static void add_actor(report *r, size_t actor)
{
    const ent_network_actor *is = &r->actors[actor];
    const cell counts[] = {{"year", r->year}, {"degree", is->degree}, {"in", is->in}, {"out", is->out},
                           {"component", is->component}, {"core", is->core}};
    const cell numbers[] = {
        {"strength", is->strength}, {"strength_in", is->strength_in}, {"strength_out", is->strength_out},
        {"betweenness", is->betweenness}, {"betweenness_share", is->betweenness_share},
        {"eigenvector", is->eigenvector}, {"clustering", is->clustering}};
    put_counts(r, r->actor_table, counts, ent_countof(counts));
    put_numbers(r, r->actor_table, numbers, ent_countof(numbers));
    ent_json_add_text(r->answer.json, ent_json_get(r->actor_table, "actor"), NULL,
                      r->ties.layers.name[actor]);
}

typedef struct {
    const ent_network_actor *of;
    size_t index;
} ranked;

/* By degree, strength, betweenness; then in the order of the world. */
static int most_central_first(const void *left, const void *right)
{
    const ranked *x = left, *y = right;
    if (x->of->degree != y->of->degree)
        return x->of->degree > y->of->degree ? -1 : 1;
    if (x->of->strength < y->of->strength || x->of->strength > y->of->strength)
        return x->of->strength > y->of->strength ? -1 : 1;
    if (x->of->betweenness < y->of->betweenness || x->of->betweenness > y->of->betweenness)
        return x->of->betweenness > y->of->betweenness ? -1 : 1;
    return x->index < y->index ? -1 : 1;
}

static ent_status add_actors(report *r)
{
    size_t n = r->ties.layers.n;
    ranked *order = ent_new_array(n, sizeof *order);
    if (!order)
        return ent_fail_memory(r->error);
    for (size_t i = 0; i < n; i++)
        order[i] = (ranked){&r->actors[i], i};
    qsort(order, n, sizeof *order, most_central_first);
    for (size_t i = 0; i < n; i++)
        add_actor(r, order[i].index);
    free(order);
    return ENT_OK;
}

static ent_status add_time(report *r, size_t time)
{
    ent_status status = network_ties_at(&r->ties, time);
    r->year = years_year(&r->ties.layers.y, time);
    if (status == ENT_OK)
        status = ent_network_measure(&r->ties.network, r->actors, &r->figures, r->error);
    if (status == ENT_OK && r->ties.by.id)
        status = ent_network_assortativity(&r->ties.network, r->ties.value, &r->by, &r->by_pairs, r->error);
    if (status != ENT_OK)
        return status;
    add_year(r);
    return r->actor_table ? add_actors(r) : ENT_OK;
}

/* ---- what the answer says of itself ---- */

static void say_ties(const report *r, const char *obligations, char *text, size_t size)
{
    const tie_layer *layer = &r->ties.layers.layers[0];
    const char *owed = layer->obligations == ENT_OBLIGATIONS_ALL ? "anything" : obligations;
    if (layer->obligations && r->ties.directed)
        snprintf(text, size, "from who owes to whom it is owed: %s", owed);
    else if (layer->obligations)
        snprintf(text, size, "without direction: pairs of which either owes the other %s", owed);
    else
        snprintf(text, size, "%s", r->ties.directed ? "with their direction" : "without direction");
}

static void say_strength(const report *r, char *text, size_t size)
{
    static const char *const texts[] = {
        [STRENGTH_ONE] = "1 for each tie", [STRENGTH_COUNT] = "how many the pair has",
        [STRENGTH_LEVEL] = "the pair's highest level", [STRENGTH_VALUE] = "the tie's value"};
    const tie_layer *layer = &r->ties.layers.layers[0];
    snprintf(text, size, "%s%s%s%s%s", texts[r->ties.rule], *r->ties.unit ? ", " : "", r->ties.unit,
             layer->obligations ? ": " : "",
             layer->obligations ? ent_scale_text(layer->series.scale) : "");
}

static void add_layer(report *r)
{
    ent_json *json = r->answer.json;
    const tie_layer *layer = &r->ties.layers.layers[0];
    char obligations[96] = "", ties[200], strength[300];
    if (layer->obligations)
        ask_obligations_text(layer->obligations, obligations, sizeof obligations);
    say_ties(r, obligations, ties, sizeof ties);
    say_strength(r, strength, sizeof strength);
    ent_json_value *in = ent_json_add_object(json, r->answer.result, "layer");
    ent_json_add_text(json, in, "name", layer->series.name);
    ent_json_add_text(json, in, "source", layer->series.source);
    ent_json_add_text(json, in, "obligations", layer->obligations ? obligations : NULL);
    ent_json_add_boolean(json, in, "events", layer->is_event);
    ent_json_add_boolean(json, in, "directed", r->ties.directed);
    ent_json_add_boolean(json, in, "valued", r->ties.rule == STRENGTH_VALUE);
    ent_json_add_text(json, in, "ties", ties);
    ent_json_add_text(json, in, "strength", strength);
    layer_ties_add_resolved(&r->ties.layers, &r->answer, layer);
}

static void add_by(report *r)
{
    const ent_series *by = &r->ties.by;
    ent_json *json = r->answer.json;
    ent_json_value *in = ent_json_add_object(json, r->answer.result, "by");
    ent_json_add_text(json, in, "name", by->name);
    ent_json_add_text(json, in, "source", by->source);
    if (!strchr(r->options->by, '@'))
        answer_add_resolved(&r->answer, r->ties.layers.y.world, ENT_ATTRIBUTE, by->name, by->source);
}

static void add_head(report *r)
{
    add_layer(r);
    if (r->ties.by.id)
        add_by(r);
    layer_ties_add_head(&r->ties.layers, &r->answer, &r->options->period);
    if (r->ties.by.id)
        answer_add_source(&r->answer, ent_json_get(r->answer.result, "sources"), &r->ties.by);
}

static void add_missing(report *r)
{
    ent_json *json = r->answer.json;
    const network_ties *n = &r->ties;
    ent_json_value *missing = ent_json_add_object(json, r->answer.result, "missing");
    ent_json_add_integer(json, missing, "ties_outside", (long long)n->layers.outside);
    ent_json_add_integer(json, missing, "ties_without_value", (long long)n->without_value);
    if (n->by.id)
        ent_json_add_integer(json, missing, "by_without_value", (long long)n->by_without);
    ent_json_add_text(json, missing, "treatment",
                      "ties of which one end is no state at the time, and those without a level or value, are "
                      "left out; actors without a value of the attribute are left out of by_assortativity; "
                      "what is not defined is null");
    ent_json_add_integer(json, r->answer.result, "marked", (long long)(n->layers.doubted + n->by_doubted));
}

/* ---- all ---- */

static ent_status add_times(report *r)
{
    ent_status status = ENT_OK;
    r->actors = ent_new_array(r->ties.layers.most, sizeof *r->actors);
    if (!r->actors)
        return ent_fail_memory(r->error);
    for (size_t time = 1; time < r->ties.layers.y.count && status == ENT_OK; time++)
        status = add_time(r, time);
    return status;
}

ent_status ent_network_report(ent_world *world, const char *path, const ent_network_options *options,
                              ent_json **out, ent_error *error)
{
    report r = {.options = options, .error = error};
    *out = NULL;
    ent_status status = answer_begin(&r.answer, "network", error);
    if (status != ENT_OK)
        return status;
    status = answer_input_world(&r.answer, world, path, error);
    if (status == ENT_OK)
        status = network_ties_open(&r.ties, world, options, error);
    if (status == ENT_OK) {
        add_head(&r);
        status = begin_tables(&r);
    }
    if (status == ENT_OK)
        status = add_times(&r);
    if (status == ENT_OK)
        add_missing(&r);
    network_ties_clear(&r.ties);
    free(r.actors);
    return answer_end(&r.answer, status, out, error);
}
