/* A world from tables of the user's own that a test writes, and periods to ask it about. */
#ifndef ENT_TESTS_OWN_WORLD_H
#define ENT_TESTS_OWN_WORLD_H

#include "support.h"

#include "entente/import.h"
#include "entente/report.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

typedef struct {
    const char *name, *text; /* "m/actors.csv" */
} own_file;

/* Write the files, which lie in `folder`, import them, and open the world, whose file is `path`. */
static inline void make_own_world(const char *folder, const own_file *files, size_t count,
                                  char path[ENT_PATH], ent_world **world)
{
    char file[ENT_PATH], from[ENT_PATH];
    ent_error error = {0};
    mkdir(ent_temp_path(folder, from), 0777);
    for (size_t i = 0; i < count; i++)
        ent_temp_file(files[i].name, files[i].text, strlen(files[i].text), file);
    snprintf(path, ENT_PATH, "%.*s.world", ENT_PATH - 8, from);
    ent_assert_ok(ent_import_own(from, path, "own", NULL, NULL, &error), &error);
    ent_assert_ok(ent_world_open(path, ENT_WORLD_READ, world, &error), &error);
}

static inline ent_period years_from(int from, int to)
{
    return (ent_period){.when = {ent_day_from_date(from, 1, 1), ent_day_from_date(to, 12, 31)}};
}

static inline ent_period day_of(int year, int month, int day)
{
    ent_day at = ent_day_from_date(year, month, day);
    return (ent_period){.when = {at, at}, .is_day = true};
}

#endif
