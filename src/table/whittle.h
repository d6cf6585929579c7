/* From several disputes of a pair at one time to one: rules that look inside a dyad-year and drop only what
 * loses against a sibling. Each rule is a rank; the rows of the highest rank stay.
 * Source: the rules of EUGene and peacesciencer (Miller 2022, Conflict Management and Peace Science
 * 39(6):763-79, article "coerce dispute-year data into dyad-year data"), which are for COW and GML disputes. */
#ifndef ENT_TABLE_WHITTLE_H
#define ENT_TABLE_WHITTLE_H

#include "entente/core.h"

/* What a rule may ask of a conflict of a pair; NaN where it is not known. */
typedef struct {
    int a, b;      /* the pair; b = 0: one state */
    size_t time;
    double number; /* of the conflict in its source: the lowest is the first */
    bool onset;
    double fatality, hostility, mindur, maxdur, recip, stmon, deaths;
    size_t place;  /* of what it stands for */
} whittle_row;

typedef struct {
    const char *name, *help;
    double (*rank)(const whittle_row *row);
} whittle_rule;

enum { WHITTLE_RULES_MAX = 16 };

typedef struct {
    const whittle_rule *rules[WHITTLE_RULES_MAX];
    size_t count;
} whittle_chain;

#define WHITTLE_DISPUTES "onsets,fatality,hostility,mindur,maxdur,recip,stmon,jds"
#define WHITTLE_WARS "onsets,deaths,jds"

/* All rules, in the order of the usual chain; NULL past the end. */
const whittle_rule *whittle_rule_at(size_t index);

/* "onsets,fatality,jds" as rules. Errors: ENT_ERR_ARGUMENT: an unknown rule, one that stands twice, none. */
ent_status whittle_parse(const char *text, whittle_chain *out, ent_error *error) ENT_CHECKED;

/* Order rows by a, b, time, number, as whittle_apply needs them. */
void whittle_sort(whittle_row rows[], size_t count);

/* Apply one rule to ordered rows; those that stay move to the front, in their order. Returns how many. */
size_t whittle_apply(const whittle_rule *rule, whittle_row rows[], size_t count);

/* How many pairs and times still have several rows (ordered). */
size_t whittle_repeated(const whittle_row rows[], size_t count);

/* Sort and apply a chain. Errors: ENT_ERR_ARGUMENT: after it a pair still has several rows at a time.
 *   count  in: rows; out: those that stay */
ent_status whittle(const whittle_chain *chain, whittle_row rows[], size_t *count,
                   ent_error *error) ENT_CHECKED;

#endif
