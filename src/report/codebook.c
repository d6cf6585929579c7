#include "report/codebook.h"

#include "entente/report.h"

#include "report/answer.h"

#include "core/file.h"
#include "core/memory.h"
#include "core/text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- counting ---- */

ent_status codebook_open(codebook *book, const ent_table *table, bool whole, ent_error *error)
{
    *book = (codebook){0};
    if (whole)
        book->missing = ent_new_array(ent_table_column_count(table), sizeof *book->missing);
    return book->missing || !whole ? ENT_OK : ent_fail_memory(error);
}

void codebook_clear(codebook *book)
{
    free(book->missing);
    *book = (codebook){0};
}

void codebook_count(codebook *book, const ent_table *table)
{
    const ent_table_column *column;
    size_t rows = ent_table_row_count(table);
    for (size_t i = 0; book->missing && (column = ent_table_column_at(table, i)); i++)
        for (size_t row = 0; row < rows; row++)
            book->missing[i] += isnan(ent_table_number(column, ent_table_at(table, column, row))) ? 1 : 0;
    book->rows += rows;
}

/* ---- the document ---- */

static void add_columns(answer *a, const codebook *book, const ent_table *table)
{
    static const char *const types[] = {"int8", "int16", "int32", "double", "text"};
    const ent_table_column *column;
    ent_json_value *list = ent_json_add_list(a->json, a->result, "columns");
    for (size_t i = 0; (column = ent_table_column_at(table, i)); i++) {
        ent_json_value *entry = ent_json_add_object(a->json, list, NULL);
        ent_json_add_text(a->json, entry, "name", column->name);
        ent_json_add_text(a->json, entry, "label", column->label);
        ent_json_add_text(a->json, entry, "unit", *column->unit ? column->unit : NULL);
        ent_json_add_text(a->json, entry, "type", types[column->type]);
        ent_json_add_text(a->json, entry, "group", column->group);
        ent_json_add_text(a->json, entry, "source", *column->source ? column->source : NULL);
        answer_add_span(a, entry, "covers", column->covers);
        ent_json_add_text(a->json, entry, "rule", *column->rule ? column->rule : NULL);
        ent_json_add_integer(a->json, entry, "missing", (long long)book->missing[i]);
    }
}

static void add_asked(answer *a, const ent_table_options *options, const codebook *book)
{
    static const char *const steps[] = {"year", "quarter", "month", "day"};
    const char *unit = ent_table_unit_word(options->unit);
    ent_json_add_text(a->json, a->result, "unit", unit);
    if (options->unit == ENT_TABLE_DYADS || options->unit == ENT_TABLE_ALLIANCE_DYADS)
        ent_json_add_boolean(a->json, a->result, "directed", options->directed);
    ent_json_add_text(a->json, a->result, "by", steps[options->by]);
    ent_json_add_text(a->json, a->result, "system", options->system ? options->system : "cow");
    if (options->unit >= ENT_TABLE_ALLIANCES)
        ent_json_add_text(a->json, a->result, "alliances", options->alliances);
    ent_json_add_text(a->json, a->result, "with", options->with);
    if (options->from)
        ent_json_add_integer(a->json, a->result, "from", options->from);
    if (options->to)
        ent_json_add_integer(a->json, a->result, "to", options->to);
    ent_json_add_text(a->json, a->result, "states", options->states);
    ent_json_add_text(a->json, a->result, "where", options->where);
    ent_json_add_boolean(a->json, a->result, "only_relevant", options->only_relevant);
    ent_json_add_text(a->json, a->result, "whittle", options->whittle);
    ent_json_add_text(a->json, a->result, "rules_like",
                      options->like_peacesciencer ? "peacesciencer" : NULL);
    ent_json_add_integer(a->json, a->result, "rows", (long long)book->rows);
}

/* Does any column name this source ("milex@nmc-7.0, ...")? */
static bool is_used(const ent_table *table, const ent_source *source)
{
    const ent_table_column *column;
    size_t length = strlen(source->name);
    for (size_t i = 0; (column = ent_table_column_at(table, i)); i++)
        for (const char *at = column->source; (at = strchr(at, '@')); at++)
            if (strncmp(at + 1, source->name, length) == 0 && (at[1 + length] == '\0' || at[1 + length] == ','))
                return true;
    return false;
}

/* Each row is one of all its sources. */
static void add_terms(answer *a, const codebook *book, ent_world *world, const ent_table *table)
{
    size_t count;
    const ent_source *sources = ent_world_sources(world, &count);
    for (size_t i = 0; i < count; i++)
        if (is_used(table, &sources[i]))
            answer_lists_rows(a, world, sources[i].id, book->rows);
}

/* The citations as `entente cite` has them. */
static ent_status add_citations(answer *a, ent_world *world, const char *world_path, const ent_table *table,
                                ent_error *error)
{
    const char *names[256];
    size_t count = 0, source_count;
    const ent_source *sources = ent_world_sources(world, &source_count);
    ent_json *cited = NULL;
    ent_json_value *list = ent_json_add_list(a->json, a->result, "citations");
    for (size_t i = 0; i < source_count && count < ent_countof(names); i++)
        if (is_used(table, &sources[i]))
            names[count++] = sources[i].name;
    if (count == 0)
        return ENT_OK;
    ent_status status = ent_cite(world, world_path, names, count, true, &cited, error);
    const ent_json_value *found =
        status == ENT_OK ? ent_json_get(ent_json_get(ent_json_root(cited), "result"), "citations") : NULL;
    for (size_t i = 0; i < ent_json_row_count(found); i++) {
        static const char *const keys[] = {"source", "version", "title", "citation", "terms", "bibtex"};
        ent_json_value *entry = ent_json_add_object(a->json, list, NULL);
        for (size_t k = 0; k < ent_countof(keys); k++)
            ent_json_add_text(a->json, entry, keys[k], ent_json_text(ent_json_cell(found, keys[k], i)));
    }
    ent_json_free(cited);
    return status;
}

static const char *command_of(ent_table_unit unit)
{
    return unit == ENT_TABLE_DYADS ? "dyads" : unit == ENT_TABLE_STATES ? "states" : "alliances";
}

static ent_status make_document(const codebook *book, ent_world *world, const char *world_path,
                                const ent_table_options *options, const ent_table *table, ent_json **out,
                                ent_error *error)
{
    answer a;
    *out = NULL;
    ent_status status = answer_begin(&a, command_of(options->unit), error);
    if (status != ENT_OK)
        return status;
    status = answer_input_world(&a, world, world_path, error);
    add_asked(&a, options, book);
    add_columns(&a, book, table);
    add_terms(&a, book, world, table);
    if (status == ENT_OK)
        status = add_citations(&a, world, world_path, table, error);
    return answer_end(&a, status, out, error);
}

ent_status codebook_said(const codebook *book, ent_world *world, const ent_table_options *options,
                         const ent_table *table, ent_json **out, ent_error *error)
{
    answer a;
    *out = NULL;
    ent_status status = answer_begin(&a, command_of(options->unit), error);
    if (status != ENT_OK)
        return status;
    ent_json_add_integer(a.json, a.result, "rows", (long long)book->rows);
    add_terms(&a, book, world, table);
    return answer_end(&a, status, out, error);
}

/* ---- as Markdown ---- */

static const char *text_of(const ent_json_value *object, const char *key)
{
    const char *text = ent_json_text(ent_json_get(object, key));
    return text ? text : "";
}

static void write_column(ent_buffer *out, const ent_json_value *column)
{
    const ent_json_value *covers = ent_json_get(column, "covers");
    const char *from = text_of(covers, "from"), *to = text_of(covers, "to");
    ent_buffer_format(out, "| `%s` | %s | %s | %s | %.4s%s%.4s | %s | %.0f |\n", text_of(column, "name"),
                      text_of(column, "label"), text_of(column, "unit"), text_of(column, "source"), from,
                      *from || *to ? "-" : "", to, text_of(column, "rule"),
                      ent_json_number(ent_json_get(column, "missing")));
}

/* What rows were chosen by. */
static void write_chosen(ent_buffer *out, const ent_json_value *result)
{
    static const struct {
        const char *key, *words;
    } texts[] = {{"states", ", among `%s`"}, {"where", ", where `%s`"}, {"whittle", ", disputes chosen by `%s`"}};
    static const char *const years[] = {"from", "to"};
    for (size_t i = 0; i < ent_countof(years); i++)
        if (ent_json_get(result, years[i]))
            ent_buffer_format(out, " %s %.0f", years[i], ent_json_number(ent_json_get(result, years[i])));
    if (ent_json_is_true(ent_json_get(result, "only_relevant")))
        ent_buffer_add(out, ", politically relevant");
    for (size_t i = 0; i < ent_countof(texts); i++)
        if (*text_of(result, texts[i].key))
            ent_buffer_format(out, texts[i].words, text_of(result, texts[i].key));
}

static void write_markdown(ent_buffer *out, const ent_json *json)
{
    const ent_json_value *root = ent_json_root((ent_json *)json), *result = ent_json_get(root, "result");
    const ent_json_value *columns = ent_json_get(result, "columns");
    const ent_json_value *citations = ent_json_get(result, "citations");
    ent_buffer_format(out, "# Codebook\n\n%.0f rows: %s%ss by %s, system `%s`", ent_json_number(
                          ent_json_get(result, "rows")), ent_json_is_true(ent_json_get(result, "directed"))
                          ? "directed " : "", text_of(result, "unit"), text_of(result, "by"),
                      text_of(result, "system"));
    write_chosen(out, result);
    ent_buffer_format(out, "%s. Missing is empty; outside a source's coverage a value is missing, never 0.\n"
                      "Made by Entente %s.\n\n", *text_of(result, "rules_like")
                      ? "; rules like peacesciencer" : "", text_of(root, "entente"));
    ent_buffer_add(out, "| column | label | unit | source | covers | rule | missing |\n"
                        "| --- | --- | --- | --- | --- | --- | --- |\n");
    for (size_t i = 0; i < ent_json_count(columns); i++)
        write_column(out, ent_json_at(columns, i));
    ent_buffer_add(out, "\n## Citations\n\n");
    for (size_t i = 0; i < ent_json_count(citations); i++)
        ent_buffer_format(out, "- `%s`: %s\n", text_of(ent_json_at(citations, i), "source"),
                          text_of(ent_json_at(citations, i), "citation"));
    ent_buffer_add(out, "\n```bibtex\n");
    for (size_t i = 0; i < ent_json_count(citations); i++)
        ent_buffer_format(out, "%s\n", text_of(ent_json_at(citations, i), "bibtex"));
    ent_buffer_add(out, "```\n");
}

ent_status codebook_write(const codebook *book, ent_world *world, const char *world_path,
                          const ent_table_options *options, const ent_table *table, const char *path,
                          ent_error *error)
{
    ent_json *json = NULL;
    char *text = NULL;
    ent_buffer page = {0};
    size_t length = strlen(path);
    bool markdown = length > 3 && strcmp(path + length - 3, ".md") == 0;
    ent_status status = make_document(book, world, world_path, options, table, &json, error);
    if (status == ENT_OK && markdown) {
        write_markdown(&page, json);
        status = page.failed ? ent_fail_memory(error)
                             : ent_file_write(path, page.data, page.length, error);
    } else if (status == ENT_OK) {
        status = ent_json_print(json, &text, error);
        if (status == ENT_OK)
            status = ent_file_write(path, text, strlen(text), error);
    }
    free(text);
    ent_buffer_clear(&page);
    ent_json_free(json);
    return status;
}
