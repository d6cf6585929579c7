/* Futures of the treaty family on made-up worlds: chances against those of ent_event_apply, at the origin and after years that
 * were simulated and then given as data; frequencies against chances; the same future again; failing memory. */
#include "entente/treaty.h"
#include "events/events.h"

#include "events/walk_world.h"

/* chance[N * N] by ent_event_apply at an origin, of pairs that are not tied or of those that are. */
static void apply(const ent_event_data *data, const ent_treaty_fit *fit, ent_event_task task, size_t origin, double chance[])
{
    known k;
    double p[PAIRS];
    ent_event_options options = ENT_EVENT_DEFAULTS;
    know(data, task, &k);
    ent_assert_ok(ent_event_apply(&k.rows, k.x, &k.treaties, ENT_EVENT_TREATY, &fit->routes, origin, origin, &options, p,
                                  &error), &error);
    for (size_t row = k.rows.first[origin]; row < k.rows.first[origin + 1]; row++) {
        double *to = &chance[k.rows.rows[row].a * N + k.rows.rows[row].b];
        *to = task == ENT_EVENT_DISSOLUTION ? 1 - p[row - k.rows.first[origin]] : p[row - k.rows.first[origin]];
    }
    forget(&k);
}

static ent_treaty_walk *begin(const world *w, const ent_treaty_fit *fit, size_t years)
{
    ent_treaty_walk *walk;
    ent_assert_ok(ent_treaty_walk_new(&w->data, ORIGIN, years, &walk, &error), &error);
    ent_treaty_walk_start(walk, fit);
    return walk;
}

static void pass(ent_treaty_walk *walk, uint32_t future, uint32_t year, double chance[], ent_treaty_counts *counts)
{
    ent_assert_ok(ent_treaty_walk_year(walk, 11, future, year, chance, counts, &error), &error);
}

/* Let new treaties of three or more bring so many ties in the first year. */
static void expect_multilateral(const world *w, ent_treaty_fit *fit, double ties)
{
    ent_treaty_fit alone = *fit;
    double chance[N * N] = {0}, sum = 0;
    alone.routes.bilateral.scale = alone.routes.accession.scale = 0;
    ent_treaty_walk *walk = begin(w, &alone, 1);
    pass(walk, 0, 0, chance, NULL);
    for (size_t i = 0; i < N; i++)
        for (size_t j = i + 1; j < N; j++)
            sum += w->tied[(ORIGIN * N + i) * N + j] ? 0 : chance[i * N + j];
    ent_treaty_walk_free(walk);
    fit->routes.multilateral.scale *= ties / sum;
}

/* Pairs i < j at an origin, tied or not. */
static void assert_same_chances(const world *w, size_t origin, bool tied, const double chance[], const double expected[])
{
    size_t compared = 0;
    for (size_t i = 0; i < N; i++)
        for (size_t j = i + 1; j < N; j++)
            if ((w->tied[(origin * N + i) * N + j] != 0) == tied) {
                ent_assert_number(chance[i * N + j], expected[i * N + j], 1e-12);
                ent_assert_number(chance[j * N + i], chance[i * N + j], 0);
                compared++;
            }
    assert_true(compared > 3);
}

/* ---- chances ---- */

static void chances_of_a_year_are_those_of_the_model(void **state)
{
    static world w;
    for (uint32_t seed = 1; seed <= 3; seed++) {
        double chance[N * N] = {0}, expected[N * N] = {0};
        make_world(&w, seed);
        ent_treaty_fit fit = learn(&w);
        fit.routes.exit.scale = fit.routes.end.scale = 0;
        ent_treaty_walk *walk = begin(&w, &fit, 1);
        pass(walk, 0, 0, chance, NULL);
        apply(&w.data, &fit, ENT_EVENT_FORMATION, ORIGIN, expected);
        assert_same_chances(&w, ORIGIN, false, chance, expected);
        ent_treaty_walk_free(walk);
    }
}

static void ties_end_as_the_model_has_it(void **state)
{
    static world w;
    double chance[N * N] = {0}, expected[N * N] = {0};
    make_world(&w, 1);
    ent_treaty_fit fit = learn(&w);
    fit.routes.accession.scale = 0;
    ent_treaty_walk *walk = begin(&w, &fit, 1);
    pass(walk, 0, 0, chance, NULL);
    apply(&w.data, &fit, ENT_EVENT_DISSOLUTION, ORIGIN, expected);
    assert_same_chances(&w, ORIGIN, true, chance, expected);
    ent_treaty_walk_free(walk);
}

/* ---- after years that were simulated ---- */

/* Which number a treaty of the walk has in the data: those that live at the origin, or did before, in order; then new ones. */
typedef struct {
    size_t number[4096], made;
    bool there[4096];
} numbering;

static size_t size_at(const world *w, size_t year, size_t k)
{
    size_t size = 0;
    for (size_t i = 0; i < N; i++)
        size += w->member[(year * TREATIES + k) * N + i];
    return size;
}

static void number_origin(const world *w, numbering *of)
{
    size_t slot = 0;
    *of = (numbering){.made = DATA_TREATIES};
    for (size_t k = 0; k < DATA_TREATIES; k++)
        if (size_at(w, ORIGIN, k) > 1 || size_at(w, ORIGIN - 1, k) > 1) {
            of->there[slot] = true;
            of->number[slot++] = k;
        }
}

/* The walk's year as data. */
static void write_year(world *w, const ent_treaty_walk *walk, numbering *of, size_t year)
{
    for (size_t slot = 0; slot < ent_treaty_walk_treaties(walk); slot++) {
        const uint8_t *member = ent_treaty_walk_members(walk, slot);
        if (member && !of->there[slot])
            of->number[slot] = of->made++;
        of->there[slot] = member != NULL;
        assert_true(of->made <= TREATIES);
        for (size_t i = 0; i < N && member; i++)
            w->member[(year * TREATIES + of->number[slot]) * N + i] = member[i] != 0;
    }
    set_ties(w, year);
    memset(w->dispute + year * N * N, 0, N * N);
    w->data.year_count = year + 1;
    assert_memory_equal(w->tied + year * N * N, ent_treaty_walk_tied(walk), N * N);
}

/* Every predictor, half-life and rate goes on as if the future were data: chances of the year after it by both. Gives how many
 * treaties were made. */
static size_t compare_after_years(bool exits, uint32_t future)
{
    static world w;
    static numbering of;
    double chance[N * N] = {0}, expected[N * N] = {0};
    make_world(&w, 1);
    ent_treaty_fit fit = learn(&w);
    if (exits)
        fit.routes.accession.scale = 0;
    else
        fit.routes.exit.scale = fit.routes.end.scale = 0;
    expect_multilateral(&w, &fit, 3);
    ent_treaty_walk *walk = begin(&w, &fit, YEARS - ORIGIN);
    number_origin(&w, &of);
    for (uint32_t year = 0; year < YEARS - ORIGIN - 1; year++) {
        pass(walk, future, year, NULL, NULL);
        write_year(&w, walk, &of, ORIGIN + 1 + year);
    }
    pass(walk, future, YEARS - ORIGIN - 1, chance, NULL);
    apply(&w.data, &fit, ENT_EVENT_FORMATION, YEARS - 1, expected);
    assert_same_chances(&w, YEARS - 1, false, chance, expected);
    if (exits) {
        apply(&w.data, &fit, ENT_EVENT_DISSOLUTION, YEARS - 1, expected);
        assert_same_chances(&w, YEARS - 1, true, chance, expected);
    }
    ent_treaty_walk_free(walk);
    return of.made - DATA_TREATIES;
}

static void what_was_simulated_is_known_as_if_it_were_data(void **state)
{
    size_t made = 0;
    for (uint32_t future = 0; future < 5; future++)
        made += compare_after_years(false, future) + compare_after_years(true, future);
    assert_true(made > 5);
}

/* ---- frequencies ---- */

static bool is_near(double found, double p, double count, double errors)
{
    return fabs(found - p) <= errors * sqrt(p * (1 - p) / count) + 1e-9;
}

/* Of what is added up in each future: is the mean what it should be, within 4.5 standard errors? */
typedef struct {
    double count, sum, squares;
} adding;

static void add(adding *to, double what)
{
    to->count++;
    to->sum += what;
    to->squares += what * what;
}

static bool has_mean(const adding *of, double expected)
{
    double mean = of->sum / of->count, sd = sqrt(of->squares / of->count - mean * mean);
    return fabs(mean - expected) <= 4.5 * sd / sqrt(of->count) + 1e-9;
}

static double sum_of(const uint8_t tied[])
{
    double sum = 0;
    for (size_t cell = 0; cell < N * N; cell++)
        sum += tied[cell];
    return sum;
}

/* Ties of one-year futures without multilateral treaties, whose sets the pair logit does not foresee; often joined treaties
 * that would often end. 45 pairs and 5 standard errors: by chance once in 40,000. */
static void ties_come_and_go_as_often_as_chances_say(void **state)
{
    enum { FUTURES = 6000 };
    static world w;
    double chance[N * N] = {0}, found[N * N] = {0}, expected = 0;
    adding ties = {0};
    make_world(&w, 1);
    ent_treaty_fit fit = learn(&w);
    fit.routes.multilateral.scale = 0;
    fit.routes.accession.scale *= 4;
    fit.routes.end.scale *= 4;
    ent_treaty_walk *walk = begin(&w, &fit, 1);
    for (uint32_t future = 0; future < FUTURES; future++) {
        ent_treaty_walk_start(walk, &fit);
        pass(walk, future, 0, chance, NULL);
        for (size_t cell = 0; cell < N * N; cell++)
            found[cell] += ent_treaty_walk_tied(walk)[cell];
        add(&ties, sum_of(ent_treaty_walk_tied(walk)));
    }
    for (size_t cell = 0; cell < N * N; cell++)
        expected += chance[cell] / FUTURES;
    assert_true(has_mean(&ties, expected));
    for (size_t cell = 0; cell < N * N; cell++)
        assert_true(is_near(found[cell] / FUTURES, chance[cell] / FUTURES, FUTURES, 5));
    ent_treaty_walk_free(walk);
}

/* Members of the walk's treaties; 0 of those that do not live. */
static void keep_members(const ent_treaty_walk *walk, uint8_t member[][N], size_t size[], size_t most)
{
    memset(member, 0, most * N);
    for (size_t k = 0; k < most; k++) {
        const uint8_t *is = ent_treaty_walk_members(walk, k);
        size[k] = 0;
        for (size_t i = 0; i < N && is; i++)
            size[k] += member[k][i] = is[i] != 0;
        if (size[k] < 2)
            size[k] = 0;
    }
}

/* As the data's past counts them: who leaves a treaty that lives on, and treaties that live no more. */
static void counts_are_those_of_the_data(void **state)
{
    enum { SLOTS = 256, FUTURES = 300 };
    static world w;
    static uint8_t before[SLOTS][N], after[SLOTS][N];
    size_t was[SLOTS], is[SLOTS], emptied = 0;
    make_world(&w, 1);
    ent_treaty_fit fit = learn(&w);
    fit.routes.exit.scale *= 5;
    ent_treaty_walk *walk = begin(&w, &fit, 3);
    for (uint32_t future = 0; future < FUTURES; future++) {
        ent_treaty_walk_start(walk, &fit);
        for (uint32_t year = 0; year < 3; year++) {
            ent_treaty_counts counts, expected = {0};
            keep_members(walk, before, was, SLOTS);
            pass(walk, future, year, NULL, &counts);
            keep_members(walk, after, is, SLOTS);
            assert_true(ent_treaty_walk_treaties(walk) <= SLOTS);
            for (size_t k = 0; k < SLOTS; k++) {
                expected.ends += was[k] > 0 && is[k] == 0;
                for (size_t i = 0; i < N && was[k] > 0 && is[k] > 0; i++) {
                    expected.exits += before[k][i] && !after[k][i];
                    expected.accessions += !before[k][i] && after[k][i];
                }
            }
            assert_int_equal(counts.ends, expected.ends);
            assert_int_equal(counts.exits, expected.exits);
            assert_int_equal(counts.accessions, expected.accessions);
            emptied += counts.ends;
        }
    }
    assert_true(emptied > 0);
    ent_treaty_walk_free(walk);
}

/* Candidates of each treaty join with p_i, two of them with 1.5 p_i p_j. */
static void states_join_together(void **state)
{
    enum { FUTURES = 4000 };
    static world w;
    static double joined[TREATIES][N][N];
    static numbering of;
    double all = 0;
    adding together = {0};
    known k;
    make_world(&w, 1);
    memset(joined, 0, sizeof joined);
    ent_treaty_fit fit = learn(&w);
    fit.routes.accession.scale *= 2;
    fit.routes.exit.scale = fit.routes.end.scale = 0;
    ent_treaty_walk *walk = begin(&w, &fit, 1);
    number_origin(&w, &of);
    for (uint32_t future = 0; future < FUTURES; future++) {
        double pairs = 0;
        ent_treaty_walk_start(walk, &fit);
        pass(walk, future, 0, NULL, NULL);
        for (size_t slot = 0; of.there[slot]; slot++) {
            const uint8_t *now = ent_treaty_walk_members(walk, slot);
            const uint8_t *before = w.member + (ORIGIN * TREATIES + of.number[slot]) * N;
            for (size_t i = 0; i < N && now; i++)
                for (size_t j = i; j < N; j++) {
                    bool both = now[i] && !before[i] && now[j] && !before[j];
                    joined[of.number[slot]][i][j] += both;
                    pairs += both && i != j;
                }
        }
        add(&together, pairs);
    }
    know(&w.data, ENT_EVENT_FORMATION, &k);
    double p[TREATIES][N] = {{0}};
    for (size_t at = k.treaties.first[ORIGIN]; at < k.treaties.first[ORIGIN + 1]; at++)
        p[k.treaties.candidates[at].treaty][k.treaties.candidates[at].actor] =
            event_logit_probability(&fit.routes.accession, k.treaties.x + at * ENT_ACCESSION_PREDICTORS);
    forget(&k);
    for (size_t t = 0; t < DATA_TREATIES; t++)
        for (size_t i = 0; i < N; i++)
            for (size_t j = i; j < N; j++) {
                double expected = i == j ? p[t][i] : 1.5 * p[t][i] * p[t][j];
                all += i == j ? 0 : expected;
                assert_true(is_near(joined[t][i][j] / FUTURES, expected, FUTURES, 5));
            }
    assert_true(has_mean(&together, all));
    ent_treaty_walk_free(walk);
}

/* Sets of three and more bring as many ties as the pair logit expects, though they gather pairs that are tied already. */
static void new_treaties_bring_as_many_ties_as_the_logit_has(void **state)
{
    enum { FUTURES = 20000 };
    static world w;
    const double expected = 0.1; /* so that two hardly ever come at once */
    adding ties = {0}, treaties = {0};
    make_world(&w, 1);
    ent_treaty_fit fit = learn(&w);
    fit.gather = 3;
    fit.routes.bilateral.scale = fit.routes.accession.scale = fit.routes.exit.scale = fit.routes.end.scale = 0;
    expect_multilateral(&w, &fit, expected);
    ent_treaty_walk *walk = begin(&w, &fit, 1);
    for (uint32_t future = 0; future < FUTURES; future++) {
        ent_treaty_counts counts;
        ent_treaty_walk_start(walk, &fit);
        pass(walk, future, 0, NULL, &counts);
        add(&treaties, (double)counts.multilateral);
        add(&ties, (sum_of(ent_treaty_walk_tied(walk)) - sum_of(w.tied + ORIGIN * N * N)) / 2);
    }
    assert_true(treaties.sum > 300 && ties.sum < 5 * treaties.sum);
    assert_true(has_mean(&ties, expected));
    ent_treaty_walk_free(walk);
}

/* A new treaty stands with all its members at once: three, four or six. */
static void a_treaty_comes_with_its_members(void **state)
{
    static world w;
    static numbering of;
    size_t seen[N + 1] = {0};
    make_world(&w, 1);
    number_origin(&w, &of);
    ent_treaty_fit fit = learn(&w);
    fit.routes.bilateral.scale = 0;
    expect_multilateral(&w, &fit, 1);
    ent_treaty_walk *walk = begin(&w, &fit, 1);
    for (uint32_t future = 0; future < 300; future++) {
        size_t made = 0;
        ent_treaty_counts counts;
        ent_treaty_walk_start(walk, &fit);
        pass(walk, future, 0, NULL, &counts);
        for (size_t slot = 0; slot < ent_treaty_walk_treaties(walk); slot++) {
            if (of.there[slot])
                continue;
            const uint8_t *member = ent_treaty_walk_members(walk, slot);
            size_t size = 0;
            for (size_t i = 0; i < N && member; i++)
                size += member[i] != 0;
            made += member != NULL;
            seen[size]++;
        }
        assert_true(made <= counts.multilateral);
    }
    assert_true(seen[3] > 0 && seen[4] > 0 && seen[6] > 0);
    assert_int_equal(seen[2] + seen[5] + seen[7], 0);
    ent_treaty_walk_free(walk);
}

/* ---- sameness ---- */

typedef struct {
    uint8_t tied[N * N];
    double chance[N * N];
    ent_treaty_counts counts;
} outcome;

static outcome run(ent_treaty_walk *walk, const ent_treaty_fit *fit, uint32_t future)
{
    outcome out;
    memset(&out, 0, sizeof out);
    ent_treaty_walk_start(walk, fit);
    for (uint32_t year = 0; year < 5; year++)
        pass(walk, future, year, out.chance, &out.counts);
    memcpy(out.tied, ent_treaty_walk_tied(walk), sizeof out.tied);
    return out;
}

static void a_future_is_the_same_whatever_came_before(void **state)
{
    static world w;
    make_world(&w, 1);
    ent_treaty_fit fit = learn(&w);
    ent_treaty_walk *walk = begin(&w, &fit, 5), *other = begin(&w, &fit, 5);
    outcome alone = run(walk, &fit, 7), differs = run(other, &fit, 3);
    assert_true(memcmp(&alone, &differs, sizeof alone) != 0);
    ent_treaty_walk_start(other, &fit);
    for (size_t k = 0; k < 120; k++) { /* more treaties than there is room for */
        size_t members[] = {k % 4, 4 + k % 6};
        ent_assert_ok(ent_treaty_walk_sign(other, members, 2, &error), &error);
    }
    assert_true(ent_treaty_walk_tied(other)[0 * N + 4] && ent_treaty_walk_tied(other)[3 * N + 7]);
    pass(other, 1, 0, NULL, NULL);
    outcome again = run(other, &fit, 7);
    assert_memory_equal(&alone, &again, sizeof alone);
    ent_treaty_walk_free(walk);
    ent_treaty_walk_free(other);
}

/* ---- changes at the origin ---- */

/* Level and rate are not learnt from a change, so predictors of the level are left out here. */
static void leave_out_level(ent_event_logit *fit)
{
    for (size_t k = 0; k < ENT_PAIR_PREDICTORS; k++)
        if (strncmp(ent_event_pair_predictor(k), "rate_", 5) == 0)
            fit->coefficient[k] = 0;
}

/* Signed by the walk, or in the data of the origin: the same is known. */
static void a_treaty_that_is_signed_is_as_in_the_data(void **state)
{
    static world w, with;
    const size_t members[] = {0, 6, 9};
    double chance[N * N] = {0}, expected[N * N] = {0};
    make_world(&w, 1);
    make_world(&with, 1);
    ent_treaty_fit fit = learn(&w);
    leave_out_level(&fit.routes.bilateral);
    leave_out_level(&fit.routes.multilateral);
    for (size_t k = 0; k < 3; k++)
        with.member[(ORIGIN * TREATIES + DATA_TREATIES) * N + members[k]] = 1;
    set_ties(&with, ORIGIN);
    ent_treaty_walk *walk = begin(&w, &fit, 1), *other = begin(&with, &fit, 1);
    ent_assert_ok(ent_treaty_walk_sign(walk, members, 3, &error), &error);
    assert_memory_equal(ent_treaty_walk_tied(walk), with.tied + ORIGIN * N * N, N * N);
    pass(walk, 0, 0, chance, NULL);
    pass(other, 0, 0, expected, NULL);
    for (size_t cell = 0; cell < N * N; cell++)
        ent_assert_number(chance[cell], expected[cell], 1e-12);
    ent_treaty_walk_free(walk);
    ent_treaty_walk_free(other);
}

static void a_tie_that_ends_leaves_others(void **state)
{
    static world w;
    make_world(&w, 1);
    ent_treaty_fit fit = learn(&w);
    ent_treaty_walk *walk = begin(&w, &fit, 2);
    uint8_t expected[N * N];
    size_t i = 0, j = 1;
    while (!w.tied[(ORIGIN * N + i) * N + j])
        j = j + 1 < N ? j + 1 : ++i + 1;
    memcpy(expected, w.tied + ORIGIN * N * N, sizeof expected);
    expected[i * N + j] = expected[j * N + i] = 0;
    ent_assert_ok(ent_treaty_walk_end(walk, i, j, &error), &error);
    assert_memory_equal(ent_treaty_walk_tied(walk), expected, sizeof expected);
    pass(walk, 0, 0, NULL, NULL);
    ent_assert_fails(ent_treaty_walk_end(walk, i, j, &error), &error, ENT_ERR_ARGUMENT,
                     "a change comes before the first year of a future");
    pass(walk, 0, 1, NULL, NULL);
    ent_assert_fails(ent_treaty_walk_year(walk, 0, 0, 2, NULL, NULL, &error), &error, ENT_ERR_ARGUMENT,
                     "year 2 of a future of at most 2");
    ent_treaty_walk_free(walk);
}

/* Pairs that are tied without a treaty, and members that are not tied. The first end at the rate of all ties. */
static void lists_of_ties_and_treaties_may_differ(void **state)
{
    static world w;
    double chance[N * N] = {0};
    size_t bare = 0, apart = 0;
    make_world(&w, 1);
    for (size_t i = 0; i < N; i++)
        for (size_t j = i + 1; j < N; j++)
            for (size_t year = 0; year <= ORIGIN && (i + j) % 4 == 0; year++) {
                size_t cell = (year * N + i) * N + j, back = (year * N + j) * N + i;
                w.tied[cell] = w.tied[back] = !w.tied[cell] && w.present[year * N + i] && w.present[year * N + j];
                w.treaty[cell] = w.treaty[back] = 0;
            }
    double held = 0, ended = 0;
    for (size_t year = 1; year <= ORIGIN; year++)
        for (size_t i = 0; i < N; i++)
            for (size_t j = i + 1; j < N; j++) {
                bool before = w.tied[((year - 1) * N + i) * N + j] != 0;
                held += before;
                ended += before && !w.tied[(year * N + i) * N + j];
            }
    ent_treaty_fit fit = learn(&w);
    fit.routes.accession.scale = 0;
    ent_treaty_walk *walk = begin(&w, &fit, 1);
    assert_memory_equal(ent_treaty_walk_tied(walk), w.tied + ORIGIN * N * N, N * N);
    pass(walk, 0, 0, chance, NULL);
    for (size_t i = 0; i < N; i++)
        for (size_t j = i + 1; j < N; j++) {
            size_t common = 0;
            for (size_t k = 0; k < DATA_TREATIES; k++)
                common += share(&w, ORIGIN, k, i, j);
            bool tied = w.tied[(ORIGIN * N + i) * N + j] != 0;
            if (tied && common == 0)
                ent_assert_number(chance[i * N + j], 1 - ended / held, 1e-12);
            bare += tied && common == 0;
            apart += !tied && common > 0;
        }
    assert_true(bare > 2 && apart > 2);
    ent_treaty_walk_free(walk);
}

/* ---- refusals ---- */

static ent_status walk_once(void *context, ent_error *failed)
{
    const world *w = context;
    static ent_treaty_fit fit;
    ent_treaty_walk *walk;
    const size_t members[] = {0, 6, 9};
    fit = (ent_treaty_fit){.size_count = 1, .size = {3}, .size_weight = {1}};
    ent_status status = ent_treaty_walk_new(&w->data, ORIGIN, 2, &walk, failed);
    if (status != ENT_OK)
        return status;
    ent_treaty_walk_start(walk, &fit);
    for (size_t k = 0; k < 80 && status == ENT_OK; k++)
        status = ent_treaty_walk_sign(walk, members, 3, failed);
    if (status == ENT_OK)
        status = ent_treaty_walk_year(walk, 1, 0, 0, NULL, NULL, failed);
    ent_treaty_walk_free(walk);
    return status;
}

static void memory_may_run_out(void **state)
{
    static world w;
    make_world(&w, 1);
    ent_sweep(walk_once, &w);
}

static void data_without_treaties_are_refused(void **state)
{
    static world w;
    ent_treaty_walk *walk;
    make_world(&w, 1);
    ent_assert_fails(ent_treaty_walk_new(&w.data, ORIGIN + 1, 1, &walk, &error), &error, ENT_ERR_ARGUMENT,
                     "the origin 20 is none of 20 years");
    w.data.member = NULL;
    ent_assert_fails(ent_treaty_walk_new(&w.data, ORIGIN, 1, &walk, &error), &error, ENT_ERR_ARGUMENT,
                     "futures of treaties need treaties, contiguity, capitals and regions");
    assert_null(walk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(chances_of_a_year_are_those_of_the_model),
        cmocka_unit_test(ties_end_as_the_model_has_it),
        cmocka_unit_test(what_was_simulated_is_known_as_if_it_were_data),
        cmocka_unit_test(ties_come_and_go_as_often_as_chances_say),
        cmocka_unit_test(counts_are_those_of_the_data),
        cmocka_unit_test(states_join_together),
        cmocka_unit_test(new_treaties_bring_as_many_ties_as_the_logit_has),
        cmocka_unit_test(a_treaty_comes_with_its_members),
        cmocka_unit_test(a_future_is_the_same_whatever_came_before),
        cmocka_unit_test(a_treaty_that_is_signed_is_as_in_the_data),
        cmocka_unit_test(a_tie_that_ends_leaves_others),
        cmocka_unit_test(lists_of_ties_and_treaties_may_differ),
        cmocka_unit_test(memory_may_run_out),
        cmocka_unit_test(data_without_treaties_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
