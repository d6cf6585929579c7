/* Graphs as lists and partitions: worked by hand. */
#include "blocs/oracle.h"

static ent_error error;

/* 0 and 1 are friends, both foes of 2, who is 3's friend; 3 is 0's friend and, by another tie, foe. 4 has none. */
static const ent_signed_tie five[] = {{1, 0, 2}, {0, 2, -1}, {2, 1, -1}, {3, 2, 4}, {3, 0, -0.5}, {0, 3, 1}};

static ent_blocs_graph *graph_of_five(void)
{
    ent_blocs_graph *graph;
    ent_assert_ok(ent_blocs_graph_new(5, five, 6, &graph, &error), &error);
    return graph;
}

static void ties_and_neighbours_are_in_order(void **state)
{
    ent_blocs_graph *graph = graph_of_five();
    static const int a[] = {0, 0, 0, 0, 1, 2}, b[] = {1, 2, 3, 3, 2, 3}, near[] = {1, 2, 3, 3, 0, 2, 0, 1, 3, 0, 0, 2};
    for (size_t k = 0; k < 6; k++)
        assert_true(graph->ties[k].a == a[k] && graph->ties[k].b == b[k]);
    assert_true(graph->ties[2].weight == 1 && graph->ties[3].weight == -0.5);
    for (size_t k = 0; k < 12; k++) {
        assert_int_equal(graph->near[k].actor, near[k]);
        ent_assert_number(graph->near[k].weight, graph->ties[graph->near[k].tie].weight, 0);
    }
    assert_true(graph->first[4] == 12 && graph->first[5] == 12);
    ent_assert_number(graph->total, 9.5, 0);
    assert_false(graph->whole);
    ent_blocs_graph_free(graph);
}

static void wrong_ties_are_refused(void **state)
{
    static const struct {
        ent_signed_tie ties[2];
        const char *message;
    } wrong[] = {
        {{{0, 5, 1}, {0, 1, 1}}, "a tie of 0 and 5: actors are 0 to 5 - 1"},
        {{{2, 2, 1}, {0, 1, 1}}, "a tie of 2 with itself"},
        {{{2, 3, 0}, {0, 1, 1}}, "a tie of 2 and 3 has the weight 0"},
        {{{2, 3, INFINITY}, {0, 1, 1}}, "a tie of 2 and 3 has the weight inf"},
        {{{2, 3, -1}, {3, 2, -2}}, "two hostile ties of 2 and 3"},
    };
    for (size_t k = 0; k < sizeof wrong / sizeof *wrong; k++) {
        ent_blocs_graph *graph;
        ent_assert_fails(ent_blocs_graph_new(5, wrong[k].ties, 2, &graph, &error), &error, ENT_ERR_ARGUMENT,
                         wrong[k].message);
        assert_null(graph);
    }
}

/* {0 1} {2 3}: against are the friendly tie of 0 and 3, 1. */
static void a_partition_is_judged_by_hand(void **state)
{
    ent_blocs_graph *graph = graph_of_five();
    int bloc[] = {7, 7, 2, 2, 9};
    ent_assert_number(ent_blocs_value(graph, bloc), 1, 0);
    assert_int_equal(ent_blocs_name(graph, false, bloc), 2);
    static const int named[] = {0, 0, 1, 1, -1};
    assert_memory_equal(bloc, named, sizeof named);
    ent_blocs_actor actor[5];
    ent_assert_ok(ent_blocs_actors(graph, ENT_BLOCS_TWO, bloc, actor, &error), &error);
    ent_assert_number(actor[0].frustration, 1, 0);
    ent_assert_number(actor[0].tied, 4.5, 0);
    ent_assert_number(actor[0].switching, 2.5, 0); /* 2 lost, 1 of the foe more, 1 less with 3, 0.5 more */
    assert_true(actor[0].against == 1 && actor[0].better == 1);
    ent_assert_number(actor[3].switching, 3.5, 0);
    ent_assert_number(actor[4].tied, 0, 0);
    assert_int_equal(actor[4].better, -1);
    ent_assert_ok(ent_blocs_actors(graph, ENT_BLOCS_FREE, bloc, actor, &error), &error);
    ent_assert_number(actor[1].switching, 2, 0); /* alone: only the friend is lost */
    assert_int_equal(actor[1].better, -1);
    int *against;
    size_t count;
    ent_assert_ok(ent_blocs_against(graph, bloc, &against, &count, &error), &error);
    assert_true(count == 1 && against[0] == 2);
    free(against);
    ent_blocs_graph_free(graph);
}

static void of_two_blocs_each_component_is_named_from_its_first_actor(void **state)
{
    static const ent_signed_tie ties[] = {{0, 3, -1}, {1, 2, -1}};
    ent_blocs_graph *graph;
    ent_assert_ok(ent_blocs_graph_new(5, ties, 2, &graph, &error), &error);
    int bloc[] = {1, 0, 1, 0, 1};
    static const int named[] = {0, 0, 1, 1, -1};
    assert_int_equal(ent_blocs_name(graph, true, bloc), 2);
    assert_memory_equal(bloc, named, sizeof named);
    ent_blocs_graph_free(graph);
}

/* The cost of switching is the value after less the value before. */
static void switching_costs_what_the_recount_says(void **state)
{
    for (uint64_t seed = 1; seed <= 50; seed++) {
        ent_blocs_graph *graph = oracle_graph(9, 0.6, 0.5, 2, seed);
        int bloc[9], moved[9], blocs[] = {2, 0, 3};
        for (size_t kind = 0; kind < 3; kind++) {
            for (size_t i = 0; i < 9; i++)
                bloc[i] = (int)((seed >> i) + i * i) % (kind == 0 ? 2 : 3);
            ent_blocs_actor actor[9];
            int count = ent_blocs_name(graph, kind == 0, bloc);
            double value = ent_blocs_value(graph, bloc);
            ent_assert_ok(ent_blocs_actors(graph, blocs[kind], bloc, actor, &error), &error);
            for (size_t i = 0; i < 9; i++) {
                double least = INFINITY;
                int others = kind == 0 ? 2 : kind == 1 || count < 3 ? count + 1 : count;
                for (int b = 0; b < others; b++)
                    if (bloc[i] >= 0 && b != bloc[i]) {
                        memcpy(moved, bloc, sizeof bloc);
                        moved[i] = b;
                        least = fmin(least, ent_blocs_value(graph, moved) - value);
                    }
                if (bloc[i] >= 0)
                    ent_assert_number(actor[i].switching, least, 0);
            }
        }
        ent_blocs_graph_free(graph);
    }
}

static ent_status make_graph(void *context, ent_error *e)
{
    ent_blocs_graph *graph;
    ent_status status = ent_blocs_graph_new(5, five, 6, &graph, e);
    if (status == ENT_OK)
        ent_blocs_graph_free(graph);
    else
        assert_null(graph);
    return status;
}

static ent_status judge(void *context, ent_error *e)
{
    static const int bloc[] = {0, 0, 1, 1, -1};
    ent_blocs_actor actor[5];
    int *against = NULL;
    size_t count;
    ent_status status = ent_blocs_actors(context, ENT_BLOCS_TWO, bloc, actor, e);
    if (status == ENT_OK)
        status = ent_blocs_against(context, bloc, &against, &count, e);
    free(against);
    return status;
}

static void graphs_and_judgements_survive_failing_memory(void **state)
{
    ent_sweep(make_graph, NULL);
    ent_blocs_graph *graph = graph_of_five();
    ent_sweep(judge, graph);
    ent_fail_request(1);
    int bloc[5] = {0};
    assert_int_equal(ent_blocs_name(graph, true, bloc), -1);
    ent_fail_request(1);
    assert_int_equal(ent_blocs_name(graph, false, bloc), -1);
    ent_fail_request(0);
    ent_blocs_graph_free(graph);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ties_and_neighbours_are_in_order),
        cmocka_unit_test(wrong_ties_are_refused),
        cmocka_unit_test(a_partition_is_judged_by_hand),
        cmocka_unit_test(of_two_blocs_each_component_is_named_from_its_first_actor),
        cmocka_unit_test(switching_costs_what_the_recount_says),
        cmocka_unit_test(graphs_and_judgements_survive_failing_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
