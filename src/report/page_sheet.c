/* Reading the document of a run: names, interventions, the answer. Figures: page_sheet_figures.c;
 * relations: page_sheet_ties.c. */
#include "report/page_sheet.h"

#include "core/memory.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* ---- reading ---- */

const char *sheet_text(const ent_json_value *object, const char *key)
{
    const char *text = ent_json_text(ent_json_get(object, key));
    return text ? text : "";
}

const char *sheet_cell(const ent_json_value *table, const char *column, size_t row)
{
    const char *text = ent_json_text(ent_json_cell(table, column, row));
    return text ? text : "";
}

const char *sheet_item(const ent_json_value *list, size_t index)
{
    const char *text = ent_json_text(ent_json_at(list, index));
    return text ? text : "";
}

const ent_json_value *sheet_find(const ent_json_value *list, const char *key, const char *text)
{
    for (size_t i = 0; i < ent_json_count(list); i++)
        if (strcmp(sheet_text(ent_json_at(list, i), key), text) == 0)
            return ent_json_at(list, i);
    return NULL;
}

void sheet_join(const ent_json_value *list, ent_buffer *out)
{
    for (size_t i = 0; i < ent_json_count(list); i++)
        ent_buffer_format(out, "%s%s", i ? ", " : "", sheet_item(list, i));
}

/* ---- names ---- */

const char *sheet_bloc_name(const ent_json_value *result, const char *id)
{
    const ent_json_value *bloc = sheet_find(ent_json_get(result, "blocs"), "id", id);
    const char *name = sheet_text(bloc, "name");
    return *name ? name : id;
}

const char *sheet_actor_name(const ent_json_value *result, const char *abb)
{
    const ent_json_value *actors = ent_json_get(ent_json_get(result, "network"), "actors");
    for (size_t i = 0; i < ent_json_row_count(actors); i++)
        if (strcmp(sheet_cell(actors, "abb", i), abb) == 0)
            return *sheet_cell(actors, "name", i) ? sheet_cell(actors, "name", i) : abb;
    return abb;
}

void sheet_spell_out(const ent_json_value *result, const char *abbs, ent_buffer *out)
{
    for (size_t count = 0; *abbs; count++) {
        char abb[128];
        size_t length = strcspn(abbs, ",");
        snprintf(abb, sizeof abb, "%.*s", (int)(length < sizeof abb ? length : sizeof abb - 1),
                 abbs);
        const char *name = sheet_actor_name(result, abb);
        ent_buffer_format(out, "%s%s", count ? ", " : "", name);
        if (strcmp(name, abb) != 0)
            ent_buffer_format(out, " (%s)", abb);
        abbs += length;
        abbs += strspn(abbs, ", ");
    }
}

void sheet_short_label(const ent_json_value *result, const char *measure, ent_buffer *out)
{
    const ent_json_value *found = sheet_find(ent_json_get(result, "measures"), "id", measure);
    const char *label = sheet_text(found, "label");
    if (*label)
        ent_buffer_add_bytes(out, label, strcspn(label, ":,"));
    else
        ent_buffer_add(out, measure);
}

/* ---- interventions ---- */

bool sheet_has_after(const ent_json_value *result)
{
    return ent_json_count(ent_json_get(result, "interventions")) > 0;
}

bool sheet_has_other_base(const ent_json_value *result)
{
    return *sheet_text(ent_json_get(result, "scenario"), "world") != '\0';
}

bool sheet_in_doubt(const ent_json_value *object)
{
    static const char *const doubts[] = {"unverified", "disputed", "low confidence"};
    const ent_json_value *marks = ent_json_get(object, "marks");
    for (size_t i = 0; i < ent_json_count(marks); i++)
        for (size_t k = 0; k < ent_countof(doubts); k++)
            if (strcmp(sheet_item(marks, i), doubts[k]) == 0)
                return true;
    return false;
}

/* "gdp: from CHN to RUS, 10.0 %", "milex of USA x 0.5", "gdp of CHN = 1.2 trillion" */
static void add_attribute(const ent_json_value *item, ent_buffer *out)
{
    static const struct {
        const char *key, *text;
        bool share;
    } numbers[] = {{"value", " =", false},
                   {"factor", " ×", false},
                   {"amount", ",", false},
                   {"share", ",", true}};
    const ent_json_value *actors = ent_json_get(item, "actors");
    const char *giver = sheet_item(actors, 0), *taker = sheet_item(actors, 1);
    ent_buffer_format(out, "%s %s %s", sheet_text(item, "attribute"), *taker ? "from" : "of",
                      giver);
    if (*taker)
        ent_buffer_format(out, " to %s", taker);
    for (size_t i = 0; i < ent_countof(numbers); i++) {
        char number[NUMBER_SIZE];
        double value = ent_json_number(ent_json_get(item, numbers[i].key));
        if (isnan(value))
            continue;
        if (numbers[i].share)
            number_percent(value, number);
        else
            number_given(value, number);
        ent_buffer_format(out, "%s %s", numbers[i].text, number);
    }
    if (*sheet_text(item, "unit"))
        ent_buffer_format(out, " %s", sheet_text(item, "unit"));
}

static void add_treaty(const ent_json_value *item, ent_buffer *out)
{
    const ent_json_value *actors = ent_json_get(item, "actors");
    const char *name = sheet_text(item, "name");
    ent_buffer_add(out, *name ? name : sheet_text(item, "treaty"));
    if (ent_json_count(actors) > 0) {
        ent_buffer_add(out, " (");
        sheet_join(actors, out);
        ent_buffer_add(out, ")");
    }
    if (ent_json_count(ent_json_get(item, "obligations")) > 0) {
        ent_buffer_add(out, ": ");
        sheet_join(ent_json_get(item, "obligations"), out);
    }
}

void sheet_intervention(const ent_json_value *result, const ent_json_value *item, ent_buffer *out)
{
    for (const char *c = sheet_text(item, "kind"); *c; c++)
        ent_buffer_add_bytes(out, *c == '_' ? " " : c, 1);
    ent_buffer_add(out, ": ");
    if (*sheet_text(item, "attribute")) {
        add_attribute(item, out);
    } else if (*sheet_text(item, "treaty")) {
        add_treaty(item, out);
    } else {
        ent_buffer actors = {0};
        sheet_join(ent_json_get(item, "actors"), &actors);
        sheet_spell_out(result, ent_buffer_text(&actors), out);
        out->failed |= actors.failed;
        ent_buffer_clear(&actors);
    }
}

/* ---- the answer ---- */

static size_t count_verdicts(const ent_json_value *claims, const char *verdict)
{
    size_t count = 0;
    for (size_t i = 0; i < ent_json_count(claims); i++)
        count += strcmp(sheet_text(ent_json_at(claims, i), "verdict"), verdict) == 0;
    return count;
}

/* "Of 3 claims 1 holds, 2 fail. " */
static void add_tally(const ent_json_value *claims, ent_buffer *out)
{
    static const char *const verdicts[][3] = {{"holds", "holds", "hold"},
                                              {"fails", "fails", "fail"},
                                              {"undecided", "is undecided", "are undecided"},
                                              {"no data", "has no data", "have no data"}};
    bool first = true;
    ent_buffer_format(out, "Of %zu claims ", ent_json_count(claims));
    for (size_t i = 0; i < ent_countof(verdicts); i++) {
        size_t count = count_verdicts(claims, verdicts[i][0]);
        if (count > 0)
            ent_buffer_format(out, "%s%zu %s", first ? "" : ", ", count,
                              verdicts[i][1 + (count > 1)]);
        first &= count == 0;
    }
    ent_buffer_add(out, ". ");
}

static void add_verdict(const ent_json_value *result, const ent_json_value *claim, ent_buffer *out)
{
    const char *verdict = sheet_text(claim, "verdict");
    const char *word = strcmp(verdict, "undecided") == 0 ? "is undecided"
                       : strcmp(verdict, "no data") == 0 ? "has no data"
                                                         : verdict;
    ent_buffer_format(out, "The claim “%s” %s", sheet_text(claim, "statement"), word);
    if (strcmp(sheet_text(claim, "when"), "before") == 0)
        ent_buffer_add(out, " on the base");
    ent_buffer_add(out, ": ");
    sheet_reason(result, claim, out);
    ent_buffer_add(out, ". ");
}

/* How many figures of the balance the interventions change; *all: of how many. */
static size_t changed_figures(const ent_json_value *result, size_t *all)
{
    const ent_json_value *measures = ent_json_get(result, "measures");
    const ent_json_value *blocs = ent_json_get(result, "blocs");
    size_t changed = 0;
    *all = ent_json_count(measures) * ent_json_count(blocs);
    for (size_t m = 0; m < ent_json_count(measures); m++)
        for (size_t b = 0; b < ent_json_count(blocs); b++) {
            const char *measure = sheet_text(ent_json_at(measures, m), "id");
            const char *bloc = sheet_text(ent_json_at(blocs, b), "id");
            sheet_power before = sheet_power_of(result, measure, bloc, false);
            sheet_power after = sheet_power_of(result, measure, bloc, true);
            changed += !sheet_same_power(&before, &after);
        }
    return changed;
}

void sheet_answer(const ent_json_value *result, ent_buffer *out)
{
    enum { TOLD = 3 };
    const ent_json_value *claims = ent_json_get(result, "claims");
    size_t count = ent_json_count(claims), all, changed = changed_figures(result, &all);
    size_t ties = ent_json_row_count(ent_json_get(result, "changes"));
    if (count == 0)
        ent_buffer_add(out, "The scenario makes no claim that could be judged. ");
    if (count > 1)
        add_tally(claims, out);
    for (size_t i = 0; i < count && i < TOLD; i++)
        add_verdict(result, ent_json_at(claims, i), out);
    if (!sheet_has_after(result)) {
        ent_buffer_add(out, "It has no interventions: the sheet shows the base as it is.");
        return;
    }
    ent_buffer_format(out, "The interventions change %zu tie%s between actors", ties,
                      ties == 1 ? "" : "s");
    if (all > 0)
        ent_buffer_format(out, " and %zu of the %zu figures of the blocs", changed, all);
    ent_buffer_add(out, ".");
}
