/* Similarity of portfolios: hand-worked and published cases, the slow plain version, properties. */
#include "entente/measure.h"

#include "measure/reference.h"

static const double none = (double)NAN;

/* ---- the plain version: loops over members and pairs of members ---- */

static double slow_s(const uint8_t *x, const uint8_t *y, const double *w, size_t n, int power,
                     bool binary)
{
    double sum = 0, total = 0, most = pow(binary ? 1 : 3, power);
    for (size_t k = 0; k < n; k++) {
        double apart = binary ? (double)((x[k] > 0) != (y[k] > 0)) : fabs((double)x[k] - y[k]);
        double weight = w ? w[k] : 1;
        if (isnan(weight))
            continue;
        sum += weight * pow(apart, power);
        total += weight;
    }
    return total > 0 ? 1 - 2 * sum / (most * total) : none;
}

/* 1 - observed / expected disagreement; kind 0: names, 1: distance, 2: its square. */
static double slow_corrected(const uint8_t *x, const uint8_t *y, size_t n, int kind, bool binary,
                             bool pooled)
{
    double observed = 0, expected = 0, pairs = 0;
    for (size_t k = 0; k < 2 * n; k++)
        for (size_t l = 0; l < 2 * n; l++) {
            int a = k < n ? x[k] : y[k - n], b = l < n ? x[l] : y[l - n];
            if (binary) {
                a = a > 0;
                b = b > 0;
            }
            double apart = kind == 0 ? (double)(a != b) : pow(abs(a - b), kind);
            if (pooled || (k < n && l >= n)) {
                expected += apart;
                pairs++;
            }
            if (k < n && l == k + n)
                observed += apart;
        }
    return expected > 0 ? 1 - observed / (double)n / (expected / pairs) : none;
}

static double slow_tau_b(const uint8_t *x, const uint8_t *y, size_t n, bool binary)
{
    double net = 0, in_x = 0, in_y = 0;
    for (size_t k = 0; k < n; k++)
        for (size_t l = k + 1; l < n; l++) {
            int a = binary ? (x[k] > 0) - (x[l] > 0) : (x[k] > x[l]) - (x[k] < x[l]);
            int b = binary ? (y[k] > 0) - (y[l] > 0) : (y[k] > y[l]) - (y[k] < y[l]);
            net += a * b;
            in_x += a != 0;
            in_y += b != 0;
        }
    return in_x > 0 && in_y > 0 ? net / sqrt(in_x * in_y) : none;
}

static void slow(const uint8_t *x, const uint8_t *y, const double *w, size_t n, double *value)
{
    value[ENT_S] = slow_s(x, y, NULL, n, 1, false);
    value[ENT_S_SQUARED] = slow_s(x, y, NULL, n, 2, false);
    value[ENT_S_BINARY] = slow_s(x, y, NULL, n, 1, true);
    value[ENT_S_WEIGHTED] = w ? slow_s(x, y, w, n, 1, false) : none;
    value[ENT_S_SQUARED_WEIGHTED] = w ? slow_s(x, y, w, n, 2, false) : none;
    value[ENT_S_BINARY_WEIGHTED] = w ? slow_s(x, y, w, n, 1, true) : none;
    value[ENT_KAPPA_BINARY] = slow_corrected(x, y, n, 0, true, false);
    value[ENT_KAPPA] = slow_corrected(x, y, n, 0, false, false);
    value[ENT_KAPPA_ABSOLUTE] = slow_corrected(x, y, n, 1, false, false);
    value[ENT_KAPPA_SQUARED] = slow_corrected(x, y, n, 2, false, false);
    value[ENT_PI_BINARY] = slow_corrected(x, y, n, 0, true, true);
    value[ENT_PI] = slow_corrected(x, y, n, 0, false, true);
    value[ENT_PI_SQUARED] = slow_corrected(x, y, n, 2, false, true);
    value[ENT_TAU_B] = slow_tau_b(x, y, n, false);
    value[ENT_TAU_B_BINARY] = slow_tau_b(x, y, n, true);
}

static ent_portfolios *portfolios_of(const uint8_t *level, const double *w, size_t rows, size_t n)
{
    ent_portfolios *p;
    ent_error error = {0};
    ent_assert_ok(ent_portfolios_new(level, w, rows, n, &p, &error), &error);
    return p;
}

static void compare_two(const uint8_t *level, const double *w, size_t n, double *value)
{
    ent_portfolios *p = portfolios_of(level, w, 2, n);
    ent_similarity_pair(p, 0, 1, value);
    ent_portfolios_free(p);
}

/* ---- cases ---- */

/* Signorino's own example: x = 3 3 2 2, y = 2 2 3 3: every difference is 1, S = 1 - 2/3. */
static void the_example_of_signorino(void **state)
{
    double v[ENT_SIMILARITY_COUNT];
    compare_two((const uint8_t[]){3, 3, 2, 2, 2, 2, 3, 3}, (const double[]){.5, .3, .1, .1}, 4, v);
    ent_assert_number(v[ENT_S], 1. / 3, 1e-15);
    ent_assert_number(v[ENT_S_WEIGHTED], 1. / 3, 1e-15);
    ent_assert_number(v[ENT_S_SQUARED], 7. / 9, 1e-15);
    ent_assert_number(v[ENT_TAU_B], -1, 1e-15);
    ent_assert_number(v[ENT_KAPPA], -1, 1e-15);
    ent_assert_number(v[ENT_KAPPA_BINARY], none, 0); /* all are tied to all: chance explains it */
}

/* Two states, each with one other ally among ten: S praises what all lack, kappa does not. */
static void no_ties_in_common_is_no_similarity(void **state)
{
    static const uint8_t level[] = {3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0};
    double v[ENT_SIMILARITY_COUNT];
    compare_two(level, NULL, 10, v);
    ent_assert_number(v[ENT_S], .6, 1e-15);
    ent_assert_number(v[ENT_KAPPA], -1. / 9, 1e-15);
    ent_assert_number(v[ENT_KAPPA_BINARY], -1. / 9, 1e-15);
    ent_assert_number(v[ENT_PI_SQUARED], -1. / 9, 1e-15);
    ent_assert_number(v[ENT_TAU_B], -1. / 9, 1e-15);
    ent_assert_number(v[ENT_S_WEIGHTED], none, 0);
}

static void similarity_examples(void **state)
{
    static const struct {
        const char *column;
        ent_similarity variant;
    } columns[] = {
        {"S_unweighted", ENT_S}, {"S_weighted", ENT_S_WEIGHTED},
        {"S_squared_unweighted", ENT_S_SQUARED}, {"tau_b", ENT_TAU_B},
        {"kappa_unweighted", ENT_KAPPA}, {"kappa_squared", ENT_KAPPA_SQUARED},
        {"kappa_absolute", ENT_KAPPA_ABSOLUTE}, {"pi_unweighted", ENT_PI},
        {"pi_squared", ENT_PI_SQUARED}};
    reference *r = reference_open("models/similarity_examples.csv");
    size_t rows = 0;
    for (; reference_next(r); rows++) {
        double x[16], y[16], w[16], v[ENT_SIMILARITY_COUNT];
        uint8_t level[32];
        bool binary = reference_number(r, "dmax") < 2;
        size_t n = reference_list(reference_text(r, "x"), x, 16);
        reference_list(reference_text(r, "y"), y, 16);
        reference_list(reference_text(r, "w"), w, 16);
        for (size_t k = 0; k < n; k++) {
            level[k] = (uint8_t)x[k];
            level[n + k] = (uint8_t)y[k];
        }
        compare_two(level, w, n, v);
        for (size_t c = 0; c < sizeof columns / sizeof *columns; c++) {
            static const ent_similarity of_two[] = {
                [ENT_S] = ENT_S_BINARY, [ENT_S_SQUARED] = ENT_S_BINARY,
                [ENT_S_WEIGHTED] = ENT_S_BINARY_WEIGHTED, [ENT_KAPPA] = ENT_KAPPA_BINARY,
                [ENT_KAPPA_SQUARED] = ENT_KAPPA_BINARY, [ENT_KAPPA_ABSOLUTE] = ENT_KAPPA_BINARY,
                [ENT_PI] = ENT_PI_BINARY, [ENT_PI_SQUARED] = ENT_PI_BINARY,
                [ENT_TAU_B] = ENT_TAU_B_BINARY};
            ent_similarity variant = binary ? of_two[columns[c].variant] : columns[c].variant;
            reference_check(v[variant], reference_number(r, columns[c].column));
        }
    }
    assert_int_equal(rows, 6);
}

/* Signorino & Ritter 1999, table 6: Germany and Russia in 1914. */
static void germany_and_russia_in_1914(void **state)
{
    reference *r = reference_open("dyads/similarity_published_case.csv");
    uint8_t level[64];
    double w[32], v[ENT_SIMILARITY_COUNT];
    uint8_t x[32], y[32];
    size_t n = 0;
    for (; reference_next(r); n++) {
        w[n] = reference_number(r, "syscap");
        x[n] = (uint8_t)reference_number(r, "gmy");
        y[n] = (uint8_t)reference_number(r, "rus");
    }
    memcpy(level, x, n);
    memcpy(level + n, y, n);
    compare_two(level, w, n, v);
    ent_assert_number(v[ENT_S], .4, 1e-15);
    ent_assert_number(v[ENT_S_WEIGHTED], -.46, 1e-15);
    ent_assert_number(v[ENT_TAU_B], .03031695, 5e-9);
}

/* ---- against the plain version ---- */

static unsigned draw(unsigned *seed)
{
    *seed = *seed * 1103515245u + 12345u;
    return *seed >> 16;
}

static void every_variant_is_that_of_the_plain_loops(void **state)
{
    static const size_t sizes[] = {1, 2, 5, 63, 64, 65, 128, 195, 200};
    unsigned seed = 3;
    for (size_t round = 0; round < 5 * sizeof sizes / sizeof *sizes; round++) {
        size_t n = sizes[round % (sizeof sizes / sizeof *sizes)];
        uint8_t level[4 * 200];
        double w[200], fast[ENT_SIMILARITY_COUNT], plain[ENT_SIMILARITY_COUNT];
        unsigned rare = 1 + draw(&seed) % 8;
        for (size_t k = 0; k < 4 * n; k++)
            level[k] = draw(&seed) % rare == 0 ? (uint8_t)(draw(&seed) % 4) : 0;
        for (size_t k = 0; k < n; k++)
            w[k] = draw(&seed) % 9 == 0 ? none : (double)draw(&seed) / 65536;
        ent_portfolios *p = portfolios_of(level, round % 3 ? w : NULL, 4, n);
        for (size_t i = 0; i < 4; i++)
            for (size_t j = 0; j < 4; j++) {
                ent_similarity_pair(p, i, j, fast);
                slow(level + i * n, level + j * n, round % 3 ? w : NULL, n, plain);
                for (size_t v = 0; v < ENT_SIMILARITY_COUNT; v++)
                    ent_assert_number(fast[v], plain[v], 1e-12);
            }
        ent_portfolios_free(p);
    }
}

static void similarity_is_symmetric_within_its_range_and_one_with_itself(void **state)
{
    enum { ROWS = 12, N = 90 };
    uint8_t level[ROWS * N];
    double w[N];
    unsigned seed = 11;
    for (size_t k = 0; k < ROWS * N; k++)
        level[k] = (uint8_t)(draw(&seed) % 4);
    for (size_t k = 0; k < N; k++)
        w[k] = draw(&seed);
    ent_portfolios *p = portfolios_of(level, w, ROWS, N);
    for (size_t i = 0; i < ROWS; i++)
        for (size_t j = 0; j < ROWS; j++) {
            double forth[ENT_SIMILARITY_COUNT], back[ENT_SIMILARITY_COUNT];
            ent_similarity_pair(p, i, j, forth);
            ent_similarity_pair(p, j, i, back);
            for (size_t v = 0; v < ENT_SIMILARITY_COUNT; v++) {
                assert_memory_equal(&forth[v], &back[v], sizeof(double));
                assert_true(forth[v] >= -1 && forth[v] <= 1);
                if (i == j)
                    ent_assert_number(forth[v], 1, 1e-15);
            }
        }
    ent_portfolios_free(p);
}

static void a_portfolio_that_is_the_same_towards_all_correlates_with_none(void **state)
{
    static const uint8_t level[] = {3, 3, 3, 0, 3, 1};
    double v[ENT_SIMILARITY_COUNT];
    compare_two(level, NULL, 3, v);
    ent_assert_number(v[ENT_TAU_B], none, 0);
    ent_assert_number(v[ENT_KAPPA], 0, 1e-15); /* agreement 1/3 is what chance gives */
}

static void variants_have_names(void **state)
{
    for (size_t i = 0; i < ENT_SIMILARITY_COUNT; i++) {
        const ent_similarity_row *row = ent_similarity_at(i);
        assert_int_equal(ent_similarity_find(row->id), i);
        assert_true(row->label && row->formula && row->peer);
    }
    assert_null(ent_similarity_at(ENT_SIMILARITY_COUNT));
    assert_int_equal(ent_similarity_find("likeness"), -1);
}

static void levels_and_weights_are_checked(void **state)
{
    ent_portfolios *p;
    ent_error error = {0};
    ent_assert_fails(ent_portfolios_new((const uint8_t[]){4}, NULL, 1, 1, &p, &error), &error,
                     ENT_ERR_ARGUMENT, "the level 4 is not from 0 to 3");
    assert_null(p);
    ent_assert_fails(ent_portfolios_new((const uint8_t[]){3}, (const double[]){-1}, 1, 1, &p,
                                        &error), &error, ENT_ERR_ARGUMENT, "the weight -1 is below 0");
}

static ent_status make(void *context, ent_error *error)
{
    ent_portfolios *p;
    ent_status status = ent_portfolios_new((const uint8_t[]){3, 1, 0, 3}, (const double[]){1, 2}, 2,
                                           2, &p, error);
    if (status != ENT_OK)
        assert_null(p);
    ent_portfolios_free(p);
    return status;
}

static void portfolios_survive_failing_memory(void **state)
{
    ent_sweep(make, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_example_of_signorino),
        cmocka_unit_test(no_ties_in_common_is_no_similarity),
        cmocka_unit_test(similarity_examples),
        cmocka_unit_test(germany_and_russia_in_1914),
        cmocka_unit_test(every_variant_is_that_of_the_plain_loops),
        cmocka_unit_test(similarity_is_symmetric_within_its_range_and_one_with_itself),
        cmocka_unit_test(a_portfolio_that_is_the_same_towards_all_correlates_with_none),
        cmocka_unit_test(variants_have_names),
        cmocka_unit_test(levels_and_weights_are_checked),
        cmocka_unit_test(portfolios_survive_failing_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
