/* CSV (RFC 4180 and what the field's files do to it): see csv.h.
 *
 * The whole text is made UTF-8 with LF line ends first; then rows are cut in place, each field
 * ended by a NUL where its comma or newline stood. */
#include "core/csv.h"

#include "core/file.h"
#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

struct ent_csv {
    char *name;
    char *text, *next, *end;
    char **fields;
    size_t field_count, field_capacity;
    size_t line, next_line;
    ent_csv_bytes found;
    char checksum[65];
};

/* Length of the UTF-8 sequence at `p`, or 0 if it is not one (RFC 3629: no surrogates, no
 * overlong forms, at most U+10FFFF). */
static size_t utf8_length(const unsigned char *p, const unsigned char *end)
{
    if (p[0] < 0x80)
        return 1;
    size_t length = p[0] >= 0xF0 ? 4 : p[0] >= 0xE0 ? 3 : 2;
    if (p[0] < 0xC2 || p[0] > 0xF4 || (size_t)(end - p) < length)
        return 0;
    for (size_t i = 1; i < length; i++)
        if ((p[i] & 0xC0) != 0x80)
            return 0;
    if ((p[0] == 0xE0 && p[1] < 0xA0) || (p[0] == 0xED && p[1] > 0x9F) ||
        (p[0] == 0xF0 && p[1] < 0x90) || (p[0] == 0xF4 && p[1] > 0x8F))
        return 0;
    return length;
}

static size_t count_not_utf8(const char *text, size_t size)
{
    const unsigned char *p = (const unsigned char *)text, *end = p + size;
    size_t count = 0;
    while (p < end) {
        size_t length = utf8_length(p, end);
        count += length == 0;
        p += length ? length : 1;
    }
    return count;
}

/* Windows-1252, 0x80 to 0x9F, as Unicode (WHATWG encoding index; unassigned bytes stay). */
static const unsigned short windows_1252[32] = {
    0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x008D, 0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178};

static char *put_utf8(char *to, unsigned code)
{
    if (code < 0x80) {
        *to++ = (char)code;
    } else if (code < 0x800) {
        *to++ = (char)(0xC0 | code >> 6);
        *to++ = (char)(0x80 | (code & 0x3F));
    } else {
        *to++ = (char)(0xE0 | code >> 12);
        *to++ = (char)(0x80 | (code >> 6 & 0x3F));
        *to++ = (char)(0x80 | (code & 0x3F));
    }
    return to;
}

/* A text in Windows-1252 as UTF-8: at most three bytes for one. */
static char *from_windows_1252(const char *text, size_t *size)
{
    char *out = malloc(*size * 3 + 1);
    if (!out)
        return NULL;
    char *to = out;
    for (size_t i = 0; i < *size; i++) {
        unsigned c = (unsigned char)text[i];
        to = put_utf8(to, c >= 0x80 && c < 0xA0 ? windows_1252[c - 0x80] : c);
    }
    *to = '\0';
    *size = (size_t)(to - out);
    return out;
}

/* CRLF and CR become LF, in place; the text ends with a newline. Needs one byte of room. */
static size_t unify_lines(char *text, size_t size, ent_csv_bytes *found)
{
    char *to = text;
    if (memchr(text, '\r', size)) {
        found->carriage_returns = true;
        for (const char *from = text, *end = text + size; from < end; from++) {
            if (*from == '\r' && from + 1 < end && from[1] == '\n')
                continue;
            *to++ = *from == '\r' ? '\n' : *from;
        }
        size = (size_t)(to - text);
    }
    found->no_last_newline = size > 0 && text[size - 1] != '\n';
    if (found->no_last_newline)
        text[size++] = '\n';
    return size;
}

static size_t count_lines(const char *text, const char *end)
{
    size_t lines = 1;
    for (; text < end; text++)
        lines += *text == '\n' || (*text == '\r' && text[1] != '\n');
    return lines;
}

ent_status ent_csv_clean(const char *name, char **text, size_t *length, ent_csv_bytes *found, ent_error *error)
{
    char *bytes = *text;
    size_t size = *length;
    const char *nul = memchr(bytes, '\0', size);
    if (nul)
        return ent_fail(error, ENT_ERR_INPUT, "%s:%zu: a NUL byte: this is not a text file", name, count_lines(bytes, nul));
    if (size >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) {
        found->byte_order_mark = true;
        memmove(bytes, bytes + 3, size -= 3);
    }
    found->converted_bytes = count_not_utf8(bytes, size);
    if (found->converted_bytes > 0) {
        *text = from_windows_1252(bytes, &size);
        free(bytes);
    }
    bytes = *text ? realloc(*text, size + 2) : NULL;
    if (!bytes)
        return ent_fail_memory(error);
    *text = bytes;
    *length = unify_lines(bytes, size, found);
    bytes[*length] = '\0';
    return ENT_OK;
}

/* Take over the bytes (also when it fails) and make them clean text. */
static ent_status clean(ent_csv *csv, char *bytes, size_t size, ent_error *error)
{
    csv->text = bytes;
    ent_status status = ent_csv_clean(csv->name, &csv->text, &size, &csv->found, error);
    if (status != ENT_OK)
        return status;
    csv->next = csv->text;
    csv->end = csv->text + size;
    return ENT_OK;
}

static ent_status open_bytes(const char *name, char *bytes, size_t size, ent_csv **out,
                             ent_error *error)
{
    ent_csv *csv = calloc(1, sizeof *csv);
    if (!csv || !(csv->name = ent_copy_text(name))) {
        free(csv);
        free(bytes);
        return ent_fail_memory(error);
    }
    csv->next_line = 1;
    ent_status status = clean(csv, bytes, size, error);
    if (status != ENT_OK) {
        ent_csv_close(csv);
        return status;
    }
    ent_sha256_text(csv->text, (size_t)(csv->end - csv->text), csv->checksum);
    *out = csv;
    return ENT_OK;
}

/* The size of the whole lines: a limit may cut the last row, even the last letter. */
static size_t size_of_lines(const char *bytes, size_t size)
{
    size_t whole = size;
    while (whole > 0 && bytes[whole - 1] != '\n' && bytes[whole - 1] != '\r')
        whole--;
    return whole ? whole : size;
}

ent_status ent_csv_open(const char *path, size_t limit, ent_csv **out, ent_error *error)
{
    char *bytes;
    size_t size;
    *out = NULL;
    ent_status status = ent_file_read(path, limit, &bytes, &size, error);
    if (status != ENT_OK)
        return status;
    if (limit > 0 && size == limit)
        size = size_of_lines(bytes, size);
    status = open_bytes(path, bytes, size, out, error);
    if (status == ENT_OK)
        (*out)->found.gzip = ent_file_is_gzip(path);
    return status;
}

ent_status ent_csv_open_memory(const char *name, const char *text, size_t size, ent_csv **out,
                               ent_error *error)
{
    *out = NULL;
    char *bytes = malloc(size + 1);
    if (!bytes)
        return ent_fail_memory(error);
    memcpy(bytes, text, size);
    bytes[size] = '\0';
    return open_bytes(name, bytes, size, out, error);
}

void ent_csv_close(ent_csv *csv)
{
    if (!csv)
        return;
    free(csv->name);
    free(csv->text);
    free(csv->fields);
    free(csv);
}

/* Cut the quoted field that starts at csv->next; *field is its text, with quotes undoubled. */
static ent_status cut_quoted(ent_csv *csv, char **field, ent_error *error)
{
    char *from = csv->next + 1, *to = from;
    *field = from;
    for (;; from++) {
        if (*from == '\0')
            return ent_fail(error, ENT_ERR_INPUT, "%s:%zu: a quote is opened and never closed",
                            csv->name, csv->line);
        if (*from == '"') {
            if (from[1] != '"')
                break;
            from++;
        }
        csv->next_line += *from == '\n';
        *to++ = *from;
    }
    from++;
    while (*from == ' ')
        from++;
    if (*from != ',' && *from != '\n')
        return ent_fail(error, ENT_ERR_INPUT,
                        "%s:%zu: '%c' after a closing quote; expected a comma or the line's end",
                        csv->name, csv->next_line, *from);
    csv->next = from;
    *to = '\0';
    return ENT_OK;
}

ent_status ent_csv_next(ent_csv *csv, char ***fields, size_t *count, ent_error *error)
{
    while (csv->next < csv->end && *csv->next == '\n') {
        csv->next++;
        csv->next_line++;
    }
    csv->field_count = 0;
    csv->line = csv->next_line;
    bool more = csv->next < csv->end;
    while (more) {
        if (!ent_grow(&csv->fields, csv->field_count, &csv->field_capacity, sizeof *csv->fields))
            return ent_fail_memory(error);
        char **field = &csv->fields[csv->field_count++];
        if (*csv->next == '"') {
            ent_status status = cut_quoted(csv, field, error);
            if (status != ENT_OK)
                return status;
        } else {
            *field = csv->next;
            csv->next += strcspn(csv->next, ",\n");
        }
        more = *csv->next == ',';
        *csv->next++ = '\0';
    }
    csv->next_line += csv->field_count > 0;
    *fields = csv->fields;
    *count = csv->field_count;
    return ENT_OK;
}

const char *ent_csv_name(const ent_csv *csv)
{
    return csv->name;
}

size_t ent_csv_line(const ent_csv *csv)
{
    return csv->line;
}

double ent_csv_done(const ent_csv *csv)
{
    return csv->end > csv->text ? (double)(csv->next - csv->text) / (double)(csv->end - csv->text) : 1;
}

const ent_csv_bytes *ent_csv_found(const ent_csv *csv)
{
    return &csv->found;
}

void ent_csv_checksum(const ent_csv *csv, char hex[65])
{
    memcpy(hex, csv->checksum, sizeof csv->checksum);
}
