/* Widths are estimates, in parts of the size of the letters: a little above those of Arial and its kin, so that
 * what is kept apart here is apart for the reader too. */
#include "plot/text.h"

#include <string.h>

/* Bytes of a sequence by its first byte; 0 = none begins with it. */
static size_t sequence_length(unsigned char first)
{
    return first < 0x80                    ? 1
           : first >= 0xC2 && first < 0xE0 ? 2
           : first >= 0xE0 && first < 0xF0 ? 3
           : first >= 0xF0 && first < 0xF5 ? 4
                                           : 0;
}

static int is_allowed(uint32_t code, size_t bytes)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    if (code < least[bytes] || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000))
        return 0;
    if (code == 0xFFFE || code == 0xFFFF || code == 0x7F)
        return 0;
    return code >= 0x20 || code == '\t' || code == '\n' || code == '\r';
}

size_t text_next(const char *text, uint32_t *code)
{
    const unsigned char *byte = (const unsigned char *)text;
    size_t bytes = sequence_length(byte[0]);
    *code = TEXT_INVALID;
    if (bytes == 0)
        return 1;
    uint32_t value = bytes == 1 ? byte[0] : byte[0] & (0x7Fu >> bytes);
    for (size_t i = 1; i < bytes; i++) {
        if ((byte[i] & 0xC0) != 0x80)
            return 1;
        value = value << 6 | (byte[i] & 0x3F);
    }
    if (!is_allowed(value, bytes))
        return 1;
    *code = value;
    return bytes;
}

static double width_of(uint32_t code)
{
    if (code >= 0x1100 && (code < 0x1200 || code >= 0x2E80)) /* Korean, Chinese, Japanese */
        return 1;
    if (code >= 0x80)
        return code >= 0x300 && code < 0x370 ? 0 : .7; /* accents that combine take no room */
    if (strchr("mMW@%", (int)code))
        return 1;
    if (strchr("ijl I.,:;'|!/-", (int)code))
        return .32;
    if (strchr("ftr()[]\"", (int)code))
        return .4;
    return code >= 'A' && code <= 'Z' ? .7 : code == 'w' ? .76 : .58;
}

double text_width(const char *text, double size)
{
    double width = 0;
    uint32_t code;
    for (; *text; text += text_next(text, &code)) {
        text_next(text, &code);
        width += width_of(code);
    }
    return width * size;
}

size_t text_fit(const char *text, double size, double width)
{
    double used = 0;
    size_t at = 0;
    while (text[at]) {
        uint32_t code;
        size_t bytes = text_next(text + at, &code);
        used += width_of(code) * size;
        if (used > width)
            break;
        at += bytes;
    }
    return at;
}

size_t text_line(const char *text, double size, double width)
{
    uint32_t code;
    size_t fits = text_fit(text, size, width), end = fits;
    if (!text[fits])
        return fits;
    while (end > 0 && text[end] != ' ')
        end--;
    if (end > 0)
        return end;
    return fits > 0 ? fits : text_next(text, &code);
}
