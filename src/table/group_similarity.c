/* How alike the alliance portfolios of a pair are; formulas and sources stand in entente/measure.h.
 *
 * The portfolio of a state is what it owes each state of the system at that time by its alliances, 0 to 3 by the
 * scale of their source, its own entry being 3; of several alliances within a time the highest level. Weights are
 * the CINC of that time, and the sum of weights is over the states that have one. */
#include "table/groups.h"

#include "entente/measure.h"

#include "core/memory.h"
#include "core/parallel.h"

#include <stdlib.h>
#include <string.h>

/* The columns, by the names of peacesciencer where it has them. */
static const ent_similarity variant_of[] = {
    ENT_S_SQUARED, ENT_S, ENT_S_BINARY, ENT_S_BINARY, ENT_S_WEIGHTED, ENT_S_BINARY_WEIGHTED,
    ENT_S_SQUARED_WEIGHTED, ENT_PI, ENT_PI_BINARY, ENT_PI_SQUARED, ENT_KAPPA, ENT_KAPPA_BINARY,
    ENT_KAPPA_ABSOLUTE, ENT_KAPPA_SQUARED, ENT_TAU_B, ENT_TAU_B_BINARY};
enum { COLUMN_COUNT = sizeof variant_of / sizeof *variant_of };

#define COLUMNS(prefix)                                                                            \
    SIMILAR(prefix "sallyvus", "S, squared differences", "1 - 2 sum(x-y)^2 / 9n"),                 \
    SIMILAR(prefix "sallyvua", "S, absolute differences", "1 - 2 sum|x-y| / 3n"),                  \
    SIMILAR(prefix "sallybus", "S of any tie or none (squared is no other)", "1 - 2 sum|x-y| / n"), \
    SIMILAR(prefix "sallybua", "S of any tie or none", "1 - 2 sum|x-y| / n"),                      \
    SIMILAR(prefix "sallyvwa", "S, absolute differences, weighted by CINC", "1 - 2 sum w|x-y| / 3 sum w"), \
    SIMILAR(prefix "sallybwa", "S of any tie or none, weighted by CINC", "1 - 2 sum w|x-y| / sum w"), \
    SIMILAR(prefix "sallyvws", "S, squared differences, weighted by CINC", "1 - 2 sum w(x-y)^2 / 9 sum w"), \
    SIMILAR(prefix "pallyv", "Scott's pi, levels as names", "(po - pe) / (1 - pe)"),               \
    SIMILAR(prefix "pallyb", "Scott's pi of any tie or none", "(po - pe) / (1 - pe)"),             \
    SIMILAR(prefix "pallyv_sq", "Scott's pi, squared differences", "1 - sum(x-y)^2 / expected"),   \
    SIMILAR(prefix "kallyv_nominal", "Cohen's kappa, levels as names", "(po - pe) / (1 - pe)"),    \
    SIMILAR(prefix "kallyb", "Cohen's kappa of any tie or none", "(po - pe) / (1 - pe)"),          \
    SIMILAR(prefix "kallyv_abs", "Cohen's kappa, absolute differences", "1 - sum|x-y| / expected"), \
    SIMILAR(prefix "kallyv_sq", "Cohen's kappa, squared differences", "1 - sum(x-y)^2 / expected"), \
    SIMILAR(prefix "taub", "Kendall's tau-b", "(C - D) / sqrt((N - Tx)(N - Ty))"),                 \
    SIMILAR(prefix "taubb", "Kendall's tau-b of any tie or none", "(C - D) / sqrt((N - Tx)(N - Ty))"), {0}

#define SIMILAR(column, text, formula)                                                             \
    {column, ENT_COLUMN_DOUBLE, .label = text, .unit = "-1 to 1", .rule = formula}

typedef struct {
    table_work *w;
    ent_series alliances;
    const ent_spells *spells;
    double *cinc;                /* of each state and time; NaN = none */
    size_t *first_of;            /* [times + 1] where each time's states begin in `states` */
    uint32_t *states;            /* states by time */
    uint32_t *index;             /* of each state among those of its time */
    table_column *columns[COLUMN_COUNT];
    bool *failed;                /* [times] memory ran out */
} similarity_work;

/* ---- who is there at each time ---- */

static ent_status list_times(similarity_work *s)
{
    const table_frame *frame = s->w->frame;
    uint32_t *filled = ent_new_array(frame->times, sizeof *filled);
    s->first_of = ent_new_array(frame->times + 1, sizeof *s->first_of);
    s->states = ent_new_array(frame->state_count, sizeof *s->states);
    s->index = ent_new_array(frame->state_count, sizeof *s->index);
    s->failed = ent_new_array(frame->times, sizeof *s->failed);
    bool ok = filled && s->first_of && s->states && s->index && s->failed;
    for (size_t i = 0; ok && i < frame->state_count; i++)
        s->first_of[frame->states[i].time + 1]++;
    for (size_t t = 0; ok && t < frame->times; t++)
        s->first_of[t + 1] += s->first_of[t];
    for (size_t i = 0; ok && i < frame->state_count; i++) {
        int t = frame->states[i].time;
        s->index[i] = filled[t]++;
        s->states[s->first_of[t] + s->index[i]] = (uint32_t)i;
    }
    free(filled);
    return ok ? ENT_OK : ent_fail_memory(s->w->error);
}

static void put_cinc(table_work *w, const ent_spell *spell, size_t state, void *cinc)
{
    (void)w;
    ((double *)cinc)[state] = spell->number;
}

static ent_status read_cinc(similarity_work *s)
{
    table_work *w = s->w;
    ent_series series;
    const ent_spells *spells;
    s->cinc = malloc((w->frame->state_count + 1) * sizeof *s->cinc);
    if (!s->cinc)
        return ent_fail_memory(w->error);
    for (size_t i = 0; i < w->frame->state_count; i++)
        s->cinc[i] = (double)NAN;
    ent_error none = {0};
    ent_status status = ent_world_resolve(w->world, ENT_ATTRIBUTE, "cinc", &series, &none);
    if (status == ENT_ERR_INPUT)
        return ENT_OK; /* a world without CINC: what is weighted is missing */
    if (status != ENT_OK)
        return ent_fail(w->error, status, "%s", none.message);
    status = table_numbers(w, &series, &spells);
    for (size_t i = 0; status == ENT_OK && i < spells->count; i++)
        table_each_state(w, &spells->items[i], false, put_cinc, s->cinc);
    for (size_t i = 0; i < COLUMN_COUNT; i++)
        if (variant_of[i] == ENT_S_WEIGHTED || variant_of[i] == ENT_S_BINARY_WEIGHTED ||
            variant_of[i] == ENT_S_SQUARED_WEIGHTED)
            table_is_from(w, i, &series);
    return status;
}

/* ---- one time ---- */

static void enter(const similarity_work *s, size_t t, size_t n, uint8_t *level, int a, int b, int value)
{
    size_t of_a[2], of_b[2];
    size_t a_count = table_states_of(s->w->frame, a, t, of_a);
    size_t b_count = table_states_of(s->w->frame, b, t, of_b);
    for (size_t i = 0; i < a_count; i++) {
        for (size_t k = 0; k < b_count; k++) {
            uint8_t *entry = &level[(size_t)s->index[of_a[i]] * n + s->index[of_b[k]]];
            *entry = value > *entry ? (uint8_t)value : *entry;
        }
    }
}

static void enter_levels(const similarity_work *s, size_t t, size_t n, uint8_t *level)
{
    for (size_t i = 0; i < s->spells->count; i++) {
        const ent_spell *spell = &s->spells->items[i];
        if (!ent_spans_meet(spell->span, s->w->frame->when[t]))
            continue;
        int value = ent_alliance_level(s->alliances.scale, spell->obligations);
        enter(s, t, n, level, spell->a, spell->b, value);
        if (!s->alliances.directed)
            enter(s, t, n, level, spell->b, spell->a, value);
    }
    for (size_t i = 0; i < n; i++)
        level[i * n + i] = 3;
}

static void put_pair(similarity_work *s, const ent_portfolios *portfolios, size_t t, size_t i, size_t j)
{
    const table_frame *frame = s->w->frame;
    double value[ENT_SIMILARITY_COUNT];
    const uint32_t *states = s->states + s->first_of[t];
    long long row[2] = {table_row(frame, states[i], states[j]),
                        s->w->directed ? table_row(frame, states[j], states[i]) : -1};
    if (row[0] < 0 && row[1] < 0)
        return;
    ent_similarity_pair(portfolios, i, j, value);
    for (size_t way = 0; way < 2; way++)
        for (size_t c = 0; c < COLUMN_COUNT && row[way] >= 0; c++)
            table_put(s->columns[c], (size_t)row[way], value[variant_of[c]]);
}

static void compare_time(void *user, size_t t)
{
    similarity_work *s = user;
    size_t n = s->first_of[t + 1] - s->first_of[t];
    if (n == 0 || !table_covered(s->w->frame, &s->alliances, t))
        return;
    uint8_t *level = ent_new_array(n * n, 1);
    double *weight = ent_new_array(n, sizeof *weight);
    ent_portfolios *portfolios = NULL;
    bool weighted = false;
    for (size_t i = 0; weight && i < n; i++) {
        weight[i] = s->cinc[s->states[s->first_of[t] + i]];
        weighted |= !isnan(weight[i]);
    }
    if (level && weight) {
        enter_levels(s, t, n, level);
        s->failed[t] = ent_portfolios_new(level, weighted ? weight : NULL, n, n, &portfolios, NULL) != ENT_OK;
    } else {
        s->failed[t] = true;
    }
    for (size_t i = 0; portfolios && i < n; i++)
        for (size_t j = i + 1; j < n; j++)
            put_pair(s, portfolios, t, i, j);
    ent_portfolios_free(portfolios);
    free(level);
    free(weight);
}

/* ---- all ---- */

static ent_status compare_times(similarity_work *s)
{
    ent_parallel(s->w->frame->times, 0, compare_time, s);
    for (size_t t = 0; t < s->w->frame->times; t++)
        if (s->failed[t])
            return ent_fail_memory(s->w->error);
    return ENT_OK;
}

static ent_status fill(table_work *w, const char *layer)
{
    similarity_work s = {.w = w};
    ent_status status = table_series(w, ENT_LAYER, layer, &s.alliances);
    if (status == ENT_OK)
        status = table_spells(w, &s.alliances, &s.spells);
    for (size_t i = 0; i < COLUMN_COUNT && status == ENT_OK; i++) {
        s.columns[i] = table_work_column(w, i, 0);
        table_is_from(w, i, &s.alliances);
    }
    if (status == ENT_OK)
        status = list_times(&s);
    if (status == ENT_OK)
        status = read_cinc(&s);
    if (status == ENT_OK)
        status = compare_times(&s);
    free(s.cinc);
    free(s.first_of);
    free(s.states);
    free(s.index);
    free(s.failed);
    return status;
}

static ent_status fill_atop(table_work *w)
{
    return fill(w, "alliance@atop");
}

static ent_status fill_cow(table_work *w)
{
    return fill(w, "alliance@cow");
}

static const table_column_row atop_columns[] = {COLUMNS("")};
static const table_column_row cow_columns[] = {COLUMNS("cow_")};

const table_group table_group_similarity = {
    "similarity", "likeness of ATOP portfolios: sallyvua (S) ... kallyb, pallyb, taub", TABLE_OF_DYADS,
    atop_columns, fill_atop, .import = "atop5_1ddyr.csv"};
const table_group table_group_similarity_cow = {
    "similarity-cow", "the same of COW alliances by their scale: cow_sallyvua ...", TABLE_OF_DYADS,
    cow_columns, fill_cow, .import = "alliance_v4.1_by_directed.csv"};
