/* How strong the bloc of an alliance is, how alike the regimes of its members, how far apart their capitals. The
 * bloc of a time are the members on the last of the days with most members, so that no state counts beside its own
 * successor. Members without a value are left out and counted. */
#include "table/groups.h"

#include "entente/measure.h"
#include "table/capitals.h"

#include "core/memory.h"

#include <stdlib.h>

/* Room for a value of each member of the greatest alliance. */
static ent_status new_values(table_work *w, double **out)
{
    size_t most = 0;
    for (size_t i = 0; i < w->frame->alliance_count; i++)
        most = w->frame->alliances[i].member_count > most ? w->frame->alliances[i].member_count : most;
    *out = ent_new_array(most + 1, sizeof **out);
    return *out ? ENT_OK : ent_fail_memory(w->error);
}

/* The values of a bloc. Returns how many members it has. */
static size_t bloc_values(const table_frame *frame, const table_alliance *alliance, const table_column *column,
                          double *value)
{
    size_t n = 0;
    for (size_t i = 0; i < alliance->member_count; i++) {
        const table_member *member = &frame->members[alliance->first_member + i];
        if (member->in_bloc)
            value[n++] = table_get(column, member->state);
    }
    return n;
}

double table_bloc_sum(const table_frame *frame, const table_alliance *alliance, const table_column *column)
{
    double sum = 0;
    size_t with_data = 0;
    for (size_t i = 0; i < alliance->member_count; i++) {
        const table_member *member = &frame->members[alliance->first_member + i];
        double value = member->in_bloc ? table_get(column, member->state) : (double)NAN;
        sum += isnan(value) ? 0 : value;
        with_data += isnan(value) ? 0 : 1;
    }
    return with_data ? sum : (double)NAN;
}

static size_t count_missing(const double *value, size_t n)
{
    size_t missing = 0;
    for (size_t i = 0; i < n; i++)
        missing += isnan(value[i]) ? 1 : 0;
    return missing;
}

/* ---- capability ---- */

enum { CINC, CINC_MISSING, MILEX, MILEX_MISSING, MILPER, MILPER_MISSING, TOP_SHARE, TOP, HHI, EFFECTIVE };

static void fill_sum(table_work *w, size_t index, const char *name, double *value)
{
    const table_frame *frame = w->frame;
    const table_column *column = table_read_column(w, name);
    if (!column) /* neither is asked for */
        return;
    table_is_made_from(w, index, column);
    table_is_made_from(w, index + 1, column);
    for (size_t i = 0; i < frame->alliance_count; i++) {
        size_t n = bloc_values(frame, &frame->alliances[i], column, value);
        table_put(table_work_column(w, index, 0), i, table_bloc_sum(frame, &frame->alliances[i], column));
        table_put(table_work_column(w, index + 1, 0), i, (double)count_missing(value, n));
    }
}

/* The actor of a bloc with most of a value, the lower code of equals; -1 if none has any. */
static int strongest(const table_frame *frame, const table_alliance *alliance, const table_column *column)
{
    int found = -1;
    double most = 0;
    for (size_t i = 0; i < alliance->member_count; i++) {
        const table_member *member = &frame->members[alliance->first_member + i];
        double value = member->in_bloc ? table_get(column, member->state) : (double)NAN;
        if (value > most) {
            most = value;
            found = frame->states[member->state].actor;
        }
    }
    return found;
}

static ent_status fill_concentration(table_work *w, double *value)
{
    const table_frame *frame = w->frame;
    const table_column *cinc = table_read_column(w, "cinc");
    table_column *top = table_work_column(w, TOP, 0);
    for (size_t i = TOP_SHARE; cinc && i <= EFFECTIVE; i++)
        table_is_made_from(w, i, cinc);
    for (size_t i = 0; cinc && i < frame->alliance_count; i++) {
        size_t n = bloc_values(frame, &frame->alliances[i], cinc, value);
        ent_concentration c = ent_concentration_of(value, n);
        int actor = strongest(frame, &frame->alliances[i], cinc);
        int text = top->data && actor >= 0 ? table_text(top, ent_world_actor(w->world, actor)->abb) : 0;
        if (text < 0)
            return ent_fail_memory(w->error);
        table_put(table_work_column(w, TOP_SHARE, 0), i, c.top);
        table_put(top, i, actor >= 0 ? text : (double)NAN);
        table_put(table_work_column(w, HHI, 0), i, c.hhi);
        table_put(table_work_column(w, EFFECTIVE, 0), i, c.effective);
    }
    return ENT_OK;
}

static ent_status fill_bloc(table_work *w)
{
    double *value;
    ent_status status = new_values(w, &value);
    if (status != ENT_OK)
        return status;
    fill_sum(w, CINC, "cinc", value);
    fill_sum(w, MILEX, "milex", value);
    fill_sum(w, MILPER, "milper", value);
    status = fill_concentration(w, value);
    free(value);
    return status;
}

#define BLOC "the bloc: members on the last of the days of the time with most members"
#define SUM(column, from, text, measured_in)                                                       \
    {column, ENT_COLUMN_DOUBLE, .of_alliance = true, .reads = from, .label = text " of the bloc",   \
     .unit = measured_in, .rule = "sum over " BLOC "; over those with data, missing if none has any"}
#define MISSING(column, from)                                                                      \
    {column, ENT_COLUMN_INT16, .of_alliance = true, .reads = from, .label = "members of the bloc without " from}
#define SHAPE(column, kind, text, how)                                                             \
    {column, kind, .of_alliance = true, .reads = "cinc", .label = text, .rule = how "; over members with cinc"}

static const table_column_row bloc_columns[] = {
    [CINC] = SUM("bloc_cinc", "cinc", "Composite Index of National Capability", "share of the world, 0 to 1"),
    [CINC_MISSING] = MISSING("bloc_cinc_missing", "cinc"),
    [MILEX] = SUM("bloc_milex", "milex", "military expenditure",
                  "thousand current pounds sterling to 1913, thousand current US dollars since 1914"),
    [MILEX_MISSING] = MISSING("bloc_milex_missing", "milex"),
    [MILPER] = SUM("bloc_milper", "milper", "military personnel", "thousand persons"),
    [MILPER_MISSING] = MISSING("bloc_milper_missing", "milper"),
    [TOP_SHARE] = SHAPE("bloc_top_share", ENT_COLUMN_DOUBLE, "share of the strongest member", "of the bloc's cinc"),
    [TOP] = SHAPE("bloc_top", ENT_COLUMN_TEXT, "strongest member", "that with the highest cinc"),
    [HHI] = SHAPE("bloc_hhi", ENT_COLUMN_DOUBLE, "concentration of capability", "sum of squared shares (Herfindahl)"),
    [EFFECTIVE] = SHAPE("bloc_effective", ENT_COLUMN_DOUBLE, "effective number of members",
                        "1 / bloc_hhi (Laakso and Taagepera 1979)"),
    {0}};
const table_group table_group_bloc = {
    "bloc", "capability of the bloc: bloc_cinc, bloc_milex, bloc_milper, bloc_top, bloc_hhi, bloc_effective ...",
    TABLE_OF_ANY_ALLIANCE, bloc_columns, fill_bloc, .import = "NMC-70-abridged.csv"};

/* ---- regimes ---- */

enum { MEAN, SD, LEAST, MOST, LACKING, PER_SCORE };
enum { POLITY, POLYARCHY = POLITY + PER_SCORE, DEMOCRACIES = POLYARCHY + PER_SCORE, DEMOCRACY_SHARE };

enum { DEMOCRATIC = 6 }; /* polity2 from here on: Marshall, Gurr & Jaggers, Polity manual */

typedef struct {
    size_t n, missing;
    double mean, sd, least, most; /* NaN if n is 0; sd if n < 2 */
} score_summary;

/* Mean; sd with n - 1; over the values that are there. */
static score_summary summarize(const double *value, size_t n)
{
    score_summary s = {.missing = count_missing(value, n), .mean = (double)NAN, .sd = (double)NAN,
                       .least = (double)NAN, .most = (double)NAN};
    double sum = 0, squares = 0;
    s.n = n - s.missing;
    for (size_t i = 0; i < n; i++) {
        sum += isnan(value[i]) ? 0 : value[i];
        s.least = fmin(s.least, value[i]); /* of NaN and a number the number */
        s.most = fmax(s.most, value[i]);
    }
    if (s.n > 0)
        s.mean = sum / (double)s.n;
    for (size_t i = 0; i < n; i++)
        squares += isnan(value[i]) ? 0 : (value[i] - s.mean) * (value[i] - s.mean);
    if (s.n > 1)
        s.sd = sqrt(squares / (double)(s.n - 1));
    return s;
}

static void fill_score(table_work *w, size_t first, const char *name, double *value)
{
    const table_frame *frame = w->frame;
    const table_column *column = table_read_column(w, name);
    for (size_t k = 0; column && k < PER_SCORE; k++)
        table_is_made_from(w, first + k, column);
    for (size_t i = 0; column && i < frame->alliance_count; i++) {
        score_summary s = summarize(value, bloc_values(frame, &frame->alliances[i], column, value));
        const double put[PER_SCORE] = {[MEAN] = s.mean, [SD] = s.sd, [LEAST] = s.least, [MOST] = s.most,
                                       [LACKING] = (double)s.missing};
        for (size_t k = 0; k < PER_SCORE; k++)
            table_put(table_work_column(w, first + k, 0), i, put[k]);
    }
}

static void fill_democracies(table_work *w, double *value)
{
    const table_frame *frame = w->frame;
    const table_column *polity = table_read_column(w, "polity2");
    for (size_t k = DEMOCRACIES; polity && k <= DEMOCRACY_SHARE; k++)
        table_is_made_from(w, k, polity);
    for (size_t i = 0; polity && i < frame->alliance_count; i++) {
        size_t n = bloc_values(frame, &frame->alliances[i], polity, value);
        size_t known = n - count_missing(value, n);
        double count = 0;
        for (size_t k = 0; k < n; k++)
            count += value[k] >= DEMOCRATIC; /* a missing one is not */
        table_put(table_work_column(w, DEMOCRACIES, 0), i, known ? count : (double)NAN);
        table_put(table_work_column(w, DEMOCRACY_SHARE, 0), i, known ? count / (double)known : (double)NAN);
    }
}

static ent_status fill_regimes(table_work *w)
{
    double *value;
    ent_status status = new_values(w, &value);
    if (status != ENT_OK)
        return status;
    fill_score(w, POLITY, "polity2", value);
    fill_score(w, POLYARCHY, "v2x_polyarchy", value);
    fill_democracies(w, value);
    free(value);
    return ENT_OK;
}

#define SCORE(first, name, low_to_high)                                                            \
    [first + MEAN] = {name "_mean", ENT_COLUMN_DOUBLE, .of_alliance = true, .reads = name,          \
                      .label = "mean " name " of the bloc", .unit = low_to_high, .rule = "over members with data"}, \
    [first + SD] = {name "_sd", ENT_COLUMN_DOUBLE, .of_alliance = true, .reads = name,              \
                    .label = "standard deviation of " name, .rule = "with n - 1; missing if fewer than 2 have data"}, \
    [first + LEAST] = {name "_min", ENT_COLUMN_DOUBLE, .of_alliance = true, .reads = name,          \
                       .label = "least " name, .unit = low_to_high},                               \
    [first + MOST] = {name "_max", ENT_COLUMN_DOUBLE, .of_alliance = true, .reads = name,           \
                      .label = "highest " name, .unit = low_to_high},                              \
    [first + LACKING] = {name "_missing", ENT_COLUMN_INT16, .of_alliance = true, .reads = name,     \
                         .label = "members of the bloc without " name}

static const table_column_row regime_columns[] = {
    SCORE(POLITY, "polity2", "-10 to 10"),
    SCORE(POLYARCHY, "v2x_polyarchy", "0 to 1"),
    [DEMOCRACIES] = {"democracies", ENT_COLUMN_INT16, .of_alliance = true, .reads = "polity2",
                     .label = "democracies in the bloc", .rule = "polity2 of 6 or more"},
    [DEMOCRACY_SHARE] = {"democracies_share", ENT_COLUMN_DOUBLE, .of_alliance = true, .reads = "polity2",
                         .label = "share of democracies", .unit = "0 to 1", .rule = "of members with polity2"},
    {0}};
const table_group table_group_regimes = {
    "regimes", "how alike regimes are: polity2_mean, _sd, _min, _max, v2x_polyarchy_mean ..., democracies",
    TABLE_OF_ANY_ALLIANCE, regime_columns, fill_regimes, .import = "democracy_ccode.csv"};

/* ---- distances ---- */

enum { FAR_MEAN, FAR_MAX, FAR_MISSING };

static void put_distances(table_work *w, size_t index, const table_capitals *places)
{
    const table_frame *frame = w->frame;
    const table_alliance *alliance = &frame->alliances[index];
    const table_member *members = &frame->members[alliance->first_member];
    double sum = 0, farthest = 0;
    size_t known = 0, missing = 0;
    for (size_t i = 0; i < alliance->member_count; i++) {
        for (size_t k = i + 1; k < alliance->member_count; k++) {
            if (!members[i].in_bloc || !members[k].in_bloc)
                continue;
            double distance = table_capitals_between(places, members[i].state, members[k].state);
            known += isnan(distance) ? 0 : 1;
            missing += isnan(distance) ? 1 : 0;
            sum += isnan(distance) ? 0 : distance;
            farthest = distance > farthest ? distance : farthest;
        }
    }
    table_put(table_work_column(w, FAR_MEAN, 0), index, known ? sum / (double)known : (double)NAN);
    table_put(table_work_column(w, FAR_MAX, 0), index, known ? farthest : (double)NAN);
    table_put(table_work_column(w, FAR_MISSING, 0), index, (double)missing);
}

static ent_status fill_distances(table_work *w)
{
    table_capitals places = {0};
    for (size_t i = FAR_MEAN; i <= FAR_MISSING; i++)
        table_is_from(w, i, &w->frame->treaty_series);
    ent_status status = table_capitals_read(w, &places, FAR_MISSING + 1);
    for (size_t i = 0; i < w->frame->alliance_count && status == ENT_OK; i++)
        put_distances(w, i, &places);
    table_capitals_clear(&places);
    return status;
}

#define CAPITALS "great circles between all pairs of capitals of the bloc"

static const table_column_row distance_columns[] = {
    [FAR_MEAN] = {"capdist_mean", ENT_COLUMN_DOUBLE, .of_alliance = true, .label = "mean distance of capitals",
                  .unit = "km", .rule = CAPITALS},
    [FAR_MAX] = {"capdist_max", ENT_COLUMN_DOUBLE, .of_alliance = true, .label = "greatest distance of capitals",
                 .unit = "km", .rule = CAPITALS},
    [FAR_MISSING] = {"capdist_missing", ENT_COLUMN_INT16, .of_alliance = true,
                     .label = "pairs of the bloc without a distance"},
    {0}};
const table_group table_group_bloc_distances = {
    "distances", "how far apart the capitals are: capdist_mean, capdist_max, capdist_missing",
    TABLE_OF_ANY_ALLIANCE, distance_columns, fill_distances, .import = "cow_capitals.csv"};
