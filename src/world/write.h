/* Writing to a world: what importers and scenario bases call, between begin and commit.
 * After a failure call ent_world_rollback: the file is as it was. */
#ifndef ENT_WORLD_WRITE_H
#define ENT_WORLD_WRITE_H

#include "entente/world.h"

ent_status ent_world_begin(ent_world *world, ent_error *error) ENT_CHECKED;
ent_status ent_world_commit(ent_world *world, ent_error *error) ENT_CHECKED;
/* Undo all since begin, also in memory. */
void ent_world_rollback(ent_world *world);

/* Add a source, or find it by its name; *id is its number. */
ent_status ent_world_add_source(ent_world *world, const ent_source *source, int *id,
                                ent_error *error) ENT_CHECKED;
/* Take a source with all its rows out of the world. Its actors lose the codes that it gave them;
 * they stay, and so does its name. */
ent_status ent_world_drop_source(ent_world *world, int source, ent_error *error) ENT_CHECKED;

/* Is a file with this content (see ent_csv_checksum) in the world? Then *path is where it came from,
 * borrowed till the next call, else "". */
ent_status ent_world_has_content(ent_world *world, const char *content, char path[256],
                                 ent_error *error) ENT_CHECKED;
/* Has this source a file of this layout already? */
ent_status ent_world_has_layout(ent_world *world, int source, const char *layout, char path[256],
                                ent_error *error) ENT_CHECKED;
ent_status ent_world_add_file(ent_world *world, int source, const char *layout, const char *path,
                              const char *sha256, const char *content, int *id,
                              ent_error *error) ENT_CHECKED;
/* How many rows a file turned out to have. */
ent_status ent_world_set_rows(ent_world *world, int file, size_t rows, ent_error *error) ENT_CHECKED;
ent_status ent_world_add_note(ent_world *world, int file, const char *kind, const char *reason,
                              long long count, const char *example, ent_error *error) ENT_CHECKED;

/* Add a series, or find it; id, source (name) and longest_days of `series` are filled in. A series that
 * is there keeps its position, and its coverage grows to hold both. */
ent_status ent_world_add_series(ent_world *world, ent_series *series, ent_error *error) ENT_CHECKED;

/* Put a series first among those of its name, before all that will be imported; what was put there earlier
 * comes next. */
ent_status ent_world_prefer(ent_world *world, const ent_series *series, ent_error *error) ENT_CHECKED;
/* Back to the order that the sources came with: for the series of a kind and name, or for all (name NULL). */
ent_status ent_world_reset_order(ent_world *world, ent_series_kind kind, const char *name,
                                 ent_error *error) ENT_CHECKED;

/* An actor of this name that lost its codes when its source was dropped; 0 if there is none. */
int ent_world_find_codeless(const ent_world *world, const char *name, const char *kind);
/* Add an actor; codes make it known. */
ent_status ent_world_add_actor(ent_world *world, const char *name, const char *abb,
                               const char *kind, int *id, ent_error *error) ENT_CHECKED;
ent_status ent_world_add_code(ent_world *world, const ent_code *code, int source,
                              ent_error *error) ENT_CHECKED;
ent_status ent_world_add_succession(ent_world *world, const ent_succession *succession, int source,
                                    ent_error *error) ENT_CHECKED;
/* treaty->id is filled in; a code that is taken is ENT_ERR_INPUT. */
ent_status ent_world_add_treaty(ent_world *world, ent_treaty *treaty,
                                ent_error *error) ENT_CHECKED;
/* Let treaty->id say what `treaty` says; its code and series stay. */
ent_status ent_world_change_treaty(ent_world *world, const ent_treaty *treaty,
                                   ent_error *error) ENT_CHECKED;

/* What became of a spell that was added. */
typedef enum {
    ENT_SPELL_ADDED,
    ENT_SPELL_DUPLICATE, /* the very same is there */
    ENT_SPELL_CONFLICT,  /* the same actors and days are there with another value */
} ent_spell_fate;

ent_status ent_world_add_spell(ent_world *world, ent_series *series, const ent_spell *spell,
                               ent_spell_fate *fate, ent_error *error) ENT_CHECKED;

/* Add the spells of a series that this source alone fills, at once: sorted here, so that a million of them
 * take a second. Equal ones are left out and counted.
 *   spells[count]  reordered; each within the days, with its actors set
 * Errors: ENT_ERR_INPUT: the same actors and days with another value. */
ent_status ent_world_add_spells(ent_world *world, ent_series *series, ent_spell *spells, size_t count,
                                size_t *duplicates, ent_error *error) ENT_CHECKED;

/* A field of this source, added or found by its name. */
ent_status ent_world_add_field(ent_world *world, int source, const char *name, const char *meaning,
                               int *id, ent_error *error) ENT_CHECKED;
/* Write details[count] as a new record; 0 if there are none. The record goes into a spell or treaty that is
 * added next. A spell whose key is there is a duplicate only if its details are the same, too. */
ent_status ent_world_add_record(ent_world *world, const ent_detail details[], size_t count,
                                int *record, ent_error *error) ENT_CHECKED;

/* Do two values of one actor in an attribute of this source overlap? ENT_ERR_INPUT names them. */
ent_status ent_world_check_overlaps(ent_world *world, int source, ent_error *error) ENT_CHECKED;

/* The number of a unit, or of any other text; "" is 0. */
ent_status ent_world_add_unit(ent_world *world, const char *text, int *id,
                              ent_error *error) ENT_CHECKED;
ent_status ent_world_add_phrase(ent_world *world, const char *text, int *id,
                                ent_error *error) ENT_CHECKED;

#endif
