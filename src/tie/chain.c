/* A Markov chain over networks by tie-no-tie proposals. With E ties among D pairs, before the move, a move is made with
 * probability min(1, exp(+-theta'delta) r), r the ratio of the chances to propose back and forth:
 *   remove  E / (D + E),  the last tie 1 / (D / 2 + 1 / 2)      add  1 + D / (E + 1),  the first tie D / 2 + 1 / 2
 * Morris, Handcock & Hunter 2008, J. Stat. Software 24(4). What of theta'delta hangs on data alone is summed once for
 * each pair. */
#include "tie/tie.h"

#include "core/exponential.h"
#include "core/random.h"

#include <stdlib.h>

struct ent_tie_chain {
    ent_view *network;
    ent_random random;
    size_t pairs;           /* D */
    uint16_t *from, *to;    /* [pairs] */
    double *offset;         /* [pairs] theta'delta of the terms of data alone */
    uint32_t *tied;         /* [pairs] the tied pairs, the first tie_count */
    uint32_t *place;        /* [pairs] where a pair is in `tied`, plus 1; 0 = not tied */
    size_t tie_count;       /* E */
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

static void mark_tied(ent_tie_chain *c, size_t pair)
{
    c->tied[c->tie_count] = (uint32_t)pair;
    c->place[pair] = (uint32_t)++c->tie_count;
}

/* The last of the tied takes the place that becomes free. */
static void mark_untied(ent_tie_chain *c, size_t pair)
{
    uint32_t at = c->place[pair] - 1, last = c->tied[--c->tie_count];
    c->tied[at] = last;
    c->place[last] = at + 1;
    c->place[pair] = 0;
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
            c->from[c->pairs] = (uint16_t)i;
            c->to[c->pairs] = (uint16_t)j;
            c->offset[c->pairs] = sum_offset(c->network, terms, theta, count, i, j);
            if (start && !start[i * n + j] != !c->network->x[i * n + j])
                ent_view_flip(c->network, i, j);
            if (c->network->x[i * n + j])
                mark_tied(c, c->pairs);
            c->pairs++;
        }
}

static bool make_arrays(ent_tie_chain *c, size_t most, size_t term_count)
{
    c->from = ent_new_array(most, sizeof *c->from);
    c->to = ent_new_array(most, sizeof *c->to);
    c->offset = ent_new_array(most, sizeof *c->offset);
    c->tied = ent_new_array(most, sizeof *c->tied);
    c->place = ent_new_array(most, sizeof *c->place);
    c->terms = ent_new_array(term_count, sizeof *c->terms);
    c->theta = ent_new_array(term_count, sizeof *c->theta);
    return c->from && c->to && c->offset && c->tied && c->place && c->terms && c->theta;
}

ent_status ent_tie_chain_new(const ent_view *view, const uint8_t start[], const ent_term terms[],
                             const double theta[], size_t term_count, uint64_t seed, uint32_t replicate,
                             ent_tie_chain **out, ent_error *error)
{
    *out = NULL;
    ent_tie_chain *c = calloc(1, sizeof *c);
    if (!c)
        return ent_fail_memory(error);
    size_t most = view->n * (view->n - 1) / (view->directed ? 1 : 2);
    ent_status status = make_arrays(c, most, term_count) ? ENT_OK : ent_fail_memory(error);
    if (status == ENT_OK)
        status = ent_view_copy(view, &c->network, error);
    if (status == ENT_OK) {
        c->random = ent_random_start(seed, replicate, ENT_DRAW_TIES);
        split_terms(c, terms, theta, term_count);
        fill_pairs(c, start, terms, theta, term_count);
        if (c->pairs == 0)
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
    free(chain->from);
    free(chain->to);
    free(chain->offset);
    free(chain->tied);
    free(chain->place);
    free(chain->terms);
    free(chain->theta);
    free(chain);
}

/* ---- moves ---- */

static inline double gain(const ent_tie_chain *c, size_t pair)
{
    double sum = c->offset[pair];
    for (size_t k = 0; k < c->term_count; k++)
        sum += c->theta[k] * ent_change(c->network, c->terms[k], c->from[pair], c->to[pair]);
    return sum;
}

/* r of the head of the file. */
static inline double ratio(const ent_tie_chain *c, bool remove)
{
    double ties = (double)c->tie_count, pairs = (double)c->pairs;
    if (remove)
        return ties > 1 ? ties / (pairs + ties) : 1 / (pairs / 2 + 0.5);
    return ties > 0 ? 1 + pairs / (ties + 1) : pairs / 2 + 0.5;
}

/* One proposal takes one block of random bits: 64 for the pair, 53 for the acceptance, 1 for tie or any pair. */
static inline void propose(ent_tie_chain *c)
{
    uint32_t bits[4];
    ent_random_next(&c->random, bits);
    bool among_ties = c->tie_count && bits[3] & 1;
    size_t pair = ent_random_below(bits[0], bits[1], among_ties ? c->tie_count : c->pairs);
    pair = among_ties ? c->tied[pair] : pair;
    bool remove = c->place[pair] != 0;
    double eta = gain(c, pair), chance = ent_exp(remove ? -eta : eta) * ratio(c, remove);
    double u = (double)((uint64_t)bits[2] << 21 | bits[3] >> 11) * 0x1p-53;
    if (u >= chance)
        return;
    ent_view_flip(c->network, c->from[pair], c->to[pair]);
    if (remove)
        mark_untied(c, pair);
    else
        mark_tied(c, pair);
    c->accepted++;
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
    return chain->pairs;
}

void tie_add_probabilities(const ent_tie_chain *chain, double *sum)
{
    for (size_t pair = 0; pair < chain->pairs; pair++)
        sum[pair] += ent_logistic(gain(chain, pair));
}

void tie_spread(const ent_tie_chain *chain, const double *of_pair, double *matrix)
{
    size_t n = chain->network->n;
    for (size_t pair = 0; pair < chain->pairs; pair++) {
        matrix[chain->from[pair] * n + chain->to[pair]] = of_pair[pair];
        if (!chain->network->directed)
            matrix[chain->to[pair] * n + chain->from[pair]] = of_pair[pair];
    }
}
