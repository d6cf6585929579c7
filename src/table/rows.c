/* The rows of a table: times, the states of a system at each of them, pairs of states.
 *
 * A state is in a row if the system has it on any day of the time; a pair, if the system has both on one day
 * (two states that share a year, but no day of it, are no pair). A code may pass from one actor to another
 * (GW 260 in 1990), and an actor may change its code (Yugoslavia, Serbia): the code makes the state, and its
 * actor is the one that holds it on most days of the time. */
#include "table/table.h"
#include "table/rows.h"
#include "table/alliances.h"

#include "core/memory.h"
#include "core/text.h"

#include <stdlib.h>
#include <string.h>

/* ---- times ---- */

static size_t steps_of_year(ent_table_step by, int year)
{
    ent_span span = ent_span_of_year(year);
    switch (by) {
    case ENT_BY_QUARTER:
        return 4;
    case ENT_BY_MONTH:
        return 12;
    case ENT_BY_DAY:
        return (size_t)(span.to - span.from + 1);
    default:
        return 1;
    }
}

static ent_span step_of_year(ent_table_step by, int year, int step)
{
    ent_span span = ent_span_of_year(year);
    if (by == ENT_BY_QUARTER)
        return (ent_span){ent_span_of_month(year, 3 * step + 1).from,
                          ent_span_of_month(year, 3 * step + 3).to};
    if (by == ENT_BY_MONTH)
        return ent_span_of_month(year, step + 1);
    if (by == ENT_BY_DAY)
        return (ent_span){span.from + step, span.from + step};
    return span;
}

static ent_status make_times(table_frame *frame, ent_table_step by, int from, int to, ent_error *error)
{
    size_t count = 0;
    for (int year = from; year <= to; year++)
        count += steps_of_year(by, year);
    frame->when = ent_new_array(count, sizeof *frame->when);
    if (!frame->when)
        return ent_fail_memory(error);
    for (int year = from; year <= to; year++)
        for (size_t step = 0; step < steps_of_year(by, year); step++)
            frame->when[frame->times++] = step_of_year(by, year, (int)step);
    return ENT_OK;
}

/* The first time that ends on a day or later. */
static size_t time_from(const table_frame *frame, ent_day day)
{
    size_t low = 0, high = frame->times;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (frame->when[middle].to < day)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void table_times(const table_frame *frame, ent_span span, size_t *first, size_t *last)
{
    *first = time_from(frame, span.from);
    *last = time_from(frame, span.to);
    if (*last < frame->times && frame->when[*last].from <= span.to)
        ++*last;
    if (*last < *first)
        *last = *first;
}

/* ---- states ---- */

static int compare_pieces(const void *a, const void *b)
{
    const table_piece *x = a, *y = b;
    if (x->code != y->code)
        return x->code < y->code ? -1 : 1;
    return x->span.from < y->span.from ? -1 : x->span.from > y->span.from;
}

static ent_span both(ent_span a, ent_span b)
{
    return (ent_span){a.from > b.from ? a.from : b.from, a.to < b.to ? a.to : b.to};
}

/* The code that an actor has on a day: codes come from other files than membership and may begin later or end
 * earlier, so the one that began last stands, before the first one that. Returns NULL if it has none;
 * *until is the last day before the next one. */
static const ent_code *code_on(const ent_code *codes, size_t code_count, int actor, const char *scheme,
                               ent_day day, ent_day *until)
{
    const ent_code *first = NULL, *last = NULL;
    *until = ENT_DAY_LAST;
    for (size_t i = 0; i < code_count; i++) {
        if (codes[i].actor != actor || strcmp(codes[i].scheme, scheme) != 0)
            continue;
        if (!first || codes[i].span.from < first->span.from)
            first = &codes[i];
        if (codes[i].span.from <= day && (!last || codes[i].span.from > last->span.from))
            last = &codes[i];
    }
    const ent_code *found = last ? last : first;
    for (size_t i = 0; i < code_count && found; i++)
        if (codes[i].actor == actor && strcmp(codes[i].scheme, scheme) == 0 && codes[i].span.from > day &&
            &codes[i] != found && codes[i].span.from - 1 < *until)
            *until = codes[i].span.from - 1;
    return found;
}

/* When an actor was a member under which code. */
static ent_status add_pieces(table_frame *frame, const ent_code *codes, size_t code_count,
                             const ent_spell *member, const char *scheme, size_t *capacity,
                             ent_error *error)
{
    ent_span days = both(member->span, (ent_span){frame->when[0].from, frame->when[frame->times - 1].to});
    while (days.from <= days.to) {
        ent_day until;
        const ent_code *code = code_on(codes, code_count, member->a, scheme, days.from, &until);
        if (!code)
            return ENT_OK;
        ent_span span = {days.from, until < days.to ? until : days.to};
        days.from = span.to + 1;
        if (!ent_grow(&frame->pieces, frame->piece_count, capacity, sizeof *frame->pieces))
            return ent_fail_memory(error);
        frame->pieces[frame->piece_count++] = (table_piece){
            atoi(code->code), member->a, 0, false, span};
    }
    return ENT_OK;
}

/* Has the actor, or anyone under the code, a piece on a day? *until: the last day on which the answer is the same,
 * if that is earlier. */
static bool has_piece(const table_frame *frame, int actor, int code, ent_day day, ent_day *until)
{
    for (size_t i = 0; i < frame->piece_count; i++) {
        const table_piece *piece = &frame->pieces[i];
        if ((piece->actor != actor && piece->code != code) || piece->span.to < day)
            continue;
        if (piece->span.from <= day) {
            *until = piece->span.to;
            return true;
        }
        *until = piece->span.from - 1 < *until ? piece->span.from - 1 : *until;
    }
    return false;
}

/* The days of an alliance's member that the system does not have. */
static ent_status add_outside(table_frame *frame, const ent_code *codes, size_t code_count,
                              const ent_spell *member, const char *scheme, size_t *capacity,
                              ent_error *error)
{
    ent_span days = both(member->span, (ent_span){frame->when[0].from, frame->when[frame->times - 1].to});
    while (days.from <= days.to) {
        ent_day until;
        const ent_code *found = code_on(codes, code_count, member->a, scheme, days.from, &until);
        int code = found ? atoi(found->code) : -member->a;
        bool there = has_piece(frame, member->a, code, days.from, &until);
        ent_span span = {days.from, until < days.to ? until : days.to};
        days.from = span.to + 1;
        if (there)
            continue;
        if (!ent_grow(&frame->pieces, frame->piece_count, capacity, sizeof *frame->pieces))
            return ent_fail_memory(error);
        frame->pieces[frame->piece_count++] = (table_piece){code, member->a, 0, true, span};
    }
    return ENT_OK;
}

static ent_status find_pieces(table_frame *frame, ent_world *world, const ent_series *system,
                              const ent_spells *outside, const char *scheme, ent_error *error)
{
    size_t code_count, capacity = 0;
    const ent_code *codes = ent_world_codes(world, &code_count);
    ent_spells members = {0};
    if (!codes)
        return ent_fail_memory(error);
    ent_span all = {frame->when[0].from, frame->when[frame->times - 1].to};
    ent_status status = ent_world_spells(world, system, all, &members, error);
    for (size_t i = 0; i < members.count && status == ENT_OK; i++)
        status = add_pieces(frame, codes, code_count, &members.items[i], scheme, &capacity, error);
    ent_spells_clear(&members);
    for (size_t i = 0; outside && i < outside->count && status == ENT_OK; i++)
        status = add_outside(frame, codes, code_count, &outside->items[i], scheme, &capacity, error);
    if (status == ENT_OK && frame->piece_count == 0)
        return ent_fail(error, ENT_ERR_INPUT, "no member of %s@%s has a code of scheme '%s'",
                        system->name, system->source, scheme);
    if (status == ENT_OK)
        qsort(frame->pieces, frame->piece_count, sizeof *frame->pieces, compare_pieces);
    return status;
}

/* The days of each state while states are being made. */
typedef struct {
    int most, all; /* of the actor that has most of them; of all actors */
} state_days;

static ent_status add_states(table_frame *frame, const table_piece *piece, size_t *capacity,
                             state_days *last, ent_error *error)
{
    size_t first, end;
    table_times(frame, piece->span, &first, &end);
    for (size_t t = first; t < end; t++) {
        ent_span days = both(piece->span, frame->when[t]);
        int count = days.to - days.from + 1, length = frame->when[t].to - frame->when[t].from + 1;
        table_state *before = frame->state_count ? &frame->states[frame->state_count - 1] : NULL;
        if (before && before->code == piece->code && before->time == (int)t) {
            last->all += count;
            before->whole = last->all >= length;
            before->outside &= piece->outside;
            if (count > last->most) {
                last->most = count;
                before->actor = piece->actor;
            }
            continue;
        }
        if (!ent_grow(&frame->states, frame->state_count, capacity, sizeof *frame->states))
            return ent_fail_memory(error);
        *last = (state_days){count, count};
        frame->states[frame->state_count++] = (table_state){
            piece->code, piece->actor, (int)t, piece->place, -1, count >= length, piece->outside};
    }
    return ENT_OK;
}

static ent_status make_states(table_frame *frame, ent_error *error)
{
    size_t capacity = 0;
    state_days last = {0};
    ent_status status = ENT_OK;
    for (size_t i = 0; i < frame->piece_count; i++) {
        if (i > 0 && frame->pieces[i].code != frame->pieces[i - 1].code)
            frame->places++;
        frame->pieces[i].place = (int)frame->places;
    }
    frame->places++;
    for (size_t i = 0; i < frame->piece_count && status == ENT_OK; i++)
        status = add_states(frame, &frame->pieces[i], &capacity, &last, error);
    return status;
}

static ent_status index_states(table_frame *frame, ent_error *error)
{
    frame->place_first = ent_new_array(frame->places + 1, sizeof *frame->place_first);
    frame->piece_first = ent_new_array(frame->places + 1, sizeof *frame->piece_first);
    frame->state_of = ent_new_array(frame->actors * frame->times, sizeof *frame->state_of);
    if (!frame->place_first || !frame->piece_first || !frame->state_of)
        return ent_fail_memory(error);
    for (size_t i = 0; i < frame->piece_count; i++)
        frame->piece_first[frame->pieces[i].place + 1] = i + 1;
    memset(frame->state_of, -1, frame->actors * frame->times * sizeof *frame->state_of);
    for (size_t s = 0; s < frame->state_count; s++) {
        table_state *state = &frame->states[s];
        int *slot = &frame->state_of[(size_t)state->actor * frame->times + (size_t)state->time];
        frame->place_first[state->place + 1] = s + 1;
        if (*slot >= 0)
            frame->states[*slot].next = (int)s;
        else
            *slot = (int)s;
    }
    return ENT_OK;
}

/* ---- pairs ---- */

static bool pieces_meet(const table_frame *frame, const table_state *a, const table_state *b)
{
    ent_span time = frame->when[a->time];
    for (size_t i = frame->piece_first[a->place]; i < frame->piece_first[a->place + 1]; i++)
        for (size_t k = frame->piece_first[b->place]; k < frame->piece_first[b->place + 1]; k++) {
            ent_span days = both(both(frame->pieces[i].span, frame->pieces[k].span), time);
            if (days.from <= days.to)
                return true;
        }
    return false;
}

bool table_share_a_day(const table_frame *frame, size_t state_a, size_t state_b)
{
    const table_state *a = &frame->states[state_a], *b = &frame->states[state_b];
    return a->whole || b->whole || pieces_meet(frame, a, b);
}

/* The rows of a pair of places: how many; also written from `row` on if `write`. */
static size_t pair_rows(table_frame *frame, size_t a, size_t b, size_t row, bool write)
{
    size_t count = 0, i = frame->place_first[a], k = frame->place_first[b];
    const table_state *states = frame->states;
    while (i < frame->place_first[a + 1] && k < frame->place_first[b + 1]) {
        if (states[i].time != states[k].time) {
            *(states[i].time < states[k].time ? &i : &k) += 1;
            continue;
        }
        if (table_share_a_day(frame, i, k)) {
            if (write) {
                frame->first[row + count] = (uint32_t)i;
                frame->second[row + count] = (uint32_t)k;
            }
            count++;
        }
        i++;
        k++;
    }
    return count;
}

static size_t place_rows(table_frame *frame, size_t place, size_t row, bool write)
{
    size_t count = frame->place_first[place + 1] - frame->place_first[place];
    for (size_t i = 0; i < count && write; i++)
        frame->first[row + i] = (uint32_t)(frame->place_first[place] + i);
    return count;
}

static size_t run_rows(table_frame *frame, size_t run, size_t row, bool write)
{
    if (!frame->dyads)
        return frame->wanted[run] ? place_rows(frame, run, row, write) : 0;
    size_t a = run / frame->places, b = run % frame->places;
    if (frame->pair_wanted && !frame->pair_wanted[run])
        return 0;
    bool there = frame->wanted[a] && frame->wanted[b] && (frame->directed ? a != b : a < b);
    return there ? pair_rows(frame, a, b, row, write) : 0;
}

ent_status table_frame_next(table_frame *frame, size_t most, bool *more, ent_error *error)
{
    size_t end = frame->run_end, rows = 0;
    frame->run_begin = end;
    *more = end < frame->runs;
    for (; end < frame->runs; end++) {
        size_t count = run_rows(frame, end, 0, false);
        if (end > frame->run_begin && rows + count > most)
            break;
        frame->run[end - frame->run_begin] = rows;
        rows += count;
    }
    frame->run[end - frame->run_begin] = rows;
    frame->run_end = end;
    frame->rows = 0;
    free(frame->first);
    free(frame->second);
    frame->first = ent_new_large(rows * sizeof *frame->first);
    frame->second = frame->dyads ? ent_new_large(rows * sizeof *frame->second) : NULL;
    if (!frame->first || (frame->dyads && !frame->second))
        return ent_fail_memory(error);
    for (size_t run = frame->run_begin; run < end; run++)
        run_rows(frame, run, frame->run[run - frame->run_begin], true);
    frame->rows = rows;
    return ENT_OK;
}

/* ---- finding rows ---- */

/* The row of a run whose first state is `state`: where it would be without gaps, or a little before. */
static long long row_in_run(const table_frame *frame, size_t run, size_t state)
{
    if (run < frame->run_begin || run >= frame->run_end)
        return -1;
    size_t low = frame->run[run - frame->run_begin], high = frame->run[run - frame->run_begin + 1];
    if (low == high || state < frame->first[low] || state > frame->first[high - 1])
        return -1;
    size_t row = low + (state - frame->first[low]);
    row = row < high ? row : high - 1;
    while (frame->first[row] > state)
        row--;
    return frame->first[row] == state ? (long long)row : -1;
}

long long table_row(const table_frame *frame, size_t state_a, size_t state_b)
{
    size_t a = (size_t)frame->states[state_a].place, b = (size_t)frame->states[state_b].place;
    if (!frame->directed && a > b)
        return row_in_run(frame, b * frame->places + a, state_b);
    return row_in_run(frame, a * frame->places + b, state_a);
}

long long table_state_row(const table_frame *frame, size_t state)
{
    return row_in_run(frame, (size_t)frame->states[state].place, state);
}

size_t table_rows_of(const table_frame *frame, int a, int b, size_t time, size_t row[4])
{
    size_t of_a[2], of_b[2], count = 0;
    size_t count_a = table_states_of(frame, a, time, of_a);
    size_t count_b = table_states_of(frame, b, time, of_b);
    for (size_t i = 0; i < count_a; i++) {
        for (size_t k = 0; k < count_b; k++) {
            long long found = table_row(frame, of_a[i], of_b[k]);
            if (found >= 0)
                row[count++] = (size_t)found;
        }
    }
    return count;
}

/* ---- opening ---- */

ent_status table_frame_open(table_frame *frame, ent_world *world, const ent_table_options *options,
                            const ent_series *system, const ent_spells *members, int from, int to,
                            ent_error *error)
{
    const char *scheme = ent_starts_with(system->name, "gw") ? "gw" : "cow";
    *frame = (table_frame){.unit = options->unit,
                           .dyads = table_units(options->unit) & TABLE_OF_DYADS,
                           .directed = options->directed,
                           .actors = ent_world_actor_count(world) + 1};
    ent_status status = make_times(frame, options->by, from, to, error);
    if (status == ENT_OK)
        status = find_pieces(frame, world, system, members, scheme, error);
    if (status == ENT_OK)
        status = make_states(frame, error);
    if (status == ENT_OK)
        status = index_states(frame, error);
    if (status != ENT_OK)
        return status;
    frame->runs = frame->dyads ? frame->places * frame->places : frame->places;
    frame->run = ent_new_array(frame->runs + 1, sizeof *frame->run);
    frame->wanted = ent_new_array(frame->places, 1);
    if (!frame->run || !frame->wanted)
        return ent_fail_memory(error);
    memset(frame->wanted, 1, frame->places);
    return ENT_OK;
}

void table_frame_clear(table_frame *frame)
{
    free(frame->when);
    free(frame->states);
    free(frame->place_first);
    free(frame->state_of);
    free(frame->pieces);
    free(frame->piece_first);
    free(frame->wanted);
    free(frame->first);
    free(frame->second);
    free(frame->run);
    table_alliances_clear(frame);
    *frame = (table_frame){0};
}

void table_frame_keep(table_frame *frame, const uint8_t *keep)
{
    size_t count = 0;
    for (size_t row = 0; row < frame->rows; row++) {
        frame->first[count] = frame->first[row];
        if (frame->second)
            frame->second[count] = frame->second[row];
        if (frame->alliance)
            frame->alliance[count] = frame->alliance[row];
        count += keep[row] ? 1 : 0;
    }
    frame->rows = count;
}
