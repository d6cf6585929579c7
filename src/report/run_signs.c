/* Sections of a run on the signed network: a duty of defence between two, either way, is +, a rivalry -, both
 * or neither nothing. Triads that become tense or relaxed (Heider 1946; Cartwright & Harary 1956: a triad is
 * balanced if the product of its signs is +, else tense), and neighbourhoods of allies or of rivals only. */
#include "report/run.h"

#include "core/memory.h"
#include "entente/balance.h"

#include <stdlib.h>
#include <string.h>

/* The signs of all pairs, +1, 0, -1, before and after: [n * n], symmetric. */
typedef struct {
    size_t n;
    signed char *of[2];
} signs;

static void clear(signs *s)
{
    free(s->of[0]);
    free(s->of[1]);
}

/* Both layers must be there. */
static void fill_signs(const ent_snapshot *state, signed char *of)
{
    const ent_layer *alliance = ent_snapshot_layer(state, "alliance");
    const ent_layer *rivalry = ent_snapshot_layer(state, "rivalry");
    size_t n = state->actor_count;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++) {
            size_t ij = i * n + j, ji = j * n + i;
            int bound = (alliance->obligations[ij] | alliance->obligations[ji]) & ENT_DEFENSE;
            int rivals = rivalry->level[ij] | rivalry->level[ji];
            of[ij] = (signed char)((bound != 0) - (rivals != 0));
        }
}

static ent_status make_signs(const running *run, signs *s, ent_error *error)
{
    *s = (signs){.n = run->before->actor_count};
    for (int after = 0; after < 2; after++) {
        if (!(s->of[after] = ent_new_array(s->n * s->n, 1)))
            return ent_fail_memory(error);
        fill_signs(run_state(run, after), s->of[after]);
    }
    return ENT_OK;
}

static int sign_of(const signs *s, int after, size_t i, size_t j)
{
    return s->of[after][i * s->n + j];
}

/* The pairs with a sign; NULL if memory ran out. */
static ent_signed_tie *list_ties(const signs *s, int after, size_t *count)
{
    ent_signed_tie *ties = ent_new_array(s->n * s->n / 2 + 1, sizeof *ties);
    *count = 0;
    for (size_t i = 0; i < s->n && ties; i++)
        for (size_t j = i + 1; j < s->n; j++)
            if (sign_of(s, after, i, j) != 0)
                ties[(*count)++] = (ent_signed_tie){(int)i, (int)j, sign_of(s, after, i, j)};
    return ties;
}

ent_status run_signed_ties(const running *run, int after, ent_signed_tie **out, size_t *count, ent_error *error)
{
    signs s;
    *out = NULL;
    ent_status status = make_signs(run, &s, error);
    if (status == ENT_OK && !(*out = list_ties(&s, after, count)))
        status = ent_fail_memory(error);
    clear(&s);
    return status;
}

/* ---- triads ---- */

static ent_status count_triads(const signs *s, int after, ent_triads *out, ent_error *error)
{
    size_t count;
    ent_signed_graph *graph = NULL;
    ent_signed_tie *ties = list_ties(s, after, &count);
    if (!ties)
        return ent_fail_memory(error);
    ent_status status = ent_signed_graph_new(s->n, ties, count, &graph, error);
    if (status == ENT_OK)
        *out = ent_triads_count(graph, NULL, NULL);
    ent_signed_graph_free(graph);
    free(ties);
    return status;
}

static ent_status add_counts(running *run, ent_json_value *object, const signs *s, int after,
                             ent_error *error)
{
    ent_json *json = run->answer.json;
    ent_triads triads;
    ent_status status = count_triads(s, after, &triads, error);
    if (status != ENT_OK)
        return status;
    ent_json_value *item = ent_json_add_object(json, object, run_when(after));
    ent_json_add_integer(json, item, "balanced", ent_triads_balanced(triads));
    ent_json_add_integer(json, item, "tense", ent_triads_tense(triads));
    ent_json_add_number(json, item, "share_balanced", ent_triads_share(triads));
    return ENT_OK;
}

/* The signs of ij, ik, jk as "++-", 0 for none; returns their product: + balanced, - tense, 0 not closed. */
static int read_triad(const signs *s, int after, const size_t actor[3], char text[4])
{
    const int sign[3] = {sign_of(s, after, actor[0], actor[1]), sign_of(s, after, actor[0], actor[2]),
                         sign_of(s, after, actor[1], actor[2])};
    for (int k = 0; k < 3; k++)
        text[k] = sign[k] > 0 ? '+' : sign[k] < 0 ? '-' : '0';
    text[3] = '\0';
    return sign[0] * sign[1] * sign[2];
}

/* What becomes of a triad; NULL if it stays what it is, or was balanced and is not closed any more. */
static const char *becomes(int before, int after)
{
    if (before == after)
        return NULL;
    if (after < 0)
        return "tense";
    return before < 0 ? "relaxed" : after > 0 ? "balanced" : NULL;
}

static void add_triad(running *run, ent_json_value *table, const signs *s, const size_t actor[3])
{
    static const char *const columns[] = {"a", "b", "c"};
    char text[2][4];
    int before = read_triad(s, 0, actor, text[0]);
    const char *word = becomes(before, read_triad(s, 1, actor, text[1]));
    for (size_t k = 0; k < 3 && word; k++)
        run_cell_text(run, table, columns[k], run->before->actors[actor[k]].abb);
    for (int after = 0; after < 2 && word; after++)
        run_cell_text(run, table, run_when(after), text[after]);
    if (word)
        run_cell_text(run, table, "becomes", word);
}

static void add_changed_triads(running *run, ent_json_value *table, const signs *s)
{
    for (size_t i = 0; i < s->n; i++)
        for (size_t j = i + 1; j < s->n; j++)
            for (size_t k = j + 1; k < s->n; k++)
                add_triad(run, table, s, (const size_t[]){i, j, k});
}

ent_status run_add_triads(running *run, ent_error *error)
{
    static const char *const columns[] = {"a", "b", "c", "before", "after", "becomes"};
    static const char *const layers[] = {"alliance", "rivalry"};
    ent_json *json = run->answer.json;
    ent_json_value *object = ent_json_add_object(json, run->answer.result, "triads");
    signs s = {0};
    bool known = run_layers_known(run, object, layers, ent_countof(layers));
    ent_status status = known ? make_signs(run, &s, error) : ENT_OK;
    for (int after = 0; after < 2 && known && status == ENT_OK; after++)
        status = add_counts(run, object, &s, after, error);
    ent_json_value *table =
        ent_json_add_table(json, object, "changes", columns, ent_countof(columns));
    if (known && status == ENT_OK)
        add_changed_triads(run, table, &s);
    clear(&s);
    return status;
}

/* ---- neighbourhoods ---- */

enum { NEAR = 3 }; /* levels of contiguity: land, or water up to 24 miles */

/* Borders do not move; a neighbour that is removed goes. */
static bool are_neighbours(const running *run, int after, size_t i, size_t j)
{
    const ent_layer *layer = ent_snapshot_layer(run->before, "contiguity");
    size_t n = run->before->actor_count;
    int forth = layer->level[i * n + j], back = layer->level[j * n + i];
    if (i == j || (after && (run->removed[i] || run->removed[j])))
        return false;
    return (forth > 0 && forth <= NEAR) || (back > 0 && back <= NEAR);
}

typedef struct {
    size_t all, allies, rivals;
    const char *kind;
} neighbourhood;

static neighbourhood look_around(const running *run, const signs *s, int after, size_t i)
{
    neighbourhood n = {.kind = "mixed"};
    for (size_t j = 0; j < s->n; j++) {
        if (!are_neighbours(run, after, i, j))
            continue;
        n.all++;
        n.allies += sign_of(s, after, i, j) > 0;
        n.rivals += sign_of(s, after, i, j) < 0;
    }
    if (n.all == 0)
        n.kind = after && run->removed[i] ? "removed" : "no neighbours";
    else if (n.allies == n.all)
        n.kind = "all allies";
    else if (n.rivals == n.all)
        n.kind = "all rivals";
    return n;
}

/* Parties, and whoever's neighbourhood becomes of another kind. */
static void add_neighbourhood(running *run, ent_json_value *table, const signs *s, size_t i)
{
    static const char *const columns[][4] = {
        {"neighbours_before", "allies_before", "rivals_before", "kind_before"},
        {"neighbours_after", "allies_after", "rivals_after", "kind_after"}};
    const neighbourhood of[2] = {look_around(run, s, 0, i), look_around(run, s, 1, i)};
    if (!run->focus[i] && strcmp(of[0].kind, of[1].kind) == 0)
        return;
    run_cell_text(run, table, "actor", run->before->actors[i].abb);
    run_cell_text(run, table, "name", run->before->actors[i].name);
    ent_json_add_boolean(run->answer.json, ent_json_get(table, "party"), NULL, run->focus[i]);
    for (int after = 0; after < 2; after++) {
        run_cell_integer(run, table, columns[after][0], of[after].all);
        run_cell_integer(run, table, columns[after][1], of[after].allies);
        run_cell_integer(run, table, columns[after][2], of[after].rivals);
        run_cell_text(run, table, columns[after][3], of[after].kind);
    }
}

/* Who has allies only around, and who rivals only. */
static void add_surrounded(running *run, ent_json_value *object, const signs *s, int after)
{
    static const char *const kinds[][2] = {{"all allies", "all_allies"}, {"all rivals", "all_rivals"}};
    ent_json *json = run->answer.json;
    ent_json_value *item = ent_json_add_object(json, object, run_when(after));
    for (size_t k = 0; k < ent_countof(kinds); k++) {
        ent_json_value *list = ent_json_add_list(json, item, kinds[k][1]);
        for (size_t i = 0; i < s->n; i++)
            if (strcmp(look_around(run, s, after, i).kind, kinds[k][0]) == 0)
                ent_json_add_text(json, list, NULL, run->before->actors[i].abb);
    }
}

ent_status run_add_neighbours(running *run, ent_error *error)
{
    static const char *const columns[] = {
        "actor", "name", "party", "neighbours_before", "allies_before", "rivals_before",
        "kind_before", "neighbours_after", "allies_after", "rivals_after", "kind_after"};
    static const char *const layers[] = {"contiguity", "alliance", "rivalry"};
    ent_json *json = run->answer.json;
    ent_json_value *object = ent_json_add_object(json, run->answer.result, "neighbourhoods");
    signs s = {0};
    bool known = run_layers_known(run, object, layers, ent_countof(layers));
    ent_status status = known ? make_signs(run, &s, error) : ENT_OK;
    for (int after = 0; after < 2 && known && status == ENT_OK; after++)
        add_surrounded(run, object, &s, after);
    ent_json_value *table =
        ent_json_add_table(json, object, "actors", columns, ent_countof(columns));
    for (size_t i = 0; i < s.n && status == ENT_OK; i++)
        add_neighbourhood(run, table, &s, i);
    clear(&s);
    return status;
}
