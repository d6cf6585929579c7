/* New treaties of three or more: the pair logit says how many ties they bring and where, set growth who is in one.
 *
 * A pair that is not tied seeds a treaty with its chance P_ij by the logit, keyed by itself. Then, of sizes m with weights w_m,
 *
 *   the size is m with probability proportional to w_m m (m - 1) / 2,
 *   members are added one by one, P(next is l) proportional to exp(gather * mean over members j of eta_lj), eta of the logit,
 *   and the treaty is made with probability 1 / d, d = pairs among its members that are not tied, the seed being one.
 *
 * So it brings d ties with probability 1 / d: the expected new ties are sum P_ij, as many as the logit has, whatever the sets
 * are. A treaty of d new ties is met d times as often by way of its ties as by itself, hence the factor m (m - 1) / 2, which
 * 1 / d takes back where all are without ties: then sizes come as w_m. Joint draws by growth, chances by the logit:
 * reference/forecast/FINDINGS.md, section 5. Their chances of a pair differ, their sums do not.
 *
 * The next member is the largest gather * mean eta + g, g = -log(-log u), u the candidate's number (Gumbel 1954; Yellott 1977,
 * J. Math. Psychology 15:109), so that a change elsewhere leaves most choices as they were. */
#include "events/walk.h"

#include <math.h>

static size_t draw_size(const ent_treaty_fit *fit, double u)
{
    double all = 0, below = 0;
    for (size_t k = 0; k < fit->size_count; k++)
        all += fit->size_weight[k] * fit->size[k] * (fit->size[k] - 1);
    for (size_t k = 0; k < fit->size_count; k++) {
        below += fit->size_weight[k] * fit->size[k] * (fit->size[k] - 1);
        if (u * all < below)
            return (size_t)fit->size[k];
    }
    return EVENT_MULTILATERAL;
}

/* ---- growth ---- */

/* `sum` of states that are not there is NaN, of members, too. */
static void begin(ent_treaty_walk *w, size_t a, size_t b)
{
    for (size_t l = 0; l < w->n; l++)
        w->sum[l] = event_past_is_there(&w->past, l) ? 0 : (double)NAN;
    w->set[0] = a;
    w->set[1] = b;
    w->sum[a] = w->sum[b] = (double)NAN;
}

static void add_eta(ent_treaty_walk *w, size_t member)
{
    for (size_t l = 0; l < w->n; l++)
        if (!isnan(w->sum[l]))
            w->sum[l] += walk_eta(w, l, member);
}

/* n if there is nobody. */
static size_t choose(const ent_treaty_walk *w, const walk_dice *dice, size_t count)
{
    size_t best = w->n;
    double most = -INFINITY;
    for (size_t l = 0; l < w->n; l++) {
        double u[2];
        if (isnan(w->sum[l]))
            continue;
        walk_draw(dice, WALK_MEMBER, walk_pair_key(w->set[0], w->set[1]) << 11 | count / 2, l, u);
        double value = w->fit.gather * w->sum[l] / (double)count - log(-log(u[count % 2]));
        if (best == w->n || value > most) {
            most = value;
            best = l;
        }
    }
    return best;
}

static size_t grow(ent_treaty_walk *w, const walk_dice *dice, size_t size)
{
    size_t count = 2;
    add_eta(w, w->set[0]);
    add_eta(w, w->set[1]);
    while (count < size) {
        size_t next = choose(w, dice, count);
        if (next == w->n)
            break;
        w->sum[next] = (double)NAN;
        w->set[count++] = next;
        add_eta(w, next);
    }
    return count;
}

static size_t count_new(const ent_treaty_walk *w, size_t count)
{
    size_t made = 0;
    for (size_t k = 0; k < count; k++)
        for (size_t l = k + 1; l < count; l++)
            made += !w->past.tied[w->set[k] * w->n + w->set[l]];
    return made;
}

/* ---- all ---- */

static ent_status seed(ent_treaty_walk *w, const walk_dice *dice, size_t a, size_t b, ent_treaty_counts *counts,
                       ent_error *error)
{
    double u[2];
    walk_draw(dice, WALK_FOUNDING, walk_pair_key(a, b), 0, u);
    begin(w, a, b);
    size_t count = grow(w, dice, draw_size(&w->fit, u[0]));
    if (count < EVENT_MULTILATERAL || u[1] * (double)count_new(w, count) >= 1)
        return ENT_OK;
    counts->multilateral++;
    return walk_add_treaty(w, walk_made_key(WALK_MULTILATERAL, dice->year, a, b), w->set, count, error);
}

ent_status walk_draw_multilateral(ent_treaty_walk *w, const walk_dice *dice, ent_treaty_counts *counts, ent_error *error)
{
    ent_status status = ENT_OK;
    for (size_t at = 0; at < w->seeding_count && status == ENT_OK; at++) {
        const ent_event_row *pair = &w->pairs.rows[w->seeding[at]];
        status = seed(w, dice, (size_t)pair->a, (size_t)pair->b, counts, error);
    }
    return status;
}
