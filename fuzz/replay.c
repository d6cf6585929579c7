/* Runs a fuzz target over the files below a folder, without libFuzzer: replay_csv fuzz/seeds/csv */
#include "fuzz.h"

#include "core/file.h"

#include <stdio.h>
#include <string.h>

/* The input as a block of just its size, so that a sanitizer sees the first byte read beyond it. */
static int replay(const char *path)
{
    char *bytes;
    size_t size;
    ent_error error;
    if (ent_file_read(path, 0, &bytes, &size, &error) != ENT_OK) {
        fprintf(stderr, "%s\n", error.message);
        return 1;
    }
    uint8_t *exact = malloc(size ? size : 1);
    if (exact)
        LLVMFuzzerTestOneInput(memcpy(exact, bytes, size), size);
    free(exact);
    free(bytes);
    return exact == NULL;
}

int main(int argc, char **argv)
{
    char **paths;
    size_t count;
    ent_error error;
    int failures = 0;
    if (argc != 2 || ent_files_below(argv[1], &paths, &count, &error) != ENT_OK) {
        fprintf(stderr, "usage: %s FOLDER\n", argv[0]);
        return 2;
    }
    for (size_t i = 0; i < count; i++)
        failures += replay(paths[i]);
    printf("%zu inputs, %d not read\n", count, failures);
    ent_paths_free(paths, count);
    return failures > 0 || count == 0;
}
