/* Interactions: products of two or three effects, over random small worlds and by hand. */
#include "effects/random_world.h"

enum { WORLDS = 25, TRIES = 60 };

/* An interaction on a world. */
typedef struct {
    ent_interaction made;
    const ent_effect *effects[ENT_FACTORS];
    size_t count;
    ent_term factors[ENT_FACTORS], term;
} interaction;

/* False if the effects cannot interact. */
static bool bind(interaction *it, random_world *world, const ent_view *view)
{
    ent_error error;
    if (ent_interaction_init(&it->made, it->effects, it->count, &error) != ENT_OK)
        return false;
    ent_term_init(&it->term, &it->made.effect);
    for (size_t k = 0; k < it->count; k++) {
        it->factors[k] = world_term(world, view, it->effects[k]);
        ent_term_clear(&it->factors[k]); /* prepared again with the term */
    }
    it->term.factors = it->factors;
    it->term.factor_count = it->count;
    ent_assert_ok(ent_term_check(view, &it->term, &error), &error);
    ent_assert_ok(ent_term_prepare(view, &it->term, &error), &error);
    return true;
}

static const ent_effect *any_effect(random_world *world)
{
    size_t count = 0;
    while (ent_effect_at(count))
        count++;
    for (;;) {
        const ent_effect *effect = ent_effect_at(world_below(world, count));
        if (world_fits(effect, world->directed))
            return effect;
    }
}

typedef void interaction_check(const random_world *world, ent_view *view, const interaction *it);

/* Random interactions over random worlds; each kind of exact change is met. */
static size_t over_interactions(interaction_check *check)
{
    size_t met = 0;
    for (uint64_t seed = 0; seed < WORLDS; seed++)
        for (unsigned kind = 0; kind < 4; kind++) {
            random_world world;
            bool masked = kind & 2;
            world_make(&world, seed * 4 + kind, kind & 1, masked);
            ent_view *view = world_view(&world, masked);
            for (size_t try = 0; try < TRIES; try++) {
                interaction it = {.count = 2 + world_below(&world, 2)};
                for (size_t k = 0; k < it.count; k++)
                    it.effects[k] = any_effect(&world);
                if (!bind(&it, &world, view))
                    continue;
                check(&world, view, &it);
                ent_term_clear(&it.term);
                met++;
            }
            ent_view_free(view);
        }
    return met;
}

static void expect(const interaction *it, const char *what, size_t i, size_t j, double actual, double expected)
{
    if (!(fabs(actual - expected) <= 1e-9 * fmax(1, fabs(expected))))
        fail_msg("%s: %s of %zu, %zu is %.12g, not %.12g", it->made.name, what, i, j, actual, expected);
}

/* The sums by the factors' own plain loops: E_i s_i(F) where all but F are of ego only, else sum_j x_ij prod t. */
static double plain(const ent_view *view, const interaction *it, size_t i)
{
    const ent_term *other = NULL;
    double scale = 1, sum = 0;
    size_t others = 0;
    for (size_t k = 0; k < it->count; k++)
        if (it->effects[k]->kind & ENT_OF_EGO)
            scale *= ent_tie(view, &it->factors[k], i, i == 0);
        else {
            other = &it->factors[k];
            others++;
        }
    if (others == 1 && other->effect->ego_total)
        return scale * other->effect->ego_total(view, other, i);
    for (size_t j = 0; j < view->n; j++) {
        double each = view->x[i * view->n + j];
        for (size_t k = 0; k < it->count && each != 0; k++)
            each *= ent_tie(view, &it->factors[k], i, j);
        sum += each;
    }
    return sum;
}

static void check_value(const random_world *world, ent_view *view, const interaction *it)
{
    double sum = 0;
    (void)world;
    for (size_t i = 0; i < view->n; i++) {
        expect(it, "value", i, i, ent_ego_total(view, &it->term, i), plain(view, it, i));
        sum += plain(view, it, i);
    }
    double shared = it->made.effect.target_shared[view->directed];
    expect(it, "target", 0, 0, ent_target(view, &it->term), sum / (shared == 0 ? 1 : shared));
}

static void values_are_those_of_the_plain_loops(void **state)
{
    assert_true(over_interactions(check_value) > 1000);
}

static void check_product(const random_world *world, ent_view *view, const interaction *it)
{
    double row[WORLD_MOST];
    (void)world;
    for (size_t i = 0; i < view->n; i++) {
        ent_ego_row(view, &it->term, i, row);
        for (size_t j = 0; j < view->n; j++) {
            double product = i != j;
            for (size_t k = 0; i != j && k < it->count; k++)
                product *= ent_ego_change(view, &it->factors[k], i, j);
            expect(it, "row", i, j, row[j], product);
            if (i != j)
                expect(it, "change of ego", i, j, ent_ego_change(view, &it->term, i, j), product);
        }
    }
}

static void what_an_ego_gains_is_the_product_of_what_it_gains(void **state)
{
    assert_true(over_interactions(check_product) > 1000);
}

/* Ego's gain is the exact difference unless it is elementary. */
static bool is_exact(const interaction *it)
{
    bool exact = true;
    for (size_t k = 0; k < it->count; k++)
        exact &= !(it->effects[k]->kind & ENT_ELEMENTARY);
    return exact;
}

static bool can_flip(const ent_view *view, size_t i, size_t j)
{
    return i != j && !(view->absent && (view->absent[i] || view->absent[j]))
           && !(view->missing && view->missing[i * view->n + j]);
}

static void check_difference(const random_world *world, ent_view *view, const interaction *it)
{
    (void)world;
    for (size_t i = 0; i < view->n; i++)
        for (size_t j = 0; j < view->n; j++) {
            double ego[2], all[2], gain[2], change[2] = {0, 0};
            bool has_change = ent_effect_has_change(&it->made.effect);
            if (!can_flip(view, i, j))
                continue;
            for (int flip = 0; flip < 2; flip++) {
                bool on = view->x[i * view->n + j];
                ego[on] = plain(view, it, i);
                all[on] = ent_total(view, &it->term);
                gain[on] = ent_ego_change(view, &it->term, i, j);
                change[on] = has_change ? ent_change(view, &it->term, i, j) : 0;
                ent_view_flip(view, i, j);
            }
            for (int on = 0; on < 2; on++) {
                if (is_exact(it))
                    expect(it, "exact change of ego", i, j, gain[on], ego[1] - ego[0]);
                if (has_change)
                    expect(it, "change of the network", i, j, change[on], all[1] - all[0]);
            }
        }
}

static void changes_are_the_difference_of_the_values(void **state)
{
    assert_true(over_interactions(check_difference) > 1000);
}

/* ---- effects that are products: test_siena has their statistics from RSiena ---- */

static void products_that_rsiena_has_as_effects_are_those(void **state)
{
    static const char *const cases[][3] = {{"simX", "recip", "simRecipX"}, {"sameX", "recip", "sameXRecip"},
                                           {"X", "recip", "XRecip"}, {"egoX", "altX", "egoXaltX"}};
    for (uint64_t seed = 0; seed < WORLDS; seed++)
        for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
            random_world world;
            world_make(&world, seed, true, seed % 2);
            ent_view *view = world_view(&world, seed % 2);
            ent_term row = world_term(&world, view, ent_effect_find(cases[k][2], true));
            interaction it = {.count = 2, .effects = {ent_effect_find(cases[k][0], true),
                                                      ent_effect_find(cases[k][1], true)}};
            assert_true(bind(&it, &world, view));
            expect(&it, cases[k][2], 0, 0, ent_target(view, &it.term), ent_target(view, &row));
            for (size_t i = 0; i < view->n; i++)
                for (size_t j = 0; j < view->n; j++)
                    if (i != j)
                        expect(&it, cases[k][2], i, j, ent_ego_change(view, &it.term, i, j),
                               ent_ego_change(view, &row, i, j));
            ent_term_clear(&it.term);
            ent_term_clear(&row);
            ent_view_free(view);
        }
}

/* ---- by hand: three actors, 0->1, 1->0, 0->2 ---- */

static const double power[] = {2, 3, 5};

static ent_view *three(const uint8_t x[9], bool directed)
{
    ent_error error;
    ent_view *view;
    ent_assert_ok(ent_view_new(3, directed, 15, &view, &error), &error);
    ent_assert_ok(ent_view_set(view, x, &error), &error);
    view->time = 4;
    return view;
}

static void interact(interaction *it, const ent_view *view, const ent_covariate *v, const char *first,
                     const char *second)
{
    ent_error error;
    *it = (interaction){.count = 2, .effects = {ent_effect_find(first, view->directed),
                                                ent_effect_find(second, view->directed)}};
    ent_assert_ok(ent_interaction_init(&it->made, it->effects, 2, &error), &error);
    ent_term_init(&it->term, &it->made.effect);
    for (size_t k = 0; k < 2; k++) {
        ent_term_init(&it->factors[k], it->effects[k]);
        it->factors[k].covariate = v;
    }
    it->term.factors = it->factors;
    it->term.factor_count = 2;
    ent_assert_ok(ent_term_prepare(view, &it->term, &error), &error);
}

static void power_times_the_tie_back_by_hand(void **state)
{
    const uint8_t x[9] = {0, 1, 1, 1, 0, 0, 0, 0, 0};
    const ent_covariate v = {.name = "power", .value = power};
    ent_view *view = three(x, true);
    interaction it;
    interact(&it, view, &v, "egoX", "recip");
    assert_string_equal(it.made.name, "ego x reciprocity");
    /* sum over the mutual ties 0->1 and 1->0 of ego's power; a tie model counts the pair once */
    ent_assert_number(ent_target(view, &it.term), 2 + 3, 1e-12);
    ent_assert_number(ent_total(view, &it.term), 2.5, 1e-12);
    /* 2->0 would answer 0->2: ego 2 gains 5, the network (2 + 5) / 2 */
    ent_assert_number(ent_ego_change(view, &it.term, 2, 0), 5, 1e-12);
    ent_assert_number(ent_change(view, &it.term, 2, 0), 3.5, 1e-12);
    ent_assert_number(ent_change(view, &it.term, 1, 2), 0, 1e-12);
    assert_false(it.made.effect.kind & ENT_INDEPENDENT);
    ent_term_clear(&it.term);
    ent_view_free(view);
}

static void time_times_shared_partners_is_the_trend_of_transitivity(void **state)
{
    const uint8_t x[9] = {0, 1, 1, 1, 0, 1, 1, 1, 0};
    ent_view *view = three(x, false);
    interaction it;
    interact(&it, view, NULL, "time", "triangles");
    ent_assert_number(ent_total(view, &it.term), 4, 1e-12); /* t = 4, one triangle */
    ent_assert_number(ent_change(view, &it.term, 0, 1), 4, 1e-12);
    ent_term_clear(&it.term);
    ent_view_free(view);
}

static void what_cannot_interact_is_refused(void **state)
{
    const struct {
        const char *first, *second, *message;
    } cases[] = {
        {"transitive_triplets", "same", "'transitive_triplets' can interact only with effects of ego alone"},
        {"degree_truncated", "reciprocity", "'degree_truncated' can interact only with effects of ego alone"},
    };
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        ent_error error;
        ent_interaction made;
        const ent_effect *effects[] = {ent_effect_find(cases[k].first, true), ent_effect_find(cases[k].second, true)};
        assert_int_equal(ent_interaction_init(&made, effects, 2, &error), ENT_ERR_INPUT);
        assert_non_null(strstr(error.message, cases[k].message));
    }
}

static void interactions_of_data_are_data(void **state)
{
    ent_error error;
    ent_interaction made;
    const ent_effect *effects[] = {ent_effect_find("same", false), ent_effect_find("sum", false),
                                   ent_effect_find("time", false)};
    ent_assert_ok(ent_interaction_init(&made, effects, 3, &error), &error);
    assert_true(made.effect.kind & ENT_INDEPENDENT && ent_effect_has_change(&made.effect));
    effects[0] = ent_effect_find("shared_partners", false);
    ent_assert_ok(ent_interaction_init(&made, effects, 2, &error), &error);
    assert_false(ent_effect_has_change(&made.effect)); /* which ties gain how much is not known */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_are_those_of_the_plain_loops),
        cmocka_unit_test(what_an_ego_gains_is_the_product_of_what_it_gains),
        cmocka_unit_test(changes_are_the_difference_of_the_values),
        cmocka_unit_test(products_that_rsiena_has_as_effects_are_those),
        cmocka_unit_test(power_times_the_tie_back_by_hand),
        cmocka_unit_test(time_times_shared_partners_is_the_trend_of_transitivity),
        cmocka_unit_test(what_cannot_interact_is_refused),
        cmocka_unit_test(interactions_of_data_are_data),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
