#include "table/conflicts.h"

#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

ent_status table_conflict_series(table_work *w, ent_series_kind kind, const char *name,
                                 const char *source, ent_series *out)
{
    char full[136];
    snprintf(full, sizeof full, "%s@%s", name, source);
    ent_status status = table_series(w, kind, full, out);
    if (status == ENT_OK && !ent_source_is_called(out->source, source))
        return ent_fail(w->error, ENT_ERR_ARGUMENT, "--with %s@%s: these columns are made from %s only",
                        w->group->name, w->source, source);
    return status;
}

ent_status table_all_spells(table_work *w, const ent_series *series, ent_spells *out)
{
    return ent_world_spells(w->world, series, (ent_span){ENT_DAY_FIRST, ENT_DAY_LAST}, out, w->error);
}

/* ---- conflicts ---- */

static int compare_ids(const void *left, const void *right)
{
    const ent_treaty *x = left, *y = right;
    return (x->id > y->id) - (x->id < y->id);
}

ent_status table_conflicts_read(ent_world *world, const ent_series *series, table_conflicts *out,
                                ent_error *error)
{
    *out = (table_conflicts){0};
    ent_status status = ent_world_treaties(world, series, &out->items, &out->count, error);
    if (status == ENT_OK && out->count > 0)
        qsort(out->items, out->count, sizeof *out->items, compare_ids);
    return status;
}

void table_conflicts_clear(table_conflicts *conflicts)
{
    free(conflicts->items);
    *conflicts = (table_conflicts){0};
}

const ent_treaty *table_conflict(const table_conflicts *conflicts, int id)
{
    const ent_treaty key = {.id = id};
    return conflicts->count
               ? bsearch(&key, conflicts->items, conflicts->count, sizeof key, compare_ids) : NULL;
}

double table_conflict_number(const ent_treaty *conflict)
{
    const char *colon = conflict ? strchr(conflict->code, ':') : NULL;
    return colon ? strtod(colon + 1, NULL) : (double)NAN;
}

size_t table_rows_from(const table_frame *frame, int a, int b, size_t time, size_t row[4])
{
    size_t kept = 0, count = table_rows_of(frame, a, b, time, row);
    for (size_t i = 0; i < count; i++)
        if (frame->states[frame->first[row[i]]].actor == a)
            row[kept++] = row[i];
    return kept;
}

/* ---- details ---- */

ent_status table_details_read(ent_world *world, int source, const int record[], size_t count,
                              table_details *out, ent_error *error)
{
    int lowest = INT_MAX, highest = 0;
    *out = (table_details){0};
    for (size_t i = 0; i < count; i++) {
        if (record[i] == 0)
            continue;
        lowest = record[i] < lowest ? record[i] : lowest;
        highest = record[i] > highest ? record[i] : highest;
    }
    ent_status status = ent_world_fields(world, source, &out->fields, &out->field_count, error);
    if (status == ENT_OK && highest)
        status = ent_world_details(world, lowest, highest, &out->items, &out->count, error);
    if (status != ENT_OK)
        table_details_clear(out);
    return status;
}

void table_details_clear(table_details *details)
{
    free(details->fields);
    free(details->items);
    *details = (table_details){0};
}

int table_details_field(const table_details *details, const char *name)
{
    for (size_t i = 0; i < details->field_count; i++)
        if (strcmp(details->fields[i].name, name) == 0)
            return details->fields[i].id;
    return 0;
}

double table_detail(const table_details *details, int record, int field)
{
    size_t low = 0, high = details->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        const ent_detail *at = &details->items[middle];
        if (at->record == record && at->field == field)
            return at->number;
        if (at->record < record || (at->record == record && at->field < field))
            low = middle + 1;
        else
            high = middle;
    }
    return (double)NAN;
}
