/* From spells to the rows and states that they touch. */
#include "table/table.h"

#include "core/parallel.h"

void table_each_row(table_work *w, const ent_spell *spell, bool both_ways, table_put_spell *put,
                    void *user)
{
    const table_frame *frame = w->frame;
    size_t first, last, row[4];
    table_times(frame, spell->span, &first, &last);
    for (size_t t = first; t < last; t++) {
        for (size_t k = 0, n = table_rows_of(frame, spell->a, spell->b, t, row); k < n; k++)
            put(w, spell, row[k], user);
        if (!both_ways || !w->directed)
            continue;
        for (size_t k = 0, n = table_rows_of(frame, spell->b, spell->a, t, row); k < n; k++)
            put(w, spell, row[k], user);
    }
}

typedef struct {
    table_work *w;
    const ent_spells *spells;
    bool both_ways;
    table_put_spell *put;
    void *user;
    size_t parts;
} fill_work;

static void fill_part(void *user, size_t part)
{
    fill_work *fill = user;
    for (size_t i = 0; i < fill->spells->count; i++) {
        const ent_spell *spell = &fill->spells->items[i];
        if ((size_t)(spell->a + spell->b) % fill->parts == part)
            table_each_row(fill->w, spell, fill->both_ways, fill->put, fill->user);
    }
}

void table_fill_rows(table_work *w, const ent_spells *spells, bool both_ways, table_put_spell *put,
                     void *user)
{
    fill_work fill = {w, spells, both_ways, put, user, ent_thread_count()};
    ent_parallel(fill.parts, fill.parts, fill_part, &fill);
}

void table_each_state(table_work *w, const ent_spell *spell, bool and_b, table_put_spell *put,
                      void *user)
{
    const table_frame *frame = w->frame;
    size_t first, last, a[2], b[2];
    table_times(frame, spell->span, &first, &last);
    for (size_t t = first; t < last; t++) {
        size_t a_count = table_states_of(frame, spell->a, t, a);
        size_t b_count = and_b ? table_states_of(frame, spell->b, t, b) : 0;
        for (size_t k = 0; k < a_count && (b_count || !and_b); k++)
            put(w, spell, a[k], user);
        for (size_t k = 0; k < b_count && a_count; k++)
            put(w, spell, b[k], user);
    }
}
