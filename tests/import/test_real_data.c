/* The real files, where they are: their counts as ../shared/data/README.md gives them, and
 * questions of the daily kind whose answers were worked out from the files by a slow script of its
 * own and looked up by hand for a part. Single results, never rows. */
#include "asking.h"

#include "entente/report.h"

static const char *data;
static char path[ENT_PATH];
static ent_world *world;

static int import_data(void **state)
{
    ent_error error = {0};
    ent_assert_ok(ent_import_folder(data, ent_temp_path("real.world", path), NULL, NULL, &error),
                  &error);
    world = open_world(path);
    return 0;
}

static int close_world(void **state)
{
    ent_world_close(world);
    return 0;
}

/* ---- counts ---- */

static void rows_are_kept_repaired_and_left_out_as_the_readme_counts_them(void **state)
{
    static const struct {
        const char *layout, *source, *kind, *reason;
        long long count;
    } rows[] = {
        {"cow-states", "cow-states-2016", "kept", "cow", 243},
        {"cow-states", "cow-states-2016", "repaired", "last row without a newline", 1},
        {"cow-system", "cow-system-2016", "read", "rows", 15951},
        {"cow-system", "cow-system-2016", "kept", "cow", 243}, /* equals the spells exactly */
        {"cow-majors", "cow-majors-2016", "kept", "major", 14},
        {"cow-gw", "cow-gw-2025", "read", "rows", 271},
        {"cow-gw", "cow-gw-2025", "left out", "a COW state without a GW number", 5},
        {"nmc", "nmc-6.0", "read", "rows", 15951},
        {"nmc", "nmc-6.0", "left out", "missing (-9): milex", 2217},
        {"nmc", "nmc-6.0", "left out", "missing (-9): milper", 426},
        {"nmc", "nmc-6.0", "left out", "missing (-9): irst", 26},
        {"nmc", "nmc-6.0", "left out", "missing (-9): pec", 448},
        {"nmc", "nmc-6.0", "left out", "missing (-9): upop", 68},
        {"nmc", "nmc-6.0", "left out", "missing (-9): cinc", 0},
        {"nmc", "nmc-7.0", "read", "rows", 17121},
        {"nmc", "nmc-7.0", "left out", "missing (-9): milex", 2360},
        {"nmc", "nmc-7.0", "left out", "missing (-9): milper", 456},
        {"nmc", "nmc-7.0", "left out", "missing (-9): irst", 26},
        {"nmc", "nmc-7.0", "left out", "missing (-9): pec", 448},
        {"nmc", "nmc-7.0", "left out", "missing (-9): upop", 68},
        {"nmc", "nmc-7.0", "left out", "missing (-9): cinc", 0},
        {"cow-alliance-member", "cow-alliance-4.1", "kept", "treaty", 1221},
        {"cow-alliance-member", "cow-alliance-4.1", "repaired", "an empty flag is read as 0", 5},
        {"cow-alliance-member", "cow-alliance-4.1", "checked",
         "a member outside the state system at its start", 22},
        {"cow-alliance-member", "cow-alliance-4.1", "checked",
         "a member outside the state system at its end", 6},
        {"cow-alliance-directed", "cow-alliance-4.1", "read", "rows", 6444},
        {"cow-alliance-directed", "cow-alliance-4.1", "left out", "the spell ends before it starts",
         22}, /* 11 pairs, both directions */
        {"cow-alliance-dyad", "cow-alliance-dyad-4.1", "read", "rows", 3222},
        {"cow-alliance-dyad", "cow-alliance-dyad-4.1", "checked",
         "asymmetric: the source merged unlike obligations", 245},
        {"atop-member", "atop-4.01", "read", "rows", 2398},
        {"atop-member", "atop-4.01", "left out", "code 8152 is not in the state system list", 1},
        {"atop-member", "atop-4.01", "repaired", "day of start unknown: the widest spell is kept",
         5},
        {"atop-member", "atop-4.01", "repaired", "day of end unknown: the widest spell is kept",
         31},
        {"atop-directed", "atop-5.1", "read", "rows", 273296},
        {"atop-directed", "atop-5.1", "left out", "the same pair and year stands in another row",
         0},
        {"atop-directed", "atop-5.1", "checked", "allied, but no obligation in this direction",
         170},
        {"cow-contiguity", "cow-contiguity-3.2", "kept", "contiguity", 847},
        {"cow-contiguity", "cow-contiguity-3.2", "checked",
         "begins in a month when one is not a state", 20},
        {"cow-contiguity", "cow-contiguity-3.2", "checked",
         "ends in a month when one is not a state", 3},
        {"cow-capitals", "cow-capitals-2024", "kept", "capital", 242},
    };
    for (size_t i = 0; i < ent_countof(rows); i++) {
        long long count =
            count_of(world, rows[i].layout, rows[i].source, rows[i].kind, rows[i].reason);
        if (count != rows[i].count)
            fail_msg("%s, %s, %s: %lld", rows[i].layout, rows[i].kind, rows[i].reason, count);
    }
}

/* How many spells of a series have a mark. */
static void assert_marked(ent_series_kind kind, const char *name, unsigned mark, size_t expected)
{
    ent_series series = series_of(world, kind, name);
    ent_spells spells;
    ent_error error = {0};
    size_t count = 0;
    ent_assert_ok(
        ent_world_spells(world, &series, (ent_span){ENT_DAY_FIRST, ENT_DAY_LAST}, &spells, &error),
        &error);
    for (size_t i = 0; i < spells.count; i++)
        count += (spells.items[i].marks & mark) != 0;
    assert_int_equal(count, expected);
    ent_spells_clear(&spells);
}

static void censored_spells_are_as_many_as_the_readme_counts(void **state)
{
    assert_marked(ENT_TREATIES, "treaty@cow-alliance-4.1", ENT_MARK_RIGHT_CENSORED, 359);
    assert_marked(ENT_TREATIES, "treaty@cow-alliance-4.1", ENT_MARK_LEFT_CENSORED, 20);
    assert_marked(ENT_LAYER, "contiguity", ENT_MARK_RIGHT_CENSORED, 556);
    assert_marked(ENT_LAYER, "contiguity", ENT_MARK_LEFT_CENSORED, 60);
}

static void true_zeros_are_kept(void **state)
{
    ent_series series = series_of(world, ENT_ATTRIBUTE, "milex@nmc-7.0");
    ent_spells spells;
    ent_error error = {0};
    size_t zeros = 0;
    ent_assert_ok(ent_world_spells(world, &series, series.covers, &spells, &error), &error);
    for (size_t i = 0; i < spells.count; i++)
        zeros += spells.items[i].number <= 0;
    assert_int_equal(zeros, 763);
    ent_spells_clear(&spells);
}

static void cinc_sums_to_more_than_one_in_1860(void **state)
{
    ent_spells spells = spells_of(world, ENT_ATTRIBUTE, "cinc@nmc-6.0", "1860");
    double sum = 0;
    for (size_t i = 0; i < spells.count; i++)
        sum += spells.items[i].number;
    ent_assert_number(sum, 1.0747, 0.00005);
    ent_spells_clear(&spells);
}

static void there_are_217_states(void **state)
{
    size_t count, states = 0; /* others are known to Gleditsch and Ward alone */
    const ent_code *codes = ent_world_codes(world, &count);
    for (size_t i = 0; i < count; i++)
        states += strcmp(codes[i].scheme, "cow") == 0 &&
                  (i == 0 || strcmp(codes[i - 1].scheme, "cow") != 0 ||
                   strcmp(codes[i - 1].code, codes[i].code) != 0);
    assert_int_equal(states, 217);
}

/* ---- questions ---- */

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* "BEL FRN ", sorted; more than 12 names only as their number. */
static void add_names(ent_buffer *text, const ent_json_value *list)
{
    size_t count = ent_json_count(list);
    const char *names[12];
    if (count > 12) {
        ent_buffer_format(text, "%zu names ", count);
        return;
    }
    for (size_t i = 0; i < count; i++)
        names[i] = ent_json_text(ent_json_at(list, i));
    qsort(names, count, sizeof *names, compare_names);
    for (size_t i = 0; i < count; i++)
        ent_buffer_format(text, "%s ", names[i]);
}

/* The parts of a result that answer the question, as one text. */
static void add_answer(ent_buffer *text, const ent_json_value *result)
{
    const ent_json_value *value = ent_json_get(result, "value");
    const ent_json_value *owed = ent_json_get(result, "obligations");
    if (ent_json_is_null(value))
        ent_buffer_format(text, "%s ", ent_json_text(ent_json_get(result, "reason")));
    else if (ent_json_text(value))
        ent_buffer_format(text, "%s ", ent_json_text(value));
    else if (!isnan(ent_json_number(value)))
        ent_buffer_format(text, "%.10g ", ent_json_number(value));
    else
        add_names(text, value);
    for (size_t i = 0; ent_json_key(owed, i); i++) {
        ent_buffer_format(text, "%s ", ent_json_key(owed, i));
        add_names(text, ent_json_get(owed, ent_json_key(owed, i)));
    }
    if (ent_json_count(ent_json_get(result, "outside_system")) > 0) {
        ent_buffer_add(text, "outside ");
        add_names(text, ent_json_get(result, "outside_system"));
    }
}

/* Ask "tie alliance USA JPN" at a time; a question that cannot be asked is answered "error". */
static void ask(const char *words, const char *time, ent_buffer *answer)
{
    char copy[80], *rest = copy;
    const char *list[6];
    ent_question question = {.words = list, .dated = true, .when = when(time)};
    ent_json *json = NULL;
    ent_error error = {0};
    snprintf(copy, sizeof copy, "%s", words);
    for (char *word; question.word_count < 6 && (word = strtok_r(rest, " ", &rest));)
        list[question.word_count++] = word;
    if (ent_get(world, path, &question, &json, &error) == ENT_OK)
        add_answer(answer, ent_json_get(ent_json_root(json), "result"));
    else
        ent_buffer_add(answer, "error ");
    ent_json_free(json);
}

static void daily_questions_are_answered_as_the_files_say(void **state)
{
    static const struct {
        const char *words, *time, *answer;
    } questions[] = {
        /* who is a state, who is a major power */
        {"states", "1914-07-01", "45 names "},
        {"states", "1816-01-01", "23 names "},
        {"states", "2017-01-01", "not covered "},
        {"majors", "1914-07-01", "AUH FRN GMY ITA JPN RUS UKG USA "},
        {"majors", "1898-08-12", "AUH FRN GMY ITA JPN RUS UKG "},
        {"majors", "1945-08-15", "FRN RUS UKG USA "},
        {"majors", "2017-01-01", "not covered "},
        /* members of a treaty, on the day */
        {"members cow:227", "1949-04-03", ""},
        {"members cow:227", "1949-04-04", "BEL CAN DEN FRN ICE ITA LUX NOR NTH POR UKG USA "},
        {"members cow:227", "2010-07-01", "19 names "},
        {"members cow:227", "1990-10-03", "16 names "},
        {"members cow:218", "1990-10-03", "BEL FRN ITA LUX NTH POR SPN UKG outside GFR "},
        {"members cow:243", "1989-11-07", "BUL CZE GDR ROM RUS "},
        {"members cow:243", "1989-11-08", "BUL CZE ROM RUS "},
        {"members cow:233", "1951-09-08", "USA outside JPN "},
        {"members cow:199", "1945-03-22", "EGY IRQ SAU YAR outside JOR LEB SYR "},
        {"members cow:243", "2013-01-01", "not covered "},
        {"members cow:9999", "2000-01-01", "error "},
        /* ties, with what each owes the other */
        {"tie alliance USA JPN", "2005-07-01", "3 USA->JPN defense JPN->USA "},
        {"tie alliance USA JPN", "2013-01-01", "not covered "},
        {"tie alliance@atop-5.1 USA JPN", "2005-07-01",
         "3 USA->JPN consultation defense nonaggression JPN->USA consultation nonaggression "},
        {"tie alliance USA ROM", "2010-07-01", "0 USA->ROM ROM->USA "},
        {"tie alliance@atop-5.1 IND PAK", "2000-01-01",
         "1 IND->PAK nonaggression PAK->IND nonaggression "},
        {"tie alliance@atop-5.1 ROM FRN", "1916-07-24",
         "3 ROM->FRN offense FRN->ROM defense offense "},
        {"tie alliance GMY USA", "1960-07-01", "error "}, /* nobody is GMY then */
        {"tie alliance USA CAN", "1920-01-09", "error "}, /* a day before CAN enters */
        {"tie contiguity NTH FRN", "1830-12-31", "1 "},   /* the month of a change: the nearer */
        {"tie contiguity NTH FRN", "1831-01-01", "5 "},
        {"tie contiguity ITA YUG", "2006-07-01", "0 "},
        {"tie contiguity USA CAN", "2017-01-01", "not covered "},
        /* values */
        {"value CHN cinc@nmc-6.0", "2012", "0.2203252 "},
        {"value CHN cinc@nmc-7.0", "2012", "0.22036418 "},
        {"value USA cinc@nmc-6.0", "2017", "not covered "},
        {"value ICE milex", "2010", "missing "},
        {"value COS milper", "2010", "0 "},
        {"value gw:678 cinc", "2000", "0.0014152105 "}, /* COW 679 */
        {"value 260 cinc", "2000", "error "},
        {"value ITA capital", "1871-02-02", "Florence "},
        {"value ITA capital", "1871-02-03", "Rome "},
        /* treaties of a state */
        {"treaties USA", "1945-01-01", "cow:165 "},
        {"treaties USA", "1960-07-01", "14 names "},
        {"treaties RUS", "1914-07-01", "cow:74 cow:86 cow:87 "},
    };
    for (size_t i = 0; i < ent_countof(questions); i++) {
        ent_buffer answer = {0};
        ask(questions[i].words, questions[i].time, &answer);
        if (strcmp(ent_buffer_text(&answer), questions[i].answer) != 0)
            fail_msg("%s on %s: '%s', expected '%s'", questions[i].words, questions[i].time,
                     ent_buffer_text(&answer), questions[i].answer);
        ent_buffer_clear(&answer);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_kept_repaired_and_left_out_as_the_readme_counts_them),
        cmocka_unit_test(censored_spells_are_as_many_as_the_readme_counts),
        cmocka_unit_test(true_zeros_are_kept),
        cmocka_unit_test(cinc_sums_to_more_than_one_in_1860),
        cmocka_unit_test(there_are_217_states),
        cmocka_unit_test(daily_questions_are_answered_as_the_files_say),
    };
    data = ent_need_data();
    return cmocka_run_group_tests(tests, import_data, close_world);
}
