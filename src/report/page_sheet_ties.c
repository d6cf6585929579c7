/* Reading the relations of a run: who owes what to whom, and what the interventions change. */
#include "report/page_sheet.h"

#include "core/memory.h"
#include "entente/world.h"

#include <string.h>

enum { OBLIGATIONS = 5 }; /* bits each way: SHEET_TERMS is 2 to the power of twice that */

static unsigned obligations(const ent_json_value *words)
{
    unsigned bits = 0;
    for (size_t i = 0; i < ent_json_count(words); i++)
        for (unsigned bit = 1; bit <= ENT_OBLIGATIONS_ALL; bit <<= 1)
            if (strcmp(sheet_item(words, i), ent_obligation_word(bit)) == 0)
                bits |= bit;
    return bits;
}

unsigned sheet_terms(const ent_json_value *ally)
{
    return obligations(ent_json_get(ally, "owes")) | obligations(ent_json_get(ally, "is_owed"))
                                                         << OBLIGATIONS;
}

/* ---- terms ---- */

/* Lower bits are closer ties, and what both owe is closer than what one owes. */
static unsigned closeness(unsigned terms)
{
    unsigned owes = terms & ENT_OBLIGATIONS_ALL, owed = terms >> OBLIGATIONS, score = 0;
    for (unsigned bit = 1; bit <= ENT_OBLIGATIONS_ALL; bit <<= 1)
        score = score * 4 + (owes & owed & bit ? 3U : (owes | owed) & bit ? 1U : 0U);
    return score;
}

size_t sheet_ally_groups(const ent_json_value *allies, unsigned groups[SHEET_TERMS])
{
    size_t count = 0;
    for (size_t i = 0; i < ent_json_count(allies); i++) {
        unsigned terms = sheet_terms(ent_json_at(allies, i));
        size_t at = 0;
        while (at < count && groups[at] != terms && closeness(groups[at]) >= closeness(terms))
            at++;
        if (at < count && groups[at] == terms)
            continue;
        memmove(groups + at + 1, groups + at, (count - at) * sizeof *groups);
        groups[at] = terms;
        count++;
    }
    return count;
}

static void add_words(unsigned bits, ent_buffer *out)
{
    bool first = true;
    if (bits == 0)
        ent_buffer_add(out, "nothing");
    for (unsigned bit = 1; bit <= ENT_OBLIGATIONS_ALL; bit <<= 1) {
        if (!(bits & bit))
            continue;
        ent_buffer_format(out, "%s%s", first ? "" : ", ", ent_obligation_word(bit));
        first = false;
    }
}

void sheet_terms_text(unsigned terms, ent_buffer *out)
{
    unsigned owes = terms & ENT_OBLIGATIONS_ALL, owed = terms >> OBLIGATIONS;
    if (owes == owed) {
        add_words(owes, out);
        return;
    }
    ent_buffer_add(out, "owes ");
    add_words(owes, out);
    ent_buffer_add(out, "; is owed ");
    add_words(owed, out);
}

void sheet_tie_words(const char *words, ent_buffer *out)
{
    if (!*words)
        ent_buffer_add(out, "nothing");
    for (; *words; words++)
        ent_buffer_add_bytes(out, *words == ';' ? ", " : words, *words == ';' ? 2 : 1);
}

/* ---- what the interventions change ---- */

/* Do two ties change alike, and has the second one this actor? */
static bool goes_with(const ent_json_value *table, size_t row, size_t other, const char *actor)
{
    static const char *const columns[] = {"layer", "before", "after"};
    for (size_t i = 0; i < ent_countof(columns); i++)
        if (strcmp(sheet_cell(table, columns[i], row), sheet_cell(table, columns[i], other)) != 0)
            return false;
    return strcmp(sheet_cell(table, "a", other), actor) == 0 ||
           strcmp(sheet_cell(table, "b", other), actor) == 0;
}

static size_t count_alike(const ent_json_value *table, const bool done[], size_t row,
                          const char *actor)
{
    size_t count = 0;
    for (size_t other = row; other < ent_json_row_count(table); other++)
        count += !done[other] && goes_with(table, row, other, actor);
    return count;
}

bool sheet_next_change(const ent_json_value *result, bool done[], size_t *row, const char **pivot,
                       ent_buffer *others)
{
    const ent_json_value *table = ent_json_get(result, "changes");
    size_t rows = ent_json_row_count(table), first = 0;
    while (first < rows && done[first])
        first++;
    if (first == rows)
        return false;
    const char *a = sheet_cell(table, "a", first), *b = sheet_cell(table, "b", first);
    const char *actor =
        count_alike(table, done, first, b) > count_alike(table, done, first, a) ? b : a;
    for (size_t other = first; other < rows; other++) {
        if (done[other] || !goes_with(table, first, other, actor))
            continue;
        bool is_a = strcmp(sheet_cell(table, "a", other), actor) == 0;
        ent_buffer_format(others, "%s%s", other > first ? ", " : "",
                          sheet_actor_name(result, sheet_cell(table, is_a ? "b" : "a", other)));
        done[other] = true;
    }
    *row = first;
    *pivot = sheet_actor_name(result, actor);
    return true;
}

static void begin_item(ent_buffer *out, size_t start, const char *what)
{
    ent_buffer_format(out, "%s%s", out->length > start ? "; " : "", what);
}

void sheet_ally_changes(const ent_json_value *actor, ent_buffer *out)
{
    const ent_json_value *before = ent_json_get(actor, "allies_before");
    const ent_json_value *after = ent_json_get(actor, "allies_after");
    size_t start = out->length;
    for (size_t i = 0; i < ent_json_count(after); i++) {
        const ent_json_value *ally = ent_json_at(after, i);
        const ent_json_value *old = sheet_find(before, "actor", sheet_text(ally, "actor"));
        if (old && sheet_terms(old) == sheet_terms(ally))
            continue;
        begin_item(out, start, old ? "" : "new: ");
        ent_buffer_format(out, "%s: ", sheet_text(ally, "name"));
        sheet_terms_text(sheet_terms(ally), out);
        if (old) {
            ent_buffer_add(out, " (was ");
            sheet_terms_text(sheet_terms(old), out);
            ent_buffer_add(out, ")");
        }
    }
    for (size_t i = 0; i < ent_json_count(before); i++) {
        const ent_json_value *ally = ent_json_at(before, i);
        if (sheet_find(after, "actor", sheet_text(ally, "actor")))
            continue;
        begin_item(out, start, "no longer: ");
        ent_buffer_add(out, sheet_text(ally, "name"));
    }
}

/* Names of those that stand in one list and not in the other. */
static void add_rivals_only_in(const ent_json_value *list, const ent_json_value *other,
                               const char *what, size_t start, ent_buffer *out)
{
    bool any = false;
    for (size_t i = 0; i < ent_json_count(list); i++) {
        const ent_json_value *rival = ent_json_at(list, i);
        if (sheet_find(other, "actor", sheet_text(rival, "actor")))
            continue;
        if (any)
            ent_buffer_add(out, ", ");
        else
            begin_item(out, start, what);
        ent_buffer_add(out, sheet_text(rival, "name"));
        any = true;
    }
}

void sheet_rival_changes(const ent_json_value *actor, ent_buffer *out)
{
    const ent_json_value *before = ent_json_get(actor, "rivals_before");
    const ent_json_value *after = ent_json_get(actor, "rivals_after");
    size_t start = out->length;
    add_rivals_only_in(after, before, "new: ", start, out);
    add_rivals_only_in(before, after, "no longer: ", start, out);
}

static bool holds_text(const ent_json_value *list, const char *text)
{
    for (size_t i = 0; i < ent_json_count(list); i++)
        if (strcmp(sheet_item(list, i), text) == 0)
            return true;
    return false;
}

void sheet_list_changes(const ent_json_value *result, const ent_json_value *before,
                        const ent_json_value *after, ent_buffer *out)
{
    const ent_json_value *const lists[] = {after, before}, *const others[] = {before, after};
    size_t start = out->length;
    for (size_t way = 0; way < 2; way++) {
        bool any = false;
        for (size_t i = 0; i < ent_json_count(lists[way]); i++) {
            const char *text = sheet_item(lists[way], i);
            if (holds_text(others[way], text))
                continue;
            if (any)
                ent_buffer_add(out, ", ");
            else
                begin_item(out, start, way ? "no longer: " : "new: ");
            ent_buffer_add(out, sheet_actor_name(result, text));
            any = true;
        }
    }
}

const char *sheet_layer_reason(const ent_json_value *result, const char *layer)
{
    const ent_json_value *layers = ent_json_get(ent_json_get(result, "relations"), "layers");
    return ent_json_text(ent_json_get(ent_json_get(layers, layer), "reason"));
}
