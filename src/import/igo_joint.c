/* The layer `igo`: the number of organisations of which both states are members in that year, full or
 * associate; observers do not count. So counts the published dyadic file, too (checked on all of its
 * dyad-years). A pair that shares no organisation has the value 0: both states' memberships are known. */
#include "import/igo.h"

#include "import/years.h"

#include "core/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void igo_joint_clear(igo_joint *joint)
{
    free(joint->items);
    free(joint->bits);
    *joint = (igo_joint){0};
}

ent_status igo_joint_add(igo_joint *joint, int actor, int year, uint64_t **members, ent_error *error)
{
    if (!ent_grow(&joint->items, joint->count, &joint->capacity, sizeof *joint->items) ||
        !ent_grow(&joint->bits, joint->count, &joint->bits_capacity,
                  joint->words * sizeof *joint->bits))
        return ent_fail_memory(error);
    joint->items[joint->count] = (igo_state_year){actor, year, joint->count};
    *members = joint->bits + joint->count++ * joint->words;
    memset(*members, 0, joint->words * sizeof **members);
    return ENT_OK;
}

static int compare_state_years(const void *left, const void *right)
{
    const igo_state_year *x = left, *y = right;
    const int a[] = {x->actor, x->year}, b[] = {y->actor, y->year};
    for (size_t i = 0; i < ent_countof(a); i++)
        if (a[i] != b[i])
            return a[i] < b[i] ? -1 : 1;
    return (x->row > y->row) - (x->row < y->row);
}

/* A state's year that stands twice: the same is left out, another is an error. */
static ent_status drop_repeated(ent_reading *reading, igo_joint *joint, ent_error *error)
{
    size_t kept = 0;
    for (size_t i = 0; i < joint->count; i++) {
        const igo_state_year *item = &joint->items[i], *before = &joint->items[kept ? kept - 1 : 0];
        if (kept == 0 || before->actor != item->actor || before->year != item->year) {
            joint->items[kept++] = *item;
            continue;
        }
        if (memcmp(joint->bits + before->row * joint->words, joint->bits + item->row * joint->words,
                   joint->words * sizeof *joint->bits) != 0)
            return ent_fail(error, ENT_ERR_INPUT, "%s: %d of '%s' stands twice, with other members",
                            ent_rows_name(ent_reading_rows(reading)), item->year,
                            ent_world_actor(ent_reading_world(reading), item->actor)->abb);
        ent_reading_count(reading, "left out", "the same state and year stands in another row");
    }
    joint->count = kept;
    return ENT_OK;
}

static int shared_organisations(const igo_joint *joint, size_t row_a, size_t row_b)
{
    const uint64_t *a = joint->bits + row_a * joint->words, *b = joint->bits + row_b * joint->words;
    int count = 0;
    for (size_t i = 0; i < joint->words; i++)
        count += __builtin_popcountll(a[i] & b[i]);
    return count;
}

/* The years of one state in a decade: a run of the sorted items. */
typedef struct {
    const igo_state_year *items;
    size_t count;
} state_run;

/* The common years of two states. */
static ent_status join(const igo_joint *joint, const state_run *a, const state_run *b, ent_years *years,
                       ent_error *error)
{
    ent_status status = ENT_OK;
    for (size_t i = 0, k = 0; i < a->count && k < b->count && status == ENT_OK;) {
        const igo_state_year *x = &a->items[i], *y = &b->items[k];
        i += x->year <= y->year;
        k += y->year <= x->year;
        if (x->year != y->year)
            continue;
        ent_year year = {.span = ent_span_of_year(x->year), .a = x->actor, .b = y->actor,
                         .number = shared_organisations(joint, x->row, y->row)};
        status = ent_years_add(years, &year, error);
    }
    return status;
}

/* The run of each state in the years first to last. */
static size_t find_runs(const igo_joint *joint, int first, int last, state_run *runs)
{
    size_t count = 0;
    for (size_t i = 0; i < joint->count; i++) {
        const igo_state_year *item = &joint->items[i];
        if (item->year < first || item->year > last)
            continue;
        if (count == 0 || runs[count - 1].items[0].actor != item->actor)
            runs[count++] = (state_run){item, 0};
        runs[count - 1].count++;
    }
    return count;
}

/* All pairs in one decade. */
static ent_status add_decade(ent_reading *reading, const igo_joint *joint, int first, state_run *runs,
                             ent_years *years, ent_series *series, int unit, ent_error *error)
{
    const ent_folding how = {.unit = unit, .block = ENT_YEARS_BLOCK};
    size_t count = find_runs(joint, first, first + ENT_YEARS_BLOCK - 1, runs);
    ent_status status = ENT_OK;
    years->count = 0;
    for (size_t a = 0; a < count && status == ENT_OK; a++)
        for (size_t b = a + 1; b < count && status == ENT_OK; b++)
            status = join(joint, &runs[a], &runs[b], years, error);
    return status == ENT_OK ? ent_years_fold(reading, series, years, &how, error) : status;
}

ent_status igo_joint_write(ent_reading *reading, igo_joint *joint, ent_span covers, ent_error *error)
{
    ent_years years = {0};
    ent_series series = {.kind = ENT_LAYER, .name = "igo", .measure = ENT_VALUED, .covers = covers,
                         .position = 100};
    int unit, first = ent_day_year(covers.from);
    if (joint->count > 0)
        qsort(joint->items, joint->count, sizeof *joint->items, compare_state_years);
    ent_status status = drop_repeated(reading, joint, error);
    state_run *runs = ent_new_array(joint->count, sizeof *runs);
    if (status == ENT_OK && !runs)
        status = ent_fail_memory(error);
    if (status == ENT_OK)
        status = ent_reading_series(reading, &series, error);
    if (status == ENT_OK)
        status = ent_world_add_unit(ent_reading_world(reading), "organisations", &unit, error);
    for (first -= first % ENT_YEARS_BLOCK; first <= ent_day_year(covers.to) && status == ENT_OK;
         first += ENT_YEARS_BLOCK)
        status = add_decade(reading, joint, first, runs, &years, &series, unit, error);
    ent_years_clear(&years);
    free(runs);
    return status;
}
