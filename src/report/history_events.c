/* The events of a history as rows, in words. */
#include "report/history.h"

#include "core/memory.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Of a widened day that opens a year the month is unknown, unless the other end is in the same month. */
void telling_day(ent_span span, bool is_widened, bool is_last, char text[11])
{
    int year, month;
    ent_day day = is_last ? span.to : span.from;
    ent_day_format(day, text);
    if (!is_widened)
        return;
    ent_day_to_date(day, &year, &month, NULL);
    ent_span whole_year = ent_span_of_year(year), whole_month = ent_span_of_month(year, month);
    bool one_month = whole_month.from <= span.from && span.to <= whole_month.to;
    if (!one_month && day == (is_last ? whole_year.to : whole_year.from))
        text[4] = '\0';
    else if (day == (is_last ? whole_month.to : whole_month.from))
        text[7] = '\0';
}

/* ---- words ---- */

static const char *begin_word(const ent_event *event)
{
    static const char *const words[] = {
        [ENT_BEGINS] = "begins", [ENT_BEGINS_SIGNED] = "signed", [ENT_BEGINS_JOINED] = "joined",
        [ENT_BEGINS_CHANGED] = "changed", [ENT_BEGINS_DATA] = "data begin"};
    return words[event->begins];
}

static const char *end_word(const ent_event *event)
{
    static const char *const words[] = {[ENT_ENDS] = "ends", [ENT_ENDS_LEFT] = "left",
                                        [ENT_ENDS_CHANGED] = "changed", [ENT_ENDS_DATA] = "data end"};
    return words[event->ends];
}

/* Stinnett, Tir, Schafer, Diehl & Gochman 2002, Conflict Management and Peace Science 19(2):58-66. */
static const char *contiguity_word(int level)
{
    static const char *const words[] = {"", "border on land or a river", "up to 12 miles of water",
                                        "up to 24 miles of water", "up to 150 miles of water",
                                        "up to 400 miles of water"};
    return level > 0 && level < (int)ent_countof(words) ? words[level] : "contiguous";
}

static void add_names(const telling *t, const ent_event *event, bool other, ent_buffer *out)
{
    const int *actors = t->history->actors + event->first + (other ? event->who_count : 0);
    size_t count = other ? event->other_count : event->who_count;
    for (size_t i = 0; i < count; i++)
        ent_buffer_format(out, "%s%s", i ? ";" : "", telling_abb(t, actors[i]));
}

static void add_succession_words(const telling *t, const ent_event *event, ent_buffer *out)
{
    const char *kind = event->succession;
    add_names(t, event, false, out);
    ent_buffer_add(out, strcmp(kind, "splits") == 0   ? " splits: "
                        : strcmp(kind, "merges") != 0 ? " continues as "
                        : event->who_count > 1        ? " merge into " : " merges into ");
    add_names(t, event, true, out);
}

static void add_passing_words(const telling *t, const ent_event *event, ent_buffer *out)
{
    add_names(t, event, false, out);
    ent_buffer_add(out, " passes ");
    add_names(t, event, true, out);
    ent_buffer_format(out, " in %s, last below in %d",
                      t->history->sources[event->source].series.name, event->level);
}

/* What happened, in words; the name of a treaty or conflict where it has one. */
static void add_what(telling *t, const ent_event *event, const ent_treaty *treaty, ent_buffer *out)
{
    const char *phrase = ent_world_phrase(t->world, event->text);
    switch (event->kind) {
    case ENT_EVENT_STATE:
        ent_buffer_add(out, "in the state system");
        break;
    case ENT_EVENT_MAJOR:
        ent_buffer_add(out, "major power");
        break;
    case ENT_EVENT_SUCCESSION:
        add_succession_words(t, event, out);
        break;
    case ENT_EVENT_CONTIGUITY:
        ent_buffer_add(out, contiguity_word(event->level));
        break;
    case ENT_EVENT_PASSING:
        add_passing_words(t, event, out);
        break;
    default:
        out->failed |= phrase == NULL;
        ent_buffer_add(out, treaty->name[0] ? treaty->name
                            : phrase && *phrase ? phrase : ent_event_kind_word(event->kind));
        ent_buffer_add(out, event->together ? ", on one side" : "");
    }
}

static void obligations_text(unsigned obligations, ent_buffer *out)
{
    size_t count = 0;
    for (unsigned bit = 1; bit <= ENT_OBLIGATIONS_ALL; bit <<= 1)
        if (obligations & bit)
            ent_buffer_format(out, "%s%s", count++ ? ";" : "", ent_obligation_word(bit));
    if (count == 0)
        ent_buffer_add(out, "nothing");
}

/* What both owe, or what each does: "RUS: defense, CHN: consultation". */
static void add_obligations(const telling *t, const ent_event *event, ent_buffer *out)
{
    if (event->kind != ENT_EVENT_PACT)
        return;
    if (t->parties.is_bloc || event->obligations[0] == event->obligations[1]) {
        obligations_text(event->obligations[0], out);
        return;
    }
    add_names(t, event, false, out);
    ent_buffer_add(out, ": ");
    obligations_text(event->obligations[0], out);
    ent_buffer_add(out, ", ");
    add_names(t, event, true, out);
    ent_buffer_add(out, ": ");
    obligations_text(event->obligations[1], out);
}

/* ---- rows ---- */

static void put_days(telling *t, ent_json_value *table, const ent_event *event)
{
    char text[11];
    bool known = event->begins != ENT_BEGINS_DATA;
    telling_day(event->span, event->marks & ENT_MARK_FROM_WIDENED, false, text);
    telling_put_text(t, table, "from", known ? text : NULL);
    known = event->ends != ENT_ENDS_DATA;
    telling_day(event->span, event->marks & ENT_MARK_TO_WIDENED, true, text);
    telling_put_text(t, table, "to", known ? text : NULL);
    telling_put_text(t, table, "begins", begin_word(event));
    telling_put_text(t, table, "ends", end_word(event));
    ent_day_format(event->span.from, text);
    telling_put_text(t, table, "first_day", event->span.from <= ENT_DAY_FIRST ? NULL : text);
    ent_day_format(event->span.to, text);
    telling_put_text(t, table, "last_day", event->span.to >= ENT_DAY_LAST ? NULL : text);
}

/* A text that was put together; "" becomes null. */
static ent_status put_buffer(telling *t, ent_json_value *table, const char *column, ent_buffer *text)
{
    ent_status status = text->failed ? ent_fail_memory(t->error) : ENT_OK;
    telling_put_text(t, table, column, text->length ? text->data : NULL);
    ent_buffer_clear(text);
    return status;
}

static ent_status put_texts(telling *t, ent_json_value *table, const ent_event *event,
                            const ent_treaty *treaty)
{
    static const char *const columns[] = {"what", "who", "other", "obligations"};
    ent_buffer text[ent_countof(columns)] = {{0}};
    ent_status status = ENT_OK;
    add_what(t, event, treaty, &text[0]);
    add_names(t, event, false, &text[1]);
    add_names(t, event, true, &text[2]);
    add_obligations(t, event, &text[3]);
    for (size_t i = 0; i < ent_countof(columns); i++) {
        ent_status put = put_buffer(t, table, columns[i], &text[i]);
        status = status == ENT_OK ? put : status;
    }
    return status;
}

static void put_code(telling *t, ent_json_value *table, const char *column, int code, bool known)
{
    if (known)
        telling_put_count(t, table, column, code);
    else
        telling_put_text(t, table, column, NULL);
}

static void put_numbers(telling *t, ent_json_value *table, const ent_event *event)
{
    bool dispute = event->kind == ENT_EVENT_DISPUTE, border = event->kind == ENT_EVENT_CONTIGUITY;
    put_code(t, table, "level", event->level, (dispute || border) && event->level > 0);
    put_code(t, table, "action", event->action, dispute && event->action != ENT_EVENT_UNKNOWN);
    put_code(t, table, "fatality", event->fatality, dispute && event->fatality != ENT_EVENT_UNKNOWN);
}

static ent_status put_event(telling *t, ent_json_value *table, const ent_event *event)
{
    char marks[96];
    ent_treaty treaty = {0};
    bool sourced = event->source < t->history->source_count;
    ent_status status = event->treaty ? ent_world_treaty(t->world, event->treaty, &treaty, t->error)
                                      : ENT_OK;
    if (status != ENT_OK)
        return status;
    put_days(t, table, event);
    telling_put_text(t, table, "kind", ent_event_kind_word(event->kind));
    telling_put_text(t, table, "code", treaty.code[0] ? treaty.code : NULL);
    put_numbers(t, table, event);
    telling_put_text(t, table, "source",
                     sourced ? t->history->sources[event->source].series.source : NULL);
    answer_marks_text(event->marks, marks, sizeof marks);
    telling_put_text(t, table, "marks", marks);
    return put_texts(t, table, event, &treaty);
}

ent_status telling_add_events(telling *t)
{
    static const char *const columns[] = {
        "from", "to", "begins", "ends", "kind", "code", "what", "who", "other", "obligations", "level",
        "action", "fatality", "source", "marks", "first_day", "last_day"};
    ent_json_value *table = ent_json_add_table(t->answer.json, t->answer.result, "events", columns,
                                               ent_countof(columns));
    ent_status status = ENT_OK;
    for (size_t i = 0; i < t->history->count && status == ENT_OK; i++) {
        const ent_event *event = &t->history->events[i];
        if (event->outside && !t->asked->outsiders)
            continue;
        status = put_event(t, table, event);
        if (event->source < t->history->source_count)
            answer_lists_rows(&t->answer, t->world,
                              t->history->sources[event->source].series.source_id, 1);
    }
    return status;
}
