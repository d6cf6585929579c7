/* The answer of `entente history` while it is made. */
#ifndef ENT_REPORT_HISTORY_H
#define ENT_REPORT_HISTORY_H

#include "core/text.h"
#include "entente/history.h"
#include "report/answer.h"
#include "entente/report.h"

typedef struct {
    ent_world *world;
    const ent_history_tell *asked;
    ent_history_parties parties;
    ent_history *history;
    answer answer;
    ent_error *error;
} telling;

const char *telling_abb(const telling *t, int actor);

/* Cells of the row that is being added to a table. */
void telling_put_text(telling *t, ent_json_value *table, const char *column, const char *text);
void telling_put_number(telling *t, ent_json_value *table, const char *column, double number);
void telling_put_count(telling *t, ent_json_value *table, const char *column, long long count);

/* The tables: one row an event; one a year, of a bloc also one a year and member. */
ent_status telling_add_events(telling *t);
ent_status telling_add_years(telling *t);
ent_status telling_add_shares(telling *t);

/* A first or last day as exactly as its source knows it: "1950-02-14", "1968-12", "1958". */
void telling_day(ent_span span, bool is_widened, bool is_last, char text[11]);

/* Is a year covered by the source that a kind of events is counted by; of wars by all of them? */
bool telling_covers(const telling *t, ent_event_kind kind, ent_span year);

#endif
