#include "report/bibtex.h"

#include "core/memory.h"

#include <ctype.h>
#include <string.h>

/* A brace counts for BibTeX also behind a backslash: so by name. */
static const struct {
    const char *text, *tex;
} letters[] = {
    {"\\", "{\\textbackslash}"}, {"{", "{\\textbraceleft}"}, {"}", "{\\textbraceright}"}, {"&", "\\&"}, {"%", "\\%"},
    {"$", "\\$"}, {"#", "\\#"}, {"_", "\\_"}, {"~", "{\\textasciitilde}"},
    {"^", "{\\textasciicircum}"}, {"\n", " "}, {"\r", ""}, {"\t", " "},
    {"À", "{\\`A}"}, {"Á", "{\\'A}"}, {"Â", "{\\^A}"}, {"Ã", "{\\~A}"}, {"Ä", "{\\\"A}"},
    {"Å", "{\\AA}"}, {"Æ", "{\\AE}"}, {"Ç", "{\\c{C}}"}, {"È", "{\\`E}"}, {"É", "{\\'E}"},
    {"Ê", "{\\^E}"}, {"Ë", "{\\\"E}"}, {"Í", "{\\'I}"}, {"Î", "{\\^I}"}, {"Ï", "{\\\"I}"},
    {"Ñ", "{\\~N}"}, {"Ó", "{\\'O}"}, {"Ô", "{\\^O}"}, {"Õ", "{\\~O}"}, {"Ö", "{\\\"O}"},
    {"Ø", "{\\O}"}, {"Ú", "{\\'U}"}, {"Û", "{\\^U}"}, {"Ü", "{\\\"U}"}, {"ß", "{\\ss}"},
    {"à", "{\\`a}"}, {"á", "{\\'a}"}, {"â", "{\\^a}"}, {"ã", "{\\~a}"}, {"ä", "{\\\"a}"},
    {"å", "{\\aa}"}, {"æ", "{\\ae}"}, {"ç", "{\\c{c}}"}, {"è", "{\\`e}"}, {"é", "{\\'e}"},
    {"ê", "{\\^e}"}, {"ë", "{\\\"e}"}, {"ì", "{\\`{\\i}}"}, {"í", "{\\'{\\i}}"},
    {"î", "{\\^{\\i}}"}, {"ï", "{\\\"{\\i}}"}, {"ñ", "{\\~n}"}, {"ò", "{\\`o}"}, {"ó", "{\\'o}"},
    {"ô", "{\\^o}"}, {"õ", "{\\~o}"}, {"ö", "{\\\"o}"}, {"ø", "{\\o}"}, {"ù", "{\\`u}"},
    {"ú", "{\\'u}"}, {"û", "{\\^u}"}, {"ü", "{\\\"u}"}, {"ý", "{\\'y}"}, {"ÿ", "{\\\"y}"},
    {"ć", "{\\'c}"}, {"Č", "{\\v{C}}"}, {"č", "{\\v{c}}"}, {"ę", "{\\k{e}}"}, {"ě", "{\\v{e}}"},
    {"ğ", "{\\u{g}}"}, {"İ", "{\\.I}"}, {"ı", "{\\i}"}, {"Ł", "{\\L}"}, {"ł", "{\\l}"},
    {"ń", "{\\'n}"}, {"ő", "{\\H{o}}"}, {"ř", "{\\v{r}}"}, {"ś", "{\\'s}"}, {"Ş", "{\\c{S}}"},
    {"ş", "{\\c{s}}"}, {"Š", "{\\v{S}}"}, {"š", "{\\v{s}}"}, {"ű", "{\\H{u}}"}, {"ź", "{\\'z}"},
    {"ż", "{\\.z}"}, {"Ž", "{\\v{Z}}"}, {"ž", "{\\v{z}}"}, {"–", "--"}, {"—", "---"}, {"’", "'"},
};

void bibtex_escape(ent_buffer *out, const char *text)
{
    while (*text) {
        size_t i = 0;
        while (i < ent_countof(letters) &&
               strncmp(letters[i].text, text, strlen(letters[i].text)) != 0)
            i++;
        if (i < ent_countof(letters)) {
            ent_buffer_add(out, letters[i].tex);
            text += strlen(letters[i].text);
        } else {
            ent_buffer_add_bytes(out, text++, 1);
        }
    }
}

/* A field between two braces; twice two keep the capitals of a title. */
static void add_field(ent_buffer *out, const char *name, const char *open, const char *text,
                      const char *close)
{
    if (*text == '\0')
        return;
    ent_buffer_format(out, ",\n  %s = %s", name, open);
    bibtex_escape(out, text);
    ent_buffer_add(out, close);
}

/* A key may not hold what ends it or begins a comment. */
static void add_key(ent_buffer *out, const char *name)
{
    for (; *name; name++) {
        bool plain = isalnum((unsigned char)*name) || strchr("-.:_+", *name);
        ent_buffer_add_bytes(out, plain ? name : "-", 1);
    }
}

void bibtex_of_own(ent_buffer *out, const ent_source *source)
{
    ent_buffer version = {0};
    if (source->version[0])
        ent_buffer_format(&version, "Data set, version %s", source->version);
    ent_buffer_add(out, "@misc{");
    add_key(out, source->name);
    add_field(out, "key", "{", source->name, "}"); /* to sort by: it has no author */
    add_field(out, "title", "{{", source->title[0] ? source->title : source->name, "}}");
    add_field(out, "howpublished", "{", ent_buffer_text(&version), "}");
    add_field(out, "note", "{", source->citation, "}");
    ent_buffer_add(out, "\n}\n");
    out->failed |= version.failed;
    ent_buffer_clear(&version);
}
