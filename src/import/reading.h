/* One file on its way into a world; importers see it through importer.h only. */
#ifndef ENT_IMPORT_READING_H
#define ENT_IMPORT_READING_H

#include "import/importer.h"

enum { COW_NUMBER_MAX = 9999 };

typedef struct {
    char kind[16], reason[160], example[120];
    long long count;
} reading_note;

/* A field of details; its name is the importer's. */
typedef struct {
    const char *name;
    int id;
} reading_field;

/* What the readings of one import share. */
typedef struct {
    ent_world *world;
    int actor_of_cow[COW_NUMBER_MAX + 1]; /* 0 = none; filled from the world's codes */
    size_t known_codes;                   /* how many codes the world had when it was filled */
    ent_spells membership;                /* of the state system, once states are in */
    bool membership_read;
    const ent_monitor *monitor; /* may be NULL */
    double done, share;         /* of the import: before this file, in this file */
} reading_shared;

struct ent_reading {
    reading_shared *shared;
    const ent_importer *importer;
    ent_rows *rows;
    const char *path, *sha256; /* where the rows are from; the checksum of those bytes */
    char content[65], layout[64]; /* the importer's layout, unless it has set a narrower one */
    int source, file;
    char version[32]; /* of the first row, where the importer has a version column */
    reading_note *notes;
    size_t note_count, note_capacity;
    reading_field *fields; /* of details, as they were met */
    size_t field_count, field_capacity;
    bool failed; /* memory ran out while counting */
};

/* Read one file with its importer; the rows are open and bound. */
ent_status reading_run(ent_reading *reading, ent_error *error);
void reading_clear(ent_reading *reading); /* the rows stay open */
/* Keep the counts as the file's import notes. */
ent_status reading_save_notes(ent_reading *reading, ent_error *error);

#endif
