/* The view: what it keeps up as ties flip equals what one counts; refusals; failing memory. */
#include "effects/random_world.h"

static unsigned x(const ent_view *v, size_t i, size_t j)
{
    return v->x[i * v->n + j];
}

static void check_lists(const ent_view *v)
{
    size_t ties = 0;
    for (size_t i = 0; i < v->n; i++) {
        size_t out = 0, in = 0, mutual = 0;
        for (size_t j = 0; j < v->n; j++) {
            assert_int_equal(v->out_bits[i * v->words + j / 64] >> j % 64 & 1, x(v, i, j));
            assert_int_equal(v->in_bits[i * v->words + j / 64] >> j % 64 & 1, x(v, j, i));
            if (x(v, i, j))
                assert_int_equal(v->out[i * v->n + out++], j);
            if (x(v, j, i))
                assert_int_equal(v->in[i * v->n + in++], j);
            mutual += x(v, i, j) && x(v, j, i);
        }
        assert_int_equal(v->out_degree[i], out);
        assert_int_equal(v->in_degree[i], in);
        assert_int_equal(v->mutual_degree[i], mutual);
        ties += out;
    }
    assert_int_equal(v->tie_count, v->directed ? ties : ties / 2);
}

static void check_tables(const ent_view *v)
{
    for (size_t i = 0; i < v->n; i++)
        for (size_t j = 0; j < v->n; j++) {
            size_t two = 0, out = 0, in = 0, mutual = 0, k = i * v->n + j;
            for (size_t h = 0; i != j && h < v->n; h++) {
                two += x(v, i, h) * x(v, h, j);
                out += x(v, i, h) * x(v, j, h);
                in += x(v, h, i) * x(v, h, j);
                mutual += x(v, i, h) * x(v, h, i) * x(v, j, h) * x(v, h, j);
            }
            assert_int_equal(v->two_paths[k], two);
            assert_int_equal(v->out_shared[k], out);
            assert_int_equal(v->in_shared[k], in);
            assert_int_equal(v->mutual_paths[k], mutual);
        }
}

static void flipping_keeps_lists_and_tables_as_counted(void **state)
{
    for (uint64_t seed = 0; seed < 40; seed++) {
        random_world world;
        world_make(&world, seed, seed & 1, false);
        ent_view *view = world_view(&world, false);
        for (int flips = 0; flips < 60; flips++) {
            size_t i = world_below(&world, world.n), j = world_below(&world, world.n);
            if (i != j)
                ent_view_flip(view, i, j);
            check_lists(view);
            check_tables(view);
        }
        ent_view_free(view);
    }
}

static void over_64_actors_are_kept_too(void **state)
{
    ent_error error;
    ent_view *view;
    random_world draws = {.state = 7};
    for (int directed = 0; directed < 2; directed++) {
        ent_assert_ok(ent_view_new(130, directed, 15, &view, &error), &error);
        for (int flips = 0; flips < 3000; flips++) {
            size_t i = world_below(&draws, 130), j = world_below(&draws, 130);
            if (i != j)
                ent_view_flip(view, i, j);
        }
        check_lists(view);
        check_tables(view);
        ent_view_free(view);
    }
}

static void a_copy_is_the_same_and_goes_its_own_way(void **state)
{
    ent_error error;
    for (uint64_t seed = 0; seed < 10; seed++) {
        random_world world;
        world_make(&world, seed, seed & 1, false);
        ent_view *view = world_view(&world, false), *copy;
        ent_assert_ok(ent_view_copy(view, &copy, &error), &error);
        ent_view_flip(copy, 0, 1);
        check_lists(copy);
        check_tables(copy);
        assert_memory_equal(view->x, world.x, world.n * world.n);
        ent_view_assign(copy, view);
        assert_memory_equal(copy->x, view->x, world.n * world.n);
        assert_ptr_equal(copy->previous, view->previous);
        check_lists(copy);
        check_tables(copy);
        ent_view_free(copy);
        ent_view_free(view);
    }
}

static void a_network_that_should_have_no_direction_is_refused_if_it_has(void **state)
{
    ent_error error;
    ent_view *view;
    const uint8_t one_way[9] = {0, 0, 0, 0, 0, 0, 0, 1, 0};
    ent_assert_ok(ent_view_new(3, false, 0, &view, &error), &error);
    ent_assert_fails(ent_view_set(view, one_way, &error), &error, ENT_ERR_INPUT,
                     "the network is not directed, but actor 3 has a tie to 2 and not the other way "
                     "round");
    ent_view_free(view);
}

static void more_actors_than_a_view_holds_are_refused(void **state)
{
    ent_error error;
    ent_view *view;
    ent_assert_fails(ent_view_new(65536, true, 0, &view, &error), &error, ENT_ERR_ARGUMENT,
                     "65536 actors are more than 65535");
    assert_null(view);
}

static ent_status make_and_free(void *context, ent_error *error)
{
    ent_view *view, *copy;
    ent_status status = ent_view_new(5, true, 15, &view, error);
    if (status != ENT_OK) {
        assert_null(view);
        return status;
    }
    status = ent_view_copy(view, &copy, error);
    if (status != ENT_OK)
        assert_null(copy);
    ent_view_free(copy);
    ent_view_free(view);
    return status;
}

static void a_view_survives_failing_memory(void **state)
{
    ent_sweep(make_and_free, NULL);
}

/* ---- what a term needs ---- */

static ent_term term_of(const char *name, bool directed)
{
    ent_term term;
    const ent_effect *effect = ent_effect_find(name, directed);
    assert_non_null(effect);
    ent_term_init(&term, effect);
    return term;
}

static void what_a_term_lacks_is_said(void **state)
{
    ent_error error;
    random_world world;
    world_make(&world, 1, false, false);
    ent_view *view = world_view(&world, false);
    ent_term term = term_of("threat", false);
    ent_assert_fails(ent_term_check(view, &term, &error), &error, ENT_ERR_INPUT,
                     "effect 'threat' needs a covariate: capability, not centred");
    term = term_of("dyadic", false);
    ent_assert_fails(ent_term_check(view, &term, &error), &error, ENT_ERR_INPUT,
                     "effect 'dyadic' needs a dyadic covariate");
    term = term_of("shared_partners", false);
    term.parameter[0] = -1;
    ent_assert_fails(ent_term_check(view, &term, &error), &error, ENT_ERR_INPUT,
                     "effect 'shared_partners': decay = -1 is not from 0 to 20");
    term.effect = ent_effect_find("reciprocity", true);
    ent_assert_fails(ent_term_check(view, &term, &error), &error, ENT_ERR_INPUT,
                     "effect 'reciprocity' is for directed networks, and this one is undirected");
    view->previous = NULL;
    term = term_of("stability", false);
    ent_assert_fails(ent_term_check(view, &term, &error), &error, ENT_ERR_INPUT,
                     "effect 'stability' needs the network before");
    ent_view_free(view);
}

/* The peer takes the upper triangle, so that a matrix filled below the diagonal counts as 0. */
static void a_matrix_that_is_not_symmetric_is_refused_where_ties_have_no_direction(void **state)
{
    ent_error error;
    ent_view *view;
    const double lower[9] = {0, 0, 0, 1, 0, 0, 0, 0, 0};
    ent_dyadic w = {.name = "borders", .value = lower};
    ent_assert_ok(ent_view_new(3, false, 0, &view, &error), &error);
    ent_term term = term_of("dyadic", false);
    term.dyadic = &w;
    ent_assert_fails(ent_term_check(view, &term, &error), &error, ENT_ERR_INPUT,
                     "effect 'dyadic': the network is undirected, but 'borders' is not symmetric: it is "
                     "0 for actors 1, 2 and 1 for 2, 1");
    ent_view_free(view);
}

static void a_pair_with_a_missing_value_is_not_known(void **state)
{
    random_world world;
    world_make(&world, 1, false, false);
    ent_view *view = world_view(&world, false);
    const uint8_t second[WORLD_MOST] = {0, 1}, one_pair[WORLD_MOST * WORLD_MOST] = {0, 0, 1};
    ent_term term = term_of("threat", false);
    assert_true(ent_term_known(view, &term, 0, 1));
    term.covariate = &world.covariate;
    world.covariate.missing = second;
    assert_false(ent_term_known(view, &term, 0, 1));
    assert_true(ent_term_known(view, &term, 0, 2));
    term.second = &world.distance;
    world.distance.missing = one_pair;
    assert_false(ent_term_known(view, &term, 0, 2));
    ent_view_free(view);
}

static void effects_are_found_by_the_names_of_the_peers(void **state)
{
    assert_string_equal(ent_effect_find("transTrip", true)->name, "transitive_triplets");
    assert_string_equal(ent_effect_find("gwesp", false)->name, "shared_partners");
    assert_string_equal(ent_effect_find("gwesp", true)->name, "shared_partners_closing");
    assert_string_equal(ent_effect_find("edges", false)->name, "density");
    assert_string_equal(ent_effect_find("outPopSqrt", true)->name, "out_popularity_root");
    assert_string_equal(ent_effect_find("rsiena:outPopSqrt", true)->name,
                        "rsiena:out_popularity_root");
    assert_string_equal(ent_effect_find("rsiena:recip", true)->name, "reciprocity");
    assert_null(ent_effect_find("recip", false));
    assert_null(ent_effect_find("transTri", true));
    assert_string_equal(ent_effect_nearest("transitive_triplet"), "transitive_triplets");
    assert_null(ent_effect_nearest("zzzzzzzz"));
}

typedef struct {
    random_world world;
    ent_view *view;
} prepared_world;

static ent_status prepare_and_clear(void *context, ent_error *error)
{
    prepared_world *at = context;
    ent_term term = term_of("neighbours_tied_each_other", false);
    term.dyadic = &at->world.distance;
    ent_status status = ent_term_prepare(at->view, &term, error);
    assert_int_equal(status == ENT_OK, term.prepared != NULL);
    ent_term_clear(&term);
    return status;
}

static void a_term_survives_failing_memory(void **state)
{
    prepared_world at;
    world_make(&at.world, 3, false, false);
    at.view = world_view(&at.world, false);
    ent_sweep(prepare_and_clear, &at);
    ent_view_free(at.view);
}

/* Joining ties 3 to 0, 1 and 2 of a triangle: three ties, then triangles {0,1,3}, {0,2,3}, {1,2,3}. */
static void joining_a_treaty_counts_what_the_new_ties_make_together(void **state)
{
    ent_error error;
    ent_view *view;
    const uint8_t triangle[16] = {0, 1, 1, 0, 1, 0, 1, 0, 1, 1, 0, 0, 0, 0, 0, 0};
    const uint8_t member[4] = {1, 1, 1, 0};
    const ent_member_set treaty = {"treaty", member};
    ent_assert_ok(ent_view_new(4, false, 15, &view, &error), &error);
    ent_assert_ok(ent_view_set(view, triangle, &error), &error);
    ent_term ties = term_of("density", false), triangles = term_of("triangles", false);
    ent_assert_number(ent_set_change(view, &ties, 3, &treaty), 3, 0);
    ent_assert_number(ent_set_change(view, &triangles, 3, &treaty), 3, 0);
    ent_assert_number(ent_set_change(view, &ties, 0, &treaty), 0, 0);
    assert_memory_equal(view->x, triangle, sizeof triangle);
    ent_view_free(view);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(flipping_keeps_lists_and_tables_as_counted),
        cmocka_unit_test(over_64_actors_are_kept_too),
        cmocka_unit_test(a_copy_is_the_same_and_goes_its_own_way),
        cmocka_unit_test(a_network_that_should_have_no_direction_is_refused_if_it_has),
        cmocka_unit_test(more_actors_than_a_view_holds_are_refused),
        cmocka_unit_test(a_view_survives_failing_memory),
        cmocka_unit_test(what_a_term_lacks_is_said),
        cmocka_unit_test(a_matrix_that_is_not_symmetric_is_refused_where_ties_have_no_direction),
        cmocka_unit_test(a_pair_with_a_missing_value_is_not_known),
        cmocka_unit_test(effects_are_found_by_the_names_of_the_peers),
        cmocka_unit_test(a_term_survives_failing_memory),
        cmocka_unit_test(joining_a_treaty_counts_what_the_new_ties_make_together),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
