/* `entente prefer`: which source a bare name means. */
#include "entente/report.h"

#include "report/answer.h"
#include "world/write.h"

#include "core/text.h"

#include <stdio.h>
#include <string.h>

/* What the words name. */
typedef struct {
    bool any;              /* no name: all of them */
    ent_series_kind kind;
    const char *name, *source; /* NULL if not given */
} chosen;

static bool has_name(const ent_world *world, ent_series_kind kind, const char *name)
{
    size_t count;
    const ent_series *series = ent_world_series(world, kind, &count);
    for (size_t i = 0; i < count; i++)
        if (strcmp(series[i].name, name) == 0)
            return true;
    return false;
}

static bool find_kind(const char *word, ent_series_kind *kind)
{
    for (int k = 0; k < ENT_SERIES_KINDS; k++) {
        if (strcmp(ent_series_kind_word((ent_series_kind)k), word) != 0)
            continue;
        *kind = (ent_series_kind)k;
        return true;
    }
    return false;
}

/* Names like this one, or all that have several sources. */
static ent_status fail_name(const ent_world *world, const char *name, ent_error *error)
{
    const char *names[256];
    size_t count = 0;
    for (int kind = 0; kind < ENT_SERIES_KINDS; kind++) {
        size_t of_kind;
        const ent_series *series = ent_world_series(world, (ent_series_kind)kind, &of_kind);
        for (size_t i = 0; i < of_kind && count < 256; i++)
            if (i == 0 || strcmp(series[i].name, series[i - 1].name) != 0)
                names[count++] = series[i].name;
    }
    const char *near = ent_nearest(name, names, count);
    return ent_fail(error, ENT_ERR_INPUT, "no source has a '%.60s'%s%s%s", name,
                    near ? "; did you mean '" : "; 'entente info' lists the names", near ? near : "",
                    near ? "'?" : "");
}

/* The one kind that has the name. */
static ent_status infer_kind(const ent_world *world, chosen *what, ent_error *error)
{
    int found = 0;
    char kinds[80] = "";
    for (int kind = 0; kind < ENT_SERIES_KINDS; kind++) {
        if (!has_name(world, (ent_series_kind)kind, what->name))
            continue;
        if (found++ == 0)
            what->kind = (ent_series_kind)kind;
        size_t used = strlen(kinds);
        snprintf(kinds + used, sizeof kinds - used, "%s%s", used ? ", " : "",
                 ent_series_kind_word((ent_series_kind)kind));
    }
    if (found == 0)
        return fail_name(world, what->name, error);
    if (found > 1)
        return ent_fail(error, ENT_ERR_INPUT,
                        "'%.60s' is the name of several kinds; put one of them before it: %s",
                        what->name, kinds);
    return ENT_OK;
}

/* [KIND] NAME [SOURCE]. A first word that is both a kind and a name is the kind if a name of that kind
 * follows. */
static ent_status read_words(ent_world *world, const char *const *words, size_t count,
                             chosen *what, ent_error *error)
{
    *what = (chosen){.any = count == 0};
    if (count == 0)
        return ENT_OK;
    bool has_kind = count > 1 && find_kind(words[0], &what->kind) &&
                    (count == 3 || has_name(world, what->kind, words[1]));
    if (count == 3 && !has_kind)
        return ent_fail(error, ENT_ERR_ARGUMENT,
                        "'%.40s' is no kind; expected one of layer, attribute, system, treaties, "
                        "conflicts, then a name and a source", words[0]);
    what->name = words[has_kind];
    what->source = count > (size_t)has_kind + 1 ? words[has_kind + 1] : NULL;
    if (!has_kind)
        return infer_kind(world, what, error);
    ent_series found; /* its error lists the names of the kind */
    return ent_world_resolve(world, what->kind, what->name, &found, error);
}

static ent_status put_first(ent_world *world, const chosen *what, ent_error *error)
{
    char full[160];
    ent_series series;
    snprintf(full, sizeof full, "%.63s@%.80s", what->name, what->source);
    ent_status status = ent_world_resolve(world, what->kind, full, &series, error);
    if (status == ENT_OK)
        status = ent_world_begin(world, error);
    if (status != ENT_OK)
        return status;
    status = ent_world_prefer(world, &series, error);
    if (status == ENT_OK)
        return ent_world_commit(world, error);
    ent_world_rollback(world);
    return status;
}

static ent_status reset_order(ent_world *world, const chosen *what, ent_error *error)
{
    ent_status status = ent_world_begin(world, error);
    if (status != ENT_OK)
        return status;
    status = ent_world_reset_order(world, what->kind, what->name, error);
    if (status == ENT_OK)
        return ent_world_commit(world, error);
    ent_world_rollback(world);
    return status;
}

/* The table `order`: the names with several sources, or the one that is asked for. */
static void add_order(answer *a, const ent_world *world, const chosen *what)
{
    static const char *const columns[] = {"kind", "name", "place", "source", "preferred"};
    ent_json_value *table = ent_json_add_table(a->json, a->result, "order", columns, 5);
    for (int kind = 0; kind < ENT_SERIES_KINDS; kind++) {
        size_t count, place = 0;
        const ent_series *series = ent_world_series(world, (ent_series_kind)kind, &count);
        for (size_t i = 0; i < count; i++) {
            bool same = i > 0 && strcmp(series[i].name, series[i - 1].name) == 0;
            bool more = i + 1 < count && strcmp(series[i].name, series[i + 1].name) == 0;
            place = same ? place + 1 : 1;
            if (what->any ? !same && !more
                          : kind != (int)what->kind || strcmp(series[i].name, what->name) != 0)
                continue;
            ent_json_add_text(a->json, ent_json_get(table, "kind"), NULL,
                              ent_series_kind_word((ent_series_kind)kind));
            ent_json_add_text(a->json, ent_json_get(table, "name"), NULL, series[i].name);
            ent_json_add_integer(a->json, ent_json_get(table, "place"), NULL, (long long)place);
            ent_json_add_text(a->json, ent_json_get(table, "source"), NULL, series[i].source);
            ent_json_add_boolean(a->json, ent_json_get(table, "preferred"), NULL,
                                 series[i].position < 0);
        }
    }
}

ent_status ent_prefer(ent_world *world, const char *path, const char *const *words,
                      size_t word_count, bool reset, ent_json **out, ent_error *error)
{
    answer a;
    chosen what;
    *out = NULL;
    ent_status status = read_words(world, words, word_count, &what, error);
    if (status == ENT_OK && reset && what.source)
        return ent_fail(error, ENT_ERR_ARGUMENT, "--reset takes a name, but no source");
    if (status == ENT_OK && reset)
        status = reset_order(world, &what, error);
    else if (status == ENT_OK && what.source)
        status = put_first(world, &what, error);
    if (status == ENT_OK)
        status = answer_begin(&a, "prefer", error);
    if (status != ENT_OK)
        return status;
    status = answer_input_world(&a, world, path, error);
    add_order(&a, world, &what);
    return answer_end(&a, status, out, error);
}
