/* Who owes what to whom in an alliance. Where the source of the alliances has a layer of ties by treaty (the
 * directed dyads of the Correlates of War), that says what a member owes another one; else a member owes each other
 * one what its membership says (ATOP's members). */
#include "table/groups.h"
#include "table/alliances.h"

#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

enum { DEFENSE, OFFENSE, NEUTRALITY, NONAGGRESSION, CONSULTATION, ASYMMETRIC };

/* The ties of each treaty: those of treaty t are order[first[t]] ... order[first[t + 1] - 1]. */
typedef struct {
    ent_series series;
    const ent_spells *spells; /* NULL = none by treaty: what members owe stands for all */
    size_t *first, *order;
    unsigned *owed;           /* [n * n] of the alliance that is looked at: what i owes k on any day of the time */
} pledge_list;

static bool find_layer(table_work *w, ent_series *out)
{
    size_t count;
    const ent_series *layers = ent_world_series(w->world, ENT_LAYER, &count);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(layers[i].name, "alliance") == 0 &&
            strcmp(layers[i].source, w->frame->treaty_series.source) == 0) {
            *out = layers[i];
            return true;
        }
    }
    return false;
}

/* The place of a treaty's id, or -1. */
static int place_of(const int *places, int highest, int id)
{
    return id > 0 && id <= highest ? places[id] - 1 : -1;
}

static ent_status order_ties(table_work *w, pledge_list *list)
{
    const table_frame *frame = w->frame;
    const ent_spells *spells = list->spells;
    int highest = 0;
    for (size_t t = 0; t < frame->treaty_count; t++)
        highest = frame->treaties[t].id > highest ? frame->treaties[t].id : highest;
    int *places = ent_new_array((size_t)highest + 1, sizeof *places); /* place + 1 */
    list->first = ent_new_array(frame->treaty_count + 2, sizeof *list->first);
    list->order = ent_new_array(spells->count, sizeof *list->order);
    if (!places || !list->first || !list->order) {
        free(places);
        return ent_fail_memory(w->error);
    }
    for (size_t t = 0; t < frame->treaty_count; t++)
        places[frame->treaties[t].id] = (int)t + 1;
    for (size_t i = 0; i < spells->count; i++) {
        int place = place_of(places, highest, spells->items[i].treaty);
        if (place >= 0)
            list->first[place + 2]++;
    }
    for (size_t t = 2; t < frame->treaty_count + 2; t++)
        list->first[t] += list->first[t - 1];
    for (size_t i = 0; i < spells->count; i++) {
        int place = place_of(places, highest, spells->items[i].treaty);
        if (place >= 0)
            list->order[list->first[place + 1]++] = i;
    }
    free(places);
    return ENT_OK;
}

static void clear_pledges(pledge_list *list)
{
    free(list->first);
    free(list->order);
    free(list->owed);
}

/* Read them, and note in the group's columns where they are from. */
static ent_status read_pledges(table_work *w, pledge_list *out)
{
    const table_frame *frame = w->frame;
    size_t most = 0;
    *out = (pledge_list){0};
    for (size_t i = 0; i < frame->alliance_count; i++)
        most = frame->alliances[i].member_count > most ? frame->alliances[i].member_count : most;
    out->owed = ent_new_array(most * most + 1, sizeof *out->owed);
    if (!out->owed)
        return ent_fail_memory(w->error);
    for (size_t i = 0; w->group->columns[i].name; i++)
        table_is_from(w, i, &frame->treaty_series);
    if (!find_layer(w, &out->series))
        return ENT_OK;
    for (size_t i = 0; w->group->columns[i].name; i++)
        if (!w->group->columns[i].of_alliance || i == ASYMMETRIC)
            table_is_from(w, i, &out->series);
    ent_status status = table_spells(w, &out->series, &out->spells);
    return status == ENT_OK ? order_ties(w, out) : status;
}

static void add_tie(const table_frame *frame, const table_alliance *alliance, const ent_spell *tie,
                    bool directed, unsigned *owed)
{
    int a = table_member_of(frame, alliance, tie->a), b = table_member_of(frame, alliance, tie->b);
    size_t n = alliance->member_count;
    if (a < 0 || b < 0 || !ent_spans_meet(tie->span, frame->when[alliance->time]))
        return;
    owed[(size_t)a * n + (size_t)b] |= tie->obligations;
    if (!directed)
        owed[(size_t)b * n + (size_t)a] |= tie->obligations;
}

/* What each member of an alliance owes each other one. */
static const unsigned *pledges_of(const table_frame *frame, const table_alliance *alliance, pledge_list *list)
{
    const table_member *members = &frame->members[alliance->first_member];
    size_t n = alliance->member_count;
    memset(list->owed, 0, n * n * sizeof *list->owed);
    for (size_t i = 0; !list->spells && i < n; i++)
        for (size_t k = 0; k < n; k++)
            if (i != k && table_members_meet(frame, &members[i], &members[k]))
                list->owed[i * n + k] = members[i].obligations;
    for (size_t i = list->spells ? list->first[alliance->treaty] : 0;
         list->spells && i < list->first[alliance->treaty + 1]; i++)
        add_tie(frame, alliance, &list->spells->items[list->order[i]], list->series.directed, list->owed);
    return list->owed;
}

/* ---- of the alliance ---- */

static bool differs(const unsigned *owed, size_t n)
{
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < i; k++)
            if (owed[i * n + k] != owed[k * n + i])
                return true;
    return false;
}

static ent_status fill_obligations(table_work *w)
{
    const table_frame *frame = w->frame;
    pledge_list list;
    ent_status status = read_pledges(w, &list);
    for (size_t i = 0; i < frame->alliance_count && status == ENT_OK; i++) {
        const table_alliance *alliance = &frame->alliances[i];
        unsigned any = 0;
        for (size_t k = 0; k < alliance->member_count; k++)
            any |= frame->members[alliance->first_member + k].obligations;
        for (size_t bit = DEFENSE; bit <= CONSULTATION; bit++)
            table_put(table_work_column(w, bit, 0), i, any >> bit & 1);
        table_put(table_work_column(w, ASYMMETRIC, 0), i,
                  differs(pledges_of(frame, alliance, &list), alliance->member_count));
    }
    clear_pledges(&list);
    return status;
}

#define ANY(column, text)                                                                          \
    {column, ENT_COLUMN_INT8, .of_alliance = true, .label = text, .unit = "0, 1",                   \
     .rule = "any member owes it, on any day of the time"}

static const table_column_row obligation_columns[] = {
    [DEFENSE] = ANY("defense", "defence"),
    [OFFENSE] = ANY("offense", "help in attack"),
    [NEUTRALITY] = ANY("neutrality", "neutrality"),
    [NONAGGRESSION] = ANY("nonaggression", "non-aggression"),
    [CONSULTATION] = ANY("consultation", "consultation (COW: entente)"),
    [ASYMMETRIC] = {"asymmetric", ENT_COLUMN_INT8, .of_alliance = true, .label = "members owe unlike things",
                    .unit = "0, 1", .rule = "some member owes another one what that does not owe it, within the time"},
    {0}};
const table_group table_group_obligations = {
    .name = "obligations", .help = "defense, offense, neutrality, nonaggression, consultation, asymmetric",
    .units = TABLE_OF_ANY_ALLIANCE, .columns = obligation_columns, .fill = fill_obligations};

/* ---- of pairs ---- */

enum { YEARS_BOTH = CONSULTATION + 1 };

static int place_of_state(const table_frame *frame, const table_alliance *alliance, uint32_t state)
{
    int place = 0;
    while (frame->members[alliance->first_member + (size_t)place].state != state)
        place++;
    return place;
}

static double years_both(const table_frame *frame, const table_alliance *alliance, const table_member *a,
                         const table_member *b)
{
    ent_day since = a->since > b->since ? a->since : b->since;
    if (a->since == ENT_DAY_FIRST || b->since == ENT_DAY_FIRST)
        return (double)NAN;
    return ent_day_year(frame->when[alliance->time].from) - ent_day_year(since);
}

static void put_pledges(table_work *w, size_t row, const unsigned *owed)
{
    const table_frame *frame = w->frame;
    const table_alliance *alliance = &frame->alliances[frame->alliance[row]];
    size_t n = alliance->member_count;
    size_t a = (size_t)place_of_state(frame, alliance, frame->first[row]);
    size_t b = (size_t)place_of_state(frame, alliance, frame->second[row]);
    for (size_t bit = DEFENSE; bit <= CONSULTATION; bit++) {
        table_put(table_work_column(w, bit, 1), row, owed[a * n + b] >> bit & 1);
        table_put(table_work_column(w, bit, 2), row, owed[b * n + a] >> bit & 1);
    }
    const table_member *members = &frame->members[alliance->first_member];
    table_put(table_work_column(w, YEARS_BOTH, 0), row, years_both(frame, alliance, &members[a], &members[b]));
}

static ent_status fill_pledges(table_work *w)
{
    const table_frame *frame = w->frame;
    pledge_list list;
    const unsigned *owed = NULL;
    ent_status status = read_pledges(w, &list);
    for (size_t row = 0; row < frame->rows && status == ENT_OK; row++) {
        if (row == 0 || frame->alliance[row] != frame->alliance[row - 1])
            owed = pledges_of(frame, &frame->alliances[frame->alliance[row]], &list);
        put_pledges(w, row, owed);
    }
    clear_pledges(&list);
    return status;
}

#define OWED(column, text)                                                                         \
    {column, ENT_COLUMN_INT8, .pair = true, .label = text, .unit = "0, 1",                          \
     .rule = "by this alliance, 1: the first state to the second one, 2: the other way; on any day of the time"}

static const table_column_row pledge_columns[] = {
    [DEFENSE] = OWED("owes_defense", "owes defence"),
    [OFFENSE] = OWED("owes_offense", "owes help in attack"),
    [NEUTRALITY] = OWED("owes_neutrality", "owes neutrality"),
    [NONAGGRESSION] = OWED("owes_nonaggression", "owes non-aggression"),
    [CONSULTATION] = OWED("owes_consultation", "owes consultation (COW: entente)"),
    [YEARS_BOTH] = {"years_both", ENT_COLUMN_INT16, .label = "years since both are members", .unit = "years",
                    .rule = "year less that of the later one's first day; missing if one's is only known to be before "
                            "the source begins"},
    {0}};
const table_group table_group_pledges = {
    .name = "pledges", .help = "what each owes the other by this alliance: owes_defense1 ..., years_both",
    .units = TABLE_OF_ALLIANCE_DYADS, .columns = pledge_columns, .fill = fill_pledges};
