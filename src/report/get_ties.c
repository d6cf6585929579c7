/* Questions about ties: what holds between two actors, with whom an actor has a tie. */
#include "report/asking.h"

#include "core/memory.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What holds between two actors, over all ties of the days. */
typedef struct {
    int level[2];            /* a to b, b to a */
    unsigned obligations[2], marks;
    double value[2];
    ent_span as_of;
    bool any;
} pair_state;

static void enter_tie(const ent_series *series, pair_state *pair, const ent_spell *spell, int way)
{
    pair->obligations[way] |= spell->obligations;
    pair->level[way] = ent_level_join(series->name, pair->level[way], spell->level);
    if (!isnan(spell->number))
        pair->value[way] = isnan(pair->value[way]) ? spell->number
                                                   : pair->value[way] + spell->number;
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
    *pair = (pair_state){.value = {(double)NAN, (double)NAN}};
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
        ent_json_add_text(ask_doc(q), treaties, NULL, treaty.code);
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
    snprintf(forth, sizeof forth, "%.70s->%.70s", ask_abb(q, a), ask_abb(q, b));
    snprintf(back, sizeof back, "%.70s->%.70s", ask_abb(q, b), ask_abb(q, a));
    if (series->scale != ENT_SCALE_NONE) {
        ent_json_value *object = ent_json_add_object(ask_doc(q), q->answer.result, "obligations");
        answer_add_obligations(&q->answer, object, forth, pair->obligations[0]);
        answer_add_obligations(&q->answer, object, back, pair->obligations[1]);
        ent_json_add_text(ask_doc(q), q->answer.result, "scale", ent_scale_text(series->scale));
    }
    if (series->directed && series->measure == ENT_VALUED) {
        ent_json_value *values = ent_json_add_object(ask_doc(q), q->answer.result, "values");
        ent_json_add_number(ask_doc(q), values, forth, pair->value[0]);
        ent_json_add_number(ask_doc(q), values, back, pair->value[1]);
    } else if (series->directed) {
        ent_json_value *levels = ent_json_add_object(ask_doc(q), q->answer.result, "levels");
        ent_json_add_integer(ask_doc(q), levels, forth, pair->level[0]);
        ent_json_add_integer(ask_doc(q), levels, back, pair->level[1]);
    }
}

static bool of_pair(const ent_spell *spell, int a, int b)
{
    return (spell->a == a && spell->b == b) || (spell->a == b && spell->b == a);
}

/* The types of a pair's ties in words (of a rivalry: "spatial;positional"), each once. */
static void add_types(asking *q, const ent_spells *spells, int a, int b)
{
    ent_json_value *types = NULL;
    for (size_t i = 0; i < spells->count; i++) {
        const ent_spell *spell = &spells->items[i];
        bool known = spell->text == 0 || !of_pair(spell, a, b);
        for (size_t k = 0; k < i && !known; k++)
            known = spells->items[k].text == spell->text && of_pair(&spells->items[k], a, b);
        if (known)
            continue;
        if (!types)
            types = ent_json_add_list(ask_doc(q), q->answer.result, "types");
        ent_json_add_text(ask_doc(q), types, NULL, ent_world_phrase(q->world, spell->text));
    }
}

/* The list for the codes of what ties the pair: treaties, or the conflicts of a layer of that name. */
static ent_json_value *add_code_list(asking *q, const ent_series *series)
{
    char name[160];
    ent_series conflicts;
    if (series->scale != ENT_SCALE_NONE)
        return ent_json_add_list(ask_doc(q), q->answer.result, "treaties");
    snprintf(name, sizeof name, "%s@%s", series->name, series->source);
    if (ent_world_resolve(q->world, ENT_CONFLICTS, name, &conflicts, NULL) != ENT_OK)
        return NULL;
    return ent_json_add_list(ask_doc(q), q->answer.result, "conflicts");
}

ent_status ask_tie(asking *q)
{
    ent_series series;
    ent_spells spells = {0};
    pair_state pair;
    int a, b;
    ent_status status = ask_resolve(q, ENT_LAYER, q->arguments[0], &series);
    if (status == ENT_OK)
        status = ask_find_actor(q, q->arguments[1], &a);
    if (status == ENT_OK)
        status = ask_find_actor(q, q->arguments[2], &b);
    if (status != ENT_OK)
        return status;
    if (a == b)
        return ent_fail(q->error, ENT_ERR_INPUT, "'%s' and '%s' are the same actor, %s",
                        q->arguments[1], q->arguments[2], ask_name(q, a));
    if (ask_not_covered(q, &series))
        return ENT_OK;
    status = ask_spells(q, &series, &spells);
    ent_json_value *codes = add_code_list(q, &series);
    if (status == ENT_OK)
        status = collect_pair(q, &series, &spells, a, b, &pair, codes);
    if (status == ENT_OK)
        add_types(q, &spells, a, b);
    ent_spells_clear(&spells);
    if (status != ENT_OK)
        return status;
    int level = ent_level_join(series.name, pair.level[0], pair.level[1]);
    if (series.measure == ENT_VALUED)
        ent_json_add_number(ask_doc(q), q->answer.result, "value", pair.value[0]); /* A to B */
    else
        ent_json_add_integer(ask_doc(q), q->answer.result, "value", level);
    if (series.measure != ENT_VALUED && !isnan(pair.value[0]))
        ent_json_add_number(ask_doc(q), q->answer.result, "number", pair.value[0]);
    add_directions(q, &series, a, b, &pair);
    if (pair.any)
        answer_add_span(&q->answer, q->answer.result, "as_of", pair.as_of);
    answer_add_marks(&q->answer, q->answer.result, "marks", pair.marks);
    return ENT_OK;
}

/* A treaty may ask nothing of either: that is no tie, as in a snapshot. */
static bool ties_something(const pair_state *pair)
{
    return pair->level[0] || pair->level[1] || pair->obligations[0] || pair->obligations[1] ||
           !isnan(pair->value[0]) || !isnan(pair->value[1]);
}

/* Everyone with whom an actor has a tie. */
ent_status ask_ties(asking *q)
{
    static const char *const columns[] = {"abb", "name", "level", "owes", "is_owed"};
    ent_series series;
    ent_spells spells = {0};
    uint8_t *present = NULL;
    int a;
    ent_status status = ask_resolve(q, ENT_LAYER, q->arguments[0], &series);
    if (status == ENT_OK)
        status = ask_find_actor(q, q->arguments[1], &a);
    if (status != ENT_OK || ask_not_covered(q, &series))
        return status;
    status = ask_spells(q, &series, &spells);
    if (status == ENT_OK)
        status = ask_present(q, &present);
    ent_json_value *value = ent_json_add_list(ask_doc(q), q->answer.result, "value");
    ent_json_value *table = ent_json_add_table(ask_doc(q), q->answer.result, "table", columns, 5);
    for (int b = 1; b <= (int)ent_world_actor_count(q->world) && status == ENT_OK; b++) {
        pair_state pair;
        char owes[80], owed[80];
        if (b == a || !present[b])
            continue;
        status = collect_pair(q, &series, &spells, a, b, &pair, NULL);
        if (status != ENT_OK || !ties_something(&pair))
            continue;
        ask_obligations_text(pair.obligations[0], owes, sizeof owes);
        ask_obligations_text(pair.obligations[1], owed, sizeof owed);
        ent_json_add_text(ask_doc(q), value, NULL, ask_abb(q, b));
        ent_json_add_text(ask_doc(q), ent_json_get(table, "abb"), NULL, ask_abb(q, b));
        ent_json_add_text(ask_doc(q), ent_json_get(table, "name"), NULL, ask_name(q, b));
        ent_json_add_integer(ask_doc(q), ent_json_get(table, "level"), NULL,
                             ent_level_join(series.name, pair.level[0], pair.level[1]));
        ent_json_add_text(ask_doc(q), ent_json_get(table, "owes"), NULL, owes);
        ent_json_add_text(ask_doc(q), ent_json_get(table, "is_owed"), NULL, owed);
    }
    free(present);
    ent_spells_clear(&spells);
    return status;
}
