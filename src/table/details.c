#include "table/details.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

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
