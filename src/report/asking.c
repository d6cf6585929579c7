#include "report/asking.h"

#include "core/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

ent_json *ask_doc(asking *q)
{
    return q->answer.json;
}

/* A name for resolving: with the question's --source, if it has one. */
static const char *qualified(const asking *q, const char *name, char *buffer, size_t size)
{
    if (!q->question->source || strchr(name, '@'))
        return name;
    snprintf(buffer, size, "%s@%s", name, q->question->source);
    return buffer;
}

ent_status ask_resolve(asking *q, ent_series_kind kind, const char *name, ent_series *series)
{
    char buffer[160];
    ent_status status = ent_world_resolve(
        q->world, kind, qualified(q, name, buffer, sizeof buffer), series, q->error);
    if (status != ENT_OK)
        return status;
    q->source = series->source_id;
    ent_json_add_text(ask_doc(q), q->answer.result, "source", series->source);
    if (!q->question->source && !strchr(name, '@'))
        answer_add_resolved(&q->answer, q->world, kind, series->name, series->source);
    answer_add_span(&q->answer, q->answer.result, "covers", series->covers);
    return ENT_OK;
}

ent_status ask_series_of(asking *q, int id, ent_series *series)
{
    static const ent_series_kind kinds[] = {ENT_TREATIES, ENT_CONFLICTS};
    for (size_t k = 0; k < ent_countof(kinds); k++) {
        size_t count;
        const ent_series *all = ent_world_series(q->world, kinds[k], &count);
        for (size_t i = 0; i < count; i++) {
            if (all[i].id != id)
                continue;
            *series = all[i];
            q->source = series->source_id;
            ent_json_add_text(ask_doc(q), q->answer.result, "source", series->source);
            answer_add_span(&q->answer, q->answer.result, "covers", series->covers);
            return ENT_OK;
        }
    }
    return ent_fail(q->error, ENT_ERR_BUG, "a treaty without its series");
}

/* Where another source of the same name covers the days, say so. */
static void suggest_source(asking *q, const ent_series *series)
{
    size_t count;
    const ent_series *all = ent_world_series(q->world, series->kind, &count);
    if (series->kind == ENT_TREATIES) /* another source has other treaties */
        return;
    for (size_t i = 0; i < count; i++) {
        char hint[160];
        if (strcmp(all[i].name, series->name) != 0 || !ent_spans_meet(all[i].covers, q->question->when))
            continue;
        snprintf(hint, sizeof hint, "%.60s@%.60s covers it", all[i].name, all[i].source);
        ent_json_add_text(ask_doc(q), q->answer.result, "hint", hint);
        return;
    }
}

/* "not covered" as an answer: value null with the reason. True if so. */
bool ask_not_covered(asking *q, const ent_series *series)
{
    if (ent_spans_meet(series->covers, q->question->when))
        return false;
    ent_json_add_text(ask_doc(q), q->answer.result, "value", NULL);
    ent_json_add_text(ask_doc(q), q->answer.result, "reason", "not covered");
    suggest_source(q, series);
    return true;
}

ent_status ask_spells(asking *q, const ent_series *series, ent_spells *spells)
{
    return ent_world_spells(q->world, series, q->question->when, spells, q->error);
}

ent_status ask_find_actor(asking *q, const char *code, int *actor)
{
    return ent_world_find_actor(q->world, code, q->question->when, actor, q->error);
}

const char *ask_abb(const asking *q, int actor)
{
    const ent_actor *a = ent_world_actor(q->world, actor);
    return a ? a->abb : "?";
}

const char *ask_name(const asking *q, int actor)
{
    const ent_actor *a = ent_world_actor(q->world, actor);
    return a ? a->name : "?";
}

/* Who is in a system of membership on the days asked for: in[actor], NULL if memory ran out. */
static ent_status present_actors(asking *q, const ent_series *system, uint8_t **in)
{
    ent_spells spells;
    ent_status status = ask_spells(q, system, &spells);
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
ent_status ask_present(asking *q, uint8_t **in)
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
void ask_add_span_cells(asking *q, ent_json_value *table, const ent_spell *spell)
{
    char from[11], to[11];
    bool open = spell->span.to >= ENT_DAY_LAST || (spell->marks & ENT_MARK_RIGHT_CENSORED);
    ent_json_add_text(ask_doc(q), ent_json_get(table, "from"), NULL,
                      spell->span.from <= ENT_DAY_FIRST ? NULL
                                                        : ent_day_format(spell->span.from, from));
    ent_json_add_text(ask_doc(q), ent_json_get(table, "to"), NULL,
                      open ? NULL : ent_day_format(spell->span.to, to));
}

void ask_obligations_text(unsigned obligations, char *text, size_t size)
{
    size_t used = 0;
    text[0] = '\0';
    for (unsigned bit = 1; bit <= ENT_OBLIGATIONS_ALL && used < size; bit <<= 1)
        if (obligations & bit)
            used += (size_t)snprintf(text + used, size - used, "%s%s", used ? ";" : "",
                                     ent_obligation_word(bit));
}
