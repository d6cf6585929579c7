/* Every effect, by its kind, over random small worlds: its value by plain loops is the oracle of its changes. */
#include "effects/random_world.h"

enum { WORLDS = 40 };

static const double tolerance = 1e-9;

/* Call `check` with every effect that fits, over worlds directed or not, with and without masks. */
typedef void effect_check(random_world *world, ent_view *view, const ent_term *term);

static void over_worlds(effect_check *check)
{
    const ent_effect *effect;
    for (uint64_t seed = 0; seed < WORLDS; seed++)
        for (unsigned kind = 0; kind < 4; kind++) {
            bool directed = kind & 1, masked = kind & 2;
            random_world world;
            world_make(&world, seed * 4 + kind, directed, masked);
            ent_view *view = world_view(&world, masked);
            for (size_t k = 0; (effect = ent_effect_at(k)); k++) {
                if (!world_fits(effect, directed))
                    continue;
                ent_term term = world_term(&world, view, effect);
                check(&world, view, &term);
                ent_term_clear(&term);
            }
            ent_view_free(view);
        }
}

/* s_i by plain loops. */
static double oracle(const ent_view *view, const ent_term *term, size_t i)
{
    return term->effect->ego_total ? term->effect->ego_total(view, term, i)
                                   : ent_ego_total(view, term, i);
}

/* The egos' sum by plain loops, counted as a tie model counts. */
static double oracle_total(const ent_view *view, const ent_term *term)
{
    double slow = 0, fast = 0;
    for (size_t i = 0; i < view->n; i++) {
        slow += oracle(view, term, i);
        fast += ent_ego_total(view, term, i);
    }
    return fast == 0 ? slow : slow * (ent_total(view, term) / fast);
}

static void expect(const ent_view *view, const ent_term *term, const char *what, size_t i, size_t j,
                   double actual, double expected)
{
    if (!(fabs(actual - expected) <= tolerance * fmax(1, fabs(expected))))
        fail_msg("%s (%s, %zu actors): %s of %zu, %zu is %.12g, not %.12g", term->effect->name,
                 view->directed ? "directed" : "undirected", view->n, what, i, j, actual, expected);
}

/* Can the tie change in this world? Not with an absent actor, nor one that is not known. */
static bool can_flip(const ent_view *view, size_t i, size_t j)
{
    return i != j && !(view->absent && (view->absent[i] || view->absent[j]))
           && !(view->missing && view->missing[i * view->n + j]);
}

static void check_changes(random_world *world, ent_view *view, const ent_term *term)
{
    bool elementary = term->effect->kind & ENT_ELEMENTARY;
    for (size_t i = 0; i < view->n; i++)
        for (size_t j = 0; j < view->n; j++) {
            if (!can_flip(view, i, j))
                continue;
            double ego[2], all[2], ego_change[2], change[2] = {0, 0};
            for (int flip = 0; flip < 2; flip++) {
                bool on = view->x[i * view->n + j];
                ego[on] = oracle(view, term, i);
                all[on] = oracle_total(view, term);
                ego_change[on] = ent_ego_change(view, term, i, j);
                if (ent_effect_has_change(term->effect))
                    change[on] = ent_change(view, term, i, j);
                if (elementary)
                    expect(view, term, "elementary change", i, j, ego_change[on],
                           ent_tie(view, term, i, j));
                ent_view_flip(view, i, j);
            }
            for (int on = 0; on < 2; on++) {
                if (!elementary)
                    expect(view, term, on ? "ego change with the tie" : "ego change without", i, j,
                           ego_change[on], ego[1] - ego[0]);
                if (ent_effect_has_change(term->effect))
                    expect(view, term, on ? "change with the tie" : "change without", i, j, change[on],
                           all[1] - all[0]);
            }
        }
}

static void changes_are_the_difference_of_the_values(void **state)
{
    over_worlds(check_changes);
}

static void check_ties(random_world *world, ent_view *view, const ent_term *term)
{
    for (size_t i = 0; ent_effect_has_tie(term->effect) && i < view->n; i++) {
        double sum = 0;
        for (size_t j = 0; j < view->n; j++)
            sum += view->x[i * view->n + j] ? ent_tie(view, term, i, j) : 0;
        expect(view, term, "sum of tie coefficients", i, i, sum, oracle(view, term, i));
    }
}

static void check_values(random_world *world, ent_view *view, const ent_term *term)
{
    for (size_t i = 0; i < view->n; i++)
        expect(view, term, "value", i, i, ent_ego_total(view, term, i), oracle(view, term, i));
}

static void values_from_tables_are_those_of_the_plain_loops(void **state)
{
    over_worlds(check_values);
}

static void coefficients_of_ties_add_up_to_the_value(void **state)
{
    over_worlds(check_ties);
}

static void check_row(random_world *world, ent_view *view, const ent_term *term)
{
    double row[WORLD_MOST];
    for (size_t i = 0; i < view->n; i++) {
        ent_ego_row(view, term, i, row);
        for (size_t j = 0; j < view->n; j++)
            expect(view, term, "row", i, j, row[j], i == j ? 0 : ent_ego_change(view, term, i, j));
    }
}

static void rows_equal_the_loop_over_alters(void **state)
{
    over_worlds(check_row);
}

static void check_renamed(random_world *world, ent_view *view, const ent_term *term)
{
    bool masked = view->missing != NULL;
    size_t to[WORLD_MOST], n = view->n;
    if (strcmp(term->effect->name, "btergm:lagged_shared_partners") == 0)
        return; /* the peer's depends on the order: see test_tergm */
    for (size_t i = 0; i < n; i++)
        to[i] = i;
    for (size_t i = n; i > 1; i--) {
        size_t j = world_below(world, i), kept = to[i - 1];
        to[i - 1] = to[j];
        to[j] = kept;
    }
    random_world other;
    world_rename(world, to, &other);
    ent_view *renamed = world_view(&other, masked);
    ent_term same = world_term(&other, renamed, term->effect);
    expect(view, term, "renamed total", 0, 0, ent_total(renamed, &same), ent_total(view, term));
    expect(view, term, "renamed target", 0, 0, ent_target(renamed, &same), ent_target(view, term));
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            if (i != j)
                expect(view, term, "renamed change", i, j,
                       ent_ego_change(renamed, &same, to[i], to[j]), ent_ego_change(view, term, i, j));
    ent_term_clear(&same);
    ent_view_free(renamed);
}

/* An effect that is always 0 would pass everything above. */
static bool moved[200];

static void check_moved(random_world *world, ent_view *view, const ent_term *term)
{
    size_t row = 0;
    while (ent_effect_at(row) != term->effect)
        row++;
    for (size_t i = 0; i < view->n; i++)
        moved[row] |= oracle(view, term, i) != 0;
}

static void every_effect_counts_something_in_some_world(void **state)
{
    const ent_effect *effect;
    over_worlds(check_moved);
    for (size_t k = 0; (effect = ent_effect_at(k)); k++)
        if (!moved[k])
            fail_msg("%s is 0 in all worlds", effect->name);
}

static void renaming_the_actors_changes_nothing(void **state)
{
    over_worlds(check_renamed);
}

static void check_finite(random_world *world, ent_view *view, const ent_term *term)
{
    ent_error error;
    uint8_t cells[WORLD_MOST * WORLD_MOST];
    for (int full = 0; full < 2; full++) {
        memset(cells, full, sizeof cells);
        ent_assert_ok(ent_view_set(view, cells, &error), &error);
        assert_true(isfinite(ent_total(view, term)));
        assert_true(isfinite(ent_target(view, term)));
        assert_true(isfinite(ent_ego_change(view, term, 0, 1)));
        if (ent_effect_has_change(term->effect))
            assert_true(isfinite(ent_change(view, term, 0, 1)));
    }
    ent_assert_ok(ent_view_set(view, world->x, &error), &error);
}

static void empty_and_full_networks_are_finite(void **state)
{
    over_worlds(check_finite);
}

static void every_effect_has_a_name_of_its_own_a_formula_and_a_source(void **state)
{
    const ent_effect *effect, *other;
    for (size_t k = 0; (effect = ent_effect_at(k)); k++) {
        assert_true(effect->name && *effect->name && effect->label && *effect->label);
        assert_true(effect->formula && strstr(effect->formula, "s_i ="));
        assert_true(effect->source && *effect->source);
        assert_true(ent_effect_has_tie(effect) || effect->ego_change);
        assert_true(ent_effect_has_tie(effect) || effect->ego_total);
        if (!ent_effect_has_tie(effect) || !ent_effect_has_change(effect))
            assert_true(effect->remark && strstr(effect->remark, "Not in ")); /* and why */
        assert_int_equal(effect->prepares != ENT_PREPARES_NOTHING, effect->prepare != NULL);
        for (size_t l = 0; l < k && (other = ent_effect_at(l)); l++)
            if (strcmp(effect->name, other->name) == 0)
                assert_true((effect->needs | other->needs) & ENT_NEEDS_SYMMETRIC
                            && (effect->needs | other->needs) & ENT_NEEDS_DIRECTED);
        for (int directed = 0; directed < 2; directed++)
            if (world_fits(effect, directed))
                assert_ptr_equal(ent_effect_find(effect->name, directed), effect);
    }
}

static void every_set_effect_has_a_formula_a_source_and_stays_the_same_when_renamed(void **state)
{
    const ent_set_effect *effect;
    for (uint64_t seed = 0; seed < WORLDS; seed++)
        for (size_t k = 0; (effect = ent_set_effect_at(k)); k++) {
            bool masked = seed & 1;
            random_world world, other;
            world_make(&world, seed, false, masked);
            size_t to[WORLD_MOST];
            for (size_t i = 0; i < world.n; i++)
                to[i] = world.n - 1 - i;
            world_rename(&world, to, &other);
            ent_view *view = world_view(&world, masked), *renamed = world_view(&other, masked);
            ent_term term = {.covariate = &world.covariate,
                             .dyadic = world_dyadic(&world, effect->dyadic),
                             .parameter = {effect->parameters[0].value}};
            ent_term same = {.covariate = &other.covariate,
                             .dyadic = world_dyadic(&other, effect->dyadic),
                             .parameter = {effect->parameters[0].value}};
            assert_true(strstr(effect->formula, "s =") && *effect->source && *effect->label);
            assert_ptr_equal(ent_set_effect_find(effect->name), effect);
            for (size_t i = 0; i < world.n; i++) {
                double value = effect->value(view, &term, i, &world.sets[0]);
                assert_true(isfinite(value));
                ent_assert_number(effect->value(renamed, &same, to[i], &other.sets[0]), value, 1e-9);
            }
            ent_view_free(view);
            ent_view_free(renamed);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(changes_are_the_difference_of_the_values),
        cmocka_unit_test(values_from_tables_are_those_of_the_plain_loops),
        cmocka_unit_test(coefficients_of_ties_add_up_to_the_value),
        cmocka_unit_test(rows_equal_the_loop_over_alters),
        cmocka_unit_test(every_effect_counts_something_in_some_world),
        cmocka_unit_test(renaming_the_actors_changes_nothing),
        cmocka_unit_test(empty_and_full_networks_are_finite),
        cmocka_unit_test(every_effect_has_a_name_of_its_own_a_formula_and_a_source),
        cmocka_unit_test(every_set_effect_has_a_formula_a_source_and_stays_the_same_when_renamed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
