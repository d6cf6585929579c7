/* What `entente fit` and `explain` print for people of models of treaties. */
#include "report/page_sheet.h"
#include "report/show.h"

#include "core/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { TERMS_SHOWN = 8, PARAMETERS_MOST = 400 };

static double number(const ent_json_value *of, const char *key)
{
    return ent_json_number(ent_json_get(of, key));
}

bool show_is_treaty(const ent_json_value *result)
{
    return strcmp(sheet_text(result, "family"), "treaty") == 0;
}

/* ---- fit ---- */

typedef struct {
    size_t row;
    double size;
} ranked;

static int largest_first(const void *left, const void *right)
{
    const ranked *one = left, *other = right;
    if (one->size != other->size)
        return one->size > other->size ? -1 : 1;
    return one->row < other->row ? -1 : one->row > other->row;
}

/* The largest coefficients of a part, which are of standardised predictors. */
static void show_largest(ent_buffer *out, const ent_json_value *effects, const char *part)
{
    ranked order[PARAMETERS_MOST];
    size_t count = 0;
    for (size_t row = 0; row < ent_json_row_count(effects) && count < PARAMETERS_MOST; row++) {
        double size = fabs(ent_json_number(ent_json_cell(effects, "estimate", row)));
        if (strcmp(sheet_cell(effects, "type", row), part) == 0 && strcmp(sheet_cell(effects, "effect", row), "intercept") != 0 && size > 0)
            order[count++] = (ranked){row, size};
    }
    if (count > 0)
        qsort(order, count, sizeof *order, largest_first);
    for (size_t k = 0; k < count && k < TERMS_SHOWN; k++)
        ent_buffer_format(out, "  %-34s %8.3f  se %.3f\n", sheet_cell(effects, "effect", order[k].row),
                          ent_json_number(ent_json_cell(effects, "estimate", order[k].row)),
                          ent_json_number(ent_json_cell(effects, "se", order[k].row)));
}

static const char *what_of(const char *part)
{
    static const char *const whats[][2] = {{"bilateral", "new ties by pacts of two"}, {"accession", "states joining a treaty"},
                                           {"multilateral", "new ties by treaties of three or more"},
                                           {"exit", "members leaving a treaty"}, {"end", "treaties ending"}};
    for (size_t k = 0; k < ent_countof(whats); k++)
        if (strcmp(whats[k][0], part) == 0)
            return whats[k][1];
    return "";
}

static void show_part(ent_buffer *out, const ent_json_value *result, size_t row)
{
    const ent_json_value *parts = ent_json_get(result, "parts");
    const char *part = sheet_cell(parts, "part", row);
    ent_buffer_format(out, "\n%s: %s, %.0f of %.0f, on %.0f occasions\n", part, what_of(part),
                      ent_json_number(ent_json_cell(parts, "events", row)), ent_json_number(ent_json_cell(parts, "cases", row)),
                      ent_json_number(ent_json_cell(parts, "occasions", row)));
    if (!(ent_json_number(ent_json_cell(parts, "events", row)) > 0))
        ent_buffer_add(out, "  there is none to learn from: by this model it never happens\n");
    else if (ent_json_is_true(ent_json_cell(parts, "few", row)))
        ent_buffer_add(out, "  these are few: read its coefficients, and what rests on them, with caution\n");
    show_largest(out, ent_json_get(result, "effects"), part);
}

/* `gather` is the last row of the effects. */
static void show_foundings(ent_buffer *out, const ent_json_value *result)
{
    const ent_json_value *effects = ent_json_get(result, "effects");
    size_t last = ent_json_row_count(effects);
    double gather = last > 0 ? ent_json_number(ent_json_cell(effects, "estimate", last - 1)) : (double)NAN;
    double se = last > 0 ? ent_json_number(ent_json_cell(effects, "se", last - 1)) : (double)NAN;
    ent_buffer_format(out, "treaties of three or more whose founding is learnt from: %.0f", number(result, "foundings"));
    if (!isnan(gather) && number(result, "foundings") > 0)
        ent_buffer_format(out, "; gather %.3f", gather);
    if (!isnan(se) && number(result, "foundings") > 0)
        ent_buffer_format(out, ", se %.3f", se);
    ent_buffer_add(out, "\n");
}

void show_treaty_fit(ent_buffer *out, const ent_json_value *result, int width)
{
    const ent_json_value *parts = ent_json_get(result, "parts");
    if (*sheet_text(result, "title"))
        ent_buffer_format(out, "%s\n\n", sheet_text(result, "title"));
    ent_buffer_format(out, "treaties as events, learnt from %s to %s: %.0f states, %.0f treaties\n", sheet_text(result, "from"),
                      sheet_text(result, "to"), number(result, "states"), number(result, "treaties"));
    for (size_t row = 0; row < ent_json_row_count(parts); row++)
        show_part(out, result, row);
    ent_buffer_format(out, "\nan occasion is a treaty and a year\nnew ties by pacts of two, a year, in %s: %.2f\n",
                      sheet_text(result, "to"), number(result, "bilateral_rate"));
    ent_buffer_format(out, "states that join a treaty together: %.2f times as many as if each decided alone\n",
                      number(result, "together"));
    show_foundings(out, result);
    ent_buffer_add(out, "coefficients are of standardised predictors, the largest of each part; --table effects has all\n");
    show_sources_used(out, result);
    show_resolved(out, result);
    show_paragraph(out, "se takes events for independent but for the weights of ties that one treaty makes: it is too small",
                   0, width);
}

/* ---- explain ---- */

static void show_heading(ent_buffer *out, const ent_json_value *terms, size_t row)
{
    const char *treaty = sheet_cell(terms, "treaty", row), *actor = sheet_cell(terms, "actor", row);
    ent_buffer_format(out, "\n%s%s%s%s%s\n", sheet_cell(terms, "part", row), *treaty ? " " : "", treaty, *actor ? ", " : "", actor);
}

static bool begins(const ent_json_value *terms, size_t row)
{
    static const char *const keys[] = {"part", "treaty", "actor"};
    bool same = row > 0;
    for (size_t k = 0; k < ent_countof(keys) && same; k++)
        same = strcmp(sheet_cell(terms, keys[k], row), sheet_cell(terms, keys[k], row - 1)) == 0;
    return !same;
}

static void show_terms(ent_buffer *out, const ent_json_value *terms)
{
    for (size_t row = 0; row < ent_json_row_count(terms); row++) {
        if (begins(terms, row))
            show_heading(out, terms, row);
        ent_buffer_format(out, "  %-34s %8.3f\n", sheet_cell(terms, "effect", row),
                          ent_json_number(ent_json_cell(terms, "contribution", row)));
    }
}

void show_treaty_explain(ent_buffer *out, const ent_json_value *result, int width)
{
    static const show_column routes[] = {{"route", "route"}, {"probability", "probability"}};
    static const show_column joins[] = {{"treaty", "treaty"}, {"name", "name"}, {"actor", "who joins"},
                                        {"probability", "probability"}};
    static const show_column held[] = {{"treaty", "treaty"}, {"name", "name"}, {"ends", "ends"},
                                       {"first_leaves", "first leaves"}, {"second_leaves", "second leaves"}, {"lost", "lost"}};
    bool tied = ent_json_is_true(ent_json_get(result, "tied"));
    if (*sheet_text(result, "title"))
        ent_buffer_format(out, "%s\n\n", sheet_text(result, "title"));
    ent_buffer_format(out, "%s %s-%s, %s: %s\n", sheet_text(result, "layer"), sheet_text(result, "a"), sheet_text(result, "b"),
                      sheet_text(result, "on"), tied ? "tied" : "not tied");
    show_hindsight(out, result, sheet_text(result, "on"));
    ent_buffer_format(out, "probability of a tie a year on: %.4g\n\n", number(result, "probability"));
    show_table_digits(out, ent_json_get(result, tied ? "treaties" : "routes"), tied ? held : routes, tied ? 6 : 2, width, 3);
    if (!tied && ent_json_row_count(ent_json_get(result, "accessions")) > 0) {
        ent_buffer_add(out, "\n");
        show_table_digits(out, ent_json_get(result, "accessions"), joins, 4, width, 3);
    }
    show_terms(out, ent_json_get(result, "terms"));
    ent_buffer_add(out, "\nwhat each predictor adds to the log-odds, against the mean of the years learnt from; the largest\n");
}
