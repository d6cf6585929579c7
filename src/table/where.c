#include "table/where.h"

#include "core/memory.h"
#include "core/text.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef enum { N_OR, N_AND, N_NOT, N_MISSING, N_COMPARE } node_kind;
typedef enum { C_EQUAL, C_UNEQUAL, C_LESS, C_AT_MOST, C_MORE, C_AT_LEAST } comparison;

typedef struct {
    node_kind kind;
    comparison compare;
    size_t left, right;           /* nodes */
    const ent_table_column *column, *other; /* other: compared with a column; NULL = with `number` or `text` */
    double number;
    char *text;                   /* NULL = a number */
} where_node;

enum { NODE_MAX = 200, DEPTH_MAX = 50 };

struct table_where {
    where_node nodes[NODE_MAX];
    size_t count, root;
};

typedef struct {
    const char *text, *at;
    const table_column *columns;
    size_t column_count;
    int depth;
    table_where *where;
    ent_error *error;
} where_reader;

/* ---- words ---- */

static bool is_name_character(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

static bool is_word(const char *name)
{
    static const char *const words[] = {"and", "or", "not", "is", "missing"};
    for (size_t i = 0; i < ent_countof(words); i++)
        if (strcmp(words[i], name) == 0)
            return true;
    return false;
}

/* The name that begins here, or "" ; *at moves past it. */
static void take_name(const char **at, char name[64])
{
    size_t length = 0;
    while (is_name_character((*at)[length]))
        length++;
    snprintf(name, 64, "%.*s", (int)(length < 63 ? length : 63), *at);
    *at += length;
}

static const char *past_text(const char *at)
{
    const char *end = strchr(at + 1, '\'');
    return end ? end + 1 : at + strlen(at);
}

bool table_where_name(const char **rest, char name[64])
{
    const char *at = *rest;
    while (at && *at) {
        if (isalpha((unsigned char)*at)) {
            take_name(&at, name);
            *rest = at;
            if (!is_word(name))
                return true;
        } else if (*at == '\'') {
            at = past_text(at);
        } else if (isdigit((unsigned char)*at) || *at == '.') {
            char *end;
            strtod(at, &end);
            at = end > at ? end : at + 1;
        } else {
            at++;
        }
    }
    return false;
}

/* ---- reading ---- */

static ent_status fail_at(where_reader *r, const char *expected)
{
    return ent_fail(r->error, ENT_ERR_ARGUMENT, "--where: expected %s at '%.40s' (character %zu)",
                    expected, *r->at ? r->at : "the end", (size_t)(r->at - r->text) + 1);
}

static void skip_blanks(where_reader *r)
{
    while (isspace((unsigned char)*r->at))
        r->at++;
}

static bool take_word(where_reader *r, const char *word)
{
    size_t length = strlen(word);
    skip_blanks(r);
    if (strncmp(r->at, word, length) != 0 ||
        (is_name_character(word[0]) && is_name_character(r->at[length])))
        return false;
    r->at += length;
    return true;
}

static ent_status add_node(where_reader *r, where_node node, size_t *out)
{
    if (r->where->count == NODE_MAX) {
        free(node.text);
        return ent_fail(r->error, ENT_ERR_ARGUMENT, "--where: more than %d parts", NODE_MAX);
    }
    *out = r->where->count;
    r->where->nodes[r->where->count++] = node;
    return ENT_OK;
}

static ent_status read_column(where_reader *r, const ent_table_column **out)
{
    char name[64];
    skip_blanks(r);
    const char *start = r->at;
    if (!isalpha((unsigned char)*r->at))
        return fail_at(r, "a column");
    take_name(&r->at, name);
    for (size_t i = 0; i < r->column_count; i++) {
        if (r->columns[i].row && strcmp(r->columns[i].shown.name, name) == 0) {
            *out = &r->columns[i].shown;
            return ENT_OK;
        }
    }
    r->at = start;
    return fail_at(r, "a column of the table (of two states: name1, name2)");
}

static ent_status read_text(where_reader *r, where_node *node)
{
    const char *end = past_text(r->at);
    size_t length = (size_t)(end - r->at);
    if (length < 2 || end[-1] != '\'')
        return fail_at(r, "a closing quote");
    if (node->column->type != ENT_COLUMN_TEXT)
        return fail_at(r, "a number: the column has no texts");
    node->text = ent_new_array(length, 1);
    if (!node->text)
        return ent_fail_memory(r->error);
    memcpy(node->text, r->at + 1, length - 2);
    r->at = end;
    return ENT_OK;
}

static ent_status read_value(where_reader *r, where_node *node)
{
    char *end;
    skip_blanks(r);
    if (*r->at == '\'')
        return read_text(r, node);
    if (isalpha((unsigned char)*r->at)) {
        ent_status status = read_column(r, &node->other);
        if (status == ENT_OK && (node->other->type == ENT_COLUMN_TEXT || node->column->type == ENT_COLUMN_TEXT))
            return fail_at(r, "a comparison of numbers before this: texts are compared with 'text'");
        return status;
    }
    node->number = strtod(r->at, &end);
    if (end == r->at || is_name_character(*end) || isnan(node->number))
        return fail_at(r, "a number, 'text' or column");
    if (node->column->type == ENT_COLUMN_TEXT)
        return fail_at(r, "'text': the column has texts");
    r->at = end;
    return ENT_OK;
}

static ent_status read_comparison(where_reader *r, comparison *out)
{
    static const struct {
        const char *word;
        comparison compare;
    } words[] = {{"==", C_EQUAL}, {"!=", C_UNEQUAL}, {"<>", C_UNEQUAL}, {"<=", C_AT_MOST},
                 {">=", C_AT_LEAST}, {"=", C_EQUAL}, {"<", C_LESS}, {">", C_MORE}};
    for (size_t i = 0; i < ent_countof(words); i++) {
        if (take_word(r, words[i].word)) {
            *out = words[i].compare;
            return ENT_OK;
        }
    }
    return fail_at(r, "=, !=, <, <=, >, >= or 'is missing'");
}

static ent_status negate(where_reader *r, size_t *node)
{
    return add_node(r, (where_node){.kind = N_NOT, .left = *node}, node);
}

static ent_status read_test(where_reader *r, size_t *out)
{
    where_node node = {.kind = N_COMPARE};
    ent_status status = read_column(r, &node.column);
    if (status != ENT_OK)
        return status;
    if (take_word(r, "is")) {
        bool not = take_word(r, "not");
        node.kind = N_MISSING;
        if (!take_word(r, "missing"))
            return fail_at(r, "'missing'");
        status = add_node(r, node, out);
        return status == ENT_OK && not ? negate(r, out) : status;
    }
    status = read_comparison(r, &node.compare);
    if (status == ENT_OK)
        status = read_value(r, &node);
    return status == ENT_OK ? add_node(r, node, out) : status;
}

static ent_status read_condition(where_reader *r, size_t *out);

static ent_status read_factor(where_reader *r, size_t *out)
{
    if (++r->depth > DEPTH_MAX)
        return ent_fail(r->error, ENT_ERR_ARGUMENT, "--where: nested more than %d deep", DEPTH_MAX);
    ent_status status;
    if (take_word(r, "not")) {
        status = read_factor(r, out);
        if (status == ENT_OK)
            status = negate(r, out);
    } else if (take_word(r, "(")) {
        status = read_condition(r, out);
        if (status == ENT_OK && !take_word(r, ")"))
            status = fail_at(r, "')'");
    } else {
        status = read_test(r, out);
    }
    r->depth--;
    return status;
}

static ent_status read_term(where_reader *r, size_t *out)
{
    ent_status status = read_factor(r, out);
    while (status == ENT_OK && take_word(r, "and")) {
        where_node node = {.kind = N_AND, .left = *out};
        status = read_factor(r, &node.right);
        if (status == ENT_OK)
            status = add_node(r, node, out);
    }
    return status;
}

static ent_status read_condition(where_reader *r, size_t *out)
{
    ent_status status = read_term(r, out);
    while (status == ENT_OK && take_word(r, "or")) {
        where_node node = {.kind = N_OR, .left = *out};
        status = read_term(r, &node.right);
        if (status == ENT_OK)
            status = add_node(r, node, out);
    }
    return status;
}

ent_status table_where_read(const char *text, const table_column *columns, size_t count,
                            table_where **out, ent_error *error)
{
    *out = NULL;
    table_where *where = ent_new_array(1, sizeof *where);
    if (!where)
        return ent_fail_memory(error);
    where_reader r = {text, text, columns, count, 0, where, error};
    ent_status status = read_condition(&r, &where->root);
    skip_blanks(&r);
    if (status == ENT_OK && *r.at)
        status = fail_at(&r, "'and', 'or' or the end");
    if (status == ENT_OK)
        *out = where;
    else
        table_where_free(where);
    return status;
}

void table_where_free(table_where *where)
{
    for (size_t i = 0; where && i < where->count; i++)
        free(where->nodes[i].text);
    free(where);
}

/* ---- judging a row: 1 true, 0 false, -1 not known ---- */

static int judge_order(comparison compare, int order)
{
    switch (compare) {
    case C_EQUAL:
        return order == 0;
    case C_UNEQUAL:
        return order != 0;
    case C_LESS:
        return order < 0;
    case C_AT_MOST:
        return order <= 0;
    case C_MORE:
        return order > 0;
    default:
        return order >= 0;
    }
}

static int judge_compare(const where_node *node, const ent_table *table, size_t row)
{
    double value = ent_table_number(node->column, ent_table_at(table, node->column, row));
    double other = node->other ? ent_table_number(node->other, ent_table_at(table, node->other, row))
                               : node->number;
    if (isnan(value) || isnan(other))
        return -1;
    if (node->text)
        return judge_order(node->compare, strcmp(node->column->texts[(size_t)value], node->text));
    return judge_order(node->compare, value < other ? -1 : value > other);
}

static int judge(const table_where *where, size_t index, const ent_table *table, size_t row)
{
    const where_node *node = &where->nodes[index];
    if (node->kind == N_COMPARE)
        return judge_compare(node, table, row);
    if (node->kind == N_MISSING)
        return isnan(ent_table_number(node->column, ent_table_at(table, node->column, row)));
    int left = judge(where, node->left, table, row);
    if (node->kind == N_NOT)
        return left < 0 ? -1 : !left;
    int decides = node->kind == N_OR; /* the value that settles it */
    if (left == decides)
        return decides;
    int right = judge(where, node->right, table, row);
    return right == decides ? decides : left < 0 || right < 0 ? -1 : !decides;
}

void table_where_keep(const table_where *where, const ent_table *table, uint8_t *keep)
{
    for (size_t row = 0; row < ent_table_row_count(table); row++)
        if (keep[row] && judge(where, where->root, table, row) != 1)
            keep[row] = 0;
}
