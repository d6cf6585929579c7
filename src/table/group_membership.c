/* What a member is in its alliance: what it owes, since when, whether it comes or goes; its share of the bloc, and
 * how its regime differs from the others'. */
#include "table/groups.h"

#include <stdlib.h>

/* What is done for a member's row. */
typedef void put_member(table_work *w, const table_alliance *alliance, const table_member *member, size_t row);

static const table_member *member_of_row(const table_frame *frame, size_t row)
{
    const table_alliance *alliance = &frame->alliances[frame->alliance[row]];
    const table_member *member = &frame->members[alliance->first_member];
    while (member->state != frame->first[row])
        member++;
    return member;
}

static ent_status each_member(table_work *w, put_member *put)
{
    const table_frame *frame = w->frame;
    for (size_t row = 0; row < frame->rows; row++)
        put(w, &frame->alliances[frame->alliance[row]], member_of_row(frame, row), row);
    return ENT_OK;
}

/* ---- membership ---- */

enum { DEFENSE, OFFENSE, NEUTRALITY, NONAGGRESSION, CONSULTATION, JOINS, LEAVES, AT_END, YEARS_IN, IN_SYSTEM };

static void put_membership(table_work *w, const table_alliance *alliance, const table_member *member, size_t row)
{
    const table_frame *frame = w->frame;
    int year = ent_day_year(frame->when[alliance->time].from);
    bool known = member->since > ENT_DAY_FIRST;
    for (size_t bit = DEFENSE; bit <= CONSULTATION; bit++)
        table_put(table_work_column(w, bit, 0), row, member->obligations >> bit & 1);
    table_put(table_work_column(w, JOINS, 0), row, member->joined);
    table_put(table_work_column(w, LEAVES, 0), row, member->left);
    table_put(table_work_column(w, AT_END, 0), row, member->at_end);
    table_put(table_work_column(w, YEARS_IN, 0), row, known ? year - ent_day_year(member->since) : (double)NAN);
    table_put(table_work_column(w, IN_SYSTEM, 0), row, !frame->states[member->state].outside);
}

static ent_status fill_membership(table_work *w)
{
    for (size_t i = DEFENSE; i <= IN_SYSTEM; i++)
        table_is_from(w, i, &w->frame->treaty_series);
    return each_member(w, put_membership);
}

#define FLAG(column, text, how) {column, ENT_COLUMN_INT8, .label = text, .unit = "0, 1", .rule = how}
#define OWES "to any other member, on any day of the time"

static const table_column_row membership_columns[] = {
    [DEFENSE] = FLAG("own_defense", "owes defence", OWES),
    [OFFENSE] = FLAG("own_offense", "owes help in attack", OWES),
    [NEUTRALITY] = FLAG("own_neutrality", "owes neutrality", OWES),
    [NONAGGRESSION] = FLAG("own_nonaggression", "owes non-aggression", OWES),
    [CONSULTATION] = FLAG("own_consultation", "owes consultation (COW: entente)", OWES),
    [JOINS] = FLAG("joins", "joined", "within the time; 0 where only the source begins"),
    [LEAVES] = FLAG("leaves", "left", "within the time, also by the alliance's end; 0 where only the source ends"),
    [AT_END] = FLAG("at_end", "is a member on the last day", "of the time"),
    [YEARS_IN] = {"years_in", ENT_COLUMN_INT16, .label = "years since it joined", .unit = "years",
                  .rule = "year less that of its first day; missing if that is only known to be before the source begins"},
    [IN_SYSTEM] = FLAG("in_system", "is in the system of states", "on any day of the time"),
    {0}};
const table_group table_group_membership = {
    .name = "membership", .help = "what the member owes, joins, leaves, years_in",
    .units = TABLE_OF_MEMBERS, .columns = membership_columns, .fill = fill_membership};

/* ---- standing ---- */

enum { CINC_SHARE, MILEX_SHARE, MILPER_SHARE, POLITY_GAP, POLYARCHY_GAP };

static const char *const standing_reads[] = {"cinc", "milex", "milper", "polity2", "v2x_polyarchy"};

/* The mean of a bloc's other members with data; NaN if none has any. */
static double mean_of_others(const table_frame *frame, const table_alliance *alliance, const table_member *own,
                             const table_column *column)
{
    double sum = 0;
    size_t n = 0;
    for (size_t i = 0; i < alliance->member_count; i++) {
        const table_member *member = &frame->members[alliance->first_member + i];
        double value = member->in_bloc && member != own ? table_get(column, member->state) : (double)NAN;
        sum += isnan(value) ? 0 : value;
        n += isnan(value) ? 0 : 1;
    }
    return n ? sum / (double)n : (double)NAN;
}

static void put_standing(table_work *w, const table_alliance *alliance, const table_member *member, size_t row)
{
    const table_frame *frame = w->frame;
    for (size_t i = CINC_SHARE; i <= POLYARCHY_GAP; i++) {
        table_column *column = table_work_column(w, i, 0);
        if (!column->data || !member->in_bloc)
            continue;
        const table_column *read = table_read_column(w, standing_reads[i]);
        double own = table_get(read, member->state);
        if (i >= POLITY_GAP) {
            table_put(column, row, own - mean_of_others(frame, alliance, member, read));
            continue;
        }
        double sum = table_bloc_sum(frame, alliance, read);
        table_put(column, row, sum > 0 ? own / sum : (double)NAN);
    }
}

static ent_status fill_standing(table_work *w)
{
    for (size_t i = CINC_SHARE; i <= POLYARCHY_GAP; i++)
        if (table_work_column(w, i, 0)->data)
            table_is_made_from(w, i, table_read_column(w, standing_reads[i]));
    return each_member(w, put_standing);
}

#define SHARE(column, from)                                                                        \
    {column, ENT_COLUMN_DOUBLE, .reads = from, .label = "share of the bloc's " from, .unit = "0 to 1", \
     .rule = "of the sum over members with data; missing for one that is not in the bloc"}
#define GAP(column, from)                                                                          \
    {column, ENT_COLUMN_DOUBLE, .reads = from, .label = from " less the mean of the other members", \
     .rule = "over the others of the bloc with data; missing for one that is not in the bloc"}

static const table_column_row standing_columns[] = {
    [CINC_SHARE] = SHARE("cinc_share", "cinc"),
    [MILEX_SHARE] = SHARE("milex_share", "milex"),
    [MILPER_SHARE] = SHARE("milper_share", "milper"),
    [POLITY_GAP] = GAP("polity2_gap", "polity2"),
    [POLYARCHY_GAP] = GAP("v2x_polyarchy_gap", "v2x_polyarchy"),
    {0}};
const table_group table_group_standing = {
    "standing", "the member in its bloc: cinc_share, milex_share, milper_share, polity2_gap, v2x_polyarchy_gap",
    TABLE_OF_MEMBERS, standing_columns, fill_standing, .import = "NMC-70-abridged.csv, democracy_ccode.csv"};
