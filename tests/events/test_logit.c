/* The covariance of a logit: a case by hand, and the inverse of a Hessian by differences of the penalised likelihood, written
 * out plainly. */
#include "events/events.h"

#include "support.h"

#include "core/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { CASES = 400, PREDICTORS = 5, USED = 3, TERMS = USED + 1, ALL = PREDICTORS + 1 };
static ent_error error;

/* Of 4 cases with x = 0 one is an event, of 4 with x = 1 three are: z = -1 and 1, no intercept, and 6 - 8 p = ridge b. With
 * b = ln 2, p = 2/3, the ridge is 2 / (3 ln 2). The information is 8 p (1 - p) = 16/9, of b with the ridge added. */
static void by_hand(void **state)
{
    double x[8] = {0, 0, 0, 0, 1, 1, 1, 1}, weight[8], covariance[4];
    uint8_t event[8] = {EVENT_YES, EVENT_NO, EVENT_NO, EVENT_NO, EVENT_YES, EVENT_YES, EVENT_YES, EVENT_NO};
    for (size_t row = 0; row < 8; row++)
        weight[row] = 1;
    event_cases cases = {.count = 8, .predictor_count = 1, .stride = 1, .x = x, .event = event, .weight = weight};
    ent_event_options options = {.ridge = 2 / (3 * log(2)), .clip = 0};
    ent_event_logit fit;
    ent_assert_ok(event_logit_fit(&cases, &options, &fit, &error), &error);
    ent_assert_number(fit.coefficient[0], log(2), 1e-9);
    ent_assert_ok(event_logit_covariance(&cases, &options, &fit, covariance, &error), &error);
    ent_assert_number(covariance[0], 9. / 16, 1e-9);
    ent_assert_number(covariance[1], 0, 1e-9);
    ent_assert_number(covariance[2], 0, 1e-9);
    ent_assert_number(covariance[3], 1 / (16. / 9 + options.ridge), 1e-9);
}

/* ---- by differences ---- */

typedef struct {
    double x[CASES * PREDICTORS], weight[CASES];
    uint8_t event[CASES];
    event_cases cases;
    ent_event_options options;
    ent_event_logit fit;
} some_cases;

static double uniform(uint32_t *seed)
{
    *seed = *seed * 1664525U + 1013904223U;
    return (*seed >> 8) / 16777216.;
}

/* Predictors 0, 2 and 4 are used; 1 is always the same, 3 is 2 over again. */
static void make_cases(some_cases *c)
{
    uint32_t seed = 7;
    *c = (some_cases){.options = {.ridge = 3, .clip = .01}};
    for (size_t row = 0; row < CASES; row++) {
        double *x = c->x + row * PREDICTORS;
        x[0] = uniform(&seed);
        x[1] = 5;
        x[2] = x[3] = uniform(&seed) < .3;
        x[4] = row % 17 == 0 ? (double)NAN : x[0] + 3 * uniform(&seed);
        double eta = -1 + 2 * x[0] - x[2];
        c->event[row] = row % 23 == 0 ? EVENT_LEFT_OUT : uniform(&seed) < 1 / (1 + exp(-eta)) ? EVENT_YES : EVENT_NO;
        c->weight[row] = c->event[row] == EVENT_YES ? 1 / sqrt(1 + (double)(row % 3)) : 1;
    }
    c->cases = (event_cases){.count = CASES, .predictor_count = PREDICTORS, .stride = PREDICTORS, .x = c->x,
                              .event = c->event, .weight = c->weight};
}

static const size_t used[USED] = {0, 2, 4};

static double eta_of(const some_cases *c, const double b[TERMS], size_t row)
{
    double eta = b[0];
    for (size_t u = 0; u < USED; u++) {
        size_t k = used[u];
        double x = fmin(fmax(c->x[row * PREDICTORS + k], c->fit.low[k]), c->fit.high[k]);
        eta += isnan(c->x[row * PREDICTORS + k]) ? 0 : b[u + 1] * (x - c->fit.mean[k]) / c->fit.sd[k];
    }
    return eta;
}

static double penalised(const some_cases *c, const double b[TERMS])
{
    double value = 0;
    for (size_t row = 0; row < CASES; row++) {
        double p = 1 / (1 + exp(-eta_of(c, b, row)));
        if (c->event[row] != EVENT_LEFT_OUT)
            value += c->event[row] == EVENT_YES ? c->weight[row] * log(p) : log(1 - p);
    }
    for (size_t k = 1; k < TERMS; k++)
        value -= c->options.ridge / 2 * b[k] * b[k];
    return value;
}

static double second_difference(const some_cases *c, const double b[TERMS], size_t k, size_t l)
{
    const double h = 1e-3;
    double sum = 0, moved[TERMS];
    for (int one = -1; one <= 1; one += 2)
        for (int two = -1; two <= 1; two += 2) {
            memcpy(moved, b, sizeof moved);
            moved[k] += one * h;
            moved[l] += two * h;
            sum += one * two * penalised(c, moved);
        }
    return sum / (4 * h * h);
}

/* The covariance times the information is the identity. */
static void by_differences(void **state)
{
    some_cases c;
    double b[TERMS], covariance[ALL * ALL], information[TERMS * TERMS];
    const size_t place[TERMS] = {0, 1, 3, 5};
    make_cases(&c);
    ent_assert_ok(event_logit_fit(&c.cases, &c.options, &c.fit, &error), &error);
    ent_assert_ok(event_logit_covariance(&c.cases, &c.options, &c.fit, covariance, &error), &error);
    b[0] = c.fit.intercept;
    for (size_t u = 0; u < USED; u++)
        b[u + 1] = c.fit.coefficient[used[u]];
    for (size_t k = 0; k < TERMS; k++)
        for (size_t l = 0; l < TERMS; l++)
            information[k * TERMS + l] = -second_difference(&c, b, k, l);
    for (size_t k = 0; k < TERMS; k++)
        for (size_t l = 0; l < TERMS; l++) {
            double sum = 0;
            for (size_t m = 0; m < TERMS; m++)
                sum += covariance[place[k] * ALL + place[m]] * information[m * TERMS + l];
            ent_assert_number(sum, k == l ? 1 : 0, 1e-5);
        }
    for (size_t k = 0; k < ALL; k++) /* what is left out has none */
        assert_true(covariance[2 * ALL + k] == 0 && covariance[k * ALL + 4] == 0);
}

static void without_an_event_there_is_none(void **state)
{
    some_cases c;
    double covariance[ALL * ALL];
    make_cases(&c);
    for (size_t row = 0; row < CASES; row++)
        c.event[row] = EVENT_NO;
    ent_assert_ok(event_logit_fit(&c.cases, &c.options, &c.fit, &error), &error);
    ent_assert_ok(event_logit_covariance(&c.cases, &c.options, &c.fit, covariance, &error), &error);
    for (size_t k = 0; k < ALL * ALL; k++)
        assert_true(covariance[k] == 0);
}

/* ---- the level of drawn parameters ---- */

/* Two cases, z = -1 and 1, that are so rare that e^eta is their chance: eta has the variance v_0 + v_1 - or + 2 v_01, and the mean
 * of e^eta is e^(mean + variance / 2). A third case is left out. */
static void drawn_parameters_keep_a_rare_level(void **state)
{
    const double x[3] = {0, 2, 9}, covariance[4] = {0.5, 0.1, 0.1, 0.25};
    uint8_t event[3] = {EVENT_NO, EVENT_YES, EVENT_LEFT_OUT};
    double weight[3] = {1, 1, 1};
    const event_cases cases = {.count = 3, .predictor_count = 1, .stride = 1, .x = x, .event = event, .weight = weight};
    ent_event_logit fit = {.predictor_count = 1, .scale = 3, .intercept = -30, .coefficient = {0.7}, .mean = {1}, .sd = {1},
                           .low = {0}, .high = {9}};
    double without = exp(-0.7) + exp(0.7), with = exp(-0.7 + (0.75 - 0.2) / 2) + exp(0.7 + (0.75 + 0.2) / 2);
    ent_assert_number(event_logit_drawn(&cases, &fit, covariance), without / with, 1e-7);
    fit.scale = 0;
    ent_assert_number(event_logit_drawn(&cases, &fit, covariance), 1, 0);
}

/* A chance of a half stays one by symmetry, and where all are certain they stay so but for draws that are not. */
static void drawn_parameters_keep_a_common_level(void **state)
{
    const double x[1] = {0}, covariance[4] = {4, 0, 0, 0};
    uint8_t event[1] = {EVENT_NO};
    double weight[1] = {1};
    const event_cases cases = {.count = 1, .predictor_count = 1, .stride = 1, .x = x, .event = event, .weight = weight};
    ent_event_logit fit = {.predictor_count = 1, .scale = 1, .coefficient = {0.7}, .sd = {1}, .high = {1}};
    ent_assert_number(event_logit_drawn(&cases, &fit, covariance), 1, 1e-12);
    fit.scale = 2;
    assert_true(event_logit_drawn(&cases, &fit, covariance) > 1); /* below 1 on one side only */
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(by_hand), cmocka_unit_test(by_differences),
                                       cmocka_unit_test(without_an_event_there_is_none),
                                       cmocka_unit_test(drawn_parameters_keep_a_rare_level),
                                       cmocka_unit_test(drawn_parameters_keep_a_common_level)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
