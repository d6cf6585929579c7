/* What the families of effects share: looking at a view, walking over common neighbours, their tables. */
#ifndef ENT_EFFECTS_EFFECTS_H
#define ENT_EFFECTS_EFFECTS_H

#include "entente/effects.h"

#include "core/memory.h"

#include <math.h>

/* ---- looking at a view ---- */

static inline size_t pair(const ent_view *view, size_t i, size_t j)
{
    return i * view->n + j;
}

/* x_ij */
static inline unsigned tied(const ent_view *view, size_t i, size_t j)
{
    return view->x[pair(view, i, j)];
}

static inline bool present(const ent_view *view, size_t i)
{
    return !view->absent || !view->absent[i];
}

/* Degrees without the tie i->j. */
static inline size_t out_without(const ent_view *view, size_t i, size_t j)
{
    return (size_t)view->out_degree[i] - tied(view, i, j);
}

static inline size_t in_without(const ent_view *view, size_t i, size_t j)
{
    return (size_t)view->in_degree[j] - tied(view, i, j);
}

static inline const uint16_t *out_of(const ent_view *view, size_t i)
{
    return view->out + i * view->n;
}

static inline const uint16_t *in_of(const ent_view *view, size_t i)
{
    return view->in + i * view->n;
}

/* ---- actors in two rows of bits ---- */

typedef struct {
    const uint64_t *a, *b;
    size_t word, words;
    uint64_t left;
} common_walk;

static inline common_walk walk_common(const ent_view *view, const uint64_t *bits_a, size_t a,
                                      const uint64_t *bits_b, size_t b)
{
    common_walk walk = {bits_a + a * view->words, bits_b + b * view->words, 0, view->words, 0};
    walk.left = walk.words ? walk.a[0] & walk.b[0] : 0;
    return walk;
}

/* h with i->h<-j: walk_out_shared; i<-h->j: walk_in_shared; i->h->j: walk_two_paths. */
static inline common_walk walk_out_shared(const ent_view *view, size_t i, size_t j)
{
    return walk_common(view, view->out_bits, i, view->out_bits, j);
}

static inline common_walk walk_in_shared(const ent_view *view, size_t i, size_t j)
{
    return walk_common(view, view->in_bits, i, view->in_bits, j);
}

static inline common_walk walk_two_paths(const ent_view *view, size_t i, size_t j)
{
    return walk_common(view, view->out_bits, i, view->in_bits, j);
}

static inline bool walk_next(common_walk *walk, size_t *h)
{
    while (!walk->left) {
        if (++walk->word >= walk->words)
            return false;
        walk->left = walk->a[walk->word] & walk->b[walk->word];
    }
    *h = walk->word * 64 + (size_t)__builtin_ctzll(walk->left);
    walk->left &= walk->left - 1;
    return true;
}

/* ---- looking at covariates ---- */

static inline bool actor_known(const ent_term *term, size_t i)
{
    return !term->covariate->missing || !term->covariate->missing[i];
}

static inline bool both_known(const ent_term *term, size_t i, size_t j)
{
    return actor_known(term, i) && actor_known(term, j);
}

static inline double value_of(const ent_term *term, size_t i)
{
    return term->covariate->value[i];
}

/* Equal but for the rounding of centring. */
static inline bool same_value(double a, double b)
{
    return fabs(a - b) < 1e-9;
}

/* w_ij, 0 where it does not count. */
static inline double weight_between(const ent_view *view, const ent_dyadic *w, size_t i, size_t j)
{
    size_t k = pair(view, i, j);
    return w->missing && w->missing[k] ? 0 : w->value[k];
}

/* How near h is to i, exp(-w_ih / scale), w a distance; 0 for i itself, an absent h, a distance not known. */
static inline double nearness(const ent_view *view, const ent_dyadic *distance, double scale, size_t i,
                              size_t h)
{
    size_t k = pair(view, i, h);
    bool counts = i != h && present(view, h) && !(distance->missing && distance->missing[k]);
    return counts ? exp(-distance->value[k] / scale) : 0;
}

/* ---- functions of dyadic.c that other families use, too: w_ih w_hj and w_ih x_hj, summed over h ---- */

void ent_prepare_both_legs(const ent_view *view, ent_term *term);
double ent_both_legs_total(const ent_view *view, const ent_term *term, size_t i);
double ent_both_legs_tie(const ent_view *view, const ent_term *term, size_t i, size_t j);
double ent_first_leg_total(const ent_view *view, const ent_term *term, size_t i);
double ent_first_leg_tie(const ent_view *view, const ent_term *term, size_t i, size_t j);
double ent_first_leg_change(const ent_view *view, const ent_term *term, size_t i, size_t j);

/* ---- the families: each a table at the end of its file ---- */

typedef struct {
    const char *name;
    const ent_effect *rows;
    size_t count;
} ent_family;

#define ENT_FAMILY(name, table) {name, table, ent_countof(table)}

extern const ent_family ent_family_structural, ent_family_symmetric, ent_family_degree,
    ent_family_gwesp, ent_family_covariate, ent_family_dyadic, ent_family_memory,
    ent_family_geography, ent_family_power, ent_family_treaty;

#endif
