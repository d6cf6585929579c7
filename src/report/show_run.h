/* What the files of a run's text share. */
#ifndef ENT_REPORT_SHOW_RUN_H
#define ENT_REPORT_SHOW_RUN_H

#include "report/page_sheet.h"
#include "report/show.h"

typedef struct {
    ent_buffer *out;
    const ent_json_value *result;
    int width;
    bool doubt; /* has a † been written? */
} sheet;

void text_heading(sheet *s, const char *heading);
void text_paragraph(sheet *s, int indent, const char *text);
/* A label in the margin with a text beside it; clears the text. */
void text_item(sheet *s, int margin, const char *label, ent_buffer *text);
/* Clear a text; what could not be written into it counts as not written in the output. */
void text_done(sheet *s, ent_buffer *text);
/* A text in `width` columns, to the right or to the left; a longer one is not cut. */
void text_cell(sheet *s, const char *text, size_t width, bool right);
size_t text_columns(const char *text);

/* Sections with tables. */
void show_balance(sheet *s);
void show_burden(sheet *s);
void show_claims(sheet *s);
/* Sections on the structure. */
void show_poles(sheet *s);
void show_similarity_of_pairs(sheet *s);
void show_triads(sheet *s);
void show_neighbourhoods(sheet *s);
void show_found_blocs(sheet *s);
void show_forecast_of_run(sheet *s);

#endif
