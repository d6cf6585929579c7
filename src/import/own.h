/* The user's own data, in the layout of docs/own-data.md: the files of `entente import csv`, and
 * the base of a scenario, whose YAML lists have the same keys. */
#ifndef ENT_IMPORT_OWN_H
#define ENT_IMPORT_OWN_H

#include "import/importer.h"

/* The tables in the order of reading; their names are those of the files and of the YAML keys. */
typedef enum {
    ENT_OWN_ACTORS,
    ENT_OWN_ATTRIBUTES,
    ENT_OWN_TIES,
    ENT_OWN_TREATIES,
    ENT_OWN_TREATY_MEMBERS,
    ENT_OWN_TREATY_EXCEPTIONS,
    ENT_OWN_TABLE_COUNT,
} ent_own_table;

const char *ent_own_table_name(ent_own_table table); /* "treaty_members" */

/* Read one table into a world that is being written to.
 *   source  number of the source (ent_world_add_source)
 *   path    of the file, for the record
 *   rows    not bound yet; closed by the caller */
ent_status ent_own_read(ent_world *world, int source, ent_own_table table, const char *path,
                        ent_rows *rows, ent_error *error) ENT_CHECKED;

/* Make the ties of layer `alliance` from the treaties of a source: each member owes each other
 * member what it has taken on, while the treaty and both memberships last, exceptions cut out. */
ent_status ent_own_finish(ent_world *world, int source, ent_error *error) ENT_CHECKED;

#endif
