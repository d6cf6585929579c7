/* Applying interventions to a snapshot, and finding the members of blocs. Ties are changed in the lists
 * of the layers; the matrices are made anew at the end. */
#include "scenario/scenario.h"

#include "core/text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What an intervention works on. */
typedef struct {
    const ent_scenario *scenario;
    const ent_intervention *it;
    ent_snapshot *snapshot;
    uint8_t *removed;
    ent_error *error;
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

static int find_treaty(const ent_snapshot *snapshot, const char *code)
{
    for (size_t i = 0; i < snapshot->treaty_count; i++)
        if (strcmp(snapshot->treaties[i].code, code) == 0)
            return (int)i;
    return -1;
}

static ent_status need_treaty(applying *a, int *out)
{
    *out = find_treaty(a->snapshot, a->it->treaty);
    return *out >= 0 ? ENT_OK
                     : fail_here(a, "no treaty '%.60s' ties anyone in the base", a->it->treaty);
}

static ent_status need_layer(applying *a, const char *name, ent_layer **out)
{
    *out = ent_snapshot_layer(a->snapshot, name);
    return *out ? ENT_OK : fail_here(a, "the base has no layer '%s'", name);
}

/* The layer for a tie that an intervention makes. Where the base says nothing of such ties it is empty,
 * and holds what the interventions add. */
static ent_status make_layer(applying *a, const char *name, bool directed, ent_scale scale,
                             ent_layer **out)
{
    ent_snapshot *s = a->snapshot;
    *out = ent_snapshot_layer(s, name);
    if (*out)
        return ENT_OK;
    ent_layer *layers = realloc(s->layers, (s->layer_count + 1) * sizeof *layers);
    if (!layers)
        return ent_fail_memory(a->error);
    s->layers = layers;
    *out = &layers[s->layer_count++];
    **out = (ent_layer){.source = "interventions", .directed = directed, .measure = ENT_ORDERED,
                        .scale = scale, .covered = true,
                        .covers = {a->it->date.from, ENT_DAY_LAST}};
    snprintf((*out)->name, sizeof (*out)->name, "%s", name);
    return ENT_OK;
}

/* ---- treaties ---- */

static ent_status add_tie(applying *a, ent_layer *layer, const ent_snapshot_tie *tie)
{
    if (!ent_grow(&layer->ties, layer->tie_count, &layer->tie_capacity, sizeof *layer->ties))
        return ent_fail_memory(a->error);
    layer->ties[layer->tie_count++] = *tie;
    return ENT_OK;
}

/* What each owes the other by a treaty. */
static ent_status bind_pair(applying *a, ent_layer *layer, int treaty, int x, int y,
                            unsigned x_owes, unsigned y_owes)
{
    ent_scale scale = layer->scale == ENT_SCALE_NONE ? ENT_SCALE_COW : layer->scale;
    ent_snapshot_tie tie = {.a = x, .b = y, .treaty = treaty, .obligations = x_owes,
                            .level = ent_alliance_level(scale, x_owes), .marks = a->it->marks,
                            .value = (double)NAN, .source_text = -1};
    ent_status status = add_tie(a, layer, &tie);
    tie.a = y;
    tie.b = x;
    tie.obligations = y_owes;
    tie.level = ent_alliance_level(scale, y_owes);
    return status == ENT_OK ? add_tie(a, layer, &tie) : status;
}

static ent_status apply_treaty_signed(applying *a)
{
    ent_snapshot *s = a->snapshot;
    ent_layer *layer;
    ent_status status = make_layer(a, "alliance", true, ENT_SCALE_COW, &layer);
    if (status != ENT_OK)
        return status;
    if (find_treaty(s, a->it->treaty) >= 0)
        return fail_here(a, "treaty '%.60s' is in force in the base already", a->it->treaty);
    if (strlen(a->it->treaty) >= sizeof s->treaties->code)
        return fail_here(a, "treaty '%.60s...' has too long an id", a->it->treaty);
    if (!ent_grow(&s->treaties, s->treaty_count, &s->treaty_capacity, sizeof *s->treaties))
        return ent_fail_memory(a->error);
    int treaty = (int)s->treaty_count;
    ent_snapshot_treaty *added = &s->treaties[s->treaty_count++];
    *added = (ent_snapshot_treaty){.marks = a->it->marks, .obligations = a->it->obligations,
                                   .span = {a->it->date.from, ENT_DAY_LAST}};
    snprintf(added->code, sizeof added->code, "%s", a->it->treaty);
    snprintf(added->name, sizeof added->name, "%s", a->it->name ? a->it->name : a->it->treaty);
    for (size_t i = 0; i < a->it->actor_count && status == ENT_OK; i++) {
        int x, y;
        status = find_actor(a, i, &x);
        for (size_t j = i + 1; j < a->it->actor_count && status == ENT_OK; j++) {
            status = find_actor(a, j, &y);
            if (status == ENT_OK && x == y)
                return scenario_fail(a->scenario, a->it->places[j], a->error,
                                     "member '%.60s' stands twice", a->it->actors[j]);
            if (status == ENT_OK)
                status = bind_pair(a, layer, treaty, x, y, a->it->obligations, a->it->obligations);
        }
    }
    return status;
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

static ent_status apply_treaty_ended(applying *a)
{
    ent_layer *layer;
    int treaty;
    ent_status status = need_layer(a, "alliance", &layer);
    if (status == ENT_OK)
        status = need_treaty(a, &treaty);
    if (status != ENT_OK)
        return status;
    drop_ties(layer, of_treaty, treaty, 0);
    a->snapshot->treaties[treaty].code[0] = '\0'; /* its id is free again */
    return ENT_OK;
}

static ent_status apply_treaty_left(applying *a)
{
    ent_layer *layer;
    int treaty, actor;
    ent_status status = need_layer(a, "alliance", &layer);
    if (status == ENT_OK)
        status = need_treaty(a, &treaty);
    if (status == ENT_OK)
        status = find_actor(a, 0, &actor);
    if (status == ENT_OK && drop_ties(layer, of_member, treaty, actor) == 0)
        return scenario_fail(a->scenario, a->it->places[0], a->error,
                             "'%.60s' is no member of treaty '%.60s'", a->it->actors[0],
                             a->it->treaty);
    return status;
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

/* A new member owes each member what is written, or what the members owe each other. */
static ent_status apply_treaty_joined(applying *a)
{
    ent_layer *layer;
    int treaty, actor;
    ent_status status = need_layer(a, "alliance", &layer);
    if (status == ENT_OK)
        status = need_treaty(a, &treaty);
    if (status == ENT_OK)
        status = find_actor(a, 0, &actor);
    if (status != ENT_OK)
        return status;
    size_t n = a->snapshot->actor_count, members = 0;
    unsigned *owed = ent_new_array(n, sizeof *owed), all = 0;
    uint8_t *member = ent_new_array(n, 1);
    if (!owed || !member) {
        status = ent_fail_memory(a->error);
        goto done;
    }
    for (size_t i = 0; i < layer->tie_count; i++)
        if (layer->ties[i].treaty == treaty)
            member[layer->ties[i].a] = member[layer->ties[i].b] = 1;
    for (size_t i = 0; i < n; i++) {
        owed[i] = owed_by(layer, treaty, (int)i);
        all |= owed[i];
        members += member[i];
    }
    if (members == 0)
        status = fail_here(a, "treaty '%.60s' has no members left to be tied to", a->it->treaty);
    if (member[actor]) {
        status = scenario_fail(a->scenario, a->it->places[0], a->error,
                               "'%.60s' is a member of treaty '%.60s' already", a->it->actors[0],
                               a->it->treaty);
        goto done;
    }
    unsigned own = a->it->obligations ? a->it->obligations : all;
    for (size_t i = 0; i < n && status == ENT_OK; i++)
        if (member[i])
            status = bind_pair(a, layer, treaty, actor, (int)i, own, owed[i]);
done:
    free(owed);
    free(member);
    return status;
}

/* ---- rivalries ---- */

static ent_status apply_rivalry_started(applying *a)
{
    ent_layer *layer;
    int x, y;
    ent_status status = make_layer(a, "rivalry", false, ENT_SCALE_NONE, &layer);
    if (status == ENT_OK)
        status = find_actor(a, 0, &x);
    if (status == ENT_OK)
        status = find_actor(a, 1, &y);
    if (status != ENT_OK)
        return status;
    if (x == y)
        return fail_here(a, "'%.60s' cannot be its own rival", a->it->actors[0]);
    for (size_t i = 0; i < layer->tie_count; i++)
        if (of_pair(&layer->ties[i], x, y))
            return fail_here(a, "'%.60s' and the other are rivals already", a->it->actors[0]);
    ent_snapshot_tie tie = {.a = x < y ? x : y, .b = x < y ? y : x, .treaty = -1, .level = 1,
                            .marks = a->it->marks, .value = (double)NAN, .source_text = -1};
    return add_tie(a, layer, &tie);
}

static ent_status apply_rivalry_ended(applying *a)
{
    ent_layer *layer;
    int x, y;
    ent_status status = need_layer(a, "rivalry", &layer);
    if (status == ENT_OK)
        status = find_actor(a, 0, &x);
    if (status == ENT_OK)
        status = find_actor(a, 1, &y);
    if (status == ENT_OK && drop_ties(layer, of_pair, x, y) == 0)
        return fail_here(a, "there is no rivalry of '%.60s' with the other to end",
                         a->it->actors[0]);
    return status;
}

/* ---- attributes ---- */

static ent_status need_attribute(applying *a, ent_attribute **out)
{
    *out = ent_snapshot_attribute(a->snapshot, a->it->attribute);
    if (!*out || !(*out)->covered)
        return fail_here(a, "the base has no attribute '%.60s'", a->it->attribute);
    return ENT_OK;
}

/* The value of an actor, which must be known. */
static ent_status need_value(applying *a, const ent_attribute *attribute, size_t i, int *actor)
{
    ent_status status = find_actor(a, i, actor);
    if (status == ENT_OK && attribute->missing[*actor])
        return scenario_fail(a->scenario, a->it->places[i], a->error,
                             "'%.60s' has no %s in the base", a->it->actors[i], attribute->name);
    return status;
}

static ent_status apply_attribute_set(applying *a)
{
    ent_attribute *attribute;
    int actor;
    ent_status status = need_attribute(a, &attribute);
    if (status == ENT_OK)
        status = find_actor(a, 0, &actor);
    if (status != ENT_OK)
        return status;
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

static ent_status apply_attribute_scaled(applying *a)
{
    ent_attribute *attribute;
    int actor;
    ent_status status = need_attribute(a, &attribute);
    if (status == ENT_OK)
        status = need_value(a, attribute, 0, &actor);
    if (status == ENT_OK)
        attribute->value[actor] *= a->it->number;
    return status;
}

static ent_status apply_attribute_transferred(applying *a)
{
    ent_attribute *attribute;
    int giver, taker;
    ent_status status = need_attribute(a, &attribute);
    if (status == ENT_OK)
        status = need_value(a, attribute, 0, &giver);
    if (status == ENT_OK)
        status = need_value(a, attribute, 1, &taker);
    if (status != ENT_OK)
        return status;
    if (giver == taker)
        return fail_here(a, "'%.60s' cannot give to itself", a->it->actors[0]);
    double amount = a->it->is_share ? a->it->number * attribute->value[giver] : a->it->number;
    if (amount > attribute->value[giver])
        return scenario_fail(a->scenario, a->it->place, a->error,
                             "'%.60s' has only %.10g of %s, less than %.10g", a->it->actors[0],
                             attribute->value[giver], attribute->name, amount);
    attribute->value[giver] -= amount;
    attribute->value[taker] += amount;
    return ENT_OK;
}

static ent_status apply_actor_removed(applying *a)
{
    ent_snapshot *s = a->snapshot;
    int actor;
    ent_status status = find_actor(a, 0, &actor);
    if (status != ENT_OK)
        return status;
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

static ent_status apply_one(applying *a)
{
    static ent_status (*const functions[])(applying *) = {
        [ENT_TREATY_SIGNED] = apply_treaty_signed,
        [ENT_TREATY_ENDED] = apply_treaty_ended,
        [ENT_TREATY_JOINED] = apply_treaty_joined,
        [ENT_TREATY_LEFT] = apply_treaty_left,
        [ENT_RIVALRY_STARTED] = apply_rivalry_started,
        [ENT_RIVALRY_ENDED] = apply_rivalry_ended,
        [ENT_ATTRIBUTE_SET] = apply_attribute_set,
        [ENT_ATTRIBUTE_SCALED] = apply_attribute_scaled,
        [ENT_ATTRIBUTE_TRANSFERRED] = apply_attribute_transferred,
        [ENT_ACTOR_REMOVED] = apply_actor_removed,
    };
    return functions[a->it->kind](a);
}

ent_status ent_scenario_apply(const ent_scenario *scenario, ent_snapshot *snapshot,
                              uint8_t *removed, ent_error *error)
{
    const ent_scenario_content *content = &scenario->content;
    ent_status status = ENT_OK;
    memset(removed, 0, snapshot->actor_count);
    for (size_t i = 0; i < content->intervention_count && status == ENT_OK; i++) {
        applying a = {scenario, &content->interventions[i], snapshot, removed, error};
        status = apply_one(&a);
    }
    for (size_t i = 0; i < snapshot->layer_count && status == ENT_OK; i++)
        status = ent_layer_compile(&snapshot->layers[i], snapshot->actor_count, error);
    return status;
}

/* ---- blocs ---- */

static ent_status treaty_members(const ent_scenario *scenario, const ent_scenario_bloc *bloc,
                                 const ent_snapshot *snapshot, uint8_t *member, ent_error *error)
{
    const ent_layer *layer = ent_snapshot_layer(snapshot, "alliance");
    int treaty = find_treaty(snapshot, bloc->treaty);
    if (!layer || treaty < 0)
        return ent_fail(error, ENT_ERR_INPUT, "%s: bloc '%s': no treaty '%.60s' ties anyone",
                        ent_yaml_name(scenario->yaml), bloc->id, bloc->treaty);
    for (size_t i = 0; i < layer->tie_count; i++)
        if (layer->ties[i].treaty == treaty)
            member[layer->ties[i].a] = member[layer->ties[i].b] = 1;
    return ENT_OK;
}

ent_status ent_scenario_members(const ent_scenario *scenario, const ent_scenario_bloc *bloc,
                                const ent_snapshot *snapshot, uint8_t *member, char **absent,
                                ent_error *error)
{
    ent_buffer list = {0};
    size_t found = 0;
    memset(member, 0, snapshot->actor_count);
    if (absent)
        *absent = NULL;
    if (bloc->treaty)
        return treaty_members(scenario, bloc, snapshot, member, error);
    for (size_t i = 0; i < bloc->member_count; i++) {
        int actor = ent_snapshot_find(snapshot, bloc->members[i]);
        if (actor < 0) {
            ent_buffer_format(&list, "%s%s", list.length ? ", " : "", bloc->members[i]);
            continue;
        }
        found += !member[actor];
        member[actor] = 1;
    }
    ent_status status = list.failed ? ent_fail_memory(error) : ENT_OK;
    if (status == ENT_OK && found == 0) {
        char day[11];
        status = scenario_fail(scenario, bloc->places[0], error,
                               "no member of bloc '%s' (%.100s) is in the base on %s", bloc->id,
                               ent_buffer_text(&list), ent_day_format(snapshot->day, day));
    }
    if (status == ENT_OK && absent && list.length > 0)
        *absent = list.data;
    else
        ent_buffer_clear(&list);
    return status;
}
