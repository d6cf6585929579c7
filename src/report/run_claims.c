/* The section of a run's claims: each judged, with its figures and evidence. */
#include "report/claim_future.h"

#include "core/memory.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static void add_figures(running *run, ent_json_value *object, const ent_claim_outcome *outcome)
{
    static const char *const columns[] = {"left", "left_value", "sign", "right", "right_value",
                                          "verdict", "note"};
    ent_json_value *table = ent_json_add_table(run->answer.json, object, "figures", columns,
                                               ent_countof(columns));
    for (size_t i = 0; i < outcome->figure_count; i++) {
        const ent_claim_figure *figure = &outcome->figures[i];
        run_cell_text(run, table, "left", figure->left);
        run_cell_number(run, table, "left_value", figure->left_value);
        run_cell_text(run, table, "sign", figure->sign);
        run_cell_text(run, table, "right", figure->right);
        run_cell_number(run, table, "right_value", figure->right_value);
        run_cell_text(run, table, "verdict", ent_verdict_word(figure->verdict));
        run_cell_text(run, table, "note", figure->note);
    }
}

/* The figures of the file, with their sources. */
static void add_file_figures(running *run)
{
    static const char *const columns[] = {"year", "low", "high"};
    ent_json *json = run->answer.json;
    ent_json_value *list = ent_json_add_list(json, run->answer.result, "figures");
    for (size_t i = 0; i < run->content->figure_count; i++) {
        const ent_scenario_figure *figure = &run->content->figures[i];
        ent_json_value *object = ent_json_add_object(json, list, NULL);
        ent_json_add_text(json, object, "id", figure->id);
        ent_json_add_text(json, object, "name", figure->name);
        ent_json_add_text(json, object, "unit", figure->unit);
        ent_json_add_text(json, object, "source", figure->source);
        ent_json_add_text(json, object, "note", figure->note);
        answer_add_marks(&run->answer, object, "marks", figure->marks);
        ent_json_value *values =
            ent_json_add_table(json, object, "values", columns, ent_countof(columns));
        for (size_t k = 0; k < (figure->years ? figure->year_count : 1); k++) {
            const ent_figure_year *year = figure->years ? &figure->years[k] : NULL;
            run_cell_number(run, values, "year", year ? year->year : (double)NAN);
            run_cell_number(run, values, "low", year ? year->low : figure->low);
            run_cell_number(run, values, "high", year ? year->high : figure->high);
        }
    }
}

/* ---- judging ---- */

/* Judge one rule of a claim; an error says where in the file it stands. */
static ent_status judge_rule(const claim_state *state, const char *rule, ent_place place,
                             const char *what, ent_claim_outcome *outcome, ent_error *error)
{
    const ent_claim_values values = {(void *)(uintptr_t)state, claim_value};
    size_t column;
    ent_error inner = {0};
    ent_status status = ent_claim_judge(rule, &values, outcome, &column, &inner);
    if (status == ENT_ERR_INPUT)
        return ent_fail(error, status, "%s:%zu:%zu: claim '%s', at character %zu of its %s: %s",
                        state->run->content->path, place.line, place.column, state->claim->id,
                        column, what, inner.message);
    return status == ENT_OK ? ENT_OK : ent_fail(error, status, "%s", inner.message);
}

/* What two rules of a documented claim come to: one of them must hold, and not both. */
static void join_rules(ent_claim_outcome *holds, const ent_claim_outcome *fails)
{
    char reason[sizeof holds->reason];
    bool yes = holds->verdict == ENT_CLAIM_HOLDS, no = fails->verdict == ENT_CLAIM_HOLDS;
    bool nothing = holds->verdict == ENT_CLAIM_NO_DATA && fails->verdict == ENT_CLAIM_NO_DATA;
    if (yes && !no)
        return;
    if (nothing)
        snprintf(reason, sizeof reason, "%s", holds->reason);
    else if (no && !yes)
        snprintf(reason, sizeof reason, "%s", fails->reason);
    else
        snprintf(reason, sizeof reason, "%s: %.540s; %.540s",
                 yes ? "the evidence meets both rules" : "the evidence meets neither rule",
                 holds->reason, fails->reason);
    memcpy(holds->reason, reason, sizeof reason);
    holds->verdict = no && !yes ? ENT_CLAIM_FAILS : nothing ? ENT_CLAIM_NO_DATA : ENT_CLAIM_UNDECIDED;
}

/* What has not come true may still do so till the claim's horizon; a future is looked at till its end. */
static void keep_open(const claim_state *state, ent_claim_outcome *outcome)
{
    char till[11], seen[11];
    const ent_scenario_claim *claim = state->claim;
    size_t used = strlen(outcome->reason);
    bool fails = outcome->verdict == ENT_CLAIM_FAILS;
    if ((!fails && outcome->verdict != ENT_CLAIM_UNDECIDED) || claim->as_of >= claim->horizon ||
        claim_future_end(state) >= claim->horizon)
        return;
    outcome->verdict = ENT_CLAIM_UNDECIDED;
    snprintf(outcome->reason + used, sizeof outcome->reason - used, "; %s %s, open till %s",
             fails ? "not so by" : "looked at till", ent_day_format(claim->as_of, seen),
             ent_day_format(claim->horizon, till));
}

ent_status run_judge_claim(const claim_state *state, ent_claim_outcome *outcome, ent_error *error)
{
    const ent_scenario_claim *claim = state->claim;
    ent_claim_outcome fails = {0};
    ent_status status = judge_rule(state, claim->holds_if, claim->place,
                                   claim->documented ? "holds_if" : "test", outcome, error);
    if (status != ENT_OK)
        return status;
    if (claim->documented)
        status = judge_rule(state, claim->fails_if, claim->fails_place, "fails_if", &fails, error);
    if (status == ENT_OK && claim->documented)
        join_rules(outcome, &fails);
    ent_claim_outcome_clear(&fails);
    keep_open(state, outcome);
    if (status != ENT_OK)
        ent_claim_outcome_clear(outcome);
    return status;
}

/* ---- writing ---- */

static void add_evidence(running *run, ent_json_value *object, const ent_scenario_claim *claim)
{
    static const char *const says[] = {"supports", "contradicts", "context"};
    ent_json *json = run->answer.json;
    ent_json_value *list = ent_json_add_list(json, object, "evidence");
    for (size_t i = 0; i < claim->evidence_count; i++) {
        const ent_scenario_evidence *evidence = &claim->evidence[i];
        ent_json_value *item = ent_json_add_object(json, list, NULL);
        ent_json_add_text(json, item, "says", says[evidence->says]);
        ent_json_add_text(json, item, "type", evidence->type);
        ent_json_add_text(json, item, "date", evidence->date_text);
        ent_json_add_text(json, item, "statement", evidence->statement);
        ent_json_add_text(json, item, "source", evidence->source);
        ent_json_add_text(json, item, "note", evidence->note);
        answer_add_marks(&run->answer, item, "marks", evidence->marks);
    }
}

static void add_day(running *run, ent_json_value *object, const char *key, ent_day day)
{
    char text[11];
    if (day)
        ent_json_add_text(run->answer.json, object, key, ent_day_format(day, text));
}

static ent_status add_claim(running *run, ent_json_value *list, const ent_scenario_claim *claim,
                            ent_error *error)
{
    ent_json *json = run->answer.json;
    claim_state state = {run, claim, !claim->before, NULL};
    ent_claim_outcome outcome;
    ent_status status = run_judge_claim(&state, &outcome, error);
    if (status != ENT_OK)
        return status;
    ent_json_value *object = ent_json_add_object(json, list, NULL);
    ent_json_add_text(json, object, "id", claim->id);
    ent_json_add_text(json, object, "kind", claim->documented ? "documented" : "measured");
    ent_json_add_text(json, object, "statement", claim->statement);
    ent_json_add_text(json, object, "verdict", ent_verdict_word(outcome.verdict));
    ent_json_add_text(json, object, "reason", outcome.reason);
    ent_json_add_text(json, object, claim->documented ? "holds_if" : "test", claim->holds_if);
    if (claim->documented)
        ent_json_add_text(json, object, "fails_if", claim->fails_if);
    ent_json_add_text(json, object, "when", run_when(state.after));
    add_day(run, object, "horizon", claim->horizon);
    add_day(run, object, "as_of", claim->as_of);
    ent_json_add_text(json, object, "source", claim->source);
    ent_json_add_text(json, object, "note", claim->note);
    answer_add_marks(&run->answer, object, "marks", claim->marks);
    add_figures(run, object, &outcome);
    if (claim->documented)
        add_evidence(run, object, claim);
    ent_claim_outcome_clear(&outcome);
    return ENT_OK;
}

ent_status run_add_claims(running *run, ent_error *error)
{
    ent_json_value *list = ent_json_add_list(run->answer.json, run->answer.result, "claims");
    ent_status status = ENT_OK;
    for (size_t i = 0; i < run->content->claim_count && status == ENT_OK; i++)
        status = add_claim(run, list, &run->content->claims[i], error);
    if (run->content->figure_count > 0)
        add_file_figures(run);
    return status;
}
