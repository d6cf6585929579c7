/* Claims and the figures that they use: reading them. A claim is `measured`, a test over measures, series,
 * ties and figures, or `documented`, listed evidence with a rule that computes the verdict. */
#include "scenario/scenario.h"

#include "core/text.h"

#include <math.h>
#include <string.h>

/* ---- figures ---- */

/* A number that must be one. */
static ent_status take_number(const ent_scenario *scenario, const ent_yaml_node *node, double *out,
                              ent_error *error)
{
    ent_status status = ent_yaml_expect(scenario->yaml, node, ENT_YAML_TEXT, "a number", error);
    if (status == ENT_OK && !ent_parse_number(node->text, out))
        return ent_yaml_fail(scenario->yaml, node, error, "'%.40s' is not a number", node->text);
    return status;
}

/* A number, or [low, high]. */
static ent_status take_range(const ent_scenario *scenario, const ent_yaml_node *node, double *low,
                             double *high, ent_error *error)
{
    if (node->kind != ENT_YAML_LIST) {
        ent_status status = take_number(scenario, node, low, error);
        *high = *low;
        return status;
    }
    if (node->child_count != 2)
        return ent_yaml_fail(scenario->yaml, node, error, "a range is two numbers: [low, high]");
    ent_status status = take_number(scenario, node->child, low, error);
    if (status == ENT_OK)
        status = take_number(scenario, node->child->next, high, error);
    if (status == ENT_OK && *low > *high)
        return ent_yaml_fail(scenario->yaml, node, error, "a range goes from the lower to the higher");
    return status;
}

/* values: {2015: 2.95, 2016: [1.8, 1.9]} */
static ent_status read_years(ent_scenario *scenario, const ent_yaml_node *map,
                             ent_scenario_figure *figure, ent_error *error)
{
    ent_status status = ent_yaml_expect(scenario->yaml, map, ENT_YAML_MAP, "values", error);
    if (status != ENT_OK)
        return status;
    ent_figure_year *years = ent_arena_new(&scenario->arena, (map->child_count + 1) * sizeof *years);
    if (!years)
        return ent_fail_memory(error);
    for (const ent_yaml_node *node = map->child; node && status == ENT_OK; node = node->next) {
        ent_figure_year *year = &years[figure->year_count++];
        long long number;
        if (!ent_parse_integer(node->key, &number) || number < ENT_YEAR_MIN || number > ENT_YEAR_MAX)
            return ent_yaml_fail(scenario->yaml, node, error, "'%.40s' is not a year from %d to %d",
                                 node->key, ENT_YEAR_MIN, ENT_YEAR_MAX);
        year->year = (int)number;
        status = take_range(scenario, node, &year->low, &year->high, error);
    }
    figure->years = years;
    return status;
}

static ent_status read_figure(ent_scenario *scenario, const ent_yaml_node *node,
                              ent_scenario_figure *figure, ent_error *error)
{
    static const char *const keys[] = {"id",     "name",       "value", "values", "unit", "source",
                                       "status", "confidence", "note"};
    ent_yaml *yaml = scenario->yaml;
    ent_status status = ent_yaml_expect(yaml, node, ENT_YAML_MAP, "a figure", error);
    if (status == ENT_OK)
        status = ent_yaml_check_keys(yaml, node, keys, ent_countof(keys), error);
    if (status == ENT_OK)
        status = scenario_read_id(scenario, node, &figure->id, error);
    if (status == ENT_OK)
        status = ent_yaml_take_text(yaml, node, "name", false, &figure->name, error);
    if (status == ENT_OK)
        status = ent_yaml_take_text(yaml, node, "unit", false, &figure->unit, error);
    if (status == ENT_OK)
        status = ent_yaml_take_text(yaml, node, "source", true, &figure->source, error);
    if (status == ENT_OK)
        status = ent_yaml_take_text(yaml, node, "note", false, &figure->note, error);
    if (status == ENT_OK)
        status = scenario_read_doubt(scenario, node, &figure->marks, error);
    const ent_yaml_node *value = ent_yaml_get(node, "value"), *values = ent_yaml_get(node, "values");
    if (status == ENT_OK && !value == !values)
        return ent_yaml_fail(yaml, node, error, "figure '%s' needs either 'value' or 'values'",
                             figure->id);
    if (status != ENT_OK)
        return status;
    return value ? take_range(scenario, value, &figure->low, &figure->high, error)
                 : read_years(scenario, values, figure, error);
}

ent_status scenario_read_figures(ent_scenario *scenario, const ent_yaml_node *list, ent_error *error)
{
    ent_status status = ent_yaml_expect(scenario->yaml, list, ENT_YAML_LIST, "figures", error);
    ent_scenario_figure *figures =
        ent_arena_new(&scenario->arena, (list->child_count + 1) * sizeof *figures);
    if (status == ENT_OK && !figures)
        return ent_fail_memory(error);
    scenario->content.figures = figures;
    for (const ent_yaml_node *node = list->child; node && status == ENT_OK; node = node->next) {
        ent_scenario_figure *figure = &figures[scenario->content.figure_count];
        status = read_figure(scenario, node, figure, error);
        for (size_t i = 0; i < scenario->content.figure_count && status == ENT_OK; i++)
            if (strcmp(figures[i].id, figure->id) == 0)
                return ent_yaml_fail(scenario->yaml, node, error, "figure '%s' stands twice",
                                     figure->id);
        scenario->content.figure_count++;
    }
    return status;
}

/* ---- evidence ---- */

static ent_status read_says(const ent_scenario *scenario, const ent_yaml_node *node,
                            ent_scenario_evidence *evidence, ent_error *error)
{
    static const char *const words[] = {"supports", "contradicts", "context"};
    const char *word;
    ent_status status = ent_yaml_take_text(scenario->yaml, node, "says", true, &word, error);
    for (size_t i = 0; i < ent_countof(words) && status == ENT_OK; i++) {
        if (strcmp(words[i], word) == 0) {
            evidence->says = (ent_evidence_says)i;
            return ENT_OK;
        }
    }
    if (status != ENT_OK)
        return status;
    return ent_yaml_fail(scenario->yaml, ent_yaml_get(node, "says"), error,
                         "says '%.40s' is unknown; expected supports, contradicts, context", word);
}

static ent_status read_evidence(ent_scenario *scenario, const ent_yaml_node *node,
                                ent_scenario_evidence *evidence, ent_error *error)
{
    static const char *const keys[] = {"says",   "type",       "statement", "date", "source",
                                       "status", "confidence", "note"};
    ent_yaml *yaml = scenario->yaml;
    const char *date;
    ent_error inner = {0};
    ent_status status = ent_yaml_expect(yaml, node, ENT_YAML_MAP, "a piece of evidence", error);
    if (status == ENT_OK)
        status = ent_yaml_check_keys(yaml, node, keys, ent_countof(keys), error);
    if (status == ENT_OK)
        status = read_says(scenario, node, evidence, error);
    if (status == ENT_OK)
        status = ent_yaml_take_text(yaml, node, "type", false, &evidence->type, error);
    if (status == ENT_OK)
        status = ent_yaml_take_text(yaml, node, "statement", true, &evidence->statement, error);
    if (status == ENT_OK)
        status = ent_yaml_take_text(yaml, node, "source", true, &evidence->source, error);
    if (status == ENT_OK)
        status = ent_yaml_take_text(yaml, node, "note", false, &evidence->note, error);
    if (status == ENT_OK)
        status = ent_yaml_take_text(yaml, node, "date", true, &date, error);
    if (status == ENT_OK && ent_span_parse(date, &evidence->date, NULL, &inner) != ENT_OK)
        return ent_yaml_fail(yaml, ent_yaml_get(node, "date"), error, "%s", inner.message);
    evidence->date_text = date;
    return status == ENT_OK ? scenario_read_doubt(scenario, node, &evidence->marks, error) : status;
}

static ent_status read_evidences(ent_scenario *scenario, const ent_yaml_node *list,
                                 ent_scenario_claim *claim, ent_error *error)
{
    ent_status status = ent_yaml_expect(scenario->yaml, list, ENT_YAML_LIST, "evidence", error);
    ent_scenario_evidence *items =
        ent_arena_new(&scenario->arena, (list->child_count + 1) * sizeof *items);
    if (status == ENT_OK && !items)
        return ent_fail_memory(error);
    claim->evidence = items;
    for (const ent_yaml_node *node = list->child; node && status == ENT_OK; node = node->next)
        status = read_evidence(scenario, node, &items[claim->evidence_count++], error);
    return status;
}

/* ---- claims ---- */

static ent_status read_measured(ent_scenario *scenario, const ent_yaml_node *node,
                                ent_scenario_claim *claim, ent_error *error)
{
    static const char *const keys[] = {"id",   "kind",    "statement", "test",   "when",      "horizon",
                                       "as_of", "source", "status",    "confidence", "note"};
    ent_yaml *yaml = scenario->yaml;
    const char *when;
    ent_status status = ent_yaml_check_keys(yaml, node, keys, ent_countof(keys), error);
    if (status == ENT_OK)
        status = ent_yaml_take_text(yaml, node, "test", true, &claim->holds_if, error);
    if (status == ENT_OK)
        status = ent_yaml_take_text(yaml, node, "when", false, &when, error);
    if (status == ENT_OK && when && strcmp(when, "before") != 0 && strcmp(when, "after") != 0)
        return ent_yaml_fail(yaml, ent_yaml_get(node, "when"), error,
                             "when '%.40s' is neither before nor after", when);
    if (status != ENT_OK)
        return status;
    claim->before = when && strcmp(when, "before") == 0;
    claim->place = scenario_place(ent_yaml_get(node, "test"));
    return ENT_OK;
}

static ent_status read_documented(ent_scenario *scenario, const ent_yaml_node *node,
                                  ent_scenario_claim *claim, ent_error *error)
{
    static const char *const keys[] = {"id",     "kind",  "statement", "evidence", "holds_if", "fails_if",
                                       "horizon", "as_of", "source",    "status",   "confidence", "note"};
    ent_yaml *yaml = scenario->yaml;
    const ent_yaml_node *list = ent_yaml_get(node, "evidence");
    ent_status status = ent_yaml_check_keys(yaml, node, keys, ent_countof(keys), error);
    if (status == ENT_OK && !list)
        return ent_yaml_fail(yaml, node, error, "a documented claim needs 'evidence'");
    if (status == ENT_OK)
        status = read_evidences(scenario, list, claim, error);
    if (status == ENT_OK)
        status = ent_yaml_take_text(yaml, node, "holds_if", true, &claim->holds_if, error);
    if (status == ENT_OK)
        status = ent_yaml_take_text(yaml, node, "fails_if", true, &claim->fails_if, error);
    if (status != ENT_OK)
        return status;
    claim->documented = claim->before = true;
    claim->place = scenario_place(ent_yaml_get(node, "holds_if"));
    claim->fails_place = scenario_place(ent_yaml_get(node, "fails_if"));
    return ENT_OK;
}

/* A day, or the last day of the month or year that is given. */
static ent_status read_day(const ent_scenario *scenario, const ent_yaml_node *node, const char *key,
                           ent_day *out, ent_error *error)
{
    const char *text;
    ent_span span;
    ent_error inner = {0};
    ent_status status = ent_yaml_take_text(scenario->yaml, node, key, false, &text, error);
    if (status != ENT_OK || !text)
        return status;
    if (ent_span_parse(text, &span, NULL, &inner) != ENT_OK)
        return ent_yaml_fail(scenario->yaml, ent_yaml_get(node, key), error, "%s", inner.message);
    *out = span.to;
    return ENT_OK;
}

/* What both kinds have. */
static ent_status read_common(ent_scenario *scenario, const ent_yaml_node *node,
                              ent_scenario_claim *claim, ent_error *error)
{
    ent_yaml *yaml = scenario->yaml;
    ent_status status = scenario_read_id(scenario, node, &claim->id, error);
    if (status == ENT_OK)
        status = ent_yaml_take_text(yaml, node, "statement", true, &claim->statement, error);
    if (status == ENT_OK)
        status = ent_yaml_take_text(yaml, node, "source", true, &claim->source, error);
    if (status == ENT_OK)
        status = ent_yaml_take_text(yaml, node, "note", false, &claim->note, error);
    if (status == ENT_OK)
        status = read_day(scenario, node, "horizon", &claim->horizon, error);
    if (status == ENT_OK)
        status = read_day(scenario, node, "as_of", &claim->as_of, error);
    if (status == ENT_OK && !claim->horizon != !claim->as_of)
        return ent_yaml_fail(yaml, node, error, "'horizon' (till when the claim is open) goes with "
                             "'as_of' (till when was looked)");
    return status == ENT_OK ? scenario_read_doubt(scenario, node, &claim->marks, error) : status;
}

static ent_status read_claim(ent_scenario *scenario, const ent_yaml_node *node,
                             ent_scenario_claim *claim, ent_error *error)
{
    ent_yaml *yaml = scenario->yaml;
    const char *kind;
    ent_status status = ent_yaml_expect(yaml, node, ENT_YAML_MAP, "a claim", error);
    if (status == ENT_OK)
        status = ent_yaml_take_text(yaml, node, "kind", true, &kind, error);
    if (status != ENT_OK)
        return status;
    if (strcmp(kind, "measured") == 0)
        status = read_measured(scenario, node, claim, error);
    else if (strcmp(kind, "documented") == 0)
        status = read_documented(scenario, node, claim, error);
    else
        return ent_yaml_fail(yaml, ent_yaml_get(node, "kind"), error,
                             "kind '%.40s' of a claim is unknown; expected measured, documented", kind);
    return status == ENT_OK ? read_common(scenario, node, claim, error) : status;
}

ent_status scenario_read_claims(ent_scenario *scenario, const ent_yaml_node *list, ent_error *error)
{
    ent_status status = ent_yaml_expect(scenario->yaml, list, ENT_YAML_LIST, "claims", error);
    ent_scenario_claim *claims =
        ent_arena_new(&scenario->arena, (list->child_count + 1) * sizeof *claims);
    if (status == ENT_OK && !claims)
        return ent_fail_memory(error);
    scenario->content.claims = claims;
    for (const ent_yaml_node *node = list->child; node && status == ENT_OK; node = node->next) {
        ent_scenario_claim *claim = &claims[scenario->content.claim_count];
        status = read_claim(scenario, node, claim, error);
        for (size_t i = 0; i < scenario->content.claim_count && status == ENT_OK; i++)
            if (strcmp(claims[i].id, claim->id) == 0)
                return ent_yaml_fail(scenario->yaml, node, error, "claim '%s' stands twice",
                                     claim->id);
        scenario->content.claim_count++;
    }
    return status;
}
