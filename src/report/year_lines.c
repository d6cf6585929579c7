#include "report/year_lines.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { YEARS_MOST = 10000 };

ent_status year_lines_init(year_lines *lines, const ent_json_value *table, ent_error *error)
{
    double first = INFINITY, last = -INFINITY;
    *lines = (year_lines){0};
    for (size_t row = 0; row < ent_json_row_count(table); row++) {
        double year = ent_json_number(ent_json_cell(table, "year", row));
        first = fmin(first, year);
        last = fmax(last, year);
    }
    if (!(last >= first && last - first < YEARS_MOST))
        return ent_fail(error, ENT_ERR_INPUT, "nothing to draw: the answer has no row of any year");
    lines->first = (int)first;
    lines->points = (size_t)(last - first) + 1;
    lines->x = ent_arena_new(&lines->arena, lines->points * sizeof *lines->x);
    if (!lines->x)
        return ent_fail_memory(error);
    for (size_t i = 0; i < lines->points; i++)
        lines->x[i] = first + (double)i;
    return ENT_OK;
}

void year_lines_clear(year_lines *lines)
{
    ent_arena_clear(&lines->arena);
    free(lines->series);
    *lines = (year_lines){0};
}

/* A new line without values, or NULL. */
static double *new_line(year_lines *lines, const char *name)
{
    double *y = ent_arena_new(&lines->arena, lines->points * sizeof *y);
    char *copy = name ? ent_arena_text(&lines->arena, name) : NULL;
    if (!y || (name && !copy) ||
        !ent_grow(&lines->series, lines->count, &lines->capacity, sizeof *lines->series))
        return NULL;
    for (size_t i = 0; i < lines->points; i++)
        y[i] = (double)NAN;
    lines->series[lines->count++] = (plot_series){copy, y};
    return y;
}

static size_t point_of(const year_lines *lines, const ent_json_value *table, size_t row)
{
    return (size_t)(ent_json_number(ent_json_cell(table, "year", row)) - lines->first);
}

ent_status year_lines_add(year_lines *lines, const ent_json_value *table, const char *key,
                          const char *of, const char *column, const char *name, ent_error *error)
{
    double *y = new_line(lines, name);
    if (!y)
        return ent_fail_memory(error);
    for (size_t row = 0; row < ent_json_row_count(table); row++)
        if (!key || strcmp(ent_json_text(ent_json_cell(table, key, row)), of) == 0)
            y[point_of(lines, table, row)] = ent_json_number(ent_json_cell(table, column, row));
    return ENT_OK;
}

/* The line of a name, from the one found last on, since rows of a year come in the same order; NULL if there
 * is none yet. */
static double *find_line(const year_lines *lines, size_t first, const char *name, size_t *last)
{
    size_t count = lines->count - first;
    for (size_t k = 1; k <= count; k++) {
        size_t i = first + (*last - first + k) % count;
        if (strcmp(lines->series[i].name, name) == 0) {
            *last = i;
            return (double *)lines->series[i].y;
        }
    }
    return NULL;
}

ent_status year_lines_each(year_lines *lines, const ent_json_value *table, const char *key,
                           const char *column, ent_error *error)
{
    size_t first = lines->count, last = first;
    for (size_t row = 0; row < ent_json_row_count(table); row++) {
        const char *text = ent_json_text(ent_json_cell(table, key, row)), *name = text ? text : "?";
        double *y = find_line(lines, first, name, &last);
        if (!y && !(y = new_line(lines, name)))
            return ent_fail_memory(error);
        y[point_of(lines, table, row)] = ent_json_number(ent_json_cell(table, column, row));
    }
    return ENT_OK;
}
