/* Terms centred and scaled, so that Newton's method is at ease with a linear trend in years beside a constant. What
 * cannot be told apart in the data is found here and named. */
#include "tie/tie.h"

#include "core/text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double least_pivot = 1e-10; /* variance of a term that those before leave, of its own */

const char *tie_term_name(const ent_tie_rows *rows, size_t term, char text[TIE_NAME])
{
    if (rows->term_names)
        snprintf(text, TIE_NAME, "%s", rows->term_names[term]);
    else
        snprintf(text, TIE_NAME, "term %zu", term + 1);
    return text;
}

const char *tie_step_name(const ent_tie_rows *rows, size_t step, char text[TIE_NAME])
{
    if (rows->step_names)
        snprintf(text, TIE_NAME, "%s", rows->step_names[step]);
    else
        snprintf(text, TIE_NAME, "step %zu", step + 1);
    return text;
}

/* ---- mean and scale ---- */

static bool is_constant(const ent_tie_rows *rows, size_t term)
{
    for (size_t row = 1; row < rows->row_count; row++)
        if (rows->x[row * rows->term_count + term] != rows->x[term])
            return false;
    return true;
}

static ent_status find_intercept(tie_standard *s, ent_error *error)
{
    char name[TIE_NAME], other[TIE_NAME];
    s->intercept = -1;
    for (size_t k = 0; k < s->terms; k++) {
        if (!is_constant(s->rows, k))
            continue;
        tie_term_name(s->rows, k, name);
        if (s->rows->x[k] == 0)
            return ent_fail(error, ENT_ERR_INPUT, "term '%s' is 0 for all pairs: leave it out", name);
        if (s->intercept >= 0)
            return ent_fail(error, ENT_ERR_INPUT, "term '%s' is the same for all pairs, as '%s' is: leave one out",
                            name, tie_term_name(s->rows, (size_t)s->intercept, other));
        s->intercept = (int)k;
    }
    return ENT_OK;
}

static void find_scale(tie_standard *s)
{
    const ent_tie_rows *rows = s->rows;
    for (size_t k = 0; k < s->terms; k++) {
        double pairs = 0, sum = 0, squares = 0;
        for (size_t row = 0; row < rows->row_count; row++) {
            pairs += rows->pairs[row];
            sum += rows->pairs[row] * rows->x[row * s->terms + k];
        }
        s->mean[k] = s->intercept >= 0 ? sum / pairs : 0;
        for (size_t row = 0; row < rows->row_count; row++) {
            double difference = rows->x[row * s->terms + k] - s->mean[k];
            squares += rows->pairs[row] * difference * difference;
        }
        s->scale[k] = sqrt(squares / pairs);
    }
    if (s->intercept >= 0) {
        s->mean[s->intercept] = 0;
        s->scale[s->intercept] = rows->x[s->intercept];
    }
}

static void fill(tie_standard *s)
{
    for (size_t row = 0; row < s->rows->row_count; row++)
        for (size_t k = 0; k < s->terms; k++)
            s->z[row * s->terms + k] = (s->rows->x[row * s->terms + k] - s->mean[k]) / s->scale[k];
}

/* ---- what cannot be told apart ---- */

static void cross_products(const tie_standard *s, double *products)
{
    size_t terms = s->terms;
    memset(products, 0, terms * terms * sizeof *products);
    for (size_t row = 0; row < s->rows->row_count; row++) {
        const double *z = s->z + row * terms;
        for (size_t k = 0; k < terms; k++)
            for (size_t l = 0; l <= k; l++)
                products[k * terms + l] += s->rows->pairs[row] * z[k] * z[l];
    }
    for (size_t k = 0; k < terms; k++)
        for (size_t l = 0; l < k; l++)
            products[l * terms + k] = products[k * terms + l];
}

/* Term `last` as a combination of those before, whose factor is given: their names. */
static ent_status fail_collinear(const tie_standard *s, const double *products, size_t last,
                                 const double *factor, double *share, ent_error *error)
{
    ent_buffer names = {0};
    char name[TIE_NAME];
    for (size_t k = 0; k < last; k++)
        share[k] = products[last * s->terms + k];
    tie_solve(factor, last, share);
    for (size_t k = 0; k < last; k++)
        if (fabs(share[k]) > 1e-6 && (int)k != s->intercept)
            ent_buffer_format(&names, "%s'%s'", names.length ? ", " : "", tie_term_name(s->rows, k, name));
    ent_status status =
        ent_fail(error, ENT_ERR_INPUT, "term '%s' is a linear combination of %s: leave one out",
                 tie_term_name(s->rows, last, name), names.data ? names.data : "others");
    ent_buffer_clear(&names);
    return status;
}

/* Factor the products of the first 1, 2, 3 ... terms until one has no variance of its own. */
static ent_status check_collinear(const tie_standard *s, ent_error *error)
{
    size_t terms = s->terms;
    double *products = ent_new_array(terms * terms, sizeof *products);
    double *factor = ent_new_array(terms * terms + terms, sizeof *factor);
    ent_status status = products && factor ? ENT_OK : ent_fail_memory(error);
    if (status == ENT_OK)
        cross_products(s, products);
    for (size_t count = 1; count <= terms && status == ENT_OK; count++) {
        for (size_t k = 0; k < count * count; k++)
            factor[k] = products[k / count * terms + k % count];
        if (tie_factor(factor, count, least_pivot))
            continue;
        size_t before = count - 1;
        for (size_t k = 0; k < before * before; k++)
            factor[k] = products[k / before * terms + k % before];
        if (tie_factor(factor, before, least_pivot))
            status = fail_collinear(s, products, before, factor, factor + terms * terms, error);
    }
    free(products);
    free(factor);
    return status;
}

/* ---- all ---- */

ent_status tie_standard_init(tie_standard *s, const ent_tie_rows *rows, ent_error *error)
{
    *s = (tie_standard){.rows = rows, .terms = rows->term_count};
    if (rows->row_count == 0)
        return ent_fail(error, ENT_ERR_INPUT, "there are no pairs to estimate from");
    ent_status status = find_intercept(s, error);
    if (status != ENT_OK)
        return status;
    s->mean = ent_new_array(s->terms, sizeof *s->mean);
    s->scale = ent_new_array(s->terms, sizeof *s->scale);
    s->z = ent_new_array(rows->row_count * s->terms, sizeof *s->z);
    if (!s->mean || !s->scale || !s->z) {
        tie_standard_clear(s);
        return ent_fail_memory(error);
    }
    find_scale(s);
    fill(s);
    status = check_collinear(s, error);
    if (status != ENT_OK)
        tie_standard_clear(s);
    return status;
}

void tie_standard_clear(tie_standard *s)
{
    free(s->mean);
    free(s->scale);
    free(s->z);
    *s = (tie_standard){0};
}

/* theta_k = b_k / scale_k; the intercept also takes back what centring did to the others. */
void tie_to_plain(const tie_standard *s, const double b[], double theta[])
{
    double shift = 0;
    for (size_t k = 0; k < s->terms; k++) {
        theta[k] = b[k] / s->scale[k];
        shift += theta[k] * s->mean[k];
    }
    if (s->intercept >= 0)
        theta[s->intercept] -= shift / s->scale[s->intercept];
}

void tie_from_plain(const tie_standard *s, const double theta[], double b[])
{
    double shift = 0;
    for (size_t k = 0; k < s->terms; k++)
        shift += theta[k] * s->mean[k];
    for (size_t k = 0; k < s->terms; k++)
        b[k] = theta[k] * s->scale[k];
    if (s->intercept >= 0)
        b[s->intercept] += shift;
}

/* A C A', A the linear map of tie_to_plain: once for the columns, once for the rows. */
ent_status tie_plain_covariance(const tie_standard *s, double *covariance, ent_error *error)
{
    size_t terms = s->terms;
    double *column = ent_new_array(terms, sizeof *column);
    if (!column)
        return ent_fail_memory(error);
    for (size_t k = 0; k < terms; k++)
        tie_to_plain(s, covariance + k * terms, covariance + k * terms);
    for (size_t l = 0; l < terms; l++) {
        for (size_t k = 0; k < terms; k++)
            column[k] = covariance[k * terms + l];
        tie_to_plain(s, column, column);
        for (size_t k = 0; k < terms; k++)
            covariance[k * terms + l] = column[k];
    }
    free(column);
    return ENT_OK;
}
