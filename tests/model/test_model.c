/* Models: what a file says becomes data, effects and targets; what it cannot mean is refused with its place. */
#include "entente/model.h"
#include "entente/report.h"

#include "tie/alliances.h"

/* ---- four actors, three waves, worked by hand ----
 *
 *   wave 1: a-b, b-c          wave 2: a-b, a-c, b-c       wave 3: a-b, a-c, d-a missing
 *   size: a 1, b 2, c 4, d -; then a 1, b 2, c 6, d 3 (wave 3 is not used)
 *   near: a-b 1, c-d 1 */
static const char actors_file[] = "code,size_1,size_2,from,to\n"
                                  "a,1,1,,\nb,2,2,,\nc,4,6,,\nd,NA,3,2,\n";
static const char ties_file[] = "year,one,other,tie\n"
                                "1,a,b,1\n1,b,c,1\n"
                                "2,a,b,1\n2,a,c,1\n2,b,c,1\n"
                                "3,a,b,1\n3,a,c,1\n3,a,d,NA\n"
                                "4,b,d,1\n";
static const char near_file[] = "x,y\na,b\nc,d\n";

#define HEAD "title: Four\nfamily: saom\ndata: .\nwaves: [1, 2, 3]\n"
#define ACTORS "actors: {file: actors.csv, id: code}\n"
#define TIES                                                                                       \
    "dependent: {name: net, file: ties.csv, from: one, to: other, wave: year, value: tie}\n"
#define SIZE "covariates:\n  - {name: size, columns: [size_1, size_2]}\n"
#define SIZE_1 "covariates:\n  - {name: size, columns: [size_1]}\n"
#define NEAR "dyadic:\n  - {name: near, file: near.csv, from: x, to: y, centred: false}\n"

static char *write_model(const char *text, char path[ENT_PATH])
{
    char other[ENT_PATH];
    ent_temp_file("actors.csv", actors_file, strlen(actors_file), other);
    ent_temp_file("ties.csv", ties_file, strlen(ties_file), other);
    ent_temp_file("near.csv", near_file, strlen(near_file), other);
    return ent_temp_file("model.yaml", text, strlen(text), path);
}

static ent_model *open_model(const char *text)
{
    char path[ENT_PATH];
    ent_error error;
    ent_model *model;
    write_model(text, path);
    ent_assert_ok(ent_model_open(path, &model, &error), &error);
    return model;
}

/* All targets of a model, [period * effect_count + effect]; freed with free(). */
static double *targets_of(const ent_model *model)
{
    ent_error error;
    double *target = calloc(ent_model_period_count(model) * model->effect_count, sizeof *target);
    ent_assert_ok(ent_model_targets(model, target, &error), &error);
    return target;
}

static void a_folder_gives_actors_waves_and_covariates(void **state)
{
    ent_model *model = open_model(HEAD ACTORS TIES SIZE NEAR "effects: [density]\n");
    assert_int_equal(model->actor_count, 4);
    assert_string_equal(model->actors[3], "d");
    assert_false(model->ties.directed);
    assert_int_equal(model->ties.code[1], 1);              /* a-b at wave 1 */
    assert_int_equal(model->ties.code[4], 1);              /* and the other way */
    assert_int_equal(model->ties.code[32 + 3], ENT_TIE_MISSING);
    assert_int_equal(model->other_waves, 1);               /* year 4 */
    assert_int_equal(model->missing_ties, 2);              /* both ways */
    const ent_model_covariate *size = &model->covariates[0];
    ent_assert_number(size->constants.mean, 19.0 / 7, 1e-12); /* 1 2 4, 1 2 6 3 */
    ent_assert_number(size->constants.range, 5, 0);
    assert_int_equal(size->missing_count, 1);
    ent_assert_number(model->dyadic[0].raw_mean, 4.0 / 12, 1e-12);
    ent_assert_number(model->dyadic[0].mean, 0, 0);
    ent_model_free(model);
}

/* d has no size at wave 1: it counts as the mean of the fit, 5, not as that of these data. */
static void what_is_missing_counts_as_the_mean_of_the_fit(void **state)
{
    static const char *const centred[] = {"true", "false"};
    for (int k = 0; k < 2; k++) {
        char text[600];
        snprintf(text, sizeof text, HEAD ACTORS TIES "covariates:\n  - {name: size, columns: [size_1, size_2], centred: %s}\n"
                 "effects: [density]\n", centred[k]);
        ent_model *model = open_model(text);
        ent_model_centre_as(model, 0, 5, 8, 0.25);
        const ent_model_covariate *size = &model->covariates[0];
        ent_assert_number(size->value[0], k == 0 ? 1 - 5 : 1, 1e-12);
        ent_assert_number(size->value[3], k == 0 ? 0 : 5, 1e-12);
        ent_assert_number(size->constants.neutral, k == 0 ? 0 : 5, 1e-12);
        ent_assert_number(size->constants.range, 8, 0);
        ent_model_free(model);
    }
}

/* Wave 1 is only what was before, and forecasts may start there: it has its values, but the mean, 3, is that of waves 2 and 3. */
static void the_wave_before_has_its_data_too(void **state)
{
    ent_model *model = open_model("family: tergm\ndata: .\nwaves: [1, 2, 3]\n" ACTORS TIES
                                  "covariates:\n  - {name: size, columns: [size_1, size_2, size_2]}\n"
                                  "dyadic:\n  - {name: near, file: near.csv, from: x, to: y}\n"
                                  "effects: [edges, autoregression]\n");
    const ent_model_covariate *size = &model->covariates[0];
    ent_assert_number(size->constants.mean, 3, 1e-12);
    ent_assert_number(size->value[2], 4, 0);
    ent_assert_number(size->value[3], 3, 1e-12);
    assert_int_equal(size->missing[3], 1);
    assert_int_equal(size->missing_count, 0);
    ent_model_free(model);
}

/* b-c has no value. */
static void a_missing_value_of_a_pair_counts_as_the_mean_of_the_fit(void **state)
{
    static const char far[] = "x,y,km\na,b,3\nb,c,NA\n";
    char path[ENT_PATH];
    ent_temp_file("far.csv", far, strlen(far), path);
    ent_model *model = open_model(HEAD ACTORS TIES "dyadic:\n  - {name: far, file: far.csv, from: x, to: y, value: km}\n"
                                  "effects: [density]\n");
    ent_model_centre_dyadic_as(model, 0, 2);
    const ent_model_dyadic *far_as = &model->dyadic[0];
    ent_assert_number(far_as->value[1], 3, 0);
    assert_int_equal(far_as->missing[4 + 2], 1);
    ent_assert_number(far_as->value[4 + 2] - far_as->mean, 0, 0);
    ent_assert_number(far_as->raw_mean, 2, 0);
    ent_model_free(model);
}

/* Period 1 gains a-c; period 2 loses b-c, and a-d is missing at its end. */
static void targets_are_counted_by_period(void **state)
{
    ent_model *model =
        open_model(HEAD ACTORS TIES SIZE NEAR
                   "effects:\n  - density\n  - {effect: gwesp, decay: 0}\n  - {effect: X, of: near}\n"
                   "  - {effect: altX, of: size}\n  - {effect: density, type: creation}\n"
                   "  - {effect: density, type: endowment}\n  - outRate\n");
    double *target = targets_of(model);
    const double centre = 19.0 / 7;
    const double expected[2][9] = {
        {2, 0, 3, 6, 2, 2 * 1 + 2 * 2 + 2 * 4 - 6 * centre, 1, 0, 1 + 1},
        {0, 2, 2, 0, 2, 2 * 1 + 1 * 2 + 1 * 6 - 4 * centre, 0, -1, 2 + 2}};
    assert_int_equal(model->effect_count, 9); /* two basic rates first */
    for (size_t p = 0; p < 2; p++)
        for (size_t k = 0; k < 9; k++)
            ent_assert_number(target[p * 9 + k], expected[p][k], 1e-12);
    free(target);
    ent_model_free(model);
}

/* d is not there at wave 1; the memory of wave 3 is that of wave 2: a-b and a-c stayed. */
static void a_tie_model_counts_each_tie_once_and_knows_the_wave_before(void **state)
{
    ent_model *model =
        open_model("family: tergm\ndata: .\nwaves: [1, 2, 3]\n"
                   "actors: {file: actors.csv, id: code, from: from, to: to}\n" TIES
                   "effects: [edges, isolates, autoregression]\n");
    double *target = targets_of(model);
    assert_int_equal(ent_model_period_count(model), 2);
    const double expected[6] = {3, 1, 2, 2, 1, 2};
    for (size_t k = 0; k < 6; k++)
        ent_assert_number(target[k], expected[k], 0);
    free(target);
    ent_model_free(model);

    model = open_model("family: tergm\ndata: .\nwaves: [1, 2, 3]\n"
                       "actors: {file: actors.csv, id: code, from: from, to: to}\n" TIES
                       "effects: [edges, isolates]\n");
    target = targets_of(model);
    assert_int_equal(ent_model_period_count(model), 3);
    ent_assert_number(target[1], 0, 0); /* d is absent, no isolate */
    free(target);
    ent_model_free(model);
}

static void a_covariate_may_be_a_row_for_each_wave(void **state)
{
    char path[ENT_PATH];
    const char text[] = "who,when,v\na,1,5\nb,1,7\na,2,6\nc,9,1\n";
    ent_temp_file("long.csv", text, strlen(text), path);
    ent_model *model =
        open_model(HEAD ACTORS TIES
                   "covariates:\n  - {name: v, file: long.csv, id: who, wave: when, value: v}\n"
                   "effects: [{effect: sum, of: v}]\n");
    ent_assert_number(model->covariates[0].constants.mean, 6, 1e-12);
    ent_assert_number(model->covariates[0].value[0], -1, 1e-12);
    assert_int_equal(model->covariates[0].missing_count, 2 + 3); /* c, d at wave 1; b, c, d at 2 */
    ent_model_free(model);
}

/* The message ends so; before it stand the folders of a path. */
static void check_refused(const char *text, const char *ending)
{
    char path[ENT_PATH];
    ent_error error = {0};
    ent_model *model;
    write_model(text, path);
    ent_status status = ent_model_open(path, &model, &error);
    assert_null(model);
    size_t length = strlen(error.message), end = strlen(ending);
    if (status != ENT_ERR_INPUT || length < end || strcmp(error.message + length - end, ending) != 0)
        fail_msg("'%s', not '%s'", error.message, ending);
}

/* ---- interactions ---- */

/* f(t) times W: a-b is near and tied in all three waves, so 1 + 4 + 9; the same as the row time_dyadic. */
static void an_interaction_multiplies_its_factors(void **state)
{
    ent_model *model =
        open_model("family: tergm\ndata: .\nwaves: [1, 2, 3]\n" ACTORS TIES SIZE_1 NEAR "effects:\n  - edges\n"
                   "  - {interaction: [{effect: edgecov, of: near}, {effect: time, power: 2}]}\n"
                   "  - {effect: time_dyadic, of: near, power: 2}\n"
                   "  - {interaction: [time, {effect: time, power: 2}, triangle]}\n");
    const ent_model_effect *e = &model->effects[1];
    double *target = targets_of(model), sum[3] = {0, 0, 0};
    assert_string_equal(e->name, "dyadic(near) x time");
    assert_string_equal(e->of, "");
    assert_int_equal(e->factor_count, 2);
    for (size_t p = 0; p < 3; p++)
        for (size_t k = 0; k < 3; k++)
            sum[k] += target[p * model->effect_count + 1 + k];
    ent_assert_number(sum[0], 14, 1e-12);
    ent_assert_number(sum[1], 14, 1e-12);
    ent_assert_number(sum[2], 8, 1e-12); /* one triangle, at wave 2: 2 * 2^2 */
    free(target);
    ent_model_free(model);
}

/* Directed, period 1 ends with a->b, b->a, a->c; ego's size is 1, 2, 4 less their mean 7 / 3. */
static void an_interaction_of_an_actor_oriented_model_counts_over_egos_ties(void **state)
{
    char path[ENT_PATH];
    const char text[] = "year,one,other\n1,a,b\n2,a,b\n2,b,a\n2,a,c\n";
    ent_temp_file("arcs.csv", text, strlen(text), path);
    ent_model *model =
        open_model("data: .\nwaves: [1, 2]\n" ACTORS
                   "dependent: {name: net, directed: true, file: arcs.csv, from: one, to: other, wave: year}\n"
                   "covariates:\n  - {name: size, columns: [size_1]}\neffects:\n"
                   "  - {interaction: [{effect: egoX, of: size}, recip]}\n"
                   "  - {interaction: [{effect: egoX, of: size}, recip], type: creation}\n");
    double *target = targets_of(model);
    assert_string_equal(model->effects[1].name, "ego(size) x reciprocity");
    ent_assert_number(target[1], 1 + 2 - 2 * 7.0 / 3, 1e-12);
    ent_assert_number(target[2], 2 - 7.0 / 3, 1e-12); /* gained: b->a is mutual, a->c is not */
    free(target);
    ent_model_free(model);
}

static void what_cannot_interact_is_refused_with_its_place(void **state)
{
    check_refused(HEAD ACTORS TIES "effects: [{interaction: [gwesp]}]\n",
                  "model.yaml:7:25: an interaction has 2 or 3 factors, not 1");
    check_refused(HEAD ACTORS TIES "effects: [{interaction: [transTies, triangle]}]\n",
                  "model.yaml:7:11: 'triangles' can interact only with effects of ego alone, as 'ego' or 'time': what it "
                  "counts hangs on ego's other ties");
    check_refused(HEAD ACTORS TIES "effects: [{interaction: [outRate, gwesp]}]\n",
                  "model.yaml:7:26: 'rate_out_degree' is an effect of a rate, and no factor of an interaction");
    check_refused(HEAD ACTORS TIES SIZE "effects: [{interaction: [{effect: simX, of: sise}, gwesp]}]\n",
                  "model.yaml:9:45: there is no covariate 'sise'");
    check_refused(HEAD ACTORS TIES SIZE "effects: [{interaction: [{effect: simX, type: creation}, gwesp]}]\n",
                  "model.yaml:9:41: unknown key 'type'; expected effect, of");
    check_refused(HEAD ACTORS TIES "effects: [{interaction: [simX, gwesp]}]\n",
                  "model.yaml:7:11: effect 'similarity' needs a covariate");
    check_refused("family: tergm\ndata: .\nwaves: [1, 2, 3]\n" ACTORS TIES SIZE_1
                  "effects: [{interaction: [{effect: same, of: size}, gwesp]}]\n",
                  "model.yaml:8:11: the interaction 'same(size) x shared_partners' is not for tie models: there all "
                  "factors are data; or one is reciprocity; or one is of ego's own degree and the others of ego alone; "
                  "or the others are the same for all pairs, as 'time'");
}

/* ---- bad models ---- */

static void what_a_model_cannot_mean_is_refused_with_its_place(void **state)
{
    check_refused(HEAD ACTORS TIES "effect: [density]\n",
                  "model.yaml:7:1: unknown key 'effect', did you mean 'effects'?; expected title, family, data, "
                  "world, waves, actors, dependent, covariates, dyadic, treaties, effects, estimation, options");
    check_refused(HEAD ACTORS TIES "effects: [densty]\n",
                  "model.yaml:7:11: there is no effect 'densty', did you mean 'density'?");
    check_refused(HEAD ACTORS TIES "effects: [recip]\n",
                  "model.yaml:7:11: effect 'recip' is for directed networks, and 'net' is undirected");
    check_refused(HEAD ACTORS TIES "effects: [simX]\n",
                  "model.yaml:7:11: effect 'similarity' needs a covariate");
    check_refused(HEAD ACTORS TIES SIZE "effects: [{effect: simX, of: sise}]\n",
                  "model.yaml:9:30: there is no covariate 'sise'");
    check_refused(HEAD ACTORS TIES "effects: [{effect: gwesp, decay: -1}]\n",
                  "model.yaml:7:11: effect 'shared_partners': decay = -1 is not from 0 to 20");
    check_refused(HEAD ACTORS TIES "effects: [{effect: gwesp, decy: 1}]\n",
                  "model.yaml:7:27: unknown key 'decy', did you mean 'decay'?; expected effect, of, type, start, fixed, test, decay");
    check_refused(HEAD ACTORS TIES "effects: [{effect: isolates, type: creation}]\n",
                  "model.yaml:7:11: effect 'isolates' has no creation version: it is no sum over ties");
    check_refused(HEAD ACTORS TIES SIZE "effects: [{effect: density, of: size}]\n",
                  "model.yaml:9:33: 'density' does not take the actor covariate 'size'");
    check_refused("data: .\nwaves: [1, 2, 9]\n" ACTORS TIES "effects: [density]\n",
                  "model.yaml:2:15: no row of the ties is of wave '9'");
    check_refused("data: nowhere\nwaves: [1, 2]\n" ACTORS TIES "effects: [density]\n",
                  "/nowhere'");
}

static void two_kinds_of_memory_are_refused(void **state)
{
    check_refused("family: tergm\ndata: .\nwaves: [1, 2, 3]\n" ACTORS TIES
                  "effects:\n  - edges\n  - stability\n  - loss\n",
                  "model.yaml:9:5: 'stability' and 'loss' cannot both be told apart from the number of "
                  "ties: a model has one kind of memory");
}

static void covariates_of_a_wrong_size_and_unknown_actors_are_refused(void **state)
{
    char path[ENT_PATH];
    const char stranger[] = "x,y\na,b\na,z\n", twice[] = "year,one,other,tie\n1,a,b,1\n1,b,a,0\n";
    check_refused("family: tergm\ndata: .\nwaves: [1, 2, 3]\n" ACTORS TIES SIZE "effects: [edges]\n",
                  "model.yaml:7:27: covariate 'size' has 2 columns; expected 1 or one a wave, 3");
    const char early[] = "who,when,v\na,1,5\nb,1,7\n";
    ent_temp_file("early.csv", early, strlen(early), path);
    check_refused("family: tergm\ndata: .\nwaves: [1, 2]\n" ACTORS TIES
                  "covariates: [{name: v, file: early.csv, id: who, wave: when, value: v}]\neffects: [edges]\n",
                  "model.yaml:6:14: covariate 'v' has no value in wave 2");
    ent_temp_file("stranger.csv", stranger, strlen(stranger), path);
    ent_temp_file("twice.csv", twice, strlen(twice), path);
    check_refused(HEAD ACTORS TIES
                  "dyadic: [{name: w, file: stranger.csv, from: x, to: y}]\neffects: [density]\n",
                  "stranger.csv:3: y 'z' is not an actor of the model");
    check_refused(HEAD ACTORS
                  "dependent: {name: net, file: twice.csv, from: one, to: other, wave: year, value: tie}\n"
                  "effects: [density]\n",
                  "twice.csv:3: tie '0' is not the 1 that line 2 gives the same pair and wave");
}

/* Rows that contradict each other, of a pair one way and the other, or of one wave. Those that agree are fine. */
static void two_rows_that_differ_are_refused_with_both_values(void **state)
{
    char path[ENT_PATH];
    const char ways[] = "x,y,v\na,b,1\nc,d,2\nb,a,3\n", agree[] = "x,y,v\na,b,1\nb,a,1\nc,d,NA\nd,c,NA\n";
    const char waves[] = "x,y,w\na,b,1\nb,a,1\nc,a,2\n";
    const char again[] = "x,y,w,v\na,b,1,1\na,b,2,5\na,b,1,NA\n", actor[] = "who,when,v\na,1,5\nb,1,7\na,1,6\n";
    ent_temp_file("ways.csv", ways, strlen(ways), path);
    ent_temp_file("again.csv", again, strlen(again), path);
    ent_temp_file("waves.csv", waves, strlen(waves), path);
    ent_temp_file("agree.csv", agree, strlen(agree), path);
    ent_temp_file("actor.csv", actor, strlen(actor), path);
    check_refused(HEAD ACTORS TIES "dyadic: [{name: w, file: ways.csv, from: x, to: y, value: v}]\n"
                  "effects: [{effect: X, of: w}]\n",
                  "ways.csv:4: v '3' is not the 1 that line 2 gives the same pair");
    check_refused(HEAD ACTORS TIES "dyadic: [{name: w, file: again.csv, from: x, to: y, wave: w, value: v}]\n"
                  "effects: [{effect: X, of: w}]\n",
                  "again.csv:4: v 'NA' is not the 1 that line 2 gives the same pair and wave");
    check_refused(HEAD ACTORS TIES "covariates: [{name: v, file: actor.csv, id: who, wave: when, value: v}]\n"
                  "effects: [{effect: sum, of: v}]\n",
                  "actor.csv:4: v '6' is not the 5 that line 2 gives the same actor and wave");
    ent_model_free(open_model(HEAD ACTORS TIES "dyadic: [{name: w, file: agree.csv, from: x, to: y, value: v}]\n"
                              "effects: [{effect: X, of: w}]\n"));
    /* not symmetric: the two ways are two cells, and an undirected network then refuses the effect */
    check_refused(HEAD ACTORS TIES "dyadic: [{name: w, file: ways.csv, from: x, to: y, value: v, symmetric: false}]\n"
                  "effects: [{effect: X, of: w}]\n",
                  "model.yaml:8:11: effect 'dyadic': 'net' is undirected, but 'w' is not symmetric: a to b is 1, b to a 3");
    check_refused(HEAD ACTORS TIES "dyadic: [{name: w, file: waves.csv, from: x, to: y, wave: w, symmetric: false}]\n"
                  "effects: [density, {interaction: [gwesp, {effect: X, of: w}]}]\n",
                  "model.yaml:8:42: effect 'dyadic': 'net' is undirected, but 'w' is not symmetric in wave 2: a to c is "
                  "0, c to a 1");
}

static ent_status open_and_free(void *context, ent_error *error)
{
    ent_model *model;
    ent_status status = ent_model_open(context, &model, error);
    if (status != ENT_OK) {
        assert_null(model);
        return status;
    }
    double target[20];
    status = ent_model_targets(model, target, error);
    ent_model_free(model);
    return status;
}

static void a_model_survives_failing_memory(void **state)
{
    char path[ENT_PATH];
    write_model(HEAD ACTORS TIES SIZE NEAR "effects: [density, gwesp, {effect: X, of: near},\n"
                "  {interaction: [gwesp, {effect: X, of: near}]}]\n", path);
    ent_sweep(open_and_free, path);
}

static ent_status report_and_free(void *context, ent_error *error)
{
    ent_json *json;
    ent_status status = ent_targets_report(context, &json, error);
    if (status != ENT_OK)
        assert_null(json);
    ent_json_free(json);
    return status;
}

static void the_answer_survives_failing_memory(void **state)
{
    char path[ENT_PATH];
    write_model(HEAD ACTORS TIES SIZE NEAR "effects: [density, {effect: X, of: near}]\n", path);
    ent_sweep(report_and_free, path);
}

/* ---- the reference: every row of a file of targets as a model's effect ---- */

static const char *unquoted(char *text)
{
    size_t length = strlen(text);
    if (length >= 2 && text[0] == '"' && text[length - 1] == '"') {
        text[length - 1] = '\0';
        return text + 1;
    }
    return text;
}

/* Pairs 1 to 50 as a CSV: |i - j| / 10. */
static void write_far_apart(char path[ENT_PATH])
{
    static char text[60000];
    size_t used = (size_t)sprintf(text, "i,j,w\n");
    for (int i = 1; i <= 50; i++)
        for (int j = 1; j <= 50; j++)
            if (i != j)
                used += (size_t)sprintf(text + used, "%d,%d,%g\n", i, j, abs(i - j) / 10.0);
    ent_temp_file("far.csv", text, used, path);
}

static void targets_of_a_model_file_are_those_of_the_peer(void **state)
{
    static char text[40000];
    static double expected[200];
    char far[ENT_PATH], path[ENT_PATH], data[ENT_PATH];
    const char *set = getenv("ENTENTE_DATA");
    ent_error error;
    ent_model *model;
    reference *r = reference_open("saom/targets_s50_network.csv");
    snprintf(data, sizeof data, "%s/../reference/saom/data",
             set && *set ? set : ENTENTE_SOURCE_DIR "/../shared/data");
    write_far_apart(far);
    size_t count = 0;
    size_t used = (size_t)sprintf(
        text,
        "data: %s\nwaves: [1, 2, 3]\nactors: {file: s50_actors.csv, id: actor}\n"
        "dependent: {name: net, directed: true, file: s50_ties.csv, from: ego, to: alter, wave: wave}\n"
        "covariates:\n  - {name: alc, columns: [alcohol_1, alcohol_2, alcohol_3]}\n"
        "  - {name: smk, columns: [smoke_1, smoke_2]}\n  - {name: alc1, columns: [alcohol_1]}\n"
        "  - {name: alc1nc, columns: [alcohol_1], centred: false}\n"
        "dyadic: [{name: dyc, file: %s, from: i, to: j, value: w}]\neffects:\n", data, far);
    while (reference_next(r)) {
        const char *type = unquoted(r->field[2]), *effect = unquoted(r->field[3]);
        const char *of = unquoted(r->field[5]);
        if (strcmp(effect, "Rate") == 0 || strcmp(of, "dyb") == 0)
            continue;
        used += (size_t)sprintf(text + used, "  - {effect: '%s%s', type: %s%s%s}\n",
                                strcmp(type, "rate") == 0 ? "" : "rsiena:", effect,
                                strcmp(type, "eval") == 0    ? "evaluation"
                                : strcmp(type, "endow") == 0 ? "endowment" : type,
                                *of ? ", of: " : "", of);
        expected[count++] = strtod(r->field[r->fields - 3], NULL);
    }
    assert_int_equal(count, 138 - 2 - 5);
    ent_temp_file("peer.yaml", text, used, path);
    ent_assert_ok(ent_model_open(path, &model, &error), &error);
    double *target = targets_of(model);
    for (size_t k = 0; k < count; k++) {
        double sum = target[k + 2] + target[model->effect_count + k + 2];
        if (!(fabs(sum - expected[k]) <= 1e-6))
            fail_msg("%s %s: %.12g, not %.12g", model->effects[k + 2].name, model->effects[k + 2].of, sum,
                     expected[k]);
    }
    free(target);
    ent_model_free(model);
}

static void statistics_of_a_tie_models_file_are_those_of_the_peer_in_every_year(void **state)
{
    static const char *const columns[] = {"edges", "gwesp.fixed.0", "memory.autoregression", "edgecov.lsp",
                                          "edgecov.war", "nodecov.polity", "nodecov.cinc",
                                          "absdiff.polity", "absdiff.cinc", "edgecov.contig"};
    ent_model *model = alliances_open(model_a, 1981, 2000);
    double *target = targets_of(model), *at = target;
    for (reference *r = reference_open("tergm/summary_statistics.csv"); reference_next(r);
         at += model->effect_count)
        for (size_t k = 0; k < sizeof columns / sizeof *columns; k++)
            ent_assert_number(at[k], reference_number(r, columns[k]), 1e-6);
    assert_int_equal(at - target, 20 * model->effect_count);
    free(target);
    ent_model_free(model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_folder_gives_actors_waves_and_covariates),
        cmocka_unit_test(what_is_missing_counts_as_the_mean_of_the_fit),
        cmocka_unit_test(the_wave_before_has_its_data_too),
        cmocka_unit_test(a_missing_value_of_a_pair_counts_as_the_mean_of_the_fit),
        cmocka_unit_test(targets_are_counted_by_period),
        cmocka_unit_test(a_tie_model_counts_each_tie_once_and_knows_the_wave_before),
        cmocka_unit_test(a_covariate_may_be_a_row_for_each_wave),
        cmocka_unit_test(an_interaction_multiplies_its_factors),
        cmocka_unit_test(an_interaction_of_an_actor_oriented_model_counts_over_egos_ties),
        cmocka_unit_test(what_cannot_interact_is_refused_with_its_place),
        cmocka_unit_test(what_a_model_cannot_mean_is_refused_with_its_place),
        cmocka_unit_test(two_kinds_of_memory_are_refused),
        cmocka_unit_test(two_rows_that_differ_are_refused_with_both_values),
        cmocka_unit_test(covariates_of_a_wrong_size_and_unknown_actors_are_refused),
        cmocka_unit_test(a_model_survives_failing_memory),
        cmocka_unit_test(the_answer_survives_failing_memory),
        cmocka_unit_test(targets_of_a_model_file_are_those_of_the_peer),
        cmocka_unit_test(statistics_of_a_tie_models_file_are_those_of_the_peer_in_every_year),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
