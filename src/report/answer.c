#include "report/answer.h"

#include "core/memory.h"

#include <stdio.h>
#include <string.h>
#include <sys/utsname.h>
#include <time.h>

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

ent_status answer_begin(answer *a, const char *command, ent_error *error)
{
    *a = (answer){.started = now()};
    ent_status status = ent_json_new(&a->json, error);
    if (status != ENT_OK)
        return status;
    ent_json_value *root = ent_json_root(a->json);
    ent_json_add_text(a->json, root, "entente", ent_version());
    ent_json_add_text(a->json, root, "command", command);
    a->inputs = ent_json_add_list(a->json, root, "inputs");
    a->result = ent_json_add_object(a->json, root, "result");
    return ENT_OK;
}

void answer_input(answer *a, const char *file, const char *checksum)
{
    ent_json_value *input = ent_json_add_object(a->json, a->inputs, NULL);
    ent_json_add_text(a->json, input, "file", file);
    ent_json_add_text(a->json, input, "checksum", checksum);
}

ent_status answer_input_world(answer *a, ent_world *world, const char *path, ent_error *error)
{
    char checksum[65];
    ent_status status = ent_world_checksum(world, checksum, error);
    if (status == ENT_OK)
        answer_input(a, path, checksum);
    return status;
}

void answer_add_resolved(answer *a, ent_world *world, ent_series_kind kind, const char *name,
                         const char *source)
{
    size_t count, of = 0;
    const ent_series *series = ent_world_series(world, kind, &count);
    for (size_t i = 0; i < count; i++)
        of += strcmp(series[i].name, name) == 0;
    ent_json_value *resolved = ent_json_get(a->result, "resolved");
    if (!resolved)
        resolved = ent_json_add_object(a->json, a->result, "resolved");
    if (ent_json_get(resolved, name))
        return;
    ent_json_value *item = ent_json_add_object(a->json, resolved, name);
    ent_json_add_text(a->json, item, "kind", ent_series_kind_word(kind));
    ent_json_add_text(a->json, item, "source", source);
    ent_json_add_integer(a->json, item, "of", (long long)of);
}

void answer_lists_rows(answer *a, const ent_world *world, int source, size_t rows)
{
    size_t count, i = 0;
    const ent_source *sources = ent_world_sources(world, &count);
    for (size_t k = 0; k < count; k++) {
        if (sources[k].id != source || !ent_source_is_restricted(&sources[k]))
            continue;
        while (i < a->restricted_count && a->restricted[i].source != &sources[k])
            i++;
        if (i == a->restricted_count && i < ent_countof(a->restricted))
            a->restricted[a->restricted_count++].source = &sources[k];
        if (i < a->restricted_count)
            a->restricted[i].rows += rows;
    }
}

/* {"source", "rows", "terms"} of each restricted source of which the answer lists many rows. */
static void add_terms(answer *a)
{
    ent_json_value *list = NULL;
    for (size_t i = 0; i < a->restricted_count; i++) {
        if (a->restricted[i].rows <= ANSWER_FEW_ROWS)
            continue;
        if (!list)
            list = ent_json_add_list(a->json, a->result, "terms");
        ent_json_value *item = ent_json_add_object(a->json, list, NULL);
        ent_json_add_text(a->json, item, "source", a->restricted[i].source->name);
        ent_json_add_integer(a->json, item, "rows", (long long)a->restricted[i].rows);
        ent_json_add_text(a->json, item, "terms", a->restricted[i].source->terms);
    }
}

ent_status answer_end(answer *a, ent_status status, ent_json **out, ent_error *error)
{
    *out = NULL;
    if (status == ENT_OK) {
        add_terms(a);
        ent_json_value *run = ent_json_add_object(a->json, ent_json_root(a->json), "run");
        ent_json_add_number(a->json, run, "seconds", now() - a->started);
        ent_json_add_integer(a->json, run, "threads", 1);
        struct utsname host;
        if (uname(&host) == 0) {
            ent_json_value *facts = ent_json_add_object(a->json, run, "host");
            ent_json_add_text(a->json, facts, "system", host.sysname);
            ent_json_add_text(a->json, facts, "release", host.release);
            ent_json_add_text(a->json, facts, "machine", host.machine);
        }
        status = ent_json_check(a->json, error);
    }
    if (status == ENT_OK)
        *out = a->json;
    else
        ent_json_free(a->json);
    return status;
}

static void add_day(answer *a, ent_json_value *in, const char *key, ent_day day)
{
    char text[11];
    bool open = day <= ENT_DAY_FIRST || day >= ENT_DAY_LAST;
    ent_json_add_text(a->json, in, key, open ? NULL : ent_day_format(day, text));
}

void answer_add_span(answer *a, ent_json_value *in, const char *key, ent_span span)
{
    ent_json_value *object = ent_json_add_object(a->json, in, key);
    add_day(a, object, "from", span.from);
    add_day(a, object, "to", span.to);
}

void answer_add_matrix(answer *a, const char *key, const double *matrix, size_t size)
{
    ent_json_value *list = ent_json_add_list(a->json, a->result, key);
    for (size_t k = 0; matrix && k < size; k++) {
        ent_json_value *row = ent_json_add_list(a->json, list, NULL);
        for (size_t l = 0; l < size; l++)
            ent_json_add_number(a->json, row, NULL, matrix[k * size + l]);
    }
}

ent_json_value *answer_add_sources(answer *a)
{
    static const char *const columns[] = {"name", "source", "from", "to"};
    return ent_json_add_table(a->json, a->result, "sources", columns, ent_countof(columns));
}

void answer_add_source(answer *a, ent_json_value *table, const ent_series *series)
{
    ent_json_add_text(a->json, ent_json_get(table, "name"), NULL, series->name);
    ent_json_add_text(a->json, ent_json_get(table, "source"), NULL, series->source);
    add_day(a, ent_json_get(table, "from"), NULL, series->covers.from);
    add_day(a, ent_json_get(table, "to"), NULL, series->covers.to);
}

void answer_add_obligations(answer *a, ent_json_value *in, const char *key, unsigned obligations)
{
    ent_json_value *list = ent_json_add_list(a->json, in, key);
    for (unsigned bit = 1; bit <= ENT_OBLIGATIONS_ALL; bit <<= 1)
        if (obligations & bit)
            ent_json_add_text(a->json, list, NULL, ent_obligation_word(bit));
}

static const struct {
    unsigned bit;
    const char *word;
} mark_words[] = {
    {ENT_MARK_FROM_WIDENED, "start widened"},   {ENT_MARK_TO_WIDENED, "end widened"},
    {ENT_MARK_LEFT_CENSORED, "left-censored"},  {ENT_MARK_RIGHT_CENSORED, "right-censored"},
    {ENT_MARK_UNVERIFIED, "unverified"},        {ENT_MARK_DISPUTED, "disputed"},
    {ENT_MARK_LOW_CONFIDENCE, "low confidence"},
};

void answer_add_marks(answer *a, ent_json_value *in, const char *key, unsigned marks)
{
    ent_json_value *list = ent_json_add_list(a->json, in, key);
    for (size_t i = 0; i < ent_countof(mark_words); i++)
        if (marks & mark_words[i].bit)
            ent_json_add_text(a->json, list, NULL, mark_words[i].word);
}

void answer_marks_text(unsigned marks, char *text, size_t size)
{
    size_t used = 0;
    text[0] = '\0';
    for (size_t i = 0; i < ent_countof(mark_words) && used < size; i++)
        if (marks & mark_words[i].bit)
            used += (size_t)snprintf(text + used, size - used, "%s%s", used ? ";" : "",
                                     mark_words[i].word);
}

void answer_text_cell(answer *a, ent_json_value *table, const char *column, const char *text)
{
    ent_json_add_text(a->json, ent_json_get(table, column), NULL, text);
}

void answer_number_cell(answer *a, ent_json_value *table, const char *column, double number)
{
    ent_json_add_number(a->json, ent_json_get(table, column), NULL, number);
}
