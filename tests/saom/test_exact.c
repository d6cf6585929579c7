/* Three actors: eight undirected networks, whose chances at the end of a period are the row of a matrix exponential.
 * Each rule, with fixed seeds: the counts by a chi-square test at 1e-4, and the derivative by scores within 5 standard
 * errors of that of the exact expectation. */
#include "saom/small.h"

#include <math.h>

enum { STATES = 8, REPLICATES = 20000, PARAMETERS = 5 };

static const char three_effects[] = "[density, transTriads, inPop]";

/* Edge e of state s: {0,1}, {0,2}, {1,2}. */
static const size_t edge_of[3][3] = {{3, 0, 1}, {0, 3, 2}, {1, 2, 3}};

static unsigned tied(unsigned s, size_t i, size_t j)
{
    return i == j ? 0 : s >> edge_of[i][j] & 1;
}

static double degree(unsigned s, size_t i)
{
    return tied(s, i, 0) + tied(s, i, 1) + tied(s, i, 2);
}

/* u of flipping i-j for i: theta by its effects, for adding the tie; the third actor shares 0 or 1. */
static double gain(const double theta[], unsigned s, size_t i, size_t j)
{
    size_t h = 3 - i - j;
    double add = theta[2] + theta[3] * (tied(s, i, h) && tied(s, j, h)) + theta[4] * (degree(s, j) + 1 - tied(s, i, j));
    return tied(s, i, j) ? -add : add;
}

static double logistic(double u)
{
    return 1 / (1 + exp(-u));
}

/* Rate at which i's opportunities, or those of the pair (i, j), flip the tie. */
static double rate_of(ent_saom_rule rule, double offset, const double theta[], unsigned s, size_t i, size_t j)
{
    double rho = theta[0], u = gain(theta, s, i, j), v = gain(theta, s, j, i), h = gain(theta, s, i, 3 - i - j);
    double q = logistic(u), r = logistic(v);
    bool on = tied(s, i, j);
    switch (rule) {
    case ENT_SAOM_FORCING: return rho * exp(u) / (1 + exp(u) + exp(h));
    case ENT_SAOM_INITIATIVE: return rho * exp(u) / (1 + exp(u) + exp(h)) * (on ? 1 : logistic(v + offset));
    case ENT_SAOM_DISJUNCTIVE: return rho * rho * (on ? q * r : q + r - q * r);
    case ENT_SAOM_CONJUNCTIVE: return rho * rho * (on ? q + r - q * r : q * r);
    case ENT_SAOM_COMPENSATORY: return rho * rho * logistic(u + v);
    case ENT_SAOM_RSIENA_DISJUNCTIVE: return rho * rho * q;
    }
    return 0;
}

/* The row of exp(Q) from `start`, by uniformisation: sum_k e^-L L^k / k! (I + Q / L)^k. */
static void exact_chances(ent_saom_rule rule, double offset, const double theta[], unsigned start, double chance[STATES])
{
    double Q[STATES][STATES] = {{0}}, now[STATES] = {0}, L = 100, weight = exp(-L);
    for (unsigned s = 0; s < STATES; s++)
        for (size_t i = 0; i < 3; i++)
            for (size_t j = 0; j < 3; j++)
                if (i != j)
                    Q[s][s ^ 1u << edge_of[i][j]] += rate_of(rule, offset, theta, s, i, j);
    for (unsigned s = 0; s < STATES; s++)
        for (unsigned t = 0; t < STATES; t++)
            Q[s][s] -= t == s ? 0 : Q[s][t];
    now[start] = 1;
    memset(chance, 0, STATES * sizeof *chance);
    for (int k = 0; k < 400; k++) {
        double next[STATES] = {0};
        for (unsigned s = 0; s < STATES; s++) {
            chance[s] += weight * now[s];
            next[s] += now[s];
            for (unsigned t = 0; t < STATES; t++)
                next[t] += now[s] * Q[s][t] / L;
        }
        memcpy(now, next, sizeof now);
        weight *= L / (k + 1);
    }
}

static unsigned state_of(const uint8_t *x)
{
    return (unsigned)(x[1] | x[2] << 1 | x[5] << 2);
}

typedef struct {
    unsigned state[REPLICATES];
} ends;

static ent_status note_end(void *user, size_t replicate, size_t period, const ent_view *end, ent_error *error)
{
    if (period == 0)
        ((ends *)user)->state[replicate] = state_of(end->x);
    return ENT_OK;
}

/* d P(state t) / d theta_k = cov([state = t], score_k). */
static void check_derivative(ent_model_saom settings, const double theta[], unsigned start, const ends *e,
                             const double *score)
{
    for (size_t k = 0; k < PARAMETERS; k++)
        for (unsigned t = 0; t < STATES && k != 1; t++) { /* parameter 1 is the rate of the other period */
            double up[PARAMETERS], down[PARAMETERS], more[STATES], less[STATES], sum = 0, squares = 0;
            memcpy(up, theta, sizeof up);
            memcpy(down, theta, sizeof down);
            up[k] += 1e-5;
            down[k] -= 1e-5;
            exact_chances(settings.rule, settings.offset, up, start, more);
            exact_chances(settings.rule, settings.offset, down, start, less);
            for (size_t r = 0; r < REPLICATES; r++) {
                double product = (e->state[r] == t) * score[r * 2 * PARAMETERS + k];
                sum += product;
                squares += product * product;
            }
            double mean = sum / REPLICATES, error = sqrt((squares / REPLICATES - mean * mean) / REPLICATES);
            ent_assert_number(mean, (more[t] - less[t]) / 2e-5, 5 * error + 1e-9);
        }
}

static void check_mean_scores(const double *score)
{
    for (size_t k = 0; k < PARAMETERS; k++) {
        double sum = 0, squares = 0;
        for (size_t r = 0; r < REPLICATES; r++) {
            sum += score[r * 2 * PARAMETERS + k];
            squares += score[r * 2 * PARAMETERS + k] * score[r * 2 * PARAMETERS + k];
        }
        ent_assert_number(sum / REPLICATES, 0, 5 * sqrt(squares) / REPLICATES + 1e-12);
    }
}

static void check_rule(ent_saom_rule rule)
{
    static ends e;
    static double statistic[REPLICATES * 2 * PARAMETERS], score[REPLICATES * 2 * PARAMETERS];
    const double theta[PARAMETERS] = {1.4, 0.5, -0.9, 0.8, 0.3};
    small_model m = {3, false, 0, three_effects};
    ent_error error;
    ent_saom *saom;
    ent_model *model = small_open(&m, 6);
    model->saom = (ent_model_saom){.rule = rule, .offset = 0.4};
    ent_assert_ok(ent_saom_new(model, &saom, &error), &error);
    ent_saom_run run = {.seed = 5 + (uint64_t)rule, .count = REPLICATES, .scores = true, .each = note_end, .user = &e};
    ent_assert_ok(ent_saom_simulate(saom, theta, &run, statistic, score, NULL, NULL, &error), &error);
    double chance[STATES], counts[STATES] = {0}, distance = 0;
    unsigned start = state_of(saom->periods[0].x);
    exact_chances(rule, 0.4, theta, start, chance);
    for (size_t r = 0; r < REPLICATES; r++)
        counts[e.state[r]]++;
    for (unsigned t = 0; t < STATES; t++)
        distance += pow(counts[t] - REPLICATES * chance[t], 2) / (REPLICATES * chance[t]);
    if (!(distance < 29.878)) /* chi-square with 7 degrees of freedom: 1e-4 */
        fail_msg("rule %s: chi-square %g", ent_saom_rule_word(rule), distance);
    check_derivative(model->saom, theta, start, &e, score);
    check_mean_scores(score);
    ent_saom_free(saom);
    ent_model_free(model);
}

static void ends_and_scores_are_as_the_matrix_exponential_says(void **state)
{
    for (int rule = ENT_SAOM_FORCING; rule <= ENT_SAOM_RSIENA_DISJUNCTIVE; rule++)
        check_rule((ent_saom_rule)rule);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(ends_and_scores_are_as_the_matrix_exponential_says)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
