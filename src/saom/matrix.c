/* Algebra of small dense matrices: as many rows as a model has parameters. In plain loops, so that results are the same
 * on every processor. */
#include "saom/estimate.h"

#include <math.h>
#include <string.h>

#define SINGULAR 1e-11 /* a pivot below this is 0, where the largest element of each column is 1 */

static void swap_rows(double *a, size_t n, size_t i, size_t j)
{
    for (size_t k = 0; i != j && k < n; k++) {
        double kept = a[i * n + k];
        a[i * n + k] = a[j * n + k];
        a[j * n + k] = kept;
    }
}

/* Divide each column by its largest element, which is kept in scale[n]; 1 for a column of zeros. */
static void scale_columns(double *a, size_t n, double *scale)
{
    for (size_t c = 0; c < n; c++) {
        double largest = 0;
        for (size_t i = 0; i < n; i++)
            largest = fmax(largest, fabs(a[i * n + c]));
        scale[c] = largest > 0 ? largest : 1;
        for (size_t i = 0; i < n; i++)
            a[i * n + c] /= scale[c];
    }
}

/* Each column of a is brought to the unit vector (Gauss & Jordan). */
bool saom_invert(double *a, size_t n, double *inverse, double *scale, size_t *column)
{
    scale_columns(a, n, scale);
    for (size_t i = 0; i < n * n; i++)
        inverse[i] = i / n == i % n;
    for (size_t c = 0; c < n; c++) {
        size_t best = c;
        for (size_t i = c + 1; i < n; i++)
            best = fabs(a[i * n + c]) > fabs(a[best * n + c]) ? i : best;
        double pivot = a[best * n + c];
        *column = c;
        if (!(fabs(pivot) > SINGULAR))
            return false;
        swap_rows(a, n, c, best);
        swap_rows(inverse, n, c, best);
        for (size_t k = 0; k < n; k++) {
            a[c * n + k] /= pivot;
            inverse[c * n + k] /= pivot;
        }
        for (size_t i = 0; i < n; i++) {
            double factor = i == c ? 0 : a[i * n + c];
            for (size_t k = 0; factor != 0 && k < n; k++) {
                a[i * n + k] -= factor * a[c * n + k];
                inverse[i * n + k] -= factor * inverse[c * n + k];
            }
        }
    }
    for (size_t i = 0; i < n * n; i++)
        inverse[i] /= scale[i / n];
    return true;
}

void saom_times(const double *a, const double *x, size_t n, double *out)
{
    for (size_t i = 0; i < n; i++) {
        out[i] = 0;
        for (size_t k = 0; k < n; k++)
            out[i] += a[i * n + k] * x[k];
    }
}

double saom_form(const double *a, const double *x, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < n; k++)
            sum += x[i] * a[i * n + k] * x[k];
    return sum;
}

void saom_sandwich(const double *b, const double *c, size_t rows, size_t n, double *work, double *out)
{
    for (size_t i = 0; i < rows; i++)
        for (size_t k = 0; k < n; k++) {
            work[i * n + k] = 0;
            for (size_t l = 0; l < n; l++)
                work[i * n + k] += b[i * n + l] * c[l * n + k];
        }
    for (size_t i = 0; i < rows; i++)
        for (size_t j = 0; j < rows; j++) {
            out[i * rows + j] = 0;
            for (size_t k = 0; k < n; k++)
                out[i * rows + j] += work[i * n + k] * b[j * n + k];
        }
}
