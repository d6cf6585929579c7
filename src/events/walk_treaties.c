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

#include "events/exits.h"

#include <math.h>

static const double joint_share = 0.9, certain = 1 - 1e-9;

/* What is said of one treaty. */
typedef struct {
    size_t k;
    double open, somebody, end; /* pi; P(somebody joins); e */
} treaty_year;

/* ---- chances ---- */

/* Into `join` and `stay`: 0 of members, of others. */
static void fill_chances(ent_treaty_walk *w, size_t k)
{
    const event_past *past = &w->past;
    double x[ENT_PREDICTORS_MOST];
    event_treaty_look look;
    event_look_at_treaty(past, k, &look);
    for (size_t i = 0; i < w->n; i++) {
        w->join[i] = w->stay[i] = 0;
        if (past->is_member[k * w->n + i]) {
            w->stay[i] = 1;
            if (w->exit.scale > 0) {
                event_exit_fill(past, k, i, 1, x);
                w->stay[i] = 1 - walk_logit_chance(&w->exit, walk_logit_eta(&w->exit, x));
            }
        } else if (event_past_is_there(past, i) && w->accession.scale > 0) {
            event_candidate_fill(past, &look, i, x);
            w->join[i] = walk_logit_chance(&w->accession, walk_logit_eta(&w->accession, x));
        }
    }
}

static treaty_year look_at(ent_treaty_walk *w, size_t k)
{
    double most = 0, nobody = 1, x[ENT_PREDICTORS_MOST];
    treaty_year t = {.k = k};
    fill_chances(w, k);
    for (size_t i = 0; i < w->n; i++)
        most = fmax(most, w->join[i]);
    t.open = fmin(fmax(1 / w->fit.routes.together, most / joint_share), 1);
    for (size_t i = 0; i < w->n; i++)
        nobody *= 1 - w->join[i] / t.open;
    t.somebody = t.open * (1 - nobody);
    if (w->end.scale > 0) {
        event_end_fill(&w->past, k, 1, x);
        t.end = walk_logit_chance(&w->end, walk_logit_eta(&w->end, x));
    }
    return t;
}

/* Of members and others at once: who is a member does not join, others have nobody's tie to keep. */
static void add_chances(ent_treaty_walk *w, const treaty_year *t)
{
    size_t n = w->n;
    const uint8_t *member = w->past.is_member + t->k * n;
    const double *join = w->join, *stay = w->stay, joint = 1 / t->open, most = certain;
    for (size_t i = 0; i < n; i++) {
        double *untied = w->untied + i * n, joins = join[i], stays = stay[i];
        for (size_t j = i + 1; j < n; j++) {
            double tie = joins * stay[j] + join[j] * stays + joins * join[j] * joint;
            untied[j] *= 1 - (tie < most ? tie : most);
        }
        for (size_t j = i + 1; j < n && member[i]; j++)
            if (member[j] && walk_binds(w, t->k, i, j))
                untied[j] *= 1 - (1 - t->end) * stays * stay[j];
    }
}

/* ---- draws ---- */

static size_t draw_accessions(ent_treaty_walk *w, const walk_dice *dice, const treaty_year *t)
{
    size_t joined = 0;
    for (size_t i = 0; i < w->n; i++) {
        double u[2];
        if (!(w->join[i] > 0))
            continue;
        walk_draw(dice, WALK_ACTOR, w->state.key[t->k], i, u);
        if (u[0] < w->join[i] / t->open) {
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
        if (!w->past.is_member[t->k * w->n + i] || w->stay[i] >= 1)
            continue;
        walk_draw(dice, WALK_ACTOR, w->state.key[t->k], i, u);
        if (u[0] >= w->stay[i]) {
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

void walk_draw_treaties(ent_treaty_walk *w, const walk_dice *dice, bool chances, ent_treaty_counts *counts)
{
    size_t slots = w->past.treaties;
    for (size_t k = 0; k < slots; k++) {
        if (w->past.size[k] < EVENT_TREATY_LIVES)
            continue;
        treaty_year t = look_at(w, k);
        if (chances)
            add_chances(w, &t);
        draw(w, dice, &t, counts);
    }
}
