/* The tables of the page: the balance before and after, and who bears the burden. */
#include "report/page.h"

#include "core/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- balance ---- */

/* The state of a figure in one cell: value, then share and rank under it. */
static void put_power(page *p, const ent_json_value *measure, const sheet_power *power, bool same)
{
    char value[NUMBER_SIZE], share[NUMBER_SIZE], rank[NUMBER_SIZE];
    ent_buffer names = {0};
    sheet_value_text(measure, power->value, value);
    sheet_share_text(measure, power->share, share);
    sheet_rank_text(power, rank);
    page_put(p, "<td class=\"%s\"><b>%s</b>", same ? "same" : "", value);
    if (*power->doubted) {
        sheet_spell_out(p->result, power->doubted, &names);
        page_put(p, "<abbr title=\"in doubt: ");
        page_take(p, &names);
        page_put(p, "\">†</abbr>");
    }
    if (*share || *rank)
        page_put(p, "<small><span class=\"nw\">%s%s</span> <span class=\"nw\">%s%s</span></small>",
                 share, *share && *rank ? "," : "", *rank ? "rank " : "", rank);
    page_put(p, "</td>");
}

/* "without Iceland (ICE)" and "† Iceland (ICE)" under the name of a bloc. */
static void put_lacks(page *p, const char *when, const sheet_power *power)
{
    const struct {
        const char *text, *abbs;
    } notes[] = {{"without ", power->missing}, {"† in doubt: ", power->doubted}};
    for (size_t i = 0; i < ent_countof(notes); i++) {
        ent_buffer names = {0};
        if (!*notes[i].abbs)
            continue;
        sheet_spell_out(p->result, notes[i].abbs, &names);
        page_put(p, "<small>%s%s", when, notes[i].text);
        page_take(p, &names);
        page_put(p, "</small>");
    }
}

static void put_bloc_row(page *p, const ent_json_value *measure, const ent_json_value *bloc)
{
    const char *id = sheet_text(measure, "id"), *bloc_id = sheet_text(bloc, "id");
    sheet_power before = sheet_power_of(p->result, id, bloc_id, false);
    sheet_power after = sheet_power_of(p->result, id, bloc_id, true);
    bool same_notes =
        strcmp(before.missing, after.missing) == 0 && strcmp(before.doubted, after.doubted) == 0;
    page_put(p, "<tr><th scope=\"row\">");
    page_swatch(p, bloc_id);
    page_put(p, "%s", sheet_text(bloc, "name"));
    put_lacks(p, same_notes ? "" : "before: ", &before);
    if (!same_notes)
        put_lacks(p, "after: ", &after);
    page_put(p, "</th>");
    put_power(p, measure, &before, false);
    if (p->has_after)
        put_power(p, measure, &after, sheet_same_power(&before, &after));
    page_put(p, "</tr>\n");
}

static void put_measure(page *p, const ent_json_value *measure)
{
    const ent_json_value *blocs = ent_json_get(p->result, "blocs");
    const char *method = sheet_text(measure, "method");
    ent_buffer basis = {0};
    page_put(p, "<tbody><tr class=\"group\"><th scope=\"rowgroup\" colspan=\"%s\">%s<small>",
             p->has_after ? "3" : "2", sheet_text(measure, "label"));
    if (ent_json_is_true(ent_json_get(measure, "is_share"))) {
        page_put(p, "as it is, being a share of the world");
    } else {
        sheet_basis(p->result, measure, &basis);
        page_put(p, "%s; ", sheet_text(measure, "unit"));
        page_take(p, &basis);
    }
    if (strcmp(method, "as the base says") != 0)
        page_put(p, "; %s (%s)", sheet_text(measure, "formula"), method);
    page_put(p, "</small></th></tr>\n");
    for (size_t b = 0; b < ent_json_count(blocs); b++)
        put_bloc_row(p, measure, ent_json_at(blocs, b));
    page_put(p, "</tbody>\n");
}

void page_balance(page *p)
{
    const ent_json_value *measures = ent_json_get(p->result, "measures");
    if (ent_json_count(measures) == 0 || ent_json_count(ent_json_get(p->result, "blocs")) == 0)
        return;
    page_open(p, "balance", p->has_after ? "The balance before and after" : "The balance");
    page_put(
        p,
        "<p class=\"notes muted\">Share: of the sum over all actors with data, in or out of the "
        "blocs. Rank: among the named blocs and every actor in none of them.%s</p>\n",
        p->has_after ? " Figures that the interventions leave as they were are grey." : "");
    page_put(p, "<table class=\"power\">\n<thead><tr><th scope=\"col\">Bloc</th>");
    if (p->has_after)
        page_put(p, "<th scope=\"col\">Before</th><th scope=\"col\">After</th>");
    else
        page_put(p, "<th scope=\"col\">Value</th>");
    page_put(p, "</tr></thead>\n");
    for (size_t m = 0; m < ent_json_count(measures); m++)
        put_measure(p, ent_json_at(measures, m));
    page_put(p, "</table>\n</section>\n");
}

/* ---- burden ---- */

typedef struct {
    const ent_json_value *members;
    number_scale scale;
    double largest, mean; /* shares of GDP: the largest of all, the bloc's */
    const char *bloc;
} burden_shape;

/* The largest share of GDP in all blocs: the bars of all tables are drawn to one scale. */
static double largest_share(const page *p)
{
    const ent_json_value *list = ent_json_get(p->result, "burden");
    double largest = 0;
    for (size_t i = 0; i < ent_json_count(list); i++) {
        const ent_json_value *members = ent_json_get(ent_json_at(list, i), "members");
        for (size_t row = 0; row < ent_json_row_count(members); row++)
            largest = fmax(largest, ent_json_number(ent_json_cell(members, "share", row)));
    }
    return largest;
}

static burden_shape shape_burden(const page *p, const ent_json_value *burden)
{
    burden_shape shape = {.members = ent_json_get(burden, "members"),
                          .mean = ent_json_number(ent_json_get(burden, "share")),
                          .bloc = sheet_text(burden, "bloc"),
                          .largest = largest_share(p)};
    double largest = 0;
    for (size_t row = 0; row < ent_json_row_count(shape.members); row++) {
        largest = fmax(largest, fabs(ent_json_number(ent_json_cell(shape.members, "milex", row))));
        largest = fmax(largest, fabs(ent_json_number(ent_json_cell(shape.members, "equal", row))));
    }
    shape.scale = number_scale_for(largest);
    return shape;
}

/* A small bar: the share of GDP, with a stroke at the bloc's. */
static void put_mini(page *p, const burden_shape *shape, double share)
{
    double unit = shape->largest > 0 ? 100 / shape->largest : 0;
    page_put(p,
             "<svg class=\"mini\" viewBox=\"0 0 100 8\" preserveAspectRatio=\"none\" "
             "aria-hidden=\"true\"><rect class=\"track\" y=\"1\" width=\"100\" height=\"6\"/>"
             "<rect class=\"bar %s\" y=\"1\"",
             page_bloc_class(p, shape->bloc));
    page_draw(p, " width=\"%.1f\" height=\"6\"/>", fmax(0, share * unit));
    page_draw(p,
              "<path class=\"mean\" vector-effect=\"non-scaling-stroke\" d=\"M%.1f 0V8\"/></svg>",
              fmin(99.5, fmax(0.5, shape->mean * unit)));
}

static void put_amount(page *p, const burden_shape *shape, const char *column, size_t row,
                       bool sign)
{
    char text[NUMBER_SIZE];
    double value = ent_json_number(ent_json_cell(shape->members, column, row));
    page_put(p, "<td class=\"n\">%s</td>", number_scaled(value, shape->scale, sign, text));
}

static void put_member(page *p, const burden_shape *shape, size_t row)
{
    char text[NUMBER_SIZE];
    double share = ent_json_number(ent_json_cell(shape->members, "share", row));
    page_put(p, "<tr><th scope=\"row\">%s</th>", sheet_cell(shape->members, "name", row));
    put_amount(p, shape, "milex", row, false);
    page_put(p, "<td class=\"n\">");
    put_mini(p, shape, share);
    page_put(p, "%s</td>", number_percent(share, text));
    put_amount(p, shape, "equal", row, false);
    put_amount(p, shape, "difference", row, true);
    page_put(p, "</tr>\n");
}

static void put_burden_caption(page *p, const ent_json_value *burden, const burden_shape *shape,
                               const char *when)
{
    char milex[NUMBER_SIZE], share[NUMBER_SIZE];
    number_quantity(ent_json_number(ent_json_get(burden, "milex")), milex);
    number_percent(ent_json_number(ent_json_get(burden, "share")), share);
    page_put(p, "<caption>");
    page_swatch(p, shape->bloc);
    page_put(p, "%s%s<small>%s %s, %s of its GDP; ", sheet_bloc_name(p->result, shape->bloc), when,
             milex, sheet_text(burden, "unit"), share);
    page_put(p, "columns in %s%s</small></caption>\n", shape->scale.word,
             sheet_text(burden, "unit"));
}

static void put_left_out(page *p, const ent_json_value *burden)
{
    const ent_json_value *list = ent_json_get(burden, "left_out");
    if (ent_json_count(list) == 0)
        return;
    page_put(p, "<p class=\"notes muted\">Left out of both sums: ");
    for (size_t i = 0; i < ent_json_count(list); i++) {
        const ent_json_value *item = ent_json_at(list, i);
        page_put(p, "%s%s (%s), which lacks %s", i ? "; " : "", sheet_text(item, "name"),
                 sheet_text(item, "actor"), sheet_lacks(sheet_text(item, "lacks")));
    }
    page_put(p, ".</p>\n");
}

static void put_burden(page *p, const ent_json_value *burden, const char *when)
{
    burden_shape shape = shape_burden(p, burden);
    size_t rows = ent_json_row_count(shape.members);
    size_t *order = ent_new_array(rows, sizeof *order);
    if (*sheet_text(burden, "reason")) {
        page_put(p, "<p>%s%s: no data, since %s.</p>\n", sheet_bloc_name(p->result, shape.bloc),
                 when, sheet_text(burden, "reason"));
    } else if (order) {
        page_put(p, "<table class=\"burden\">\n");
        put_burden_caption(p, burden, &shape, when);
        page_put(
            p,
            "<thead><tr><th scope=\"col\">Member</th><th scope=\"col\" class=\"n\">spends</th>"
            "<th scope=\"col\" class=\"n\">of its GDP</th><th scope=\"col\" class=\"n\">equal share"
            "</th><th scope=\"col\" class=\"n\">differs by</th></tr></thead>\n<tbody>\n");
        sheet_burden_order(shape.members, order);
        for (size_t i = 0; i < rows; i++)
            put_member(p, &shape, order[i]);
        page_put(p, "</tbody></table>\n");
    }
    p->out.failed |= !order;
    free(order);
    put_left_out(p, burden);
}

/* Before and after of a bloc stand side by side in the list; once if they are the same. */
void page_burden(page *p)
{
    const ent_json_value *list = ent_json_get(p->result, "burden");
    bool any = false;
    if (ent_json_count(list) == 0)
        return;
    page_open(p, "burden", "Who bears the burden of defence");
    for (size_t i = 0; i < ent_json_count(list); i++)
        any |= ent_json_row_count(ent_json_get(ent_json_at(list, i), "members")) > 0;
    if (any)
        page_put(
            p,
            "<p class=\"notes muted\">Equal share: what a member would spend if all spent the same "
            "fraction of GDP, bloc military expenditure × member GDP / bloc GDP. It differs by "
            "what "
            "the member spends less its equal share. The stroke in a bar is the fraction of the "
            "bloc.</p>\n");
    for (size_t i = 0; i + 1 < ent_json_count(list); i += 2) {
        const ent_json_value *before = ent_json_at(list, i), *after = ent_json_at(list, i + 1);
        bool same = sheet_same_burden(before, after), figures = !*sheet_text(before, "reason");
        put_burden(p, before,
                   !p->has_after || (same && !figures) ? ""
                   : same                              ? ", unchanged by the interventions"
                                                       : ", before");
        if (!same)
            put_burden(p, after, ", after");
    }
    page_put(p, "</section>\n");
}
