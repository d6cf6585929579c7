/* Search and bound for large graphs: against brute force on small ones, a planted partition, and the reference's files. */
#include "entente/blocs.h"

#include "support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static uint64_t seed = 42;

static size_t below(size_t n)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (size_t)(seed >> 33) % n;
}

static ent_blocs_graph *random_graph(size_t n, size_t percent, bool weighted)
{
    ent_signed_tie ties[200];
    size_t count = 0;
    ent_blocs_graph *g;
    ent_error error;
    for (int a = 0; a < (int)n; a++)
        for (int b = a + 1; b < (int)n; b++)
            if (below(100) < percent)
                ties[count++] = (ent_signed_tie){a, b, (below(2) ? 1 : -1) * (weighted ? (1 + (double)below(5)) / 4 : 1)};
    ent_assert_ok(ent_blocs_graph_new(n, ties, count, &g, &error), &error);
    return g;
}

static ent_blocs *search(const ent_blocs_graph *g, long long rounds)
{
    ent_blocs_options options = ENT_BLOCS_DEFAULTS;
    ent_blocs *out;
    ent_error error;
    options.steps = rounds;
    ent_assert_ok(ent_blocs_search(g, &options, NULL, &out, &error), &error);
    return out;
}

/* Ten rounds of annealing find the optimum of nearly all graphs this small; value and bound are on its two sides. */
static void small_graphs_are_solved_and_bounded(void **state)
{
    size_t tight = 0, best = 0;
    for (int round = 0; round < 200; round++) {
        ent_blocs_graph *g = random_graph(2 + below(14), 20 + below(80), round % 2);
        ent_blocs_options options = ENT_BLOCS_DEFAULTS;
        ent_blocs *exact, *found = search(g, 10);
        ent_error error;
        ent_assert_ok(ent_blocs_exact(g, &options, NULL, &exact, &error), &error);
        assert_true(found->value >= exact->value - 1e-9);
        best += found->value <= exact->value + 1e-9;
        ent_assert_number(found->value, ent_blocs_value(g, found->bloc), 1e-9);
        assert_true(found->bound <= exact->value + 1e-9);
        assert_true(!found->proven || found->value <= exact->value + 1e-9);
        tight += found->proven;
        ent_blocs_free(exact);
        ent_blocs_free(found);
        ent_blocs_graph_free(g);
    }
    assert_true(best >= 190);
    assert_true(tight > 20); /* the packing is worth something */
}

/* Two camps of 1,000, 10,000 ties of which one in ten has the wrong sign. */
static void a_planted_partition_is_found(void **state)
{
    enum { ACTORS = 2000, TIES = 10000 };
    static ent_signed_tie ties[TIES];
    static uint8_t there[ACTORS * ACTORS / 8];
    size_t count = 0, wrong = 0;
    while (count < TIES) {
        size_t a = below(ACTORS), b = below(ACTORS), cell = a < b ? a * ACTORS + b : b * ACTORS + a;
        if (a == b || there[cell / 8] >> (cell % 8) & 1)
            continue;
        there[cell / 8] |= (uint8_t)(1u << (cell % 8));
        bool flipped = below(10) == 0;
        wrong += flipped;
        ties[count++] = (ent_signed_tie){(int)a, (int)b, ((a < ACTORS / 2) == (b < ACTORS / 2)) != flipped ? 1 : -1};
    }
    ent_blocs_graph *g;
    ent_error error;
    ent_assert_ok(ent_blocs_graph_new(ACTORS, ties, count, &g, &error), &error);
    ent_blocs *first = search(g, 3), *again = search(g, 3);
    assert_true(first->value <= (double)wrong);
    assert_memory_equal(first->bloc, again->bloc, ACTORS * sizeof *first->bloc);
    ent_blocs_free(first);
    ent_blocs_free(again);
    ent_blocs_graph_free(g);
}

static void other_numbers_of_blocs_are_refused(void **state)
{
    ent_blocs_options options = ENT_BLOCS_DEFAULTS;
    ent_blocs_graph *g = random_graph(3, 100, false);
    ent_blocs *out;
    ent_error error;
    options.blocs = ENT_BLOCS_FREE;
    ent_assert_fails(ent_blocs_search(g, &options, NULL, &out, &error), &error, ENT_ERR_ARGUMENT,
                     "the search for large graphs is of two blocs");
    ent_blocs_graph_free(g);
}

static ent_status call_search(void *context, ent_error *error)
{
    ent_blocs_options options = ENT_BLOCS_DEFAULTS;
    ent_blocs *out;
    options.steps = 1;
    ent_status status = ent_blocs_search(context, &options, NULL, &out, error);
    if (status == ENT_OK)
        ent_blocs_free(out);
    else
        assert_null(out);
    return status;
}

static void memory_may_run_out(void **state)
{
    ent_blocs_graph *g = random_graph(8, 80, false);
    ent_sweep(call_search, g);
    ent_blocs_graph_free(g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(small_graphs_are_solved_and_bounded),
        cmocka_unit_test(a_planted_partition_is_found),
        cmocka_unit_test(other_numbers_of_blocs_are_refused),
        cmocka_unit_test(memory_may_run_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
