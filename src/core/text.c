#include "core/text.h"

#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool buffer_reserve(ent_buffer *buffer, size_t extra)
{
    size_t need = buffer->length + extra + 1;
    if (buffer->failed)
        return false;
    if (need <= buffer->capacity)
        return true;
    size_t room = buffer->capacity ? buffer->capacity : 256;
    while (room < need)
        room *= 2;
    char *data = realloc(buffer->data, room);
    if (!data) {
        buffer->failed = true;
        return false;
    }
    buffer->data = data;
    buffer->capacity = room;
    return true;
}

void ent_buffer_add_bytes(ent_buffer *buffer, const char *bytes, size_t count)
{
    if (!buffer_reserve(buffer, count))
        return;
    memcpy(buffer->data + buffer->length, bytes, count);
    buffer->length += count;
    buffer->data[buffer->length] = '\0';
}

void ent_buffer_add(ent_buffer *buffer, const char *text)
{
    ent_buffer_add_bytes(buffer, text, strlen(text));
}

void ent_buffer_format(ent_buffer *buffer, const char *format, ...)
{
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (length >= 0 && buffer_reserve(buffer, (size_t)length)) {
        vsnprintf(buffer->data + buffer->length, (size_t)length + 1, format, again);
        buffer->length += (size_t)length;
    }
    va_end(again);
}

const char *ent_buffer_text(const ent_buffer *buffer)
{
    return buffer->data ? buffer->data : "";
}

void ent_buffer_clear(ent_buffer *buffer)
{
    free(buffer->data);
    *buffer = (ent_buffer){0};
}

bool ent_parse_integer(const char *text, long long *out)
{
    const char *digits = *text == '-' || *text == '+' ? text + 1 : text;
    if (!isdigit((unsigned char)*digits))
        return false;
    char *end;
    errno = 0;
    long long value = strtoll(text, &end, 10);
    if (*end != '\0' || errno == ERANGE)
        return false;
    *out = value;
    return true;
}

/* Up to 15 digits and a small power of ten are exact in a double (Clinger 1990, PLDI): the fast
 * path of nearly every field. False = not of that form. */
static bool parse_short_decimal(const char *text, double *out)
{
    static const double power[] = {1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                   1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
    bool negative = *text == '-';
    if (negative)
        text++;
    long long digits = 0;
    int count = 0, decimals = 0;
    bool point = false;
    for (; *text; text++) {
        if (*text == '.' && !point) {
            point = true;
            continue;
        }
        if (!isdigit((unsigned char)*text) || count == 15)
            return false;
        digits = digits * 10 + (*text - '0');
        count++;
        decimals += point;
    }
    if (count == 0)
        return false;
    *out = (negative ? -(double)digits : (double)digits) / power[decimals];
    return true;
}

bool ent_parse_number(const char *text, double *out)
{
    if (parse_short_decimal(text, out))
        return true;
    const char *start = *text == '-' || *text == '+' ? text + 1 : text;
    if (!isdigit((unsigned char)*start) && *start != '.')
        return false; /* no blanks, no "inf", no "nan" */
    if (start[0] == '0' && (start[1] == 'x' || start[1] == 'X'))
        return false; /* no hexadecimal */
    char *end;
    double value = strtod(text, &end);
    if (end == text || *end != '\0' || !isfinite(value))
        return false;
    *out = value;
    return true;
}

int ent_compare_nocase(const char *a, const char *b)
{
    for (;; a++, b++) {
        int x = tolower((unsigned char)*a), y = tolower((unsigned char)*b);
        if (x != y || x == 0)
            return x - y;
    }
}

bool ent_equal_nocase(const char *a, const char *b)
{
    return ent_compare_nocase(a, b) == 0;
}

bool ent_starts_with(const char *text, const char *prefix)
{
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

char *ent_trim(char *text)
{
    while (isspace((unsigned char)*text))
        text++;
    size_t length = strlen(text);
    while (length > 0 && isspace((unsigned char)text[length - 1]))
        text[--length] = '\0';
    return text;
}

enum { EDIT_MAX = 63 };

static int least(int a, int b)
{
    return a < b ? a : b;
}

/* Optimal string alignment: rows of the classic dynamic programme, three kept. */
int ent_edit_distance(const char *a, const char *b)
{
    int row[3][EDIT_MAX + 2];
    size_t length_a = strlen(a), length_b = strlen(b);
    if (length_a > EDIT_MAX || length_b > EDIT_MAX)
        return EDIT_MAX;
    for (size_t j = 0; j <= length_b; j++)
        row[0][j] = (int)j;
    for (size_t i = 1; i <= length_a; i++) {
        int *now = row[i % 3], *before = row[(i + 2) % 3], *older = row[(i + 1) % 3];
        now[0] = (int)i;
        for (size_t j = 1; j <= length_b; j++) {
            int ca = tolower((unsigned char)a[i - 1]), cb = tolower((unsigned char)b[j - 1]);
            now[j] = least(least(now[j - 1], before[j]) + 1, before[j - 1] + (ca != cb));
            if (i > 1 && j > 1 && ca == tolower((unsigned char)b[j - 2]) &&
                cb == tolower((unsigned char)a[i - 2]))
                now[j] = least(now[j], older[j - 2] + 1);
        }
    }
    return row[length_a % 3][length_b];
}

const char *ent_nearest(const char *text, const char *const candidates[], size_t count)
{
    const char *best = NULL;
    int limit = strlen(text) <= 4 ? 1 : 2;
    for (size_t i = 0; i < count; i++) {
        int distance = ent_edit_distance(text, candidates[i]);
        if (distance <= limit) {
            limit = distance - 1;
            best = candidates[i];
        }
        if (limit < 0)
            break;
    }
    return best;
}
