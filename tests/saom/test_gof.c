/* What networks are compared by, against plain loops and RSiena; distances of vectors, worked by hand. */
#include "entente/saom_gof.h"

#include "effects/siena.h"

/* ---- random networks ---- */

enum { N = 23 };

static uint32_t next_number(uint32_t *state)
{
    return *state = *state * 1664525u + 1013904223u;
}

/* A network in which about one tie in `one_in` is there, and one in three of them mutual. */
static ent_view *random_network(bool directed, uint32_t seed, uint32_t one_in)
{
    ent_error error;
    ent_view *view;
    uint8_t x[N * N] = {0};
    for (size_t i = 0; i < N; i++)
        for (size_t j = i + 1; j < N; j++) {
            bool tie = (next_number(&seed) >> 16) % one_in == 0, mutual = (next_number(&seed) >> 16) % 3 == 0;
            bool back = (next_number(&seed) >> 16) % 2;
            x[i * N + j] = tie && (!directed || mutual || !back);
            x[j * N + i] = tie && (!directed || mutual || back);
        }
    ent_assert_ok(ent_view_new(N, directed, 0, &view, &error), &error);
    ent_assert_ok(ent_view_set(view, x, &error), &error);
    return view;
}

static void count(ent_auxiliary auxiliary, const ent_view *view, const uint8_t *absent, size_t step, double out[16])
{
    ent_error error;
    memset(out, 0, 16 * sizeof *out);
    ent_assert_ok(ent_auxiliary_add(auxiliary, view, absent, step, out, &error), &error);
}

static bool tie(const ent_view *view, size_t i, size_t j)
{
    return view->x[i * view->n + j];
}

/* ---- triads: every triple, by the ties of its code alone ---- */

/* Two triples are of one kind if the three can be renamed so that their ties are the same; these are examples of all
 * 16, in order, as lists of ties among 0, 1, 2. */
static const char *const examples[16] = {"", "01", "0110", "0102", "0121", "0112", "011021", "011012", "011202",
                                         "011220", "01101221", "01102021", "01100212", "01100221", "0110122102",
                                         "011012210220"};

static bool is_like(bool x[3][3], const char *example)
{
    static const int orders[6][3] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
    bool y[3][3] = {{false}};
    for (; *example; example += 2)
        y[example[0] - '0'][example[1] - '0'] = true;
    for (size_t k = 0; k < 6; k++) {
        bool same = true;
        for (int a = 0; a < 3; a++)
            for (int b = 0; b < 3; b++)
                same &= x[orders[k][a]][orders[k][b]] == y[a][b];
        if (same)
            return true;
    }
    return false;
}

static void count_triples(const ent_view *view, const uint8_t *absent, double out[16])
{
    memset(out, 0, 16 * sizeof *out);
    for (size_t i = 0; i < view->n; i++)
        for (size_t j = i + 1; j < view->n; j++)
            for (size_t h = j + 1; h < view->n; h++) {
                const size_t who[3] = {i, j, h};
                bool x[3][3];
                if (absent[i] || absent[j] || absent[h])
                    continue;
                for (int a = 0; a < 3; a++)
                    for (int b = 0; b < 3; b++)
                        x[a][b] = a != b && tie(view, who[a], who[b]);
                for (size_t kind = 0; kind < 16; kind++)
                    out[kind] += is_like(x, examples[kind]);
            }
}

/* Let an actor have no ties, and be absent. */
static void remove_actor(ent_view *view, size_t i, uint8_t *absent)
{
    absent[i] = 1;
    for (size_t j = 0; j < view->n; j++) {
        if (tie(view, i, j))
            ent_view_flip(view, i, j);
        if (tie(view, j, i))
            ent_view_flip(view, j, i);
    }
}

static void triads_are_those_of_all_triples(void **state)
{
    static const int open[4] = {0, 2, 10, 15};
    for (uint32_t seed = 1; seed <= 12; seed++)
        for (int directed = 0; directed < 2; directed++) {
            uint8_t absent[N] = {0};
            double fast[16], slow[16];
            ent_view *view = random_network(directed, seed, 1 + seed % 6);
            if (seed % 2)
                remove_actor(view, seed, absent);
            count(ENT_AUXILIARY_TRIADS, view, absent, 1, fast);
            count_triples(view, absent, slow);
            for (size_t k = 0; k < (directed ? 16 : 4); k++)
                ent_assert_number(fast[k], slow[directed ? k : (size_t)open[k]], 0);
            ent_view_free(view);
        }
}

/* ---- distances and partners ---- */

/* Floyd 1962. */
static void all_distances(const ent_view *view, size_t d[N][N])
{
    for (size_t i = 0; i < N; i++)
        for (size_t j = 0; j < N; j++)
            d[i][j] = i == j ? 0 : tie(view, i, j) ? 1 : 1000;
    for (size_t h = 0; h < N; h++)
        for (size_t i = 0; i < N; i++)
            for (size_t j = 0; j < N; j++)
                if (d[i][h] + d[h][j] < d[i][j])
                    d[i][j] = d[i][h] + d[h][j];
}

static void distances_are_those_of_the_plain_way(void **state)
{
    size_t d[N][N];
    for (uint32_t seed = 1; seed <= 8; seed++)
        for (int directed = 0; directed < 2; directed++) {
            double fast[16], slow[5] = {0};
            ent_view *view = random_network(directed, seed, 6 + 3 * seed);
            all_distances(view, d);
            for (size_t i = 0; i < N; i++)
                for (size_t j = directed ? 0 : i + 1; j < N; j++)
                    for (size_t level = 1; level <= 5 && i != j; level++)
                        slow[level - 1] += d[i][j] <= level;
            count(ENT_AUXILIARY_DISTANCE, view, NULL, 1, fast);
            for (size_t level = 0; level < 5; level++)
                ent_assert_number(fast[level], slow[level], 0);
            ent_view_free(view);
        }
}

static void levels_of_partners_reach_the_largest_value(void **state)
{
    for (uint32_t seed = 1; seed <= 8; seed++) {
        double fast[16], slow[9] = {0};
        size_t most = 0;
        ent_view *view = random_network(true, seed, 1 + seed % 3);
        size_t step = ent_auxiliary_step(ENT_AUXILIARY_SHARED, view);
        for (size_t i = 0; i < N; i++)
            for (size_t j = 0; j < N; j++) {
                size_t partners = 0;
                for (size_t h = 0; h < N; h++)
                    partners += tie(view, i, h) && tie(view, h, j);
                if (!tie(view, i, j))
                    continue;
                most = partners > most ? partners : most;
                for (size_t level = 0; level < 9; level++)
                    slow[level] += partners <= level * step;
            }
        assert_true(8 * step >= most && (step == 1 || 8 * (step - 1) < most));
        count(ENT_AUXILIARY_SHARED, view, NULL, step, fast);
        for (size_t level = 0; level < 9; level++)
            ent_assert_number(fast[level], slow[level], 0);
        ent_view_free(view);
    }
}

/* ---- RSiena ---- */

/* Names and fields of this file stand in quotes. */
static void strip_quotes(char *field[], size_t count)
{
    for (size_t k = 0; k < count; k++)
        if (field[k][0] == '"') {
            field[k]++;
            field[k][strlen(field[k]) - 1] = '\0';
        }
}

static ent_auxiliary auxiliary_of(const char *peer)
{
    return *peer == 'I' ? ENT_AUXILIARY_IN_DEGREE : *peer == 'O' ? ENT_AUXILIARY_OUT_DEGREE : ENT_AUXILIARY_TRIADS;
}

/* reference/saom/M1_gof.csv, column observed: of s50, waves 2 and 3 together. */
static void observed_counts_are_those_of_rsiena(void **state)
{
    ent_error error;
    siena s;
    double observed[ENT_AUXILIARIES][16] = {{0}};
    siena_open(&s, 50, 3, true);
    siena_ties(&s, "saom/data/s50_ties.csv", "ego", "alter", false);
    for (size_t period = 0; period < 2; period++) {
        uint8_t x[2500];
        ent_view *view;
        ent_waves_end(&s.waves, period, x, NULL);
        ent_assert_ok(ent_view_new(50, true, 0, &view, &error), &error);
        ent_assert_ok(ent_view_set(view, x, &error), &error);
        for (ent_auxiliary k = 0; k < ENT_AUXILIARIES; k++) {
            assert_true(k == ENT_AUXILIARY_SHARED || ent_auxiliary_step(k, view) == 1);
            ent_assert_ok(ent_auxiliary_add(k, view, NULL, 1, observed[k], &error), &error);
        }
        ent_view_free(view);
    }
    reference *r = reference_open("saom/M1_gof.csv");
    size_t index = 0, rows = 0;
    strip_quotes(r->name, r->names);
    for (char last = 0; reference_next(r); rows++) {
        char label[16];
        strip_quotes(r->field, r->fields);
        const char *peer = reference_text(r, "auxiliary");
        index = *peer == last ? index + 1 : 0;
        last = *peer;
        ent_auxiliary_label(auxiliary_of(peer), true, 1, index, label);
        assert_string_equal(label, reference_text(r, "level"));
        ent_assert_number(observed[auxiliary_of(peer)][index], reference_number(r, "observed"), 0);
    }
    assert_int_equal(rows, 34);
    siena_close(&s);
}

/* ---- distances of vectors ---- */

/* Four corners of a rectangle about (1, 2): variances 16/3 and 4/3, no covariance. (3, 2): 4 / (16/3) = 3/4; a corner:
 * 3/4 + 3/4; so all four are farther than it, none than (5, 2): 3. */
static void a_distance_is_in_units_of_the_spread(void **state)
{
    static const double simulated[] = {3, 3, 3, 1, -1, 3, -1, 1};
    ent_error error;
    ent_mahalanobis out;
    double mean[2], sd[2];
    ent_assert_ok(ent_mahalanobis_test((const double[]){3, 2}, simulated, 4, 2, mean, sd, &out, &error), &error);
    ent_assert_number(mean[0], 1, 0);
    ent_assert_number(sd[1], sqrt(4. / 3), 1e-15);
    ent_assert_number(out.distance, 0.75, 1e-14);
    ent_assert_number(out.p, 1, 0);
    assert_int_equal(out.rank, 2);
    ent_assert_ok(ent_mahalanobis_test((const double[]){5, 2}, simulated, 4, 2, NULL, NULL, &out, &error), &error);
    ent_assert_number(out.distance, 3, 1e-14);
    ent_assert_number(out.p, 0, 0);
}

/* A third count that is 10 minus the others, and one that never varies, add nothing. */
static void counts_that_follow_from_others_add_nothing(void **state)
{
    static const double two[] = {3, 3, 3, 1, -1, 4, -2, 1, 0, 7};
    double four[20];
    ent_error error;
    ent_mahalanobis plain, more;
    for (size_t r = 0; r < 5; r++) {
        four[4 * r] = two[2 * r];
        four[4 * r + 1] = two[2 * r + 1];
        four[4 * r + 2] = 10 - two[2 * r] - two[2 * r + 1];
        four[4 * r + 3] = 5;
    }
    ent_assert_ok(ent_mahalanobis_test((const double[]){3, 2}, two, 5, 2, NULL, NULL, &plain, &error), &error);
    ent_assert_ok(ent_mahalanobis_test((const double[]){3, 2, 5, 5}, four, 5, 4, NULL, NULL, &more, &error), &error);
    assert_int_equal(more.rank, 2);
    ent_assert_number(more.distance, plain.distance, 1e-12);
    ent_assert_number(more.p, plain.p, 0);
    ent_assert_fails(ent_mahalanobis_test(two, two, 1, 2, NULL, NULL, &more, &error), &error, ENT_ERR_ARGUMENT,
                     "1 simulated vectors of 2 counts; at least 2, of at most 64");
}

static ent_status all_counts(void *context, ent_error *error)
{
    double out[16] = {0};
    ent_mahalanobis test;
    ent_status status = ent_auxiliary_add(ENT_AUXILIARY_DISTANCE, context, NULL, 1, out, error);
    return status == ENT_OK ? ent_mahalanobis_test(out, (const double[]){1, 2, 3, 5}, 2, 2, NULL, NULL, &test, error)
                            : status;
}

static void counts_and_distances_survive_failing_memory(void **state)
{
    ent_view *view = random_network(true, 1, 4);
    ent_sweep(all_counts, view);
    ent_view_free(view);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(triads_are_those_of_all_triples),
        cmocka_unit_test(distances_are_those_of_the_plain_way),
        cmocka_unit_test(levels_of_partners_reach_the_largest_value),
        cmocka_unit_test(a_distance_is_in_units_of_the_spread),
        cmocka_unit_test(counts_that_follow_from_others_add_nothing),
        cmocka_unit_test(counts_and_distances_survive_failing_memory),
        cmocka_unit_test(observed_counts_are_those_of_rsiena), /* last: it ends as skipped without the reference */
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
