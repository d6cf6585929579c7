/* Sections of the page in words: what changes, who is tied to whom. Claims: page_claims.c. */
#include "report/page.h"

#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

/* ---- what changes ---- */

static void put_intervention(page *p, const ent_json_value *item)
{
    ent_buffer words = {0};
    page_put(p, "<li><time>%s</time> ", sheet_text(item, "date"));
    sheet_intervention(p->result, item, &words);
    page_take(p, &words);
    page_put(p, "\n");
    page_key(p, "", item, "warning");
    page_key(p, "Source: ", item, "source");
    page_key(p, "Note: ", item, "note");
    page_marks(p, item);
    page_put(p, "</li>\n");
}

static void put_change(page *p, size_t row, const char *actor, ent_buffer *others)
{
    static const char *const sides[] = {"before", "after"};
    const ent_json_value *table = ent_json_get(p->result, "changes");
    page_put(p, "<tr><th scope=\"row\">%s – ", actor);
    page_take(p, others);
    page_put(p, "<small>%s</small></th>", sheet_cell(table, "layer", row));
    for (size_t k = 0; k < ent_countof(sides); k++) {
        ent_buffer words = {0};
        sheet_tie_words(sheet_cell(table, sides[k], row), &words);
        page_put(p, "<td>");
        page_take(p, &words);
        page_put(p, "</td>");
    }
    page_put(p, "</tr>\n");
}

static void put_changed_ties(page *p)
{
    size_t row, rows = ent_json_row_count(ent_json_get(p->result, "changes"));
    bool *done = ent_new_array(rows, sizeof *done);
    const char *actor;
    ent_buffer others = {0};
    page_put(p,
             "<table class=\"ties\">\n<caption>Ties that change</caption>\n<thead><tr><th "
             "scope=\"col\">Between</th>"
             "<th scope=\"col\">Before</th><th scope=\"col\">After</th></tr></thead>\n<tbody>\n");
    while (done && sheet_next_change(p->result, done, &row, &actor, &others))
        put_change(p, row, actor, &others);
    page_put(p, "</tbody></table>\n");
    p->out.failed |= !done;
    free(done);
}

void page_changes(page *p)
{
    const ent_json_value *list = ent_json_get(p->result, "interventions");
    const ent_json_value *table = ent_json_get(p->result, "changes");
    if (!p->has_after)
        return;
    page_open(p, "changes", "What changes");
    page_put(p, "<ol class=\"steps\">\n");
    for (size_t i = 0; i < ent_json_count(list); i++)
        put_intervention(p, ent_json_at(list, i));
    page_put(p, "</ol>\n");
    if (ent_json_row_count(table) == 0)
        page_put(p, "<p>No tie between two actors changes.</p>\n");
    else
        put_changed_ties(p);
    page_put(p, "</section>\n");
}

/* ---- relations ---- */

static void put_actor(page *p, const ent_json_value *other, bool first)
{
    page_put(p, "%s%s", first ? "" : ", ", sheet_text(other, "name"));
    page_doubt(p, other);
}

/* What the interventions change in a list, under it. */
static void put_difference(page *p, const char *label, ent_buffer *difference)
{
    if (p->has_after) {
        page_put(p, "<dt>%s after the interventions</dt><dd>", label);
        if (difference->length == 0)
            page_put(p, "<span class=\"muted\">unchanged</span>");
        page_take(p, difference);
        page_put(p, "</dd>\n");
    }
    p->out.failed |= difference->failed;
    ent_buffer_clear(difference);
}

static void put_allies(page *p, const ent_json_value *actor)
{
    unsigned groups[SHEET_TERMS];
    const ent_json_value *allies = ent_json_get(actor, "allies_before");
    const char *reason = sheet_layer_reason(p->result, "alliance");
    size_t count = sheet_ally_groups(allies, groups);
    ent_buffer text = {0};
    for (size_t g = 0; g < count; g++) {
        page_put(p, "<dt>Allies: ");
        sheet_terms_text(groups[g], &text);
        page_take(p, &text);
        page_put(p, "</dt><dd>");
        for (size_t i = 0, shown = 0; i < ent_json_count(allies); i++)
            if (sheet_terms(ent_json_at(allies, i)) == groups[g])
                put_actor(p, ent_json_at(allies, i), shown++ == 0);
        page_put(p, "</dd>\n");
    }
    if (count == 0)
        page_put(p, "<dt>Allies</dt><dd>%s</dd>\n", reason ? reason : "none");
    sheet_ally_changes(actor, &text);
    if (count > 0 || text.length > 0)
        put_difference(p, "Allies", &text);
    p->out.failed |= text.failed;
    ent_buffer_clear(&text);
}

static void put_rivals(page *p, const ent_json_value *actor)
{
    const ent_json_value *rivals = ent_json_get(actor, "rivals_before");
    const char *reason = sheet_layer_reason(p->result, "rivalry");
    ent_buffer text = {0};
    page_put(p, "<dt>Rivals</dt><dd>");
    if (ent_json_count(rivals) == 0)
        page_put(p, "%s", reason ? reason : "none");
    for (size_t i = 0; i < ent_json_count(rivals); i++)
        put_actor(p, ent_json_at(rivals, i), i == 0);
    page_put(p, "</dd>\n");
    sheet_rival_changes(actor, &text);
    if (ent_json_count(rivals) > 0 || text.length > 0)
        put_difference(p, "Rivals", &text);
    p->out.failed |= text.failed;
    ent_buffer_clear(&text);
}

static void put_relations_of(page *p, const ent_json_value *actor)
{
    bool removed = ent_json_is_true(ent_json_get(actor, "removed"));
    page_put(p, "<div><h3>%s <span class=\"muted\">(%s%s)</span></h3>\n<dl>\n",
             sheet_text(actor, "name"), sheet_text(actor, "actor"), removed ? ", removed" : "");
    put_allies(p, actor);
    put_rivals(p, actor);
    page_put(p, "</dl></div>\n");
}

static void put_common_enemies_of(page *p, const ent_json_value *pair)
{
    const ent_json_value *before = ent_json_get(pair, "before");
    ent_buffer change = {0};
    page_put(p, "<li>%s and %s: ", sheet_actor_name(p->result, sheet_text(pair, "a")),
             sheet_actor_name(p->result, sheet_text(pair, "b")));
    for (size_t i = 0; i < ent_json_count(before); i++)
        page_put(p, "%s%s", i ? ", " : "", sheet_actor_name(p->result, sheet_item(before, i)));
    if (ent_json_count(before) == 0)
        page_put(p, "none");
    sheet_list_changes(p->result, before, ent_json_get(pair, "after"), &change);
    if (p->has_after)
        page_put(p, "; after: %s", change.length ? "" : "unchanged");
    page_take(p, &change);
    page_put(p, "</li>\n");
}

static void put_common_enemies(page *p, const ent_json_value *pairs)
{
    const char *reason = sheet_layer_reason(p->result, "rivalry");
    size_t none = 0;
    if (ent_json_count(pairs) == 0)
        return;
    page_put(p, "<h3>Common enemies</h3>\n<ul class=\"pairs\">\n");
    for (size_t i = 0; i < ent_json_count(pairs); i++) {
        const ent_json_value *pair = ent_json_at(pairs, i);
        if (ent_json_count(ent_json_get(pair, "before")) +
            ent_json_count(ent_json_get(pair, "after")))
            put_common_enemies_of(p, pair);
        else
            none++;
    }
    if (reason)
        page_put(p, "<li>%s: the base has no rivalries to compare</li>\n", reason);
    else if (none > 0)
        page_draw(p, "<li>none: %zu pair%s</li>\n", none, none == 1 ? "" : "s of these actors");
    page_put(p, "</ul>\n");
}

void page_relations(page *p)
{
    enum { IN_VIEW = 6 };
    const ent_json_value *relations = ent_json_get(p->result, "relations");
    const ent_json_value *actors = ent_json_get(relations, "actors");
    bool many = ent_json_count(actors) > IN_VIEW;
    if (ent_json_count(actors) == 0)
        return;
    page_open(p, "relations",
              p->has_after ? "Allies and rivals of the parties"
                           : "Allies and rivals of the members");
    if (many)
        page_draw(p, "<details><summary>All %zu actors, with the obligations</summary>\n",
                  ent_json_count(actors));
    page_put(p, "<div class=\"cards\">\n");
    for (size_t i = 0; i < ent_json_count(actors); i++)
        put_relations_of(p, ent_json_at(actors, i));
    page_put(p, "</div>\n");
    if (many)
        page_put(p, "</details>\n");
    put_common_enemies(p, ent_json_get(relations, "common_enemies"));
    page_put(p, "</section>\n");
}
