/* The picture of `entente history`: a lane for each kind of tie with its dated bars, and beneath it how power
 * was divided: of a pair the first one's share of both, of a bloc its share of the world. */
#include "report/plots.h"

#include "core/memory.h"
#include "entente/day.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The lanes; `war` counts as covered where all of its sources are. */
static const struct {
    const char *kind, *name;
    bool bloc_only, all_sources;
} lanes[] = {
    {"member", "Joined, left", true, false},
    {"pact", "Pacts", false, false},
    {"rivalry", "Rivalry", false, false},
    {"dispute", "Disputes", false, false},
    {"war", "Wars", false, true},
};

typedef struct {
    const ent_json_value *result, *events, *years;
    bool is_bloc;
    plot_lane lanes[ent_countof(lanes)];
    size_t lane_of[ent_countof(lanes)]; /* where a row of the table is drawn */
    size_t lane_count;
    plot_item *items;
    size_t item_count;
    ent_arena texts;
    bool failed;                        /* memory ran out */
    double *x, *share;
    size_t points;
    double from, to;
} story_plot;

static const char *cell(const ent_json_value *table, const char *column, size_t row)
{
    const char *text = ent_json_text(ent_json_cell(table, column, row));
    return text ? text : "";
}

/* ---- times ---- */

/* A day as a year with a fraction; its end instead of its beginning with `is_last`. */
static double time_of(const char *text, bool is_last, double open)
{
    ent_span day;
    if (!*text || ent_span_parse(text, &day, NULL, NULL) != ENT_OK)
        return open;
    int year = ent_day_year(day.from);
    ent_span whole = ent_span_of_year(year);
    return year + (double)(day.from - whole.from + (is_last ? 1 : 0)) /
                      (double)(whole.to - whole.from + 1);
}

/* ---- lanes ---- */

/* The years that the sources of a kind cover: those of any, or of all of them. */
static void find_covered(const story_plot *p, const char *kind, bool all_sources, plot_lane *lane)
{
    const ent_json_value *sources = ent_json_get(p->result, "sources");
    bool any = false;
    for (size_t i = 0; i < ent_json_row_count(sources); i++) {
        if (strcmp(cell(sources, "kind", i), kind) != 0)
            continue;
        double from = time_of(cell(sources, "from", i), false, p->from);
        double to = time_of(cell(sources, "to", i), true, p->to);
        bool wider = !all_sources;
        lane->covered_from = !any || (from < lane->covered_from) == wider ? from : lane->covered_from;
        lane->covered_to = !any || (to > lane->covered_to) == wider ? to : lane->covered_to;
        any = true;
    }
}

static bool has_source(const story_plot *p, const char *kind)
{
    const ent_json_value *sources = ent_json_get(p->result, "sources");
    for (size_t i = 0; i < ent_json_row_count(sources); i++)
        if (strcmp(cell(sources, "kind", i), kind) == 0)
            return true;
    return false;
}

static void add_lanes(story_plot *p)
{
    for (size_t i = 0; i < ent_countof(lanes); i++) {
        p->lane_of[i] = ent_countof(lanes);
        if ((lanes[i].bloc_only && !p->is_bloc) || !has_source(p, lanes[i].kind))
            continue;
        p->lane_of[i] = p->lane_count;
        plot_lane *lane = &p->lanes[p->lane_count++];
        lane->name = lanes[i].name;
        find_covered(p, lanes[i].kind, lanes[i].all_sources, lane);
    }
}

/* ---- items ---- */

/* A text that lives as long as the picture is drawn. */
static const char *keep(story_plot *p, ent_buffer *text)
{
    char *kept = text->failed ? NULL : ent_arena_text(&p->texts, ent_buffer_text(text));
    p->failed |= kept == NULL;
    ent_buffer_clear(text);
    return kept;
}

/* "RUS;CHN" as "RUS, CHN". */
static void add_list(const char *list, ent_buffer *text)
{
    for (; *list; list++)
        ent_buffer_add_bytes(text, *list == ';' ? ", " : list, *list == ';' ? 2 : 1);
}

/* "1950-02-14 to 1980-02-14: COW alliance 229, defense; RUS, CHN; cow-alliance-4.1" */
static const char *detail_of(story_plot *p, size_t row)
{
    ent_buffer text = {0};
    const char *from = cell(p->events, "from", row), *to = cell(p->events, "to", row);
    const char *owed = cell(p->events, "obligations", row);
    ent_buffer_format(&text, "%s to %s: ", *from ? from : "before the data",
                      *to ? to : "the end of the data");
    add_list(cell(p->events, "what", row), &text);
    ent_buffer_add(&text, *owed ? ", " : "");
    add_list(owed, &text);
    ent_buffer_add(&text, "; ");
    add_list(cell(p->events, "who", row), &text);
    ent_buffer_add(&text, *cell(p->events, "other", row) ? " and " : "");
    add_list(cell(p->events, "other", row), &text);
    ent_buffer_format(&text, "; %s", cell(p->events, "source", row));
    return keep(p, &text);
}

/* Who stands at a bar of a bloc: up to three names, else how many. */
static void add_names(const char *who, const char *other, ent_buffer *text)
{
    size_t count = 1;
    for (const char *at = who; *at; at++)
        count += *at == ';';
    if (count > 3)
        ent_buffer_format(text, "%zu members", count);
    else
        add_list(who, text);
    if (!*other || count > 3 || strlen(other) > 11)
        return;
    ent_buffer_add(text, " - ");
    add_list(other, text);
}

/* The first obligation of a pact is its strongest: they are written in that order. */
static void add_first_word(const char *owed, ent_buffer *text)
{
    const char *start = strstr(owed, ": ") ? strstr(owed, ": ") + 2 : owed;
    ent_buffer_format(text, "%.*s", (int)strcspn(start, ";,"), start);
}

/* What stands in or beside a bar; disputes only with deaths, by their year. */
static const char *name_of(story_plot *p, size_t row, const char *kind)
{
    ent_buffer text = {0};
    double deaths = ent_json_number(ent_json_cell(p->events, "fatality", row));
    const char *who = cell(p->events, "who", row), *other = cell(p->events, "other", row);
    if (strcmp(kind, "dispute") == 0 && !(deaths >= 1))
        return NULL;
    if (strcmp(kind, "war") == 0)
        ent_buffer_format(&text, "%.*s", (int)strcspn(cell(p->events, "what", row), ","),
                          cell(p->events, "what", row));
    else if (p->is_bloc)
        add_names(who, other, &text);
    if (strcmp(kind, "dispute") == 0)
        ent_buffer_format(&text, "%s%.4s", text.length ? " " : "", cell(p->events, "first_day", row));
    else if (strcmp(kind, "pact") == 0 && !p->is_bloc)
        add_first_word(cell(p->events, "obligations", row), &text);
    else if (strcmp(kind, "rivalry") == 0 && !p->is_bloc)
        add_list(cell(p->events, "what", row), &text);
    return keep(p, &text);
}

static plot_look look_of(const story_plot *p, size_t row, const char *kind)
{
    const char *owed = cell(p->events, "obligations", row);
    if (strcmp(kind, "pact") == 0)
        return strstr(owed, "defense") || strstr(owed, "offense") ? PLOT_STRONG : PLOT_WEAK;
    if (strcmp(kind, "dispute") == 0)
        return ent_json_number(ent_json_cell(p->events, "level", row)) >= 4 ? PLOT_STRONG : PLOT_WEAK;
    if (strcmp(kind, "war") == 0 && strstr(cell(p->events, "what", row), ", on one side"))
        return PLOT_HOLLOW;
    return PLOT_STRONG;
}

static void add_bar(story_plot *p, size_t row, size_t lane, const char *kind)
{
    p->items[p->item_count++] = (plot_item){
        .lane = lane,
        .from = time_of(cell(p->events, "first_day", row), false, p->from),
        .to = time_of(cell(p->events, "last_day", row), true, p->to),
        .goes_on = strcmp(cell(p->events, "ends", row), "data end") == 0,
        .name = name_of(p, row, kind),
        .detail = detail_of(p, row),
        .look = look_of(p, row, kind)};
}

static bool is_member_with(const story_plot *p, size_t row, const char *column, const char *days)
{
    return strcmp(cell(p->events, "kind", row), "member") == 0 &&
           strcmp(cell(p->events, column, row), days) == 0;
}

/* Members that join, or leave, on one day are one point. */
static void add_members(story_plot *p, size_t row, size_t lane, bool leave)
{
    ent_buffer text = {0};
    const char *column = leave ? "to" : "from", *on = cell(p->events, column, row);
    if (!*on || strcmp(cell(p->events, leave ? "ends" : "begins", row), leave ? "ends" : "") == 0)
        return;
    for (size_t i = 0; i < row; i++)
        if (is_member_with(p, i, column, on))
            return;
    ent_buffer_add(&text, leave ? "−" : "");
    for (size_t i = row, count = 0; i < ent_json_row_count(p->events); i++)
        if (is_member_with(p, i, column, on))
            ent_buffer_format(&text, "%s%s", count++ ? " " : "", cell(p->events, "who", i));
    const char *names = keep(p, &text);
    double time = time_of(on, leave, p->from);
    ent_buffer_format(&text, "%s %s: %s", on, leave ? "left" : "joined", names ? names : "");
    p->items[p->item_count++] = (plot_item){.lane = lane, .from = time, .to = time, .is_event = true,
                                            .name = names, .detail = keep(p, &text)};
}

static ent_status add_items(story_plot *p, ent_error *error)
{
    size_t rows = ent_json_row_count(p->events);
    p->items = ent_new_array(2 * rows, sizeof *p->items);
    for (size_t row = 0; row < rows && p->items; row++)
        for (size_t i = 0; i < ent_countof(lanes); i++) {
            if (p->lane_of[i] == ent_countof(lanes) ||
                strcmp(cell(p->events, "kind", row), lanes[i].kind) != 0)
                continue;
            if (i > 0) {
                add_bar(p, row, p->lane_of[i], lanes[i].kind);
                continue;
            }
            add_members(p, row, p->lane_of[i], false);
            add_members(p, row, p->lane_of[i], true);
        }
    return p->items && !p->failed ? ENT_OK : ent_fail_memory(error);
}

/* ---- power ---- */

static ent_status add_power(story_plot *p, ent_error *error)
{
    p->points = ent_json_row_count(p->years);
    p->x = ent_new_array(p->points, sizeof *p->x);
    p->share = ent_new_array(p->points, sizeof *p->share);
    for (size_t i = 0; i < p->points && p->x && p->share; i++) {
        double a = ent_json_number(ent_json_cell(p->years, "power_a", i));
        double b = ent_json_number(ent_json_cell(p->years, "power_b", i));
        p->x[i] = ent_json_number(ent_json_cell(p->years, "year", i)) + .5;
        p->share[i] = p->is_bloc ? ent_json_number(ent_json_cell(p->years, "share_of_world", i))
                        : a >= 0 && b >= 0 ? a / (a + b)
                                           : (double)NAN;
    }
    return p->x && p->share ? ENT_OK : ent_fail_memory(error);
}

static bool has_line(const story_plot *p)
{
    for (size_t i = 0; i < p->points; i++)
        if (isfinite(p->share[i]))
            return true;
    return false;
}

/* ---- texts ---- */

/* The names of a pair: the last actor of each party. */
static void find_pair(const ent_json_value *result, const char *names[2])
{
    const ent_json_value *parties = ent_json_get(result, "parties");
    names[0] = names[1] = "";
    for (size_t i = 0; i < ent_json_row_count(parties); i++)
        names[ent_json_number(ent_json_cell(parties, "party", i)) > 1.5 ? 1 : 0] =
            cell(parties, "actor", i);
}

static void add_texts(const story_plot *p, plot_frame *frame)
{
    const char *names[2];
    find_pair(p->result, names);
    if (p->is_bloc)
        ent_buffer_add(&frame->title, plot_text(p->result, "name"));
    else
        ent_buffer_format(&frame->title, "%s and %s", names[0], names[1]);
    ent_buffer_add(&frame->title, ", ");
    plot_add_period(&frame->title, p->result);
    ent_buffer_add(&frame->subtitle, p->is_bloc
        ? "Dark: pacts of defence or offence, disputes with use of force. Dashed: wars on one side."
        : "Dark: defence or offence owed, force used. Dashed: wars on one side. Named disputes cost lives.");
    ent_buffer_format(&frame->description, "A time line of %zu events in %zu lanes: ", p->item_count,
                      p->lane_count);
    for (size_t i = 0; i < p->lane_count; i++) {
        size_t count = 0;
        for (size_t k = 0; k < p->item_count; k++)
            count += p->items[k].lane == i;
        ent_buffer_format(&frame->description, "%s%s %zu", i ? ", " : "", p->lanes[i].name, count);
    }
    ent_buffer_add(&frame->note, "An arrow: still so when the source ends. ");
    if (!*plot_text(p->result, "measure"))
        ent_buffer_add(&frame->note, "There is no measure of power in this world. ");
    else if (!has_line(p))
        ent_buffer_format(&frame->note, "No line: there are no shares of %s. ", plot_text(p->result, "measure"));
    else if (p->is_bloc)
        ent_buffer_format(&frame->note, "Line: the members' share of the world's %s. ",
                          plot_text(p->result, "measure"));
    else
        ent_buffer_format(&frame->note, "Line: %s / (%s + %s) by %s. ", names[0], names[0], names[1],
                          plot_text(p->result, "measure"));
    if (ent_json_count(ent_json_get(ent_json_get(p->result, "succession"), "not_followed")) > 0)
        ent_buffer_add(&frame->note, "Successions are not followed. ");
}

/* ---- all ---- */

static ent_status draw(story_plot *p, plot_frame *frame, ent_buffer *svg, ent_error *error)
{
    const plot_series series = {p->is_bloc ? "share of the world" : "share of both", p->share};
    return plot_draw_timeline(
        &(plot_timeline){.figure = plot_frame_figure(frame), .from = p->from, .to = p->to,
                         .lanes = p->lanes, .lane_count = p->lane_count, .items = p->items,
                         .item_count = p->item_count, .y = {.percent = true}, .x = p->x,
                         .points = p->points, .series = &series, .series_count = has_line(p)},
        svg, error);
}

ent_status plot_of_history(const ent_json_value *result, plot_frame *frame, ent_buffer *svg,
                           ent_error *error)
{
    const ent_json_value *period = ent_json_get(result, "period");
    story_plot p = {.result = result,
                    .events = ent_json_get(result, "events"),
                    .years = ent_json_get(result, "years"),
                    .is_bloc = strcmp(plot_text(result, "about"), "bloc") == 0,
                    .from = time_of(plot_text(period, "from"), false, 0),
                    .to = time_of(plot_text(period, "to"), true, 0)};
    add_lanes(&p);
    ent_status status = add_items(&p, error);
    if (status == ENT_OK)
        status = add_power(&p, error);
    if (status == ENT_OK) {
        add_texts(&p, frame);
        status = draw(&p, frame, svg, error);
    }
    free(p.items);
    free(p.x);
    free(p.share);
    ent_arena_clear(&p.texts);
    return status;
}
