/* The tables of docs/effects.md are those of the program. `test_effects_docs --print` writes them anew. */
#include "entente/effects.h"

#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char begin_mark[] = "<!-- effects: begin -->\n", end_mark[] = "<!-- effects: end -->\n";

static char text[200000];
static size_t used;

static void add(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    used += (size_t)vsnprintf(text + used, sizeof text - used, format, arguments);
    va_end(arguments);
}

/* A cell of a Markdown table: a bar would end it. */
static void add_cell(const char *cell)
{
    add(" ");
    for (const char *at = cell ? cell : ""; *at; at++)
        add(*at == '|' ? "\\|" : "%c", *at);
    add(" |");
}

static void add_parameters(const ent_parameter parameters[])
{
    for (size_t p = 0; p < ENT_PARAMETERS && parameters[p].name; p++)
        add("%s%s = %g", p ? ", " : " ", parameters[p].name, parameters[p].value);
    add(" |\n");
}

static void add_effect(const ent_effect *effect)
{
    char needs[256];
    ent_effect_needs(effect, needs, sizeof needs);
    add("| `%s` |", effect->name);
    add_cell(effect->label);
    add(" `");
    for (const char *at = effect->formula; *at; at++)
        add(*at == '|' ? "\\|" : "%c", *at);
    add("` |");
    add_cell(effect->rsiena);
    add_cell(effect->ergm);
    add_cell(needs);
    add_parameters(effect->parameters);
}

static void make_tables(void)
{
    const ent_effect *effect;
    const ent_set_effect *set;
    const char *family = "";
    for (size_t k = 0; (effect = ent_effect_at(k)); k++) {
        if (strcmp(family, ent_effect_family(effect)) != 0) {
            family = ent_effect_family(effect);
            add("\n### %c%s\n\n| effect | what it counts | formula | RSiena | ergm | needs | parameters |\n"
                "| --- | --- | --- | --- | --- | --- | --- |\n", *family - 'a' + 'A', family + 1);
        }
        add_effect(effect);
    }
    add("\n### A state and a treaty that it may join\n\n| statistic | what it is | formula | needs | "
        "parameters |\n| --- | --- | --- | --- | --- |\n");
    for (size_t k = 0; (set = ent_set_effect_at(k)); k++) {
        add("| `%s` |", set->name);
        add_cell(set->label);
        add(" `%s` |", set->formula);
        add_cell(set->covariate ? set->covariate : set->dyadic);
        add_parameters(set->parameters);
    }
    add("\n");
}

static void the_document_has_the_tables_of_the_program(void **state)
{
    static char document[300000];
    FILE *file = fopen(ENTENTE_SOURCE_DIR "/docs/effects.md", "r");
    assert_non_null(file);
    document[fread(document, 1, sizeof document - 1, file)] = '\0';
    fclose(file);
    char *begin = strstr(document, begin_mark), *end = strstr(document, end_mark);
    assert_non_null(begin);
    assert_non_null(end);
    *end = '\0';
    if (strcmp(begin + strlen(begin_mark), text) != 0)
        fail_msg("docs/effects.md differs: put what `test_effects_docs --print` writes between the marks");
}

int main(int count, char *words[])
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_document_has_the_tables_of_the_program)};
    make_tables();
    if (count > 1 && strcmp(words[1], "--print") == 0)
        return fputs(text, stdout) < 0;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
