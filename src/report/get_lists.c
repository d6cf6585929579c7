/* Questions that are answered by a list: states, majors, members of a treaty or organisation, treaties and
 * organisations of an actor. */
#include "report/asking.h"

#include "core/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- states, majors ---- */

/* Value and table of the members of a system. */
static ent_status list_system(asking *q, const char *system_name)
{
    static const char *const columns[] = {"abb", "name", "from", "to"};
    ent_series system;
    ent_spells spells = {0};
    ent_status status = ask_resolve(q, ENT_SYSTEM, system_name, &system);
    if (status != ENT_OK || ask_not_covered(q, &system))
        return status;
    status = ask_spells(q, &system, &spells);
    uint8_t *seen = ent_new_array(ent_world_actor_count(q->world) + 1, 1);
    if (status == ENT_OK && !seen)
        status = ent_fail_memory(q->error);
    ent_json_value *value = ent_json_add_list(ask_doc(q), q->answer.result, "value");
    ent_json_value *table = ent_json_add_table(ask_doc(q), q->answer.result, "table", columns, 4);
    for (size_t id = 1; id <= ent_world_actor_count(q->world) && status == ENT_OK; id++) {
        for (size_t i = 0; i < spells.count; i++) {
            if (spells.items[i].a != (int)id)
                continue;
            if (!seen[id])
                ent_json_add_text(ask_doc(q), value, NULL, ask_abb(q, (int)id));
            seen[id] = 1;
            ent_json_add_text(ask_doc(q), ent_json_get(table, "abb"), NULL, ask_abb(q, (int)id));
            ent_json_add_text(ask_doc(q), ent_json_get(table, "name"), NULL, ask_name(q, (int)id));
            ask_add_span_cells(q, table, &spells.items[i]);
        }
    }
    free(seen);
    ent_spells_clear(&spells);
    return status;
}

ent_status ask_states(asking *q)
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

ent_status ask_majors(asking *q)
{
    return list_system(q, "major");
}

/* ---- members of a treaty, treaties of an actor ---- */


/* The last column of a member: what it owes by a treaty, its kind in an organisation. */
static const char *last_column(const ent_series *series)
{
    return strcmp(series->name, "organisation") == 0 ? "kind" : "obligations";
}

enum { OBSERVER = 3 }; /* in an organisation: there, and no member */

static void add_last_cell(asking *q, ent_json_value *table, const ent_series *series,
                          const ent_spell *spell)
{
    static const char *const kinds[] = {"", "full", "associate", "observer"};
    char text[80];
    const char *column = last_column(series);
    if (strcmp(column, "kind") == 0)
        snprintf(text, sizeof text, "%s",
                 spell->level > 0 && spell->level < (int)ent_countof(kinds) ? kinds[spell->level] : "");
    else
        ask_obligations_text(spell->obligations, text, sizeof text);
    ent_json_add_text(ask_doc(q), ent_json_get(table, column), NULL, text);
}

static void add_member(asking *q, ent_json_value *table, const ent_series *series,
                       const ent_spell *spell)
{
    ent_json_add_text(ask_doc(q), ent_json_get(table, "abb"), NULL, ask_abb(q, spell->a));
    ent_json_add_text(ask_doc(q), ent_json_get(table, "name"), NULL, ask_name(q, spell->a));
    ask_add_span_cells(q, table, spell);
    add_last_cell(q, table, series, spell);
}

ent_status ask_members(asking *q)
{
    ent_treaty treaty;
    ent_series series;
    ent_spells spells = {0};
    uint8_t *present = NULL;
    ent_status status = ent_world_find_treaty(q->world, q->arguments[0], &treaty, q->error);
    if (status == ENT_OK)
        status = ask_series_of(q, treaty.series, &series);
    if (status != ENT_OK)
        return status;
    if (series.kind == ENT_CONFLICTS)
        return ask_parties_of(q, &treaty, &series);
    ent_json_add_text(ask_doc(q), q->answer.result, "treaty", treaty.code);
    ent_json_add_text(ask_doc(q), q->answer.result, "treaty_name", treaty.name);
    if (ask_not_covered(q, &series))
        return ENT_OK;
    status = ask_spells(q, &series, &spells);
    if (status == ENT_OK)
        status = ask_present(q, &present);
    ent_json_value *value = ent_json_add_list(ask_doc(q), q->answer.result, "value");
    ent_json_value *outside = ent_json_add_list(ask_doc(q), q->answer.result, "outside_system");
    ent_json_value *observers = NULL; /* an organisation's */
    if (strcmp(series.name, "organisation") == 0)
        observers = ent_json_add_list(ask_doc(q), q->answer.result, "observers");
    const char *const columns[] = {"abb", "name", "from", "to", last_column(&series)};
    ent_json_value *table = ent_json_add_table(ask_doc(q), q->answer.result, "table", columns, 5);
    for (size_t id = 1; id <= ent_world_actor_count(q->world) && status == ENT_OK; id++) {
        bool listed = false;
        for (size_t i = 0; i < spells.count; i++) {
            const ent_spell *spell = &spells.items[i];
            if (spell->treaty != treaty.id || spell->a != (int)id)
                continue;
            ent_json_value *list = !present[id] ? outside
                                   : observers && spell->level == OBSERVER ? observers : value;
            if (!listed)
                ent_json_add_text(ask_doc(q), list, NULL, ask_abb(q, spell->a));
            listed = true;
            if (present[id])
                add_member(q, table, &series, spell);
        }
    }
    free(present);
    ent_spells_clear(&spells);
    return status;
}

/* What an actor is a member of: treaties, or organisations. */
static ent_status list_memberships(asking *q, const char *what)
{
    ent_series series;
    ent_spells spells = {0};
    int actor;
    ent_status status = ask_find_actor(q, q->arguments[0], &actor);
    if (status == ENT_OK)
        status = ask_resolve(q, ENT_TREATIES, what, &series);
    if (status != ENT_OK || ask_not_covered(q, &series))
        return status;
    const char *const columns[] = {what, "name", "from", "to", last_column(&series)};
    status = ask_spells(q, &series, &spells);
    ent_json_value *value = ent_json_add_list(ask_doc(q), q->answer.result, "value");
    ent_json_value *table = ent_json_add_table(ask_doc(q), q->answer.result, "table", columns, 5);
    for (size_t i = 0; i < spells.count && status == ENT_OK; i++) {
        const ent_spell *spell = &spells.items[i];
        ent_treaty treaty;
        bool listed = false;
        if (spell->a != actor)
            continue;
        for (size_t k = 0; k < i && !listed; k++)
            listed = spells.items[k].a == actor && spells.items[k].treaty == spell->treaty;
        status = ent_world_treaty(q->world, spell->treaty, &treaty, q->error);
        if (!listed)
            ent_json_add_text(ask_doc(q), value, NULL, treaty.code);
        ent_json_add_text(ask_doc(q), ent_json_get(table, what), NULL, treaty.code);
        ent_json_add_text(ask_doc(q), ent_json_get(table, "name"), NULL, treaty.name);
        ask_add_span_cells(q, table, spell);
        add_last_cell(q, table, &series, spell);
    }
    ent_spells_clear(&spells);
    return status;
}

ent_status ask_treaties(asking *q)
{
    return list_memberships(q, "treaty");
}

ent_status ask_organisations(asking *q)
{
    return list_memberships(q, "organisation");
}
