/* What each column of a table is: label, unit, source, coverage, rule, how many values are missing; and what to
 * cite. Written as JSON or Markdown. */
#ifndef ENT_REPORT_CODEBOOK_H
#define ENT_REPORT_CODEBOOK_H

#include "entente/json.h"
#include "entente/table.h"

/* Counts over the blocks of a table. */
typedef struct {
    size_t *missing; /* [columns]; NULL = not counted */
    size_t rows;
} codebook;

/*   whole  count what is missing, too */
ent_status codebook_open(codebook *book, const ent_table *table, bool whole, ent_error *error);
void codebook_clear(codebook *book);
void codebook_count(codebook *book, const ent_table *table);

/* To a file whose name ends in .json or .md. */
ent_status codebook_write(const codebook *book, ent_world *world, const char *world_path,
                          const ent_table_options *options, const ent_table *table, const char *path,
                          ent_error *error);

/* An answer of what was written: its rows, and the terms of its sources. */
ent_status codebook_said(const codebook *book, ent_world *world, const ent_table_options *options,
                         const ent_table *table, ent_json **out, ent_error *error);

#endif
