/* One import: a world being written to, in one transaction. */
#ifndef ENT_IMPORT_JOB_H
#define ENT_IMPORT_JOB_H

#include "entente/import.h"
#include "import/reading.h"

typedef struct {
    reading_shared shared;
    const char *world_path;
    bool made_world; /* the file was not there before */
} import_job;

/* Open the world and begin. Call job_close also when this fails. */
ent_status job_open(import_job *job, const char *world_path, ent_error *error);
/* Commit if status is ENT_OK, else roll back; returns what became of it all. */
ent_status job_close(import_job *job, ent_status status, ent_error *error);
/* Read one file; fate, layout and source of `file` are filled in. */
ent_status job_read_file(import_job *job, const ent_importer *importer, ent_import_file *file,
                         ent_error *error);
/* The same from rows that are open, not bound yet, and stay the caller's.
 *   sha256  of the bytes that they came from, for the record */
ent_status job_read_rows(import_job *job, const ent_importer *importer, ent_rows *rows,
                         const char *sha256, ent_import_file *file, ent_error *error);

#endif
