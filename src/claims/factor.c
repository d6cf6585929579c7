/* Numbers of a test: values by name, lists that are counted or summed, and arithmetic. */
#include "claims/judge.h"

#include "core/memory.h"
#include "core/text.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- values ---- */

/* A name as it is, or what it stands for in a count. */
static const char *meaning_of(const judging *j, const char *name)
{
    for (const judge_variable *v = j->variables; v; v = v->outer)
        if (strcmp(v->name, name) == 0)
            return v->meaning;
    return name;
}

static ent_status look_up(judging *j, const char *name, const char *const words[], size_t count,
                          const char *start, term *out)
{
    ent_claim_value value = {0};
    size_t used = (size_t)snprintf(out->text, sizeof out->text, "%.60s%s", name, count ? "(" : "");
    for (size_t i = 0; i < count && used < sizeof out->text; i++)
        used += (size_t)snprintf(out->text + used, sizeof out->text - used, "%s%s%s", words[i],
                                 i + 1 < count ? ", " : "", i + 1 < count ? "" : ")");
    ent_status status = j->values->value(j->values->user, name, words, count, &value, j->error);
    if (status != ENT_OK)
        j->at = start;
    out->low = value.low;
    out->high = value.high;
    memcpy(out->note, value.note, sizeof out->note);
    return status;
}

/* A name with its words: "cinc(nato)", "defense(RUS, CHN, 2010)"; a name alone; or a variable that
 * stands for a number. */
static ent_status parse_value(judging *j, term *out)
{
    char name[JUDGE_NAME_SIZE], words[JUDGE_WORDS_MAX][JUDGE_NAME_SIZE];
    const char *meanings[JUDGE_WORDS_MAX];
    size_t count = 0;
    const char *start = j->at;
    ent_status status = judge_need_name(j, name, "a number or a measure");
    if (status != ENT_OK)
        return status;
    const char *meaning = meaning_of(j, name);
    if (!judge_take(j, "(")) {
        if (meaning == name || !ent_parse_number(meaning, &out->low))
            return look_up(j, meaning, NULL, 0, start, out);
        out->high = out->low;
        out->is_literal = true;
        snprintf(out->text, sizeof out->text, "%s", meaning);
        return ENT_OK;
    }
    do {
        if (count == JUDGE_WORDS_MAX)
            return ent_fail(j->error, ENT_ERR_INPUT, "a value has at most %d words", JUDGE_WORDS_MAX);
        status = judge_need_name(j, words[count], "a bloc, actor, name or year");
        if (status == ENT_OK)
            meanings[count] = meaning_of(j, words[count]);
        count += status == ENT_OK;
    } while (status == ENT_OK && judge_take(j, ","));
    if (status == ENT_OK)
        status = judge_need(j, ")");
    return status == ENT_OK ? look_up(j, meaning, meanings, count, start, out) : status;
}

/* ---- lists ---- */

typedef struct {
    char (*names)[JUDGE_NAME_SIZE];
    size_t count, capacity;
} name_list;

static ent_status add_name(judging *j, name_list *list, const char *name)
{
    if (!ent_grow(&list->names, list->count, &list->capacity, JUDGE_NAME_SIZE))
        return ent_fail_memory(j->error);
    snprintf(list->names[list->count++], JUDGE_NAME_SIZE, "%s", name);
    return ENT_OK;
}

static ent_status parse_range(judging *j, name_list *list)
{
    char name[JUDGE_NAME_SIZE];
    double first, last;
    judge_blanks(j);
    const char *start = j->at;
    ent_status status = judge_need_number(j, &first);
    if (status == ENT_OK)
        status = judge_need(j, "..");
    if (status == ENT_OK)
        status = judge_need_number(j, &last);
    if (status != ENT_OK)
        return status;
    if (last < first || last - first > 10000 || floor(first) < first || floor(last) < last) {
        j->at = start;
        return ent_fail(j->error, ENT_ERR_INPUT,
                        "%.15g..%.15g is not a range of up to 10000 whole numbers from the lower to the higher",
                        first, last);
    }
    for (double number = first; number <= last && status == ENT_OK; number++) {
        snprintf(name, sizeof name, "%.0f", number);
        status = add_name(j, list, name);
    }
    return status;
}

static ent_status parse_list(judging *j, name_list *list)
{
    char name[JUDGE_NAME_SIZE];
    ent_status status = ENT_OK;
    judge_blanks(j);
    if (isdigit((unsigned char)*j->at))
        return parse_range(j, list);
    if (!judge_take(j, "["))
        return judge_expected(j, "'[' or a range as 2016..2026");
    do {
        status = judge_need_name(j, name, "a name");
        if (status == ENT_OK)
            status = add_name(j, list, name);
    } while (status == ENT_OK && judge_take(j, ","));
    return status == ENT_OK ? judge_need(j, "]") : status;
}

/* How the truths of a list came out, and the sum of its numbers. */
typedef struct {
    size_t holds, undecided, no_data, all;
    ent_buffer names; /* those that hold */
    char why[200];    /* the first that has no data has none */
    term sum;
} tally;

static ent_status count_step(judging *j)
{
    if (++j->steps > JUDGE_STEPS_MAX)
        return ent_fail(j->error, ENT_ERR_INPUT, "the test takes more than %d steps", JUDGE_STEPS_MAX);
    return ENT_OK;
}

static ent_status tally_one(judging *j, tally *t, const char *name, bool is_sum)
{
    term one = {0};
    judge_blanks(j);
    const char *start = j->at;
    ent_status status = count_step(j);
    if (status == ENT_OK)
        status = judge_expression(j, &one);
    if (status != ENT_OK)
        return status;
    if (one.is_truth == is_sum) {
        j->at = start;
        return ent_fail(j->error, ENT_ERR_INPUT, is_sum ? "'%.60s' is true or false; a sum needs a number"
                        : "'%.60s' is a number; a count needs a comparison", one.text);
    }
    t->all++;
    if (is_sum) {
        term_calculate(&t->sum, '+', &one);
        return ENT_OK;
    }
    t->holds += one.verdict == ENT_CLAIM_HOLDS;
    t->undecided += one.verdict == ENT_CLAIM_UNDECIDED;
    if (one.verdict == ENT_CLAIM_NO_DATA && t->no_data++ == 0)
        snprintf(t->why, sizeof t->why, "%.199s", one.reason);
    if (one.verdict == ENT_CLAIM_HOLDS)
        ent_buffer_format(&t->names, "%s%s", t->names.length ? ", " : "", name);
    return ENT_OK;
}

/* Judge what follows for each of the list; the text is parsed anew each time. */
static ent_status tally_list(judging *j, const char *variable, const name_list *list, bool is_sum,
                             tally *t)
{
    const char *body = j->at;
    judge_variable here = {variable, NULL, j->variables};
    ent_status status = ENT_OK;
    j->variables = &here;
    for (size_t i = 0; i < list->count && status == ENT_OK; i++) {
        j->at = body;
        here.meaning = list->names[i];
        status = tally_one(j, t, list->names[i], is_sum);
    }
    j->variables = here.outer;
    return status == ENT_OK && t->names.failed ? ent_fail_memory(j->error) : status;
}

/* Between `holds` and `holds` plus the open ones are true. */
static void finish_count(const tally *t, term *out)
{
    out->is_count = true;
    out->low = (double)t->holds;
    out->high = (double)(t->holds + t->undecided + t->no_data);
    if (t->no_data == t->all)
        out->low = out->high = (double)NAN;
    snprintf(out->reason, sizeof out->reason, "%zu of %zu%s%.280s%s", t->holds, t->all,
             t->holds ? " (" : "", ent_buffer_text(&t->names), t->holds ? ")" : "");
    size_t used = 0;
    if (t->no_data > 0)
        used = (size_t)snprintf(out->missing, sizeof out->missing, "; %zu of %zu have no data%s%s%s",
                                t->no_data, t->all, t->no_data == t->all ? " (" : "",
                                t->no_data == t->all ? t->why : "", t->no_data == t->all ? ")" : "");
    if (t->undecided > 0)
        snprintf(out->missing + used, sizeof out->missing - used,
                 "; what is missing could change %zu of %zu", t->undecided, t->all);
}

/* any: one or more hold; all: as many as there are. */
static void finish_truth(const tally *t, bool is_all, term *out)
{
    finish_count(t, out);
    term limit = {.low = is_all ? (double)t->all : 1, .high = is_all ? (double)t->all : 1};
    out->verdict = term_compare(out, ">=", &limit, NULL);
    size_t used = strlen(out->reason);
    snprintf(out->reason + used, sizeof out->reason - used, "; the claim needs %s%s",
             is_all ? "all" : "one", out->missing);
    out->is_truth = true;
    out->is_count = false;
}

typedef enum { LIST_COUNT, LIST_SUM, LIST_ANY, LIST_ALL, LIST_NONE } list_kind;

/* Does a list's word stand here, with its parenthesis? Then it is passed over. */
static list_kind take_list_word(judging *j)
{
    static const char *const words[] = {"count", "sum", "any", "all"};
    const char *start = j->at;
    for (size_t i = 0; i < ent_countof(words); i++) {
        if (judge_take_word(j, words[i]) && judge_take(j, "("))
            return (list_kind)i;
        j->at = start;
    }
    return LIST_NONE;
}

static ent_status parse_listed(judging *j, list_kind kind, const char *start, term *out)
{
    char variable[JUDGE_NAME_SIZE];
    name_list list = {0};
    tally t = {0};
    ent_status status = judge_need_name(j, variable, "a name for each of the list");
    if (status == ENT_OK && !judge_take_word(j, "in"))
        status = judge_expected(j, "'in'");
    if (status == ENT_OK)
        status = parse_list(j, &list);
    if (status == ENT_OK)
        status = judge_need(j, ":");
    if (status == ENT_OK)
        status = tally_list(j, variable, &list, kind == LIST_SUM, &t);
    if (status == ENT_OK)
        status = judge_need(j, ")");
    if (status == ENT_OK) {
        if (kind == LIST_SUM)
            *out = t.sum;
        else if (kind == LIST_COUNT)
            finish_count(&t, out);
        else
            finish_truth(&t, kind == LIST_ALL, out);
        judge_copy(j, start, out->text);
    }
    ent_buffer_clear(&t.names);
    free(list.names);
    return status;
}

/* ---- arithmetic ---- */

static ent_status parse_factor(judging *j, term *out)
{
    judge_blanks(j);
    const char *start = j->at;
    ent_status status;
    memset(out, 0, sizeof *out);
    if (judge_take(j, "(")) {
        status = judge_expression(j, out);
        return status == ENT_OK ? judge_need(j, ")") : status;
    }
    if (judge_take(j, "-")) {
        term zero = {0}, inner;
        if (++j->depth > JUDGE_DEPTH_MAX)
            return ent_fail(j->error, ENT_ERR_INPUT, "the test is nested too deep");
        status = parse_factor(j, &inner);
        j->depth--;
        if (status == ENT_OK && inner.is_truth)
            return judge_expected(j, "a number after '-'");
        *out = zero;
        term_calculate(out, '-', &inner);
        out->is_literal = inner.is_literal;
        judge_copy(j, start, out->text);
        return status;
    }
    if (isdigit((unsigned char)*start) || *start == '.') {
        status = judge_need_number(j, &out->low);
        out->high = out->low;
        out->is_literal = true;
        snprintf(out->text, sizeof out->text, "%.10g", out->low);
        return status;
    }
    list_kind kind = take_list_word(j);
    return kind == LIST_NONE ? parse_value(j, out) : parse_listed(j, kind, start, out);
}

/* Which of two signs stands here? It is passed over; 0 if neither. */
static char take_operator(judging *j, const char signs[2])
{
    judge_blanks(j);
    char sign = *j->at;
    if (sign == '\0' || (sign != signs[0] && sign != signs[1]))
        return '\0';
    j->at++;
    return sign;
}

/* Operands of one strength, from left to right. */
static ent_status parse_chain(judging *j, const char signs[2],
                              ent_status (*operand)(judging *, term *), term *out)
{
    char sign;
    judge_blanks(j);
    const char *start = j->at;
    ent_status status = operand(j, out);
    while (status == ENT_OK && (sign = take_operator(j, signs))) {
        term next;
        status = operand(j, &next);
        if (status == ENT_OK && (out->is_truth || next.is_truth)) {
            j->at = start;
            return ent_fail(j->error, ENT_ERR_INPUT, "'%c' stands between numbers", sign);
        }
        if (status != ENT_OK)
            return status;
        term_calculate(out, sign, &next);
        judge_copy(j, start, out->text);
    }
    return status;
}

static ent_status parse_product(judging *j, term *out)
{
    return parse_chain(j, "*/", parse_factor, out);
}

ent_status judge_sum(judging *j, term *out)
{
    return parse_chain(j, "+-", parse_product, out);
}
