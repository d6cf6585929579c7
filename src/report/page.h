/* What the files of a run's page share. The page is one HTML file without anything from outside: no
 * script, no picture, no font; its drawings are SVG within it. Every text of the document goes
 * through page_put, which escapes it. */
#ifndef ENT_REPORT_PAGE_H
#define ENT_REPORT_PAGE_H

#include "report/page_sheet.h"

typedef struct {
    ent_buffer out;
    const ent_json_value *root, *result;
    bool has_after; /* are there interventions? */
} page;

/* Write HTML: each %s of the format is replaced by a text, escaped; %% is '%'. Nothing else. */
void page_put(page *p, const char *format, ...) ENT_PRINTF(2, 3);
/* Write numbers and words of our own: as printf, without escaping. */
void page_draw(page *p, const char *format, ...) ENT_PRINTF(2, 3);
/* Write a text that was collected, escaped, and clear it. */
void page_take(page *p, ent_buffer *text);
/* The same, cut after `columns` characters; wide characters count twice. */
void page_put_cut(page *p, const char *text, size_t columns);
/* Is the text longer than that? */
bool page_is_long(const char *text, size_t columns);

/* The head of a page up to <main>: its title, the style sheet, and what this page adds to that. */
void page_head(page *p, const char *title, const char *style);

/* Open a section with a heading; close it with "</section>". */
void page_open(page *p, const char *id, const char *heading);

/* The class of a bloc, which gives it its colour: "b0" to "b5"; "bx" for an actor in none. */
const char *page_bloc_class(const page *p, const char *bloc);
/* A small square in a bloc's colour. */
void page_swatch(page *p, const char *bloc);
/* "Source: great-powers-2016 (World Bank ...)" for the name of a source; "" gives nothing. */
void page_source(page *p, const char *name);
/* "†" with what is doubted, or nothing. */
void page_doubt(page *p, const ent_json_value *object);

/* A small line for a key of an object that has a text: "Source: ...". */
void page_key(page *p, const char *label, const ent_json_value *object, const char *key);
/* A small line of what an object is marked with, if it is. */
void page_marks(page *p, const ent_json_value *object);

/* The style sheet, in parts; NULL past the end. */
const char *page_style(size_t part);

/* The sections, in their order. */
void page_claims(page *p);
void page_changes(page *p);
void page_chart(page *p);
void page_balance(page *p);
void page_network(page *p);
void page_relations(page *p);
void page_burden(page *p);
void page_poles(page *p);
void page_similarity(page *p);
void page_triads(page *p);
void page_found_blocs(page *p);
void page_neighbourhoods(page *p);
void page_forecast(page *p);
void page_notes(page *p);
void page_sources(page *p);
void page_footer(page *p);

#endif
