/* Files: read whole (plain or gzip), written beside and renamed, their checksums. */
#ifndef ENT_CORE_FILE_H
#define ENT_CORE_FILE_H

#include "entente/core.h"

/* Bytes of a file, plain or gzip (unpacked).
 *   limit  stop after so many bytes; 0 = the whole file
 *   data   out: NUL-terminated, freed by the caller with free()
 *   size   out: bytes without the NUL
 * Errors: ENT_ERR_INPUT (not there, a folder, not readable, over 2 GiB, damaged gzip),
 * ENT_ERR_MEMORY. */
ent_status ent_file_read(const char *path, size_t limit, char **data, size_t *size,
                         ent_error *error) ENT_CHECKED;

/* Write a file whole or not at all: beside it, flushed to the disk, then renamed over it. Devices and
 * pipes are written to as they are; of a link the file that it names is replaced.
 * Folders on the way are made. Errors: ENT_ERR_FILE names the file and the reason. */
ent_status ent_file_write(const char *path, const char *data, size_t size,
                          ent_error *error) ENT_CHECKED;

/* A file that is written piece by piece: beside it, and renamed when it is whole. */
typedef struct ent_output ent_output;
/*   path  NULL = standard output */
ent_status ent_output_open(const char *path, ent_output **out, ent_error *error) ENT_CHECKED;
ent_status ent_output_write(ent_output *output, const char *data, size_t size,
                            ent_error *error) ENT_CHECKED;
/* End it. keep: the file is now there, whole; else nothing has changed. The output is freed in any case. The disk
 * is not waited for, which for a gigabyte takes longer than all else. */
ent_status ent_output_close(ent_output *output, bool keep, ent_error *error) ENT_CHECKED;

/* Some bytes as a gzip file of their own; several one after the other are a gzip file, too. False if memory
 * ran out. *packed is freed by the caller. */
bool ent_gzip(const char *data, size_t size, char **packed, size_t *packed_size) ENT_CHECKED;

/* Does the file begin with gzip's two bytes? */
bool ent_file_is_gzip(const char *path);

/* SHA-256 as 64 hexadecimal digits and a NUL. */
void ent_sha256_text(const void *data, size_t size, char hex[65]);

/* SHA-256 of the bytes of a file as they lie on the disk. */
ent_status ent_file_sha256(const char *path, char hex[65], ent_error *error) ENT_CHECKED;

/* "dir/name" joined with one slash; NULL if memory ran out. Owned by the caller. An absolute
 * name stays as it is. */
char *ent_path_join(const char *dir, const char *name) ENT_CHECKED;

/* `name` in the folder that a file is in; as above. */
char *ent_path_beside(const char *file, const char *name) ENT_CHECKED;

/* The last part of a path, borrowed from it. */
const char *ent_path_name(const char *path);

/* Every regular file below a folder, sorted by path (bytewise), hidden ones left out. Links to
 * files are followed, links to folders are not.
 *   paths  out: array of `count` texts; free with ent_paths_free */
ent_status ent_files_below(const char *dir, char ***paths, size_t *count,
                           ent_error *error) ENT_CHECKED;
void ent_paths_free(char **paths, size_t count);

bool ent_is_folder(const char *path);

#endif
