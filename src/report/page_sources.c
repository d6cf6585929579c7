/* The end of the page: what is in doubt or missing, the sources, and how to make the page again. */
#include "report/page.h"

#include "core/memory.h"

#include <string.h>

/* ---- doubt and missing data ---- */

/* Blocs whose figures lack or doubt members, each once a measure. */
static void put_members_in(page *p, const char *column, const char *words)
{
    const ent_json_value *table = ent_json_get(p->result, "balance");
    for (size_t row = 0; row < ent_json_row_count(table); row++) {
        ent_buffer text = {0};
        const char *abbs = sheet_cell(table, column, row);
        bool after = strcmp(sheet_cell(table, "when", row), "after") == 0;
        if (!*abbs || (after && row > 0 && strcmp(sheet_cell(table, column, row - 1), abbs) == 0))
            continue;
        sheet_short_label(p->result, sheet_cell(table, "measure", row), &text);
        page_put(p, "<li>");
        page_take(p, &text);
        page_put(p, " of %s%s: %s ", sheet_bloc_name(p->result, sheet_cell(table, "bloc", row)),
                 after ? " after the interventions" : "", words);
        sheet_spell_out(p->result, abbs, &text);
        page_take(p, &text);
        page_put(p, "</li>\n");
    }
}

static void put_doubted_ties(page *p)
{
    static const char *const layers[][2] = {{"alliance", "alliance"}, {"rivalry", "rivalry"}};
    const ent_json_value *ties = ent_json_get(ent_json_get(p->result, "network"), "ties");
    for (size_t k = 0; k < ent_countof(layers); k++) {
        size_t count = 0, all = 0;
        for (size_t row = 0; row < ent_json_row_count(ties); row++) {
            if (strcmp(sheet_cell(ties, "layer", row), layers[k][0]) != 0)
                continue;
            all++;
            count += ent_json_is_true(ent_json_cell(ties, "in_doubt", row));
        }
        if (count > 0)
            page_draw(p, "<li>Ties of the layer %s in doubt: %zu of the %zu that are drawn</li>\n",
                      layers[k][1], count, all);
    }
}

static void put_unknown(page *p)
{
    static const char *const layers[] = {"alliance", "rivalry"};
    const ent_json_value *unknown = ent_json_get(p->result, "measures_without_data");
    const ent_json_value *blocs = ent_json_get(p->result, "blocs");
    for (size_t i = 0; i < ent_json_count(unknown); i++)
        page_put(p, "<li>%s: no data in the base</li>\n", sheet_item(unknown, i));
    for (size_t i = 0; i < ent_countof(layers); i++) {
        const char *reason = sheet_layer_reason(p->result, layers[i]);
        if (reason)
            page_put(p, "<li>Layer %s: %s. That is not the same as none.</li>\n", layers[i],
                     reason);
    }
    for (size_t i = 0; i < ent_json_count(blocs); i++)
        if (*sheet_text(ent_json_at(blocs, i), "absent"))
            page_put(p, "<li>Members of %s that the base does not have on this day: %s</li>\n",
                     sheet_text(ent_json_at(blocs, i), "name"),
                     sheet_text(ent_json_at(blocs, i), "absent"));
}

void page_notes(page *p)
{
    page_open(p, "doubt", "Doubt and missing data");
    page_put(
        p, "<p>† marks what rests on something unverified, disputed or of low confidence, as its "
           "source or the scenario says. A missing value is never read as zero: it is left out and "
           "named.</p>\n<ul>\n");
    size_t start = p->out.length;
    put_unknown(p);
    put_members_in(p, "missing", "no data for");
    put_members_in(p, "doubted", "in doubt is the figure of");
    put_doubted_ties(p);
    if (p->out.length == start)
        page_put(p, "<li>Nothing in this sheet is marked or missing.</li>\n");
    page_put(p, "</ul>\n</section>\n");
}

/* ---- sources ---- */

/* Does the sheet rest on this source: a measure, a layer, or who is an actor? */
static bool is_used(const page *p, const char *name)
{
    static const char *const layers[] = {"alliance", "rivalry"};
    const ent_json_value *relations = ent_json_get(p->result, "relations");
    bool used = sheet_find(ent_json_get(p->result, "measures"), "source", name) ||
                strcmp(sheet_text(ent_json_get(p->result, "scenario"), "base"), name) == 0;
    for (size_t i = 0; i < ent_countof(layers); i++) {
        const ent_json_value *layer = ent_json_get(ent_json_get(relations, "layers"), layers[i]);
        used |= strcmp(sheet_text(layer, "source"), name) == 0;
    }
    return used;
}

static void put_source_list(page *p, bool used)
{
    const ent_json_value *sources = ent_json_get(p->result, "sources");
    size_t count = 0;
    for (size_t i = 0; i < ent_json_count(sources); i++) {
        const ent_json_value *source = ent_json_at(sources, i);
        if (is_used(p, sheet_text(source, "name")) != used)
            continue;
        if (count++ == 0)
            page_put(p, used ? "<ul>\n"
                             : "<details><summary>Other sources in the base</summary>\n<ul>\n");
        page_put(p, "<li><b>%s</b>: %s. %s", sheet_text(source, "name"),
                 sheet_text(source, "title"), sheet_text(source, "citation"));
        if (*sheet_text(source, "terms"))
            page_put(p, " <span class=\"muted\">%s</span>", sheet_text(source, "terms"));
        page_put(p, "</li>\n");
    }
    if (count > 0)
        page_put(p, used ? "</ul>\n" : "</ul></details>\n");
}

void page_sources(page *p)
{
    const ent_json_value *citations = ent_json_get(p->result, "citations");
    const char *source = sheet_text(ent_json_get(p->result, "scenario"), "source");
    double uncited = ent_json_number(ent_json_get(p->result, "rows_without_source"));
    page_open(p, "sources", "Sources");
    if (*source && !sheet_has_other_base(p->result))
        page_put(p, "<p>The scenario names as its sources: %s</p>\n", source);
    put_source_list(p, true);
    put_source_list(p, false);
    if (uncited > 0)
        page_draw(p, "<p>Rows of the base that name no source of their own: %.0f.</p>\n", uncited);
    if (ent_json_count(citations) > 0) {
        page_draw(
            p,
            "<details><summary>All %zu citations of its rows</summary>\n<ol class=\"citations "
            "small\">\n",
            ent_json_count(citations));
        for (size_t i = 0; i < ent_json_count(citations); i++)
            page_put(p, "<li>%s</li>\n", sheet_item(citations, i));
        page_put(p, "</ol></details>\n");
    }
    page_put(p, "</section>\n");
}

/* ---- how it was made ---- */

/* A path as a shell takes it: in quotes if it has anything but plain characters. */
static void put_shell_word(page *p, const char *word)
{
    static const char plain[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./-:@+";
    if (*word && word[strspn(word, plain)] == '\0') {
        page_put(p, "%s", word);
        return;
    }
    page_put(p, "'");
    for (; *word; word++) {
        char c[2] = {*word, '\0'};
        page_put(p, "%s", *word == '\'' ? "'\\''" : c);
    }
    page_put(p, "'");
}

void page_footer(page *p)
{
    const ent_json_value *inputs = ent_json_get(p->root, "inputs");
    const ent_json_value *scenario = ent_json_get(p->result, "scenario");
    page_put(
        p,
        "<footer>\n<p>Made by Entente %s from the files below. The same version gives the same "
        "figures from the same files; to make this page again:</p>\n<p><code>entente run ",
        sheet_text(p->root, "entente"));
    put_shell_word(p, sheet_text(scenario, "file"));
    if (*sheet_text(scenario, "world")) {
        page_put(p, " --world ");
        put_shell_word(p, sheet_text(scenario, "world"));
        page_put(p, " --on %s", sheet_text(scenario, "date"));
    }
    page_put(
        p, "</code></p>\n<details><summary>Inputs with their SHA-256 checksums</summary>\n<ul>\n");
    for (size_t i = 0; i < ent_json_count(inputs); i++)
        page_put(p, "<li>%s<br><span class=\"code\">%s</span></li>\n",
                 sheet_text(ent_json_at(inputs, i), "file"),
                 sheet_text(ent_json_at(inputs, i), "checksum"));
    page_put(p, "</ul></details>\n</footer>\n");
}
