/* What an expression of a claim's test comes to, and how such terms go together. */
#ifndef ENT_CLAIMS_TERM_H
#define ENT_CLAIMS_TERM_H

#include "entente/claims.h"

typedef struct {
    bool is_truth;
    double low, high;      /* of a number: where it lies; NaN if there is no data */
    ent_verdict verdict;   /* of a truth */
    bool is_count;         /* a number of a list: `reason` says which */
    bool is_literal;       /* a number as it is written in the test */
    char text[140];        /* as written */
    char note[200];        /* what is missing in it */
    char reason[1000];     /* of a truth: why; of a count: how many */
    char missing[360];     /* of a count: what is not known of it */
} term;

/* a op b for one of + - * /. Ranges by interval arithmetic (Moore 1966): the result lies between the least and
 * the greatest that values of both ranges can give. */
void term_calculate(term *a, char op, const term *b);

/* a sign b; `tolerance` (may be NULL) goes with "=". */
ent_verdict term_compare(const term *a, const char *sign, const term *b, const term *tolerance);

/* Kleene's three values, with "no data" as a fourth between undecided and what decides. */
ent_verdict verdict_and(ent_verdict a, ent_verdict b);
ent_verdict verdict_or(ent_verdict a, ent_verdict b);
ent_verdict verdict_not(ent_verdict a);

#endif
