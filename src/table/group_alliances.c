/* What an alliance is at a time: keys, life, members, major powers among them. One value for each alliance and
 * time, in tables of alliances, of their members and of pairs of these. */
#include "table/groups.h"

#include "core/memory.h"
#include "core/text.h"

#include <stdlib.h>
#include <string.h>

static const ent_treaty *treaty_of(const table_frame *frame, size_t alliance)
{
    return &frame->treaties[frame->alliances[alliance].treaty];
}

static ent_status put_text(table_work *w, table_column *column, size_t at, const char *text)
{
    int place = column->data ? table_text(column, text) : 0;
    if (place < 0)
        return ent_fail_memory(w->error);
    table_put(column, at, place);
    return ENT_OK;
}

static void all_are_from_treaties(table_work *w)
{
    for (size_t i = 0; w->group->columns[i].name; i++)
        table_is_from(w, i, &w->frame->treaty_series);
}

/* ---- keys ---- */

enum { NUMBER, TREATY };

/* The number in cow:227; NaN if there is none. */
static double number_in(const char *code)
{
    const char *colon = strchr(code, ':');
    const char *digits = colon ? colon + 1 : code;
    char *end;
    long number = strtol(digits, &end, 10);
    return *digits >= '0' && *digits <= '9' && !*end && number <= INT32_MAX ? (double)number : (double)NAN;
}

static ent_status fill_keys(table_work *w)
{
    ent_status status = ENT_OK;
    all_are_from_treaties(w);
    for (size_t i = 0; i < w->frame->alliance_count && status == ENT_OK; i++) {
        const char *code = treaty_of(w->frame, i)->code;
        table_put(table_work_column(w, NUMBER, 0), i, number_in(code));
        status = put_text(w, table_work_column(w, TREATY, 0), i, code);
    }
    return status;
}

static const table_column_row key_columns[] = {
    [NUMBER] = {"alliance", ENT_COLUMN_INT32, .of_alliance = true, .label = "number of the alliance in its source"},
    [TREATY] = {"treaty", ENT_COLUMN_TEXT, .of_alliance = true, .label = "code of the alliance in the world"},
    {0}};
const table_group table_group_alliance_keys = {.name = "keys", .help = "", .units = TABLE_OF_ANY_ALLIANCE,
                                               .columns = key_columns, .fill = fill_keys};

enum { YEAR, QUARTER, MONTH, DAY };

static ent_status fill_times(table_work *w)
{
    const table_frame *frame = w->frame;
    for (size_t i = 0; i < frame->alliance_count; i++) {
        int year, month, day;
        ent_day_to_date(frame->when[frame->alliances[i].time].from, &year, &month, &day);
        table_put(table_work_column(w, YEAR, 0), i, year);
        table_put(table_work_column(w, QUARTER, 0), i, (month + 2) / 3);
        table_put(table_work_column(w, MONTH, 0), i, month);
        table_put(table_work_column(w, DAY, 0), i, day);
    }
    return ENT_OK;
}

static const table_column_row time_columns[] = {
    [YEAR] = {"year", ENT_COLUMN_INT16, .of_alliance = true, .label = "year"},
    [QUARTER] = {"quarter", ENT_COLUMN_INT8, .of_alliance = true, .label = "quarter of the year, 1 to 4"},
    [MONTH] = {"month", ENT_COLUMN_INT8, .of_alliance = true, .label = "month, 1 to 12"},
    [DAY] = {"day", ENT_COLUMN_INT8, .of_alliance = true, .label = "day of the month"},
    {0}};
const table_group table_group_alliance_times = {.name = "keys", .help = "", .units = TABLE_OF_ALLIANCES,
                                                .columns = time_columns, .fill = fill_times};

/* ---- life ---- */

enum { NAME, BEGAN, AGE, STARTED, ENDED, BILATERAL };

static ent_status fill_life(table_work *w)
{
    const table_frame *frame = w->frame;
    ent_status status = ENT_OK;
    all_are_from_treaties(w);
    for (size_t i = 0; i < frame->alliance_count && status == ENT_OK; i++) {
        const table_alliance *alliance = &frame->alliances[i];
        const ent_treaty *treaty = treaty_of(frame, i);
        ent_span time = frame->when[alliance->time];
        bool known = !(treaty->marks & ENT_MARK_LEFT_CENSORED);
        int began = ent_day_year(treaty->span.from);
        table_put(table_work_column(w, BEGAN, 0), i, known ? began : (double)NAN);
        table_put(table_work_column(w, AGE, 0), i, known ? ent_day_year(time.from) - began : (double)NAN);
        table_put(table_work_column(w, STARTED, 0), i, known && ent_span_holds(time, treaty->span.from));
        table_put(table_work_column(w, ENDED, 0), i, !(treaty->marks & ENT_MARK_RIGHT_CENSORED) &&
                                                         ent_span_holds(time, treaty->span.to));
        table_put(table_work_column(w, BILATERAL, 0), i, frame->most_members[alliance->treaty] <= 2);
        status = put_text(w, table_work_column(w, NAME, 0), i, treaty->name);
    }
    return status;
}

static const table_column_row life_columns[] = {
    [NAME] = {"alliance_name", ENT_COLUMN_TEXT, .of_alliance = true, .label = "name of the alliance"},
    [BEGAN] = {"began", ENT_COLUMN_INT16, .of_alliance = true, .label = "year in which the alliance began",
               .rule = "missing if only known to be before the source begins"},
    [AGE] = {"age", ENT_COLUMN_INT16, .of_alliance = true, .label = "age of the alliance", .unit = "years",
             .rule = "year less began"},
    [STARTED] = {"started", ENT_COLUMN_INT8, .of_alliance = true, .label = "the alliance began", .unit = "0, 1",
                 .rule = "1 if its first day is in the time"},
    [ENDED] = {"ended", ENT_COLUMN_INT8, .of_alliance = true, .label = "the alliance ended", .unit = "0, 1",
               .rule = "1 if its last day is in the time; 0 where only its source ends"},
    [BILATERAL] = {"bilateral", ENT_COLUMN_INT8, .of_alliance = true, .label = "never more than two members",
                   .unit = "0, 1", .rule = "by all of its history: never more than two on one day"},
    {0}};
const table_group table_group_alliance_life = {
    .name = "life", .help = "name, age, began, started, ended, bilateral",
    .units = TABLE_OF_ANY_ALLIANCE, .columns = life_columns, .fill = fill_life};

/* ---- members ---- */

enum { MEMBERS, MEMBERS_END, MEMBERS_MOST, JOINED, LEFT, OUTSIDE, REGIONS, WHO, WHO_JOINED, WHO_LEFT };

typedef bool chooses(const table_frame *frame, const table_member *member);

static bool any(const table_frame *frame, const table_member *member)
{
    (void)frame;
    (void)member;
    return true;
}

static bool at_end(const table_frame *frame, const table_member *member)
{
    (void)frame;
    return member->at_end;
}

static bool in_bloc(const table_frame *frame, const table_member *member)
{
    (void)frame;
    return member->in_bloc;
}

static bool joined(const table_frame *frame, const table_member *member)
{
    (void)frame;
    return member->joined;
}

static bool left(const table_frame *frame, const table_member *member)
{
    (void)frame;
    return member->left;
}

static bool outside(const table_frame *frame, const table_member *member)
{
    return frame->states[member->state].outside;
}

/* Regions by the number of a state, as the Correlates of War and Gleditsch and Ward give them out: 2 to 199 the
 * Americas, 200 to 399 Europe, 400 to 599 Africa, 600 to 699 the Middle East and North Africa, 700 to 999 Asia and
 * Oceania. Source: COW State List codebook. A state without a number counts in none. */
static int region_of(int code)
{
    static const int ends[] = {2, 200, 400, 600, 700, 1000};
    for (size_t i = 0; i < ent_countof(ends); i++)
        if (code < ends[i])
            return (int)i;
    return 0;
}

static int count_regions(const table_frame *frame, const table_alliance *alliance)
{
    int seen[6] = {0}, count = 0;
    for (size_t i = 0; i < alliance->member_count; i++)
        seen[region_of(frame->states[frame->members[alliance->first_member + i].state].code)] = 1;
    for (size_t i = 1; i < ent_countof(seen); i++)
        count += seen[i];
    return count;
}

static const struct {
    int column;
    chooses *chosen;
} counts[] = {{MEMBERS, any}, {MEMBERS_END, at_end}, {MEMBERS_MOST, in_bloc}, {JOINED, joined}, {LEFT, left},
              {OUTSIDE, outside}},
  names[] = {{WHO, any}, {WHO_JOINED, joined}, {WHO_LEFT, left}};

static int count_members(const table_frame *frame, const table_alliance *alliance, chooses *chosen)
{
    int count = 0;
    for (size_t i = 0; i < alliance->member_count; i++)
        count += chosen(frame, &frame->members[alliance->first_member + i]);
    return count;
}

/* "BEL;CAN;USA", missing if it is nobody. */
static ent_status put_names(table_work *w, table_column *column, size_t at, chooses *chosen, ent_buffer *text)
{
    const table_frame *frame = w->frame;
    const table_alliance *alliance = &frame->alliances[at];
    if (!column->data)
        return ENT_OK;
    text->length = 0;
    for (size_t i = 0; i < alliance->member_count; i++) {
        const table_member *member = &frame->members[alliance->first_member + i];
        if (chosen(frame, member))
            ent_buffer_format(text, "%s%s", text->length ? ";" : "",
                              ent_world_actor(w->world, frame->states[member->state].actor)->abb);
    }
    if (text->failed)
        return ent_fail_memory(w->error);
    return text->length ? put_text(w, column, at, text->data) : ENT_OK;
}

static ent_status fill_members(table_work *w)
{
    const table_frame *frame = w->frame;
    ent_buffer text = {0};
    ent_status status = ENT_OK;
    all_are_from_treaties(w);
    for (size_t i = 0; i < frame->alliance_count && status == ENT_OK; i++) {
        const table_alliance *alliance = &frame->alliances[i];
        for (size_t k = 0; k < ent_countof(counts); k++)
            table_put(table_work_column(w, (size_t)counts[k].column, 0), i,
                      count_members(frame, alliance, counts[k].chosen));
        table_put(table_work_column(w, REGIONS, 0), i, count_regions(frame, alliance));
        for (size_t k = 0; k < ent_countof(names) && status == ENT_OK; k++)
            status = put_names(w, table_work_column(w, (size_t)names[k].column, 0), i, names[k].chosen, &text);
    }
    ent_buffer_clear(&text);
    return status;
}

#define COUNT(column, text, how) {column, ENT_COLUMN_INT16, .of_alliance = true, .label = text, .rule = how}
#define NAMES(column, text, how) {column, ENT_COLUMN_TEXT, .of_alliance = true, .label = text, .rule = how}
#define JOINING "founders, too; not one that goes on under the same code, nor where only the source begins"
#define LEAVING "also by the alliance's end; not one that goes on under the same code, nor where only the source ends"

static const table_column_row member_columns[] = {
    [MEMBERS] = COUNT("members", "members", "on any day of the time"),
    [MEMBERS_END] = COUNT("members_end", "members on the last day", "on the last day of the time"),
    [MEMBERS_MOST] = COUNT("members_most", "most members on one day", "these are the bloc of the other columns"),
    [JOINED] = COUNT("joined", "members who joined", JOINING),
    [LEFT] = COUNT("left", "members who left", LEAVING),
    [OUTSIDE] = COUNT("members_outside", "members that the system of states does not have", "on no day of the time"),
    [REGIONS] = COUNT("regions", "regions that members are of", "by hundreds of the state's number: Americas, Europe, "
                      "Africa, Middle East, Asia and Oceania"),
    [WHO] = NAMES("member_names", "members", "abbreviations, by code, joined by ;"),
    [WHO_JOINED] = NAMES("joined_names", "who joined", "missing if nobody"),
    [WHO_LEFT] = NAMES("left_names", "who left", "missing if nobody"),
    {0}};
const table_group table_group_alliance_members = {
    .name = "members", .help = "members, who joined and left: members, members_end, joined, left, member_names ...",
    .units = TABLE_OF_ANY_ALLIANCE, .columns = member_columns, .fill = fill_members};

/* ---- major powers ---- */

enum { MAJORS, MAJOR_NAMES };

static ent_status fill_majors(table_work *w)
{
    const table_frame *frame = w->frame;
    const table_column *major = table_read_column(w, "cowmaj");
    ent_buffer text = {0};
    ent_status status = ENT_OK;
    for (size_t i = MAJORS; i <= MAJOR_NAMES; i++)
        table_is_made_from(w, i, major);
    for (size_t i = 0; i < frame->alliance_count && status == ENT_OK; i++) {
        const table_alliance *alliance = &frame->alliances[i];
        double count = 0;
        text.length = 0;
        for (size_t k = 0; k < alliance->member_count; k++) {
            const table_state *state = &frame->states[frame->members[alliance->first_member + k].state];
            double is_major = table_get(major, frame->members[alliance->first_member + k].state);
            count += is_major; /* missing outside the source */
            if (is_major == 1)
                ent_buffer_format(&text, "%s%s", text.length ? ";" : "", ent_world_actor(w->world, state->actor)->abb);
        }
        table_put(table_work_column(w, MAJORS, 0), i, count);
        if (text.failed)
            status = ent_fail_memory(w->error);
        else if (text.length && !isnan(count))
            status = put_text(w, table_work_column(w, MAJOR_NAMES, 0), i, text.data);
    }
    ent_buffer_clear(&text);
    return status;
}

static const table_column_row major_columns[] = {
    [MAJORS] = {"majors", ENT_COLUMN_INT8, .of_alliance = true, .reads = "cowmaj",
                .label = "major powers among the members", .rule = "members and major powers on any day of the time"},
    [MAJOR_NAMES] = {"major_names", ENT_COLUMN_TEXT, .of_alliance = true, .reads = "cowmaj",
                     .label = "which of them", .rule = "missing if none"},
    {0}};
const table_group table_group_alliance_majors = {"member-majors", "major powers among the members: majors, major_names",
                                                 TABLE_OF_ANY_ALLIANCE, major_columns, fill_majors,
                                                 .import = "majors2016.csv"};
