/* Similarity of portfolios: see entente/measure.h for formulas and sources.
 *
 * A portfolio is three sets of members as bits: those towards whom the level is at least 1, 2, 3. All that
 * the measures need of two portfolios x and y is
 *   - the cross table: how many members have level r in x and c in y, by counting bits; from it come kappa,
 *     pi, tau-b and the unweighted S (16 cells instead of n members or n^2 pairs of members);
 *   - the sets of members with |x - y| >= 1, 2, 3: sums of weights over them give the weighted S, since
 *     |d| = [d >= 1] + [d >= 2] + [d >= 3] and d^2 = [d >= 1] + 3 [d >= 2] + 5 [d >= 3].
 */
#include "entente/measure.h"

#include "core/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LEVELS = 4, SETS = LEVELS - 1, WORD_BITS = 64 };

static const ent_similarity_row variants[] = {
    [ENT_S] = {"s", "S, absolute differences", "1 - 2 sum|x-y| / 3n", "sallyvua"},
    [ENT_S_SQUARED] = {"s_squared", "S, squared differences", "1 - 2 sum(x-y)^2 / 9n", "sallyvus"},
    [ENT_S_BINARY] = {"s_binary", "S of any tie or none",
                      "1 - 2 sum|[x>0]-[y>0]| / n", "sallybua, sallybus"},
    [ENT_S_WEIGHTED] = {"s_weighted", "S, absolute differences, weighted by CINC",
                        "1 - 2 sum w|x-y| / 3 sum w", "sallyvwa"},
    [ENT_S_SQUARED_WEIGHTED] = {"s_squared_weighted", "S, squared differences, weighted by CINC",
                                "1 - 2 sum w(x-y)^2 / 9 sum w", ""},
    [ENT_S_BINARY_WEIGHTED] = {"s_binary_weighted", "S of any tie or none, weighted by CINC",
                               "1 - 2 sum w|[x>0]-[y>0]| / sum w", "sallybwa"},
    [ENT_KAPPA_BINARY] = {"kappa_binary", "Cohen's kappa of any tie or none",
                          "(po - pe) / (1 - pe), pe = sum_k x_k y_k", "kallyb"},
    [ENT_KAPPA] = {"kappa", "Cohen's kappa, levels as names", "(po - pe) / (1 - pe)", ""},
    [ENT_KAPPA_ABSOLUTE] = {"kappa_absolute", "Cohen's kappa, absolute differences",
                            "1 - sum|x-y| / expected sum|x-y|", ""},
    [ENT_KAPPA_SQUARED] = {"kappa_squared", "Cohen's kappa, squared differences",
                           "1 - sum(x-y)^2 / (SSx + SSy + n(mx-my)^2)", ""},
    [ENT_PI_BINARY] = {"pi_binary", "Scott's pi of any tie or none",
                       "(po - pe) / (1 - pe), pe = sum_k ((x_k + y_k)/2)^2", "pallyb"},
    [ENT_PI] = {"pi", "Scott's pi, levels as names", "(po - pe) / (1 - pe)", "pallyv"},
    [ENT_PI_SQUARED] = {"pi_squared", "Scott's pi, squared differences",
                        "1 - sum(x-y)^2 / (SSx + SSy), both about the common mean", ""},
    [ENT_TAU_B] = {"tau_b", "Kendall's tau-b", "(C - D) / sqrt((N - Tx)(N - Ty))", "taub"},
    [ENT_TAU_B_BINARY] = {"tau_b_binary", "Kendall's tau-b of any tie or none",
                          "(C - D) / sqrt((N - Tx)(N - Ty))", ""},
};

const ent_similarity_row *ent_similarity_at(size_t index)
{
    return index < ent_countof(variants) ? &variants[index] : NULL;
}

int ent_similarity_find(const char *id)
{
    for (int i = 0; i < ENT_SIMILARITY_COUNT; i++)
        if (strcmp(variants[i].id, id) == 0)
            return i;
    return -1;
}

/* ---- portfolios ---- */

struct ent_portfolios {
    size_t rows, n, words; /* words of bits in a set */
    uint64_t *sets;        /* [rows * SETS * words] */
    double *weight;        /* [words * WORD_BITS] 0 where missing; NULL = no weights */
    double weight_total;
};

static ent_status take_weights(ent_portfolios *p, const double *weight, ent_error *error)
{
    p->weight = ent_new_array(p->words * WORD_BITS, sizeof *p->weight);
    if (!p->weight)
        return ent_fail_memory(error);
    for (size_t k = 0; k < p->n; k++) {
        if (weight[k] < 0)
            return ent_fail(error, ENT_ERR_ARGUMENT, "the weight %g is below 0", weight[k]);
        p->weight[k] = isnan(weight[k]) ? 0 : weight[k];
        p->weight_total += p->weight[k];
    }
    return ENT_OK;
}

static ent_status take_levels(ent_portfolios *p, const uint8_t *level, ent_error *error)
{
    for (size_t i = 0; i < p->rows; i++)
        for (size_t k = 0; k < p->n; k++) {
            size_t x = level[i * p->n + k];
            if (x > SETS)
                return ent_fail(error, ENT_ERR_ARGUMENT, "the level %zu is not from 0 to 3", x);
            for (size_t set = 0; set < x; set++)
                p->sets[(i * SETS + set) * p->words + k / WORD_BITS] |= (uint64_t)1
                                                                        << k % WORD_BITS;
        }
    return ENT_OK;
}

ent_status ent_portfolios_new(const uint8_t *level, const double *weight, size_t rows, size_t n,
                              ent_portfolios **out, ent_error *error)
{
    *out = NULL;
    ent_portfolios *p = calloc(1, sizeof *p);
    if (!p)
        return ent_fail_memory(error);
    *p = (ent_portfolios){.rows = rows, .n = n, .words = (n + WORD_BITS - 1) / WORD_BITS};
    p->sets = ent_new_array(rows * SETS * p->words, sizeof *p->sets);
    ent_status status = p->sets ? take_levels(p, level, error) : ent_fail_memory(error);
    if (status == ENT_OK && weight)
        status = take_weights(p, weight, error);
    if (status == ENT_OK)
        *out = p;
    else
        ent_portfolios_free(p);
    return status;
}

void ent_portfolios_free(ent_portfolios *portfolios)
{
    if (!portfolios)
        return;
    free(portfolios->sets);
    free(portfolios->weight);
    free(portfolios);
}

/* ---- two portfolios ---- */

/* Set bits in a word: pairs, fours, bytes, all (Warren 2013, Hacker's Delight, figure 5-2). */
static inline long long bit_count(uint64_t x)
{
    x -= x >> 1 & 0x5555555555555555u;
    x = (x & 0x3333333333333333u) + (x >> 2 & 0x3333333333333333u);
    x = (x + (x >> 4)) & 0x0f0f0f0f0f0f0f0fu;
    return (long long)(x * 0x0101010101010101u >> 56);
}

/* Which bit is the lowest that is set (x has one)? The isolated bit times a de Bruijn constant has six bits
 * of its own at the top. */
static inline size_t lowest_bit(uint64_t x)
{
    return (size_t)bit_count((x & (~x + 1)) - 1);
}

static inline double weight_of(const double *weight, uint64_t set)
{
    double sum = 0;
    for (; set; set &= set - 1)
        sum += weight[lowest_bit(set)];
    return sum;
}

/* What two portfolios have in common. */
typedef struct {
    long long table[LEVELS][LEVELS]; /* members with level r in x and c in y */
    double apart[SETS];              /* weight of the members with |x - y| > 0, 1, 2 */
    double apart_binary;             /* weight of those with a tie in one only */
} comparison;

/* Add one word of members. both[r][c] counts members with x >= r and y >= c (r, c from 0; >= 0 is all). */
static inline void compare_word(const ent_portfolios *p, size_t word, const uint64_t *x,
                                const uint64_t *y, long long both[LEVELS][LEVELS], comparison *c)
{
    uint64_t a[SETS], b[SETS];
    for (size_t s = 0; s < SETS; s++) {
        a[s] = x[s * p->words + word];
        b[s] = y[s * p->words + word];
        both[s + 1][0] += bit_count(a[s]);
        both[0][s + 1] += bit_count(b[s]);
    }
    if ((a[0] | b[0]) == 0)
        return;
    for (size_t s = 0; s < SETS; s++)
        for (size_t t = 0; t < SETS; t++)
            both[s + 1][t + 1] += bit_count(a[s] & b[t]);
    if (!p->weight)
        return;
    const double *weight = p->weight + word * WORD_BITS;
    uint64_t one = (a[0] ^ b[0]) | (a[1] ^ b[1]) | (a[2] ^ b[2]);
    uint64_t two = (a[1] & ~b[0]) | (b[1] & ~a[0]) | (a[2] & ~b[1]) | (b[2] & ~a[1]);
    uint64_t three = (a[2] & ~b[0]) | (b[2] & ~a[0]);
    c->apart[0] += weight_of(weight, one);
    c->apart[1] += weight_of(weight, two);
    c->apart[2] += weight_of(weight, three);
    c->apart_binary += weight_of(weight, a[0] ^ b[0]);
}

static void compare(const ent_portfolios *p, size_t i, size_t j, comparison *c)
{
    long long both[LEVELS + 1][LEVELS + 1] = {0}, at_least[LEVELS][LEVELS] = {0};
    *c = (comparison){0};
    at_least[0][0] = (long long)p->n;
    for (size_t word = 0; word < p->words; word++)
        compare_word(p, word, p->sets + i * SETS * p->words, p->sets + j * SETS * p->words,
                     at_least, c);
    for (size_t r = 0; r < LEVELS; r++)
        for (size_t k = 0; k < LEVELS; k++)
            both[r][k] = at_least[r][k]; /* with a border of zeros */
    for (size_t r = 0; r < LEVELS; r++)
        for (size_t k = 0; k < LEVELS; k++)
            c->table[r][k] = both[r][k] - both[r + 1][k] - both[r][k + 1] + both[r + 1][k + 1];
}

/* ---- measures of a cross table of `size` levels ---- */

typedef struct {
    long long n, x[LEVELS], y[LEVELS]; /* members; margins */
    long long agree, absolute, squared; /* members with x = y; sum|x-y|; sum(x-y)^2 */
} margins;

static margins margins_of(long long (*table)[LEVELS], int size)
{
    margins m = {0};
    for (int r = 0; r < size; r++)
        for (int c = 0; c < size; c++) {
            long long cell = table[r][c], apart = r > c ? r - c : c - r;
            m.n += cell;
            m.x[r] += cell;
            m.y[c] += cell;
            m.agree += apart == 0 ? cell : 0;
            m.absolute += apart * cell;
            m.squared += apart * apart * cell;
        }
    return m;
}

/* 1 - observed / expected disagreement; not defined when none can be expected. Integers are exact up to
 * n = 2^26. */
static double corrected(long long observed, long long expected)
{
    return expected > 0 ? 1 - (double)observed / (double)expected : (double)NAN;
}

/* Agreement of names corrected by chance; both times n. pooled: Scott's pi, else Cohen's kappa. */
static double nominal(const margins *m, int size, bool pooled)
{
    long long expected = 0; /* agreement times n^2 (pi: 4 n^2) */
    for (int k = 0; k < size; k++)
        expected += pooled ? (m->x[k] + m->y[k]) * (m->x[k] + m->y[k]) : m->x[k] * m->y[k];
    long long scale = pooled ? 4 * m->n : m->n;
    return corrected(scale * (m->n - m->agree), scale * m->n - expected);
}

/* kappa: expected sum over all pairs of members of |x - y|, or its square, by n;
 * pi: the same with both drawn from the pooled margins. */
static double distance_corrected(const margins *m, bool squared, bool pooled)
{
    long long expected = 0, scale = pooled ? 4 * m->n : m->n;
    for (int r = 0; r < LEVELS; r++)
        for (int c = 0; c < LEVELS; c++) {
            long long apart = r > c ? r - c : c - r;
            long long pairs = pooled ? (m->x[r] + m->y[r]) * (m->x[c] + m->y[c]) : m->x[r] * m->y[c];
            expected += pairs * (squared ? apart * apart : apart);
        }
    return corrected(scale * (squared ? m->squared : m->absolute), expected);
}

/* Kendall's tau-b: pairs of members that both order alike less those they order unlike. */
static double tau_b(long long (*table)[LEVELS], const margins *m, int size)
{
    long long net = 0, all = m->n * (m->n - 1) / 2, tied_x = 0, tied_y = 0;
    for (int r = 0; r < size; r++) {
        tied_x += m->x[r] * (m->x[r] - 1) / 2;
        tied_y += m->y[r] * (m->y[r] - 1) / 2;
        for (int c = 0; c < size; c++) {
            long long beyond = 0;
            if (table[r][c] == 0)
                continue;
            for (int s = r + 1; s < size; s++)
                for (int t = 0; t < size; t++)
                    beyond += t > c ? table[s][t] : t < c ? -table[s][t] : 0;
            net += table[r][c] * beyond;
        }
    }
    if (all == tied_x || all == tied_y)
        return (double)NAN;
    return (double)net / sqrt((double)(all - tied_x) * (double)(all - tied_y));
}

static void weighted(const ent_portfolios *p, const comparison *c, double *value)
{
    double total = p->weight ? p->weight_total : 0;
    value[ENT_S_WEIGHTED] = value[ENT_S_SQUARED_WEIGHTED] = value[ENT_S_BINARY_WEIGHTED] =
        (double)NAN;
    if (!(total > 0))
        return;
    value[ENT_S_WEIGHTED] = 1 - 2 * (c->apart[0] + c->apart[1] + c->apart[2]) / (3 * total);
    value[ENT_S_SQUARED_WEIGHTED] =
        1 - 2 * (c->apart[0] + 3 * c->apart[1] + 5 * c->apart[2]) / (9 * total);
    value[ENT_S_BINARY_WEIGHTED] = 1 - 2 * c->apart_binary / total;
}

/* The table of tie or no tie. */
static void fold(long long (*from)[LEVELS], long long (*to)[LEVELS])
{
    memset(to, 0, sizeof(long long[LEVELS][LEVELS]));
    for (int r = 0; r < LEVELS; r++)
        for (int c = 0; c < LEVELS; c++)
            to[r > 0][c > 0] += from[r][c];
}

void ent_similarity_pair(const ent_portfolios *portfolios, size_t i, size_t j, double *value)
{
    comparison c;
    long long binary[LEVELS][LEVELS];
    compare(portfolios, i, j, &c);
    fold(c.table, binary);
    margins m = margins_of(c.table, LEVELS), b = margins_of(binary, 2);
    double n = (double)m.n;
    value[ENT_S] = 1 - 2 * (double)m.absolute / (3 * n);
    value[ENT_S_SQUARED] = 1 - 2 * (double)m.squared / (9 * n);
    value[ENT_S_BINARY] = 1 - 2 * (double)b.absolute / n;
    weighted(portfolios, &c, value);
    value[ENT_KAPPA_BINARY] = nominal(&b, 2, false);
    value[ENT_KAPPA] = nominal(&m, LEVELS, false);
    value[ENT_KAPPA_ABSOLUTE] = distance_corrected(&m, false, false);
    value[ENT_KAPPA_SQUARED] = distance_corrected(&m, true, false);
    value[ENT_PI_BINARY] = nominal(&b, 2, true);
    value[ENT_PI] = nominal(&m, LEVELS, true);
    value[ENT_PI_SQUARED] = distance_corrected(&m, true, true);
    value[ENT_TAU_B] = tau_b(c.table, &m, LEVELS);
    value[ENT_TAU_B_BINARY] = tau_b(binary, &b, 2);
}
