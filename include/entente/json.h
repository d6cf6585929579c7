/* Results as JSON: the one form in which an answer is printed, drawn and handed to bindings.
 *
 * A document owns all of its values. Building never fails half-way: when memory runs out the
 * document remembers it, further calls do nothing, and ent_json_check says so at the end. */
#ifndef ENTENTE_JSON_H
#define ENTENTE_JSON_H

#include "entente/core.h"

typedef struct ent_json ent_json;            /* a document: an object at its root */
typedef struct ent_json_value ent_json_value; /* borrowed: an object, list or leaf of a document */

ENT_API ent_status ent_json_new(ent_json **out, ent_error *error) ENT_CHECKED;
ENT_API void ent_json_free(ent_json *json);

/* ENT_ERR_MEMORY if anything could not be added. */
ENT_API ent_status ent_json_check(const ent_json *json, ent_error *error) ENT_CHECKED;

/* --- building: `key` names the new member of an object; it is NULL when adding to a list --- */
ENT_API ent_json_value *ent_json_root(ent_json *json);
ENT_API ent_json_value *ent_json_add_object(ent_json *json, ent_json_value *in, const char *key);
ENT_API ent_json_value *ent_json_add_list(ent_json *json, ent_json_value *in, const char *key);
/* NULL text and a number that is not finite become null. */
ENT_API void ent_json_add_text(ent_json *json, ent_json_value *in, const char *key,
                               const char *text);
ENT_API void ent_json_add_number(ent_json *json, ent_json_value *in, const char *key,
                                 double number);
ENT_API void ent_json_add_integer(ent_json *json, ent_json_value *in, const char *key,
                                  long long number);
ENT_API void ent_json_add_boolean(ent_json *json, ent_json_value *in, const char *key, bool value);

/* A table of columns: {"columns": ["a","b"], "a": [], "b": []}. Fill the lists with
 * ent_json_add_*(json, ent_json_get(table, "a"), NULL, ...). */
ENT_API ent_json_value *ent_json_add_table(ent_json *json, ent_json_value *in, const char *key,
                                           const char *const columns[], size_t count);

/* --- reading: NULL values are allowed everywhere and read as absent --- */
ENT_API ent_json_value *ent_json_get(const ent_json_value *object, const char *key);
ENT_API ent_json_value *ent_json_at(const ent_json_value *list, size_t index);
ENT_API size_t ent_json_count(const ent_json_value *list); /* items of a list; 0 if none */
ENT_API const char *ent_json_text(const ent_json_value *value);   /* NULL if not a text */
ENT_API double ent_json_number(const ent_json_value *value);      /* NaN if not a number */
ENT_API bool ent_json_is_true(const ent_json_value *value);
ENT_API bool ent_json_is_null(const ent_json_value *value); /* absent or null */

/* The i-th key of an object, in the order of adding; NULL past the end. Borrowed. */
ENT_API const char *ent_json_key(const ent_json_value *object, size_t index);

/* The i-th field of a column of a table. */
ENT_API ent_json_value *ent_json_cell(const ent_json_value *table, const char *column, size_t row);
ENT_API size_t ent_json_row_count(const ent_json_value *table);

/* The document as text: two blanks of indentation, keys in the order they were added, numbers with
 * 17 significant digits. *out is freed by the caller with free(). */
ENT_API ent_status ent_json_print(const ent_json *json, char **out, ent_error *error) ENT_CHECKED;

/* Read a document from a file.
 *   out  freed with ent_json_free
 * Errors: ENT_ERR_INPUT: the file cannot be read, is not JSON (line and column), or no object. */
ENT_API ent_status ent_json_read(const char *path, ent_json **out, ent_error *error) ENT_CHECKED;

/* The same of a text; `name` stands in errors. */
ENT_API ent_status ent_json_parse(const char *name, const char *text, size_t size, ent_json **out,
                                  ent_error *error) ENT_CHECKED;

/* A copy of a value, also of another document. */
ENT_API void ent_json_add_copy(ent_json *json, ent_json_value *in, const char *key, const ent_json_value *value);

#endif
