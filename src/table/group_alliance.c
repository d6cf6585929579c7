/* Alliances: what the first state of a row owes the second one by any treaty on any day of the time. In pairs
 * that are not directed: what either owes the other.
 * Sources: ATOP (Leeds, Ritter, Mitchell & Long 2002, International Interactions 28:237-60); Gibler 2009,
 * International Military Alliances. An alliance may owe nothing in a direction: it is one all the same. */
#include "table/groups.h"

/* A column of the group; there are as many as the group has columns. */
typedef struct {
    table_column *column;
    unsigned obligation; /* 0 = any alliance */
} pledge_column;

enum { PLEDGE_MAX = 6 };

static void put_pledges(table_work *w, const ent_spell *spell, size_t row, void *user)
{
    const pledge_column *pledges = user;
    for (size_t i = 0; w->group->columns[i].name; i++)
        if (!pledges[i].obligation || spell->obligations & pledges[i].obligation)
            table_put(pledges[i].column, row, 1);
}

static ent_status fill_alliance(table_work *w, const char *name, const unsigned *obligations)
{
    pledge_column pledges[PLEDGE_MAX];
    ent_series series;
    const ent_spells *spells;
    ent_status status = table_series(w, ENT_LAYER, name, &series);
    if (status == ENT_OK)
        status = table_spells(w, &series, &spells);
    if (status != ENT_OK)
        return status;
    for (size_t i = 0; w->group->columns[i].name; i++) {
        pledges[i] = (pledge_column){table_work_column(w, i, 0), obligations[i]};
        table_is_from(w, i, &series);
        table_cover(w, pledges[i].column, &series, 0);
    }
    table_fill_rows(w, spells, !series.directed, put_pledges, pledges);
    return ENT_OK;
}

#define PLEDGE(column, text) {column, ENT_COLUMN_INT8, .label = text, .unit = "0, 1", .rule = RULE}
#define RULE "state 1 to state 2 (not directed: either); on any day of the time; 0 where the source has none"

static const table_column_row atop_columns[] = {
    PLEDGE("atop_alliance", "any alliance"), PLEDGE("atop_defense", "owes defence"),
    PLEDGE("atop_offense", "owes help in attack"), PLEDGE("atop_neutral", "owes neutrality"),
    PLEDGE("atop_nonagg", "owes non-aggression"), PLEDGE("atop_consul", "owes consultation"), {0}};

static ent_status fill_atop(table_work *w)
{
    static const unsigned obligations[PLEDGE_MAX] = {0, ENT_DEFENSE, ENT_OFFENSE, ENT_NEUTRALITY,
                                                     ENT_NONAGGRESSION, ENT_CONSULTATION};
    return fill_alliance(w, "alliance@atop", obligations);
}

const table_group table_group_atop = {"atop", "alliances of ATOP: atop_alliance, atop_defense ... atop_consul",
                                      TABLE_OF_DYADS, atop_columns, fill_atop,
                                      .import = "atop5_1ddyr.csv"};

static const table_column_row cow_columns[] = {
    PLEDGE("cow_alliance", "any alliance"), PLEDGE("cow_defense", "owes defence"),
    PLEDGE("cow_neutral", "owes neutrality"), PLEDGE("cow_nonagg", "owes non-aggression"),
    PLEDGE("cow_entente", "owes consultation"), {0}};

static ent_status fill_cow(table_work *w)
{
    static const unsigned obligations[PLEDGE_MAX] = {0, ENT_DEFENSE, ENT_NEUTRALITY, ENT_NONAGGRESSION,
                                                     ENT_CONSULTATION};
    return fill_alliance(w, "alliance@cow", obligations);
}

const table_group table_group_alliance = {
    "alliance", "alliances of the Correlates of War: cow_alliance, cow_defense ... cow_entente",
    TABLE_OF_DYADS, cow_columns, fill_cow, .import = "alliance_v4.1_by_directed.csv"};
