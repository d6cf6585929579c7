/* The frame of every answer: {entente, command, inputs, result, run}. */
#ifndef ENT_REPORT_ANSWER_H
#define ENT_REPORT_ANSWER_H

#include "entente/json.h"
#include "entente/world.h"

typedef struct {
    ent_json *json;
    ent_json_value *inputs, *result;
    double started; /* seconds */
} answer;

ent_status answer_begin(answer *a, const char *command, ent_error *error);
/* Add a file to the inputs. */
void answer_input(answer *a, const char *file, const char *checksum);
ent_status answer_input_world(answer *a, ent_world *world, const char *path, ent_error *error);
/* Add `run` and hand the document over; after a failure free it. */
ent_status answer_end(answer *a, ent_status status, ent_json **out, ent_error *error);

/* {"from": "...", "to": "..."}; open ends are null. */
void answer_add_span(answer *a, ent_json_value *in, const char *key, ent_span span);
/* A list of the words of obligations. */
void answer_add_obligations(answer *a, ent_json_value *in, const char *key, unsigned obligations);
/* A list of words for the doubts a row is under: unverified, disputed, low confidence ... */
void answer_add_marks(answer *a, ent_json_value *in, const char *key, unsigned marks);
/* The same words as one text, "unverified;disputed". */
void answer_marks_text(unsigned marks, char *text, size_t size);

#endif
