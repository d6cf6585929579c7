/* The text of what a what-if hangs on: a tornado, what moves the answer most first. */
#include "report/show.h"

#include "core/memory.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TIES_SHOWN = 3, BAR = 20 };

static const char *cell(const ent_json_value *table, const char *column, size_t row)
{
    const char *found = ent_json_text(ent_json_cell(table, column, row));
    return found ? found : "";
}

static double number(const ent_json_value *table, const char *column, size_t row)
{
    return ent_json_number(ent_json_cell(table, column, row));
}

static double size_of(const ent_json_value *table, size_t row)
{
    return fabs(number(table, "moves", row));
}

/* The rows of the items' first ends that say `what`, largest first. Rows come in blocks of `block`: all as estimated, then the
 * first and the second end of each item. */
static size_t sort_items(const ent_json_value *table, size_t block, size_t what, size_t *rows)
{
    size_t count = 0;
    for (size_t row = block + what; row < ent_json_row_count(table); row += 2 * block) {
        size_t at = count++;
        for (; at > 0 && size_of(table, rows[at - 1]) < size_of(table, row); at--)
            rows[at] = rows[at - 1];
        rows[at] = row;
    }
    return count;
}

static void show_end(ent_buffer *out, const ent_json_value *table, const char *answer, size_t row)
{
    char value[40];
    snprintf(value, sizeof value, "%.4g", number(table, "value", row));
    ent_buffer_format(out, "  %8s: %8.3g", *cell(table, "choice", row) ? cell(table, "choice", row) : value, number(table, answer, row));
}

static void show_item(ent_buffer *out, const ent_json_value *table, const char *answer, size_t row, size_t block, double most)
{
    int length = most > 0 ? (int)round(BAR * size_of(table, row) / most) : 0;
    ent_buffer_format(out, "  %-22s", cell(table, "item", row));
    show_end(out, table, answer, row);
    show_end(out, table, answer, row + block);
    ent_buffer_format(out, "  moves %+9.3g (%.2g)%s%.*s\n", number(table, "moves", row), number(table, "moves_error", row),
                      length ? " " : "", length, "####################");
}

/* Of a measure what is added to it, of a tie its chance. */
static void show_tornado(ent_buffer *out, const ent_json_value *result, size_t block, size_t what, size_t *rows)
{
    const ent_json_value *table = ent_json_get(result, "sensitivity");
    bool tie = *cell(table, "a", what);
    const char *answer = tie ? "chance" : "difference", *error = tie ? "chance_error" : "error";
    size_t count = sort_items(table, block, what, rows);
    if (tie)
        ent_buffer_format(out, "\nthe chance of %s %s", cell(table, "a", what), cell(table, "b", what));
    else
        ent_buffer_format(out, "\nwhat is added to %s", cell(table, "measure", what));
    ent_buffer_format(out, " in %.0f; as estimated %.3g (MC error %.2g)\n", ent_json_number(ent_json_get(result, "to")),
                      number(table, answer, what), number(table, error, what));
    for (size_t k = 0; k < count; k++)
        show_item(out, table, answer, rows[k], block, size_of(table, rows[0]));
}

void show_sensitivity(ent_buffer *out, const ent_json_value *result, int width)
{
    const ent_json_value *table = ent_json_get(result, "sensitivity");
    size_t block = 0, count = ent_json_row_count(table), ties = 0;
    while (block < count && !*cell(table, "end", block))
        block++;
    size_t *rows = ent_new_array(count + 1, sizeof *rows);
    out->failed |= !rows;
    if (rows && block > 0) {
        ent_buffer_format(out, "\n== what it hangs on: %.0f futures at each end, all else as estimated\n",
                          ent_json_number(ent_json_get(result, "sensitivity_futures")));
        for (size_t what = 0; what < block; what++)
            if (strcmp(cell(table, "measure", what), "ties") == 0 || (*cell(table, "a", what) && ties++ < TIES_SHOWN))
                show_tornado(out, result, block, what, rows);
        show_paragraph(out, "In brackets: the MC error of the move, on shared draws. Other measures: --table sensitivity "
                       "--format csv.", 0, width);
    }
    free(rows);
}
