/* Who is near whom, and how much these are tied.
 *
 *   K_ij = exp(-km_ij / 1000) / sum_l exp(-km_il / 1000) over states present, K_ii = 0: the neighbourhood of i
 *   (K A)_ij    share of i's neighbourhood that is tied to j, A the ties
 *   (K A K')_ij how much the two neighbourhoods are tied to each other
 *
 * Kernels of distance between states: Ward & Gleditsch 2002, Political Analysis 10:244. */
#include "events/history.h"

#include "core/width.h"
#include "entente/measure.h"

#include <math.h>
#include <string.h>

static const double near_km = 1000, least_km = 50;

/* ---- distances ---- */

static void measure_distances(event_past *past)
{
    size_t n = past->n;
    const double *latitude = past->data->latitude + past->row * n, *longitude = past->data->longitude + past->row * n;
    for (size_t i = 0; i < n; i++)
        for (size_t j = i; j < n; j++) {
            bool there = event_past_is_there(past, i) && event_past_is_there(past, j);
            double km = there ? ent_great_circle(latitude[i], longitude[i], latitude[j], longitude[j]) : (double)NAN;
            past->km[i * n + j] = past->km[j * n + i] = km;
        }
}

static void fill_kernel(event_past *past)
{
    size_t n = past->n;
    for (size_t cell = 0; cell < n * n; cell++) {
        double km = past->km[cell];
        past->log_km[cell] = isnan(km) ? km : log(fmax(km, least_km));
        past->decay[cell] = exp(-km / near_km);
    }
    for (size_t i = 0; i < n; i++) {
        double sum = 0, *row = past->kernel + i * n;
        for (size_t j = 0; j < n; j++) {
            double km = past->km[i * n + j];
            row[j] = i == j || isnan(km) ? 0 : past->decay[i * n + j];
            sum += row[j];
        }
        for (size_t j = 0; j < n && sum > 0; j++)
            row[j] /= sum;
        for (size_t j = 0; j < n; j++)
            past->kernel_of[j * n + i] = row[j];
    }
}

/* ---- ties ---- */

/* to_j += sum_l share_l row_lj over the listed rows l, in their order. Four at a time: `to` is read and written less often, and
 * the sums are the same. */
ENT_EACH_WIDTH static void add_rows(const double rows[], size_t stride, const int list[], const double share[], size_t listed,
                                double *restrict to, size_t count)
{
    size_t at = 0;
    for (; at + 4 <= listed; at += 4) {
        const double *restrict a = rows + (size_t)list[at] * stride, *restrict b = rows + (size_t)list[at + 1] * stride;
        const double *restrict c = rows + (size_t)list[at + 2] * stride, *restrict d = rows + (size_t)list[at + 3] * stride;
        double of_a = share[at], of_b = share[at + 1], of_c = share[at + 2], of_d = share[at + 3];
        for (size_t j = 0; j < count; j++)
            to[j] = (((to[j] + of_a * a[j]) + of_b * b[j]) + of_c * c[j]) + of_d * d[j];
    }
    for (; at < listed; at++)
        for (size_t j = 0; j < count; j++)
            to[j] += share[at] * rows[(size_t)list[at] * stride + j];
}

/* (A K')_ij = sum of K_jl over the allies l of i, in ascending order. */
static void multiply_by_allies(event_past *past)
{
    size_t n = past->n;
    for (size_t i = 0; i < n; i++)
        past->share[i] = 1;
    memset(past->near_allies, 0, n * n * sizeof(double));
    for (size_t i = 0; i < n; i++) {
        size_t count = 0;
        for (size_t l = 0; l < n; l++)
            if (past->tied[i * n + l])
                past->list[count++] = (int)l;
        add_rows(past->kernel_of, n, past->list, past->share, count, past->near_allies + i * n, n);
    }
}

/* (K A K')_ij = sum_l K_il (A K')_lj, l ascending. */
static void multiply_by_neighbours(event_past *past)
{
    size_t n = past->n;
    memset(past->near_near, 0, n * n * sizeof(double));
    for (size_t i = 0; i < n; i++) {
        size_t count = 0;
        double *row = past->near_near + i * n;
        for (size_t l = 0; l < n; l++)
            if (past->kernel[i * n + l] > 0 && past->allies[l] > 0) {
                past->share[count] = past->kernel[i * n + l];
                past->list[count++] = (int)l;
            }
        add_rows(past->near_allies, n, past->list, past->share, count, row, i + 1);
        for (size_t j = 0; j < i; j++)
            past->near_near[j * n + i] = row[j];
    }
}

void event_past_measure(event_past *past)
{
    measure_distances(past);
    fill_kernel(past);
}

void event_past_look_around(event_past *past)
{
    multiply_by_allies(past);
    multiply_by_neighbours(past);
}
