/* A Markov chain over networks by tie-no-tie proposals. With E ties among D pairs, before the move, a move is made with
 * probability min(1, exp(+-theta'delta) r), r the ratio of the chances to propose back and forth:
 *   remove  E / (D + E),  the last tie 1 / (D / 2 + 1 / 2)      add  1 + D / (E + 1),  the first tie D / 2 + 1 / 2
 * Morris, Handcock & Hunter 2008, J. Stat. Software 24(4).
 *
 * Fast, and exact: what of theta'delta hangs on data alone is summed once for each pair; random words are made many at
 * once, two of them a proposal; a uniform number is first its upper 32 bits, and e^x an approximation with a known error,
 * which nearly always settle the move, and only else the rest of the bits and the exponential itself. */
#include "tie/tie.h"

#include "core/exponential.h"
#include "core/random.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { WORDS = 256, POWERS = 64 };
static const double natural_log_of_2 = 0.69314718055994531;
static const size_t pairs_limit = (size_t)1 << 31; /* a pair is drawn by 31 bits */

typedef struct {
    double offset;          /* theta'delta of the terms of data alone */
    uint16_t from, to;
    uint32_t place;         /* where the pair is in `tied`, plus 1; 0 = not tied */
} chain_pair;

struct ent_tie_chain {
    ent_view *network;
    ent_random random;
    uint32_t words[WORDS];  /* random, of which `used` are */
    size_t used;
    double power[POWERS];   /* 2^(k / POWERS) */
    size_t pair_count;      /* D */
    chain_pair *pairs;      /* [pair_count] */
    uint32_t *tied;         /* [pair_count] the tied pairs, the first tie_count */
    size_t tie_count;       /* E */
    double ratio_add, ratio_remove; /* r at E */
    const ent_term **terms; /* those that hang on the network */
    double *theta;          /* their coefficients */
    size_t term_count;
    uint64_t accepted;
};

double ent_tie_probability(const ent_view *view, const ent_term terms[], const double theta[], size_t term_count,
                           size_t i, size_t j)
{
    double eta = 0;
    for (size_t k = 0; k < term_count; k++)
        eta += theta[k] * ent_change(view, &terms[k], i, j);
    return ent_logistic(eta);
}

/* ---- set up ---- */

static void split_terms(ent_tie_chain *c, const ent_term terms[], const double theta[], size_t count)
{
    for (size_t k = 0; k < count; k++)
        if (!(terms[k].effect->kind & ENT_INDEPENDENT)) {
            c->terms[c->term_count] = &terms[k];
            c->theta[c->term_count++] = theta[k];
        }
}

static double sum_offset(const ent_view *view, const ent_term terms[], const double theta[], size_t count, size_t i,
                         size_t j)
{
    double sum = 0;
    for (size_t k = 0; k < count; k++)
        if (terms[k].effect->kind & ENT_INDEPENDENT)
            sum += theta[k] * ent_change(view, &terms[k], i, j);
    return sum;
}

/* r of the head of the file. */
static void set_ratios(ent_tie_chain *c)
{
    double ties = (double)c->tie_count, pairs = (double)c->pair_count;
    c->ratio_remove = ties > 1 ? ties / (pairs + ties) : 1 / (pairs / 2 + 0.5);
    c->ratio_add = ties > 0 ? 1 + pairs / (ties + 1) : pairs / 2 + 0.5;
}

static void mark_tied(ent_tie_chain *c, size_t pair)
{
    c->tied[c->tie_count] = (uint32_t)pair;
    c->pairs[pair].place = (uint32_t)++c->tie_count;
}

/* The last of the tied takes the place that becomes free. */
static void mark_untied(ent_tie_chain *c, size_t pair)
{
    uint32_t at = c->pairs[pair].place - 1, last = c->tied[--c->tie_count];
    c->tied[at] = last;
    c->pairs[last].place = at + 1;
    c->pairs[pair].place = 0;
}

/* The pairs that can change, their offsets, and where they start. */
static void fill_pairs(ent_tie_chain *c, const uint8_t start[], const ent_term terms[], const double theta[],
                       size_t count)
{
    size_t n = c->network->n;
    ent_tie_counts ignored = {0};
    for (size_t i = 0; i < n; i++)
        for (size_t j = c->network->directed ? 0 : i + 1; j < n; j++) {
            if (i == j || !tie_is_used(c->network, terms, count, i, j, &ignored))
                continue;
            c->pairs[c->pair_count] = (chain_pair){sum_offset(c->network, terms, theta, count, i, j), (uint16_t)i,
                                                   (uint16_t)j, 0};
            if (start && !start[i * n + j] != !c->network->x[i * n + j])
                ent_view_flip(c->network, i, j);
            if (c->network->x[i * n + j])
                mark_tied(c, c->pair_count);
            c->pair_count++;
        }
}

static bool make_arrays(ent_tie_chain *c, size_t most, size_t term_count)
{
    c->pairs = ent_new_array(most, sizeof *c->pairs);
    c->tied = ent_new_array(most, sizeof *c->tied);
    c->terms = ent_new_array(term_count, sizeof *c->terms);
    c->theta = ent_new_array(term_count, sizeof *c->theta);
    return c->pairs && c->tied && c->terms && c->theta;
}

ent_status ent_tie_chain_new(const ent_view *view, const uint8_t start[], const ent_term terms[],
                             const double theta[], size_t term_count, uint64_t seed, uint32_t replicate,
                             ent_tie_chain **out, ent_error *error)
{
    *out = NULL;
    size_t most = view->n * (view->n - 1) / (view->directed ? 1 : 2);
    if (most >= pairs_limit)
        return ent_fail(error, ENT_ERR_ARGUMENT, "%zu pairs are more than a chain can draw from", most);
    ent_tie_chain *c = calloc(1, sizeof *c);
    if (!c)
        return ent_fail_memory(error);
    ent_status status = make_arrays(c, most, term_count) ? ENT_OK : ent_fail_memory(error);
    if (status == ENT_OK)
        status = ent_view_copy(view, &c->network, error);
    if (status == ENT_OK) {
        c->random = ent_random_start(seed, replicate, ENT_DRAW_TIES);
        c->used = WORDS;
        for (size_t k = 0; k < POWERS; k++)
            c->power[k] = ent_exp((double)k * natural_log_of_2 / POWERS);
        split_terms(c, terms, theta, term_count);
        fill_pairs(c, start, terms, theta, term_count);
        set_ratios(c);
        if (c->pair_count == 0)
            status = ent_fail(error, ENT_ERR_INPUT, "no pair can change: all are absent, fixed or not known");
    }
    if (status == ENT_OK)
        *out = c;
    else
        ent_tie_chain_free(c);
    return status;
}

void ent_tie_chain_free(ent_tie_chain *chain)
{
    if (!chain)
        return;
    ent_view_free(chain->network);
    free(chain->pairs);
    free(chain->tied);
    free(chain->terms);
    free(chain->theta);
    free(chain);
}

/* ---- moves ---- */

static inline double gain(const ent_tie_chain *c, const chain_pair *pair)
{
    double sum = pair->offset;
    for (size_t k = 0; k < c->term_count; k++) {
        ent_pair_function *change = c->terms[k]->effect->change;
        sum += c->theta[k] * (change ? change : ent_change)(c->network, c->terms[k], pair->from, pair->to);
    }
    return sum;
}

static void refill(ent_tie_chain *c)
{
    for (size_t k = 0; k < WORDS; k += 4)
        ent_random_next(&c->random, c->words + k);
    c->used = 0;
}

static inline uint32_t next_word(ent_tie_chain *c)
{
    if (c->used == WORDS)
        refill(c);
    return c->words[c->used++];
}

/* 0 to n - 1, each as often, from 31 bits by the upper part of their product with n; where the lower part is one of the
 * 2^31 mod n smallest the bits are drawn anew (Lemire 2019, ACM Trans. Model. Comput. Simul. 29(1):3). */
static inline size_t below(ent_tie_chain *c, uint32_t bits, uint32_t n)
{
    const uint32_t mask = (uint32_t)pairs_limit - 1;
    uint64_t product = (uint64_t)bits * n;
    while ((product & mask) < n && (product & mask) < pairs_limit % n)
        product = (uint64_t)(next_word(c) >> 1) * n;
    return (size_t)(product >> 31);
}

/* e^x for |x| <= 700, relative error below 3e-8: x = k ln 2 / 64 + r, e^r = 1 + r + r^2 / 2 and less than 0.0055^3 / 6. */
static inline double near_exp(const ent_tie_chain *c, double x)
{
    const double shift = 6755399441055744.0; /* 1.5 * 2^52: adding it leaves a whole number in the last bits */
    double shifted = x * (POWERS / natural_log_of_2) + shift;
    double r = x - (shifted - shift) * (natural_log_of_2 / POWERS);
    uint64_t bits, scale;
    memcpy(&bits, &shifted, sizeof bits);
    double power = c->power[bits % POWERS];
    memcpy(&scale, &power, sizeof scale);
    scale += bits / POWERS << 52; /* 2^(k / 64), rounded down; what overflows is k's sign */
    memcpy(&power, &scale, sizeof power);
    return power * (1 + r * (1 + 0.5 * r));
}

/* Is a uniform number below e^x r? */
static inline bool is_accepted(ent_tie_chain *c, uint32_t word, double x, double ratio)
{
    double chance = near_exp(c, x < -700 ? -700 : x > 700 ? 700 : x) * ratio, u = word * 0x1p-32;
    if (u >= chance * (1 + 1e-7))
        return false;
    if (u + 0x1p-32 < chance * (1 - 1e-7))
        return true;
    return u + next_word(c) * 0x1p-64 < ent_exp(x) * ratio;
}

static void move(ent_tie_chain *c, size_t pair)
{
    ent_view_flip(c->network, c->pairs[pair].from, c->pairs[pair].to);
    if (c->pairs[pair].place)
        mark_untied(c, pair);
    else
        mark_tied(c, pair);
    set_ratios(c);
    c->accepted++;
}

/* The first word says tie or any pair (one bit) and which one, the second whether it is accepted. */
static inline void propose(ent_tie_chain *c)
{
    uint32_t word = next_word(c), chance = next_word(c);
    if (c->used < WORDS) /* what the next proposal will probably look at */
        __builtin_prefetch(&c->pairs[(uint64_t)(c->words[c->used] >> 1) * c->pair_count >> 31]);
    bool among_ties = c->tie_count && word & 1;
    size_t at = below(c, word >> 1, (uint32_t)(among_ties ? c->tie_count : c->pair_count));
    size_t pair = among_ties ? c->tied[at] : at;
    bool remove = c->pairs[pair].place != 0;
    double eta = gain(c, &c->pairs[pair]);
    if (is_accepted(c, chance, remove ? -eta : eta, remove ? c->ratio_remove : c->ratio_add))
        move(c, pair);
}

void ent_tie_chain_run(ent_tie_chain *chain, uint64_t proposals)
{
    for (uint64_t k = 0; k < proposals; k++)
        propose(chain);
}

const ent_view *ent_tie_chain_network(const ent_tie_chain *chain)
{
    return chain->network;
}

uint64_t ent_tie_chain_accepted(const ent_tie_chain *chain)
{
    return chain->accepted;
}

size_t ent_tie_chain_pairs(const ent_tie_chain *chain)
{
    return chain->pair_count;
}

void tie_add_probabilities(const ent_tie_chain *chain, double *sum)
{
    for (size_t pair = 0; pair < chain->pair_count; pair++)
        sum[pair] += ent_logistic(gain(chain, &chain->pairs[pair]));
}

void tie_spread(const ent_tie_chain *chain, const double *of_pair, double *matrix)
{
    size_t n = chain->network->n;
    for (size_t pair = 0; pair < chain->pair_count; pair++) {
        size_t i = chain->pairs[pair].from, j = chain->pairs[pair].to;
        matrix[i * n + j] = of_pair[pair];
        if (!chain->network->directed)
            matrix[j * n + i] = of_pair[pair];
    }
}

void tie_add_to_matrix(const ent_tie_chain *chain, double *matrix)
{
    size_t n = chain->network->n;
    for (size_t pair = 0; pair < chain->pair_count; pair++) {
        size_t i = chain->pairs[pair].from, j = chain->pairs[pair].to;
        double *cell = &matrix[i * n + j];
        *cell = (isnan(*cell) ? 0 : *cell) + ent_logistic(gain(chain, &chain->pairs[pair]));
        if (!chain->network->directed)
            matrix[j * n + i] = *cell;
    }
}
