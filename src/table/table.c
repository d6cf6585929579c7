/* Making a table: which columns are asked for, the rows, filling the groups, leaving rows out. */
#include "table/table.h"
#include "table/alliances.h"
#include "table/asked.h"
#include "table/rows.h"
#include "table/where.h"

#include "core/memory.h"
#include "core/parallel.h"
#include "core/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* How ent_world_spells or ent_world_numbers read. */
typedef ent_status read_spells(ent_world *world, const ent_series *series, ent_span span, ent_spells *out,
                               ent_error *error);

struct ent_table {
    ent_world *world;
    ent_table_options options;
    const ent_monitor *monitor;
    ent_series system;
    ent_series treaties;      /* tables of alliances */
    int from, to;             /* the years asked for; the frame may begin earlier */
    table_frame frame;
    table_column *columns;
    size_t column_count;
    table_asked asked;        /* the groups */
    table_where *where;       /* NULL = all rows */
    size_t block_rows;
    bool blocks;              /* several may come: spells are kept between them */
    struct {
        int series;
        read_spells *read;    /* the function that read them */
        ent_spells spells;
    } kept[96];               /* spells that were read */
    size_t kept_count;
};

/* ---- columns ---- */

static size_t type_size(ent_column_type type)
{
    static const size_t sizes[] = {1, 2, 4, 8, 4};
    return sizes[type];
}

static void fill_missing(ent_column_type type, void *data, size_t count)
{
    if (type == ENT_COLUMN_INT8)
        memset(data, (uint8_t)INT8_MIN, count);
    else if (type == ENT_COLUMN_TEXT)
        memset(data, 0xFF, count * 4);
    for (size_t i = 0; type == ENT_COLUMN_INT16 && i < count; i++)
        ((int16_t *)data)[i] = INT16_MIN;
    for (size_t i = 0; type == ENT_COLUMN_INT32 && i < count; i++)
        ((int32_t *)data)[i] = INT32_MIN;
    for (size_t i = 0; type == ENT_COLUMN_DOUBLE && i < count; i++)
        ((double *)data)[i] = (double)NAN;
}

static size_t column_length(const ent_table *table, const table_column *column)
{
    return column->shown.side == 0   ? table->frame.rows
           : column->shown.side == 3 ? table->frame.alliance_count
                                     : table->frame.state_count;
}

/* Room for the values of a column. */
static ent_status make_values(const ent_table *table, table_column *column, ent_error *error)
{
    size_t length = column_length(table, column);
    if (column->borrows || (column->shown.side && column->data)) /* of an earlier block */
        return ENT_OK;
    free(column->data);
    column->data = ent_new_large(length * type_size(column->shown.type));
    column->shown.data = column->data;
    column->shown.length = length;
    return column->data ? ENT_OK : ent_fail_memory(error);
}

static void clear_values(void *columns, size_t part)
{
    table_column *column = (table_column *)columns + part;
    if (column->data)
        fill_missing(column->shown.type, column->data, column->shown.length);
}

/* Room for the values of a group's columns, all missing. */
static ent_status make_group(const ent_table *table, table_column *columns, ent_error *error)
{
    size_t count = 0;
    ent_status status = ENT_OK;
    for (; columns[count].row && status == ENT_OK; count++)
        status = make_values(table, &columns[count], error);
    if (status == ENT_OK)
        ent_parallel(count, 0, clear_values, columns);
    return status;
}

int table_text(table_column *column, const char *text)
{
    size_t count = column->shown.text_count;
    if (count && strcmp(column->texts[count - 1], text) == 0)
        return (int)count - 1;
    for (size_t i = 0; i < count; i++)
        if (strcmp(column->texts[i], text) == 0)
            return (int)i;
    if (!ent_grow(&column->texts, count, &column->text_capacity, sizeof *column->texts))
        return -1;
    column->shown.texts = (const char *const *)column->texts;
    column->texts[count] = ent_copy_text(text);
    if (!column->texts[count])
        return -1;
    column->shown.text_count++;
    return (int)count;
}

/* Let name2 show the data of name1. */
static void borrow_data(table_column *columns)
{
    for (table_column *column = columns; column->row; column++) {
        const table_column *owner = columns;
        while (owner->row != column->row)
            owner++;
        if (!column->borrows)
            continue;
        int side = column->shown.side;
        char name[sizeof column->shown.name];
        memcpy(name, column->shown.name, sizeof name);
        column->shown = owner->shown;
        column->shown.side = side;
        memcpy(column->shown.name, name, sizeof name);
    }
}

static void clear_column(table_column *column)
{
    if (column->borrows)
        return;
    free(column->data);
    for (size_t i = 0; i < column->shown.text_count; i++)
        free(column->texts[i]);
    free(column->texts);
}

/* ---- for the functions of groups ---- */

table_column *table_work_column(table_work *w, size_t index, int number)
{
    for (table_column *column = w->columns; column->row; column++)
        if (column->row == &w->group->columns[index] && (column->number == number || !column->number || !column->row->pair))
            return column;
    return w->none;
}

table_column *table_find_column(table_work *w, const char *name)
{
    ent_table *table = w->table;
    for (size_t i = 0; i < table->column_count; i++)
        if (strcmp(table->columns[i].shown.name, name) == 0)
            return &table->columns[i];
    return NULL;
}

const table_column *table_read_column(table_work *w, const char *name)
{
    char numbered[64];
    snprintf(numbered, sizeof numbered, w->dyads ? "%s1" : "%s", name);
    return table_find_column(w, numbered);
}

static ent_status fail_series(table_work *w, ent_error *found)
{
    if (found->code != ENT_ERR_INPUT)
        return ent_fail(w->error, found->code, "%s", found->message);
    return ent_fail(w->error, ENT_ERR_INPUT, "%s: %.330s; import it: %.120s", w->group->name,
                    found->message, w->group->import ? w->group->import : "see 'entente import'");
}

ent_status table_series(table_work *w, ent_series_kind kind, const char *name, ent_series *out)
{
    ent_error found = {0};
    char full[136];
    bool bare = !strchr(name, '@') || *w->source;
    snprintf(full, sizeof full, "%.*s%s%s", bare ? (int)strcspn(name, "@") : 135, name,
             *w->source ? "@" : "", w->source);
    ent_status status = ent_world_resolve(w->world, kind, full, out, &found);
    return status == ENT_OK ? ENT_OK : fail_series(w, &found);
}

static ent_status keep_spells(table_work *w, const ent_series *series, read_spells *read,
                              const ent_spells **out)
{
    ent_table *table = w->table;
    const table_frame *frame = &table->frame;
    *out = NULL;
    for (size_t i = 0; i < table->kept_count && !*out; i++)
        if (table->kept[i].series == series->id && table->kept[i].read == read)
            *out = &table->kept[i].spells;
    if (*out)
        return ENT_OK;
    if (table->kept_count == ent_countof(table->kept))
        return ent_fail(w->error, ENT_ERR_BUG, "more than %zu series in a table", table->kept_count);
    ent_spells *spells = &table->kept[table->kept_count].spells;
    ent_span all = {frame->when[0].from, frame->when[frame->times - 1].to};
    ent_status status = read(w->world, series, all, spells, w->error);
    if (status != ENT_OK)
        return status;
    table->kept[table->kept_count].read = read;
    table->kept[table->kept_count++].series = series->id;
    *out = spells;
    return ENT_OK;
}

ent_status table_spells(table_work *w, const ent_series *series, const ent_spells **out)
{
    return keep_spells(w, series, ent_world_spells, out);
}

ent_status table_numbers(table_work *w, const ent_series *series, const ent_spells **out)
{
    return keep_spells(w, series, ent_world_numbers, out);
}

static void forget_spells(ent_table *table)
{
    for (size_t i = 0; i < table->kept_count; i++)
        ent_spells_clear(&table->kept[i].spells);
    table->kept_count = 0;
}

static bool names_source(const char *list, const char *name)
{
    size_t length = strlen(name);
    for (const char *at = list; (at = strstr(at, name)); at += length)
        if ((at == list || at[-1] == ' ') && (at[length] == '\0' || at[length] == ','))
            return true;
    return false;
}

static void add_source(ent_table_column *column, const char *name, ent_span covered)
{
    size_t length = strlen(column->source);
    bool first = length == 0;
    if (names_source(column->source, name))
        return;
    snprintf(column->source + length, sizeof column->source - length, "%s%s", first ? "" : ", ", name);
    ent_span *covers = &column->covers;
    covers->from = first || covered.from > covers->from ? covered.from : covers->from;
    covers->to = first || covered.to < covers->to ? covered.to : covers->to;
}

void table_is_from(table_work *w, size_t index, const ent_series *series)
{
    char name[136];
    snprintf(name, sizeof name, "%s@%s", series->name, series->source);
    for (table_column *column = w->columns; column->row; column++)
        if (column->row == &w->group->columns[index])
            add_source(&column->shown, name, series->covers);
}

void table_is_made_from(table_work *w, size_t index, const table_column *from)
{
    for (table_column *column = w->columns; column->row; column++)
        if (column->row == &w->group->columns[index])
            add_source(&column->shown, from->shown.source, from->shown.covers);
    table_is_from(w, index, &w->frame->treaty_series);
}

void table_cover(table_work *w, table_column *column, const ent_series *series, double value)
{
    const table_frame *frame = w->frame;
    if (!column->data)
        return;
    for (size_t at = 0; at < column->shown.length; at++) {
        size_t state = column->shown.side ? at : frame->first[at];
        if (table_covered(frame, series, (size_t)frame->states[state].time))
            table_put(column, at, value);
    }
}

/* ---- making ---- */

/* Which series limits the years: that of the states, or that of the alliances if it knows less. */
static const ent_series *narrower(const ent_table *table, int end)
{
    const ent_series *system = &table->system, *treaties = &table->treaties;
    if (!table_unit_is_of_alliances(table->options.unit))
        return system;
    if (end)
        return treaties->covers.to < system->covers.to ? treaties : system;
    return treaties->covers.from > system->covers.from ? treaties : system;
}

static ent_status find_years(ent_table *table, ent_error *error)
{
    const ent_table_options *options = &table->options;
    int first = ent_day_year(narrower(table, 0)->covers.from), last = ent_day_year(narrower(table, 1)->covers.to);
    table->from = options->from ? options->from : first;
    table->to = options->to ? options->to : last;
    for (int end = 0; end < 2; end++) {
        int year = end ? table->to : table->from;
        const ent_series *series = narrower(table, year > last);
        if (year < first || year > last)
            return ent_fail(error, ENT_ERR_ARGUMENT,
                            "year %d: who is %s is known from %d to %d (%s@%s); tables end there, "
                            "whatever the day of the run", year, series == &table->treaties ? "allied" : "a state",
                            first, last, series->name, series->source);
    }
    if (table->from > table->to)
        return ent_fail(error, ENT_ERR_ARGUMENT, "the first year %d is after the last one %d",
                        table->from, table->to);
    return ENT_OK;
}

/* Places of the states of --states. */
static ent_status want_states(ent_table *table, ent_error *error)
{
    table_frame *frame = &table->frame;
    const char *text = table->options.states;
    ent_status status = ENT_OK;
    ent_span all = {frame->when[0].from, frame->when[frame->times - 1].to};
    if (!text)
        return ENT_OK;
    memset(frame->wanted, 0, frame->places);
    if (table->options.unit == ENT_TABLE_DYADS && !strchr(text, ','))
        return ent_fail(error, ENT_ERR_ARGUMENT, "--states '%.60s' is one state, and pairs are among those named; "
                        "of one with all others: --where \"stateabb1 = '%.20s'\"", text, text);
    while (*text && status == ENT_OK) {
        char word[64];
        int actor, found = 0;
        size_t length = strcspn(text, ",");
        snprintf(word, sizeof word, "%.*s", (int)(length < 63 ? length : 63), text);
        status = ent_world_find_actor(table->world, word, all, &actor, error);
        for (size_t s = 0; s < frame->state_count && status == ENT_OK; s++)
            if (frame->states[s].actor == actor)
                found = frame->wanted[frame->states[s].place] = 1;
        if (status == ENT_OK && !found)
            status = ent_fail(error, ENT_ERR_ARGUMENT, "--states: '%s' is no state of %s@%s in these years",
                              word, table->system.name, table->system.source);
        text += length + (text[length] == ',');
    }
    return status;
}

/* Whose states: cow or gw. */
static ent_status find_system(ent_table *table, const char *system, ent_error *error)
{
    ent_error found = {0};
    ent_status status = ent_world_resolve(table->world, ENT_SYSTEM, system, &table->system, &found);
    if (status == ENT_OK)
        return ENT_OK;
    const char *file = strcmp(system, "gw") == 0    ? "; import it: gw_states.csv, cow_gw_spells.csv"
                       : strcmp(system, "cow") == 0 ? "; import it: states2016.csv"
                                                    : "";
    return ent_fail(error, status, "%.330s%s", found.message, status == ENT_ERR_INPUT ? file : "");
}

static ent_status open_frame(ent_table *table, ent_error *error)
{
    const char *system = table->options.system ? table->options.system : "cow";
    bool of_alliances = table_unit_is_of_alliances(table->options.unit);
    ent_spells members = {0};
    ent_status status = find_system(table, system, error);
    if (status == ENT_OK && of_alliances)
        status = table_alliances_find(table->world, table->options.alliances, &table->treaties, error);
    if (status == ENT_OK)
        status = find_years(table, error);
    if (status == ENT_OK && of_alliances)
        status = table_alliances_read(table->world, &table->treaties, &members, error);
    bool longer = table->asked.whole_history && !table->options.like_peacesciencer;
    if (status == ENT_OK)
        status = table_frame_open(&table->frame, table->world, &table->options, &table->system,
                                  of_alliances ? &members : NULL, longer ? ent_day_year(table->system.covers.from) : table->from,
                                  table->to, error);
    if (status == ENT_OK && of_alliances)
        status = table_alliances_make(&table->frame, table->world, &table->treaties, &members, error);
    ent_spells_clear(&members);
    return status == ENT_OK ? want_states(table, error) : status;
}

static ent_status make_columns(ent_table *table, ent_error *error)
{
    ent_status status = table_asked_columns(&table->asked, &table->options, &table->columns,
                                            &table->column_count, error);
    if (status == ENT_OK && table->options.where)
        status = table_where_read(table->options.where, table->columns, table->column_count,
                                  &table->where, error);
    return status;
}

ent_status ent_table_begin(ent_world *world, const ent_table_options *options, size_t block_rows,
                           const ent_monitor *monitor, ent_table **out, ent_error *error)
{
    ent_table *table = ent_new_array(1, sizeof *table);
    *out = NULL;
    if (!table)
        return ent_fail_memory(error);
    *table = (ent_table){.world = world, .options = *options, .monitor = monitor,
                         .block_rows = block_rows, .blocks = block_rows != SIZE_MAX};
    ent_status status = ENT_OK;
    if (options->only_relevant && !(table_units(options->unit) & TABLE_OF_DYADS))
        status = ent_fail(error, ENT_ERR_ARGUMENT, "relevant are dyads, not %ss", ent_table_unit_word(options->unit));
    if (status == ENT_OK)
        status = table_asked_read(&table->asked, options, error);
    if (status == ENT_OK)
        status = open_frame(table, error);
    if (status == ENT_OK)
        status = make_columns(table, error);
    if (status == ENT_OK)
        *out = table;
    else
        ent_table_free(table);
    return status;
}

void ent_table_free(ent_table *table)
{
    if (!table)
        return;
    forget_spells(table);
    for (size_t i = 0; i < table->column_count; i++)
        clear_column(&table->columns[i]);
    free(table->columns);
    table_where_free(table->where);
    table_asked_clear(&table->asked);
    table_frame_clear(&table->frame);
    free(table);
}

static ent_status fill_group(ent_table *table, const table_ask *ask, ent_error *error)
{
    static table_column none; /* never written to: it has no data */
    table_work w = {.table = table, .world = table->world, .options = &table->options,
                    .frame = &table->frame, .system = &table->system, .group = ask->group,
                    .source = ask->source,
                    .columns = table->columns + ask->first_column, .none = &none,
                    .dyads = table->frame.dyads, .directed = table->frame.directed,
                    .like_peer = table->options.like_peacesciencer, .error = error};
    ent_status status = make_group(table, w.columns, error);
    if (status == ENT_OK)
        status = ask->group->fill(&w);
    if (status == ENT_OK)
        borrow_data(w.columns);
    if (!table->blocks)
        forget_spells(table);
    return status;
}

/* Fill the groups of some units in the order of the list of groups, whatever order they were asked for in. */
static ent_status fill_groups(ent_table *table, bool of_alliances, ent_error *error)
{
    const table_group *group;
    size_t done = 0;
    ent_status status = ENT_OK;
    for (size_t g = 0; (group = table_group_at(g)) && status == ENT_OK; g++) {
        if (of_alliances == !(group->units & TABLE_OF_ANY_ALLIANCE))
            continue;
        for (size_t i = 0; i < table->asked.count && status == ENT_OK; i++) {
            const table_ask *ask = &table->asked.items[i];
            if (ask->group != group)
                continue;
            status = ent_monitor_step(table->monitor, (double)done++ / (double)table->asked.count,
                                      group->name, error);
            if (status == ENT_OK)
                status = fill_group(table, ask, error);
        }
    }
    return status;
}

/* ---- rows of alliances ---- */

/* A value a row of the new ones, from that of the old one. */
static ent_status take_values(table_column *column, const uint32_t *from, size_t rows, ent_error *error)
{
    size_t size = type_size(column->shown.type);
    if (column->shown.side || !column->data)
        return ENT_OK;
    char *taken = malloc((rows ? rows : 1) * size);
    if (!taken)
        return ent_fail_memory(error);
    for (size_t row = 0; row < rows; row++)
        memcpy(taken + row * size, (const char *)column->data + from[row] * size, size);
    free(column->data);
    column->data = taken;
    column->shown.data = taken;
    column->shown.length = rows;
    return ENT_OK;
}

/* Until now the rows were those of states or pairs. */
static ent_status unfold(ent_table *table, ent_error *error)
{
    uint32_t *from;
    ent_status status = table_alliances_rows(&table->frame, &from, error);
    for (size_t a = 0; a < table->asked.count && status == ENT_OK; a++) {
        const table_ask *ask = &table->asked.items[a];
        if (ask->group->units & TABLE_OF_ANY_ALLIANCE)
            continue; /* filled later */
        for (table_column *column = table->columns + ask->first_column; column->row && status == ENT_OK; column++)
            status = take_values(column, from, table->frame.rows, error);
    }
    free(from);
    return status;
}

/* ---- leaving rows out ---- */

static void keep_values(table_column *column, const uint8_t *keep, size_t rows)
{
    size_t size = type_size(column->shown.type), count = 0;
    char *data = column->data;
    if (column->shown.side || !data)
        return;
    for (size_t row = 0; row < rows; row++) {
        if (!keep[row])
            continue;
        memmove(data + count * size, data + row * size, size);
        count++;
    }
    column->shown.length = count;
}

static void keep_rows(ent_table *table, const uint8_t *keep)
{
    for (size_t i = 0; i < table->column_count; i++)
        keep_values(&table->columns[i], keep, table->frame.rows);
    table_frame_keep(&table->frame, keep);
}

/* Politically relevant: contiguous by land or water, or a major power is one of the two. An unknown border
 * without a major power is not known to be relevant and left out. */
static void keep_relevant(ent_table *table, uint8_t *keep)
{
    const ent_table_column *border = ent_table_find(table, "conttype");
    const ent_table_column *major[2] = {ent_table_find(table, "cowmaj1"), ent_table_find(table, "cowmaj2")};
    for (size_t row = 0; row < table->frame.rows; row++) {
        bool relevant = ent_table_number(border, row) >= 1;
        for (int side = 0; side < 2; side++)
            relevant |= ent_table_number(major[side], ent_table_at(table, major[side], row)) == 1;
        keep[row] &= relevant;
    }
}

static ent_status leave_out(ent_table *table, ent_error *error)
{
    ent_day from = ent_span_of_year(table->from).from;
    bool early = table->frame.when[0].from < from;
    if (!table->where && !table->options.only_relevant && !early)
        return ENT_OK;
    uint8_t *keep = malloc(table->frame.rows ? table->frame.rows : 1);
    if (!keep)
        return ent_fail_memory(error);
    for (size_t row = 0; row < table->frame.rows; row++)
        keep[row] = table->frame.when[table_row_time(&table->frame, row)].from >= from;
    if (table->options.only_relevant)
        keep_relevant(table, keep);
    if (table->where)
        table_where_keep(table->where, table, keep);
    keep_rows(table, keep);
    free(keep);
    return ENT_OK;
}

/* ---- rows ---- */

ent_status ent_table_next(ent_table *table, bool *more, ent_error *error)
{
    bool of_alliances = table_unit_is_of_alliances(table->options.unit);
    ent_status status = (of_alliances ? table_alliances_next : table_frame_next)(&table->frame, table->block_rows,
                                                                                 more, error);
    if (status == ENT_OK && *more)
        status = fill_groups(table, false, error);
    if (status == ENT_OK && *more && of_alliances) {
        status = unfold(table, error);
        if (status == ENT_OK)
            status = fill_groups(table, true, error);
    }
    if (status == ENT_OK && *more)
        status = leave_out(table, error);
    if (status != ENT_OK)
        *more = false;
    return status;
}

ent_status ent_table_new(ent_world *world, const ent_table_options *options,
                         const ent_monitor *monitor, ent_table **out, ent_error *error)
{
    bool more;
    ent_status status = ent_table_begin(world, options, SIZE_MAX, monitor, out, error);
    if (status == ENT_OK)
        status = ent_table_next(*out, &more, error);
    if (status != ENT_OK) {
        ent_table_free(*out);
        *out = NULL;
    }
    return status;
}

/* ---- looking ---- */

size_t ent_table_row_count(const ent_table *table)
{
    return table->frame.rows;
}

/* Columns are kept with an empty one after each group. */
const ent_table_column *ent_table_column_at(const ent_table *table, size_t index)
{
    for (size_t i = 0; i < table->column_count; i++)
        if (table->columns[i].row && !table->columns[i].hidden && index-- == 0)
            return &table->columns[i].shown;
    return NULL;
}

size_t ent_table_column_count(const ent_table *table)
{
    size_t count = 0;
    while (ent_table_column_at(table, count))
        count++;
    return count;
}

const ent_table_column *ent_table_find(const ent_table *table, const char *name)
{
    for (size_t i = 0; i < table->column_count; i++)
        if (table->columns[i].row && strcmp(table->columns[i].shown.name, name) == 0)
            return &table->columns[i].shown;
    return NULL;
}

size_t ent_table_at(const ent_table *table, const ent_table_column *column, size_t row)
{
    const table_frame *frame = &table->frame;
    const uint32_t *const places[] = {NULL, frame->first, frame->second, frame->alliance};
    return column->side ? places[column->side][row] : row;
}

double ent_table_number(const ent_table_column *column, size_t at)
{
    switch (column->type) {
    case ENT_COLUMN_INT8: {
        int8_t value = ((const int8_t *)column->data)[at];
        return value == INT8_MIN ? (double)NAN : value;
    }
    case ENT_COLUMN_INT16: {
        int16_t value = ((const int16_t *)column->data)[at];
        return value == INT16_MIN ? (double)NAN : value;
    }
    case ENT_COLUMN_INT32: {
        int32_t value = ((const int32_t *)column->data)[at];
        return value == INT32_MIN ? (double)NAN : value;
    }
    case ENT_COLUMN_TEXT: {
        int32_t value = ((const int32_t *)column->data)[at];
        return value < 0 ? (double)NAN : value;
    }
    default:
        return ((const double *)column->data)[at];
    }
}

void ent_table_read(const ent_table *table, const ent_table_column *column, void *values, uint8_t *missing)
{
    size_t size = type_size(column->type);
    const char *data = column->data;
    for (size_t row = 0; row < table->frame.rows; row++) {
        size_t at = ent_table_at(table, column, row);
        if (values)
            memcpy((char *)values + row * size, data + at * size, size);
        if (missing)
            missing[row] = (uint8_t)(isnan(ent_table_number(column, at)) ? 1 : 0);
    }
}

const char *ent_table_unit_word(ent_table_unit unit)
{
    static const char *const words[] = {"state", "dyad", "alliance", "member", "alliance-dyad"};
    return words[unit];
}

double table_done(const ent_table *table)
{
    const table_frame *frame = &table->frame;
    if (table_unit_is_of_alliances(table->options.unit))
        return frame->alliance_count ? (double)frame->alliance_end / (double)frame->alliance_count : 1;
    return frame->runs ? (double)frame->run_end / (double)frame->runs : 1;
}

const table_frame *table_frame_of(const ent_table *table)
{
    return &table->frame;
}

const char *ent_table_group(size_t index, ent_table_unit unit, const char **help)
{
    const table_group *group = table_group_at(index);
    if (!group)
        return NULL;
    *help = group->help;
    unsigned of = table_units(unit);
    bool shown = *group->help && group->units & of;
    for (size_t i = 0; i < index && shown; i++) /* one for each system of states: named once */
        shown = !(table_group_at(i)->units & of && strcmp(table_group_at(i)->name, group->name) == 0);
    return shown ? group->name : "";
}
