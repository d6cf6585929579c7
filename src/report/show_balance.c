/* The answer of balance as text for a terminal. */
#include "report/show.h"
#include "report/show_spark.h"

#include "core/memory.h"

#include <math.h>
#include <string.h>

enum { DIGITS = 4, FEW = 10 };

static const char any_obligation[] = "defense;offense;neutrality;nonaggression;consultation";

static double number_of(const ent_json_value *object, const char *key)
{
    return ent_json_number(ent_json_get(object, key));
}

static const char *text_at(const ent_json_value *table, const char *column, size_t row)
{
    const char *text = ent_json_text(ent_json_cell(table, column, row));
    return text ? text : "";
}

/* A line each: "  + alliance@atop-5.1: defense". */
void show_signed_layers(ent_buffer *out, const ent_json_value *result)
{
    const ent_json_value *layers = ent_json_get(result, "layers");
    for (size_t i = 0; i < ent_json_row_count(layers); i++) {
        bool plus = ent_json_number(ent_json_cell(layers, "sign", i)) > 0;
        bool events = ent_json_is_true(ent_json_cell(layers, "events", i));
        const char *obligations = text_at(layers, "obligations", i);
        ent_buffer_format(out, "  %s %s@%s", plus ? "+" : "-", text_at(layers, "name", i),
                          text_at(layers, "source", i));
        if (*obligations && strcmp(obligations, any_obligation) != 0)
            ent_buffer_format(out, ": %s", obligations);
        if (events && number_of(result, "window") > 1)
            ent_buffer_format(out, ", over %.0f years", number_of(result, "window"));
        ent_buffer_add(out, "\n");
    }
}

static void show_head(ent_buffer *out, const ent_json_value *result)
{
    const char *of = ent_json_text(ent_json_get(result, "of"));
    const char *rule = ent_json_text(ent_json_get(result, "conflict"));
    if (of)
        ent_buffer_format(out, "Balance of the signed network of %s, %s\n",
                          strcmp(of, "all") == 0      ? "all states"
                          : strcmp(of, "chosen") == 0 ? "the chosen states"
                                                      : of,
                          ent_json_text(ent_json_get(result, "rule")));
    else
        ent_buffer_format(out, "Balance of a signed network of %.0f ties%s\n", number_of(result, "rows"),
                          ent_json_is_true(ent_json_get(result, "weighted"))
                              ? " with weights (triads by sign, eigenvalues by weight)" : "");
    show_signed_layers(out, result);
    ent_buffer_format(out, "pairs that are + and -: %s\n", strcmp(rule, "both") == 0 ? "two ties"
                      : strcmp(rule, "drop") == 0 ? "left out" : "the two cancel");
}

static void show_years(ent_buffer *out, const ent_json_value *result, int width)
{
    static const show_column columns[] = {
        {"year", "year"}, {"actors", "actors"}, {"plus", "+"}, {"minus", "-"}, {"both", "both"},
        {"ppp", "+++"}, {"ppm", "++-"}, {"pmm", "+--"}, {"mmm", "---"}, {"balanced_share", "balanced"},
        {"walk", "walk"}, {"laplacian_min_largest", "laplacian"}, {"components", "parts"}};
    bool timeless = !ent_json_get(result, "of");
    ent_buffer_add(out, "\n");
    show_table_digits(out, ent_json_get(result, "years"), columns + timeless,
                      ent_countof(columns) - timeless, width, DIGITS);
}

static void show_chart(ent_buffer *out, const ent_json_value *result, int width)
{
    static const show_column lines_of[] = {{"balanced_share", "balanced"}, {"walk", "walk"},
                                           {"laplacian_min_largest", "laplacian"}};
    const ent_json_value *table = ent_json_get(result, "years");
    year_lines lines;
    if (!ent_json_get(result, "of")) /* a file has no years */
        return;
    ent_status status = year_lines_init(&lines, table, NULL);
    for (size_t i = 0; i < ent_countof(lines_of) && status == ENT_OK; i++)
        status = year_lines_add(&lines, table, NULL, NULL, lines_of[i].column, lines_of[i].heading, NULL);
    if (status == ENT_OK)
        show_sparks(out, "Over time", &lines, true, width);
    out->failed |= status != ENT_OK;
    year_lines_clear(&lines);
}

/* The first rows of a table; says so if there are more. */
static void show_few(ent_buffer *out, const ent_json_value *result, const char *name,
                     const char *heading, const show_column *columns, size_t count, int width)
{
    const ent_json_value *table = ent_json_get(result, name);
    size_t rows = ent_json_row_count(table);
    if (rows == 0)
        return;
    ent_buffer_format(out, "\n%s\n", heading);
    show_table_first(out, table, columns, count, width, DIGITS, FEW);
    if (rows > FEW)
        ent_buffer_format(out, "... %d of %zu; all: --table %s --format csv\n", FEW, rows, name);
}

/* The columns of a table without `year`, which is that of the heading, if there is one network. */
static void show_lists(ent_buffer *out, const ent_json_value *result, int width)
{
    static const show_column components[] = {
        {"year", "year"}, {"component", "part"}, {"actors", "actors"}, {"ties", "ties"},
        {"balanced", "balanced"}, {"laplacian_min", "laplacian"}, {"camp_1", "camp 1"},
        {"camp_2", "camp 2"}};
    static const show_column actors[] = {
        {"year", "year"}, {"actor", "actor"}, {"plus", "+"}, {"minus", "-"}, {"ppp", "+++"},
        {"ppm", "++-"}, {"pmm", "+--"}, {"mmm", "---"}, {"tense", "tense"},
        {"balanced_share", "balanced"}};
    static const show_column ties[] = {
        {"year", "year"}, {"a", "a"}, {"b", "b"}, {"sign", "sign"}, {"balanced", "balanced"},
        {"tense", "tense"}, {"if_turned", "if turned"}, {"layers", "layers"}};
    static const show_column triads[] = {{"year", "year"}, {"a", "a"}, {"b", "b"}, {"c", "c"}, {"ab", "ab"},
                                         {"ac", "ac"}, {"bc", "bc"}, {"kind", "kind"}};
    bool one = ent_json_row_count(ent_json_get(result, "years")) == 1, layers = ent_json_get(result, "of");
    show_few(out, result, "components", "Components", components + one,
             ent_countof(components) - one, width);
    show_few(out, result, "actors", "Actors, those in the most tense triads first", actors + one,
             ent_countof(actors) - one, width);
    show_few(out, result, "ties", "Ties, the same way; if turned: by how many tense triads would grow",
             ties + one, ent_countof(ties) - one - !layers, width);
    show_few(out, result, "triads", "Tense triads", triads + one, ent_countof(triads) - one, width);
}

static void show_left_out(ent_buffer *out, const ent_json_value *result)
{
    const ent_json_value *missing = ent_json_get(result, "missing");
    ent_buffer_add(out, "\n");
    if (number_of(missing, "ties_outside") > 0)
        ent_buffer_format(out, "ties left out, since one end is no state then: %.0f\n",
                          number_of(missing, "ties_outside"));
    if (number_of(missing, "without_spectrum") > 0)
        ent_buffer_format(out, "walk and laplacian: not computed, a component is too large: %.0f\n",
                          number_of(missing, "without_spectrum"));
    if (number_of(result, "marked") > 0)
        ent_buffer_format(out, "ties that are unverified, disputed or of low confidence: %.0f\n",
                          number_of(result, "marked"));
}

void show_structural_balance(ent_buffer *out, const ent_json_value *result, int width)
{
    show_head(out, result);
    show_chart(out, result, width);
    show_years(out, result, width);
    show_lists(out, result, width);
    show_left_out(out, result);
    show_not_covered(out, result);
    show_sources_used(out, result);
}
