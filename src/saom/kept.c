/* What is kept up as ties flip: the values D of terms that hang on one count, pair by pair or alter by alter. A flip of
 * i->j changes those that the view's tables change (src/effects/view.c):
 *   two-paths     i->b for b in out(j);  a->j for a in in(i)
 *   out-shared    i, b both ways for b in in(j)
 *   in-shared     j, b both ways for b in out(i)
 *   mutual paths  if j->i: i, b both ways for b<->j; j, a both ways for a<->i
 * and the degrees of i and j. */
#include "saom/saom.h"

#include <string.h>

static size_t count_of(const ent_view *v, ent_count count, size_t i, size_t j)
{
    size_t cell = i * v->n + j;
    switch (count) {
    case ENT_COUNT_TIE_BACK: return v->x[j * v->n + i];
    case ENT_COUNT_TWO_PATHS: return v->two_paths[cell];
    case ENT_COUNT_PATHS_BACK: return v->two_paths[j * v->n + i];
    case ENT_COUNT_OUT_SHARED: return v->out_shared[cell];
    case ENT_COUNT_IN_SHARED: return v->in_shared[cell];
    case ENT_COUNT_MUTUAL_PATHS: return v->mutual_paths[cell];
    case ENT_COUNT_CLOSING: return (size_t)v->two_paths[cell] + v->out_shared[cell];
    case ENT_COUNT_IN_DEGREE: return (size_t)v->in_degree[j] + 1 - v->x[cell];
    case ENT_COUNT_OUT_DEGREE: return v->out_degree[j];
    case ENT_COUNT_NONE: break;
    }
    return 0;
}

static double of_count(const ent_term *term, size_t count)
{
    return term->effect->prepares == ENT_PREPARES_COUNTS ? term->prepared[count] : (double)count;
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
    case SAOM_PAIR: return w->pair[t->slot][i * stride + j];
    case SAOM_ALTER: return (w->view->x[i * n + j] ? w->alter_tied : w->alter)[t->slot][j];
    case SAOM_OWN: return saom_own_value(term, (size_t)w->view->out_degree[i] - w->view->x[i * n + j]);
    case SAOM_BACK: return w->view->x[j * n + i];
    case SAOM_ANY:
    case SAOM_KINDS: break;
    }
    return ent_ego_change(w->view, term, i, j);
}

/* ---- alters ---- */

static void fill_alter(ent_saom_worker *w, size_t j)
{
    const ent_view *v = w->view;
    w->sum[j] = w->sum_tied[j] = w->still_alter[j];
    for (size_t k = 0; k < w->saom->term_count; k++) {
        const saom_term *t = &w->saom->terms[k];
        if (t->kind != SAOM_ALTER)
            continue;
        bool grows = t->count == ENT_COUNT_IN_DEGREE; /* with the tie itself */
        size_t degree = grows ? v->in_degree[j] : v->out_degree[j];
        const ent_term *term = &w->period->terms[t->parameter];
        double theta = w->theta[t->parameter];
        w->alter[t->slot][j] = of_count(term, degree + grows);
        w->alter_tied[t->slot][j] = of_count(term, degree);
        w->sum[j] += theta * w->alter[t->slot][j];
        w->sum_tied[j] += theta * w->alter_tied[t->slot][j];
    }
}

/* ---- pairs ---- */

typedef struct {
    const ent_view *view;
    const ent_term *term;
    double *value;                /* [n * stride] */
    size_t stride;
    ent_count count;
} pair_values;

static void refresh(const pair_values *p, size_t i, size_t j)
{
    p->value[i * p->stride + j] = of_count(p->term, count_of(p->view, p->count, i, j));
}

static void refresh_both(const pair_values *p, size_t i, const uint16_t *list, size_t count)
{
    for (size_t k = 0; k < count; k++)
        if (list[k] != i) {
            refresh(p, i, list[k]);
            refresh(p, list[k], i);
        }
}

/* The two-paths over i->j; where they are looked up backwards the pair is turned. */
static void refresh_paths(const pair_values *p, size_t i, size_t j, bool back)
{
    const ent_view *v = p->view;
    const uint16_t *after = v->out + j * v->n, *before = v->in + i * v->n;
    for (size_t k = 0; k < v->out_degree[j]; k++)
        refresh(p, back ? after[k] : i, back ? i : after[k]);
    for (size_t k = 0; k < v->in_degree[i]; k++)
        refresh(p, back ? j : before[k], back ? before[k] : j);
}

/* Neighbours either way are more than are needed, and as right. */
static void refresh_pairs(const pair_values *p, size_t i, size_t j)
{
    const ent_view *v = p->view;
    size_t n = v->n;
    if (!v->directed || p->count == ENT_COUNT_MUTUAL_PATHS) {
        refresh_both(p, i, v->out + j * n, v->out_degree[j]);
        refresh_both(p, j, v->out + i * n, v->out_degree[i]);
        return;
    }
    bool closing = p->count == ENT_COUNT_CLOSING;
    if (closing || p->count == ENT_COUNT_TWO_PATHS || p->count == ENT_COUNT_PATHS_BACK)
        refresh_paths(p, i, j, p->count == ENT_COUNT_PATHS_BACK);
    if (closing || p->count == ENT_COUNT_OUT_SHARED)
        refresh_both(p, i, v->in + j * n, v->in_degree[j]);
    if (p->count == ENT_COUNT_IN_SHARED)
        refresh_both(p, j, v->out + i * n, v->out_degree[i]);
}

static pair_values values_of(const ent_saom_worker *w, const saom_term *t)
{
    return (pair_values){w->view, &w->period->terms[t->parameter], w->pair[t->slot], w->saom->stride, t->count};
}

/* ---- all ---- */

static void fill_pairs(const pair_values *p)
{
    for (size_t i = 0; i < p->view->n; i++)
        for (size_t j = 0; j < p->view->n; j++)
            refresh(p, i, j);
}

void saom_kept_fill(ent_saom_worker *w)
{
    for (size_t j = 0; j < w->saom->n; j++)
        fill_alter(w, j);
    for (size_t k = 0; k < w->saom->term_count; k++)
        if (w->saom->terms[k].kind == SAOM_PAIR) {
            pair_values values = values_of(w, &w->saom->terms[k]);
            fill_pairs(&values);
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
        if (w->saom->terms[k].kind == SAOM_PAIR) {
            pair_values values = values_of(w, &w->saom->terms[k]);
            refresh_pairs(&values, i, j);
        }
    if (w->saom->kinds[SAOM_ALTER]) {
        fill_alter(w, i);
        fill_alter(w, j);
    }
    count_difference(w, i, j);
    if (!w->view->directed)
        count_difference(w, j, i);
    if (w->saom->structural_rates)
        saom_rates_fill(w);
}
