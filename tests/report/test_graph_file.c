/* Signed graphs in SNAP's and Pajek's files: what records of a pair that disagree become, weights, vertices without ties. */
#include "entente/report.h"
#include "report/edges.h"
#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static ent_error error;

static ent_status read_text(const char *name, const char *content, signed_rule rule, edges *out, ent_error *failed)
{
    char path[ENT_PATH];
    ent_temp_file(name, content, strlen(content), path);
    return edges_read(path, rule, out, failed);
}

/* "a-b:1 c-d:-2 | e-f", the ties, then the pairs without one. */
static const char *ties_of(const signed_network *network)
{
    static char text[256];
    size_t at = 0;
    text[0] = '\0';
    for (size_t k = 0; k < network->tie_count; k++)
        at += (size_t)snprintf(text + at, sizeof text - at, "%s%s-%s:%g", k ? " " : "", network->name[network->ties[k].a],
                               network->name[network->ties[k].b], network->ties[k].weight);
    for (size_t k = 0; k < network->without_count; k++)
        at += (size_t)snprintf(text + at, sizeof text - at, "%s%s-%s", k ? " " : " | ", network->name[network->without[k].a],
                               network->name[network->without[k].b]);
    return text;
}

static void check(const char *name, const char *content, signed_rule rule, const char *ties, size_t both)
{
    edges e;
    ent_assert_ok(read_text(name, content, rule, &e, &error), &error);
    assert_string_equal(ties_of(&e.network), ties);
    assert_int_equal(e.network.both, both);
    assert_int_equal(e.rows, e.network.tie_count);
    assert_int_equal(e.conflicts, e.network.without_count);
    edges_clear(&e);
}

/* a and b: two for, one against; a and c: one each; b and c: two for. */
static const char snap[] = "# made up\na b 1\nb\ta -1\na b 3\na c 1\nc a -1\nb c 1\nc b 1\n";

static void records_of_a_pair_that_disagree_follow_the_rule(void **state)
{
    check("g.txt", snap, SIGNED_NET, "a-b:1 b-c:1 | a-c", 2);
    check("g.txt", snap, SIGNED_DROP, "b-c:1 | a-b a-c", 2);
    check("g.txt", snap, SIGNED_BOTH, "a-b:1 a-b:-1 a-c:1 a-c:-1 b-c:1", 2);
}

#define HEAD "*Vertices 3\n1 \"a\" 0.1 0.2\n2 b\n3 c\n*Arcs :1 \"likes\"\n"

static void weights_of_a_pair_and_sign_are_added_up(void **state)
{
    static const char content[] = HEAD "1 2 3\n2 1 2.5\n1 3 -2\n3 1 1\n*Edges\n2 3 0.5\n2 3 -0.5\n";
    check("g.net", content, SIGNED_NET, "a-b:5.5 a-c:-1 | b-c", 2);
    check("g.net", content, SIGNED_DROP, "a-b:5.5 | a-c b-c", 2);
    check("g.net", content, SIGNED_BOTH, "a-b:5.5 a-c:1 a-c:-2 b-c:0.5 b-c:-0.5", 2);
}

static void signs_alone_are_no_weights(void **state)
{
    check("g.net", HEAD "1 2 1\n2 1 1\n1 3 -1\n2 3\n", SIGNED_NET, "a-b:1 a-c:-1 b-c:1", 0);
}

static void vertices_without_ties_are_isolates(void **state)
{
    char path[ENT_PATH];
    static const char content[] = "*Vertices 5\n1 b\n2 a\n3 \"c d\"\n*Edges\n1 2 1\n1 1 1\n3 2 0\n";
    ent_json *json = NULL;
    ent_temp_file("g.net", content, strlen(content), path);
    ent_assert_ok(ent_blocs_of_edges(path, &(ent_blocs_report_options){.optima_most = 5}, &json, &error), &error);
    const ent_json_value *isolates = ent_json_get(ent_json_get(ent_json_root(json), "result"), "isolates");
    static const char *const names[] = {"4", "5", "c d"};
    assert_int_equal(ent_json_count(isolates), 3);
    for (size_t i = 0; i < 3; i++)
        assert_string_equal(ent_json_text(ent_json_at(isolates, i)), names[i]);
    ent_json_free(json);
}

static void a_partition_for_pajek_is_in_the_order_of_the_vertices(void **state)
{
    char path[ENT_PATH], *clu = NULL;
    static const char content[] = "*Vertices 5\n1 z\n2 \"y y\"\n4 a\n*Edges\n1 2 1\n1 4 -2\n2 4 -1\n4 5 1\n";
    ent_json *json = NULL;
    ent_temp_file("g.net", content, strlen(content), path);
    ent_assert_ok(ent_blocs_of_edges(path, &(ent_blocs_report_options){0}, &json, &error), &error);
    ent_assert_ok(ent_clu(json, &clu, &error), &error);
    assert_string_equal(clu, "*Vertices 5\n2\n2\n0\n1\n1\n"); /* names are 3, 5, a, y y, z: 5 is the first in a bloc */
    free(clu);
    ent_json_free(json);
    ent_temp_file("g.txt", snap, strlen(snap), path);
    ent_assert_ok(ent_blocs_of_edges(path, &(ent_blocs_report_options){0}, &json, &error), &error);
    ent_assert_fails(ent_clu(json, &clu, &error), &error, ENT_ERR_ARGUMENT,
                     "a partition for Pajek is of the blocs of a Pajek network (.net)");
    assert_null(clu);
    ent_json_free(json);
}

static void a_loop_of_snap_is_an_isolate(void **state)
{
    edges e;
    ent_assert_ok(read_text("g.txt", "b c -1\na a 1\n", SIGNED_NET, &e, &error), &error);
    assert_int_equal(e.network.n, 3);
    assert_string_equal(e.network.name[0], "a");
    assert_string_equal(ties_of(&e.network), "b-c:-1");
    ent_assert_ok(edges_leave_isolates("g.txt", &e, &error), &error);
    assert_int_equal(e.network.n, 2);
    assert_string_equal(ties_of(&e.network), "b-c:-1");
    edges_clear(&e);
}

static void letters_of_windows_and_its_lines_are_read(void **state)
{
    check("g.net", "\xEF\xBB\xBF*Vertices 2\r\n1 \"C\xF4te\"\r\n2 b\r\n*Edges\r\n1 2 -1\r\n", SIGNED_NET, "C\xC3\xB4te-b:-1", 0);
}

static void wrong_files_are_refused_with_their_line(void **state)
{
    static const struct {
        const char *name, *content, *part;
    } cases[] = {
        {"g.net", "*Vertices 3\n1 a\n2 b\n3 a\n*Edges\n1 2\n", "g.net:4: vertex 3 is 'a' as vertex 1 is; expected another label"},
        {"g.net", "*Vertices 3\n1 3\n2 b\n*Edges\n1 2\n", "g.net:2: vertex 1 is '3' as vertex 3 is; expected another label"},
        {"g.net", "*Vertices 2\n1 a\n1 b\n*Edges\n1 2\n", "g.net:3: vertex 1 has line 2 already"},
        {"g.net", "*Vertices 2\n*Edges\n1 3\n", "g.net:3: '3'; expected the numbers of two vertices"},
        {"g.net", "*Vertices 2\n*Edges\n1.5 2\n", "g.net:3: '1.5'; expected the numbers of two vertices"},
        {"g.net", "*Vertices 2\n*Edges\n1 2 x\n", "g.net:3: 'x'; expected a weight, a number"},
        {"g.net", "*Vertices 2\n*Edges\n1 2 1e308\n2 1 1e308\n", "are too large to be added up"},
        {"g.net", "*Vertices 2\n*Matrix\n", "g.net:2: '*Matrix'; expected *Vertices, *Arcs or *Edges"},
        {"g.net", "1 2 1\n", "g.net:1: '1'; expected *Vertices first"},
        {"g.net", "*Vertices 2\n", "g.net: there is no tie"},
        {"g.txt", "a b\n", "g.txt:1: 'a'; expected three words: from, to, sign"},
        {"g.txt", "a b c\n", "g.txt:1: 'c'; expected a sign, a number"},
        {"g.txt", "\"\" b 1\n", "g.txt:1: ''; expected a name"},
    };
    for (size_t i = 0; i < ent_countof(cases); i++) {
        edges e;
        assert_int_equal(read_text(cases[i].name, cases[i].content, SIGNED_NET, &e, &error), ENT_ERR_INPUT);
        if (!strstr(error.message, cases[i].part))
            fail_msg("case %zu: '%s' is not in '%s'", i, cases[i].part, error.message);
        edges_clear(&e);
    }
}

static ent_status read_again(void *context, ent_error *failed)
{
    edges e;
    ent_status status = edges_read(context, SIGNED_BOTH, &e, failed);
    edges_clear(&e);
    return status;
}

static ent_status write_partition(void *context, ent_error *failed)
{
    char *clu = NULL;
    ent_status status = ent_clu(context, &clu, failed);
    if (status != ENT_OK)
        assert_null(clu);
    free(clu);
    return status;
}

static void memory_may_run_out(void **state)
{
    char path[ENT_PATH];
    ent_json *json = NULL;
    ent_temp_file("m.net", HEAD "1 2 3\n1 3 -1\n", strlen(HEAD "1 2 3\n1 3 -1\n"), path);
    ent_sweep(read_again, path);
    ent_assert_ok(ent_blocs_of_edges(path, &(ent_blocs_report_options){0}, &json, &error), &error);
    ent_sweep(write_partition, json);
    ent_json_free(json);
    ent_temp_file("m.txt", snap, strlen(snap), path);
    ent_sweep(read_again, path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records_of_a_pair_that_disagree_follow_the_rule),
        cmocka_unit_test(weights_of_a_pair_and_sign_are_added_up),
        cmocka_unit_test(signs_alone_are_no_weights),
        cmocka_unit_test(vertices_without_ties_are_isolates),
        cmocka_unit_test(a_partition_for_pajek_is_in_the_order_of_the_vertices),
        cmocka_unit_test(a_loop_of_snap_is_an_isolate),
        cmocka_unit_test(letters_of_windows_and_its_lines_are_read),
        cmocka_unit_test(wrong_files_are_refused_with_their_line),
        cmocka_unit_test(memory_may_run_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
