/* Worlds that change while a worker walks through futures: actors leave, others come to spare places, covariates get other values.
 * A model that changes has data of its own, and D of its terms of data pair by pair. A change of the world writes data at
 * once; terms that hang on them are made ready again when the walk goes on (saom_renew), but for those of a newcomer's pairs,
 * which are few. Pairs with places past the last who is there are left as they are till somebody comes there. */
#include "saom/saom.h"

#include <stdlib.h>
#include <string.h>

/* ---- a model that changes ---- */

static bool has_data(const ent_term *t)
{
    return t->covariate || t->dyadic || t->second || t->factor_count > 0 || t->effect->prepares > ENT_PREPARES_COUNTS;
}

/* Does the term work out something that hangs on who is there? */
static bool is_of_all(const ent_term *t)
{
    bool all = t->effect->prepares > ENT_PREPARES_COUNTS;
    for (size_t f = 0; f < t->factor_count; f++)
        all |= is_of_all(&t->factors[f]);
    return all;
}

/* An own copy of a row of numbers. */
static ent_status copy_numbers(const double *from, size_t count, double **to, ent_error *error)
{
    *to = ent_new_array(count, sizeof **to);
    if (!*to)
        return ent_fail_memory(error);
    memcpy(*to, from, count * sizeof **to);
    return ENT_OK;
}

static ent_status own_data(const ent_model *model, saom_period *p, ent_error *error)
{
    size_t n = model->actor_count;
    ent_status status = ENT_OK;
    p->own_covariate = ent_new_array(model->covariate_count, sizeof *p->own_covariate);
    p->own_dyadic = ent_new_array(model->dyadic_count, sizeof *p->own_dyadic);
    if (!p->own_covariate || !p->own_dyadic)
        return ent_fail_memory(error);
    for (size_t k = 0; k < model->covariate_count && status == ENT_OK; k++) {
        status = copy_numbers(p->covariates[k].value, n, &p->own_covariate[k], error);
        p->covariates[k].value = p->data->covariates[k].value = p->own_covariate[k];
    }
    for (size_t k = 0; k < model->dyadic_count && status == ENT_OK; k++) {
        status = copy_numbers(p->dyadic[k].value, n * n, &p->own_dyadic[k], error);
        p->dyadic[k].value = p->data->dyadic[k].value = p->own_dyadic[k];
    }
    return status;
}

void saom_own_data_close(const ent_saom *saom, saom_period *p)
{
    for (size_t k = 0; p->own_covariate && k < saom->model->covariate_count; k++)
        free(p->own_covariate[k]);
    for (size_t k = 0; p->own_dyadic && k < saom->model->dyadic_count; k++)
        free(p->own_dyadic[k]);
    free(p->own_covariate);
    free(p->own_dyadic);
}

ent_status ent_saom_let_change(ent_saom *saom, ent_error *error)
{
    ent_status status = ENT_OK;
    for (size_t q = 0; q < saom->period_count && status == ENT_OK; q++) {
        saom_period *p = &saom->periods[q];
        status = own_data(saom->model, p, error);
        for (size_t k = 0; k < saom->term_count && status == ENT_OK; k++) {
            const saom_term *t = &saom->terms[k];
            if (t->kind != SAOM_STILL || !has_data(&p->terms[t->parameter]) ||
                saom_still_take_apart(&p->still[t->slot], &p->terms[t->parameter], saom->n))
                continue;
            status = saom_still_spread(&p->still[t->slot], saom->n, saom->stride, error);
            p->has_rest = true;
        }
    }
    saom->changes = status == ENT_OK;
    return status;
}

/* ---- who is there ---- */

static void list_present(ent_saom_worker *w)
{
    w->absent_count = w->present_count = 0;
    for (size_t i = 0; i < w->saom->n; i++)
        if (w->gone[i])
            w->absent[w->absent_count++] = (uint16_t)i;
        else if (w->period->active[i])
            w->present[w->present_count++] = (uint16_t)i;
    w->last = w->saom->n;
    while (w->last > 0 && w->gone[w->last - 1])
        w->last--;
    w->reach = (w->last + SAOM_LANES - 1) / SAOM_LANES * SAOM_LANES;
    w->view->absent = w->absent_count > 0 ? w->gone : NULL;
}

/* What hangs on who is there has to be worked out again. */
static void note_who_is_there(ent_saom_worker *w)
{
    for (size_t k = 0; w->saom->changes && k < w->saom->term_count; k++) {
        size_t p = w->saom->terms[k].parameter;
        if (is_of_all(&w->period->terms[p]))
            w->stale[p] = w->any_stale = true;
    }
}

void saom_all_in(ent_saom_worker *w)
{
    size_t n = w->saom->n, first = n - w->saom->model->spare;
    bool same = true;
    for (size_t i = 0; i < n; i++) {
        same &= w->gone[i] == (i >= first);
        w->gone[i] = i >= first;
    }
    if (!same)
        note_who_is_there(w);
    list_present(w);
}

/* Its ties end; the view says that it is not there. */
void ent_saom_leave(ent_saom_worker *worker, size_t actor, double expected[])
{
    ent_saom_worker *w = worker;
    size_t n = w->saom->n;
    while (w->view->out_degree[actor] > 0) {
        size_t j = w->view->out[actor * n];
        expected[actor * n + j] -= 1;
        saom_flip(w, actor, j);
    }
    while (w->view->in_degree[actor] > 0) {
        size_t j = w->view->in[actor * n];
        expected[j * n + actor] -= 1;
        saom_flip(w, j, actor);
    }
    w->gone[actor] = 1;
    list_present(w);
    note_who_is_there(w);
}

/* ---- newcomers ---- */

/* The parent's row and column, up to the last who is there; between the two what is said. */
static void take_after(double *matrix, size_t n, size_t last, size_t actor, size_t parent, double between)
{
    for (size_t j = 0; j < last; j++) {
        matrix[actor * n + j] = matrix[parent * n + j];
        matrix[j * n + actor] = matrix[j * n + parent];
    }
    matrix[actor * n + actor] = 0;
    matrix[actor * n + parent] = matrix[parent * n + actor] = between;
}

/* D of the newcomer's pairs with all up to the last who is there, of terms that hang on nothing but the pair. */
static void fill_pairs(ent_saom_worker *w, size_t actor)
{
    const saom_period *p = w->period;
    size_t stride = w->saom->stride;
    for (size_t k = 0; k < w->saom->term_count; k++) {
        const saom_term *t = &w->saom->terms[k];
        const ent_term *term = &p->terms[t->parameter];
        if (t->kind != SAOM_STILL || !has_data(term) || is_of_all(term))
            continue;
        double *dense = p->still[t->slot].dense;
        if (!dense)
            saom_still_of_actor(&p->still[t->slot], term, actor);
        for (size_t j = 0; dense && j < w->last; j++)
            if (j != actor) {
                dense[actor * stride + j] = ent_ego_change(p->start, term, actor, j);
                dense[j * stride + actor] = ent_ego_change(p->start, term, j, actor);
            }
    }
}

/* The factors of these pairs, from the row and the column of D. */
static void factor_pairs(ent_saom_worker *w, size_t actor)
{
    size_t stride = w->saom->stride;
    if (!w->period->has_rest)
        return;
    saom_still_factors_of(w, actor, w->last, w->weight); /* which every choice fills anew */
    for (size_t j = 0; w->still_back && j < w->last; j++) {
        w->still_back[j * stride + actor] = w->still_rest[actor * stride + j];
        w->still_back[actor * stride + j] = w->still_rest[j * stride + actor];
    }
}

void ent_saom_enter(ent_saom_worker *worker, size_t actor, size_t parent, const double between[])
{
    ent_saom_worker *w = worker;
    const ent_model *model = w->saom->model;
    w->gone[actor] = 0;
    list_present(w);
    for (size_t k = 0; k < model->covariate_count; k++)
        w->period->own_covariate[k][actor] = w->period->own_covariate[k][parent];
    for (size_t k = 0; k < model->dyadic_count; k++)
        take_after(w->period->own_dyadic[k], w->saom->n, w->last, actor, parent, between ? between[k] : 0);
    fill_pairs(w, actor);
    saom_still_actor_factor_of(w, actor);
    factor_pairs(w, actor);
    saom_kept_fill_of(w, actor);
    note_who_is_there(w);
}

/* ---- other values ---- */

static bool hangs_on(const ent_model_effect *e, size_t covariate)
{
    bool hangs = e->covariate == (int)covariate;
    for (size_t f = 0; f < e->factor_count; f++)
        hangs |= hangs_on(&e->factors[f], covariate);
    return hangs;
}

void ent_saom_revalue(ent_saom_worker *worker, size_t covariate, const double value[])
{
    ent_saom_worker *w = worker;
    double *own = w->period->own_covariate[covariate];
    if (memcmp(own, value, w->saom->n * sizeof *own) == 0)
        return;
    memcpy(own, value, w->saom->n * sizeof *own);
    for (size_t k = 0; k < w->saom->term_count; k++) {
        size_t p = w->saom->terms[k].parameter;
        if (hangs_on(&w->saom->model->effects[p], covariate))
            w->stale[p] = w->any_stale = true;
    }
}

/* ---- ready again ---- */

/* D of a term again; whether it hangs on pairs. */
static bool fill_again(ent_saom_worker *w, const saom_term *t)
{
    saom_still *s = &w->period->still[t->slot];
    const ent_term *term = &w->period->terms[t->parameter];
    for (size_t i = 0; !s->dense && i < w->saom->n; i++)
        saom_still_of_actor(s, term, i);
    for (size_t i = 0; s->dense && i < w->last; i++)
        ent_ego_row(w->period->start, term, i, s->dense + i * w->saom->stride);
    return s->dense;
}

ent_status saom_renew(ent_saom_worker *w, ent_error *error)
{
    if (!w->any_stale)
        return ENT_OK;
    ent_status status = ENT_OK;
    bool pairs = false;
    w->period->start->absent = w->view->absent;
    for (size_t k = 0; k < w->saom->term_count && status == ENT_OK; k++) {
        const saom_term *t = &w->saom->terms[k];
        if (!w->stale[t->parameter])
            continue;
        status = ent_term_prepare(w->period->start, &w->period->terms[t->parameter], error);
        if (status == ENT_OK && t->kind == SAOM_STILL)
            pairs |= fill_again(w, t);
        w->stale[t->parameter] = false;
    }
    w->period->start->absent = NULL;
    w->any_stale = status != ENT_OK;
    saom_still_actor_factors(w);
    if (pairs) {
        saom_still_pair_factors(w, w->last);
        saom_turn_rest(w, w->last);
    }
    saom_kept_fill(w);
    return status;
}
