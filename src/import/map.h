/* A map: how a table of the user's is to be read, in YAML (docs/maps.md is its reference). It becomes an
 * importer like the others, whose descriptions are written in C: values by year go through yearly.h, ties
 * through map_ties.c. */
#ifndef ENT_IMPORT_MAP_H
#define ENT_IMPORT_MAP_H

#include "core/memory.h"
#include "import/yearly.h"

/* A tie layer that the table holds. Columns are YEARLY_NOWHERE where the map names none. */
typedef struct {
    const char *name, *unit;
    bool directed;
    int level, value, present; /* columns: an ordered level, a number, 0 or 1 */
} map_layer;

/* Where the version comes from, if it is not written in the map. */
typedef enum { MAP_VERSION_TEXT, MAP_VERSION_COLUMN, MAP_VERSION_FILE_NAME, MAP_VERSION_ABOVE,
               MAP_VERSION_LAST_YEAR } map_version;

typedef struct import_map {
    ent_yaml *yaml;
    ent_arena *arena;      /* of all that follows, and of what reading a file adds */
    char name[32];         /* the layout: "vdem" */
    ent_importer importer; /* its `table` is this map */
    ent_header header;
    const char **recognise, **above; /* ended by NULL */
    ent_column *columns;             /* all that the map names, in the order of their numbers */
    const ent_yaml_node **places;    /* where it names them */
    size_t column_count;
    map_version version;
    const char *version_text; /* the version, the prefix in the file's name, or the label above */
    yearly_table values;      /* without the years of a wide table */
    bool wide;
    map_layer *layers;
    size_t layer_count;
    int actors[2], from, to; /* columns of a table of ties */
} import_map;

/* Read a map. It is freed with map_free; NULL is fine. */
ent_status map_open(const char *path, import_map **out, ent_error *error) ENT_CHECKED;
ent_status map_open_memory(const char *name, const char *text, size_t size, import_map **out,
                           ent_error *error) ENT_CHECKED;
void map_free(import_map *map);

/* Is a file with this header of the map's layout? Only maps with `recognise` know. */
bool map_recognises(const import_map *map, const ent_rows *rows);

/* Fail at a place in the map. */
ent_status map_fail(const import_map *map, const ent_yaml_node *node, ent_error *error,
                    const char *format, ...) ENT_PRINTF(4, 5);

/* The `read` of a map's importer. */
ent_status map_read(ent_reading *reading, ent_error *error) ENT_CHECKED;
/* Its part for ties, once the columns are bound. `table` has source, actors, filters and missing codes. */
ent_status map_read_ties(ent_reading *reading, const import_map *map, const yearly_table *table,
                         ent_error *error) ENT_CHECKED;

/* ---- the maps that come with the program ---- */

/* Name, text and size of one, NULL past the end: from the folder maps/ of the sources. */
const char *map_built_in(size_t index, const char **text, size_t *size);

/* All of them, read; freed with map_free_all. */
ent_status map_open_all(import_map ***out, size_t *count, ent_error *error) ENT_CHECKED;
void map_free_all(import_map **maps, size_t count);

#endif
