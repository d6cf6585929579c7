/* The reference tables beside the data (DATA/../reference), read at run time where they are. */
#ifndef ENT_TESTS_REFERENCE_H
#define ENT_TESTS_REFERENCE_H

#include "support.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { REFERENCE_FIELDS = 40 };

typedef struct {
    FILE *file;
    char line[4096], head[1024];
    char *field[REFERENCE_FIELDS], *name[REFERENCE_FIELDS];
    size_t names, fields;
} reference;

static inline size_t reference_split(char *line, char *field[])
{
    size_t count = 0;
    line[strcspn(line, "\r\n")] = '\0';
    for (char *at = line; at && count < REFERENCE_FIELDS;) {
        char *comma = strchr(at, ',');
        field[count++] = at;
        if (comma)
            *comma++ = '\0';
        at = comma;
    }
    return count;
}

/* Open "models/power_indices.csv"; where it is not there the test is skipped. */
static inline reference *reference_open(const char *name)
{
    static reference r;
    char path[ENT_PATH];
    const char *set = getenv("ENTENTE_DATA");
    snprintf(path, sizeof path, "%s/../reference/%s",
             set && *set ? set : ENTENTE_SOURCE_DIR "/../shared/data", name);
    memset(&r, 0, sizeof r);
    if (!(r.file = fopen(path, "r")))
        skip();
    assert_non_null(fgets(r.head, sizeof r.head, r.file));
    r.names = reference_split(r.head, r.name);
    return &r;
}

static inline bool reference_next(reference *r)
{
    if (!fgets(r->line, sizeof r->line, r->file)) {
        fclose(r->file);
        return false;
    }
    r->fields = reference_split(r->line, r->field);
    return true;
}

static inline const char *reference_text(const reference *r, const char *name)
{
    for (size_t i = 0; i < r->names; i++)
        if (strcmp(r->name[i], name) == 0)
            return i < r->fields ? r->field[i] : "";
    fail_msg("no column %s", name);
    return "";
}

/* NaN if it is empty. */
static inline double reference_number(const reference *r, const char *name)
{
    const char *text = reference_text(r, name);
    return *text ? strtod(text, NULL) : (double)NAN;
}

/* "7 7 1" as numbers. */
static inline size_t reference_list(const char *text, double *out, size_t most)
{
    size_t count = 0;
    char *end;
    for (double x = strtod(text, &end); end != text && count < most; x = strtod(text, &end)) {
        out[count++] = x;
        text = end;
    }
    return count;
}

/* Equal to ten significant digits. */
static inline void reference_check(double actual, double expected)
{
    ent_assert_number(actual, expected, 1e-9 * fmax(1e-3, fabs(expected)));
}

#endif
