/* A made-up world for checks, and what tests ask of a report. Four states:
 *
 *   1 Aldora  ALD  1900-01-01 to 2000-12-31        3 Cordia   CRD  1900-01-01 to 2000-12-31
 *   2 Brevia  BRV  1900-01-01 to 1950-06-30        4 Dunmark  DNM  1950-07-01 to 2000-12-31
 *
 * Dunmark took over all of Brevia. A test adds series and spells, then looks. */
#ifndef ENT_TESTS_MADE_WORLD_H
#define ENT_TESTS_MADE_WORLD_H

#include "entente/check.h"
#include "world/small_world.h"

enum { ALD = 1, BRV, CRD, DNM };

static inline ent_span days(const char *text_from, const char *text_to)
{
    ent_span from, to;
    ent_error error = {0};
    ent_assert_ok(ent_span_parse(text_from, &from, NULL, &error), &error);
    ent_assert_ok(ent_span_parse(text_to, &to, NULL, &error), &error);
    return (ent_span){from.from, to.to};
}

static inline ent_error *made_error(void)
{
    static ent_error error;
    return &error;
}

/* A series of the writer's source that covers 1900 to 2000. */
static inline ent_series made_series(writer *w, ent_series_kind kind, const char *name,
                                     int position)
{
    ent_series series = {.kind = kind,
                         .position = position,
                         .measure = ENT_ORDERED,
                         .source_id = w->source,
                         .covers = days("1900", "2000"),
                         .directed = kind == ENT_LAYER};
    strcpy(series.name, name);
    if (w->status == ENT_OK)
        w->status = ent_world_add_series(w->world, &series, w->error);
    return series;
}

static inline writer start_world(void)
{
    writer w = {.error = made_error()};
    w.status = ent_world_open(NULL, ENT_WORLD_WRITE, &w.world, w.error);
    if (w.status == ENT_OK)
        w.status = ent_world_begin(w.world, w.error);
    ent_span always = {ENT_DAY_FIRST, ENT_DAY_LAST};
    add_source(&w, "states-1");
    add_actor(&w, "Aldora", "ALD", "1", always);
    add_actor(&w, "Brevia", "BRV", "2", always);
    add_actor(&w, "Cordia", "CRD", "3", always);
    add_actor(&w, "Dunmark", "DNM", "4", always);
    ent_series system = made_series(&w, ENT_SYSTEM, "cow", 1);
    add_spell(&w, system, (ent_spell){.a = ALD, .span = days("1900", "2000"), .number = NAN});
    add_spell(&w, system, (ent_spell){.a = BRV, .span = days("1900", "1950-06-30"), .number = NAN});
    add_spell(&w, system, (ent_spell){.a = CRD, .span = days("1900", "2000"), .number = NAN});
    add_spell(&w, system, (ent_spell){.a = DNM, .span = days("1950-07-01", "2000"), .number = NAN});
    ent_succession succession = {BRV, DNM, day(1950, 6, 30), "merges"};
    if (w.status == ENT_OK)
        w.status = ent_world_add_succession(w.world, &succession, w.source, w.error);
    return w;
}

/* Add a spell from `from` to `to`. */
static inline void put(writer *w, ent_series series, const char *from, const char *to,
                       ent_spell spell)
{
    spell.span = days(from, to);
    add_spell(w, series, spell);
}

/* Make one check; the report is freed by the test, the world with it. */
static inline ent_check_report *look(writer *w, const char *only)
{
    ent_check_report *report;
    ent_error error = {0};
    ent_assert_ok(w->status, w->error);
    ent_assert_ok(ent_world_commit(w->world, &error), &error);
    ent_assert_ok(ent_check_world(w->world, only, NULL, &report, &error), &error);
    return report;
}

static inline void end_world(writer *w, ent_check_report *report)
{
    ent_check_report_free(report);
    ent_world_close(w->world);
}

/* The only finding, which must have this count. */
static inline const ent_finding *only_finding(const ent_check_report *report, long long count)
{
    if (report->finding_count != 1)
        fail_msg("%zu findings, the first: %s", report->finding_count,
                 report->finding_count ? report->findings[0].text : "none");
    if (report->findings[0].count != count)
        fail_msg("%lld: %s", report->findings[0].count, report->findings[0].text);
    return &report->findings[0];
}

#endif
