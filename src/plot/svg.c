/* Escaped text, its width, and the frame of title, note and sources around every picture. */
#include "plot/svg.h"

#include "plot/text.h"

#include "core/memory.h"

#include <math.h>
#include <string.h>

/* ---- text ---- */

static const char *escape_of(uint32_t code)
{
    switch (code) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    case '\t':
    case '\n':
    case '\r':
        return " ";
    case TEXT_INVALID:
        return "\xEF\xBF\xBD";
    default:
        return NULL;
    }
}

static void escape_bytes(ent_buffer *svg, const char *text, size_t length)
{
    size_t plain = 0, at = 0;
    while (at < length) {
        uint32_t code;
        size_t bytes = text_next(text + at, &code);
        const char *escape = escape_of(code);
        if (escape) {
            ent_buffer_add_bytes(svg, text + plain, at - plain);
            ent_buffer_add(svg, escape);
            plain = at + bytes;
        }
        at += bytes;
    }
    ent_buffer_add_bytes(svg, text + plain, length - plain);
}

void svg_escape(ent_buffer *svg, const char *text)
{
    escape_bytes(svg, text, strlen(text));
}

void svg_tooltip(ent_buffer *svg, const char *text)
{
    ent_buffer_add(svg, "<title>");
    svg_escape(svg, text);
    ent_buffer_add(svg, "</title>");
}

void svg_text(ent_buffer *svg, double x, double y, double size, const char *anchor, double width,
              const char *more, const char *text)
{
    size_t length = strlen(text), fits = text_fit(text, size, width);
    ent_buffer_format(svg, "<text x=\"%.1f\" y=\"%.1f\" font-size=\"%g\"", x, y, size);
    if (strcmp(anchor, "start") != 0)
        ent_buffer_format(svg, " text-anchor=\"%s\"", anchor);
    ent_buffer_format(svg, "%s%s>", *more ? " " : "", more);
    if (fits < length) {
        svg_tooltip(svg, text);
        escape_bytes(svg, text, text_fit(text, size, width - text_width("…", size)));
        ent_buffer_add(svg, "…");
    } else {
        escape_bytes(svg, text, length);
    }
    ent_buffer_add(svg, "</text>\n");
}

void svg_label(ent_buffer *svg, double x, double y, double size, const char *anchor, double width,
               const char *text)
{
    svg_text(svg, x, y, size, anchor, width, "class=\"label\"", text);
}

void svg_line(ent_buffer *svg, double x1, double y1, double x2, double y2, const char *look)
{
    ent_buffer_format(svg, "<path d=\"M%.1f %.1fL%.1f %.1f\" fill=\"none\" %s/>\n", x1, y1, x2, y2,
                      look);
}

/* ---- the frame ---- */

/* A text over as many lines as it needs, the first below `y`; returns where the next begins. */
static double put_wrapped(ent_buffer *svg, double y, double size, const char *more,
                          const char *text)
{
    while (*text) {
        size_t length = text_line(text, size, SVG_INNER);
        y += size + 4;
        ent_buffer_format(svg, "<text x=\"%d\" y=\"%.1f\" font-size=\"%g\" %s>", SVG_MARGIN, y,
                          size, more);
        escape_bytes(svg, text, length);
        ent_buffer_add(svg, "</text>\n");
        text += length;
        text += strspn(text, " \t\n\r");
    }
    return y;
}

static double put_head(const plot_figure *figure, ent_buffer *svg)
{
    double y = put_wrapped(svg, 6, 19, "font-weight=\"bold\"", figure->title);
    if (figure->subtitle)
        y = put_wrapped(svg, y + 2, SVG_LABEL, "fill=\"" SVG_PALE "\"", figure->subtitle);
    return y + 14;
}

static double put_foot(const plot_figure *figure, const char *left_out, double y, ent_buffer *svg)
{
    static const char pale[] = "fill=\"" SVG_PALE "\"";
    y += 4;
    if (figure->note && *figure->note)
        y = put_wrapped(svg, y, SVG_SMALL, pale, figure->note);
    if (left_out && *left_out)
        y = put_wrapped(svg, y, SVG_SMALL, pale, left_out);
    for (size_t i = 0; i < figure->source_count; i++)
        y = put_wrapped(svg, y, SVG_SMALL, pale, figure->sources[i]);
    return y + 10;
}

static void put_root(const plot_figure *figure, double height, ent_buffer *svg)
{
    const char *description = figure->description ? figure->description : figure->subtitle;
    ent_buffer_format(svg,
                      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %.0f\" "
                      "width=\"%d\" height=\"%.0f\" style=\"max-width:100%%;height:auto\" "
                      "role=\"img\" font-family=\"Helvetica, Arial, 'Liberation Sans', "
                      "'DejaVu Sans', sans-serif\" fill=\"" SVG_INK "\">\n",
                      PLOT_WIDTH, height, PLOT_WIDTH, height);
    svg_tooltip(svg, figure->title);
    if (description) {
        ent_buffer_add(svg, "<desc>");
        svg_escape(svg, description);
        ent_buffer_add(svg, "</desc>");
    }
    ent_buffer_format(svg, "\n<rect width=\"%d\" height=\"%.0f\" fill=\"#ffffff\"/>\n", PLOT_WIDTH,
                      height);
}

ent_status svg_finish(const plot_figure *figure, ent_buffer *body, double height,
                      const char *left_out, ent_buffer *svg, ent_error *error)
{
    ent_buffer head = {0}, foot = {0};
    double top = put_head(figure, &head);
    double bottom = ceil(put_foot(figure, left_out, top + height, &foot));
    put_root(figure, bottom, svg);
    ent_buffer_add(svg, ent_buffer_text(&head));
    ent_buffer_format(svg, "<g transform=\"translate(%d %.1f)\">\n", SVG_MARGIN, top);
    ent_buffer_add(svg, ent_buffer_text(body));
    ent_buffer_add(svg, "</g>\n");
    ent_buffer_add(svg, ent_buffer_text(&foot));
    ent_buffer_add(svg, "</svg>\n");
    bool failed = svg->failed || head.failed || foot.failed || body->failed;
    ent_buffer_clear(&head);
    ent_buffer_clear(&foot);
    ent_buffer_clear(body);
    if (failed)
        ent_buffer_clear(svg);
    return failed ? ent_fail_memory(error) : ENT_OK;
}
