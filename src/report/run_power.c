/* Sections of a run: the power of blocs, the burden of their members. */
#include "report/run.h"

#include "core/memory.h"
#include "core/text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- balance ---- */

void run_list_missing(const ent_snapshot *snapshot, const ent_measure *measure,
                      const uint8_t *member, ent_buffer *list)
{
    for (size_t i = 0; i < snapshot->actor_count; i++)
        if (member[i] && isnan(ent_measure_value(snapshot, measure, i)))
            ent_buffer_format(list, "%s%s", list->length ? ", " : "", snapshot->actors[i].abb);
}

/* The same for members whose value is in doubt. */
static void list_doubted(const ent_snapshot *snapshot, const ent_measure *measure,
                         const uint8_t *member, ent_buffer *list)
{
    for (size_t i = 0; i < snapshot->actor_count; i++) {
        bool doubted = false;
        for (size_t k = 0; k < 2 && measure->needs[k] && member[i]; k++) {
            const ent_attribute *attribute = ent_snapshot_attribute(snapshot, measure->needs[k]);
            doubted |= attribute && (attribute->marks[i] & ENT_MARKS_DOUBT);
        }
        if (doubted)
            ent_buffer_format(list, "%s%s", list->length ? ", " : "", snapshot->actors[i].abb);
    }
}

static void add_measure(running *run, ent_json_value *list, const ent_measure *measure)
{
    ent_json *json = run->answer.json;
    const ent_attribute *attribute = ent_snapshot_attribute(run->before, measure->needs[0]);
    ent_json_value *object = ent_json_add_object(json, list, NULL);
    ent_json_add_text(json, object, "id", measure->id);
    ent_json_add_text(json, object, "label", measure->label);
    ent_json_add_text(json, object, "unit", ent_measure_unit(run->before, measure));
    ent_json_add_boolean(json, object, "is_share", measure->is_share);
    ent_json_add_text(json, object, "formula", measure->formula);
    ent_json_add_text(json, object, "method", measure->source);
    ent_json_add_text(json, object, "source", attribute ? attribute->source : NULL);
}

static ent_status add_power(running *run, ent_json_value *table, const ent_measure *measure,
                            int after, size_t b, ent_error *error)
{
    const ent_snapshot *state = run_state(run, after);
    const uint8_t *member = run->members[after][b];
    ent_bloc_power power = ent_measure_bloc(state, measure, member);
    size_t among;
    size_t rank = ent_measure_rank(state, measure, (const uint8_t *const *)run->members[after],
                                   run->content->bloc_count, b, &among);
    ent_buffer missing = {0}, doubted = {0};
    char of[80];
    run_list_missing(state, measure, member, &missing);
    list_doubted(state, measure, member, &doubted);
    if (measure->is_share)
        snprintf(of, sizeof of, "of the world");
    else
        snprintf(of, sizeof of, "of the %zu actors with data", power.world_with_data);
    run_cell_text(run, table, "measure", measure->id);
    run_cell_text(run, table, "bloc", run->content->blocs[b].id);
    run_cell_text(run, table, "when", run_when(after));
    run_cell_number(run, table, "value", power.value);
    run_cell_number(run, table, "share", power.share);
    run_cell_text(run, table, "share_of", of);
    run_cell_integer(run, table, "rank", rank);
    run_cell_integer(run, table, "among", among);
    run_cell_integer(run, table, "members", power.members);
    run_cell_integer(run, table, "with_data", power.with_data);
    run_cell_text(run, table, "missing", ent_buffer_text(&missing));
    run_cell_text(run, table, "doubted", ent_buffer_text(&doubted));
    bool failed = missing.failed || doubted.failed;
    ent_buffer_clear(&missing);
    ent_buffer_clear(&doubted);
    return failed ? ent_fail_memory(error) : ENT_OK;
}

ent_status run_add_balance(running *run, ent_error *error)
{
    static const char *const columns[] = {
        "measure", "bloc", "when", "value", "share", "share_of", "rank", "among", "members",
        "with_data", "missing", "doubted"};
    ent_status status = ENT_OK;
    ent_json *json = run->answer.json;
    ent_json_value *measures = ent_json_add_list(json, run->answer.result, "measures");
    ent_json_value *unknown = ent_json_add_list(json, run->answer.result, "measures_without_data");
    ent_json_value *table = ent_json_add_table(json, run->answer.result, "balance", columns,
                                               ent_countof(columns));
    const ent_measure *measure;
    for (size_t i = 0; (measure = ent_measure_at(i)) && status == ENT_OK; i++) {
        if (!ent_measure_known(run->before, measure)) {
            ent_json_add_text(json, unknown, NULL, measure->label);
            continue;
        }
        add_measure(run, measures, measure);
        for (size_t b = 0; b < run->content->bloc_count; b++)
            for (int after = 0; after < 2 && status == ENT_OK; after++)
                status = add_power(run, table, measure, after, b, error);
    }
    return status;
}

/* ---- burden ---- */

/* Members that are not counted, and why. */
static void add_left_out(running *run, ent_json_value *object, const ent_snapshot *state,
                         const uint8_t *member, const uint8_t *counted)
{
    ent_json *json = run->answer.json;
    ent_json_value *list = ent_json_add_list(json, object, "left_out");
    for (size_t i = 0; i < state->actor_count; i++) {
        if (!member[i] || counted[i])
            continue;
        bool milex = !isnan(ent_measure_value(state, ent_measure_find("milex"), i));
        bool gdp = !isnan(ent_measure_value(state, ent_measure_find("gdp"), i));
        ent_json_value *item = ent_json_add_object(json, list, NULL);
        ent_json_add_text(json, item, "actor", state->actors[i].abb);
        ent_json_add_text(json, item, "name", state->actors[i].name);
        ent_json_add_text(json, item, "lacks", milex ? "gdp" : gdp ? "milex" : "milex and gdp");
    }
}

static ent_status add_burden_of(running *run, ent_json_value *list, int after, size_t b,
                                ent_error *error)
{
    static const char *const columns[] = {"actor", "name", "milex", "gdp", "share", "equal",
                                          "difference"};
    ent_json *json = run->answer.json;
    const ent_snapshot *state = run_state(run, after);
    const uint8_t *member = run->members[after][b];
    size_t n = state->actor_count;
    ent_status status = ENT_OK;
    ent_burden burden;
    ent_error why = {0};
    uint8_t *counted = ent_new_array(n, 1);
    double *share = ent_new_array(n, sizeof *share), *equal = ent_new_array(n, sizeof *equal);
    if (!counted || !share || !equal) {
        status = ent_fail_memory(error);
        goto done;
    }
    ent_json_value *object = ent_json_add_object(json, list, NULL);
    ent_json_add_text(json, object, "bloc", run->content->blocs[b].id);
    ent_json_add_text(json, object, "when", run_when(after));
    if (ent_measure_burden(state, member, counted, share, equal, &burden, &why) != ENT_OK) {
        ent_json_add_text(json, object, "reason", why.message);
        goto done;
    }
    ent_json_add_text(json, object, "unit", burden.unit);
    ent_json_add_number(json, object, "milex", burden.milex);
    ent_json_add_number(json, object, "gdp", burden.gdp);
    ent_json_add_number(json, object, "share",
                        burden.counted ? burden.milex / burden.gdp : (double)NAN);
    ent_json_add_integer(json, object, "counted", (long long)burden.counted);
    ent_json_value *table =
        ent_json_add_table(json, object, "members", columns, ent_countof(columns));
    for (size_t i = 0; i < n; i++) {
        if (!counted[i])
            continue;
        double milex = ent_measure_value(state, ent_measure_find("milex"), i);
        run_cell_text(run, table, "actor", state->actors[i].abb);
        run_cell_text(run, table, "name", state->actors[i].name);
        run_cell_number(run, table, "milex", milex);
        run_cell_number(run, table, "gdp", ent_measure_value(state, ent_measure_find("gdp"), i));
        run_cell_number(run, table, "share", share[i]);
        run_cell_number(run, table, "equal", equal[i]);
        run_cell_number(run, table, "difference", milex - equal[i]);
    }
    add_left_out(run, object, state, member, counted);
done:
    free(counted);
    free(share);
    free(equal);
    return status;
}

ent_status run_add_burden(running *run, ent_error *error)
{
    ent_json_value *list = ent_json_add_list(run->answer.json, run->answer.result, "burden");
    ent_status status = ENT_OK;
    for (size_t b = 0; b < run->content->bloc_count && status == ENT_OK; b++)
        for (int after = 0; after < 2 && status == ENT_OK; after++)
            status = add_burden_of(run, list, after, b, error);
    return status;
}
