/* Scenarios: a YAML file with a base, named blocs, interventions and claims (docs/scenario.md). */
#ifndef ENTENTE_SCENARIO_H
#define ENTENTE_SCENARIO_H

#include "entente/snapshot.h"
#include "entente/world.h"

typedef struct ent_scenario ent_scenario;

/* Where something stands in the scenario's file, for errors found later. */
typedef struct {
    size_t line, column;
} ent_place;

typedef struct {
    const char *id, *name;
    const char *treaty;          /* members are the treaty's; NULL if they are listed */
    const char *const *members;  /* codes as written */
    const ent_place *places;     /* of each member */
    size_t member_count;
} ent_scenario_bloc;

typedef enum {
    ENT_TREATY_SIGNED,
    ENT_TREATY_ENDED,
    ENT_TREATY_JOINED,
    ENT_TREATY_LEFT,
    ENT_RIVALRY_STARTED,
    ENT_RIVALRY_ENDED,
    ENT_ATTRIBUTE_SET,
    ENT_ATTRIBUTE_SCALED,
    ENT_ATTRIBUTE_TRANSFERRED,
    ENT_ACTOR_REMOVED,
} ent_intervention_kind;

typedef struct {
    ent_intervention_kind kind;
    const char *kind_word;       /* "treaty_signed" */
    const char *id;
    ent_span date;               /* as wide as it was written; it happens on the first day */
    ent_place place;
    const char *treaty, *name;   /* of treaties */
    unsigned obligations;        /* of a treaty that is signed */
    const char *attribute, *unit;
    double number;               /* value, factor, amount or share */
    bool is_share;               /* of a transfer: `share` of what the giver has, not an amount */
    const char *const *actors;   /* members; actor; a and b; giver and taker */
    const ent_place *places;
    size_t actor_count;
    const char *source, *note;
    unsigned marks;
} ent_intervention;

/* A number that claims use, written into the file: known, or a range; one, or one a year. */
typedef struct {
    int year;
    double low, high;
} ent_figure_year;

typedef struct {
    const char *id, *name, *unit, *source, *note;
    double low, high;             /* where there are no years */
    const ent_figure_year *years;
    size_t year_count;
    unsigned marks;
} ent_scenario_figure;

typedef enum { ENT_SAYS_SUPPORTS, ENT_SAYS_CONTRADICTS, ENT_SAYS_CONTEXT } ent_evidence_says;

typedef struct {
    ent_evidence_says says;
    const char *type;            /* a word of the file's own, or NULL: official, press ... */
    const char *statement, *source, *note;
    const char *date_text;
    ent_span date;
    unsigned marks;
} ent_scenario_evidence;

typedef struct {
    const char *id, *statement, *source, *note;
    bool documented;             /* by evidence; else measured by its test */
    const char *holds_if;        /* the test (docs/scenario.md); its place is `place` */
    const char *fails_if;        /* of a documented claim: neither of the two is undecided */
    ent_place place, fails_place;
    const ent_scenario_evidence *evidence;
    size_t evidence_count;
    ent_day horizon, as_of;      /* open till then, looked at till then; 0 = not said */
    bool before;                 /* judged on the base; else after the interventions */
    unsigned marks;
} ent_scenario_claim;

/* What an answer is to be tried with: an estimate of a fit from one number to another, two choices of rates, or an
 * intervention left out. What only a fit can tell (is there such an effect?) is checked when it is used. */
typedef enum { ENT_UNSURE_PARAMETER, ENT_UNSURE_RATES, ENT_UNSURE_INTERVENTION } ent_unsure_kind;

typedef struct {
    ent_unsure_kind kind;
    const char *parameter;       /* "density", "same(region)" */
    double from, to;             /* of a parameter */
    const char *rates[2];        /* "lowest", "highest" */
    const char *intervention;    /* its id */
    ent_place places[2];         /* of the parameter, of both rates, of the intervention */
} ent_scenario_unsure;

/* A path of an attribute that is given, not forecast: values of years, with who says so. */
typedef struct {
    const char *actor, *source;  /* as written */
    int year;
    double value;                /* above 0; in the unit of the attribute */
    size_t line;
} ent_given_value;

typedef struct {
    const char *file, *checksum; /* where the values stand: a CSV file, or the scenario's; SHA-256 of a CSV file, else NULL */
    const char *attribute;       /* that they are of; NULL = the file alone does not say */
    const ent_given_value *values; /* [count] one or more, as written */
    size_t count;
} ent_given_paths;

/* Read a CSV file of paths: columns actor, year, value, source. Who the actors are and which years can be given is checked where
 * they are used.
 *   out  freed with ent_given_paths_free
 * Errors: ENT_ERR_INPUT names file, line, field and value: no year, no number above 0, no source, nothing given. ENT_ERR_FILE. */
ENT_API ent_status ent_given_paths_open(const char *path, ent_given_paths **out, ent_error *error) ENT_CHECKED;
ENT_API void ent_given_paths_free(ent_given_paths *paths);

typedef struct {
    const char *path, *checksum;
    const char *title, *question, *description, *source;
    const char *world_path;      /* of a base that is a world: as written, beside the scenario */
    ent_day date;
    const ent_scenario_bloc *blocs;
    size_t bloc_count;
    const ent_intervention *interventions; /* by date */
    size_t intervention_count;
    const ent_scenario_unsure *sensitivity; /* as written; NULL = the file has no such list */
    size_t sensitivity_count;
    const ent_given_paths *paths; /* NULL = the file gives none */
    const ent_scenario_figure *figures;
    size_t figure_count;
    const ent_scenario_claim *claims;
    size_t claim_count;
} ent_scenario_content;

/* Read and check a scenario's file.
 *   out  freed with ent_scenario_free
 * Errors: ENT_ERR_INPUT names file, line, column: unknown and doubled keys, wrong dates, kinds ... */
ENT_API ent_status ent_scenario_open(const char *path, ent_scenario **out,
                                     ent_error *error) ENT_CHECKED;
ENT_API void ent_scenario_free(ent_scenario *scenario);

/* What it says; borrowed as long as the scenario lives. */
ENT_API const ent_scenario_content *ent_scenario_get(const ent_scenario *scenario);

/* The base as a world: the one named in the file, opened, or one in memory with what the file says.
 *   out  closed with ent_world_close */
ENT_API ent_status ent_scenario_world(const ent_scenario *scenario, ent_world **out,
                                      ent_error *error) ENT_CHECKED;

/* Who is in a bloc.
 *   member[n]   out: 1 for its members, n = actor_count
 *   absent      out, may be NULL: codes of listed members that the snapshot has not, joined by ", " in a
 *               text that the caller frees; NULL if there are none
 * Errors: ENT_ERR_INPUT: the bloc's treaty is not in the snapshot; every listed member is absent. */
ENT_API ent_status ent_scenario_members(const ent_scenario *scenario, const ent_scenario_bloc *bloc,
                                        const ent_snapshot *snapshot, uint8_t *member,
                                        char **absent, ent_error *error) ENT_CHECKED;

/* Apply all interventions to a snapshot, in the order of their dates. A removed actor stays in the arrays
 * without ties, values and codes, so that indices keep their meaning: removed[n] marks it.
 *   snapshot  is changed; after a failure it is spoilt
 *   removed   [n] out
 * Errors: ENT_ERR_INPUT names file, line and column: an unknown actor, treaty or attribute, a treaty that
 * is signed twice, a member that leaves without being one. */
ENT_API ent_status ent_scenario_apply(const ent_scenario *scenario, ent_snapshot *snapshot,
                                      uint8_t *removed, ent_error *error) ENT_CHECKED;
/* The same of one of them alone, by its index. */
ENT_API ent_status ent_scenario_apply_one(const ent_scenario *scenario, size_t index, ent_snapshot *snapshot,
                                          uint8_t *removed, ent_error *error) ENT_CHECKED;

#endif
