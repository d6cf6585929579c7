#include "report/graph_file.h"

#include "core/file.h"
#include "core/memory.h"
#include "report/show.h"

#include <stdlib.h>
#include <string.h>

enum { WORDS = 3, VERTICES_MOST = 10000000 };

/* A record; ends in the order of their names. */
typedef struct {
    const char *a, *b;
    int sign;
} record;

typedef struct {
    const char *path;
    bool pajek;
    char *text;              /* of the file, is changed; words point into it */
    size_t line;
    record *records;
    size_t count, room;
    const char **labels;     /* [label_count] of Pajek's vertices, by number */
    size_t label_count;
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
    int order = strcmp(a, b);
    if (order == 0 || !(weight < 0 || weight > 0))
        return ENT_OK; /* a loop, a zero */
    if (!ent_grow(&r->records, r->count, &r->room, sizeof *r->records))
        return ent_fail_memory(r->error);
    r->records[r->count++] = (record){order < 0 ? a : b, order < 0 ? b : a, weight > 0 ? 1 : -1};
    return ENT_OK;
}

static ent_status fail_line(const reading *r, const char *found, const char *expected)
{
    return ent_fail(r->error, ENT_ERR_INPUT, "%s:%zu: '%.40s'; expected %s", r->path, r->line, found, expected);
}

static ent_status read_snap(reading *r, char *word[WORDS], size_t count)
{
    double weight;
    if (count < 3)
        return fail_line(r, count > 0 ? word[0] : "", "three words: from, to, sign");
    if (!ent_parse_number(word[2], &weight))
        return fail_line(r, word[2], "a sign, a number");
    return add(r, word[0], word[1], weight);
}

/* Vertices have numbers from 1; one without a line of its own is named by its number. */
static const char *vertex(const reading *r, const char *number)
{
    double at;
    if (!ent_parse_number(number, &at) || !(at >= 1) || !(at <= (double)r->label_count))
        return NULL;
    const char *label = r->labels[(size_t)at - 1];
    return label ? label : number;
}

static ent_status read_section(reading *r, char *word[WORDS], size_t count)
{
    double vertices;
    r->in_ties = ent_equal_nocase(word[0], "*arcs") || ent_equal_nocase(word[0], "*edges");
    if (!ent_equal_nocase(word[0], "*vertices"))
        return r->in_ties ? ENT_OK : fail_line(r, word[0], "*Vertices, *Arcs or *Edges");
    if (count < 2 || !ent_parse_number(word[1], &vertices) || !(vertices >= 0 && vertices <= VERTICES_MOST) || r->labels)
        return fail_line(r, count > 1 ? word[1] : "", "*Vertices once, with how many, at most 10000000");
    r->label_count = (size_t)vertices;
    r->labels = ent_new_array(r->label_count, sizeof *r->labels);
    return r->labels ? ENT_OK : ent_fail_memory(r->error);
}

static ent_status read_pajek(reading *r, char *word[WORDS], size_t count)
{
    double weight = 1, at;
    if (*word[0] == '*')
        return read_section(r, word, count);
    if (!r->labels)
        return fail_line(r, word[0], "*Vertices first");
    if (!r->in_ties) {
        if (!ent_parse_number(word[0], &at) || !(at >= 1 && at <= (double)r->label_count))
            return fail_line(r, word[0], "the number of a vertex");
        r->labels[(size_t)at - 1] = count > 1 ? word[1] : NULL;
        return ENT_OK;
    }
    const char *a = vertex(r, word[0]), *b = count > 1 ? vertex(r, word[1]) : NULL;
    if (!a || !b)
        return fail_line(r, a && count > 1 ? word[1] : word[0], "the numbers of two vertices");
    if (count > 2 && !ent_parse_number(word[2], &weight))
        return fail_line(r, word[2], "a weight, a number");
    return add(r, a, b, weight);
}

static ent_status read_lines(reading *r)
{
    ent_status status = ENT_OK;
    for (char *at = r->text, *next; at && status == ENT_OK; at = next) {
        char *word[WORDS] = {0};
        next = strchr(at, '\n');
        if (next)
            *next++ = '\0';
        r->line++;
        bool comment = *at == (r->pajek ? '%' : '#');
        size_t count = comment ? 0 : cut(at, word);
        if (count > 0)
            status = r->pajek ? read_pajek(r, word, count) : read_snap(r, word, count);
    }
    return status;
}

/* ---- pairs ---- */

static int by_ends(const void *a, const void *b)
{
    const record *x = a, *y = b;
    int order = strcmp(x->a, y->a);
    return order ? order : strcmp(x->b, y->b);
}

static void write_pairs(reading *r, ent_buffer *csv, size_t *conflicts)
{
    if (r->count > 0)
        qsort(r->records, r->count, sizeof *r->records, by_ends);
    ent_buffer_add(csv, "from,to,sign\n");
    for (size_t k = 0, next; k < r->count; k = next) {
        long long sum = 0;
        for (next = k; next < r->count && by_ends(&r->records[k], &r->records[next]) == 0; next++)
            sum += r->records[next].sign;
        *conflicts += sum == 0;
        if (sum == 0)
            continue;
        show_csv_field(csv, r->records[k].a);
        ent_buffer_add(csv, ",");
        show_csv_field(csv, r->records[k].b);
        ent_buffer_add(csv, sum > 0 ? ",1\n" : ",-1\n");
    }
}

ent_status graph_file_parse(const char *path, char *text, ent_buffer *csv, size_t *conflicts, ent_error *error)
{
    reading r = {.path = path, .pajek = is_pajek(path), .text = text, .error = error};
    *conflicts = 0;
    ent_status status = read_lines(&r);
    if (status == ENT_OK)
        write_pairs(&r, csv, conflicts);
    if (status == ENT_OK && csv->failed)
        status = ent_fail_memory(error);
    free(r.records);
    free(r.labels);
    return status;
}

ent_status graph_file_read(const char *path, ent_buffer *csv, size_t *conflicts, ent_error *error)
{
    char *text = NULL;
    size_t size;
    ent_status status = ent_file_read(path, 0, &text, &size, error);
    if (status == ENT_OK)
        status = graph_file_parse(path, text, csv, conflicts, error);
    free(text);
    return status;
}
