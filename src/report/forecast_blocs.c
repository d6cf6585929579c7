/* The blocs that a sample of futures agrees on: of the network at the end of each, with its ties as + and the rivalries of the
 * first day as -, the best two blocs, or one such pair of several (entente/blocs.h). Blocs of parts that do not hang together cannot be compared: two
 * actors of different parts are neither in one bloc nor in two. */
#include "report/forecast.h"

#include "core/memory.h"
#include "entente/blocs.h"
#include "entente/snapshot.h"

#include <stdlib.h>
#include <string.h>

enum { DRAWS = 10, PER_DRAW = 4, SAMPLE = DRAWS * PER_DRAW, GROUP_LEAST = 3, SECONDS = 10 /* of a proof */ };

static const double agreed = 0.9;

typedef struct {
    size_t n, steps;
    uint8_t *rival;              /* [n * n] */
    uint8_t *network;            /* [SAMPLE * n * n] at the end of each future of the sample, among those there on the first day; on
                                    the diagonal 1 = has left by then */
    ent_signed_tie *ties;        /* [n * n] work space */
    int *part;                   /* [n] which part an actor is in */
    size_t *queue;               /* [n] */
    double *same, *apart;        /* [n * n] in how many of the sample */
    size_t unproven;             /* whose best blocs were not proven within the time */
} sampling;

/* ---- the sample ---- */

static void keep(void *user, size_t future, size_t step, const ent_view *network, const ent_treaty_counts *events,
                    double out[])
{
    const sampling *s = user;
    (void)events;
    size_t every = ENT_FORECAST_EACH / PER_DRAW, number = future % ENT_FORECAST_EACH;
    *out = 0;
    if (step + 1 < s->steps || number % every != 0 || number / every >= PER_DRAW)
        return;
    size_t at = future / ENT_FORECAST_EACH * PER_DRAW + number / every;
    for (size_t i = 0; i < s->n; i++) {
        memcpy(s->network + (at * s->n + i) * s->n, network->x + i * network->n, s->n);
        s->network[(at * s->n + i) * s->n + i] = network->absent && network->absent[i];
    }
}

static ent_status nothing(void *user, const ent_forecast_draw *draw, ent_error *error)
{
    (void)user, (void)draw, (void)error;
    return ENT_OK;
}

static ent_status draw_sample(const forecasting *f, sampling *s, ent_error *error)
{
    ent_forecast how = f->forecast;
    ent_forecast_variant plain = {NULL, 0};
    how.variants = &plain;
    how.variant_count = 1;
    how.measure_count = 1;
    how.measure = keep;
    how.user = s;
    return ent_forecast_run(&how, 0, DRAWS, nothing, NULL, NULL, error);
}

/* ---- one network ---- */

/* A tie and a rivalry cancel; who has left has neither. */
static int sign_of(const sampling *s, const uint8_t *x, size_t i, size_t j)
{
    bool there = !x[i * s->n + i] && !x[j * s->n + j];
    return there ? (x[i * s->n + j] || x[j * s->n + i]) - s->rival[i * s->n + j] : 0;
}

static size_t list_ties(const sampling *s, const uint8_t *x)
{
    size_t count = 0;
    for (size_t i = 0; i < s->n; i++)
        for (size_t j = i + 1; j < s->n; j++) {
            int sign = sign_of(s, x, i, j);
            if (sign != 0)
                s->ties[count++] = (ent_signed_tie){(int)i, (int)j, sign};
        }
    return count;
}

static void find_parts(const sampling *s, const uint8_t *x)
{
    for (size_t i = 0; i < s->n; i++)
        s->part[i] = -1;
    for (size_t i = 0; i < s->n; i++) {
        size_t first = 0, count = 1;
        if (s->part[i] >= 0)
            continue;
        s->part[i] = (int)i;
        s->queue[0] = i;
        while (first < count) {
            size_t at = s->queue[first++];
            for (size_t j = 0; j < s->n; j++)
                if (s->part[j] < 0 && sign_of(s, x, at, j) != 0) {
                    s->part[j] = (int)i;
                    s->queue[count++] = j;
                }
        }
    }
}

static ent_status add_network(sampling *s, const uint8_t *x, ent_error *error)
{
    ent_blocs_graph *graph = NULL;
    ent_blocs *best = NULL;
    ent_blocs_options options = ENT_BLOCS_DEFAULTS;
    options.seconds = SECONDS;
    ent_status status = ent_blocs_graph_new(s->n, s->ties, list_ties(s, x), &graph, error);
    if (status == ENT_OK)
        status = ent_blocs_exact(graph, &options, NULL, &best, error);
    if (status == ENT_OK) {
        s->unproven += !best->proven;
        find_parts(s, x);
        for (size_t i = 0; i < s->n; i++)
            for (size_t j = 0; j < s->n; j++)
                if (i != j && s->part[i] == s->part[j])
                    (best->bloc[i] == best->bloc[j] ? s->same : s->apart)[i * s->n + j]++;
    }
    ent_blocs_free(best);
    ent_blocs_graph_free(graph);
    return status;
}

/* ---- the answer ---- */

static void add_together(answer *a, const forecasting *f, const sampling *s)
{
    static const char *const columns[] = {"a", "b", "one_bloc", "two_blocs"};
    ent_json_value *table = ent_json_add_table(a->json, a->result, "together", columns, ent_countof(columns));
    for (size_t k = 0; k < f->power_count; k++)
        for (size_t l = k + 1; l < f->power_count; l++) {
            size_t cell = f->power[k] * s->n + f->power[l];
            answer_text_cell(a, table, "a", f->fit.model->actors[f->power[k]]);
            answer_text_cell(a, table, "b", f->fit.model->actors[f->power[l]]);
            answer_number_cell(a, table, "one_bloc", s->same[cell] / SAMPLE);
            answer_number_cell(a, table, "two_blocs", s->apart[cell] / SAMPLE);
        }
}

/* Into the queue: who is in one bloc with an actor, or with who is; returns how many. */
static size_t gather(const sampling *s, size_t from)
{
    size_t first = 0, count = 1;
    s->part[from] = (int)from;
    s->queue[0] = from;
    while (first < count) {
        size_t at = s->queue[first++];
        for (size_t j = 0; j < s->n; j++)
            if (s->part[j] < 0 && s->same[at * s->n + j] >= agreed * SAMPLE) {
                s->part[j] = (int)from;
                s->queue[count++] = j;
            }
    }
    return count;
}

/* Actors who are in one bloc with each other, directly or through others, in nine of ten. */
static void add_groups(answer *a, const forecasting *f, const sampling *s)
{
    static const char *const columns[] = {"group", "actor"};
    ent_json_value *table = ent_json_add_table(a->json, a->result, "agreed_blocs", columns, ent_countof(columns));
    double groups = 0;
    for (size_t i = 0; i < s->n; i++)
        s->part[i] = -1;
    for (size_t i = 0; i < s->n; i++) {
        size_t count = s->part[i] < 0 ? gather(s, i) : 0;
        if (count < GROUP_LEAST)
            continue;
        groups++;
        for (size_t k = 0; k < count; k++) {
            answer_number_cell(a, table, "group", groups);
            answer_text_cell(a, table, "actor", f->fit.model->actors[s->queue[k]]);
        }
    }
}

static ent_status fill_rivals(const forecasting *f, sampling *s, bool *known, ent_error *error)
{
    const char *layers[1] = {"rivalry"}, *none[1] = {NULL};
    ent_snapshot_options options = {.layers = layers, .layer_count = 1, .attributes = none};
    ent_snapshot *now = NULL;
    ent_error quiet;
    ent_status status = ent_snapshot_at(f->fit.world, f->fit.model->days[0], &options, &now, &quiet);
    const ent_layer *layer = status == ENT_OK ? ent_snapshot_layer(now, "rivalry") : NULL;
    *known = layer && layer->covered;
    for (size_t i = 0; *known && i < s->n; i++)
        for (size_t j = 0; j < s->n; j++) {
            int one = ent_snapshot_find(now, f->fit.model->actors[i]), other = ent_snapshot_find(now, f->fit.model->actors[j]);
            if (i != j && one >= 0 && other >= 0) {
                size_t n = now->actor_count, x = (size_t)one, y = (size_t)other;
                s->rival[i * s->n + j] = layer->level[x * n + y] || layer->level[y * n + x];
            }
        }
    ent_snapshot_free(now);
    return status == ENT_OK || status == ENT_ERR_INPUT ? ENT_OK : ent_fail(error, status, "%s", quiet.message);
}

static ent_status fill(answer *a, const forecasting *f, sampling *s, ent_error *error)
{
    bool known = false;
    ent_status status = fill_rivals(f, s, &known, error);
    ent_json_add_integer(a->json, a->result, "sampled_futures", known ? SAMPLE : 0);
    if (status != ENT_OK || !known)
        return status;
    status = draw_sample(f, s, error);
    for (size_t k = 0; k < SAMPLE && status == ENT_OK; k++)
        status = add_network(s, s->network + k * s->n * s->n, error);
    if (status != ENT_OK)
        return status;
    ent_json_add_integer(a->json, a->result, "unproven", (long long)s->unproven);
    add_together(a, f, s);
    add_groups(a, f, s);
    return ENT_OK;
}

ent_status forecast_add_blocs(answer *a, const forecasting *f, ent_error *error)
{
    size_t n = f->fit.model->actor_count;
    sampling s = {.n = n, .steps = f->steps};
    s.rival = ent_new_array(n * n, 1);
    s.network = ent_new_array(SAMPLE * n * n, 1);
    s.ties = ent_new_array(n * n, sizeof *s.ties);
    s.part = ent_new_array(n, sizeof *s.part);
    s.queue = ent_new_array(n, sizeof *s.queue);
    s.same = ent_new_array(n * n, sizeof *s.same);
    s.apart = ent_new_array(n * n, sizeof *s.apart);
    bool room = s.rival && s.network && s.ties && s.part && s.queue && s.same && s.apart;
    ent_status status = room ? fill(a, f, &s, error) : ent_fail_memory(error);
    free(s.rival);
    free(s.network);
    free(s.ties);
    free(s.part);
    free(s.queue);
    free(s.same);
    free(s.apart);
    return status;
}
