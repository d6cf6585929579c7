/* `entente power`: capabilities of actors and blocs over time, how concentrated they are, who passed whom. */
#include "report/power.h"

#include "core/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void power_clear(power *p)
{
    years_members_clear(&p->states);
    years_clear(&p->y);
    free(p->of);
    free(p->value);
    free(p->marks);
    free(p->unit);
    free(p->beside);
    free(p->used);
    free(p->km);
    free(p->rank);
    for (size_t i = 0; i < ent_countof(p->scratch); i++)
        free(p->scratch[i]);
}

/* The part of the period that the states, the measure and, where they are asked for, the majors cover. */
static ent_status find_period(power *p, ent_world *world, ent_span *out)
{
    const ent_series *covers[4];
    size_t count = 0;
    bool has_majors = false;
    ent_series states, majors;
    ent_status status = years_find_states(world, &states, p->error);
    if (status == ENT_OK && (!p->options->of || strcmp(p->options->of, "majors") == 0))
        status = years_find(world, ENT_SYSTEM, "major", &majors, &has_majors, p->error);
    if (status != ENT_OK)
        return status;
    covers[count++] = &states;
    for (size_t i = 0; i < p->source_count && i < 2; i++)
        covers[count++] = &p->sources[i]; /* the components are of one file */
    if (has_majors)
        covers[count++] = &majors;
    return chosen_period(&p->options->period, covers, count, out, p->error);
}

/* ---- what the answer says of itself ---- */

static void add_measure(power *p)
{
    ent_json *json = p->answer.json;
    ent_json_value *measure = ent_json_add_object(json, p->answer.result, "measure");
    ent_json_add_text(json, measure, "id", p->name);
    ent_json_add_text(json, measure, "label", p->row ? p->row->label : p->name);
    ent_json_add_text(json, measure, "formula", p->formula);
    ent_json_add_text(json, measure, "source", p->row ? p->row->source : "as the base says");
    if (p->is_cinc)
        ent_json_add_boolean(json, measure, "rebuilt",
                             p->rebuilt && (!p->has_column || strcmp(p->beside_name, "published") == 0));
    ent_json_add_text(json, p->answer.result, "of", p->label);
}

static void add_sources(power *p)
{
    ent_json_value *table = answer_add_sources(&p->answer);
    answer_add_source(&p->answer, table, &p->states.series);
    if (p->majors.id)
        answer_add_source(&p->answer, table, &p->majors);
    for (size_t i = 0; i < p->source_count; i++)
        answer_add_source(&p->answer, table, &p->sources[i]);
}

/* How far CINC as rebuilt is from the published column, over every state with both. */
static void add_check(power *p)
{
    long long compared = 0, only[2] = {0};
    double largest = 0;
    if (!p->beside)
        return;
    for (size_t at = p->y.places; at < p->y.count * p->y.places; at++) {
        bool has = !isnan(p->value[at]), beside = !isnan(p->beside[at]);
        only[0] += has && !beside;
        only[1] += beside && !has;
        compared += has && beside;
        if (has && beside)
            largest = fmax(largest, fabs(p->value[at] - p->beside[at]));
    }
    bool value_rebuilt = strcmp(p->beside_name, "published") == 0;
    ent_json_value *check = ent_json_add_object(p->answer.json, p->answer.result, "check");
    ent_json_add_text(p->answer.json, check, "what", "CINC published and rebuilt from its components");
    ent_json_add_integer(p->answer.json, check, "compared", compared);
    ent_json_add_number(p->answer.json, check, "largest_difference", largest);
    ent_json_add_integer(p->answer.json, check, "only_published", only[value_rebuilt ? 1 : 0]);
    ent_json_add_integer(p->answer.json, check, "only_rebuilt", only[value_rebuilt ? 0 : 1]);
}

/* A row for an actor that lacks values: how many, and within which years. */
static void add_missing_actor(power *p, ent_json_value *table, size_t place)
{
    size_t count = 0, first = 0, last = 0;
    for (size_t t = 1; t < p->y.count; t++) {
        size_t at = t * p->y.places + place;
        if (!p->of[at] || !isnan(p->value[at]))
            continue;
        first = count++ ? first : t;
        last = t;
    }
    if (count == 0)
        return;
    ent_json *json = p->answer.json;
    ent_json_add_text(json, ent_json_get(table, "actor"), NULL,
                      ent_world_actor(p->y.world, (int)place)->abb);
    ent_json_add_integer(json, ent_json_get(table, "values"), NULL, (long long)count);
    ent_json_add_integer(json, ent_json_get(table, "from"), NULL, years_year(&p->y, first));
    ent_json_add_integer(json, ent_json_get(table, "to"), NULL, years_year(&p->y, last));
}

/* At how many times a value of a state is below zero, so that there are no shares. */
static long long times_without_shares(const power *p)
{
    long long times = 0;
    for (size_t t = 1; t < p->y.count; t++) {
        bool below = false;
        for (size_t at = t * p->y.places; at < (t + 1) * p->y.places && !below; at++)
            below = p->states.in[at] && p->value[at] < 0;
        times += below;
    }
    return times;
}

/* How many of the values that were asked for are not there, whose they are, how many are in doubt. */
static void add_missing(power *p)
{
    static const char *const columns[] = {"actor", "values", "from", "to"};
    long long missing = 0, wanted = 0;
    for (size_t at = p->y.places; at < p->y.count * p->y.places; at++) {
        wanted += p->of[at];
        missing += p->of[at] && isnan(p->value[at]);
        p->doubted += p->of[at] && !isnan(p->value[at]) && p->marks[at];
    }
    ent_json_value *object = ent_json_add_object(p->answer.json, p->answer.result, "missing");
    ent_json_add_integer(p->answer.json, object, "values", missing);
    ent_json_add_integer(p->answer.json, object, "of", wanted);
    ent_json_add_text(p->answer.json, object, "treatment",
                      "left out of sums, shares and ranks, and counted; never read as zero");
    ent_json_add_integer(p->answer.json, object, "times_without_shares", times_without_shares(p));
    ent_json_value *table =
        ent_json_add_table(p->answer.json, object, "actors", columns, ent_countof(columns));
    for (size_t place = 1; place < p->y.places; place++)
        add_missing_actor(p, table, place);
    ent_json_add_integer(p->answer.json, p->answer.result, "marked", (long long)p->doubted);
}

static ent_status choose_table(power *p)
{
    static const char *const tables[] = {"actors", "concentration", "transitions", "blocs"};
    const char *asked = p->options->table ? p->options->table : "actors";
    for (size_t i = 0; i < ent_countof(tables); i++)
        if (strcmp(tables[i], asked) == 0) {
            ent_json_add_text(p->answer.json, p->answer.result, "main", asked);
            return ENT_OK;
        }
    return ent_fail(p->error, ENT_ERR_ARGUMENT, "--table '%.40s' is unknown; expected actors, "
                    "concentration, transitions, blocs", asked);
}

/* ---- all ---- */

static ent_status read_all(power *p, ent_world *world)
{
    ent_span span;
    ent_status status = power_resolve(p, world);
    if (status == ENT_OK)
        status = find_period(p, world, &span);
    if (status == ENT_OK)
        status = years_open(&p->y, world, span, p->options->period.is_day, p->error);
    if (status == ENT_OK)
        status = years_read_states(&p->y, &p->states, p->error);
    if (status == ENT_OK)
        status = chosen_actors(&p->y, &p->states, p->options->of, &p->of, p->label, &p->majors,
                               p->error);
    if (status == ENT_OK)
        status = power_read(p);
    return status == ENT_OK ? power_read_distance(p) : status;
}

static ent_status write_all(power *p)
{
    ent_status status = choose_table(p);
    add_measure(p);
    chosen_add_period(&p->answer, &p->y, &p->options->period);
    add_sources(p);
    add_missing(p);
    add_check(p);
    if (status == ENT_OK)
        status = power_add_actors(p);
    if (status == ENT_OK)
        status = power_add_concentration(p);
    if (status == ENT_OK)
        status = power_add_transitions(p);
    return status == ENT_OK ? power_add_blocs(p) : status;
}

ent_status ent_power_report(ent_world *world, const char *path, const ent_power_options *options,
                            ent_json **out, ent_error *error)
{
    power p = {.options = options, .error = error,
               .name = options->measure ? options->measure : "cinc"};
    *out = NULL;
    ent_status status = answer_begin(&p.answer, "power", error);
    if (status != ENT_OK)
        return status;
    status = answer_input_world(&p.answer, world, path, error);
    if (status == ENT_OK)
        status = read_all(&p, world);
    if (status == ENT_OK)
        status = write_all(&p);
    power_clear(&p);
    return answer_end(&p.answer, status, out, error);
}
