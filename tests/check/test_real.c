/* The checks on the real files, where they are: the findings have the numbers that
 * ../shared/data/README.md counts in the files. Where its rows are not in the world (11 dyad rows
 * end before they start) or the state list says nothing about their year, the number differs by
 * these, as said. */
#include "import/asking.h"

#include "entente/check.h"

static const char *data;
static char path[ENT_PATH];
static ent_world *world;
static ent_check_report *report;

static int check_data(void **state)
{
    ent_error error = {0};
    ent_assert_ok(ent_import_folder(data, ent_temp_path("real.world", path), NULL, NULL, &error),
                  &error);
    world = open_world(path);
    ent_assert_ok(ent_check_world(world, NULL, NULL, &report, &error), &error);
    return 0;
}

static int clear(void **state)
{
    ent_check_report_free(report);
    ent_world_close(world);
    return 0;
}

/* The finding of a check about this source; NULL if there is none. */
static const ent_finding *finding_of(const char *check, const char *source)
{
    for (size_t i = 0; i < report->finding_count; i++)
        if (strcmp(report->findings[i].check, check) == 0 &&
            strcmp(report->findings[i].source, source) == 0)
            return &report->findings[i];
    return NULL;
}

static void findings_have_the_numbers_of_the_readme(void **state)
{
    static const struct {
        const char *check, *source;
        long long count;
        const char *says;
    } findings[] = {
        /* members of alliances, borders */
        {"outside", "treaty@cow-alliance-4.1", 28, "22 begin and 6 end outside it"},
        {"outside", "contiguity@cow-contiguity-3.2", 23, "20 begin and 3 end outside it"},
        {"outside", "alliance@atop-5.1", 291,
         ""}, /* 307 less 16 of 1815, before the list of states */
        {"outside", "treaty@cow-alliance-yearly-4.1", -1, "78 state-years are wholly outside"},
        {"open-after-exit", "treaty@cow-alliance-4.1", 1,
         "GFR, which left the system on 1990-10-02"},
        {"overlap", "contiguity@cow-contiguity-3.2", 27, "27 overlap only because"},
        /* obligations: 490 rows unlike their mirror (an empty flag is 0), 12 of them among the 22
         * that end before they start */
        {"asymmetric", "alliance@cow-alliance-4.1", 478, "in 44 treaties"},
        {"asymmetric", "alliance@atop-5.1", 1300, ""},
        {"no-obligation", "alliance@atop-5.1", 170, ""},
        {"no-obligation", "treaty@cow-alliance-4.1", 21, ""},
        /* values */
        {"sums", "cinc@nmc-6.0", 177, "177 of 201 years; furthest in 1860: 1.0747"},
        {"implausible", "milex_gdp_share@milex-gdp-share-2022", 44, "IRQ in 1991, 3163"},
        {"impossible", "milex_gdp_share@milex-gdp-share-2022", 5, "IRQ in 1991, 3163"},
        /* versions and sources */
        {"versions", "cinc@nmc-7.0, cinc@nmc-6.0", 2258, "of 15951 common state-years, from 1977"},
        {"versions", "pec@nmc-7.0, pec@nmc-6.0", 2585, ""},
        {"treaties", "treaty@cow-alliance-4.1, treaty@atop-4.01", -1,
         "in 2012: 19 members in cow-alliance-4.1, 28 in atop-4.01"},
        {"member-years", "treaty@cow-alliance-4.1, treaty@cow-alliance-yearly-4.1", 119,
         "58 are only in the first and 61 only in the second"},
        {"pairs", "alliance@cow-alliance-4.1, alliance@atop-5.1", -1,
         "56962 in both, 3407 only in"},
        {"pairs", "dispute@cow-mid-5.0, dispute@gml-2.2.1", 433 + 198, "4444 in both, 433 only in"},
        {"defence-pairs", "alliance@cow-alliance-4.1, alliance@atop-5.1", 2923 + 9806,
         "49100 in both, 2923 only in"},
        {"sources", "pwtpop@fariss-gdp-2022, tpop@nmc-7.0", -1, "1813 of 16493 common state-years"},
        /* imports */
        {"import-reversed", "cow-alliance-4.1", 22, ""},
        {"import-reversed", "cow-alliance-dyad-4.1", 22, ""},
        {"import-codes", "tss-rivalries-2021", 2, "code 324"},
        {"import-codes", "td-rivalries-2012", 2, "code 324"},
        {"import-missing", "nmc-6.0", 2217 + 426 + 26 + 448 + 68, ""},
        {"import-missing", "nmc-7.0", 2360 + 456 + 26 + 448 + 68, ""},
    };
    for (size_t i = 0; i < ent_countof(findings); i++) {
        const char *sources = findings[i].source;
        const ent_finding *found = finding_of(findings[i].check, sources);
        size_t count;
        bool there =
            true; /* is each of its sources in this world? Other importers may not be built in */
        const ent_source *all = ent_world_sources(world, &count);
        char names[300];
        snprintf(names, sizeof names, "%s", sources);
        char *rest = names;
        for (char *name; (name = strtok_r(rest, ", ", &rest));) {
            bool known = false;
            for (size_t k = 0; k < count; k++)
                known |= strcmp(all[k].name, strchr(name, '@') ? strchr(name, '@') + 1 : name) == 0;
            there &= known;
        }
        if (!there) {
            print_message("not in this world: %s\n", sources);
            continue;
        }
        if (!found)
            fail_msg("%s of %s: nothing found", findings[i].check, sources);
        if (findings[i].count >= 0 && found->count != findings[i].count)
            fail_msg("%s of %s: %lld", findings[i].check, sources, found->count);
        if (!strstr(found->text, findings[i].says))
            fail_msg("%s of %s says: %s", findings[i].check, sources, found->text);
    }
}

/* Expanded over calendar years by_dyad has 60,372 pairs and years; three of them are of pairs that
 * never overlapped (255-260, 678-679 and 679-680 in 1990), whose rows end before they start. */
static void pairs_by_year_are_those_of_the_dyad_file(void **state)
{
    const ent_finding *found = finding_of("pairs", "alliance@cow-alliance-4.1, alliance@atop-5.1");
    double pairs = 0;
    assert_non_null(found);
    for (size_t i = found->row; i < found->row + found->row_count; i++)
        pairs += report->rows[i].number[0] + report->rows[i].number[2];
    ent_assert_number(pairs, 60372 - 3, 0);
}

static void by_dyad_and_by_directed_name_the_same_pairs_and_obligations(void **state)
{
    static const char both[] = "alliance@cow-alliance-4.1, alliance@cow-alliance-dyad-4.1";
    assert_null(finding_of("pairs", both));
    assert_null(finding_of("pair-obligations", both));
}

static void three_germanies_are_counted_in_1990(void **state)
{
    const ent_finding *found = finding_of("one-territory", "cow@cow-states-2016");
    int count = 0;
    assert_non_null(found);
    for (size_t i = found->row; i < found->row + found->row_count; i++) {
        const ent_finding_row *row = &report->rows[i];
        count += ent_day_year(row->span.from) == 1990 && row->b == actor_of(world, "255", "1991");
    }
    assert_int_equal(count, 2); /* 260 and 265 beside 255 */
}

/* How many rows a query gives with the sqlite3 command; -1 if that is not there. */
static long long rows_of(const char *sql)
{
    char command[1400];
    long long rows = -1;
    snprintf(command, sizeof command,
             "command -v sqlite3 >/dev/null && sqlite3 -readonly '%s' \"%s\" | wc -l", path, sql);
    FILE *pipe = popen(command, "r");
    assert_non_null(pipe);
    if (fscanf(pipe, "%lld", &rows) != 1)
        rows = -1;
    pclose(pipe);
    return rows;
}

static void the_query_of_a_finding_gives_its_rows(void **state)
{
    size_t queries = 0;
    if (rows_of("SELECT 1") < 0)
        skip();
    for (size_t i = 0; i < report->finding_count; i++) {
        const ent_finding *finding = &report->findings[i];
        bool is_note =
            finding->kind == ENT_FINDING_IMPORT; /* its query shows all notes of the source */
        if (!finding->sql[0])
            continue;
        queries++;
        long long rows = rows_of(finding->sql);
        if (is_note ? rows < (long long)finding->row_count : rows != (long long)finding->row_count)
            fail_msg("%s of %s: %lld rows, not %zu: %s", finding->check, finding->source, rows,
                     finding->row_count, finding->sql);
    }
    assert_true(queries > 15);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(findings_have_the_numbers_of_the_readme),
        cmocka_unit_test(pairs_by_year_are_those_of_the_dyad_file),
        cmocka_unit_test(by_dyad_and_by_directed_name_the_same_pairs_and_obligations),
        cmocka_unit_test(three_germanies_are_counted_in_1990),
        cmocka_unit_test(the_query_of_a_finding_gives_its_rows),
    };
    data = ent_need_data();
    return cmocka_run_group_tests(tests, check_data, clear);
}
