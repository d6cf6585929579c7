/* Tables made like peacesciencer against the reference samples and the summaries of the whole tables
 * (reference/dyads, see SPEC.md there). Which columns are compared is read from the files: whatever column of
 * theirs a group of ours has. */
#include "support.h"

#include "core/csv.h"
#include "core/file.h"
#include "core/memory.h"
#include "core/text.h"
#include "entente/entente.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Columns whose values the peer took from files that are not ours (SPEC.md, section 3), and those that follow
 * from them: in how many rows of a sample they differ, to the row. The first of them are printed.
 *
 * Of GML disputes of states one thing is known of every difference: the peer has 0, we have 1. (The peer leaves out
 * disputes in which no party has a leader in Archigos; which these are only Archigos says.) */
#define BORDERS "the peer's copy of Direct Contiguity has 180 more rows, of type 0"
#define DISTANCES "the peer's file has other days than 1 January"
#define LEADERS "the peer leaves out disputes without a leader in Archigos, which is not among our sources"
#define VERSION "ours are intra-state wars 5.1 (to 2014), the peer's 4.1 (to 2007)"
static const struct {
    const char *file, *column;
    size_t rows; /* in a file of sums: not counted */
    const char *why;
    bool ours_only; /* where they differ, ours is 1 and theirs 0 */
} exempt[] = {
    {"directed_majors", "conttype", 16, BORDERS, false},
    {"directed_disputes", "conttype", 5, BORDERS, false},
    {"summary", "conttype", 0, BORDERS, false},
    {"nondirected_every5000", "mindist", 5, DISTANCES, false},
    {"directed_every5000", "mindist", 7, DISTANCES, false},
    {"directed_majors", "mindist", 9, DISTANCES, false},
    {"directed_disputes", "mindist", 6, DISTANCES, false},
    {"summary", "mindist", 0, DISTANCES, false},
    {"stateyear", "land", 37, BORDERS, false},
    {"stateyear", "sea", 17, BORDERS, false},
    {"stateyear", "minmindist", 8, DISTANCES, false},
    {"summary", "cowmidonset", 0, "the peer has no onset of 365-375 in 2014, when both came back", false},
    {"stateyear", "gmlmidongoing", 16, LEADERS, true},
    {"stateyear", "gmlmidonset", 14, LEADERS, true},
    {"stateyear", "gmlmidongoing_init", 11, LEADERS, true},
    {"stateyear", "gmlmidonset_init", 9, LEADERS, true},
    {"stateyear", "gmlmidspell", 52, LEADERS, false},
    {"stateyear", "gmlmidinitspell", 38, LEADERS, false},
    {"stateyear", "cowintraongoing", 15, VERSION, false},
    {"stateyear", "cowintraonset", 10, VERSION, false},
    {"stateyear", "cowintraspell", 86, VERSION, false},
    {"stateyear", "warnum", 27, VERSION, false},
    {"stateyear", "warname", 51, VERSION, false},
    {"stateyear", "wartype", 19, VERSION, false},
    {"stateyear", "intnl", 20, VERSION, false},
    {"stateyear", "outcome", 19, VERSION, false},
    {"stateyear", "sideadeaths", 34, VERSION, false},
    {"stateyear", "sidebdeaths", 32, VERSION, false},
    {"stateyear", "intrawarnums", 27, VERSION, false},
};

static const char *data;
static ent_world *world;

static int open_world(void **state)
{
    char path[ENT_PATH];
    ent_error error = {0};
    ent_assert_ok(ent_import_folder(data, ent_temp_path("real.world", path), NULL, NULL, &error), &error);
    ent_assert_ok(ent_world_open(path, ENT_WORLD_READ, &world, &error), &error);
    return 0;
}

static int close_world(void **state)
{
    ent_world_close(world);
    return 0;
}

static const char *reference_path(const char *name, char path[ENT_PATH])
{
    struct stat info;
    snprintf(path, ENT_PATH, "%s/../reference/dyads/%s", data, name);
    if (stat(path, &info) != 0)
        skip();
    return path;
}

static int find_exempt(const char *file, const char *column)
{
    for (size_t i = 0; i < ent_countof(exempt); i++)
        if (strcmp(exempt[i].column, column) == 0 && strstr(file, exempt[i].file))
            return (int)i;
    return -1;
}

/* ---- a table with all columns of a list that we have ---- */

enum { COLUMN_MAX = 200 };

typedef struct {
    ent_table *table;
    char name[COLUMN_MAX][64];
    const ent_table_column *column[COLUMN_MAX]; /* NULL: not ours */
    size_t count;
} compared;

/* Can a table have this column? */
static bool is_ours(const ent_table_options *base, const char *name)
{
    ent_table_options options = *base;
    ent_table *table;
    options.with = name;
    options.from = options.to = 2000;
    ent_status status = ent_table_begin(world, &options, 1, NULL, &table, NULL);
    ent_table_free(table);
    return status == ENT_OK;
}

/* Make the table of the columns that c names. */
static void make(compared *c, const ent_table_options *base)
{
    ent_table_options options = *base;
    ent_buffer with = {0};
    ent_error error = {0};
    for (size_t i = 0; i < c->count; i++)
        if (is_ours(base, c->name[i]))
            ent_buffer_format(&with, "%s%s", with.length ? "," : "", c->name[i]);
    options.with = with.data;
    options.like_peacesciencer = true;
    ent_assert_ok(ent_table_new(world, &options, NULL, &c->table, &error), &error);
    ent_buffer_clear(&with);
    for (size_t i = 0; i < c->count; i++)
        c->column[i] = ent_table_find(c->table, c->name[i]);
}

/* ---- samples ---- */

static bool is_key(const char *name)
{
    static const char *const keys[] = {"ccode1", "ccode2", "ccode", "gwcode", "year"};
    for (size_t i = 0; i < ent_countof(keys); i++)
        if (strcmp(keys[i], name) == 0)
            return true;
    return false;
}

static double key_value(const compared *c, const char *name, size_t row)
{
    const ent_table_column *column = ent_table_find(c->table, name);
    return ent_table_number(column, ent_table_at(c->table, column, row));
}

/* The row with the keys of a line, by bisection; rows are sorted by codes, then year. */
static size_t find_row(const compared *c, char **field, size_t field_count)
{
    size_t low = 0, high = ent_table_row_count(c->table);
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = 0;
        for (size_t i = 0; i < field_count && i < c->count && order == 0; i++) {
            if (!is_key(c->name[i]))
                continue;
            double ours = key_value(c, c->name[i], middle), theirs = strtod(field[i], NULL);
            order = ours < theirs ? -1 : ours > theirs;
        }
        if (order == 0)
            return middle;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return SIZE_MAX;
}

/* Is a value as the text has it? Numbers of whole types exactly, others to nine digits. */
static bool is_same(const ent_table_column *column, size_t at, const char *text)
{
    double ours = ent_table_number(column, at);
    bool missing = strcmp(text, "NA") == 0 || *text == '\0';
    if (missing || isnan(ours))
        return missing && isnan(ours);
    if (column->type == ENT_COLUMN_TEXT)
        return strcmp(column->texts[(size_t)ours], text) == 0;
    double theirs = strtod(text, NULL);
    double tolerance = column->type == ENT_COLUMN_DOUBLE ? 1e-9 * fabs(theirs) : 0;
    if (strcmp(column->group, "similarity") == 0) /* the reference has nine digits */
        tolerance = 1e-8;
    return fabs(ours - theirs) <= tolerance;
}

static void compare_row(const compared *c, size_t row, char **field, size_t differ[], const char *file)
{
    for (size_t i = 0; i < c->count; i++) {
        size_t at = c->column[i] ? ent_table_at(c->table, c->column[i], row) : 0;
        if (!c->column[i] || is_same(c->column[i], at, field[i]))
            continue;
        int known = find_exempt(file, c->name[i]);
        if (known >= 0 && exempt[known].ours_only)
            assert_true(ent_table_number(c->column[i], at) == 1 && strcmp(field[i], "0") == 0);
        if (differ[i]++ < 5)
            print_message("%s: %s %s %s, %s is %.15g, not %s\n", file, field[0], field[1], field[2],
                          c->name[i], ent_table_number(c->column[i], at), field[i]);
    }
}

/* Every row of a sample, and each column that both have. */
static void check_sample(const char *name, const ent_table_options *options, size_t most_absent)
{
    char path[ENT_PATH];
    ent_csv *csv;
    char **field;
    size_t count, rows = 0, absent = 0, differ[COLUMN_MAX] = {0};
    compared *c = ent_new_array(1, sizeof *c);
    ent_error error = {0};
    ent_assert_ok(ent_csv_open(reference_path(name, path), 0, &csv, &error), &error);
    ent_assert_ok(ent_csv_next(csv, &field, &count, &error), &error);
    assert_true(count < COLUMN_MAX);
    for (; c->count < count; c->count++)
        snprintf(c->name[c->count], sizeof c->name[0], "%s", field[c->count]);
    make(c, options);
    while (ent_csv_next(csv, &field, &count, &error) == ENT_OK && count > 0) {
        size_t row = find_row(c, field, count);
        rows++;
        if (row == SIZE_MAX)
            absent++;
        else
            compare_row(c, row, field, differ, name);
    }
    ent_csv_close(csv);
    print_message("%s: %zu rows, %zu of them absent in ours\n", name, rows, absent);
    assert_true(rows > 0 && absent <= most_absent);
    bool wrong = false;
    for (size_t i = 0; i < c->count; i++) {
        int free_one = find_exempt(name, c->name[i]);
        size_t expected = free_one < 0 ? 0 : exempt[free_one].rows;
        if (differ[i])
            print_message("%s: %s differs in %zu rows%s%s\n", name, c->name[i], differ[i],
                          free_one < 0 ? "" : ": ", free_one < 0 ? "" : exempt[free_one].why);
        wrong |= differ[i] != expected;
    }
    assert_false(wrong);
    ent_table_free(c->table);
    free(c);
}

static const ent_table_options directed = {.unit = ENT_TABLE_DYADS, .directed = true};
static const ent_table_options nondirected = {.unit = ENT_TABLE_DYADS};
static const ent_table_options states = {.unit = ENT_TABLE_STATES};

static void every_5000th_directed_dyad_year_is_the_references(void **state)
{
    check_sample("directed_every5000.csv", &directed, 0);
}

static void the_majors_dyads_of_four_years_are_the_references(void **state)
{
    check_sample("directed_majors.csv", &directed, 0);
}

static void dyad_years_in_dispute_are_the_references(void **state)
{
    check_sample("directed_disputes_every40.csv", &directed, 0);
}

static void every_5000th_dyad_year_that_is_not_directed_is_the_references(void **state)
{
    check_sample("nondirected_every5000.csv", &nondirected, 0);
}

static void every_20th_state_year_is_the_references(void **state)
{
    check_sample("stateyear_cow_every20.csv", &states, 0);
}

static void the_similarity_of_the_majors_is_the_references(void **state)
{
    check_sample("similarity_atop_majors.csv", &directed, 0);
}

/* ---- summaries ---- */

typedef struct {
    size_t missing;
    double sum, least, greatest;
} summary;

static summary summarise(const compared *c, const ent_table_column *column)
{
    summary s = {0, 0, INFINITY, -INFINITY};
    for (size_t row = 0; row < ent_table_row_count(c->table); row++) {
        double value = ent_table_number(column, ent_table_at(c->table, column, row));
        if (isnan(value)) {
            s.missing++;
            continue;
        }
        s.sum += value;
        s.least = value < s.least ? value : s.least;
        s.greatest = value > s.greatest ? value : s.greatest;
    }
    return s;
}

/* The summaries have 12 digits of the sum, 10 of least and greatest. */
static bool is_near(double ours, const char *text, double digits)
{
    double theirs = strtod(text, NULL);
    return fabs(ours - theirs) <= pow(10, 1 - digits) * fmax(1e-9, fabs(theirs));
}

enum { S_COLUMN = 1, S_TYPE, S_N, S_MISSING, S_SUM, S_MIN, S_MAX, S_FIELDS };

static bool check_summary_line(const char *file, const compared *c, const ent_table_column *column, char **field)
{
    summary s = summarise(c, column);
    size_t rows = ent_table_row_count(c->table);
    bool same = (double)rows == strtod(field[S_N], NULL) &&
                (double)s.missing == strtod(field[S_MISSING], NULL) && is_near(s.sum, field[S_SUM], 11) &&
                is_near(s.least, field[S_MIN], 9) && is_near(s.greatest, field[S_MAX], 9);
    if (!same)
        print_message("%s: %zu rows, %zu missing, sum %.12g, %.10g to %.10g; expected %s, %s, %s, %s to %s\n",
                      column->name, rows, s.missing, s.sum, s.least, s.greatest, field[S_N],
                      field[S_MISSING], field[S_SUM], field[S_MIN], field[S_MAX]);
    return same || find_exempt(file, column->name) >= 0;
}

static void each_line(const char *name, const char *table_name, compared *c, bool check, bool *ok)
{
    char path[ENT_PATH];
    ent_csv *csv;
    char **field;
    size_t count;
    ent_error error = {0};
    ent_assert_ok(ent_csv_open(reference_path(name, path), 0, &csv, &error), &error);
    ent_assert_ok(ent_csv_next(csv, &field, &count, &error), &error);
    while (ent_csv_next(csv, &field, &count, &error) == ENT_OK && count >= S_FIELDS) {
        if (strcmp(field[0], table_name) != 0 || strcmp(field[S_TYPE], "num") != 0)
            continue;
        const ent_table_column *column = check ? ent_table_find(c->table, field[S_COLUMN]) : NULL;
        if (!check)
            snprintf(c->name[c->count++], sizeof c->name[0], "%s", field[S_COLUMN]);
        else if (column)
            *ok = check_summary_line(name, c, column, field) && *ok;
    }
    ent_csv_close(csv);
}

static void check_summary(const char *name, const char *table_name, const ent_table_options *options)
{
    compared *c = ent_new_array(1, sizeof *c);
    bool ok = true;
    each_line(name, table_name, c, false, &ok);
    assert_true(c->count > 0);
    make(c, options);
    each_line(name, table_name, c, true, &ok);
    assert_true(ok);
    ent_table_free(c->table);
    free(c);
}

static void the_sums_of_all_directed_dyad_years_are_the_references(void **state)
{
    check_summary("summary_directed.csv", "directed_dyad_year_cow_1816_2016", &directed);
}

static void the_sums_of_all_dyad_years_that_are_not_directed_are_the_references(void **state)
{
    check_summary("summary_nondirected.csv", "nondirected_dyad_year_cow_1816_2016", &nondirected);
}

static void the_sums_of_all_state_years_are_the_references(void **state)
{
    check_summary("summary_stateyear.csv", "state_year_cow_1816_2016", &states);
}

/* ---- the similarity of all pairs 1816-2018 ---- */

/* The reference takes a state for a member of each year that it was in on any day, also in pairs that share no day
 * of it, and the list of 2016 up to 2018: the state list with whole years, and that end. */
static void write_whole_years(const char *from, const char *to)
{
    ent_csv *csv;
    ent_buffer text = {0};
    ent_error error = {0};
    char **field;
    size_t count;
    ent_assert_ok(ent_csv_open(from, 0, &csv, &error), &error);
    ent_assert_ok(ent_csv_next(csv, &field, &count, &error), &error);
    ent_buffer_add(&text, "stateabb,ccode,statenme,styear,stmonth,stday,endyear,endmonth,endday,version\n");
    while (ent_csv_next(csv, &field, &count, &error) == ENT_OK && count > 9)
        ent_buffer_format(&text, "%s,%s,\"%s\",%s,1,1,%s,12,31,%s\n", field[0], field[1], field[2], field[3],
                          strcmp(field[6], "2016") == 0 ? "2018" : field[6], field[9]);
    ent_csv_close(csv);
    ent_assert_ok(ent_file_write(to, text.data, text.length, &error), &error);
    ent_buffer_clear(&text);
}

static void import_whole_years(ent_world **out)
{
    static const char *const files[] = {"cow/NMC-70-abridged.csv", "atop/atop5_1ddyr.csv.gz"};
    char from[ENT_PATH], folder[ENT_PATH], path[ENT_PATH];
    ent_error error = {0};
    ent_temp_path("whole-years", folder);
    snprintf(from, sizeof from, "%s/cow/states2016.csv", data);
    snprintf(path, sizeof path, "%s/states2016.csv", folder);
    write_whole_years(from, path);
    for (size_t i = 0; i < ent_countof(files); i++) {
        snprintf(from, sizeof from, "%s/%s", data, files[i]);
        snprintf(path, sizeof path, "%s/%s", folder, ent_path_name(files[i]));
        assert_int_equal(symlink(from, path), 0);
    }
    ent_assert_ok(ent_import_folder(folder, ent_temp_path("whole.world", path), NULL, NULL, &error), &error);
    ent_assert_ok(ent_world_open(path, ENT_WORLD_READ, out, &error), &error);
}

/* Every pair that is a false dyad by its days is one of these 1,988,010 rows. */
static void the_sums_of_all_similarities_to_2018_are_the_references(void **state)
{
    char path[ENT_PATH];
    ent_csv *csv;
    ent_world *whole;
    char **field;
    size_t count, checked = 0;
    compared *c = ent_new_array(1, sizeof *c);
    ent_error error = {0};
    ent_table_options options = directed;
    reference_path("similarity_atop_summary.csv", path);
    import_whole_years(&whole);
    options.with = "similarity";
    ent_assert_ok(ent_table_new(whole, &options, NULL, &c->table, &error), &error);
    ent_assert_ok(ent_csv_open(path, 0, &csv, &error), &error);
    ent_assert_ok(ent_csv_next(csv, &field, &count, &error), &error);
    while (ent_csv_next(csv, &field, &count, &error) == ENT_OK && count > 5) {
        const ent_table_column *column = ent_table_find(c->table, field[0]);
        assert_non_null(column);
        summary s = summarise(c, column);
        assert_int_equal(ent_table_row_count(c->table), strtoul(field[1], NULL, 10));
        assert_int_equal(s.missing, strtoul(field[2], NULL, 10));
        assert_true(is_near(s.sum, field[3], 9) && is_near(s.least, field[4], 9) && is_near(s.greatest, field[5], 9));
        checked++;
    }
    ent_csv_close(csv);
    assert_int_equal(checked, 14);
    ent_table_free(c->table);
    ent_world_close(whole);
    free(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_5000th_directed_dyad_year_is_the_references),
        cmocka_unit_test(the_majors_dyads_of_four_years_are_the_references),
        cmocka_unit_test(dyad_years_in_dispute_are_the_references),
        cmocka_unit_test(every_5000th_dyad_year_that_is_not_directed_is_the_references),
        cmocka_unit_test(every_20th_state_year_is_the_references),
        cmocka_unit_test(the_similarity_of_the_majors_is_the_references),
        cmocka_unit_test(the_sums_of_all_directed_dyad_years_are_the_references),
        cmocka_unit_test(the_sums_of_all_dyad_years_that_are_not_directed_are_the_references),
        cmocka_unit_test(the_sums_of_all_state_years_are_the_references),
        cmocka_unit_test(the_sums_of_all_similarities_to_2018_are_the_references),
    };
    data = ent_need_data();
    return cmocka_run_group_tests(tests, open_world, close_world);
}
