#include "report/edges.h"

#include "core/file.h"
#include "core/rows.h"
#include "core/text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FROM, TO, SIGN, WEIGHT };

static const ent_column columns[] = {
    [FROM] = {"from", ENT_COLUMN_REQUIRED},
    [TO] = {"to", ENT_COLUMN_REQUIRED},
    [SIGN] = {"sign", ENT_COLUMN_OPTIONAL},
    [WEIGHT] = {"weight", ENT_COLUMN_OPTIONAL},
};

/* A row of the file; ends in the order of their names. */
typedef struct {
    const char *from, *to;
    int a, b; /* the same as numbers */
    double weight;
    size_t line;
} edge_row;

typedef struct {
    edge_row *items;
    size_t count, capacity;
} row_list;

/* ---- reading ---- */

static ent_status read_sign(const ent_rows *rows, double *out, ent_error *error)
{
    const char *text = ent_rows_text(rows, SIGN);
    bool plus = strcmp(text, "1") == 0 || strcmp(text, "+1") == 0 || strcmp(text, "+") == 0;
    bool minus = strcmp(text, "-1") == 0 || strcmp(text, "-") == 0;
    *out = plus ? 1 : -1;
    return plus || minus ? ENT_OK : ent_rows_fail(rows, SIGN, error, "is no sign; expected 1 or -1");
}

static ent_status read_weight(const ent_rows *rows, double *out, ent_error *error)
{
    ent_status status = ent_rows_number(rows, WEIGHT, out, error);
    if (status == ENT_OK && !(*out < 0 || *out > 0))
        status = ent_rows_fail(rows, WEIGHT, error,
                               "is no tie; expected a number above 0 (friendly) or below (hostile)");
    return status;
}

static ent_status read_row(edges *e, const ent_rows *rows, row_list *list, ent_error *error)
{
    if (!ent_grow(&list->items, list->count, &list->capacity, sizeof *list->items))
        return ent_fail_memory(error);
    edge_row *row = &list->items[list->count];
    for (size_t end = FROM; end <= TO; end++)
        if (!ent_rows_given(rows, end))
            return ent_rows_fail(rows, end, error, "is empty; expected a name");
    const char *from = ent_rows_text(rows, FROM), *to = ent_rows_text(rows, TO);
    int order = strcmp(from, to);
    if (order == 0)
        return ent_rows_fail(rows, TO, error, "is the other end, too; expected another name");
    row->from = ent_arena_text(&e->texts, order < 0 ? from : to);
    row->to = ent_arena_text(&e->texts, order < 0 ? to : from);
    row->line = ent_rows_line(rows);
    if (!row->from || !row->to)
        return ent_fail_memory(error);
    ent_status status = e->has_weights ? read_weight(rows, &row->weight, error)
                                       : read_sign(rows, &row->weight, error);
    list->count += status == ENT_OK;
    return status;
}

static ent_status check_header(edges *e, const ent_rows *rows, ent_error *error)
{
    bool sign = ent_rows_has(rows, "sign");
    e->has_weights = ent_rows_has(rows, "weight");
    if (sign == e->has_weights)
        return ent_fail(error, ENT_ERR_INPUT, "%s: the header has %s; expected from,to,sign or from,to,weight",
                        ent_rows_name(rows), sign ? "both sign and weight" : "neither sign nor weight");
    return ENT_OK;
}

static ent_status read_rows(edges *e, ent_rows *rows, row_list *list, ent_error *error)
{
    bool more = true;
    ent_csv_checksum(ent_rows_csv(rows), e->checksum);
    ent_status status = ent_rows_bind(rows, columns, ent_countof(columns), true, error);
    if (status == ENT_OK)
        status = check_header(e, rows, error);
    while (status == ENT_OK && (status = ent_rows_next(rows, &more, error)) == ENT_OK && more)
        status = read_row(e, rows, list, error);
    if (status == ENT_OK && list->count == 0)
        status = ent_fail(error, ENT_ERR_INPUT, "%s: there is no tie below the header",
                          ent_rows_name(rows));
    e->rows = list->count;
    return status;
}

/* ---- names as numbers, in the order of the names ---- */

typedef struct {
    const char *name;
    int *number; /* where it is wanted */
} named_end;

static int compare_names(const void *left, const void *right)
{
    return strcmp(((const named_end *)left)->name, ((const named_end *)right)->name);
}

/* The ends of rows, and names that may be in none; returns how many. */
static size_t list_ends(row_list *list, edges *e, named_end *ends)
{
    size_t count = 0;
    for (size_t k = 0; k < list->count; k++) {
        edge_row *row = &list->items[k];
        ends[count++] = (named_end){row->from, &row->a};
        ends[count++] = (named_end){row->to, &row->b};
    }
    for (size_t k = 0; k < e->graph.name_count; k++)
        ends[count++] = (named_end){e->graph.names[k], &e->actor_of[k]};
    return count;
}

static void number_ends(signed_network *network, named_end *ends, size_t count)
{
    qsort(ends, count, sizeof *ends, compare_names);
    for (size_t k = 0; k < count; k++) {
        if (network->n == 0 || strcmp(network->name[network->n - 1], ends[k].name) != 0)
            network->name[network->n++] = ends[k].name;
        *ends[k].number = (int)network->n - 1;
    }
    network->members = network->n;
}

static ent_status number_names(edges *e, row_list *list, ent_error *error)
{
    size_t most = 2 * list->count + e->graph.name_count;
    named_end *ends = ent_new_array(most, sizeof *ends);
    e->network.name = ent_new_array(most, sizeof *e->network.name);
    e->actor_of = e->graph.text ? ent_new_array(e->graph.name_count, sizeof *e->actor_of) : NULL;
    ent_status status = ends && e->network.name && (e->actor_of || !e->graph.text) ? ENT_OK : ent_fail_memory(error);
    if (status == ENT_OK)
        number_ends(&e->network, ends, list_ends(list, e, ends));
    free(ends);
    return status;
}

/* ---- joining the rows of a pair ---- */

/* By pair, then the friendly row first, then line. */
static int compare_rows(const void *left, const void *right)
{
    const edge_row *x = left, *y = right;
    int order = x->a != y->a ? (x->a > y->a) - (x->a < y->a) : (x->b > y->b) - (x->b < y->b);
    if (order == 0)
        order = (y->weight > 0) - (x->weight > 0);
    return order != 0 ? order : (x->line > y->line) - (x->line < y->line);
}

static bool is_same_pair(const edge_row *x, const edge_row *y)
{
    return x->a == y->a && x->b == y->b;
}

static ent_status check_twice(const char *name, const row_list *list, ent_error *error)
{
    for (size_t k = 1; k < list->count; k++) {
        const edge_row *x = &list->items[k - 1], *y = &list->items[k];
        if (is_same_pair(x, y) && (x->weight > 0) == (y->weight > 0))
            return ent_fail(error, ENT_ERR_INPUT,
                            "%s:%zu: '%.60s' and '%.60s' have a %s tie in line %zu already; ties have no "
                            "direction", name, y->line, x->from, x->to,
                            x->weight > 0 ? "friendly" : "hostile", x->line);
    }
    return ENT_OK;
}

/* Without weights only the sign is kept. */
static void put_tie(edges *e, const edge_row *row, double weight)
{
    signed_network *network = &e->network;
    ent_signed_tie tie = {row->a, row->b, e->has_weights ? weight : (double)((weight > 0) - (weight < 0))};
    if (weight < 0 || weight > 0)
        network->ties[network->tie_count++] = tie;
    else
        network->without[network->without_count++] = tie;
}

static ent_status join_rows(edges *e, const row_list *list, signed_rule rule, ent_error *error)
{
    signed_network *network = &e->network;
    network->ties = ent_new_array(list->count, sizeof *network->ties);
    network->without = ent_new_array(list->count, sizeof *network->without);
    if (!network->ties || !network->without)
        return ent_fail_memory(error);
    for (size_t k = 0; k < list->count; k++) {
        const edge_row *row = &list->items[k], *next = row + 1;
        bool both = k + 1 < list->count && is_same_pair(row, next);
        network->both += both;
        if (!both || rule == SIGNED_BOTH)
            put_tie(e, row, row->weight);
        if (!both)
            continue;
        put_tie(e, next, rule == SIGNED_BOTH  ? next->weight
                         : rule == SIGNED_NET ? row->weight + next->weight
                                              : 0);
        k++;
    }
    return ENT_OK;
}

/* Takes over the rows. */
static ent_status read_all(ent_rows *rows, signed_rule rule, edges *out, ent_error *error)
{
    row_list list = {0};
    ent_status status = read_rows(out, rows, &list, error);
    if (status == ENT_OK)
        status = number_names(out, &list, error);
    if (status == ENT_OK) {
        qsort(list.items, list.count, sizeof *list.items, compare_rows);
        status = check_twice(ent_rows_name(rows), &list, error);
    }
    if (status == ENT_OK)
        status = join_rows(out, &list, rule, error);
    free(list.items);
    ent_rows_close(rows);
    return status;
}

/* ---- another program's file ---- */

static ent_status copy_records(const graph_file *graph, row_list *list, ent_error *error)
{
    list->items = ent_new_array(graph->count, sizeof *list->items);
    if (!list->items)
        return ent_fail_memory(error);
    for (size_t k = 0; k < graph->count; k++) {
        const graph_record *record = &graph->records[k];
        list->items[list->count++] = (edge_row){record->a, record->b, 0, 0, record->weight, record->line};
    }
    return ENT_OK;
}

/* Those of a pair and a sign become one, in the line of the first. */
static ent_status add_up(const char *name, row_list *list, ent_error *error)
{
    size_t kept = 0;
    qsort(list->items, list->count, sizeof *list->items, compare_rows);
    for (size_t k = 0; k < list->count; k++) {
        edge_row *row = &list->items[k], *last = kept > 0 ? &list->items[kept - 1] : row;
        if (kept == 0 || !is_same_pair(last, row) || (last->weight > 0) != (row->weight > 0))
            list->items[kept++] = *row;
        else
            last->weight += row->weight;
        if (!isfinite(list->items[kept - 1].weight))
            return ent_fail(error, ENT_ERR_INPUT, "%s:%zu: the weights of '%.60s' and '%.60s' are too large to be added up",
                            name, row->line, row->from, row->to);
    }
    list->count = kept;
    return ENT_OK;
}

ent_status edges_of_graph(const char *name, graph_file *graph, signed_rule rule, edges *out, ent_error *error)
{
    row_list list = {0};
    *out = (edges){.graph = *graph, .has_weights = graph->has_weights};
    *graph = (graph_file){0};
    ent_status status = copy_records(&out->graph, &list, error);
    free(out->graph.records); /* of the file only its names are needed from here */
    out->graph.records = NULL;
    if (status == ENT_OK)
        status = number_names(out, &list, error);
    if (status == ENT_OK)
        status = add_up(name, &list, error);
    if (status == ENT_OK)
        status = join_rows(out, &list, rule, error);
    out->rows = out->network.tie_count;
    out->conflicts = out->network.without_count;
    free(list.items);
    return status;
}

static ent_status read_graph_file(const char *path, signed_rule rule, edges *out, ent_error *error)
{
    graph_file graph;
    ent_status status = graph_file_read(path, &graph, error);
    if (status == ENT_OK)
        status = edges_of_graph(path, &graph, rule, out, error);
    if (status == ENT_OK)
        status = ent_file_sha256(path, out->checksum, error);
    graph_file_clear(&graph);
    return status;
}

ent_status edges_read(const char *path, signed_rule rule, edges *out, ent_error *error)
{
    ent_rows *rows;
    *out = (edges){0};
    if (graph_file_is_one(path))
        return read_graph_file(path, rule, out, error);
    ent_status status = ent_rows_open_csv(path, 0, &rows, error);
    return status == ENT_OK ? read_all(rows, rule, out, error) : status;
}

ent_status edges_read_memory(const char *name, const char *text, size_t size, signed_rule rule, edges *out,
                             ent_error *error)
{
    ent_rows *rows;
    *out = (edges){0};
    ent_status status = ent_rows_open_memory(name, text, size, &rows, error);
    return status == ENT_OK ? read_all(rows, rule, out, error) : status;
}

/* `place` has zeros in; out: the new number of each actor. */
static void leave_isolates(signed_network *network, int *place)
{
    size_t n = network->n;
    for (size_t k = 0; k < network->tie_count; k++)
        place[network->ties[k].a] = place[network->ties[k].b] = 1;
    network->n = 0;
    for (size_t i = 0; i < n; i++)
        if (place[i]) {
            place[i] = (int)network->n;
            network->name[network->n++] = network->name[i];
        }
    for (size_t k = 0; k < network->tie_count; k++) {
        network->ties[k].a = place[network->ties[k].a];
        network->ties[k].b = place[network->ties[k].b];
    }
    network->without_count = 0;
    network->members = network->n;
}

ent_status edges_leave_isolates(const char *name, edges *e, ent_error *error)
{
    if (e->network.tie_count == 0)
        return ent_fail(error, ENT_ERR_INPUT, "%s: there is no tie but those that cancel", name);
    int *place = ent_new_array(e->network.n, sizeof *place);
    if (!place)
        return ent_fail_memory(error);
    leave_isolates(&e->network, place);
    free(place);
    free(e->actor_of);
    e->actor_of = NULL;
    return ENT_OK;
}

void edges_clear(edges *e)
{
    free(e->network.name);
    free(e->network.ties);
    free(e->network.without);
    free(e->actor_of);
    ent_arena_clear(&e->texts);
    graph_file_clear(&e->graph);
    *e = (edges){0};
}
