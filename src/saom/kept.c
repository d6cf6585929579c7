/* What is kept up as ties flip: the values D of terms that hang on one count, pair by pair or alter by alter. A flip of
 * i->j changes those that the view's tables change (src/effects/view.c):
 *   two-paths     i->b for b in out(j);  a->j for a in in(i)
 *   out-shared    i, b both ways for b in in(j)
 *   in-shared     j, b both ways for b in out(i)
 *   mutual paths  if j->i: i, b both ways for b<->j; j, a both ways for a<->i
 * and the degrees of i and j. */
#include "saom/saom.h"

#include "core/exponential.h"

#include <math.h>

double saom_factor(double x)
{
    return fabs(x) <= 150 ? ent_exp(x) : (double)NAN;
}

static size_t pair_count(const saom_pair *p, size_t n, size_t i, size_t j)
{
    size_t cell = p->back ? j * n + i : i * n + j;
    return p->more ? (size_t)p->count[cell] + p->more[cell] : p->count[cell];
}

double saom_own_value(const ent_term *term, size_t degree)
{
    ent_degree_function *f = term->effect->of_degree;
    return f(term, (double)degree + 1) - f(term, (double)degree);
}

double saom_value(const ent_saom_worker *w, const saom_term *t, size_t i, size_t j)
{
    const ent_term *term = &w->period->terms[t->parameter];
    size_t n = w->saom->n, stride = w->saom->stride;
    switch (t->kind) {
    case SAOM_STILL: return saom_still_value(&w->period->still[t->slot], stride, i, j);
    case SAOM_PAIR: return w->pairs[t->slot].kept[i * stride + j];
    case SAOM_ALTER:
        return (w->view->x[i * n + j] ? w->alters[t->slot].kept_tied : w->alters[t->slot].kept)[j];
    case SAOM_OWN: return saom_own_value(term, (size_t)w->view->out_degree[i] - w->view->x[i * n + j]);
    case SAOM_BACK: return w->view->x[j * n + i];
    case SAOM_ANY:
    case SAOM_KINDS: break;
    }
    return ent_ego_change(w->view, term, i, j);
}

/* ---- tables of a period and theta ---- */

static void fill_table(const ent_term *term, double theta, size_t count, double *value, double *factor)
{
    bool prepared = term->effect->prepares == ENT_PREPARES_COUNTS;
    for (size_t c = 0; c < count; c++) {
        value[c] = prepared ? term->prepared[c] : (double)c;
        factor[c] = saom_factor(theta * value[c]);
    }
}

static void add_own(ent_saom_worker *w, const ent_term *term, double theta)
{
    for (size_t d = 0; d < w->saom->n; d++)
        w->own[d] *= saom_factor(theta * saom_own_value(term, d));
}

void saom_tables_fill(ent_saom_worker *w)
{
    size_t n = w->saom->n;
    w->back = 1;
    for (size_t d = 0; d <= n; d++)
        w->own[d] = 1;
    for (size_t k = 0; k < w->saom->term_count; k++) {
        const saom_term *t = &w->saom->terms[k];
        const ent_term *term = &w->period->terms[t->parameter];
        double theta = w->theta[t->parameter];
        if (t->kind == SAOM_PAIR)
            fill_table(term, theta, t->count == ENT_COUNT_CLOSING ? 2 * n + 1 : n + 1, w->pairs[t->slot].value,
                       w->pairs[t->slot].factor);
        else if (t->kind == SAOM_ALTER)
            fill_table(term, theta, n + 1, w->alters[t->slot].value, w->alters[t->slot].factor);
        else if (t->kind == SAOM_OWN)
            add_own(w, term, theta);
        else if (t->kind == SAOM_BACK)
            w->back *= saom_factor(theta);
    }
    saom_still_factors(w);
}

/* ---- alters ---- */

static void refresh_alter(ent_saom_worker *w, size_t j)
{
    const ent_view *v = w->view;
    double make = w->still_alter[j], end = make;
    for (size_t k = 0; k < w->saom->term_count; k++) {
        const saom_term *t = &w->saom->terms[k];
        if (t->kind != SAOM_ALTER)
            continue;
        bool grows = t->count == ENT_COUNT_IN_DEGREE; /* with the tie itself */
        size_t degree = grows ? v->in_degree[j] : v->out_degree[j];
        saom_alter *a = &w->alters[t->slot];
        a->kept[j] = a->value[degree + grows];
        a->kept_tied[j] = a->value[degree];
        make *= a->factor[degree + grows];
        end *= a->factor[degree];
    }
    w->alter_factor[j] = make;
    w->alter_ratio[j] = end / make;
}

/* ---- pairs ---- */

/* The pair's value of one term, and its factor of all. */
static void refresh(ent_saom_worker *w, const saom_pair *p, size_t i, size_t j)
{
    size_t n = w->saom->n, cell = i * w->saom->stride + j, count = pair_count(p, n, i, j);
    double factor = w->period->has_rest ? w->still_rest[cell] : 1;
    p->kept[cell] = p->value[count];
    for (const saom_pair *other = w->pairs; other < w->pairs + w->saom->kinds[SAOM_PAIR]; other++)
        factor *= other->factor[other == p ? count : pair_count(other, n, i, j)];
    w->pair_factor[cell] = factor;
}

static void refresh_both(ent_saom_worker *w, const saom_pair *p, size_t i, const uint16_t *list, size_t count)
{
    for (size_t k = 0; k < count; k++)
        if (list[k] != i) {
            refresh(w, p, i, list[k]);
            refresh(w, p, list[k], i);
        }
}

/* The two-paths over i->j; where they are looked up backwards the pair is turned. */
static void refresh_paths(ent_saom_worker *w, const saom_pair *p, size_t i, size_t j)
{
    const ent_view *v = w->view;
    const uint16_t *after = v->out + j * v->n, *before = v->in + i * v->n;
    for (size_t k = 0; k < v->out_degree[j]; k++)
        refresh(w, p, p->back ? after[k] : i, p->back ? i : after[k]);
    for (size_t k = 0; k < v->in_degree[i]; k++)
        refresh(w, p, p->back ? j : before[k], p->back ? before[k] : j);
}

/* All pairs whose count has changed by the flip of i->j, and perhaps some more. */
static void refresh_pairs(ent_saom_worker *w, const saom_term *t, size_t i, size_t j)
{
    const ent_view *v = w->view;
    const saom_pair *p = &w->pairs[t->slot];
    size_t n = v->n;
    if (!v->directed || t->count == ENT_COUNT_MUTUAL_PATHS) {
        refresh_both(w, p, i, v->out + j * n, v->out_degree[j]);
        refresh_both(w, p, j, v->out + i * n, v->out_degree[i]);
        return;
    }
    bool closing = t->count == ENT_COUNT_CLOSING;
    if (closing || t->count == ENT_COUNT_TWO_PATHS || t->count == ENT_COUNT_PATHS_BACK)
        refresh_paths(w, p, i, j);
    if (closing || t->count == ENT_COUNT_OUT_SHARED)
        refresh_both(w, p, i, v->in + j * n, v->in_degree[j]);
    if (t->count == ENT_COUNT_IN_SHARED)
        refresh_both(w, p, j, v->out + i * n, v->out_degree[i]);
}

/* ---- all ---- */

static void fill_row(ent_saom_worker *w, size_t i)
{
    size_t n = w->saom->n, stride = w->saom->stride;
    double *factor = w->pair_factor + i * stride;
    for (size_t j = 0; j < n; j++)
        factor[j] = w->period->has_rest ? w->still_rest[i * stride + j] : 1;
    for (const saom_pair *p = w->pairs; p < w->pairs + w->saom->kinds[SAOM_PAIR]; p++)
        for (size_t j = 0; j < n; j++) {
            size_t count = pair_count(p, n, i, j);
            p->kept[i * stride + j] = p->value[count];
            factor[j] *= p->factor[count];
        }
}

void saom_kept_fill(ent_saom_worker *w)
{
    for (size_t i = 0; i < w->saom->n; i++) {
        refresh_alter(w, i);
        fill_row(w, i);
    }
}

static void count_difference(ent_saom_worker *w, size_t i, size_t j)
{
    size_t cell = i * w->saom->n + j;
    if (w->period->counts[cell])
        w->differs += w->view->x[cell] != w->period->x[cell] ? 1 : -1;
}

void saom_flip(ent_saom_worker *w, size_t i, size_t j)
{
    ent_view_flip(w->view, i, j);
    for (size_t k = 0; k < w->saom->term_count && w->saom->kinds[SAOM_PAIR]; k++)
        if (w->saom->terms[k].kind == SAOM_PAIR)
            refresh_pairs(w, &w->saom->terms[k], i, j);
    if (w->saom->kinds[SAOM_ALTER]) {
        refresh_alter(w, i);
        refresh_alter(w, j);
    }
    count_difference(w, i, j);
    if (!w->view->directed)
        count_difference(w, j, i);
    if (w->saom->structural_rates)
        saom_rates_fill(w);
}
