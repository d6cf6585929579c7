/* The door for importers. An importer is one file with its columns and one function, and one row in
 * importers.c. It is called with the rows of one file, already bound to its columns. */
#ifndef ENT_IMPORT_IMPORTER_H
#define ENT_IMPORT_IMPORTER_H

#include "core/rows.h"
#include "world/write.h"

typedef struct ent_reading ent_reading; /* one file being read into a world */

typedef struct {
    const char *layout;         /* "nmc": the name of the file's layout */
    const char *title;          /* what it is, for help */
    const ent_column *columns;  /* the file is this one's if it has all required columns ... */
    size_t column_count;
    const char *unlike[3];      /* ... and none of these, which its sisters have, */
    bool no_other_columns;      /* ... and no column that is not in `columns` */
    size_t version_column;      /* says the same in every row: a file is of one version; 0 = none */
    ent_status (*read)(ent_reading *reading, ent_error *error);
    const void *table;          /* what `read` works from, where several importers share it: yearly.h */
    const ent_header *header;   /* where it stands; NULL = the first row */
    const char *map;            /* checksum of the map that made it: by another, a file is read again */
    const char *derived;        /* instead of read: what such files are computed from; they stay out */
} ent_importer;

/* The importers in the order in which their files must be read; NULL past the end. */
const ent_importer *ent_importer_at(size_t index);

/* Rows of these files. */
ent_rows *ent_reading_rows(ent_reading *reading);
ent_world *ent_reading_world(ent_reading *reading);

/* Call `row` for each row of the file; at the first one ent_rows_count is 1. */
ent_status ent_reading_each_row(ent_reading *reading,
                                ent_status (*row)(ent_reading *reading, void *context,
                                                  ent_error *error),
                                void *context, ent_error *error) ENT_CHECKED;

/* Declare the source of this file. Its name becomes "NAME-VERSION". Fails if the world has that source
 * and layout from another file. Must come before series, actors and spells. */
ent_status ent_reading_source(ent_reading *reading, const ent_source *source,
                              ent_error *error) ENT_CHECKED;
/* BibTeX entries of what a source, named without its version, asks to be cited; "" = unknown: citations.c. */
const char *ent_bibtex_of(const char *source);
/* All that citations.c has, one by one; NULL past the end. */
const char *ent_bibtex_at(size_t index, const char **source);
/* Fill in kind, name, covers, position and what else the kind needs; the source is this file's. */
ent_status ent_reading_series(ent_reading *reading, ent_series *series,
                              ent_error *error) ENT_CHECKED;
int ent_reading_source_id(const ent_reading *reading);

/* Order of preference of a version: newer ones first, "7.0" before "6.0". */
int ent_position_of_version(const char *version);

/* ---- counting what becomes of rows: kind is "kept", "repaired", "left out" or "checked" ---- */
void ent_reading_count(ent_reading *reading, const char *kind, const char *format, ...)
    ENT_PRINTF(3, 4); /* the first case is kept as an example, with its line */
/* The same for many at once, counted by the importer: for what is met too often to be told one by one.
 *   line   of the first case, 0 = not known */
void ent_reading_count_many(ent_reading *reading, const char *kind, const char *reason, size_t count,
                            size_t line);

/* ---- fields ---- */
/* The actor of a COW number; 0 if no state has it (counted as left out). */
ent_status ent_reading_actor(ent_reading *reading, size_t column, int *actor,
                             ent_error *error) ENT_CHECKED;
/* The actor of a COW number, or 0. */
int ent_reading_cow(ent_reading *reading, int number);

typedef enum { ENT_START, ENT_END } ent_end;
/* A date in three columns. A month or day that is empty, `?`, 0 or negative is unknown: the date is then the
 * widest that it can mean, and *marks says so. The year must be there. */
ent_status ent_reading_date(ent_reading *reading, ent_end end, size_t year, size_t month,
                            size_t day, ent_day *out, unsigned *marks,
                            ent_error *error) ENT_CHECKED;
/* A flag, 0 or 1; empty reads as 0 and is counted as repaired. */
ent_status ent_reading_flag(ent_reading *reading, size_t column, bool *out,
                            ent_error *error) ENT_CHECKED;
/* Obligations from flag columns: columns[i] gives bits[i]. */
ent_status ent_reading_obligations(ent_reading *reading, const size_t columns[],
                                   const unsigned bits[], size_t count, unsigned *out,
                                   ent_error *error) ENT_CHECKED;

/* ---- details: what a file says beyond spells ---- */
/* A column whose value is kept as a detail, under this name and with this meaning. */
typedef struct {
    size_t column;
    const char *name, *meaning;
} ent_detail_column;

/* Keep the columns of this row as a record, for a spell or treaty that is added next. Cells that are empty
 * or -9, -8 or -7 are missing (counted as left out, by name); those that are no number are kept as texts.
 *   record  out: 0 if all are missing */
ent_status ent_reading_record(ent_reading *reading, const ent_detail_column columns[], size_t count,
                              int *record, ent_error *error) ENT_CHECKED;

/* The same, but hand the details out for the importer to look at, before ent_world_add_record.
 *   details[count]  out: *used of them */
ent_status ent_reading_details(ent_reading *reading, const ent_detail_column columns[], size_t count,
                               ent_detail details[], size_t *used, ent_error *error) ENT_CHECKED;
/* The same from values that were read before: values[i] is that of columns[i] (whose column is not used), NaN
 * is missing. */
ent_status ent_reading_record_values(ent_reading *reading, const ent_detail_column columns[],
                                     const double values[], size_t count, int *record,
                                     ent_error *error) ENT_CHECKED;

/* A party that is no state, by its name as the file has it: an actor of kind "non-state", known by the
 * scheme `party` on any day, added at first use. */
ent_status ent_reading_party(ent_reading *reading, const char *name, int *actor,
                             ent_error *error) ENT_CHECKED;

/* ---- adding ---- */
/* Add a spell and count it: kept; left out if it ends before it starts or is a duplicate. A conflict is
 * an error that names the line. `spell->number` must be NaN where there is none. */
ent_status ent_reading_add(ent_reading *reading, ent_series *series, const ent_spell *spell,
                           ent_error *error) ENT_CHECKED;
/* Add many spells of a series that only this file fills, and count them as ent_reading_add does. Sorted
 * here: much faster than one by one. */
ent_status ent_reading_add_all(ent_reading *reading, ent_series *series, ent_spell *spells,
                               size_t count, ent_error *error) ENT_CHECKED;
/* Find or add a treaty, organisation or conflict by its code. */
ent_status ent_reading_treaty(ent_reading *reading, ent_treaty *treaty, ent_error *error) ENT_CHECKED;

/* Is the actor in the state system on some day of the span? */
ent_status ent_reading_in_system(ent_reading *reading, int actor, ent_span span, bool *out,
                                 ent_error *error) ENT_CHECKED;

/* An empty spell: no number. */
ent_spell ent_spell_none(void);

/* The terms of the project's data, as its page states them. */
#define ENT_COW_TERMS                                                                              \
    "Correlates of War terms: non-commercial use, cite as asked, no redistribution of the data"

/* The importers, one file each. */
extern const ent_importer ent_import_states, ent_import_system, ent_import_majors;
extern const ent_importer ent_import_nmc;
extern const ent_importer ent_import_alliance_member, ent_import_alliance_directed,
    ent_import_alliance_dyad;
extern const ent_importer ent_import_atop_member, ent_import_atop_directed;
extern const ent_importer ent_import_contiguity;
extern const ent_importer ent_import_capitals;
extern const ent_importer ent_import_crosswalk;
extern const ent_importer ent_import_mid_disputes, ent_import_mid_parties, ent_import_mid_incidents,
    ent_import_mid_incident_parties;
extern const ent_importer ent_import_gml;
extern const ent_importer ent_import_war_inter, ent_import_war_extra, ent_import_war_intra,
    ent_import_war_nonstate;
extern const ent_importer ent_import_rivalries_tss, ent_import_rivalries_td, ent_import_arms_races;
extern const ent_importer ent_import_trade;
extern const ent_importer ent_import_igo_list, ent_import_igo_member;
extern const ent_importer ent_import_distance;
extern const ent_importer ent_import_alliance_yearly;
extern const ent_importer ent_import_atop_alliance;
extern const ent_importer ent_import_gw_states;
extern const ent_importer ent_import_powers;
extern const ent_importer ent_import_false_dyads;
extern const ent_importer ent_import_trade_national, ent_import_gdp_worldbank, ent_import_gdp_fariss,
    ent_import_gdp_anders, ent_import_democracy, ent_import_milex_gdp_share;
extern const ent_importer ent_import_derived_contiguity, ent_import_derived_alliances,
    ent_import_derived_disputes, ent_import_derived_dispute_years, ent_import_derived_wars,
    ent_import_derived_igo;

#endif
