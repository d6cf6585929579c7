/* All best partitions and what they have in common, against all partitions of small graphs; and the reference. */
#include "blocs/oracle.h"
#include "measure/reference.h"

static ent_error error;

static ent_blocs_optima *all_of(const ent_blocs_graph *graph, int blocs, double margin, size_t limit)
{
    ent_blocs_options options = {.blocs = blocs, .seed = 1};
    ent_blocs_optima *optima;
    ent_assert_ok(ent_blocs_all(graph, &options, margin, limit, NULL, &optima, &error), &error);
    return optima;
}

/* ---- by hand ---- */

/* A triangle with one hostile tie, 0 and 1, and a pendant friend 3 of 2: any of the three ties can be given up. Two
 * blocs: {0 1 2 3}, {0 2 3} {1}, {1 2 3} {0}. 2 and 3 are always together; nothing else is decided. */
static void a_triangle_with_one_foe_has_three_optima(void **state)
{
    static const ent_signed_tie ties[] = {{0, 1, -1}, {1, 2, 1}, {2, 0, 1}, {2, 3, 1}};
    ent_blocs_graph *graph;
    ent_assert_ok(ent_blocs_graph_new(5, ties, 4, &graph, &error), &error);
    for (int blocs = 0; blocs <= 2; blocs += 2) {
        ent_blocs_optima *optima = all_of(graph, blocs, 0, 10);
        assert_true(optima->complete && optima->backbone && optima->count == 3 && optima->value == 1);
        assert_int_equal(ent_blocs_pair_of(optima, 2, 3), ENT_BLOCS_TOGETHER);
        assert_int_equal(ent_blocs_pair_of(optima, 0, 1), ENT_BLOCS_UNDECIDED);
        assert_int_equal(ent_blocs_pair_of(optima, 0, 3), ENT_BLOCS_UNDECIDED);
        assert_int_equal(ent_blocs_pair_of(optima, 0, 4), ENT_BLOCS_UNDECIDED);
        assert_int_equal(optima->group[4], -1);
        ent_blocs_optima_free(optima);
        optima = all_of(graph, blocs, 0, 2);
        assert_true(!optima->complete && optima->count == 2 && optima->backbone);
        ent_blocs_optima_free(optima);
    }
    ent_blocs_graph_free(graph);
}

static void a_margin_below_0_and_three_blocs_are_refused(void **state)
{
    ent_blocs_graph *graph = oracle_graph(4, 1, 0.5, 0, 1);
    ent_blocs_optima *optima;
    ent_assert_fails(ent_blocs_all(graph, NULL, -1, 1, NULL, &optima, &error), &error, ENT_ERR_ARGUMENT,
                     "a margin of -1: expected 0 or more");
    ent_blocs_options three = {.blocs = 3};
    ent_assert_fails(ent_blocs_all(graph, &three, 0, 1, NULL, &optima, &error), &error, ENT_ERR_ARGUMENT,
                     "all partitions into at most 3 blocs: expected 2 or free");
    assert_null(optima);
    ent_blocs_graph_free(graph);
}

/* ---- all partitions of small graphs ---- */

static bool held_together(const ent_blocs_graph *graph, const int *bloc)
{
    int reached[16];
    for (size_t i = 0; i < graph->n; i++)
        reached[i] = (int)i;
    for (size_t round = 0; round < graph->n; round++)
        for (size_t k = 0; k < graph->count; k++) {
            const ent_signed_tie *t = &graph->ties[k];
            int least = reached[t->a] < reached[t->b] ? reached[t->a] : reached[t->b];
            if (t->weight > 0 && bloc[t->a] == bloc[t->b])
                reached[t->a] = reached[t->b] = least;
        }
    for (size_t i = 0; i < graph->n; i++)
        for (size_t j = 0; j < i; j++)
            if (bloc[i] == bloc[j] && bloc[i] >= 0 && reached[i] != reached[j])
                return false;
    return true;
}

static bool listed(const ent_blocs_optima *optima, const int *bloc)
{
    for (size_t k = 0; k < optima->count; k++)
        if (memcmp(&optima->bloc[k * optima->n], bloc, optima->n * sizeof *bloc) == 0)
            return true;
    return false;
}

static bool connected(const ent_blocs_graph *graph, int a, int b)
{
    bool reached[16] = {0};
    reached[a] = true;
    for (size_t round = 0; round < graph->n; round++)
        for (size_t k = 0; k < graph->count; k++)
            if (reached[graph->ties[k].a] || reached[graph->ties[k].b])
                reached[graph->ties[k].a] = reached[graph->ties[k].b] = true;
    return reached[b];
}

/* Go through all partitions: those within the margin are listed, no others, and pairs are as said. Two blocs: only
 * those named as answers are, which leaves one of each set of turned components. */
static void check_optima(const ent_blocs_graph *graph, int blocs, double margin)
{
    size_t n = graph->n, expected = 0;
    double most = oracle_least(graph, blocs) + margin + 1e-9;
    ent_blocs_optima *optima = all_of(graph, blocs, margin, 5000);
    assert_true(optima->complete && optima->backbone);
    bool together[16][16] = {{0}}, apart[16][16] = {{0}};
    int bloc[16] = {0}, name[16];
    do {
        if (ent_blocs_value(graph, bloc) > most)
            continue;
        for (size_t i = 0; i < n; i++)
            for (size_t j = 0; j < n; j++)
                *(bloc[i] == bloc[j] ? &together[i][j] : &apart[i][j]) = true;
        memcpy(name, bloc, sizeof name);
        ent_blocs_name(graph, blocs == 2, name);
        bool is_named = true;
        for (size_t i = 0; blocs == 2 && i < n; i++)
            is_named = is_named && (name[i] == bloc[i] || (name[i] < 0 && bloc[i] == 0));
        for (size_t i = 0; blocs == 0 && i < n; i++) /* actors without ties: count the partition with each alone */
            for (size_t j = 0; j < i; j++)
                is_named = is_named && (bloc[i] != bloc[j] || (name[i] >= 0 && name[j] >= 0));
        if (!is_named || (blocs == 0 && !held_together(graph, name)))
            continue;
        expected++;
        assert_true(listed(optima, name));
    } while (oracle_next(n, blocs == 2 ? 2 : (int)n, bloc));
    assert_int_equal(optima->count, expected);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++) {
            bool tied = optima->group[i] >= 0 && optima->group[j] >= 0;
            ent_blocs_pair pair = !tied && i != j           ? ENT_BLOCS_UNDECIDED
                                  : !apart[i][j]            ? ENT_BLOCS_TOGETHER
                                  : together[i][j]          ? ENT_BLOCS_UNDECIDED
                                                            : ENT_BLOCS_APART;
            if (tied && !connected(graph, (int)i, (int)j))
                assert_int_equal(pair, ENT_BLOCS_UNDECIDED);
            assert_int_equal(ent_blocs_pair_of(optima, (int)i, (int)j), pair);
        }
    ent_blocs_optima_free(optima);
}

static void all_optima_of_small_graphs_are_found(void **state)
{
    for (uint64_t seed = 1; seed <= 120; seed++) {
        ent_blocs_graph *graph = oracle_graph(4 + seed % 5, 0.2 + 0.1 * (double)(seed % 9),
                                              0.1 + 0.1 * (double)(seed % 9), (int)(seed % 3), seed);
        double margin = seed % 4 == 0 ? 1 : seed % 8 == 1 ? 0.3 : seed % 8 == 5 ? 0.6 : 0;
        check_optima(graph, ENT_BLOCS_TWO, margin);
        check_optima(graph, ENT_BLOCS_FREE, margin);
        ent_blocs_graph_free(graph);
    }
}

/* ---- stopping, limits, memory ---- */

static void a_limit_of_steps_is_no_proof(void **state)
{
    ent_blocs_graph *graph = oracle_graph(34, 0.5, 0.5, 0, 3);
    ent_blocs_options options = {.blocs = ENT_BLOCS_FREE, .steps = 1, .seed = 1};
    ent_blocs_optima *optima;
    assert_int_equal(ent_blocs_all(graph, &options, 0, 1, NULL, &optima, &error), ENT_ERR_CONVERGENCE);
    assert_null(optima);
    ent_blocs_graph_free(graph);
}

static ent_status find_all(void *context, ent_error *e)
{
    static const int kinds[] = {ENT_BLOCS_TWO, ENT_BLOCS_FREE};
    ent_status status = ENT_OK;
    for (size_t k = 0; status == ENT_OK && k < 2; k++) {
        ent_blocs_options options = {.blocs = kinds[k], .seed = 1};
        ent_blocs_optima *optima;
        status = ent_blocs_all(context, &options, 0, 100, NULL, &optima, e);
        if (status == ENT_OK)
            ent_blocs_optima_free(optima);
        else
            assert_null(optima);
    }
    return status;
}

static void optima_survive_failing_memory(void **state)
{
    ent_blocs_graph *graph = oracle_graph(7, 0.6, 0.5, 0, 2);
    ent_sweep(find_all, graph);
    ent_blocs_graph_free(graph);
}

/* ---- the reference ---- */

enum { WINDOWS = 51, WITHHELD = 12 };

typedef struct {
    char names[512][64];
    size_t n, count;
    ent_signed_tie ties[4096];
} named;

static int name_of(named *set, const char *name)
{
    for (size_t i = 0; i < set->n; i++)
        if (strcmp(set->names[i], name) == 0)
            return (int)i;
    assert_true(set->n < 512 && strlen(name) < 64);
    strcpy(set->names[set->n], name);
    return (int)set->n++;
}

static ent_blocs_graph *graph_of(named *set)
{
    ent_blocs_graph *graph;
    ent_assert_ok(ent_blocs_graph_new(set->n, set->ties, set->count, &graph, &error), &error);
    return graph;
}

static void add_row(named *set, reference *r)
{
    ent_signed_tie tie = {name_of(set, reference_text(r, "from")), name_of(set, reference_text(r, "to")),
                          atof(reference_text(r, "sign"))};
    set->ties[set->count++] = tie;
}

static double value_of(const ent_blocs_graph *graph, int blocs, bool branch)
{
    ent_blocs_options options = {.blocs = blocs, .seed = 1};
    ent_blocs *answer;
    ent_assert_ok((branch ? ent_blocs_branch : ent_blocs_exact)(graph, &options, NULL, &answer, &error), &error);
    assert_true(answer->proven && answer->bound == answer->value);
    ent_assert_number(answer->value, ent_blocs_value(graph, answer->bloc), 0);
    double value = answer->value;
    ent_blocs_free(answer);
    return value;
}

/* SPEC.md, section 2b. The file's quotes are part of the header's names. */
static void tribes_have_the_known_optima(void **state)
{
    static named set;
    char path[ENT_PATH], from[64], to[64];
    int sign;
    snprintf(path, sizeof path, "%s/../reference/blocs/tribes_edges.csv",
             getenv("ENTENTE_DATA") ? getenv("ENTENTE_DATA") : ENTENTE_SOURCE_DIR "/../shared/data");
    FILE *file = fopen(path, "r");
    if (!file)
        skip();
    char line[256];
    assert_non_null(fgets(line, sizeof line, file));
    while (fgets(line, sizeof line, file))
        if (sscanf(line, "\"%63[^\"]\",\"%63[^\"]\",%d", from, to, &sign) == 3)
            set.ties[set.count++] = (ent_signed_tie){name_of(&set, from), name_of(&set, to), sign};
    fclose(file);
    ent_blocs_graph *graph = graph_of(&set);
    assert_int_equal(graph->count, 58);
    for (int branch = 0; branch < 2; branch++) {
        ent_assert_number(value_of(graph, ENT_BLOCS_TWO, branch), 7, 0);
        ent_assert_number(value_of(graph, ENT_BLOCS_FREE, branch), 2, 0);
    }
    ent_blocs_graph_free(graph);
}

/* Every window is proven by cutting planes, and of two blocs by plain branching as well; the public ones have the
 * values of the reference. */
static void all_windows_of_the_reference_are_proven(void **state)
{
    static named sets[WINDOWS];
    double two[WINDOWS], loose[WINDOWS];
    reference *r = reference_open("blocs/cow_windows_edges.csv");
    while (reference_next(r))
        add_row(&sets[atoi(reference_text(r, "window")) - 1], r);
    for (size_t k = 0; k < WINDOWS; k++) {
        ent_blocs_graph *graph = graph_of(&sets[k]);
        two[k] = value_of(graph, ENT_BLOCS_TWO, false);
        loose[k] = value_of(graph, ENT_BLOCS_FREE, false);
        ent_assert_number(value_of(graph, ENT_BLOCS_TWO, true), two[k], 0);
        assert_true(loose[k] <= two[k]);
        ent_blocs_graph_free(graph);
    }
    size_t rows = 0;
    r = reference_open("blocs/cow_frustration_optima.csv");
    for (; reference_next(r); rows++) {
        int window = atoi(reference_text(r, "window")) - 1;
        ent_assert_number(two[window], atof(reference_text(r, "k2_optimum")), 0);
        ent_assert_number(loose[window], atof(reference_text(r, "kfree_optimum")), 0);
    }
    assert_int_equal(rows, WINDOWS - WITHHELD);
}

/* The partition recorded in the reference, an optimum, keeps to the backbone of two blocs. */
static void recorded_partitions_keep_to_the_backbone(void **state)
{
    static named set;
    static int bloc[512];
    reference *r = reference_open("blocs/cow_windows_edges.csv");
    while (reference_next(r))
        if (atoi(reference_text(r, "window")) == 10)
            add_row(&set, r);
    ent_blocs_graph *graph = graph_of(&set);
    r = reference_open("blocs/cow_frustration_partitions.csv");
    while (reference_next(r))
        if (atoi(reference_text(r, "window")) == 10)
            bloc[name_of(&set, reference_text(r, "node"))] = atoi(reference_text(r, "k2_bloc"));
    ent_blocs_optima *optima = all_of(graph, ENT_BLOCS_TWO, 0, 1000);
    assert_true(optima->backbone && optima->complete);
    ent_assert_number(ent_blocs_value(graph, bloc), optima->value, 0);
    for (size_t i = 0; i < graph->n; i++)
        for (size_t j = 0; j < graph->n; j++) {
            ent_blocs_pair pair = ent_blocs_pair_of(optima, (int)i, (int)j);
            assert_true(pair == ENT_BLOCS_UNDECIDED || (pair == ENT_BLOCS_TOGETHER) == (bloc[i] == bloc[j]));
        }
    ent_blocs_name(graph, true, bloc);
    assert_true(listed(optima, bloc));
    ent_blocs_optima_free(optima);
    ent_blocs_graph_free(graph);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_triangle_with_one_foe_has_three_optima),
        cmocka_unit_test(a_margin_below_0_and_three_blocs_are_refused),
        cmocka_unit_test(all_optima_of_small_graphs_are_found),
        cmocka_unit_test(a_limit_of_steps_is_no_proof),
        cmocka_unit_test(optima_survive_failing_memory),
        cmocka_unit_test(tribes_have_the_known_optima),
        cmocka_unit_test(all_windows_of_the_reference_are_proven),
        cmocka_unit_test(recorded_partitions_keep_to_the_backbone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
