/* Fields that several tables of the user's own data share. */
#ifndef ENT_IMPORT_OWN_FIELDS_H
#define ENT_IMPORT_OWN_FIELDS_H

#include "import/importer.h"

/* `from` and `to`: empty is open, a month or year is as wide as it can mean. */
ent_status own_read_span(ent_reading *reading, size_t from, size_t to, ent_spell *spell,
                         ent_error *error);
/* Source, status and note of a row. */
ent_status own_read_origin(ent_reading *reading, size_t source, size_t status_column, size_t note,
                           ent_spell *spell, ent_error *error);
ent_status own_read_confidence(ent_reading *reading, size_t column, unsigned *marks,
                               ent_error *error);
/* An actor by any code, who holds it at some time of the span. */
ent_status own_read_actor(ent_reading *reading, size_t column, ent_span span, int *actor,
                          ent_error *error);
/* A series of this source, found or made; its coverage grows to hold the span. */
ent_status own_find_series(ent_reading *reading, ent_series *series, ent_span span,
                           ent_error *error);
/* The tie of a layer that is not directed stands once, with a < b. */
void own_put_lower_first(ent_spell *spell);

/* The tables. */
extern const ent_importer own_actors, own_attributes, own_ties;
extern const ent_importer own_treaties, own_treaty_members, own_treaty_exceptions;

#endif
