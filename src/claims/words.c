/* Words and signs of a test. */
#include "claims/judge.h"

#include "core/text.h"

#include <ctype.h>
#include <string.h>

void judge_blanks(judging *j)
{
    while (isspace((unsigned char)*j->at))
        j->at++;
}

ent_status judge_expected(judging *j, const char *what)
{
    judge_blanks(j);
    if (*j->at == '\0')
        return ent_fail(j->error, ENT_ERR_INPUT, "the test ends where %s is expected", what);
    return ent_fail(j->error, ENT_ERR_INPUT, "expected %s, found '%.20s'", what, j->at);
}

bool judge_take(judging *j, const char *sign)
{
    judge_blanks(j);
    if (!ent_starts_with(j->at, sign))
        return false;
    j->at += strlen(sign);
    return true;
}

ent_status judge_need(judging *j, const char *sign)
{
    char what[8] = {'\''};
    strncat(what, sign, 4);
    strcat(what, "'");
    return judge_take(j, sign) ? ENT_OK : judge_expected(j, what);
}

/* Letters, digits and '_'; ':' as in iso3:FRA; after '@' also '-' and '.', as in cinc@nmc-7.0. */
static size_t name_length(const char *at)
{
    size_t length = 0;
    bool source = false;
    for (;; length++) {
        unsigned char c = (unsigned char)at[length], next = c ? (unsigned char)at[length + 1] : 0;
        if (isalnum(c) || c == '_')
            continue;
        if (length == 0 || (c != ':' && c != '@' && !(source && (c == '-' || c == '.'))) ||
            !isalnum(next))
            return length;
        source |= c == '@';
    }
}

bool judge_take_word(judging *j, const char *word)
{
    judge_blanks(j);
    size_t length = name_length(j->at);
    if (length != strlen(word) || strncmp(j->at, word, length) != 0)
        return false;
    j->at += length;
    return true;
}

ent_status judge_need_name(judging *j, char name[JUDGE_NAME_SIZE], const char *what)
{
    judge_blanks(j);
    size_t length = name_length(j->at);
    if (length == 0 || length >= JUDGE_NAME_SIZE)
        return judge_expected(j, what);
    memcpy(name, j->at, length);
    name[length] = '\0';
    j->at += length;
    return ENT_OK;
}

/* Digits with a point and an exponent; a sign is the expression's. */
ent_status judge_need_number(judging *j, double *out)
{
    char digits[40];
    judge_blanks(j);
    size_t length = strspn(j->at, "0123456789");
    if (j->at[length] == '.' && j->at[length + 1] != '.')
        length += 1 + strspn(j->at + length + 1, "0123456789");
    if (length > 0 && (j->at[length] == 'e' || j->at[length] == 'E')) {
        size_t sign = j->at[length + 1] == '-' || j->at[length + 1] == '+';
        length += 1 + sign + strspn(j->at + length + 1 + sign, "0123456789");
    }
    if (length == 0 || length >= sizeof digits)
        return judge_expected(j, "a number");
    memcpy(digits, j->at, length);
    digits[length] = '\0';
    if (!ent_parse_number(digits, out))
        return judge_expected(j, "a number");
    j->at += length;
    return ENT_OK;
}

void judge_copy(const judging *j, const char *start, char text[140])
{
    size_t length = (size_t)(j->at - start);
    while (length > 0 && isspace((unsigned char)start[length - 1]))
        length--;
    length = length < 139 ? length : 139;
    memcpy(text, start, length);
    text[length] = '\0';
}
