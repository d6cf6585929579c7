/* `entente diff`: what changed between two worlds, or two sources of one. Series are paired by kind, name and
 * source; one whose source only one world has is paired with another version of that data set. */
#include "report/diff.h"

#include "core/memory.h"
#include "core/text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void cell(differing *d, ent_json_value *table, const char *column, const char *text)
{
    ent_json_add_text(d->answer.json, ent_json_get(table, column), NULL, text);
}

static void cell_count(differing *d, const char *column, size_t count)
{
    ent_json_add_integer(d->answer.json, ent_json_get(d->series, column), NULL, (long long)count);
}

/* ---- pairs of series ---- */

static const ent_source *source_of(const ent_world *world, int id)
{
    size_t count;
    const ent_source *sources = ent_world_sources(world, &count);
    for (size_t i = 0; i < count; i++)
        if (sources[i].id == id)
            return &sources[i];
    return NULL;
}

/* Length of a source's name without its version: "nmc" of nmc-7.0. */
static size_t base_length(const ent_source *source)
{
    size_t length = strlen(source->name), version = strlen(source->version);
    bool ends = version > 0 && length > version + 1 &&
                strcmp(source->name + length - version, source->version) == 0 &&
                source->name[length - version - 1] == '-';
    return ends ? length - version - 1 : length;
}

static bool same_data_set(const ent_source *a, const ent_source *b)
{
    return a && b && base_length(a) == base_length(b) &&
           strncmp(a->name, b->name, base_length(a)) == 0;
}

static const ent_series *find_series(const ent_world *world, const ent_series *like,
                                     const char *source)
{
    size_t count;
    const ent_series *all = ent_world_series(world, like->kind, &count);
    for (size_t i = 0; i < count; i++)
        if (strcmp(all[i].name, like->name) == 0 && strcmp(all[i].source, source) == 0)
            return &all[i];
    return NULL;
}

/* The series of world `side` that this one of the other world is compared with, or NULL. */
static const ent_series *partner(const differing *d, int side, const ent_series *series)
{
    const ent_world *own = d->worlds[!side], *other = d->worlds[side];
    if (d->options->between[0])
        return find_series(other, series, d->options->between[side]);
    const ent_series *same = find_series(other, series, series->source);
    if (same)
        return same;
    size_t count;
    const ent_series *all = ent_world_series(other, series->kind, &count);
    for (size_t i = 0; i < count; i++)
        if (strcmp(all[i].name, series->name) == 0 && !find_series(own, series, all[i].source) &&
            same_data_set(source_of(own, series->source_id), source_of(other, all[i].source_id)))
            return &all[i];
    return NULL;
}

/* ---- comparing a pair ---- */

static void add_finding(differing *d, const finding *f)
{
    char text[96], day[11];
    bool overlap = f->common.from > 0;
    ent_span a = f->series[0]->covers, b = f->series[1]->covers;
    ent_day from = a.from > b.from ? a.from : b.from, to = a.to < b.to ? a.to : b.to;
    cell(d, d->series, "kind", ent_series_kind_word(f->series[0]->kind));
    cell(d, d->series, "name", f->series[0]->name);
    cell(d, d->series, "first", f->series[0]->source);
    cell(d, d->series, "second", f->series[1]->source);
    cell(d, d->series, "from", overlap ? ent_day_format(from, text) : NULL);
    cell(d, d->series, "to", overlap ? ent_day_format(to, text) : NULL);
    cell_count(d, "common", f->same + f->within + f->changed);
    cell_count(d, "changed", f->changed);
    cell_count(d, "within", f->within);
    cell_count(d, "only_first", f->only[0]);
    cell_count(d, "only_second", f->only[1]);
    cell_count(d, "beyond_first", f->outside[0]);
    cell_count(d, "beyond_second", f->outside[1]);
    ent_json_add_number(d->answer.json, ent_json_get(d->series, "largest"), NULL, f->largest);
    if (!isnan(f->largest))
        snprintf(text, sizeof text, "%.70s %.4s", diff_actor(d, f->largest_actor),
                 ent_day_format(f->largest_from, day));
    cell(d, d->series, "largest_of", isnan(f->largest) ? NULL : text);
}

/* The days that both cover. Where they begin or end together nothing is cut: a source may have rows a
 * little beyond what it says that it covers. */
static ent_span common_days(ent_span a, ent_span b)
{
    ent_span both = {a.from > b.from ? a.from : b.from, a.to < b.to ? a.to : b.to};
    if (both.from > both.to)
        return (ent_span){0, 0}; /* no day at all */
    return (ent_span){a.from == b.from ? ENT_DAY_FIRST : both.from,
                      a.to == b.to ? ENT_DAY_LAST : both.to};
}

static ent_status compare(differing *d, const ent_series *a, const ent_series *b)
{
    finding f = {.series = {a, b}, .largest = (double)NAN};
    f.common = common_days(a->covers, b->covers);
    ent_status status = a->kind == ENT_ATTRIBUTE ? diff_values(d, &f) : diff_spells(d, &f);
    if (status == ENT_OK && (a->kind == ENT_TREATIES || a->kind == ENT_CONFLICTS) &&
        d->worlds[0] != d->worlds[1]) /* within a world a code is of one series */
        status = diff_treaties(d, &f);
    if (status != ENT_OK)
        return status;
    add_finding(d, &f);
    d->differs |= f.changed + f.only[0] + f.only[1] + f.outside[0] + f.outside[1] > 0;
    return ENT_OK;
}

/* A series that the other side has nothing to compare with. */
static void add_alone(differing *d, int side, const ent_series *series)
{
    ent_json_value *table = ent_json_get(d->answer.result, "alone");
    cell(d, table, "what", side == 0 ? "only in the first" : "only in the second");
    cell(d, table, "kind", ent_series_kind_word(series->kind));
    cell(d, table, "name", series->name);
    cell(d, table, "source", series->source);
    d->differs = true;
}

static bool is_asked_for(const differing *d, int side, const ent_series *series)
{
    return !d->options->between[0] || strcmp(series->source, d->options->between[side]) == 0;
}

static ent_status compare_kind(differing *d, ent_series_kind kind)
{
    ent_status status = ENT_OK;
    for (int side = 0; side < 2; side++) {
        size_t count;
        const ent_series *all = ent_world_series(d->worlds[side], kind, &count);
        for (size_t i = 0; i < count && status == ENT_OK; i++) {
            if (!is_asked_for(d, side, &all[i]))
                continue;
            const ent_series *other = partner(d, !side, &all[i]);
            if (!other)
                add_alone(d, side, &all[i]);
            else if (side == 0)
                status = compare(d, &all[i], other);
        }
    }
    return status;
}

/* ---- sources, files, order of preference ---- */

static const ent_source *source_named(const ent_world *world, const char *name)
{
    size_t count;
    const ent_source *sources = ent_world_sources(world, &count);
    for (size_t i = 0; i < count; i++)
        if (strcmp(sources[i].name, name) == 0)
            return &sources[i];
    return NULL;
}

static void add_source(differing *d, const char *what, const char *source, const char *layout,
                       const char *before, const char *after)
{
    ent_json_value *table = ent_json_get(d->answer.result, "sources");
    cell(d, table, "what", what);
    cell(d, table, "source", source);
    cell(d, table, "layout", layout);
    cell(d, table, "before", before);
    cell(d, table, "after", after);
    d->differs = true;
}

/* Files of the same source and layout whose bytes differ. */
static void compare_files(differing *d, const ent_world_file *a, size_t count_a,
                          const ent_world_file *b, size_t count_b)
{
    for (size_t i = 0; i < count_a; i++) {
        const ent_source *source = source_of(d->worlds[0], a[i].source_id);
        for (size_t k = 0; source && k < count_b; k++) {
            const ent_source *other = source_of(d->worlds[1], b[k].source_id);
            if (other && strcmp(source->name, other->name) == 0 &&
                strcmp(a[i].layout, b[k].layout) == 0 && strcmp(a[i].sha256, b[k].sha256) != 0)
                add_source(d, "another file", source->name, a[i].layout, a[i].sha256, b[k].sha256);
        }
    }
}

static ent_status compare_sources(differing *d)
{
    ent_world_file *files[2] = {NULL, NULL};
    size_t counts[2] = {0, 0};
    ent_status status = ENT_OK;
    for (int side = 0; side < 2 && status == ENT_OK; side++) {
        size_t count;
        const ent_source *sources = ent_world_sources(d->worlds[side], &count);
        for (size_t i = 0; i < count; i++)
            if (!source_named(d->worlds[!side], sources[i].name))
                add_source(d, side == 0 ? "only in the first" : "only in the second",
                           sources[i].name, NULL, NULL, NULL);
        status = ent_world_files(d->worlds[side], &files[side], &counts[side], d->error);
    }
    if (status == ENT_OK)
        compare_files(d, files[0], counts[0], files[1], counts[1]);
    free(files[0]);
    free(files[1]);
    return status;
}

/* "nmc-7.0, nmc-6.0": the sources of a name that both worlds have, in the order of this one. */
static void join_order(const differing *d, int side, const ent_series *like, ent_buffer *out)
{
    size_t count;
    const ent_series *all = ent_world_series(d->worlds[side], like->kind, &count);
    for (size_t i = 0; i < count; i++)
        if (strcmp(all[i].name, like->name) == 0 &&
            find_series(d->worlds[!side], like, all[i].source))
            ent_buffer_format(out, "%s%s", out->length ? ", " : "", all[i].source);
}

static ent_status compare_order(differing *d, ent_series_kind kind)
{
    size_t count;
    const ent_series *all = ent_world_series(d->worlds[0], kind, &count);
    ent_json_value *table = ent_json_get(d->answer.result, "order");
    for (size_t i = 0; i < count; i++) {
        ent_buffer order[2] = {{0}, {0}};
        if (i > 0 && strcmp(all[i].name, all[i - 1].name) == 0)
            continue;
        for (int side = 0; side < 2; side++)
            join_order(d, side, &all[i], &order[side]);
        bool failed = order[0].failed || order[1].failed;
        if (!failed && strcmp(ent_buffer_text(&order[0]), ent_buffer_text(&order[1])) != 0) {
            cell(d, table, "kind", ent_series_kind_word(kind));
            cell(d, table, "name", all[i].name);
            cell(d, table, "before", ent_buffer_text(&order[0]));
            cell(d, table, "after", ent_buffer_text(&order[1]));
            d->differs = true;
        }
        ent_buffer_clear(&order[0]);
        ent_buffer_clear(&order[1]);
        if (failed)
            return ent_fail_memory(d->error);
    }
    return ENT_OK;
}

/* ---- all ---- */

/* The full name of a source that a user wrote: "nmc-6" or "cow-4.1" may be enough. */
static ent_status find_source(const ent_world *world, const char *wanted, const char **name,
                              ent_error *error)
{
    size_t count, found = 0;
    const ent_source *sources = ent_world_sources(world, &count);
    ent_buffer list = {0};
    const ent_source *exact = source_named(world, wanted);
    for (size_t i = 0; i < count && !exact; i++) {
        if (!ent_source_is_called(sources[i].name, wanted))
            continue;
        *name = sources[i].name;
        ent_buffer_format(&list, "%s%s", found++ ? ", " : "", sources[i].name);
    }
    for (size_t i = 0; i < count && !exact && found == 0; i++)
        ent_buffer_format(&list, "%s%s", i ? ", " : "", sources[i].name);
    ent_status status = ENT_OK;
    if (exact)
        *name = exact->name;
    else if (list.failed)
        status = ent_fail_memory(error);
    else if (found != 1)
        status = ent_fail(error, ENT_ERR_INPUT,
                          found ? "'%.60s' can be several sources: %.380s"
                                : "there is no source '%.60s'; the world has %.380s",
                          wanted, ent_buffer_text(&list));
    ent_buffer_clear(&list);
    return status;
}

static void add_tables(differing *d)
{
    static const char *const series[] = {"kind", "name", "first", "second", "from", "to", "common",
                                         "changed", "within", "only_first", "only_second",
                                         "beyond_first", "beyond_second", "largest", "largest_of"};
    static const char *const rows[] = {"kind", "name", "what", "a", "b", "treaty", "from", "to",
                                       "before", "after"};
    static const char *const alone[] = {"what", "kind", "name", "source"};
    static const char *const treaties[] = {"what", "treaty", "name_before", "name_after",
                                           "from_before", "from_after", "to_before", "to_after"};
    static const char *const sources[] = {"what", "source", "layout", "before", "after"};
    static const char *const order[] = {"kind", "name", "before", "after"};
    ent_json *json = d->answer.json;
    ent_json_value *result = d->answer.result;
    ent_json_add_number(json, result, "tolerance", d->options->tolerance);
    d->series = ent_json_add_table(json, result, "series", series, ent_countof(series));
    d->rows = ent_json_add_table(json, result, "rows", rows, ent_countof(rows));
    ent_json_add_table(json, result, "treaties", treaties, ent_countof(treaties));
    ent_json_add_table(json, result, "alone", alone, ent_countof(alone));
    ent_json_add_table(json, result, "sources", sources, ent_countof(sources));
    ent_json_add_table(json, result, "order", order, ent_countof(order));
}

static ent_status fill(differing *d)
{
    bool two = d->worlds[0] != d->worlds[1];
    ent_status status = diff_match(d);
    for (int kind = 0; kind < ENT_SERIES_KINDS && status == ENT_OK; kind++) {
        status = compare_kind(d, (ent_series_kind)kind);
        if (status == ENT_OK && two)
            status = compare_order(d, (ent_series_kind)kind);
    }
    if (status == ENT_OK && two)
        status = compare_sources(d);
    if (status == ENT_OK && !two && ent_json_row_count(d->series) == 0)
        return ent_fail(d->error, ENT_ERR_INPUT, "%s and %s have no series of one name",
                        d->options->between[0], d->options->between[1]);
    ent_json_add_boolean(d->answer.json, d->answer.result, "differ", d->differs);
    return status == ENT_OK && d->failed ? ent_fail_memory(d->error) : status;
}

ent_status ent_diff(ent_world *a, ent_world *b, const ent_diff_options *options, ent_json **out,
                    ent_error *error)
{
    ent_diff_options asked = *options;
    differing d = {.worlds = {a, b ? b : a}, .options = &asked, .error = error};
    ent_status status = ENT_OK;
    *out = NULL;
    for (int i = 0; i < 2 && !b && status == ENT_OK; i++)
        status = find_source(a, options->between[i], &asked.between[i], error);
    if (status == ENT_OK && !b && strcmp(asked.between[0], asked.between[1]) == 0)
        return ent_fail(error, ENT_ERR_ARGUMENT, "%s is compared with itself", asked.between[0]);
    if (status == ENT_OK)
        status = answer_begin(&d.answer, "diff", error);
    if (status != ENT_OK)
        return status;
    for (int i = 0; i < 2 && asked.paths[i] && status == ENT_OK; i++)
        status = answer_input_world(&d.answer, d.worlds[i], asked.paths[i], error);
    ent_json_value *result = d.answer.result;
    ent_json_add_text(d.answer.json, result, "first", b ? asked.paths[0] : asked.between[0]);
    ent_json_add_text(d.answer.json, result, "second", b ? asked.paths[1] : asked.between[1]);
    add_tables(&d);
    if (status == ENT_OK)
        status = fill(&d);
    diff_clear(&d);
    return answer_end(&d.answer, status, out, error);
}
