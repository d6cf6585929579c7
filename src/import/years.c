#include "import/years.h"

#include "core/memory.h"

#include <math.h>
#include <stdlib.h>

ent_status ent_years_add(ent_years *years, const ent_year *year, ent_error *error)
{
    if (!ent_grow(&years->items, years->count, &years->capacity, sizeof *years->items))
        return ent_fail_memory(error);
    years->items[years->count++] = *year;
    return ENT_OK;
}

void ent_years_clear(ent_years *years)
{
    free(years->items);
    *years = (ent_years){0};
}

/* ---- sorting ---- */

static bool same_actors(const ent_year *x, const ent_year *y)
{
    return x->a == y->a && x->b == y->b && x->treaty == y->treaty;
}

static bool same_value(const ent_year *x, const ent_year *y)
{
    bool same_number = isnan(x->number) ? isnan(y->number)
                                        : !isnan(y->number) && !(x->number < y->number) &&
                                              !(x->number > y->number);
    return same_number && x->level == y->level && x->obligations == y->obligations;
}

static int compare_years(const void *left, const void *right)
{
    const ent_year *x = left, *y = right;
    const int a[] = {x->a, x->b, x->treaty, x->span.from, x->line};
    const int b[] = {y->a, y->b, y->treaty, y->span.from, y->line};
    for (size_t i = 0; i < ent_countof(a); i++)
        if (a[i] != b[i])
            return a[i] < b[i] ? -1 : 1;
    return 0;
}

ent_status ent_years_sort(ent_reading *reading, ent_years *years, ent_error *error)
{
    size_t kept = 0;
    bool sorted = true; /* most files are */
    for (size_t i = 1; i < years->count && sorted; i++)
        sorted = compare_years(&years->items[i - 1], &years->items[i]) <= 0;
    if (!sorted)
        qsort(years->items, years->count, sizeof *years->items, compare_years);
    for (size_t i = 0; i < years->count; i++) {
        const ent_year *before = kept ? &years->items[kept - 1] : NULL, *row = &years->items[i];
        if (!before || !same_actors(before, row) || before->span.to < row->span.from) {
            years->items[kept++] = years->items[i];
            continue;
        }
        if (!same_value(before, row) || before->span.from != row->span.from ||
            before->span.to != row->span.to)
            return ent_fail(error, ENT_ERR_INPUT, "%s:%d: line %d says otherwise of the same years",
                            ent_rows_name(ent_reading_rows(reading)), row->line, before->line);
        ent_reading_count_many(reading, "left out", "the same stands in another row", 1,
                               (size_t)row->line);
    }
    years->count = kept;
    return ENT_OK;
}

/* ---- folding ---- */

static bool continues(const ent_year *before, const ent_year *after, int block)
{
    if (before->span.to + 1 != after->span.from || !same_actors(before, after) ||
        !same_value(before, after))
        return false;
    return block == 0 ||
           ent_day_year(before->span.from) / block == ent_day_year(after->span.from) / block;
}

static ent_spell spell_of_years(const ent_year *first, const ent_year *last, const ent_folding *how)
{
    const unsigned of_start = ENT_MARK_FROM_WIDENED | ENT_MARK_LEFT_CENSORED;
    ent_spell spell = ent_spell_none();
    spell.span = (ent_span){first->span.from, last->span.to};
    spell.a = first->a;
    spell.b = first->b;
    spell.treaty = first->treaty;
    spell.level = first->level;
    spell.obligations = first->obligations;
    spell.number = first->number;
    spell.unit = how->unit;
    spell.marks = (first->marks & of_start) | (last->marks & ~of_start);
    if (how->last && spell.span.to >= how->last)
        spell.marks |= ENT_MARK_RIGHT_CENSORED;
    return spell;
}

ent_status ent_years_fold(ent_reading *reading, ent_series *series, const ent_years *years,
                          const ent_folding *how, ent_error *error)
{
    ent_spell *spells = NULL;
    size_t count = 0, capacity = 0;
    ent_status status = ENT_OK;
    for (size_t i = 0, next; i < years->count; i = next) {
        const ent_year *first = &years->items[i];
        for (next = i + 1; next < years->count &&
                           continues(&years->items[next - 1], &years->items[next], how->block);)
            next++;
        if (!ent_grow(&spells, count, &capacity, sizeof *spells)) {
            status = ent_fail_memory(error);
            goto done;
        }
        spells[count++] = spell_of_years(first, &years->items[next - 1], how);
    }
    status = ent_reading_add_all(reading, series, spells, count, error);
done:
    free(spells);
    return status;
}
