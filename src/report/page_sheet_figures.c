/* Reading the figures of a run: the power of blocs, what claims compare, the burden. */
#include "report/page_sheet.h"

#include "core/memory.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* ---- power ---- */

static size_t whole(const ent_json_value *value)
{
    double number = ent_json_number(value);
    return number >= 0 ? (size_t)number : 0;
}

sheet_power sheet_power_of(const ent_json_value *result, const char *measure, const char *bloc,
                           bool after)
{
    const ent_json_value *table = ent_json_get(result, "balance");
    sheet_power power = {
        .value = (double)NAN, .share = (double)NAN, .share_of = "", .missing = "", .doubted = ""};
    for (size_t row = 0; row < ent_json_row_count(table); row++) {
        if (strcmp(sheet_cell(table, "measure", row), measure) != 0 ||
            strcmp(sheet_cell(table, "bloc", row), bloc) != 0 ||
            strcmp(sheet_cell(table, "when", row), after ? "after" : "before") != 0)
            continue;
        power.value = ent_json_number(ent_json_cell(table, "value", row));
        power.share = ent_json_number(ent_json_cell(table, "share", row));
        power.rank = whole(ent_json_cell(table, "rank", row));
        power.among = whole(ent_json_cell(table, "among", row));
        power.members = whole(ent_json_cell(table, "members", row));
        power.with_data = whole(ent_json_cell(table, "with_data", row));
        power.share_of = sheet_cell(table, "share_of", row);
        power.missing = sheet_cell(table, "missing", row);
        power.doubted = sheet_cell(table, "doubted", row);
        break;
    }
    return power;
}

static bool same_number(double a, double b)
{
    return a == b || (isnan(a) && isnan(b));
}

bool sheet_same_power(const sheet_power *a, const sheet_power *b)
{
    return same_number(a->value, b->value) && same_number(a->share, b->share) &&
           a->rank == b->rank && a->among == b->among && a->members == b->members &&
           strcmp(a->missing, b->missing) == 0;
}

static bool is_share(const ent_json_value *measure)
{
    return ent_json_is_true(ent_json_get(measure, "is_share"));
}

void sheet_value_text(const ent_json_value *measure, double value, char text[NUMBER_SIZE])
{
    if (is_share(measure))
        number_index(value, text);
    else
        number_quantity(value, text);
}

void sheet_share_text(const ent_json_value *measure, double share, char text[NUMBER_SIZE])
{
    if (isnan(share) || is_share(measure))
        text[0] = '\0';
    else
        number_percent(share, text);
}

void sheet_rank_text(const sheet_power *power, char text[NUMBER_SIZE])
{
    text[0] = '\0';
    if (power->rank > 0)
        snprintf(text, NUMBER_SIZE, "%zu of %zu", power->rank, power->among);
}

void sheet_basis(const ent_json_value *result, const ent_json_value *measure, ent_buffer *out)
{
    const ent_json_value *blocs = ent_json_get(result, "blocs");
    const char *id = sheet_text(measure, "id"), *bloc = sheet_text(ent_json_at(blocs, 0), "id");
    sheet_power before = sheet_power_of(result, id, bloc, false);
    sheet_power after = sheet_power_of(result, id, bloc, true);
    ent_buffer_format(out, "share %s", before.share_of);
    if (strcmp(before.share_of, after.share_of) != 0)
        ent_buffer_format(out, " (after: %s)", after.share_of);
}

/* ---- claims ---- */

/* Is it "measure(bloc or actor)"? "growth(2016)" is not. *length: of the first word. */
static bool is_measure_of(const char *text, size_t *length)
{
    *length = strcspn(text, " (+-*/");
    if (text[*length] != '(')
        return false;
    const char *inner = text + *length + 1;
    size_t rest = strcspn(inner, "(),"), digits = strspn(inner, "0123456789");
    bool year = digits == 4 && rest == 4;
    return !year && inner[rest] == ')' && inner[rest + 1] == '\0';
}

void sheet_read_term(const ent_json_value *result, const char *text, sheet_term *out)
{
    size_t length;
    *out = (sheet_term){0};
    if (!is_measure_of(text, &length) || length >= sizeof out->id) {
        snprintf(out->of, sizeof out->of, "%s", text);
        out->name = out->of;
        out->is_number = *text != '\0' && strspn(text, "-.0123456789") == strlen(text);
        return;
    }
    snprintf(out->id, sizeof out->id, "%.*s", (int)length, text);
    snprintf(out->of, sizeof out->of, "%s", text + length + 1);
    out->of[strcspn(out->of, ")")] = '\0';
    out->name = sheet_bloc_name(result, out->of);
    if (out->name == out->of)
        out->name = sheet_actor_name(result, out->of);
    out->measure = sheet_find(ent_json_get(result, "measures"), "id", out->id);
}

/* "Military expenditure of China is 298 billion" */
static void add_term(const ent_json_value *result, const sheet_term *term, double value,
                     ent_buffer *out)
{
    char number[NUMBER_SIZE];
    sheet_value_text(term->measure, value, number);
    if (*term->id) {
        sheet_short_label(result, term->id, out);
        ent_buffer_format(out, " of %s is %s", term->name, number);
    } else {
        ent_buffer_add(out, number);
    }
}

void sheet_reason(const ent_json_value *result, const ent_json_value *claim, ent_buffer *out)
{
    const ent_json_value *figures = ent_json_get(claim, "figures");
    double left = ent_json_number(ent_json_cell(figures, "left_value", 0));
    double right = ent_json_number(ent_json_cell(figures, "right_value", 0));
    bool counted = ent_starts_with(sheet_text(claim, "test"), "count");
    sheet_term terms[2];
    sheet_read_term(result, sheet_cell(figures, "left", 0), &terms[0]);
    sheet_read_term(result, sheet_cell(figures, "right", 0), &terms[1]);
    if (ent_json_row_count(figures) != 1 || counted || isnan(left) || isnan(right) ||
        !(terms[0].measure || terms[0].is_number) || !(terms[1].measure || terms[1].is_number)) {
        ent_buffer_add(out, sheet_text(claim, "reason"));
        return;
    }
    add_term(result, &terms[0], left, out);
    ent_buffer_add(out, *terms[0].id && *terms[1].id ? ", " : " against ");
    add_term(result, &terms[1], right, out);
}

/* "Net resources", or the expression as it is written; of a number nothing. */
static void add_label(const ent_json_value *result, const sheet_term *term, ent_buffer *out)
{
    if (*term->id)
        sheet_short_label(result, term->id, out);
    else if (!term->is_number)
        ent_buffer_add(out, term->of);
}

void sheet_figure_label(const ent_json_value *result, const sheet_term terms[2], ent_buffer *out)
{
    ent_buffer right = {0};
    add_label(result, &terms[0], out);
    add_label(result, &terms[1], &right);
    if (right.length > 0 && strcmp(ent_buffer_text(out), ent_buffer_text(&right)) != 0)
        ent_buffer_format(out, "%s%s", out->length ? " against " : "", ent_buffer_text(&right));
    out->failed |= right.failed;
    ent_buffer_clear(&right);
}

void sheet_figure_note(const char *note, ent_buffer *out)
{
    const char *second = strstr(note, "; ");
    size_t half = second ? (size_t)(second - note) : 0;
    if (second && strlen(second + 2) == half && strncmp(note, second + 2, half) == 0)
        ent_buffer_add_bytes(out, note, half);
    else
        ent_buffer_add(out, note);
}

void sheet_figure_values(const ent_json_value *figure, ent_buffer *out)
{
    const ent_json_value *values = ent_json_get(figure, "values");
    for (size_t row = 0; row < ent_json_row_count(values); row++) {
        double year = ent_json_number(ent_json_cell(values, "year", row));
        double low = ent_json_number(ent_json_cell(values, "low", row));
        double high = ent_json_number(ent_json_cell(values, "high", row));
        ent_buffer_add(out, row ? ", " : "");
        if (!isnan(year))
            ent_buffer_format(out, "%.0f: ", year);
        ent_buffer_format(out, "%.6g", low);
        if (high > low)
            ent_buffer_format(out, " to %.6g", high);
    }
}

/* ---- burden ---- */

void sheet_burden_order(const ent_json_value *members, size_t order[])
{
    for (size_t i = 0; i < ent_json_row_count(members); i++) {
        double milex = ent_json_number(ent_json_cell(members, "milex", i));
        size_t at = i;
        while (at > 0 && ent_json_number(ent_json_cell(members, "milex", order[at - 1])) < milex) {
            order[at] = order[at - 1];
            at--;
        }
        order[at] = i;
    }
}

bool sheet_same_burden(const ent_json_value *a, const ent_json_value *b)
{
    static const char *const numbers[] = {"milex", "gdp", "counted"};
    const ent_json_value *members_a = ent_json_get(a, "members");
    const ent_json_value *members_b = ent_json_get(b, "members");
    size_t rows = ent_json_row_count(members_a);
    for (size_t i = 0; i < ent_countof(numbers); i++)
        if (!same_number(ent_json_number(ent_json_get(a, numbers[i])),
                         ent_json_number(ent_json_get(b, numbers[i]))))
            return false;
    if (rows != ent_json_row_count(members_b) ||
        ent_json_count(ent_json_get(a, "left_out")) !=
            ent_json_count(ent_json_get(b, "left_out")) ||
        strcmp(sheet_text(a, "reason"), sheet_text(b, "reason")) != 0)
        return false;
    for (size_t row = 0; row < rows; row++)
        if (strcmp(sheet_cell(members_a, "actor", row), sheet_cell(members_b, "actor", row)) != 0 ||
            !same_number(ent_json_number(ent_json_cell(members_a, "milex", row)),
                         ent_json_number(ent_json_cell(members_b, "milex", row))) ||
            !same_number(ent_json_number(ent_json_cell(members_a, "gdp", row)),
                         ent_json_number(ent_json_cell(members_b, "gdp", row))))
            return false;
    return true;
}

const char *sheet_lacks(const char *ids)
{
    static const char *const words[][2] = {{"milex", "military expenditure"},
                                           {"gdp", "GDP at market rates"},
                                           {"milex and gdp", "military expenditure and GDP"}};
    for (size_t i = 0; i < ent_countof(words); i++)
        if (strcmp(words[i][0], ids) == 0)
            return words[i][1];
    return ids;
}
