/* The section of a run on poles: how concentrated each measure of power is, before and after.
 *
 * Two ways to count. Actors: each alone. Poles: actors of one bloc who are bound to each other by duties of
 * defence, directly or through others of the bloc, count as one; every other actor is one. So a pact that is
 * signed within a bloc makes two poles one, and a pact that ends takes a pole apart. A pole has the sum of
 * its members with data. */
#include "report/run.h"

#include "core/memory.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { POLES_LISTED = 16 };

/* The units that are counted in one state. */
typedef struct {
    const ent_snapshot *state;
    size_t count;
    size_t *unit;        /* [n] of an actor; n for one that was removed */
    size_t *first, *size; /* [count] first member, how many */
    double *value;       /* [count] NaN if no member has data */
    size_t *lacking;     /* [count] members without data */
    size_t *order;       /* [count] the strongest first */
} units;

static void clear(units *u)
{
    free(u->unit);
    free(u->first);
    free(u->size);
    free(u->value);
    free(u->lacking);
    free(u->order);
}

static ent_status reserve(units *u, ent_error *error)
{
    size_t n = u->state->actor_count;
    u->unit = ent_new_array(n, sizeof *u->unit);
    u->first = ent_new_array(n, sizeof *u->first);
    u->size = ent_new_array(n, sizeof *u->size);
    u->value = ent_new_array(n, sizeof *u->value);
    u->lacking = ent_new_array(n, sizeof *u->lacking);
    u->order = ent_new_array(n, sizeof *u->order);
    return u->unit && u->first && u->size && u->value && u->lacking && u->order
               ? ENT_OK : ent_fail_memory(error);
}

/* ---- who counts together ---- */

/* All that stand for `from` now stand for `to`. */
static void merge(units *u, size_t from, size_t to)
{
    for (size_t i = 0; i < u->state->actor_count; i++)
        if (u->unit[i] == from)
            u->unit[i] = to;
}

static void join_bloc(units *u, const uint8_t *member)
{
    size_t n = u->state->actor_count;
    for (size_t i = 0; i < n; i++)
        for (size_t j = i + 1; j < n && member[i]; j++) {
            size_t a = u->unit[i], b = u->unit[j];
            if (member[j] && a != b && a < n && b < n && run_are_bound(u->state, i, j))
                merge(u, a > b ? a : b, a < b ? a : b);
        }
}

/* Number the units in the order of their first members. */
static void number_units(units *u)
{
    size_t n = u->state->actor_count;
    for (size_t i = 0; i < n; i++) {
        if (u->unit[i] == n)
            continue;
        if (u->unit[i] == i) {
            u->first[u->count] = i;
            u->unit[i] = u->count++;
        } else {
            u->unit[i] = u->unit[u->unit[i]];
        }
        u->size[u->unit[i]]++;
    }
}

static ent_status open(const running *run, int after, bool poles, units *u, ent_error *error)
{
    *u = (units){.state = run_state(run, after)};
    ent_status status = reserve(u, error);
    if (status != ENT_OK)
        return status;
    for (size_t i = 0; i < u->state->actor_count; i++)
        u->unit[i] = after && run->removed[i] ? u->state->actor_count : i;
    for (size_t b = 0; poles && b < run->content->bloc_count; b++)
        join_bloc(u, run->members[after][b]);
    number_units(u);
    return ENT_OK;
}

/* ---- their strength ---- */

static void measure_units(units *u, const ent_measure *measure)
{
    for (size_t k = 0; k < u->count; k++) {
        u->value[k] = (double)NAN;
        u->lacking[k] = 0;
    }
    for (size_t i = 0; i < u->state->actor_count; i++) {
        size_t k = u->unit[i];
        if (k == u->state->actor_count)
            continue;
        double value = ent_measure_value(u->state, measure, i);
        if (isnan(value))
            u->lacking[k]++;
        else
            u->value[k] = isnan(u->value[k]) ? value : u->value[k] + value;
    }
}

static bool stronger(const units *u, size_t a, size_t b)
{
    return u->value[a] > u->value[b] || (isnan(u->value[b]) && !isnan(u->value[a]));
}

static void sort_units(units *u)
{
    for (size_t k = 0; k < u->count; k++) {
        size_t at = k;
        for (; at > 0 && stronger(u, k, u->order[at - 1]); at--)
            u->order[at] = u->order[at - 1];
        u->order[at] = k;
    }
}

/* ---- writing ---- */

static ent_concentration add_concentration(running *run, ent_json_value *table,
                                           const ent_measure *measure, const units *u,
                                           const char *counted, int after)
{
    ent_concentration c = ent_concentration_of(u->value, u->count);
    size_t incomplete = 0;
    for (size_t k = 0; k < u->count; k++)
        incomplete += u->lacking[k] > 0 && !isnan(u->value[k]);
    run_cell_text(run, table, "measure", measure->id);
    run_cell_text(run, table, "counted", counted);
    run_cell_text(run, table, "when", run_when(after));
    run_cell_integer(run, table, "n", c.n);
    run_cell_integer(run, table, "missing", c.missing);
    run_cell_integer(run, table, "incomplete", incomplete);
    run_cell_number(run, table, "con", c.con);
    run_cell_number(run, table, "hhi", c.hhi);
    run_cell_number(run, table, "effective", c.effective);
    run_cell_number(run, table, "top", c.top);
    run_cell_number(run, table, "top_two", c.top_two);
    return c;
}

/* The bloc that a pole is of. */
static const ent_scenario_bloc *bloc_of(const running *run, int after, size_t actor, size_t *members)
{
    for (size_t b = 0; b < run->content->bloc_count; b++) {
        const uint8_t *mask = run->members[after][b];
        if (!mask[actor])
            continue;
        *members = 0;
        for (size_t i = 0; i < run->before->actor_count; i++)
            *members += mask[i];
        return &run->content->blocs[b];
    }
    return NULL;
}

/* "NATO-28", "NATO-28 (27 of 28)", "Japan". */
static void name_pole(const running *run, const units *u, int after, size_t k, char text[160])
{
    size_t members = 0;
    const ent_scenario_bloc *bloc = bloc_of(run, after, u->first[k], &members);
    if (u->size[k] == 1 || !bloc)
        snprintf(text, 160, "%s", u->state->actors[u->first[k]].name);
    else if (u->size[k] == members)
        snprintf(text, 160, "%.150s", bloc->name);
    else if (u->size[k] < members)
        snprintf(text, 160, "%.100s (%zu of %zu)", bloc->name, u->size[k], members);
    else
        snprintf(text, 160, "%.100s and %zu bound to it", bloc->name, u->size[k] - members);
}

/* What a pole is called before and after alike: the bloc's id; of a second pole of the same bloc, and of an
 * actor alone, the first member. */
static const char *id_of(const running *run, const units *u, int after, size_t k)
{
    size_t members;
    const ent_scenario_bloc *bloc = bloc_of(run, after, u->first[k], &members);
    bool first = bloc && u->size[k] > 1;
    for (size_t earlier = 0; earlier < k && first; earlier++)
        first = u->size[earlier] == 1 || bloc_of(run, after, u->first[earlier], &members) != bloc;
    return first ? bloc->id : u->state->actors[u->first[k]].abb;
}

static void add_poles(running *run, ent_json_value *table, const ent_measure *measure, units *u,
                      const ent_concentration *c, int after)
{
    sort_units(u);
    for (size_t r = 0; r < u->count && r < POLES_LISTED && !isnan(u->value[u->order[r]]); r++) {
        size_t k = u->order[r];
        char name[160];
        name_pole(run, u, after, k, name);
        run_cell_text(run, table, "measure", measure->id);
        run_cell_text(run, table, "when", run_when(after));
        run_cell_text(run, table, "id", id_of(run, u, after, k));
        run_cell_text(run, table, "pole", name);
        run_cell_integer(run, table, "members", u->size[k]);
        run_cell_integer(run, table, "lacking", u->lacking[k]);
        run_cell_number(run, table, "value", u->value[k]);
        run_cell_number(run, table, "share", u->value[k] / c->total);
    }
}

static ent_status add_state(running *run, ent_json_value *tables[2], int after, bool poles,
                            ent_error *error)
{
    units u;
    const ent_measure *measure;
    ent_status status = open(run, after, poles, &u, error);
    for (size_t m = 0; status == ENT_OK && (measure = ent_measure_at(m)); m++) {
        if (!ent_measure_known(run->before, measure))
            continue;
        measure_units(&u, measure);
        ent_concentration c = add_concentration(run, tables[0], measure, &u,
                                                poles ? "poles" : "actors", after);
        if (poles)
            add_poles(run, tables[1], measure, &u, &c, after);
    }
    clear(&u);
    return status;
}

ent_status run_add_poles(running *run, ent_error *error)
{
    static const char *const columns[] = {"measure", "counted", "when", "n", "missing", "incomplete",
                                          "con", "hhi", "effective", "top", "top_two"};
    static const char *const pole_columns[] = {"measure", "when", "id", "pole", "members", 
                                               "lacking", "value", "share"};
    ent_json *json = run->answer.json;
    ent_json_value *object = ent_json_add_object(json, run->answer.result, "concentration");
    (void)run_layers_known(run, object, (const char *const[]){"alliance"}, 1);
    ent_json_value *tables[2];
    tables[0] = ent_json_add_table(json, object, "measures", columns, ent_countof(columns));
    tables[1] = ent_json_add_table(json, object, "poles", pole_columns, ent_countof(pole_columns));
    ent_status status = ENT_OK;
    for (int poles = 1; poles >= 0; poles--)
        for (int after = 0; after < 2 && status == ENT_OK; after++)
            status = add_state(run, tables, after, poles == 1, error);
    return status;
}
