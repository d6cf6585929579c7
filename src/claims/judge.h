/* A test being judged: what its parts (words and signs, terms, comparisons) share. */
#ifndef ENT_CLAIMS_JUDGE_H
#define ENT_CLAIMS_JUDGE_H

#include "claims/term.h"

enum { JUDGE_NAME_SIZE = 64, JUDGE_WORDS_MAX = 8, JUDGE_DEPTH_MAX = 24, JUDGE_STEPS_MAX = 20000 };

/* What the name of a count stands for now; the innermost first. */
typedef struct judge_variable {
    const char *name, *meaning;
    const struct judge_variable *outer;
} judge_variable;

typedef struct {
    const char *text, *at;
    const ent_claim_values *values;
    ent_claim_outcome *out;
    size_t figure_capacity, depth, steps;
    const judge_variable *variables;
    ent_error *error;
} judging;

/* Words and signs; blanks before them are passed over. */
void judge_blanks(judging *j);
ent_status judge_expected(judging *j, const char *what);
bool judge_take(judging *j, const char *sign);
ent_status judge_need(judging *j, const char *sign);
bool judge_take_word(judging *j, const char *word); /* and nothing that goes on with a letter */
ent_status judge_need_name(judging *j, char name[JUDGE_NAME_SIZE], const char *what);
ent_status judge_need_number(judging *j, double *out);
/* What was read since `start`, as a term's text. */
void judge_copy(const judging *j, const char *start, char text[140]);

/* sum, and all that binds closer (factor.c); and the whole (judge.c). */
ent_status judge_sum(judging *j, term *out);
ent_status judge_expression(judging *j, term *out);

#endif
