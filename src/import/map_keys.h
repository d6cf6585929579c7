/* Taking the keys of a map, for map.c and map_content.c. A key that is not there leaves *out as it was. */
#ifndef ENT_IMPORT_MAP_KEYS_H
#define ENT_IMPORT_MAP_KEYS_H

#include "import/map.h"

enum { MAP_COLUMNS_MAX = 4000 };

/* Is the node a map, and are all its keys among these? */
ent_status map_check(const import_map *map, const ent_yaml_node *node, const char *what,
                     const char *const keys[], size_t count, ent_error *error) ENT_CHECKED;
/* The number of the column that a key names; YEARLY_NOWHERE if the key is not there. */
ent_status map_take_column(import_map *map, const ent_yaml_node *parent, const char *key, bool required,
                           int *out, ent_error *error) ENT_CHECKED;
ent_status map_take_number(const import_map *map, const ent_yaml_node *parent, const char *key,
                           double *out, ent_error *error) ENT_CHECKED;
ent_status map_take_integer(const import_map *map, const ent_yaml_node *parent, const char *key, int least,
                            int most, int *out, ent_error *error) ENT_CHECKED;
ent_status map_take_flag(const import_map *map, const ent_yaml_node *parent, const char *key, bool *out,
                         ent_error *error) ENT_CHECKED;
/* A list of texts, ended by NULL; empty if the key is not there. */
ent_status map_take_texts(import_map *map, const ent_yaml_node *parent, const char *key, size_t most,
                          const char ***out, ent_error *error) ENT_CHECKED;
/* A name that users write: of an attribute or layer, or of a source, which may have dashes. */
ent_status map_check_name(const import_map *map, const ent_yaml_node *node, const char *name,
                          bool of_source, ent_error *error) ENT_CHECKED;

/* The attributes or ties of the map, once its actors and time are known. */
ent_status map_read_content(import_map *map, const ent_yaml_node *root, ent_error *error) ENT_CHECKED;

#endif
