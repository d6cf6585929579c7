/* What is in a world by source, what to cite, and that what is printed as BibTeX is BibTeX. */
#include "../world/small_world.h"

#include "entente/import.h"
#include "entente/json.h"
#include "entente/report.h"
#include "import/importer.h"
#include "report/bibtex.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

#define FIXTURES ENTENTE_SOURCE_DIR "/tests/fixtures/cow"

static ent_world *world; /* of the made-up files in the layouts of the projects */

static int import_fixtures(void **state)
{
    char path[ENT_PATH];
    ent_error error = {0};
    ent_assert_ok(ent_import_folder(FIXTURES, ent_temp_path("f.world", path), NULL, NULL, &error),
                  &error);
    ent_assert_ok(ent_world_open(path, ENT_WORLD_READ, &world, &error), &error);
    return 0;
}

static int close_world(void **state)
{
    ent_world_close(world);
    return 0;
}

/* ---- a reader of BibTeX: strict where BibTeX is ---- */

typedef struct {
    char type[32], key[80], fields[400]; /* "author title " ... */
} entry;

static const char *skip_blanks(const char *at)
{
    return at + strspn(at, " \n");
}

/* Past a value in braces, or NULL: for BibTeX a brace counts also behind a backslash. */
static const char *skip_value(const char *at)
{
    int depth = 0;
    for (; *at; at++) {
        depth += *at == '{';
        depth -= *at == '}';
        if (depth == 0)
            return at + 1;
        if (strchr("&%$#_", *at) && at[-1] != '\\')
            return NULL; /* TeX would take it for a command */
    }
    return NULL;
}

/* Read one entry that begins at '@'; returns its end, or NULL if it is none. */
static const char *read_entry(const char *at, entry *out)
{
    memset(out, 0, sizeof *out);
    size_t length = strcspn(++at, "{");
    snprintf(out->type, sizeof out->type, "%.*s", (int)length, at);
    at += length + (at[length] == '{');
    length = strcspn(at, ",");
    snprintf(out->key, sizeof out->key, "%.*s", (int)length, at);
    if (strpbrk(out->key, " \"#%'(){}\n") || out->key[0] == '\0')
        return NULL;
    for (at += length; *at == ',';) {
        at = skip_blanks(at + 1);
        length = strspn(at, "abcdefghijklmnopqrstuvwxyz");
        snprintf(out->fields + strlen(out->fields), sizeof out->fields - strlen(out->fields), "%.*s ",
                 (int)length, at);
        at = skip_blanks(at + length);
        if (length == 0 || *at != '=')
            return NULL;
        at = skip_blanks(at + 1);
        if (*at != '{' || !(at = skip_value(at)))
            return NULL;
        at = skip_blanks(at);
    }
    return *at == '}' ? at + 1 : NULL;
}

static void assert_fields(const entry *e)
{
    static const char *const needs[][2] = {
        {"article", "author title journal year volume pages"}, {"book", "author title publisher year"},
        {"incollection", "author title booktitle publisher year"}, {"misc", "title"}};
    char names[120];
    size_t i = 0;
    while (i < ent_countof(needs) && strcmp(needs[i][0], e->type) != 0)
        i++;
    if (i == ent_countof(needs))
        fail_msg("@%s{%s: an unknown type", e->type, e->key);
    strcpy(names, needs[i][1]);
    for (char *name = strtok(names, " "); name; name = strtok(NULL, " "))
        if (!strstr(e->fields, name))
            fail_msg("@%s{%s has no %s", e->type, e->key, name);
}

/* All entries of a text: well-formed, complete, each key once. Returns how many. */
static size_t check_bibtex(const char *text)
{
    static char keys[8000];
    size_t count = 0;
    keys[0] = '\0';
    for (const char *at = strchr(text, '@'); at; at = strchr(at, '@')) {
        entry e;
        char key[96];
        const char *end = read_entry(at, &e);
        if (!end)
            fail_msg("not BibTeX: %.300s", at);
        assert_fields(&e);
        snprintf(key, sizeof key, " %s ", e.key);
        if (strstr(keys, key))
            fail_msg("the key %s stands twice", e.key);
        strcat(keys, key);
        count++;
        at = end;
    }
    return count;
}

/* ---- cite ---- */

static char *cite(ent_world *of, const char *word, bool bibtex)
{
    ent_json *json;
    ent_error error = {0};
    char *text;
    ent_assert_ok(ent_cite(of, "a.world", &word, word != NULL, bibtex, &json, &error), &error);
    ent_assert_ok(ent_show(json, ENT_FORMAT_TABLE, 0, &text, &error), &error);
    ent_json_free(json);
    return text;
}

static void all_citations_of_a_world_are_valid_bibtex(void **state)
{
    char *text = cite(world, NULL, true);
    assert_true(check_bibtex(text) >= 8);
    assert_non_null(strstr(text, "journal = {International Interactions}"));
    free(text);
}

/* Also those of data sets that the fixtures here lack. */
static void every_entry_in_the_program_is_valid_bibtex(void **state)
{
    const char *text, *source, *other;
    size_t i = 0;
    for (; (text = ent_bibtex_at(i, &source)); i++) {
        assert_true(check_bibtex(text) >= 1);
        assert_true(strlen(text) < ENT_BIBTEX_MAX);
        for (size_t k = 0; k < i && ent_bibtex_at(k, &other); k++)
            if (strcmp(source, other) == 0)
                fail_msg("%s stands twice", source);
    }
    assert_true(i > 20);
}

static void every_data_set_that_is_imported_has_its_bibtex(void **state)
{
    size_t count;
    const ent_source *sources = ent_world_sources(world, &count);
    assert_true(count > 5);
    for (size_t i = 0; i < count; i++) {
        bool own = ent_source_is_called(sources[i].name, "entente"); /* tables of this program */
        if (!own && !sources[i].bibtex[0])
            fail_msg("%s has no BibTeX in citations.c", sources[i].name);
        assert_true(strlen(sources[i].bibtex) < ENT_BIBTEX_MAX - 1);
    }
}

static void two_versions_of_a_data_set_share_their_entries(void **state)
{
    char *text = cite(world, "nmc", true);
    assert_int_equal(check_bibtex(text), 2); /* Singer et al. 1972 and Singer 1987 */
    assert_non_null(strstr(text, "% nmc-7.0\n% see above: singer1972capability\n"));
    free(text);
}

static void plain_citations_name_the_version(void **state)
{
    char *text = cite(world, "nmc-6.0", false);
    assert_true(ent_starts_with(text, "nmc-6.0  National Material Capabilities, version 6.0\n  Singer"));
    free(text);
}

static void a_source_that_is_not_there_is_refused_with_what_there_is(void **state)
{
    ent_world *small = small_world(NULL);
    ent_json *json;
    ent_error error = {0};
    const char *word = "nmc";
    ent_assert_fails(ent_cite(small, "a.world", &word, 1, false, &json, &error), &error, ENT_ERR_INPUT,
                     "there is no source 'nmc'; the world has old-1.0, new-2.0");
    assert_null(json);
    ent_world_close(small);
}

static void what_bibtex_takes_for_a_command_is_escaped(void **state)
{
    ent_buffer out = {0};
    bibtex_escape(&out, "100 % of {A} & B_1 #2 $3 ~ ^ \\ \xC3\xA9 \xC5\xA0 \xE2\x80\x93 \xE6\x97\xA5");
    assert_string_equal(out.data,
                        "100 \\% of {\\textbraceleft}A{\\textbraceright} \\& B\\_1 \\#2 \\$3 "
                        "{\\textasciitilde} {\\textasciicircum} {\\textbackslash} {\\'e} {\\v{S}} -- "
                        "\xE6\x97\xA5");
    ent_buffer_clear(&out);
}

static void a_source_of_the_users_own_gets_an_entry_of_its_title(void **state)
{
    ent_buffer out = {0};
    ent_source source = {.name = "my data, 1", .version = "2.0", .title = "Ports } of 50%",
                         .citation = "as each row says"};
    bibtex_of_own(&out, &source);
    assert_string_equal(out.data, "@misc{my-data--1,\n"
                                  "  key = {my data, 1},\n"
                                  "  title = {{Ports {\\textbraceright} of 50\\%}},\n"
                                  "  howpublished = {Data set, version 2.0},\n"
                                  "  note = {as each row says}\n"
                                  "}\n");
    assert_int_equal(check_bibtex(out.data), 1);
    ent_buffer_clear(&out);
}

/* ---- sources ---- */

static size_t row_of(const ent_json_value *table, const char *source)
{
    for (size_t row = 0; row < ent_json_row_count(table); row++)
        if (strcmp(ent_json_text(ent_json_cell(table, "source", row)), source) == 0)
            return row;
    fail_msg("no row of %s", source);
    return 0;
}

static void sources_have_years_files_and_terms(void **state)
{
    ent_json *json;
    ent_error error = {0};
    ent_assert_ok(ent_sources(world, "f.world", &json, &error), &error);
    const ent_json_value *table =
        ent_json_get(ent_json_get(ent_json_root(json), "result"), "sources");
    size_t nmc = row_of(table, "nmc-6.0");
    assert_string_equal(ent_json_text(ent_json_cell(table, "version", nmc)), "6.0");
    assert_int_equal(strlen(ent_json_text(ent_json_cell(table, "sha256", nmc))), 64);
    ent_assert_number(ent_json_number(ent_json_cell(table, "rows", nmc)), 6, 0);
    assert_true(ent_json_is_true(ent_json_cell(table, "restricted", nmc)));
    assert_false(ent_json_is_true(ent_json_cell(table, "restricted", row_of(table, "cow-capitals-2024"))));
    assert_true(ent_json_is_null(ent_json_cell(table, "file", row_of(table, "entente-iso3"))));
    ent_json_free(json);
}

/* ---- memory ---- */

static ent_status sources_and_free(void *context, ent_error *error)
{
    ent_json *json;
    ent_status status = ent_sources(context, "f.world", &json, error);
    assert_true((status == ENT_OK) == (json != NULL));
    ent_json_free(json);
    return status;
}

static ent_status cite_and_free(void *context, ent_error *error)
{
    ent_json *json;
    char *text = NULL;
    ent_status status = ent_cite(context, "f.world", NULL, 0, true, &json, error);
    assert_true((status == ENT_OK) == (json != NULL));
    if (status == ENT_OK)
        status = ent_show(json, ENT_FORMAT_TABLE, 0, &text, error);
    free(text);
    ent_json_free(json);
    return status;
}

static void every_failed_request_for_memory_is_reported(void **state)
{
    ent_world *small = small_world(NULL);
    ent_sweep(sources_and_free, small);
    ent_sweep(cite_and_free, small);
    ent_world_close(small);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_citations_of_a_world_are_valid_bibtex),
        cmocka_unit_test(every_entry_in_the_program_is_valid_bibtex),
        cmocka_unit_test(every_data_set_that_is_imported_has_its_bibtex),
        cmocka_unit_test(two_versions_of_a_data_set_share_their_entries),
        cmocka_unit_test(plain_citations_name_the_version),
        cmocka_unit_test(a_source_that_is_not_there_is_refused_with_what_there_is),
        cmocka_unit_test(what_bibtex_takes_for_a_command_is_escaped),
        cmocka_unit_test(a_source_of_the_users_own_gets_an_entry_of_its_title),
        cmocka_unit_test(sources_have_years_files_and_terms),
        cmocka_unit_test(every_failed_request_for_memory_is_reported),
    };
    return cmocka_run_group_tests(tests, import_fixtures, close_world);
}
