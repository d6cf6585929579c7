/* What `entente targets` prints for people. */
#include "report/show.h"

#include "core/memory.h"

void show_targets(ent_buffer *out, const ent_json_value *result, int width)
{
    static const show_column effects[] = {{"variable", "variable"}, {"type", "type"}, {"effect", "effect"},
                                          {"of", "of"}, {"period", "period"}, {"target", "target"}};
    static const show_column constants[] = {{"name", "constants"}, {"kind", "kind"}, {"mean", "mean"},
                                            {"range", "range"}, {"similarity_mean", "mean similarity"},
                                            {"missing", "missing"}};
    const char *title = ent_json_text(ent_json_get(result, "title"));
    double other = ent_json_number(ent_json_get(result, "rows_of_other_waves"));
    if (title)
        ent_buffer_format(out, "%s\n\n", title);
    show_table(out, ent_json_get(result, "waves"), NULL, 0, width);
    ent_buffer_add(out, "\n");
    show_table(out, ent_json_get(result, "effects"), effects, ent_countof(effects), width);
    ent_buffer_add(out, "\n");
    show_table(out, ent_json_get(result, "constants"), constants, ent_countof(constants), width);
    if (other > 0)
        ent_buffer_format(out, "\nrows of ties of other waves, left out: %.0f\n", other);
}
