/* Dynamics of balance: the checks of the reference (SPEC of blocs, section 4), and what is known of the rules. */
#include "entente/dynamics.h"

#include "measure/reference.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 32 };

/* Cliques of friends that are foes of each other. */
static void make_cliques(size_t cliques, size_t size, int8_t *sign)
{
    size_t n = cliques * size;
    for (size_t a = 0; a < n; a++)
        for (size_t b = 0; b < n; b++)
            sign[a * n + b] = a / size == b / size ? 1 : -1;
}

static void three_cliques_of_three_are_jammed(void **state)
{
    int8_t sign[81];
    bool strictly;
    make_cliques(3, 3, sign);
    ent_assert_number(ent_dynamics_energy(9, sign), -30.0 / 84, 1e-12);
    assert_int_equal(ent_dynamics_rise(9, sign, 0, 1), 7);
    assert_int_equal(ent_dynamics_rise(9, sign, 0, 3), 1);
    assert_true(ent_dynamics_is_jammed(9, sign, &strictly));
    assert_true(strictly);
    make_cliques(3, 2, sign);
    assert_int_equal(ent_dynamics_rise(6, sign, 0, 2), 0);
    assert_true(ent_dynamics_is_jammed(6, sign, &strictly));
    assert_false(strictly);
    make_cliques(2, 4, sign);
    ent_assert_number(ent_dynamics_energy(8, sign), -1, 0);
    assert_false(ent_dynamics_is_jammed(8, sign, NULL));
}

/* The rise is what counting again gives. */
static void a_rise_is_the_difference(void **state)
{
    int8_t sign[100];
    uint64_t seed = 7;
    for (size_t a = 0; a < 10; a++)
        for (size_t b = 0; b <= a; b++) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            sign[a * 10 + b] = sign[b * 10 + a] = seed >> 60 & 1 ? 1 : -1;
        }
    for (size_t b = 1; b < 10; b++) {
        double before = ent_dynamics_energy(10, sign), rise = (double)ent_dynamics_rise(10, sign, 0, b);
        sign[b] = sign[b * 10] = (int8_t)-sign[b];
        ent_assert_number(ent_dynamics_energy(10, sign), before + 2 * rise / 120, 1e-12);
    }
}

static void fill_foes(size_t n, int8_t *sign)
{
    for (size_t cell = 0; cell < n * n; cell++)
        sign[cell] = -1;
}

/* p above 1/2 ends with friends only (a chance of another end is far below 1e-6 at n = 20); same seed, same end. */
static void the_local_rule_ends_with_friends(void **state)
{
    static int8_t sign[400], again[400];
    ent_dynamics_options options = {.rule = ENT_DYNAMICS_LOCAL, .p = 0.9, .steps_most = 1000000, .seed = 5};
    ent_dynamics_end end, same;
    ent_error error;
    fill_foes(20, sign);
    fill_foes(20, again);
    ent_assert_ok(ent_dynamics_run(20, sign, &options, &end, &error), &error);
    ent_assert_ok(ent_dynamics_run(20, again, &options, &same, &error), &error);
    assert_true(end.balanced && !end.jammed);
    ent_assert_number(end.energy, -1, 0);
    for (size_t a = 0; a < 20; a++)
        for (size_t b = 0; b < a; b++)
            assert_int_equal(sign[a * 20 + b], 1);
    assert_int_equal(end.steps, same.steps);
    options.replicate = 1;
    fill_foes(20, again);
    ent_assert_ok(ent_dynamics_run(20, again, &options, &same, &error), &error);
    assert_int_not_equal(end.steps, same.steps);
}

/* With three actors and ++-: foes become friends with p, so that a run of one step ends with +++ in that share; 2,000 runs,
 * within 4 standard errors (false alarm below 1e-4). */
static void one_local_step_has_its_probabilities(void **state)
{
    size_t friends = 0, runs = 2000;
    for (size_t r = 0; r < runs; r++) {
        int8_t sign[9] = {1, 1, -1, 1, 1, 1, -1, 1, 1};
        ent_dynamics_options options = {.rule = ENT_DYNAMICS_LOCAL, .p = 0.3, .steps_most = 1, .seed = 1,
                                        .replicate = (uint32_t)r};
        ent_dynamics_end end;
        ent_error error;
        ent_assert_ok(ent_dynamics_run(3, sign, &options, &end, &error), &error);
        assert_true(end.balanced);
        friends += sign[2] == 1;
    }
    ent_assert_number((double)friends / (double)runs, 0.3, 4 * sqrt(0.3 * 0.7 / (double)runs));
}

static void the_constrained_rule_never_gets_worse_and_may_jam(void **state)
{
    int8_t sign[81];
    ent_dynamics_options options = {.rule = ENT_DYNAMICS_CONSTRAINED, .steps_most = 1000, .seed = 2};
    ent_dynamics_end end;
    ent_error error;
    make_cliques(3, 3, sign);
    ent_assert_ok(ent_dynamics_run(9, sign, &options, &end, &error), &error);
    assert_true(end.jammed && !end.balanced && end.flips == 0);
    fill_foes(9, sign);
    double before = ent_dynamics_energy(9, sign);
    options.steps_most = 100000;
    ent_assert_ok(ent_dynamics_run(9, sign, &options, &end, &error), &error);
    assert_true(end.energy < before && (end.balanced || end.jammed));
}

static void what_is_no_sign_is_named(void **state)
{
    int8_t sign[4] = {0, 1, -1, 0};
    ent_dynamics_options options = {.p = 2};
    ent_dynamics_end end;
    ent_error error;
    ent_assert_fails(ent_dynamics_run(2, sign, &options, &end, &error), &error, ENT_ERR_ARGUMENT,
                     "p is 2; expected a probability, 0 to 1");
    options.p = 0.5;
    ent_assert_fails(ent_dynamics_run(2, sign, &options, &end, &error), &error, ENT_ERR_INPUT,
                     "the sign of actors 1 and 2 is 1 one way and -1 the other; expected 1 or -1, the same");
}

/* ---- the flow ---- */

typedef struct {
    size_t n;
    char name[MOST][16];
    double x[MOST * MOST];
} ties;

/* Names may stand in quotes. */
static size_t place_of(ties *t, const char *text)
{
    char name[32];
    snprintf(name, sizeof name, "%s", text + (*text == '"'));
    name[strcspn(name, "\"")] = '\0';
    for (size_t i = 0; i < t->n; i++)
        if (strcmp(t->name[i], name) == 0)
            return i;
    snprintf(t->name[t->n], sizeof *t->name, "%s", name);
    return t->n++;
}

static ties read_ties(const char *file, const char *const columns[3])
{
    static struct {
        size_t a, b;
        double w;
    } list[600];
    ties t = {0};
    size_t count = 0;
    for (reference *r = reference_open(file); reference_next(r); count++) {
        list[count].a = place_of(&t, reference_text(r, columns[0]));
        list[count].b = place_of(&t, reference_text(r, columns[1]));
        list[count].w = reference_number(r, columns[2]);
    }
    for (size_t k = 0; k < count; k++)
        t.x[list[k].a * t.n + list[k].b] = t.x[list[k].b * t.n + list[k].a] = list[k].w;
    return t;
}

static void check_factions(const ties *t, double time, const char *first)
{
    double got;
    int8_t faction[MOST];
    ent_error error;
    ent_assert_ok(ent_dynamics_factions(t->n, t->x, &got, faction, &error), &error);
    ent_assert_number(got, time, 1e-10);
    size_t lead = 0;
    while (!strstr(first, t->name[lead]))
        lead++;
    for (size_t i = 0; i < t->n; i++)
        assert_int_equal(faction[i] == faction[lead], strstr(first, t->name[i]) != NULL);
}

static void tribes_and_the_war_of_2016_split_as_in_the_reference(void **state)
{
    static const char *const quoted[] = {"\"from\"", "\"to\"", "\"sign\""}, *const plain[] = {"from", "to", "propensity"};
    ties tribes = read_ties("blocs/tribes_edges.csv", quoted);
    check_factions(&tribes, 0.1542405792, "Gama Gavev Kotun Nagad");
    ties isis = read_ties("blocs/landscape_isis2016/propensity.csv", plain);
    check_factions(&isis, 0.1553889258, "US Tur S.A. IqKrd Iraq");
    static double x[MOST * MOST];
    ent_error error;
    ent_assert_ok(ent_dynamics_flow(isis.n, isis.x, 0.05, x, &error), &error);
    size_t us = place_of(&isis, "US"), own = place_of(&isis, "ISIS");
    ent_assert_number(x[us * isis.n + place_of(&isis, "Rus")], -0.9909138020, 1e-9);
    ent_assert_number(x[us * isis.n + place_of(&isis, "Tur")], 2.4788534643, 1e-9);
    ent_assert_number(x[own * isis.n + own], 1.3830544677, 1e-9);
    assert_int_equal(ent_dynamics_flow(isis.n, isis.x, 0.2, x, &error), ENT_ERR_INPUT);
}

/* Two friends alone: X = x J has eigenvalues 0 and 2x, X(t) = x / (1 - 2 x t). Only foes of themselves fade. */
static void a_flow_by_hand(void **state)
{
    const double x[4] = {1, 1, 1, 1}, fading[1] = {-2};
    double out[4], time;
    int8_t faction[2];
    ent_error error;
    ent_assert_ok(ent_dynamics_flow(2, x, 0.25, out, &error), &error);
    ent_assert_number(out[1], 2, 1e-12);
    ent_assert_ok(ent_dynamics_factions(2, x, &time, faction, &error), &error);
    ent_assert_number(time, 0.5, 1e-12);
    assert_int_equal(faction[0] * faction[1], 1);
    ent_assert_ok(ent_dynamics_flow(1, fading, 3, out, &error), &error);
    ent_assert_number(out[0], -2.0 / 7, 1e-12);
    ent_assert_ok(ent_dynamics_factions(1, fading, &time, faction, &error), &error);
    assert_true(isinf(time));
}

/* Three foes: X = I - J has the eigenvalues -2, 1, 1, so that every v with the sum 0 is a leading one. Two pairs of friends
 * without a tie between them: 1, 1, -1, -1. */
static void where_several_vectors_lead_there_are_no_factions(void **state)
{
    const double foes[9] = {0, -1, -1, -1, 0, -1, -1, -1, 0};
    const double pairs[16] = {0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0};
    double time;
    int8_t faction[4];
    ent_error error;
    ent_assert_ok(ent_dynamics_factions(3, foes, &time, faction, &error), &error);
    ent_assert_number(time, 1, 1e-12);
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(faction[i], 0);
    ent_assert_ok(ent_dynamics_factions(4, pairs, &time, faction, &error), &error);
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(faction[i], 0);
}

static ent_status call_flow(void *context, ent_error *error)
{
    const double x[4] = {1, 0.5, 0.5, -1};
    double out[4], time;
    int8_t faction[2];
    ent_status status = ent_dynamics_flow(2, x, 0.1, out, error);
    return status == ENT_OK ? ent_dynamics_factions(2, x, &time, faction, error) : status;
}

static void memory_may_run_out(void **state)
{
    ent_sweep(call_flow, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(three_cliques_of_three_are_jammed),
        cmocka_unit_test(a_rise_is_the_difference),
        cmocka_unit_test(the_local_rule_ends_with_friends),
        cmocka_unit_test(one_local_step_has_its_probabilities),
        cmocka_unit_test(the_constrained_rule_never_gets_worse_and_may_jam),
        cmocka_unit_test(what_is_no_sign_is_named),
        cmocka_unit_test(a_flow_by_hand),
        cmocka_unit_test(where_several_vectors_lead_there_are_no_factions),
        cmocka_unit_test(memory_may_run_out),
        cmocka_unit_test(tribes_and_the_war_of_2016_split_as_in_the_reference),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
