/* The answers of power, voting and similarity as text for a terminal. */
#include "report/plots.h"
#include "report/show.h"
#include "report/show_spark.h"

#include "core/memory.h"

#include <math.h>
#include <string.h>

enum { DIGITS = 4, ROWS_LONG = 60, MATRIX_MOST = 15, NAMES_MOST = 12 };

static const char *text_of(const ent_json_value *object, const char *key)
{
    const char *text = ent_json_text(ent_json_get(object, key));
    return text ? text : "";
}

static double number_of(const ent_json_value *object, const char *key)
{
    return ent_json_number(ent_json_get(object, key));
}

/* A heading and a table; one that is empty is left out. */
static void show_part(ent_buffer *out, const char *heading, const ent_json_value *table, int width)
{
    if (ent_json_row_count(table) == 0)
        return;
    ent_buffer_format(out, "\n%s\n", heading);
    show_table_digits(out, table, NULL, 0, width, DIGITS);
}

/* Small charts of a column over the years, a line for each text of `key`. */
static void show_over_time(ent_buffer *out, const char *heading, const ent_json_value *table,
                           const char *key, const char *column, int width)
{
    year_lines lines;
    if (ent_json_row_count(table) == 0)
        return;
    ent_status status = year_lines_init(&lines, table, NULL);
    if (status == ENT_OK)
        status = year_lines_each(&lines, table, key, column, NULL);
    if (status == ENT_OK)
        show_sparks(out, heading, &lines, true, width);
    out->failed |= status != ENT_OK;
    year_lines_clear(&lines);
}

void show_sources_used(ent_buffer *out, const ent_json_value *result)
{
    const ent_json_value *table = ent_json_get(result, "sources");
    for (size_t i = 0; i < ent_json_row_count(table); i++)
        ent_buffer_format(out, "%s%s@%s", i ? ", " : "sources: ",
                          ent_json_text(ent_json_cell(table, "name", i)),
                          ent_json_text(ent_json_cell(table, "source", i)));
    if (ent_json_row_count(table) > 0)
        ent_buffer_add(out, "\n");
}

void show_not_covered(ent_buffer *out, const ent_json_value *result)
{
    const ent_json_value *list = ent_json_get(result, "not_covered");
    for (size_t i = 0; i < ent_json_count(list); i++)
        ent_buffer_format(out, "not covered, left out: %s to %s\n",
                          text_of(ent_json_at(list, i), "from"), text_of(ent_json_at(list, i), "to"));
}

/* ---- power ---- */

static void show_shares(ent_buffer *out, const ent_json_value *result, const ent_json_value *table,
                        const char *key, int width)
{
    const char *column = plot_power_column(result, table);
    bool is_value = strcmp(column, "value") == 0;
    show_over_time(out, is_value ? text_of(ent_json_get(result, "measure"), "label")
                                 : "Share of all states", table, key, column, width);
}

static void show_concentration(ent_buffer *out, const ent_json_value *result, int width)
{
    static const show_column columns[] = {
        {"year", "year"},       {"of", "of"},
        {"members", "members"}, {"with_data", "with data"},
        {"con", "CON"},         {"hhi", "HHI"},
        {"effective", "effective"}, {"evenness", "evenness"},
        {"movement", "movement"},   {"top", "top"},
        {"top_share", "top share"}, {"share_of_all", "of all"}};
    show_over_time(out, "CON", ent_json_get(result, "concentration"), "of", "con", width);
    ent_buffer_add(out, "\nConcentration\n");
    show_table_digits(out, ent_json_get(result, "concentration"), columns, ent_countof(columns),
                      width, DIGITS);
}

/* "missing: 34 of 69 values, left out: AUH 3, BAV 3 ..." */
static void show_missing_values(ent_buffer *out, const ent_json_value *missing)
{
    const ent_json_value *actors = ent_json_get(missing, "actors");
    size_t count = ent_json_row_count(actors), shown = count <= NAMES_MOST + 1 ? count : NAMES_MOST;
    ent_buffer_format(out, "missing: %.0f of %.0f values%s", number_of(missing, "values"),
                      number_of(missing, "of"), count ? ", left out: " : "");
    for (size_t i = 0; i < shown; i++)
        ent_buffer_format(out, "%s%s %.0f", i ? ", " : "",
                          ent_json_text(ent_json_cell(actors, "actor", i)),
                          ent_json_number(ent_json_cell(actors, "values", i)));
    if (shown < count)
        ent_buffer_format(out, " and of %zu more", count - shown);
    ent_buffer_add(out, "\n");
    if (number_of(missing, "times_without_shares") > 0)
        ent_buffer_format(out, "below zero in some states, so that nobody has a share of all and no "
                          "transition is told: at %.0f times\n", number_of(missing, "times_without_shares"));
}

static void show_official_check(ent_buffer *out, const ent_json_value *result)
{
    const ent_json_value *check = ent_json_get(result, "check");
    if (check)
        ent_buffer_format(out, "%s: %.0f values differ by %.2g at most\n", text_of(check, "what"),
                          number_of(check, "compared"), number_of(check, "largest_difference"));
    if (check && (number_of(check, "only_published") > 0 || number_of(check, "only_rebuilt") > 0))
        ent_buffer_format(out, "only published: %.0f, only rebuilt: %.0f\n",
                          number_of(check, "only_published"), number_of(check, "only_rebuilt"));
    show_missing_values(out, ent_json_get(result, "missing"));
    if (number_of(result, "marked") > 0)
        ent_buffer_format(out, "unverified, disputed or of low confidence: %.0f values\n",
                          number_of(result, "marked"));
}

void show_power(ent_buffer *out, const ent_json_value *result, int width)
{
    const ent_json_value *measure = ent_json_get(result, "measure");
    const ent_json_value *actors = ent_json_get(result, "actors");
    ent_buffer_format(out, "%s, %s: %s, %s\n", text_of(measure, "label"), text_of(result, "of"),
                      text_of(measure, "formula"), text_of(result, "rule"));
    if (ent_json_row_count(actors) <= ROWS_LONG)
        show_part(out, "Actors", actors, width);
    else
        ent_buffer_format(out, "\n%zu rows of actors: --format csv\n", ent_json_row_count(actors));
    show_shares(out, result, actors, "actor", width);
    show_shares(out, result, ent_json_get(result, "blocs"), "bloc", width);
    show_concentration(out, result, width);
    show_part(out, "Blocs", ent_json_get(result, "blocs"), width);
    show_part(out, "Who passed whom", ent_json_get(result, "transitions"), width);
    ent_buffer_add(out, "\n");
    show_official_check(out, result);
    show_not_covered(out, result);
    show_sources_used(out, result);
}

/* ---- voting ---- */

void show_voting(ent_buffer *out, const ent_json_value *result, int width)
{
    const ent_json_value *scaling = ent_json_get(result, "scaling");
    const ent_json_value *missing = ent_json_get(result, "missing");
    show_table_digits(out, ent_json_get(result, "members"), NULL, 0, width, DIGITS);
    ent_buffer_format(out, "\nquota %s: %.0f of %.0f\n", text_of(result, "quota"),
                      number_of(scaling, "quota"), number_of(scaling, "total"));
    if (number_of(scaling, "largest_error_of_a_share") > 0)
        ent_buffer_format(out, "counted with whole numbers: no share is off by more than %.2g\n",
                          number_of(scaling, "largest_error_of_a_share"));
    if (number_of(missing, "members") > 0)
        ent_buffer_format(out, "missing, left out: %.0f: %s\n", number_of(missing, "members"),
                          text_of(missing, "names"));
    if (number_of(result, "marked") > 0)
        ent_buffer_format(out, "unverified, disputed or of low confidence: %.0f\n",
                          number_of(result, "marked"));
    show_sources_used(out, result);
}

/* ---- similarity ---- */

static void show_matrix(ent_buffer *out, const ent_json_value *result, int width)
{
    const ent_json_value *matrix = ent_json_get(result, "matrix");
    if (!matrix)
        return;
    if (ent_json_row_count(matrix) > MATRIX_MOST) {
        ent_buffer_format(out, "\n%zu actors: a matrix for --format csv --table matrix, not for a "
                          "terminal\n", ent_json_row_count(matrix));
        return;
    }
    ent_buffer_format(out, "\nMatrix of %s\n", text_of(result, "matrix_of"));
    show_table_digits(out, matrix, NULL, 0, width, DIGITS);
}

/* Small charts of a pair's measures. */
static void show_variants(ent_buffer *out, const ent_json_value *pairs,
                          const ent_json_value *variants, int width)
{
    year_lines lines;
    if (ent_json_row_count(pairs) == 0)
        return;
    ent_status status = year_lines_init(&lines, pairs, NULL);
    for (size_t i = 0; i < ent_json_row_count(variants) && status == ENT_OK; i++) {
        const char *id = ent_json_text(ent_json_cell(variants, "id", i));
        status = year_lines_add(&lines, pairs, NULL, NULL, id, id, NULL);
    }
    if (status == ENT_OK)
        show_sparks(out, "Over time", &lines, false, width);
    out->failed |= status != ENT_OK;
    year_lines_clear(&lines);
}

void show_similarity(ent_buffer *out, const ent_json_value *result, int width)
{
    const ent_json_value *layer = ent_json_get(result, "layer");
    const ent_json_value *missing = ent_json_get(result, "missing");
    const ent_json_value *pairs = ent_json_get(result, "pairs");
    ent_buffer_format(out, "Similarity of portfolios, %s@%s, %s\nscale %s\n",
                      text_of(layer, "name"), text_of(layer, "source"), text_of(result, "rule"),
                      text_of(layer, "scale"));
    show_matrix(out, result, width);
    if (ent_json_get(result, "matrix") && ent_json_row_count(pairs) > ROWS_LONG)
        ent_buffer_format(out, "\n%zu pairs: --format csv\n", ent_json_row_count(pairs));
    else
        show_part(out, "Pairs", pairs, width);
    if (!ent_json_get(result, "matrix"))
        show_variants(out, pairs, ent_json_get(result, "variants"), width);
    ent_buffer_add(out, "\n");
    if (number_of(missing, "pairs_absent") > 0)
        ent_buffer_format(out, "years without a row, since one of the pair was no state: %.0f\n",
                          number_of(missing, "pairs_absent"));
    if (number_of(missing, "weights") > 0)
        ent_buffer_format(out, "members without a weight, left out of weighted sums: %.0f\n",
                          number_of(missing, "weights"));
    if (number_of(missing, "values_not_defined") > 0)
        ent_buffer_format(out, "values that are not defined: %.0f\n",
                          number_of(missing, "values_not_defined"));
    if (number_of(result, "marked") > 0)
        ent_buffer_format(out, "ties that are unverified, disputed or of low confidence: %.0f\n",
                          number_of(result, "marked"));
    show_not_covered(out, result);
    show_sources_used(out, result);
}
