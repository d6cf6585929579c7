/* A folder of small files for targets whose input is one file among others: made once, removed at the end. */
#ifndef ENT_FUZZ_FOLDER_H
#define ENT_FUZZ_FOLDER_H

#include "fuzz.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

typedef struct {
    const char *name, *text;
} fuzz_file;

static char fuzz_folder[] = "/tmp/entente-fuzz-XXXXXX";
static const fuzz_file *fuzz_files; /* [fuzz_file_count] the last is the input */
static size_t fuzz_file_count;

static inline void fuzz_path(size_t file, char path[64])
{
    snprintf(path, 64, "%s/%s", fuzz_folder, fuzz_files[file].name);
}

static inline void fuzz_write(size_t file, const void *data, size_t size)
{
    char path[64];
    fuzz_path(file, path);
    FILE *out = fopen(path, "w");
    promise(out != NULL && fwrite(data, 1, size, out) == size && fclose(out) == 0);
}

static inline void fuzz_remove_all(void)
{
    char path[64];
    for (size_t k = 0; k < fuzz_file_count; k++) {
        fuzz_path(k, path);
        remove(path);
    }
    rmdir(fuzz_folder);
}

/* Make the folder at the first call; write the input; its path. */
static inline void fuzz_place(const fuzz_file files[], size_t count, const void *data, size_t size, char path[64])
{
    if (!fuzz_files) {
        fuzz_files = files;
        fuzz_file_count = count;
        promise(mkdtemp(fuzz_folder) != NULL && atexit(fuzz_remove_all) == 0);
        for (size_t k = 0; k < count; k++)
            fuzz_write(k, files[k].text, strlen(files[k].text));
    }
    fuzz_write(count - 1, data, size);
    fuzz_path(count - 1, path);
}

#endif
