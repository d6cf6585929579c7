/* A world small enough to know by heart, written through world/write.h:
 *
 *   actors      1 Aldora    (ALD, 11)  always
 *               2 Brevia    (BRV, 12)  1900-01-01 to 1940-06-15, followed by
 *               3 Newbrevia (NBR, 12)  1950-01-01 on
 *   treaty      old:1, 1910-01-01 to 1939-12-31: Aldora owes defence, Brevia consultation
 *   gdp         Aldora in 2000: 5 by old-1.0, 6 by new-2.0, which is preferred
 *   motto       Aldora from 1990-05-06 on: "Ever on"                                           */
#ifndef ENT_TESTS_SMALL_WORLD_H
#define ENT_TESTS_SMALL_WORLD_H

#include "core/memory.h"
#include "support.h"
#include "world/write.h"

#include <math.h>
#include <string.h>

static inline ent_day day(int year, int month, int month_day)
{
    return ent_day_from_date(year, month, month_day);
}

static inline ent_span on(int year, int month, int month_day)
{
    return (ent_span){day(year, month, month_day), day(year, month, month_day)};
}

/* Does nothing after a failure, so that a whole world can be written in one breath. */
typedef struct {
    ent_world *world;
    ent_status status;
    ent_error *error;
    int source, citation;
} writer;

static inline void add_source(writer *w, const char *name)
{
    ent_source source = {.version = "1", .title = "A title", .citation = "A 2000", .terms = "Free"};
    strcpy(source.name, name);
    int file;
    if (w->status == ENT_OK)
        w->status = ent_world_add_source(w->world, &source, &w->source, w->error);
    if (w->status == ENT_OK)
        w->status = ent_world_add_file(w->world, w->source, "layout", name, "sha", name, &file,
                                       w->error);
    if (w->status == ENT_OK)
        w->status = ent_world_set_rows(w->world, file, 3, w->error);
    if (w->status == ENT_OK)
        w->status = ent_world_add_note(w->world, file, "kept", "rows", 3, "line 2", w->error);
}

static inline void add_code(writer *w, int actor, const char *scheme, const char *text,
                            ent_span span)
{
    ent_code code = {.actor = actor, .span = span};
    strcpy(code.scheme, scheme);
    strcpy(code.code, text);
    if (w->status == ENT_OK)
        w->status = ent_world_add_code(w->world, &code, w->source, w->error);
}

static inline void add_actor(writer *w, const char *name, const char *abb, const char *number,
                             ent_span span)
{
    int id = 0;
    if (w->status == ENT_OK)
        w->status = ent_world_add_actor(w->world, name, abb, "state", &id, w->error);
    add_code(w, id, "name", name, span);
    add_code(w, id, "abb", abb, span);
    add_code(w, id, "cow", number, span);
}

static inline ent_series add_series(writer *w, ent_series_kind kind, const char *name, int position)
{
    ent_series series = {.kind = kind,
                         .position = position,
                         .measure = ENT_ORDERED,
                         .source_id = w->source,
                         .covers = {day(1900, 1, 1), day(2016, 12, 31)}};
    strcpy(series.name, name);
    series.directed = kind == ENT_LAYER;
    series.scale = kind == ENT_LAYER ? ENT_SCALE_COW : ENT_SCALE_NONE;
    if (w->status == ENT_OK)
        w->status = ent_world_add_series(w->world, &series, w->error);
    return series;
}

static inline void add_spell(writer *w, ent_series series, ent_spell spell)
{
    ent_spell_fate fate;
    if (w->status == ENT_OK)
        w->status = ent_world_add_spell(w->world, &series, &spell, &fate, w->error);
}

static inline int unit_of(writer *w, const char *text)
{
    int id = 0;
    if (w->status == ENT_OK)
        w->status = ent_world_add_unit(w->world, text, &id, w->error);
    return id;
}

static inline int phrase_of(writer *w, const char *text)
{
    int id = 0;
    if (w->status == ENT_OK)
        w->status = ent_world_add_phrase(w->world, text, &id, w->error);
    return id;
}

static inline void write_actors(writer *w)
{
    ent_span always = {ENT_DAY_FIRST, ENT_DAY_LAST};
    ent_span old = {day(1900, 1, 1), day(1940, 6, 15)}, later = {day(1950, 1, 1), ENT_DAY_LAST};
    add_actor(w, "Aldora", "ALD", "11", always);
    add_actor(w, "Brevia", "BRV", "12", old);
    add_actor(w, "Newbrevia", "NBR", "12", later);
    ent_series system = add_series(w, ENT_SYSTEM, "cow", 1);
    add_spell(w, system, (ent_spell){.a = 2, .span = old, .number = NAN});
    add_spell(w, system,
              (ent_spell){.a = 1,
                          .span = {day(1900, 1, 1), day(2016, 12, 31)},
                          .number = NAN,
                          .marks = ENT_MARK_RIGHT_CENSORED});
    ent_succession succession = {2, 3, day(1950, 1, 1), "continues"};
    if (w->status == ENT_OK)
        w->status = ent_world_add_succession(w->world, &succession, w->source, w->error);
}

static inline void write_treaty(writer *w)
{
    ent_series treaties = add_series(w, ENT_TREATIES, "treaty", 1);
    ent_series alliance = add_series(w, ENT_LAYER, "alliance", 1);
    ent_treaty treaty = {.series = treaties.id,
                         .code = "old:1",
                         .name = "The old pact",
                         .span = {day(1910, 1, 1), day(1939, 12, 31)}};
    if (w->status == ENT_OK)
        w->status = ent_world_add_treaty(w->world, &treaty, w->error);
    ent_spell tie = {.a = 1,
                     .b = 2,
                     .treaty = treaty.id,
                     .span = treaty.span,
                     .number = NAN,
                     .level = 3,
                     .obligations = ENT_DEFENSE,
                     .citation = w->citation};
    add_spell(w, alliance, tie);
    tie.b = 0;
    add_spell(w, treaties, tie);
    tie = (ent_spell){.a = 2,
                      .b = 1,
                      .treaty = treaty.id,
                      .span = treaty.span,
                      .number = NAN,
                      .level = 1,
                      .obligations = ENT_CONSULTATION,
                      .marks = ENT_MARK_UNVERIFIED | ENT_MARK_TO_WIDENED};
    add_spell(w, alliance, tie);
}

static inline void write_gdp(writer *w, double value, int position)
{
    add_spell(w, add_series(w, ENT_ATTRIBUTE, "gdp", position),
              (ent_spell){.a = 1,
                          .span = ent_span_of_year(2000),
                          .number = value,
                          .unit = unit_of(w, "million")});
}

static inline ent_status write_all(ent_world *world, ent_error *error)
{
    writer w = {world, ent_world_begin(world, error), error, 0, 0};
    add_source(&w, "old-1.0");
    w.citation = phrase_of(&w, "Doe 1999");
    write_actors(&w);
    write_treaty(&w);
    write_gdp(&w, 5, 20);
    add_spell(&w, add_series(&w, ENT_ATTRIBUTE, "motto", 1),
              (ent_spell){.a = 1,
                          .span = {day(1990, 5, 6), ENT_DAY_LAST},
                          .number = NAN,
                          .unit = unit_of(&w, "text"),
                          .text = phrase_of(&w, "Ever on")});
    add_source(&w, "new-2.0");
    write_gdp(&w, 6, 10);
    if (w.status == ENT_OK)
        w.status = ent_world_commit(world, error);
    else
        ent_world_rollback(world);
    return w.status;
}

/* The world in a file, or in memory (path NULL). */
static inline ent_world *small_world(const char *path)
{
    ent_world *world;
    ent_error error = {0};
    ent_assert_ok(ent_world_open(path, ENT_WORLD_WRITE, &world, &error), &error);
    ent_assert_ok(write_all(world, &error), &error);
    return world;
}

#endif
