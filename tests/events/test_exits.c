/* How treaties lose members and end, on made-up data with figures by hand. With a very large ridge all coefficients are 0 and
 * each logit is its share of events in training. */
#include "entente/events.h"

#include "support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { N = 6, YEARS = 16, TREATIES = 4, ROWS_MOST = YEARS * N * (N - 1) / 2 };
static ent_error error;
static const double even = 1e12; /* a ridge that leaves no differences */

/* Six states in a row along the equator, a degree apart; 5 is there to year 8. */
typedef struct {
    uint8_t present[YEARS * N], tied[YEARS * N * N], contiguity[YEARS * N * N], member[YEARS * TREATIES * N];
    uint8_t major[YEARS * N], rival[YEARS * N * N], dispute[YEARS * N * N];
    int treaty[YEARS * N * N], region[N], subregion[N];
    double latitude[YEARS * N], longitude[YEARS * N], capability[YEARS * N], x[ROWS_MOST * ENT_GEOGRAPHY], p[ROWS_MOST];
    ent_event_data data;
    ent_event_rows rows;
    ent_event_treaties treaties;
    ent_event_fit fit;
} small_world;

static void mark(uint8_t of[], size_t year, size_t i, size_t j)
{
    of[(year * N + i) * N + j] = of[(year * N + j) * N + i] = 1;
}

/* State i is in the treaty (1, 2, 3, 4) in these years, and tied with those who are in it. */
static void join(small_world *w, int treaty, size_t i, size_t from, size_t to)
{
    for (size_t year = from; year <= to; year++) {
        uint8_t *member = w->member + (year * TREATIES + (size_t)treaty - 1) * N;
        for (size_t j = 0; j < N; j++) {
            size_t forth = (year * N + i) * N + j, back = (year * N + j) * N + i;
            if (!member[j] || w->tied[forth])
                continue;
            w->tied[forth] = w->tied[back] = 1;
            w->treaty[forth] = w->treaty[back] = treaty;
        }
        member[i] = 1;
    }
}

/* Treaty 1: 0 and 1 in the years 1 to 11, 2 to year 6.  Treaty 2: 3 and 5 from 2 till 5 is no more.
 * Treaty 3: 3 and 4 from 3 to 12, 2 from 5.             Treaty 4: 0 and 1 from 4 on.
 * 0 and 4 are tied from 2 on, by no treaty. */
static void begin(small_world *w)
{
    memset(w, 0, sizeof *w);
    for (size_t year = 0; year < YEARS; year++)
        for (size_t i = 0; i < N; i++) {
            w->present[year * N + i] = i < 5 || year <= 8;
            w->longitude[year * N + i] = (double)i;
            w->capability[year * N + i] = i == 2 ? (double)NAN : 0.1;
            w->major[year * N + i] = i == 0;
        }
    w->region[0] = w->region[1] = 1;
    w->region[2] = 2;
    for (size_t i = 0; i < 3; i++)
        join(w, 1, i, 1, i < 2 ? 11 : 6);
    join(w, 2, 3, 2, 8);
    join(w, 2, 5, 2, 8);
    join(w, 3, 3, 3, 12);
    join(w, 3, 4, 3, 12);
    join(w, 3, 2, 5, 12);
    join(w, 4, 0, 4, YEARS - 1);
    join(w, 4, 1, 4, YEARS - 1);
    for (size_t year = 0; year < YEARS; year++) {
        mark(w->rival, year, 0, 1);
        if (year >= 2)
            mark(w->tied, year, 0, 4);
    }
    mark(w->dispute, 4, 1, 2);
    w->data = (ent_event_data){.actor_count = N, .year_count = YEARS, .present = w->present, .tied = w->tied,
                               .treaty = w->treaty, .treaty_count = TREATIES, .member = w->member,
                               .latitude = w->latitude, .longitude = w->longitude, .contiguity = w->contiguity,
                               .region = w->region, .subregion = w->subregion, .major = w->major,
                               .capability = w->capability, .rival = w->rival, .dispute = w->dispute};
}

static void make(small_world *w, ent_event_task task, size_t horizon)
{
    ent_assert_ok(ent_event_rows_of_task(&w->data, task, horizon, &w->rows, &error), &error);
    ent_assert_ok(ent_event_geography(&w->data, &w->rows, w->x, &error), &error);
    ent_assert_ok(ent_event_treaties_make(&w->data, &w->rows, w->x, &w->treaties, &error), &error);
}

static void end(small_world *w)
{
    ent_event_treaties_clear(&w->treaties);
    ent_event_rows_clear(&w->rows);
}

/* What is learnt up to a year, of an origin. */
static void forecast(small_world *w, size_t learnt, size_t origin, double ridge)
{
    ent_event_options options = ENT_EVENT_DEFAULTS;
    options.ridge = ridge;
    ent_assert_ok(ent_event_learn(&w->rows, w->x, &w->treaties, learnt, &options, &w->fit, &error), &error);
    ent_assert_ok(ent_event_apply(&w->rows, w->x, &w->treaties, ENT_EVENT_TREATY, &w->fit, origin, origin, &options, w->p,
                                  &error), &error);
}

static double probability(const small_world *w, size_t origin, int a, int b)
{
    for (size_t row = w->rows.first[origin]; row < w->rows.first[origin + 1]; row++)
        if (w->rows.rows[row].a == a && w->rows.rows[row].b == b)
            return w->p[row - w->rows.first[origin]];
    fail_msg("no row %d-%d at origin %zu", a, b, origin);
    return 0;
}

/* ---- cases ---- */

/* Of actor -1: of the treaty itself. */
static size_t case_of(const ent_event_partings *of, size_t origin, int treaty, int actor)
{
    for (size_t at = of->first[origin]; at < of->first[origin + 1]; at++)
        if (of->cases[at].treaty == treaty - 1 && of->cases[at].actor == actor)
            return at;
    fail_msg("no case of treaty %d, actor %d at origin %zu", treaty, actor, origin);
    return 0;
}

static double exit_x(const small_world *w, size_t origin, int treaty, int actor, const char *name)
{
    size_t k = 0;
    while (strcmp(ent_event_exit_predictor(k), name) != 0)
        k++;
    return w->treaties.exits.x[case_of(&w->treaties.exits, origin, treaty, actor) * ENT_EXIT_PREDICTORS + k];
}

static double end_x(const small_world *w, size_t origin, int treaty, const char *name)
{
    size_t k = 0;
    while (strcmp(ent_event_end_predictor(k), name) != 0)
        k++;
    return w->treaties.ends.x[case_of(&w->treaties.ends, origin, treaty, -1) * ENT_END_PREDICTORS + k];
}

static void predictors_of_an_exit(void **state)
{
    static small_world w;
    const double km = 6378.137 * acos(-1) / 180, e = exp(-km / 1000);
    begin(&w);
    make(&w, ENT_EVENT_DISSOLUTION, 1);
    ent_assert_number(exit_x(&w, 6, 1, 2, "log_membership"), log(6), 1e-12);
    ent_assert_number(exit_x(&w, 6, 1, 2, "log_age"), log(6), 1e-12);
    ent_assert_number(exit_x(&w, 6, 1, 2, "log_size"), log(3), 1e-12);
    ent_assert_number(exit_x(&w, 6, 1, 2, "members_of_region"), 1. / 3, 1e-12);
    ent_assert_number(exit_x(&w, 6, 1, 0, "members_of_region"), 2. / 3, 1e-12);
    ent_assert_number(exit_x(&w, 6, 1, 0, "neighbourhood_inside"),
                      (e + e * e) / (e + e * e + pow(e, 3) + pow(e, 4) + pow(e, 5)), 1e-12);
    ent_assert_number(exit_x(&w, 6, 1, 2, "members_hostile"), .5, 1e-12); /* a dispute with 1 two years ago */
    ent_assert_number(exit_x(&w, 6, 1, 1, "members_hostile"), 1, 0);      /* that one, and 0 is a rival */
    ent_assert_number(exit_x(&w, 6, 1, 0, "major_power"), 1, 0);
    ent_assert_number(exit_x(&w, 6, 1, 1, "major_power"), 0, 0);
    ent_assert_number(exit_x(&w, 6, 1, 1, "capability"), log(.1001), 1e-12);
    assert_true(isnan(exit_x(&w, 6, 1, 2, "capability")));
    ent_assert_number(exit_x(&w, 6, 1, 2, "multilateral"), 1, 0);
    ent_assert_number(exit_x(&w, 7, 1, 0, "multilateral"), 0, 0);
    ent_assert_number(exit_x(&w, 6, 1, 0, "log_exits_of_treaty"), 0, 0); /* 2 leaves in year 7: that counts for five years */
    ent_assert_number(exit_x(&w, 7, 1, 0, "log_exits_of_treaty"), log(2), 1e-12);
    ent_assert_number(exit_x(&w, 11, 1, 0, "log_exits_of_treaty"), log(2), 1e-12);
    ent_assert_number(exit_x(&w, 6, 3, 2, "log_exits_of_member"), 0, 0);
    ent_assert_number(exit_x(&w, 11, 3, 2, "log_exits_of_member"), log(2), 1e-12);
    ent_assert_number(exit_x(&w, 12, 3, 2, "log_exits_of_member"), 0, 0);
    ent_assert_number(exit_x(&w, 11, 3, 3, "log_exits_of_member"), 0, 0); /* that treaty 2 ceased was no exit */
    ent_assert_number(exit_x(&w, 7, 3, 2, "log_membership"), log(3), 1e-12);
    assert_null(ent_event_exit_predictor(ENT_EXIT_PREDICTORS));
    end(&w);
}

/* Treaty 1 began in year 1, so its fifth year is 6; 2 came to treaty 3 (of year 3) in year 5. */
static void anniversaries(void **state)
{
    static const struct {
        size_t horizon, origin;
        int treaty, actor;
        double is;
    } cases[] = {{1, 1, 1, 0, 0}, {1, 5, 1, 0, 0}, {1, 6, 1, 0, 1}, {1, 7, 1, 0, 0}, {1, 11, 1, 0, 1}, {1, 7, 3, 2, 0},
                 {1, 8, 3, 2, 1}, {1, 10, 3, 2, 1}, {1, 10, 3, 3, 0}, {2, 5, 1, 0, 1}, {2, 4, 1, 0, 0}, {5, 1, 1, 0, 0},
                 {5, 2, 1, 0, 1}, {5, 7, 1, 0, 1}};
    static small_world w;
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        begin(&w);
        make(&w, ENT_EVENT_DISSOLUTION, cases[k].horizon);
        ent_assert_number(exit_x(&w, cases[k].origin, cases[k].treaty, cases[k].actor, "anniversary"), cases[k].is, 0);
        if (cases[k].treaty == 1)
            ent_assert_number(end_x(&w, cases[k].origin, 1, "anniversary"), cases[k].is, 0);
        end(&w);
    }
}

/* At risk a year: treaty 1 in 2 to 12, treaty 2 in 3 to 8, treaty 3 in 4 to 13, treaty 4 from 5 on. */
static void predictors_of_an_end(void **state)
{
    static small_world w;
    begin(&w);
    make(&w, ENT_EVENT_DISSOLUTION, 1);
    ent_assert_number(end_x(&w, 6, 1, "log_age"), log(6), 1e-12);
    ent_assert_number(end_x(&w, 6, 1, "log_size"), log(3), 1e-12);
    ent_assert_number(end_x(&w, 6, 1, "bilateral"), 0, 0);
    ent_assert_number(end_x(&w, 7, 1, "bilateral"), 1, 0);
    ent_assert_number(end_x(&w, 7, 1, "log_exits_of_treaty"), log(2), 1e-12);
    ent_assert_number(end_x(&w, 6, 1, "pairs_rivals"), 1. / 3, 1e-12);
    ent_assert_number(end_x(&w, 6, 1, "pairs_in_dispute"), 1. / 3, 1e-12);
    ent_assert_number(end_x(&w, 3, 1, "pairs_in_dispute"), 0, 0);
    ent_assert_number(end_x(&w, 6, 1, "major_power_inside"), 1, 0);
    ent_assert_number(end_x(&w, 6, 3, "major_power_inside"), 0, 0);
    ent_assert_number(end_x(&w, 6, 1, "mean_capability"), log(.1001), 1e-12);
    ent_assert_number(end_x(&w, 11, 1, "log_rate_of_ends"), log(.5 / (10 + 6 + 8 + 7 + 1)), 1e-12);
    ent_assert_number(end_x(&w, 12, 3, "log_rate_of_ends"), log(1.5 / (10 + 6 + 9 + 8 + 1)), 1e-12);
    assert_null(ent_event_end_predictor(ENT_END_PREDICTORS));
    end(&w);
}

static void is_case(const ent_event_partings *of, size_t origin, int treaty, int actor, int known, int parted, int size)
{
    const ent_event_parting *is = &of->cases[case_of(of, origin, treaty, actor)];
    assert_int_equal(is->known, known);
    assert_int_equal(is->parted, parted);
    assert_int_equal(is->size, size);
}

static void what_became_of_them(void **state)
{
    static small_world w;
    begin(&w);
    make(&w, ENT_EVENT_DISSOLUTION, 1);
    const ent_event_partings *exits = &w.treaties.exits, *ends = &w.treaties.ends;
    is_case(exits, 6, 1, 2, 1, 1, 1);
    is_case(exits, 6, 1, 0, 1, 0, 0);
    is_case(ends, 6, 1, -1, 1, 0, 0); /* it loses a member, and lives */
    is_case(exits, 11, 1, 0, 0, 0, 0); /* its treaty ends: it did not leave */
    is_case(ends, 11, 1, -1, 1, 1, 1);
    is_case(exits, 8, 2, 5, 0, 0, 0); /* a state dies: nothing is known */
    is_case(exits, 8, 2, 3, 0, 0, 0);
    is_case(ends, 8, 2, -1, 0, 0, 0);
    is_case(ends, 7, 2, -1, 1, 0, 0);
    is_case(ends, YEARS - 1, 4, -1, 0, 0, 0); /* what comes then is not there */
    is_case(exits, YEARS - 1, 4, 0, 0, 0, 0);
    assert_int_equal(ends->first[4] - ends->first[3], 3);
    assert_int_equal(exits->first[4] - exits->first[3], 7);
    end(&w);
    begin(&w);
    make(&w, ENT_EVENT_DISSOLUTION, 5);
    is_case(&w.treaties.ends, 4, 2, -1, 0, 0, 0); /* five years on 5 is no more */
    is_case(&w.treaties.ends, 8, 1, -1, 1, 1, 1);
    is_case(&w.treaties.exits, 2, 1, 2, 1, 1, 1);
    end(&w);
}

/* Two leave treaty 3 at once, but a new member keeps it alive: each weighs 1 / sqrt(2). A third is no more. */
static void members_leave_together(void **state)
{
    static small_world w;
    begin(&w);
    memset(w.member, 0, sizeof w.member);
    join(&w, 3, 2, 1, 5);
    join(&w, 3, 3, 1, 5);
    join(&w, 3, 4, 1, YEARS - 1);
    join(&w, 3, 0, 6, YEARS - 1);
    make(&w, ENT_EVENT_DISSOLUTION, 1);
    is_case(&w.treaties.exits, 5, 3, 2, 1, 1, 2);
    is_case(&w.treaties.exits, 5, 3, 3, 1, 1, 2);
    is_case(&w.treaties.exits, 5, 3, 4, 1, 0, 0);
    is_case(&w.treaties.ends, 5, 3, -1, 1, 0, 0);
    ent_assert_number(exit_x(&w, 6, 3, 0, "log_exits_of_treaty"), log(3), 1e-12);
    ent_assert_number(exit_x(&w, 6, 3, 0, "log_membership"), 0, 0);
    end(&w);
}

/* ---- probabilities ---- */

/* Learnt from origins 0 to 12. Ends: treaty 1 is known 11 times, 2 six, 3 ten, 4 nine; two ended. Exits: 3 * 6 + 2 * 4, 2 * 6,
 * 2 * 2 + 3 * 7, 2 * 9; one left. */
static void a_tie_ends_when_all_its_treaties_do(void **state)
{
    static small_world w;
    ent_event_options options = ENT_EVENT_DEFAULTS;
    double recent[N * N];
    const double e = 2. / 36, x = 1. / 81, one = 1 - (1 - e) * (1 - x) * (1 - x);
    begin(&w);
    make(&w, ENT_EVENT_DISSOLUTION, 1);
    forecast(&w, 13, 5, even);
    assert_int_equal(w.fit.end.cases, 36);
    assert_int_equal(w.fit.end.events, 2);
    assert_int_equal(w.fit.exit.cases, 81);
    assert_int_equal(w.fit.exit.events, 1);
    assert_int_equal(w.fit.bilateral.cases, 0); /* nothing of new ties, or of geography */
    assert_int_equal(w.fit.geo.cases, 0);
    ent_assert_number(probability(&w, 5, 0, 2), one, 1e-9);
    ent_assert_number(probability(&w, 5, 0, 1), one * one, 1e-9); /* by treaties 1 and 4 */
    forecast(&w, 13, 12, even);
    ent_assert_number(probability(&w, 12, 0, 1), one, 1e-9);
    ent_assert_ok(ent_event_apply(&w.rows, NULL, NULL, ENT_EVENT_RECENT, &w.fit, 12, 12, &options, recent, &error), &error);
    ent_assert_number(probability(&w, 12, 0, 4), recent[1], 0); /* the rows are 0-1, 0-4, 2-3, 2-4, 3-4 */
    assert_true(recent[1] > 0);
    end(&w);
}

/* By one case, from the fit as it is printed. */
static double plain_probability(const ent_event_logit *fit, const double x[])
{
    double eta = fit->intercept;
    for (size_t k = 0; k < fit->predictor_count; k++)
        if (!isnan(x[k]) && fit->sd[k] > 0)
            eta += fit->coefficient[k] * (fmin(fmax(x[k], fit->low[k]), fit->high[k]) - fit->mean[k]) / fit->sd[k];
    return fmin(fit->scale / (1 + exp(-eta)), 1);
}

static double plain_end(const small_world *w, size_t s, int a, int b)
{
    const ent_event_treaties *t = &w->treaties;
    double ended = 1;
    for (int treaty = 1; treaty <= TREATIES; treaty++) {
        const uint8_t *member = w->member + (s * TREATIES + (size_t)treaty - 1) * N;
        if (!member[a] || !member[b])
            continue;
        double e = plain_probability(&w->fit.end, t->ends.x + case_of(&t->ends, s, treaty, -1) * ENT_END_PREDICTORS);
        double i = plain_probability(&w->fit.exit, t->exits.x + case_of(&t->exits, s, treaty, a) * ENT_EXIT_PREDICTORS);
        double j = plain_probability(&w->fit.exit, t->exits.x + case_of(&t->exits, s, treaty, b) * ENT_EXIT_PREDICTORS);
        ended *= 1 - (1 - e) * (1 - i) * (1 - j);
    }
    return ended;
}

static void probabilities_are_those_of_the_formula(void **state)
{
    static small_world w;
    begin(&w);
    make(&w, ENT_EVENT_DISSOLUTION, 1);
    for (size_t s = 4; s <= 12; s++) {
        forecast(&w, 13, s, 1);
        for (size_t row = w.rows.first[s]; row < w.rows.first[s + 1]; row++) {
            int a = w.rows.rows[row].a, b = w.rows.rows[row].b;
            if (a != 0 || b != 4)
                ent_assert_number(w.p[row - w.rows.first[s]], plain_end(&w, s, a, b), 1e-12);
        }
    }
    double last = probability(&w, 12, 0, 1);
    assert_true(probability(&w, 12, 3, 4) > 1.2 * last || last > 1.2 * probability(&w, 12, 3, 4)); /* by predictors, too */
    end(&w);
}

/* Pairs that are not tied get what formation gives them, to the last digit; ties one less than dissolution does. */
static void all_pairs_are_those_of_both_tasks(void **state)
{
    static small_world w, parts[2];
    begin(&w);
    make(&w, ENT_EVENT_ALL, 1);
    forecast(&w, 13, 12, 1);
    for (int tied = 0; tied < 2; tied++) {
        small_world *part = &parts[tied];
        begin(part);
        make(part, tied ? ENT_EVENT_DISSOLUTION : ENT_EVENT_FORMATION, 1);
        forecast(part, 13, 12, 1);
        for (size_t row = part->rows.first[12]; row < part->rows.first[13]; row++) {
            double p = part->p[row - part->rows.first[12]], is = probability(&w, 12, part->rows.rows[row].a, part->rows.rows[row].b);
            ent_assert_number(is, tied ? 1 - p : p, 0);
        }
        end(part);
    }
    assert_int_equal(w.fit.bilateral.events, parts[0].fit.bilateral.events);
    assert_true(w.fit.accession.events > 0 && w.fit.end.events > 0);
    end(&w);
}

/* ---- nothing later ---- */

static void turn_everything_after(small_world *w, size_t year)
{
    for (size_t at = (year + 1) * N; at < YEARS * N; at++) {
        w->present[at] = at % N != 1;
        w->capability[at] = 0.3;
        w->latitude[at] = 40;
        w->major[at] = !w->major[at];
    }
    for (size_t at = (year + 1) * N * N; at < YEARS * N * N; at++) {
        w->tied[at] = !w->tied[at];
        w->treaty[at] = 1;
        w->rival[at] = w->dispute[at] = 1;
        w->contiguity[at] = 1;
    }
    for (size_t at = (year + 1) * TREATIES * N; at < YEARS * TREATIES * N; at++)
        w->member[at] = !w->member[at];
}

static size_t count_changes(ent_event_task task, size_t horizon, size_t after)
{
    static small_world w, other;
    size_t changes = 0;
    begin(&w);
    begin(&other);
    turn_everything_after(&other, after);
    make(&w, task, horizon);
    make(&other, task, horizon);
    forecast(&w, 12, 12, 1);
    forecast(&other, 12, 12, 1);
    if (w.rows.first[13] - w.rows.first[12] != other.rows.first[13] - other.rows.first[12])
        changes++;
    for (size_t k = 0; k < w.rows.first[13] - w.rows.first[12] && changes == 0; k++)
        changes += w.p[k] < other.p[k] || w.p[k] > other.p[k];
    end(&w);
    end(&other);
    return changes;
}

static void nothing_later_is_known(void **state)
{
    for (size_t horizon = 1; horizon <= 3; horizon += 2) {
        assert_int_equal(count_changes(ENT_EVENT_DISSOLUTION, horizon, 12), 0);
        assert_int_equal(count_changes(ENT_EVENT_ALL, horizon, 12), 0);
        assert_true(count_changes(ENT_EVENT_DISSOLUTION, horizon, 11) > 0);
    }
}

/* ---- without treaties, without memory ---- */

static void ties_without_treaties_end_by_the_recent_rate(void **state)
{
    static small_world w;
    begin(&w);
    w.data.treaty = NULL;
    w.data.member = NULL;
    make(&w, ENT_EVENT_DISSOLUTION, 1);
    assert_int_equal(w.treaties.exits.count, 0);
    forecast(&w, 12, 12, 1);
    ent_assert_number(probability(&w, 12, 0, 1), probability(&w, 12, 0, 4), 0);
    assert_true(probability(&w, 12, 0, 1) > 0);
    end(&w);
}

static ent_status call_task(small_world *w, ent_event_task task, ent_error *failed)
{
    ent_event_options options = ENT_EVENT_DEFAULTS;
    ent_event_rows rows;
    ent_event_treaties treaties = {0};
    ent_status status = ent_event_rows_of_task(&w->data, task, 1, &rows, failed);
    if (status != ENT_OK)
        return status;
    status = ent_event_geography(&w->data, &rows, w->x, failed);
    if (status == ENT_OK)
        status = ent_event_treaties_make(&w->data, &rows, task == ENT_EVENT_ALL ? w->x : NULL, &treaties, failed);
    if (status == ENT_OK)
        status = ent_event_forecast(&rows, NULL, &treaties, ENT_EVENT_TREATY, 12, 12, &options, w->p, NULL, failed);
    ent_event_treaties_clear(&treaties);
    ent_event_rows_clear(&rows);
    return status;
}

static ent_status call_all(void *context, ent_error *failed)
{
    ent_status status = call_task(context, ENT_EVENT_DISSOLUTION, failed);
    return status == ENT_OK ? call_task(context, ENT_EVENT_ALL, failed) : status;
}

static void memory_may_run_out(void **state)
{
    static small_world w;
    begin(&w);
    ent_sweep(call_all, &w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(predictors_of_an_exit), cmocka_unit_test(anniversaries), cmocka_unit_test(predictors_of_an_end),
        cmocka_unit_test(what_became_of_them), cmocka_unit_test(members_leave_together),
        cmocka_unit_test(a_tie_ends_when_all_its_treaties_do), cmocka_unit_test(probabilities_are_those_of_the_formula),
        cmocka_unit_test(all_pairs_are_those_of_both_tasks), cmocka_unit_test(nothing_later_is_known),
        cmocka_unit_test(ties_without_treaties_end_by_the_recent_rate), cmocka_unit_test(memory_may_run_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
