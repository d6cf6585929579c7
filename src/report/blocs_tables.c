/* The tables of `entente blocs`: years, members, actors, ties against, moves, partitions; and the value, its proof, the
 * blocs and what is common to all best partitions. */
#include "report/blocs.h"

#include "core/text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A bloc this large counts in `large`: smaller ones are often a pair that nobody else knows. */
enum { LARGE = 3, TURNING = 3 };

static void put_number(blocs_answer *b, ent_json_value *table, const char *column, double number)
{
    ent_json_add_number(b->answer.json, ent_json_get(table, column), NULL, number);
}

static void put_count(blocs_answer *b, ent_json_value *table, const char *column, long long count)
{
    ent_json_add_integer(b->answer.json, ent_json_get(table, column), NULL, count);
}

static void put_text(blocs_answer *b, ent_json_value *table, const char *column, const char *text)
{
    ent_json_add_text(b->answer.json, ent_json_get(table, column), NULL, text);
}

static void put_year(blocs_answer *b, ent_json_value *table)
{
    if (b->world)
        put_count(b, table, "year", b->year);
}

/* ---- which tables ---- */

static ent_json_value *begin(blocs_answer *b, const char *name, const char *const *columns, size_t count)
{
    bool timeless = !b->world; /* the first column is the year */
    return ent_json_add_table(b->answer.json, b->answer.result, name, columns + timeless, count - timeless);
}

static void begin_years(blocs_answer *b)
{
    static const char *const columns[] = {"year", "actors", "isolates", "plus", "minus", "value", "bound", "proven",
                                          "balance", "blocs", "large", "largest", "stayed", "moved", "moved_at_a_cost",
                                          "turning", "balanced_share", "walk"};
    b->years = begin(b, "years", columns, ent_countof(columns));
}

static void begin_members(blocs_answer *b)
{
    static const char *const columns[] = {"year", "actor", "bloc"};
    b->members = begin(b, "members", columns, ent_countof(columns));
}

static void begin_actors(blocs_answer *b)
{
    static const char *const columns[] = {"year", "actor", "bloc", "tied", "frustration", "switching", "to", "against",
                                          "ties_against", "size"};
    b->actors = begin(b, "actors", columns, ent_countof(columns) - (b->size.id == 0));
}

static void begin_ties(blocs_answer *b)
{
    static const char *const columns[] = {"year", "a", "b", "weight", "bloc_a", "bloc_b"};
    b->against_ties = begin(b, "ties", columns, ent_countof(columns));
}

static void begin_moves(blocs_answer *b)
{
    static const char *const columns[] = {"year", "actor", "from", "to", "switching"};
    b->moves = b->world || b->is_scenario ? begin(b, "moves", columns, ent_countof(columns)) : NULL;
}

static void begin_partitions(blocs_answer *b)
{
    static const char *const columns[] = {"partition", "value", "actor", "bloc"};
    if (b->one)
        b->partitions = ent_json_add_table(b->answer.json, b->answer.result, "partitions", columns, ent_countof(columns));
}

ent_status blocs_begin_tables(blocs_answer *b)
{
    static const struct {
        const char *name;
        bool always;
        void (*begin)(blocs_answer *);
    } tables[] = {{"years", true, begin_years}, {"moves", true, begin_moves}, {"members", false, begin_members},
                  {"actors", false, begin_actors}, {"ties", false, begin_ties}, {"partitions", false, begin_partitions}};
    const char *asked = b->options->ties.table;
    const char *main_table = asked ? asked : b->one ? "actors" : "years";
    bool found = false;
    for (size_t i = 0; i < ent_countof(tables); i++) {
        bool is_asked = strcmp(tables[i].name, main_table) == 0;
        if (tables[i].always || b->one || is_asked)
            tables[i].begin(b);
        found |= is_asked;
    }
    if (!found)
        return ent_fail(b->error, ENT_ERR_ARGUMENT, "--table '%.40s' is unknown; expected years, moves, members, actors, "
                        "ties, partitions", asked);
    if (strcmp(main_table, "partitions") == 0 && !b->one)
        return ent_fail(b->error, ENT_ERR_ARGUMENT, "--table partitions is of one network: say --on DAY");
    ent_json_add_text(b->answer.json, b->answer.result, "main", main_table);
    return ENT_OK;
}

/* ---- rows ---- */

/* Actors by groups with numbers from 0: those of group g are actor[first[g]] to actor[first[g + 1] - 1], in their order. */
typedef struct {
    int count;
    size_t *first; /* [count + 1] */
    int *actor;
} grouped;

static void clear_grouped(grouped *by)
{
    free(by->first);
    free(by->actor);
    *by = (grouped){0};
}

static size_t members_of(const grouped *by, int group)
{
    return by->first[group + 1] - by->first[group];
}

/* Who has which number; those below 0 are in no group. Clear also after a failure. */
static ent_status group_actors(const blocs_answer *b, const int *number, int count, grouped *by)
{
    size_t n = b->network->n, groups = (size_t)count;
    *by = (grouped){count, ent_new_array(groups + 2, sizeof *by->first), ent_new_array(n, sizeof *by->actor)};
    if (!by->first || !by->actor)
        return ent_fail_memory(b->error);
    size_t *next = by->first + 1; /* where the next of each group goes; moves on to where the group ends */
    for (size_t i = 0; i < n; i++)
        if (number[i] >= 0)
            next[number[i] + 1]++;
    for (size_t g = 0; g < groups; g++)
        next[g + 1] += next[g];
    for (size_t i = 0; i < n; i++)
        if (number[i] >= 0)
            by->actor[next[number[i]]++] = (int)i;
    return ENT_OK;
}

/* A turning point: of those who had ties before and now, three or more and one in ten are in another bloc. */
static bool is_turning(const blocs_answer *b)
{
    return b->movers >= TURNING && 10 * b->movers >= b->stayed + b->movers;
}

static void add_year(blocs_answer *b, const grouped *blocs)
{
    ent_json_value *t = b->years;
    size_t tied = 0, large = 0, largest = 0, plus = 0;
    for (size_t i = 0; i < b->network->n; i++)
        tied += b->best->bloc[i] >= 0;
    for (int k = 0; k < b->best->bloc_count; k++) {
        size_t members = members_of(blocs, k);
        large += members >= LARGE;
        largest = members > largest ? members : largest;
    }
    for (size_t k = 0; k < b->graph->count; k++)
        plus += b->graph->ties[k].weight > 0;
    put_year(b, t);
    put_count(b, t, "actors", (long long)tied);
    put_count(b, t, "isolates", (long long)(b->network->n - tied));
    put_count(b, t, "plus", (long long)plus);
    put_count(b, t, "minus", (long long)(b->graph->count - plus));
    put_number(b, t, "value", b->best->value);
    put_number(b, t, "bound", b->best->bound + 0.0); /* no -0 */
    ent_json_add_boolean(b->answer.json, ent_json_get(t, "proven"), NULL, b->best->proven);
    put_number(b, t, "balance", b->graph->total > 0 ? 1 - 2 * b->best->value / b->graph->total : NAN);
    put_count(b, t, "blocs", b->best->bloc_count);
    put_count(b, t, "large", (long long)large);
    put_count(b, t, "largest", (long long)largest);
    put_count(b, t, "stayed", (long long)b->stayed);
    put_count(b, t, "moved", (long long)b->movers);
    put_count(b, t, "moved_at_a_cost", (long long)b->firm);
    ent_json_add_boolean(b->answer.json, ent_json_get(t, "turning"), NULL, is_turning(b));
    put_number(b, t, "balanced_share", b->balanced_share);
    put_number(b, t, "walk", b->walk);
}

static void add_members(blocs_answer *b)
{
    for (size_t i = 0; i < b->network->n; i++) {
        if (b->label[i] == 0)
            continue;
        put_year(b, b->members);
        put_text(b, b->members, "actor", b->network->name[i]);
        put_count(b, b->members, "bloc", b->label[i]);
    }
}

/* The number over time of a bloc of the best partition. */
static int label_of(const blocs_answer *b, const grouped *blocs, int bloc)
{
    return bloc < 0 || bloc >= blocs->count || members_of(blocs, bloc) == 0 ? 0 : b->label[blocs->actor[blocs->first[bloc]]];
}

/* Where an actor would best go: two blocs: the other one of its component, as it is numbered here. */
static int other_label(const blocs_answer *b, const grouped *blocs, size_t i)
{
    return b->blocs == ENT_BLOCS_TWO ? 3 - b->label[i] : label_of(b, blocs, b->actor[i].better);
}

/* "-USA;+RUS": the ties of an actor that are against the partition. */
static ent_status put_against(blocs_answer *b, size_t actor)
{
    ent_buffer list = {0};
    const int *bloc = b->best->bloc;
    for (size_t k = b->graph->first[actor]; k < b->graph->first[actor + 1]; k++) {
        const ent_blocs_neighbour *near = &b->graph->near[k];
        bool friendly = near->weight > 0;
        if (friendly != (bloc[near->actor] == bloc[actor]))
            ent_buffer_format(&list, "%s%s%s", list.length ? ";" : "", friendly ? "+" : "-", b->network->name[near->actor]);
    }
    ent_status status = list.failed ? ent_fail_memory(b->error) : ENT_OK;
    put_text(b, b->actors, "ties_against", list.length ? list.data : NULL);
    ent_buffer_clear(&list);
    return status;
}

typedef struct {
    size_t actor;
    double frustration, tied;
} torn;

static int most_torn_first(const void *a, const void *b)
{
    const torn *x = a, *y = b;
    double dx = y->frustration - x->frustration, dt = y->tied - x->tied;
    return dx > 0 ? 1 : dx < 0 ? -1 : dt > 0 ? 1 : dt < 0 ? -1 : x->actor < y->actor ? -1 : 1;
}

static ent_status add_actor(blocs_answer *b, const grouped *blocs, size_t i)
{
    const ent_blocs_actor *a = &b->actor[i];
    put_year(b, b->actors);
    put_text(b, b->actors, "actor", b->network->name[i]);
    put_count(b, b->actors, "bloc", b->label[i]);
    put_number(b, b->actors, "tied", a->tied);
    put_number(b, b->actors, "frustration", a->frustration);
    put_number(b, b->actors, "switching", a->switching);
    put_count(b, b->actors, "to", other_label(b, blocs, i));
    put_count(b, b->actors, "against", (long long)a->against);
    if (b->size.id)
        put_number(b, b->actors, "size", b->of_actor[i]);
    return put_against(b, i);
}

static ent_status add_actors(blocs_answer *b, const grouped *blocs)
{
    size_t n = b->network->n, count = 0;
    torn *order = ent_new_array(n, sizeof *order);
    ent_status status = order ? ENT_OK : ent_fail_memory(b->error);
    for (size_t i = 0; i < n && order; i++)
        if (b->label[i] > 0)
            order[count++] = (torn){i, b->actor[i].frustration, b->actor[i].tied};
    if (count > 0)
        qsort(order, count, sizeof *order, most_torn_first);
    for (size_t k = 0; k < count && status == ENT_OK; k++)
        status = add_actor(b, blocs, order[k].actor);
    free(order);
    return status;
}

static void add_ties(blocs_answer *b)
{
    for (size_t k = 0; k < b->against_count; k++) {
        const ent_signed_tie *tie = &b->graph->ties[b->against[k]];
        put_year(b, b->against_ties);
        put_text(b, b->against_ties, "a", b->network->name[tie->a]);
        put_text(b, b->against_ties, "b", b->network->name[tie->b]);
        put_number(b, b->against_ties, "weight", tie->weight);
        put_count(b, b->against_ties, "bloc_a", b->label[tie->a]);
        put_count(b, b->against_ties, "bloc_b", b->label[tie->b]);
    }
}

static void add_moves(blocs_answer *b)
{
    for (size_t i = 0; i < b->network->n; i++) {
        const bloc_place *place = blocs_place_of(b, b->network->name[i]);
        if (!place || place->time != b->time - 1 || place->label == 0 || b->label[i] == 0 || place->label == b->label[i])
            continue;
        put_year(b, b->moves);
        put_text(b, b->moves, "actor", b->network->name[i]);
        put_count(b, b->moves, "from", place->label);
        put_count(b, b->moves, "to", b->label[i]);
        put_number(b, b->moves, "switching", b->actor[i].switching);
    }
}

static void add_partitions(blocs_answer *b)
{
    for (size_t k = 0; b->optima && k < b->optima->count; k++) {
        const int *bloc = b->optima->bloc + k * b->network->n;
        double value = ent_blocs_value(b->graph, bloc);
        for (size_t i = 0; i < b->network->n; i++) {
            if (bloc[i] < 0)
                continue;
            put_count(b, b->partitions, "partition", (long long)k + 1);
            put_number(b, b->partitions, "value", value);
            put_text(b, b->partitions, "actor", b->network->name[i]);
            put_count(b, b->partitions, "bloc", bloc[i] + 1);
        }
    }
}

/* Rows that list who is tied with whom are rows of the sources. */
static void count_rows(blocs_answer *b)
{
    for (size_t k = 0; b->world && b->against_ties && k < b->ties_of.layers.layer_count; k++)
        answer_lists_rows(&b->answer, b->world, b->ties_of.layers.layers[k].series.source_id, b->against_count);
}

static ent_status add_rows(blocs_answer *b, const grouped *blocs)
{
    if (b->years)
        add_year(b, blocs);
    if (b->moves)
        add_moves(b);
    if (b->members)
        add_members(b);
    if (b->against_ties)
        add_ties(b);
    if (b->partitions)
        add_partitions(b);
    count_rows(b);
    return b->actors ? add_actors(b, blocs) : ENT_OK;
}

ent_status blocs_add_rows(blocs_answer *b)
{
    grouped blocs;
    ent_status status = group_actors(b, b->best->bloc, b->best->bloc_count, &blocs);
    if (status == ENT_OK)
        status = add_rows(b, &blocs);
    clear_grouped(&blocs);
    return status;
}

/* ---- the only network ---- */

static void add_names(blocs_answer *b, ent_json_value *in, const char *key, const grouped *by, int group)
{
    ent_json_value *list = ent_json_add_list(b->answer.json, in, key);
    for (size_t k = by->first[group]; k < by->first[group + 1]; k++)
        ent_json_add_text(b->answer.json, list, NULL, b->network->name[by->actor[k]]);
}

/* Groups of actors that are together in all best partitions, and pairs of groups that are apart in all. */
static ent_status add_backbone(blocs_answer *b, ent_json_value *result)
{
    ent_json *json = b->answer.json;
    const ent_blocs_optima *o = b->optima;
    grouped by;
    if (!o) {
        ent_json_add_text(json, result, "backbone", NULL);
        return ENT_OK;
    }
    ent_json_value *backbone = ent_json_add_object(json, result, "backbone");
    ent_json_add_boolean(json, backbone, "proven", o->backbone);
    ent_json_value *together = ent_json_add_list(json, backbone, "together");
    ent_status status = group_actors(b, o->group, o->group_count, &by);
    for (int g = 0; g < o->group_count && status == ENT_OK; g++)
        add_names(b, together, NULL, &by, g);
    clear_grouped(&by);
    ent_json_value *apart = ent_json_add_list(json, backbone, "apart");
    ent_json_value *open = ent_json_add_list(json, backbone, "undecided");
    for (int g = 0; g < o->group_count; g++)
        for (int h = g + 1; h < o->group_count; h++) {
            unsigned char pair = o->pair[(size_t)g * (size_t)o->group_count + (size_t)h];
            ent_json_value *list = ent_json_add_list(json, pair == ENT_BLOCS_APART ? apart : open, NULL);
            ent_json_add_integer(json, list, NULL, g);
            ent_json_add_integer(json, list, NULL, h);
        }
    return status;
}

static void add_blocs(blocs_answer *b, ent_json_value *result, const grouped *by)
{
    ent_json_value *blocs = ent_json_add_list(b->answer.json, result, "blocs");
    for (int label = 1, found = 0; found < b->best->bloc_count && label < by->count; label++)
        if (members_of(by, label) > 0 || b->blocs == ENT_BLOCS_TWO) {
            add_names(b, blocs, NULL, by, label);
            found++;
        }
    add_names(b, result, "isolates", by, 0);
}

ent_status blocs_add_result(blocs_answer *b, ent_json_value *result)
{
    ent_json *json = b->answer.json;
    grouped by;
    ent_json_add_number(json, result, "value", b->best->value);
    ent_json_add_number(json, result, "bound", b->best->bound + 0.0);
    ent_json_add_boolean(json, result, "proven", b->best->proven);
    ent_json_add_number(json, result, "total", b->graph->total);
    ent_status status = group_actors(b, b->label, b->labels + 3, &by); /* 0 = without ties; two blocs give no labels */
    if (status == ENT_OK)
        add_blocs(b, result, &by);
    clear_grouped(&by);
    ent_json_value *optima = ent_json_add_object(json, result, "optima");
    ent_json_add_integer(json, optima, "count", b->optima ? (long long)b->optima->count : 0);
    ent_json_add_boolean(json, optima, "complete", b->optima && b->optima->complete);
    return status == ENT_OK ? add_backbone(b, result) : status;
}

/* ---- Pajek ---- */

void blocs_add_vertices(blocs_answer *b)
{
    static const char *const columns[] = {"actor", "bloc"};
    ent_json_value *table = ent_json_add_table(b->answer.json, b->answer.result, "vertices", columns, ent_countof(columns));
    for (size_t k = 0; k < b->file.graph.name_count; k++) {
        int actor = b->file.actor_of[k];
        put_text(b, table, "actor", b->network->name[actor]);
        put_count(b, table, "bloc", b->label[actor]);
    }
}
