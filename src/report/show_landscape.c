/* The answer of landscape as text for a terminal. */
#include "report/show.h"

#include "core/memory.h"

enum { DIGITS = 6, FEW = 20 };

static double number_of(const ent_json_value *object, const char *key)
{
    return ent_json_number(ent_json_get(object, key));
}

void show_landscape(ent_buffer *out, const ent_json_value *result, int width)
{
    static const show_column minima[] = {{"rank", "rank"}, {"energy", "energy"}, {"strict", "strict"}, {"basin", "basin"},
                                         {"pass", "pass"}, {"lower", "to"}, {"camp_1", "one camp"}, {"camp_2", "the other"}};
    static const show_column path[] = {{"step", "step"}, {"actor", "changes camp"}, {"energy", "energy"}};
    const ent_json_value *table = ent_json_get(result, "minima"), *steps = ent_json_get(result, "path");
    bool sampled = ent_json_is_true(ent_json_get(result, "sampled"));
    ent_buffer_format(out, "Landscape of %.0f actors: %s%.0f %s\n", number_of(result, "actors"),
                      sampled ? "sampled by descents from " : "all ", number_of(result, "configurations"),
                      sampled ? "random starts: there may be other minima, and lower ones" : "configurations of two camps");
    ent_buffer_format(out, "%.0f local minima, %.0f of them strict\n\n", number_of(result, "found"),
                      number_of(result, "strict"));
    show_table_first(out, table, minima, ent_countof(minima), width, DIGITS, FEW);
    if (ent_json_row_count(table) > FEW)
        ent_buffer_format(out, "... %d of %zu; all: --format csv\n", FEW, ent_json_row_count(table));
    ent_buffer_format(out, "\nbasin: share of %s from which steepest descent ends there; pass: how high the way to a lower "
                           "minimum goes at least, and to which\n", sampled ? "the starts" : "all configurations");
    if (!steps)
        return;
    ent_buffer_add(out, "\nDescent from the camps of --start\n");
    show_table_first(out, steps, path, ent_countof(path), width, DIGITS, (size_t)-1);
}
