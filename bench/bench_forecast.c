/* Futures: 10,000 of ten years of a made-up world of 195 states, by the seven effects of the peer's alliance model M4 (density,
 * gwesp, popularity, sum and similarity of covariates, two dyadic ones), rule initiative, rate 0.6 a year (M4's 3 in five
 * years), 17 ties a state; one thread and two; and with an intervention. Then of a world that lives: states leave and come (40 come
 * in ten years, as after 1955), a covariate follows sizes that grow. */
#include "bench.h"

#include "entente/drift.h"
#include "entente/forecast.h"
#include "entente/import.h"
#include "entente/system.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { STATES = 195, YEARS = 10, DRAWS = 500, PAIRS = STATES * (STATES - 1) / 2, PAST = 30, SPARE = 150 };

static const char model_text[] =
    "family: saom\nworld: w.world\nwaves: [2000, 2005]\nactors: {system: actors}\n"
    "dependent: {name: pact, layer: pact, rule: initiative}\n"
    "covariates:\n  - {name: power, attribute: power}\n  - {name: regime, attribute: regime}\n"
    "dyadic:\n  - {name: border, layer: border}\n  - {name: dispute, layer: quarrel}\n"
    "effects: [density, {effect: gwesp, decay: 0.69}, inPopSqrt, {effect: egoPlusAltX, of: power}, "
    "{effect: simX, of: regime}, {effect: X, of: border}, {effect: X, of: dispute}]\n";

/* splitmix64 (Steele, Lea & Flood 2014); 0 to n - 1. */
static size_t below(uint64_t *state, size_t n)
{
    uint64_t z = *state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return (size_t)(((z ^ z >> 31) >> 32) * n >> 32);
}

static FILE *begin(const char *folder, const char *name)
{
    char path[300];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    if (!file)
        bench_fail("no temporary file");
    return file;
}

/* States in 13 regions of 15: pacts and borders within them, quarrels anywhere. */
static void write_tables(const char *folder)
{
    uint64_t state = 1;
    FILE *actors = begin(folder, "actors.csv"), *values = begin(folder, "attributes.csv"), *ties = begin(folder, "ties.csv");
    fprintf(actors, "name,abb,from\n");
    fprintf(values, "actor,attribute,value,unit\n");
    fprintf(ties, "layer,a,b,from,to\n");
    for (size_t i = 0; i < STATES; i++) {
        fprintf(actors, "State %zu,S%zu,1980\n", i, i);
        fprintf(values, "S%zu,power,%zu,points\nS%zu,regime,%zu,points\n", i, below(&state, 10), i, below(&state, 21));
        for (size_t j = i + 1; j < STATES; j++) {
            bool near = i / 15 == j / 15;
            if (near && below(&state, 10) < 9)
                fprintf(ties, "pact,S%zu,S%zu,,\n", i, j);
            else if (below(&state, 40) == 0)
                fprintf(ties, "pact,S%zu,S%zu,,\n", i, j);
            if (near && below(&state, 4) == 0)
                fprintf(ties, "border,S%zu,S%zu,,\n", i, j);
            if (below(&state, 200) == 0)
                fprintf(ties, "quarrel,S%zu,S%zu,,\n", i, j);
        }
    }
    if (fclose(actors) || fclose(values) || fclose(ties))
        bench_fail("no temporary file");
}

typedef struct {
    ent_forecast forecast;
    ent_forecast_sums sums;
    uint8_t *start;               /* [(STATES + SPARE)^2] */
    /* a world that lives */
    ent_system system;
    ent_drift growth;
    const double *value;          /* [STATES] of the covariate that follows */
    bool leave, follow;
} futures;

static void measure(void *user, size_t future, size_t step, const ent_view *network, const ent_treaty_counts *events,
                    double out[])
{
    (void)future, (void)step, (void)events;
    ent_forecast_measure(network, ((futures *)user)->start, out);
}

static void at(void *user, size_t future, size_t step, ent_forecast_state *state)
{
    const futures *f = user;
    double size[STATES];
    if (f->leave)
        ent_system_step(&f->system, 1, future, step, state->there, state->parent, STATES + f->forecast.world.spare, &state->taken);
    for (size_t i = 0; i < STATES; i++)
        size[i] = 1;
    if (f->follow && step > 0)
        ent_drift_walk(&f->growth, 1, future, step, size);
    for (size_t i = 0; f->follow && i < STATES; i++)
        state->value[i] = f->value[i] + log(size[i]);
}

/* A past in which one in 500 leaves and one in 45 comes a year, some years more; sizes grow by 2 % a year, give or take 5. */
static void make_past(futures *f)
{
    static double left[PAST], came[PAST], size[(PAST + 1) * STATES];
    uint64_t state = 2;
    ent_error error;
    for (size_t y = 0; y < PAST; y++) {
        left[y] = y % 3 ? 0 : 0.006;
        came[y] = y % 5 ? 0.01 : 0.07;
    }
    for (size_t cell = 0; cell < (PAST + 1) * STATES; cell++)
        size[cell] = cell < STATES ? 1 : size[cell - STATES] * (0.97 + 0.01 * (double)below(&state, 11));
    f->system = (ent_system){.years = PAST, .left = left, .came = came};
    if (ent_drift_of(size, PAST + 1, STATES, &f->growth, &error) != ENT_OK)
        bench_fail(error.message);
}

/* Networks are as wide as there are places. */
static void live(futures *f, bool leave, bool follow)
{
    static const size_t followed[] = {0};
    size_t n = STATES, wide = n + (leave ? SPARE : 0);
    const ent_model *model = f->forecast.model;
    f->leave = leave;
    f->follow = follow;
    f->value = model->covariates[0].value;
    memset(f->start, 0, wide * wide);
    for (size_t cell = 0; cell < n * n; cell++)
        f->start[cell / n * wide + cell % n] = model->ties.code[cell] == 1;
    f->forecast.world = (ent_forecast_world){.at = leave || follow ? at : NULL, .user = f, .spare = wide - n, .followed = followed,
                                             .followed_count = follow};
}

static ent_status add(void *user, const ent_forecast_draw *draw, ent_error *error)
{
    (void)error;
    ent_forecast_sums_add(&((futures *)user)->sums, draw);
    return ENT_OK;
}

static uint64_t run(void *context)
{
    futures *f = context;
    ent_error error;
    ent_forecast_sums_clear(&f->sums);
    if (ent_forecast_sums_init(&f->sums, f->forecast.variant_count, (size_t)YEARS * PAIRS, &error) != ENT_OK ||
        ent_forecast_run(&f->forecast, 0, DRAWS, add, f, NULL, &error) != ENT_OK)
        bench_fail(error.message);
    return bench_hash(0, f->sums.chance, f->sums.size);
}

static void clean(const char *folder)
{
    static const char *const names[] = {"actors.csv", "attributes.csv", "ties.csv", "w.world", "model.yaml"};
    char path[300];
    for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
        snprintf(path, sizeof path, "%s/%s", folder, names[k]);
        unlink(path);
    }
    rmdir(folder);
}

static ent_model *open_model(char *folder)
{
    char path[300];
    ent_error error;
    ent_model *model;
    if (!mkdtemp(folder))
        bench_fail("no temporary folder");
    write_tables(folder);
    snprintf(path, sizeof path, "%s/w.world", folder);
    if (ent_import_own(folder, path, "made-up", NULL, NULL, &error) != ENT_OK)
        bench_fail(error.message);
    FILE *file = begin(folder, "model.yaml");
    fputs(model_text, file);
    fclose(file);
    snprintf(path, sizeof path, "%s/model.yaml", folder);
    if (ent_model_open_at(path, NULL, NULL, &model, &error) != ENT_OK)
        bench_fail(error.message);
    return model;
}

int main(void)
{
    /* theta: rate, then about the peer's estimates; covariance: standard errors of .05 */
    static const double theta[] = {1, -2.2, 1.1, -0.1, 0.02, 0.3, 0.8, -0.2}, log_rate[] = {-0.51};
    static double covariance[64];
    char folder[] = "/tmp/bench_forecast_XXXXXX";
    ent_model *model = open_model(folder);
    ent_forecast_change pact = {.i = 0, .j = 100, .tied = true};
    ent_forecast_variant variants[] = {{NULL, 0}, {&pact, 1}};
    futures f = {.start = malloc((size_t)(STATES + SPARE) * (STATES + SPARE))};
    if (!f.start)
        bench_fail("out of memory");
    for (size_t k = 1; k < 8; k++)
        covariance[k * 9] = 0.0025;
    f.forecast = (ent_forecast){.model = model, .theta = theta, .covariance = covariance, .log_rate = log_rate, .rate_count = 1,
                                .steps = YEARS, .variants = variants, .variant_count = 1, .seed = 1, .threads = 1,
                                .measure_count = ENT_FORECAST_MEASURES, .measure = measure, .user = &f};
    live(&f, false, false);
    bench_case("10,000 futures of ten years, 195 states, 7 effects, one thread", DRAWS * ENT_FORECAST_EACH, 1, run, &f);
    f.forecast.threads = 2;
    bench_case("10,000 futures of ten years, 195 states, 7 effects, two threads", DRAWS * ENT_FORECAST_EACH, 3, run, &f);
    f.forecast.variant_count = 2;
    bench_case("10,000 futures with an intervention and without, two threads", DRAWS * ENT_FORECAST_EACH, 3, run, &f);
    f.forecast.variant_count = 1;
    make_past(&f);
    live(&f, true, false);
    bench_case("10,000 futures in which states leave and come, two threads", DRAWS * ENT_FORECAST_EACH, 3, run, &f);
    live(&f, false, true);
    bench_case("10,000 futures with a covariate that follows, two threads", DRAWS * ENT_FORECAST_EACH, 1, run, &f);
    live(&f, true, true);
    bench_case("10,000 futures with both, two threads", DRAWS * ENT_FORECAST_EACH, 1, run, &f);
    ent_drift_clear(&f.growth);
    ent_forecast_sums_clear(&f.sums);
    free(f.start);
    ent_model_free(model);
    clean(folder);
    return 0;
}
