/* What in a world does not fit together: checks over its spells, each with the rows that it finds.
 *
 * A check asks one question of every series that it applies to; a finding is its answer for one of
 * them (or for two that are compared): how many rows, in a sentence, with the rows themselves. */
#ifndef ENTENTE_CHECK_H
#define ENTENTE_CHECK_H

#include "entente/world.h"

typedef enum {
    ENT_FINDING_ERROR,        /* cannot be true: correct it, or leave it out */
    ENT_FINDING_DISAGREEMENT, /* two sources, of which at most one is right: say which one you use
                               */
    ENT_FINDING_ODDITY,       /* may be true: look at it before you rely on it */
    ENT_FINDING_IMPORT,       /* what an import left out, repaired or noticed */
    ENT_FINDING_KINDS,        /* how many */
} ent_finding_kind;
ENT_API const char *ent_finding_kind_word(ent_finding_kind kind);

/* The checks, for help: name and the question in one sentence. NULL past the end. */
ENT_API const char *ent_check_at(size_t index, const char **question);

enum { ENT_CHECK_NUMBERS = 3 };

typedef struct {
    const char *check, *question; /* of the table of checks: constant */
    ent_finding_kind kind;
    char source[160]; /* the series that it is about, "alliance@atop-5.1, alliance@..." */
    long long count;  /* how many */
    const char *unit; /* of what: "spells", "state-years", "pairs and years" ... */
    char text[640];   /* a sentence for a researcher */
    const char *numbers[ENT_CHECK_NUMBERS]; /* what number[] of its rows are; NULL = not used */
    char sql[640];         /* a query that shows the rows, "" if there is none that is short */
    size_t row, row_count; /* its rows: rows[row] to rows[row + row_count - 1] */
} ent_finding;

/* One row of a finding; what is not said is 0, NaN or "". */
typedef struct {
    ent_span span;
    int a, b, treaty;
    double number[ENT_CHECK_NUMBERS];
    char note[128];
} ent_finding_row;

/* How full a series is, year by year. */
typedef struct {
    ent_series_kind kind;
    char name[64], source[64];
    int from_year, to_year; /* what the source covers; open ends are those of the rows */
    long long rows;
    double *filled; /* [to_year - from_year + 1] attributes: share of the states of the year that
                       have a value; else the rows that touch the year */
    bool is_share;
} ent_coverage;

typedef struct {
    ent_finding *findings;
    size_t finding_count, finding_capacity;
    ent_finding_row *rows;
    size_t row_count, row_capacity;
    ent_coverage *coverage;
    size_t coverage_count, coverage_capacity;
    size_t check_count; /* how many checks were made */
    uint64_t made;      /* which: bit i is that of ent_check_at(i) */
} ent_check_report;

/* Make the checks. The file itself comes first: a damaged one is ENT_ERR_FILE and says what is
 * damaged. only  names of checks, separated by commas; NULL = all out   freed with
 * ent_check_report_free Errors: ENT_ERR_ARGUMENT: no such check (lists near ones), ENT_ERR_STOPPED.
 * Cost: all rows are read once and sorted; seconds for a world of millions of rows. */
ENT_API ent_status ent_check_world(ent_world *world, const char *only, const ent_monitor *monitor,
                                   ent_check_report **out, ent_error *error) ENT_CHECKED;
ENT_API void ent_check_report_free(ent_check_report *report);

#endif
