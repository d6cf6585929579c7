/* Pairs at risk: both present at the origin s, and not tied, or tied, as the task has it; and what became of them at s + h. */
#include "events/events.h"

#include "core/memory.h"

#include <stdlib.h>

typedef struct {
    const ent_event_data *data;
    ent_event_rows *out;
    size_t capacity;
} making;

static bool is_present(const ent_event_data *d, size_t year, size_t i)
{
    return d->present[year * d->actor_count + i] != 0;
}

static size_t cell(const ent_event_data *d, size_t year, size_t i, size_t j)
{
    return (year * d->actor_count + i) * d->actor_count + j;
}

/* ---- tasks ---- */

static const char *const words[ENT_EVENT_TASKS] = {
    [ENT_EVENT_FORMATION] = "formation", [ENT_EVENT_DISSOLUTION] = "dissolution", [ENT_EVENT_ALL] = "all"};

const char *ent_event_task_word(ent_event_task task)
{
    return task < ENT_EVENT_TASKS ? words[task] : NULL;
}

const char *event_happened(ent_event_task task)
{
    return task == ENT_EVENT_FORMATION ? "got a tie" : task == ENT_EVENT_DISSOLUTION ? "lost the tie" : "was tied";
}

static bool is_at_risk(ent_event_task task, bool tied)
{
    return task == ENT_EVENT_ALL || tied == (task == ENT_EVENT_DISSOLUTION);
}

/* ---- pairs ---- */

/* The outcome of a pair at s + h. A tie that ended is of the treaty that made it. */
static ent_event_row row_of(const making *m, size_t s, size_t i, size_t j)
{
    const ent_event_data *d = m->data;
    size_t t = s + m->out->horizon;
    bool ends = m->out->task == ENT_EVENT_DISSOLUTION;
    ent_event_row row = {.a = (int)i, .b = (int)j, .origin = (int)s, .outcome = ENT_OUTCOME_OPEN,
                         .tied = d->tied[cell(d, s, i, j)] != 0};
    if (t >= d->year_count)
        return row;
    if (!is_present(d, t, i) || !is_present(d, t, j))
        row.outcome = ENT_OUTCOME_GONE;
    else
        row.outcome = (d->tied[cell(d, t, i, j)] != 0) != ends ? ENT_OUTCOME_TIE : ENT_OUTCOME_NONE;
    if (row.outcome == ENT_OUTCOME_TIE && d->treaty)
        row.treaty = d->treaty[cell(d, ends ? s : t, i, j)];
    return row;
}

/* A pair of which one was absent at s: it had no tie to lose. */
static void count_new(making *m, size_t s, size_t i, size_t j)
{
    size_t t = s + m->out->horizon;
    if (t >= m->data->year_count || !is_present(m->data, t, i) || !is_present(m->data, t, j)
        || m->out->task == ENT_EVENT_DISSOLUTION)
        return;
    m->out->new_pairs[s]++;
    m->out->new_ties[s] += m->data->tied[cell(m->data, t, i, j)] != 0;
}

/* What the recent rates are made of: nothing of it is later than the year. */
static void count_present(making *m, size_t year, size_t i, size_t j)
{
    const ent_event_data *d = m->data;
    if (!is_present(d, year, i) || !is_present(d, year, j))
        return;
    m->out->present_pairs[year]++;
    if (year == 0 || !is_present(d, year - 1, i) || !is_present(d, year - 1, j))
        return;
    bool before = d->tied[cell(d, year - 1, i, j)] != 0, now = d->tied[cell(d, year, i, j)] != 0;
    m->out->formed[year] += now && !before;
    m->out->held[year] += before;
    m->out->ended[year] += before && !now;
}

static bool add_pair(making *m, size_t s, size_t i, size_t j)
{
    const ent_event_data *d = m->data;
    count_present(m, s, i, j);
    if (!is_present(d, s, i) || !is_present(d, s, j)) {
        count_new(m, s, i, j);
        return true;
    }
    if (!is_at_risk(m->out->task, d->tied[cell(d, s, i, j)] != 0))
        return true;
    if (!ent_grow(&m->out->rows, m->out->count, &m->capacity, sizeof *m->out->rows))
        return false;
    m->out->rows[m->out->count++] = row_of(m, s, i, j);
    return true;
}

/* ---- sizes of treaties ---- */

typedef struct {
    int treaty;
    uint8_t tied;
    size_t row;
} made;

static int by_treaty(const void *left, const void *right)
{
    const made *x = left, *y = right;
    if (x->treaty != y->treaty)
        return x->treaty < y->treaty ? -1 : 1;
    if (x->tied != y->tied)
        return x->tied < y->tied ? -1 : 1;
    return x->row < y->row ? -1 : x->row > y->row;
}

/* A tie by an unknown treaty stands alone. */
static void set_sizes(ent_event_rows *out, const made *ties, size_t count)
{
    for (size_t k = 0, next; k < count; k = next) {
        for (next = k + 1; next < count && ties[next].treaty == ties[k].treaty && ties[next].tied == ties[k].tied
             && ties[k].treaty != 0;)
            next++;
        for (size_t at = k; at < next; at++)
            out->rows[ties[at].row].size = (int)(next - k);
    }
}

/* How many events each treaty had, of each origin by itself, so that of training rows nothing later counts; new ties and those
 * that stay apart. */
static ent_status find_sizes(ent_event_rows *out, ent_error *error)
{
    made *ties = ent_new_array(out->count, sizeof *ties);
    if (!ties)
        return ent_fail_memory(error);
    for (size_t s = 0; s < out->year_count; s++) {
        size_t count = 0;
        for (size_t row = out->first[s]; row < out->first[s + 1]; row++)
            if (out->rows[row].outcome == ENT_OUTCOME_TIE)
                ties[count++] = (made){out->rows[row].treaty, out->rows[row].tied, row};
        qsort(ties, count, sizeof *ties, by_treaty);
        set_sizes(out, ties, count);
    }
    free(ties);
    return ENT_OK;
}

/* ---- all ---- */

static ent_status add_rows(making *m, ent_error *error)
{
    const ent_event_data *d = m->data;
    for (size_t s = 0; s < d->year_count; s++) {
        m->out->first[s] = m->out->count;
        for (size_t i = 0; i < d->actor_count; i++)
            for (size_t j = i + 1; j < d->actor_count; j++)
                if (!add_pair(m, s, i, j))
                    return ent_fail_memory(error);
    }
    m->out->first[d->year_count] = m->out->count;
    return ENT_OK;
}

static bool make_room(ent_event_rows *out)
{
    size_t **const of_years[] = {&out->new_pairs, &out->new_ties, &out->present_pairs, &out->formed, &out->held, &out->ended};
    out->first = ent_new_array(out->year_count + 1, sizeof *out->first);
    bool all = out->first != NULL;
    for (size_t k = 0; k < ent_countof(of_years) && all; k++) {
        *of_years[k] = ent_new_array(out->year_count, sizeof **of_years[k]);
        all = *of_years[k] != NULL;
    }
    return all;
}

ent_status ent_event_rows_of_task(const ent_event_data *data, ent_event_task task, size_t horizon, ent_event_rows *out,
                                  ent_error *error)
{
    making m = {data, out, 0};
    *out = (ent_event_rows){.task = task, .horizon = horizon, .year_count = data->year_count};
    if (horizon == 0)
        return ent_fail(error, ENT_ERR_ARGUMENT, "the horizon is 0 years; expected 1 or more");
    ent_status status = make_room(out) ? ENT_OK : ent_fail_memory(error);
    if (status == ENT_OK)
        status = add_rows(&m, error);
    if (status == ENT_OK)
        status = find_sizes(out, error);
    if (status != ENT_OK)
        ent_event_rows_clear(out);
    return status;
}

ent_status ent_event_rows_make(const ent_event_data *data, size_t horizon, ent_event_rows *out, ent_error *error)
{
    return ent_event_rows_of_task(data, ENT_EVENT_FORMATION, horizon, out, error);
}

void ent_event_rows_clear(ent_event_rows *rows)
{
    free(rows->rows);
    free(rows->first);
    free(rows->new_pairs);
    free(rows->new_ties);
    free(rows->present_pairs);
    free(rows->formed);
    free(rows->held);
    free(rows->ended);
    *rows = (ent_event_rows){0};
}
