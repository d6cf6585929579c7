#include "report/graph_file.h"

#include "core/csv.h"
#include "core/file.h"
#include "core/text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WORDS = 3, VERTICES_MOST = 2000000 };

/* A label of Pajek's, and the number and line of its vertex. */
typedef struct {
    const char *label;
    size_t number, line;
} labelled;

typedef struct {
    const char *path;
    graph_file *graph;
    size_t line;
    size_t *line_of;         /* [name_count] of Pajek's vertices; 0 = it has none */
    labelled *labels;
    size_t label_count, label_room;
    bool in_ties;            /* past *Arcs or *Edges */
    ent_error *error;
} reading;

static bool ends_with(const char *path, const char *end)
{
    size_t length = strlen(path), of = strlen(end);
    return length > of && ent_equal_nocase(path + length - of, end);
}

static bool is_pajek(const char *path)
{
    return ends_with(path, ".net") || ends_with(path, ".net.gz");
}

bool graph_file_is_one(const char *path)
{
    return is_pajek(path) || ends_with(path, ".txt") || ends_with(path, ".txt.gz");
}

/* ---- lines ---- */

/* Cut a line into words at blanks; one in quotes may hold blanks. Returns how many, at most WORDS. */
static size_t cut(char *line, char *word[WORDS])
{
    size_t count = 0;
    while (count < WORDS) {
        line += strspn(line, " \t\r");
        if (!*line)
            break;
        bool quoted = *line == '"';
        word[count++] = line += quoted;
        line += strcspn(line, quoted ? "\"" : " \t\r");
        if (*line)
            *line++ = '\0';
    }
    return count;
}

static ent_status add(reading *r, const char *a, const char *b, double weight)
{
    graph_file *g = r->graph;
    int order = strcmp(a, b);
    if (!ent_grow(&g->records, g->count, &g->room, sizeof *g->records))
        return ent_fail_memory(r->error);
    g->records[g->count++] = (graph_record){order < 0 ? a : b, order < 0 ? b : a, weight, r->line};
    return ENT_OK;
}

static ent_status fail_line(const reading *r, const char *found, const char *expected)
{
    return ent_fail(r->error, ENT_ERR_INPUT, "%s:%zu: '%.40s'; expected %s", r->path, r->line, found, expected);
}

/* ---- SNAP ---- */

static ent_status add_name(reading *r, const char *name)
{
    graph_file *g = r->graph;
    if (!ent_grow(&g->names, g->name_count, &g->name_room, sizeof *g->names))
        return ent_fail_memory(r->error);
    g->names[g->name_count++] = name;
    return ENT_OK;
}

static ent_status read_snap(reading *r, char *word[WORDS], size_t count)
{
    double weight;
    if (count < 3)
        return fail_line(r, count > 0 ? word[0] : "", "three words: from, to, sign");
    if (!*word[0] || !*word[1])
        return fail_line(r, "", "a name");
    if (!ent_parse_number(word[2], &weight))
        return fail_line(r, word[2], "a sign, a number");
    if (strcmp(word[0], word[1]) != 0 && (weight < 0 || weight > 0))
        return add(r, word[0], word[1], weight > 0 ? 1 : -1);
    ent_status status = add_name(r, word[0]);
    return status == ENT_OK ? add_name(r, word[1]) : status;
}

/* ---- Pajek ---- */

/* The place of a vertex, whose numbers are from 1, or -1. */
static long long vertex_at(const reading *r, const char *number)
{
    long long at;
    return ent_parse_integer(number, &at) && at >= 1 && at <= (long long)r->graph->name_count ? at - 1 : -1;
}

/* A vertex without a label is named by its number. */
static bool name_by_number(graph_file *g, size_t at)
{
    char number[24];
    if (g->names[at])
        return true;
    snprintf(number, sizeof number, "%zu", at + 1);
    g->names[at] = ent_arena_text(&g->made, number);
    return g->names[at] != NULL;
}

static ent_status read_section(reading *r, char *word[WORDS], size_t count)
{
    graph_file *g = r->graph;
    double vertices;
    r->in_ties = ent_equal_nocase(word[0], "*arcs") || ent_equal_nocase(word[0], "*edges");
    if (!ent_equal_nocase(word[0], "*vertices"))
        return r->in_ties ? ENT_OK : fail_line(r, word[0], "*Vertices, *Arcs or *Edges");
    if (count < 2 || !ent_parse_number(word[1], &vertices) || !(vertices >= 0 && vertices <= VERTICES_MOST) || g->names)
        return fail_line(r, count > 1 ? word[1] : "", "*Vertices once, with how many, at most 2000000");
    g->name_count = (size_t)vertices;
    g->names = ent_new_array(g->name_count, sizeof *g->names);
    r->line_of = ent_new_array(g->name_count, sizeof *r->line_of);
    return g->names && r->line_of ? ENT_OK : ent_fail_memory(r->error);
}

static ent_status read_vertex(reading *r, char *word[WORDS], size_t count)
{
    long long at = vertex_at(r, word[0]);
    if (at < 0)
        return fail_line(r, word[0], "the number of a vertex");
    if (r->line_of[at] > 0)
        return ent_fail(r->error, ENT_ERR_INPUT, "%s:%zu: vertex %lld has line %zu already", r->path, r->line, at + 1,
                        r->line_of[at]);
    r->line_of[at] = r->line;
    if (count < 2 || !*word[1])
        return ENT_OK;
    if (!ent_grow(&r->labels, r->label_count, &r->label_room, sizeof *r->labels))
        return ent_fail_memory(r->error);
    r->labels[r->label_count++] = (labelled){word[1], (size_t)at + 1, r->line};
    r->graph->names[at] = word[1];
    return ENT_OK;
}

static ent_status read_tie(reading *r, char *word[WORDS], size_t count)
{
    graph_file *g = r->graph;
    double weight = 1;
    long long a = vertex_at(r, word[0]), b = count > 1 ? vertex_at(r, word[1]) : -1;
    if (a < 0 || b < 0)
        return fail_line(r, a >= 0 && count > 1 ? word[1] : word[0], "the numbers of two vertices");
    if (count > 2 && !ent_parse_number(word[2], &weight))
        return fail_line(r, word[2], "a weight, a number");
    if (a == b || !(weight < 0 || weight > 0))
        return ENT_OK;
    g->has_weights |= fabs(weight) < 1 || fabs(weight) > 1;
    if (!name_by_number(g, (size_t)a) || !name_by_number(g, (size_t)b))
        return ent_fail_memory(r->error);
    return add(r, g->names[a], g->names[b], weight);
}

static ent_status read_pajek(reading *r, char *word[WORDS], size_t count)
{
    if (*word[0] == '*')
        return read_section(r, word, count);
    if (!r->graph->names)
        return fail_line(r, word[0], "*Vertices first");
    return r->in_ties ? read_tie(r, word, count) : read_vertex(r, word, count);
}

static int by_label(const void *a, const void *b)
{
    const labelled *x = a, *y = b;
    int order = strcmp(x->label, y->label);
    return order ? order : (x->line > y->line) - (x->line < y->line);
}

static ent_status fail_label(const reading *r, const labelled *vertex, size_t other)
{
    return ent_fail(r->error, ENT_ERR_INPUT, "%s:%zu: vertex %zu is '%.40s' as vertex %zu is; expected another label", r->path,
                    vertex->line, vertex->number, vertex->label, other);
}

/* No two vertices have one name, be it a label or a number. */
static ent_status check_labels(reading *r)
{
    if (r->label_count > 0)
        qsort(r->labels, r->label_count, sizeof *r->labels, by_label);
    for (size_t k = 0; k < r->label_count; k++) {
        const labelled *vertex = &r->labels[k], *last = k > 0 ? vertex - 1 : NULL;
        long long at = vertex_at(r, vertex->label);
        if (last && strcmp(last->label, vertex->label) == 0)
            return fail_label(r, vertex, last->number);
        if (at >= 0 && (size_t)at + 1 != vertex->number && strcmp(r->graph->names[at], vertex->label) == 0)
            return fail_label(r, vertex, (size_t)at + 1);
    }
    return ENT_OK;
}

/* Name those without a label, which may have no tie either. */
static ent_status name_vertices(reading *r)
{
    for (size_t k = 0; k < r->graph->name_count; k++)
        if (!name_by_number(r->graph, k))
            return ent_fail_memory(r->error);
    return check_labels(r);
}

/* ---- the file ---- */

static ent_status read_lines(reading *r)
{
    ent_status status = ENT_OK;
    bool pajek = r->graph->pajek;
    for (char *at = r->graph->text, *next; at && status == ENT_OK; at = next) {
        char *word[WORDS] = {0};
        next = strchr(at, '\n');
        if (next)
            *next++ = '\0';
        r->line++;
        bool comment = *at == (pajek ? '%' : '#');
        size_t count = comment ? 0 : cut(at, word);
        if (count > 0)
            status = pajek ? read_pajek(r, word, count) : read_snap(r, word, count);
    }
    return status;
}

ent_status graph_file_parse(const char *path, char *text, size_t size, graph_file *out, ent_error *error)
{
    *out = (graph_file){.pajek = is_pajek(path), .text = text};
    reading r = {.path = path, .graph = out, .error = error};
    ent_csv_bytes found = {0};
    ent_status status = ent_csv_clean(path, &out->text, &size, &found, error);
    if (status == ENT_OK)
        status = read_lines(&r);
    if (status == ENT_OK && out->count == 0)
        status = ent_fail(error, ENT_ERR_INPUT, "%s: there is no tie", path);
    if (status == ENT_OK && out->pajek)
        status = name_vertices(&r);
    free(r.line_of);
    free(r.labels);
    return status;
}

ent_status graph_file_read(const char *path, graph_file *out, ent_error *error)
{
    char *text = NULL;
    size_t size;
    *out = (graph_file){0};
    ent_status status = ent_file_read(path, 0, &text, &size, error);
    return status == ENT_OK ? graph_file_parse(path, text, size, out, error) : status;
}

void graph_file_clear(graph_file *graph)
{
    free(graph->records);
    free(graph->names);
    free(graph->text);
    ent_arena_clear(&graph->made);
    *graph = (graph_file){0};
}
