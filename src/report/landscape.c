/* `entente landscape`: the local minima of two camps (Axelrod & Bennett 1993), of a file of ties whose weights are what
 * two want to be together times their sizes, as `entente propensities --size ... --table edges` writes it. */
#include "entente/landscape.h"
#include "report/edges.h"

#include "core/memory.h"
#include "core/text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    const ent_landscape_report_options *options;
    answer answer;
    edges file;
    size_t n;
    double *size, *weight;   /* [n] all 1, [n * n] */
    ent_landscape found;
    ent_error *error;
} landscape_answer;

static ent_status fill_weights(landscape_answer *l)
{
    const signed_network *network = &l->file.network;
    l->n = network->n;
    l->size = ent_new_array(l->n, sizeof *l->size);
    l->weight = ent_new_array(l->n * l->n, sizeof *l->weight);
    if (!l->size || !l->weight)
        return ent_fail_memory(l->error);
    for (size_t i = 0; i < l->n; i++)
        l->size[i] = 1;
    for (size_t k = 0; k < network->tie_count; k++) {
        const ent_signed_tie *t = &network->ties[k];
        l->weight[(size_t)t->a * l->n + (size_t)t->b] += t->weight;
        l->weight[(size_t)t->b * l->n + (size_t)t->a] += t->weight;
    }
    return ENT_OK;
}

/* "A;B" of the actors in a camp. */
static ent_status put_camp(landscape_answer *l, ent_json_value *table, const char *column, const uint8_t *camp, int which)
{
    ent_buffer list = {0};
    for (size_t i = 0; i < l->n; i++)
        if (camp[i] == which)
            ent_buffer_format(&list, "%s%s", list.length ? ";" : "", l->file.network.name[i]);
    ent_status status = list.failed ? ent_fail_memory(l->error) : ENT_OK;
    answer_text_cell(&l->answer, table, column, list.length ? list.data : NULL);
    ent_buffer_clear(&list);
    return status;
}

static ent_status add_minima(landscape_answer *l)
{
    static const char *const columns[] = {"rank", "energy", "strict", "basin", "pass", "lower", "camp_1", "camp_2"};
    ent_json_value *table = ent_json_add_table(l->answer.json, l->answer.result, "minima", columns, ent_countof(columns));
    ent_status status = ENT_OK;
    for (size_t k = 0; k < l->found.count && status == ENT_OK; k++) {
        const ent_landscape_minimum *m = &l->found.minimum[k];
        answer_number_cell(&l->answer, table, "rank", (double)k + 1);
        answer_number_cell(&l->answer, table, "energy", m->energy);
        ent_json_add_boolean(l->answer.json, ent_json_get(table, "strict"), NULL, m->strict);
        answer_number_cell(&l->answer, table, "basin", m->basin);
        answer_number_cell(&l->answer, table, "pass", m->saddle); /* null: none, or not worked out */
        answer_number_cell(&l->answer, table, "lower", m->lower == SIZE_MAX ? (double)NAN : (double)m->lower + 1);
        status = put_camp(l, table, "camp_1", l->found.camp + k * l->n, 0);
        if (status == ENT_OK)
            status = put_camp(l, table, "camp_2", l->found.camp + k * l->n, 1);
    }
    return status;
}

static int actor_named(const landscape_answer *l, const char *name, size_t length)
{
    for (size_t i = 0; i < l->n; i++)
        if (strlen(l->file.network.name[i]) == length && memcmp(l->file.network.name[i], name, length) == 0)
            return (int)i;
    return -1;
}

/* The actors of --start are one camp, all others the other. */
static ent_status read_start(landscape_answer *l, uint8_t *camp)
{
    for (const char *at = l->options->start; *at;) {
        size_t length = strcspn(at, ",");
        int actor = actor_named(l, at, length);
        if (actor < 0)
            return ent_fail(l->error, ENT_ERR_INPUT, "--start: the file has no actor '%.*s'", (int)length, at);
        camp[actor] = 1;
        at += length + (at[length] == ',');
    }
    return ENT_OK;
}

/* Who changes camp on the way down, one after another. */
static ent_status add_path(landscape_answer *l)
{
    static const char *const columns[] = {"step", "actor", "energy"};
    uint8_t *camp = ent_new_array(l->n, 1), *walked = ent_new_array(l->n, 1);
    size_t *path = NULL, count = 0;
    ent_status status = camp && walked ? read_start(l, camp) : ent_fail_memory(l->error);
    if (status == ENT_OK) {
        memcpy(walked, camp, l->n);
        status = ent_landscape_descend(l->n, l->size, l->weight, camp, &path, &count, l->error);
    }
    ent_json_value *table = ent_json_add_table(l->answer.json, l->answer.result, "path", columns, ent_countof(columns));
    for (size_t k = 0; k <= count && status == ENT_OK; k++) {
        if (k > 0)
            walked[path[k - 1]] ^= 1;
        answer_number_cell(&l->answer, table, "step", (double)k);
        answer_text_cell(&l->answer, table, "actor", k > 0 ? l->file.network.name[path[k - 1]] : NULL);
        answer_number_cell(&l->answer, table, "energy", ent_landscape_energy(l->n, l->size, l->weight, walked, NULL));
    }
    free(camp);
    free(walked);
    free(path);
    return status;
}

static void add_head(landscape_answer *l)
{
    ent_json *json = l->answer.json;
    ent_json_value *result = l->answer.result;
    ent_json_add_integer(json, result, "actors", (long long)l->n);
    ent_json_add_number(json, result, "configurations", l->found.configurations);
    ent_json_add_boolean(json, result, "sampled", l->found.sampled);
    ent_json_add_number(json, result, "found", l->found.found);
    ent_json_add_number(json, result, "strict", l->found.strict);
    ent_json_add_number(json, result, "highest", l->found.highest);
    ent_json_add_text(json, result, "main", l->options->start ? "path" : "minima");
}

ent_status ent_landscape_report(const char *path, const ent_landscape_report_options *options, ent_json **out,
                                ent_error *error)
{
    landscape_answer l = {.options = options, .error = error};
    ent_landscape_options search = ENT_LANDSCAPE_DEFAULTS;
    search.most = options->most;
    search.seed = options->seed;
    search.starts = options->starts;
    *out = NULL;
    ent_status status = answer_begin(&l.answer, "landscape", error);
    if (status != ENT_OK)
        return status;
    status = edges_read(path, SIGNED_NET, &l.file, error);
    if (status == ENT_OK && l.file.graph.text) /* each vertex without ties would double the landscape, and say nothing */
        status = edges_leave_isolates(path, &l.file, error);
    if (status == ENT_OK) {
        answer_input(&l.answer, path, l.file.checksum);
        status = fill_weights(&l);
    }
    if (status == ENT_OK)
        status = ent_landscape_find(l.n, l.size, l.weight, &search, options->monitor, &l.found, error);
    if (status == ENT_OK) {
        add_head(&l);
        status = add_minima(&l);
    }
    if (status == ENT_OK && options->start)
        status = add_path(&l);
    ent_landscape_clear(&l.found);
    free(l.size);
    free(l.weight);
    edges_clear(&l.file);
    return answer_end(&l.answer, status, out, error);
}
