/* The answer of blocs as text for a terminal. */
#include "report/show.h"
#include "report/show_spark.h"

#include "core/memory.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { DIGITS = 5, FEW = 12, LARGE = 3 };

static double number_of(const ent_json_value *object, const char *key)
{
    return ent_json_number(ent_json_get(object, key));
}

/* ---- head ---- */

static void show_head(ent_buffer *out, const ent_json_value *result)
{
    const char *of = ent_json_text(ent_json_get(result, "of")), *rule = ent_json_text(ent_json_get(result, "conflict"));
    const char *sought = ent_json_text(ent_json_get(result, "sought")), *size = ent_json_text(ent_json_get(result, "size"));
    ent_buffer_add(out, "Blocs of ");
    if (!ent_json_is_null(ent_json_get(result, "scenario")))
        ent_buffer_format(out, "the scenario '%s' after its interventions: defence +, rivalry -\n",
                          ent_json_text(ent_json_get(ent_json_get(result, "scenario"), "title")));
    else if (of)
        ent_buffer_format(out, "%s, %s\n", strcmp(of, "all") == 0 ? "all states" : strcmp(of, "chosen") == 0
                          ? "the chosen states" : of, ent_json_text(ent_json_get(result, "rule")));
    else
        ent_buffer_format(out, "a signed network of %.0f ties\n", number_of(result, "rows"));
    show_signed_layers(out, result);
    ent_buffer_format(out, "%s%s; pairs that are + and -: %s%s%s\n", strcmp(sought, "free") == 0 ? "as many blocs as are best"
                      : strcmp(sought, "2") == 0 ? "two blocs" : sought,
                      strcmp(sought, "free") == 0 || strcmp(sought, "2") == 0 ? "" : " blocs at most", strcmp(rule, "both") == 0 ? "two ties"
                      : strcmp(rule, "drop") == 0 ? "left out" : "the two cancel",
                      size ? "; ties weigh the product of their ends' " : "", size ? size : "");
}

/* ---- one network ---- */

static void show_value(ent_buffer *out, const ent_json_value *result)
{
    double value = number_of(result, "value"), bound = number_of(result, "bound"), total = number_of(result, "total");
    ent_buffer_format(out, "\n%.6g of %.6g in ties are against the best blocs", value, total);
    if (ent_json_is_true(ent_json_get(result, "proven")))
        ent_buffer_add(out, " (proven: no others have less)\n");
    else
        ent_buffer_format(out, " found; not proven: no blocs have less than %.10g (gap %.2g %%). More time: --time\n", bound,
                          100 * (value - bound) / value);
}

static void show_names(ent_buffer *out, const char *head, const ent_json_value *names, int width)
{
    ent_buffer line = {0};
    ent_buffer_format(&line, "%s (%zu):", head, ent_json_count(names));
    for (size_t i = 0; i < ent_json_count(names); i++)
        ent_buffer_format(&line, " %s", ent_json_text(ent_json_at(names, i)));
    show_paragraph(out, ent_buffer_text(&line), 2, width);
    out->failed |= line.failed;
    ent_buffer_clear(&line);
}

/* Blocs of few actors in one line. */
static void show_lists(ent_buffer *out, const ent_json_value *result, int width)
{
    const ent_json_value *blocs = ent_json_get(result, "blocs");
    bool two = strcmp(ent_json_text(ent_json_get(result, "sought")), "2") == 0;
    size_t small = 0, actors = 0;
    ent_buffer_add(out, "\n");
    for (size_t k = 0; k < ent_json_count(blocs); k++) {
        const ent_json_value *names = ent_json_at(blocs, k);
        char head[32];
        snprintf(head, sizeof head, "bloc %zu", k + 1);
        if (two || ent_json_count(names) >= LARGE)
            show_names(out, head, names, width);
        else {
            small++;
            actors += ent_json_count(names);
        }
    }
    if (small > 0)
        ent_buffer_format(out, "  %zu smaller blocs of %zu actors\n", small, actors);
    show_names(out, "without ties", ent_json_get(result, "isolates"), width);
}

static void show_few(ent_buffer *out, const ent_json_value *result, const char *name, const char *heading,
                     const show_column *columns, size_t count, int width)
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

/* What hangs on one best partition among several, and what does not. */
static void show_backbone(ent_buffer *out, const ent_json_value *result, int width)
{
    const ent_json_value *backbone = ent_json_get(result, "backbone"), *optima = ent_json_get(result, "optima");
    const ent_json_value *together = ent_json_get(backbone, "together");
    double within = number_of(result, "within");
    if (ent_json_is_null(backbone)) {
        ent_buffer_add(out, "\nWhat is common to all best partitions was not looked for: that needs the proof, 2 or free "
                            "blocs, and at most 5,000 ties\n");
        return;
    }
    if (number_of(optima, "count") > 0)
        ent_buffer_format(out, "\n%s%.0f partitions have %s", ent_json_is_true(ent_json_get(optima, "complete")) ? ""
                          : "at least ", number_of(optima, "count"), within > 0 ? "" : "this value");
    else
        ent_buffer_add(out, "\nPartitions were not counted (--optima)");
    if (number_of(optima, "count") > 0 && within > 0)
        ent_buffer_format(out, "at most %.10g more", within);
    ent_buffer_format(out, ". In all of them%s are together:\n",
                      ent_json_is_true(ent_json_get(backbone, "proven")) ? "" : " (as far as was proven)");
    size_t alone = 0;
    for (size_t g = 0; g < ent_json_count(together); g++) {
        char head[32];
        snprintf(head, sizeof head, "group %zu", g + 1);
        if (ent_json_count(ent_json_at(together, g)) > 1)
            show_names(out, head, ent_json_at(together, g), width);
        else
            alone++;
    }
    ent_buffer_format(out, "  with nobody for sure: %zu; pairs of groups that are apart in all: %zu, undecided: %zu\n", alone,
                      ent_json_count(ent_json_get(backbone, "apart")),
                      ent_json_count(ent_json_get(backbone, "undecided")));
}

/* What the interventions of a scenario changed. */
static void show_before(ent_buffer *out, const ent_json_value *result, int width)
{
    const ent_json_value *before = ent_json_get(result, "before"), *moves = ent_json_get(result, "moves");
    ent_buffer text = {0};
    if (ent_json_is_null(before))
        return;
    ent_buffer_format(&text, "before: %.6g of %.6g (%s); moved by the interventions: %zu", number_of(before, "value"),
                      number_of(before, "total"), ent_json_is_true(ent_json_get(before, "proven")) ? "proven" : "not proven",
                      ent_json_row_count(moves));
    for (size_t row = 0; row < ent_json_row_count(moves); row++)
        ent_buffer_format(&text, "%s%s to bloc %.0f", row ? ", " : ": ", ent_json_text(ent_json_cell(moves, "actor", row)),
                          ent_json_number(ent_json_cell(moves, "to", row)));
    show_paragraph(out, ent_buffer_text(&text), 0, width > 0 ? width : SHOW_DEFAULT_WIDTH);
    out->failed |= text.failed;
    ent_buffer_clear(&text);
}

static void show_one(ent_buffer *out, const ent_json_value *result, int width)
{
    static const show_column actors[] = {{"actor", "actor"}, {"bloc", "bloc"}, {"tied", "ties"},
                                         {"frustration", "against"}, {"switching", "cost of switching"}, {"to", "to"},
                                         {"ties_against", "ties against its bloc"}};
    static const show_column ties[] = {{"a", "a"}, {"b", "b"}, {"weight", "tie"}, {"bloc_a", "bloc of a"},
                                       {"bloc_b", "of b"}};
    show_value(out, result);
    show_before(out, result, width);
    show_lists(out, result, width);
    show_backbone(out, result, width);
    show_few(out, result, "actors", "Actors, those with most ties against their bloc first", actors, ent_countof(actors),
             width);
    show_few(out, result, "ties", "Ties that would have to change", ties, ent_countof(ties), width);
}

/* ---- over time ---- */

/* Lines that share a scale. */
static void show_chart(ent_buffer *out, const ent_json_value *table, const char *heading, const show_column *lines_of,
                       size_t count, bool from_zero, int width)
{
    year_lines lines;
    ent_status status = year_lines_init(&lines, table, NULL);
    for (size_t i = 0; i < count && status == ENT_OK; i++)
        status = year_lines_add(&lines, table, NULL, NULL, lines_of[i].column, lines_of[i].heading, NULL);
    if (status == ENT_OK)
        show_sparks(out, heading, &lines, from_zero, width);
    out->failed |= status != ENT_OK;
    year_lines_clear(&lines);
}

static void show_charts(ent_buffer *out, const ent_json_value *table, int width)
{
    static const show_column counts[] = {{"value", "ties against"}, {"moved", "moved"}};
    static const show_column blocs[] = {{"large", "blocs of 3+"}};
    static const show_column shares[] = {{"balance", "balance"}, {"balanced_share", "triads"}, {"walk", "walk"}};
    show_chart(out, table, "Ties against the best blocs, states that moved", counts, ent_countof(counts), true, width);
    show_chart(out, table, "Blocs", blocs, ent_countof(blocs), true, width);
    show_chart(out, table, "Balance: 1 is all", shares, ent_countof(shares), false, width);
}

static void show_turning(ent_buffer *out, const ent_json_value *table)
{
    bool any = false;
    for (size_t i = 0; i < ent_json_row_count(table); i++) {
        if (!ent_json_is_true(ent_json_cell(table, "turning", i)))
            continue;
        ent_buffer_format(out, "%s%.0f", any ? ", " : "\nTurning points (three or more, and one in ten of those with ties before "
                          "and now, are in another bloc): ", ent_json_number(ent_json_cell(table, "year", i)));
        any = true;
    }
    ent_buffer_add(out, any ? "\n" : "");
}

static void show_years(ent_buffer *out, const ent_json_value *result, int width)
{
    static const show_column columns[] = {{"year", "year"}, {"actors", "actors"}, {"plus", "+"}, {"minus", "-"},
                                          {"value", "against"}, {"bound", "bound"}, {"balance", "balance"},
                                          {"blocs", "blocs"}, {"large", "3+"}, {"largest", "largest"},
                                          {"stayed", "stayed"}, {"moved", "moved"}, {"moved_at_a_cost", "at a cost"},
                                          {"balanced_share", "triads"}, {"walk", "walk"}};
    show_charts(out, ent_json_get(result, "years"), width);
    show_turning(out, ent_json_get(result, "years"));
    ent_buffer_add(out, "\n");
    show_table_digits(out, ent_json_get(result, "years"), columns, ent_countof(columns), width, 4);
}

static void show_left_out(ent_buffer *out, const ent_json_value *result)
{
    const ent_json_value *missing = ent_json_get(result, "missing");
    ent_buffer_add(out, "\n");
    if (number_of(missing, "unproven") > 0)
        ent_buffer_format(out, "networks whose best blocs are not proven (value above bound): %.0f\n",
                          number_of(missing, "unproven"));
    if (number_of(missing, "ties_outside") > 0)
        ent_buffer_format(out, "ties left out, since one end is no state then: %.0f\n", number_of(missing, "ties_outside"));
    if (number_of(missing, "without_size") > 0)
        ent_buffer_format(out, "states without a size, whose ties do not count: %.0f\n", number_of(missing, "without_size"));
    if (number_of(result, "marked") > 0)
        ent_buffer_format(out, "ties that are unverified, disputed or of low confidence: %.0f\n",
                          number_of(result, "marked"));
}

void show_blocs(ent_buffer *out, const ent_json_value *result, int width)
{
    show_head(out, result);
    if (ent_json_get(result, "blocs"))
        show_one(out, result, width);
    else
        show_years(out, result, width);
    show_left_out(out, result);
    show_not_covered(out, result);
    show_sources_used(out, result);
    show_resolved(out, result);
}
