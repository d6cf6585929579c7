/* Every target, constant and change of an ego that RSiena 1.6.5 gives for networks: reference/saom. */
#include "effects/siena.h"

static const double tolerance = 1e-6;

static void check_number(const char *what, double actual, double expected)
{
    if (!(fabs(actual - expected) <= tolerance))
        fail_msg("%s: %.12g, not %.12g", what, actual, expected);
}

/* ---- the data sets ---- */

static const char *const alcohol[] = {"alcohol_1", "alcohol_2"};
static const char *const smoke[] = {"smoke_1", "smoke_2"};

/* w_ij = |i - j| / 10 */
static double *far_apart(size_t n)
{
    double *raw = calloc(n * n, sizeof *raw);
    for (size_t k = 0; k < n * n; k++)
        raw[k] = fabs((double)(k / n) - (double)(k % n)) / 10;
    return raw;
}

/* Wave 1: [mutual tie at wave 1]; wave 2: [smoking of wave 1 differs]. */
static double *changing_pairs(const siena *s, const siena_covariate *smoking)
{
    size_t n = s->waves.n;
    double *raw = calloc(2 * n * n, sizeof *raw);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++) {
            raw[i * n + j] = s->code[i * n + j] && s->code[j * n + i];
            raw[(n + i) * n + j] = smoking->value[i] != smoking->value[j];
        }
    return raw;
}

static void s50_covariates(siena *s)
{
    const char *file = "saom/data/s50_actors.csv";
    siena_actor(s, "alc", file, alcohol, 2, true);
    siena_actor(s, "smk", file, smoke, 2, true);
    siena_actor(s, "alc1", file, alcohol, 1, true);
    siena_actor(s, "alc1nc", file, alcohol, 1, false);
    siena_pairs(s, "dyc", far_apart(50), 1);
}

static void s50_open(siena *s)
{
    siena_open(s, 50, 3, true);
    siena_ties(s, "saom/data/s50_ties.csv", "ego", "alter", false);
    siena_ready(s);
    s50_covariates(s);
    siena_pairs(s, "dyb", changing_pairs(s, &s->covariate[1]), 2);
}

static void s50_missing_open(siena *s)
{
    siena_open(s, 50, 3, true);
    siena_ties(s, "saom/data/s50_missing_ties.csv", "ego", "alter", true);
    siena_ready(s);
    siena_actor(s, "smk", "saom/data/s50_missing_actors.csv", smoke, 2, true);
    double *raw = far_apart(50);
    raw[2 * 50 + 3] = raw[9 * 50 + 10] = (double)NAN;
    siena_pairs(s, "dyc", raw, 1);
}

static void s50_structural_open(siena *s)
{
    siena_open(s, 50, 3, true);
    siena_ties(s, "saom/data/s50_structural_ties.csv", "ego", "alter", true);
    siena_ready(s);
    s50_covariates(s);
}

/* The undirected pairs of a file in a year, or all. */
static void add_pairs(double *raw, size_t n, const char *file, double year)
{
    reference *r = reference_open(file);
    while (reference_next(r)) {
        size_t i = (size_t)reference_number(r, "i") - 1, j = (size_t)reference_number(r, "j") - 1;
        if (year == 0 || reference_number(r, "year") == year)
            raw[i * n + j] = raw[j * n + i] = 1;
    }
}

static void alliances_open(siena *s)
{
    static const char *const lcinc[] = {"lcinc_1981", "lcinc_1985", "lcinc_1990", "lcinc_1995"};
    static const char *const polity[] = {"polity_1981", "polity_1985", "polity_1990", "polity_1995"};
    static const double years[] = {1981, 1985, 1990, 1995};
    size_t n = 164;
    siena_open(s, n, 5, false);
    siena_ties(s, "saom/data/alliances_ties.csv", "i", "j", false);
    siena_ready(s);
    siena_actor(s, "lcinc", "saom/data/alliances_states.csv", lcinc, 4, true);
    siena_actor(s, "pol", "saom/data/alliances_states.csv", polity, 4, true);
    double *borders = calloc(n * n, sizeof *borders), *disputes = calloc(4 * n * n, sizeof *disputes);
    add_pairs(borders, n, "saom/data/alliances_contiguity.csv", 0);
    for (size_t w = 0; w < 4; w++)
        add_pairs(disputes + w * n * n, n, "saom/data/alliances_mid.csv", years[w]);
    siena_pairs(s, "contig", borders, 1);
    siena_pairs(s, "mid", disputes, 4);
}

/* ---- targets ---- */

static double rate_target(const siena *s, const char *effect, const char *of, size_t period)
{
    double changed[200], sum = 0;
    size_t n = s->waves.n;
    ent_covariate v = {0};
    double distance = ent_waves_distance(&s->waves, period, changed);
    if (strcmp(effect, "Rate") == 0)
        return distance;
    if (*of)
        assert_true(siena_covariate_at(s, of, period, &v));
    for (size_t i = 0; i < n; i++) {
        double degree = 0;
        for (size_t j = 0; j < n; j++)
            degree += s->code[(period * n + i) * n + j];
        sum += (*of ? v.value[i] : degree) * changed[i];
    }
    return sum;
}

static double target_of(const siena *s, const char *type, const char *effect, const char *of,
                        size_t period)
{
    siena_period p;
    ent_covariate v;
    ent_dyadic w;
    if (strcmp(type, "rate") == 0)
        return rate_target(s, effect, of, period);
    siena_period_open(s, period, &p);
    bool endowment = strcmp(type, "endow") == 0;
    ent_term term = siena_term(s, effect, of, period, endowment ? p.start : p.view, &v, &w);
    double target = endowment ? -ent_tie_sum(p.start, &term, p.view->x, p.missing)
                    : strcmp(type, "creation") == 0 ? ent_tie_sum(p.view, &term, p.before, p.missing)
                                                    : ent_target(p.view, &term);
    ent_term_clear(&term);
    siena_period_close(&p);
    return target;
}

static const char *unquoted(char *text)
{
    size_t length = strlen(text);
    if (length >= 2 && text[0] == '"' && text[length - 1] == '"') {
        text[length - 1] = '\0';
        return text + 1;
    }
    return text;
}

/* "target_period_1" without its quotes, by its place: the last fields of a row. Labels may hold commas? None do. */
static double period_target(const reference *r, size_t period, size_t periods)
{
    return strtod(r->field[r->fields - periods + period], NULL);
}

/* Every row of a file of targets that is of the network and not of a behaviour as its covariate. */
static size_t check_targets(const siena *s, const char *file, const char *network)
{
    size_t rows = 0, periods = s->waves.wave_count - 1;
    reference *r = reference_open(file);
    while (reference_next(r)) {
        const char *dependent = unquoted(r->field[1]), *type = unquoted(r->field[2]);
        const char *effect = unquoted(r->field[3]), *of = unquoted(r->field[5]);
        const char *when = unquoted(r->field[4]);
        if (strcmp(dependent, network) != 0 || strcmp(of, "beh") == 0)
            continue;
        for (size_t m = 0; m < periods; m++) {
            char what[128];
            bool other_rate = strcmp(effect, "Rate") == 0 && (size_t)atoi(when) != m + 1;
            snprintf(what, sizeof what, "%s: %s %s %s, period %zu", file, type, effect, of, m + 1);
            double target = other_rate ? 0 : target_of(s, type, effect, of, m);
            check_number(what, target, period_target(r, m, periods));
        }
        rows++;
    }
    return rows;
}

static void targets_of_s50_are_those_of_the_peer(void **state)
{
    siena s;
    s50_open(&s);
    assert_int_equal(check_targets(&s, "saom/targets_s50_network.csv", "net"), 138);
    siena_close(&s);
}

static void targets_with_missing_ties_and_values_are_those_of_the_peer(void **state)
{
    siena s;
    s50_missing_open(&s);
    assert_int_equal(check_targets(&s, "saom/targets_s50_missing.csv", "net"), 28);
    siena_close(&s);
}

static void targets_with_structural_ties_are_those_of_the_peer(void **state)
{
    siena s;
    s50_structural_open(&s);
    assert_int_equal(check_targets(&s, "saom/targets_s50_structural.csv", "net"), 28);
    siena_close(&s);
}

/* SPEC 6.3: joining and leaving alone does not change the targets. */
static void targets_with_joiners_and_leavers_are_those_of_the_peer(void **state)
{
    siena s;
    s50_open(&s);
    assert_int_equal(check_targets(&s, "saom/targets_s50_composition.csv", "net"), 28);
    siena_close(&s);
}

static void targets_of_the_alliances_are_those_of_the_peer(void **state)
{
    siena s;
    alliances_open(&s);
    assert_int_equal(check_targets(&s, "saom/targets_alliances_network.csv", "ally"), 51);
    siena_close(&s);
}

/* With the degrees of the network itself, SPEC 2.2: sum x_ij sqrt(x_j+), sum x_i+ sqrt(x_+i), by plain loops. */
static void the_intended_root_effects_use_the_degrees_of_the_same_network(void **state)
{
    siena s;
    s50_open(&s);
    const uint8_t *x = s.code + 50 * 50;
    double popularity = 0, activity = 0;
    for (size_t i = 0; i < 50; i++) {
        double out = 0, in = 0;
        for (size_t j = 0; j < 50; j++) {
            out += x[i * 50 + j];
            in += x[j * 50 + i];
        }
        popularity += in * sqrt(out);
        activity += out * sqrt(in);
    }
    siena_period p;
    siena_period_open(&s, 0, &p);
    ent_term term;
    ent_term_init(&term, ent_effect_find("out_popularity_root", true));
    ent_assert_number(ent_target(p.view, &term), popularity, 1e-9);
    ent_term_init(&term, ent_effect_find("in_activity_root", true));
    ent_assert_number(ent_target(p.view, &term), activity, 1e-9);
    siena_period_close(&p);
    siena_close(&s);
}

/* ---- constants ---- */

/* The number after "key": in a JSON file of the reference; the test is skipped where it is not there. */
static double constant(const char *file, const char *key)
{
    static char text[4096];
    char quoted[64], path[ENT_PATH];
    const char *set = getenv("ENTENTE_DATA");
    snprintf(path, sizeof path, "%s/../reference/%s",
             set && *set ? set : ENTENTE_SOURCE_DIR "/../shared/data", file);
    FILE *f = fopen(path, "r");
    if (!f)
        skip();
    text[fread(text, 1, sizeof text - 1, f)] = '\0';
    fclose(f);
    snprintf(quoted, sizeof quoted, "\"%s\":", key);
    const char *at = strstr(text, quoted);
    if (!at)
        fail_msg("%s has no %s", file, key);
    return strtod(at + strlen(quoted), NULL);
}

static const siena_covariate *covariate_called(const siena *s, const char *name)
{
    for (size_t k = 0; k < s->covariate_count; k++)
        if (strcmp(s->covariate[k].name, name) == 0)
            return &s->covariate[k];
    fail_msg("no covariate %s", name);
    return NULL;
}

static void check_covariate(const siena *s, const char *file, const char *name, bool range)
{
    const ent_covariate *c = &covariate_called(s, name)->constants;
    char key[64];
    snprintf(key, sizeof key, "%s_mean", name);
    check_number(key, c->mean, constant(file, key));
    snprintf(key, sizeof key, "%s_simMean", name);
    check_number(key, c->similarity_mean, constant(file, key));
    snprintf(key, sizeof key, "%s_range", name);
    if (range)
        check_number(key, c->range, constant(file, key));
}

static void constants_are_those_of_the_peer(void **state)
{
    siena s;
    const char *file = "saom/constants_s50_network.json";
    s50_open(&s);
    check_covariate(&s, file, "alc", true);
    check_covariate(&s, file, "smk", true);
    check_covariate(&s, file, "alc1", false);
    check_number("dyc_mean", s.dyadic[0].mean, constant(file, "dyc_mean"));
    check_number("dyb_mean", s.dyadic[1].mean, constant(file, "dyb_mean"));
    check_number("balmean", s.balance_mean, constant(file, "balmean"));
    check_number("structmean", s.structure_mean, constant(file, "structmean"));
    siena_close(&s);

    file = "saom/constants_s50_missing.json";
    s50_missing_open(&s);
    check_covariate(&s, file, "smk", true);
    check_number("dyc_mean", s.dyadic[0].mean, constant(file, "dyc_mean"));
    check_number("balmean", s.balance_mean, constant(file, "balmean"));
    check_number("structmean", s.structure_mean, constant(file, "structmean"));
    siena_close(&s);

    file = "saom/constants_alliances.json";
    alliances_open(&s);
    check_covariate(&s, file, "lcinc", true);
    check_covariate(&s, file, "pol", true);
    check_number("contig_mean", s.dyadic[0].mean, constant(file, "contig_mean"));
    check_number("mid_mean", s.dyadic[1].mean, constant(file, "mid_mean"));
    check_number("balmean", s.balance_mean, constant(file, "balmean"));
    siena_close(&s);
}

/* ---- changes of an ego: minus the change where the tie is there ---- */

/* "simX.alc" or "X.dyc": the effect, and what it is of. */
static void split_column(const char *column, char effect[64], const char **of)
{
    snprintf(effect, 64, "%s", column);
    char *dot = strchr(effect, '.');
    *of = dot ? dot + 1 : "";
    if (dot)
        *dot = '\0';
}

/* The first two columns are ego and alter. */
static size_t check_changes(const siena *s, const char *file)
{
    reference *r = reference_open(file);
    size_t checked = 0, n = s->waves.n;
    uint8_t *x = calloc(n * n, 1);
    double *row = calloc(n, sizeof *row);
    ent_waves_start(&s->waves, 0, x, NULL);
    ent_view *view = siena_view(s, x);
    ent_covariate v[REFERENCE_FIELDS];
    ent_dyadic w[REFERENCE_FIELDS];
    ent_term term[REFERENCE_FIELDS];
    for (size_t c = 2; c < r->names; c++) {
        char effect[64];
        const char *of;
        split_column(unquoted(r->name[c]), effect, &of);
        term[c] = siena_term(s, effect, of, 0, view, &v[c], &w[c]);
    }
    while (reference_next(r)) {
        size_t i = (size_t)atoi(r->field[0]) - 1, j = (size_t)atoi(r->field[1]) - 1;
        for (size_t c = 2; c < r->names && i != j; c++) {
            char what[128];
            ent_ego_row(view, &term[c], i, row);
            snprintf(what, sizeof what, "%s: %s of %zu, %zu", file, r->name[c], i + 1, j + 1);
            check_number(what, view->x[i * n + j] ? -row[j] : row[j], strtod(r->field[c], NULL));
            checked++;
        }
    }
    for (size_t c = 2; c < r->names; c++)
        ent_term_clear(&term[c]);
    ent_view_free(view);
    free(row);
    free(x);
    return checked;
}

static void changes_of_egos_are_those_of_the_peer(void **state)
{
    siena s;
    s50_open(&s);
    assert_int_equal(check_changes(&s, "saom/change_statistics_s50.csv"), 3 * 49 * 26);
    siena_close(&s);
    alliances_open(&s);
    assert_int_equal(check_changes(&s, "saom/change_statistics_alliances.csv"), 4 * 163 * 24);
    siena_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(targets_of_s50_are_those_of_the_peer),
        cmocka_unit_test(targets_with_missing_ties_and_values_are_those_of_the_peer),
        cmocka_unit_test(targets_with_structural_ties_are_those_of_the_peer),
        cmocka_unit_test(targets_with_joiners_and_leavers_are_those_of_the_peer),
        cmocka_unit_test(targets_of_the_alliances_are_those_of_the_peer),
        cmocka_unit_test(the_intended_root_effects_use_the_degrees_of_the_same_network),
        cmocka_unit_test(constants_are_those_of_the_peer),
        cmocka_unit_test(changes_of_egos_are_those_of_the_peer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
