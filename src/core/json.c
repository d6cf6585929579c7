/* JSON by Jansson: see entente/json.h. An ent_json_value is a json_t. */
#include "entente/json.h"

#include "core/file.h"
#include "core/memory.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct ent_json {
    json_t *root;
    bool failed;
};

static json_t *raw(const ent_json_value *value)
{
    return (json_t *)value;
}

ent_status ent_json_new(ent_json **out, ent_error *error)
{
    *out = NULL;
    ent_json *json = calloc(1, sizeof *json);
    if (!json || !(json->root = json_object())) {
        free(json);
        return ent_fail_memory(error);
    }
    *out = json;
    return ENT_OK;
}

void ent_json_free(ent_json *json)
{
    if (!json)
        return;
    json_decref(json->root);
    free(json);
}

ent_status ent_json_check(const ent_json *json, ent_error *error)
{
    return json->failed ? ent_fail_memory(error) : ENT_OK;
}

ent_json_value *ent_json_root(ent_json *json)
{
    return (ent_json_value *)json->root;
}

/* Put a new value (taken over) into an object or list. */
static ent_json_value *put(ent_json *json, ent_json_value *in, const char *key, json_t *value)
{
    if (!value || !in) {
        json_decref(value);
        json->failed = true;
        return NULL;
    }
    int failed = key ? json_object_set_new(raw(in), key, value)
                     : json_array_append_new(raw(in), value);
    if (failed)
        json->failed = true;
    return failed ? NULL : (ent_json_value *)value;
}

ent_json_value *ent_json_add_object(ent_json *json, ent_json_value *in, const char *key)
{
    return put(json, in, key, json_object());
}

ent_json_value *ent_json_add_list(ent_json *json, ent_json_value *in, const char *key)
{
    return put(json, in, key, json_array());
}

void ent_json_add_text(ent_json *json, ent_json_value *in, const char *key, const char *text)
{
    json_t *value = text ? json_string(text) : json_null();
    size_t length = text ? strlen(text) : 0;
    for (size_t cut = 1; !value && cut <= 3 && cut < length; cut++)
        if ((text[length - cut] & 0xC0) == 0xC0) /* a field that was cut within a character */
            value = json_stringn(text, length - cut);
    put(json, in, key, value ? value : json_string("\xEF\xBF\xBD")); /* not UTF-8: U+FFFD */
}

void ent_json_add_number(ent_json *json, ent_json_value *in, const char *key, double number)
{
    put(json, in, key, isfinite(number) ? json_real(number) : json_null());
}

void ent_json_add_integer(ent_json *json, ent_json_value *in, const char *key, long long number)
{
    put(json, in, key, json_integer(number));
}

void ent_json_add_boolean(ent_json *json, ent_json_value *in, const char *key, bool value)
{
    put(json, in, key, json_boolean(value));
}

ent_json_value *ent_json_add_table(ent_json *json, ent_json_value *in, const char *key,
                                   const char *const columns[], size_t count)
{
    ent_json_value *table = ent_json_add_object(json, in, key);
    ent_json_value *names = ent_json_add_list(json, table, "columns");
    for (size_t i = 0; i < count; i++) {
        ent_json_add_text(json, names, NULL, columns[i]);
        ent_json_add_list(json, table, columns[i]);
    }
    return table;
}

ent_json_value *ent_json_get(const ent_json_value *object, const char *key)
{
    return (ent_json_value *)json_object_get(raw(object), key);
}

ent_json_value *ent_json_at(const ent_json_value *list, size_t index)
{
    return (ent_json_value *)json_array_get(raw(list), index);
}

size_t ent_json_count(const ent_json_value *list)
{
    return json_array_size(raw(list));
}

const char *ent_json_text(const ent_json_value *value)
{
    return json_string_value(raw(value));
}

double ent_json_number(const ent_json_value *value)
{
    return json_is_number(raw(value)) ? json_number_value(raw(value)) : (double)NAN;
}

bool ent_json_is_true(const ent_json_value *value)
{
    return json_is_true(raw(value));
}

bool ent_json_is_null(const ent_json_value *value)
{
    return !value || json_is_null(raw(value));
}

const char *ent_json_key(const ent_json_value *object, size_t index)
{
    void *at = json_object_iter(raw(object));
    for (; at && index > 0; index--)
        at = json_object_iter_next(raw(object), at);
    return at ? json_object_iter_key(at) : NULL;
}

ent_json_value *ent_json_cell(const ent_json_value *table, const char *column, size_t row)
{
    return ent_json_at(ent_json_get(table, column), row);
}

size_t ent_json_row_count(const ent_json_value *table)
{
    return ent_json_count(ent_json_get(table, ent_json_text(ent_json_at(
                                                  ent_json_get(table, "columns"), 0))));
}

ent_status ent_json_print(const ent_json *json, char **out, ent_error *error)
{
    *out = NULL;
    ent_status status = ent_json_check(json, error);
    if (status != ENT_OK)
        return status;
    char *text = json_dumps(json->root, JSON_INDENT(2) | JSON_REAL_PRECISION(17));
    if (!text)
        return ent_fail_memory(error);
    *out = text;
    return ENT_OK;
}

ent_status ent_json_parse(const char *name, const char *text, size_t size, ent_json **out, ent_error *error)
{
    json_error_t problem;
    *out = NULL;
    ent_json *json = calloc(1, sizeof *json);
    if (!json)
        return ent_fail_memory(error);
    json_t *root = json->root = json_loadb(text, size, JSON_REJECT_DUPLICATES, &problem);
    if (json_is_object(root)) {
        *out = json;
        return ENT_OK;
    }
    ent_json_free(json);
    if (root)
        return ent_fail(error, ENT_ERR_INPUT, "%s: not an object of JSON", name);
    return ent_fail(error, ENT_ERR_INPUT, "%s:%d:%d: not JSON: %.120s", name, problem.line, problem.column, problem.text);
}

ent_status ent_json_read(const char *path, ent_json **out, ent_error *error)
{
    char *text;
    size_t size;
    *out = NULL;
    ent_status status = ent_file_read(path, 0, &text, &size, error);
    if (status == ENT_OK)
        status = ent_json_parse(path, text, size, out, error);
    free(text);
    return status;
}

void ent_json_add_copy(ent_json *json, ent_json_value *in, const char *key, const ent_json_value *value)
{
    put(json, in, key, value ? json_deep_copy(raw(value)) : json_null());
}
