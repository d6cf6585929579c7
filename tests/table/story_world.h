/* A made-up world whose stories can be told by heart. Days that are not given are 1 January, 31 December.
 *
 *   states    Aland (A) 1900 to the end of the data (1999), Bland (B) 1900 to 1940, Cland (C) and Eland (E) as A,
 *             Dland (D) from 1950 on: B continues as D on 1950-01-01; C splits, E appears on 1920-01-01
 *   major     A 1910 to 1930
 *   p:1       1910-03-04 to 1930-05-06: A all along, owes defence; B from 1912-02-01 on, owes consultation till
 *             1919, defence after
 *   p:2       1935 on: A; B to 1940, D from 1950 on; all owe neutrality; goes on at the end of the data
 *   p:3       1901 to 1905: C and E, consultation; p:4: 1902 to 1903, A and E, defence
 *   p:5       by the ties of pacts-1.0 (as all others) A and C, 1960 to 1980, but not 1970; by its members both, all
 *             along: neutrality
 *   other:7   A and B, 1911 to 1929, offence, as another source has it
 *   f:1       dispute 1914-02-03 to 1914-06-07: B and C (side A) against A (side B), hostility 4, action 16,
 *             fatality 2; f:2 1918-11 to 1919, A against B, as two rows by year
 *   g:1       the same as f:1 by another source: 1914-02
 *   w:1       war 1914-03-01 to 1914-06-07: B (side A) against A (side B), with A stands C; x:1 a war of another
 *             data set, 1925, A against C; v:1 an older version of the first
 *   rivalry   A and B 1905 to 1936, spatial
 *   border    A and B, type 2 1901-02 to 1909, 1 from 1910 on to the end of the data
 *   cinc      A .2 to 1924, .1 after; B .1 to 1924, .3 in 1925, none in 1926, .3 to 1940; D .4; C .1         */
#ifndef ENT_TESTS_STORY_WORLD_H
#define ENT_TESTS_STORY_WORLD_H

#include "world/small_world.h"

#include <stdio.h>

enum { A = 1, B, C, D, E };

static inline ent_span days(int from, int to)
{
    return (ent_span){day(from, 1, 1), day(to, 12, 31)};
}

static inline ent_series story_series(writer *w, ent_series_kind kind, const char *name, int position,
                                      ent_span covers)
{
    ent_series series = {.kind = kind, .measure = ENT_ORDERED, .position = position,
                         .source_id = w->source, .covers = covers};
    snprintf(series.name, sizeof series.name, "%s", name);
    if (w->status == ENT_OK)
        w->status = ent_world_add_series(w->world, &series, w->error);
    return series;
}

static inline int add_thing(writer *w, const ent_series *series, const char *code, const char *name,
                            ent_span span, int record)
{
    ent_treaty thing = {.series = series->id, .span = span, .record = record};
    snprintf(thing.code, sizeof thing.code, "%s", code);
    snprintf(thing.name, sizeof thing.name, "%s", name);
    if (w->status == ENT_OK)
        w->status = ent_world_add_treaty(w->world, &thing, w->error);
    return thing.id;
}

static inline void add_member(writer *w, const ent_series *series, int treaty, int actor, ent_span span,
                              unsigned obligations, unsigned marks)
{
    add_spell(w, *series, (ent_spell){.a = actor, .treaty = treaty, .span = span, .number = NAN,
                                      .obligations = obligations, .marks = marks});
}

static inline void add_side(writer *w, const ent_series *series, int conflict, int actor, int side,
                            ent_span span)
{
    add_spell(w, *series, (ent_spell){.a = actor, .treaty = conflict, .span = span, .number = NAN,
                                      .level = side});
}

static inline void add_tie(writer *w, const ent_series *series, int conflict, int a, int b, int level,
                           ent_span span, unsigned marks)
{
    add_spell(w, *series, (ent_spell){.a = a, .b = b, .treaty = conflict, .span = span, .number = NAN,
                                      .level = level, .marks = marks});
}

static inline void add_value(writer *w, const ent_series *series, int actor, double value,
                             ent_span span)
{
    add_spell(w, *series, (ent_spell){.a = actor, .span = span, .number = value,
                                      .unit = unit_of(w, "share")});
}

static inline void story_states(writer *w)
{
    const ent_span all = {ENT_DAY_FIRST, ENT_DAY_LAST}, data = days(1900, 1999);
    const unsigned censored = ENT_MARK_LEFT_CENSORED | ENT_MARK_RIGHT_CENSORED;
    add_actor(w, "Aland", "A", "1", all);
    add_actor(w, "Bland", "B", "2", days(1900, 1940));
    add_actor(w, "Cland", "C", "3", all);
    add_actor(w, "Dland", "D", "4", (ent_span){day(1950, 1, 1), ENT_DAY_LAST});
    add_actor(w, "Eland", "E", "5", all);
    ent_series system = story_series(w, ENT_SYSTEM, "cow", 1, data);
    add_member(w, &system, 0, A, data, 0, censored);
    add_member(w, &system, 0, B, days(1900, 1940), 0, ENT_MARK_LEFT_CENSORED);
    add_member(w, &system, 0, C, data, 0, censored);
    add_member(w, &system, 0, D, days(1950, 1999), 0, ENT_MARK_RIGHT_CENSORED);
    add_member(w, &system, 0, E, data, 0, censored);
    ent_series major = story_series(w, ENT_SYSTEM, "major", 1, data);
    add_member(w, &major, 0, A, days(1910, 1930), 0, 0);
    const ent_succession successions[] = {{B, D, day(1950, 1, 1), "continues"},
                                          {C, E, day(1920, 1, 1), "splits"}};
    for (size_t i = 0; i < ent_countof(successions) && w->status == ENT_OK; i++)
        w->status = ent_world_add_succession(w->world, &successions[i], w->source, w->error);
}

/* The two ties of a pair by a treaty. */
static inline void add_ties(writer *w, ent_series *layer, int treaty, int a, int b, ent_span span,
                            unsigned owes, unsigned is_owed, unsigned marks)
{
    ent_spell tie = {.a = a, .b = b, .treaty = treaty, .span = span, .number = NAN, .marks = marks,
                     .obligations = owes};
    add_spell(w, *layer, tie);
    tie = (ent_spell){.a = b, .b = a, .treaty = treaty, .span = span, .number = NAN, .marks = marks,
                      .obligations = is_owed};
    add_spell(w, *layer, tie);
}

static inline void story_pact_ties(writer *w, const int pact[5])
{
    const unsigned goes_on = ENT_MARK_RIGHT_CENSORED;
    ent_series ties = {.kind = ENT_LAYER, .name = "alliance", .measure = ENT_ORDERED, .directed = true,
                       .scale = ENT_SCALE_COW, .position = 10, .source_id = w->source,
                       .covers = days(1900, 1999)};
    if (w->status == ENT_OK)
        w->status = ent_world_add_series(w->world, &ties, w->error);
    add_ties(w, &ties, pact[0], A, B, (ent_span){day(1912, 2, 1), day(1919, 12, 31)}, ENT_DEFENSE,
             ENT_CONSULTATION, 0);
    add_ties(w, &ties, pact[0], A, B, (ent_span){day(1920, 1, 1), day(1930, 5, 6)}, ENT_DEFENSE,
             ENT_DEFENSE, 0);
    add_ties(w, &ties, pact[1], A, B, days(1935, 1940), ENT_NEUTRALITY, ENT_NEUTRALITY, 0);
    add_ties(w, &ties, pact[1], A, D, days(1950, 1999), ENT_NEUTRALITY, ENT_NEUTRALITY, goes_on);
    add_ties(w, &ties, pact[2], C, E, days(1901, 1905), ENT_CONSULTATION, ENT_CONSULTATION, 0);
    add_ties(w, &ties, pact[3], A, E, days(1902, 1903), ENT_DEFENSE, ENT_DEFENSE, 0);
    add_ties(w, &ties, pact[4], A, C, days(1960, 1969), ENT_NEUTRALITY, ENT_NEUTRALITY, 0);
    add_ties(w, &ties, pact[4], A, C, days(1971, 1980), ENT_NEUTRALITY, ENT_NEUTRALITY, 0);
}

static inline void story_pacts(writer *w)
{
    int pact[5];
    ent_series pacts = story_series(w, ENT_TREATIES, "treaty", 10, days(1900, 1999));
    const ent_span first = {day(1910, 3, 4), day(1930, 5, 6)};
    int p = pact[0] = add_thing(w, &pacts, "p:1", "The first pact", first, 0);
    add_member(w, &pacts, p, A, first, ENT_DEFENSE, 0);
    add_member(w, &pacts, p, B, (ent_span){day(1912, 2, 1), day(1919, 12, 31)}, ENT_CONSULTATION, 0);
    add_member(w, &pacts, p, B, (ent_span){day(1920, 1, 1), day(1930, 5, 6)}, ENT_DEFENSE, 0);
    p = pact[1] = add_thing(w, &pacts, "p:2", "The second pact", days(1935, 1999), 0);
    add_member(w, &pacts, p, A, days(1935, 1999), ENT_NEUTRALITY, ENT_MARK_RIGHT_CENSORED);
    add_member(w, &pacts, p, B, days(1935, 1940), ENT_NEUTRALITY, 0);
    add_member(w, &pacts, p, D, days(1950, 1999), ENT_NEUTRALITY, ENT_MARK_RIGHT_CENSORED);
    p = pact[2] = add_thing(w, &pacts, "p:3", "The third pact", days(1901, 1905), 0);
    add_member(w, &pacts, p, C, days(1901, 1905), ENT_CONSULTATION, ENT_MARK_UNVERIFIED);
    add_member(w, &pacts, p, E, days(1901, 1905), ENT_CONSULTATION, 0);
    p = pact[3] = add_thing(w, &pacts, "p:4", "The fourth pact", days(1902, 1903), 0);
    add_member(w, &pacts, p, A, days(1902, 1903), ENT_DEFENSE, 0);
    add_member(w, &pacts, p, E, days(1902, 1903), ENT_DEFENSE, 0);
    p = pact[4] = add_thing(w, &pacts, "p:5", "The fifth pact", days(1960, 1980), 0);
    add_member(w, &pacts, p, A, days(1960, 1980), ENT_NEUTRALITY, 0);
    add_member(w, &pacts, p, C, days(1960, 1980), ENT_NEUTRALITY, 0);
    story_pact_ties(w, pact);
}

static inline void story_other_pacts(writer *w)
{
    ent_series pacts = story_series(w, ENT_TREATIES, "treaty", 20, days(1900, 1950));
    int p = add_thing(w, &pacts, "other:7", "Another telling", days(1911, 1929), 0);
    add_member(w, &pacts, p, A, days(1911, 1929), ENT_OFFENSE, 0);
    add_member(w, &pacts, p, B, days(1911, 1929), ENT_OFFENSE, 0);
}

/* A record of the source: action and fatality. */
static inline int story_record(writer *w, double action, double fatality)
{
    ent_detail details[2] = {{.number = action}, {.number = fatality}};
    static const char *const names[] = {"hiact", "fatality"};
    int record = 0;
    for (size_t i = 0; i < 2 && w->status == ENT_OK; i++)
        w->status = ent_world_add_field(w->world, w->source, names[i], "", &details[i].field, w->error);
    if (w->status == ENT_OK)
        w->status = ent_world_add_record(w->world, details, 2, &record, w->error);
    return record;
}

static inline void story_disputes(writer *w)
{
    const unsigned widened = ENT_MARK_FROM_WIDENED | ENT_MARK_TO_WIDENED;
    const ent_span span = {day(1914, 2, 3), day(1914, 6, 7)};
    ent_series conflicts = story_series(w, ENT_CONFLICTS, "dispute", 10, days(1900, 1990));
    ent_series ties = story_series(w, ENT_LAYER, "dispute", 10, days(1900, 1990));
    int f = add_thing(w, &conflicts, "f:1", "Dispute 1", span, story_record(w, 16, 2));
    add_side(w, &conflicts, f, B, 1, span);
    add_side(w, &conflicts, f, C, 1, span);
    add_side(w, &conflicts, f, A, 2, span);
    add_tie(w, &ties, f, A, B, 3, span, 0);
    add_tie(w, &ties, f, A, C, 4, span, 0);
    f = add_thing(w, &conflicts, "f:2", "Dispute 2", days(1918, 1919), 0);
    add_tie(w, &ties, f, A, B, 2, (ent_span){day(1918, 11, 1), day(1918, 12, 31)}, widened);
    add_tie(w, &ties, f, A, B, 3, days(1919, 1919), widened);
}

static inline void story_other_disputes(writer *w)
{
    const ent_span month = {day(1914, 2, 1), day(1914, 2, 28)};
    ent_series conflicts = story_series(w, ENT_CONFLICTS, "dispute", 20, days(1900, 1930));
    ent_series ties = story_series(w, ENT_LAYER, "dispute", 20, days(1900, 1930));
    int g = add_thing(w, &conflicts, "g:1", "Dispute one", month, 0);
    add_tie(w, &ties, g, A, B, 4, month, ENT_MARK_FROM_WIDENED | ENT_MARK_TO_WIDENED);
}

static inline void story_war(writer *w, const char *code, int position)
{
    const ent_span span = {day(1914, 3, 1), day(1914, 6, 7)};
    ent_series conflicts = story_series(w, ENT_CONFLICTS, "war", position, days(1900, 1990));
    ent_series ties = story_series(w, ENT_LAYER, "war", position, days(1900, 1990));
    int war = add_thing(w, &conflicts, code, "The war", span, 0);
    add_side(w, &conflicts, war, B, 1, span);
    add_side(w, &conflicts, war, A, 2, span);
    add_side(w, &conflicts, war, C, 2, (ent_span){day(1914, 5, 1), day(1914, 6, 7)});
    add_tie(w, &ties, war, A, B, 1, span, 0);
}

static inline void story_other_war(writer *w)
{
    ent_series ties = story_series(w, ENT_LAYER, "war", 30, days(1900, 1970));
    ent_series conflicts = story_series(w, ENT_CONFLICTS, "war", 30, days(1900, 1970));
    add_tie(w, &ties, add_thing(w, &conflicts, "x:1", "Far away", days(1925, 1925), 0), A, C, 1,
            days(1925, 1925), 0);
}

static inline void story_rivalry(writer *w)
{
    const unsigned widened = ENT_MARK_FROM_WIDENED | ENT_MARK_TO_WIDENED;
    ent_series rivalry = story_series(w, ENT_LAYER, "rivalry", 10, days(1900, 1980));
    add_spell(w, rivalry, (ent_spell){.a = A, .b = B, .span = days(1905, 1936), .number = NAN, .level = 1,
                                      .marks = widened, .text = phrase_of(w, "spatial")});
    ent_series border = story_series(w, ENT_LAYER, "contiguity", 10, days(1900, 1999));
    add_tie(w, &border, 0, A, B, 2, (ent_span){day(1901, 2, 1), day(1909, 12, 31)}, widened);
    add_tie(w, &border, 0, A, B, 1, days(1910, 1999), ENT_MARK_FROM_WIDENED | ENT_MARK_RIGHT_CENSORED);
}

static inline void story_values(writer *w)
{
    ent_series cinc = story_series(w, ENT_ATTRIBUTE, "cinc", 10, days(1900, 1998));
    for (int year = 1900; year <= 1998; year++) {
        add_value(w, &cinc, A, year < 1925 ? .2 : .1, days(year, year));
        if (year <= 1940 && year != 1926)
            add_value(w, &cinc, B, year < 1925 ? .1 : .3, days(year, year));
        if (year >= 1950)
            add_value(w, &cinc, D, .4, days(year, year));
        add_value(w, &cinc, C, .1, days(year, year));
    }
}

static inline ent_status write_story(ent_world *world, ent_error *error)
{
    writer w = {world, ent_world_begin(world, error), error, 0, 0};
    static const struct {
        const char *source;
        void (*write)(writer *w);
    } parts[] = {{"states-1.0", story_states},     {"pacts-1.0", story_pacts},
                 {"others-2.0", story_other_pacts}, {"fights-1.0", story_disputes},
                 {"months-1.0", story_other_disputes}, {"wars-far-1.0", story_other_war},
                 {"rivals-1.0", story_rivalry},    {"values-1.0", story_values}};
    for (size_t i = 0; i < ent_countof(parts); i++) {
        add_source(&w, parts[i].source);
        parts[i].write(&w);
    }
    add_source(&w, "wars-near-2.0");
    story_war(&w, "w:1", 10);
    add_source(&w, "wars-near-1.0");
    story_war(&w, "v:1", 20);
    if (w.status == ENT_OK)
        w.status = ent_world_commit(world, error);
    else
        ent_world_rollback(world);
    return w.status;
}

static inline ent_world *story_world(void)
{
    ent_world *world;
    ent_error error = {0};
    ent_assert_ok(ent_world_open(NULL, ENT_WORLD_WRITE, &world, &error), &error);
    ent_assert_ok(write_story(world, &error), &error);
    return world;
}

#endif
