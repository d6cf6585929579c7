/* What does not fit together in a world, as a document.
 *
 *   result: checks (how many), nothing_found (those that found nothing), counts by kind,
 *   findings (a table), rows (a table: `finding` is the number of the finding, from 0),
 *   coverage (a table) and filled (a table: how full each series is in a year) */
#include "entente/report.h"

#include "report/answer.h"

#include "core/memory.h"
#include "core/text.h"
#include "entente/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void cell(answer *a, ent_json_value *table, const char *column, const char *text)
{
    ent_json_add_text(a->json, ent_json_get(table, column), NULL, text);
}

static void cell_integer(answer *a, ent_json_value *table, const char *column, long long number)
{
    ent_json_add_integer(a->json, ent_json_get(table, column), NULL, number);
}

static void cell_number(answer *a, ent_json_value *table, const char *column, double number)
{
    ent_json_add_number(a->json, ent_json_get(table, column), NULL, number);
}

/* A path as a shell takes it. */
static void add_path(ent_buffer *text, const char *path)
{
    static const char plain[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./-:@+";
    if (*path && *path != '-' && path[strspn(path, plain)] == '\0') {
        ent_buffer_add(text, path);
        return;
    }
    ent_buffer_add(text, *path == '-' ? "'./" : "'");
    for (; *path; path++)
        ent_buffer_add_bytes(text, *path == '\'' ? "'\\''" : path, *path == '\'' ? 4 : 1);
    ent_buffer_add(text, "'");
}

/* How to see the rows of a finding. */
static void add_see(answer *a, ent_json_value *table, const ent_finding *finding, const char *path)
{
    ent_buffer see = {0}, query = {0};
    ent_buffer_add(&see, "entente check ");
    add_path(&see, path);
    ent_buffer_format(&see, " --rows %s", finding->check);
    ent_buffer_add(&query, "sqlite3 -readonly ");
    add_path(&query, path);
    ent_buffer_format(&query, " \"%s\"", finding->sql);
    cell(a, table, "see", ent_buffer_text(&see));
    cell(a, table, "query", finding->sql[0] ? ent_buffer_text(&query) : NULL);
    ent_buffer_clear(&see);
    ent_buffer_clear(&query);
}

static void add_findings(answer *a, const ent_check_report *report, const char *path)
{
    static const char *const columns[] = {"check", "kind", "source", "count",
                                          "unit",  "text", "first",  "second",
                                          "third", "see",  "query",  "question"};
    ent_json_value *table =
        ent_json_add_table(a->json, a->result, "findings", columns, ent_countof(columns));
    for (size_t i = 0; i < report->finding_count; i++) {
        const ent_finding *finding = &report->findings[i];
        cell(a, table, "check", finding->check);
        cell(a, table, "kind", ent_finding_kind_word(finding->kind));
        cell(a, table, "source", finding->source);
        cell_integer(a, table, "count", finding->count);
        cell(a, table, "unit", finding->unit);
        cell(a, table, "text", finding->text);
        cell(a, table, "first", finding->numbers[0]);
        cell(a, table, "second", finding->numbers[1]);
        cell(a, table, "third", finding->numbers[2]);
        cell(a, table, "question", finding->question);
        add_see(a, table, finding, path);
    }
}

static void cell_day(answer *a, ent_json_value *table, const char *column, ent_day day)
{
    char text[11];
    bool open = day <= ENT_DAY_FIRST || day >= ENT_DAY_LAST;
    cell(a, table, column, open ? NULL : ent_day_format(day, text));
}

static void cell_actor(answer *a, ent_json_value *table, const char *column, ent_world *world,
                       int id)
{
    const ent_actor *actor = ent_world_actor(world, id);
    cell(a, table, column, actor ? actor->abb : NULL);
}

static ent_status add_row(answer *a, ent_json_value *table, ent_world *world, size_t number,
                          const ent_finding *finding, const ent_finding_row *row, ent_error *error)
{
    ent_treaty treaty = {0};
    ent_status status =
        row->treaty > 0 ? ent_world_treaty(world, row->treaty, &treaty, error) : ENT_OK;
    cell_integer(a, table, "finding", (long long)number);
    cell(a, table, "check", finding->check);
    cell(a, table, "source", finding->source);
    cell_day(a, table, "from", row->span.from);
    cell_day(a, table, "to", row->span.to);
    cell_actor(a, table, "a", world, row->a);
    cell_actor(a, table, "b", world, row->b);
    cell(a, table, "treaty", treaty.code[0] ? treaty.code : NULL);
    cell_number(a, table, "first", row->number[0]);
    cell_number(a, table, "second", row->number[1]);
    cell_number(a, table, "third", row->number[2]);
    cell(a, table, "note", row->note[0] ? row->note : NULL);
    return status;
}

static ent_status add_rows(answer *a, ent_world *world, const ent_check_report *report,
                           ent_error *error)
{
    static const char *const columns[] = {"finding", "check",  "source", "from",   "to",    "a",
                                          "b",       "treaty", "first",  "second", "third", "note"};
    ent_json_value *table =
        ent_json_add_table(a->json, a->result, "rows", columns, ent_countof(columns));
    ent_status status = ENT_OK;
    for (size_t i = 0; i < report->finding_count; i++) {
        const ent_finding *finding = &report->findings[i];
        for (size_t row = finding->row; row < finding->row + finding->row_count; row++)
            if (status == ENT_OK)
                status = add_row(a, table, world, i, finding, &report->rows[row], error);
    }
    return status;
}

static void add_coverage(answer *a, const ent_check_report *report)
{
    static const char *const columns[] = {"kind", "name", "source",  "from",
                                          "to",   "rows", "is_share"};
    static const char *const year_columns[] = {"series", "year", "filled"};
    ent_json_value *table =
        ent_json_add_table(a->json, a->result, "coverage", columns, ent_countof(columns));
    ent_json_value *years =
        ent_json_add_table(a->json, a->result, "filled", year_columns, ent_countof(year_columns));
    for (size_t i = 0; i < report->coverage_count; i++) {
        const ent_coverage *series = &report->coverage[i];
        cell(a, table, "kind", ent_series_kind_word(series->kind));
        cell(a, table, "name", series->name);
        cell(a, table, "source", series->source);
        cell_integer(a, table, "from", series->from_year);
        cell_integer(a, table, "to", series->to_year);
        cell_integer(a, table, "rows", series->rows);
        ent_json_add_boolean(a->json, ent_json_get(table, "is_share"), NULL, series->is_share);
        for (int year = series->from_year; year <= series->to_year; year++) {
            cell_integer(a, years, "series", (long long)i);
            cell_integer(a, years, "year", year);
            cell_number(a, years, "filled", series->filled[year - series->from_year]);
        }
    }
}

static void add_counts(answer *a, const ent_check_report *report)
{
    ent_json_value *counts = ent_json_add_object(a->json, a->result, "counts");
    for (int kind = 0; kind < ENT_FINDING_KINDS; kind++) {
        long long count = 0;
        for (size_t i = 0; i < report->finding_count; i++)
            count += (int)report->findings[i].kind == kind;
        ent_json_add_integer(a->json, counts, ent_finding_kind_word((ent_finding_kind)kind), count);
    }
}

/* The checks that were made and found nothing. */
static void add_silent(answer *a, const ent_check_report *report)
{
    ent_json_value *list = ent_json_add_list(a->json, a->result, "nothing_found");
    const char *name, *question;
    for (size_t i = 0; (name = ent_check_at(i, &question)); i++) {
        bool found = !(report->made >> i & 1) || strcmp(name, "coverage") == 0;
        for (size_t k = 0; k < report->finding_count; k++)
            found |= strcmp(report->findings[k].check, name) == 0;
        if (!found)
            ent_json_add_text(a->json, list, NULL, name);
    }
}

ent_status ent_check(ent_world *world, const char *path, const ent_check_options *options,
                     ent_json **out, ent_error *error)
{
    ent_check_report *report = NULL;
    answer a;
    *out = NULL;
    ent_status status = ent_check_world(world, options->rows ? options->rows : options->only,
                                        options->monitor, &report, error);
    if (status != ENT_OK)
        return status;
    status = answer_begin(&a, "check", error);
    if (status != ENT_OK) {
        ent_check_report_free(report);
        return status;
    }
    status = answer_input_world(&a, world, path, error);
    ent_json_add_text(a.json, a.result, "world", path);
    ent_json_add_text(a.json, a.result, "rows_of", options->rows);
    ent_json_add_integer(a.json, a.result, "checks", (long long)report->check_count);
    add_counts(&a, report);
    add_silent(&a, report);
    add_findings(&a, report, path);
    if (status == ENT_OK)
        status = add_rows(&a, world, report, error);
    add_coverage(&a, report);
    ent_check_report_free(report);
    return answer_end(&a, status, out, error);
}
