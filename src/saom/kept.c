/* Tables of factors, and what is kept up as ties flip: the values of alters, by their degrees. */
#include "saom/saom.h"

#include "core/exponential.h"

#include <math.h>

double saom_factor(double x)
{
    return fabs(x) <= 150 ? ent_exp(x) : (double)NAN;
}

double saom_own_value(const ent_term *term, size_t degree)
{
    ent_degree_function *f = term->effect->of_degree;
    return f(term, (double)degree + 1) - f(term, (double)degree);
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
    saom_still_factors(w, n);
}

/* ---- alters ---- */

void saom_kept_fill_of(ent_saom_worker *w, size_t j)
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

/* ---- all ---- */

void saom_kept_fill(ent_saom_worker *w)
{
    for (size_t j = 0; j < w->saom->n; j++)
        saom_kept_fill_of(w, j);
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
    if (w->saom->kinds[SAOM_ALTER]) {
        saom_kept_fill_of(w, i);
        saom_kept_fill_of(w, j);
    }
    count_difference(w, i, j);
    if (!w->view->directed)
        count_difference(w, j, i);
    if (w->saom->structural_rates)
        saom_rates_fill(w);
}
