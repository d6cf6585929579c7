/* Interventions: reading them. Each kind is one row: its word and the keys it takes. */
#include "scenario/scenario.h"

#include "core/text.h"

#include <stdlib.h>
#include <string.h>

/* Keys of a kind, beside those that all have. */
typedef struct {
    const char *word;
    ent_intervention_kind kind;
    const char *actors[2];   /* keys that name one actor each; or "members", a list */
    const char *texts[2];    /* treaty, attribute: required */
    const char *numbers[2];  /* required: the first, or either of two */
    const char *optional[2]; /* name, unit */
} kind_row;

static const kind_row kinds[] = {
    {"treaty_signed", ENT_TREATY_SIGNED, {"members"}, {"treaty", "obligations"}, {0}, {"name"}},
    {"treaty_ended", ENT_TREATY_ENDED, {0}, {"treaty"}, {0}, {0}},
    {"treaty_joined", ENT_TREATY_JOINED, {"actor"}, {"treaty"}, {0}, {"obligations"}},
    {"treaty_left", ENT_TREATY_LEFT, {"actor"}, {"treaty"}, {0}, {0}},
    {"rivalry_started", ENT_RIVALRY_STARTED, {"a", "b"}, {0}, {0}, {0}},
    {"rivalry_ended", ENT_RIVALRY_ENDED, {"a", "b"}, {0}, {0}, {0}},
    {"attribute_set", ENT_ATTRIBUTE_SET, {"actor"}, {"attribute"}, {"value"}, {"unit"}},
    {"attribute_scaled", ENT_ATTRIBUTE_SCALED, {"actor"}, {"attribute"}, {"factor"}, {0}},
    {"attribute_transferred", ENT_ATTRIBUTE_TRANSFERRED, {"from", "to"}, {"attribute"},
     {"amount", "share"}, {0}},
    {"actor_removed", ENT_ACTOR_REMOVED, {"actor"}, {0}, {0}, {0}},
};

static ent_status fail_kind(const ent_scenario *scenario, const ent_yaml_node *node,
                            const char *word, ent_error *error)
{
    const char *words[ent_countof(kinds)];
    ent_buffer list = {0};
    for (size_t i = 0; i < ent_countof(kinds); i++) {
        words[i] = kinds[i].word;
        ent_buffer_format(&list, "%s%s", i ? ", " : "", words[i]);
    }
    const char *near = ent_nearest(word, words, ent_countof(words));
    ent_yaml_fail(scenario->yaml, node, error,
                  "kind '%.40s' of an intervention is unknown%s%s%s; expected %s", word,
                  near ? ", did you mean '" : "", near ? near : "", near ? "'?" : "",
                  ent_buffer_text(&list));
    ent_buffer_clear(&list);
    return ENT_ERR_INPUT;
}

/* No other keys than those of this kind. */
static ent_status check_keys(const ent_scenario *scenario, const ent_yaml_node *node,
                             const kind_row *row, ent_error *error)
{
    static const char *const common[] = {"kind", "id", "date", "source",
                                         "status", "confidence", "note"};
    const char *const *const groups[] = {row->actors, row->texts, row->numbers, row->optional};
    const char *keys[ent_countof(common) + 2 * ent_countof(groups)];
    size_t count = 0;
    for (size_t i = 0; i < ent_countof(common); i++)
        keys[count++] = common[i];
    for (size_t g = 0; g < ent_countof(groups); g++)
        for (size_t i = 0; i < 2 && groups[g][i]; i++)
            keys[count++] = groups[g][i];
    return ent_yaml_check_keys(scenario->yaml, node, keys, count, error);
}

static ent_status read_date(const ent_scenario *scenario, const ent_yaml_node *node,
                            ent_intervention *intervention, ent_error *error)
{
    const char *text;
    ent_error inner = {0};
    ent_status status = ent_yaml_take_text(scenario->yaml, node, "date", true, &text, error);
    if (status == ENT_OK && ent_span_parse(text, &intervention->date, NULL, &inner) != ENT_OK)
        return ent_yaml_fail(scenario->yaml, ent_yaml_get(node, "date"), error, "%s",
                             inner.message);
    return status;
}

static ent_status read_actors(ent_scenario *scenario, const ent_yaml_node *node,
                              const kind_row *row, ent_intervention *intervention,
                              ent_error *error)
{
    if (!row->actors[0])
        return ENT_OK;
    if (strcmp(row->actors[0], "members") == 0) {
        const ent_yaml_node *list = ent_yaml_get(node, "members");
        if (!list)
            return ent_yaml_fail(scenario->yaml, node, error, "key 'members' is missing");
        ent_status status = scenario_read_texts(scenario, list, "members", &intervention->actors,
                                                &intervention->places, &intervention->actor_count,
                                                error);
        if (status == ENT_OK && intervention->actor_count < 2)
            return ent_yaml_fail(scenario->yaml, list, error, "a treaty needs two members or more");
        return status;
    }
    const char **actors = ent_arena_new(&scenario->arena, 2 * sizeof *actors);
    ent_place *places = ent_arena_new(&scenario->arena, 2 * sizeof *places);
    if (!actors || !places)
        return ent_fail_memory(error);
    for (size_t i = 0; i < 2 && row->actors[i]; i++) {
        ent_status status =
            ent_yaml_take_text(scenario->yaml, node, row->actors[i], true, &actors[i], error);
        if (status != ENT_OK)
            return status;
        places[i] = scenario_place(ent_yaml_get(node, row->actors[i]));
        intervention->actor_count++;
    }
    intervention->actors = actors;
    intervention->places = places;
    return ENT_OK;
}

/* Put a text into the field that its key names. */
static ent_status read_text(const ent_scenario *scenario, const ent_yaml_node *node,
                            const char *key, bool required, ent_intervention *intervention,
                            ent_error *error)
{
    const char *text;
    ent_error inner = {0};
    ent_status status = ent_yaml_take_text(scenario->yaml, node, key, required, &text, error);
    if (status != ENT_OK || !text)
        return status;
    if (strcmp(key, "treaty") == 0)
        intervention->treaty = text;
    else if (strcmp(key, "attribute") == 0)
        intervention->attribute = text;
    else if (strcmp(key, "name") == 0)
        intervention->name = text;
    else if (strcmp(key, "unit") == 0)
        intervention->unit = text;
    else if (ent_obligations_parse(text, &intervention->obligations, &inner) != ENT_OK)
        return ent_yaml_fail(scenario->yaml, ent_yaml_get(node, key), error, "%s", inner.message);
    return ENT_OK;
}

/* The number of a kind; a transfer has `amount` or `share`, one of them. */
static ent_status read_number(const ent_scenario *scenario, const ent_yaml_node *node,
                              const kind_row *row, ent_intervention *intervention,
                              ent_error *error)
{
    const ent_yaml_node *found = NULL;
    for (size_t i = 0; i < 2 && row->numbers[i]; i++) {
        const ent_yaml_node *value = ent_yaml_get(node, row->numbers[i]);
        if (value && found)
            return ent_yaml_fail(scenario->yaml, value, error, "give '%s' or '%s', not both",
                                 row->numbers[0], row->numbers[1]);
        if (value)
            found = value;
    }
    if (!row->numbers[0])
        return ENT_OK;
    if (!found)
        return ent_yaml_fail(scenario->yaml, node, error, "key '%s'%s%s%s is missing",
                             row->numbers[0], row->numbers[1] ? " or '" : "",
                             row->numbers[1] ? row->numbers[1] : "", row->numbers[1] ? "'" : "");
    ent_status status =
        ent_yaml_expect(scenario->yaml, found, ENT_YAML_TEXT, found->key, error);
    if (status == ENT_OK && !ent_parse_number(found->text, &intervention->number))
        return ent_yaml_fail(scenario->yaml, found, error, "%s '%.40s' is not a number", found->key,
                             found->text);
    intervention->is_share = strcmp(found->key, "share") == 0;
    bool bad = (intervention->is_share && intervention->number > 1) ||
               (row->kind != ENT_ATTRIBUTE_SET && intervention->number < 0);
    if (status == ENT_OK && bad)
        return ent_yaml_fail(scenario->yaml, found, error, "%s '%.40s' is not %s", found->key,
                             found->text, intervention->is_share ? "from 0 to 1" : "0 or more");
    return status;
}

static ent_status read_intervention(ent_scenario *scenario, const ent_yaml_node *node,
                                    ent_intervention *intervention, ent_error *error)
{
    ent_yaml *yaml = scenario->yaml;
    const kind_row *row = NULL;
    ent_status status = ent_yaml_expect(yaml, node, ENT_YAML_MAP, "an intervention", error);
    if (status == ENT_OK)
        status = ent_yaml_take_text(yaml, node, "kind", true, &intervention->kind_word, error);
    for (size_t i = 0; i < ent_countof(kinds) && status == ENT_OK; i++)
        if (strcmp(kinds[i].word, intervention->kind_word) == 0)
            row = &kinds[i];
    if (status == ENT_OK && !row)
        return fail_kind(scenario, ent_yaml_get(node, "kind"), intervention->kind_word, error);
    if (status != ENT_OK)
        return status;
    intervention->kind = row->kind;
    intervention->place = scenario_place(node);
    status = check_keys(scenario, node, row, error);
    if (status == ENT_OK)
        status = scenario_read_id(scenario, node, &intervention->id, error);
    if (status == ENT_OK)
        status = read_date(scenario, node, intervention, error);
    if (status == ENT_OK)
        status = read_actors(scenario, node, row, intervention, error);
    for (size_t i = 0; i < 2 && row->texts[i] && status == ENT_OK; i++)
        status = read_text(scenario, node, row->texts[i], true, intervention, error);
    for (size_t i = 0; i < 2 && row->optional[i] && status == ENT_OK; i++)
        status = read_text(scenario, node, row->optional[i], false, intervention, error);
    if (status == ENT_OK)
        status = read_number(scenario, node, row, intervention, error);
    if (status == ENT_OK)
        status = ent_yaml_take_text(yaml, node, "source", false, &intervention->source, error);
    if (status == ENT_OK)
        status = ent_yaml_take_text(yaml, node, "note", false, &intervention->note, error);
    return status == ENT_OK ? scenario_read_doubt(scenario, node, &intervention->marks, error)
                            : status;
}

/* Keep the list in the order of dates; those of one day stay as they were written. */
static void insert_by_date(ent_intervention *list, size_t count)
{
    ent_intervention added = list[count];
    while (count > 0 && list[count - 1].date.from > added.date.from) {
        list[count] = list[count - 1];
        count--;
    }
    list[count] = added;
}

ent_status scenario_read_interventions(ent_scenario *scenario, const ent_yaml_node *list,
                                       ent_error *error)
{
    ent_scenario_content *content = &scenario->content;
    ent_status status =
        ent_yaml_expect(scenario->yaml, list, ENT_YAML_LIST, "interventions", error);
    if (status != ENT_OK)
        return status;
    ent_intervention *all =
        ent_arena_new(&scenario->arena, (list->child_count + 1) * sizeof *all);
    if (!all)
        return ent_fail_memory(error);
    content->interventions = all;
    for (const ent_yaml_node *node = list->child; node && status == ENT_OK; node = node->next) {
        ent_intervention *intervention = &all[content->intervention_count];
        status = read_intervention(scenario, node, intervention, error);
        for (size_t i = 0; i < content->intervention_count && status == ENT_OK; i++)
            if (strcmp(all[i].id, intervention->id) == 0)
                return ent_yaml_fail(scenario->yaml, node, error, "intervention '%s' stands twice",
                                     intervention->id);
        if (status == ENT_OK)
            insert_by_date(all, content->intervention_count++);
    }
    return status;
}
