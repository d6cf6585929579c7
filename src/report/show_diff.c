/* What `entente diff` prints for people. */
#include "report/show.h"

#include "core/memory.h"

#include <stdio.h>

static void show_part(ent_buffer *out, const char *heading, const ent_json_value *table,
                      const show_column *columns, size_t count, int width)
{
    if (ent_json_row_count(table) == 0)
        return;
    ent_buffer_format(out, "\n%s\n", heading);
    show_table(out, table, columns, count, width);
}

void show_diff(ent_buffer *out, const ent_json_value *result, int width)
{
    static const show_column series[] = {
        {"kind", "kind"}, {"name", "name"}, {"first", "first"}, {"second", "second"},
        {"common", "in both"}, {"changed", "changed"}, {"within", "within"}, {"only_first", "only 1st"},
        {"only_second", "only 2nd"}, {"beyond_first", "beyond 1st"}, {"beyond_second", "beyond 2nd"},
        {"largest", "largest change"}, {"largest_of", "of"}};
    static const show_column sources[] = {{"what", "what"}, {"source", "source"},
                                          {"layout", "layout"}, {"before", "1st"}, {"after", "2nd"}};
    static const show_column order[] = {{"kind", "kind"}, {"name", "name"}, {"before", "order in the 1st"},
                                        {"after", "order in the 2nd"}};
    ent_buffer_format(out, "1st: %s\n2nd: %s\n\n", ent_json_text(ent_json_get(result, "first")),
                      ent_json_text(ent_json_get(result, "second")));
    show_table(out, ent_json_get(result, "series"), series, ent_countof(series), width);
    ent_buffer_format(out, "\nin both: rows of the days that both cover; within: their numbers differ by no "
                           "more than %g, which is\nno change; beyond: rows of days that the other does "
                           "not cover\n",
                      ent_json_number(ent_json_get(result, "tolerance")));
    show_part(out, "Rows that differ (the first of each; --all for all)", ent_json_get(result, "rows"),
              NULL, 0, width);
    show_part(out, "Treaties and conflicts", ent_json_get(result, "treaties"), NULL, 0, width);
    show_part(out, "Without a counterpart", ent_json_get(result, "alone"), NULL, 0, width);
    show_part(out, "Sources and files", ent_json_get(result, "sources"), sources,
              ent_countof(sources), width);
    show_part(out, "Order of preference", ent_json_get(result, "order"), order, ent_countof(order),
              width);
    ent_buffer_add(out, ent_json_is_true(ent_json_get(result, "differ")) ? "\nThey differ.\n"
                                                                        : "\nThey are the same.\n");
}
