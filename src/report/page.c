/* The page of a run: its frame, and the writing of escaped text. The sections: page_cards.c
 * (changes, relations), page_claims.c, page_chart.c, page_tables.c (balance, burden), page_poles.c,
 * page_network.c, page_structure.c (similarity, triads, neighbourhoods), page_sources.c; the looks: page_style.c. */
#include "report/page.h"

#include "core/memory.h"
#include "entente/report.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* ---- writing ---- */

static const char *escape_of(unsigned char c)
{
    switch (c) {
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
    default:
        return c < 0x20 && c != '\n' && c != '\t' ? " " : NULL;
    }
}

static void put_escaped(page *p, const char *text, size_t length)
{
    size_t plain = 0;
    for (size_t i = 0; i < length; i++) {
        const char *escape = escape_of((unsigned char)text[i]);
        if (!escape)
            continue;
        ent_buffer_add_bytes(&p->out, text + plain, i - plain);
        ent_buffer_add(&p->out, escape);
        plain = i + 1;
    }
    ent_buffer_add_bytes(&p->out, text + plain, length - plain);
}

void page_put(page *p, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    while (*format) {
        size_t plain = strcspn(format, "%");
        ent_buffer_add_bytes(&p->out, format, plain);
        format += plain;
        if (format[0] == '%' && format[1] == 's') {
            const char *text = va_arg(arguments, const char *);
            put_escaped(p, text, strlen(text));
        } else if (*format) {
            ent_buffer_add(&p->out, "%");
        }
        format += *format ? 2 : 0;
    }
    va_end(arguments);
}

void page_draw(page *p, const char *format, ...)
{
    char text[512];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    if (length < 0 || (size_t)length >= sizeof text)
        p->out.failed = true;
    else
        ent_buffer_add_bytes(&p->out, text, (size_t)length);
}

void page_take(page *p, ent_buffer *text)
{
    put_escaped(p, ent_buffer_text(text), text->length);
    p->out.failed |= text->failed;
    ent_buffer_clear(text);
}

/* Where a text is cut so that it has no more than `columns` columns: Chinese, Japanese and Korean
 * characters (from U+3000 on) take two. */
static size_t cut_at(const char *text, size_t columns)
{
    size_t used = 0, i = 0;
    while (text[i]) {
        unsigned char c = (unsigned char)text[i];
        size_t bytes = c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
        used += c >= 0xE3 ? 2 : 1;
        if (used > columns)
            return i;
        while (bytes-- > 0 && text[i])
            i++;
    }
    return i;
}

bool page_is_long(const char *text, size_t columns)
{
    return cut_at(text, columns) < strlen(text);
}

void page_put_cut(page *p, const char *text, size_t columns)
{
    if (page_is_long(text, columns)) {
        put_escaped(p, text, cut_at(text, columns - 1));
        ent_buffer_add(&p->out, "…");
    } else {
        put_escaped(p, text, strlen(text));
    }
}

/* ---- parts that many sections use ---- */

void page_open(page *p, const char *id, const char *heading)
{
    page_put(p, "<section id=\"%s\" aria-labelledby=\"%s-h\">\n<h2 id=\"%s-h\">%s</h2>\n", id, id,
             id, heading);
}

const char *page_bloc_class(const page *p, const char *bloc)
{
    static const char *const classes[] = {"b0", "b1", "b2", "b3", "b4", "b5"};
    const ent_json_value *blocs = ent_json_get(p->result, "blocs");
    for (size_t i = 0; i < ent_json_count(blocs); i++)
        if (strcmp(sheet_text(ent_json_at(blocs, i), "id"), bloc) == 0)
            return classes[i % ent_countof(classes)];
    return "bx";
}

void page_swatch(page *p, const char *bloc)
{
    page_put(p,
             "<svg class=\"swatch %s\" viewBox=\"0 0 10 10\" aria-hidden=\"true\">"
             "<rect x=\".5\" y=\".5\" width=\"9\" height=\"9\"/></svg>",
             page_bloc_class(p, bloc));
}

void page_source(page *p, const char *name)
{
    const ent_json_value *source = sheet_find(ent_json_get(p->result, "sources"), "name", name);
    const char *citation = sheet_text(source, "citation");
    if (*name && *citation)
        page_put(p, "Source: %s: %s", name, citation);
    else if (*name)
        page_put(p, "Source: %s", name);
}

void page_doubt(page *p, const ent_json_value *object)
{
    ent_buffer marks = {0};
    if (!sheet_in_doubt(object))
        return;
    sheet_join(ent_json_get(object, "marks"), &marks);
    page_put(p, "<abbr title=\"");
    page_take(p, &marks);
    page_put(p, "\">†</abbr>");
}

void page_key(page *p, const char *label, const ent_json_value *object, const char *key)
{
    if (*sheet_text(object, key))
        page_put(p, "<p class=\"small muted\">%s%s</p>\n", label, sheet_text(object, key));
}

void page_marks(page *p, const ent_json_value *object)
{
    ent_buffer marks = {0};
    if (ent_json_count(ent_json_get(object, "marks")) == 0)
        return;
    page_put(p, "<p class=\"small muted\">%s", sheet_in_doubt(object) ? "† " : "Marked: ");
    sheet_join(ent_json_get(object, "marks"), &marks);
    page_take(p, &marks);
    page_put(p, "</p>\n");
}

/* ---- frame ---- */

void page_head(page *p, const char *title, const char *style)
{
    page_put(p,
             "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
             "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
             "'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n"
             "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
             "<meta name=\"generator\" content=\"Entente %s\">\n<title>%s</title>\n<style>\n",
             sheet_text(p->root, "entente"), title);
    for (size_t part = 0; page_style(part); part++)
        ent_buffer_add(&p->out, page_style(part));
    ent_buffer_add(&p->out, style);
    page_put(p, "</style>\n</head>\n<body>\n<main>\n");
}

static void put_bloc(page *p, const ent_json_value *bloc)
{
    const ent_json_value *members = ent_json_get(bloc, "members");
    ent_buffer list = {0}, change = {0};
    page_put(p, "<dt>Bloc</dt><dd>");
    page_swatch(p, sheet_text(bloc, "id"));
    page_put(p, "<b>%s</b>, ", sheet_text(bloc, "name"));
    page_draw(p, "%zu member%s: ", ent_json_count(members),
              ent_json_count(members) == 1 ? "" : "s");
    sheet_join(members, &list);
    page_take(p, &list);
    sheet_list_changes(p->result, members, ent_json_get(bloc, "members_after"), &change);
    if (change.length > 0)
        page_put(p, "; after the interventions: ");
    page_take(p, &change);
    if (*sheet_text(bloc, "absent"))
        page_put(p, "; not in the base: %s", sheet_text(bloc, "absent"));
    page_put(p, "</dd>\n");
}

static void put_title(page *p, const ent_json_value *scenario)
{
    const ent_json_value *blocs = ent_json_get(p->result, "blocs");
    ent_buffer answer = {0};
    page_put(p, "<header>\n<p class=\"kicker\">Entente · balance sheet</p>\n<h1>%s</h1>\n",
             sheet_text(scenario, "title"));
    if (*sheet_text(scenario, "question"))
        page_put(p, "<p class=\"question\">%s</p>\n", sheet_text(scenario, "question"));
    page_put(p, "<p class=\"answer\">");
    sheet_answer(p->result, &answer);
    page_take(p, &answer);
    page_put(p, "</p>\n");
    if (*sheet_text(scenario, "description") && !sheet_has_other_base(p->result))
        page_put(p, "<p>%s</p>\n", sheet_text(scenario, "description"));
    page_put(p, "<dl class=\"facts\">\n<dt>Base</dt><dd>%s on <time>%s</time>, ",
             sheet_text(scenario, "base"), sheet_text(scenario, "date"));
    page_draw(p, "%.0f actors", ent_json_number(ent_json_get(scenario, "actors")));
    page_put(p, "%s</dd>\n",
             sheet_has_other_base(p->result) ? ", in place of the scenario's own base" : "");
    for (size_t i = 0; i < ent_json_count(blocs); i++)
        put_bloc(p, ent_json_at(blocs, i));
    page_put(p, "</dl>\n</header>\n");
}

ent_status ent_run_page(const ent_json *json, char **out, ent_error *error)
{
    static void (*const sections[])(page *) = {
        page_claims,  page_changes, page_chart,      page_balance, page_poles,
        page_network, page_relations, page_triads,   page_found_blocs, page_neighbourhoods, page_forecast,
        page_similarity, page_burden,  page_notes,   page_sources};
    page p = {.root = ent_json_root((ent_json *)json)};
    *out = NULL;
    if (strcmp(sheet_text(p.root, "command"), "run") != 0)
        return ent_fail(error, ENT_ERR_ARGUMENT, "only the answer of 'entente run' has a page");
    p.result = ent_json_get(p.root, "result");
    p.has_after = sheet_has_after(p.result);
    page_head(&p, sheet_text(ent_json_get(p.result, "scenario"), "title"), "");
    put_title(&p, ent_json_get(p.result, "scenario"));
    for (size_t i = 0; i < ent_countof(sections); i++)
        sections[i](&p);
    page_footer(&p);
    page_put(&p, "</main>\n</body>\n</html>\n");
    if (p.out.failed) {
        ent_buffer_clear(&p.out);
        return ent_fail_memory(error);
    }
    *out = p.out.data;
    return ENT_OK;
}
