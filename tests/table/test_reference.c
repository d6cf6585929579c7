/* Tables made like peacesciencer against the reference samples and the summaries of the whole tables
 * (reference/dyads, see SPEC.md there). Which columns are compared is read from the files: whatever column of
 * theirs a group of ours has. */
#include "support.h"

#include "core/csv.h"
#include "core/memory.h"
#include "core/text.h"
#include "entente/entente.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* Columns whose values the peer took from files that are not ours (SPEC.md, section 3), and those that follow
 * from them: how many rows of a hundred may differ. The rows that do are printed. */
static const struct {
    const char *column;
    double per_cent;
    const char *why;
    const char *only; /* in files with this in their name; NULL = in all */
} exempt[] = {
    {"conttype", 3, "the peer's copy of Direct Contiguity has 180 more rows, of type 0", NULL},
    {"land", 6, "counted over conttype", NULL},
    {"sea", 4, "counted over conttype", NULL},
    {"mindist", 4, "the peer's file has other days than 1 January", NULL},
    {"minmindist", 4, "least of mindist", NULL},
    {"cowmidonset", 0, "the peer has no onset of 365-375 in 2014, when both came back", "summary"},
#define PARTIES "the peer leaves out disputes without a leader in Archigos, which is not among our sources"
    {"gmlmidongoing", 3, PARTIES, "stateyear"},
    {"gmlmidonset", 3, PARTIES, "stateyear"},
    {"gmlmidongoing_init", 3, PARTIES, "stateyear"},
    {"gmlmidonset_init", 3, PARTIES, "stateyear"},
    {"gmlmidspell", 8, PARTIES, "stateyear"},
    {"gmlmidinitspell", 6, PARTIES, "stateyear"},
#define VERSION "ours are intra-state wars 5.1 (to 2014), the peer's 4.1 (to 2007)"
    {"cowintraongoing", 12, VERSION, "stateyear"},
    {"cowintraonset", 12, VERSION, "stateyear"},
    {"cowintraspell", 25, VERSION, "stateyear"},
    {"warnum", 8, VERSION, "stateyear"},
    {"warname", 8, VERSION, "stateyear"},
    {"wartype", 8, VERSION, "stateyear"},
    {"intnl", 8, VERSION, "stateyear"},
    {"outcome", 8, VERSION, "stateyear"},
    {"sideadeaths", 8, VERSION, "stateyear"},
    {"sidebdeaths", 8, VERSION, "stateyear"},
    {"intrawarnums", 8, VERSION, "stateyear"},
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
        if (strcmp(exempt[i].column, column) == 0 && (!exempt[i].only || strstr(file, exempt[i].only)))
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
        double allowed = free_one < 0 ? 0 : exempt[free_one].per_cent / 100 * (double)rows;
        if (differ[i])
            print_message("%s: %s differs in %zu rows%s%s\n", name, c->name[i], differ[i],
                          free_one < 0 ? "" : ": ", free_one < 0 ? "" : exempt[free_one].why);
        wrong |= (double)differ[i] > allowed;
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
    };
    data = ent_need_data();
    return cmocka_run_group_tests(tests, open_world, close_world);
}
