/* Sections of the page on the structure of ties: similarity of pairs, triads, neighbourhoods. */
#include "report/page.h"

#include "core/memory.h"

#include <string.h>

enum { IN_VIEW = 12, LISTED = 60 };

static const ent_json_value *table_of(const page *p, const char *section, const char *key)
{
    return ent_json_get(ent_json_get(p->result, section), key);
}

/* Why a section has nothing to say, and its end; true if so. */
static bool put_reason(page *p, const char *section)
{
    const char *reason = sheet_text(ent_json_get(p->result, section), "reason");
    if (*reason)
        page_put(p, "<p>No data (%s).</p>\n</section>\n", reason);
    return *reason;
}

/* ---- similarity ---- */

static void put_pair(page *p, size_t row)
{
    static const char *const columns[][2] = {{"s_before", "s_after"},
                                             {"s_weighted_before", "s_weighted_after"},
                                             {"kappa_before", "kappa_after"}};
    const ent_json_value *pairs = table_of(p, "similarity", "pairs");
    ent_buffer text = {0};
    page_put(p, "<tr><th scope=\"row\">");
    sheet_pair(p->result, row, &text);
    page_take(p, &text);
    page_put(p, "</th>");
    for (size_t k = 0; k < ent_countof(columns); k++) {
        sheet_change(ent_json_number(ent_json_cell(pairs, columns[k][0], row)),
                     ent_json_number(ent_json_cell(pairs, columns[k][1], row)), number_index, &text);
        page_put(p, "<td>");
        page_take(p, &text);
        page_put(p, "</td>");
    }
    page_put(p, "</tr>\n");
}

static void put_pairs(page *p, size_t rows)
{
    page_put(p,
             "<table class=\"pairs-table\">\n<thead><tr><th scope=\"col\">Pair</th><th "
             "scope=\"col\">S</th><th scope=\"col\">weighted S</th><th "
             "scope=\"col\">kappa</th></tr></thead>\n<tbody>\n");
    for (size_t row = 0; row < rows; row++)
        put_pair(p, row);
    page_put(p, "</tbody></table>\n");
}

void page_similarity(page *p)
{
    size_t rows = ent_json_row_count(table_of(p, "similarity", "pairs"));
    const char *reason = sheet_text(ent_json_get(p->result, "similarity"), "reason");
    ent_buffer weights = {0};
    if (rows == 0 && !*reason)
        return;
    page_open(p, "similarity", "How alike the alliances are");
    if (put_reason(p, "similarity"))
        return;
    if (rows > IN_VIEW)
        page_draw(p, "<details><summary>%zu pairs</summary>\n", rows);
    put_pairs(p, rows);
    if (rows > IN_VIEW)
        page_put(p, "</details>\n");
    page_put(p, "<p class=\"small muted\">S of alliance portfolios: 1 alike, −1 opposed (Signorino and "
                "Ritter 1999). weighted: by CINC. "
                "kappa: the same corrected for what chance would give (Cohen 1960). ");
    sheet_no_weights(p->result, &weights);
    page_take(p, &weights);
    page_put(p, "</p>\n</section>\n");
}

/* ---- triads ---- */

static void put_triads_that(page *p, const char *become, const char *heading)
{
    const ent_json_value *table = table_of(p, "triads", "changes");
    size_t count = sheet_triads_that(p->result, become), listed = 0;
    page_draw(p, "<h3>%s: %zu</h3>\n", heading, count);
    if (count == 0)
        return;
    if (count > IN_VIEW)
        page_draw(p, "<details><summary>%s</summary>\n", count > LISTED ? "Some of them" : "All");
    page_put(p, "<ul>\n");
    for (size_t row = 0; row < ent_json_row_count(table) && listed < LISTED; row++) {
        ent_buffer text = {0};
        if (strcmp(sheet_cell(table, "becomes", row), become) != 0)
            continue;
        listed++;
        sheet_triad(p->result, row, &text);
        page_put(p, "<li>");
        page_take(p, &text);
        page_put(p, "</li>\n");
    }
    if (count > LISTED)
        page_draw(p, "<li>%zu more: in --format json</li>\n", count - LISTED);
    page_put(p, "</ul>\n");
    if (count > IN_VIEW)
        page_put(p, "</details>\n");
}

void page_triads(page *p)
{
    ent_buffer text = {0};
    page_open(p, "triads", "Triads");
    if (put_reason(p, "triads"))
        return;
    page_put(p, "<p>With a duty of defence as + and a rivalry as −, a triad is balanced if the product of "
                "its signs is +, else tense: ");
    sheet_triads(p->result, &text);
    page_take(p, &text);
    page_put(p, ".</p>\n");
    if (p->has_after) {
        put_triads_that(p, "tense", "Become tense");
        put_triads_that(p, "relaxed", "Are relaxed");
        put_triads_that(p, "balanced", "Close as balanced");
        page_put(p, "<p class=\"small muted\">Signs: of the first with the second, the first with the "
                    "third, the second with the third; 0 is neither, or both.</p>\n");
    }
    page_put(p, "</section>\n");
}

/* ---- blocs that ties make ---- */

static void put_bloc_rows(page *p, const char *table, const char *label,
                          void (*put)(const ent_json_value *, size_t, ent_buffer *))
{
    size_t rows = ent_json_row_count(table_of(p, "found_blocs", table));
    bool many = rows > IN_VIEW;
    page_put(p, "<h3>%s</h3>\n", label);
    if (rows == 0)
        page_put(p, "<p>Nobody.</p>\n");
    if (many)
        page_draw(p, "<details><summary>%zu</summary>\n", rows);
    page_put(p, rows > 0 ? "<ul>\n" : "");
    for (size_t row = 0; row < rows; row++) {
        ent_buffer text = {0};
        put(p->result, row, &text);
        page_put(p, "<li>");
        page_take(p, &text);
        page_put(p, "</li>\n");
    }
    page_put(p, rows > 0 ? "</ul>\n" : "");
    page_put(p, many ? "</details>\n" : "");
}

static void put_blocs_of(page *p, bool after)
{
    page_put(p, "<h3>%s</h3>\n<ul>\n", !p->has_after ? "Blocs" : after ? "Blocs after" : "Blocs before");
    for (size_t k = 0; k < 2; k++) {
        ent_buffer text = {0};
        sheet_bloc_members(p->result, after, k, &text);
        page_put(p, "<li>");
        page_take(p, &text);
        page_put(p, "</li>\n");
    }
    page_put(p, "</ul>\n");
}

void page_found_blocs(page *p)
{
    ent_buffer text = {0};
    page_open(p, "found-blocs", "Blocs that ties make");
    if (put_reason(p, "found_blocs"))
        return;
    page_put(p, "<p>With a duty of defence as + and a rivalry as −, the two blocs with the least ties against them "
                "(rivals within, allies between): ");
    sheet_blocs_value(p->result, &text);
    page_take(p, &text);
    page_put(p, ". Often several partitions are as good; what follows on parties holds in all of them.</p>\n");
    put_blocs_of(p, false);
    if (p->has_after) {
        if (sheet_same_blocs(p->result, &p->out))
            page_put(p, "<p>After the interventions the blocs are the same.</p>\n");
        else
            put_blocs_of(p, true);
        put_bloc_rows(p, "pulls", "Who comes to a party, or goes from it", sheet_pull);
    }
    put_bloc_rows(p, "torn", "Torn between blocs", sheet_torn);
    page_put(p, "</section>\n");
}

/* ---- forecast ---- */

static void put_forecast_ties(page *p, const char *table, const char *heading)
{
    size_t rows[8], count = sheet_forecast_rows(p->result, table, rows, 8);
    if (count > 0)
        page_put(p, "<h3>%s</h3>\n<ul>\n", heading);
    for (size_t k = 0; k < count; k++) {
        ent_buffer text = {0};
        page_put(p, "<li>");
        sheet_forecast_tie(p->result, table, rows[k], &text);
        page_take(p, &text);
        page_put(p, "</li>\n");
    }
    if (count > 0)
        page_put(p, "</ul>\n");
}

static void put_given(page *p)
{
    ent_buffer text = {0};
    sheet_forecast_given(ent_json_get(p->result, "forecast"), &text);
    if (text.length == 0)
        return;
    page_put(p, "<p>");
    page_take(p, &text);
    page_put(p, "</p>\n");
}

static void put_claims_in_futures(page *p)
{
    const ent_json_value *forecast = ent_json_get(p->result, "forecast");
    ent_buffer text = {0};
    size_t rows = sheet_forecast_claims(forecast, &text);
    if (rows > 0)
        page_put(p, "<h3>Claims</h3>\n<p>");
    page_take(p, &text);
    if (rows > 0)
        page_put(p, "</p>\n<ul>\n");
    for (size_t row = 0; row < rows; row++) {
        page_put(p, "<li>");
        sheet_forecast_claim(forecast, row, &text);
        page_take(p, &text);
        page_put(p, "</li>\n");
    }
    if (rows > 0)
        page_put(p, "</ul>\n");
}

void page_forecast(page *p)
{
    size_t rows[24], count = sheet_forecast_rows(p->result, "differences", rows, 24);
    ent_buffer text = {0};
    page_open(p, "forecast", "Forecast");
    if (put_reason(p, "forecast"))
        return;
    put_given(p);
    page_put(p, "<p>");
    sheet_forecast_head(p->result, &text);
    page_take(p, &text);
    page_put(p, "</p>\n<ul>\n");
    for (size_t k = 0; k < count; k++) {
        page_put(p, "<li>");
        sheet_forecast_measure(p->result, rows[k], &text);
        page_take(p, &text);
        page_put(p, "</li>\n");
    }
    page_put(p, "</ul>\n");
    put_forecast_ties(p, "fades", "What was done");
    put_forecast_ties(p, "others", "Ties of others that change most");
    put_claims_in_futures(p);
    page_put(p, "<p class=\"small muted\">Chances are the model's, of what it knows: defence pacts among these states since 1980, "
                "borders, regions. Camp: the share of capabilities of a state and its allies. Poles: how many camps of equal strength "
                "would be as concentrated, each actor going with its largest ally.</p>\n</section>\n");
}

/* ---- neighbourhoods ---- */

static void put_surrounded(page *p, const char *key, const char *label)
{
    ent_buffer text = {0};
    sheet_surrounded(p->result, key, &text);
    page_put(p, "<li>%s: ", label);
    page_take(p, &text);
    page_put(p, "</li>\n");
}

void page_neighbourhoods(page *p)
{
    const ent_json_value *table = table_of(p, "neighbourhoods", "actors");
    page_open(p, "neighbourhoods", "Neighbourhoods");
    if (put_reason(p, "neighbourhoods"))
        return;
    bool many = ent_json_row_count(table) > IN_VIEW;
    if (many)
        page_draw(p, "<details><summary>%zu actors</summary>\n", ent_json_row_count(table));
    page_put(p, "<ul>\n");
    for (size_t row = 0; row < ent_json_row_count(table); row++) {
        ent_buffer text = {0};
        sheet_neighbourhood(p->result, row, &text);
        page_put(p, "<li>%s: ", sheet_cell(table, "name", row));
        page_take(p, &text);
        page_put(p, "</li>\n");
    }
    page_put(p, many ? "</ul>\n</details>\n<ul>\n" : "");
    put_surrounded(p, "all_allies", "With allies only around");
    put_surrounded(p, "all_rivals", "With rivals only around");
    page_put(p, "</ul>\n<p class=\"small muted\">Neighbours: by land, or over water up to 24 miles, among "
                "the actors of the base. Allies and rivals as in the triads.</p>\n</section>\n");
}
