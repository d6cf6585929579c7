#include "report/chosen.h"

#include "core/memory.h"
#include "core/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- period ---- */

/* "nothing of 1700-01-01 to 1720-12-31 is covered by all"; of a day, of all time. */
static void name_asked(ent_buffer *text, const ent_period *asked)
{
    char from[11], to[11];
    ent_day_format(asked->when.from, from);
    ent_day_format(asked->when.to, to);
    if (asked->is_day)
        ent_buffer_format(text, "%s is not covered by all", from);
    else if (asked->when.from == ENT_DAY_FIRST && asked->when.to == ENT_DAY_LAST)
        ent_buffer_add(text, "no time is covered by all");
    else
        ent_buffer_format(text, "nothing of %s to %s is covered by all", from, to);
}

static ent_status fail_covered(const ent_period *asked, const ent_series *const covers[],
                               size_t count, ent_error *error)
{
    ent_buffer text = {0};
    char from[11], to[11];
    name_asked(&text, asked);
    for (size_t i = 0; i < count; i++) {
        const ent_span span = covers[i]->covers;
        ent_buffer_format(&text, "%s %s@%s covers ", i ? "," : ":", covers[i]->name, covers[i]->source);
        if (span.from > span.to)
            ent_buffer_add(&text, "less than that");
        else
            ent_buffer_format(&text, "%s to %s", ent_day_format(span.from, from), ent_day_format(span.to, to));
    }
    ent_status status = text.failed ? ent_fail_memory(error)
                                    : ent_fail(error, ENT_ERR_INPUT, "%s", ent_buffer_text(&text));
    ent_buffer_clear(&text);
    return status;
}

ent_status chosen_period(const ent_period *asked, const ent_series *const covers[], size_t count,
                         ent_span *out, ent_error *error)
{
    *out = asked->when;
    for (size_t i = 0; i < count; i++) {
        out->from = covers[i]->covers.from > out->from ? covers[i]->covers.from : out->from;
        out->to = covers[i]->covers.to < out->to ? covers[i]->covers.to : out->to;
    }
    if (out->from > out->to)
        return fail_covered(asked, covers, count, error);
    if (ent_day_year(out->to) > ENT_YEAR_MAX || ent_day_year(out->from) < ENT_YEAR_MIN)
        return ent_fail(error, ENT_ERR_ARGUMENT, "the sources are open-ended: say --from and --to");
    return ENT_OK;
}

void chosen_add_period(answer *a, const years *y, const ent_period *asked)
{
    const ent_span first = y->when[1], last = y->when[y->count - 1];
    answer_add_span(a, a->result, "period", (ent_span){first.from, last.to});
    ent_json_add_text(a->json, a->result, "rule",
                      y->is_day ? "on the day" : "on any day of the year");
    ent_json_value *outside = ent_json_add_list(a->json, a->result, "not_covered");
    if (asked->when.from > ENT_DAY_FIRST && asked->when.from < first.from)
        answer_add_span(a, outside, NULL, (ent_span){asked->when.from, first.from - 1});
    if (asked->when.to < ENT_DAY_LAST && asked->when.to > last.to)
        answer_add_span(a, outside, NULL, (ent_span){last.to + 1, asked->when.to});
}

/* ---- actors ---- */

ent_status chosen_list(ent_world *world, const char *list, ent_span when, int **ids, size_t *count,
                       ent_error *error)
{
    size_t capacity = 0;
    char code[128];
    ent_status status = ENT_OK;
    *ids = NULL;
    *count = 0;
    while (*list && status == ENT_OK) {
        size_t length = strcspn(list, ",");
        snprintf(code, sizeof code, "%.*s", length < sizeof code ? (int)length : 0, list);
        list += length + (list[length] == ',');
        if (!ent_grow(ids, *count, &capacity, sizeof **ids))
            status = ent_fail_memory(error);
        else
            status = ent_world_find_actor(world, ent_trim(code), when, &(*ids)[*count], error);
        for (size_t i = 0; i < *count && status == ENT_OK; i++)
            if ((*ids)[i] == (*ids)[*count])
                status = ent_fail(error, ENT_ERR_INPUT, "'%s' stands twice in the list", code);
        *count += status == ENT_OK;
    }
    if (status == ENT_OK && *count == 0)
        status = ent_fail(error, ENT_ERR_ARGUMENT, "the list of actors is empty");
    if (status != ENT_OK) {
        free(*ids);
        *ids = NULL;
        *count = 0;
    }
    return status;
}

static ent_status take_list(const years *y, const years_members *states, const char *list,
                            uint8_t *in, ent_error *error)
{
    int *ids;
    size_t count;
    ent_span asked = {y->when[1].from, y->when[y->count - 1].to};
    ent_status status = chosen_list(y->world, list, asked, &ids, &count, error);
    if (status != ENT_OK)
        ent_error_context(error, "--of");
    for (size_t i = 0; i < count && status == ENT_OK; i++)
        for (size_t t = 0; t < y->count; t++) {
            size_t at = t * y->places + (size_t)ids[i];
            in[at] = states->in[at];
        }
    free(ids);
    return status;
}

/* Major powers; *taken is false where the world has none and nobody asked for them by name. */
static ent_status take_majors(const years *y, const years_members *states, bool asked, uint8_t *in,
                              bool *taken, ent_series *system, ent_error *error)
{
    years_members majors = {0};
    ent_status status = years_find(y->world, ENT_SYSTEM, "major", &majors.series, taken, error);
    if (status != ENT_OK || (!*taken && !asked))
        return status;
    status = years_read_members(y, "major", &majors, error);
    for (size_t at = 0; at < y->count * y->places && status == ENT_OK; at++)
        in[at] = majors.in[at] && states->in[at];
    *system = majors.series;
    years_members_clear(&majors);
    return status;
}

ent_status chosen_actors(const years *y, const years_members *states, const char *of, uint8_t **in,
                         char label[16], ent_series *system, ent_error *error)
{
    bool majors = !of || strcmp(of, "majors") == 0, taken = false;
    ent_status status = ENT_OK;
    *system = (ent_series){0};
    *in = ent_new_array(y->count * y->places, 1);
    if (!*in)
        return ent_fail_memory(error);
    if (majors)
        status = take_majors(y, states, of != NULL, *in, &taken, system, error);
    else if (strcmp(of, "all") != 0)
        status = take_list(y, states, of, *in, error);
    bool all = status == ENT_OK && ((majors && !taken) || (of && strcmp(of, "all") == 0));
    if (all)
        memcpy(*in, states->in, y->count * y->places);
    snprintf(label, 16, "%s", all ? "all" : majors ? "majors" : "chosen");
    if (status != ENT_OK) {
        free(*in);
        *in = NULL;
    }
    return status;
}
