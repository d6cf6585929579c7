/* What the answer to a scenario is to be tried with: reading the list `sensitivity`. Whether a fit has the effect that an item
 * names, and a choice of rates of that word, the what-if finds. */
#include "scenario/scenario.h"

#include "core/text.h"

#include <string.h>

static ent_status read_number(const ent_scenario *scenario, const ent_yaml_node *map, const char *key, double *out,
                              ent_error *error)
{
    const char *text;
    ent_status status = ent_yaml_take_text(scenario->yaml, map, key, true, &text, error);
    if (status == ENT_OK && !ent_parse_number(text, out))
        return ent_yaml_fail(scenario->yaml, ent_yaml_get(map, key), error, "%s '%.40s' is not a number", key, text);
    return status;
}

static ent_status read_parameter(ent_scenario *scenario, const ent_yaml_node *map, ent_scenario_unsure *out, ent_error *error)
{
    static const char *const keys[] = {"parameter", "from", "to"};
    ent_yaml *yaml = scenario->yaml;
    ent_status status = ent_yaml_check_keys(yaml, map, keys, ent_countof(keys), error);
    out->kind = ENT_UNSURE_PARAMETER;
    if (status == ENT_OK)
        status = ent_yaml_take_text(yaml, map, "parameter", true, &out->parameter, error);
    if (status == ENT_OK)
        status = read_number(scenario, map, "from", &out->from, error);
    if (status == ENT_OK)
        status = read_number(scenario, map, "to", &out->to, error);
    if (status != ENT_OK)
        return status;
    out->places[0] = scenario_place(ent_yaml_get(map, "parameter"));
    return out->from <= out->to ? ENT_OK
               : ent_yaml_fail(yaml, ent_yaml_get(map, "from"), error, "from %s is above to, %s", ent_yaml_get(map, "from")->text,
                               ent_yaml_get(map, "to")->text);
}

static ent_status read_rates(ent_scenario *scenario, const ent_yaml_node *map, ent_scenario_unsure *out, ent_error *error)
{
    static const char *const keys[] = {"rates"};
    const char *const *words;
    const ent_place *places;
    size_t count;
    const ent_yaml_node *list = ent_yaml_get(map, "rates");
    ent_status status = ent_yaml_check_keys(scenario->yaml, map, keys, ent_countof(keys), error);
    out->kind = ENT_UNSURE_RATES;
    if (status == ENT_OK)
        status = scenario_read_texts(scenario, list, "rates", &words, &places, &count, error);
    if (status == ENT_OK && count != 2)
        return ent_yaml_fail(scenario->yaml, list, error, "rates: expected two choices, [lowest, highest]");
    for (size_t end = 0; end < 2 && status == ENT_OK; end++) {
        out->rates[end] = words[end];
        out->places[end] = places[end];
    }
    return status;
}

static ent_status fail_intervention(ent_scenario *scenario, const ent_yaml_node *node, const char *id, ent_error *error)
{
    const ent_scenario_content *content = &scenario->content;
    const char **ids = ent_arena_new(&scenario->arena, (content->intervention_count + 1) * sizeof *ids);
    if (!ids)
        return ent_fail_memory(error);
    for (size_t k = 0; k < content->intervention_count; k++)
        ids[k] = content->interventions[k].id;
    const char *near = content->intervention_count ? ent_nearest(id, ids, content->intervention_count) : NULL;
    return ent_yaml_fail(scenario->yaml, node, error, "there is no intervention '%.60s'%s%s%s", id, near ? ", did you mean '" : "",
                         near ? near : "", near ? "'?" : "");
}

static ent_status read_intervention(ent_scenario *scenario, const ent_yaml_node *map, ent_scenario_unsure *out, ent_error *error)
{
    static const char *const keys[] = {"intervention"};
    const ent_scenario_content *content = &scenario->content;
    const ent_yaml_node *node = ent_yaml_get(map, "intervention");
    ent_status status = ent_yaml_check_keys(scenario->yaml, map, keys, ent_countof(keys), error);
    out->kind = ENT_UNSURE_INTERVENTION;
    if (status == ENT_OK)
        status = ent_yaml_take_text(scenario->yaml, map, "intervention", true, &out->intervention, error);
    if (status != ENT_OK)
        return status;
    out->places[0] = scenario_place(node);
    for (size_t k = 0; k < content->intervention_count; k++)
        if (strcmp(content->interventions[k].id, out->intervention) == 0)
            return ENT_OK;
    return fail_intervention(scenario, node, out->intervention, error);
}

static ent_status read_item(ent_scenario *scenario, const ent_yaml_node *map, ent_scenario_unsure *out, ent_error *error)
{
    static const char *const keys[] = {"parameter", "from", "to", "rates", "intervention"};
    ent_status status = ent_yaml_expect(scenario->yaml, map, ENT_YAML_MAP, "an item of sensitivity", error);
    if (status == ENT_OK)
        status = ent_yaml_check_keys(scenario->yaml, map, keys, ent_countof(keys), error);
    if (status != ENT_OK)
        return status;
    bool parameter = ent_yaml_get(map, "parameter"), rates = ent_yaml_get(map, "rates");
    bool intervention = ent_yaml_get(map, "intervention");
    if (parameter + rates + intervention != 1)
        return ent_yaml_fail(scenario->yaml, map, error, "an item of sensitivity needs 'parameter', 'rates' or 'intervention', "
                             "one of them");
    return parameter ? read_parameter(scenario, map, out, error)
           : rates   ? read_rates(scenario, map, out, error)
                     : read_intervention(scenario, map, out, error);
}

ent_status scenario_read_sensitivity(ent_scenario *scenario, const ent_yaml_node *list, ent_error *error)
{
    ent_scenario_content *content = &scenario->content;
    ent_status status = ent_yaml_expect(scenario->yaml, list, ENT_YAML_LIST, "sensitivity", error);
    if (status != ENT_OK)
        return status;
    ent_scenario_unsure *all = ent_arena_new(&scenario->arena, (list->child_count + 1) * sizeof *all);
    if (!all)
        return ent_fail_memory(error);
    content->sensitivity = all;
    for (const ent_yaml_node *node = list->child; node && status == ENT_OK; node = node->next)
        status = read_item(scenario, node, &all[content->sensitivity_count++], error);
    return status;
}
