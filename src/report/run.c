/* `entente run`: a scenario before and after its interventions, section by section. */
#include "report/run.h"

#include "core/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- cells ---- */

void run_cell_text(running *run, ent_json_value *table, const char *column, const char *text)
{
    ent_json_add_text(run->answer.json, ent_json_get(table, column), NULL, text);
}

void run_cell_number(running *run, ent_json_value *table, const char *column, double number)
{
    ent_json_add_number(run->answer.json, ent_json_get(table, column), NULL, number);
}

void run_cell_integer(running *run, ent_json_value *table, const char *column, size_t number)
{
    ent_json_add_integer(run->answer.json, ent_json_get(table, column), NULL, (long long)number);
}

/* ---- what the run is about ---- */

static void add_scenario(running *run, const char *world_path)
{
    ent_json *json = run->answer.json;
    ent_json_value *s = ent_json_add_object(json, run->answer.result, "scenario");
    char day[11];
    ent_json_add_text(json, s, "file", run->content->path);
    ent_json_add_text(json, s, "title", run->content->title);
    ent_json_add_text(json, s, "question", run->content->question);
    ent_json_add_text(json, s, "description", run->content->description);
    ent_json_add_text(json, s, "source", run->content->source);
    ent_json_add_text(json, s, "world", world_path);
    ent_json_add_text(json, s, "date", ent_day_format(run->before->day, day));
    ent_json_add_text(json, s, "base", run->before->system_source);
    ent_json_add_integer(json, s, "actors", (long long)run->before->actor_count);
}

static void add_member_list(running *run, ent_json_value *in, const char *key,
                            const uint8_t *member)
{
    ent_json_value *list = ent_json_add_list(run->answer.json, in, key);
    for (size_t i = 0; i < run->before->actor_count; i++)
        if (member[i])
            ent_json_add_text(run->answer.json, list, NULL, run->before->actors[i].abb);
}

static ent_status add_blocs(running *run, ent_error *error)
{
    ent_status status = ENT_OK;
    ent_json *json = run->answer.json;
    ent_json_value *list = ent_json_add_list(json, run->answer.result, "blocs");
    uint8_t *ignored = ent_new_array(run->before->actor_count, 1);
    if (!ignored)
        return ent_fail_memory(error);
    for (size_t b = 0; b < run->content->bloc_count && status == ENT_OK; b++) {
        ent_json_value *bloc = ent_json_add_object(json, list, NULL);
        ent_json_add_text(json, bloc, "id", run->content->blocs[b].id);
        ent_json_add_text(json, bloc, "name", run->content->blocs[b].name);
        add_member_list(run, bloc, "members", run->members[0][b]);
        add_member_list(run, bloc, "members_after", run->members[1][b]);
        char *absent = NULL;
        status = ent_scenario_members(run->scenario, &run->content->blocs[b], run->before, ignored,
                                      &absent, NULL);
        ent_json_add_text(json, bloc, "absent", absent);
        free(absent);
        /* an error in the input: it has members after the interventions only */
        status = status == ENT_ERR_MEMORY ? ent_fail_memory(error) : ENT_OK;
    }
    free(ignored);
    return status;
}

/* What the number of an intervention is, as in the scenario's file. */
static const char *number_key(const ent_intervention *it)
{
    if (it->kind == ENT_ATTRIBUTE_TRANSFERRED)
        return it->is_share ? "share" : "amount";
    return it->kind == ENT_ATTRIBUTE_SCALED ? "factor" : "value";
}

static void add_interventions(running *run)
{
    ent_json *json = run->answer.json;
    ent_json_value *list = ent_json_add_list(json, run->answer.result, "interventions");
    for (size_t i = 0; i < run->content->intervention_count; i++) {
        const ent_intervention *it = &run->content->interventions[i];
        ent_json_value *object = ent_json_add_object(json, list, NULL);
        char day[11];
        ent_json_add_text(json, object, "id", it->id);
        ent_json_add_text(json, object, "kind", it->kind_word);
        ent_json_add_text(json, object, "date", ent_day_format(it->date.from, day));
        ent_json_value *actors = ent_json_add_list(json, object, "actors");
        for (size_t k = 0; k < it->actor_count; k++) {
            int actor = ent_snapshot_find(run->before, it->actors[k]);
            ent_json_add_text(json, actors, NULL,
                              actor >= 0 ? run->before->actors[actor].abb : it->actors[k]);
        }
        ent_json_add_text(json, object, "treaty", it->treaty);
        ent_json_add_text(json, object, "name", it->name);
        answer_add_obligations(&run->answer, object, "obligations", it->obligations);
        ent_json_add_text(json, object, "attribute", it->attribute);
        if (it->attribute) {
            ent_json_add_number(json, object, number_key(it), it->number);
            ent_json_add_text(json, object, "unit", it->unit);
        }
        ent_json_add_text(json, object, "source", it->source);
        ent_json_add_text(json, object, "note", it->note);
        answer_add_marks(&run->answer, object, "marks", it->marks);
        if (it->date.from < run->before->day)
            ent_json_add_text(json, object, "warning",
                              "dated before the base: applied to the base as it stands");
    }
}

/* ---- the two states ---- */

/* A bloc may lose all its members by the interventions, or get its first: it is an error only if it has
 * none in either state. */
static ent_status find_members(running *run, ent_error *error)
{
    size_t n = run->before->actor_count;
    ent_status status = ENT_OK;
    for (int after = 0; after < 2; after++)
        if (!(run->members[after] = ent_new_array(run->content->bloc_count, sizeof(uint8_t *))))
            return ent_fail_memory(error);
    for (size_t b = 0; b < run->content->bloc_count && status == ENT_OK; b++) {
        ent_error why[2] = {{0}};
        for (int after = 0; after < 2; after++) {
            uint8_t *mask = run->members[after][b] = ent_new_array(n, 1);
            if (!mask)
                return ent_fail_memory(error);
            status = ent_scenario_members(run->scenario, &run->content->blocs[b],
                                          run_state(run, after), mask, NULL, &why[after]);
            if (status == ENT_ERR_MEMORY)
                return ent_fail_memory(error);
        }
        if (why[0].code == ENT_OK || why[1].code == ENT_OK)
            status = ENT_OK;
        else
            status = ent_fail(error, why[0].code, "%s", why[0].message);
    }
    return status;
}

/* Whom a treaty ties. */
static void focus_treaty(running *run, const char *code)
{
    const ent_layer *layer = ent_snapshot_layer(run->before, "alliance");
    for (size_t i = 0; layer && i < layer->tie_count; i++) {
        const ent_snapshot_tie *tie = &layer->ties[i];
        if (tie->treaty >= 0 && strcmp(run->before->treaties[tie->treaty].code, code) == 0)
            run->focus[tie->a] = run->focus[tie->b] = 1;
    }
}

/* The parties of the interventions; without any, the members of the blocs. */
static void find_focus(running *run)
{
    for (size_t i = 0; i < run->content->intervention_count; i++) {
        const ent_intervention *it = &run->content->interventions[i];
        for (size_t k = 0; k < it->actor_count; k++) {
            int actor = ent_snapshot_find(run->before, it->actors[k]);
            if (actor >= 0)
                run->focus[actor] = 1;
        }
        if (it->kind == ENT_TREATY_ENDED)
            focus_treaty(run, it->treaty);
    }
    for (size_t b = 0; run->content->intervention_count == 0 && b < run->content->bloc_count; b++)
        for (size_t i = 0; i < run->before->actor_count; i++)
            run->focus[i] |= run->members[0][b][i];
}

ent_status run_make_states(running *run, const ent_run_options *options, ent_error *error)
{
    ent_status status = ENT_OK;
    ent_day day = options->on ? options->on : run->content->date;
    run->world = options->world;
    run->base_is_world = options->world || run->content->world_path;
    if (!run->world)
        status = ent_scenario_world(run->scenario, &run->world, error);
    if (status == ENT_OK)
        status = ent_snapshot_at(run->world, day, NULL, &run->before, error);
    if (status == ENT_OK)
        status = ent_snapshot_copy(run->before, &run->after, error);
    if (status != ENT_OK)
        return status;
    run->removed = ent_new_array(run->before->actor_count, 1);
    run->focus = ent_new_array(run->before->actor_count, 1);
    if (!run->removed || !run->focus)
        return ent_fail_memory(error);
    status = ent_scenario_apply(run->scenario, run->after, run->removed, error);
    if (status == ENT_OK)
        status = find_members(run, error);
    if (status == ENT_OK)
        find_focus(run);
    return status;
}

void run_clear(running *run, const ent_run_options *options)
{
    for (int after = 0; after < 2; after++) {
        for (size_t b = 0; run->members[after] && b < run->content->bloc_count; b++)
            free(run->members[after][b]);
        free(run->members[after]);
    }
    free(run->removed);
    free(run->focus);
    ent_snapshot_free(run->before);
    ent_snapshot_free(run->after);
    if (!options->world)
        ent_world_close(run->world);
}

/* ---- what names resolved to ---- */

/* The attributes of the measures, the layers of the relations, the system that says who is there. */
static ent_status add_resolved(running *run, ent_error *error)
{
    static const char *const layers[] = {"alliance", "rivalry", "contiguity"};
    const ent_measure *measure;
    (void)error;
    for (size_t i = 0; (measure = ent_measure_at(i)); i++)
        for (size_t k = 0; k < ent_countof(measure->needs) && measure->needs[k]; k++) {
            const ent_attribute *attribute = ent_snapshot_attribute(run->before, measure->needs[k]);
            if (attribute)
                answer_add_resolved(&run->answer, run->world, ENT_ATTRIBUTE, attribute->name,
                                    attribute->source);
        }
    for (size_t i = 0; i < ent_countof(layers); i++) {
        const ent_layer *layer = ent_snapshot_layer(run->before, layers[i]);
        if (layer)
            answer_add_resolved(&run->answer, run->world, ENT_LAYER, layer->name, layer->source);
    }
    if (run->before->system[0])
        answer_add_resolved(&run->answer, run->world, ENT_SYSTEM, run->before->system,
                            run->before->system_source);
    return ENT_OK;
}

/* ---- the run ---- */

static ent_status (*const sections[])(running *, ent_error *) = {
    run_add_balance,
    run_add_relations,
    run_add_burden,
    run_add_poles,
    run_add_similarity,
    run_add_triads,
    run_add_neighbours,
    run_add_found_blocs,
    run_add_forecast,
    run_add_claims,
    run_add_network,
    run_add_sources,
    add_resolved,
};

/* The CSV files of a base that is written in tables, or its world. */
static ent_status add_base_inputs(running *run, ent_error *error)
{
    ent_import_note *notes;
    size_t count;
    if (run->content->world_path)
        return answer_input_world(&run->answer, run->world, run->content->world_path, error);
    ent_status status = ent_world_notes(run->world, &notes, &count, error);
    for (size_t i = 0; i < count && status == ENT_OK; i++) {
        bool again = notes[i].sha256[0] == '\0'; /* a table within the scenario's file */
        for (size_t k = 0; k < i && !again; k++)
            again = strcmp(notes[k].path, notes[i].path) == 0;
        if (!again)
            answer_input(&run->answer, notes[i].path, notes[i].sha256);
    }
    free(notes);
    return status;
}

static ent_status fill(running *run, const ent_run_options *options, ent_error *error)
{
    ent_status status = ENT_OK;
    answer_input(&run->answer, run->content->path, run->content->checksum);
    if (options->world)
        status = answer_input_world(&run->answer, options->world, options->world_path, error);
    else
        status = add_base_inputs(run, error);
    add_scenario(run, options->world_path);
    if (status == ENT_OK)
        status = add_blocs(run, error);
    add_interventions(run);
    for (size_t i = 0; i < ent_countof(sections) && status == ENT_OK; i++)
        status = sections[i](run, error);
    return status;
}

/* One row a claim, for CSV. */
static void add_verdicts(running *run)
{
    static const char *const columns[] = {"id", "kind", "verdict", "statement", "reason", "source"};
    ent_json *json = run->answer.json;
    const ent_json_value *claims = ent_json_get(run->answer.result, "claims");
    ent_json_value *table = ent_json_add_table(json, run->answer.result, "verdicts", columns,
                                               ent_countof(columns));
    for (size_t i = 0; i < ent_json_count(claims); i++)
        for (size_t k = 0; k < ent_countof(columns); k++)
            ent_json_add_text(json, ent_json_get(table, columns[k]), NULL,
                              ent_json_text(ent_json_get(ent_json_at(claims, i), columns[k])));
}

ent_status ent_claims(const ent_claims_options *options, ent_json **out, ent_error *error)
{
    const ent_run_options none = {0};
    ent_scenario *scenario;
    *out = NULL;
    ent_status status = ent_scenario_open(options->path, &scenario, error);
    if (status != ENT_OK)
        return status;
    running run = {.scenario = scenario, .content = ent_scenario_get(scenario),
                   .series = options->series};
    status = answer_begin(&run.answer, "claims", error);
    if (status == ENT_OK) {
        answer_input(&run.answer, run.content->path, run.content->checksum);
        status = run_make_states(&run, &none, error);
        if (status == ENT_OK)
            status = add_base_inputs(&run, error);
        if (status == ENT_OK && options->series)
            status = answer_input_world(&run.answer, options->series, options->series_path, error);
        if (status == ENT_OK) {
            add_scenario(&run, options->series_path);
            status = add_blocs(&run, error);
        }
        if (status == ENT_OK)
            status = run_add_claims(&run, error);
        if (status == ENT_OK)
            status = run_add_sources(&run, error);
        add_verdicts(&run);
        status = answer_end(&run.answer, status, out, error);
    }
    run_clear(&run, &none);
    ent_scenario_free(scenario);
    return status;
}

ent_status ent_run(const ent_run_options *options, ent_json **out, ent_error *error)
{
    ent_scenario *scenario;
    *out = NULL;
    ent_status status = ent_scenario_open(options->scenario_path, &scenario, error);
    if (status != ENT_OK)
        return status;
    running run = {.scenario = scenario, .content = ent_scenario_get(scenario)};
    status = answer_begin(&run.answer, "run", error);
    if (status == ENT_OK) {
        status = run_make_states(&run, options, error);
        if (status == ENT_OK)
            status = fill(&run, options, error);
        status = answer_end(&run.answer, status, out, error);
    }
    run_clear(&run, options);
    ent_scenario_free(scenario);
    return status;
}
