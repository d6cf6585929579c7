/* Terms of data alone: D_ij = ego_i + alter_j + rest_ij. With the medians of rows, and then of columns, as ego_i and
 * alter_j the rest is nothing for effects of either actor's value, and sparse for ties of another network. */
#include "saom/saom.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void swap(double *a, double *b)
{
    double was = *a;
    *a = *b;
    *b = was;
}

/* The middle of count > 0 values, by quickselect (Hoare 1961, CACM 4:321); reorders them. */
static double median(double *value, size_t count)
{
    ptrdiff_t low = 0, high = (ptrdiff_t)count - 1, middle = (ptrdiff_t)count / 2;
    while (low < high) {
        ptrdiff_t i = low, j = high;
        double pivot = value[(low + high) / 2];
        while (i <= j) {
            while (value[i] < pivot)
                i++;
            while (value[j] > pivot)
                j--;
            if (i <= j)
                swap(&value[i++], &value[j--]);
        }
        if (middle <= j)
            high = j;
        else if (middle >= i)
            low = i;
        else
            break;
    }
    return value[middle];
}

static void take_medians(saom_still *s, const double *d, size_t n, double *work)
{
    for (size_t i = 0; i < n; i++) {
        size_t count = 0;
        for (size_t j = 0; j < n; j++)
            if (j != i)
                work[count++] = d[i * n + j];
        s->ego[i] = count ? median(work, count) : 0;
    }
    for (size_t j = 0; j < n; j++) {
        size_t count = 0;
        for (size_t i = 0; i < n; i++)
            if (i != j)
                work[count++] = d[i * n + j] - s->ego[i];
        s->alter[j] = count ? median(work, count) : 0;
    }
}

/* What is left of the cell; 0 if it is rounding. */
static double rest_of(const saom_still *s, const double *d, size_t n, size_t i, size_t j)
{
    double value = d[i * n + j], rest = value - s->ego[i] - s->alter[j];
    double size = fabs(value) + fabs(s->ego[i]) + fabs(s->alter[j]);
    return i == j || fabs(rest) <= 1e-14 * size ? 0 : rest;
}

static size_t count_rest(const saom_still *s, const double *d, size_t n)
{
    size_t count = 0;
    for (size_t cell = 0; cell < n * n; cell++)
        count += rest_of(s, d, n, cell / n, cell % n) != 0;
    return count;
}

static ent_status fill_sparse(saom_still *s, const double *d, size_t n, size_t stride, size_t count, ent_error *error)
{
    size_t words = (stride + 63) / 64;
    s->bits = ent_new_array(n * words, sizeof *s->bits);
    s->first = ent_new_array(n + 1, sizeof *s->first);
    s->at = ent_new_array(count, sizeof *s->at);
    s->rest = ent_new_array(count, sizeof *s->rest);
    if (!s->bits || !s->first || !s->at || !s->rest)
        return ent_fail_memory(error);
    for (size_t i = 0, k = 0; i < n; i++) {
        for (size_t j = 0; j < n; j++) {
            double rest = rest_of(s, d, n, i, j);
            if (rest != 0) {
                s->bits[i * words + j / 64] |= (uint64_t)1 << j % 64;
                s->at[k] = (uint16_t)j;
                s->rest[k++] = rest;
            }
        }
        s->first[i + 1] = k;
    }
    return ENT_OK;
}

static ent_status fill_dense(saom_still *s, const double *d, size_t n, size_t stride, ent_error *error)
{
    memset(s->ego, 0, n * sizeof *s->ego);
    memset(s->alter, 0, n * sizeof *s->alter);
    s->dense = ent_new_array(n * stride, sizeof *s->dense);
    if (!s->dense)
        return ent_fail_memory(error);
    for (size_t i = 0; i < n; i++)
        memcpy(s->dense + i * stride, d + i * n, n * sizeof *d);
    return ENT_OK;
}

/* d[n * n] and work[n] are work space. */
static ent_status split(const ent_saom *saom, const saom_period *p, const saom_term *t, double *d, double *work,
                        ent_error *error)
{
    size_t n = saom->n;
    saom_still *s = &p->still[t->slot];
    s->ego = ent_new_array(n, sizeof *s->ego);
    s->alter = ent_new_array(saom->stride, sizeof *s->alter);
    if (!s->ego || !s->alter)
        return ent_fail_memory(error);
    for (size_t i = 0; i < n; i++)
        ent_ego_row(p->start, &p->terms[t->parameter], i, d + i * n);
    take_medians(s, d, n, work);
    size_t count = count_rest(s, d, n);
    s->is_constant = count * 4 <= n * n;
    for (size_t j = 0; j < n; j++)
        s->is_constant &= s->alter[j] == 0;
    return count * 4 > n * n ? fill_dense(s, d, n, saom->stride, error) : fill_sparse(s, d, n, saom->stride, count, error);
}

ent_status saom_still_open(const ent_saom *saom, saom_period *period, ent_error *error)
{
    size_t n = saom->n;
    period->still = ent_new_array(saom->kinds[SAOM_STILL], sizeof *period->still);
    double *d = ent_new_array(n * n, sizeof *d), *work = ent_new_array(n, sizeof *work);
    ent_status status = period->still && d && work ? ENT_OK : ent_fail_memory(error);
    for (size_t k = 0; k < saom->term_count && status == ENT_OK; k++) {
        const saom_term *t = &saom->terms[k];
        if (t->kind != SAOM_STILL)
            continue;
        status = split(saom, period, t, d, work, error);
        const saom_still *s = &period->still[t->slot];
        period->has_rest |= status == ENT_OK && (s->dense || s->first[n] > 0);
    }
    free(d);
    free(work);
    return status;
}

ent_status saom_still_spread(saom_still *still, size_t n, size_t stride, ent_error *error)
{
    saom_still *s = still;
    double *dense = s->dense ? NULL : ent_new_array(n * stride, sizeof *dense);
    if (s->dense || !dense)
        return s->dense ? ENT_OK : ent_fail_memory(error);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            dense[i * stride + j] = i == j ? 0 : saom_still_value(s, stride, i, j);
    memset(s->ego, 0, n * sizeof *s->ego);
    memset(s->alter, 0, n * sizeof *s->alter);
    s->dense = dense;
    s->is_constant = false;
    return ENT_OK;
}

void saom_still_of_actor(saom_still *still, const ent_term *term, size_t i)
{
    double value = term->covariate->value[i];
    still->ego[i] = still->of_ego ? value : 0;
    still->alter[i] = still->of_alter ? value : 0;
}

bool saom_still_take_apart(saom_still *still, const ent_term *term, size_t n)
{
    const char *name = term->effect->name;
    bool both = strcmp(name, "sum") == 0, ego = both || strcmp(name, "ego") == 0, alter = both || strcmp(name, "alter") == 0;
    bool rest = still->dense || still->first[n] > 0;
    if (rest || (!ego && !alter) || term->factor_count > 0 || !term->covariate || term->covariate->missing)
        return false;
    still->of_ego = ego;
    still->of_alter = alter;
    still->is_constant = !alter;
    for (size_t i = 0; i < n; i++)
        saom_still_of_actor(still, term, i);
    return true;
}

void saom_still_close(saom_still *still)
{
    free(still->ego);
    free(still->alter);
    free(still->first);
    free(still->at);
    free(still->bits);
    free(still->rest);
    free(still->dense);
}

/* ---- with theta ---- */

/* As many columns as rows, in whole lanes; all where it is of all. */
static size_t columns_of(const ent_saom *saom, size_t rows)
{
    return rows == saom->n ? saom->stride : (rows + SAOM_LANES - 1) / SAOM_LANES * SAOM_LANES;
}

static void add_rest(const saom_still *s, double theta, size_t rows, size_t columns, size_t stride, double *sum)
{
    for (size_t i = 0; s->dense && i < rows; i++)
        saom_add(sum + i * stride, s->dense + i * stride, theta, columns);
    for (size_t i = 0; !s->dense && i < rows; i++)
        for (size_t k = s->first[i]; k < s->first[i + 1]; k++)
            sum[i * stride + s->at[k]] += theta * s->rest[k];
}

/* Where none is beyond e^+-150 all at once, else one by one. */
static void exponentiate(double *a, size_t count)
{
    bool wide = false;
    for (size_t k = 0; k < count; k++)
        wide |= !(fabs(a[k]) <= 150);
    if (!wide)
        saom_exponentials(a, 0, count);
    for (size_t k = 0; wide && k < count; k++)
        a[k] = saom_factor(a[k]);
}

void saom_still_actor_factors(ent_saom_worker *w)
{
    const ent_saom *saom = w->saom;
    size_t stride = saom->stride;
    memset(w->still_ego, 0, stride * sizeof *w->still_ego);
    memset(w->still_alter, 0, stride * sizeof *w->still_alter);
    for (size_t k = 0; k < saom->term_count; k++) {
        const saom_term *t = &saom->terms[k];
        const saom_still *s = t->kind == SAOM_STILL ? &w->period->still[t->slot] : NULL;
        if (s)
            saom_add(w->still_alter, s->alter, w->theta[t->parameter], stride);
        for (size_t i = 0; s && i < saom->n; i++)
            w->still_ego[i] += w->theta[t->parameter] * s->ego[i];
    }
    exponentiate(w->still_ego, stride);
    exponentiate(w->still_alter, stride);
}

void saom_still_pair_factors(ent_saom_worker *w, size_t rows)
{
    const ent_saom *saom = w->saom;
    size_t n = saom->n, stride = saom->stride, columns = columns_of(saom, rows);
    if (!w->period->has_rest)
        return;
    for (size_t i = 0; i < rows; i++)
        memset(w->still_rest + i * stride, 0, columns * sizeof *w->still_rest);
    for (size_t k = 0; k < saom->term_count; k++) {
        const saom_term *t = &saom->terms[k];
        const saom_still *s = t->kind == SAOM_STILL ? &w->period->still[t->slot] : NULL;
        if (s && (s->dense || s->first[n] > 0))
            add_rest(s, w->theta[t->parameter], rows, columns, stride, w->still_rest);
    }
    for (size_t i = 0; i < rows; i++)
        exponentiate(w->still_rest + i * stride, columns);
}

void saom_still_factors(ent_saom_worker *w, size_t rows)
{
    saom_still_actor_factors(w);
    saom_still_pair_factors(w, rows);
}

/* Of the pair (i, j), without what is ego's or alter's. */
static double pair_rest(const saom_still *s, size_t stride, size_t i, size_t j)
{
    return saom_still_value(s, stride, i, j) - (s->dense ? 0 : s->ego[i] + s->alter[j]);
}

void saom_still_factors_of(ent_saom_worker *w, size_t i, size_t count, double *work)
{
    const ent_saom *saom = w->saom;
    size_t stride = saom->stride;
    memset(work, 0, stride * sizeof *work);
    for (int column = 0; column < 2; column++) {
        for (size_t k = 0; k < saom->term_count; k++) {
            const saom_term *t = &saom->terms[k];
            const saom_still *s = t->kind == SAOM_STILL ? &w->period->still[t->slot] : NULL;
            for (size_t j = 0; s && (s->dense || s->first[saom->n] > 0) && j < count; j++)
                work[j] += j == i ? 0 : w->theta[t->parameter] * (column ? pair_rest(s, stride, j, i) : pair_rest(s, stride, i, j));
        }
        exponentiate(work, columns_of(saom, count));
        for (size_t j = 0; j < count; j++)
            w->still_rest[column ? j * stride + i : i * stride + j] = work[j];
        memset(work, 0, stride * sizeof *work);
    }
}

void saom_still_actor_factor_of(ent_saom_worker *w, size_t i)
{
    const ent_saom *saom = w->saom;
    double ego = 0, alter = 0;
    for (size_t k = 0; k < saom->term_count; k++)
        if (saom->terms[k].kind == SAOM_STILL) {
            const saom_still *s = &w->period->still[saom->terms[k].slot];
            ego += w->theta[saom->terms[k].parameter] * s->ego[i];
            alter += w->theta[saom->terms[k].parameter] * s->alter[i];
        }
    w->still_ego[i] = saom_factor(ego);
    w->still_alter[i] = saom_factor(alter);
}
