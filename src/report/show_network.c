/* The answer of network as text for a terminal. */
#include "report/show.h"
#include "report/show_spark.h"

#include "core/memory.h"

#include <string.h>

enum { DIGITS = 4, FEW = 15 };

static double number_of(const ent_json_value *object, const char *key)
{
    return ent_json_number(ent_json_get(object, key));
}

static const char *text_of(const ent_json_value *object, const char *key)
{
    const char *text = ent_json_text(ent_json_get(object, key));
    return text ? text : "";
}

static bool is_directed(const ent_json_value *result)
{
    return ent_json_is_true(ent_json_get(ent_json_get(result, "layer"), "directed"));
}

/* A line of the head; it is emptied. */
static void show_line(ent_buffer *out, ent_buffer *line, int width)
{
    show_paragraph(out, ent_buffer_text(line), 2, width);
    out->failed |= line->failed;
    ent_buffer_clear(line);
}

static void show_head(ent_buffer *out, const ent_json_value *result, int width)
{
    const ent_json_value *layer = ent_json_get(result, "layer"), *by = ent_json_get(result, "by");
    const char *of = text_of(result, "of");
    double window = number_of(result, "window");
    ent_buffer line = {0};
    ent_buffer_format(out, "Network of %s@%s among %s, %s\n", text_of(layer, "name"), text_of(layer, "source"),
                      strcmp(of, "all") == 0      ? "all states"
                      : strcmp(of, "chosen") == 0 ? "the chosen states"
                                                  : of,
                      text_of(result, "rule"));
    ent_buffer_format(&line, "ties: %s", text_of(layer, "ties"));
    if (ent_json_is_true(ent_json_get(layer, "events")))
        ent_buffer_format(&line, ", over %.0f year%s", window, window > 1 ? "s" : "");
    show_line(out, &line, width);
    ent_buffer_format(&line, "strength: %s", text_of(layer, "strength"));
    show_line(out, &line, width);
    if (by)
        ent_buffer_format(out, "  by: assortativity by %s@%s\n", text_of(by, "name"), text_of(by, "source"));
}

static void show_chart(ent_buffer *out, const ent_json_value *result, int width)
{
    static const show_column lines_of[] = {{"density", "density"}, {"transitivity", "transitivity"},
                                           {"clustering", "clustering"},
                                           {"centralisation", "centralisation"}};
    const ent_json_value *table = ent_json_get(result, "years");
    year_lines lines;
    ent_status status = year_lines_init(&lines, table, NULL);
    for (size_t i = 0; i < ent_countof(lines_of) && status == ENT_OK; i++)
        status = year_lines_add(&lines, table, NULL, NULL, lines_of[i].column, lines_of[i].heading, NULL);
    if (status == ENT_OK)
        show_sparks(out, "Over time", &lines, true, width);
    out->failed |= status != ENT_OK;
    year_lines_clear(&lines);
}

/* A column that is shown of all networks, or of directed ones, or with --by. */
typedef struct {
    show_column column;
    bool directed, by;
} column_row;

static size_t pick_columns(const column_row *rows, size_t count, const ent_json_value *result,
                           show_column columns[SHOW_COLUMNS_MAX])
{
    size_t picked = 0;
    for (size_t i = 0; i < count; i++)
        if ((!rows[i].directed || is_directed(result)) && (!rows[i].by || ent_json_get(result, "by")))
            columns[picked++] = rows[i].column;
    return picked;
}

static void show_years(ent_buffer *out, const ent_json_value *result, int width)
{
    static const column_row rows[] = {
        {.column = {"year", "year"}}, {.column = {"actors", "actors"}},
        {.column = {"ties", "ties"}}, {.column = {"density", "density"}},
        {.column = {"reciprocity", "returned"}, .directed = true}, {.column = {"mean_degree", "degree"}},
        {.column = {"components", "parts"}}, {.column = {"largest", "largest"}},
        {.column = {"transitivity", "transit."}}, {.column = {"clustering", "cluster."}},
        {.column = {"distance", "distance"}},
        {.column = {"centralisation", "central."}}, {.column = {"assortativity", "assort."}},
        {.column = {"small_world", "sigma"}},
        {.column = {"by_assortativity", "by"}, .by = true}, {.column = {"by_pairs", "pairs"}, .by = true}};
    _Static_assert(ent_countof(rows) <= SHOW_COLUMNS_MAX, "columns have room");
    show_column columns[SHOW_COLUMNS_MAX];
    size_t count = pick_columns(rows, ent_countof(rows), result, columns);
    ent_buffer_add(out, "\n");
    show_table_digits(out, ent_json_get(result, "years"), columns, count, width, DIGITS);
}

static void show_actors(ent_buffer *out, const ent_json_value *result, int width)
{
    static const column_row rows[] = {
        {.column = {"year", "year"}}, {.column = {"actor", "actor"}}, {.column = {"degree", "degree"}},
        {.column = {"in", "in"}, .directed = true}, {.column = {"out", "out"}, .directed = true},
        {.column = {"strength", "strength"}}, {.column = {"strength_in", "str. in"}, .directed = true},
        {.column = {"strength_out", "str. out"}, .directed = true},
        {.column = {"betweenness", "between"}}, {.column = {"betweenness_share", "share"}},
        {.column = {"eigenvector", "eigenv."}}, {.column = {"clustering", "cluster."}},
        {.column = {"component", "part"}}, {.column = {"core", "core"}}};
    const ent_json_value *table = ent_json_get(result, "actors");
    bool one = ent_json_row_count(ent_json_get(result, "years")) == 1; /* its year stands above */
    size_t shown = ent_json_row_count(table);
    show_column columns[SHOW_COLUMNS_MAX];
    size_t count = pick_columns(rows + one, ent_countof(rows) - one, result, columns);
    if (shown == 0)
        return;
    ent_buffer_add(out, "\nActors, those with the most ties first\n");
    show_table_first(out, table, columns, count, width, DIGITS, FEW);
    if (shown > FEW)
        ent_buffer_format(out, "... %d of %zu; all: --table actors --format csv\n", FEW, shown);
}

static void show_left_out(ent_buffer *out, const ent_json_value *result)
{
    static const struct {
        const char *key, *text;
    } counts[] = {
        {"ties_outside", "ties left out, since one end is no state then"},
        {"ties_without_value", "ties left out, since they have no level or value"},
        {"by_without_value", "actors of a year left out of assortativity by, without a value"}};
    const ent_json_value *missing = ent_json_get(result, "missing");
    ent_buffer_add(out, "\n");
    for (size_t i = 0; i < ent_countof(counts); i++)
        if (number_of(missing, counts[i].key) > 0)
            ent_buffer_format(out, "%s: %.0f\n", counts[i].text, number_of(missing, counts[i].key));
    if (number_of(result, "marked") > 0)
        ent_buffer_format(out, "ties and values that are unverified, disputed or of low confidence: %.0f\n",
                          number_of(result, "marked"));
}

void show_network(ent_buffer *out, const ent_json_value *result, int width)
{
    show_head(out, result, width);
    show_chart(out, result, width);
    show_years(out, result, width);
    show_actors(out, result, width);
    show_left_out(out, result);
    show_not_covered(out, result);
    show_sources_used(out, result);
}
