/* Importing: files of the field, and the user's own, into a world. One import is one transaction: it
 * comes in whole, or the world stays as it was. */
#ifndef ENTENTE_IMPORT_H
#define ENTENTE_IMPORT_H

#include "entente/core.h"

/* What became of a file that was found. */
typedef enum {
    ENT_FILE_IMPORTED,
    ENT_FILE_ALREADY_THERE, /* the same content is in the world: `detail` says from where */
    ENT_FILE_NOT_SUPPORTED, /* no importer knows its header */
    ENT_FILE_DERIVED,       /* computed from files that are read themselves: `detail` says which */
} ent_file_fate;

typedef struct {
    char *path;
    ent_file_fate fate;
    char layout[64], source[64]; /* of an imported file */
    char detail[256];
} ent_import_file;

typedef struct {
    ent_import_file *files; /* in the order of reading, then those not read */
    size_t count;
} ent_import_result;

/* Read every supported file of a folder and its subfolders.
 *   directory   the folder; or one file
 *   world_path  is made if it is not there
 *   monitor     progress and stop; may be NULL
 *   out         freed with ent_import_result_clear; may be NULL
 * Errors: ENT_ERR_INPUT names file, line, field, value and what was expected. */
ENT_API ent_status ent_import_folder(const char *directory, const char *world_path,
                                     const ent_monitor *monitor, ent_import_result *out,
                                     ent_error *error) ENT_CHECKED;

/* Read the user's own actors.csv, attributes.csv, ties.csv, treaties.csv, treaty_members.csv and
 * treaty_exceptions.csv (docs/own-data.md) from a folder.
 *   source  the name of this source in the world; NULL = the folder's name. What the world holds of a
 *           source of that name is replaced. */
ENT_API ent_status ent_import_own(const char *directory, const char *world_path,
                                  const char *source, const ent_monitor *monitor,
                                  ent_import_result *out, ent_error *error) ENT_CHECKED;

/* Read one table by a map of its columns (docs/maps.md).
 *   map  a file, or the name of one that comes with the program: "vdem" */
ENT_API ent_status ent_import_table(const char *path, const char *map, const char *world_path,
                                    const ent_monitor *monitor, ent_import_result *out,
                                    ent_error *error) ENT_CHECKED;

/* The maps that come with the program, for help: name, and the title of what they read (`title`, 160
 * bytes, may be NULL). False past the end. */
ENT_API bool ent_import_map(size_t index, char name[32], char title[160]);

ENT_API void ent_import_result_clear(ent_import_result *result);

/* The layouts that ent_import_folder knows, for help: name and what it is. NULL past the end. */
ENT_API const char *ent_import_layout(size_t index, const char **title);

#endif
