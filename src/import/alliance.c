/* Formal alliances of the Correlates of War project, v4.1, in three shapes:
 *   by_member    an alliance's member spells: the treaties of the world
 *   by_directed  what each member owes each other: the ties of layer `alliance`
 *   by_dyad      the same merged for the pair: a second telling, as a source of its own
 * Source: Gibler, Douglas M. 2009. International Military Alliances, 1648-2008. CQ Press.
 *
 * An empty end date means "still in force when the data end", which for v4.1 is 2012-12-31. The flags
 * are used, not the type (`ss_type`), which disagrees with them. */
#include "import/importer.h"

#include "core/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>


static const unsigned flag_bits[] = {ENT_DEFENSE, ENT_NEUTRALITY, ENT_NONAGGRESSION,
                                     ENT_CONSULTATION};
enum { FLAG_COUNT = ent_countof(flag_bits) };

/* Columns that all three shapes have, under the names of each. */
enum {
    ID, ACTOR_A, ACTOR_B, ST_DAY, ST_MONTH, ST_YEAR, END_DAY, END_MONTH, END_YEAR, LEFT_CENSOR,
    DEFENSE, NEUTRALITY, NONAGGRESSION, ENTENTE, VERSION,
    ALL_ST_DAY, ALL_ST_MONTH, ALL_ST_YEAR, ALL_END_DAY, ALL_END_MONTH, ALL_END_YEAR, SS_TYPE,
    ASYMMETRIC = ALL_ST_DAY,
};

#define DYAD_COLUMNS                                                                               \
    [ID] = {"version4id", ENT_COLUMN_REQUIRED}, [ACTOR_A] = {"ccode1", ENT_COLUMN_REQUIRED},       \
    [ACTOR_B] = {"ccode2", ENT_COLUMN_REQUIRED},                                                   \
    [ST_DAY] = {"dyad_st_day", ENT_COLUMN_REQUIRED},                                               \
    [ST_MONTH] = {"dyad_st_month", ENT_COLUMN_REQUIRED},                                           \
    [ST_YEAR] = {"dyad_st_year", ENT_COLUMN_REQUIRED},                                             \
    [END_DAY] = {"dyad_end_day", ENT_COLUMN_REQUIRED},                                             \
    [END_MONTH] = {"dyad_end_month", ENT_COLUMN_REQUIRED},                                         \
    [END_YEAR] = {"dyad_end_year", ENT_COLUMN_REQUIRED},                                           \
    [LEFT_CENSOR] = {"left_censor", ENT_COLUMN_REQUIRED},                                          \
    [DEFENSE] = {"defense", ENT_COLUMN_REQUIRED},                                                  \
    [NEUTRALITY] = {"neutrality", ENT_COLUMN_REQUIRED},                                            \
    [NONAGGRESSION] = {"nonaggression", ENT_COLUMN_REQUIRED},                                      \
    [ENTENTE] = {"entente", ENT_COLUMN_REQUIRED}, [VERSION] = {"version", ENT_COLUMN_REQUIRED}

static const ent_column directed_columns[] = {DYAD_COLUMNS};
static const ent_column dyad_columns[] = {DYAD_COLUMNS,
                                          [ASYMMETRIC] = {"asymmetric", ENT_COLUMN_REQUIRED}};
static const ent_column member_columns[] = {
    [ID] = {"version4id", ENT_COLUMN_REQUIRED},
    [ACTOR_A] = {"ccode", ENT_COLUMN_REQUIRED},
    [ACTOR_B] = {"state_name", ENT_COLUMN_OPTIONAL}, /* not used */
    [ST_DAY] = {"mem_st_day", ENT_COLUMN_REQUIRED},
    [ST_MONTH] = {"mem_st_month", ENT_COLUMN_REQUIRED},
    [ST_YEAR] = {"mem_st_year", ENT_COLUMN_REQUIRED},
    [END_DAY] = {"mem_end_day", ENT_COLUMN_REQUIRED},
    [END_MONTH] = {"mem_end_month", ENT_COLUMN_REQUIRED},
    [END_YEAR] = {"mem_end_year", ENT_COLUMN_REQUIRED},
    [LEFT_CENSOR] = {"left_censor", ENT_COLUMN_REQUIRED},
    [DEFENSE] = {"defense", ENT_COLUMN_REQUIRED},
    [NEUTRALITY] = {"neutrality", ENT_COLUMN_REQUIRED},
    [NONAGGRESSION] = {"nonaggression", ENT_COLUMN_REQUIRED},
    [ENTENTE] = {"entente", ENT_COLUMN_REQUIRED},
    [VERSION] = {"version", ENT_COLUMN_REQUIRED},
    [ALL_ST_DAY] = {"all_st_day", ENT_COLUMN_REQUIRED},
    [ALL_ST_MONTH] = {"all_st_month", ENT_COLUMN_REQUIRED},
    [ALL_ST_YEAR] = {"all_st_year", ENT_COLUMN_REQUIRED},
    [ALL_END_DAY] = {"all_end_day", ENT_COLUMN_REQUIRED},
    [ALL_END_MONTH] = {"all_end_month", ENT_COLUMN_REQUIRED},
    [ALL_END_YEAR] = {"all_end_year", ENT_COLUMN_REQUIRED},
    [SS_TYPE] = {"ss_type", ENT_COLUMN_OPTIONAL},
};

/* One of the three files; what is declared at its first row. */
typedef struct {
    const char *name, *title; /* of the source */
    int position;
    bool has_ties, both_ways; /* rows are pairs; each row stands for both directions */
    ent_span covers;
    ent_series treaties, ties;
} alliance_file;

/* The last day that a version covers. */
static ent_status coverage_end(ent_reading *reading, ent_day *out, ent_error *error)
{
    const char *version = ent_rows_text(ent_reading_rows(reading), VERSION);
    if (strcmp(version, "4.1") != 0)
        return ent_rows_fail(ent_reading_rows(reading), VERSION, error,
                             "is not a version whose last day is known; expected 4.1");
    *out = ent_day_from_date(2012, 12, 31);
    return ENT_OK;
}

static ent_status declare_source(ent_reading *reading, const alliance_file *file, ent_error *error)
{
    ent_rows *rows = ent_reading_rows(reading);
    ent_source source = {.terms = ENT_COW_TERMS};
    snprintf(source.name, sizeof source.name, "%s", file->name);
    snprintf(source.version, sizeof source.version, "%s", ent_rows_text(rows, VERSION));
    snprintf(source.title, sizeof source.title, "%s", file->title);
    snprintf(source.citation, sizeof source.citation,
             "Gibler, Douglas M. 2009. International Military Alliances, 1648-2008. CQ Press. "
             "Version %.20s.", ent_rows_text(rows, VERSION));
    return ent_reading_source(reading, &source, error);
}

/* At the first row of a file: its source and series. */
static ent_status declare_first(ent_reading *reading, alliance_file *file, ent_error *error)
{
    if (ent_rows_count(ent_reading_rows(reading)) > 1)
        return ENT_OK;
    file->covers.from = ent_day_from_date(1816, 1, 1);
    ent_status status = coverage_end(reading, &file->covers.to, error);
    if (status == ENT_OK)
        status = declare_source(reading, file, error);
    file->treaties = (ent_series){.kind = ENT_TREATIES, .name = "treaty", .directed = true,
                                  .measure = ENT_ORDERED, .scale = ENT_SCALE_COW,
                                  .covers = file->covers, .position = file->position};
    file->ties = file->treaties;
    file->ties.kind = ENT_LAYER;
    snprintf(file->ties.name, sizeof file->ties.name, "alliance");
    if (status == ENT_OK)
        status = ent_reading_series(reading, &file->treaties, error);
    if (status == ENT_OK && file->has_ties)
        status = ent_reading_series(reading, &file->ties, error);
    return status;
}

/* Dates, obligations and censoring of a row of any shape. */
static ent_status read_spell(ent_reading *reading, const alliance_file *file, ent_spell *spell,
                             ent_error *error)
{
    static const size_t flags[] = {DEFENSE, NEUTRALITY, NONAGGRESSION, ENTENTE};
    ent_rows *rows = ent_reading_rows(reading);
    bool left;
    ent_status status = ent_reading_date(reading, ENT_START, ST_YEAR, ST_MONTH, ST_DAY,
                                         &spell->span.from, &spell->marks, error);
    if (status == ENT_OK && ent_rows_given(rows, END_YEAR)) {
        status = ent_reading_date(reading, ENT_END, END_YEAR, END_MONTH, END_DAY, &spell->span.to,
                                  &spell->marks, error);
    } else {
        spell->span.to = file->covers.to;
        spell->marks |= ENT_MARK_RIGHT_CENSORED;
    }
    if (status == ENT_OK)
        status = ent_reading_flag(reading, LEFT_CENSOR, &left, error);
    if (status == ENT_OK)
        status = ent_reading_obligations(reading, flags, flag_bits, FLAG_COUNT,
                                         &spell->obligations, error);
    if (status == ENT_OK && left)
        spell->marks |= ENT_MARK_LEFT_CENSORED;
    return status;
}

/* ---- by_member ---- */

static ent_status read_treaty(ent_reading *reading, const alliance_file *file, ent_treaty *treaty,
                              ent_error *error)
{
    ent_rows *rows = ent_reading_rows(reading);
    int id;
    memset(treaty, 0, sizeof *treaty);
    treaty->series = file->treaties.id;
    ent_status status = ent_rows_integer(rows, ID, 1, 99999, &id, error);
    if (status == ENT_OK)
        status = ent_reading_date(reading, ENT_START, ALL_ST_YEAR, ALL_ST_MONTH, ALL_ST_DAY,
                                  &treaty->span.from, &treaty->marks, error);
    if (status == ENT_OK && ent_rows_given(rows, ALL_END_YEAR)) {
        status = ent_reading_date(reading, ENT_END, ALL_END_YEAR, ALL_END_MONTH, ALL_END_DAY,
                                  &treaty->span.to, &treaty->marks, error);
    } else {
        treaty->span.to = file->covers.to;
        treaty->marks |= ENT_MARK_RIGHT_CENSORED;
    }
    if (status != ENT_OK)
        return status;
    snprintf(treaty->code, sizeof treaty->code, "cow:%d", id);
    snprintf(treaty->name, sizeof treaty->name, "COW alliance %d (%s)", id,
             ent_rows_text(rows, SS_TYPE));
    return ent_reading_treaty(reading, treaty, error);
}

/* Count members that are bound on days when they are no states: kept, but said. */
static ent_status check_membership(ent_reading *reading, const ent_spell *spell, ent_error *error)
{
    bool at_start, at_end;
    ent_status status = ent_reading_in_system(
        reading, spell->a, (ent_span){spell->span.from, spell->span.from}, &at_start, error);
    if (status == ENT_OK)
        status = ent_reading_in_system(reading, spell->a,
                                       (ent_span){spell->span.to, spell->span.to}, &at_end, error);
    if (status != ENT_OK)
        return status;
    if (!at_start)
        ent_reading_count(reading, "checked", "a member outside the state system at its start");
    if (!at_end)
        ent_reading_count(reading, "checked", "a member outside the state system at its end");
    return ENT_OK;
}

static ent_status read_member(ent_reading *reading, void *context, ent_error *error)
{
    alliance_file *file = context;
    ent_spell spell = ent_spell_none();
    ent_treaty treaty;
    ent_status status = declare_first(reading, file, error);
    if (status == ENT_OK)
        status = ent_reading_actor(reading, ACTOR_A, &spell.a, error);
    if (status != ENT_OK || spell.a == 0)
        return status;
    status = read_treaty(reading, file, &treaty, error);
    if (status == ENT_OK)
        status = read_spell(reading, file, &spell, error);
    if (status != ENT_OK)
        return status;
    spell.treaty = treaty.id;
    status = check_membership(reading, &spell, error);
    return status == ENT_OK ? ent_reading_add(reading, &file->treaties, &spell, error) : status;
}

static ent_status read_members(ent_reading *reading, ent_error *error)
{
    alliance_file file = {.name = "cow-alliance", .title = "COW formal alliances", .position = 10};
    return ent_reading_each_row(reading, read_member, &file, error);
}

/* ---- by_directed, by_dyad ---- */

/* The treaty of a pair's row; added without a name if the members were not imported. */
static ent_status find_treaty(ent_reading *reading, const alliance_file *file, int *out,
                              ent_error *error)
{
    ent_treaty treaty = {.series = file->treaties.id, .span = file->covers};
    int id;
    ent_status status = ent_rows_integer(ent_reading_rows(reading), ID, 1, 99999, &id, error);
    if (status != ENT_OK)
        return status;
    snprintf(treaty.code, sizeof treaty.code, "cow:%d", id);
    snprintf(treaty.name, sizeof treaty.name, "COW alliance %d", id);
    status = ent_reading_treaty(reading, &treaty, error);
    *out = treaty.id;
    return status;
}

static ent_status read_pair(ent_reading *reading, void *context, ent_error *error)
{
    alliance_file *file = context;
    bool both_ways = file->both_ways;
    ent_spell spell = ent_spell_none();
    bool asymmetric = false;
    ent_status status = declare_first(reading, file, error);
    if (status == ENT_OK)
        status = ent_reading_actor(reading, ACTOR_A, &spell.a, error);
    if (status == ENT_OK)
        status = ent_reading_actor(reading, ACTOR_B, &spell.b, error);
    if (status != ENT_OK || spell.a == 0 || spell.b == 0)
        return status;
    if (spell.a == spell.b)
        return ent_rows_fail(ent_reading_rows(reading), ACTOR_B, error,
                             "is the same state as the first");
    status = find_treaty(reading, file, &spell.treaty, error);
    if (status == ENT_OK)
        status = read_spell(reading, file, &spell, error);
    if (status == ENT_OK && both_ways)
        status = ent_reading_flag(reading, ASYMMETRIC, &asymmetric, error);
    if (status != ENT_OK)
        return status;
    if (asymmetric)
        ent_reading_count(reading, "checked", "asymmetric: the source merged unlike obligations");
    spell.level = ent_alliance_level(ENT_SCALE_COW, spell.obligations);
    status = ent_reading_add(reading, &file->ties, &spell, error);
    if (status != ENT_OK || !both_ways)
        return status;
    int a = spell.a;
    spell.a = spell.b;
    spell.b = a;
    return ent_reading_add(reading, &file->ties, &spell, error);
}

static ent_status read_directed(ent_reading *reading, ent_error *error)
{
    alliance_file file = {.name = "cow-alliance", .title = "COW formal alliances", .position = 10,
                          .has_ties = true};
    return ent_reading_each_row(reading, read_pair, &file, error);
}

static ent_status read_dyads(ent_reading *reading, ent_error *error)
{
    alliance_file file = {.name = "cow-alliance-dyad",
                          .title = "COW formal alliances, obligations merged for the pair",
                          .position = 40, .has_ties = true, .both_ways = true};
    return ent_reading_each_row(reading, read_pair, &file, error);
}

const ent_importer ent_import_alliance_member = {
    .layout = "cow-alliance-member",
    .title = "COW formal alliances by member (alliance_v4.1_by_member.csv)",
    .columns = member_columns,
    .column_count = ent_countof(member_columns),
    .version_column = VERSION,
    .unlike = {"year"},
    .read = read_members,
};

const ent_importer ent_import_alliance_directed = {
    .layout = "cow-alliance-directed",
    .title = "COW formal alliances by directed dyad (alliance_v4.1_by_directed.csv)",
    .columns = directed_columns,
    .column_count = ent_countof(directed_columns),
    .version_column = VERSION,
    .unlike = {"year", "asymmetric"},
    .read = read_directed,
};

const ent_importer ent_import_alliance_dyad = {
    .layout = "cow-alliance-dyad",
    .title = "COW formal alliances by dyad (alliance_v4.1_by_dyad.csv)",
    .columns = dyad_columns,
    .column_count = ent_countof(dyad_columns),
    .version_column = VERSION,
    .unlike = {"year"},
    .read = read_dyads,
};
