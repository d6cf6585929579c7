/* A YAML file as a tree that remembers where everything stands.
 *
 * Parsing is libyaml's. The tree is ours because a wrong code or year is found long after parsing
 * and must still be reported with its line and column, which libcyaml forgets. Doubled keys, aliases
 * and more than one document are refused here; unknown keys by ent_yaml_check_keys. */
#ifndef ENT_CORE_YAML_H
#define ENT_CORE_YAML_H

#include "entente/core.h"

typedef enum { ENT_YAML_TEXT, ENT_YAML_LIST, ENT_YAML_MAP } ent_yaml_kind;

typedef struct ent_yaml_node ent_yaml_node;
struct ent_yaml_node {
    ent_yaml_kind kind;
    const char *text;         /* of a text */
    const char *key;          /* of a value in a map, else NULL */
    ent_yaml_node *child;     /* of a list or map: the first */
    ent_yaml_node *next;      /* the next in the same list or map */
    size_t child_count;
    size_t line, column;      /* of the value, from 1 */
    size_t key_line, key_column;
};

typedef struct ent_yaml ent_yaml;

ent_status ent_yaml_open(const char *path, ent_yaml **out, ent_error *error) ENT_CHECKED;
ent_status ent_yaml_open_memory(const char *name, const char *text, size_t size, ent_yaml **out,
                                ent_error *error) ENT_CHECKED;
void ent_yaml_close(ent_yaml *yaml);

const ent_yaml_node *ent_yaml_root(const ent_yaml *yaml); /* borrowed; lives as long as yaml */
const char *ent_yaml_name(const ent_yaml *yaml);
const char *ent_yaml_checksum(const ent_yaml *yaml); /* SHA-256 of the file, 64 digits */

/* The value of a key in a map, or NULL. */
const ent_yaml_node *ent_yaml_get(const ent_yaml_node *map, const char *key);

/* Fill the error with "file:line:column: " and the message. */
ent_status ent_yaml_fail(const ent_yaml *yaml, const ent_yaml_node *node, ent_error *error,
                         const char *format, ...) ENT_PRINTF(4, 5);

/* The node must be of that kind; `what` names it in the error. */
ent_status ent_yaml_expect(const ent_yaml *yaml, const ent_yaml_node *node, ent_yaml_kind kind,
                           const char *what, ent_error *error) ENT_CHECKED;

/* A map may have no other keys than these `count` ones; the error suggests the nearest. */
ent_status ent_yaml_check_keys(const ent_yaml *yaml, const ent_yaml_node *map,
                               const char *const keys[], size_t count, ent_error *error) ENT_CHECKED;

/* The text of a key: *out is NULL if it is absent, or empty, and not required. */
ent_status ent_yaml_take_text(const ent_yaml *yaml, const ent_yaml_node *map, const char *key,
                              bool required, const char **out, ent_error *error) ENT_CHECKED;

#endif
