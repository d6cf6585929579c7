/* Blocs from one time to the next: which is the same, and who moved.
 *
 * Two blocs are turned over, component by component, so that most actors are where they were. A bloc gets the number of
 * that bloc of before with which it shares most actors: pairs of blocs are taken by the number they share, largest
 * first, of equal ones the older; each number is given once, and what is left gets new ones. */
#include "report/blocs.h"

#include <stdlib.h>
#include <string.h>

const bloc_place *blocs_place_of(const blocs_answer *b, const char *name)
{
    for (size_t k = 0; k < b->place_count; k++)
        if (strcmp(b->places[k].name, name) == 0)
            return &b->places[k];
    return NULL;
}

/* The number of an actor's bloc at the time before; 0 = it had no ties then. */
static int label_before(const blocs_answer *b, size_t actor)
{
    const bloc_place *place = blocs_place_of(b, b->network->name[actor]);
    return place && place->time == b->time - 1 ? place->label : 0;
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

/* Pairs of a bloc now and a number before that share actors. */
static size_t count_overlaps(const blocs_answer *b, overlap *list)
{
    size_t count = 0;
    for (size_t i = 0; i < b->network->n; i++) {
        int bloc = b->best->bloc[i], label = bloc < 0 ? 0 : label_before(b, i);
        size_t k = 0;
        while (label > 0 && k < count && !(list[k].bloc == bloc && list[k].label == label))
            k++;
        if (label > 0 && k == count)
            list[count++] = (overlap){bloc, label, 0};
        if (label > 0)
            list[k].shared++;
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

ent_status blocs_remember(blocs_answer *b)
{
    for (size_t i = 0; i < b->network->n; i++) {
        bloc_place *place = (bloc_place *)blocs_place_of(b, b->network->name[i]);
        if (!place) {
            if (!ent_grow(&b->places, b->place_count, &b->place_capacity, sizeof *b->places))
                return ent_fail_memory(b->error);
            place = &b->places[b->place_count++];
            place->name = b->network->name[i];
        }
        place->label = b->label[i];
        place->time = b->time;
    }
    return ENT_OK;
}
