/* `entente sources`: what is in a world by source; `entente cite`: what to cite. */
#include "entente/report.h"

#include "report/answer.h"
#include "report/bibtex.h"

#include "core/memory.h"
#include "core/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void cell(answer *a, ent_json_value *table, const char *column, const char *text)
{
    ent_json_add_text(a->json, ent_json_get(table, column), NULL, text);
}

/* ---- sources ---- */

/* The years that the series of a source cover, over all of them; 0 where they are open or there are none. */
static void covered_years(const ent_world *world, int source, int years[2])
{
    ent_span covers = {ENT_DAY_LAST, ENT_DAY_FIRST};
    for (int kind = 0; kind < ENT_SERIES_KINDS; kind++) {
        size_t count;
        const ent_series *series = ent_world_series(world, (ent_series_kind)kind, &count);
        for (size_t i = 0; i < count; i++) {
            if (series[i].source_id != source)
                continue;
            covers.from = series[i].covers.from < covers.from ? series[i].covers.from : covers.from;
            covers.to = series[i].covers.to > covers.to ? series[i].covers.to : covers.to;
        }
    }
    bool any = covers.from <= covers.to;
    years[0] = any && covers.from > ENT_DAY_FIRST ? ent_day_year(covers.from) : 0;
    years[1] = any && covers.to < ENT_DAY_LAST ? ent_day_year(covers.to) : 0;
}

static void cell_year(answer *a, ent_json_value *table, const char *column, int year)
{
    if (year)
        ent_json_add_integer(a->json, ent_json_get(table, column), NULL, year);
    else
        cell(a, table, column, NULL);
}

/* One row of the table: a source with one of its files (NULL: it has none). */
static void add_file(answer *a, ent_json_value *table, const ent_world *world,
                     const ent_source *source, const ent_world_file *file)
{
    int years[2];
    covered_years(world, source->id, years);
    cell(a, table, "source", source->name);
    cell(a, table, "version", source->version);
    cell(a, table, "title", source->title);
    cell_year(a, table, "from", years[0]);
    cell_year(a, table, "to", years[1]);
    cell(a, table, "layout", file ? file->layout : NULL);
    if (file)
        ent_json_add_integer(a->json, ent_json_get(table, "rows"), NULL, file->row_count);
    else
        cell(a, table, "rows", NULL);
    cell(a, table, "file", file ? file->path : NULL);
    cell(a, table, "sha256", file ? file->sha256 : NULL);
    ent_json_add_boolean(a->json, ent_json_get(table, "restricted"), NULL,
                         ent_source_is_restricted(source));
    cell(a, table, "terms", source->terms);
}

ent_status ent_sources(ent_world *world, const char *path, ent_json **out, ent_error *error)
{
    static const char *const columns[] = {"source", "version", "title", "from", "to", "layout", "rows",
                                          "file", "sha256", "restricted", "terms"};
    answer a;
    ent_world_file *files = NULL;
    size_t count, file_count = 0;
    *out = NULL;
    ent_status status = answer_begin(&a, "sources", error);
    if (status != ENT_OK)
        return status;
    status = answer_input_world(&a, world, path, error);
    if (status == ENT_OK)
        status = ent_world_files(world, &files, &file_count, error);
    ent_json_value *table =
        ent_json_add_table(a.json, a.result, "sources", columns, ent_countof(columns));
    const ent_source *sources = ent_world_sources(world, &count);
    for (size_t i = 0; i < count && status == ENT_OK; i++) {
        bool any = false;
        for (size_t k = 0; k < file_count; k++) {
            if (files[k].source_id != sources[i].id)
                continue;
            add_file(&a, table, world, &sources[i], &files[k]);
            any = true;
        }
        if (!any)
            add_file(&a, table, world, &sources[i], NULL);
    }
    free(files);
    return answer_end(&a, status, out, error);
}

/* ---- cite ---- */

static ent_status fail_source(const ent_world *world, const char *wanted, ent_error *error)
{
    size_t count;
    const ent_source *sources = ent_world_sources(world, &count);
    ent_buffer list = {0};
    for (size_t i = 0; i < count; i++)
        ent_buffer_format(&list, "%s%s", i ? ", " : "", sources[i].name);
    ent_status status = list.failed
        ? ent_fail_memory(error)
        : ent_fail(error, ENT_ERR_INPUT, "there is no source '%.60s'; the world has %.380s", wanted,
                   list.length ? list.data : "none");
    ent_buffer_clear(&list);
    return status;
}

/* Which sources the words name: wanted[i] is set; without words all. */
static ent_status choose_sources(const ent_world *world, const char *const *words, size_t word_count,
                                 uint8_t *wanted, ent_error *error)
{
    size_t count;
    const ent_source *sources = ent_world_sources(world, &count);
    memset(wanted, word_count == 0, count);
    for (size_t k = 0; k < word_count; k++) {
        bool found = false;
        for (size_t i = 0; i < count; i++) {
            if (!ent_source_is_called(sources[i].name, words[k]))
                continue;
            wanted[i] = 1;
            found = true;
        }
        if (!found)
            return fail_source(world, words[k], error);
    }
    return ENT_OK;
}

static ent_status add_citation(answer *a, ent_json_value *table, const ent_source *source,
                               ent_error *error)
{
    ent_buffer entry = {0};
    if (source->bibtex[0])
        ent_buffer_add(&entry, source->bibtex);
    else
        bibtex_of_own(&entry, source);
    if (entry.failed) {
        ent_buffer_clear(&entry);
        return ent_fail_memory(error);
    }
    cell(a, table, "source", source->name);
    cell(a, table, "version", source->version);
    cell(a, table, "title", source->title);
    cell(a, table, "citation", source->citation);
    cell(a, table, "terms", source->terms);
    cell(a, table, "bibtex", entry.data);
    ent_buffer_clear(&entry);
    return ENT_OK;
}

ent_status ent_cite(ent_world *world, const char *path, const char *const *words, size_t word_count,
                    bool bibtex, ent_json **out, ent_error *error)
{
    static const char *const columns[] = {"source", "version", "title", "citation", "terms", "bibtex"};
    answer a;
    size_t count;
    const ent_source *sources = ent_world_sources(world, &count);
    *out = NULL;
    uint8_t *wanted = ent_new_array(count, 1);
    if (!wanted)
        return ent_fail_memory(error);
    ent_status status = choose_sources(world, words, word_count, wanted, error);
    if (status == ENT_OK)
        status = answer_begin(&a, "cite", error);
    if (status != ENT_OK) {
        free(wanted);
        return status;
    }
    status = answer_input_world(&a, world, path, error);
    ent_json_add_text(a.json, a.result, "style", bibtex ? "bibtex" : "plain");
    ent_json_value *table =
        ent_json_add_table(a.json, a.result, "citations", columns, ent_countof(columns));
    for (size_t i = 0; i < count && status == ENT_OK; i++)
        if (wanted[i])
            status = add_citation(&a, table, &sources[i], error);
    free(wanted);
    return answer_end(&a, status, out, error);
}
