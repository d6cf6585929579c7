/* Section of a run on the blocs that the signed network makes (a duty of defence is +, a rivalry -), before and after: the
 * best two blocs with their proof, what all best partitions have in common, whom the parties are with, who is torn. */
#include "report/run.h"

#include "core/memory.h"
#include "entente/blocs.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define SECONDS 5.0 /* for a proof; networks of states take milliseconds */

/* The blocs of one state of the run. */
typedef struct {
    ent_blocs_graph *graph;
    ent_blocs *best;
    ent_blocs_optima *optima; /* NULL: not proven */
    ent_blocs_actor *actor;
} found;

static void clear(found *f)
{
    ent_blocs_graph_free(f->graph);
    ent_blocs_free(f->best);
    ent_blocs_optima_free(f->optima);
    free(f->actor);
}

static ent_status find(const running *run, int after, found *f, ent_error *error)
{
    ent_signed_tie *ties;
    size_t count, n = run->before->actor_count;
    ent_blocs_options options = ENT_BLOCS_DEFAULTS;
    options.seconds = SECONDS;
    ent_status status = run_signed_ties(run, after, &ties, &count, error);
    if (status == ENT_OK)
        status = ent_blocs_graph_new(n, ties, count, &f->graph, error);
    free(ties);
    if (status == ENT_OK)
        status = ent_blocs_exact(f->graph, &options, NULL, &f->best, error);
    if (status == ENT_OK && f->best->proven)
        status = ent_blocs_all(f->graph, &options, 0, 0, NULL, &f->optima, error);
    status = status == ENT_ERR_CONVERGENCE ? ENT_OK : status;
    if (status != ENT_OK)
        return status;
    f->actor = ent_new_array(n, sizeof *f->actor);
    return f->actor ? ent_blocs_actors(f->graph, ENT_BLOCS_TWO, f->best->bloc, f->actor, error) : ent_fail_memory(error);
}

/* ---- the blocs ---- */

static void add_lists(running *run, ent_json_value *in, const char *key, const int *group, int count, int least)
{
    ent_json *json = run->answer.json;
    ent_json_value *lists = ent_json_add_list(json, in, key);
    for (int g = 0; g < count; g++) {
        int members = 0;
        for (size_t i = 0; i < run->before->actor_count; i++)
            members += group[i] == g;
        ent_json_value *list = members >= least ? ent_json_add_list(json, lists, NULL) : NULL;
        for (size_t i = 0; i < run->before->actor_count && list; i++)
            if (group[i] == g)
                ent_json_add_text(json, list, NULL, run->before->actors[i].abb);
    }
}

static void add_state(running *run, ent_json_value *object, int after, const found *f)
{
    ent_json *json = run->answer.json;
    ent_json_value *item = ent_json_add_object(json, object, run_when(after));
    ent_json_add_number(json, item, "value", f->best->value);
    ent_json_add_number(json, item, "bound", f->best->bound + 0.0); /* no -0 */
    ent_json_add_boolean(json, item, "proven", f->best->proven);
    ent_json_add_number(json, item, "total", f->graph->total);
    add_lists(run, item, "blocs", f->best->bloc, 2, 0);
    if (f->optima)
        add_lists(run, item, "backbone", f->optima->group, f->optima->group_count, 2);
    else
        ent_json_add_text(json, item, "backbone", NULL);
}

/* ---- whom the parties are with ---- */

static const char *relation(const found *f, size_t i, size_t j)
{
    static const char *const words[] = {"either", "together", "apart"};
    if (!f->optima)
        return "not proven";
    if (f->optima->group[i] < 0 || f->optima->group[j] < 0)
        return "no ties";
    return words[ent_blocs_pair_of(f->optima, (int)i, (int)j)];
}

/* In all best partitions, with the party or against it: who is pulled. */
static void add_pulls(running *run, ent_json_value *object, const found f[2])
{
    static const char *const columns[] = {"actor", "party", "before", "after"};
    ent_json_value *table = ent_json_add_table(run->answer.json, object, "pulls", columns, ent_countof(columns));
    for (size_t party = 0; party < run->before->actor_count; party++)
        for (size_t i = 0; i < run->before->actor_count && run->focus[party]; i++) {
            const char *before = relation(&f[0], i, party), *after = relation(&f[1], i, party);
            if (i == party || (run->focus[i] && i < party) || strcmp(before, after) == 0)
                continue;
            run_cell_text(run, table, "actor", run->before->actors[i].abb);
            run_cell_text(run, table, "party", run->before->actors[party].abb);
            run_cell_text(run, table, "before", before);
            run_cell_text(run, table, "after", after);
        }
}

static void add_torn(running *run, ent_json_value *object, const found f[2])
{
    static const char *const columns[] = {"actor", "against_before", "against_after", "switching_before",
                                          "switching_after"};
    ent_json_value *table = ent_json_add_table(run->answer.json, object, "torn", columns, ent_countof(columns));
    for (size_t i = 0; i < run->before->actor_count; i++) {
        const ent_blocs_actor *a = &f[0].actor[i], *b = &f[1].actor[i];
        if (a->frustration <= 0 && b->frustration <= 0)
            continue;
        run_cell_text(run, table, "actor", run->before->actors[i].abb);
        run_cell_number(run, table, "against_before", a->frustration);
        run_cell_number(run, table, "against_after", b->frustration);
        run_cell_number(run, table, "switching_before", a->switching);
        run_cell_number(run, table, "switching_after", b->switching);
    }
}

ent_status run_add_found_blocs(running *run, ent_error *error)
{
    static const char *const layers[] = {"alliance", "rivalry"};
    ent_json_value *object = ent_json_add_object(run->answer.json, run->answer.result, "found_blocs");
    found f[2] = {{0}};
    if (!run_layers_known(run, object, layers, ent_countof(layers)))
        return ENT_OK;
    ent_status status = ENT_OK;
    for (int after = 0; after < 2 && status == ENT_OK; after++) {
        status = find(run, after, &f[after], error);
        if (status == ENT_OK)
            add_state(run, object, after, &f[after]);
    }
    if (status == ENT_OK) {
        add_pulls(run, object, f);
        add_torn(run, object, f);
    }
    clear(&f[0]);
    clear(&f[1]);
    return status;
}
