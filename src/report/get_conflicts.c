/* Questions about disputes and wars: who fought in one, in which an actor was. */
#include "report/asking.h"

enum { SIDE_A = 1, SIDE_B = 2 }; /* the level of a party */

static const char *side_word(int side)
{
    return side == SIDE_A ? "A" : side == SIDE_B ? "B" : "";
}

static bool is_party(const ent_spell *spell, int conflict, int actor)
{
    return spell->treaty == conflict && spell->a == actor;
}

/* The rows of one side's parties. */
static void add_side(asking *q, const ent_spells *spells, int conflict, int side,
                     ent_json_value *table)
{
    for (int id = 1; id <= (int)ent_world_actor_count(q->world); id++) {
        for (size_t i = 0; i < spells->count; i++) {
            const ent_spell *spell = &spells->items[i];
            if (!is_party(spell, conflict, id) || spell->level != side)
                continue;
            ent_json_add_text(ask_doc(q), ent_json_get(table, "abb"), NULL, ask_abb(q, id));
            ent_json_add_text(ask_doc(q), ent_json_get(table, "name"), NULL, ask_name(q, id));
            ent_json_add_text(ask_doc(q), ent_json_get(table, "side"), NULL, side_word(side));
            ask_add_span_cells(q, table, spell);
        }
    }
}

/* Parties need not be states: they are listed whether or not they are in the state system. Who was on both
 * sides is one party, with a row for each. */
static void list_parties(asking *q, const ent_treaty *conflict, const ent_spells *spells)
{
    static const char *const columns[] = {"abb", "name", "side", "from", "to"};
    ent_json_value *value = ent_json_add_list(ask_doc(q), q->answer.result, "value");
    ent_json_value *table = ent_json_add_table(ask_doc(q), q->answer.result, "table", columns, 5);
    for (int id = 1; id <= (int)ent_world_actor_count(q->world); id++) {
        bool found = false;
        for (size_t i = 0; i < spells->count && !found; i++)
            found = is_party(&spells->items[i], conflict->id, id);
        if (found)
            ent_json_add_text(ask_doc(q), value, NULL, ask_abb(q, id));
    }
    for (int side = SIDE_A; side <= SIDE_B; side++)
        add_side(q, spells, conflict->id, side, table);
}

ent_status ask_parties_of(asking *q, const ent_treaty *conflict, const ent_series *series)
{
    ent_spells spells = {0};
    ent_json_add_text(ask_doc(q), q->answer.result, "conflict", conflict->code);
    ent_json_add_text(ask_doc(q), q->answer.result, "conflict_name", conflict->name);
    ent_json_add_text(ask_doc(q), q->answer.result, "kind", series->name);
    answer_add_span(&q->answer, q->answer.result, "lasted", conflict->span);
    answer_add_marks(&q->answer, q->answer.result, "marks", conflict->marks);
    if (ask_not_covered(q, series))
        return ENT_OK;
    ent_status status = ask_spells(q, series, &spells);
    if (status == ENT_OK)
        list_parties(q, conflict, &spells);
    ent_spells_clear(&spells);
    return status;
}

ent_status ask_parties(asking *q)
{
    ent_treaty conflict;
    ent_series series;
    ent_status status = ent_world_find_treaty(q->world, q->arguments[0], &conflict, q->error);
    if (status == ENT_OK)
        status = ask_series_of(q, conflict.series, &series);
    if (status != ENT_OK)
        return status;
    if (series.kind != ENT_CONFLICTS)
        return ent_fail(q->error, ENT_ERR_INPUT, "'%s' is a treaty; ask: members %s", conflict.code,
                        conflict.code);
    return ask_parties_of(q, &conflict, &series);
}

/* The row of a conflict that the actor was in; the conflict is listed once. */
static ent_status add_conflict(asking *q, const ent_spells *spells, size_t at, ent_json_value *value,
                               ent_json_value *table)
{
    const ent_spell *spell = &spells->items[at];
    ent_treaty conflict;
    bool listed = false;
    ent_status status = ent_world_treaty(q->world, spell->treaty, &conflict, q->error);
    if (status != ENT_OK)
        return status;
    for (size_t k = 0; k < at && !listed; k++)
        listed = spells->items[k].a == spell->a && spells->items[k].treaty == spell->treaty;
    if (!listed)
        ent_json_add_text(ask_doc(q), value, NULL, conflict.code);
    ent_json_add_text(ask_doc(q), ent_json_get(table, "conflict"), NULL, conflict.code);
    ent_json_add_text(ask_doc(q), ent_json_get(table, "name"), NULL, conflict.name);
    ent_json_add_text(ask_doc(q), ent_json_get(table, "side"), NULL, side_word(spell->level));
    ask_add_span_cells(q, table, spell);
    return ENT_OK;
}

ent_status ask_conflicts(asking *q)
{
    static const char *const columns[] = {"conflict", "name", "side", "from", "to"};
    ent_series series;
    ent_spells spells = {0};
    int actor;
    ent_status status = ask_find_actor(q, q->arguments[0], &actor);
    if (status == ENT_OK)
        status = ask_resolve(q, ENT_CONFLICTS, q->argument_count > 1 ? q->arguments[1] : "dispute",
                             &series);
    if (status != ENT_OK || ask_not_covered(q, &series))
        return status;
    ent_json_add_text(ask_doc(q), q->answer.result, "kind", series.name);
    status = ask_spells(q, &series, &spells);
    ent_json_value *value = ent_json_add_list(ask_doc(q), q->answer.result, "value");
    ent_json_value *table = ent_json_add_table(ask_doc(q), q->answer.result, "table", columns, 5);
    for (size_t i = 0; i < spells.count && status == ENT_OK; i++)
        if (spells.items[i].a == actor)
            status = add_conflict(q, &spells, i, value, table);
    ent_spells_clear(&spells);
    return status;
}
