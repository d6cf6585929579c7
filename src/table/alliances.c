/* From dated membership to the members of each alliance at each time.
 *
 *   spells of membership          actor 1 in treaty 7 from 1949 to 1990, actor 2 from 1990 on, ...
 *   stays                         the same, cut where an actor changes its code, joined where one goes on the day
 *                                 after another: a state that follows another one under the same code stays
 *   stays by time                 cut into the times of the table
 *   members, alliances            all stays of one code in one alliance and time; all members of one alliance and time
 *
 * Sources: Gibler 2009, International Military Alliances (Correlates of War, v4.1); Leeds, Ritter, Mitchell & Long
 * 2002, International Interactions 28:237-60 (ATOP). */
#include "table/alliances.h"
#include "table/rows.h"

#include "core/memory.h"
#include "core/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- the series ---- */

/* Layers of alliances may know pairs only. */
static ent_status fail_source(ent_world *world, const char *source, const ent_error *found, ent_error *error)
{
    ent_series layer;
    ent_error ignored;
    char name[136];
    snprintf(name, sizeof name, "alliance@%.100s", source);
    if (found->code == ENT_ERR_INPUT && *source &&
        ent_world_resolve(world, ENT_LAYER, name, &layer, &ignored) == ENT_OK)
        return ent_fail(error, ENT_ERR_INPUT, "%s@%s says which states are allied, not by which treaty: it makes "
                        "dyads (entente dyads --with atop), no tables of alliances; %s", layer.name, layer.source,
                        found->message);
    return ent_fail(error, found->code, "alliances: %.400s; import alliance_v4.1_by_member.csv or atop4_01m.csv",
                    found->message);
}

ent_status table_alliances_find(ent_world *world, const char *source, ent_series *out, ent_error *error)
{
    ent_error found = {0};
    char name[136];
    const char *at = source ? strchr(source, '@') : NULL; /* treaty@cow-alliance-4.1, alliance@... */
    source = at ? at + 1 : source ? source : "";
    if (strlen(source) > 100)
        return ent_fail(error, ENT_ERR_ARGUMENT, "--source '%.80s' is too long", source);
    snprintf(name, sizeof name, *source ? "treaty@%s" : "treaty", source);
    ent_status status = ent_world_resolve(world, ENT_TREATIES, name, out, &found);
    return status == ENT_OK ? ENT_OK : fail_source(world, source, &found, error);
}

ent_status table_alliances_read(ent_world *world, const ent_series *series, ent_spells *out, ent_error *error)
{
    ent_status status = ent_world_spells(world, series, series->covers, out, error);
    if (status != ENT_OK || out->count > 0)
        return status;
    return ent_fail(error, ENT_ERR_INPUT, "%s@%s names treaties without dated members: no tables of alliances "
                    "can be made from it; 'entente info' lists the other sources of treaties", series->name,
                    series->source);
}

/* ---- treaties ---- */

/* The number in cow:227; -1 if there is none. */
static long treaty_number(const char *code)
{
    const char *colon = strchr(code, ':');
    const char *digits = colon ? colon + 1 : code;
    char *end;
    long number = strtol(digits, &end, 10);
    return *digits >= '0' && *digits <= '9' && !*end ? number : -1;
}

static int compare_treaties(const void *x, const void *y)
{
    const ent_treaty *a = x, *b = y;
    long of_a = treaty_number(a->code), of_b = treaty_number(b->code);
    if (of_a != of_b)
        return of_a < of_b ? -1 : 1;
    return strcmp(a->code, b->code);
}

/* Those that any spell is of, in order; place[id] is where each of them stands. */
static ent_status list_treaties(table_frame *frame, ent_world *world, const ent_spells *spells, int **place,
                                ent_error *error)
{
    size_t count, highest = 0;
    ent_status status = ent_world_treaties(world, NULL, &frame->treaties, &count, error);
    if (status != ENT_OK)
        return status;
    for (size_t i = 0; i < count; i++)
        highest = (size_t)frame->treaties[i].id > highest ? (size_t)frame->treaties[i].id : highest;
    *place = ent_new_array(highest + 1, sizeof **place);
    frame->most_members = ent_new_array(count, sizeof *frame->most_members);
    if (!*place || !frame->most_members)
        return ent_fail_memory(error);
    for (size_t i = 0; i < spells->count; i++)
        (*place)[spells->items[i].treaty] = 1;
    for (size_t i = 0; i < count; i++)
        if ((*place)[frame->treaties[i].id])
            frame->treaties[frame->treaty_count++] = frame->treaties[i];
    qsort(frame->treaties, frame->treaty_count, sizeof *frame->treaties, compare_treaties);
    for (size_t i = 0; i < frame->treaty_count; i++)
        (*place)[frame->treaties[i].id] = (int)i;
    return ENT_OK;
}

/* ---- stays ---- */

typedef struct {
    int treaty, time, who; /* time: -1 before stays are cut into times; who: an actor, then a place of codes */
    int actor;
    ent_span days;
    ent_day since;         /* when the membership began that goes on here */
    bool starts, ends;     /* the member comes, goes: on the first day, on the last day */
    unsigned obligations;
} stay;

typedef struct {
    stay *items;
    size_t count, capacity;
} stay_list;

static bool add_stay(stay_list *list, stay item)
{
    if (!ent_grow(&list->items, list->count, &list->capacity, sizeof *list->items))
        return false;
    list->items[list->count++] = item;
    return true;
}

static int compare_stays(const void *x, const void *y)
{
    const stay *a = x, *b = y;
    if (a->treaty != b->treaty)
        return a->treaty < b->treaty ? -1 : 1;
    if (a->time != b->time)
        return a->time < b->time ? -1 : 1;
    if (a->who != b->who)
        return a->who < b->who ? -1 : 1;
    if (a->days.from != b->days.from)
        return a->days.from < b->days.from ? -1 : 1;
    return a->days.to < b->days.to ? -1 : a->days.to > b->days.to;
}

static void sort_stays(stay_list *list)
{
    if (list->count > 0)
        qsort(list->items, list->count, sizeof *list->items, compare_stays);
}

/* Where a stay begins before another one of the same member ends, or the day after, the membership goes on. */
static void join_stays(stay_list *list)
{
    sort_stays(list);
    for (size_t i = 1, last = 0; i < list->count; i++) { /* last: the one of the member that reaches furthest */
        stay *before = &list->items[last], *now = &list->items[i];
        if (before->treaty != now->treaty || before->who != now->who || now->days.from > before->days.to + 1) {
            last = i;
            continue;
        }
        now->starts = false;
        now->since = before->since;
        if (now->days.to <= before->days.to) {
            now->ends = false;
        } else {
            before->ends = false;
            last = i;
        }
    }
}

static ent_status take_spells(stay_list *out, const ent_spells *spells, const int *place, ent_error *error)
{
    for (size_t i = 0; i < spells->count; i++) {
        const ent_spell *spell = &spells->items[i];
        bool before = spell->marks & ENT_MARK_LEFT_CENSORED, after = spell->marks & ENT_MARK_RIGHT_CENSORED;
        if (!add_stay(out, (stay){place[spell->treaty], -1, spell->a, spell->a, spell->span,
                                  before ? ENT_DAY_FIRST : spell->span.from, !before, !after,
                                  spell->obligations}))
            return ent_fail_memory(error);
    }
    join_stays(out);
    return ENT_OK;
}

static ent_span both(ent_span a, ent_span b)
{
    return (ent_span){a.from > b.from ? a.from : b.from, a.to < b.to ? a.to : b.to};
}

/* Cut where the actor changes its code, or enters or leaves the system. */
static ent_status cut_by_code(const table_frame *frame, const stay_list *stays, stay_list *out, ent_error *error)
{
    for (size_t i = 0; i < stays->count; i++) {
        const stay *whole = &stays->items[i];
        for (size_t k = 0; k < frame->piece_count; k++) {
            const table_piece *piece = &frame->pieces[k];
            ent_span days = both(whole->days, piece->span);
            if (piece->actor != whole->actor || days.from > days.to)
                continue;
            stay part = *whole;
            part.who = piece->place;
            part.days = days;
            part.starts &= days.from == whole->days.from;
            part.ends &= days.to == whole->days.to;
            if (!add_stay(out, part))
                return ent_fail_memory(error);
        }
    }
    join_stays(out);
    return ENT_OK;
}

static ent_status cut_by_time(const table_frame *frame, const stay_list *stays, stay_list *out, ent_error *error)
{
    for (size_t i = 0; i < stays->count; i++) {
        size_t first, last;
        table_times(frame, stays->items[i].days, &first, &last);
        for (size_t t = first; t < last; t++) {
            stay part = stays->items[i];
            part.time = (int)t;
            part.days = both(part.days, frame->when[t]);
            part.starts &= part.days.from == stays->items[i].days.from;
            part.ends &= part.days.to == stays->items[i].days.to;
            if (!add_stay(out, part))
                return ent_fail_memory(error);
        }
    }
    sort_stays(out);
    return ENT_OK;
}

/* ---- members ---- */

/* The state of a code at a time: there is one, since the frame has a piece for each stay. */
static uint32_t state_at(const table_frame *frame, int place, int time)
{
    size_t low = frame->place_first[place], high = frame->place_first[place + 1];
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if (frame->states[middle].time <= time)
            low = middle;
        else
            high = middle;
    }
    return (uint32_t)low;
}

static void begin_member(table_frame *frame, const stay *first, size_t place)
{
    table_alliance *alliance = frame->alliance_count ? &frame->alliances[frame->alliance_count - 1] : NULL;
    size_t member = alliance ? alliance->first_member + alliance->member_count : 0;
    if (!alliance || alliance->treaty != first->treaty || alliance->time != first->time) {
        alliance = &frame->alliances[frame->alliance_count++];
        *alliance = (table_alliance){first->treaty, first->time, member, 0};
    }
    alliance->member_count++;
    frame->members[member] = (table_member){.state = state_at(frame, first->who, first->time), .first_stay = place};
}

static void add_to_member(table_frame *frame, table_member *member, const stay *item, size_t place)
{
    ent_day end = both(frame->when[item->time], frame->treaty_series.covers).to;
    frame->stays[place] = (table_stay){item->days, item->actor};
    member->stay_count++;
    member->obligations |= item->obligations;
    member->since = item->since;
    member->joined |= item->starts;
    member->left |= item->ends;
    member->at_end |= ent_span_holds(item->days, end);
}

static bool is_there(const table_frame *frame, const table_member *member, ent_day day)
{
    for (size_t i = 0; i < member->stay_count; i++)
        if (ent_span_holds(frame->stays[member->first_stay + i].days, day))
            return true;
    return false;
}

static size_t count_there(const table_frame *frame, const table_alliance *alliance, ent_day day)
{
    size_t count = 0;
    for (size_t i = 0; i < alliance->member_count; i++)
        count += is_there(frame, &frame->members[alliance->first_member + i], day) ? 1 : 0;
    return count;
}

/* The bloc of a time: the members on the last of the days on which there are most. The days on which members go
 * are enough to look at: between them the number does not fall. */
static void choose_bloc(table_frame *frame, const table_alliance *alliance)
{
    table_member *members = &frame->members[alliance->first_member];
    const table_member *last = &members[alliance->member_count - 1];
    size_t end = last->first_stay + last->stay_count, most = 0;
    ent_day day = 0;
    for (size_t i = members->first_stay; i < end; i++) {
        ent_day candidate = frame->stays[i].days.to;
        size_t count = count_there(frame, alliance, candidate);
        if (count > most || (count == most && candidate > day)) {
            most = count;
            day = candidate;
        }
    }
    for (size_t i = 0; i < alliance->member_count; i++)
        members[i].in_bloc = is_there(frame, &members[i], day);
}

static ent_status make_members(table_frame *frame, const stay_list *stays, ent_error *error)
{
    frame->stays = ent_new_array(stays->count, sizeof *frame->stays);
    frame->members = ent_new_array(stays->count, sizeof *frame->members);
    frame->alliances = ent_new_array(stays->count, sizeof *frame->alliances);
    if (!frame->stays || !frame->members || !frame->alliances)
        return ent_fail_memory(error);
    for (size_t i = 0; i < stays->count; i++) {
        const stay *item = &stays->items[i];
        if (i == 0 || item->treaty != item[-1].treaty || item->time != item[-1].time || item->who != item[-1].who)
            begin_member(frame, item, i);
        const table_alliance *alliance = &frame->alliances[frame->alliance_count - 1];
        add_to_member(frame, &frame->members[alliance->first_member + alliance->member_count - 1], item, i);
    }
    for (size_t i = 0; i < frame->alliance_count; i++)
        choose_bloc(frame, &frame->alliances[i]);
    return ENT_OK;
}

/* The most members that each treaty ever had on one day: some member comes on the first such day. */
static void count_most(table_frame *frame, const stay_list *stays)
{
    for (size_t i = 0, end; i < stays->count; i = end) {
        const stay *items = stays->items;
        for (end = i; end < stays->count && items[end].treaty == items[i].treaty;)
            end++;
        for (size_t k = i; k < end; k++) {
            int count = 0, who = -1;
            for (size_t m = i; m < end; m++) {
                count += items[m].who != who && ent_span_holds(items[m].days, items[k].days.from);
                who = ent_span_holds(items[m].days, items[k].days.from) ? items[m].who : who;
            }
            int *most = &frame->most_members[items[i].treaty];
            *most = count > *most ? count : *most;
        }
    }
}

ent_status table_alliances_make(table_frame *frame, ent_world *world, const ent_series *series,
                                const ent_spells *spells, ent_error *error)
{
    int *place = NULL;
    stay_list whole = {0}, by_code = {0}, by_time = {0};
    frame->treaty_series = *series;
    ent_status status = list_treaties(frame, world, spells, &place, error);
    if (status == ENT_OK)
        status = take_spells(&whole, spells, place, error);
    if (status == ENT_OK) {
        count_most(frame, &whole);
        status = cut_by_code(frame, &whole, &by_code, error);
    }
    if (status == ENT_OK)
        status = cut_by_time(frame, &by_code, &by_time, error);
    if (status == ENT_OK)
        status = make_members(frame, &by_time, error);
    free(place);
    free(whole.items);
    free(by_code.items);
    free(by_time.items);
    return status;
}

void table_alliances_clear(table_frame *frame)
{
    free(frame->treaties);
    free(frame->most_members);
    free(frame->stays);
    free(frame->members);
    free(frame->alliances);
    free(frame->pair_wanted);
    free(frame->alliance);
}

/* ---- looking ---- */

int table_member_of(const table_frame *frame, const table_alliance *alliance, int actor)
{
    for (size_t i = 0; i < alliance->member_count; i++) {
        const table_member *member = &frame->members[alliance->first_member + i];
        for (size_t k = 0; k < member->stay_count; k++)
            if (frame->stays[member->first_stay + k].actor == actor)
                return (int)i;
    }
    return -1;
}

bool table_members_meet(const table_frame *frame, const table_member *a, const table_member *b)
{
    for (size_t i = 0; i < a->stay_count; i++)
        for (size_t k = 0; k < b->stay_count; k++)
            if (ent_spans_meet(frame->stays[a->first_stay + i].days, frame->stays[b->first_stay + k].days))
                return true;
    return false;
}

/* ---- rows ---- */

static bool is_wanted(const table_frame *frame, const table_member *member)
{
    return frame->wanted[frame->states[member->state].place];
}

/* Where the rows of alliances are put. */
typedef struct {
    uint32_t *first, *second, *alliance, *from;
    size_t count;
} row_list;

static void put_row(row_list *rows, size_t alliance, const table_member *a, const table_member *b, long long from)
{
    if (rows->alliance) {
        rows->alliance[rows->count] = (uint32_t)alliance;
        rows->first[rows->count] = a->state;
        if (rows->second)
            rows->second[rows->count] = b->state;
        rows->from[rows->count] = (uint32_t)from;
    }
    rows->count++;
}

static void add_pairs(const table_frame *frame, size_t index, row_list *rows)
{
    const table_alliance *alliance = &frame->alliances[index];
    const table_member *members = &frame->members[alliance->first_member];
    for (size_t i = 0; i < alliance->member_count; i++) {
        for (size_t k = frame->directed ? 0 : i + 1; k < alliance->member_count; k++) {
            const table_member *a = &members[i], *b = &members[k];
            if (i != k && is_wanted(frame, a) && is_wanted(frame, b) && table_members_meet(frame, a, b))
                put_row(rows, index, a, b, rows->alliance ? table_row(frame, a->state, b->state) : 0);
        }
    }
}

static void add_members(const table_frame *frame, size_t index, row_list *rows)
{
    const table_alliance *alliance = &frame->alliances[index];
    for (size_t i = 0; i < alliance->member_count; i++) {
        const table_member *member = &frame->members[alliance->first_member + i];
        if (is_wanted(frame, member))
            put_row(rows, index, member, NULL, rows->alliance ? table_state_row(frame, member->state) : 0);
        if (is_wanted(frame, member) && frame->unit == ENT_TABLE_ALLIANCES)
            return; /* one row: any of its members is wanted */
    }
}

/* The rows of an alliance at a time; only counted if there are no arrays. */
static void add_rows(const table_frame *frame, size_t index, row_list *rows)
{
    if (frame->unit == ENT_TABLE_ALLIANCE_DYADS)
        add_pairs(frame, index, rows);
    else
        add_members(frame, index, rows);
}

/* Which pairs of places any alliance of the block has. */
static void want_pairs(table_frame *frame)
{
    memset(frame->pair_wanted, 0, frame->runs);
    for (size_t index = frame->alliance_begin; index < frame->alliance_end; index++) {
        const table_alliance *alliance = &frame->alliances[index];
        for (size_t i = 0; i < alliance->member_count; i++)
            for (size_t k = 0; k < alliance->member_count; k++) {
                const table_member *members = &frame->members[alliance->first_member];
                frame->pair_wanted[(size_t)frame->states[members[i].state].place * frame->places +
                                   (size_t)frame->states[members[k].state].place] = 1;
            }
    }
}

ent_status table_alliances_next(table_frame *frame, size_t most, bool *more, ent_error *error)
{
    size_t index = frame->alliance_end, total = 0;
    bool ignored;
    frame->alliance_begin = index;
    *more = index < frame->alliance_count;
    while (index < frame->alliance_count) {
        row_list rows = {0};
        size_t end = index;
        for (; end < frame->alliance_count && frame->alliances[end].treaty == frame->alliances[index].treaty; end++)
            add_rows(frame, end, &rows);
        if (index > frame->alliance_begin && total + rows.count > most)
            break;
        total += rows.count;
        index = end;
    }
    frame->alliance_end = index;
    free(frame->alliance);
    frame->alliance = NULL;
    if (frame->dyads) {
        if (!frame->pair_wanted)
            frame->pair_wanted = ent_new_array(frame->runs, 1);
        if (!frame->pair_wanted)
            return ent_fail_memory(error);
        want_pairs(frame);
    }
    frame->run_end = 0; /* from the first pair on */
    return table_frame_next(frame, SIZE_MAX, &ignored, error);
}

ent_status table_alliances_rows(table_frame *frame, uint32_t **from, ent_error *error)
{
    row_list rows = {0};
    for (size_t i = frame->alliance_begin; i < frame->alliance_end; i++)
        add_rows(frame, i, &rows);
    rows = (row_list){ent_new_array(rows.count, sizeof *rows.first),
                      frame->dyads ? ent_new_array(rows.count, sizeof *rows.second) : NULL,
                      ent_new_array(rows.count, sizeof *rows.alliance), ent_new_array(rows.count, sizeof *rows.from), 0};
    *from = rows.from;
    if (!rows.first || (frame->dyads && !rows.second) || !rows.alliance || !rows.from) {
        free(rows.first);
        free(rows.second);
        free(rows.alliance);
        free(rows.from);
        *from = NULL;
        return ent_fail_memory(error);
    }
    for (size_t i = frame->alliance_begin; i < frame->alliance_end; i++)
        add_rows(frame, i, &rows);
    free(frame->first);
    free(frame->second);
    frame->first = rows.first;
    frame->second = rows.second;
    frame->alliance = rows.alliance;
    frame->rows = rows.count;
    return ENT_OK;
}
