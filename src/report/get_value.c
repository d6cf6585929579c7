/* Questions about one actor: a value, its codes and successions. */
#include "report/asking.h"

#include <stdlib.h>

static void add_value(asking *q, const ent_spell *spell)
{
    ent_json_value *result = q->answer.result;
    if (spell->text)
        ent_json_add_text(ask_doc(q), result, "value", ent_world_phrase(q->world, spell->text));
    else
        ent_json_add_number(ask_doc(q), result, "value", spell->number);
    ent_json_add_text(ask_doc(q), result, "unit", ent_world_unit(q->world, spell->unit));
    answer_add_span(&q->answer, result, "as_of", spell->span);
    answer_add_marks(&q->answer, result, "marks", spell->marks);
    if (spell->citation)
        ent_json_add_text(ask_doc(q), result, "citation", ent_world_phrase(q->world, spell->citation));
    if (spell->note)
        ent_json_add_text(ask_doc(q), result, "note", ent_world_phrase(q->world, spell->note));
}

ent_status ask_value(asking *q)
{
    ent_series series;
    ent_spells spells = {0};
    int actor;
    const ent_spell *found = NULL;
    size_t count = 0;
    ent_status status = ask_resolve(q, ENT_ATTRIBUTE, q->arguments[1], &series);
    if (status == ENT_OK)
        status = ask_find_actor(q, q->arguments[0], &actor);
    if (status != ENT_OK || ask_not_covered(q, &series))
        return status;
    ent_json_add_text(ask_doc(q), q->answer.result, "attribute", series.name);
    status = ask_spells(q, &series, &spells);
    for (size_t i = 0; i < spells.count && status == ENT_OK; i++) {
        if (spells.items[i].a != actor)
            continue;
        found = &spells.items[i]; /* of several within a year the last */
        count++;
    }
    if (status == ENT_OK && found) {
        add_value(q, found);
        if (count > 1 && q->question->when.from < q->question->when.to)
            ent_json_add_text(ask_doc(q), q->answer.result, "hint",
                              "it changed within the year: this is the last value; ask --on a day");
    } else if (status == ENT_OK) {
        ent_json_add_text(ask_doc(q), q->answer.result, "value", NULL);
        ent_json_add_text(ask_doc(q), q->answer.result, "reason", "missing");
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
    ent_json_value *table = ent_json_add_table(ask_doc(q), q->answer.result, "successions", columns, 4);
    for (size_t i = 0; i < count; i++) {
        char day[11];
        if (items[i].predecessor != actor && items[i].successor != actor)
            continue;
        ent_json_add_text(ask_doc(q), ent_json_get(table, "predecessor"), NULL,
                          ask_abb(q, items[i].predecessor));
        ent_json_add_text(ask_doc(q), ent_json_get(table, "successor"), NULL,
                          ask_abb(q, items[i].successor));
        ent_json_add_text(ask_doc(q), ent_json_get(table, "day"), NULL,
                          ent_day_format(items[i].day, day));
        ent_json_add_text(ask_doc(q), ent_json_get(table, "kind"), NULL, items[i].kind);
    }
    free(items);
    return status;
}

/* Codes of an actor, memberships, successions. */
ent_status ask_actor(asking *q)
{
    static const char *const columns[] = {"scheme", "code", "from", "to"};
    int actor;
    ent_status status = ask_find_actor(q, q->arguments[0], &actor);
    if (status != ENT_OK)
        return status;
    ent_json_add_text(ask_doc(q), q->answer.result, "value", ask_abb(q, actor));
    ent_json_add_text(ask_doc(q), q->answer.result, "name", ask_name(q, actor));
    ent_json_value *table = ent_json_add_table(ask_doc(q), q->answer.result, "table", columns, 4);
    size_t count;
    const ent_code *codes = ent_world_codes(q->world, &count);
    for (size_t i = 0; i < count; i++) {
        if (codes[i].actor != actor)
            continue;
        ent_json_add_text(ask_doc(q), ent_json_get(table, "scheme"), NULL, codes[i].scheme);
        ent_json_add_text(ask_doc(q), ent_json_get(table, "code"), NULL, codes[i].code);
        ask_add_span_cells(q, table, &(ent_spell){.span = codes[i].span});
    }
    return add_successions(q, actor);
}
