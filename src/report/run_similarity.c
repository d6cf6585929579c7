/* The section of a run on how alike the alliance portfolios of the pairs concerned are, before and after: the
 * parties of the interventions with each other, and each with the leading member of every bloc that it is not
 * in; without interventions the leading members of the blocs with each other. */
#include "report/run.h"

#include "core/memory.h"

#include <math.h>
#include <stdlib.h>

/* What is shown of each pair. */
static const struct {
    ent_similarity variant;
    const char *key[2]; /* before, after */
} shown[] = {{ENT_S, {"s_before", "s_after"}},
             {ENT_S_WEIGHTED, {"s_weighted_before", "s_weighted_after"}},
             {ENT_KAPPA_ABSOLUTE, {"kappa_before", "kappa_after"}}};

/* ---- portfolios ---- */

/* Levels towards all actors of a state, as of alliances; removed ones are left out. Own entries are 3. The
 * weighted variant, by CINC, has no value if somebody has no CINC. */
typedef struct {
    ent_portfolios *portfolios;
    size_t *place; /* [n] of an actor among the portfolios; n for one that is left out */
} portfolios;

/* True if every actor has a weight. */
static bool fill(const running *run, int after, const size_t *kept, size_t count, uint8_t *level,
                 double *weight)
{
    bool weighted = true;
    const ent_snapshot *state = run_state(run, after);
    const ent_layer *layer = ent_snapshot_layer(state, "alliance");
    ent_scale scale = layer->scale == ENT_SCALE_NONE ? ENT_SCALE_COW : layer->scale;
    const ent_measure *cinc = ent_measure_find("cinc");
    for (size_t i = 0; i < count; i++) {
        const uint8_t *owes = &layer->obligations[kept[i] * state->actor_count];
        weight[i] = ent_measure_value(state, cinc, kept[i]);
        weighted = weighted && !isnan(weight[i]);
        for (size_t j = 0; j < count; j++)
            level[i * count + j] = i == j ? 3 : (uint8_t)ent_alliance_level(scale, owes[kept[j]]);
    }
    return weighted;
}

static ent_status make_portfolios(const running *run, int after, portfolios *out, ent_error *error)
{
    size_t n = run->before->actor_count, count = 0;
    ent_status status = ENT_OK;
    size_t *kept = ent_new_array(n, sizeof *kept);
    uint8_t *level = ent_new_array(n * n, sizeof *level);
    double *weight = ent_new_array(n, sizeof *weight);
    out->place = ent_new_array(n, sizeof *out->place);
    if (!kept || !level || !weight || !out->place) {
        status = ent_fail_memory(error);
        goto done;
    }
    for (size_t i = 0; i < n; i++) {
        bool gone = after && run->removed[i];
        out->place[i] = gone ? n : count;
        if (!gone)
            kept[count++] = i;
    }
    bool weighted = fill(run, after, kept, count, level, weight);
    status = ent_portfolios_new(level, weighted ? weight : NULL, count, count, &out->portfolios,
                                error);
done:
    free(kept);
    free(level);
    free(weight);
    return status;
}

/* ---- pairs ---- */

/* The measure by which a bloc's member leads: the first known of CINC and those of the sheet. */
static const ent_measure *leading_measure(const running *run)
{
    const ent_measure *measure = ent_measure_find("cinc");
    for (size_t m = 0; measure && !ent_measure_known(run->before, measure); m++)
        measure = ent_measure_at(m);
    return measure;
}

/* The strongest member of a bloc before the interventions; -1 if none has data. */
static int leader_of(const running *run, size_t bloc, const ent_measure *measure)
{
    int leader = -1;
    double most = -INFINITY;
    for (size_t i = 0; i < run->before->actor_count && measure; i++) {
        double value = ent_measure_value(run->before, measure, i);
        if (!run->members[0][bloc][i] || !(value > most))
            continue;
        most = value;
        leader = (int)i;
    }
    return leader;
}

typedef struct {
    running *run;
    const portfolios *of; /* before, after */
    ent_json_value *table;
    uint8_t *done;        /* [n * n] pairs that were added */
} pairs;

static void add_pair(const pairs *p, size_t i, size_t j, const char *reason)
{
    running *run = p->run;
    size_t n = run->before->actor_count;
    double value[2][ENT_SIMILARITY_COUNT];
    if (i == j || p->done[i * n + j])
        return;
    p->done[i * n + j] = p->done[j * n + i] = 1;
    for (int after = 0; after < 2; after++) {
        size_t a = p->of[after].place[i], b = p->of[after].place[j];
        for (size_t v = 0; v < ENT_SIMILARITY_COUNT; v++)
            value[after][v] = (double)NAN;
        if (a < n && b < n)
            ent_similarity_pair(p->of[after].portfolios, a, b, value[after]);
    }
    run_cell_text(run, p->table, "a", run->before->actors[i].abb);
    run_cell_text(run, p->table, "b", run->before->actors[j].abb);
    run_cell_text(run, p->table, "bloc", reason);
    for (size_t k = 0; k < ent_countof(shown); k++)
        for (int after = 0; after < 2; after++)
            run_cell_number(run, p->table, shown[k].key[after], value[after][shown[k].variant]);
}

static void add_parties(const pairs *p)
{
    const uint8_t *focus = p->run->focus;
    for (size_t i = 0; i < p->run->before->actor_count; i++)
        for (size_t j = i + 1; j < p->run->before->actor_count && focus[i]; j++)
            if (focus[j])
                add_pair(p, i, j, NULL);
}

/* With the leading member of each bloc that one is not in: `bloc` says which. */
static void add_with_leaders(const pairs *p, const ent_measure *measure, bool parties)
{
    const running *run = p->run;
    for (size_t b = 0; b < run->content->bloc_count; b++) {
        int leader = leader_of(run, b, measure);
        for (size_t i = 0; i < run->before->actor_count && leader >= 0 && parties; i++)
            if (run->focus[i] && !run->members[0][b][i] && !run->members[1][b][i])
                add_pair(p, i, (size_t)leader, run->content->blocs[b].id);
        for (size_t c = 0; c < b && leader >= 0 && !parties; c++) {
            int other = leader_of(run, c, measure);
            if (other >= 0)
                add_pair(p, (size_t)other, (size_t)leader, run->content->blocs[b].id);
        }
    }
}

static ent_status add_pairs(running *run, ent_json_value *table, const portfolios of[2],
                            ent_error *error)
{
    size_t n = run->before->actor_count;
    bool parties = run->content->intervention_count > 0;
    pairs p = {run, of, table, ent_new_array(n * n, 1)};
    if (!p.done)
        return ent_fail_memory(error);
    if (parties)
        add_parties(&p);
    add_with_leaders(&p, leading_measure(run), parties);
    free(p.done);
    return ENT_OK;
}

/* ---- the section ---- */

static void add_head(running *run, ent_json_value *object, bool known)
{
    ent_json *json = run->answer.json;
    const ent_layer *layer = ent_snapshot_layer(run->before, "alliance");
    const ent_measure *measure = leading_measure(run), *cinc = ent_measure_find("cinc");
    size_t without = 0;
    for (size_t i = 0; i < run->before->actor_count; i++)
        without += isnan(ent_measure_value(run->before, cinc, i)) ? 1 : 0;
    bool atop = layer && layer->scale == ENT_SCALE_ATOP;
    ent_json_add_text(json, object, "scale",
                      !known ? NULL : ent_scale_text(atop ? ENT_SCALE_ATOP : ENT_SCALE_COW));
    ent_json_add_text(json, object, "leaders_by", measure ? measure->id : NULL);
    ent_json_add_text(json, object, "weights", "cinc");
    ent_json_add_integer(json, object, "without_weight", (long long)without);
}

ent_status run_add_similarity(running *run, ent_error *error)
{
    static const char *const columns[] = {"a", "b", "bloc", "s_before", "s_after",
                                          "s_weighted_before", "s_weighted_after", "kappa_before",
                                          "kappa_after"};
    ent_json *json = run->answer.json;
    ent_json_value *object = ent_json_add_object(json, run->answer.result, "similarity");
    bool known = run_layers_known(run, object, (const char *const[]){"alliance"}, 1);
    portfolios of[2] = {{0}};
    ent_status status = ENT_OK;
    add_head(run, object, known);
    ent_json_value *table = ent_json_add_table(json, object, "pairs", columns, ent_countof(columns));
    for (int after = 0; after < 2 && status == ENT_OK && known; after++)
        status = make_portfolios(run, after, &of[after], error);
    if (status == ENT_OK && known)
        status = add_pairs(run, table, of, error);
    for (int after = 0; after < 2; after++) {
        ent_portfolios_free(of[after].portfolios);
        free(of[after].place);
    }
    return status;
}
