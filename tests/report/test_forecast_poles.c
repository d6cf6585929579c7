/* Poles of a network: by hand, against a plain version, and where nothing changes those of the run. */
#include "run_helpers.h"

#include "core/random.h"
#include "report/forecast.h"

#include <math.h>

enum { SIX = 6, MOST = 12 };
#define NONE ((double)NAN)

static const double size[SIX] = {8, 5, 4, 2, 1, NONE}; /* of A to F */

/* A view of a matrix: neighbours only. */
typedef struct {
    ent_view view;
    uint16_t out[MOST * MOST], in[MOST * MOST], out_degree[MOST], in_degree[MOST];
} network;

static const ent_view *view_of(network *made, const uint8_t x[], size_t n, bool directed)
{
    memset(made, 0, sizeof *made);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            if (x[i * n + j] || (!directed && x[j * n + i])) {
                made->out[i * n + made->out_degree[i]++] = (uint16_t)j;
                made->in[j * n + made->in_degree[j]++] = (uint16_t)i;
            }
    made->view = (ent_view){.n = n, .directed = directed, .out = made->out, .in = made->in, .out_degree = made->out_degree,
                            .in_degree = made->in_degree};
    return &made->view;
}

/* Ties "AC CE" as a matrix. */
static const ent_view *six(network *made, const char *ties, bool directed)
{
    uint8_t x[SIX * SIX] = {0};
    for (const char *at = ties; *at; at += at[2] ? 3 : 2)
        x[(at[0] - 'A') * SIX + at[1] - 'A'] = 1;
    return view_of(made, x, SIX, directed);
}

/* ---- camps ---- */

/* Of 20 in all: alone 400 / (64 + 25 + 16 + 4 + 1); {A, C, E} with 13 and {B, D, F} with 7: 400 / (169 + 49). That E and D are
 * tied makes one component, and still two camps; that A and B are makes one. */
static void camps_follow_the_largest_partner(void **state)
{
    static const struct {
        const char *ties;
        double poles;
        uint16_t head[SIX];
    } cases[] = {
        {"", 400.0 / 110, {0, 1, 2, 3, 4, 5}},
        {"AC CE BD BF", 400.0 / 218, {0, 1, 0, 1, 0, 1}},
        {"AC CE BD BF DE", 400.0 / 218, {0, 1, 0, 1, 0, 1}},
        {"AC CE BD BF DE AB", 1, {0, 0, 0, 0, 0, 0}},
        {"CD CE EF", 400.0 / (64 + 25 + 49), {0, 1, 2, 2, 2, 2}},
    };
    network made;
    uint16_t head[SIX];
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++)
        for (int directed = 0; directed < 2; directed++) {
            ent_assert_number(forecast_camps(six(&made, cases[k].ties, directed), size, head), cases[k].poles, 1e-12);
            assert_memory_equal(head, cases[k].head, sizeof head);
        }
}

static void of_equals_the_first_is_the_head(void **state)
{
    static const double equal[SIX] = {1, 1, 1, 1, 1, 1};
    network made;
    uint16_t head[SIX];
    ent_assert_number(forecast_camps(six(&made, "BC CD EF", false), equal, head), 36.0 / (1 + 9 + 4), 1e-12);
    assert_memory_equal(head, ((const uint16_t[]){0, 1, 1, 1, 4, 4}), sizeof head);
}

/* From i on to the largest neighbour, over the matrix, while that is larger. */
static uint16_t plain_head(const uint8_t x[], const double value[], size_t n, size_t i)
{
    size_t best = i;
    for (size_t j = 0; j < n; j++)
        if ((x[i * n + j] || x[j * n + i]) && value[j] > value[best])
            best = j;
    return best == i ? (uint16_t)i : plain_head(x, value, n, best);
}

static void camps_are_those_of_a_plain_search(void **state)
{
    for (uint32_t trial = 0; trial < 300; trial++) {
        uint8_t x[MOST * MOST] = {0};
        double value[MOST], sum[MOST] = {0}, all = 0, squares = 0;
        uint16_t head[MOST];
        uint32_t bits[4];
        network made;
        ent_random random = ent_random_start(5, trial, ENT_DRAW_TIES);
        for (size_t cell = 0; cell < MOST * MOST; cell++) {
            ent_random_next(&random, bits);
            x[cell] = cell / MOST != cell % MOST && bits[0] % 10 < trial % 4;
            value[cell % MOST] = ent_random_unit(bits[1]);
        }
        double poles = forecast_camps(view_of(&made, x, MOST, trial % 2), value, head);
        for (size_t i = 0; i < MOST; i++) {
            assert_int_equal(head[i], plain_head(x, value, MOST, i));
            sum[head[i]] += value[i];
            all += value[i];
        }
        for (size_t i = 0; i < MOST; i++)
            squares += sum[i] * sum[i];
        ent_assert_number(poles, all * all / squares, 1e-9);
    }
}

/* ---- blocs ---- */

/* A, C and E in one bloc, bound through C: 13, B and D apart: 400 / (169 + 25 + 4). A second bloc of C and B, tied: 18 and D. */
static void poles_by_blocs_are_bound_within_one(void **state)
{
    static const uint8_t member[2 * SIX] = {1, 0, 1, 0, 1, 0, /* two */ 0, 1, 1, 0, 0, 0};
    static const uint8_t without_c[SIX] = {1, 0, 0, 0, 1, 0};
    network made;
    const ent_view *v = six(&made, "AC CE BD BC", false);
    ent_assert_number(forecast_bloc_poles(v, size, member, v->n, 1), 400.0 / 198, 1e-12);
    ent_assert_number(forecast_bloc_poles(v, size, member, v->n, 2), 400.0 / (18 * 18 + 4), 1e-12);
    ent_assert_number(forecast_bloc_poles(v, size, without_c, v->n, 1), 400.0 / 110, 1e-12);
    ent_assert_number(forecast_bloc_poles(v, size, member, v->n, 0), 400.0 / 110, 1e-12);
}

/* Of a year in which little happens most futures have the poles that the run counts on the first day. */
static void poles_by_blocs_are_those_of_the_run(void **state)
{
    static const char scenario[] = ENTENTE_SOURCE_DIR "/scenarios/great-powers-2016.yaml";
    ent_json *run = run_file(scenario), *json;
    ent_error error = {0};
    ent_forecast_options options = {.years = 1, .futures = 40, .rates = "lowest", .seed = 1, .threads = 1};
    const ent_json_value *counted = ent_json_get(ent_json_get(result_of(run), "concentration"), "measures");
    double expected = NONE, found = NONE;
    for (size_t row = 0; row < ent_json_row_count(counted); row++)
        if (strcmp(ent_json_text(ent_json_cell(counted, "measure", row)), "cinc") == 0 &&
            strcmp(ent_json_text(ent_json_cell(counted, "counted", row)), "poles") == 0 &&
            strcmp(ent_json_text(ent_json_cell(counted, "when", row)), "before") == 0)
            expected = ent_json_number(ent_json_cell(counted, "effective", row));
    ent_assert_ok(ent_forecast_report(scenario, NULL, NULL, &options, NULL, &json, &error), &error);
    const ent_json_value *forecast = ent_json_get(result_of(json), "forecast");
    for (size_t row = 0; row < ent_json_row_count(forecast); row++)
        if (strcmp(ent_json_text(ent_json_cell(forecast, "measure", row)), "poles by blocs") == 0)
            found = ent_json_number(ent_json_cell(forecast, "median", row));
    assert_true(expected > 2 && expected < 3);
    ent_assert_number(found, expected, 1e-12);
    ent_json_free(run);
    ent_json_free(json);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(camps_follow_the_largest_partner),
        cmocka_unit_test(of_equals_the_first_is_the_head),
        cmocka_unit_test(camps_are_those_of_a_plain_search),
        cmocka_unit_test(poles_by_blocs_are_bound_within_one),
        cmocka_unit_test(poles_by_blocs_are_those_of_the_run),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
