/* Applying interventions to a snapshot. What a kind works on (a layer, a treaty, actors, an attribute) is
 * found in one place, `prepare`, by its row in the table below. Ties are changed in the lists of the
 * layers; the matrices are made anew at the end. */
#include "scenario/scenario.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* An intervention being applied, and what it works on. */
typedef struct {
    const ent_scenario *scenario;
    const ent_intervention *it;
    ent_snapshot *snapshot;
    uint8_t *removed;
    ent_error *error;
    ent_layer *layer;
    ent_attribute *attribute;
    int treaty;   /* index in the snapshot */
    int actor[2]; /* indices of the actors that it names; members of a treaty are looked up apart */
} applying;

static ent_status fail_here(applying *a, const char *message, const char *what)
{
    return scenario_fail(a->scenario, a->it->place, a->error, message, what);
}

/* The i-th actor of the intervention. */
static ent_status find_actor(applying *a, size_t i, int *out)
{
    *out = ent_snapshot_find(a->snapshot, a->it->actors[i]);
    if (*out >= 0)
        return ENT_OK;
    char day[11];
    return scenario_fail(a->scenario, a->it->places[i], a->error,
                         "no actor '%.60s' in the base on %s", a->it->actors[i],
                         ent_day_format(a->snapshot->day, day));
}

/* The layer for a tie that an intervention makes. Where the base says nothing of such ties it is empty,
 * and holds what the interventions add. */
static ent_status make_layer(applying *a, const char *name, bool directed, ent_scale scale)
{
    ent_snapshot *s = a->snapshot;
    ent_layer *layers = realloc(s->layers, (s->layer_count + 1) * sizeof *layers);
    if (!layers)
        return ent_fail_memory(a->error);
    s->layers = layers;
    a->layer = &layers[s->layer_count++];
    *a->layer = (ent_layer){.source = "interventions", .directed = directed, .measure = ENT_ORDERED,
                        .scale = scale, .covered = true,
                        .covers = {a->it->date.from, ENT_DAY_LAST}};
    snprintf(a->layer->name, sizeof a->layer->name, "%s", name);
    return ENT_OK;
}

/* ---- ties ---- */

static ent_status add_tie(applying *a, const ent_snapshot_tie *tie)
{
    ent_layer *layer = a->layer;
    if (!ent_grow(&layer->ties, layer->tie_count, &layer->tie_capacity, sizeof *layer->ties))
        return ent_fail_memory(a->error);
    layer->ties[layer->tie_count++] = *tie;
    return ENT_OK;
}

/* Drop the ties that `drop` picks. */
typedef bool drop_tie(const ent_snapshot_tie *tie, int p, int q);

static size_t drop_ties(ent_layer *layer, drop_tie *drop, int p, int q)
{
    size_t kept = 0;
    for (size_t i = 0; i < layer->tie_count; i++)
        if (!drop(&layer->ties[i], p, q))
            layer->ties[kept++] = layer->ties[i];
    size_t dropped = layer->tie_count - kept;
    layer->tie_count = kept;
    return dropped;
}

static bool of_treaty(const ent_snapshot_tie *tie, int treaty, int unused)
{
    (void)unused;
    return tie->treaty == treaty;
}

static bool of_member(const ent_snapshot_tie *tie, int treaty, int actor)
{
    return tie->treaty == treaty && (tie->a == actor || tie->b == actor);
}

static bool of_pair(const ent_snapshot_tie *tie, int x, int y)
{
    return (tie->a == x && tie->b == y) || (tie->a == y && tie->b == x);
}

static bool of_actor(const ent_snapshot_tie *tie, int actor, int unused)
{
    (void)unused;
    return tie->a == actor || tie->b == actor;
}

/* ---- treaties ---- */

/* What each owes the other by a treaty. */
static ent_status bind_pair(applying *a, int treaty, int x, int y, unsigned x_owes, unsigned y_owes)
{
    ent_layer *layer = a->layer;
    ent_scale scale = layer->scale == ENT_SCALE_NONE ? ENT_SCALE_COW : layer->scale;
    ent_snapshot_tie tie = {.a = x, .b = y, .treaty = treaty, .obligations = x_owes,
                            .level = ent_alliance_level(scale, x_owes), .marks = a->it->marks,
                            .value = (double)NAN, .source_text = -1};
    ent_status status = add_tie(a, &tie);
    tie.a = y;
    tie.b = x;
    tie.obligations = y_owes;
    tie.level = ent_alliance_level(scale, y_owes);
    return status == ENT_OK ? add_tie(a, &tie) : status;
}

/* A place for a new treaty; *out is its index. */
static ent_status add_treaty(applying *a, int *out)
{
    ent_snapshot *s = a->snapshot;
    if (scenario_find_treaty(s, a->it->treaty) >= 0)
        return fail_here(a, "treaty '%.60s' is in force in the base already", a->it->treaty);
    if (strlen(a->it->treaty) >= sizeof s->treaties->code)
        return fail_here(a, "treaty '%.60s...' has too long an id", a->it->treaty);
    if (!ent_grow(&s->treaties, s->treaty_count, &s->treaty_capacity, sizeof *s->treaties))
        return ent_fail_memory(a->error);
    *out = (int)s->treaty_count;
    ent_snapshot_treaty *added = &s->treaties[s->treaty_count++];
    *added = (ent_snapshot_treaty){.marks = a->it->marks,
                                   .span = {a->it->date.from, ENT_DAY_LAST}};
    snprintf(added->code, sizeof added->code, "%s", a->it->treaty);
    snprintf(added->name, sizeof added->name, "%s", a->it->name ? a->it->name : a->it->treaty);
    return ENT_OK;
}

static ent_status apply_treaty_signed(applying *a)
{
    int treaty = -1;
    ent_status status = add_treaty(a, &treaty);
    for (size_t i = 0; i < a->it->actor_count && status == ENT_OK; i++) {
        int x, y;
        status = find_actor(a, i, &x);
        for (size_t j = i + 1; j < a->it->actor_count && status == ENT_OK; j++) {
            status = find_actor(a, j, &y);
            if (status == ENT_OK && x == y)
                return scenario_fail(a->scenario, a->it->places[j], a->error,
                                     "member '%.60s' stands twice", a->it->actors[j]);
            if (status == ENT_OK)
                status = bind_pair(a, treaty, x, y, a->it->obligations, a->it->obligations);
        }
    }
    return status;
}

static ent_status apply_treaty_ended(applying *a)
{
    drop_ties(a->layer, of_treaty, a->treaty, 0);
    a->snapshot->treaties[a->treaty].code[0] = '\0'; /* its id is free again */
    return ENT_OK;
}

static ent_status apply_treaty_left(applying *a)
{
    if (drop_ties(a->layer, of_member, a->treaty, a->actor[0]) > 0)
        return ENT_OK;
    return scenario_fail(a->scenario, a->it->places[0], a->error,
                         "'%.60s' is no member of treaty '%.60s'", a->it->actors[0], a->it->treaty);
}

/* What a member owes the others by a treaty: what stands in its ties. */
static unsigned owed_by(const ent_layer *layer, int treaty, int actor)
{
    unsigned obligations = 0;
    for (size_t i = 0; i < layer->tie_count; i++)
        if (layer->ties[i].treaty == treaty && layer->ties[i].a == actor)
            obligations |= layer->ties[i].obligations;
    return obligations;
}

/* The members of the treaty, what each owes the others, and what any of them owes. */
static size_t read_members(const applying *a, uint8_t *member, unsigned *owed, unsigned *any)
{
    size_t count = 0;
    scenario_treaty_members(a->snapshot, a->treaty, member);
    for (size_t i = 0; i < a->snapshot->actor_count; i++) {
        owed[i] = owed_by(a->layer, a->treaty, (int)i);
        *any |= owed[i];
        count += member[i];
    }
    return count;
}

/* A new member owes each member what is written, or what the members owe each other. */
static ent_status apply_treaty_joined(applying *a)
{
    size_t n = a->snapshot->actor_count;
    unsigned any = 0, *owed = ent_new_array(n, sizeof *owed);
    uint8_t *member = ent_new_array(n, 1);
    ent_status status = owed && member ? ENT_OK : ent_fail_memory(a->error);
    if (status == ENT_OK && read_members(a, member, owed, &any) == 0)
        status = fail_here(a, "treaty '%.60s' has no members left to be tied to", a->it->treaty);
    if (status == ENT_OK && member[a->actor[0]])
        status = scenario_fail(a->scenario, a->it->places[0], a->error,
                               "'%.60s' is a member of treaty '%.60s' already", a->it->actors[0],
                               a->it->treaty);
    unsigned own = a->it->obligations ? a->it->obligations : any;
    for (size_t i = 0; i < n && status == ENT_OK; i++)
        if (member[i])
            status = bind_pair(a, a->treaty, a->actor[0], (int)i, own, owed[i]);
    free(owed);
    free(member);
    return status;
}

/* ---- rivalries ---- */

static ent_status apply_rivalry_started(applying *a)
{
    int x = a->actor[0], y = a->actor[1];
    if (x == y)
        return fail_here(a, "'%.60s' cannot be its own rival", a->it->actors[0]);
    for (size_t i = 0; i < a->layer->tie_count; i++)
        if (of_pair(&a->layer->ties[i], x, y))
            return fail_here(a, "'%.60s' and the other are rivals already", a->it->actors[0]);
    ent_snapshot_tie tie = {.a = x < y ? x : y, .b = x < y ? y : x, .treaty = -1, .level = 1,
                            .marks = a->it->marks, .value = (double)NAN, .source_text = -1};
    return add_tie(a, &tie);
}

static ent_status apply_rivalry_ended(applying *a)
{
    if (drop_ties(a->layer, of_pair, a->actor[0], a->actor[1]) > 0)
        return ENT_OK;
    return fail_here(a, "there is no rivalry of '%.60s' with the other to end", a->it->actors[0]);
}

/* ---- attributes ---- */

static ent_status apply_attribute_set(applying *a)
{
    ent_attribute *attribute = a->attribute;
    int actor = a->actor[0];
    if (a->it->unit && strcmp(a->it->unit, attribute->unit) != 0)
        return scenario_fail(a->scenario, a->it->place, a->error,
                             "unit '%.60s' is not that of %s in the base, '%s'", a->it->unit,
                             attribute->name, attribute->unit);
    attribute->value[actor] = a->it->number;
    attribute->missing[actor] = 0;
    attribute->marks[actor] = (uint8_t)a->it->marks;
    attribute->as_of[actor] = (ent_span){a->it->date.from, ENT_DAY_LAST};
    return ENT_OK;
}

/* The value of an actor, which must be known. */
static ent_status need_value(applying *a, size_t i)
{
    if (!a->attribute->missing[a->actor[i]])
        return ENT_OK;
    return scenario_fail(a->scenario, a->it->places[i], a->error, "'%.60s' has no %s in the base",
                         a->it->actors[i], a->attribute->name);
}

/* A changed value is under the doubts of the intervention too, and of its date. */
static void change_value(applying *a, int actor, double value)
{
    a->attribute->value[actor] = value;
    a->attribute->marks[actor] |= (uint8_t)a->it->marks;
    a->attribute->as_of[actor] = (ent_span){a->it->date.from, ENT_DAY_LAST};
}

static ent_status apply_attribute_scaled(applying *a)
{
    ent_status status = need_value(a, 0);
    if (status == ENT_OK)
        change_value(a, a->actor[0], a->attribute->value[a->actor[0]] * a->it->number);
    return status;
}

static ent_status apply_attribute_transferred(applying *a)
{
    const double *value = a->attribute->value;
    int giver = a->actor[0], taker = a->actor[1];
    ent_status status = need_value(a, 0);
    if (status == ENT_OK)
        status = need_value(a, 1);
    if (status != ENT_OK)
        return status;
    if (giver == taker)
        return fail_here(a, "'%.60s' cannot give to itself", a->it->actors[0]);
    double amount = a->it->is_share ? a->it->number * value[giver] : a->it->number;
    if (amount > value[giver])
        return scenario_fail(a->scenario, a->it->place, a->error,
                             "'%.60s' has only %.10g of %s, less than %.10g", a->it->actors[0],
                             value[giver], a->attribute->name, amount);
    a->attribute->marks[taker] |= a->attribute->marks[giver]; /* what is doubted goes with it */
    change_value(a, giver, value[giver] - amount);
    change_value(a, taker, value[taker] + amount);
    return ENT_OK;
}

/* ---- actors ---- */

static ent_status apply_actor_removed(applying *a)
{
    ent_snapshot *s = a->snapshot;
    int actor = a->actor[0];
    a->removed[actor] = 1;
    for (size_t i = 0; i < s->layer_count; i++)
        drop_ties(&s->layers[i], of_actor, actor, 0);
    for (size_t i = 0; i < s->attribute_count; i++) {
        s->attributes[i].value[actor] = (double)NAN;
        s->attributes[i].missing[actor] = 1;
    }
    size_t kept = 0;
    for (size_t i = 0; i < s->code_count; i++)
        if (s->codes[i].actor != actor)
            s->codes[kept++] = s->codes[i];
    s->code_count = kept;
    return ENT_OK;
}

/* ---- all of them ---- */

/* What a kind works on, found before its function is called. */
typedef struct {
    ent_status (*apply)(applying *a);
    size_t actors;      /* how many it names; 0 for a list of members */
    const char *layer;  /* whose ties it changes */
    bool makes_layer;   /* if the base has none */
    bool needs_treaty;  /* one that ties somebody in the base */
} application;

static const application applications[] = {
    [ENT_TREATY_SIGNED] = {apply_treaty_signed, 0, "alliance", true, false},
    [ENT_TREATY_ENDED] = {apply_treaty_ended, 0, "alliance", false, true},
    [ENT_TREATY_JOINED] = {apply_treaty_joined, 1, "alliance", false, true},
    [ENT_TREATY_LEFT] = {apply_treaty_left, 1, "alliance", false, true},
    [ENT_RIVALRY_STARTED] = {apply_rivalry_started, 2, "rivalry", true, false},
    [ENT_RIVALRY_ENDED] = {apply_rivalry_ended, 2, "rivalry", false, false},
    [ENT_ATTRIBUTE_SET] = {apply_attribute_set, 1, NULL, false, false},
    [ENT_ATTRIBUTE_SCALED] = {apply_attribute_scaled, 1, NULL, false, false},
    [ENT_ATTRIBUTE_TRANSFERRED] = {apply_attribute_transferred, 2, NULL, false, false},
    [ENT_ACTOR_REMOVED] = {apply_actor_removed, 1, NULL, false, false},
};

static ent_status prepare_layer(applying *a, const application *row)
{
    a->layer = ent_snapshot_layer(a->snapshot, row->layer);
    if (a->layer)
        return ENT_OK;
    if (!row->makes_layer)
        return fail_here(a, "the base has no layer '%s'", row->layer);
    bool alliance = strcmp(row->layer, "alliance") == 0;
    return make_layer(a, row->layer, alliance, alliance ? ENT_SCALE_COW : ENT_SCALE_NONE);
}

static ent_status prepare(applying *a, const application *row)
{
    ent_status status = row->layer ? prepare_layer(a, row) : ENT_OK;
    if (status == ENT_OK && row->needs_treaty) {
        a->treaty = scenario_find_treaty(a->snapshot, a->it->treaty);
        if (a->treaty < 0)
            return fail_here(a, "no treaty '%.60s' ties anyone in the base", a->it->treaty);
    }
    if (status == ENT_OK && a->it->attribute) {
        a->attribute = ent_snapshot_attribute(a->snapshot, a->it->attribute);
        if (!a->attribute || !a->attribute->covered)
            return fail_here(a, "the base has no attribute '%.60s'", a->it->attribute);
    }
    for (size_t i = 0; i < row->actors && status == ENT_OK; i++)
        status = find_actor(a, i, &a->actor[i]);
    return status;
}

static ent_status apply_range(const ent_scenario *scenario, size_t first, size_t end, ent_snapshot *snapshot,
                              uint8_t *removed, ent_error *error)
{
    ent_status status = ENT_OK;
    memset(removed, 0, snapshot->actor_count);
    for (size_t i = first; i < end && status == ENT_OK; i++) {
        applying a = {.scenario = scenario, .it = &scenario->content.interventions[i],
                      .snapshot = snapshot, .removed = removed, .error = error};
        const application *row = &applications[a.it->kind];
        status = prepare(&a, row);
        if (status == ENT_OK)
            status = row->apply(&a);
    }
    for (size_t i = 0; i < snapshot->layer_count && status == ENT_OK; i++)
        status = ent_layer_compile(&snapshot->layers[i], snapshot->actor_count, error);
    return status;
}

ent_status ent_scenario_apply(const ent_scenario *scenario, ent_snapshot *snapshot, uint8_t *removed,
                              ent_error *error)
{
    return apply_range(scenario, 0, scenario->content.intervention_count, snapshot, removed, error);
}

ent_status ent_scenario_apply_one(const ent_scenario *scenario, size_t index, ent_snapshot *snapshot,
                                  uint8_t *removed, ent_error *error)
{
    return apply_range(scenario, index, index + 1, snapshot, removed, error);
}
