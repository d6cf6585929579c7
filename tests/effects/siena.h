/* The reference data of RSiena (reference/saom): networks as waves, covariates, terms by the peer's names. */
#ifndef ENT_TESTS_SIENA_H
#define ENT_TESTS_SIENA_H

#include "entente/effects.h"

#include "measure/reference.h"

enum { SIENA_WAVES = 5, SIENA_COVARIATES = 6 };

/* A covariate over the waves that periods start from; one wave = constant. */
typedef struct {
    const char *name;
    size_t waves;
    double *value;
    uint8_t *missing;
    ent_covariate constants;
} siena_covariate;

typedef struct {
    const char *name;
    size_t waves;
    double *value;
    uint8_t *missing;
    double mean;
} siena_dyadic;

typedef struct {
    ent_waves waves;
    uint8_t *code;
    siena_covariate covariate[SIENA_COVARIATES];
    siena_dyadic dyadic[SIENA_COVARIATES];
    size_t covariate_count, dyadic_count;
    double balance_mean, structure_mean;
} siena;

static inline void siena_open(siena *s, size_t n, size_t waves, bool directed)
{
    memset(s, 0, sizeof *s);
    s->code = calloc(n * n * waves, 1);
    s->waves = (ent_waves){.n = n, .wave_count = waves, .directed = directed, .code = s->code};
}

static inline void siena_close(siena *s)
{
    for (size_t k = 0; k < s->covariate_count; k++) {
        free(s->covariate[k].value);
        free(s->covariate[k].missing);
    }
    for (size_t k = 0; k < s->dyadic_count; k++) {
        free(s->dyadic[k].value);
        free(s->dyadic[k].missing);
    }
    free(s->code);
}

/* Ties of a file "wave,FROM,TO[,value]"; value NA = missing. */
static inline void siena_ties(siena *s, const char *file, const char *from, const char *to, bool valued)
{
    reference *r = reference_open(file);
    size_t n = s->waves.n;
    while (reference_next(r)) {
        size_t wave = (size_t)reference_number(r, "wave") - 1;
        size_t i = (size_t)reference_number(r, from) - 1, j = (size_t)reference_number(r, to) - 1;
        const char *value = valued ? reference_text(r, "value") : "1";
        uint8_t code = strcmp(value, "NA") == 0 ? ENT_TIE_MISSING : (uint8_t)atoi(value);
        s->code[(wave * n + i) * n + j] = code;
        if (!s->waves.directed)
            s->code[(wave * n + j) * n + i] = code;
    }
}

/* After ties and structural codes are in. */
static inline void siena_ready(siena *s)
{
    ent_error error;
    ent_assert_ok(ent_waves_check(&s->waves, &error), &error);
    s->balance_mean = ent_balance_mean(&s->waves);
    s->structure_mean = ent_structure_mean(&s->waves);
}

/* A covariate of columns[waves] of a file with a row for each actor; NA or empty = missing. */
static inline void siena_actor(siena *s, const char *name, const char *file, const char *const columns[],
                               size_t waves, bool centred)
{
    ent_error error;
    size_t n = s->waves.n, i = 0;
    double *raw = calloc(n * waves, sizeof *raw);
    siena_covariate *c = &s->covariate[s->covariate_count++];
    reference *r = reference_open(file);
    for (; reference_next(r); i++)
        for (size_t w = 0; w < waves; w++) {
            const char *text = reference_text(r, columns[w]);
            raw[w * n + i] = *text && strcmp(text, "NA") ? strtod(text, NULL) : (double)NAN;
        }
    assert_int_equal(i, n);
    *c = (siena_covariate){.name = name, .waves = waves, .value = calloc(n * waves, sizeof(double)),
                           .missing = calloc(n * waves, 1)};
    ent_assert_ok(ent_covariate_centre(raw, n, waves, centred, c->value, c->missing, &c->constants,
                                       &error), &error);
    c->constants.name = name;
    free(raw);
}

/* raw[waves * n * n] is taken over and centred. */
static inline void siena_pairs(siena *s, const char *name, double *raw, size_t waves)
{
    ent_error error;
    size_t n = s->waves.n;
    siena_dyadic *d = &s->dyadic[s->dyadic_count++];
    *d = (siena_dyadic){.name = name, .waves = waves, .value = calloc(waves * n * n, sizeof(double)),
                        .missing = calloc(waves * n * n, 1)};
    ent_assert_ok(ent_dyadic_centre(raw, n, waves, d->value, d->missing, &d->mean, &error), &error);
    free(raw);
}

/* ---- a period: the network of the statistics, with all that is known beside it ---- */

typedef struct {
    ent_view *view, *start;
    uint8_t *before, *missing; /* the network at the start; ties missing at either end */
} siena_period;

static inline ent_view *siena_view(const siena *s, const uint8_t *x)
{
    ent_error error;
    ent_view *view;
    ent_assert_ok(ent_view_new(s->waves.n, s->waves.directed, 15, &view, &error), &error);
    ent_assert_ok(ent_view_set(view, x, &error), &error);
    view->balance_mean = s->balance_mean;
    view->structure_mean = s->structure_mean;
    return view;
}

static inline void siena_period_open(const siena *s, size_t period, siena_period *p)
{
    size_t cells = s->waves.n * s->waves.n;
    uint8_t *end = calloc(cells, 1);
    p->before = calloc(cells, 1);
    p->missing = calloc(cells, 1);
    ent_waves_lagged(&s->waves, period, p->before);
    ent_waves_end(&s->waves, period, end, p->missing);
    p->view = siena_view(s, end);
    p->start = siena_view(s, p->before);
    p->view->previous = p->start->previous = p->before;
    p->view->missing = p->start->missing = p->missing;
    free(end);
}

static inline void siena_period_close(siena_period *p)
{
    ent_view_free(p->view);
    ent_view_free(p->start);
    free(p->before);
    free(p->missing);
}

/* The named covariate in a period. */
static inline bool siena_covariate_at(const siena *s, const char *name, size_t period,
                                      ent_covariate *out)
{
    size_t n = s->waves.n;
    for (size_t k = 0; k < s->covariate_count; k++) {
        const siena_covariate *c = &s->covariate[k];
        size_t wave = c->waves == 1 ? 0 : period;
        if (strcmp(c->name, name) != 0)
            continue;
        *out = c->constants;
        out->value = c->value + wave * n;
        out->missing = c->missing + wave * n;
        return true;
    }
    return false;
}

static inline bool siena_dyadic_at(const siena *s, const char *name, size_t period, ent_dyadic *out)
{
    size_t cells = s->waves.n * s->waves.n;
    for (size_t k = 0; k < s->dyadic_count; k++) {
        const siena_dyadic *d = &s->dyadic[k];
        size_t wave = d->waves == 1 ? 0 : period;
        if (strcmp(d->name, name) != 0)
            continue;
        *out = (ent_dyadic){d->name, d->value + wave * cells, d->missing + wave * cells, d->mean};
        return true;
    }
    return false;
}

/* A term of the effect that the peer calls by this name, with the covariate of this name in a period. The data is
 * kept in *v and *w. The peer's outPopSqrt and inActSqrt are the quirks that SPEC 2.2 describes. */
static inline ent_term siena_term(const siena *s, const char *effect, const char *of, size_t period,
                                  const ent_view *view, ent_covariate *v, ent_dyadic *w)
{
    ent_error error;
    ent_term term;
    char name[64];
    snprintf(name, sizeof name, "rsiena:%s", effect);
    if (!ent_effect_find(name, s->waves.directed))
        fail_msg("no effect %s", effect);
    ent_term_init(&term, ent_effect_find(name, s->waves.directed));
    if (*of && siena_covariate_at(s, of, period, v))
        term.covariate = v;
    else if (*of && siena_dyadic_at(s, of, period, w))
        term.dyadic = w;
    ent_assert_ok(ent_term_check(view, &term, &error), &error);
    ent_assert_ok(ent_term_prepare(view, &term, &error), &error);
    return term;
}

#endif
