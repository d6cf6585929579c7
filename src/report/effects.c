/* `entente effects`: the statistics that models are made of, as their tables have them. */
#include "entente/effects.h"
#include "entente/report.h"

#include "report/answer.h"

#include "core/memory.h"
#include "core/text.h"

#include <stdio.h>
#include <string.h>

enum { TEXT_SIZE = 320 };

/* ---- which ones ---- */

static bool contains(const char *text, const char *word)
{
    for (; text && *text; text++)
        if (ent_starts_with(text, word))
            return true;
    return false;
}

static bool has_word(const ent_effect *effect, const char *word)
{
    char needs[TEXT_SIZE];
    ent_effect_needs(effect, needs, sizeof needs);
    return contains(effect->name, word) || contains(effect->label, word)
           || contains(effect->rsiena, word) || contains(effect->ergm, word)
           || contains(ent_effect_family(effect), word) || contains(needs, word);
}

/* Is the effect one of those whose full name, or a peer's, was given? */
static bool is_named(const ent_effect *effect, const char *word)
{
    return ent_effect_find(word, true) == effect || ent_effect_find(word, false) == effect;
}

static bool any_is_named(const char *word)
{
    return ent_effect_find(word, true) || ent_effect_find(word, false);
}

static bool is_wanted(const ent_effect *effect, const char *const *words, size_t count)
{
    if (count == 1 && any_is_named(words[0]))
        return is_named(effect, words[0]);
    for (size_t k = 0; k < count; k++)
        if (!has_word(effect, words[k]))
            return false;
    return true;
}

/* ---- the tables ---- */

static void cell(answer *a, ent_json_value *table, const char *column, const char *text)
{
    ent_json_add_text(a->json, ent_json_get(table, column), NULL, text);
}

static const char *networks_of(unsigned needs)
{
    return needs & ENT_NEEDS_DIRECTED ? "directed" : needs & ENT_NEEDS_SYMMETRIC ? "undirected" : "any";
}

/* "decay = 0.69 (0 to 20): a; ..." */
static void cell_parameters(answer *a, ent_json_value *table, const ent_parameter parameters[])
{
    char text[TEXT_SIZE] = "";
    for (size_t p = 0; p < ENT_PARAMETERS && parameters[p].name; p++) {
        size_t used = strlen(text);
        snprintf(text + used, sizeof text - used, "%s%s = %g (%g to %g): %s", p ? "; " : "",
                 parameters[p].name, parameters[p].value, parameters[p].least, parameters[p].most,
                 parameters[p].help);
    }
    cell(a, table, "parameters", text);
}

/* What a model may use it for: actor-oriented ones always, tie models where the network's change is known. */
static const char *models_of(const ent_effect *effect)
{
    bool tie = ent_effect_has_change(effect), creation = ent_effect_has_tie(effect);
    return tie && creation ? "saom, creation, endowment, tie"
           : tie ? "saom, tie" : creation ? "saom, creation, endowment" : "saom";
}

static void add_effect(answer *a, ent_json_value *table, const ent_effect *effect)
{
    char needs[TEXT_SIZE];
    ent_effect_needs(effect, needs, sizeof needs);
    cell(a, table, "name", effect->name);
    cell(a, table, "family", ent_effect_family(effect));
    cell(a, table, "networks", networks_of(effect->needs));
    cell(a, table, "label", effect->label);
    cell(a, table, "rsiena", effect->rsiena);
    cell(a, table, "ergm", effect->ergm);
    cell(a, table, "formula", effect->formula);
    cell(a, table, "source", effect->source);
    cell(a, table, "needs", needs);
    cell_parameters(a, table, effect->parameters);
    cell(a, table, "models", models_of(effect));
    cell(a, table, "remark", effect->remark);
}

/* Statistics of a state and a treaty, when all are asked for, or the word "treaties". */
static void add_sets(answer *a)
{
    static const char *const columns[] = {"name", "label", "formula", "source", "needs", "parameters"};
    ent_json_value *table = ent_json_add_table(a->json, a->result, "treaties", columns, ent_countof(columns));
    const ent_set_effect *effect;
    for (size_t k = 0; (effect = ent_set_effect_at(k)); k++) {
        cell(a, table, "name", effect->name);
        cell(a, table, "label", effect->label);
        cell(a, table, "formula", effect->formula);
        cell(a, table, "source", effect->source);
        cell(a, table, "needs", effect->covariate ? effect->covariate : effect->dyadic);
        cell_parameters(a, table, effect->parameters);
    }
}

static ent_status no_such_effect(const char *const *words, size_t count, ent_error *error)
{
    const char *near = count == 1 ? ent_effect_nearest(words[0]) : NULL;
    return ent_fail(error, ENT_ERR_INPUT, "no effect has '%s'%s%s%s%s", words[0],
                    count > 1 ? " and the other words" : "", near ? ", did you mean '" : "",
                    near ? near : "", near ? "'?" : "");
}

ent_status ent_effects_report(const char *const *words, size_t word_count, ent_json **out,
                              ent_error *error)
{
    static const char *const columns[] = {"name", "family", "networks", "label", "rsiena", "ergm",
                                          "formula", "source", "needs", "parameters", "models", "remark"};
    answer a;
    const ent_effect *effect;
    size_t found = 0;
    *out = NULL;
    ent_status status = answer_begin(&a, "effects", error);
    if (status != ENT_OK)
        return status;
    ent_json_value *table =
        ent_json_add_table(a.json, a.result, "effects", columns, ent_countof(columns));
    for (size_t k = 0; (effect = ent_effect_at(k)); k++)
        if (is_wanted(effect, words, word_count)) {
            add_effect(&a, table, effect);
            found++;
        }
    if (word_count == 0 || (word_count == 1 && strcmp(words[0], "treaties") == 0))
        add_sets(&a);
    ent_json_add_boolean(a.json, a.result, "one", word_count == 1 && any_is_named(words[0]));
    if (found == 0)
        status = no_such_effect(words, word_count, error);
    return answer_end(&a, status, out, error);
}
