/* The language of measured claims: see entente/claims.h. Parsed and judged in one pass by recursive
 * descent; a count parses its comparison once for each of its list. */
#include "entente/claims.h"

#include "core/memory.h"
#include "core/text.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_SIZE = 64 };

typedef struct {
    const char *text, *at;
    const ent_claim_values *values;
    ent_claim_outcome *out;
    size_t figure_capacity;
    const char *variable, *meaning; /* within a count: `m` and what it stands for now */
    ent_error *error;
} judging;

const char *ent_verdict_word(ent_verdict verdict)
{
    static const char *const words[] = {"holds", "fails", "undecided", "no data"};
    return words[verdict];
}

void ent_claim_outcome_clear(ent_claim_outcome *outcome)
{
    free(outcome->figures);
    outcome->figures = NULL;
    outcome->figure_count = 0;
}

/* ---- words and signs ---- */

static void skip_blanks(judging *j)
{
    while (isspace((unsigned char)*j->at))
        j->at++;
}

static ent_status fail_expected(judging *j, const char *what)
{
    skip_blanks(j);
    if (*j->at == '\0')
        return ent_fail(j->error, ENT_ERR_INPUT, "the test ends where %s is expected", what);
    return ent_fail(j->error, ENT_ERR_INPUT, "expected %s, found '%.20s'", what, j->at);
}

static bool take_sign(judging *j, char sign)
{
    skip_blanks(j);
    if (*j->at != sign)
        return false;
    j->at++;
    return true;
}

static ent_status need_sign(judging *j, char sign)
{
    const char what[] = {'\'', sign, '\'', '\0'};
    return take_sign(j, sign) ? ENT_OK : fail_expected(j, what);
}

/* A name: letters, digits, '_', and ':' as in iso3:FRA. */
static ent_status need_name(judging *j, char name[NAME_SIZE], const char *what)
{
    skip_blanks(j);
    size_t length = 0;
    while (isalnum((unsigned char)j->at[length]) || j->at[length] == '_' ||
           (length > 0 && j->at[length] == ':' && isalnum((unsigned char)j->at[length + 1])))
        length++;
    if (length == 0 || length >= NAME_SIZE)
        return fail_expected(j, what);
    memcpy(name, j->at, length);
    name[length] = '\0';
    j->at += length;
    return ENT_OK;
}

static ent_status need_number(judging *j, double *out)
{
    char digits[40];
    skip_blanks(j);
    size_t length = strspn(j->at, "0123456789.eE+-");
    if (length == 0 || length >= sizeof digits)
        return fail_expected(j, "a number");
    memcpy(digits, j->at, length);
    digits[length] = '\0';
    if (!ent_parse_number(digits, out))
        return fail_expected(j, "a number");
    j->at += length;
    return ENT_OK;
}

static ent_status need_comparison_sign(judging *j, bool *greater)
{
    *greater = take_sign(j, '>');
    return *greater || take_sign(j, '<') ? ENT_OK : fail_expected(j, "'<' or '>'");
}

/* ---- terms and comparisons ---- */

/* A number, or a measure of something; its text and value, and what is missing in it. */
static ent_status parse_term(judging *j, char text[140], ent_claim_value *value)
{
    char measure[NAME_SIZE], of[NAME_SIZE];
    *value = (ent_claim_value){.number = (double)NAN};
    skip_blanks(j);
    if (isdigit((unsigned char)*j->at) || *j->at == '-' || *j->at == '.') {
        ent_status status = need_number(j, &value->number);
        snprintf(text, 140, "%.10g", value->number);
        return status;
    }
    const char *start = j->at;
    ent_status status = need_name(j, measure, "a number or a measure");
    if (status == ENT_OK)
        status = need_sign(j, '(');
    if (status == ENT_OK)
        status = need_name(j, of, "a bloc or actor");
    if (status == ENT_OK)
        status = need_sign(j, ')');
    if (status != ENT_OK)
        return status;
    if (j->variable && strcmp(measure, j->variable) == 0)
        snprintf(measure, sizeof measure, "%s", j->meaning);
    snprintf(text, 140, "%s(%s)", measure, of);
    status = j->values->value(j->values->user, measure, of, value, j->error);
    if (status != ENT_OK)
        j->at = start;
    return status;
}

/* Is big > small? A value of which some is missing can be anything from what is known upward. */
static ent_verdict compare(const ent_claim_value *big, const ent_claim_value *small)
{
    if (isnan(big->number) || isnan(small->number))
        return ENT_CLAIM_NO_DATA;
    if (big->number > small->number)
        return small->at_least ? ENT_CLAIM_UNDECIDED : ENT_CLAIM_HOLDS;
    return big->at_least ? ENT_CLAIM_UNDECIDED : ENT_CLAIM_FAILS;
}

static ent_status parse_comparison(judging *j, ent_verdict *verdict)
{
    ent_claim_figure figure = {0};
    ent_claim_value left, right;
    ent_status status = parse_term(j, figure.left, &left);
    if (status == ENT_OK)
        status = need_comparison_sign(j, &figure.is_greater);
    if (status == ENT_OK)
        status = parse_term(j, figure.right, &right);
    if (status != ENT_OK)
        return status;
    figure.left_value = left.number;
    figure.right_value = right.number;
    figure.verdict = figure.is_greater ? compare(&left, &right) : compare(&right, &left);
    if (strcmp(left.note, right.note) == 0)
        right.note[0] = '\0';
    snprintf(figure.note, sizeof figure.note, "%s%s%s", left.note,
             *left.note && *right.note ? "; " : "", right.note);
    if (!ent_grow(&j->out->figures, j->out->figure_count, &j->figure_capacity,
                  sizeof *j->out->figures))
        return ent_fail_memory(j->error);
    j->out->figures[j->out->figure_count++] = figure;
    *verdict = figure.verdict;
    return ENT_OK;
}

/* ---- count ---- */

typedef struct {
    char (*names)[NAME_SIZE];
    size_t count, capacity;
} name_list;

static ent_status parse_list(judging *j, name_list *list)
{
    ent_status status = need_sign(j, '[');
    do {
        if (status == ENT_OK && !ent_grow(&list->names, list->count, &list->capacity, NAME_SIZE))
            status = ent_fail_memory(j->error);
        if (status == ENT_OK)
            status = need_name(j, list->names[list->count], "a measure");
        list->count += status == ENT_OK;
    } while (status == ENT_OK && take_sign(j, ','));
    return status == ENT_OK ? need_sign(j, ']') : status;
}

/* How many comparisons of a count came out how. */
typedef struct {
    size_t holds, fails, undecided, no_data;
    ent_buffer names; /* those that hold */
} tally;

/* Make the comparison for each of the list; the text is parsed anew each time. */
static ent_status tally_list(judging *j, const name_list *list, tally *t)
{
    const char *comparison = j->at;
    for (size_t i = 0; i < list->count; i++) {
        ent_verdict verdict;
        j->at = comparison;
        j->meaning = list->names[i];
        ent_status status = parse_comparison(j, &verdict);
        if (status != ENT_OK)
            return status;
        t->holds += verdict == ENT_CLAIM_HOLDS;
        t->fails += verdict == ENT_CLAIM_FAILS;
        t->undecided += verdict == ENT_CLAIM_UNDECIDED;
        t->no_data += verdict == ENT_CLAIM_NO_DATA;
        if (verdict == ENT_CLAIM_HOLDS)
            ent_buffer_format(&t->names, "%s%s", t->names.length ? ", " : "", list->names[i]);
    }
    j->variable = NULL;
    return t->names.failed ? ent_fail_memory(j->error) : ENT_OK;
}

/* Between `holds` and `holds` plus the open ones are true: the verdict is what is so at both ends. */
static void judge_tally(judging *j, const tally *t, bool greater, double limit)
{
    ent_claim_outcome *out = j->out;
    double least = (double)t->holds, most = (double)(t->holds + t->undecided + t->no_data);
    bool at_least = greater ? least > limit : least < limit;
    bool at_most = greater ? most > limit : most < limit;
    size_t all = t->holds + t->fails + t->undecided + t->no_data;
    if (t->no_data == all)
        out->verdict = ENT_CLAIM_NO_DATA;
    else if (at_least != at_most)
        out->verdict = ENT_CLAIM_UNDECIDED;
    else
        out->verdict = at_least ? ENT_CLAIM_HOLDS : ENT_CLAIM_FAILS;
    int used = snprintf(out->reason, sizeof out->reason, "%zu of %zu%s%.150s%s; the claim needs %s than %g",
                        t->holds, all, t->holds ? " (" : "", ent_buffer_text(&t->names),
                        t->holds ? ")" : "", greater ? "more" : "fewer", limit);
    if (t->no_data > 0)
        used += snprintf(out->reason + used, sizeof out->reason - (size_t)used,
                         "; %zu of %zu have no data", t->no_data, all);
    if (t->undecided > 0)
        snprintf(out->reason + used, sizeof out->reason - (size_t)used,
                 "; what is missing could change %zu of %zu", t->undecided, all);
}

static ent_status parse_count(judging *j)
{
    char variable[NAME_SIZE], in[NAME_SIZE];
    name_list list = {0};
    tally t = {0};
    bool greater;
    double limit;
    ent_status status = need_sign(j, '(');
    if (status == ENT_OK)
        status = need_name(j, variable, "a name for each of the list");
    skip_blanks(j);
    const char *word = j->at;
    if (status == ENT_OK)
        status = need_name(j, in, "'in'");
    if (status == ENT_OK && strcmp(in, "in") != 0) {
        j->at = word;
        status = fail_expected(j, "'in'");
    }
    if (status == ENT_OK)
        status = parse_list(j, &list);
    if (status == ENT_OK)
        status = need_sign(j, ':');
    j->variable = variable;
    if (status == ENT_OK)
        status = tally_list(j, &list, &t);
    if (status == ENT_OK)
        status = need_sign(j, ')');
    if (status == ENT_OK)
        status = need_comparison_sign(j, &greater);
    if (status == ENT_OK)
        status = need_number(j, &limit);
    if (status == ENT_OK)
        judge_tally(j, &t, greater, limit);
    j->variable = j->meaning = NULL;
    ent_buffer_clear(&t.names);
    free(list.names);
    return status;
}

/* ---- a test ---- */

static ent_status parse_plain(judging *j)
{
    ent_verdict verdict;
    ent_status status = parse_comparison(j, &verdict);
    if (status != ENT_OK)
        return status;
    const ent_claim_figure *figure = &j->out->figures[0];
    j->out->verdict = verdict;
    if (verdict == ENT_CLAIM_NO_DATA)
        snprintf(j->out->reason, sizeof j->out->reason, "no data for %.140s: %.200s",
                 isnan(figure->left_value) ? figure->left : figure->right, figure->note);
    else
        snprintf(j->out->reason, sizeof j->out->reason, "%.120s is %.6g, %.120s is %.6g%s",
                 figure->left, figure->left_value, figure->right, figure->right_value,
                 verdict == ENT_CLAIM_UNDECIDED ? "; what is missing could change it" : "");
    return ENT_OK;
}

static bool begins_count(const judging *j)
{
    const char *rest = j->at + strlen("count");
    if (!ent_starts_with(j->at, "count"))
        return false;
    while (isspace((unsigned char)*rest))
        rest++;
    return *rest == '(';
}

ent_status ent_claim_judge(const char *text, const ent_claim_values *values,
                           ent_claim_outcome *out, size_t *column, ent_error *error)
{
    memset(out, 0, sizeof *out);
    judging j = {.text = text, .at = text, .values = values, .out = out, .error = error};
    skip_blanks(&j);
    ent_status status;
    if (begins_count(&j)) {
        j.at += strlen("count");
        status = parse_count(&j);
    } else {
        status = parse_plain(&j);
    }
    skip_blanks(&j);
    if (status == ENT_OK && *j.at)
        status = fail_expected(&j, "the end of the test");
    if (column)
        *column = status == ENT_ERR_INPUT ? (size_t)(j.at - text) + 1 : 0;
    if (status != ENT_OK)
        ent_claim_outcome_clear(out);
    return status;
}
