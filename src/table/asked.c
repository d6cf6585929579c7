#include "table/asked.h"

#include "table/alliances.h"
#include "table/where.h"
#include "table/whittle.h"

#include "core/memory.h"
#include "core/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool serves(const table_group *group, const ent_table_options *options)
{
    const char *system = options->system && ent_starts_with(options->system, "gw") ? "gw" : "cow";
    return group->units & table_units(options->unit) &&
           (!group->system || strcmp(group->system, system) == 0);
}

/* How many columns a row of a group makes in a table: the highest number, 0 = one without number. */
static int numbers_of(const table_column_row *row, const ent_table_options *options)
{
    return table_units(options->unit) & TABLE_OF_DYADS && (row->each || row->pair) ? 2 : 0;
}

static table_ask *add_ask(table_asked *asked, const table_group *group, const char *source,
                          ent_error *error)
{
    for (size_t i = 0; i < asked->count; i++)
        if (asked->items[i].group == group && strcmp(asked->items[i].source, source) == 0)
            return &asked->items[i];
    if (!ent_grow(&asked->items, asked->count, &asked->capacity, sizeof *asked->items)) {
        ent_fail_memory(error);
        return NULL;
    }
    table_ask *ask = &asked->items[asked->count++];
    *ask = (table_ask){.group = group};
    snprintf(ask->source, sizeof ask->source, "%s", source);
    asked->whole_history |= group->whole_history;
    return ask;
}

/* One of a group, of whatever source. */
static table_ask *any_ask(table_asked *asked, const table_group *group)
{
    for (size_t i = 0; i < asked->count; i++)
        if (asked->items[i].group == group)
            return &asked->items[i];
    return NULL;
}

static void want_column(table_ask *ask, size_t index, const ent_table_options *options)
{
    int most = numbers_of(&ask->group->columns[index], options);
    for (int number = most ? 1 : 0; number <= most; number++)
        ask->wanted[number] |= UINT64_C(1) << index;
}

/* Columns that need others: see ask_needs. */
static void want_all(table_ask *ask, const ent_table_options *options)
{
    ask->whole = true;
    for (size_t i = 0; ask->group->columns[i].name; i++)
        if (!ask->group->columns[i].needs)
            want_column(ask, i, options);
}

/* Does a word name this column: `milex` (both), `milex1`, `milex2`? The bits of the numbers that it names. */
static unsigned named_numbers(const table_column_row *row, const char *word, const ent_table_options *options)
{
    size_t length = strlen(row->name);
    int most = numbers_of(row, options);
    if (strcmp(row->name, word) == 0)
        return most ? 6 : 1;
    if (most && strncmp(row->name, word, length) == 0 && word[length] && !word[length + 1])
        return word[length] == '1' ? 2 : word[length] == '2' ? 4 : 0;
    return 0;
}

/* Ask for a single column. *found: there is one of that name. */
static ent_status ask_column(table_asked *asked, const char *word, const char *source, bool hidden,
                             const ent_table_options *options, bool *found, ent_error *error)
{
    const table_group *group;
    *found = false;
    for (size_t g = 0; (group = table_group_at(g)); g++) {
        for (size_t i = 0; serves(group, options) && group->columns[i].name; i++) {
            unsigned numbers = named_numbers(&group->columns[i], word, options);
            if (!numbers)
                continue;
            table_ask *ask = hidden && !*source ? any_ask(asked, group) : NULL;
            if (!ask)
                ask = add_ask(asked, group, source, error);
            if (!ask)
                return ENT_ERR_MEMORY;
            for (int number = 0; number < 3; number++)
                if (numbers >> number & 1)
                    (hidden ? ask->hidden : ask->wanted)[number] |= UINT64_C(1) << i;
            *found = true;
            return ENT_OK;
        }
    }
    return ENT_OK;
}

/* The names that a word could have meant. */
static const char *nearest_name(const char *word, const ent_table_options *options)
{
    const char *names[1024];
    size_t count = 0;
    const table_group *group;
    for (size_t g = 0; (group = table_group_at(g)); g++) {
        if (!serves(group, options))
            continue;
        names[count++] = group->name;
        for (size_t i = 0; group->columns[i].name && count < ent_countof(names) - 1; i++)
            names[count++] = group->columns[i].name;
    }
    return ent_nearest(word, names, count);
}

/* The command whose tables have a group, as near to the asked one as can be. */
static const char *other_table(const table_group *group, const ent_table_options *options)
{
    bool of_alliances = table_unit_is_of_alliances(options->unit);
    unsigned member = TABLE_OF_MEMBERS | (of_alliances ? TABLE_OF_STATES : 0);
    unsigned pair = TABLE_OF_ALLIANCE_DYADS | (of_alliances ? TABLE_OF_DYADS : 0);
    return group->units & TABLE_OF_ALLIANCES ? "entente alliances"
           : group->units & member           ? "entente alliances --unit member"
           : group->units & pair             ? "entente alliances --unit dyad"
           : group->units & TABLE_OF_DYADS   ? "entente dyads"
                                             : "entente states";
}

/* Is a word the name of a group, or of one of its columns? */
static bool of_group(const table_group *group, const char *word)
{
    bool found = strcmp(group->name, word) == 0;
    for (size_t i = 0; group->columns[i].name && !found; i++)
        found = strcmp(group->columns[i].name, word) == 0;
    return found;
}

static ent_status fail_word(const char *word, const ent_table_options *options, ent_error *error)
{
    ent_buffer list = {0};
    const table_group *group;
    const char *near = nearest_name(word, options), *other = NULL;
    for (size_t g = 0; (group = table_group_at(g)); g++) {
        if (serves(group, options) && *group->help)
            ent_buffer_format(&list, "%s%s", list.length ? ", " : "", group->name);
        if (!serves(group, options) && of_group(group, word))
            other = other_table(group, options);
    }
    ent_fail(error, ENT_ERR_ARGUMENT, "'%.60s' is no group of columns, nor a column, of a table of %ss%s%s%s; "
             "groups: %s", word, ent_table_unit_word(options->unit),
             other ? ": '" : near ? "; did you mean '" : "", other ? other : near ? near : "",
             other ? "' has it" : near ? "'?" : "", ent_buffer_text(&list));
    ent_buffer_clear(&list);
    return ENT_ERR_ARGUMENT;
}

/* "nmc", "milex", "nmc@nmc-6.0" */
static ent_status ask_word(table_asked *asked, char *word, const ent_table_options *options,
                           ent_error *error)
{
    char *at = strchr(word, '@');
    const char *source = at ? at + 1 : "";
    const table_group *group;
    bool found = false;
    if (at)
        *at = '\0';
    if (strlen(source) >= sizeof asked->items->source)
        return ent_fail(error, ENT_ERR_ARGUMENT, "--with: the source '%.80s' is too long", source);
    for (size_t g = 0; (group = table_group_at(g)); g++) {
        if (strcmp(group->name, word) != 0 || !serves(group, options) || !*group->help)
            continue;
        table_ask *ask = add_ask(asked, group, source, error);
        if (!ask)
            return ENT_ERR_MEMORY;
        want_all(ask, options);
        found = true;
    }
    ent_status status = ENT_OK;
    if (!found)
        status = ask_column(asked, word, source, false, options, &found, error);
    return status != ENT_OK || found ? status : fail_word(word, options, error);
}

static ent_status ask_words(table_asked *asked, const ent_table_options *options, ent_error *error)
{
    ent_status status = ENT_OK;
    for (const char *text = options->with; text && *text && status == ENT_OK;) {
        char word[128];
        size_t length = strcspn(text, ",");
        snprintf(word, sizeof word, "%.*s", (int)(length < 127 ? length : 127), text);
        status = ask_word(asked, ent_trim(word), options, error);
        text += length + (text[length] == ',');
    }
    return status;
}

static ent_status ask_keys(table_asked *asked, const ent_table_options *options, ent_error *error)
{
    bool gw = options->system && ent_starts_with(options->system, "gw");
    bool of_alliances = table_unit_is_of_alliances(options->unit);
    const char *const names[] = {of_alliances ? "alliance" : NULL, of_alliances ? "treaty" : NULL,
                                 options->unit == ENT_TABLE_ALLIANCES ? NULL : gw ? "gwcode" : "ccode", "year",
                                 options->by == ENT_BY_QUARTER ? "quarter" : NULL,
                                 options->by >= ENT_BY_MONTH ? "month" : NULL,
                                 options->by == ENT_BY_DAY ? "day" : NULL};
    ent_status status = ENT_OK;
    bool found;
    for (size_t i = 0; i < ent_countof(names) && status == ENT_OK; i++)
        if (names[i])
            status = ask_column(asked, names[i], "", false, options, &found, error);
    return status;
}

/* What rows are chosen by: columns that are not shown unless they were asked for. */
static ent_status ask_hidden(table_asked *asked, const char *name, const ent_table_options *options,
                             ent_error *error)
{
    bool found;
    ent_status status = ask_column(asked, name, "", true, options, &found, error);
    if (status == ENT_OK && !found) {
        status = fail_word(name, options, error);
        ent_error_context(error, "--where");
    }
    return status;
}

/* Is a column asked for, to be shown? */
static bool is_wanted(const table_asked *asked, const char *name)
{
    for (size_t i = 0; i < asked->count; i++) {
        const table_ask *ask = &asked->items[i];
        uint64_t wanted = ask->wanted[0] | ask->wanted[1] | ask->wanted[2];
        for (size_t k = 0; ask->group->columns[k].name; k++)
            if ((wanted >> k & 1) && strcmp(ask->group->columns[k].name, name) == 0)
                return true;
    }
    return false;
}

static void want_made(const table_asked *asked, table_ask *ask, const ent_table_options *options)
{
    const table_column_row *columns = ask->group->columns;
    bool any = false;
    for (size_t i = 0; columns[i].name; i++)
        any |= columns[i].needs && is_wanted(asked, columns[i].needs);
    for (size_t i = 0; columns[i].name; i++)
        if (columns[i].needs && (!any || is_wanted(asked, columns[i].needs)))
            want_column(ask, i, options);
}

/* The columns of states that a group's columns read, of the source that the group was asked for of. */
static ent_status ask_reads(table_asked *asked, size_t index, const ent_table_options *options, ent_error *error)
{
    const table_group *group = asked->items[index].group;
    ent_table_options of_states = *options;
    bool found;
    ent_status status = ENT_OK;
    if (options->unit == ENT_TABLE_ALLIANCES) /* shows no columns of states, but reads them */
        of_states.unit = ENT_TABLE_MEMBERS;
    for (size_t k = 0; group->columns[k].name && status == ENT_OK; k++) {
        const table_ask *ask = &asked->items[index]; /* asking for more may move them */
        uint64_t used = ask->wanted[0] | ask->hidden[0];
        char source[sizeof ask->source];
        memcpy(source, ask->source, sizeof source);
        if (group->columns[k].reads && used >> k & 1)
            status = ask_column(asked, group->columns[k].reads, source, true, &of_states, &found, error);
    }
    return status;
}

/* What columns are made from: asked for too, hidden. */
static ent_status ask_needs(table_asked *asked, const ent_table_options *options, ent_error *error)
{
    ent_status status = ENT_OK;
    for (size_t i = 0; i < asked->count && status == ENT_OK; i++) {
        const table_group *group = asked->items[i].group;
        if (asked->items[i].whole)
            want_made(asked, &asked->items[i], options);
        for (size_t k = 0; group->columns[k].name && status == ENT_OK; k++) {
            const table_ask *ask = &asked->items[i]; /* asking for more may move them */
            uint64_t used = ask->wanted[0] | ask->hidden[0];
            if (group->columns[k].needs && used >> k & 1)
                status = ask_hidden(asked, group->columns[k].needs, options, error);
        }
        if (status == ENT_OK)
            status = ask_reads(asked, i, options, error);
    }
    return status;
}

/* Rules are looked at before anything is made; where no column obeys them they are a mistake. */
static ent_status check_whittle(const table_asked *asked, const ent_table_options *options,
                                ent_error *error)
{
    whittle_chain chain;
    bool obeyed = false;
    if (!options->whittle)
        return ENT_OK;
    for (size_t i = 0; i < asked->count; i++)
        obeyed |= asked->items[i].group->whittles;
    if (!obeyed)
        return ent_fail(error, ENT_ERR_ARGUMENT, "--whittle: no disputes of dyads are asked for; expected "
                        "--with cow-mid or gml-mid");
    return whittle_parse(options->whittle, &chain, error);
}

ent_status table_asked_read(table_asked *asked, const ent_table_options *options, ent_error *error)
{
    ent_status status = ask_keys(asked, options, error);
    if (status == ENT_OK)
        status = ask_words(asked, options, error);
    if (status == ENT_OK && options->only_relevant)
        status = ask_hidden(asked, "conttype", options, error);
    if (status == ENT_OK && options->only_relevant)
        status = ask_hidden(asked, "cowmaj", options, error);
    char name[64];
    for (const char *rest = options->where; status == ENT_OK && table_where_name(&rest, name);)
        status = ask_hidden(asked, name, options, error);
    if (status == ENT_OK)
        status = ask_needs(asked, options, error);
    return status == ENT_OK ? check_whittle(asked, options, error) : status;
}

void table_asked_clear(table_asked *asked)
{
    free(asked->items);
    *asked = (table_asked){0};
}

/* ---- the columns ---- */

typedef struct {
    table_column *items;
    size_t count, capacity;
    const ent_table_options *options;
    ent_error *error;
} column_list;

static ent_status add_column(column_list *list, const table_ask *ask, size_t index, int number)
{
    const table_column_row *row = ask->group->columns[index].name ? &ask->group->columns[index] : NULL;
    if (row && !((ask->wanted[number] | ask->hidden[number]) >> index & 1))
        return ENT_OK;
    if (!ent_grow(&list->items, list->count, &list->capacity, sizeof *list->items))
        return ent_fail_memory(list->error);
    table_column *column = &list->items[list->count++];
    *column = (table_column){.row = row};
    if (!row)
        return ENT_OK;
    column->number = number;
    column->hidden = !(ask->wanted[number] >> index & 1);
    column->borrows = row->each && number == 2 && (ask->wanted[1] | ask->hidden[1]) >> index & 1;
    ent_table_column *shown = &column->shown;
    *shown = (ent_table_column){.group = ask->group->name, .label = row->label ? row->label : "",
                          .unit = row->unit ? row->unit : "", .rule = row->rule ? row->rule : "",
                          .covers = {ENT_DAY_FIRST, ENT_DAY_LAST}, .type = row->type};
    snprintf(shown->name, sizeof shown->name, number ? "%s%d" : "%s", row->name, number);
    shown->side = row->each ? (number ? number : 1) : row->of_first ? 1 : row->of_alliance ? 3 : 0;
    return ENT_OK;
}

/* Columns of each state: first all of side 1, then all of side 2. */
static ent_status add_columns(column_list *list, const table_ask *ask)
{
    const table_column_row *rows = ask->group->columns;
    ent_status status = ENT_OK;
    for (size_t i = 0; rows[i].name && status == ENT_OK;) {
        size_t end = i + 1;
        while (rows[i].each && rows[end].name && rows[end].each)
            end++;
        for (int number = 0; number < 3; number++)
            for (size_t k = i; k < end && status == ENT_OK; k++)
                status = add_column(list, ask, k, number);
        i = end;
    }
    size_t end = 0;
    while (rows[end].name)
        end++;
    return status == ENT_OK ? add_column(list, ask, end, 0) : status;
}

/* Two groups, or two sources of one, must not write to columns of one name. */
static ent_status check_names(const column_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        for (size_t k = 0; k < i && list->items[i].row; k++)
            if (list->items[k].row &&
                strcmp(list->items[i].shown.name, list->items[k].shown.name) == 0)
                return ent_fail(list->error, ENT_ERR_ARGUMENT, "column '%s' is asked for twice (of %s and "
                                "of %s): one would overwrite the other; ask for one, or make two tables",
                                list->items[i].shown.name, list->items[k].shown.group,
                                list->items[i].shown.group);
    return ENT_OK;
}

ent_status table_asked_columns(table_asked *asked, const ent_table_options *options,
                               table_column **out, size_t *count, ent_error *error)
{
    column_list list = {.options = options, .error = error};
    ent_status status = ENT_OK;
    for (size_t i = 0; i < asked->count && status == ENT_OK; i++) {
        asked->items[i].first_column = list.count;
        status = add_columns(&list, &asked->items[i]);
    }
    if (status == ENT_OK)
        status = check_names(&list);
    if (status != ENT_OK) {
        free(list.items);
        return status;
    }
    *out = list.items;
    *count = list.count;
    return ENT_OK;
}
