/* Claims: a test in a small language, and its verdict on named values.
 *
 *   test        = and {"or" and}
 *   and         = not {"and" not}
 *   not         = ["not"] comparison
 *   comparison  = sum [sign sum ["within" sum]]     sign: < > <= >= =; within goes with =
 *   sum         = product {("+" | "-") product}
 *   product     = factor {("*" | "/") factor}
 *   factor      = number | "-" factor | "(" test ")" | name | name "(" word {"," word} ")"
 *               | "count" | "sum" | "any" | "all" "(" name "in" list ":" test ")"
 *   list        = "[" word {"," word} "]" | integer ".." integer
 *
 * In a count, sum, any or all the name stands for each of the list in turn, as a value's name, as one of
 * its words or as a number:
 *   count(m in [gdp, milex]: m(east) > m(west)) > 1
 *   any(y in 2016..2026: defense(RUS, CHN, y) = 1)
 * What a name with its words is, is the caller's: values come through ent_claim_values.
 *
 * A value is known, or missing, or known to lie in a range (a sum of which a part is missing; an
 * estimate). A test holds or fails if it does so wherever in their ranges the values lie; if it depends on
 * that it is undecided. */
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

/* A value that a test names: it lies from low to high. */
typedef struct {
    double low, high; /* equal if it is known; INFINITY as high: some of it is missing, which could only
                       * add to it; NaN both if there is none */
    char note[200];   /* why it is missing, or what is missing in it; "" if nothing */
} ent_claim_value;

/* A value that is known exactly. NaN: there is none. */
static inline ent_claim_value ent_claim_number(double number)
{
    return (ent_claim_value){.low = number, .high = number};
}

/* Where values come from: name(words[0], words[1] ...). Errors: ENT_ERR_INPUT: no such name, bloc, actor. */
typedef struct {
    void *user;
    ent_status (*value)(void *user, const char *name, const char *const words[], size_t word_count,
                        ent_claim_value *out, ent_error *error);
} ent_claim_values;

/* One comparison that was made. It holds or fails if what is missing cannot change that; else it is
 * undecided, or without data. */
typedef struct {
    char left[140], right[140];  /* as written: "cinc(nato)" */
    double left_value, right_value; /* at least */
    char sign[3];
    ent_verdict verdict;
    char note[420];
} ent_claim_figure;

typedef struct {
    ent_verdict verdict;
    char reason[1200];           /* computed: "2 of 6 (cinc, milper); the claim needs more than 3" */
    ent_claim_figure *figures;   /* freed with ent_claim_outcome_clear */
    size_t figure_count;
} ent_claim_outcome;

/* Judge a test.
 *   text    the expression
 *   column  out, may be NULL: after ENT_ERR_INPUT where in the text it is wrong, from 1; 0 = not known
 * Errors: ENT_ERR_INPUT: not an expression, an unknown name, or one that takes over 20,000 steps. */
ENT_API ent_status ent_claim_judge(const char *text, const ent_claim_values *values,
                                   ent_claim_outcome *out, size_t *column,
                                   ent_error *error) ENT_CHECKED;
ENT_API void ent_claim_outcome_clear(ent_claim_outcome *outcome);

#endif
