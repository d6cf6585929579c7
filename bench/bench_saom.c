/* Actor-oriented models: replicates of the peer's alliance model M4 (164 states, 4 periods, 7 effects, rates 3, density
 * -1) and of M1 (50 pupils, 2 periods, at its estimates), with scores, from ENTENTE_DATA/../reference/saom; of a made-up
 * directed network of 2,000 actors with ten ties each; and whole fits of M4 and M1. */
#include "bench.h"

#include "entente/saom_fit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MANY = 2000, TIES = 10 };

static const char alliances[] =
    "waves: [1981, 1985, 1990, 1995, 2000]\n"
    "actors: {file: alliances_states.csv, id: state}\n"
    "dependent: {name: ally, file: alliances_ties.csv, from: i, to: j, wave: year}\n"
    "covariates:\n"
    "  - {name: lcinc, columns: [lcinc_1981, lcinc_1985, lcinc_1990, lcinc_1995, lcinc_2000]}\n"
    "  - {name: polity, columns: [polity_1981, polity_1985, polity_1990, polity_1995, polity_2000]}\n"
    "dyadic:\n"
    "  - {name: contig, file: alliances_contiguity.csv, from: i, to: j}\n"
    "  - {name: mid, file: alliances_mid.csv, from: i, to: j, wave: year}\n"
    "effects: [density, {effect: gwesp, decay: 0.69}, inPopSqrt, {effect: egoPlusAltX, of: lcinc}, "
    "{effect: simX, of: polity}, {effect: X, of: contig}, {effect: X, of: mid}]\n";
static const char pupils[] =
    "waves: [1, 2, 3]\n"
    "actors: {file: s50_actors.csv, id: actor}\n"
    "dependent: {name: net, directed: true, file: s50_ties.csv, from: ego, to: alter, wave: wave}\n"
    "effects: [density, recip, transTrip, cycle3]\n";
static const char many[] =
    "waves: [1, 2]\n"
    "actors: {file: actors.csv, id: name}\n"
    "dependent: {name: net, directed: true, file: ties.csv, from: ego, to: alter, wave: wave}\n"
    "effects: [density, recip, transTrip, inPopSqrt]\n";

typedef struct {
    ent_model *model;
    ent_saom *saom;
    double theta[16], *statistic, *score;
    ent_saom_run run;
} simulated;

/* The model of a text, whose data are in `data`. */
static void open_model(simulated *s, const char *data, const char *text)
{
    char path[] = "/tmp/bench_saom_XXXXXX";
    ent_error error;
    int file = mkstemp(path);
    FILE *out = file < 0 ? NULL : fdopen(file, "w");
    if (!out || fprintf(out, "family: saom\ndata: %s\n%s", data, text) < 0 || fclose(out) != 0)
        bench_fail("no temporary file");
    memset(s, 0, sizeof *s);
    if (ent_model_open(path, &s->model, &error) != ENT_OK)
        bench_fail(error.message);
    unlink(path);
    s->model->saom.one_way = false;
}

static void start(simulated *s, const double theta[], size_t count, int threads, bool scores)
{
    ent_error error;
    if (!s->saom && ent_saom_new(s->model, &s->saom, &error) != ENT_OK)
        bench_fail(error.message);
    size_t p = ent_saom_parameters(s->saom), numbers = count * p * ent_saom_periods(s->saom);
    memcpy(s->theta, theta, p * sizeof *theta);
    free(s->statistic);
    free(s->score);
    s->statistic = calloc(numbers, sizeof *s->statistic);
    s->score = calloc(numbers, sizeof *s->score);
    if (!s->statistic || !s->score)
        bench_fail("out of memory");
    s->run = (ent_saom_run){.seed = 1, .count = count, .threads = threads, .scores = scores};
}

static uint64_t simulate(void *context)
{
    simulated *s = context;
    ent_error error;
    if (ent_saom_simulate(s->saom, s->theta, &s->run, s->statistic, s->score, NULL, NULL, &error) != ENT_OK)
        bench_fail(error.message);
    size_t numbers = s->run.count * ent_saom_parameters(s->saom) * ent_saom_periods(s->saom);
    uint64_t hash = bench_hash(0, s->statistic, numbers * sizeof *s->statistic);
    return s->run.scores ? bench_hash(hash, s->score, numbers * sizeof *s->score) : hash;
}

static void close_model(simulated *s)
{
    ent_saom_free(s->saom);
    ent_model_free(s->model);
    free(s->statistic);
    free(s->score);
}

static void bench_alliances(const char *data)
{
    static const double theta[] = {3, 3, 3, 3, -1, 0, 0, 0, 0, 0, 0};
    simulated s;
    open_model(&s, data, alliances);
    s.model->saom.rule = ENT_SAOM_INITIATIVE;
    start(&s, theta, 400, 1, true);
    bench_case("400 replicates of M4 with scores, one thread", 400, 5, simulate, &s);
    start(&s, theta, 400, 2, true);
    bench_case("400 replicates of M4 with scores, two threads", 400, 5, simulate, &s);
    start(&s, theta, 400, 1, false);
    bench_case("400 replicates of M4 without scores, one thread", 400, 5, simulate, &s);
    close_model(&s);
}

static void bench_pupils(const char *data)
{
    static const double theta[] = {6.531, 5.329, -2.662, 2.449, 0.654, -0.095};
    simulated s;
    open_model(&s, data, pupils);
    start(&s, theta, 4000, 1, true);
    bench_case("4,000 replicates of M1 with scores, one thread", 4000, 5, simulate, &s);
    start(&s, theta, 4000, 2, true);
    bench_case("4,000 replicates of M1 with scores, two threads", 4000, 5, simulate, &s);
    close_model(&s);
}

/* splitmix64 (Steele, Lea & Flood 2014). */
static uint64_t below(uint64_t *state, uint64_t n)
{
    uint64_t z = *state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return ((z ^ z >> 31) >> 32) * n >> 32;
}

/* Ties to some of the next hundred actors, another tenth of them at the second wave. */
static void write_many(const char *folder)
{
    char path[64];
    uint64_t state = 1;
    snprintf(path, sizeof path, "%s/actors.csv", folder);
    FILE *actors = fopen(path, "w");
    snprintf(path, sizeof path, "%s/ties.csv", folder);
    FILE *ties = fopen(path, "w");
    if (!actors || !ties)
        bench_fail("no temporary file");
    fprintf(actors, "name\n");
    fprintf(ties, "wave,ego,alter\n");
    for (unsigned i = 0; i < MANY; i++) {
        fprintf(actors, "%u\n", i);
        for (unsigned k = 0; k < TIES; k++) {
            unsigned j = (i + 1 + 10 * k + (unsigned)below(&state, 10)) % MANY;
            fprintf(ties, "1,%u,%u\n", i, j);
            fprintf(ties, "2,%u,%u\n", i, below(&state, 10) ? j : (j + 200) % MANY);
        }
    }
    fclose(actors);
    fclose(ties);
}

static void bench_many(void)
{
    static const double theta[] = {2, -3.5, 1, 0.3, 0.05};
    char folder[] = "/tmp/bench_saom_XXXXXX", path[64];
    simulated s;
    if (!mkdtemp(folder))
        bench_fail("no temporary folder");
    write_many(folder);
    open_model(&s, folder, many);
    snprintf(path, sizeof path, "%s/actors.csv", folder);
    unlink(path);
    snprintf(path, sizeof path, "%s/ties.csv", folder);
    unlink(path);
    rmdir(folder);
    start(&s, theta, 4, 2, true);
    bench_case("4 replicates of 2,000 actors with ten ties, two threads", MANY, 3, simulate, &s);
    close_model(&s);
}

/* ---- whole fits ---- */

typedef struct {
    simulated *s;
    ent_saom_options options;
    size_t restarts, simulations;
} fitted;

static uint64_t fit(void *context)
{
    fitted *f = context;
    ent_error error;
    ent_saom_state state;
    ent_saom_fit fit;
    if (ent_saom_state_init(f->s->saom, NULL, &state, &error) != ENT_OK ||
        ent_saom_estimate(f->s->saom, &f->options, &state, NULL, NULL, &fit, NULL, &error) != ENT_OK)
        bench_fail(error.message);
    if (!fit.converged)
        bench_fail("not converged");
    f->restarts = fit.restarts;
    f->simulations = fit.simulations;
    uint64_t hash = bench_hash(0, fit.estimate, fit.parameters * sizeof *fit.estimate);
    ent_saom_fit_clear(&fit);
    ent_saom_state_clear(&state);
    return hash;
}

/* From the default start until it has converged, restarts included. */
static void bench_fit(const char *data, const char *model, const char *name, ent_saom_rule rule, size_t simulations)
{
    simulated s;
    ent_error error;
    open_model(&s, data, model);
    s.model->saom.rule = rule;
    s.model->saom.conditional = false;
    if (ent_saom_new(s.model, &s.saom, &error) != ENT_OK)
        bench_fail(error.message);
    for (int way = 0; way < 4; way++) { /* the classical algorithm on one thread and on two; what goes beyond it */
        static const char *const ways[] = {"one thread", "two threads", "two threads, per_step 4",
                                           "two threads, newton 500"};
        char text[120];
        fitted f = {.s = &s, .options = ENT_SAOM_OPTIONS};
        f.options.phase3 = simulations;
        f.options.threads = way == 0 ? 1 : 2;
        f.options.per_step = way == 2 ? 4 : 1;
        f.options.newton = way == 3 ? 500 : 0;
        snprintf(text, sizeof text, "fit of %s, phase 3 of %zu, %s", name, simulations, ways[way]);
        bench_case(text, simulations, 3, fit, &f);
        fprintf(stderr, "  %s: %zu restarts, %zu simulations\n", text, f.restarts, f.simulations);
    }
    close_model(&s);
}

int main(void)
{
    char folder[4096];
    bench_many(); /* first: the peak of memory is that of the process */
    const char *data = bench_data("the peer's models");
    if (!data)
        return 0;
    snprintf(folder, sizeof folder, "%s/../reference/saom/data", data);
    bench_alliances(folder);
    bench_pupils(folder);
    bench_fit(folder, alliances, "M4", ENT_SAOM_INITIATIVE, 2000);
    bench_fit(folder, pupils, "M1", ENT_SAOM_FORCING, 3000);
    return 0;
}
