/* The story of a pair or a bloc as text: a time line of blocks, the events, the years. */
#include "report/show.h"
#include "report/show_spark.h"

#include "core/memory.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LABEL = 10, YEARS_LONG = 40, WIDEST = 110, DIGITS = 4 };

static const char *text_of(const ent_json_value *object, const char *key)
{
    const char *text = ent_json_text(ent_json_get(object, key));
    return text ? text : "";
}

static const char *cell_of(const ent_json_value *table, const char *column, size_t row)
{
    const char *text = ent_json_text(ent_json_cell(table, column, row));
    return text ? text : "";
}

/* ---- head ---- */

/* "Russia (RUS)"; several actors of one party are joined by "with". */
static void show_parties(ent_buffer *out, const ent_json_value *result)
{
    const ent_json_value *parties = ent_json_get(result, "parties");
    double last = 0;
    for (size_t i = 0; i < ent_json_row_count(parties); i++) {
        double party = ent_json_number(ent_json_cell(parties, "party", i));
        ent_buffer_format(out, "%s%s (%s)", i == 0 ? "" : party > last ? " and " : " with ",
                          cell_of(parties, "name", i), cell_of(parties, "actor", i));
        last = party;
    }
}

static void show_title(ent_buffer *out, const ent_json_value *result)
{
    const ent_json_value *period = ent_json_get(result, "period");
    if (strcmp(text_of(result, "about"), "pair") == 0)
        show_parties(out, result);
    else
        ent_buffer_add(out, text_of(result, "name"));
    ent_buffer_format(out, ", %.4s to %.4s\n", text_of(period, "from"), text_of(period, "to"));
}

/* ---- time line ---- */

typedef struct {
    const ent_json_value *years;
    size_t count, per_block, blocks;
} time_line;

static double year_value(const time_line *line, const char *column, size_t year)
{
    return ent_json_number(ent_json_cell(line->years, column, year));
}

/* The largest value within a block; NaN if none is known. */
static double block_value(const time_line *line, const char *column, size_t block)
{
    double most = (double)NAN;
    for (size_t i = 0; i < line->per_block; i++) {
        size_t year = block * line->per_block + i;
        if (year < line->count)
            most = fmax(most, year_value(line, column, year));
    }
    return most;
}

/* One lane: full where something holds, a low line to a full block by how many. */
static void show_lane(ent_buffer *out, const time_line *line, const char *label, const char *column,
                      bool by_count)
{
    double most = 0;
    for (size_t b = 0; b < line->blocks; b++)
        most = fmax(most, block_value(line, column, b));
    ent_buffer_format(out, "%-*s", LABEL, label);
    for (size_t b = 0; b < line->blocks; b++) {
        double value = block_value(line, column, b);
        ent_buffer_add(out, show_filled(isnan(value) ? value : by_count ? value / fmax(most, 1)
                                                                       : value > 0));
    }
    if (by_count && most > 0)
        ent_buffer_format(out, "  at most %.0f", most);
    ent_buffer_add(out, "\n");
}

static double mean_log(const time_line *line, const char *column, size_t block)
{
    double sum = 0, count = 0;
    for (size_t i = 0; i < line->per_block; i++) {
        size_t year = block * line->per_block + i;
        double value = year < line->count ? year_value(line, column, year) : (double)NAN;
        if (!(value > 0))
            continue;
        sum += log(value);
        count++;
    }
    return count > 0 ? sum / count : (double)NAN;
}

static void find_ends(const time_line *line, const char *column, size_t *low, size_t *high)
{
    *low = *high = line->count;
    for (size_t year = 0; year < line->count; year++) {
        double value = year_value(line, column, year);
        if (!(value > 0))
            continue;
        if (*low == line->count || value < year_value(line, column, *low))
            *low = year;
        if (*high == line->count || value > year_value(line, column, *high))
            *high = year;
    }
}

/* A sparkline by the logarithm of a ratio or share, its ends named. */
static void show_ratio(ent_buffer *out, const time_line *line, const char *label, const char *column)
{
    size_t low, high;
    find_ends(line, column, &low, &high);
    if (low == line->count)
        return;
    double floor_log = log(year_value(line, column, low));
    double range = log(year_value(line, column, high)) - floor_log;
    ent_buffer_format(out, "%-*s", LABEL, label);
    for (size_t b = 0; b < line->blocks; b++) {
        double value = mean_log(line, column, b);
        double filled = range > 0 ? (value - floor_log) / range : .5;
        ent_buffer_add(out, show_filled(isnan(value) ? value : fmax(filled, 1. / 16)));
    }
    ent_buffer_format(out, "  %.3g (%.0f) to %.3g (%.0f)\n", year_value(line, column, low),
                      year_value(line, "year", low), year_value(line, column, high),
                      year_value(line, "year", high));
}

static void show_axis(ent_buffer *out, const time_line *line)
{
    int last = (int)line->blocks > 8 ? (int)line->blocks - 4 : 0;
    ent_buffer_format(out, "%-*s%.0f", LABEL, "", year_value(line, "year", 0));
    if (last > 0)
        ent_buffer_format(out, "%*.0f", last, year_value(line, "year", line->count - 1));
    ent_buffer_add(out, "  · none, blank not covered");
    if (line->per_block > 1)
        ent_buffer_format(out, ", %zu years a block", line->per_block);
    ent_buffer_add(out, "\n");
}

/* "RUS/CHN", where that is short enough. */
static const char *ratio_label(const ent_json_value *result, char label[LABEL])
{
    const ent_json_value *parties = ent_json_get(result, "parties");
    const char *second = cell_of(parties, "actor", 0);
    for (size_t i = 0; i < ent_json_row_count(parties); i++)
        if (ent_json_number(ent_json_cell(parties, "party", i)) > 1.5)
            second = cell_of(parties, "actor", i); /* the last one of each */
    int length = snprintf(label, LABEL, "%s/%s", cell_of(parties, "actor", 0), second);
    return length < LABEL - 1 ? label : "A/B";
}

static void show_time_line(ent_buffer *out, const ent_json_value *result, int width)
{
    char label[LABEL];
    time_line line = {.years = ent_json_get(result, "years")};
    bool pair = strcmp(text_of(result, "about"), "pair") == 0;
    int wide = width == 0 || width > WIDEST ? WIDEST : width;
    size_t room = wide > LABEL + 40 ? (size_t)(wide - LABEL - 28) : 12; /* the names of the ends */
    line.count = ent_json_row_count(line.years);
    if (line.count == 0)
        return;
    line.per_block = (line.count + room - 1) / room;
    line.blocks = (line.count + line.per_block - 1) / line.per_block;
    ent_buffer_add(out, "\n");
    if (pair) {
        show_lane(out, &line, "pacts", "pacts", false);
        show_lane(out, &line, "rivalry", "rivalry", false);
        show_lane(out, &line, "disputes", "disputes", true);
        show_lane(out, &line, "wars", "wars", true);
        show_ratio(out, &line, ratio_label(result, label), "ratio");
    } else {
        show_lane(out, &line, "members", "members", true);
        show_lane(out, &line, "disputes", "disputes_within", true);
        show_lane(out, &line, "wars", "wars_within", true);
        show_lane(out, &line, "outward", "disputes_outside", true);
        show_ratio(out, &line, "share", "share_of_world");
    }
    show_axis(out, &line);
}

/* ---- events ---- */

static void add_hostility(const ent_json_value *events, size_t row, bool named, ent_buffer *out)
{
    static const char *const hostility[] = {"dispute", "no action", "threat", "display of force",
                                            "use of force", "war"};
    static const char *const fatality[] = {"no deaths", "1-25 deaths", "26-100 deaths",
                                           "101-250 deaths", "251-500 deaths", "501-999 deaths",
                                           "1000 deaths or more"};
    double level = ent_json_number(ent_json_cell(events, "level", row));
    double deaths = ent_json_number(ent_json_cell(events, "fatality", row));
    double action = ent_json_number(ent_json_cell(events, "action", row));
    bool known = level >= 1 && level < (double)ent_countof(hostility);
    ent_buffer_format(out, "%s%s", named ? ", " : "", hostility[known ? (int)level : 0]);
    if (!isnan(action))
        ent_buffer_format(out, ", action %.0f%s", action, fabs(action - 16) < .5 ? " attack"
                          : fabs(action - 17) < .5 ? " clash" : "");
    if (deaths >= 0 && deaths < (double)ent_countof(fatality))
        ent_buffer_format(out, ", %s", fatality[(int)deaths]);
}

/* Is a name made of the number that the code says already: "COW dispute 349", mid:349? */
static bool is_numbered(const char *name, const char *code)
{
    const char *number = strchr(code, ':');
    return number && strstr(name, number + 1);
}

/* How a pact or a membership began and ended, where that was not with the treaty itself. */
static void add_ends(const ent_json_value *events, size_t row, ent_buffer *out)
{
    const char *begins = cell_of(events, "begins", row), *ends = cell_of(events, "ends", row);
    if (strcmp(begins, "joined") == 0 || strcmp(begins, "changed") == 0)
        ent_buffer_format(out, ", %s", begins);
    if (strcmp(ends, "left") == 0 || strcmp(ends, "changed") == 0)
        ent_buffer_format(out, ", then %s", ends);
}

static void add_event_text(const ent_json_value *events, size_t row, ent_buffer *out)
{
    const char *kind = cell_of(events, "kind", row), *owed = cell_of(events, "obligations", row);
    const char *what = cell_of(events, "what", row);
    size_t before = out->length;
    if (strcmp(kind, "dispute") != 0 || !is_numbered(what, cell_of(events, "code", row)))
        ent_buffer_add(out, what);
    if (strcmp(kind, "dispute") == 0)
        add_hostility(events, row, out->length > before, out);
    if (*owed)
        ent_buffer_format(out, ": %s", owed);
    if (strcmp(kind, "pact") == 0 || strcmp(kind, "member") == 0)
        add_ends(events, row, out);
}

/* Who against whom, or who together: names that are many are counted. */
static void add_sides(const ent_json_value *events, size_t row, ent_buffer *out)
{
    const char *kind = cell_of(events, "kind", row), *other = cell_of(events, "other", row);
    bool against = strcmp(kind, "dispute") == 0 || strcmp(kind, "war") == 0 ||
                   strcmp(kind, "rivalry") == 0 || strcmp(kind, "arms race") == 0;
    bool together = strstr(cell_of(events, "what", row), ", on one side") != NULL;
    ent_buffer_add(out, cell_of(events, "who", row));
    if (*other && strcmp(kind, "succession") != 0 && strcmp(kind, "power") != 0)
        ent_buffer_format(out, "%s%s", against && !together ? " - " : ", ", other);
}

static void add_cell(ent_json *shown, ent_json_value *table, const char *column, ent_buffer *text)
{
    ent_json_add_text(shown, ent_json_get(table, column), NULL, ent_buffer_text(text));
    text->length = 0;
    if (text->data)
        text->data[0] = '\0';
}

static void add_row(ent_json *shown, ent_json_value *table, const ent_json_value *events, size_t row,
                    ent_buffer *text)
{
    static const char *const copied[] = {"kind", "code", "source"};
    const char *from = cell_of(events, "from", row), *to = cell_of(events, "to", row);
    ent_buffer_add(text, *from ? from : "data begin");
    add_cell(shown, table, "from", text);
    ent_buffer_add(text, *to ? to : "data end");
    add_cell(shown, table, "to", text);
    for (size_t i = 0; i < ent_countof(copied); i++) {
        ent_buffer_add(text, cell_of(events, copied[i], row));
        add_cell(shown, table, copied[i], text);
    }
    add_event_text(events, row, text);
    add_cell(shown, table, "what", text);
    add_sides(events, row, text);
    add_cell(shown, table, "who", text);
}

/* The events with their ends in words. */
static void show_events(ent_buffer *out, const ent_json_value *result, int width)
{
    static const char *const columns[] = {"from", "to", "kind", "what", "who", "code", "source"};
    const ent_json_value *events = ent_json_get(result, "events");
    ent_json *shown = NULL;
    ent_buffer text = {0};
    if (ent_json_row_count(events) == 0) {
        ent_buffer_add(out, "\nno events in these years\n");
        return;
    }
    if (ent_json_new(&shown, NULL) != ENT_OK) {
        out->failed = true;
        return;
    }
    ent_json_value *table = ent_json_add_table(shown, ent_json_root(shown), "events", columns,
                                               ent_countof(columns));
    for (size_t row = 0; row < ent_json_row_count(events); row++)
        add_row(shown, table, events, row, &text);
    ent_buffer_add(out, "\n");
    show_table(out, table, NULL, 0, width);
    out->failed |= text.failed || ent_json_check(shown, NULL) != ENT_OK;
    ent_buffer_clear(&text);
    ent_json_free(shown);
}

/* ---- foot ---- */

static void show_list_of(ent_buffer *out, const char *heading, const ent_json_value *table,
                         bool spans, int width)
{
    ent_buffer line = {0};
    ent_buffer_add(&line, heading);
    for (size_t i = 0; i < ent_json_row_count(table); i++) {
        ent_buffer_format(&line, "%s%s %s", i ? ", " : "", cell_of(table, "kind", i),
                          cell_of(table, "source", i));
        if (spans)
            ent_buffer_format(&line, " %s to %s", cell_of(table, "from", i), cell_of(table, "to", i));
    }
    if (ent_json_row_count(table) > 0)
        show_paragraph(out, ent_buffer_text(&line), 0, width);
    out->failed |= line.failed;
    ent_buffer_clear(&line);
}

static void show_succession(ent_buffer *out, const ent_json_value *result)
{
    const ent_json_value *succession = ent_json_get(result, "succession");
    const ent_json_value *list = ent_json_get(succession, "not_followed");
    ent_buffer_format(out, "successions: %s\n", text_of(succession, "rule"));
    for (size_t i = 0; i < ent_json_count(list); i++)
        ent_buffer_format(out, "%s%s%s", i ? ", " : "not followed: ",
                          ent_json_text(ent_json_at(list, i)),
                          i + 1 == ent_json_count(list) ? "\n" : "");
}

static void show_missing(ent_buffer *out, const ent_json_value *result)
{
    const ent_json_value *missing = ent_json_get(result, "missing");
    double count = ent_json_number(ent_json_get(missing, "power"));
    double marked = ent_json_number(ent_json_get(result, "marked"));
    if (!*text_of(result, "measure"))
        ent_buffer_add(out, "no measure of power: this world has no cinc; --measure names another\n");
    else if (count > 0)
        ent_buffer_format(out, "years without a value of %s: %.0f of %.0f, left out\n",
                          text_of(result, "measure"), count,
                          ent_json_number(ent_json_get(missing, "of")));
    if (marked > 0)
        ent_buffer_format(out, "unverified, disputed or of low confidence: %.0f events\n", marked);
}

static void show_years(ent_buffer *out, const ent_json_value *result, int width)
{
    const ent_json_value *years = ent_json_get(result, "years");
    if (ent_json_row_count(years) > YEARS_LONG) {
        ent_buffer_format(out, "\n%zu rows by year: --format csv --table years\n",
                          ent_json_row_count(years));
        return;
    }
    ent_buffer_add(out, "\nBy year\n");
    show_table_digits(out, years, NULL, 0, width, DIGITS);
}

void show_history(ent_buffer *out, const ent_json_value *result, int width)
{
    show_title(out, result);
    show_time_line(out, result, width);
    show_events(out, result, width);
    show_years(out, result, width);
    ent_buffer_add(out, "\n");
    show_succession(out, result);
    show_missing(out, result);
    show_list_of(out, "sources: ", ent_json_get(result, "sources"), false, width);
    show_list_of(out, "not covered: ", ent_json_get(result, "source_gaps"), true, width);
    show_list_of(out, "also there (--source NAME, --all): ", ent_json_get(result, "other_sources"), false,
                 width);
}
