/* Networks: worked by hand, Zachary's karate club, and a plain version by breadth-first search. */
#include "entente/network.h"

#include "core/memory.h"
#include "support.h"

#include <math.h>
#include <string.h>

static ent_error error;

enum { MOST = 40 };

static void measure(const ent_network *network, ent_network_actor *actor, ent_network_figures *out)
{
    ent_assert_ok(ent_network_measure(network, actor, out, &error), &error);
}

static void check_missing(double value)
{
    assert_true(isnan(value));
}

/* ---- by hand ---- */

/* A star of 0 with 1, 2, 3. */
static void a_star_has_one_centre(void **state)
{
    static const ent_network_tie ties[] = {{0, 1, 2}, {2, 0, 3}, {0, 3, 5}};
    ent_network network = {4, ties, 3, false};
    ent_network_actor actor[4];
    ent_network_figures all;
    measure(&network, actor, &all);
    assert_true(actor[0].degree == 3 && actor[0].in == 3 && actor[0].out == 3);
    ent_assert_number(actor[0].strength, 10, 0);
    ent_assert_number(actor[3].strength, 5, 0);
    ent_assert_number(actor[0].betweenness, 3, 0); /* each pair of leaves */
    ent_assert_number(actor[0].betweenness_share, 1, 0);
    ent_assert_number(actor[1].betweenness, 0, 0);
    ent_assert_number(actor[0].eigenvector, 1, 1e-9);
    ent_assert_number(actor[1].eigenvector, 1 / sqrt(3), 1e-9); /* lambda = sqrt 3 */
    ent_assert_number(actor[0].clustering, 0, 0);
    check_missing(actor[1].clustering); /* one tie has no pair */
    assert_true(actor[0].core == 1 && actor[0].component == 1);
    ent_assert_number(all.density, 0.5, 0);
    ent_assert_number(all.mean_degree, 1.5, 0);
    ent_assert_number(all.centralisation, 1, 0);
    ent_assert_number(all.transitivity, 0, 0);
    ent_assert_number(all.distance, 1.5, 1e-15); /* 3 pairs at 1, 3 at 2 */
    ent_assert_number(all.diameter, 2, 0);
    ent_assert_number(all.assortativity, -1, 1e-12); /* each tie is of degree 3 with degree 1 */
    check_missing(all.reciprocity);
}

/* 0, 1, 2 all tied, 3 with 2 only: degrees 2 2 3 1. */
static void a_triangle_with_a_tail_by_hand(void **state)
{
    static const ent_network_tie ties[] = {{0, 1, 1}, {1, 2, 1}, {0, 2, 1}, {2, 3, 1}};
    ent_network network = {4, ties, 4, false};
    ent_network_actor actor[4];
    ent_network_figures all;
    measure(&network, actor, &all);
    ent_assert_number(actor[0].clustering, 1, 0);
    ent_assert_number(actor[2].clustering, 1.0 / 3, 1e-15);
    ent_assert_number(all.clustering, (1 + 1 + 1.0 / 3) / 3, 1e-15);
    ent_assert_number(all.transitivity, 3.0 / 5, 1e-15); /* pairs of ties: 1 + 1 + 3 */
    ent_assert_number(actor[2].betweenness, 2, 0);
    ent_assert_number(all.distance, (4 * 1 + 2 * 2) / 6.0, 1e-15);
    assert_true(actor[0].core == 2 && actor[2].core == 2 && actor[3].core == 1);
    ent_assert_number(all.centralisation, (1 + 1 + 0 + 2) / 6.0, 1e-15);
    /* ends (2,2) (2,3) (2,3) (3,1): products 4 6 6 3, sums 4 5 5 4, squares 8 13 13 10, m = 4 */
    double mean = 18.0 / 8;
    ent_assert_number(all.assortativity, (19.0 / 4 - mean * mean) / (44.0 / 8 - mean * mean), 1e-12);
    /* k = 2 of 4 actors: random C .5, random L ln 4 / ln 2 = 2; sigma = (7/9 / .5) / (8/6 / 2) */
    ent_assert_number(all.small_world, (7.0 / 9 / .5) / (8.0 / 6 / 2), 1e-12);
}

/* 0 <-> 1 -> 2 -> 0, 3 alone. */
static void directions_count_for_degree_betweenness_and_reciprocity(void **state)
{
    static const ent_network_tie ties[] = {{0, 1, 4}, {1, 0, 1}, {1, 2, 2}, {2, 0, 3}};
    ent_network network = {4, ties, 4, true};
    ent_network_actor actor[4];
    ent_network_figures all;
    measure(&network, actor, &all);
    assert_true(actor[0].out == 1 && actor[0].in == 2 && actor[0].degree == 2);
    ent_assert_number(actor[0].strength_out, 4, 0);
    ent_assert_number(actor[0].strength_in, 4, 0);
    ent_assert_number(actor[0].strength, 8, 0);
    ent_assert_number(all.reciprocity, 0.5, 0);
    ent_assert_number(all.density, 4.0 / 12, 1e-15);
    ent_assert_number(actor[0].betweenness, 1, 0); /* 2 to 1 */
    ent_assert_number(actor[1].betweenness, 1, 0); /* 0 to 2 */
    ent_assert_number(actor[2].betweenness, 0, 0);
    ent_assert_number(actor[1].betweenness_share, 1.0 / 6, 1e-15);
    ent_assert_number(all.transitivity, 1, 0); /* without directions a triangle */
    assert_true(all.isolates == 1 && all.components == 2 && all.largest == 3 && all.largest_ties == 3);
    assert_true(actor[3].component == 2 && actor[3].core == 0 && actor[3].degree == 0);
    check_missing(actor[3].eigenvector);
    ent_assert_number(actor[2].eigenvector, 1, 1e-9);
    check_missing(all.assortativity); /* all degrees are 2 */
}

/* Two components of three: the one with more ties is the largest. */
static void of_equal_components_the_denser_one_is_the_largest(void **state)
{
    static const ent_network_tie ties[] = {{0, 1, 1}, {1, 2, 1}, {3, 4, 1}, {4, 5, 1}, {3, 5, 1}};
    ent_network network = {6, ties, 5, false};
    ent_network_actor actor[6];
    ent_network_figures all;
    measure(&network, actor, &all);
    assert_true(actor[3].component == 1 && actor[0].component == 2);
    assert_true(all.components == 2 && all.largest == 3 && all.largest_ties == 3);
    ent_assert_number(all.distance, 1, 0);
    check_missing(actor[0].eigenvector);
}

static void small_networks_are_missing_what_they_cannot_have(void **state)
{
    ent_network_actor actor[3];
    ent_network_figures all;
    for (size_t n = 0; n <= 3; n++) {
        ent_network network = {n, NULL, 0, n == 2};
        measure(&network, actor, &all);
        assert_true(all.actors == n && all.isolates == n && all.components == n && all.ties == 0);
        check_missing(all.transitivity);
        check_missing(all.clustering);
        check_missing(all.distance);
        check_missing(all.diameter);
        check_missing(all.assortativity);
        check_missing(all.reciprocity);
        check_missing(all.small_world);
        if (n < 2)
            check_missing(all.density);
        else
            ent_assert_number(all.density, 0, 0);
    }
    static const ent_network_tie tie = {0, 1, 1};
    ent_network pair = {2, &tie, 1, false};
    measure(&pair, actor, &all);
    ent_assert_number(all.density, 1, 0);
    ent_assert_number(all.distance, 1, 0);
    ent_assert_number(actor[0].eigenvector, 1, 1e-9);
    check_missing(actor[0].betweenness_share);
    check_missing(all.random_distance); /* k = 1: ln 1 = 0 */
    check_missing(all.small_world);
}

static void values_that_are_missing_leave_their_ties_out(void **state)
{
    static const ent_network_tie ties[] = {{0, 1, 1}, {2, 3, 1}, {0, 4, 1}, {4, 3, 1}};
    ent_network network = {5, ties, 4, false};
    static const double like[] = {1, 1, 5, 5, NAN}, unlike[] = {1, 5, 1, 5, NAN};
    static const double same[] = {2, 2, 2, 2, NAN};
    double r;
    size_t pairs;
    ent_assert_ok(ent_network_assortativity(&network, like, &r, &pairs, &error), &error);
    ent_assert_number(r, 1, 1e-12);
    assert_int_equal(pairs, 2);
    ent_assert_ok(ent_network_assortativity(&network, unlike, &r, &pairs, &error), &error);
    ent_assert_number(r, -1, 1e-12);
    ent_assert_ok(ent_network_assortativity(&network, same, &r, NULL, &error), &error);
    check_missing(r);
}

/* r does not change when a number is added to all values. */
static void assortativity_of_large_values_loses_no_digits(void **state)
{
    static const ent_network_tie ties[] = {{0, 1, 1}, {1, 2, 1}, {0, 2, 1}, {2, 3, 1}};
    ent_network network = {4, ties, 4, false};
    static const double small[] = {0, 0, 1, 2}, large[] = {1e9, 1e9, 1e9 + 1, 1e9 + 2};
    double r, again;
    ent_assert_ok(ent_network_assortativity(&network, small, &r, NULL, &error), &error);
    ent_assert_ok(ent_network_assortativity(&network, large, &again, NULL, &error), &error);
    /* ends (0,0) (0,1) (0,1) (1,2): mean 5/8, products 2/8 off it, squares 31/8 - 25/8 over 8 ends */
    ent_assert_number(r, (2.0 / 4 - 25.0 / 64) / (7.0 / 8 - 25.0 / 64), 1e-12);
    ent_assert_number(again, r, 1e-9);
}

/* ---- Zachary's karate club ---- */

/* Zachary 1977, Journal of Anthropological Research 33:452-73: 34 members, 78 friendships, members from 1. */
static const ent_network_tie karate[] = {
    {2, 1, 1},   {3, 1, 1},   {3, 2, 1},   {4, 1, 1},   {4, 2, 1},   {4, 3, 1},   {5, 1, 1},
    {6, 1, 1},   {7, 1, 1},   {7, 5, 1},   {7, 6, 1},   {8, 1, 1},   {8, 2, 1},   {8, 3, 1},
    {8, 4, 1},   {9, 1, 1},   {9, 3, 1},   {10, 3, 1},  {11, 1, 1},  {11, 5, 1},  {11, 6, 1},
    {12, 1, 1},  {13, 1, 1},  {13, 4, 1},  {14, 1, 1},  {14, 2, 1},  {14, 3, 1},  {14, 4, 1},
    {17, 6, 1},  {17, 7, 1},  {18, 1, 1},  {18, 2, 1},  {20, 1, 1},  {20, 2, 1},  {22, 1, 1},
    {22, 2, 1},  {26, 24, 1}, {26, 25, 1}, {28, 3, 1},  {28, 24, 1}, {28, 25, 1}, {29, 3, 1},
    {30, 24, 1}, {30, 27, 1}, {31, 2, 1},  {31, 9, 1},  {32, 1, 1},  {32, 25, 1}, {32, 26, 1},
    {32, 29, 1}, {33, 3, 1},  {33, 9, 1},  {33, 15, 1}, {33, 16, 1}, {33, 19, 1}, {33, 21, 1},
    {33, 23, 1}, {33, 24, 1}, {33, 30, 1}, {33, 31, 1}, {33, 32, 1}, {34, 9, 1},  {34, 10, 1},
    {34, 14, 1}, {34, 15, 1}, {34, 16, 1}, {34, 19, 1}, {34, 20, 1}, {34, 21, 1}, {34, 23, 1},
    {34, 24, 1}, {34, 27, 1}, {34, 28, 1}, {34, 29, 1}, {34, 30, 1}, {34, 31, 1}, {34, 32, 1},
    {34, 33, 1}};

/* Figures as NetworkX and igraph print them for this network in their documentation and tests. Member 0 does not
 * exist: an isolate, which changes what is divided by n only. */
static void the_karate_club_has_the_published_figures(void **state)
{
    ent_network network = {35, karate, ent_countof(karate), false};
    ent_network_actor actor[35];
    ent_network_figures all;
    measure(&network, actor, &all);
    assert_true(all.ties == 78 && all.largest == 34 && all.components == 2 && all.diameter == 5);
    assert_true(actor[1].degree == 16 && actor[34].degree == 17);
    ent_assert_number(actor[1].betweenness, 231.0714285714, 1e-9);
    ent_assert_number(actor[34].betweenness, 160.5515873016, 1e-9);
    ent_assert_number(actor[1].betweenness * 2 / (33 * 32), 0.4376352814, 1e-9);
    ent_assert_number(all.transitivity, 0.2556818182, 1e-9);
    ent_assert_number(all.distance, 2.408199643, 1e-9);
    ent_assert_number(all.assortativity, -0.4756130976, 1e-9);
    ent_assert_number(all.core, 4, 0);
    ent_assert_number(actor[34].eigenvector, 1, 1e-9);
    /* NetworkX iterates till the sum of changes is below n / 10^6 */
    ent_assert_number(actor[1].eigenvector, 0.355483 / 0.373371, 1e-4);
    /* NetworkX counts the one member with one tie as 0: .5706384782 over 34 */
    ent_assert_number(all.clustering * 33 / 34, 0.5706384782, 1e-9);
}

static void the_same_network_has_the_same_bytes_whatever_came_before(void **state)
{
    ent_network network = {35, karate, ent_countof(karate), false}, part = {35, karate, 50, false};
    ent_network_actor first[35], second[35];
    ent_network_figures all;
    memset(first, 0, sizeof first);
    memset(second, 0, sizeof second);
    measure(&network, first, &all);
    measure(&part, second, &all);
    measure(&network, second, &all);
    for (size_t i = 1; i < 35; i++)
        assert_memory_equal(&first[i].eigenvector, &second[i].eigenvector, sizeof(double));
}

/* ---- a plain version ---- */

typedef struct {
    int n;
    bool tied[MOST][MOST]; /* from, to */
} plain;

static bool either(const plain *g, int i, int j)
{
    return g->tied[i][j] || g->tied[j][i];
}

/* Lengths and numbers of the shortest paths from s, by breadth-first search along directions. */
static void paths_from(const plain *g, int s, int length[MOST], double number[MOST])
{
    for (int i = 0; i < g->n; i++)
        length[i] = i == s ? 0 : -1, number[i] = i == s;
    for (int step = 0; step < g->n; step++)
        for (int i = 0; i < g->n; i++)
            for (int j = 0; length[i] == step && j < g->n; j++)
                if (g->tied[i][j] && (length[j] < 0 || length[j] == step + 1)) {
                    length[j] = step + 1;
                    number[j] += number[i];
                }
}

static double plain_betweenness(const plain *g, int v, bool directed)
{
    int from_s[MOST], from_v[MOST];
    double paths_s[MOST], paths_v[MOST], sum = 0;
    paths_from(g, v, from_v, paths_v);
    for (int s = 0; s < g->n; s++) {
        paths_from(g, s, from_s, paths_s);
        for (int t = 0; t < g->n; t++)
            if (s != v && t != v && s != t && from_s[v] >= 0 && from_v[t] >= 0 &&
                from_s[v] + from_v[t] == from_s[t])
                sum += paths_s[v] * paths_v[t] / paths_s[t];
    }
    return directed ? sum : sum / 2;
}

static double plain_clustering(const plain *g, int i)
{
    double pairs = 0, closed = 0;
    for (int j = 0; j < g->n; j++)
        for (int k = j + 1; k < g->n; k++)
            if (j != i && k != i && either(g, i, j) && either(g, i, k)) {
                pairs++;
                closed += either(g, j, k);
            }
    return closed / pairs; /* NaN where there is no pair */
}

/* Take away whoever has fewer than k ties until nobody does; the largest k with i left. */
static int plain_core(const plain *g, int i)
{
    for (int k = 1;; k++) {
        bool left[MOST];
        memset(left, true, sizeof left);
        for (bool changed = true; changed;) {
            changed = false;
            for (int a = 0; a < g->n; a++) {
                int ties = 0;
                for (int b = 0; b < g->n; b++)
                    ties += left[b] && either(g, a, b);
                if (left[a] && ties < k)
                    left[a] = false, changed = true;
            }
        }
        if (!left[i])
            return k - 1;
    }
}

static void check_against_plain(const plain *g, const ent_network *network)
{
    ent_network_actor actor[MOST];
    ent_network_figures all;
    measure(network, actor, &all);
    for (int i = 0; i < g->n; i++) {
        double clustering = plain_clustering(g, i);
        ent_assert_number(actor[i].betweenness, plain_betweenness(g, i, network->directed), 1e-9);
        assert_int_equal(actor[i].core, plain_core(g, i));
        assert_true(isnan(clustering) == isnan(actor[i].clustering));
        if (!isnan(clustering))
            ent_assert_number(actor[i].clustering, clustering, 1e-12);
        for (int j = 0; j < g->n; j++) /* tied actors are of one component */
            assert_true(!either(g, i, j) || actor[i].component == actor[j].component);
    }
}

/* The eigenvector satisfies its equation: lambda x = A x with one lambda for all of the component. */
static void check_eigenvector(const plain *g, const ent_network *network)
{
    ent_network_actor actor[MOST];
    ent_network_figures all;
    measure(network, actor, &all);
    double lambda = NAN, most = 0;
    for (int i = 0; i < g->n; i++) {
        if (actor[i].component != 1)
            continue;
        double sum = 0;
        for (int j = 0; j < g->n; j++)
            sum += either(g, i, j) ? actor[j].eigenvector : 0;
        if (isnan(lambda))
            lambda = sum / actor[i].eigenvector;
        ent_assert_number(sum, lambda * actor[i].eigenvector, 1e-8);
        assert_true(actor[i].eigenvector > 0);
        most = fmax(most, actor[i].eigenvector);
    }
    ent_assert_number(most, 1, 1e-12);
}

static void random_networks_agree_with_the_plain_version(void **state)
{
    unsigned seed = 1;
    for (int round = 0; round < 60; round++) {
        plain g = {.n = 3 + round % 14};
        bool directed = round % 2;
        ent_network_tie ties[MOST * MOST];
        size_t count = 0;
        for (int i = 0; i < g.n; i++)
            for (int j = 0; j < g.n; j++) {
                seed = seed * 1664525u + 1013904223u;
                if (i == j || (!directed && j < i) || (seed >> 16) % 100 >= 10u + 10u * (unsigned)(round % 5))
                    continue;
                ties[count++] = (ent_network_tie){i, j, 1};
                g.tied[i][j] = true;
                g.tied[j][i] |= !directed;
            }
        ent_network network = {(size_t)g.n, ties, count, directed};
        check_against_plain(&g, &network);
        if (count > 0)
            check_eigenvector(&g, &network);
    }
}

/* ---- refusals ---- */

static void check_refused(ent_network network, const char *message)
{
    ent_network_figures all;
    ent_assert_fails(ent_network_measure(&network, NULL, &all, &error), &error, ENT_ERR_ARGUMENT,
                     message);
}

static void ties_that_cannot_be_are_refused(void **state)
{
    static const ent_network_tie outside = {0, 3, 1}, self = {1, 1, 1}, none = {0, 1, 0};
    static const ent_network_tie endless = {0, 1, INFINITY};
    static const ent_network_tie twice[] = {{0, 1, 1}, {1, 0, 1}};
    check_refused((ent_network){3, &outside, 1, false}, "tie 0 is of 0 and 3; expected 0 to 2");
    check_refused((ent_network){3, &self, 1, false}, "tie 0 is of actor 1 with itself");
    check_refused((ent_network){3, &none, 1, false}, "tie 0 has the weight 0; expected one above 0");
    check_refused((ent_network){3, &endless, 1, false}, "tie 0 has the weight inf; expected one above 0");
    check_refused((ent_network){3, twice, 2, false}, "actors 0 and 1 are tied twice");
    check_refused((ent_network){0, &outside, 1, false}, "there is a tie, but no actor");
    ent_network_figures all;
    ent_network both_ways = {3, twice, 2, true};
    measure(&both_ways, NULL, &all);
    ent_assert_number(all.reciprocity, 1, 0);
}

static ent_status use(void *context, ent_error *sweep_error)
{
    static const ent_network_tie ties[] = {{0, 1, 1}, {1, 2, 1}, {0, 2, 1}};
    ent_network network = {3, ties, 3, false};
    ent_network_figures all;
    return ent_network_measure(&network, NULL, &all, sweep_error);
}

/* Of our own requests: those of igraph do not come to the allocator of the tests. */
static void measures_survive_failing_memory(void **state)
{
    ent_sweep(use, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_star_has_one_centre),
        cmocka_unit_test(a_triangle_with_a_tail_by_hand),
        cmocka_unit_test(directions_count_for_degree_betweenness_and_reciprocity),
        cmocka_unit_test(of_equal_components_the_denser_one_is_the_largest),
        cmocka_unit_test(small_networks_are_missing_what_they_cannot_have),
        cmocka_unit_test(values_that_are_missing_leave_their_ties_out),
        cmocka_unit_test(assortativity_of_large_values_loses_no_digits),
        cmocka_unit_test(the_same_network_has_the_same_bytes_whatever_came_before),
        cmocka_unit_test(the_karate_club_has_the_published_figures),
        cmocka_unit_test(random_networks_agree_with_the_plain_version),
        cmocka_unit_test(ties_that_cannot_be_are_refused),
        cmocka_unit_test(measures_survive_failing_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
