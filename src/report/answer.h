/* The frame of every answer: {entente, command, inputs, result, run}. */
#ifndef ENT_REPORT_ANSWER_H
#define ENT_REPORT_ANSWER_H

#include "entente/json.h"
#include "entente/world.h"

enum { ANSWER_FEW_ROWS = 100, ANSWER_RESTRICTED_MAX = 16 };

typedef struct {
    ent_json *json;
    ent_json_value *inputs, *result;
    double started; /* seconds */
    struct {
        const ent_source *source;
        size_t rows;
    } restricted[ANSWER_RESTRICTED_MAX]; /* see answer_lists_rows */
    size_t restricted_count;
} answer;

ent_status answer_begin(answer *a, const char *command, ent_error *error);
/* Add a file to the inputs. */
void answer_input(answer *a, const char *file, const char *checksum);
ent_status answer_input_world(answer *a, ent_world *world, const char *path, ent_error *error);
/* Add `run` and hand the document over; after a failure free it. */
ent_status answer_end(answer *a, ent_status status, ent_json **out, ent_error *error);

/* A cell at the end of a table's column. */
void answer_text_cell(answer *a, ent_json_value *table, const char *column, const char *text);
void answer_number_cell(answer *a, ent_json_value *table, const char *column, double number);

/* A list of rows, matrix[size * size]; of NULL an empty one. */
void answer_add_matrix(answer *a, const char *key, const double *matrix, size_t size);

/* Say in `result.resolved` which series a name that a user wrote without its source resolved to. */
void answer_add_resolved(answer *a, ent_world *world, ent_series_kind kind, const char *name,
                         const char *source);

/* Count rows of a source that the answer lists. If it is one whose terms forbid to pass its data on and
 * they are more than ANSWER_FEW_ROWS, answer_end adds them to `result.terms`, and the command warns. */
void answer_lists_rows(answer *a, const ent_world *world, int source, size_t rows);

/* A table of the sources that an answer rests on: name, source, from, to; and a row of it. */
ent_json_value *answer_add_sources(answer *a);
void answer_add_source(answer *a, ent_json_value *table, const ent_series *series);

/* {"from": "...", "to": "..."}; open ends are null. */
void answer_add_span(answer *a, ent_json_value *in, const char *key, ent_span span);
/* A list of the words of obligations. */
void answer_add_obligations(answer *a, ent_json_value *in, const char *key, unsigned obligations);
/* A list of words for the doubts a row is under: unverified, disputed, low confidence ... */
void answer_add_marks(answer *a, ent_json_value *in, const char *key, unsigned marks);
/* The same words as one text, "unverified;disputed". */
void answer_marks_text(unsigned marks, char *text, size_t size);

#endif
