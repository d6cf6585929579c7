/* Text: a growing buffer, numbers read strictly, comparison without regard to case, suggestions. */
#ifndef ENT_CORE_TEXT_H
#define ENT_CORE_TEXT_H

#include "entente/core.h"

/* A growing text. {0} is empty. Appending after memory ran out does nothing; `failed` says so. */
typedef struct {
    char *data; /* NUL-terminated once anything was appended, else NULL */
    size_t length, capacity;
    bool failed;
} ent_buffer;

void ent_buffer_add(ent_buffer *buffer, const char *text);
void ent_buffer_add_bytes(ent_buffer *buffer, const char *bytes, size_t count);
void ent_buffer_format(ent_buffer *buffer, const char *format, ...) ENT_PRINTF(2, 3);
/* The text ("" if empty); borrowed till the buffer changes. */
const char *ent_buffer_text(const ent_buffer *buffer);
void ent_buffer_clear(ent_buffer *buffer);

/* The whole text must be a number: no blanks, no rest. False if it is not, or too large. */
bool ent_parse_integer(const char *text, long long *out) ENT_CHECKED;
bool ent_parse_number(const char *text, double *out) ENT_CHECKED; /* finite; ".039" is one */

int ent_compare_nocase(const char *a, const char *b); /* ASCII letters only */
bool ent_equal_nocase(const char *a, const char *b);
bool ent_starts_with(const char *text, const char *prefix);

/* Cut blanks at both ends, in place; returns the new start. */
char *ent_trim(char *text);

/* Number of single-letter edits (insert, delete, replace, swap neighbours) between two short
 * texts, without regard to case; for "did you mean". Texts over 63 bytes count as far apart. */
int ent_edit_distance(const char *a, const char *b);

/* The candidate nearest to `text` if it is near enough to be meant, else NULL. */
const char *ent_nearest(const char *text, const char *const candidates[], size_t count);

#endif
