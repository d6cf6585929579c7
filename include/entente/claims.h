/* Claims: a test in a small language, and its verdict on named values.
 *
 *   test        = comparison | count
 *   comparison  = term ("<" | ">") term
 *   count       = "count" "(" name "in" "[" name {"," name} "]" ":" comparison ")" ("<" | ">") number
 *   term        = number | name "(" name ")"          a measure of a bloc or actor: cinc(nato)
 *
 * In the comparison of a count the first name stands for each of the list in turn:
 *   count(m in [gdp, milex]: m(east) > m(west)) > 1
 * What a measure and a name are is the caller's: values come through ent_claim_values. */
#ifndef ENTENTE_CLAIMS_H
#define ENTENTE_CLAIMS_H

#include "entente/core.h"

typedef enum {
    ENT_CLAIM_HOLDS,
    ENT_CLAIM_FAILS,
    ENT_CLAIM_UNDECIDED, /* the data that there are do not settle it */
    ENT_CLAIM_NO_DATA,
} ent_verdict;

ENT_API const char *ent_verdict_word(ent_verdict verdict);

/* A value that a test names. */
typedef struct {
    double number;  /* NaN if there is none */
    bool at_least;  /* some of it is missing, which could only add to it */
    char note[200]; /* why it is missing, or what is missing in it; "" if nothing */
} ent_claim_value;

/* Where values come from: measure(of). Errors: ENT_ERR_INPUT: no such measure, bloc or actor. */
typedef struct {
    void *user;
    ent_status (*value)(void *user, const char *measure, const char *of, ent_claim_value *out,
                        ent_error *error);
} ent_claim_values;

/* One comparison that was made. It holds or fails if what is missing cannot change that; else it is
 * undecided, or without data. */
typedef struct {
    char left[140], right[140];  /* as written: "cinc(nato)" */
    double left_value, right_value;
    bool is_greater;             /* the sign is ">" */
    ent_verdict verdict;
    char note[420];
} ent_claim_figure;

typedef struct {
    ent_verdict verdict;
    char reason[400];            /* computed: "2 of 6 (cinc, milper); the claim needs more than 3" */
    ent_claim_figure *figures;   /* freed with ent_claim_outcome_clear */
    size_t figure_count;
} ent_claim_outcome;

/* Judge a test.
 *   text    the expression
 *   column  out, may be NULL: after ENT_ERR_INPUT where in the text it is wrong, from 1; 0 = not known
 * Errors: ENT_ERR_INPUT: not an expression, or an unknown name. */
ENT_API ent_status ent_claim_judge(const char *text, const ent_claim_values *values,
                                   ent_claim_outcome *out, size_t *column,
                                   ent_error *error) ENT_CHECKED;
ENT_API void ent_claim_outcome_clear(ent_claim_outcome *outcome);

#endif
