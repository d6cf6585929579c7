/* The tables of `entente balance`: years, actors, ties, tense triads, components. */
#include "report/balance.h"

#include "core/text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- cells ---- */

static void put_number(balance *b, ent_json_value *table, const char *column, double number)
{
    ent_json_add_number(b->answer.json, ent_json_get(table, column), NULL, number);
}

static void put_count(balance *b, ent_json_value *table, const char *column, long long count)
{
    ent_json_add_integer(b->answer.json, ent_json_get(table, column), NULL, count);
}

static void put_text(balance *b, ent_json_value *table, const char *column, const char *text)
{
    ent_json_add_text(b->answer.json, ent_json_get(table, column), NULL, text);
}

/* A list "USA;UKG" that was made in a buffer. */
static ent_status put_list(balance *b, ent_json_value *table, const char *column, ent_buffer *list)
{
    ent_status status = list->failed ? ent_fail_memory(b->error) : ENT_OK;
    put_text(b, table, column, list->length ? list->data : NULL);
    ent_buffer_clear(list);
    return status;
}

static void put_year(balance *b, ent_json_value *table)
{
    if (b->world)
        put_count(b, table, "year", b->year);
}

static void put_triads(balance *b, ent_json_value *table, ent_triads triads)
{
    static const char *const columns[] = {"ppp", "ppm", "pmm", "mmm"};
    put_count(b, table, "triads", ent_triads_balanced(triads) + ent_triads_tense(triads));
    for (int k = 0; k < 4; k++)
        put_count(b, table, columns[k], triads.hostile[k]);
    put_count(b, table, "tense", ent_triads_tense(triads));
    put_number(b, table, "balanced_share", ent_triads_share(triads));
}

/* ---- which tables ---- */

static ent_json_value *begin(balance *b, const char *name, const char *const *columns, size_t count)
{
    bool timeless = !b->world; /* the first column is the year */
    return ent_json_add_table(b->answer.json, b->answer.result, name, columns + timeless,
                              count - timeless);
}

static void begin_years(balance *b)
{
    static const char *const columns[] = {
        "year", "members", "actors", "plus", "minus", "both", "triads", "ppp", "ppm", "pmm", "mmm", "tense",
        "balanced_share", "walk", "lambda_max", "lambda_max_unsigned", "laplacian_min",
        "laplacian_min_largest", "components", "balanced_components"};
    b->years = begin(b, "years", columns, ent_countof(columns));
}

static void begin_actors(balance *b)
{
    static const char *const columns[] = {"year", "actor", "plus", "minus", "triads", "ppp", "ppm",
                                          "pmm", "mmm", "tense", "balanced_share", "component", "camp"};
    b->actors = begin(b, "actors", columns, ent_countof(columns));
}

static void begin_ties(balance *b)
{
    const char *columns[12] = {"year", "a", "b", "sign", "triads", "balanced", "tense", "if_turned",
                               "component"};
    size_t count = 9;
    if (b->world)
        columns[count++] = "layers";
    else if (b->file.has_weights)
        columns[count++] = "weight";
    b->ties = begin(b, "ties", columns, count);
}

static void begin_triads(balance *b)
{
    static const char *const columns[] = {"year", "a", "b", "c", "ab", "ac", "bc", "kind"};
    b->triads = begin(b, "triads", columns, ent_countof(columns));
}

static void begin_components(balance *b)
{
    static const char *const columns[] = {"year", "component", "actors", "ties", "balanced",
                                          "laplacian_min", "camp_1", "camp_2", "members"};
    b->parts = begin(b, "components", columns, ent_countof(columns));
}

ent_status balance_begin_tables(balance *b, bool one_network)
{
    static const struct {
        const char *name;
        void (*begin)(balance *);
    } tables[] = {{"years", begin_years}, {"components", begin_components}, {"actors", begin_actors},
                  {"ties", begin_ties}, {"triads", begin_triads}};
    const char *asked = b->options->table ? b->options->table : "years";
    bool found = false;
    for (size_t i = 0; i < ent_countof(tables); i++) {
        bool is_asked = strcmp(tables[i].name, asked) == 0;
        if (i == 0 || one_network || is_asked)
            tables[i].begin(b);
        found |= is_asked;
    }
    if (!found)
        return ent_fail(b->error, ENT_ERR_ARGUMENT, "--table '%.40s' is unknown; expected years, actors, "
                        "ties, triads, components", asked);
    ent_json_add_text(b->answer.json, b->answer.result, "main", asked);
    return ENT_OK;
}

/* ---- years ---- */

/* The least of all components; 0 if one is balanced. NaN where one is not known and no other is balanced. */
static double least_laplacian(const balance *b)
{
    double least = (double)NAN;
    bool unknown = false;
    for (size_t c = 0; c < b->component_count; c++) {
        double value = b->components[c].laplacian_min;
        unknown |= isnan(value);
        least = fmin(least, value);
    }
    return unknown && least > 0 ? (double)NAN : least;
}

static void add_year(balance *b)
{
    long long minus = 0, actors = 0, balanced = 0;
    const signed_network *network = b->network;
    for (size_t k = 0; k < network->tie_count; k++)
        minus += network->ties[k].weight < 0;
    for (size_t c = 0; c < b->component_count; c++) {
        actors += (long long)b->components[c].actors;
        balanced += b->components[c].balanced;
    }
    put_year(b, b->years);
    put_count(b, b->years, "members", (long long)network->members);
    put_count(b, b->years, "actors", actors);
    put_count(b, b->years, "plus", (long long)network->tie_count - minus);
    put_count(b, b->years, "minus", minus);
    put_count(b, b->years, "both", (long long)network->both);
    put_triads(b, b->years, b->all);
    put_number(b, b->years, "walk", b->spectrum.walk);
    put_number(b, b->years, "lambda_max", b->spectrum.lambda_max);
    put_number(b, b->years, "lambda_max_unsigned", b->spectrum.lambda_max_unsigned);
    put_number(b, b->years, "laplacian_min", least_laplacian(b));
    put_number(b, b->years, "laplacian_min_largest",
               b->component_count ? b->components[0].laplacian_min : (double)NAN);
    put_count(b, b->years, "components", (long long)b->component_count);
    put_count(b, b->years, "balanced_components", balanced);
}

/* ---- what is listed with the most tense first ---- */

typedef struct {
    long long tense;
    size_t index;
} ranked;

static int most_tense_first(const void *left, const void *right)
{
    const ranked *x = left, *y = right;
    if (x->tense != y->tense)
        return x->tense > y->tense ? -1 : 1;
    return x->index < y->index ? -1 : 1;
}

/* The order of some triads; freed with free(), NULL if memory ran out. */
static ranked *rank(const ent_triads *of, size_t count)
{
    ranked *order = ent_new_array(count, sizeof *order);
    for (size_t i = 0; order && i < count; i++)
        order[i] = (ranked){ent_triads_tense(of[i]), i};
    if (order)
        qsort(order, count, sizeof *order, most_tense_first);
    return order;
}

/* ---- actors ---- */

static void put_actor(balance *b, size_t actor, long long plus, long long minus)
{
    put_year(b, b->actors);
    put_text(b, b->actors, "actor", b->network->name[actor]);
    put_count(b, b->actors, "plus", plus);
    put_count(b, b->actors, "minus", minus);
    put_triads(b, b->actors, b->of_actor[actor]);
    put_count(b, b->actors, "component", b->component[actor] + 1);
    if (b->camp[actor] >= 0)
        put_count(b, b->actors, "camp", b->camp[actor] + 1);
    else
        put_text(b, b->actors, "camp", NULL);
}

/* Those that have a tie. */
static ent_status add_actors(balance *b)
{
    size_t n = b->network->n, count;
    const ent_signed_tie *ties = ent_signed_graph_ties(b->graph, &count);
    long long *degree = ent_new_array(2 * n, sizeof *degree); /* friendly, hostile of each */
    ranked *order = rank(b->of_actor, n);
    bool made = degree && order;
    for (size_t k = 0; made && k < count; k++) {
        degree[2 * ties[k].a + (ties[k].weight < 0)]++;
        degree[2 * ties[k].b + (ties[k].weight < 0)]++;
    }
    for (size_t i = 0; made && i < n; i++) {
        size_t actor = order[i].index;
        if (b->component[actor] >= 0)
            put_actor(b, actor, degree[2 * actor], degree[2 * actor + 1]);
    }
    free(order);
    free(degree);
    return made ? ENT_OK : ent_fail_memory(b->error);
}

/* ---- ties ---- */

/* Which layers speak of a pair, "alliance;rivalry"; their rows count as listed. */
static ent_status put_layers(balance *b, int first, int second)
{
    ent_buffer list = {0};
    const layer_ties *layers = &b->ties_of.layers;
    uint16_t said = b->network->said[(size_t)first * b->network->n + (size_t)second];
    for (size_t k = 0; k < layers->layer_count; k++) {
        if (!(said >> k & 1))
            continue;
        ent_buffer_format(&list, "%s%s", list.length ? ";" : "", layers->layers[k].name);
        answer_lists_rows(&b->answer, b->world, layers->layers[k].series.source_id, 1);
    }
    return put_list(b, b->ties, "layers", &list);
}

static ent_status put_tie(balance *b, const ent_signed_tie *tie, const ent_triads *through)
{
    ent_json_value *table = b->ties;
    put_year(b, table);
    put_text(b, table, "a", b->network->name[tie->a]);
    put_text(b, table, "b", b->network->name[tie->b]);
    put_count(b, table, "sign", (tie->weight > 0) - (tie->weight < 0));
    if (through) {
        long long balanced = ent_triads_balanced(*through), tense = ent_triads_tense(*through);
        put_count(b, table, "triads", balanced + tense);
        put_count(b, table, "balanced", balanced);
        put_count(b, table, "tense", tense);
        put_count(b, table, "if_turned", balanced - tense);
        put_count(b, table, "component", b->component[tie->a] + 1);
    } else {
        static const char *const none[] = {"triads", "balanced", "tense", "if_turned", "component"};
        for (size_t i = 0; i < ent_countof(none); i++)
            put_text(b, table, none[i], NULL);
    }
    if (b->file.has_weights)
        put_number(b, table, "weight", tie->weight);
    return b->world ? put_layers(b, tie->a, tie->b) : ENT_OK;
}

/* All ties, then the pairs whose ties cancel. */
static ent_status add_ties(balance *b)
{
    size_t count;
    const ent_signed_tie *ties = ent_signed_graph_ties(b->graph, &count);
    ranked *order = rank(b->of_tie, count);
    ent_status status = order ? ENT_OK : ent_fail_memory(b->error);
    for (size_t i = 0; i < count && status == ENT_OK; i++)
        status = put_tie(b, &ties[order[i].index], &b->of_tie[order[i].index]);
    for (size_t i = 0; i < b->network->without_count && status == ENT_OK; i++)
        status = put_tie(b, &b->network->without[i], NULL);
    free(order);
    return status;
}

/* ---- tense triads ---- */

static void put_triad(balance *b, const ent_triad *triad)
{
    static const char *const ends[] = {"a", "b", "c"}, *const sides[] = {"ab", "ac", "bc"};
    bool all_hostile = triad->sign[0] < 0 && triad->sign[1] < 0 && triad->sign[2] < 0;
    put_year(b, b->triads);
    for (int k = 0; k < 3; k++) {
        put_text(b, b->triads, ends[k], b->network->name[triad->actor[k]]);
        put_count(b, b->triads, sides[k], triad->sign[k]);
    }
    put_text(b, b->triads, "kind", all_hostile ? "---" : "++-");
}

/* A triad tells three ties of their layers' sources. */
static void count_listed(balance *b, const ent_triad *triad)
{
    static const int ends[3][2] = {{0, 1}, {0, 2}, {1, 2}};
    const layer_ties *layers = &b->ties_of.layers;
    for (int side = 0; side < 3; side++) {
        size_t first = (size_t)triad->actor[ends[side][0]], second = (size_t)triad->actor[ends[side][1]];
        uint16_t said = b->network->said[first * b->network->n + second];
        for (size_t k = 0; k < layers->layer_count; k++)
            if (said >> k & 1)
                answer_lists_rows(&b->answer, b->world, layers->layers[k].series.source_id, 1);
    }
}

static ent_status add_triads(balance *b)
{
    ent_triad *list;
    size_t count;
    ent_status status = ent_triads_list_tense(b->graph, &list, &count, b->error);
    for (size_t i = 0; i < count; i++) {
        put_triad(b, &list[i]);
        if (b->world && !b->ties) /* else they are counted as ties */
            count_listed(b, &list[i]);
    }
    free(list);
    return status;
}

/* ---- components ---- */

/* The actors of a component, of one of its camps only unless `camp` is below 0. */
static ent_status put_members(balance *b, const char *column, size_t component, int camp)
{
    ent_buffer list = {0};
    for (size_t i = 0; i < b->network->n; i++)
        if (b->component[i] == (int)component && (camp < 0 || b->camp[i] == camp))
            ent_buffer_format(&list, "%s%s", list.length ? ";" : "", b->network->name[i]);
    return put_list(b, b->parts, column, &list);
}

static ent_status add_components(balance *b)
{
    ent_status status = ENT_OK;
    for (size_t c = 0; c < b->component_count && status == ENT_OK; c++) {
        const ent_signed_component *is = &b->components[c];
        put_year(b, b->parts);
        put_count(b, b->parts, "component", (long long)c + 1);
        put_count(b, b->parts, "actors", (long long)is->actors);
        put_count(b, b->parts, "ties", (long long)is->ties);
        ent_json_add_boolean(b->answer.json, ent_json_get(b->parts, "balanced"), NULL, is->balanced);
        put_number(b, b->parts, "laplacian_min", is->laplacian_min);
        status = put_members(b, "camp_1", c, 0);
        if (status == ENT_OK)
            status = put_members(b, "camp_2", c, 1);
        if (status == ENT_OK)
            status = put_members(b, "members", c, -1);
    }
    return status;
}

/* ---- all ---- */

ent_status balance_add_rows(balance *b)
{
    ent_status status = ENT_OK;
    add_year(b);
    if (b->parts)
        status = add_components(b);
    if (status == ENT_OK && b->actors)
        status = add_actors(b);
    if (status == ENT_OK && b->ties)
        status = add_ties(b);
    if (status == ENT_OK && b->triads)
        status = add_triads(b);
    return status;
}
