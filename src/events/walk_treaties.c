/* A year of treaties: who joins, who leaves, which end.
 *
 * Accession. Let p_i be the chances of the candidates of treaty k by the logit. The treaty opens with
 *
 *   pi = min(1, max(1 / rho, max_i p_i / .9)),
 *
 * and if it does each candidate joins with p_i / pi by itself. Then
 *
 *   P(i joins) = pi p_i / pi = p_i,   P(i and j join) = pi (p_i / pi)(p_j / pi) = p_i p_j / pi,
 *
 * which is rho p_i p_j, as treaty.c has it, where neither bound holds; where the second does it is .9 p_i p_j / max p, at most
 * .9 min(p_i, p_j), so that nobody joins for certain because another does. (With rho below 1 they are independent.)
 *
 * Ends and exits, by the logits e and x_i of exits.c: a treaty that somebody joins goes on; another one ends with
 * e / (1 - P(somebody joins)), at most 1, so that it ends with e in all; if it does not, each member leaves with x_i. A treaty
 * with fewer than two members lives no more: that is counted as an end, as in history.c, not as exits. Given the state at s
 *
 *   i, j members of k           the treaty holds them with (1 - e)(1 - x_i)(1 - x_j)
 *   i a candidate, j a member   it ties them with p_i (1 - x_j)
 *   both candidates             with p_i p_j / pi
 *
 * and treaties are independent. Without exits that is P_accession of treaty.c. */
#include "events/walk.h"

#include "core/width.h"
#include "events/exits.h"

#include <math.h>

static const double joint_share = 0.9, certain = 1 - 1e-9;

/* What is said of one treaty; [n] of states: 0 where it is not of them. */
typedef struct {
    size_t k;
    double open, somebody, end; /* pi; P(somebody joins); e */
    double *join, *stay;        /* p_i of candidates; 1 - x_i of members */
    double *with;               /* what a candidate's p_i is multiplied by: p_j / pi of candidates, 1 - x_j of members */
} treaty_year;

/* ---- chances ---- */

static double find_stay(const ent_treaty_walk *w, size_t k, size_t i)
{
    double x[ENT_EXIT_PREDICTORS];
    if (!(w->exit.scale > 0))
        return 1;
    event_exit_fill(&w->past, k, i, 1, x);
    return 1 - walk_logit_chance(&w->exit, walk_logit_eta(&w->exit, x));
}

static void fill_chances(ent_treaty_walk *w, treaty_year *t)
{
    const event_past *past = &w->past;
    walk_fill_join(w, t->k, t->join);
    for (size_t i = 0; i < w->n; i++)
        t->stay[i] = past->is_member[t->k * w->n + i] ? find_stay(w, t->k, i) : 0;
}

static treaty_year look_at(ent_treaty_walk *w, size_t k, size_t lane)
{
    double most = 0, nobody = 1, x[ENT_END_PREDICTORS];
    treaty_year t = {.k = k, .join = w->join + lane * w->n, .stay = w->stay + lane * w->n, .with = w->with + lane * w->n};
    fill_chances(w, &t);
    for (size_t i = 0; i < w->n; i++)
        most = t.join[i] > most ? t.join[i] : most;
    t.open = fmin(fmax(1 / w->fit.routes.together, most / joint_share), 1);
    for (size_t i = 0; i < w->n; i++) {
        double joins = t.join[i] / t.open;
        nobody *= 1 - joins;
        t.with[i] = w->past.is_member[k * w->n + i] ? t.stay[i] : joins;
    }
    t.somebody = t.open * (1 - nobody);
    if (w->end.scale > 0) {
        event_end_fill(&w->past, k, 1, x);
        t.end = walk_logit_chance(&w->end, walk_logit_eta(&w->end, x));
    }
    return t;
}

/* untied_j *= 1 - own row_j for each of some treaties. */
ENT_EACH_WIDTH static void take_rows(double *restrict untied, const double own[WALK_LANES], const double *const row[WALK_LANES],
                                     size_t from, size_t to)
{
    const double *restrict a = row[0], *restrict b = row[1], *restrict c = row[2], *restrict d = row[3];
    const double of_a = own[0], of_b = own[1], of_c = own[2], of_d = own[3], most = certain;
    for (size_t j = from; j < to; j++) {
        double tie_a = of_a * a[j], tie_b = of_b * b[j], tie_c = of_c * c[j], tie_d = of_d * d[j];
        double left = untied[j] * (1 - (tie_a < most ? tie_a : most)) * (1 - (tie_b < most ? tie_b : most));
        untied[j] = left * (1 - (tie_c < most ? tie_c : most)) * (1 - (tie_d < most ? tie_d : most));
    }
}
_Static_assert(WALK_LANES == 4, "take_rows takes four");

/* Of candidates, with each other and with members. */
static void add_joining(ent_treaty_walk *w, const treaty_year year[], size_t count)
{
    size_t n = w->n;
    for (size_t i = 0; i < n; i++) {
        double own[WALK_LANES] = {0};
        const double *row[WALK_LANES] = {w->join, w->join, w->join, w->join};
        for (size_t lane = 0; lane < count; lane++) {
            bool member = w->past.is_member[year[lane].k * n + i];
            own[lane] = member ? year[lane].stay[i] : year[lane].join[i];
            row[lane] = member ? year[lane].join : year[lane].with;
        }
        take_rows(w->untied + i * n, own, row, i + 1, n);
    }
}

/* Of members. */
static void add_staying(ent_treaty_walk *w, const treaty_year *t)
{
    size_t n = w->n;
    const uint8_t *member = w->past.is_member + t->k * n;
    for (size_t i = 0; i < n; i++)
        for (size_t j = i + 1; j < n && member[i]; j++)
            if (member[j] && walk_binds(w, t->k, i, j))
                w->untied[i * n + j] *= 1 - (1 - t->end) * t->stay[i] * t->stay[j];
}

/* ---- draws ---- */

static size_t draw_accessions(ent_treaty_walk *w, const walk_dice *dice, const treaty_year *t)
{
    size_t joined = 0;
    for (size_t i = 0; i < w->n; i++) {
        double u[2];
        if (!(t->join[i] > 0))
            continue;
        walk_draw(dice, WALK_ACTOR, w->state.key[t->k], i, u);
        if (u[0] < t->join[i] / t->open) {
            w->state.member[t->k * w->n + i] = WALK_IN;
            joined++;
        }
    }
    return joined;
}

static size_t draw_exits(ent_treaty_walk *w, const walk_dice *dice, const treaty_year *t)
{
    size_t left = 0;
    for (size_t i = 0; i < w->n; i++) {
        double u[2];
        if (!w->past.is_member[t->k * w->n + i] || t->stay[i] >= 1)
            continue;
        walk_draw(dice, WALK_ACTOR, w->state.key[t->k], i, u);
        if (u[0] >= t->stay[i]) {
            w->state.member[t->k * w->n + i] = WALK_OUT;
            left++;
        }
    }
    return left;
}

/* After the year's accessions and exits. */
static size_t count_members(const ent_treaty_walk *w, size_t k)
{
    size_t count = 0;
    for (size_t i = 0; i < w->n; i++)
        count += w->state.member[k * w->n + i] != WALK_OUT;
    return count;
}

static void draw(ent_treaty_walk *w, const walk_dice *dice, const treaty_year *t, ent_treaty_counts *counts)
{
    double u[2];
    walk_draw(dice, WALK_TREATY, w->state.key[t->k], 0, u);
    size_t joined = u[0] < t->open ? draw_accessions(w, dice, t) : 0;
    counts->accessions += joined;
    if (joined == 0 && u[1] * (1 - t->somebody) < t->end) {
        counts->ends++;
        for (size_t i = 0; i < w->n; i++)
            w->state.member[t->k * w->n + i] = WALK_OUT;
        return;
    }
    size_t left = draw_exits(w, dice, t);
    if (left > 0 && count_members(w, t->k) < EVENT_TREATY_LIVES)
        counts->ends++;
    else
        counts->exits += left;
}

/* Chances of some treaties, then what happens to them. */
static void pass_year(ent_treaty_walk *w, const walk_dice *dice, const treaty_year year[], size_t count, bool chances,
                      ent_treaty_counts *counts)
{
    if (chances)
        add_joining(w, year, count);
    for (size_t lane = 0; lane < count; lane++) {
        if (chances)
            add_staying(w, &year[lane]);
        draw(w, dice, &year[lane], counts);
    }
}

void walk_draw_treaties(ent_treaty_walk *w, const walk_dice *dice, bool chances, ent_treaty_counts *counts)
{
    treaty_year year[WALK_LANES];
    size_t slots = w->past.treaties, count = 0;
    for (size_t k = 0; k < slots; k++) {
        if (w->past.size[k] < EVENT_TREATY_LIVES)
            continue;
        year[count] = look_at(w, k, count);
        if (++count == WALK_LANES) {
            pass_year(w, dice, year, count, chances, counts);
            count = 0;
        }
    }
    pass_year(w, dice, year, count, chances, counts);
}
