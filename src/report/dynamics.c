/* `entente dynamics`: what becomes of friends and foes when triads are not in balance (entente/dynamics.h), of a file of
 * ties. Triads need a sign of every pair, so that a rule says what a pair without a tie is; the flow takes the weights. */
#include "report/dynamics.h"

#include "core/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Triads are counted one by one, and the flow is n^3, too. */
enum { ACTORS_MOST = 1000 };

/* ---- the ties as matrices ---- */

static ent_status fill_ties(dynamics_answer *d)
{
    const signed_network *network = &d->file.network;
    d->n = network->n;
    if (d->n > ACTORS_MOST)
        return ent_fail(d->error, ENT_ERR_INPUT, "%s: it has %zu actors; dynamics are for at most %d", d->path, d->n,
                        ACTORS_MOST);
    d->sign = ent_new_array(d->n * d->n, sizeof *d->sign);
    d->weight = ent_new_array(d->n * d->n, sizeof *d->weight);
    if (!d->sign || !d->weight)
        return ent_fail_memory(d->error);
    for (size_t k = 0; k < network->tie_count; k++) {
        const ent_signed_tie *t = &network->ties[k];
        size_t there = (size_t)t->a * d->n + (size_t)t->b, back = (size_t)t->b * d->n + (size_t)t->a;
        d->weight[there] = d->weight[back] = t->weight;
        d->sign[there] = d->sign[back] = t->weight > 0 ? 1 : -1;
    }
    d->missing = d->n * (d->n - 1) / 2 - network->tie_count;
    return ENT_OK;
}

/* ---- pairs without a tie ---- */

typedef enum { REFUSE, FRIEND, FOE } missing_rule;

static ent_status read_rule(const dynamics_answer *d, missing_rule *out)
{
    static const char *const words[] = {[REFUSE] = "refuse", [FRIEND] = "friend", [FOE] = "foe"};
    const char *word = d->options->missing;
    *out = REFUSE;
    for (size_t k = 0; word && k < ent_countof(words); k++)
        if (strcmp(word, words[k]) == 0) {
            *out = (missing_rule)k;
            return ENT_OK;
        }
    return word ? ent_fail(d->error, ENT_ERR_ARGUMENT, "--missing '%.40s' is unknown; expected friend, foe, refuse", word)
                : ENT_OK;
}

/* The first of them. */
static ent_status refuse(const dynamics_answer *d)
{
    for (size_t a = 0; a < d->n; a++)
        for (size_t b = a + 1; b < d->n; b++)
            if (d->sign[a * d->n + b] == 0)
                return ent_fail(d->error, ENT_ERR_INPUT, "%s: pairs without a tie: %zu, the first '%.60s' and '%.60s'; triads "
                                "need all: expected --missing friend or --missing foe", d->path, d->missing,
                                d->file.network.name[a], d->file.network.name[b]);
    return ENT_OK;
}

/* Only the flow can do without. */
static ent_status complete(dynamics_answer *d)
{
    missing_rule rule;
    ent_status status = read_rule(d, &rule);
    bool needed = d->options->missing || d->options->draws > 0 || !d->options->flow;
    if (status == ENT_OK && rule == REFUSE)
        return needed ? refuse(d) : ENT_OK;
    for (size_t a = 0; a < d->n && status == ENT_OK; a++)
        for (size_t b = 0; b < d->n; b++)
            if (a != b && d->sign[a * d->n + b] == 0)
                d->sign[a * d->n + b] = rule == FRIEND ? 1 : -1;
    return status;
}

/* ---- where they are ---- */

static void add_head(dynamics_answer *d)
{
    const char *rule = d->options->missing ? d->options->missing : d->missing == 0 ? "refuse" : NULL;
    ent_json *json = d->answer.json;
    ent_json_value *result = d->answer.result;
    ent_json_add_integer(json, result, "actors", (long long)d->n);
    ent_json_add_integer(json, result, "ties", (long long)d->file.network.tie_count);
    ent_json_add_integer(json, result, "pairs_missing", (long long)d->missing);
    ent_json_add_text(json, result, "missing", rule); /* null: of the flow alone */
}

/* Of a complete graph: U = (tense - balanced) / triads. */
static void add_state(dynamics_answer *d)
{
    static const char *const columns[] = {"triads", "tense", "energy", "balanced", "jammed", "strict"};
    ent_json *json = d->answer.json;
    ent_json_value *table = ent_json_add_table(json, d->answer.result, "state", columns, ent_countof(columns));
    double n = (double)d->n, triads = n * (n - 1) * (n - 2) / 6, energy = ent_dynamics_energy(d->n, d->sign);
    double tense = triads > 0 ? round((1 + energy) / 2 * triads) : 0;
    bool strict, jammed = ent_dynamics_is_jammed(d->n, d->sign, &strict);
    answer_number_cell(&d->answer, table, "triads", triads);
    answer_number_cell(&d->answer, table, "tense", tense);
    answer_number_cell(&d->answer, table, "energy", energy); /* null without triads */
    ent_json_add_boolean(json, ent_json_get(table, "balanced"), NULL, !(tense > 0));
    ent_json_add_boolean(json, ent_json_get(table, "jammed"), NULL, jammed);
    ent_json_add_boolean(json, ent_json_get(table, "strict"), NULL, strict);
}

/* ---- the flow ---- */

static ent_status add_factions(dynamics_answer *d)
{
    static const char *const columns[] = {"actor", "faction"};
    double time;
    int8_t *faction = ent_new_array(d->n, sizeof *faction);
    ent_status status = faction ? ent_dynamics_factions(d->n, d->weight, &time, faction, d->error)
                                : ent_fail_memory(d->error);
    if (status == ENT_OK) {
        ent_json_value *flow = ent_json_add_object(d->answer.json, d->answer.result, "flow");
        ent_json_add_number(d->answer.json, flow, "time", time); /* null: never */
        ent_json_add_number(d->answer.json, flow, "at", d->options->at);
        ent_json_value *table =
            ent_json_add_table(d->answer.json, d->answer.result, "factions", columns, ent_countof(columns));
        for (size_t i = 0; i < d->n; i++) {
            answer_text_cell(&d->answer, table, "actor", d->file.network.name[i]);
            answer_number_cell(&d->answer, table, "faction",
                               faction[i] > 0 ? 1 : faction[i] < 0 ? 2 : (double)NAN);
        }
    }
    free(faction);
    return status;
}

/* X(at) of each pair once, and of each actor with itself. */
static ent_status add_matrix(dynamics_answer *d)
{
    static const char *const columns[] = {"a", "b", "x"};
    double *x = ent_new_array(d->n * d->n, sizeof *x);
    ent_status status = x ? ent_dynamics_flow(d->n, d->weight, d->options->at, x, d->error) : ent_fail_memory(d->error);
    if (status != ENT_OK && x)
        ent_error_context(d->error, "--at");
    if (status == ENT_OK) {
        ent_json_value *table =
            ent_json_add_table(d->answer.json, d->answer.result, "matrix", columns, ent_countof(columns));
        for (size_t a = 0; a < d->n; a++)
            for (size_t b = a; b < d->n; b++) {
                answer_text_cell(&d->answer, table, "a", d->file.network.name[a]);
                answer_text_cell(&d->answer, table, "b", d->file.network.name[b]);
                answer_number_cell(&d->answer, table, "x", x[a * d->n + b]);
            }
    }
    free(x);
    return status;
}

/* ---- all ---- */

/* The table that CSV is made of. */
static ent_status add_main(dynamics_answer *d)
{
    const ent_dynamics_report_options *o = d->options;
    const char *table = o->table;
    if (!table)
        table = o->flow ? (isnan(o->at) ? "factions" : "matrix") : o->draws > 0 ? "runs" : "state";
    else if (!ent_json_get(ent_json_get(d->answer.result, table), "columns"))
        return ent_fail(d->error, ENT_ERR_ARGUMENT, "--table '%.40s' is not in this answer; expected state (of a complete "
                        "graph), runs, ends (with --draws), factions (with --flow), matrix (with --at)", table);
    ent_json_add_text(d->answer.json, d->answer.result, "main", table);
    return ENT_OK;
}

static ent_status add_all(dynamics_answer *d)
{
    ent_status status = complete(d);
    bool whole = d->missing == 0 || d->options->missing || !d->options->flow;
    if (status != ENT_OK)
        return status;
    add_head(d);
    if (whole)
        add_state(d);
    if (d->options->draws > 0)
        status = dynamics_add_runs(d);
    if (status == ENT_OK && d->options->flow)
        status = add_factions(d);
    if (status == ENT_OK && d->options->flow && !isnan(d->options->at))
        status = add_matrix(d);
    return status == ENT_OK ? add_main(d) : status;
}

ent_status ent_dynamics_report(const char *path, const ent_dynamics_report_options *options, ent_json **out,
                               ent_error *error)
{
    dynamics_answer d = {.path = path, .options = options, .error = error};
    *out = NULL;
    ent_status status = answer_begin(&d.answer, "dynamics", error);
    if (status != ENT_OK)
        return status;
    status = edges_read(path, SIGNED_NET, &d.file, error);
    if (status == ENT_OK) {
        answer_input(&d.answer, path, d.file.checksum);
        status = fill_ties(&d);
    }
    if (status == ENT_OK)
        status = add_all(&d);
    free(d.sign);
    free(d.weight);
    edges_clear(&d.file);
    return answer_end(&d.answer, status, out, error);
}
