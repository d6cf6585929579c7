/* The tables of `entente power`: actors, concentration, transitions, blocs. One row a year, or one day. */
#include "report/power.h"

#include "core/memory.h"
#include "core/text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void put_number(power *p, ent_json_value *table, const char *column, double number)
{
    ent_json_add_number(p->answer.json, ent_json_get(table, column), NULL, number);
}

static void put_count(power *p, ent_json_value *table, const char *column, long long count)
{
    ent_json_add_integer(p->answer.json, ent_json_get(table, column), NULL, count);
}

static void put_text(power *p, ent_json_value *table, const char *column, const char *text)
{
    ent_json_add_text(p->answer.json, ent_json_get(table, column), NULL, text);
}

static const char *abb_of(const power *p, size_t place)
{
    const ent_actor *actor = ent_world_actor(p->y.world, (int)place);
    return actor ? actor->abb : "?";
}

/* The value of the time before, if it is in the same unit. */
static double value_before(const power *p, size_t time, size_t place)
{
    const char *now = p->unit[time], *then = p->unit[time - 1];
    if (!now || !then || strcmp(now, then) != 0)
        return (double)NAN;
    return p->value[(time - 1) * p->y.places + place];
}

/* ---- actors ---- */

static const double km_per_mile = 1.609344;

static void put_distance(power *p, ent_json_value *table, size_t time, size_t place, double share)
{
    double km = p->km[time * p->y.places + place];
    put_number(p, table, "km", km);
    put_number(p, table, "at_distance",
               ent_power_at_distance(share, km / km_per_mile,
                                     ent_miles_per_day(years_year(&p->y, time))));
}

static void put_actor(power *p, ent_json_value *table, size_t time, size_t place, double total)
{
    size_t at = time * p->y.places + place;
    double value = p->value[at], share_of_all = value / total;
    put_count(p, table, "year", years_year(&p->y, time));
    put_text(p, table, "actor", abb_of(p, place));
    put_number(p, table, "value", value);
    put_number(p, table, "share", p->scratch[1][place]);
    put_number(p, table, "share_of_all", share_of_all);
    if (p->rank[place] > 0)
        put_count(p, table, "rank", p->rank[place]);
    else
        put_text(p, table, "rank", NULL);
    put_number(p, table, "growth", ent_growth(value_before(p, time, place), value));
    if (p->used)
        put_count(p, table, "components", p->used[at]);
    if (p->beside)
        put_number(p, table, p->beside_name, p->beside[at]);
    if (p->km)
        put_distance(p, table, time, place, p->is_cinc ? value : share_of_all);
    if (p->doubted) {
        char marks[80];
        answer_marks_text(p->marks[at], marks, sizeof marks);
        put_text(p, table, "marks", marks);
    }
}

/* Sum of the values of all states, NaN if one of them is below zero: then nobody has a share. */
static double sum_of_states(power *p, size_t time)
{
    power_values(p, time, p->states.in, p->scratch[0]);
    return ent_shares(p->scratch[0], p->y.places, p->scratch[1]);
}

ent_status power_add_actors(power *p)
{
    const char *columns[12] = {"year", "actor", "value", "share", "share_of_all", "rank", "growth"};
    size_t count = 7;
    if (p->used)
        columns[count++] = "components";
    if (p->beside)
        columns[count++] = p->beside_name;
    if (p->km) {
        columns[count++] = "km";
        columns[count++] = "at_distance";
    }
    if (p->doubted)
        columns[count++] = "marks";
    ent_json_value *table =
        ent_json_add_table(p->answer.json, p->answer.result, "actors", columns, count);
    for (size_t t = 1; t < p->y.count; t++) {
        double total = sum_of_states(p, t);
        power_values(p, t, p->of, p->scratch[0]);
        ent_shares(p->scratch[0], p->y.places, p->scratch[1]);
        ent_ranks(p->scratch[0], p->y.places, p->rank);
        for (size_t i = 0; i < p->y.places; i++)
            if (p->of[t * p->y.places + i])
                put_actor(p, table, t, i, total);
    }
    return ENT_OK;
}

/* ---- concentration ---- */

/* A list of names; with memory run out the whole answer fails. */
static ent_status put_names(power *p, ent_json_value *table, const char *column, ent_buffer *names)
{
    ent_status status = names->failed ? ent_fail_memory(p->error) : ENT_OK;
    put_text(p, table, column, ent_buffer_text(names));
    ent_buffer_clear(names);
    return status;
}

/* "AFG;ALB": who of the set has no value. */
static ent_status put_missing(power *p, ent_json_value *table, size_t time, const uint8_t *in)
{
    ent_buffer names = {0};
    size_t row = time * p->y.places;
    for (size_t i = 0; i < p->y.places; i++)
        if (in[row + i] && isnan(p->value[row + i]))
            ent_buffer_format(&names, "%s%s", names.length ? ";" : "", abb_of(p, i));
    return put_names(p, table, "missing", &names);
}

static ent_status put_concentration(power *p, ent_json_value *table, size_t time, const uint8_t *in,
                              const char *label)
{
    double *now = p->scratch[0], *before = p->scratch[1], total = sum_of_states(p, time);
    size_t members = power_values(p, time, in, now), places = p->y.places, first = 0;
    power_values(p, time - 1, in, before);
    ent_concentration c = ent_concentration_of(now, places);
    while (first + 1 < places && !(now[first] >= c.top * c.total * (1 - 1e-12)))
        first++;
    put_count(p, table, "year", years_year(&p->y, time));
    put_text(p, table, "of", label);
    put_count(p, table, "members", (long long)members);
    put_count(p, table, "with_data", (long long)c.n);
    ent_status status = put_missing(p, table, time, in);
    put_number(p, table, "con", c.con);
    put_number(p, table, "hhi", c.hhi);
    put_number(p, table, "effective", c.effective);
    put_number(p, table, "shannon", c.shannon);
    put_number(p, table, "evenness", c.evenness);
    put_number(p, table, "movement", ent_movement(before, now, places));
    put_text(p, table, "top", isnan(c.top) ? NULL : abb_of(p, first));
    put_number(p, table, "top_share", c.top);
    put_number(p, table, "top_two_share", c.top_two);
    put_number(p, table, "total", c.n > 0 ? c.total : (double)NAN);
    put_number(p, table, "share_of_all", c.n > 0 ? c.total / total : (double)NAN);
    put_text(p, table, "unit", p->unit[time]);
    return status;
}

ent_status power_add_concentration(power *p)
{
    static const char *const columns[] = {
        "year", "of", "members", "with_data", "missing", "con", "hhi", "effective", "shannon",
        "evenness", "movement", "top", "top_share", "top_two_share", "total", "share_of_all",
        "unit"};
    ent_json_value *table = ent_json_add_table(p->answer.json, p->answer.result, "concentration",
                                               columns, ent_countof(columns));
    ent_status status = ENT_OK;
    for (size_t t = 1; t < p->y.count && status == ENT_OK; t++) {
        status = put_concentration(p, table, t, p->of, p->label);
        if (status == ENT_OK && strcmp(p->label, "all") != 0)
            status = put_concentration(p, table, t, p->states.in, "all");
    }
    return status;
}

/* ---- transitions ---- */

static void put_transition(power *p, ent_json_value *table, const double *share,
                           const ent_transition *transition)
{
    const double *now = share + transition->at * p->y.places;
    put_count(p, table, "year", years_year(&p->y, transition->at));
    put_text(p, table, "actor", abb_of(p, transition->a));
    put_text(p, table, "passes", abb_of(p, transition->b));
    put_number(p, table, "share", now[transition->a]);
    put_number(p, table, "passed_share", now[transition->b]);
    put_count(p, table, "last_below", years_year(&p->y, transition->before));
}

/* Among those who are chosen at some time: by their shares of all states, which have no unit. At times when
 * there are no shares nobody passes anybody. */
ent_status power_add_transitions(power *p)
{
    static const char *const columns[] = {"year", "actor", "passes", "share", "passed_share",
                                          "last_below"};
    ent_transition *list = NULL;
    size_t count = 0, places = p->y.places;
    double *share = ent_new_array(p->y.count * places, sizeof *share);
    if (!share)
        return ent_fail_memory(p->error);
    for (size_t t = 0; t < p->y.count; t++) {
        double total = sum_of_states(p, t);
        power_values(p, t, p->of, p->scratch[0]);
        for (size_t i = 0; i < places; i++) /* the time before the first one asked for does not count */
            share[t * places + i] = t == 0 ? (double)NAN : p->scratch[0][i] / total;
    }
    ent_status status = ent_transitions(share, p->y.count, places, &list, &count, p->error);
    ent_json_value *table = ent_json_add_table(p->answer.json, p->answer.result, "transitions",
                                               columns, ent_countof(columns));
    for (size_t i = 0; i < count; i++)
        put_transition(p, table, share, &list[i]);
    free(list);
    free(share);
    return status;
}

/* ---- blocs ---- */

typedef struct {
    char name[64];
    int *ids;
    size_t count;
} bloc;

static ent_status read_bloc(power *p, const char *text, bloc *out)
{
    size_t length = strcspn(text, "=");
    ent_span asked = {p->y.when[1].from, p->y.when[p->y.count - 1].to};
    *out = (bloc){0};
    if (text[length] != '=' || length == 0 || length >= sizeof out->name)
        return ent_fail(p->error, ENT_ERR_ARGUMENT,
                        "--bloc '%.60s': expected NAME=USA,UKG,... (a name of up to 63 bytes)", text);
    memcpy(out->name, text, length);
    ent_status status =
        chosen_list(p->y.world, text + length + 1, asked, &out->ids, &out->count, p->error);
    if (status != ENT_OK)
        ent_error_context(p->error, "--bloc '%s'", out->name);
    return status;
}

/* Rows are told apart by the name of the bloc. */
static ent_status check_names(const power *p)
{
    const char *const *blocs = p->options->blocs;
    for (size_t k = 0; k < p->options->bloc_count; k++)
        for (size_t i = 0; i < k; i++) {
            size_t length = strcspn(blocs[k], "=");
            if (length == strcspn(blocs[i], "=") && strncmp(blocs[i], blocs[k], length) == 0)
                return ent_fail(p->error, ENT_ERR_ARGUMENT, "--bloc '%.*s' is given twice; expected another name",
                                (int)length, blocs[k]);
        }
    return ENT_OK;
}

static ent_status put_bloc(power *p, ent_json_value *table, size_t time, const bloc *b)
{
    size_t members = 0, with_data = 0;
    double sum = 0, total = sum_of_states(p, time);
    ent_buffer absent = {0}, missing = {0};
    for (size_t i = 0; i < b->count; i++) {
        size_t at = time * p->y.places + (size_t)b->ids[i];
        const char *abb = abb_of(p, (size_t)b->ids[i]);
        if (!p->states.in[at]) {
            ent_buffer_format(&absent, "%s%s", absent.length ? ";" : "", abb);
            continue;
        }
        members++;
        if (isnan(p->value[at])) {
            ent_buffer_format(&missing, "%s%s", missing.length ? ";" : "", abb);
            continue;
        }
        sum += p->value[at];
        with_data++;
    }
    put_count(p, table, "year", years_year(&p->y, time));
    put_text(p, table, "bloc", b->name);
    put_count(p, table, "members", (long long)members);
    put_count(p, table, "with_data", (long long)with_data);
    put_number(p, table, "value", with_data ? sum : (double)NAN);
    put_number(p, table, "share_of_all", with_data ? sum / total : (double)NAN);
    ent_status status = put_names(p, table, "missing", &missing);
    ent_status last = put_names(p, table, "absent", &absent);
    return status == ENT_OK ? last : status;
}

ent_status power_add_blocs(power *p)
{
    static const char *const columns[] = {"year", "bloc", "members", "with_data", "value",
                                          "share_of_all", "missing", "absent"};
    ent_json_value *table = ent_json_add_table(p->answer.json, p->answer.result, "blocs", columns,
                                               ent_countof(columns));
    ent_status status = check_names(p);
    for (size_t k = 0; k < p->options->bloc_count && status == ENT_OK; k++) {
        bloc b;
        status = read_bloc(p, p->options->blocs[k], &b);
        for (size_t t = 1; t < p->y.count && status == ENT_OK; t++)
            status = put_bloc(p, table, t, &b);
        free(b.ids);
    }
    return status;
}
