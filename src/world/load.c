/* The small tables of a world, read once when it is opened. */
#include "world/world.h"

#include "core/text.h"

#include <stdlib.h>
#include <string.h>

/* Call `take` for each row of a query; ENT_ERR_FILE from it means that the row cannot be. */
typedef ent_status take_row(ent_world *world, sqlite3_stmt *row);

static ent_status load_table(ent_world *world, const char *sql, take_row *take, ent_error *error)
{
    sqlite3_stmt *statement;
    ent_status status = world_prepare(world, sql, &statement, error);
    for (bool row = true; status == ENT_OK && row;) {
        status = world_step(world, statement, &row, error);
        ent_status taken = status == ENT_OK && row ? take(world, statement) : ENT_OK;
        if (taken == ENT_ERR_MEMORY)
            status = ent_fail_memory(error);
        else if (taken != ENT_OK)
            status = world_fail_damaged(world, error);
    }
    sqlite3_finalize(statement);
    return status;
}

static ent_status take_source(ent_world *world, sqlite3_stmt *row)
{
    if (!ent_grow(&world->sources, world->source_count, &world->source_capacity,
                  sizeof *world->sources))
        return ENT_ERR_MEMORY;
    ent_source *source = &world->sources[world->source_count++];
    memset(source, 0, sizeof *source);
    source->id = sqlite3_column_int(row, 0);
    world_column_text(row, 1, source->name, sizeof source->name);
    world_column_text(row, 2, source->version, sizeof source->version);
    world_column_text(row, 3, source->title, sizeof source->title);
    world_column_text(row, 4, source->citation, sizeof source->citation);
    world_column_text(row, 5, source->terms, sizeof source->terms);
    world_column_text(row, 6, source->bibtex, sizeof source->bibtex);
    return ENT_OK;
}

/* Position of a word in a list that ends with NULL; 0 if it is not there. */
static int word_index(const char *word, const char *const words[])
{
    for (int i = 0; words[i]; i++)
        if (strcmp(words[i], word) == 0)
            return i;
    return 0;
}

static ent_status take_series(ent_world *world, sqlite3_stmt *row)
{
    static const char *const kinds[] = {"layer", "attribute", "system", "treaties", "conflicts",
                                        NULL};
    static const char *const measures[] = {"binary", "ordered", "valued", NULL};
    static const char *const scales[] = {"", "cow", "atop", NULL};
    if (!ent_grow(&world->series, world->series_count, &world->series_capacity,
                  sizeof *world->series))
        return ENT_ERR_MEMORY;
    ent_series *series = &world->series[world->series_count++];
    memset(series, 0, sizeof *series);
    char word[16];
    series->id = sqlite3_column_int(row, 0);
    world_column_text(row, 1, word, sizeof word);
    series->kind = (ent_series_kind)word_index(word, kinds);
    world_column_text(row, 2, series->name, sizeof series->name);
    series->source_id = sqlite3_column_int(row, 3);
    world_column_text(row, 4, series->source, sizeof series->source);
    series->directed = sqlite3_column_int(row, 5) != 0;
    world_column_text(row, 6, word, sizeof word);
    series->measure = (ent_tie_measure)word_index(word, measures);
    world_column_text(row, 7, word, sizeof word);
    series->scale = (ent_scale)word_index(word, scales);
    series->covers =
        (ent_span){sqlite3_column_int(row, 8), sqlite3_column_int(row, 9)};
    series->position = sqlite3_column_int(row, 10);
    series->longest_days = sqlite3_column_int(row, 11);
    bool possible = series->longest_days >= 0 && series->longest_days <= ENT_DAY_LAST;
    return possible ? ENT_OK : ENT_ERR_FILE;
}

static ent_status take_actor(ent_world *world, sqlite3_stmt *row)
{
    if (!ent_grow(&world->actors, world->actor_count, &world->actor_capacity,
                  sizeof *world->actors))
        return ENT_ERR_MEMORY;
    ent_actor *actor = &world->actors[world->actor_count++];
    memset(actor, 0, sizeof *actor);
    actor->id = sqlite3_column_int(row, 0);
    if ((size_t)actor->id != world->actor_count) /* ids are places in this table */
        return ENT_ERR_FILE;
    world_column_text(row, 1, actor->name, sizeof actor->name);
    world_column_text(row, 2, actor->abb, sizeof actor->abb);
    world_column_text(row, 3, actor->kind, sizeof actor->kind);
    return ENT_OK;
}

static ent_status take_code(ent_world *world, sqlite3_stmt *row)
{
    if (!ent_grow(&world->codes, world->code_count, &world->code_capacity, sizeof *world->codes))
        return ENT_ERR_MEMORY;
    ent_code *code = &world->codes[world->code_count++];
    memset(code, 0, sizeof *code);
    code->actor = sqlite3_column_int(row, 0);
    world_column_text(row, 1, code->scheme, sizeof code->scheme);
    world_column_text(row, 2, code->code, sizeof code->code);
    code->span = (ent_span){sqlite3_column_int(row, 3), sqlite3_column_int(row, 4)};
    return ent_world_actor(world, code->actor) ? ENT_OK : ENT_ERR_FILE;
}

static ent_status take_unit(ent_world *world, sqlite3_stmt *row)
{
    const char *text = (const char *)sqlite3_column_text(row, 1);
    if ((size_t)sqlite3_column_int(row, 0) != world->unit_count + 1)
        return ENT_ERR_FILE;
    if (!text || !ent_grow(&world->units, world->unit_count, &world->unit_capacity,
                           sizeof *world->units))
        return ENT_ERR_MEMORY;
    char *copy = ent_copy_text(text);
    if (!copy)
        return ENT_ERR_MEMORY;
    world->units[world->unit_count++] = copy;
    return ENT_OK;
}

static int compare_codes(const void *a, const void *b)
{
    const ent_code *x = a, *y = b;
    int order = strcmp(x->scheme, y->scheme);
    if (order == 0)
        order = ent_compare_nocase(x->code, y->code);
    if (order == 0)
        order = (x->span.from > y->span.from) - (x->span.from < y->span.from);
    return order ? order : (x->actor > y->actor) - (x->actor < y->actor);
}

static int compare_series(const void *a, const void *b)
{
    const ent_series *x = a, *y = b;
    int order = strcmp(ent_series_kind_word(x->kind), ent_series_kind_word(y->kind));
    if (order == 0)
        order = strcmp(x->name, y->name);
    if (order == 0)
        order = (x->position > y->position) - (x->position < y->position);
    return order ? order : (x->id > y->id) - (x->id < y->id);
}

void world_sort_series(ent_world *world)
{
    if (world->series_count > 0)
        qsort(world->series, world->series_count, sizeof *world->series, compare_series);
}

void world_sort_codes(ent_world *world)
{
    if (!world->codes_sorted && world->code_count > 0)
        qsort(world->codes, world->code_count, sizeof *world->codes, compare_codes);
    world->codes_sorted = true;
}

ent_status world_load(ent_world *world, ent_error *error)
{
    static const struct {
        const char *sql;
        take_row *take;
    } tables[] = {
        {"SELECT id, name, version, title, citation, terms, bibtex FROM source ORDER BY id", take_source},
        {"SELECT series.id, kind, series.name, source, source.name, directed, measure, scale,"
         " covers_from, covers_to, position, longest_days FROM series"
         " JOIN source ON source.id = source",
         take_series},
        {"SELECT id, name, abb, kind FROM actor ORDER BY id", take_actor},
        {"SELECT actor, scheme, code, from_day, to_day FROM actor_code", take_code},
        {"SELECT id, text FROM unit ORDER BY id", take_unit},
    };
    ent_status status = ENT_OK;
    for (size_t i = 0; i < ent_countof(tables) && status == ENT_OK; i++)
        status = load_table(world, tables[i].sql, tables[i].take, error);
    world_sort_series(world);
    world_sort_codes(world);
    return status;
}
