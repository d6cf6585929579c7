/* The log pseudolikelihood of a step and its derivatives, with eta = z'b, p = 1 / (1 + e^-eta), for rows of m pairs
 * of which y are tied:
 *   log PL = sum y eta - m log(1 + e^eta),  gradient = sum z (y - m p),  information = sum z z' m p (1 - p)
 * Strauss & Ikeda 1990, JASA 85:204. */
#include "tie/tie.h"

#include "core/exponential.h"

#include <math.h>

/* The compiler makes one version for each width of vectors and the right one is taken when the program starts. Sums
 * are by lane, so all versions give the same bytes. */
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__)
#define EACH_WIDTH __attribute__((target_clones("arch=x86-64-v4", "avx2", "default")))
#define INTO_EACH __attribute__((always_inline)) /* a function that is called would be of the default width */
#else
#define EACH_WIDTH
#define INTO_EACH
#endif

static double dot(const double *a, const double *b, size_t n)
{
    double sum = 0;
    for (size_t k = 0; k < n; k++)
        sum += a[k] * b[k];
    return sum;
}

enum { TIE_ROWS = 4 };

/* log(1 + e^x) */
static double softplus(double x)
{
    return (x > 0 ? x : 0) + log1p(ent_exp(-fabs(x)));
}

static void add_information(double *information, const double *z, double weight, size_t terms)
{
    for (size_t k = 0; k < terms; k++) {
        double wz = weight * z[k];
        for (size_t l = 0; l <= k; l++)
            information[k * terms + l] += wz * z[l];
    }
}

static void mirror(double *a, size_t n)
{
    for (size_t k = 0; k < n; k++)
        for (size_t l = 0; l < k; l++)
            a[l * n + k] = a[k * n + l];
}

void tie_step_sums(const tie_standard *s, size_t step, const double b[], double *value, double *gradient,
                   double *information)
{
    const ent_tie_rows *rows = s->rows;
    size_t terms = s->terms;
    double sum = 0;
    for (size_t k = 0; gradient && k < terms; k++)
        gradient[k] = 0;
    for (size_t k = 0; information && k < terms * terms; k++)
        information[k] = 0;
    for (size_t row = rows->first[step]; row < rows->first[step + 1]; row++) {
        const double *z = s->z + row * terms;
        double eta = dot(z, b, terms), pairs = rows->pairs[row], ties = rows->ties[row];
        double p = ent_logistic(eta);
        if (value)
            sum += ties * eta - pairs * softplus(eta);
        for (size_t k = 0; gradient && k < terms; k++)
            gradient[k] += z[k] * (ties - pairs * p);
        if (information)
            add_information(information, z, pairs * p * ent_logistic(-eta), terms);
    }
    if (value)
        *value = sum;
    if (information)
        mirror(information, terms);
}

/* Some rows: gradient += z (ties - pairs p), lane by lane and row after row. Several rows at a time, so that points and
 * gradients are loaded once for all of them. */
INTO_EACH static inline void add_some(const double *restrict z, size_t terms, size_t rows,
                                      const double *restrict ties, const double *restrict pairs,
                                      const double *restrict b, double *restrict gradient)
{
    double eta[TIE_ROWS][TIE_LANES] = {{0}};
    for (size_t k = 0; k < terms; k++)
        for (size_t row = 0; row < rows; row++)
            for (size_t lane = 0; lane < TIE_LANES; lane++)
                eta[row][lane] += z[row * terms + k] * b[k * TIE_LANES + lane];
    for (size_t row = 0; row < rows; row++)
        for (size_t lane = 0; lane < TIE_LANES; lane++)
            eta[row][lane] = ties[row] - pairs[row] * ent_logistic(eta[row][lane]);
    for (size_t k = 0; k < terms; k++)
        for (size_t row = 0; row < rows; row++)
            for (size_t lane = 0; lane < TIE_LANES; lane++)
                gradient[k * TIE_LANES + lane] += z[row * terms + k] * eta[row][lane];
}

EACH_WIDTH static void add_rows(const double *restrict z, size_t terms, size_t rows,
                                const double *restrict ties, const double *restrict pairs,
                                const double *restrict b, double *restrict gradient)
{
    size_t row = 0;
    for (; row + TIE_ROWS <= rows; row += TIE_ROWS)
        add_some(z + row * terms, terms, TIE_ROWS, ties + row, pairs + row, b, gradient);
    for (; row < rows; row++)
        add_some(z + row * terms, terms, 1, ties + row, pairs + row, b, gradient);
}

void tie_step_gradients(const tie_standard *s, size_t step, const double *b, double *gradient)
{
    const ent_tie_rows *rows = s->rows;
    size_t first = rows->first[step];
    for (size_t k = 0; k < s->terms * TIE_LANES; k++)
        gradient[k] = 0;
    add_rows(s->z + first * s->terms, s->terms, rows->first[step + 1] - first, rows->ties + first,
             rows->pairs + first, b, gradient);
}
