/* A world: one SQLite file with actors, their codes and membership, layers of ties, treaties and
 * attributes, all as dated spells, each with its source. docs/world.md draws the schema.
 *
 * What one source says of one layer, attribute or system of membership is a series, written
 * `cinc@nmc-7.0`. Series of the same name lie side by side and are never merged. */
#ifndef ENTENTE_WORLD_H
#define ENTENTE_WORLD_H

#include "entente/core.h"
#include "entente/day.h"

typedef struct ent_world ent_world;

typedef enum {
    ENT_WORLD_READ,  /* the file must exist and is not changed */
    ENT_WORLD_WRITE, /* the file is made if there is none, and migrated if it is older */
} ent_world_mode;

/* Open a world.
 *   path   file name; NULL with ENT_WORLD_WRITE = a world in memory
 *   out    freed with ent_world_close
 * Errors: ENT_ERR_INPUT (missing, not a world, or made by a newer version), ENT_ERR_FILE (damaged, locked
 * by another program), ENT_ERR_MEMORY. Cost: a few milliseconds. */
ENT_API ent_status ent_world_open(const char *path, ent_world_mode mode, ent_world **out,
                                  ent_error *error) ENT_CHECKED;
ENT_API void ent_world_close(ent_world *world);

/* SHA-256 over the checksums of all files that were read into the world and the order of preference:
 * two worlds with the same content have the same one. */
ENT_API ent_status ent_world_checksum(ent_world *world, char hex[65], ent_error *error) ENT_CHECKED;

/* Is the file whole? All pages, indices, and rows that name others are looked at.
 * Errors: ENT_ERR_FILE says what is damaged. Cost: reads the whole file, a second for 100 MB. */
ENT_API ent_status ent_world_integrity(ent_world *world, ent_error *error) ENT_CHECKED;

/* ---- obligations of a treaty, from one party to another ---- */
enum {
    ENT_DEFENSE = 1,      /* help when the other is attacked */
    ENT_OFFENSE = 2,      /* join when the other attacks */
    ENT_NEUTRALITY = 4,   /* no help to the other's enemy */
    ENT_NONAGGRESSION = 8,
    ENT_CONSULTATION = 16, /* COW calls it entente */
    ENT_OBLIGATIONS_ALL = 31,
};

/* "defense;consultation" as bits, separated by ';'. Errors: ENT_ERR_INPUT: an unknown word. */
ENT_API ent_status ent_obligations_parse(const char *text, unsigned *out,
                                         ent_error *error) ENT_CHECKED;
/* The word of one bit, a constant string. */
ENT_API const char *ent_obligation_word(unsigned bit);

/* How obligations give the level of an alliance tie, by the scale of its source:
 *   cow   3 defence; 2 neutrality or nonaggression; 1 entente; 0 none
 *         (Signorino & Ritter 1999, Int. Studies Quarterly 43:115-44; offence, which COW does not
 *         code, counts as 3)
 *   atop  3 defence or offence; 2 neutrality or consultation; 1 nonaggression only; 0 none
 *         (Leeds et al. 2002, as used by peacesciencer for similarity) */
typedef enum { ENT_SCALE_NONE, ENT_SCALE_COW, ENT_SCALE_ATOP } ent_scale;
ENT_API int ent_alliance_level(ent_scale scale, unsigned obligations);
ENT_API const char *ent_scale_text(ent_scale scale); /* the line above, for people */

/* The level of two ties of one pair in a layer: the higher one; in layers whose name begins with
 * `contiguity` the lower type, 1 being a land border. 0 is no tie. */
ENT_API int ent_level_join(const char *layer, int a, int b);

/* ---- marks of a spell ---- */
enum {
    ENT_MARK_FROM_WIDENED = 1,   /* day or month of the start unknown: the earliest it can mean */
    ENT_MARK_TO_WIDENED = 2,     /* the same for the end: the latest */
    ENT_MARK_LEFT_CENSORED = 4,  /* began before the source begins */
    ENT_MARK_RIGHT_CENSORED = 8, /* still so when the source ends */
    ENT_MARK_UNVERIFIED = 16,
    ENT_MARK_DISPUTED = 32,
    ENT_MARK_LOW_CONFIDENCE = 64,
};
#define ENT_MARKS_DOUBT (ENT_MARK_UNVERIFIED | ENT_MARK_DISPUTED | ENT_MARK_LOW_CONFIDENCE)

/* ---- series ---- */
typedef enum { ENT_LAYER, ENT_ATTRIBUTE, ENT_SYSTEM, ENT_TREATIES, ENT_CONFLICTS,
               ENT_SERIES_KINDS /* how many */ } ent_series_kind;
ENT_API const char *ent_series_kind_word(ent_series_kind kind);

/* What a layer's ties carry. */
typedef enum { ENT_BINARY, ENT_ORDERED, ENT_VALUED } ent_tie_measure;

typedef struct {
    int id;
    ent_series_kind kind;
    char name[64], source[64];
    bool directed;           /* layers: a tie may differ by direction */
    ent_tie_measure measure; /* layers */
    ent_scale scale;         /* the layer alliance */
    ent_span covers;         /* beyond it the answer is "not covered", never "no" */
    int position;            /* order of preference among the series of one name, lowest first */
    int longest_days;        /* of its spells */
    int source_id;
} ent_series;

/* Find a series by name: `cinc` (the preferred source) or `cinc@nmc-6.0`. After the `@` some parts of
 * the source's name are enough, in their order: `alliance@cow-4.1` is cow-alliance-4.1, `cinc@nmc` the
 * preferred version of NMC. Errors: ENT_ERR_INPUT lists what there is. */
ENT_API ent_status ent_world_resolve(ent_world *world, ent_series_kind kind, const char *name,
                                     ent_series *out, ent_error *error) ENT_CHECKED;

/* All series of a kind by name, then preference: an array of *count owned by the world, borrowed till it
 * is closed or written to. */
ENT_API const ent_series *ent_world_series(const ent_world *world, ent_series_kind kind,
                                           size_t *count);

/* ---- spells ---- */
/* One dated row of a series. What is not said is 0 (number: NaN). */
typedef struct {
    ent_span span;
    int a, b;              /* actors; values, memberships and treaty members have no b */
    int treaty;            /* of a tie or member: the treaty, organisation or conflict, or 0 */
    int level;             /* of an ordered tie; of a member its kind; of a party its side */
    unsigned obligations;  /* that a owes b (of a treaty member: what it owes) */
    unsigned marks;
    double number;         /* of a value or a valued tie */
    int unit;              /* see ent_world_unit */
    int text, citation, note; /* see ent_world_phrase */
    int record;            /* see ent_world_details */
} ent_spell;

typedef struct {
    ent_spell *items;
    size_t count;
} ent_spells;

/* All spells of a series that touch a span of days, ordered by first day, a, b, treaty.
 *   out   items freed with ent_spells_clear
 * Cost: proportional to the rows that begin within `longest_days` before the span. */
ENT_API ent_status ent_world_spells(ent_world *world, const ent_series *series, ent_span span,
                                    ent_spells *out, ent_error *error) ENT_CHECKED;
/* The same for one day, with what a tie says only: actors, treaty, level, obligations, marks, number,
 * citation. Days and all else are 0. For layers with many ties: a third faster. */
ENT_API ent_status ent_world_ties(ent_world *world, const ent_series *series, ent_day day,
                                  ent_spells *out, ent_error *error) ENT_CHECKED;
/* Those of ent_world_spells with their days, actors and number only; all else is 0. For layers with a number for
 * each pair and year: half the time. */
ENT_API ent_status ent_world_numbers(ent_world *world, const ent_series *series, ent_span span,
                                     ent_spells *out, ent_error *error) ENT_CHECKED;
ENT_API void ent_spells_clear(ent_spells *spells);

/* Texts by number, "" for 0; borrowed till the world is closed or written to. NULL if it could not be read
 * or memory ran out. */
ENT_API const char *ent_world_unit(const ent_world *world, int unit);
ENT_API const char *ent_world_phrase(ent_world *world, int phrase);

/* The phrases that any row cites as its source, in the order of their text; *out is freed with free(). */
ENT_API ent_status ent_world_citations(ent_world *world, int **out, size_t *count,
                                       ent_error *error) ENT_CHECKED;

/* How many values, ties and treaty members cite no source of their own, beside that of their series. */
ENT_API ent_status ent_world_uncited(ent_world *world, size_t *out, ent_error *error) ENT_CHECKED;

/* ---- details ---- */
/* What a source says beyond what a spell or treaty holds, in its own codes: of a dispute its highest
 * action, of a party its battle deaths. A record is all details of one spell or treaty. */
typedef struct {
    int record, field;
    double number; /* NaN where the source has a text */
    int text;      /* see ent_world_phrase */
} ent_detail;

typedef struct {
    int id;
    char name[64], meaning[160];
} ent_field;

/* The details of records `first` to `last`, ordered by record, then field; *out is freed with free(). */
ent_status ent_world_details(ent_world *world, int first, int last, ent_detail **out, size_t *count,
                             ent_error *error) ENT_CHECKED;
/* The fields of a source, by id; *out is freed with free(). */
ent_status ent_world_fields(ent_world *world, int source, ent_field **out, size_t *count,
                            ent_error *error) ENT_CHECKED;

/* ---- actors ---- */
typedef struct {
    int id;               /* from 1 to ent_world_actor_count */
    char name[96];
    char abb[64];         /* COW abbreviation; for other actors their short name */
    char kind[32];        /* "state" unless said otherwise */
} ent_actor;

typedef struct {
    int actor;
    char scheme[16], code[64];
    ent_span span;
} ent_code;

ENT_API size_t ent_world_actor_count(const ent_world *world);
/* Borrowed till the world is closed or written to; NULL for an id that is not there. */
ENT_API const ent_actor *ent_world_actor(const ent_world *world, int id);
/* All codes, by scheme, code, first day; borrowed likewise. */
ENT_API const ent_code *ent_world_codes(ent_world *world, size_t *count);

/* Split a code as users write it into scheme and code: bare digits are `cow`, other bare text `abb`.
 *   scheme  out: 16 bytes
 * Returns the code within text, NULL if the scheme is too long. */
ENT_API const char *ent_code_split(const char *text, char scheme[16]);

/* Who holds a code at some time within a span? Bare text is a COW number or abbreviation, else
 * `scheme:code` (cow, gw, abb, iso3, name). Errors: ENT_ERR_INPUT when nobody or more than one actor
 * does; the message lists candidates. */
ENT_API ent_status ent_world_find_actor(ent_world *world, const char *code, ent_span span, int *out,
                                        ent_error *error) ENT_CHECKED;

/* ---- treaties and conflicts ---- */
/* What actors are members of or parties to: a treaty (cow:227), an organisation (igo:un), a dispute
 * (mid:3551), a war (war:139). Its series says which. */
typedef struct {
    int id;
    int series;
    char code[64];        /* as written by users; a scenario's treaty has an id of its own */
    char name[160];
    ent_span span;
    unsigned marks;
    int citation, note;
    int record;           /* see ent_world_details */
} ent_treaty;

/* Errors: ENT_ERR_INPUT: no such treaty; the message lists near ones. */
ENT_API ent_status ent_world_find_treaty(ent_world *world, const char *code, ent_treaty *out,
                                         ent_error *error) ENT_CHECKED;
ENT_API ent_status ent_world_treaty(ent_world *world, int id, ent_treaty *out,
                                    ent_error *error) ENT_CHECKED;
/* Those of a series by code; series NULL: all of them. *out is freed with free(). */
ENT_API ent_status ent_world_treaties(ent_world *world, const ent_series *series, ent_treaty **out,
                                      size_t *count, ent_error *error) ENT_CHECKED;

/* ---- successions ---- */
typedef struct {
    int predecessor, successor; /* actors */
    ent_day day;
    char kind[16]; /* continues, merges, splits */
} ent_succession;

/* All of them by day; *out is freed with free(). */
ENT_API ent_status ent_world_successions(ent_world *world, ent_succession **out, size_t *count,
                                         ent_error *error) ENT_CHECKED;

/* ---- sources ---- */
enum { ENT_BIBTEX_MAX = 2400 };

typedef struct {
    int id;
    char name[64], version[32];
    char title[160], citation[400], terms[200];
    char bibtex[ENT_BIBTEX_MAX]; /* entries for what `citation` names; "" = none given */
} ent_source;

/* Borrowed till the world is closed or written to. */
ENT_API const ent_source *ent_world_sources(const ent_world *world, size_t *count);
/* Do its terms forbid to pass the data on? */
ENT_API bool ent_source_is_restricted(const ent_source *source);
/* Does a source go by this name: all of it, or some parts in their order (cow-4.1)? */
ENT_API bool ent_source_is_called(const char *source, const char *wanted);

/* A file that was read into a world. */
typedef struct {
    int source_id;
    char layout[64], path[256], sha256[65];
    long long row_count;
} ent_world_file;

/* All of them in the order of reading; *out is freed with free(). */
ENT_API ent_status ent_world_files(ent_world *world, ent_world_file **out, size_t *count,
                                   ent_error *error) ENT_CHECKED;

/* One line of an import report: what became of the rows of a file, and why. */
typedef struct {
    char source[64], layout[64], path[256], sha256[65];
    char kind[16];    /* read, kept, repaired, left out, checked */
    char reason[160];
    long long count;
    char example[120]; /* the first case: "line 42: ..." */
} ent_import_note;

/* The reports of all imports, in the order of reading; *out is freed with free(). */
ENT_API ent_status ent_world_notes(ent_world *world, ent_import_note **out, size_t *count,
                                   ent_error *error) ENT_CHECKED;

#endif
