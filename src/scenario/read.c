/* Reading a scenario's file. Each list is checked against its keys; what only the base can tell (is there
 * such an actor?) is checked when it is applied. */
#include "scenario/scenario.h"

#include "core/file.h"
#include "core/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

ent_status scenario_fail(const ent_scenario *scenario, ent_place place, ent_error *error,
                         const char *format, ...)
{
    char message[400];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    return ent_fail(error, ENT_ERR_INPUT, "%s:%zu:%zu: %s", ent_yaml_name(scenario->yaml),
                    place.line, place.column, message);
}

ent_place scenario_place(const ent_yaml_node *node)
{
    return (ent_place){node->line, node->column};
}

ent_status scenario_read_texts(ent_scenario *scenario, const ent_yaml_node *list, const char *what,
                               const char *const **texts, const ent_place **places, size_t *count,
                               ent_error *error)
{
    ent_status status = ent_yaml_expect(scenario->yaml, list, ENT_YAML_LIST, what, error);
    if (status != ENT_OK)
        return status;
    const char **items = ent_arena_new(&scenario->arena, (list->child_count + 1) * sizeof *items);
    ent_place *where = ent_arena_new(&scenario->arena, (list->child_count + 1) * sizeof *where);
    if (!items || !where)
        return ent_fail_memory(error);
    *count = 0;
    for (const ent_yaml_node *item = list->child; item; item = item->next) {
        status = ent_yaml_expect(scenario->yaml, item, ENT_YAML_TEXT, what, error);
        if (status != ENT_OK)
            return status;
        items[*count] = item->text;
        where[(*count)++] = scenario_place(item);
    }
    *texts = items;
    *places = where;
    return ENT_OK;
}

ent_status scenario_read_doubt(const ent_scenario *scenario, const ent_yaml_node *map,
                               unsigned *marks, ent_error *error)
{
    static const struct {
        const char *key, *word;
        unsigned mark;
    } words[] = {
        {"status", "read", 0},
        {"status", "unverified", ENT_MARK_UNVERIFIED},
        {"status", "disputed", ENT_MARK_DISPUTED},
        {"confidence", "high", 0},
        {"confidence", "medium", 0},
        {"confidence", "low", ENT_MARK_LOW_CONFIDENCE},
    };
    static const char *const keys[] = {"status", "confidence"};
    for (size_t k = 0; k < ent_countof(keys); k++) {
        const char *text;
        bool known = false;
        ent_status status =
            ent_yaml_take_text(scenario->yaml, map, keys[k], false, &text, error);
        if (status != ENT_OK)
            return status;
        for (size_t i = 0; text && i < ent_countof(words) && !known; i++) {
            known = strcmp(words[i].key, keys[k]) == 0 && strcmp(words[i].word, text) == 0;
            *marks |= known ? words[i].mark : 0;
        }
        if (text && !known)
            return ent_yaml_fail(scenario->yaml, ent_yaml_get(map, keys[k]), error,
                                 "%s '%.40s' is unknown; expected %s", keys[k], text,
                                 k == 0 ? "read, unverified, disputed" : "high, medium, low");
    }
    return ENT_OK;
}

ent_status scenario_read_id(const ent_scenario *scenario, const ent_yaml_node *map,
                            const char **out, ent_error *error)
{
    ent_status status = ent_yaml_take_text(scenario->yaml, map, "id", true, out, error);
    if (status != ENT_OK)
        return status;
    size_t good = strspn(*out, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");
    if ((*out)[good] != '\0' || good > 60)
        return ent_yaml_fail(scenario->yaml, ent_yaml_get(map, "id"), error,
                             "id '%.60s' may have letters, digits and '_', at most 60", *out);
    return ENT_OK;
}

/* ---- base ---- */

static const char *const base_keys[] = {"date", "world", "actors", "attributes", "ties", "treaties",
                                        "treaty_members", "treaty_exceptions"};

static ent_status read_base(ent_scenario *scenario, const ent_yaml_node *base, ent_error *error)
{
    ent_yaml *yaml = scenario->yaml;
    const char *date, *world;
    ent_span day;
    ent_precision precision;
    ent_status status = ent_yaml_expect(yaml, base, ENT_YAML_MAP, "base", error);
    if (status == ENT_OK)
        status = ent_yaml_check_keys(yaml, base, base_keys, ent_countof(base_keys), error);
    if (status == ENT_OK)
        status = ent_yaml_take_text(yaml, base, "date", true, &date, error);
    if (status == ENT_OK)
        status = ent_yaml_take_text(yaml, base, "world", false, &world, error);
    if (status != ENT_OK)
        return status;
    ent_error inner = {0};
    if (ent_span_parse(date, &day, &precision, &inner) != ENT_OK)
        return ent_yaml_fail(yaml, ent_yaml_get(base, "date"), error, "%s", inner.message);
    if (precision != ENT_DATE_DAY)
        return ent_yaml_fail(yaml, ent_yaml_get(base, "date"), error,
                             "date '%.20s' must be a day, YYYY-MM-DD", date);
    if (world && base->child_count > 2)
        return ent_yaml_fail(yaml, base, error,
                             "a base is either a world and a date, or tables of its own");
    if (!world && !ent_yaml_get(base, "actors"))
        return ent_yaml_fail(yaml, base, error, "the base has neither 'world' nor 'actors'");
    scenario->base = base;
    scenario->content.date = day.from;
    scenario->content.world_path = world;
    return ENT_OK;
}

/* ---- blocs ---- */

static ent_status read_bloc(ent_scenario *scenario, const ent_yaml_node *node,
                            ent_scenario_bloc *bloc, ent_error *error)
{
    static const char *const keys[] = {"id", "name", "members", "treaty"};
    ent_yaml *yaml = scenario->yaml;
    ent_status status = ent_yaml_expect(yaml, node, ENT_YAML_MAP, "a bloc", error);
    if (status == ENT_OK)
        status = ent_yaml_check_keys(yaml, node, keys, ent_countof(keys), error);
    if (status == ENT_OK)
        status = scenario_read_id(scenario, node, &bloc->id, error);
    if (status == ENT_OK)
        status = ent_yaml_take_text(yaml, node, "name", false, &bloc->name, error);
    if (status == ENT_OK)
        status = ent_yaml_take_text(yaml, node, "treaty", false, &bloc->treaty, error);
    const ent_yaml_node *members = ent_yaml_get(node, "members");
    if (status == ENT_OK && !members == !bloc->treaty)
        return ent_yaml_fail(yaml, node, error,
                             "bloc '%s' needs either 'members' or 'treaty'", bloc->id);
    if (!bloc->name)
        bloc->name = bloc->id;
    if (status != ENT_OK || !members)
        return status;
    status = scenario_read_texts(scenario, members, "members", &bloc->members, &bloc->places,
                                 &bloc->member_count, error);
    if (status == ENT_OK && bloc->member_count == 0)
        return ent_yaml_fail(yaml, members, error, "bloc '%s' has no members", bloc->id);
    return status;
}

static ent_status read_blocs(ent_scenario *scenario, const ent_yaml_node *list, ent_error *error)
{
    ent_status status = ent_yaml_expect(scenario->yaml, list, ENT_YAML_LIST, "blocs", error);
    ent_scenario_bloc *blocs =
        ent_arena_new(&scenario->arena, (list->child_count + 1) * sizeof *blocs);
    if (status == ENT_OK && !blocs)
        return ent_fail_memory(error);
    scenario->content.blocs = blocs;
    for (const ent_yaml_node *node = list->child; node && status == ENT_OK; node = node->next) {
        ent_scenario_bloc *bloc = &blocs[scenario->content.bloc_count];
        status = read_bloc(scenario, node, bloc, error);
        for (size_t i = 0; i < scenario->content.bloc_count && status == ENT_OK; i++)
            if (strcmp(blocs[i].id, bloc->id) == 0)
                return ent_yaml_fail(scenario->yaml, node, error, "bloc '%s' stands twice",
                                     bloc->id);
        scenario->content.bloc_count++;
    }
    return status;
}

/* ---- the file ---- */

/* Nothing can be changed before the day on which the base stands. */
static ent_status check_dates(const ent_scenario *scenario, ent_error *error)
{
    const ent_scenario_content *content = &scenario->content;
    for (size_t i = 0; i < content->intervention_count; i++) {
        const ent_intervention *it = &content->interventions[i];
        char date[11], base[11];
        if (it->date.from < content->date)
            return scenario_fail(scenario, it->place, error,
                                 "intervention '%s' is dated %s, before the base, %s", it->id,
                                 ent_day_format(it->date.from, date),
                                 ent_day_format(content->date, base));
    }
    return ENT_OK;
}

static ent_status read_root(ent_scenario *scenario, ent_error *error)
{
    static const char *const keys[] = {"title", "question", "description", "source", "base",
                                       "blocs", "interventions", "sensitivity", "paths", "figures", "claims"};
    ent_yaml *yaml = scenario->yaml;
    const ent_yaml_node *root = ent_yaml_root(yaml), *node;
    ent_scenario_content *content = &scenario->content;
    ent_status status = ent_yaml_expect(yaml, root, ENT_YAML_MAP, "a scenario", error);
    if (status == ENT_OK)
        status = ent_yaml_check_keys(yaml, root, keys, ent_countof(keys), error);
    if (status == ENT_OK)
        status = ent_yaml_take_text(yaml, root, "title", true, &content->title, error);
    if (status == ENT_OK)
        status = ent_yaml_take_text(yaml, root, "question", false, &content->question, error);
    if (status == ENT_OK)
        status = ent_yaml_take_text(yaml, root, "description", false, &content->description, error);
    if (status == ENT_OK)
        status = ent_yaml_take_text(yaml, root, "source", false, &content->source, error);
    if (status == ENT_OK && !(node = ent_yaml_get(root, "base")))
        return ent_yaml_fail(yaml, root, error, "key 'base' is missing");
    if (status == ENT_OK)
        status = read_base(scenario, node, error);
    if (status == ENT_OK && (node = ent_yaml_get(root, "blocs")))
        status = read_blocs(scenario, node, error);
    if (status == ENT_OK && (node = ent_yaml_get(root, "interventions")))
        status = scenario_read_interventions(scenario, node, error);
    if (status == ENT_OK && (node = ent_yaml_get(root, "sensitivity")))
        status = scenario_read_sensitivity(scenario, node, error);
    if (status == ENT_OK && (node = ent_yaml_get(root, "paths")))
        status = scenario_read_paths(scenario, node, error);
    if (status == ENT_OK && (node = ent_yaml_get(root, "figures")))
        status = scenario_read_figures(scenario, node, error);
    if (status == ENT_OK && (node = ent_yaml_get(root, "claims")))
        status = scenario_read_claims(scenario, node, error);
    return status == ENT_OK ? check_dates(scenario, error) : status;
}

ent_status ent_scenario_open(const char *path, ent_scenario **out, ent_error *error)
{
    *out = NULL;
    ent_scenario *scenario = calloc(1, sizeof *scenario);
    if (!scenario)
        return ent_fail_memory(error);
    ent_status status = ent_yaml_open(path, &scenario->yaml, error);
    if (status == ENT_OK)
        status = read_root(scenario, error);
    if (status != ENT_OK) {
        ent_scenario_free(scenario);
        return status;
    }
    scenario->content.path = ent_yaml_name(scenario->yaml);
    scenario->content.checksum = ent_yaml_checksum(scenario->yaml);
    *out = scenario;
    return ENT_OK;
}

void ent_scenario_free(ent_scenario *scenario)
{
    if (!scenario)
        return;
    ent_arena_clear(&scenario->arena);
    ent_yaml_close(scenario->yaml);
    free(scenario);
}

const ent_scenario_content *ent_scenario_get(const ent_scenario *scenario)
{
    return &scenario->content;
}
