/* The answer of dynamics: three, four and nine actors worked by hand, and when memory runs out. */
#include "support.h"

#include "entente/entente.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Three friends but for one pair. */
static const char three[] = "from,to,sign\nA,B,1\nA,C,1\nB,C,-1\n";
/* A and B are friends, so are C and D and, against both camps, B and D. Tense are ABD and BCD: U = (2 - 2) / 4 = 0. */
static const char four[] = "from,to,sign\nA,B,1\nC,D,1\nB,D,1\nA,C,-1\nA,D,-1\nB,C,-1\n";

static ent_dynamics_report_options usual(void)
{
    return (ent_dynamics_report_options){.p = 0.5, .steps_most = 1000, .seed = 1, .threads = 1, .most = 10,
                                         .at = (double)NAN};
}

/* The answer; freed by the caller. */
static ent_json *ask(const char *text, const ent_dynamics_report_options *options)
{
    char path[ENT_PATH];
    ent_json *json;
    ent_error error;
    ent_temp_file("ties.csv", text, strlen(text), path);
    ent_assert_ok(ent_dynamics_report(path, options, &json, &error), &error);
    return json;
}

static const ent_json_value *result_of(const ent_json *json)
{
    return ent_json_get(ent_json_root((ent_json *)json), "result");
}

static double cell(const ent_json *json, const char *table, const char *column, size_t row)
{
    return ent_json_number(ent_json_cell(ent_json_get(result_of(json), table), column, row));
}

static const char *text_cell(const ent_json *json, const char *table, const char *column, size_t row)
{
    return ent_json_text(ent_json_cell(ent_json_get(result_of(json), table), column, row));
}

static bool is_so(const ent_json *json, const char *column)
{
    return ent_json_is_true(ent_json_cell(ent_json_get(result_of(json), "state"), column, 0));
}

/* A share of the runs is within 4 of its errors (false alarm below 1e-4). */
static void check_mean(const ent_json *json, size_t row, double expected)
{
    double error = cell(json, "runs", "error", row);
    ent_assert_number(cell(json, "runs", "mean", row), expected, 4 * error);
}

static void check_state(const char *text, double tense, double energy, bool jammed, bool strict)
{
    ent_dynamics_report_options options = usual();
    ent_json *json = ask(text, &options);
    ent_assert_number(cell(json, "state", "tense", 0), tense, 0);
    ent_assert_number(cell(json, "state", "energy", 0), energy, 1e-12);
    assert_int_equal(is_so(json, "balanced"), !(tense > 0));
    assert_int_equal(is_so(json, "jammed"), jammed);
    assert_int_equal(is_so(json, "strict"), strict);
    ent_json_free(json);
}

/* Cliques of friends that are foes of each other, as a file. */
static void write_cliques(size_t cliques, size_t size, char *text)
{
    text += sprintf(text, "from,to,sign\n");
    for (size_t a = 0; a < cliques * size; a++)
        for (size_t b = a + 1; b < cliques * size; b++)
            text += sprintf(text, "%c,%c,%d\n", (char)('A' + a), (char)('A' + b), a / size == b / size ? 1 : -1);
}

/* Three cliques: by the reference (SPEC of blocs, section 4) 27 of 84 and 8 of 20 triads are tense. */
static void states_are_those_worked_by_hand(void **state)
{
    char text[1024];
    check_state(three, 1, 1, false, false);
    check_state(four, 2, 0, false, false);
    check_state("from,to,sign\nA,B,1\nA,C,-1\nB,C,-1\n", 0, -1, false, false);
    write_cliques(3, 3, text);
    check_state(text, 27, -30.0 / 84, true, true);
    write_cliques(3, 2, text);
    check_state(text, 8, -0.2, true, false);
}

/* The tense triads of three foes are the whole: any pair becomes friends, with 1/3 each. Of ++- the foes do with p. */
static void ends_of_three_have_their_probabilities(void **state)
{
    ent_dynamics_report_options options = usual();
    options.draws = 4000;
    options.rule = "local";
    options.p = 0.8;
    ent_json *json = ask(three, &options);
    ent_assert_number(cell(json, "runs", "mean", 0), 1, 0);
    ent_assert_number(cell(json, "runs", "error", 0), 0, 0);
    ent_assert_number(cell(json, "runs", "mean", 3), 1, 0);
    assert_string_equal(text_cell(json, "ends", "groups", 0), "A;B;C");
    ent_assert_number(cell(json, "ends", "share", 0), 0.8, 4 * sqrt(0.8 * 0.2 / 4000));
    ent_assert_number(cell(json, "ends", "share", 1), 0.1, 4 * sqrt(0.1 * 0.9 / 4000));
    ent_json_free(json);
    json = ask("from,to,sign\nA,B,-1\nA,C,-1\nB,C,-1\n", &options);
    ent_assert_number(ent_json_number(ent_json_get(result_of(json), "different_ends")), 3, 0);
    for (size_t k = 0; k < 3; k++)
        ent_assert_number(cell(json, "ends", "share", k), 1.0 / 3, 4 * sqrt(2.0 / 9 / 4000));
    ent_json_free(json);
}

/* Of four: each tense triad has B-D, which goes with 1/3 and leaves A;B and C;D; the other pairs leave as many tense, and
 * go with 1/2. So one step ends in balance with 1/3, flips a sign with 1/3 + 2/3 / 2. */
static void one_step_of_four_has_its_probabilities(void **state)
{
    ent_dynamics_report_options options = usual();
    options.draws = 4000;
    options.steps_most = 1;
    ent_json *json = ask(four, &options);
    check_mean(json, 0, 1.0 / 3);
    ent_assert_number(cell(json, "runs", "mean", 1), 0, 0);
    check_mean(json, 2, 2.0 / 3);
    check_mean(json, 4, 2.0 / 3);
    double share = cell(json, "runs", "mean", 0);
    ent_assert_number(cell(json, "runs", "error", 0), sqrt(share * (1 - share) / 3999), 1e-12);
    ent_assert_number(ent_json_number(ent_json_get(result_of(json), "different_ends")), 1, 0);
    ent_assert_number(cell(json, "ends", "share", 0), share, 1e-12);
    assert_string_equal(text_cell(json, "ends", "groups", 0), "A;B|C;D");
    ent_json_free(json);
}

static void a_jammed_state_stays_where_it_is(void **state)
{
    char text[1024];
    ent_dynamics_report_options options = usual();
    options.draws = 10;
    write_cliques(3, 3, text);
    ent_json *json = ask(text, &options);
    ent_assert_number(cell(json, "runs", "mean", 1), 1, 0);
    ent_assert_number(cell(json, "runs", "mean", 4), 0, 0);
    assert_string_equal(text_cell(json, "ends", "outcome", 0), "jammed");
    assert_string_equal(text_cell(json, "ends", "groups", 0), "A;B;C|D;E;F|G;H;I");
    ent_json_free(json);
}

/* A text of the answer without what the run took. */
static char *printed(const ent_json *json)
{
    char *text;
    ent_error error;
    ent_assert_ok(ent_json_print(json, &text, &error), &error);
    *strstr(text, "\"run\": {") = '\0';
    return text;
}

static void threads_do_not_matter(void **state)
{
    char cliques[1024];
    ent_dynamics_report_options options = usual();
    options.draws = 300;
    write_cliques(4, 2, cliques);
    ent_json *one = ask(cliques, &options);
    options.threads = 5;
    ent_json *five = ask(cliques, &options);
    options.seed = 2;
    ent_json *other = ask(cliques, &options);
    char *text = printed(one), *same = printed(five), *differs = printed(other);
    assert_string_equal(text, same);
    assert_string_not_equal(text, differs);
    free(text);
    free(same);
    free(differs);
    ent_json_free(one);
    ent_json_free(five);
    ent_json_free(other);
}

/* Two friends of weight 2: eigenvalues 2 and -2, t* = 1/2; at 1/4 X has 2 / (1 - 1/2) = 4 along (1, 1), -2 / (1 + 1/2) along
 * (1, -1): 4/2 - (4/3)/2 = 4/3 for oneself, 4/2 + (4/3)/2 = 8/3 for each other. C, foe of both with a weight of next to
 * nothing, is the other faction. */
static void a_flow_is_that_worked_by_hand(void **state)
{
    ent_dynamics_report_options options = usual();
    options.flow = true;
    options.at = 0.25;
    ent_json *json = ask("from,to,weight\nA,B,2\n", &options);
    ent_assert_number(ent_json_number(ent_json_get(ent_json_get(result_of(json), "flow"), "time")), 0.5, 1e-12);
    ent_assert_number(cell(json, "matrix", "x", 0), 4.0 / 3, 1e-12);
    ent_assert_number(cell(json, "matrix", "x", 1), 8.0 / 3, 1e-12);
    ent_assert_number(cell(json, "state", "energy", 0), (double)NAN, 0);
    ent_json_free(json);
    json = ask("from,to,weight\nA,B,2\nB,C,-0.001\n", &options);
    assert_null(ent_json_get(result_of(json), "state"));
    ent_assert_number(cell(json, "factions", "faction", 1), 1, 0);
    ent_assert_number(cell(json, "factions", "faction", 2), 2, 0);
    ent_json_free(json);
}

static void a_missing_pair_is_named_or_filled(void **state)
{
    static const char path_of_ties[] = "from,to,sign\nA,B,1\nB,C,1\n";
    char path[ENT_PATH], message[ENT_PATH + 200];
    ent_dynamics_report_options options = usual();
    ent_json *json;
    ent_error error;
    ent_temp_file("path.csv", path_of_ties, strlen(path_of_ties), path);
    snprintf(message, sizeof message, "%s: pairs without a tie: 1, the first 'A' and 'C'; triads need all: expected --missing "
             "friend or --missing foe", path);
    ent_assert_fails(ent_dynamics_report(path, &options, &json, &error), &error, ENT_ERR_INPUT, message);
    options.missing = "friend";
    json = ask(path_of_ties, &options);
    ent_assert_number(cell(json, "state", "tense", 0), 0, 0);
    ent_json_free(json);
    options.missing = "foe";
    json = ask(path_of_ties, &options);
    ent_assert_number(cell(json, "state", "tense", 0), 1, 0);
    ent_json_free(json);
}

static ent_status call_dynamics(void *context, ent_error *error)
{
    ent_dynamics_report_options options = usual();
    ent_json *json;
    options.draws = 3;
    options.flow = true;
    options.at = 0.01;
    ent_status status = ent_dynamics_report(context, &options, &json, error);
    if (status != ENT_OK)
        assert_null(json);
    ent_json_free(json);
    return status;
}

static void memory_may_run_out(void **state)
{
    char path[ENT_PATH];
    ent_temp_file("four.csv", four, strlen(four), path);
    ent_sweep(call_dynamics, path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(states_are_those_worked_by_hand),
        cmocka_unit_test(ends_of_three_have_their_probabilities),
        cmocka_unit_test(one_step_of_four_has_its_probabilities),
        cmocka_unit_test(a_jammed_state_stays_where_it_is),
        cmocka_unit_test(threads_do_not_matter),
        cmocka_unit_test(a_flow_is_that_worked_by_hand),
        cmocka_unit_test(a_missing_pair_is_named_or_filled),
        cmocka_unit_test(memory_may_run_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
