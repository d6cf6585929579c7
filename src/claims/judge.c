/* The language of measured claims: see entente/claims.h. Parsed and judged in one pass by recursive
 * descent; what stands in a count is parsed once for each of its list. */
#include "entente/claims.h"

#include "claims/judge.h"

#include "core/memory.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

/* ---- comparisons ---- */

static ent_status keep_figure(judging *j, const term *left, const char *sign, const term *right,
                              ent_verdict verdict)
{
    ent_claim_outcome *out = j->out;
    if (!ent_grow(&out->figures, out->figure_count, &j->figure_capacity, sizeof *out->figures))
        return ent_fail_memory(j->error);
    ent_claim_figure *figure = &out->figures[out->figure_count++];
    *figure = (ent_claim_figure){.left_value = left->low, .right_value = right->low,
                                 .verdict = verdict};
    memcpy(figure->left, left->text, sizeof figure->left);
    memcpy(figure->right, right->text, sizeof figure->right);
    snprintf(figure->sign, sizeof figure->sign, "%s", sign);
    bool both = *left->note && *right->note && strcmp(left->note, right->note) != 0;
    snprintf(figure->note, sizeof figure->note, "%s%s%s", left->note, both ? "; " : "",
             both || !*left->note ? right->note : "");
    return ENT_OK;
}

/* "3", or "at least 3", "1 to 3" where it is not known exactly. */
static const char *number_text(const term *number, char text[64])
{
    if (number->low >= number->high)
        snprintf(text, 64, "%.6g", number->low);
    else if (isinf(number->high))
        snprintf(text, 64, "at least %.6g", number->low);
    else
        snprintf(text, 64, "%.6g to %.6g", number->low, number->high);
    return text;
}

static const char *need_text(const char *sign)
{
    static const struct {
        const char *sign, *text;
    } needs[] = {{">", "more than"}, {"<", "fewer than"}, {">=", "at least"}, {"<=", "at most"}};
    for (size_t i = 0; i < ent_countof(needs); i++)
        if (strcmp(needs[i].sign, sign) == 0)
            return needs[i].text;
    return "exactly";
}

/* `tolerance` may be NULL. */
static void explain(term *truth, const term *left, const char *sign, const term *right,
                    const term *tolerance)
{
    char a[64], b[64], c[64];
    size_t size = sizeof truth->reason;
    const char *open =
        truth->verdict == ENT_CLAIM_UNDECIDED ? "; what is missing could change it" : "";
    if (left->is_count && isnan(right->low))
        snprintf(truth->reason, size, "no data for %.140s: %.300s", right->text,
                 right->is_count ? right->reason : right->note);
    else if (left->is_count)
        snprintf(truth->reason, size, "%.300s; the claim needs %s %s%.300s", left->reason,
                 need_text(sign), number_text(right, a), left->missing);
    else if (truth->verdict == ENT_CLAIM_NO_DATA)
        snprintf(truth->reason, size, "no data for %.140s: %.200s",
                 isnan(left->low) ? left->text : right->text,
                 isnan(left->low) ? left->note : right->note);
    else if (right->is_literal)
        snprintf(truth->reason, size, "%.140s is %s (needed: %s %s%s%s)%s", left->text,
                 number_text(left, a), sign, number_text(right, b), tolerance ? " within " : "",
                 tolerance ? number_text(tolerance, c) : "", open);
    else
        snprintf(truth->reason, size, "%.140s is %s, %.140s is %s%s", left->text,
                 number_text(left, a), right->text, number_text(right, b), open);
}

static bool take_comparison_sign(judging *j, char sign[3])
{
    static const char *const signs[] = {">=", "<=", ">", "<", "="};
    for (size_t i = 0; i < ent_countof(signs); i++) {
        if (judge_take(j, signs[i])) {
            snprintf(sign, 3, "%s", signs[i]);
            return true;
        }
    }
    return false;
}

static ent_status need_kind(judging *j, const term *t, bool is_truth, const char *start)
{
    if (t->is_truth == is_truth)
        return ENT_OK;
    j->at = start;
    return ent_fail(j->error, ENT_ERR_INPUT, is_truth
                    ? "'%.60s' is a number; expected a comparison, with '<', '>' or '='"
                    : "'%.60s' is true or false; expected a number", t->text);
}

static ent_status parse_number_term(judging *j, term *out)
{
    judge_blanks(j);
    const char *start = j->at;
    ent_status status = judge_sum(j, out);
    return status == ENT_OK ? need_kind(j, out, false, start) : status;
}

static ent_status parse_comparison(judging *j, term *out)
{
    term right, tolerance;
    char sign[3];
    judge_blanks(j);
    const char *start = j->at;
    ent_status status = judge_sum(j, out);
    judge_blanks(j);
    if (status != ENT_OK || !take_comparison_sign(j, sign))
        return status;
    status = need_kind(j, out, false, start);
    if (status == ENT_OK)
        status = parse_number_term(j, &right);
    bool has_tolerance = status == ENT_OK && *sign == '=' && judge_take_word(j, "within");
    if (has_tolerance)
        status = parse_number_term(j, &tolerance);
    if (status != ENT_OK)
        return status;
    term truth = {.is_truth = true,
                  .verdict = term_compare(out, sign, &right, has_tolerance ? &tolerance : NULL)};
    judge_copy(j, start, truth.text);
    explain(&truth, out, sign, &right, has_tolerance ? &tolerance : NULL);
    if (!out->is_count || j->out->figure_count == 0)
        status = keep_figure(j, out, sign, &right, truth.verdict);
    *out = truth;
    return status;
}

/* ---- and, or, not ---- */

static ent_status parse_not(judging *j, term *out)
{
    judge_blanks(j);
    const char *start = j->at;
    if (!judge_take_word(j, "not"))
        return parse_comparison(j, out);
    ent_status status = parse_comparison(j, out);
    if (status == ENT_OK)
        status = need_kind(j, out, true, start);
    out->verdict = verdict_not(out->verdict);
    judge_copy(j, start, out->text);
    return status;
}

/* The reason of a whole is that of the part which decides it; else of both. That there is no data is said
 * once. */
static void join(term *out, const term *next, ent_verdict verdict, const char *word)
{
    char reason[sizeof out->reason];
    bool first = out->verdict == verdict, second = next->verdict == verdict;
    if (first && second && verdict != ENT_CLAIM_NO_DATA)
        snprintf(reason, sizeof reason, "%.480s %s %.480s", out->reason, word, next->reason);
    else
        memcpy(reason, first ? out->reason : next->reason, sizeof reason);
    memcpy(out->reason, reason, sizeof reason);
    out->verdict = verdict;
}

static ent_status parse_joined(judging *j, term *out, bool is_or)
{
    const char *word = is_or ? "or" : "and";
    judge_blanks(j);
    const char *start = j->at;
    ent_status status = is_or ? parse_joined(j, out, false) : parse_not(j, out);
    while (status == ENT_OK && judge_take_word(j, word)) {
        term next;
        status = need_kind(j, out, true, start);
        judge_blanks(j);
        const char *next_start = j->at;
        if (status == ENT_OK)
            status = is_or ? parse_joined(j, &next, false) : parse_not(j, &next);
        if (status == ENT_OK)
            status = need_kind(j, &next, true, next_start);
        if (status != ENT_OK)
            return status;
        join(out, &next, is_or ? verdict_or(out->verdict, next.verdict)
                               : verdict_and(out->verdict, next.verdict), word);
        judge_copy(j, start, out->text);
    }
    return status;
}

ent_status judge_expression(judging *j, term *out)
{
    if (++j->depth > JUDGE_DEPTH_MAX)
        return ent_fail(j->error, ENT_ERR_INPUT, "the test is nested too deep");
    ent_status status = parse_joined(j, out, true);
    j->depth--;
    return status;
}

/* ---- a test ---- */

ent_status ent_claim_judge(const char *text, const ent_claim_values *values,
                           ent_claim_outcome *out, size_t *column, ent_error *error)
{
    memset(out, 0, sizeof *out);
    judging j = {.text = text, .at = text, .values = values, .out = out, .error = error};
    term whole;
    judge_blanks(&j);
    const char *start = j.at;
    ent_status status = judge_expression(&j, &whole);
    judge_blanks(&j);
    if (status == ENT_OK && *j.at)
        status = judge_expected(&j, "the end of the test");
    if (status == ENT_OK)
        status = need_kind(&j, &whole, true, start);
    if (column)
        *column = status == ENT_ERR_INPUT ? (size_t)(j.at - text) + 1 : 0;
    if (status != ENT_OK) {
        ent_claim_outcome_clear(out);
        return status;
    }
    out->verdict = whole.verdict;
    snprintf(out->reason, sizeof out->reason, "%s", whole.reason);
    return ENT_OK;
}
