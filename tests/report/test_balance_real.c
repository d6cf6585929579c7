/* Balance on the real files: the strategic triangle of the United States, the Soviet Union and China, column by
 * column of the reference table (reference/models.md section 8). */
#include "entente/import.h"
#include "entente/report.h"
#include "entente/world.h"
#include "measure/reference.h"

#include "core/memory.h"

static const char *data;
static char path[ENT_PATH];
static ent_world *world;
static ent_error error;

enum { FIRST = 1945, YEARS = 72, PAIRS = 3 };
static const char *const pairs[PAIRS][2] = {{"2", "365"}, {"2", "710"}, {"365", "710"}};

static int read_world(void **state)
{
    ent_assert_ok(ent_import_folder(data, ent_temp_path("real.world", path), NULL, NULL, &error),
                  &error);
    ent_assert_ok(ent_world_open(path, ENT_WORLD_READ, &world, &error), &error);
    return 0;
}

static int close_world(void **state)
{
    ent_world_close(world);
    return 0;
}

/* ---- the columns of the table ---- */

/* Spells of a layer between two states, year by year: called for each that touches the year. */
typedef struct {
    ent_spells spells;
    int a, b, year;
} pair_spells;

static pair_spells spells_of(const char *layer, const char *a, const char *b, int year)
{
    pair_spells p = {.year = year};
    ent_series series;
    ent_span span = {ent_day_from_date(1900, 1, 1), ent_span_of_year(year).to};
    ent_assert_ok(ent_world_resolve(world, ENT_LAYER, layer, &series, &error), &error);
    ent_assert_ok(ent_world_find_actor(world, a, ent_span_of_year(year), &p.a, &error), &error);
    ent_assert_ok(ent_world_find_actor(world, b, ent_span_of_year(year), &p.b, &error), &error);
    ent_assert_ok(ent_world_spells(world, &series, span, &p.spells, &error), &error);
    size_t kept = 0;
    for (size_t k = 0; k < p.spells.count; k++) {
        const ent_spell *spell = &p.spells.items[k];
        if ((spell->a == p.a && spell->b == p.b) || (spell->a == p.b && spell->b == p.a))
            p.spells.items[kept++] = *spell;
    }
    p.spells.count = kept;
    return p;
}

static bool holds(const pair_spells *p, const ent_spell *spell)
{
    return ent_spans_meet(spell->span, ent_span_of_year(p->year));
}

static bool has_tie(const char *layer, const reference *r, unsigned obligations)
{
    bool found = false;
    pair_spells p = spells_of(layer, reference_text(r, "ccode1"), reference_text(r, "ccode2"),
                              atoi(reference_text(r, "year")));
    for (size_t k = 0; k < p.spells.count; k++)
        found |= holds(&p, &p.spells.items[k]) &&
                 (obligations == 0 || (p.spells.items[k].obligations & obligations));
    ent_spells_clear(&p.spells);
    return found;
}

/* The highest hostility of a dispute, as its source has it. */
static double hostility_of(int dispute)
{
    ent_treaty treaty;
    ent_series series = {0};
    ent_field *fields;
    ent_detail *details;
    size_t count, field_count;
    double found = 0;
    ent_assert_ok(ent_world_resolve(world, ENT_CONFLICTS, "dispute@gml", &series, &error), &error);
    ent_assert_ok(ent_world_treaty(world, dispute, &treaty, &error), &error);
    ent_assert_ok(ent_world_fields(world, series.source_id, &fields, &field_count, &error), &error);
    ent_assert_ok(ent_world_details(world, treaty.record, treaty.record, &details, &count, &error),
                  &error);
    for (size_t i = 0; i < count; i++)
        for (size_t f = 0; f < field_count; f++)
            if (fields[f].id == details[i].field && strcmp(fields[f].name, "hostlev") == 0)
                found = details[i].number;
    free(fields);
    free(details);
    return found;
}

/* Did the pair's part in a dispute begin in the year? */
static bool is_onset(const pair_spells *p, const ent_spell *spell)
{
    for (size_t k = 0; k < p->spells.count; k++)
        if (p->spells.items[k].treaty == spell->treaty && ent_day_year(p->spells.items[k].span.from) < p->year)
            return false;
    return true;
}

/* The reference has one dispute a year: those that begin go before those that go on, then the highest. */
static double highest_hostility(const reference *r)
{
    double best = 0;
    bool onset = false;
    pair_spells p = spells_of("dispute@gml", reference_text(r, "ccode1"), reference_text(r, "ccode2"),
                              atoi(reference_text(r, "year")));
    for (size_t k = 0; k < p.spells.count; k++) {
        const ent_spell *spell = &p.spells.items[k];
        if (!holds(&p, spell))
            continue;
        double hostility = hostility_of(spell->treaty);
        bool begins = is_onset(&p, spell);
        if ((begins && !onset) || (begins == onset && hostility > best))
            best = hostility;
        onset |= begins;
    }
    ent_spells_clear(&p.spells);
    return best;
}

static void every_column_of_the_triangle(void **state)
{
    reference *r = reference_open("models/triangle_us_ussr_china.csv");
    size_t rows = 0;
    for (; reference_next(r); rows++) {
        static const struct {
            const char *column, *layer;
            unsigned obligations;
        } columns[] = {{"atop_defense", "alliance@atop-5.1", ENT_DEFENSE},
                       {"atop_nonagg", "alliance@atop-5.1", ENT_NONAGGRESSION},
                       {"atop_consul", "alliance@atop-5.1", ENT_CONSULTATION},
                       {"gml_mids_ongoing", "dispute@gml", 0},
                       {"rivalry_td2012", "rivalry@td", 0},
                       {"rivalry_tss", "rivalry@tss", 0}};
        for (size_t c = 0; c < ent_countof(columns); c++)
            assert_int_equal(has_tie(columns[c].layer, r, columns[c].obligations),
                             atoi(reference_text(r, columns[c].column)));
        ent_assert_number(highest_hostility(r), reference_number(r, "gml_max_hostility"), 0);
    }
    assert_int_equal(rows, YEARS * PAIRS);
}

/* ---- the signs, by the command's own way ---- */

static const char *code_of(const char *abb)
{
    return strcmp(abb, "USA") == 0 ? "2" : strcmp(abb, "RUS") == 0 ? "365" : "710";
}

static ent_json *triangle(const char *conflict)
{
    ent_json *json;
    ent_balance_options options = {
        .period.when = {ent_day_from_date(FIRST, 1, 1), ent_day_from_date(FIRST + YEARS - 1, 12, 31)},
        .of = "USA,RUS,CHN", .plus = "alliance@atop-5.1:defense", .minus = "rivalry@tss",
        .conflict = conflict, .table = "ties"};
    ent_assert_ok(ent_balance_report(world, path, &options, &json, &error), &error);
    return json;
}

static void the_sign_of_each_year_is_that_of_the_stated_rule(void **state)
{
    static const char *const rules[] = {"net", "drop"};
    for (size_t i = 0; i < ent_countof(rules); i++) {
        int sign[YEARS][PAIRS] = {{0}};
        ent_json *json = triangle(rules[i]);
        const ent_json_value *table = ent_json_get(ent_json_get(ent_json_root(json), "result"), "ties");
        for (size_t row = 0; row < ent_json_row_count(table); row++) {
            const char *a = code_of(ent_json_text(ent_json_cell(table, "a", row)));
            const char *b = code_of(ent_json_text(ent_json_cell(table, "b", row)));
            int year = (int)ent_json_number(ent_json_cell(table, "year", row));
            for (size_t p = 0; p < PAIRS; p++)
                if ((strcmp(a, pairs[p][0]) == 0 && strcmp(b, pairs[p][1]) == 0) ||
                    (strcmp(b, pairs[p][0]) == 0 && strcmp(a, pairs[p][1]) == 0))
                    sign[year - FIRST][p] = (int)ent_json_number(ent_json_cell(table, "sign", row));
        }
        ent_json_free(json);
        reference *r = reference_open("models/triangle_us_ussr_china.csv");
        while (reference_next(r))
            for (size_t p = 0; p < PAIRS; p++)
                if (strcmp(reference_text(r, "ccode1"), pairs[p][0]) == 0 &&
                    strcmp(reference_text(r, "ccode2"), pairs[p][1]) == 0)
                    assert_int_equal(sign[atoi(reference_text(r, "year")) - FIRST][p],
                                     atoi(reference_text(r, "sign_rule")));
    }
}

/* 1950-57 the triangle is a "stable marriage" (-, -, +): one triad, balanced (models.md section 8). */
static void the_stable_marriage_is_balanced(void **state)
{
    ent_json *json = triangle("net");
    const ent_json_value *years = ent_json_get(ent_json_get(ent_json_root(json), "result"), "years");
    size_t with_triad = 0;
    for (size_t row = 0; row < ent_json_row_count(years); row++) {
        double year = ent_json_number(ent_json_cell(years, "year", row));
        bool marriage = year > 1949.5 && year < 1957.5;
        ent_assert_number(ent_json_number(ent_json_cell(years, "triads", row)), marriage, 0);
        ent_assert_number(ent_json_number(ent_json_cell(years, "balanced_share", row)),
                          marriage ? 1 : (double)NAN, 0);
        with_triad += marriage;
    }
    assert_int_equal(with_triad, 8);
    ent_json_free(json);
}

int main(void)
{
    data = ent_need_data();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_column_of_the_triangle),
        cmocka_unit_test(the_sign_of_each_year_is_that_of_the_stated_rule),
        cmocka_unit_test(the_stable_marriage_is_balanced),
    };
    return cmocka_run_group_tests(tests, read_world, close_world);
}
