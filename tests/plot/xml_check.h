/* A plain checker of XML, for tests of pictures: elements nest, attributes are quoted and not given twice,
 * only the five known entities are used, all is UTF-8 and allowed in XML, one root. What SVG of ours does
 * not have (comments, CDATA, processing instructions, DTDs) is refused. And a reader of the labels. */
#ifndef ENT_TESTS_XML_CHECK_H
#define ENT_TESTS_XML_CHECK_H

#include "plot/text.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool xml_is_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == ':' || c == '_';
}

/* Text up to `end`, or to a quote: NULL if a character or an entity is wrong. */
static const char *xml_text(const char *at, char end)
{
    static const char *const entities[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&#39;"};
    while (*at && *at != end) {
        uint32_t code;
        size_t bytes = text_next(at, &code), known = 0;
        if (code == TEXT_INVALID && bytes == 1)
            return NULL;
        if (*at == '<' || *at == '>')
            return NULL;
        for (size_t i = 0; *at == '&' && i < 5; i++)
            if (strncmp(at, entities[i], strlen(entities[i])) == 0)
                known = strlen(entities[i]);
        if (*at == '&' && known == 0)
            return NULL;
        at += known ? known : bytes;
    }
    return at;
}

/* Attributes up to ">" or "/>"; NULL if wrong. */
static const char *xml_attributes(const char *at)
{
    char seen[32][32];
    size_t count = 0;
    for (;;) {
        const char *blank = at;
        at += strspn(at, " \n");
        if (*at == '>' || (*at == '/' && at[1] == '>'))
            return at;
        size_t length = 0;
        while (xml_is_name(at[length]))
            length++;
        if (at == blank || length == 0 || length > 31 || count == 32 || strncmp(at + length, "=\"", 2))
            return NULL;
        snprintf(seen[count], sizeof seen[count], "%.*s", (int)length, at);
        for (size_t i = 0; i < count; i++)
            if (strcmp(seen[i], seen[count]) == 0)
                return NULL;
        count++;
        at = xml_text(at + length + 2, '"');
        if (!at || *at != '"')
            return NULL;
        at++;
    }
}

/* Where the text is wrong, or NULL if it is well-formed. */
static const char *xml_error(const char *text)
{
    char open[64][32];
    size_t depth = 0;
    const char *at = text;
    if (*at != '<')
        return at;
    while (*at) {
        const char *start = at;
        if (*at != '<') {
            at = xml_text(at, '<');
            if (!at || (depth == 0 && strspn(start, "\n ") != (size_t)(at - start)))
                return start;
            continue;
        }
        bool closes = at[1] == '/';
        at += closes ? 2 : 1;
        size_t length = 0;
        while (xml_is_name(at[length]))
            length++;
        if (length == 0 || length > 31 || (depth == 0 && (closes || start != text)))
            return start;
        if (closes) {
            if (strncmp(open[depth - 1], at, length) || open[depth - 1][length] || at[length] != '>')
                return start;
            depth--;
            at += length + 1;
            continue;
        }
        snprintf(open[depth], sizeof open[depth], "%.*s", (int)length, at);
        at = xml_attributes(at + length);
        if (!at)
            return start;
        if (*at == '/') {
            at += 2;
        } else {
            at++;
            if (++depth == 64)
                return start;
        }
    }
    return depth == 0 ? NULL : at;
}

/* ---- labels ---- */

typedef struct {
    double left, right, top, bottom;
    char text[256];
} svg_box;

static double xml_number(const char *element, const char *attribute)
{
    char find[40];
    snprintf(find, sizeof find, " %s=\"", attribute);
    const char *at = strstr(element, find);
    return at ? strtod(at + strlen(find), NULL) : 0;
}

/* What an element shows: without its title, entities as one character. */
static void xml_shown(const char *from, char *out, size_t size)
{
    size_t used = 0;
    const char *title = strstr(from, "</title>"), *end = strstr(from, "</text>");
    if (strncmp(from, "<title>", 7) == 0 && title && title < end)
        from = title + 8;
    while (from < end && used + 1 < size) {
        out[used++] = *from;
        from = *from == '&' ? strchr(from, ';') + 1 : from + 1;
    }
    out[used] = '\0';
}

/* The boxes of all texts with class "label". */
static size_t svg_labels(const char *svg, svg_box *boxes, size_t most)
{
    size_t count = 0;
    for (const char *at = svg; count < most && (at = strstr(at, "<text ")); at++) {
        const char *body = strchr(at, '>') + 1;
        char element[400];
        snprintf(element, sizeof element, "%.*s", (int)(body - at), at);
        if (!strstr(element, "class=\"label\""))
            continue;
        svg_box *b = &boxes[count++];
        xml_shown(body, b->text, sizeof b->text);
        double size = xml_number(element, "font-size"), x = xml_number(element, "x");
        double y = xml_number(element, "y"), width = text_width(b->text, size);
        b->left = strstr(element, "\"end\"") ? x - width : strstr(element, "\"middle\"") ? x - width / 2 : x;
        b->right = b->left + width;
        b->top = y - .78 * size;
        b->bottom = y + .22 * size;
    }
    return count;
}

/* The first two labels that overlap, as a message; false if none do. */
static bool svg_labels_overlap(const char *svg, char message[600])
{
    static svg_box boxes[2000];
    size_t count = svg_labels(svg, boxes, 2000);
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < i; j++) {
            const svg_box *a = &boxes[i], *b = &boxes[j];
            if (a->left < b->right && b->left < a->right && a->top < b->bottom && b->top < a->bottom) {
                snprintf(message, 600, "'%s' over '%s' at %.1f %.1f", a->text, b->text, a->left, a->top);
                return true;
            }
        }
    return false;
}

#endif
