/* Every change statistic, design sum and summary statistic of btergm's example, 164 states, 1981 to 2000
 * (reference/tergm), and the peer's traps: shared partners by the order of the file, the upper triangle, absent
 * states. */
#include "effects/random_world.h"
#include "measure/reference.h"

enum { STATES = 164, CELLS = STATES * STATES, FIRST = 1981, YEARS = 20 };

static const double tolerance = 1e-6;

typedef struct {
    uint8_t net[YEARS + 1][CELLS]; /* from 1980 */
    double dispute[YEARS][CELLS], border[CELLS];
    double polity[YEARS][STATES], cinc[YEARS][STATES], democracy[YEARS][STATES];
} example;

static void add_both(double *w, uint8_t *x, size_t i, size_t j)
{
    if (w)
        w[i * STATES + j] = w[j * STATES + i] = 1;
    if (x)
        x[i * STATES + j] = x[j * STATES + i] = 1;
}

static size_t index_of(const reference *r, const char *column)
{
    return (size_t)reference_number(r, column) - 1;
}

static example *example_open(void)
{
    example *e = calloc(1, sizeof *e);
    for (reference *r = reference_open("tergm/data/alliances_1980_lag.csv"); reference_next(r);)
        add_both(NULL, e->net[0], index_of(r, "i"), index_of(r, "j"));
    for (reference *r = reference_open("tergm/data/alliances.csv"); reference_next(r);)
        add_both(NULL, e->net[(int)reference_number(r, "year") - 1980], index_of(r, "i"),
                 index_of(r, "j"));
    for (reference *r = reference_open("tergm/data/disputes.csv"); reference_next(r);)
        add_both(e->dispute[(int)reference_number(r, "year") - FIRST], NULL, index_of(r, "i"),
                 index_of(r, "j"));
    for (reference *r = reference_open("tergm/data/contiguity.csv"); reference_next(r);)
        add_both(e->border, NULL, index_of(r, "i"), index_of(r, "j"));
    for (reference *r = reference_open("tergm/data/vertex_attributes.csv"); reference_next(r);) {
        size_t year = (size_t)reference_number(r, "year") - FIRST, i = index_of(r, "idx");
        e->polity[year][i] = reference_number(r, "polity");
        e->cinc[year][i] = reference_number(r, "cinc");
        e->democracy[year][i] = e->polity[year][i] >= 6;
    }
    return e;
}

/* ---- a column of the reference is an effect with a parameter and a covariate ---- */

typedef struct {
    const char *column, *effect;
    double parameter;
    enum { NOTHING, POLITY, CINC, DEMOCRACY, YEAR, DISPUTE, BORDER } of;
} column_row;

static const column_row columns[] = {
    {"edges", "density", 0, NOTHING},
    {"gwesp.fixed.0", "gwesp", 0, NOTHING},
    {"gwesp0", "gwesp", 0, NOTHING},
    {"gwesp.fixed.0.25", "gwesp", 0.25, NOTHING},
    {"gwesp.fixed.0.5", "gwesp", 0.5, NOTHING},
    {"gwdeg.fixed.0.5", "gwdegree", 0.5, NOTHING},
    {"triangle", "triangle", 0, NOTHING},
    {"kstar2", "kstar", 2, NOTHING},
    {"degree0", "degree", 0, NOTHING},
    {"degree1", "degree", 1, NOTHING},
    {"degree2", "degree", 2, NOTHING},
    {"degree3", "degree", 3, NOTHING},
    {"degree4", "degree", 4, NOTHING},
    {"degree5", "degree", 5, NOTHING},
    {"lNet", "autoregression", 0, NOTHING},
    {"edgecov.lNet", "autoregression", 0, NOTHING},
    {"memory.autoregression", "autoregression", 0, NOTHING},
    {"memory.stability", "stability", 0, NOTHING},
    {"memory.innovation", "innovation", 0, NOTHING},
    {"memory.loss", "loss", 0, NOTHING},
    {"LSP", "btergm:lagged_shared_partners", 0, NOTHING},
    {"edgecov.LSP", "btergm:lagged_shared_partners", 0, NOTHING},
    {"edgecov.lsp", "btergm:lagged_shared_partners", 0, NOTHING},
    {"warNet", "edgecov", 0, DISPUTE},
    {"edgecov.warNet", "edgecov", 0, DISPUTE},
    {"edgecov.war", "edgecov", 0, DISPUTE},
    {"contig", "edgecov", 0, BORDER},
    {"edgecov.contig", "edgecov", 0, BORDER},
    {"nodecov.polity", "nodecov", 0, POLITY},
    {"nodecov.cinc", "nodecov", 0, CINC},
    {"absdiff.polity", "absdiff", 0, POLITY},
    {"absdiff.cinc", "absdiff", 0, CINC},
    {"nodecov.year", "nodecov", 0, YEAR},
    {"nodefactor.dem.1", "nodefactor", 1, DEMOCRACY},
    {"nodematch.dem", "nodematch", 0, DEMOCRACY},
    {"nodematch.dem.0", "nodematch_diff", 0, DEMOCRACY},
    {"nodematch.dem.1", "nodematch_diff", 1, DEMOCRACY},
};

/* A term of a column in a year, with the data that it points to. */
typedef struct {
    ent_term term;
    ent_covariate covariate;
    ent_dyadic dyadic;
    double year[STATES];
} column_term;

static const double *values_of(const example *e, size_t year, column_term *c, int of)
{
    for (size_t i = 0; i < STATES; i++)
        c->year[i] = (double)(FIRST + year);
    return of == POLITY ? e->polity[year] : of == CINC ? e->cinc[year]
           : of == DEMOCRACY ? e->democracy[year] : c->year;
}

static bool column_open(const example *e, size_t year, const ent_view *view, const char *column,
                        column_term *c)
{
    ent_error error;
    for (size_t k = 0; k < sizeof columns / sizeof *columns; k++) {
        if (strcmp(columns[k].column, column) != 0)
            continue;
        ent_term_init(&c->term, ent_effect_find(columns[k].effect, false));
        c->term.parameter[0] = columns[k].parameter;
        c->covariate = (ent_covariate){.name = column,
                                       .value = values_of(e, year, c, columns[k].of)};
        c->dyadic = (ent_dyadic){.name = column, .value = columns[k].of == DISPUTE
                                                              ? e->dispute[year] : e->border};
        c->term.covariate = &c->covariate;
        c->term.dyadic = &c->dyadic;
        ent_assert_ok(ent_term_check(view, &c->term, &error), &error);
        ent_assert_ok(ent_term_prepare(view, &c->term, &error), &error);
        return true;
    }
    return false;
}

static ent_view *year_view(const example *e, size_t year)
{
    ent_error error;
    ent_view *view;
    ent_assert_ok(ent_view_new(STATES, false, ENT_KEEPS_TWO_PATHS, &view, &error), &error);
    ent_assert_ok(ent_view_set(view, e->net[year + 1], &error), &error);
    view->previous = e->net[year];
    view->time = (double)(FIRST + year);
    return view;
}

static void check_number(const char *column, double actual, double expected)
{
    if (!(fabs(actual - expected) <= tolerance))
        fail_msg("%s: %.12g, not %.12g", column, actual, expected);
}

static double sum_over_dyads(const ent_view *view, const ent_term *term)
{
    double sum = 0;
    for (size_t i = 0; i < STATES; i++)
        for (size_t j = i + 1; j < STATES; j++)
            sum += ent_change(view, term, i, j);
    return sum;
}

/* ---- tests ---- */

static void change_statistics_of_1993_are_those_of_the_peer(void **state)
{
    example *e = example_open();
    size_t year = 1993 - FIRST, checked = 0;
    ent_view *view = year_view(e, year);
    reference *r = reference_open("tergm/change_statistics_1993.csv");
    while (reference_next(r))
        for (size_t k = 6; k < r->names; k++) {
            column_term c;
            assert_true(column_open(e, year, view, r->name[k], &c));
            double change = ent_change(view, &c.term, index_of(r, "i"), index_of(r, "j"));
            check_number(r->name[k], change, strtod(r->field[k], NULL));
            ent_term_clear(&c.term);
            checked++;
        }
    assert_int_equal(checked, 20 * 21);
    ent_view_free(view);
    free(e);
}

static void sums_of_change_statistics_of_1993_are_those_of_the_peer(void **state)
{
    example *e = example_open();
    size_t year = 1993 - FIRST, checked = 0;
    ent_view *view = year_view(e, year);
    for (reference *r = reference_open("tergm/change_statistics_1993_column_sums.csv");
         reference_next(r); checked++) {
        column_term c;
        const char *column = reference_text(r, "term");
        assert_true(column_open(e, year, view, column, &c));
        check_number(column, sum_over_dyads(view, &c.term), reference_number(r, "sum_over_dyads"));
        ent_term_clear(&c.term);
    }
    assert_int_equal(checked, 21);
    ent_view_free(view);
    free(e);
}

static void design_sums_of_every_year_are_those_of_the_peer(void **state)
{
    example *e = example_open();
    reference *r = reference_open("tergm/model_a_design_sums_by_year.csv");
    size_t checked = 0;
    while (reference_next(r)) {
        size_t year = (size_t)reference_number(r, "year") - FIRST;
        ent_view *view = year_view(e, year);
        check_number("y", (double)view->tie_count, reference_number(r, "y"));
        for (size_t k = 2; k < r->names; k++, checked++) {
            column_term c;
            assert_true(column_open(e, year, view, r->name[k], &c));
            check_number(r->name[k], sum_over_dyads(view, &c.term), strtod(r->field[k], NULL));
            ent_term_clear(&c.term);
        }
        ent_view_free(view);
    }
    assert_int_equal(checked, YEARS * 11);
    free(e);
}

static void summary_statistics_of_every_year_are_those_of_the_peer(void **state)
{
    example *e = example_open();
    reference *r = reference_open("tergm/summary_statistics.csv");
    size_t checked = 0;
    while (reference_next(r)) {
        size_t year = (size_t)reference_number(r, "year") - FIRST;
        ent_view *view = year_view(e, year);
        for (size_t k = 1; k < r->names; k++, checked++) {
            column_term c;
            assert_true(column_open(e, year, view, r->name[k], &c));
            check_number(r->name[k], ent_total(view, &c.term), strtod(r->field[k], NULL));
            ent_term_clear(&c.term);
        }
        ent_view_free(view);
    }
    assert_int_equal(checked, YEARS * 28);
    free(e);
}

/* SPEC section 1: 4173 by the order of the file, 13245 in truth; the sum over dyads of 2000. */
static void partners_shared_the_year_before_do_not_depend_on_the_order_of_states(void **state)
{
    example *e = example_open();
    ent_view *view = year_view(e, 2000 - FIRST);
    ent_error error;
    ent_term ordered, all;
    ent_term_init(&ordered, ent_effect_find("btergm:lagged_shared_partners", false));
    ent_term_init(&all, ent_effect_find("lagged_shared_partners", false));
    ent_assert_ok(ent_term_prepare(view, &ordered, &error), &error);
    ent_assert_ok(ent_term_prepare(view, &all, &error), &error);
    ent_assert_number(sum_over_dyads(view, &ordered), 4173, 0);
    ent_assert_number(sum_over_dyads(view, &all), 13245, 0);
    ent_term_clear(&ordered);
    ent_term_clear(&all);
    ent_view_free(view);
    free(e);
}

/* A line 0 - 2 - 1 the year before: the partner of 0 and 1 is not between them in the order, and counts. */
static void a_partner_after_both_in_the_order_counts(void **state)
{
    ent_error error;
    ent_view *view;
    const uint8_t line[9] = {0, 0, 1, 0, 0, 1, 1, 1, 0};
    ent_assert_ok(ent_view_new(3, false, 0, &view, &error), &error);
    view->previous = line;
    ent_term ordered, all;
    ent_term_init(&ordered, ent_effect_find("btergm:lagged_shared_partners", false));
    ent_term_init(&all, ent_effect_find("lagged_shared_partners", false));
    ent_assert_ok(ent_term_prepare(view, &ordered, &error), &error);
    ent_assert_ok(ent_term_prepare(view, &all, &error), &error);
    ent_assert_number(ent_change(view, &ordered, 0, 1), 0, 0);
    ent_assert_number(ent_change(view, &all, 0, 1), 1, 0);
    ent_term_clear(&ordered);
    ent_term_clear(&all);
    ent_view_free(view);
}

/* Of four states two are allied, one alone, one absent: the peer counts two isolates, we one. */
static void an_absent_state_is_no_isolate(void **state)
{
    ent_error error;
    ent_view *view;
    const uint8_t absent[4] = {0, 0, 0, 1};
    ent_assert_ok(ent_view_new(4, false, 0, &view, &error), &error);
    ent_view_flip(view, 0, 1);
    ent_term degree0;
    ent_term_init(&degree0, ent_effect_find("degree", false));
    degree0.parameter[0] = 0;
    ent_assert_number(ent_total(view, &degree0), 2, 0);
    view->absent = absent;
    ent_assert_number(ent_total(view, &degree0), 1, 0);
    ent_view_free(view);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(change_statistics_of_1993_are_those_of_the_peer),
        cmocka_unit_test(sums_of_change_statistics_of_1993_are_those_of_the_peer),
        cmocka_unit_test(design_sums_of_every_year_are_those_of_the_peer),
        cmocka_unit_test(summary_statistics_of_every_year_are_those_of_the_peer),
        cmocka_unit_test(partners_shared_the_year_before_do_not_depend_on_the_order_of_states),
        cmocka_unit_test(a_partner_after_both_in_the_order_counts),
        cmocka_unit_test(an_absent_state_is_no_isolate),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
