#include "import/actors.h"

#include "core/memory.h"
#include "core/text.h"
#include "import/reading.h"

#include <stdio.h>
#include <string.h>

/* Does anybody hold this code at any time? */
static bool held_ever(ent_world *world, const char *scheme, const char *code)
{
    size_t count;
    const ent_code *codes = ent_world_codes(world, &count);
    for (size_t i = 0; i < count; i++)
        if (strcmp(codes[i].scheme, scheme) == 0 && ent_equal_nocase(codes[i].code, code))
            return true;
    return false;
}

/* The only actor that ever holds this code, or 0. */
static int only_holder(ent_world *world, const char *scheme, const char *code)
{
    size_t count;
    int found = 0;
    const ent_code *codes = ent_world_codes(world, &count);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(codes[i].scheme, scheme) != 0 || !ent_equal_nocase(codes[i].code, code))
            continue;
        if (found && codes[i].actor != found)
            return 0;
        found = codes[i].actor;
    }
    return found;
}

/* Tables use the codes of today for all years: ROU for Romania, which was ROM till 2002. So a code
 * that nobody holds in the year is that of its only holder, if that is a state then. */
static ent_status find_by_later_code(ent_reading *reading, const char *scheme, const char *code,
                                     ent_span span, int *actor, ent_error *error)
{
    bool member = false;
    int holder = only_holder(ent_reading_world(reading), scheme, code);
    ent_status status = ENT_OK;
    if (holder)
        status = ent_reading_in_system(reading, holder, span, &member, error);
    if (status != ENT_OK || !member)
        return status;
    *actor = holder;
    ent_reading_count(reading, "checked", "%s code %.60s of other years, taken for the same state",
                      scheme, code);
    return ENT_OK;
}

/* The holder within a span, or 0. */
static ent_status find_in(ent_world *world, const char *scheme, const char *code, ent_span span,
                          int *actor, ent_error *error)
{
    char text[128];
    snprintf(text, sizeof text, "%s:%s", scheme, code);
    ent_status status =
        *code ? ent_world_find_actor(world, text, span, actor, NULL) : ENT_ERR_INPUT;
    if (status == ENT_ERR_MEMORY)
        return ent_fail_memory(error);
    if (status != ENT_OK)
        *actor = 0;
    return ENT_OK;
}

/* The holder of a code in a year. */
static ent_status find_holder(ent_reading *reading, const char *scheme, const char *code, int year,
                              int *actor, ent_error *error)
{
    ent_world *world = ent_reading_world(reading);
    ent_span always = {ENT_DAY_FIRST, ENT_DAY_LAST}, span = ent_span_of_year(year);
    bool undated = strcmp(scheme, "cow") == 0 || strcmp(scheme, "abb") == 0;
    long long number;
    if (strcmp(scheme, "cow") == 0 && ent_parse_integer(code, &number)) {
        *actor =
            number >= 0 && number <= COW_NUMBER_MAX ? ent_reading_cow(reading, (int)number) : 0;
        return ENT_OK;
    }
    ent_status status = find_in(world, scheme, code, undated ? always : span, actor, error);
    if (status != ENT_OK || *actor || undated)
        return status;
    ent_span last = {span.to, span.to};
    status = find_in(world, scheme, code, last, actor, error);
    if (status == ENT_OK && *actor == 0)
        return find_by_later_code(reading, scheme, code, span, actor, error);
    if (status == ENT_OK)
        ent_reading_count(reading, "checked",
                          "code %.60s passes on within the year: taken for its "
                          "holder at the end of it",
                          code);
    return status;
}

static const actors_alias nobody = {.actor = ""};

static const actors_alias *find_alias(const actors_codes *codes, const char *code, int year)
{
    bool known = false;
    for (size_t i = 0; i < codes->alias_count; i++) {
        const actors_alias *alias = &codes->aliases[i];
        if (!ent_equal_nocase(alias->code, code))
            continue;
        if (year >= alias->from && year <= alias->to)
            return alias;
        known = true;
    }
    return known ? &nobody : NULL;
}

/* A code that nobody holds then: count it. */
static void count_unknown(ent_reading *reading, const char *scheme, const char *code)
{
    if (*code == '\0')
        ent_reading_count(reading, "left out", "no actor is named");
    else if (held_ever(ent_reading_world(reading), scheme, code))
        ent_reading_count(reading, "left out", "the holder of the %s code was no state in the year",
                          scheme);
    else if (strcmp(scheme, "cow") == 0)
        ent_reading_count(reading, "left out", "code %.60s is not in the state system list", code);
    else
        ent_reading_count(reading, "left out", "%s '%.80s' is no actor of this world", scheme,
                          code);
}

bool actors_known(ent_reading *reading, size_t column, const actors_codes *codes)
{
    const char *code = ent_rows_text(ent_reading_rows(reading), column);
    for (size_t i = 0; i < codes->alias_count; i++)
        if (ent_equal_nocase(codes->aliases[i].code, code))
            return true;
    if (ent_world_actor_count(ent_reading_world(reading)) == 0 ||
        held_ever(ent_reading_world(reading), codes->scheme, code))
        return true;
    count_unknown(reading, codes->scheme, code);
    return false;
}

ent_status actors_find(ent_reading *reading, size_t column, const actors_codes *codes, int year,
                       int *actor, ent_error *error)
{
    const char *code = ent_rows_text(ent_reading_rows(reading), column);
    const actors_alias *alias = find_alias(codes, code, year);
    char scheme[16];
    *actor = 0;
    if (!alias && codes->alias_count == 0 && strcmp(codes->scheme, "cow") == 0)
        return ent_reading_actor(reading, column, actor, error);
    if (ent_world_actor_count(ent_reading_world(reading)) == 0)
        return ent_rows_fail(
            ent_reading_rows(reading), column, error,
            "cannot be known: the world has no actors yet; import the state system "
            "(states2016.csv) first or with it");
    if (alias && alias->actor[0] == '\0') {
        ent_reading_count(reading, "left out", "'%.60s' is no actor in these years, by the map",
                          code);
        return ENT_OK;
    }
    snprintf(scheme, sizeof scheme, "%s", codes->scheme);
    const char *wanted = alias ? ent_code_split(alias->actor, scheme) : code;
    ent_status status = find_holder(reading, scheme, wanted, year, actor, error);
    if (status == ENT_OK && *actor == 0)
        count_unknown(reading, scheme, alias ? wanted : code);
    return status;
}
