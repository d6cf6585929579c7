/* The daily questions: who was a member, who was allied with whom, what was a value. Each is one row of
 * the table at the end and one function. */
#include "entente/report.h"

#include "report/answer.h"

#include "core/memory.h"
#include "core/text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A question being answered. */
typedef struct {
    ent_world *world;
    const ent_question *question;
    const char *const *arguments; /* the words after the first */
    size_t argument_count;
    answer answer;
    ent_error *error;
} asking;

static ent_json *doc(asking *q)
{
    return q->answer.json;
}

/* ---- what several answers share ---- */

/* A name for resolving: with the question's --source, if it has one. */
static const char *qualified(const asking *q, const char *name, char *buffer, size_t size)
{
    if (!q->question->source || strchr(name, '@'))
        return name;
    snprintf(buffer, size, "%s@%s", name, q->question->source);
    return buffer;
}

static ent_status resolve(asking *q, ent_series_kind kind, const char *name, ent_series *series)
{
    char buffer[160];
    ent_status status = ent_world_resolve(
        q->world, kind, qualified(q, name, buffer, sizeof buffer), series, q->error);
    if (status != ENT_OK)
        return status;
    ent_json_add_text(doc(q), q->answer.result, "source", series->source);
    answer_add_span(&q->answer, q->answer.result, "covers", series->covers);
    return ENT_OK;
}

/* Where another source of the same name covers the days, say so. */
static void suggest_source(asking *q, const ent_series *series)
{
    size_t count;
    const ent_series *all = ent_world_series(q->world, series->kind, &count);
    for (size_t i = 0; i < count; i++) {
        char hint[160];
        if (strcmp(all[i].name, series->name) != 0 || !ent_spans_meet(all[i].covers, q->question->when))
            continue;
        snprintf(hint, sizeof hint, "%.60s@%.60s covers it", all[i].name, all[i].source);
        ent_json_add_text(doc(q), q->answer.result, "hint", hint);
        return;
    }
}

/* "not covered" as an answer: value null with the reason. True if so. */
static bool not_covered(asking *q, const ent_series *series)
{
    if (ent_spans_meet(series->covers, q->question->when))
        return false;
    ent_json_add_text(doc(q), q->answer.result, "value", NULL);
    ent_json_add_text(doc(q), q->answer.result, "reason", "not covered");
    suggest_source(q, series);
    return true;
}

static ent_status spells_of(asking *q, const ent_series *series, ent_spells *spells)
{
    return ent_world_spells(q->world, series, q->question->when, spells, q->error);
}

static ent_status find_actor(asking *q, const char *code, int *actor)
{
    return ent_world_find_actor(q->world, code, q->question->when, actor, q->error);
}

static const char *abb(const asking *q, int actor)
{
    const ent_actor *a = ent_world_actor(q->world, actor);
    return a ? a->abb : "?";
}

static const char *name(const asking *q, int actor)
{
    const ent_actor *a = ent_world_actor(q->world, actor);
    return a ? a->name : "?";
}

/* Who is in a system of membership on the days asked for: in[actor], NULL if memory ran out. */
static ent_status present_actors(asking *q, const ent_series *system, uint8_t **in)
{
    ent_spells spells;
    ent_status status = spells_of(q, system, &spells);
    *in = ent_new_array(ent_world_actor_count(q->world) + 1, 1);
    if (status == ENT_OK && !*in)
        status = ent_fail_memory(q->error);
    for (size_t i = 0; i < spells.count && status == ENT_OK; i++)
        (*in)[spells.items[i].a] = 1;
    ent_spells_clear(&spells);
    return status;
}

/* Who is present, as in a snapshot: in the system "cow", else in the first. Beyond the days that it
 * covers everybody is. */
static ent_status present_states(asking *q, uint8_t **in)
{
    ent_series cow;
    size_t count;
    const ent_series *system = ent_world_series(q->world, ENT_SYSTEM, &count);
    *in = NULL;
    if (ent_world_resolve(q->world, ENT_SYSTEM, "cow", &cow, NULL) == ENT_OK)
        system = &cow;
    if (system && ent_spans_meet(system->covers, q->question->when))
        return present_actors(q, system, in);
    *in = ent_new_array(ent_world_actor_count(q->world) + 1, 1);
    if (!*in)
        return ent_fail_memory(q->error);
    memset(*in, 1, ent_world_actor_count(q->world) + 1);
    return ENT_OK;
}

/* One row of the table that goes with a list: an actor or treaty with its spell. */
static void add_span_cells(asking *q, ent_json_value *table, const ent_spell *spell)
{
    char from[11], to[11];
    bool open = spell->span.to >= ENT_DAY_LAST || (spell->marks & ENT_MARK_RIGHT_CENSORED);
    ent_json_add_text(doc(q), ent_json_get(table, "from"), NULL,
                      spell->span.from <= ENT_DAY_FIRST ? NULL
                                                        : ent_day_format(spell->span.from, from));
    ent_json_add_text(doc(q), ent_json_get(table, "to"), NULL,
                      open ? NULL : ent_day_format(spell->span.to, to));
}

static void obligations_text(unsigned obligations, char *text, size_t size)
{
    size_t used = 0;
    text[0] = '\0';
    for (unsigned bit = 1; bit <= ENT_OBLIGATIONS_ALL && used < size; bit <<= 1)
        if (obligations & bit)
            used += (size_t)snprintf(text + used, size - used, "%s%s", used ? ";" : "",
                                     ent_obligation_word(bit));
}

/* ---- states, majors ---- */

/* Value and table of the members of a system. */
static ent_status list_system(asking *q, const char *system_name)
{
    static const char *const columns[] = {"abb", "name", "from", "to"};
    ent_series system;
    ent_spells spells = {0};
    ent_status status = resolve(q, ENT_SYSTEM, system_name, &system);
    if (status != ENT_OK || not_covered(q, &system))
        return status;
    status = spells_of(q, &system, &spells);
    uint8_t *seen = ent_new_array(ent_world_actor_count(q->world) + 1, 1);
    if (status == ENT_OK && !seen)
        status = ent_fail_memory(q->error);
    ent_json_value *value = ent_json_add_list(doc(q), q->answer.result, "value");
    ent_json_value *table = ent_json_add_table(doc(q), q->answer.result, "table", columns, 4);
    for (size_t id = 1; id <= ent_world_actor_count(q->world) && status == ENT_OK; id++) {
        for (size_t i = 0; i < spells.count; i++) {
            if (spells.items[i].a != (int)id)
                continue;
            if (!seen[id])
                ent_json_add_text(doc(q), value, NULL, abb(q, (int)id));
            seen[id] = 1;
            ent_json_add_text(doc(q), ent_json_get(table, "abb"), NULL, abb(q, (int)id));
            ent_json_add_text(doc(q), ent_json_get(table, "name"), NULL, name(q, (int)id));
            add_span_cells(q, table, &spells.items[i]);
        }
    }
    free(seen);
    ent_spells_clear(&spells);
    return status;
}

static ent_status ask_states(asking *q)
{
    if (q->argument_count == 1)
        return list_system(q, q->arguments[0]);
    ent_series cow;
    if (ent_world_resolve(q->world, ENT_SYSTEM, "cow", &cow, NULL) == ENT_OK)
        return list_system(q, "cow");
    size_t count;
    const ent_series *first = ent_world_series(q->world, ENT_SYSTEM, &count);
    return list_system(q, count ? first->name : "cow");
}

static ent_status ask_majors(asking *q)
{
    return list_system(q, "major");
}

/* ---- members of a treaty, treaties of an actor ---- */

static ent_status treaty_series(asking *q, int id, ent_series *series)
{
    size_t count;
    const ent_series *all = ent_world_series(q->world, ENT_TREATIES, &count);
    for (size_t i = 0; i < count; i++) {
        if (all[i].id != id)
            continue;
        *series = all[i];
        ent_json_add_text(doc(q), q->answer.result, "source", series->source);
        answer_add_span(&q->answer, q->answer.result, "covers", series->covers);
        return ENT_OK;
    }
    return ent_fail(q->error, ENT_ERR_BUG, "a treaty without its series");
}

static void add_member(asking *q, ent_json_value *table, const ent_spell *spell)
{
    char text[80];
    obligations_text(spell->obligations, text, sizeof text);
    ent_json_add_text(doc(q), ent_json_get(table, "abb"), NULL, abb(q, spell->a));
    ent_json_add_text(doc(q), ent_json_get(table, "name"), NULL, name(q, spell->a));
    add_span_cells(q, table, spell);
    ent_json_add_text(doc(q), ent_json_get(table, "obligations"), NULL, text);
}

static ent_status ask_members(asking *q)
{
    static const char *const columns[] = {"abb", "name", "from", "to", "obligations"};
    ent_treaty treaty;
    ent_series series;
    ent_spells spells = {0};
    uint8_t *present = NULL;
    ent_status status = ent_world_find_treaty(q->world, q->arguments[0], &treaty, q->error);
    if (status == ENT_OK)
        status = treaty_series(q, treaty.series, &series);
    if (status != ENT_OK)
        return status;
    ent_json_add_text(doc(q), q->answer.result, "treaty", treaty.code);
    ent_json_add_text(doc(q), q->answer.result, "treaty_name", treaty.name);
    if (not_covered(q, &series))
        return ENT_OK;
    status = spells_of(q, &series, &spells);
    if (status == ENT_OK)
        status = present_states(q, &present);
    ent_json_value *value = ent_json_add_list(doc(q), q->answer.result, "value");
    ent_json_value *outside = ent_json_add_list(doc(q), q->answer.result, "outside_system");
    ent_json_value *table = ent_json_add_table(doc(q), q->answer.result, "table", columns, 5);
    for (size_t id = 1; id <= ent_world_actor_count(q->world) && status == ENT_OK; id++) {
        bool listed = false;
        for (size_t i = 0; i < spells.count; i++) {
            const ent_spell *spell = &spells.items[i];
            if (spell->treaty != treaty.id || spell->a != (int)id)
                continue;
            if (!listed)
                ent_json_add_text(doc(q), present[id] ? value : outside, NULL, abb(q, spell->a));
            listed = true;
            if (present[id])
                add_member(q, table, spell);
        }
    }
    free(present);
    ent_spells_clear(&spells);
    return status;
}

static ent_status ask_treaties(asking *q)
{
    static const char *const columns[] = {"treaty", "name", "from", "to", "obligations"};
    ent_series series;
    ent_spells spells = {0};
    int actor;
    ent_status status = find_actor(q, q->arguments[0], &actor);
    if (status == ENT_OK)
        status = resolve(q, ENT_TREATIES, "treaty", &series);
    if (status != ENT_OK || not_covered(q, &series))
        return status;
    status = spells_of(q, &series, &spells);
    ent_json_value *value = ent_json_add_list(doc(q), q->answer.result, "value");
    ent_json_value *table = ent_json_add_table(doc(q), q->answer.result, "table", columns, 5);
    for (size_t i = 0; i < spells.count && status == ENT_OK; i++) {
        const ent_spell *spell = &spells.items[i];
        ent_treaty treaty;
        char text[80];
        bool listed = false;
        if (spell->a != actor)
            continue;
        for (size_t k = 0; k < i && !listed; k++)
            listed = spells.items[k].a == actor && spells.items[k].treaty == spell->treaty;
        status = ent_world_treaty(q->world, spell->treaty, &treaty, q->error);
        if (!listed)
            ent_json_add_text(doc(q), value, NULL, treaty.code);
        obligations_text(spell->obligations, text, sizeof text);
        ent_json_add_text(doc(q), ent_json_get(table, "treaty"), NULL, treaty.code);
        ent_json_add_text(doc(q), ent_json_get(table, "name"), NULL, treaty.name);
        add_span_cells(q, table, spell);
        ent_json_add_text(doc(q), ent_json_get(table, "obligations"), NULL, text);
    }
    ent_spells_clear(&spells);
    return status;
}

/* ---- ties ---- */

/* What holds between two actors, over all ties of the days. */
typedef struct {
    int level[2];            /* a to b, b to a */
    unsigned obligations[2], marks;
    double value;
    ent_span as_of;
    bool any;
} pair_state;

static bool lowest_level_counts(const ent_series *series)
{
    return ent_starts_with(series->name, "contiguity");
}

static void enter_tie(const ent_series *series, pair_state *pair, const ent_spell *spell, int way)
{
    int *level = &pair->level[way];
    pair->obligations[way] |= spell->obligations;
    if (lowest_level_counts(series) ? *level == 0 || spell->level < *level : spell->level > *level)
        *level = spell->level;
    if (!isnan(spell->number))
        pair->value = isnan(pair->value) ? spell->number : pair->value + spell->number;
    if (!pair->any || spell->span.from < pair->as_of.from)
        pair->as_of.from = spell->span.from;
    if (!pair->any || spell->span.to > pair->as_of.to)
        pair->as_of.to = spell->span.to;
    pair->marks |= spell->marks;
    pair->any = true;
}

static ent_status collect_pair(asking *q, const ent_series *series, const ent_spells *spells, int a,
                               int b, pair_state *pair, ent_json_value *treaties)
{
    *pair = (pair_state){.value = (double)NAN};
    int last = 0;
    for (size_t i = 0; i < spells->count; i++) {
        const ent_spell *spell = &spells->items[i];
        bool forth = spell->a == a && spell->b == b, back = spell->a == b && spell->b == a;
        if (!forth && !back)
            continue;
        enter_tie(series, pair, spell, back && series->directed);
        bool known = spell->treaty == last || spell->treaty == 0;
        for (size_t k = 0; k < i && !known; k++)
            known = spells->items[k].treaty == spell->treaty &&
                    ((spells->items[k].a == a && spells->items[k].b == b) ||
                     (spells->items[k].a == b && spells->items[k].b == a));
        if (known || !treaties)
            continue;
        ent_treaty treaty;
        ent_status status = ent_world_treaty(q->world, spell->treaty, &treaty, q->error);
        if (status != ENT_OK)
            return status;
        ent_json_add_text(doc(q), treaties, NULL, treaty.code);
        last = spell->treaty;
    }
    /* the level of what is owed in all, by the scale of the source */
    for (int way = 0; way < 2 && series->scale != ENT_SCALE_NONE; way++)
        pair->level[way] = ent_alliance_level(series->scale, pair->obligations[way]);
    return ENT_OK;
}

static void add_directions(asking *q, const ent_series *series, int a, int b,
                           const pair_state *pair)
{
    char forth[160], back[160];
    snprintf(forth, sizeof forth, "%.70s->%.70s", abb(q, a), abb(q, b));
    snprintf(back, sizeof back, "%.70s->%.70s", abb(q, b), abb(q, a));
    if (series->scale != ENT_SCALE_NONE) {
        ent_json_value *object = ent_json_add_object(doc(q), q->answer.result, "obligations");
        answer_add_obligations(&q->answer, object, forth, pair->obligations[0]);
        answer_add_obligations(&q->answer, object, back, pair->obligations[1]);
        ent_json_add_text(doc(q), q->answer.result, "scale", ent_scale_text(series->scale));
    }
    if (series->directed) {
        ent_json_value *levels = ent_json_add_object(doc(q), q->answer.result, "levels");
        ent_json_add_integer(doc(q), levels, forth, pair->level[0]);
        ent_json_add_integer(doc(q), levels, back, pair->level[1]);
    }
}

static ent_status ask_tie(asking *q)
{
    ent_series series;
    ent_spells spells = {0};
    pair_state pair;
    int a, b;
    ent_status status = resolve(q, ENT_LAYER, q->arguments[0], &series);
    if (status == ENT_OK)
        status = find_actor(q, q->arguments[1], &a);
    if (status == ENT_OK)
        status = find_actor(q, q->arguments[2], &b);
    if (status != ENT_OK)
        return status;
    if (a == b)
        return ent_fail(q->error, ENT_ERR_INPUT, "'%s' and '%s' are the same actor, %s",
                        q->arguments[1], q->arguments[2], name(q, a));
    if (not_covered(q, &series))
        return ENT_OK;
    status = spells_of(q, &series, &spells);
    ent_json_value *treaties = series.scale == ENT_SCALE_NONE
        ? NULL : ent_json_add_list(doc(q), q->answer.result, "treaties");
    if (status == ENT_OK)
        status = collect_pair(q, &series, &spells, a, b, &pair, treaties);
    ent_spells_clear(&spells);
    if (status != ENT_OK)
        return status;
    int level = pair.level[0] > pair.level[1] ? pair.level[0] : pair.level[1];
    if (series.measure == ENT_VALUED)
        ent_json_add_number(doc(q), q->answer.result, "value", pair.value);
    else
        ent_json_add_integer(doc(q), q->answer.result, "value", level);
    if (series.measure != ENT_VALUED && !isnan(pair.value))
        ent_json_add_number(doc(q), q->answer.result, "number", pair.value);
    add_directions(q, &series, a, b, &pair);
    if (pair.any)
        answer_add_span(&q->answer, q->answer.result, "as_of", pair.as_of);
    answer_add_marks(&q->answer, q->answer.result, "marks", pair.marks);
    return ENT_OK;
}

/* Everyone with whom an actor has a tie. */
static ent_status ask_ties(asking *q)
{
    static const char *const columns[] = {"abb", "name", "level", "owes", "is_owed"};
    ent_series series;
    ent_spells spells = {0};
    uint8_t *present = NULL;
    int a;
    ent_status status = resolve(q, ENT_LAYER, q->arguments[0], &series);
    if (status == ENT_OK)
        status = find_actor(q, q->arguments[1], &a);
    if (status != ENT_OK || not_covered(q, &series))
        return status;
    status = spells_of(q, &series, &spells);
    if (status == ENT_OK)
        status = present_states(q, &present);
    ent_json_value *value = ent_json_add_list(doc(q), q->answer.result, "value");
    ent_json_value *table = ent_json_add_table(doc(q), q->answer.result, "table", columns, 5);
    for (int b = 1; b <= (int)ent_world_actor_count(q->world) && status == ENT_OK; b++) {
        pair_state pair;
        char owes[80], owed[80];
        if (b == a || !present[b])
            continue;
        status = collect_pair(q, &series, &spells, a, b, &pair, NULL);
        if (status != ENT_OK || !pair.any)
            continue;
        obligations_text(pair.obligations[0], owes, sizeof owes);
        obligations_text(pair.obligations[1], owed, sizeof owed);
        ent_json_add_text(doc(q), value, NULL, abb(q, b));
        ent_json_add_text(doc(q), ent_json_get(table, "abb"), NULL, abb(q, b));
        ent_json_add_text(doc(q), ent_json_get(table, "name"), NULL, name(q, b));
        ent_json_add_integer(doc(q), ent_json_get(table, "level"), NULL,
                             pair.level[0] > pair.level[1] ? pair.level[0] : pair.level[1]);
        ent_json_add_text(doc(q), ent_json_get(table, "owes"), NULL, owes);
        ent_json_add_text(doc(q), ent_json_get(table, "is_owed"), NULL, owed);
    }
    free(present);
    ent_spells_clear(&spells);
    return status;
}

/* ---- values ---- */

static void add_value(asking *q, const ent_spell *spell)
{
    ent_json_value *result = q->answer.result;
    if (spell->text)
        ent_json_add_text(doc(q), result, "value", ent_world_phrase(q->world, spell->text));
    else
        ent_json_add_number(doc(q), result, "value", spell->number);
    ent_json_add_text(doc(q), result, "unit", ent_world_unit(q->world, spell->unit));
    answer_add_span(&q->answer, result, "as_of", spell->span);
    answer_add_marks(&q->answer, result, "marks", spell->marks);
    if (spell->citation)
        ent_json_add_text(doc(q), result, "citation", ent_world_phrase(q->world, spell->citation));
    if (spell->note)
        ent_json_add_text(doc(q), result, "note", ent_world_phrase(q->world, spell->note));
}

static ent_status ask_value(asking *q)
{
    ent_series series;
    ent_spells spells = {0};
    int actor;
    const ent_spell *found = NULL;
    size_t count = 0;
    ent_status status = resolve(q, ENT_ATTRIBUTE, q->arguments[1], &series);
    if (status == ENT_OK)
        status = find_actor(q, q->arguments[0], &actor);
    if (status != ENT_OK || not_covered(q, &series))
        return status;
    ent_json_add_text(doc(q), q->answer.result, "attribute", series.name);
    status = spells_of(q, &series, &spells);
    for (size_t i = 0; i < spells.count && status == ENT_OK; i++) {
        if (spells.items[i].a != actor)
            continue;
        found = &spells.items[i]; /* of several within a year the last */
        count++;
    }
    if (status == ENT_OK && found) {
        add_value(q, found);
        if (count > 1)
            ent_json_add_text(doc(q), q->answer.result, "hint",
                              "it changed within the year: this is the last value; ask --on a day");
    } else if (status == ENT_OK) {
        ent_json_add_text(doc(q), q->answer.result, "value", NULL);
        ent_json_add_text(doc(q), q->answer.result, "reason", "missing");
    }
    ent_spells_clear(&spells);
    return status;
}

/* ---- actor ---- */

static ent_status add_successions(asking *q, int actor)
{
    ent_succession *items;
    size_t count;
    ent_status status = ent_world_successions(q->world, &items, &count, q->error);
    static const char *const columns[] = {"predecessor", "successor", "day", "kind"};
    ent_json_value *table = ent_json_add_table(doc(q), q->answer.result, "successions", columns, 4);
    for (size_t i = 0; i < count; i++) {
        char day[11];
        if (items[i].predecessor != actor && items[i].successor != actor)
            continue;
        ent_json_add_text(doc(q), ent_json_get(table, "predecessor"), NULL,
                          abb(q, items[i].predecessor));
        ent_json_add_text(doc(q), ent_json_get(table, "successor"), NULL,
                          abb(q, items[i].successor));
        ent_json_add_text(doc(q), ent_json_get(table, "day"), NULL,
                          ent_day_format(items[i].day, day));
        ent_json_add_text(doc(q), ent_json_get(table, "kind"), NULL, items[i].kind);
    }
    free(items);
    return status;
}

/* Codes of an actor, memberships, successions. */
static ent_status ask_actor(asking *q)
{
    static const char *const columns[] = {"scheme", "code", "from", "to"};
    int actor;
    ent_status status = find_actor(q, q->arguments[0], &actor);
    if (status != ENT_OK)
        return status;
    ent_json_add_text(doc(q), q->answer.result, "value", abb(q, actor));
    ent_json_add_text(doc(q), q->answer.result, "name", name(q, actor));
    ent_json_value *table = ent_json_add_table(doc(q), q->answer.result, "table", columns, 4);
    size_t count;
    const ent_code *codes = ent_world_codes(q->world, &count);
    for (size_t i = 0; i < count; i++) {
        if (codes[i].actor != actor)
            continue;
        ent_json_add_text(doc(q), ent_json_get(table, "scheme"), NULL, codes[i].scheme);
        ent_json_add_text(doc(q), ent_json_get(table, "code"), NULL, codes[i].code);
        add_span_cells(q, table, &(ent_spell){.span = codes[i].span});
    }
    return add_successions(q, actor);
}

/* ---- the list ---- */

static const struct {
    const char *name, *usage, *help;
    size_t least, most; /* arguments */
    ent_status (*ask)(asking *q);
} questions[] = {
    {"members", "members TREATY", "who is bound by a treaty (cow:227)", 1, 1, ask_members},
    {"tie", "tie LAYER A B", "what ties A and B (alliance USA JPN)", 3, 3, ask_tie},
    {"ties", "ties LAYER A", "with whom A has a tie (alliance CHN)", 2, 2, ask_ties},
    {"states", "states [SYSTEM]", "who is in the state system (cow, gw)", 0, 1, ask_states},
    {"majors", "majors", "who is a major power", 0, 0, ask_majors},
    {"value", "value ACTOR ATTRIBUTE [WHEN]", "a value (CHN cinc@nmc-7.0 2012)", 2, 2, ask_value},
    {"treaties", "treaties ACTOR", "by which treaties an actor is bound", 1, 1, ask_treaties},
    {"actor", "actor CODE", "codes, membership and successions of an actor", 1, 1, ask_actor},
};

const char *ent_get_question(size_t index, const char **help)
{
    if (index >= ent_countof(questions))
        return NULL;
    if (help)
        *help = questions[index].help;
    return questions[index].usage;
}

static ent_status fail_question(const char *word, ent_error *error)
{
    const char *names[ent_countof(questions)];
    ent_buffer list = {0};
    for (size_t i = 0; i < ent_countof(questions); i++) {
        names[i] = questions[i].name;
        ent_buffer_format(&list, "%s%s", i ? ", " : "", names[i]);
    }
    const char *near = ent_nearest(word, names, ent_countof(names));
    ent_fail(error, ENT_ERR_ARGUMENT, "'%.40s' is no question%s%s%s; expected one of %.200s", word,
             near ? ", did you mean '" : "", near ? near : "", near ? "'?" : "",
             ent_buffer_text(&list));
    ent_buffer_clear(&list);
    return ENT_ERR_ARGUMENT;
}

/* What was asked, for the reader of the answer. */
static void add_question(asking *q)
{
    ent_json_value *list = ent_json_add_list(doc(q), q->answer.result, "question");
    for (size_t i = 0; i < q->question->word_count; i++)
        ent_json_add_text(doc(q), list, NULL, q->question->words[i]);
    if (q->question->dated)
        answer_add_span(&q->answer, q->answer.result, "when", q->question->when);
}

ent_status ent_get(ent_world *world, const char *path, const ent_question *question,
                   ent_json **out, ent_error *error)
{
    *out = NULL;
    if (question->word_count == 0)
        return ent_fail(error, ENT_ERR_ARGUMENT, "nothing is asked");
    size_t which = 0, given = question->word_count - 1;
    while (which < ent_countof(questions) &&
           strcmp(questions[which].name, question->words[0]) != 0)
        which++;
    if (which == ent_countof(questions))
        return fail_question(question->words[0], error);
    if (given < questions[which].least || given > questions[which].most)
        return ent_fail(error, ENT_ERR_ARGUMENT, "expected: %s", questions[which].usage);
    ent_question asked = *question;
    if (!asked.dated) {
        if (questions[which].ask != ask_actor)
            return ent_fail(error, ENT_ERR_ARGUMENT,
                            "say when: --on 2010-07-01, or --in 2010 for any day of the year");
        asked.when = (ent_span){ENT_DAY_FIRST, ENT_DAY_LAST};
    }
    asking q = {.world = world, .question = &asked, .arguments = question->words + 1,
                .argument_count = given, .error = error};
    ent_status status = answer_begin(&q.answer, "get", error);
    if (status != ENT_OK)
        return status;
    status = answer_input_world(&q.answer, world, path, error);
    add_question(&q);
    if (status == ENT_OK)
        status = questions[which].ask(&q);
    return answer_end(&q.answer, status, out, error);
}
