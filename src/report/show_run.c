/* The balance sheet as text for a terminal, section by section in the order of the question: what
 * it is about, what changes, how strong the blocs are, who is tied to whom, who pays, what the
 * claims come to, what is in doubt. Tables: show_run_tables.c. What is read from the document:
 * page_sheet.h. */
#include "report/show_run.h"

#include "core/memory.h"

#include <stdlib.h>

enum { HEAD_MARGIN = 8, MARGIN = 11 };

/* ---- what it is about ---- */

static void show_bloc(sheet *s, const ent_json_value *bloc)
{
    ent_buffer text = {0}, change = {0};
    const ent_json_value *members = ent_json_get(bloc, "members");
    size_t count = ent_json_count(members);
    ent_buffer_format(&text, "%s, %zu member%s: ", sheet_text(bloc, "name"), count,
                      count == 1 ? "" : "s");
    sheet_join(members, &text);
    sheet_list_changes(s->result, members, ent_json_get(bloc, "members_after"), &change);
    if (change.length > 0)
        ent_buffer_format(&text, "; after: %s", ent_buffer_text(&change));
    if (*sheet_text(bloc, "absent"))
        ent_buffer_format(&text, "; not in the base: %s", sheet_text(bloc, "absent"));
    text_item(s, HEAD_MARGIN, "Bloc", &text);
    text_done(s, &change);
}

static void show_head(sheet *s)
{
    const ent_json_value *scenario = ent_json_get(s->result, "scenario");
    const ent_json_value *blocs = ent_json_get(s->result, "blocs");
    ent_buffer answer = {0}, base = {0};
    text_paragraph(s, 0, sheet_text(scenario, "title"));
    text_paragraph(s, 0, sheet_text(scenario, "question"));
    if (*sheet_text(scenario, "description") && !sheet_has_other_base(s->result)) {
        ent_buffer_add(s->out, "\n");
        text_paragraph(s, 0, sheet_text(scenario, "description"));
    }
    ent_buffer_add(s->out, "\n");
    sheet_answer(s->result, &answer);
    text_item(s, HEAD_MARGIN, "Answer", &answer);
    ent_buffer_format(
        &base, "%s on %s, %.0f actors%s", sheet_text(scenario, "base"),
        sheet_text(scenario, "date"), ent_json_number(ent_json_get(scenario, "actors")),
        sheet_has_other_base(s->result) ? ", in place of the scenario's own base" : "");
    text_item(s, HEAD_MARGIN, "Base", &base);
    for (size_t i = 0; i < ent_json_count(blocs); i++)
        show_bloc(s, ent_json_at(blocs, i));
}

/* ---- what changes ---- */

static void show_marks(sheet *s, int indent, const ent_json_value *object)
{
    ent_buffer text = {0};
    if (ent_json_count(ent_json_get(object, "marks")) > 0) {
        ent_buffer_add(&text, sheet_in_doubt(object) ? "† " : "marked: ");
        sheet_join(ent_json_get(object, "marks"), &text);
        text_paragraph(s, indent, ent_buffer_text(&text));
    }
    text_done(s, &text);
}

/* "source: ...", if it has one. */
static void show_key(sheet *s, int indent, const char *label, const ent_json_value *object,
                     const char *key)
{
    ent_buffer text = {0};
    if (*sheet_text(object, key)) {
        ent_buffer_format(&text, "%s%s", label, sheet_text(object, key));
        text_paragraph(s, indent, ent_buffer_text(&text));
    }
    text_done(s, &text);
}

static void show_interventions(sheet *s)
{
    const ent_json_value *list = ent_json_get(s->result, "interventions");
    text_heading(s, "WHAT CHANGES");
    if (!sheet_has_after(s->result))
        text_paragraph(s, 2, "Nothing: the scenario has no interventions.");
    for (size_t i = 0; i < ent_json_count(list); i++) {
        const ent_json_value *item = ent_json_at(list, i);
        ent_buffer text = {0};
        ent_buffer_format(&text, "%s ", sheet_text(item, "date"));
        sheet_intervention(s->result, item, &text);
        text_paragraph(s, 2, ent_buffer_text(&text));
        show_key(s, 4, "", item, "warning");
        show_key(s, 4, "source: ", item, "source");
        show_key(s, 4, "note: ", item, "note");
        show_marks(s, 4, item);
        text_done(s, &text);
    }
}

static void show_changes(sheet *s)
{
    const ent_json_value *table = ent_json_get(s->result, "changes");
    bool *done = ent_new_array(ent_json_row_count(table), sizeof *done);
    const char *actor;
    size_t row;
    ent_buffer others = {0}, text = {0};
    if (sheet_has_after(s->result))
        text_heading(s, "TIES THAT CHANGE");
    if (sheet_has_after(s->result) && ent_json_row_count(table) == 0)
        text_paragraph(s, 2, "None.");
    while (done && sheet_next_change(s->result, done, &row, &actor, &others)) {
        ent_buffer_format(&text, "%s of %s with %s: ", sheet_cell(table, "layer", row), actor,
                          ent_buffer_text(&others));
        sheet_tie_words(sheet_cell(table, "before", row), &text);
        ent_buffer_add(&text, " → ");
        sheet_tie_words(sheet_cell(table, "after", row), &text);
        text_paragraph(s, 2, ent_buffer_text(&text));
        text_done(s, &text);
        text_done(s, &others);
    }
    s->out->failed |= !done;
    free(done);
}

/* ---- relations ---- */

static void add_name(sheet *s, ent_buffer *text, const ent_json_value *other, bool first)
{
    bool doubt = sheet_in_doubt(other);
    s->doubt |= doubt;
    ent_buffer_format(text, "%s%s%s", first ? "" : ", ", sheet_text(other, "name"),
                      doubt ? "†" : "");
}

static void show_allies(sheet *s, const ent_json_value *allies)
{
    unsigned groups[SHEET_TERMS];
    size_t count = sheet_ally_groups(allies, groups);
    for (size_t g = 0; g < count; g++) {
        ent_buffer text = {0};
        sheet_terms_text(groups[g], &text);
        ent_buffer_add(&text, ": ");
        for (size_t i = 0, shown = 0; i < ent_json_count(allies); i++)
            if (sheet_terms(ent_json_at(allies, i)) == groups[g])
                add_name(s, &text, ent_json_at(allies, i), shown++ == 0);
        text_item(s, MARGIN, g ? "" : "    allies", &text);
    }
}

/* What the interventions change in a list, under it. */
static void show_difference(sheet *s, ent_buffer *difference)
{
    ent_buffer text = {0};
    if (sheet_has_after(s->result)) {
        ent_buffer_format(&text, "after: %s",
                          difference->length ? ent_buffer_text(difference) : "unchanged");
        text_item(s, MARGIN, "", &text);
    }
    text_done(s, difference);
}

static void show_relations_of(sheet *s, const ent_json_value *actor)
{
    const ent_json_value *allies = ent_json_get(actor, "allies_before");
    const ent_json_value *rivals = ent_json_get(actor, "rivals_before");
    const char *reason = sheet_layer_reason(s->result, "rivalry");
    ent_buffer text = {0}, none = {0}, of_allies = {0}, of_rivals = {0};
    ent_buffer_format(&text, "%s (%s)%s", sheet_text(actor, "name"), sheet_text(actor, "actor"),
                      ent_json_is_true(ent_json_get(actor, "removed")) ? ", removed" : "");
    text_paragraph(s, 2, ent_buffer_text(&text));
    text_done(s, &text);
    show_allies(s, allies);
    if (ent_json_count(allies) == 0) {
        const char *why = sheet_layer_reason(s->result, "alliance");
        ent_buffer_add(&none, why ? why : "none");
        text_item(s, MARGIN, "    allies", &none);
    }
    sheet_ally_changes(actor, &of_allies);
    show_difference(s, &of_allies);
    for (size_t i = 0; i < ent_json_count(rivals); i++)
        add_name(s, &text, ent_json_at(rivals, i), i == 0);
    if (ent_json_count(rivals) == 0)
        ent_buffer_add(&text, reason ? reason : "none");
    text_item(s, MARGIN, "    rivals", &text);
    sheet_rival_changes(actor, &of_rivals);
    if (!reason || of_rivals.length > 0)
        show_difference(s, &of_rivals);
}

static void add_count(ent_buffer *text, const ent_json_value *list, const char *what)
{
    size_t count = ent_json_count(list);
    ent_buffer_format(text, "%zu %s%s", count, what, count == 1 ? "" : "s");
}

/* Many actors (a whole bloc): a line each. */
static void show_relations_briefly(sheet *s, const ent_json_value *actor)
{
    ent_buffer text = {0};
    const char *reason = sheet_layer_reason(s->result, "rivalry");
    ent_buffer_format(&text, "%s (%s): allied with ", sheet_text(actor, "name"),
                      sheet_text(actor, "actor"));
    add_count(&text, ent_json_get(actor, "allies_before"), "actor");
    if (reason) {
        ent_buffer_format(&text, ", rivals: %s", reason);
    } else {
        ent_buffer_add(&text, ", ");
        add_count(&text, ent_json_get(actor, "rivals_before"), "rival");
    }
    if (sheet_has_after(s->result)) {
        ent_buffer_add(&text, "; after: with ");
        add_count(&text, ent_json_get(actor, "allies_after"), "actor");
        ent_buffer_add(&text, ", ");
        add_count(&text, ent_json_get(actor, "rivals_after"), "rival");
    }
    text_paragraph(s, 2, ent_buffer_text(&text));
    text_done(s, &text);
}

static void show_common_enemies(sheet *s, const ent_json_value *pair)
{
    const ent_json_value *before = ent_json_get(pair, "before");
    ent_buffer text = {0}, difference = {0};
    ent_buffer_format(
        &text, "Common enemies of %s and %s: ", sheet_actor_name(s->result, sheet_text(pair, "a")),
        sheet_actor_name(s->result, sheet_text(pair, "b")));
    for (size_t i = 0; i < ent_json_count(before); i++)
        ent_buffer_format(&text, "%s%s", i ? ", " : "",
                          sheet_actor_name(s->result, sheet_item(before, i)));
    if (ent_json_count(before) == 0)
        ent_buffer_add(&text, "none");
    sheet_list_changes(s->result, before, ent_json_get(pair, "after"), &difference);
    if (sheet_has_after(s->result))
        ent_buffer_format(&text, "; after: %s",
                          difference.length ? ent_buffer_text(&difference) : "unchanged");
    text_paragraph(s, 2, ent_buffer_text(&text));
    text_done(s, &text);
    text_done(s, &difference);
}

static void show_all_common_enemies(sheet *s, const ent_json_value *relations)
{
    const ent_json_value *pairs = ent_json_get(relations, "common_enemies");
    const char *reason = sheet_layer_reason(s->result, "rivalry");
    ent_buffer text = {0};
    size_t none = 0;
    for (size_t i = 0; i < ent_json_count(pairs); i++) {
        const ent_json_value *pair = ent_json_at(pairs, i);
        if (ent_json_count(ent_json_get(pair, "before")) +
            ent_json_count(ent_json_get(pair, "after")))
            show_common_enemies(s, pair);
        else
            none++;
    }
    if (reason && ent_json_count(pairs) > 0)
        ent_buffer_format(&text, "Common enemies: %s", reason);
    else if (none > 0)
        ent_buffer_format(&text, "Without a common enemy: %zu pair%s of these", none,
                          none == 1 ? "" : "s");
    if (text.length > 0)
        text_paragraph(s, 2, ent_buffer_text(&text));
    text_done(s, &text);
}

static void show_relations(sheet *s)
{
    enum { SPELT_OUT = 6 };
    const ent_json_value *relations = ent_json_get(s->result, "relations");
    const ent_json_value *actors = ent_json_get(relations, "actors");
    text_heading(s, sheet_has_after(s->result) ? "RELATIONS OF THE PARTIES"
                                               : "RELATIONS OF THE MEMBERS");
    if (ent_json_count(actors) == 0)
        text_paragraph(s, 2, "None: the scenario names neither blocs nor parties.");
    for (size_t i = 0; i < ent_json_count(actors); i++) {
        if (ent_json_count(actors) > SPELT_OUT)
            show_relations_briefly(s, ent_json_at(actors, i));
        else
            show_relations_of(s, ent_json_at(actors, i));
    }
    if (ent_json_count(actors) > SPELT_OUT)
        text_paragraph(s, 2,
                       "Their names, with the obligations: on the page and in --format json.");
    show_all_common_enemies(s, relations);
}

/* ---- notes ---- */

/* Which source was taken where there are several. */
static void show_chosen(sheet *s)
{
    const ent_json_value *resolved = ent_json_get(s->result, "resolved");
    const char *name;
    ent_buffer text = {0};
    for (size_t i = 0; (name = ent_json_key(resolved, i)); i++) {
        const ent_json_value *item = ent_json_get(resolved, name);
        double of = ent_json_number(ent_json_get(item, "of"));
        if (of > 1)
            ent_buffer_format(&text, "%s%s = %s@%s (of %.0f)",
                              text.length ? ", " : "Of several sources: ", name, name,
                              ent_json_text(ent_json_get(item, "source")), of);
    }
    if (text.length > 0) {
        ent_buffer_add(&text, "; entente prefer changes that.");
        text_paragraph(s, 2, ent_buffer_text(&text));
    }
    text_done(s, &text);
}

static void show_notes(sheet *s)
{
    static const char *const layers[] = {"alliance", "rivalry"};
    const ent_json_value *unknown = ent_json_get(s->result, "measures_without_data");
    double uncited = ent_json_number(ent_json_get(s->result, "rows_without_source"));
    text_heading(s, "NOTES");
    for (size_t i = 0; i < ent_json_count(unknown); i++) {
        ent_buffer text = {0};
        ent_buffer_format(&text, "No data in the base: %s", sheet_item(unknown, i));
        text_paragraph(s, 2, ent_buffer_text(&text));
        text_done(s, &text);
    }
    for (size_t i = 0; i < ent_countof(layers); i++) {
        ent_buffer text = {0};
        const char *reason = sheet_layer_reason(s->result, layers[i]);
        if (reason) {
            ent_buffer_format(&text, "Layer %s: %s. That is not the same as none.", layers[i],
                              reason);
            text_paragraph(s, 2, ent_buffer_text(&text));
        }
        text_done(s, &text);
    }
    if (uncited > 0) {
        ent_buffer text = {0};
        ent_buffer_format(&text, "Rows of the base that name no source of their own: %.0f",
                          uncited);
        text_paragraph(s, 2, ent_buffer_text(&text));
        text_done(s, &text);
    }
    show_chosen(s);
    if (s->doubt)
        text_paragraph(s, 2, "† rests on something unverified, disputed or of low confidence.");
    text_paragraph(s, 2,
                   "Sources, citations, checksums of the inputs and every doubt: on the page and "
                   "in --format json.");
}

/* ---- all ---- */

/* Texts of a scenario must not steer the terminal: control characters become '?'. */
static void disarm(char *text)
{
    unsigned char *c = (unsigned char *)text;
    for (; *c; c++) {
        if ((*c < 0x20 && *c != '\n') || *c == 0x7F)
            *c = '?';
        if (c[0] == 0xC2 && c[1] >= 0x80 && c[1] <= 0x9F)
            c[0] = c[1] = '?'; /* U+0080 to U+009F */
    }
}

static sheet begin_sheet(ent_buffer *out, const ent_json_value *result, int width)
{
    enum { LEAST_WIDTH = 40 };
    sheet s = {.out = out, .result = result, .width = width ? width : SHOW_DEFAULT_WIDTH};
    if (s.width < LEAST_WIDTH)
        s.width = LEAST_WIDTH;
    return s;
}

/* Which series the names of the tests were. */
static void show_looked_up(sheet *s)
{
    const ent_json_value *resolved = ent_json_get(s->result, "resolved");
    const char *name;
    ent_buffer text = {0};
    for (size_t i = 0; (name = ent_json_key(resolved, i)); i++)
        ent_buffer_format(&text, "%s%s of %s", text.length ? ", " : "Looked up: ", name,
                          ent_json_text(ent_json_get(ent_json_get(resolved, name), "source")));
    if (text.length > 0)
        text_paragraph(s, 2, ent_buffer_text(&text));
    text_done(s, &text);
}

void show_claims_list(ent_buffer *out, const ent_json_value *result, int width)
{
    sheet s = begin_sheet(out, result, width);
    size_t start = out->length;
    const ent_json_value *scenario = ent_json_get(result, "scenario");
    ent_buffer_format(out, "%s\n\n", sheet_text(scenario, "title"));
    show_claims(&s);
    if (ent_json_get(result, "resolved") || s.doubt)
        text_heading(&s, "NOTES");
    show_looked_up(&s);
    if (s.doubt)
        text_paragraph(&s, 2, "† rests on something unverified, disputed or of low confidence.");
    if (!out->failed)
        disarm(out->data + start);
}

void show_run(ent_buffer *out, const ent_json_value *result, int width)
{
    sheet s = begin_sheet(out, result, width);
    size_t start = out->length;
    show_head(&s);
    show_interventions(&s);
    show_balance(&s);
    show_changes(&s);
    show_relations(&s);
    show_burden(&s);
    show_poles(&s);
    show_similarity_of_pairs(&s);
    show_triads(&s);
    show_found_blocs(&s);
    show_neighbourhoods(&s);
    show_forecast_of_run(&s);
    show_claims(&s);
    show_notes(&s);
    if (!out->failed)
        disarm(out->data + start);
}
