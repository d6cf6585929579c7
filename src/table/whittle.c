/* One conflict of each pair and time: see whittle.h. */
#include "table/whittle.h"

#include "entente/table.h"

#include "core/memory.h"
#include "core/text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- rules: the higher rank stays ---- */

/* What is not known loses against all that is. */
static double known(double value)
{
    return isnan(value) ? -HUGE_VAL : value;
}

static double rank_onset(const whittle_row *row)
{
    return row->onset;
}

/* Levels 0 none to 6; an unknown level ranks as 0.5, above none and below 1. */
static double rank_fatality(const whittle_row *row)
{
    return isnan(row->fatality) ? 0.5 : row->fatality;
}

static double rank_hostility(const whittle_row *row)
{
    return known(row->hostility);
}

static double rank_shortest(const whittle_row *row)
{
    return known(row->mindur);
}

static double rank_longest(const whittle_row *row)
{
    return known(row->maxdur);
}

static double rank_reciprocated(const whittle_row *row)
{
    return known(row->recip);
}

static double rank_start_month(const whittle_row *row)
{
    return known(-row->stmon);
}

/* Deaths of both states; what is not known is left out of the sum. */
static double rank_deaths(const whittle_row *row)
{
    return isnan(row->deaths) ? 0.0 : row->deaths;
}

static double rank_first(const whittle_row *row)
{
    return known(-row->number);
}

static const whittle_rule rules[] = {
    {"onsets", "onsets over continuations", rank_onset},
    {"fatality", "the highest fatality of the dispute; unknown ranks above none, below level 1",
     rank_fatality},
    {"hostility", "the highest hostility of the dispute", rank_hostility},
    {"mindur", "the longest shortest-possible duration", rank_shortest},
    {"maxdur", "the longest longest-possible duration", rank_longest},
    {"recip", "reciprocated over not reciprocated", rank_reciprocated},
    {"stmon", "the earliest month of start", rank_start_month},
    {"deaths", "the most deaths of both states, as far as known; not in the usual chain", rank_deaths},
    {"jds", "just drop something: the first by its number stays", rank_first},
};

const whittle_rule *whittle_rule_at(size_t index)
{
    return index < ent_countof(rules) ? &rules[index] : NULL;
}

const char *ent_table_rule(size_t index, const char **help)
{
    *help = index < ent_countof(rules) ? rules[index].help : NULL;
    return index < ent_countof(rules) ? rules[index].name : NULL;
}

/* ---- chains ---- */

static ent_status fail_unknown(const char *name, ent_error *error)
{
    ent_buffer names = {0};
    for (size_t i = 0; i < ent_countof(rules); i++)
        ent_buffer_format(&names, "%s%s", i ? ", " : "", rules[i].name);
    ent_status status = ent_fail(error, ENT_ERR_ARGUMENT,
                                 "--whittle: '%s' is no rule; there are %s", name,
                                 ent_buffer_text(&names));
    if (names.failed)
        status = ent_fail_memory(error);
    ent_buffer_clear(&names);
    return status;
}

static ent_status add_rule(const char *name, whittle_chain *chain, ent_error *error)
{
    const whittle_rule *rule = NULL;
    for (size_t i = 0; i < ent_countof(rules); i++)
        if (strcmp(rules[i].name, name) == 0)
            rule = &rules[i];
    if (!rule)
        return fail_unknown(name, error);
    for (size_t i = 0; i < chain->count; i++)
        if (chain->rules[i] == rule)
            return ent_fail(error, ENT_ERR_ARGUMENT, "--whittle: the rule '%s' stands twice", name);
    chain->rules[chain->count++] = rule; /* there is room for each rule once */
    return ENT_OK;
}

ent_status whittle_parse(const char *text, whittle_chain *out, ent_error *error)
{
    *out = (whittle_chain){0};
    char *copy = ent_copy_text(text);
    if (!copy)
        return ent_fail_memory(error);
    ent_status status = ENT_OK;
    for (char *at = copy, *next; at && status == ENT_OK; at = next) {
        next = strchr(at, ',');
        if (next)
            *next++ = '\0';
        status = add_rule(ent_trim(at), out, error);
    }
    free(copy);
    return status;
}

/* ---- rows ---- */

static int compare_pairs(const whittle_row *x, const whittle_row *y)
{
    if (x->a != y->a)
        return x->a < y->a ? -1 : 1;
    if (x->b != y->b)
        return x->b < y->b ? -1 : 1;
    return (x->time > y->time) - (x->time < y->time);
}

static int compare_rows(const void *left, const void *right)
{
    const whittle_row *x = left, *y = right;
    int order = compare_pairs(x, y);
    if (order == 0)
        order = (x->number > y->number) - (x->number < y->number);
    return order ? order : (x->place > y->place) - (x->place < y->place);
}

void whittle_sort(whittle_row rows[], size_t count)
{
    if (count > 0)
        qsort(rows, count, sizeof *rows, compare_rows);
}

/* Where the rows of the pair and time of row `first` end. */
static size_t end_of_pair(const whittle_row rows[], size_t count, size_t first)
{
    size_t end = first + 1;
    while (end < count && compare_pairs(&rows[first], &rows[end]) == 0)
        end++;
    return end;
}

size_t whittle_apply(const whittle_rule *rule, whittle_row rows[], size_t count)
{
    size_t kept = 0;
    for (size_t first = 0, end; first < count; first = end) {
        double best = -HUGE_VAL;
        end = end_of_pair(rows, count, first);
        for (size_t i = first; i < end; i++)
            best = fmax(best, rule->rank(&rows[i]));
        for (size_t i = first; i < end; i++)
            if (rule->rank(&rows[i]) >= best)
                rows[kept++] = rows[i];
    }
    return kept;
}

size_t whittle_repeated(const whittle_row rows[], size_t count)
{
    size_t repeated = 0;
    for (size_t first = 0, end; first < count; first = end) {
        end = end_of_pair(rows, count, first);
        repeated += end - first > 1;
    }
    return repeated;
}

ent_status whittle(const whittle_chain *chain, whittle_row rows[], size_t *count, ent_error *error)
{
    whittle_sort(rows, *count);
    for (size_t i = 0; i < chain->count; i++)
        *count = whittle_apply(chain->rules[i], rows, *count);
    size_t repeated = whittle_repeated(rows, *count);
    if (repeated > 0)
        return ent_fail(error, ENT_ERR_ARGUMENT,
                        "--whittle: after these rules %zu pairs and years still have several disputes; "
                        "end with 'jds' to keep the first of each", repeated);
    return ENT_OK;
}
