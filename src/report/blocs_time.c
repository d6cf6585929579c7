/* Blocs from one time to the next: which is the same, and who moved.
 *
 * Two blocs are turned over, component by component, so that most actors are where they were. A bloc gets the number of
 * that bloc of before with which it shares most actors: pairs of blocs are taken by the number they share, largest
 * first, of equal ones the older; each number is given once, and what is left gets new ones.
 *
 * Of several best partitions that is taken in which fewest move. It is found with them: each bloc of before has an
 * anchor, a further actor with a friendly tie of weight 1 to all who were in it; anchors are foes of each other. (Two
 * blocs need one anchor, friend of bloc 1 and foe of bloc 2.) All other weights are taken n + 1 times, so that no gain
 * at the anchors pays for one more tie against the partition. Weights that are not whole numbers (sizes) hardly ever
 * leave several best partitions: they have no anchors. */
#include "report/blocs.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static int by_name(const void *a, const void *b)
{
    const bloc_place *x = a, *y = b;
    return strcmp(x->name, y->name);
}

const bloc_place *blocs_place_of(const blocs_answer *b, const char *name)
{
    const bloc_place sought = {.name = name};
    return b->place_count == 0 ? NULL : bsearch(&sought, b->places, b->place_count, sizeof *b->places, by_name);
}

/* The number of an actor's bloc at the time before; 0 = it had no ties then. */
static int label_before(const blocs_answer *b, size_t actor)
{
    const bloc_place *place = blocs_place_of(b, b->network->name[actor]);
    return place && place->time == b->time - 1 ? place->label : 0;
}

/* ---- anchors ---- */

/* Was the actor in a bloc before, and has it ties now? Its number, else 0. */
static int anchored_label(const blocs_answer *b, size_t actor)
{
    return b->graph->first[actor] < b->graph->first[actor + 1] ? label_before(b, actor) : 0;
}

/* The ties at the anchors, n and above; returns how many anchors there are. */
static int tie_anchors(const blocs_answer *b, int *anchor, ent_signed_tie *ties, size_t *count)
{
    bool two = b->blocs == ENT_BLOCS_TWO;
    int n = (int)b->network->n, anchors = 0;
    for (int i = 0; i < n; i++) {
        int label = anchored_label(b, (size_t)i), *of = &anchor[two ? 0 : label];
        if (label == 0)
            continue;
        if (*of == 0)
            *of = n + anchors++;
        ties[(*count)++] = (ent_signed_tie){i, *of, two && label == 2 ? -1 : 1};
    }
    for (int i = 0; i < anchors; i++)
        for (int j = i + 1; j < anchors; j++)
            ties[(*count)++] = (ent_signed_tie){n + i, n + j, -(double)(n + 1)};
    return anchors;
}

/* *out stays NULL if nobody was in a bloc before. */
static ent_status make_anchored(const blocs_answer *b, ent_blocs_graph **out)
{
    size_t n = b->network->n, labels = (size_t)b->labels + 3, count = 0;
    size_t most = labels < n ? labels : n;
    int *anchor = ent_new_array(labels, sizeof *anchor), anchors = 0;
    ent_signed_tie *ties = ent_new_array(b->graph->count + n + most * most, sizeof *ties);
    ent_status status = anchor && ties ? ENT_OK : ent_fail_memory(b->error);
    if (status == ENT_OK)
        anchors = tie_anchors(b, anchor, ties, &count);
    for (size_t k = 0; k < b->graph->count && anchors > 0; k++) {
        ties[count] = b->graph->ties[k];
        ties[count++].weight *= (double)(n + 1);
    }
    if (anchors > 0)
        status = ent_blocs_graph_new(n + (size_t)anchors, ties, count, out, b->error);
    free(ties);
    free(anchor);
    return status;
}

/* What only an anchor holds together is parted again: free blocs are held together by friendly ties. */
static ent_status part_blocs(const blocs_answer *b, int *bloc)
{
    const ent_blocs_graph *g = b->graph;
    int *part = ent_new_array(g->n, sizeof *part), *queue = ent_new_array(g->n, sizeof *queue), count = 0;
    ent_status status = part && queue ? ENT_OK : ent_fail_memory(b->error);
    for (size_t i = 0; i < g->n && status == ENT_OK; i++) {
        size_t read = 0, written = 0;
        if (part[i] == 0) {
            part[i] = ++count;
            queue[written++] = (int)i;
        }
        while (read < written) {
            int at = queue[read++];
            for (size_t k = g->first[at]; k < g->first[at + 1]; k++) {
                int other = g->near[k].actor;
                if (part[other] == 0 && g->near[k].weight > 0 && bloc[other] == bloc[at]) {
                    part[other] = part[at];
                    queue[written++] = other;
                }
            }
        }
    }
    if (status == ENT_OK)
        memcpy(bloc, part, g->n * sizeof *part);
    free(part);
    free(queue);
    return status;
}

/* The best partition of the anchored graph as one of the graph itself. With L the least weight against, W that of the
 * anchored graph and at most n for those who move: (n + 1) L <= W <= (n + 1) L + n, so L >= (bound - n) / (n + 1). */
static ent_status take_off_anchors(const blocs_answer *b, ent_blocs *best)
{
    double n = (double)b->network->n;
    ent_status status = b->blocs == ENT_BLOCS_FREE ? part_blocs(b, best->bloc) : ENT_OK;
    if (status != ENT_OK)
        return status;
    best->bloc_count = ent_blocs_name(b->graph, b->blocs == ENT_BLOCS_TWO, best->bloc);
    best->value = ent_blocs_value(b->graph, best->bloc);
    best->bound = fmin(best->value, fmax(0, ceil((best->bound - n) / (n + 1) - 1e-9)));
    best->proven = best->bound >= best->value;
    return best->bloc_count < 0 ? ent_fail_memory(b->error) : ENT_OK;
}

ent_status blocs_find(blocs_answer *b, const ent_blocs_options *options)
{
    ent_blocs_graph *anchored = NULL;
    bool can = b->graph->whole && (b->blocs == ENT_BLOCS_TWO || b->blocs == ENT_BLOCS_FREE);
    ent_status status = can ? make_anchored(b, &anchored) : ENT_OK;
    if (status == ENT_OK)
        status = ent_blocs_exact(anchored ? anchored : b->graph, options, b->options->monitor, &b->best, b->error);
    if (status == ENT_OK && anchored)
        status = take_off_anchors(b, b->best);
    ent_blocs_graph_free(anchored);
    return status;
}

/* ---- two blocs: turn components over ---- */

static void spread_component(const blocs_answer *b, int *component, int *queue, int start, int number)
{
    size_t read = 0, written = 1;
    queue[0] = start;
    component[start] = number;
    while (read < written) {
        int at = queue[read++];
        for (size_t k = b->graph->first[at]; k < b->graph->first[at + 1]; k++) {
            int other = b->graph->near[k].actor;
            if (component[other] < 0) {
                component[other] = number;
                queue[written++] = other;
            }
        }
    }
}

/* Two numbers are those of before, 1 and 2: turn over a component most of whose actors would change. */
static void turn_components(const blocs_answer *b, int *component, int *gain)
{
    size_t n = b->network->n;
    for (size_t i = 0; i < n; i++) {
        int before = label_before(b, i);
        if (component[i] >= 0 && before > 0)
            gain[component[i]] += before == 1 + b->best->bloc[i] ? 1 : -1;
    }
    for (size_t i = 0; i < n; i++)
        b->label[i] = component[i] < 0 ? 0 : gain[component[i]] < 0 ? 2 - b->best->bloc[i] : 1 + b->best->bloc[i];
}

static ent_status match_two(blocs_answer *b)
{
    size_t n = b->network->n;
    int *component = ent_new_array(n, sizeof *component), *queue = ent_new_array(n, sizeof *queue);
    int *gain = ent_new_array(n, sizeof *gain), count = 0;
    ent_status status = component && queue && gain ? ENT_OK : ent_fail_memory(b->error);
    for (size_t i = 0; i < n && status == ENT_OK; i++)
        component[i] = -1;
    for (size_t i = 0; i < n && status == ENT_OK; i++)
        if (component[i] < 0 && b->best->bloc[i] >= 0)
            spread_component(b, component, queue, (int)i, count++);
    if (status == ENT_OK)
        turn_components(b, component, gain);
    free(component);
    free(queue);
    free(gain);
    return status;
}

/* ---- any number of blocs ---- */

typedef struct {
    int bloc, label, shared;
} overlap;

static int by_shared(const void *a, const void *b)
{
    const overlap *x = a, *y = b;
    return x->shared != y->shared ? y->shared - x->shared : x->label != y->label ? x->label - y->label : x->bloc - y->bloc;
}

static int by_pair(const void *a, const void *b)
{
    const overlap *x = a, *y = b;
    return x->bloc != y->bloc ? x->bloc - y->bloc : x->label - y->label;
}

/* Pairs of a bloc now and a number before that share actors. */
static size_t count_overlaps(const blocs_answer *b, overlap *list)
{
    size_t shared = 0, count = 0;
    for (size_t i = 0; i < b->network->n; i++) {
        int bloc = b->best->bloc[i], label = bloc < 0 ? 0 : label_before(b, i);
        if (label > 0)
            list[shared++] = (overlap){bloc, label, 1};
    }
    if (shared > 0)
        qsort(list, shared, sizeof *list, by_pair);
    for (size_t k = 0; k < shared; k++) {
        if (count > 0 && by_pair(&list[count - 1], &list[k]) == 0)
            list[count - 1].shared++;
        else
            list[count++] = list[k];
    }
    return count;
}

static ent_status match_many(blocs_answer *b)
{
    size_t blocs = (size_t)b->best->bloc_count, n = b->network->n;
    overlap *list = ent_new_array(n + 1, sizeof *list);
    int *given = ent_new_array(blocs + 1, sizeof *given);
    uint8_t *taken = ent_new_array((size_t)b->labels + 1, 1);
    ent_status status = list && given && taken ? ENT_OK : ent_fail_memory(b->error);
    size_t count = status == ENT_OK ? count_overlaps(b, list) : 0;
    if (count > 0)
        qsort(list, count, sizeof *list, by_shared);
    for (size_t k = 0; k < count; k++)
        if (!given[list[k].bloc] && !taken[list[k].label]) {
            given[list[k].bloc] = list[k].label;
            taken[list[k].label] = 1;
        }
    for (size_t k = 0; k < blocs && status == ENT_OK; k++)
        if (!given[k])
            given[k] = ++b->labels;
    for (size_t i = 0; i < n && status == ENT_OK; i++)
        b->label[i] = b->best->bloc[i] < 0 ? 0 : given[b->best->bloc[i]];
    free(list);
    free(given);
    free(taken);
    return status;
}

/* ---- who moved ---- */

static void count_movers(blocs_answer *b)
{
    b->movers = b->firm = b->stayed = 0;
    for (size_t i = 0; i < b->network->n; i++) {
        int before = label_before(b, i);
        if (before == 0 || b->label[i] == 0)
            continue;
        b->stayed += before == b->label[i];
        b->movers += before != b->label[i];
        b->firm += before != b->label[i] && b->actor[i].switching > 0;
    }
}

ent_status blocs_match(blocs_answer *b)
{
    b->label = ent_new_array(b->network->n, sizeof *b->label);
    ent_status status = !b->label ? ent_fail_memory(b->error) : b->blocs == ENT_BLOCS_TWO ? match_two(b) : match_many(b);
    if (status == ENT_OK)
        count_movers(b);
    return status;
}

static int by_name_and_label(const void *a, const void *b)
{
    int order = by_name(a, b);
    return order ? order : ((const bloc_place *)a)->label - ((const bloc_place *)b)->label;
}

/* Bring new places into the order of names; of actors who share a name one has a place. */
static void sort_places(blocs_answer *b, size_t count)
{
    size_t kept = 0;
    qsort(b->places, count, sizeof *b->places, by_name_and_label);
    for (size_t k = 0; k < count; k++)
        if (kept == 0 || by_name(&b->places[kept - 1], &b->places[k]) != 0)
            b->places[kept++] = b->places[k];
    b->place_count = kept;
}

ent_status blocs_remember(blocs_answer *b)
{
    size_t known = b->place_count, count = known;
    for (size_t i = 0; i < b->network->n; i++) {
        bloc_place *place = (bloc_place *)blocs_place_of(b, b->network->name[i]);
        if (!place) {
            if (!ent_grow(&b->places, count, &b->place_capacity, sizeof *b->places))
                return ent_fail_memory(b->error);
            place = &b->places[count++];
            place->name = b->network->name[i];
        }
        place->label = b->label[i];
        place->time = b->time;
    }
    if (count > known)
        sort_places(b, count);
    return ENT_OK;
}
