/* Tie models: the published example of btergm with 1,000 bootstrap replicates (its file is the argument), and
 * proposals of a simulation on a made-up network of 164 states with ties, shared partners and two covariates. */
#include "bench.h"

#include "entente/tie.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ACTORS = 164, TERMS = 4, PROPOSALS = 10000000, REPLICATES = 1000 };

/* ---- simulation ---- */

typedef struct {
    ent_view *view;
    ent_term terms[TERMS];
    double theta[TERMS], value[ACTORS], weight[ACTORS * ACTORS];
    ent_covariate covariate;
    ent_dyadic dyadic;
} made_up;

/* splitmix64 (Steele, Lea & Flood 2014). */
static uint64_t below(uint64_t *state, uint64_t n)
{
    uint64_t z = *state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return ((z ^ z >> 31) >> 32) * n >> 32;
}

/* Neighbours in 20 regions; the coefficients give some 700 ties. */
static void open_made_up(made_up *m)
{
    static const char *const names[TERMS] = {"edges", "gwesp", "nodecov", "edgecov"};
    static const double theta[TERMS] = {-4, 0.3, 0.02, 4};
    uint64_t state = 2000;
    ent_error error;
    memset(m, 0, sizeof *m);
    memcpy(m->theta, theta, sizeof theta);
    for (size_t i = 0; i < ACTORS; i++)
        m->value[i] = (double)below(&state, 21) - 10;
    for (size_t i = 0; i < ACTORS; i++)
        for (size_t j = 0; j < ACTORS; j++)
            m->weight[i * ACTORS + j] = i != j && i % 20 == j % 20;
    m->covariate = (ent_covariate){.value = m->value, .range = 20};
    m->dyadic = (ent_dyadic){.value = m->weight};
    if (ent_view_new(ACTORS, false, ENT_KEEPS_TWO_PATHS, &m->view, &error) != ENT_OK)
        bench_fail(error.message);
    for (size_t k = 0; k < TERMS; k++) {
        ent_term_init(&m->terms[k], ent_effect_find(names[k], false));
        m->terms[k].covariate = &m->covariate;
        m->terms[k].dyadic = &m->dyadic;
        if (ent_term_prepare(m->view, &m->terms[k], &error) != ENT_OK)
            bench_fail(error.message);
    }
}

static uint64_t propose(void *context)
{
    made_up *m = context;
    ent_error error;
    ent_tie_chain *chain;
    if (ent_tie_chain_new(m->view, NULL, m->terms, m->theta, TERMS, 1, 0, &chain, &error) != ENT_OK)
        bench_fail(error.message);
    ent_tie_chain_run(chain, PROPOSALS);
    uint64_t hash = bench_hash(ent_tie_chain_accepted(chain), ent_tie_chain_network(chain)->x, ACTORS * ACTORS);
    ent_tie_chain_free(chain);
    return hash;
}

/* ---- btergm's example ---- */

typedef struct {
    ent_tie_rows rows;
    ent_tie_fit fit;
    uint16_t *counts;
    double *estimates;
} example;

static uint64_t fit_example(void *context)
{
    example *e = context;
    ent_error error;
    ent_tie_fit_clear(&e->fit);
    if (ent_tie_estimate(&e->rows, NULL, &ENT_TIE_DEFAULTS, &e->fit, &error) != ENT_OK)
        bench_fail(error.message);
    return bench_hash(0, e->fit.estimate, e->fit.term_count * sizeof *e->fit.estimate);
}

static uint64_t bootstrap_example(void *context)
{
    example *e = context;
    ent_error error;
    size_t failed;
    ent_tie_resample(1, REPLICATES, e->rows.step_count, e->counts);
    if (ent_tie_bootstrap(&e->rows, &e->fit, &ENT_TIE_DEFAULTS, e->counts, REPLICATES, 0, e->estimates, &failed, NULL,
                          &error) != ENT_OK)
        bench_fail(error.message);
    return bench_hash(failed, e->estimates, REPLICATES * e->rows.term_count * sizeof *e->estimates);
}

static void open_example(example *e, const char *path)
{
    ent_error error;
    ent_model *model;
    memset(e, 0, sizeof *e);
    if (ent_model_open(path, &model, &error) != ENT_OK
        || ent_tie_rows_of_model(model, 0, ent_model_period_count(model) - 1, false, &e->rows, NULL, &error) != ENT_OK)
        bench_fail(error.message);
    ent_model_free(model);
    e->counts = calloc(REPLICATES * e->rows.step_count, sizeof *e->counts);
    e->estimates = calloc(REPLICATES * e->rows.term_count, sizeof *e->estimates);
    if (!e->counts || !e->estimates)
        bench_fail("out of memory");
}

int main(int count, char **arguments)
{
    static made_up m;
    open_made_up(&m);
    bench_case("tie-no-tie proposals, 164 states, ties, shared partners, two covariates", PROPOSALS, 5, propose, &m);
    for (size_t k = 0; k < TERMS; k++)
        ent_term_clear(&m.terms[k]);
    ent_view_free(m.view);
    if (count < 2) {
        printf("{\"name\": \"model file\", \"skipped\": \"give one: bench_tie MODEL.yaml\"}\n");
        return 0;
    }
    example e;
    open_example(&e, arguments[1]);
    bench_case("estimate of the model file", e.rows.row_count, 3, fit_example, &e);
    bench_case("1,000 bootstrap replicates of the model file", REPLICATES, 3, bootstrap_example, &e);
    ent_tie_fit_clear(&e.fit);
    ent_tie_rows_clear(&e.rows);
    free(e.counts);
    free(e.estimates);
    return 0;
}
