#include "table/capitals.h"

#include "entente/measure.h"

#include "core/memory.h"

#include <stdlib.h>

/* The state's first day within its time. */
static ent_day first_day(const table_frame *frame, const table_state *state)
{
    ent_span time = frame->when[state->time];
    for (size_t i = frame->piece_first[state->place]; i < frame->piece_first[state->place + 1]; i++)
        if (ent_spans_meet(frame->pieces[i].span, time))
            return frame->pieces[i].span.from > time.from ? frame->pieces[i].span.from : time.from;
    return time.from;
}

static void put_degrees(table_work *w, const ent_spell *spell, size_t state, void *degrees)
{
    if (ent_span_holds(spell->span, first_day(w->frame, &w->frame->states[state])))
        ((double *)degrees)[state] = spell->number;
}

static ent_status read_degrees(table_work *w, const char *attribute, size_t columns, double **out)
{
    const table_frame *frame = w->frame;
    ent_series series;
    const ent_spells *spells;
    ent_status status = table_series(w, ENT_ATTRIBUTE, attribute, &series);
    if (status == ENT_OK)
        status = table_numbers(w, &series, &spells);
    if (status != ENT_OK)
        return status;
    for (size_t i = 0; i < columns; i++)
        table_is_from(w, i, &series);
    *out = malloc(frame->state_count * sizeof **out);
    if (!*out)
        return ent_fail_memory(w->error);
    for (size_t s = 0; s < frame->state_count; s++)
        (*out)[s] = (double)NAN;
    for (size_t i = 0; i < spells->count; i++)
        table_each_state(w, &spells->items[i], false, put_degrees, *out);
    return ENT_OK;
}

ent_status table_capitals_read(table_work *w, table_capitals *out, size_t columns)
{
    *out = (table_capitals){0};
    ent_status status = read_degrees(w, "capital_latitude", columns, &out->latitude);
    return status == ENT_OK ? read_degrees(w, "capital_longitude", columns, &out->longitude) : status;
}

void table_capitals_clear(table_capitals *places)
{
    free(places->latitude);
    free(places->longitude);
}

double table_capitals_between(const table_capitals *places, size_t a, size_t b)
{
    return ent_great_circle(places->latitude[a], places->longitude[a], places->latitude[b],
                            places->longitude[b]);
}
