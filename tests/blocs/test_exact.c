/* Best partitions with proof, by two methods, against brute force, planted partitions and symmetries. */
#include "blocs/oracle.h"

static ent_error error;

static ent_blocs *solve(const ent_blocs_graph *graph, int blocs, bool branch)
{
    ent_blocs_options options = ENT_BLOCS_DEFAULTS;
    ent_blocs *answer;
    options.blocs = blocs;
    ent_assert_ok((branch ? ent_blocs_branch : ent_blocs_exact)(graph, &options, NULL, &answer, &error), &error);
    return answer;
}

/* Proven, the value is that of the partition, within the number of blocs, and the expected one. */
static void check_answer(const ent_blocs_graph *graph, int blocs, bool branch, double expected)
{
    ent_blocs *answer = solve(graph, blocs, branch);
    assert_true(answer->proven);
    ent_assert_number(answer->value, ent_blocs_value(graph, answer->bloc), 0);
    ent_assert_number(answer->value, expected, graph->whole ? 0 : 1e-9);
    assert_true(answer->bound <= answer->value);
    assert_true(blocs == ENT_BLOCS_FREE || answer->bloc_count <= blocs);
    ent_blocs_free(answer);
}

static void check_all(const ent_blocs_graph *graph)
{
    static const int kinds[] = {ENT_BLOCS_TWO, ENT_BLOCS_FREE, 1, 3, 4};
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        double expected = oracle_least(graph, kinds[k]);
        check_answer(graph, kinds[k], false, expected);
        check_answer(graph, kinds[k], true, expected);
    }
}

/* ---- by hand ---- */

/* Three foes of each other: two blocs leave one tie frustrated, three none. */
static void three_foes_need_three_blocs(void **state)
{
    static const ent_signed_tie ties[] = {{0, 1, -1}, {1, 2, -1}, {2, 0, -1}};
    ent_blocs_graph *graph;
    ent_assert_ok(ent_blocs_graph_new(4, ties, 3, &graph, &error), &error);
    check_answer(graph, ENT_BLOCS_TWO, false, 1);
    check_answer(graph, ENT_BLOCS_FREE, false, 0);
    ent_blocs *answer = solve(graph, 3, false);
    static const int bloc[] = {0, 1, 2, -1};
    assert_true(answer->bloc_count == 3 && answer->value == 0 && answer->proven);
    assert_memory_equal(answer->bloc, bloc, sizeof bloc);
    ent_blocs_free(answer);
    ent_blocs_graph_free(graph);
}

static void graphs_without_ties_or_actors_cost_nothing(void **state)
{
    for (size_t n = 0; n < 3; n++) {
        ent_blocs_graph *graph;
        ent_assert_ok(ent_blocs_graph_new(n, NULL, 0, &graph, &error), &error);
        for (int blocs = 0; blocs <= 3; blocs++)
            for (int branch = 0; branch < 2; branch++) {
                ent_blocs *answer = solve(graph, blocs, branch);
                assert_true(answer->proven && answer->value == 0 && answer->bloc_count == 0);
                ent_blocs_free(answer);
            }
        ent_blocs_graph_free(graph);
    }
}

/* A pair that is both friends (3) and foes (1) pays 1 whatever the blocs. */
static void a_pair_with_both_ties_pays_the_lesser(void **state)
{
    static const ent_signed_tie ties[] = {{0, 1, 3}, {0, 1, -1}};
    ent_blocs_graph *graph;
    ent_assert_ok(ent_blocs_graph_new(2, ties, 2, &graph, &error), &error);
    for (int blocs = 0; blocs <= 3; blocs++) {
        check_answer(graph, blocs, false, 1);
        check_answer(graph, blocs, true, 1);
    }
    ent_blocs_graph_free(graph);
}

static void options_that_mean_nothing_are_refused(void **state)
{
    ent_blocs_graph *graph = oracle_graph(4, 1, 0.5, 0, 1);
    ent_blocs *answer;
    ent_blocs_options options = {.blocs = -1};
    ent_assert_fails(ent_blocs_exact(graph, &options, NULL, &answer, &error), &error, ENT_ERR_ARGUMENT,
                     "-1 blocs: expected 0 (free) or more");
    options = (ent_blocs_options){.blocs = 2, .seconds = NAN};
    ent_assert_fails(ent_blocs_branch(graph, &options, NULL, &answer, &error), &error, ENT_ERR_ARGUMENT,
                     "a limit of nan seconds and 0 steps: expected 0 (none) or more");
    assert_null(answer);
    ent_blocs_graph_free(graph);
}

/* ---- brute force ---- */

/* Every density and share of hostile ties; weights 1, tenths, and whole numbers. */
static void all_small_graphs_agree_with_brute_force(void **state)
{
    uint64_t seed = 1;
    for (int density = 1; density <= 10; density++)
        for (int hostile = 0; hostile <= 10; hostile++)
            for (int weighted = 0; weighted < 3; weighted++) {
                ent_blocs_graph *graph = oracle_graph(4 + seed % 6, density / 10.0, hostile / 10.0, weighted, seed);
                check_all(graph);
                ent_blocs_graph_free(graph);
                seed++;
            }
}

static void graphs_of_twelve_agree_with_brute_force(void **state)
{
    for (uint64_t seed = 1; seed <= 24; seed++) {
        ent_blocs_graph *graph = oracle_graph(12, 0.2 + 0.1 * (double)(seed % 8), 0.3 + 0.1 * (double)(seed % 5),
                                              (int)(seed % 3), seed);
        check_answer(graph, ENT_BLOCS_TWO, false, oracle_least(graph, ENT_BLOCS_TWO));
        check_answer(graph, ENT_BLOCS_FREE, false, oracle_least(graph, ENT_BLOCS_FREE));
        check_answer(graph, 3, false, oracle_least(graph, 3));
        ent_blocs_graph_free(graph);
    }
}

static void graphs_of_twenty_agree_with_brute_force(void **state)
{
    for (uint64_t seed = 1; seed <= 40; seed++) {
        ent_blocs_graph *graph = oracle_graph(20, 0.1 + 0.1 * (double)(seed % 10), 0.2 + 0.1 * (double)(seed % 7),
                                              seed % 2 ? 2 : 0, seed);
        double expected = oracle_two(graph);
        check_answer(graph, ENT_BLOCS_TWO, false, expected);
        check_answer(graph, ENT_BLOCS_TWO, true, expected);
        ent_blocs_graph_free(graph);
    }
}

/* Beyond brute force the two methods, which share nothing but the recount, agree. */
static void cutting_planes_and_branching_agree(void **state)
{
    for (uint64_t seed = 1; seed <= 30; seed++) {
        ent_blocs_graph *graph = oracle_graph(24 + seed % 12, seed % 2 ? 0.15 : 0.35, 0.2 + 0.1 * (double)(seed % 5),
                                              (int)(seed % 3), seed);
        static const int kinds[] = {ENT_BLOCS_TWO, ENT_BLOCS_FREE, 3};
        for (size_t k = 0; k < (seed % 2 ? 3 : 1); k++) {
            ent_blocs *branched = solve(graph, kinds[k], true);
            check_answer(graph, kinds[k], false, branched->value);
            ent_blocs_free(branched);
        }
        ent_blocs_graph_free(graph);
    }
}

/* ---- properties ---- */

/* Switching an actor (turning the signs of all its ties) changes no frustration of two blocs. */
static void switching_changes_nothing(void **state)
{
    for (uint64_t seed = 1; seed <= 20; seed++) {
        ent_blocs_graph *graph = oracle_graph(26, 0.3, 0.4, (int)(seed % 3), seed), *turned;
        ent_signed_tie ties[ORACLE_TIES];
        uint64_t state_of = seed;
        bool turn[26];
        for (size_t i = 0; i < 26; i++)
            turn[i] = oracle_draw(&state_of) < 0.5;
        for (size_t k = 0; k < graph->count; k++) {
            ties[k] = graph->ties[k];
            ties[k].weight *= turn[ties[k].a] != turn[ties[k].b] ? -1 : 1;
        }
        ent_assert_ok(ent_blocs_graph_new(26, ties, graph->count, &turned, &error), &error);
        ent_blocs *answer = solve(graph, ENT_BLOCS_TWO, false);
        check_answer(turned, ENT_BLOCS_TWO, false, answer->value);
        ent_blocs_free(answer);
        ent_blocs_graph_free(turned);
        ent_blocs_graph_free(graph);
    }
}

/* Blocs with all friendly within and all hostile across, three ties turned in different blocs of 20: no other partition
 * is as good, since to move one actor costs 19 ties or more less those turned. */
static void a_planted_partition_is_found(void **state)
{
    static ent_signed_tie ties[ORACLE_TIES];
    size_t count = 0;
    for (int i = 0; i < 60; i++)
        for (int j = i + 1; j < 60; j++) {
            bool turned = (i == 0 && j == 1) || (i == 20 && j == 21) || (i == 5 && j == 45);
            ties[count++] = (ent_signed_tie){i, j, (i / 20 == j / 20) != turned ? 1 : -1};
        }
    ent_blocs_graph *graph;
    ent_assert_ok(ent_blocs_graph_new(60, ties, count, &graph, &error), &error);
    for (int blocs = 0; blocs <= 3; blocs += 3) {
        ent_blocs *answer = solve(graph, blocs, false);
        assert_true(answer->proven && answer->value == 3 && answer->bloc_count == 3);
        for (int i = 0; i < 60; i++)
            assert_int_equal(answer->bloc[i], i / 20);
        ent_blocs_free(answer);
    }
    ent_blocs_graph_free(graph);
}

/* A limit of steps gives the best found and a bound that is not above the best value (known from a full run). */
static void a_limit_leaves_an_honest_gap(void **state)
{
    ent_blocs_graph *graph = oracle_graph(34, 0.5, 0.5, 0, 3);
    ent_blocs *best = solve(graph, ENT_BLOCS_TWO, false);
    ent_blocs_options options = {.blocs = ENT_BLOCS_TWO, .steps = 100, .seed = 1};
    ent_blocs *answer;
    ent_assert_ok(ent_blocs_branch(graph, &options, NULL, &answer, &error), &error);
    assert_false(answer->proven);
    assert_true(answer->bound <= best->value && answer->value >= best->value && answer->bound < answer->value);
    ent_blocs_free(answer);
    options.steps = 0;
    options.seconds = 1e-9;
    for (int blocs = 0; blocs <= 3; blocs++) {
        options.blocs = blocs;
        ent_assert_ok(ent_blocs_exact(graph, &options, NULL, &answer, &error), &error);
        assert_true(answer->bound <= answer->value && answer->proven == (answer->bound == answer->value));
        ent_assert_number(answer->value, ent_blocs_value(graph, answer->bloc), 0);
        ent_blocs_free(answer);
    }
    ent_blocs_free(best);
    ent_blocs_graph_free(graph);
}

static void the_seed_makes_the_same_bytes(void **state)
{
    ent_blocs_graph *graph = oracle_graph(40, 0.2, 0.5, 0, 5);
    for (int blocs = 0; blocs <= 2; blocs += 2) {
        ent_blocs *one = solve(graph, blocs, false), *two = solve(graph, blocs, false);
        assert_memory_equal(one->bloc, two->bloc, graph->n * sizeof *one->bloc);
        assert_true(one->steps == two->steps && one->bound == two->bound);
        ent_blocs_free(one);
        ent_blocs_free(two);
    }
    ent_blocs_graph_free(graph);
}

/* ---- stopping and memory ---- */

static bool stop_at_once(void *user)
{
    return true;
}

static void a_monitor_stops_the_search(void **state)
{
    ent_monitor monitor = {.stop = stop_at_once};
    ent_blocs_graph *graph = oracle_graph(40, 0.3, 0.5, 0, 5);
    ent_blocs *answer;
    assert_int_equal(ent_blocs_exact(graph, NULL, &monitor, &answer, &error), ENT_ERR_STOPPED);
    assert_null(answer);
    assert_int_equal(ent_blocs_branch(graph, NULL, &monitor, &answer, &error), ENT_ERR_STOPPED);
    assert_null(answer);
    ent_blocs_graph_free(graph);
}

typedef struct {
    ent_blocs_graph *graph;
    int blocs;
    bool branch;
} swept;

static ent_status solve_swept(void *context, ent_error *e)
{
    const swept *s = context;
    ent_blocs_options options = {.blocs = s->blocs, .seed = 1};
    ent_blocs *answer;
    ent_status status = (s->branch ? ent_blocs_branch : ent_blocs_exact)(s->graph, &options, NULL, &answer, e);
    if (status == ENT_OK)
        ent_blocs_free(answer);
    else
        assert_null(answer);
    return status;
}

static void the_search_survives_failing_memory(void **state)
{
    for (int blocs = 0; blocs <= 3; blocs++)
        for (int branch = 0; branch < 2; branch++) {
            swept s = {oracle_graph(16, 0.3, 0.5, 0, 2), blocs, branch};
            ent_sweep(solve_swept, &s);
            ent_blocs_graph_free(s.graph);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(three_foes_need_three_blocs),
        cmocka_unit_test(graphs_without_ties_or_actors_cost_nothing),
        cmocka_unit_test(a_pair_with_both_ties_pays_the_lesser),
        cmocka_unit_test(options_that_mean_nothing_are_refused),
        cmocka_unit_test(all_small_graphs_agree_with_brute_force),
        cmocka_unit_test(graphs_of_twelve_agree_with_brute_force),
        cmocka_unit_test(graphs_of_twenty_agree_with_brute_force),
        cmocka_unit_test(cutting_planes_and_branching_agree),
        cmocka_unit_test(switching_changes_nothing),
        cmocka_unit_test(a_planted_partition_is_found),
        cmocka_unit_test(a_limit_leaves_an_honest_gap),
        cmocka_unit_test(the_seed_makes_the_same_bytes),
        cmocka_unit_test(a_monitor_stops_the_search),
        cmocka_unit_test(the_search_survives_failing_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
