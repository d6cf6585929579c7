/* What a file says year by year, made into spells: equal years in a row are one spell. For layouts that
 * have a row for each actor or pair and year. */
#ifndef ENT_IMPORT_YEARS_H
#define ENT_IMPORT_YEARS_H

#include "import/importer.h"

#include <stdint.h>

/* One actor or pair in one year, or in several that the file has folded itself. */
typedef struct {
    ent_span span;
    int a, b, treaty;  /* as in ent_spell */
    int line;          /* of the file */
    uint8_t level, obligations;
    uint16_t marks;    /* ENT_MARK_FROM_... count in the first year of a spell, the others in the last */
    double number;
} ent_year;

typedef struct {
    ent_year *items;
    size_t count, capacity;
} ent_years;

ent_status ent_years_add(ent_years *years, const ent_year *year, ent_error *error) ENT_CHECKED;
void ent_years_clear(ent_years *years);

/* Sort by actors, treaty and time. The same row twice is left out and counted; two that share days and differ
 * are an error that names both lines. */
ent_status ent_years_sort(ent_reading *reading, ent_years *years, ent_error *error) ENT_CHECKED;

typedef struct {
    int unit;
    int block;      /* no spell crosses a multiple of so many years; 0 = no such bound */
    ent_day last;   /* what lasts to this day is marked right-censored; 0 = nothing is */
} ent_folding;

/* The longest spells of a layer with many ties, in years: a day's ties are searched among those that began so
 * long before it, so long spells would make every day's question slow. */
enum { ENT_YEARS_BLOCK = 5 };

/* Fold the years, which are sorted, into spells of a series that only this file fills, and add them. */
ent_status ent_years_fold(ent_reading *reading, ent_series *series, const ent_years *years,
                          const ent_folding *how, ent_error *error) ENT_CHECKED;

#endif
