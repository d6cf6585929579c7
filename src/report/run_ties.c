/* Sections of a run: who is whose ally, rival, common enemy, and what changed; the network; sources. */
#include "report/run.h"

#include "core/memory.h"
#include "core/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

unsigned run_owes(const ent_snapshot *state, size_t i, size_t j)
{
    const ent_layer *layer = ent_snapshot_layer(state, "alliance");
    if (!layer || !layer->obligations)
        return 0;
    return layer->obligations[i * state->actor_count + j];
}

static unsigned doubts(const ent_snapshot *state, const char *name, size_t i, size_t j)
{
    const ent_layer *layer = ent_snapshot_layer(state, name);
    if (!layer)
        return 0;
    return layer->marks[i * state->actor_count + j] & ENT_MARKS_DOUBT;
}

bool run_are_rivals(const ent_snapshot *state, size_t i, size_t j)
{
    const ent_layer *layer = ent_snapshot_layer(state, "rivalry");
    return layer && layer->level[i * state->actor_count + j] > 0;
}

/* ---- relations ---- */

const char *run_silence(const ent_snapshot *state, const char *name)
{
    const ent_layer *layer = ent_snapshot_layer(state, name);
    return !layer ? "no data" : !layer->covered ? "not covered" : NULL;
}

bool run_layers_known(running *run, ent_json_value *object, const char *const layers[], size_t count)
{
    char text[80];
    const char *reason = NULL;
    for (size_t k = 0; k < count && !reason; k++) {
        reason = run_silence(run->before, layers[k]);
        snprintf(text, sizeof text, "layer %s: %s", layers[k], reason ? reason : "");
    }
    ent_json_add_text(run->answer.json, object, "reason", reason ? text : NULL);
    return !reason;
}

static void add_allies(running *run, ent_json_value *object, const char *key, int after, size_t i)
{
    ent_json *json = run->answer.json;
    const ent_snapshot *state = run_state(run, after);
    ent_json_value *list = ent_json_add_list(json, object, key);
    for (size_t j = 0; j < state->actor_count; j++) {
        unsigned forth = run_owes(state, i, j), back = run_owes(state, j, i);
        if (!forth && !back)
            continue;
        ent_json_value *ally = ent_json_add_object(json, list, NULL);
        ent_json_add_text(json, ally, "actor", state->actors[j].abb);
        ent_json_add_text(json, ally, "name", state->actors[j].name);
        answer_add_obligations(&run->answer, ally, "owes", forth);
        answer_add_obligations(&run->answer, ally, "is_owed", back);
        answer_add_marks(&run->answer, ally, "marks",
                         doubts(state, "alliance", i, j) | doubts(state, "alliance", j, i));
    }
}

static void add_rivals(running *run, ent_json_value *object, const char *key, int after, size_t i)
{
    ent_json *json = run->answer.json;
    const ent_snapshot *state = run_state(run, after);
    ent_json_value *list = ent_json_add_list(json, object, key);
    for (size_t j = 0; j < state->actor_count; j++) {
        if (!run_are_rivals(state, i, j))
            continue;
        ent_json_value *rival = ent_json_add_object(json, list, NULL);
        ent_json_add_text(json, rival, "actor", state->actors[j].abb);
        ent_json_add_text(json, rival, "name", state->actors[j].name);
        answer_add_marks(&run->answer, rival, "marks", doubts(state, "rivalry", i, j));
    }
}

static void add_common_enemies(running *run, ent_json_value *list, size_t i, size_t j)
{
    ent_json *json = run->answer.json;
    ent_json_value *object = ent_json_add_object(json, list, NULL);
    ent_json_add_text(json, object, "a", run->before->actors[i].abb);
    ent_json_add_text(json, object, "b", run->before->actors[j].abb);
    for (int after = 0; after < 2; after++) {
        const ent_snapshot *state = run_state(run, after);
        ent_json_value *enemies = ent_json_add_list(json, object, run_when(after));
        for (size_t k = 0; k < state->actor_count; k++)
            if (run_are_rivals(state, i, k) && run_are_rivals(state, j, k))
                ent_json_add_text(json, enemies, NULL, state->actors[k].abb);
    }
}

/* The layers that relations rest on, and what they say of this day. */
static void add_layer(running *run, ent_json_value *object, const char *name)
{
    ent_json *json = run->answer.json;
    const ent_layer *layer = ent_snapshot_layer(run->before, name);
    ent_json_value *item = ent_json_add_object(json, object, name);
    ent_json_add_text(json, item, "source", layer ? layer->source : NULL);
    ent_json_add_text(json, item, "reason",
                      run_silence(run->before, name));
}

/* One change of a tie between two actors; from and to are words, "" for none. */
static void add_change(running *run, ent_json_value *table, const char *layer, size_t i, size_t j,
                       const char *from, const char *to)
{
    const char *const cells[][2] = {{"layer", layer},
                                    {"a", run->before->actors[i].abb},
                                    {"b", run->before->actors[j].abb},
                                    {"before", from},
                                    {"after", to}};
    for (size_t c = 0; c < ent_countof(cells); c++)
        ent_json_add_text(run->answer.json, ent_json_get(table, cells[c][0]), NULL, cells[c][1]);
}

/* "defense;consultation", with the other direction if it differs. */
static void pair_text(const ent_snapshot *state, size_t i, size_t j, ent_buffer *text)
{
    unsigned both[2] = {run_owes(state, i, j), run_owes(state, j, i)};
    for (int way = 0; way < 2 - (both[0] == both[1]); way++) {
        if (both[0] != both[1])
            ent_buffer_format(text, "%s%s owes ", way ? ", " : "",
                              state->actors[way ? j : i].abb);
        if (both[way] == 0)
            ent_buffer_add(text, "nothing");
        bool first = true;
        for (unsigned bit = 1; bit <= ENT_OBLIGATIONS_ALL; bit <<= 1) {
            if (!(both[way] & bit))
                continue;
            ent_buffer_format(text, "%s%s", first ? "" : ";", ent_obligation_word(bit));
            first = false;
        }
    }
}

static ent_status add_changes(running *run, ent_error *error)
{
    static const char *const columns[] = {"layer", "a", "b", "before", "after"};
    ent_json_value *table =
        ent_json_add_table(run->answer.json, run->answer.result, "changes", columns, 5);
    ent_status status = ENT_OK;
    const char *no_alliances = run_silence(run->before, "alliance");
    const char *no_rivalries = run_silence(run->before, "rivalry");
    for (size_t i = 0; i < run->before->actor_count && status == ENT_OK; i++) {
        for (size_t j = i + 1; j < run->before->actor_count && status == ENT_OK; j++) {
            bool old_rivals = run_are_rivals(run->before, i, j);
            bool new_rivals = run_are_rivals(run->after, i, j);
            if (old_rivals != new_rivals)
                add_change(run, table, "rivalry", i, j,
                           old_rivals ? "rivals" : no_rivalries ? no_rivalries : "none",
                           new_rivals ? "rivals" : "none");
            if (run_owes(run->before, i, j) == run_owes(run->after, i, j) &&
                run_owes(run->before, j, i) == run_owes(run->after, j, i))
                continue;
            ent_buffer from = {0}, to = {0};
            pair_text(run->before, i, j, &from);
            pair_text(run->after, i, j, &to);
            if (from.failed || to.failed)
                status = ent_fail_memory(error);
            add_change(run, table, "alliance", i, j,
                       no_alliances ? no_alliances : ent_buffer_text(&from), ent_buffer_text(&to));
            ent_buffer_clear(&from);
            ent_buffer_clear(&to);
        }
    }
    return status;
}

ent_status run_add_relations(running *run, ent_error *error)
{
    ent_json *json = run->answer.json;
    ent_json_value *relations = ent_json_add_object(json, run->answer.result, "relations");
    ent_json_value *layers = ent_json_add_object(json, relations, "layers");
    add_layer(run, layers, "alliance");
    add_layer(run, layers, "rivalry");
    ent_json_value *actors = ent_json_add_list(json, relations, "actors");
    ent_json_value *enemies = ent_json_add_list(json, relations, "common_enemies");
    for (size_t i = 0; i < run->before->actor_count; i++) {
        if (!run->focus[i])
            continue;
        ent_json_value *object = ent_json_add_object(json, actors, NULL);
        ent_json_add_text(json, object, "actor", run->before->actors[i].abb);
        ent_json_add_text(json, object, "name", run->before->actors[i].name);
        ent_json_add_boolean(json, object, "removed", run->removed[i]);
        add_allies(run, object, "allies_before", 0, i);
        add_allies(run, object, "allies_after", 1, i);
        add_rivals(run, object, "rivals_before", 0, i);
        add_rivals(run, object, "rivals_after", 1, i);
        for (size_t j = i + 1; j < run->before->actor_count; j++)
            if (run->focus[j])
                add_common_enemies(run, enemies, i, j);
    }
    return add_changes(run, error);
}

/* ---- network: what the page draws ---- */

/* Members of blocs, parties of interventions, and whoever is tied to a party. */
static ent_status choose_actors(const running *run, uint8_t **out, ent_error *error)
{
    size_t n = run->before->actor_count;
    uint8_t *shown = *out = ent_new_array(n, 1);
    if (!shown)
        return ent_fail_memory(error);
    for (size_t i = 0; i < n; i++) {
        shown[i] |= run->focus[i];
        for (size_t b = 0; b < run->content->bloc_count; b++)
            shown[i] |= run->members[0][b][i] | run->members[1][b][i];
        for (size_t j = 0; j < n && !shown[i]; j++)
            for (int after = 0; after < 2 && run->focus[j]; after++) {
                const ent_snapshot *state = run_state(run, after);
                if (run_are_bound(state, i, j) || run_are_rivals(state, i, j))
                    shown[i] = 1;
            }
    }
    return ENT_OK;
}

/* How close a pair is tied: the strongest obligation either way. */
static const char *tie_word(const ent_snapshot *state, size_t i, size_t j)
{
    unsigned both = run_owes(state, i, j) | run_owes(state, j, i);
    static const unsigned order[] = {ENT_DEFENSE, ENT_OFFENSE, ENT_NEUTRALITY, ENT_NONAGGRESSION,
                                     ENT_CONSULTATION};
    for (size_t k = 0; k < ent_countof(order); k++)
        if (both & order[k])
            return ent_obligation_word(order[k]);
    return NULL;
}

static void add_tie(running *run, ent_json_value *table, const char *layer, size_t i, size_t j,
                    const char *before, const char *after)
{
    ent_json *json = run->answer.json;
    ent_json_add_text(json, ent_json_get(table, "layer"), NULL, layer);
    ent_json_add_text(json, ent_json_get(table, "a"), NULL, run->before->actors[i].abb);
    ent_json_add_text(json, ent_json_get(table, "b"), NULL, run->before->actors[j].abb);
    ent_json_add_text(json, ent_json_get(table, "before"), NULL, before);
    ent_json_add_text(json, ent_json_get(table, "after"), NULL, after);
    unsigned marks = doubts(run->after, layer, i, j);
    ent_json_add_boolean(json, ent_json_get(table, "in_doubt"), NULL, marks != 0);
}

ent_status run_add_network(running *run, ent_error *error)
{
    static const char *const actor_columns[] = {"abb", "name", "bloc", "focus"};
    static const char *const tie_columns[] = {"layer", "a", "b", "before", "after", "in_doubt"};
    ent_json *json = run->answer.json;
    size_t n = run->before->actor_count;
    uint8_t *shown;
    ent_status status = choose_actors(run, &shown, error);
    if (status != ENT_OK)
        return status;
    ent_json_value *network = ent_json_add_object(json, run->answer.result, "network");
    ent_json_value *actors = ent_json_add_table(json, network, "actors", actor_columns, 4);
    ent_json_value *ties = ent_json_add_table(json, network, "ties", tie_columns, 6);
    for (size_t i = 0; i < n; i++) {
        const char *bloc = NULL;
        if (!shown[i])
            continue;
        for (size_t b = 0; b < run->content->bloc_count && !bloc; b++)
            if (run->members[0][b][i] || run->members[1][b][i])
                bloc = run->content->blocs[b].id;
        ent_json_add_text(json, ent_json_get(actors, "abb"), NULL, run->before->actors[i].abb);
        ent_json_add_text(json, ent_json_get(actors, "name"), NULL, run->before->actors[i].name);
        ent_json_add_text(json, ent_json_get(actors, "bloc"), NULL, bloc);
        ent_json_add_boolean(json, ent_json_get(actors, "focus"), NULL, run->focus[i]);
        for (size_t j = i + 1; j < n; j++) {
            if (!shown[j])
                continue;
            const char *before = tie_word(run->before, i, j), *after = tie_word(run->after, i, j);
            if (before || after)
                add_tie(run, ties, "alliance", i, j, before, after);
            bool old_rivals = run_are_rivals(run->before, i, j);
            bool new_rivals = run_are_rivals(run->after, i, j);
            if (old_rivals || new_rivals)
                add_tie(run, ties, "rivalry", i, j, old_rivals ? "rivals" : NULL,
                        new_rivals ? "rivals" : NULL);
        }
    }
    ent_json_add_integer(json, network, "not_shown", (long long)n - (long long)ent_json_row_count(actors));
    free(shown);
    return ENT_OK;
}

/* ---- sources ---- */

ent_status run_add_sources(running *run, ent_error *error)
{
    ent_json *json = run->answer.json;
    ent_json_value *list = ent_json_add_list(json, run->answer.result, "sources");
    size_t count;
    const ent_source *sources = ent_world_sources(run->world, &count);
    for (size_t i = 0; i < count; i++) {
        ent_json_value *source = ent_json_add_object(json, list, NULL);
        ent_json_add_text(json, source, "name", sources[i].name);
        ent_json_add_text(json, source, "title", sources[i].title);
        ent_json_add_text(json, source, "citation", sources[i].citation);
        ent_json_add_text(json, source, "terms", sources[i].terms);
    }
    ent_json_value *citations = ent_json_add_list(json, run->answer.result, "citations");
    int *ids;
    ent_status status = ent_world_citations(run->world, &ids, &count, error);
    for (size_t i = 0; i < count && status == ENT_OK; i++) {
        const char *text = ent_world_phrase(run->world, ids[i]);
        if (!text)
            status = ent_fail_memory(error);
        else
            ent_json_add_text(json, citations, NULL, text);
    }
    free(ids);
    /* of a base of the scenario's own, each row should say where it is from */
    if (status == ENT_OK && !run->base_is_world) {
        status = ent_world_uncited(run->world, &count, error);
        ent_json_add_integer(json, run->answer.result, "rows_without_source", (long long)count);
    }
    return status;
}
