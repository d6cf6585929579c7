/* The pictures of a check's page.
 *
 * What is covered: a row a series, a column a year; the darker, the fuller. Years that are equally
 * full are drawn as one rectangle, so that the page stays small.
 *
 * Two sources of a layer: a line each, how many pairs it names in a year, and one for those that
 * both name. */
#include "report/page_check.h"

#include "report/check_rows.h"

#include "core/memory.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* ---- what is covered ---- */

enum {
    FIRST_YEAR = 1816,
    LAST_YEAR = 2025,
    YEARS = LAST_YEAR - FIRST_YEAR + 1,
    LABEL = 206,
    NUMBER = 52,
    WIDE = 848,
    STEP = 12,
    LEVELS = 8
};

static double year_x(double year)
{
    return LABEL + (year - FIRST_YEAR) * (WIDE - LABEL - NUMBER) / YEARS;
}

/* How full each year is, from 0 (no rows) to LEVELS; -1 where the source covers nothing. Series
 * without a share are measured by their fullest year. */
static void read_levels(const ent_json_value *years, size_t *at, size_t series, bool is_share,
                        int level[YEARS])
{
    size_t first = *at;
    double largest = is_share ? 1 : 0;
    for (int i = 0; i < YEARS; i++)
        level[i] = -1;
    for (; *at < ent_json_row_count(years) &&
           (size_t)ent_json_number(ent_json_cell(years, "series", *at)) == series;
         ++*at)
        if (!is_share)
            largest = fmax(largest, ent_json_number(ent_json_cell(years, "filled", *at)));
    for (size_t row = first; row < *at; row++) {
        int year = (int)ent_json_number(ent_json_cell(years, "year", row));
        double filled = ent_json_number(ent_json_cell(years, "filled", row));
        if (year >= FIRST_YEAR && year <= LAST_YEAR)
            level[year - FIRST_YEAR] =
                filled > 0 ? (int)fmax(1, ceil(filled / largest * LEVELS)) : 0;
    }
}

/* A series' row: runs of years of one level. */
static void put_runs(page *p, const int level[YEARS], double y)
{
    for (int i = 0, next; i < YEARS; i = next) {
        for (next = i + 1; next < YEARS && level[next] == level[i];)
            next++;
        if (level[i] < 0)
            continue;
        double x = year_x(FIRST_YEAR + i), end = year_x(FIRST_YEAR + next);
        page_draw(p, "<rect class=\"bg\" x=\"%.1f\" y=\"%.0f\" width=\"%.1f\" height=\"%d\"/>", x,
                  y, end - x, STEP - 2);
        if (level[i] > 0)
            page_draw(
                p,
                "<rect class=\"on\" fill-opacity=\"%.2f\" x=\"%.1f\" y=\"%.0f\" width=\"%.1f\" "
                "height=\"%d\"/>",
                .1 + .9 * level[i] / LEVELS, x, y, end - x, STEP - 2);
    }
}

static void put_series(page *p, const ent_json_value *coverage, size_t i, const int level[YEARS],
                       double y)
{
    char label[200];
    snprintf(label, sizeof label, "%s@%s", sheet_cell(coverage, "name", i),
             sheet_cell(coverage, "source", i));
    page_put(p, "<g><title>%s: ", label);
    page_draw(p, "%.0f rows, %.0f to %.0f", ent_json_number(ent_json_cell(coverage, "rows", i)),
              ent_json_number(ent_json_cell(coverage, "from", i)),
              ent_json_number(ent_json_cell(coverage, "to", i)));
    page_draw(p, "</title><text x=\"8\" y=\"%.0f\">", y + 9);
    page_put_cut(p, label, 38);
    page_put(p, "</text>");
    put_runs(p, level, y);
    page_draw(p, "<text class=\"num\" x=\"%d\" y=\"%.0f\">%.0f</text></g>\n", WIDE, y + 9,
              ent_json_number(ent_json_cell(coverage, "rows", i)));
}

static double put_axis(page *p, double height)
{
    for (int year = 1820; year <= 2020; year += 20) {
        page_draw(p, "<text class=\"yr\" x=\"%.1f\" y=\"10\">%d</text>", year_x(year + .5), year);
        page_draw(p, "<path class=\"tick\" d=\"M%.1f 14V%.0f\"/>", year_x(year), height);
    }
    return 16;
}

void page_check_coverage(page *p)
{
    const ent_json_value *coverage = ent_json_get(p->result, "coverage");
    const ent_json_value *years = ent_json_get(p->result, "filled");
    size_t count = ent_json_row_count(coverage), kinds = 0, at = 0;
    for (size_t i = 0; i < count; i++)
        kinds += i == 0 ||
                 strcmp(sheet_cell(coverage, "kind", i), sheet_cell(coverage, "kind", i - 1)) != 0;
    double height = 20 + STEP * (double)count + (STEP + 4) * (double)kinds, y = 16;
    if (count == 0)
        return;
    page_open(p, "coverage", "What is covered");
    page_draw(
        p,
        "<figure><div class=\"scroll\"><svg class=\"heat\" viewBox=\"0 0 %d %.0f\" role=\"img\" "
        "aria-label=\"How full each series is, by year\">\n",
        WIDE, height);
    for (size_t i = 0; i < count; i++) {
        int level[YEARS];
        if (i == 0 ||
            strcmp(sheet_cell(coverage, "kind", i), sheet_cell(coverage, "kind", i - 1)) != 0) {
            page_draw(p, "<text class=\"kind\" x=\"0\" y=\"%.0f\">", y + 11);
            page_put(p, "%s</text>\n", sheet_cell(coverage, "kind", i));
            y += STEP + 4;
        }
        read_levels(years, &at, i, ent_json_is_true(ent_json_cell(coverage, "is_share", i)), level);
        put_series(p, coverage, i, level, y);
        y += STEP;
    }
    put_axis(p, height);
    page_put(
        p,
        "</svg></div>\n<figcaption>The darker, the fuller: of attributes the share of the states "
        "of "
        "the year that have a value, of all else the rows that touch the year against the fullest "
        "year. Grey: covered, but no rows; blank: not covered. To the right, the rows in all. "
        "Years "
        "before 1816 are not drawn.</figcaption></figure>\n</section>\n");
}

/* ---- pairs ---- */

enum { CHART_WIDTH = 800, CHART_HEIGHT = 240, CHART_LEFT = 46, CHART_BOTTOM = 22, CHART_TOP = 10 };

typedef struct {
    size_t first, last; /* rows */
    int from, to;
    double largest;
} chart;

static double number_of(const page *p, const char *column, size_t row)
{
    return ent_json_number(ent_json_cell(ent_json_get(p->result, "rows"), column, row));
}

static int year_of(const page *p, size_t row)
{
    int year = 0;
    return sscanf(sheet_cell(ent_json_get(p->result, "rows"), "from", row), "%d", &year) == 1 ? year
                                                                                              : 0;
}

/* What line `which` shows: pairs in the first, in the second, in both. */
static double pairs_of(const page *p, size_t row, int which)
{
    double both = number_of(p, "third", row);
    return which == 2 ? both : both + number_of(p, which == 0 ? "first" : "second", row);
}

static double chart_x(const chart *c, int year)
{
    return CHART_LEFT +
           (double)(year - c->from) / (c->to - c->from) * (CHART_WIDTH - CHART_LEFT - 8);
}

static double chart_y(const chart *c, double pairs)
{
    return CHART_HEIGHT - CHART_BOTTOM -
           pairs / c->largest * (CHART_HEIGHT - CHART_BOTTOM - CHART_TOP);
}

/* 1, 2 or 5 times a power of ten: about four steps up to the largest. */
static double step_of(double largest)
{
    double power = pow(10, floor(log10(largest / 4))), part = largest / 4 / power;
    return power * (part < 2 ? 1 : part < 5 ? 2 : 5);
}

static void put_grid(page *p, const chart *c)
{
    double step = step_of(c->largest);
    for (double pairs = 0; pairs <= c->largest; pairs += step) {
        page_draw(p, "<path class=\"grid\" d=\"M%d %.1fH%d\"/>", CHART_LEFT, chart_y(c, pairs),
                  CHART_WIDTH);
        page_draw(p, "<text class=\"end\" x=\"%d\" y=\"%.1f\">%.0f</text>\n", CHART_LEFT - 6,
                  chart_y(c, pairs) + 4, pairs);
    }
    int years = c->to - c->from > 120 ? 20 : c->to - c->from > 40 ? 10 : 5;
    for (int year = (c->from + years - 1) / years * years; year <= c->to; year += years)
        page_draw(p, "<text class=\"mid\" x=\"%.1f\" y=\"%d\">%d</text>\n", chart_x(c, year),
                  CHART_HEIGHT - 6, year);
}

static void put_line(page *p, const chart *c, int which)
{
    static const char *const classes[] = {"la", "lb", "lc"};
    int before = 0;
    page_draw(p, "<path class=\"%s\" d=\"", classes[which]);
    for (size_t row = c->first; row < c->last; row++) {
        int year = year_of(p, row);
        page_draw(p, "%c%.1f %.1f", year == before + 1 ? 'L' : 'M', chart_x(c, year),
                  chart_y(c, pairs_of(p, row, which)));
        before = year;
    }
    page_draw(p, "\"/>\n");
}

static void put_key(page *p, const char *sources)
{
    static const char *const classes[] = {"la", "lb", "lc"};
    const char *comma = strstr(sources, ", ");
    char names[2][130] = {"the first", "the second"};
    if (comma) {
        snprintf(names[0], sizeof names[0], "%.*s", (int)(comma - sources), sources);
        snprintf(names[1], sizeof names[1], "%s", comma + 2);
    }
    page_put(p, "<ul class=\"key\">");
    for (int i = 0; i < 3; i++) {
        page_draw(p,
                  "<li><svg width=\"24\" height=\"9\" aria-hidden=\"true\"><path class=\"%s\" "
                  "d=\"M0 5H24\"/></svg>",
                  classes[i]);
        page_put(p, "%s</li>", i < 2 ? names[i] : "in both");
    }
    page_put(p, "</ul>\n");
}

static void put_chart(page *p, const ent_json_value *findings, size_t finding)
{
    check_rows rows = check_rows_of(p->result, finding, 0);
    chart c = {.first = rows.first, .last = rows.end};
    for (size_t row = c.first; row < c.last; row++)
        for (int which = 0; which < 2; which++)
            c.largest = fmax(c.largest, pairs_of(p, row, which));
    if (c.last < c.first + 2 || !(c.largest > 0))
        return;
    c.from = year_of(p, c.first);
    c.to = year_of(p, c.last - 1);
    bool defence = strcmp(sheet_cell(findings, "check", finding), "defence-pairs") == 0;
    page_put(p, "<figure><h3>%s</h3>\n", defence ? "Defence pacts only" : "Pairs with a tie");
    put_key(p, sheet_cell(findings, "source", finding));
    page_draw(p,
              "<div class=\"scroll\"><svg class=\"lines\" viewBox=\"0 0 %d %d\" role=\"img\" "
              "aria-label=\"Pairs by year\">\n",
              CHART_WIDTH, CHART_HEIGHT);
    put_grid(p, &c);
    for (int which = 2; which >= 0; which--)
        put_line(p, &c, which);
    page_put(p, "</svg></div>\n<figcaption>%s</figcaption></figure>\n",
             sheet_cell(findings, "text", finding));
}

void page_check_pairs(page *p)
{
    const ent_json_value *findings = ent_json_get(p->result, "findings");
    size_t count = 0;
    for (size_t i = 0; i < ent_json_row_count(findings); i++) {
        const char *check = sheet_cell(findings, "check", i);
        if (strcmp(check, "pairs") != 0 && strcmp(check, "defence-pairs") != 0)
            continue;
        if (count++ == 0)
            page_open(p, "pairs", "Pairs by year, in two sources");
        put_chart(p, findings, i);
    }
    if (count > 0)
        page_put(p, "</section>\n");
}
