/* The answer of propensities as text for a terminal. */
#include "report/show.h"

#include "core/memory.h"

void show_propensities(ent_buffer *out, const ent_json_value *result, int width)
{
    enum { FEW = 20, DIGITS = 4 };
    static const show_column components[] = {{"component", "component"}, {"weight", "weight"}, {"source", "source"},
                                             {"left_out", "left out"}};
    const ent_json_value *pairs = ent_json_get(result, "pairs");
    ent_buffer_format(out, "Propensities of %zu states, %s\n\n", ent_json_row_count(ent_json_get(result, "actors")),
                      ent_json_text(ent_json_get(result, "rule")));
    show_table(out, ent_json_get(result, "components"), components, ent_countof(components), width);
    ent_buffer_add(out, "\n");
    show_table_first(out, pairs, NULL, 0, width, DIGITS, FEW);
    if (ent_json_row_count(pairs) > FEW)
        ent_buffer_format(out, "... %d of %zu; all: --format csv; as a file for entente blocs: --table edges --format csv\n",
                          FEW, ent_json_row_count(pairs));
    show_sources_used(out, result);
}
