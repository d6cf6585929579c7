/* Signed graphs: worked by hand, the reference numbers, a plain triple loop, and what switching leaves as it is. */
#include "entente/balance.h"

#include "core/memory.h"
#include "core/eigen.h"
#include "measure/reference.h"

static ent_error error;

static ent_signed_graph *graph_of(size_t n, const ent_signed_tie *ties, size_t count)
{
    ent_signed_graph *graph;
    ent_assert_ok(ent_signed_graph_new(n, ties, count, &graph, &error), &error);
    return graph;
}

static void check_triads(ent_triads t, long long ppp, long long ppm, long long pmm, long long mmm)
{
    assert_int_equal(t.hostile[0], ppp);
    assert_int_equal(t.hostile[1], ppm);
    assert_int_equal(t.hostile[2], pmm);
    assert_int_equal(t.hostile[3], mmm);
}

/* ---- by hand ---- */

/* reference/blocs/SPEC.md section 3: camps {0, 2, 3} and {1}. */
static const ent_signed_tie four[] = {{0, 1, -1}, {2, 0, 1}, {0, 3, 1}, {1, 2, -1}, {1, 3, -1}, {3, 2, 1}};

static void four_actors_in_two_camps_are_balanced(void **state)
{
    ent_signed_graph *graph = graph_of(4, four, 6);
    ent_triads tie[6], actor[4], all = ent_triads_count(graph, tie, actor);
    check_triads(all, 1, 0, 3, 0);
    ent_assert_number(ent_triads_share(all), 1, 0);
    check_triads(actor[0], 1, 0, 2, 0);
    check_triads(actor[1], 0, 0, 3, 0);
    check_triads(tie[0], 0, 0, 2, 0); /* 0 and 1: with 2, with 3 */
    check_triads(tie[1], 1, 0, 1, 0);
    ent_signed_spectrum spectrum;
    ent_assert_ok(ent_signed_spectrum_of(graph, &spectrum, &error), &error);
    ent_assert_number(spectrum.walk, 1, 1e-12);
    ent_assert_number(spectrum.lambda_max, 3, 1e-12); /* as of the complete graph */
    ent_assert_number(spectrum.lambda_max_unsigned, 3, 1e-12);
    int component[4], camp[4];
    size_t count;
    ent_signed_component *list;
    ent_assert_ok(ent_signed_components(graph, component, camp, &list, &count, &error), &error);
    assert_int_equal(count, 1);
    assert_true(list[0].balanced && list[0].actors == 4 && list[0].ties == 6);
    assert_true(list[0].camp[0] == 3 && list[0].camp[1] == 1);
    ent_assert_number(list[0].laplacian_min, 0, 0);
    static const int camps[] = {0, 1, 0, 0};
    assert_memory_equal(camp, camps, sizeof camps);
    free(list);
    ent_signed_graph_free(graph);
}

/* A triangle with one foe: A has the eigenvalues 1, 1, -2; |A| 2, -1, -1; the Laplacian 2 I - A 1, 1, 4. */
static void a_triangle_with_one_foe_by_hand(void **state)
{
    static const ent_signed_tie ties[] = {{0, 1, 1}, {0, 2, 1}, {1, 2, -1}};
    ent_signed_graph *graph = graph_of(3, ties, 3);
    check_triads(ent_triads_count(graph, NULL, NULL), 0, 1, 0, 0);
    ent_signed_spectrum spectrum;
    ent_assert_ok(ent_signed_spectrum_of(graph, &spectrum, &error), &error);
    ent_assert_number(spectrum.walk, (2 * exp(1) + exp(-2)) / (exp(2) + 2 * exp(-1)), 1e-12);
    ent_assert_number(spectrum.lambda_max, 1, 1e-12);
    ent_assert_number(spectrum.lambda_max_unsigned, 2, 1e-12);
    ent_signed_component *list;
    size_t count;
    ent_assert_ok(ent_signed_components(graph, NULL, NULL, &list, &count, &error), &error);
    assert_true(count == 1 && !list[0].balanced);
    ent_assert_number(list[0].laplacian_min, 1, 1e-12);
    free(list);
    ent_triad *triads;
    ent_assert_ok(ent_triads_list_tense(graph, &triads, &count, &error), &error);
    assert_int_equal(count, 1);
    assert_true(triads[0].actor[0] == 0 && triads[0].actor[1] == 1 && triads[0].actor[2] == 2);
    assert_true(triads[0].sign[0] == 1 && triads[0].sign[1] == 1 && triads[0].sign[2] == -1);
    free(triads);
    ent_signed_graph_free(graph);
}

/* A pair that is friend and foe at once, and a common friend: one +++ and one ++-. A = 2 paths of 1 each:
 * sqrt 2, 0, -sqrt 2. */
static void a_pair_with_both_ties_counts_once_with_each(void **state)
{
    static const ent_signed_tie ties[] = {{0, 1, 1}, {1, 0, -1}, {0, 2, 1}, {1, 2, 1}};
    ent_signed_graph *graph = graph_of(3, ties, 4);
    ent_triads tie[4], all = ent_triads_count(graph, tie, NULL);
    check_triads(all, 1, 1, 0, 0);
    check_triads(tie[0], 1, 0, 0, 0);
    check_triads(tie[1], 0, 1, 0, 0);
    ent_signed_spectrum spectrum;
    ent_assert_ok(ent_signed_spectrum_of(graph, &spectrum, &error), &error);
    ent_assert_number(spectrum.lambda_max, sqrt(2), 1e-12);
    ent_assert_number(spectrum.lambda_max_unsigned, 1 + sqrt(3), 1e-12); /* x^2 - 2x - 2 = 0 */
    ent_signed_component *list;
    size_t count;
    ent_assert_ok(ent_signed_components(graph, NULL, NULL, &list, &count, &error), &error);
    assert_false(list[0].balanced); /* the pair is an unbalanced cycle of two ties */
    assert_true(list[0].laplacian_min > .1);
    free(list);
    ent_signed_graph_free(graph);
}

static void components_are_told_apart_and_actors_without_ties_are_in_none(void **state)
{
    static const ent_signed_tie ties[] = {{5, 6, -1}, {1, 2, 1}, {2, 3, -1}, {3, 1, 1}};
    ent_signed_graph *graph = graph_of(7, ties, 4);
    int component[7], camp[7];
    size_t count;
    ent_signed_component *list;
    ent_assert_ok(ent_signed_components(graph, component, camp, &list, &count, &error), &error);
    assert_int_equal(count, 2);
    static const int components[] = {-1, 0, 0, 0, -1, 1, 1}, camps[] = {-1, -1, -1, -1, -1, 0, 1};
    assert_memory_equal(component, components, sizeof components);
    assert_memory_equal(camp, camps, sizeof camps);
    assert_true(list[0].actors == 3 && list[0].ties == 3 && !list[0].balanced);
    assert_true(list[1].actors == 2 && list[1].ties == 1 && list[1].balanced);
    assert_true(list[1].camp[0] == 1 && list[1].camp[1] == 1);
    free(list);
    /* K of both together: (2e + e^-2 + e + e^-1) / (e^2 + 2e^-1 + e + e^-1) */
    ent_signed_spectrum spectrum;
    ent_assert_ok(ent_signed_spectrum_of(graph, &spectrum, &error), &error);
    ent_assert_number(spectrum.walk, (3 * exp(1) + exp(-2) + exp(-1)) /
                                         (exp(2) + exp(1) + 3 * exp(-1)), 1e-12);
    ent_signed_graph_free(graph);
}

static void a_graph_without_ties_has_no_numbers(void **state)
{
    for (size_t n = 0; n < 3; n++) {
        ent_signed_graph *graph = graph_of(n, NULL, 0);
        ent_triads all = ent_triads_count(graph, NULL, NULL);
        assert_int_equal(ent_triads_balanced(all) + ent_triads_tense(all), 0);
        ent_assert_number(ent_triads_share(all), (double)NAN, 0);
        ent_signed_spectrum spectrum;
        ent_assert_ok(ent_signed_spectrum_of(graph, &spectrum, &error), &error);
        ent_assert_number(spectrum.walk, (double)NAN, 0);
        ent_signed_component *list;
        ent_triad *triads;
        size_t count;
        ent_assert_ok(ent_signed_components(graph, NULL, NULL, &list, &count, &error), &error);
        assert_int_equal(count, 0);
        free(list);
        ent_assert_ok(ent_triads_list_tense(graph, &triads, &count, &error), &error);
        assert_int_equal(count, 0);
        free(triads);
        ent_signed_graph_free(graph);
    }
}

/* Weights of 1000: exp(2000) is beyond a double. */
static void large_weights_do_not_overflow(void **state)
{
    static const ent_signed_tie ties[] = {{0, 1, 1000}, {0, 2, 1000}, {1, 2, 1000}};
    ent_signed_graph *graph = graph_of(3, ties, 3);
    ent_signed_spectrum spectrum;
    ent_assert_ok(ent_signed_spectrum_of(graph, &spectrum, &error), &error);
    ent_assert_number(spectrum.walk, 1, 1e-9);
    ent_assert_number(spectrum.lambda_max, 2000, 1e-9);
    ent_signed_graph_free(graph);
}

static void wrong_ties_are_refused(void **state)
{
    static const struct {
        ent_signed_tie ties[2];
        size_t count;
        const char *message;
    } cases[] = {
        {{{0, 3, 1}}, 1, "a tie of 0 and 3: actors are 0 to 3 - 1"},
        {{{-1, 2, 1}}, 1, "a tie of -1 and 2: actors are 0 to 3 - 1"},
        {{{1, 1, 1}}, 1, "a tie of 1 with itself"},
        {{{0, 1, 0}}, 1, "a tie of 0 and 1 has the weight 0"},
        {{{0, 1, 1}, {1, 0, 2}}, 2, "two friendly ties of 0 and 1"},
        {{{0, 1, -1}, {0, 1, -1}}, 2, "two hostile ties of 0 and 1"},
    };
    ent_signed_graph *graph;
    for (size_t i = 0; i < ent_countof(cases); i++) {
        ent_assert_fails(ent_signed_graph_new(3, cases[i].ties, cases[i].count, &graph, &error),
                         &error, ENT_ERR_ARGUMENT, cases[i].message);
        assert_null(graph);
    }
    ent_signed_tie infinite = {0, 1, (double)INFINITY};
    assert_int_equal(ent_signed_graph_new(3, &infinite, 1, &graph, &error), ENT_ERR_ARGUMENT);
}

/* ---- random graphs ---- */

enum { MOST = 90 };

typedef struct {
    size_t n, count;
    ent_signed_tie ties[MOST * MOST];
    int friends[MOST][MOST], foes[MOST][MOST];
} made_up;

static unsigned draw(unsigned *seed)
{
    *seed = *seed * 1103515245u + 12345u;
    return *seed >> 16;
}

static void put(made_up *m, size_t i, size_t j, int sign)
{
    m->ties[m->count++] = (ent_signed_tie){(int)j, (int)i, sign};
    if (sign > 0)
        m->friends[i][j] = m->friends[j][i] = 1;
    else
        m->foes[i][j] = m->foes[j][i] = 1;
}

/* Of 100 pairs so many friendly, so many hostile, independently: some are both. */
static made_up *make_up(size_t n, unsigned friendly, unsigned hostile, unsigned seed)
{
    static made_up m;
    memset(&m, 0, sizeof m);
    m.n = n;
    for (size_t i = 0; i < n; i++)
        for (size_t j = i + 1; j < n; j++) {
            if (draw(&seed) % 100 < friendly)
                put(&m, i, j, 1);
            if (draw(&seed) % 100 < hostile)
                put(&m, i, j, -1);
        }
    return &m;
}

/* The plain definition: every choice of three ties between three actors. */
static ent_triads slow_census(const made_up *m, size_t with, size_t *tense)
{
    ent_triads t = {{0}};
    *tense = 0;
    for (size_t i = 0; i < m->n; i++)
        for (size_t j = i + 1; j < m->n; j++)
            for (size_t k = j + 1; k < m->n; k++)
                for (int choice = 0; choice < 8; choice++) {
                    int ij = choice & 1 ? m->foes[i][j] : m->friends[i][j];
                    int ik = choice & 2 ? m->foes[i][k] : m->friends[i][k];
                    int jk = choice & 4 ? m->foes[j][k] : m->friends[j][k];
                    int hostile = (choice & 1) + (choice >> 1 & 1) + (choice >> 2);
                    if (!ij || !ik || !jk || (with < m->n && i != with && j != with && k != with))
                        continue;
                    t.hostile[hostile]++;
                    *tense += (size_t)(hostile & 1);
                }
    return t;
}

static void the_census_is_that_of_the_plain_loops(void **state)
{
    static const size_t sizes[] = {3, 17, 63, 64, 65, 90};
    for (unsigned round = 0; round < 6; round++) {
        made_up *m = make_up(sizes[round], 20 + 10 * round, 30, round + 1);
        ent_signed_graph *graph = graph_of(m->n, m->ties, m->count);
        ent_triads actor[MOST], all = ent_triads_count(graph, NULL, actor);
        size_t tense, ignored, count;
        ent_triads slow = slow_census(m, m->n, &tense);
        assert_memory_equal(&all, &slow, sizeof all);
        for (size_t i = 0; i < m->n; i += 5) {
            slow = slow_census(m, i, &ignored);
            assert_memory_equal(&actor[i], &slow, sizeof slow);
        }
        ent_triad *list;
        ent_assert_ok(ent_triads_list_tense(graph, &list, &count, &error), &error);
        assert_int_equal(count, tense);
        for (size_t k = 0; k < count; k++) {
            assert_true(list[k].actor[0] < list[k].actor[1] && list[k].actor[1] < list[k].actor[2]);
            assert_int_equal(list[k].sign[0] * list[k].sign[1] * list[k].sign[2], -1);
            assert_true(k == 0 || memcmp(&list[k - 1], &list[k], sizeof *list) != 0);
        }
        free(list);
        ent_signed_graph_free(graph);
    }
}

static void flipping_a_tie_turns_the_triads_through_it(void **state)
{
    made_up *m = make_up(24, 30, 0, 5);
    for (size_t k = 0; k < m->count; k += 3)
        m->ties[k].weight = -1;
    ent_signed_graph *graph = graph_of(m->n, m->ties, m->count);
    size_t count;
    const ent_signed_tie *sorted = ent_signed_graph_ties(graph, &count);
    assert_int_equal(count, m->count);
    ent_triads *tie = ent_new_array(count, sizeof *tie), all = ent_triads_count(graph, tie, NULL);
    for (size_t k = 0; k < count; k += 7) {
        ent_signed_tie *flipped = ent_new_array(count, sizeof *flipped);
        memcpy(flipped, sorted, count * sizeof *flipped);
        flipped[k].weight = -flipped[k].weight;
        ent_signed_graph *other = graph_of(m->n, flipped, count);
        assert_int_equal(ent_triads_tense(ent_triads_count(other, NULL, NULL)),
                         ent_triads_tense(all) + ent_triads_balanced(tie[k]) - ent_triads_tense(tie[k]));
        ent_signed_graph_free(other);
        free(flipped);
    }
    free(tie);
    ent_signed_graph_free(graph);
}

/* Turning the sign of all ties between a set of actors and the rest changes no product around a cycle. */
static void switching_changes_no_balance(void **state)
{
    made_up *m = make_up(70, 8, 4, 11);
    ent_signed_graph *before = graph_of(m->n, m->ties, m->count);
    for (size_t k = 0; k < m->count; k++)
        if (m->ties[k].a % 3 == 0 || m->ties[k].b % 3 == 0)
            m->ties[k].weight *= m->ties[k].a % 3 == m->ties[k].b % 3 ? 1 : -1;
    ent_signed_graph *after = graph_of(m->n, m->ties, m->count);
    ent_triads a = ent_triads_count(before, NULL, NULL), b = ent_triads_count(after, NULL, NULL);
    assert_true(a.hostile[0] != b.hostile[0]);
    assert_int_equal(ent_triads_balanced(a), ent_triads_balanced(b));
    assert_int_equal(ent_triads_tense(a), ent_triads_tense(b));
    ent_signed_spectrum x, y;
    ent_assert_ok(ent_signed_spectrum_of(before, &x, &error), &error);
    ent_assert_ok(ent_signed_spectrum_of(after, &y, &error), &error);
    ent_assert_number(x.walk, y.walk, 1e-11);
    ent_assert_number(x.lambda_max, y.lambda_max, 1e-11);
    ent_signed_component *p, *q;
    size_t count, other;
    ent_assert_ok(ent_signed_components(before, NULL, NULL, &p, &count, &error), &error);
    ent_assert_ok(ent_signed_components(after, NULL, NULL, &q, &other, &error), &error);
    assert_int_equal(count, other);
    for (size_t c = 0; c < count; c++) {
        assert_int_equal(p[c].balanced, q[c].balanced);
        ent_assert_number(p[c].laplacian_min, q[c].laplacian_min, 1e-11);
    }
    free(p);
    free(q);
    ent_signed_graph_free(before);
    ent_signed_graph_free(after);
}

/* Two camps with friends inside and foes between are balanced however they are drawn; one tie turned, they
 * are not, unless it is a bridge. */
static void two_camps_are_balanced_till_a_tie_is_turned(void **state)
{
    made_up *m = make_up(60, 15, 0, 3);
    for (size_t k = 0; k < m->count; k++)
        m->ties[k].weight = m->ties[k].a % 2 == m->ties[k].b % 2 ? 1 : -1;
    ent_signed_graph *graph = graph_of(m->n, m->ties, m->count);
    ent_signed_component *list;
    size_t count;
    int camp[60];
    ent_assert_ok(ent_signed_components(graph, NULL, camp, &list, &count, &error), &error);
    assert_int_equal(count, 1);
    assert_true(list[0].balanced && list[0].camp[0] == 30 && list[0].camp[1] == 30);
    for (int i = 0; i < 60; i++)
        assert_int_equal(camp[i], i % 2);
    ent_assert_number(ent_triads_share(ent_triads_count(graph, NULL, NULL)), 1, 0);
    free(list);
    ent_signed_graph_free(graph);
    m->ties[7].weight = -m->ties[7].weight;
    graph = graph_of(m->n, m->ties, m->count);
    ent_assert_ok(ent_signed_components(graph, NULL, camp, &list, &count, &error), &error);
    assert_false(list[0].balanced);
    assert_true(list[0].laplacian_min > 1e-3);
    assert_true(list[0].laplacian_min <= 4. / 60); /* <= 4 L / n with L = 1 */
    free(list);
    ent_signed_graph_free(graph);
}

/* ---- eigenvalues ---- */

/* A ring of n: 2 cos(2 pi k / n). */
static void the_eigenvalues_of_a_ring_are_known(void **state)
{
    enum { N = 130 };
    double *matrix = ent_new_array(N * N, sizeof *matrix), value[N];
    const double pi = acos(-1);
    for (size_t i = 0; i < N; i++)
        matrix[i * N + (i + 1) % N] = matrix[(i + 1) % N * N + i] = 1;
    ent_assert_ok(ent_eigenvalues(matrix, N, false, value, &error), &error);
    for (int k = 0; k < N; k++)
        ent_assert_number(value[k], -2 * cos(2 * pi * ((k + 1) / 2) / N), 1e-12);
    free(matrix);
    ent_assert_ok(ent_eigenvalues(NULL, 0, false, value, &error), &error);
    double one = -3;
    ent_assert_ok(ent_eigenvalues(&one, 1, false, value, &error), &error);
    ent_assert_number(value[0], -3, 0);
}

/* ---- failing memory ---- */

static ent_status use_all(void *context, ent_error *failure)
{
    static const ent_signed_tie ties[] = {{0, 1, 1}, {0, 2, 1}, {1, 2, -1}, {3, 4, -1}};
    ent_signed_graph *graph;
    ent_triad *triads = NULL;
    ent_signed_component *list = NULL;
    ent_signed_spectrum spectrum;
    size_t count;
    ent_status status = ent_signed_graph_new(5, ties, 4, &graph, failure);
    if (status != ENT_OK) {
        assert_null(graph);
        return status;
    }
    status = ent_triads_list_tense(graph, &triads, &count, failure);
    if (status == ENT_OK)
        status = ent_signed_components(graph, NULL, NULL, &list, &count, failure);
    if (status == ENT_OK)
        status = ent_signed_spectrum_of(graph, &spectrum, failure);
    free(triads);
    free(list);
    ent_signed_graph_free(graph);
    return status;
}

static void balance_survives_failing_memory(void **state)
{
    ent_sweep(use_all, NULL);
}

/* ---- reference numbers ---- */

typedef struct {
    char names[512][32];
    size_t n, count;
    ent_signed_tie ties[4096];
} named;

static int name_of(named *set, const char *quoted)
{
    char name[32];
    snprintf(name, sizeof name, "%s", quoted + (*quoted == '"'));
    name[strcspn(name, "\"")] = '\0';
    for (size_t i = 0; i < set->n; i++)
        if (strcmp(set->names[i], name) == 0)
            return (int)i;
    assert_true(set->n < ent_countof(set->names));
    snprintf(set->names[set->n], sizeof set->names[0], "%s", name);
    return (int)set->n++;
}

static void add_named(named *set, const char *from, const char *to, const char *sign)
{
    assert_true(set->count < ent_countof(set->ties));
    int a = name_of(set, from), b = name_of(set, to);
    set->ties[set->count++] = (ent_signed_tie){a, b, strtod(sign, NULL)};
}

static void tribes_have_the_published_balance(void **state)
{
    static named set;
    reference *r = reference_open("blocs/tribes_edges.csv");
    while (reference_next(r))
        add_named(&set, r->field[0], r->field[1], r->field[2]);
    ent_signed_graph *graph = graph_of(set.n, set.ties, set.count);
    ent_triads all = ent_triads_count(graph, NULL, NULL);
    assert_int_equal(ent_triads_balanced(all), 59);
    assert_int_equal(ent_triads_tense(all), 9);
    ent_signed_spectrum spectrum;
    ent_assert_ok(ent_signed_spectrum_of(graph, &spectrum, &error), &error);
    ent_assert_number(spectrum.walk, 0.3575761057, 5e-11);
    ent_assert_number(spectrum.lambda_max, 6.4833781440, 5e-11);
    ent_signed_component *list;
    size_t count;
    ent_assert_ok(ent_signed_components(graph, NULL, NULL, &list, &count, &error), &error);
    assert_int_equal(count, 1);
    ent_assert_number(list[0].laplacian_min, 1.0402890812, 5e-11);
    free(list);
    ent_signed_graph_free(graph);
}

static void check_window(named *set, const reference *r)
{
    ent_signed_graph *graph = graph_of(set->n, set->ties, set->count);
    ent_triads all = ent_triads_count(graph, NULL, NULL);
    static const char *const columns[] = {"tri_ppp", "tri_ppm", "tri_pmm", "tri_mmm"};
    for (int k = 0; k < 4; k++)
        ent_assert_number((double)all.hostile[k], reference_number(r, columns[k]), 0);
    ent_assert_number(ent_triads_share(all), reference_number(r, "balance_triangles"), 5.1e-13);
    ent_signed_spectrum spectrum;
    ent_assert_ok(ent_signed_spectrum_of(graph, &spectrum, &error), &error);
    ent_assert_number(spectrum.walk, reference_number(r, "balance_walk"), 5.1e-13);
    ent_assert_number(spectrum.lambda_max, reference_number(r, "lambda_max_signed"), 5.1e-10);
    ent_assert_number(spectrum.lambda_max_unsigned, reference_number(r, "lambda_max_unsigned"), 5.1e-10);
    ent_signed_component *list;
    size_t count;
    ent_assert_ok(ent_signed_components(graph, NULL, NULL, &list, &count, &error), &error);
    double least = INFINITY;
    for (size_t c = 0; c < count; c++)
        least = fmin(least, list[c].laplacian_min);
    ent_assert_number(least, reference_number(r, "signed_laplacian_lambda_min"), 5.1e-10);
    free(list);
    ent_signed_graph_free(graph);
}

/* The reference is opened twice, so the edges are read first. */
static void all_windows_of_the_reference(void **state)
{
    enum { WINDOWS = 51 };
    static named sets[WINDOWS];
    reference *r = reference_open("blocs/cow_windows_edges.csv");
    while (reference_next(r)) {
        int window = atoi(reference_text(r, "window"));
        assert_true(window >= 1 && window <= WINDOWS);
        add_named(&sets[window - 1], reference_text(r, "from"), reference_text(r, "to"),
                  reference_text(r, "sign"));
    }
    r = reference_open("blocs/cow_balance_measures_signnet.csv");
    size_t rows = 0;
    for (; reference_next(r); rows++)
        check_window(&sets[atoi(reference_text(r, "window")) - 1], r);
    assert_int_equal(rows, WINDOWS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(four_actors_in_two_camps_are_balanced),
        cmocka_unit_test(a_triangle_with_one_foe_by_hand),
        cmocka_unit_test(a_pair_with_both_ties_counts_once_with_each),
        cmocka_unit_test(components_are_told_apart_and_actors_without_ties_are_in_none),
        cmocka_unit_test(a_graph_without_ties_has_no_numbers),
        cmocka_unit_test(large_weights_do_not_overflow),
        cmocka_unit_test(wrong_ties_are_refused),
        cmocka_unit_test(the_census_is_that_of_the_plain_loops),
        cmocka_unit_test(flipping_a_tie_turns_the_triads_through_it),
        cmocka_unit_test(switching_changes_no_balance),
        cmocka_unit_test(two_camps_are_balanced_till_a_tie_is_turned),
        cmocka_unit_test(the_eigenvalues_of_a_ring_are_known),
        cmocka_unit_test(balance_survives_failing_memory),
        cmocka_unit_test(tribes_have_the_published_balance),
        cmocka_unit_test(all_windows_of_the_reference),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
