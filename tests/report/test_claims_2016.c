/* scenarios/claims-2016.yaml: the thirteen verdicts are those of reference/models/claims.csv (supported =
 * holds, not supported = fails, else undecided), and each follows from its figures or evidence: another
 * figure, another verdict. The worlds are made up: what they say of four series is all that the claims ask. */
#include "../measure/reference.h"
#include "../world/small_world.h"

#include "entente/json.h"
#include "entente/report.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define SCENARIOS ENTENTE_SOURCE_DIR "/scenarios/"

/* ---- made-up worlds ---- */

typedef struct {
    int defense;          /* year in which Russia owes China defence; 0 none */
    int atop_to;          /* last year of ATOP; 0: there is no world */
    int us_china_to;      /* last year of their rivalry, from 1949 */
    int russia_china_to;  /* of theirs */
    int disputes_1980s;   /* years of the 1980s with a dispute of the USA and China; the 1960s have ten */
    double russia_2022;   /* its CINC */
} made_up;

static const made_up as_coded = {0, 2018, 1972, 1989, 0, .04}, no_world = {0};

static ent_span years(int from, int to)
{
    return (ent_span){ent_span_of_year(from).from, ent_span_of_year(to).to};
}

static ent_series series_of(writer *w, ent_series_kind kind, const char *source, const char *name,
                            ent_span covers)
{
    ent_series series = {.kind = kind, .measure = ENT_ORDERED, .covers = covers, .position = 1};
    add_source(w, source);
    series.source_id = w->source;
    series.scale = strcmp(name, "alliance") == 0 ? ENT_SCALE_ATOP : ENT_SCALE_NONE;
    snprintf(series.name, sizeof series.name, "%s", name);
    if (w->status == ENT_OK)
        w->status = ent_world_add_series(w->world, &series, w->error);
    return series;
}

static void tie(writer *w, const ent_series *series, int a, int b, ent_span span, unsigned obligations)
{
    add_spell(w, *series, (ent_spell){.a = a, .b = b, .span = span, .number = NAN, .level = 1,
                                      .obligations = obligations});
}

enum { USA = 1, RUS, CHN };

static void write_ties(writer *w, const made_up *m)
{
    ent_series atop = series_of(w, ENT_LAYER, "atop-5.1", "alliance", years(1815, m->atop_to));
    tie(w, &atop, RUS, CHN, years(1992, m->atop_to), ENT_NONAGGRESSION);
    if (m->defense)
        tie(w, &atop, RUS, CHN, years(m->defense, m->defense), ENT_DEFENSE);
    ent_series rivalry = series_of(w, ENT_LAYER, "tss-rivalries-2021", "rivalry", years(1816, 2020));
    tie(w, &rivalry, USA, CHN, years(1949, m->us_china_to), 0);
    tie(w, &rivalry, RUS, CHN, years(1958, m->russia_china_to), 0);
    ent_series dispute = series_of(w, ENT_LAYER, "gml-2.2.1", "dispute", years(1816, 2010));
    tie(w, &dispute, USA, CHN, years(1960, 1969), 0);
    if (m->disputes_1980s)
        tie(w, &dispute, USA, CHN, years(1980, 1979 + m->disputes_1980s), 0);
}

static void write_shares(writer *w, const made_up *m)
{
    ent_series cinc = series_of(w, ENT_ATTRIBUTE, "nmc-7.0", "cinc", years(1816, 2022));
    const double shares[][2] = {[RUS] = {.03, m->russia_2022}, [CHN] = {.2, .2}};
    for (int actor = RUS; actor <= CHN; actor++)
        for (int k = 0; k < 2; k++)
            add_spell(w, cinc, (ent_spell){.a = actor, .span = ent_span_of_year(k ? 2022 : 2016),
                                           .number = shares[actor][k]});
}

/* NULL for no world. */
static ent_world *make_world(const made_up *m)
{
    ent_world *world = NULL;
    ent_error error = {0};
    ent_span always = {ENT_DAY_FIRST, ENT_DAY_LAST};
    if (m->atop_to == 0)
        return NULL;
    ent_assert_ok(ent_world_open(NULL, ENT_WORLD_WRITE, &world, &error), &error);
    writer w = {world, ent_world_begin(world, &error), &error, 0, 0};
    add_source(&w, "made-up");
    add_actor(&w, "United States", "USA", "2", always);
    add_actor(&w, "Russia", "RUS", "365", always);
    add_actor(&w, "China", "CHN", "710", always);
    write_ties(&w, m);
    write_shares(&w, m);
    ent_assert_ok(w.status, &error);
    ent_assert_ok(ent_world_commit(world, &error), &error);
    return world;
}

/* ---- the file, edited ---- */

typedef struct {
    const char *from, *to; /* every occurrence; there must be one */
} edit;

enum { EDITS_MAX = 2, TEXT_MAX = 400000 };

static void replace_all(char *text, const edit *e)
{
    size_t from = strlen(e->from), to = strlen(e->to);
    char *at = strstr(text, e->from);
    if (!at)
        fail_msg("'%s' is not in the file", e->from);
    for (; at; at = strstr(at + to, e->from)) {
        assert_true(strlen(text) + to < TEXT_MAX);
        memmove(at + to, at + from, strlen(at + from) + 1);
        memcpy(at, e->to, to);
    }
}

/* A file of the scenarios, edited or not, in the test's own folder. */
static void copy_edited(const char *name, const edit edits[EDITS_MAX], bool edited)
{
    static char text[TEXT_MAX];
    char path[ENT_PATH];
    snprintf(path, sizeof path, "%s%s", SCENARIOS, name);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    fclose(file);
    for (size_t i = 0; i < EDITS_MAX && edits[i].from && edited; i++)
        replace_all(text, &edits[i]);
    ent_temp_file(name, text, strlen(text), path);
}

/* Edits of facts are edits of China's rows. */
static void write_files(const edit edits[EDITS_MAX], char path[ENT_PATH])
{
    static const char *const tables[] = {"actors", "polyarchy", "contiguity", "rivalries", "treaties",
                                         "treaty_members", "treaty_exceptions"};
    bool facts = edits[0].from && strncmp(edits[0].from, "710,", 4) == 0;
    char folder[ENT_PATH], name[100], link[ENT_PATH], target[ENT_PATH];
    (void)ent_temp_path("great-powers-2016", folder);
    (void)mkdir(folder, 0700);
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        snprintf(name, sizeof name, "great-powers-2016/%s.csv", tables[i]);
        snprintf(target, sizeof target, "%s%s", SCENARIOS, name);
        (void)symlink(target, ent_temp_path(name, link));
    }
    copy_edited("great-powers-2016/attributes.csv", edits, facts);
    copy_edited("claims-2016.yaml", edits, !facts);
    (void)ent_temp_path("claims-2016.yaml", path);
}

static ent_json *claims_of(const char *path, ent_world *world)
{
    ent_json *json = NULL;
    ent_error error = {0};
    ent_claims_options options = {.path = path, .series = world,
                                  .series_path = world ? "made-up.world" : NULL};
    ent_assert_ok(ent_claims(&options, &json, &error), &error);
    return json;
}

static const ent_json_value *claim_at(ent_json *json, size_t index)
{
    const ent_json_value *result = ent_json_get(ent_json_root(json), "result");
    return ent_json_at(ent_json_get(result, "claims"), index);
}

static const char *text_of(const ent_json_value *claim, const char *key)
{
    return ent_json_text(ent_json_get(claim, key));
}

static void assert_verdict(const char *id, const edit edits[EDITS_MAX], const made_up *world,
                           const char *verdict)
{
    char path[ENT_PATH];
    ent_world *made = make_world(world);
    write_files(edits, path);
    ent_json *json = claims_of(path, made);
    const ent_json_value *claim = claim_at(json, 0);
    for (size_t i = 0; claim && strcmp(text_of(claim, "id"), id) != 0; i++)
        claim = claim_at(json, i + 1);
    assert_non_null(claim);
    if (strcmp(text_of(claim, "verdict"), verdict) != 0)
        fail_msg("%s (after '%s'): %s, expected %s: %s", id, edits[0].to ? edits[0].to : "no edit",
                 text_of(claim, "verdict"), verdict, text_of(claim, "reason"));
    ent_json_free(json);
    ent_world_close(made);
}

/* ---- the verdicts ---- */

typedef struct {
    const char *id, *with, *without; /* a world */
} expected_verdict;

static const expected_verdict table[] = {
    {"i", "fails", "fails"},          {"ii_a", "fails", "fails"},
    {"ii_b", "undecided", "undecided"}, {"iii", "undecided", "no data"},
    {"iv", "undecided", "undecided"}, {"v_a", "holds", "holds"},
    {"v_b", "holds", "holds"},        {"vi", "holds", "no data"},
    {"vii", "undecided", "undecided"}, {"viii", "holds", "holds"},
    {"ix", "holds", "holds"},         {"x", "holds", "no data"},
    {"xi", "undecided", "undecided"},
};

static void assert_table(ent_world *world)
{
    ent_json *json = claims_of(SCENARIOS "claims-2016.yaml", world);
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        const ent_json_value *claim = claim_at(json, i);
        assert_string_equal(text_of(claim, "id"), table[i].id);
        if (strcmp(text_of(claim, "verdict"), world ? table[i].with : table[i].without) != 0)
            fail_msg("%s: %s: %s", table[i].id, text_of(claim, "verdict"), text_of(claim, "reason"));
    }
    assert_null(claim_at(json, sizeof table / sizeof *table));
    ent_json_free(json);
}

static void the_thirteen_verdicts_are_those_of_the_table(void **state)
{
    ent_world *world = make_world(&as_coded);
    assert_table(world);
    ent_world_close(world);
}

static void without_a_world_what_asks_its_series_has_no_data(void **state)
{
    assert_table(NULL);
}

/* ---- what decides them ---- */

static void another_figure_or_piece_of_evidence_is_another_verdict(void **state)
{
    static const struct {
        const char *id;
        edit edits[EDITS_MAX];
        const char *verdict;
    } cases[] = {
        {"i", {{"710,gdp,11233313730349", "710,gdp,60000000000000"},
               {"710,milex,198705000000", "710,milex,950000000000"}}, "undecided"}, /* ICE has no milex */
        {"i", {{"710,gdp,11233313730349", "710,gdp,60000000000000"},
               {"710,gdp_ppp,", "710,gdp_ppp,1"}}, "holds"}, /* a digit more */
        {"ii_a", {{"2019: 2.58", "2019: -2.58"}}, "holds"},
        {"ii_a", {{"2019: 2.58", "2019: [-1, 2]"}}, "undecided"},
        {"ii_b", {{"value: [1, 28]", "value: 1"}}, "fails"},
        {"ii_b", {{"value: [1, 28]", "value: 2"}}, "holds"},
        {"ii_b", {{"2023: 18349", "2023: 13888"}}, "holds"},
        {"iv", {{"says: supports, type: claim", "says: contradicts, type: claim"}}, "fails"},
        {"iv", {{"says: contradicts, type: estimate", "says: supports, type: estimate"},
                {"says: contradicts, type: official", "says: supports, type: official"}}, "holds"},
        {"v_a", {{"says: supports, type: dispute_list", "says: contradicts, type: dispute_list"}},
         "undecided"},
        {"v_a", {{"says: supports, type: dispute_list", "says: contradicts, type: dispute_list"},
                 {"says: supports, type: account, date: 1969-03", "says: context, date: 1969-03"}}, "fails"},
        {"v_b", {{"says: supports, type: press", "says: context, type: press"}}, "undecided"},
        {"v_b", {{"says: supports, type: press", "says: contradicts, type: press"},
                 {"says: supports, type: account, date: 1969-08", "says: context, date: 1969-08"}}, "fails"},
        {"vii", {{"says: supports, type: normal", "says: context, type: normal"}}, "fails"},
        {"viii", {{"says: supports, type: soviet", "says: context, type: soviet"}}, "undecided"},
        {"viii", {{"says: supports, type: soviet", "says: contradicts, type: soviet"}}, "fails"},
        {"ix", {{"says: supports, type: primary", "says: context, type: primary"}}, "undecided"},
        {"ix", {{"says: supports, type: primary", "says: contradicts, type: primary"}}, "fails"},
        {"xi", {{"says: supports, type: secondary", "says: supports, type: official"}}, "holds"},
        {"xi", {{"says: contradicts, type: excerpt", "says: contradicts, type: official"}}, "fails"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_verdict(cases[i].id, cases[i].edits, &no_world, cases[i].verdict);
}

static void another_world_is_another_verdict(void **state)
{
    static const struct {
        const char *id;
        edit edits[EDITS_MAX];
        made_up world;
        const char *verdict;
    } cases[] = {
        {"iii", {{0}}, {2018, 2018, 1972, 1989, 0, .04}, "holds"},
        {"iii", {{0}}, {2018, 2018, 1972, 1989, 0, .02}, "undecided"}, /* a smaller share, but till 2026 */
        {"iii", {{0}}, {0, 2026, 1972, 1989, 0, .04}, "undecided"}, /* looked at till 2023 */
        {"iii", {{"as_of: 2023-03-21", "as_of: 2026-08"}}, {0, 2026, 1972, 1989, 0, .04}, "fails"},
        {"vi", {{0}}, {0, 2018, 1989, 1989, 0, .04}, "fails"},
        {"vi", {{0}}, {0, 2018, 1980, 1989, 0, .04}, "undecided"},
        {"vi", {{0}}, {0, 2018, 1972, 1989, 10, .04}, "fails"},
        {"vi", {{"says: supports, type: trip", "says: context, type: trip"}},
         {0, 2018, 1972, 1989, 0, .04}, "undecided"},
        {"vii", {{"says: contradicts, type: start, date: 1985", "says: supports, type: start, date: 1985"},
                 {"says: contradicts, type: start, date: 1986", "says: context, date: 1986"}},
         {0, 2018, 1972, 1989, 0, .04}, "holds"},
        {"vii", {{0}}, {0, 2018, 1972, 1995, 0, .04}, "fails"},
        {"x", {{0}}, {2005, 2018, 1972, 1989, 0, .04}, "fails"},
        {"x", {{"says: supports, type: expert", "says: contradicts, type: expert"}},
         {0, 2018, 1972, 1989, 0, .04}, "undecided"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_verdict(cases[i].id, cases[i].edits, &cases[i].world, cases[i].verdict);
}

/* ---- where the numbers are from ---- */

static void every_claim_figure_and_piece_of_evidence_names_its_source(void **state)
{
    ent_json *json = claims_of(SCENARIOS "claims-2016.yaml", NULL);
    const ent_json_value *figures =
        ent_json_get(ent_json_get(ent_json_root(json), "result"), "figures");
    assert_int_equal(ent_json_count(figures), 3);
    for (size_t i = 0; i < ent_json_count(figures); i++)
        assert_true(strlen(text_of(ent_json_at(figures, i), "source")) > 20);
    for (size_t i = 0; claim_at(json, i); i++) {
        const ent_json_value *evidence = ent_json_get(claim_at(json, i), "evidence");
        assert_true(strlen(text_of(claim_at(json, i), "source")) > 20);
        assert_true(strlen(text_of(claim_at(json, i), "note")) > 20);
        for (size_t k = 0; k < ent_json_count(evidence); k++) {
            assert_true(strlen(text_of(ent_json_at(evidence, k), "source")) > 10);
            assert_non_null(text_of(ent_json_at(evidence, k), "date"));
        }
    }
    ent_json_free(json);
}

/* reference/models/claims_series.csv: GDP in constant dollars of 2015; growth to two digits. */
static void growth_is_that_of_the_reference_series(void **state)
{
    reference *r = reference_open("models/claims_series.csv");
    ent_json *json = claims_of(SCENARIOS "claims-2016.yaml", NULL);
    const ent_json_value *values = ent_json_get(
        ent_json_at(ent_json_get(ent_json_get(ent_json_root(json), "result"), "figures"), 0), "values");
    double last = NAN;
    size_t row = 0;
    while (reference_next(r)) {
        if (strcmp(reference_text(r, "series"), "gdp_constant_2015_usd") != 0 ||
            strcmp(reference_text(r, "unit_id"), "USA") != 0)
            continue;
        double gdp = reference_number(r, "value"), year = reference_number(r, "year");
        if (year >= 2015) {
            ent_assert_number(ent_json_number(ent_json_cell(values, "year", row)), year, 0);
            ent_assert_number(ent_json_number(ent_json_cell(values, "low", row)),
                              100 * (gdp / last - 1), .005);
            row++;
        }
        last = gdp;
    }
    assert_int_equal(row, ent_json_row_count(values));
    ent_json_free(json);
}

static void what_was_looked_up_in_the_world_is_said(void **state)
{
    ent_world *world = make_world(&as_coded);
    ent_json *json = claims_of(SCENARIOS "claims-2016.yaml", world);
    const ent_json_value *resolved =
        ent_json_get(ent_json_get(ent_json_root(json), "result"), "resolved");
    assert_string_equal(text_of(ent_json_get(resolved, "alliance@atop"), "source"), "atop-5.1");
    assert_string_equal(text_of(ent_json_get(resolved, "rivalry@tss"), "source"), "tss-rivalries-2021");
    ent_json_free(json);
    ent_world_close(world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_thirteen_verdicts_are_those_of_the_table),
        cmocka_unit_test(without_a_world_what_asks_its_series_has_no_data),
        cmocka_unit_test(growth_is_that_of_the_reference_series),
        cmocka_unit_test(another_figure_or_piece_of_evidence_is_another_verdict),
        cmocka_unit_test(another_world_is_another_verdict),
        cmocka_unit_test(every_claim_figure_and_piece_of_evidence_names_its_source),
        cmocka_unit_test(what_was_looked_up_in_the_world_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
