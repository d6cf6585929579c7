/* Landscapes against the reference's Axelrod & Furnas example of 2016 (every configuration), its European case, and plain
 * enumeration of random ones. */
#include "entente/landscape.h"

#include "measure/reference.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 40 };

typedef struct {
    size_t n;
    char name[MOST][24];
    double size[MOST], p[MOST * MOST];
} actors;

static size_t actor_named(const actors *a, const char *name)
{
    for (size_t i = 0; i < a->n; i++)
        if (strcmp(a->name[i], name) == 0)
            return i;
    fail_msg("no actor %s", name);
    return 0;
}

static actors read_actors(const char *sizes, const char *propensities)
{
    actors a = {0};
    for (reference *r = reference_open(sizes); reference_next(r); a.n++) {
        snprintf(a.name[a.n], sizeof *a.name, "%s", reference_text(r, "actor"));
        a.size[a.n] = reference_number(r, "size");
    }
    for (reference *r = reference_open(propensities); reference_next(r);) {
        size_t i = actor_named(&a, reference_text(r, "from")), j = actor_named(&a, reference_text(r, "to"));
        a.p[i * a.n + j] = a.p[j * a.n + i] = reference_number(r, "propensity");
    }
    return a;
}

static ent_landscape find(const actors *a, size_t most)
{
    ent_landscape out;
    ent_error error;
    ent_landscape_options options = ENT_LANDSCAPE_DEFAULTS;
    options.most = most;
    ent_assert_ok(ent_landscape_find(a->n, a->size, a->p, &options, NULL, &out, &error), &error);
    return out;
}

/* Energy, frustrations and the flag of all 1,024 configurations, and the basin of the only minimum. */
static void check_isis(const char *sizes, const char *rows, double energy)
{
    char path[100], column[40];
    snprintf(path, sizeof path, "blocs/landscape_isis2016/%s", sizes);
    actors a = read_actors(path, "blocs/landscape_isis2016/propensity.csv");
    ent_landscape l = find(&a, 10);
    size_t count = 0, minima = 0;
    snprintf(path, sizeof path, "blocs/landscape_isis2016/%s", rows);
    for (reference *r = reference_open(path); reference_next(r); count++) {
        uint8_t camp[MOST];
        double frustration[MOST];
        for (size_t i = 0; i < a.n; i++) {
            snprintf(column, sizeof column, "camp_%s", a.name[i]);
            camp[i] = reference_number(r, column) > 1;
        }
        double e = ent_landscape_energy(a.n, a.size, a.p, camp, frustration);
        ent_assert_number(e, reference_number(r, "energy"), 0);
        for (size_t i = 0; i < a.n; i++) {
            snprintf(column, sizeof column, "frustration_%s", a.name[i]);
            ent_assert_number(frustration[i], reference_number(r, column), 0);
        }
        if (reference_number(r, "local_min") > 0) {
            minima++;
            assert_memory_equal(camp, l.camp, a.n);
        }
    }
    assert_int_equal(count, 1024);
    assert_int_equal(minima, 1);
    ent_assert_number(l.found, 1, 0);
    ent_assert_number(l.minimum[0].energy, energy, 0);
    ent_assert_number(l.minimum[0].basin, 1, 0);
    ent_landscape_clear(&l);
}

static void all_configurations_of_2016_are_the_reference(void **state)
{
    check_isis("actors.csv", "landscape.csv", -83200);
    check_isis("actors_weak_syria.csv", "landscape_weak_syria.csv", -65600);
}

static void europe_of_1938_has_one_minimum(void **state)
{
    actors a = read_actors("blocs/landscape_europe1938_replica/actors.csv",
                           "blocs/landscape_europe1938_replica/propensity.csv");
    ent_landscape l = find(&a, 10);
    double energy = 0, basin = 0;
    for (reference *r = reference_open("blocs/landscape_europe1938_replica/local_minima.csv"); reference_next(r);) {
        energy = reference_number(r, "energy_ordered_pairs");
        basin = reference_number(r, "basin_steepest_descent");
    }
    assert_int_equal(a.n, 17);
    ent_assert_number(l.found, 1, 0);
    ent_assert_number(l.minimum[0].energy, energy, 1e-6);
    ent_assert_number(l.minimum[0].basin * 65536, basin, 1e-9);
    ent_landscape_clear(&l);
}

/* ---- plain enumeration ---- */

static uint64_t state_of = 12345;

static size_t below(size_t n)
{
    state_of = state_of * 6364136223846793005u + 1442695040888963407u;
    return (size_t)(state_of >> 33) % n;
}

static actors random_actors(size_t n, bool whole)
{
    actors a = {.n = n};
    for (size_t i = 0; i < n; i++) {
        a.size[i] = (double)(1 + below(4)) * (whole ? 1 : 0.1);
        for (size_t j = 0; j < i; j++)
            a.p[i * n + j] = a.p[j * n + i] = (double)below(5) - 2;
    }
    return a;
}

static void camps_of(size_t n, uint32_t number, uint8_t *camp)
{
    camp[0] = 0;
    for (size_t i = 1; i < n; i++)
        camp[i] = number >> (i - 1) & 1;
}

static uint32_t number_of(size_t n, const uint8_t *camp)
{
    uint32_t number = 0;
    for (size_t i = 1; i < n; i++)
        number |= (uint32_t)(camp[i] ^ camp[0]) << (i - 1);
    return number;
}

/* The step of descent from a configuration; n if it is a minimum. *strict as in the header. */
static size_t plain_step(const actors *a, uint8_t *camp, bool *strict)
{
    double before = ent_landscape_energy(a->n, a->size, a->p, camp, NULL), best = before - 1e-9;
    size_t step = a->n;
    *strict = true;
    for (size_t i = 0; i < a->n; i++) {
        camp[i] ^= 1;
        double after = ent_landscape_energy(a->n, a->size, a->p, camp, NULL);
        camp[i] ^= 1;
        *strict &= after > before + 1e-9;
        if (after < best - 1e-9 || (step == a->n && after < best)) {
            best = after;
            step = i;
        }
    }
    return step;
}

/* The least height at which `to` can be reached: configurations up to a height, joined. */
static bool are_joined(const actors *a, const double *energy, uint32_t from, uint32_t to, double height)
{
    static uint8_t reached[1 << 12];
    static uint32_t queue[1 << 12];
    size_t read = 0, written = 0;
    uint32_t all = (1u << (a->n - 1)) - 1;
    memset(reached, 0, sizeof reached);
    queue[written++] = from;
    reached[from] = 1;
    while (read < written) {
        uint32_t c = queue[read++];
        for (size_t i = 0; i < a->n; i++) {
            uint32_t near = i == 0 ? c ^ all : c ^ 1u << (i - 1);
            if (!reached[near] && energy[near] <= height + 1e-9) {
                reached[near] = 1;
                queue[written++] = near;
            }
        }
    }
    return reached[to];
}

static void check_random(const actors *a)
{
    static double energy[1 << 12], basin[1 << 12];
    size_t all = (size_t)1 << (a->n - 1), found = 0, strict_found = 0;
    uint8_t camp[MOST];
    bool strict;
    memset(basin, 0, sizeof basin);
    for (uint32_t c = 0; c < all; c++) {
        camps_of(a->n, c, camp);
        energy[c] = ent_landscape_energy(a->n, a->size, a->p, camp, NULL);
        bool is_minimum = plain_step(a, camp, &strict) == a->n;
        found += is_minimum;
        strict_found += is_minimum && strict;
        for (size_t step; (step = plain_step(a, camp, &strict)) < a->n;)
            camp[step] ^= 1;
        basin[number_of(a->n, camp)]++;
    }
    ent_landscape l = find(a, 5000), quick;
    ent_error error;
    ent_landscape_options options = ENT_LANDSCAPE_DEFAULTS;
    options.most = 5000;
    options.basins = options.saddles = false;
    ent_assert_ok(ent_landscape_find(a->n, a->size, a->p, &options, NULL, &quick, &error), &error);
    ent_assert_number(quick.found, (double)found, 0);
    ent_assert_number(quick.strict, (double)strict_found, 0);
    ent_assert_number(quick.highest, l.highest, 1e-9);
    for (size_t k = 0; k < l.count; k++)
        ent_assert_number(quick.minimum[k].energy, l.minimum[k].energy, 1e-9);
    assert_memory_equal(quick.camp, l.camp, l.count * a->n);
    ent_landscape_clear(&quick);
    ent_assert_number(l.found, (double)found, 0);
    ent_assert_number(l.strict, (double)strict_found, 0);
    for (size_t k = 0; k < l.count; k++) {
        uint32_t c = number_of(a->n, l.camp + k * a->n);
        ent_assert_number(l.minimum[k].energy, energy[c], 1e-9);
        ent_assert_number(l.minimum[k].basin * (double)all, basin[c], 1e-9);
        if (k == 0) {
            assert_true(isinf(l.minimum[k].saddle));
            continue;
        }
        uint32_t low = number_of(a->n, l.camp + l.minimum[k].lower * a->n);
        assert_true(are_joined(a, energy, c, low, l.minimum[k].saddle));
        for (size_t m = 0; m < k; m++) /* no lower pass to any lower minimum */
            assert_false(l.minimum[m].energy < l.minimum[k].energy - 1e-9 &&
                         are_joined(a, energy, c, number_of(a->n, l.camp + m * a->n), l.minimum[k].saddle - 1e-6));
    }
    ent_landscape_clear(&l);
}

static void random_landscapes_are_those_of_plain_loops(void **state)
{
    for (int round = 0; round < 30; round++) {
        actors a = random_actors(1 + below(9), round % 2);
        check_random(&a);
    }
    actors a = random_actors(13, true);
    check_random(&a);
}

/* ---- larger ones ---- */

/* Two blocs that like their own and dislike the others, 40 actors: sampling finds them. */
static void sampling_says_so_and_finds_what_is_plain(void **state)
{
    actors a = {.n = 40};
    for (size_t i = 0; i < 40; i++) {
        a.size[i] = 1;
        for (size_t j = 0; j < 40; j++)
            a.p[i * 40 + j] = i == j ? 0 : (i < 25) == (j < 25) ? 1 : -1;
    }
    ent_landscape l, again;
    ent_error error;
    ent_landscape_options options = {.most = 10, .starts = 100, .seed = 3};
    ent_assert_ok(ent_landscape_find(40, a.size, a.p, &options, NULL, &l, &error), &error);
    ent_assert_ok(ent_landscape_find(40, a.size, a.p, &options, NULL, &again, &error), &error);
    assert_true(l.sampled);
    ent_assert_number(l.minimum[0].energy, -2.0 * 25 * 15, 0);
    for (size_t i = 0; i < 40; i++)
        assert_int_equal(l.camp[i], i >= 25);
    assert_int_equal(l.count, again.count);
    assert_memory_equal(l.minimum, again.minimum, l.count * sizeof *l.minimum);
    ent_landscape_clear(&l);
    ent_landscape_clear(&again);
}

static void a_path_leads_down_to_a_minimum(void **state)
{
    actors a = random_actors(12, true);
    uint8_t camp[MOST], walked[MOST];
    size_t *path, count;
    ent_error error;
    bool strict;
    camps_of(12, 777, camp);
    memcpy(walked, camp, sizeof walked);
    ent_assert_ok(ent_landscape_descend(12, a.size, a.p, camp, &path, &count, &error), &error);
    for (size_t k = 0; k < count; k++) {
        assert_int_equal(path[k], plain_step(&a, walked, &strict));
        walked[path[k]] ^= 1;
    }
    assert_int_equal(plain_step(&a, walked, &strict), 12);
    assert_int_equal(number_of(12, walked), number_of(12, camp));
    free(path);
}

/* ---- input, propensities, memory ---- */

static void bad_input_is_named(void **state)
{
    double size[2] = {1, 0}, p[4] = {0, 1, 2, 0};
    ent_landscape l;
    ent_error error;
    ent_assert_fails(ent_landscape_find(2, size, p, NULL, NULL, &l, &error), &error, ENT_ERR_INPUT,
                     "the size of actor 2 is 0; expected a number above 0");
    size[1] = 1;
    ent_assert_fails(ent_landscape_find(2, size, p, NULL, NULL, &l, &error), &error, ENT_ERR_INPUT,
                     "the propensity of actors 1 and 2 is 1 one way and 2 the other; expected one number");
}

static void propensities_add_up_what_is_there(void **state)
{
    static const double religion[] = {0, 1, 1, 0}, border[] = {0, -1, -1, 0}, unknown[] = {0, NAN, NAN, 0};
    const ent_propensity_part parts[] = {{"religion", 1, religion}, {"war", 2, NULL}, {"border", 3, border},
                                         {"kin", 1, unknown}};
    double p[4];
    uint8_t used[4];
    ent_propensity(2, parts, 4, p, used);
    ent_assert_number(p[1], 1 - 3, 0);
    assert_true(used[0] && !used[1] && used[2] && used[3]);
}

static ent_status call_find(void *context, ent_error *error)
{
    const actors *a = context;
    const ent_landscape_options options = {.most = 3, .starts = 3, .seed = 1};
    ent_landscape l;
    ent_status status = ent_landscape_find(a->n, a->size, a->p, &options, NULL, &l, error);
    if (status == ENT_OK)
        ent_landscape_clear(&l);
    else
        assert_null(l.minimum);
    return status;
}

static void memory_may_run_out(void **state)
{
    actors a = random_actors(6, true), b = random_actors(33, false);
    ent_sweep(call_find, &a);
    ent_sweep(call_find, &b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_landscapes_are_those_of_plain_loops),
        cmocka_unit_test(sampling_says_so_and_finds_what_is_plain),
        cmocka_unit_test(a_path_leads_down_to_a_minimum),
        cmocka_unit_test(bad_input_is_named),
        cmocka_unit_test(propensities_add_up_what_is_there),
        cmocka_unit_test(memory_may_run_out),
        cmocka_unit_test(all_configurations_of_2016_are_the_reference),
        cmocka_unit_test(europe_of_1938_has_one_minimum),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
