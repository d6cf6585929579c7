/* Days and spans of days.
 *
 * A day is a Julian Day Number: 2016-12-31 is 2457754. SQLite shows it with date(day). The calendar
 * is the proleptic Gregorian one, as in the files of the field. A span holds its first and its last
 * day: a state that leaves on 1990-10-02 is there on the 2nd and not on the 3rd. */
#ifndef ENTENTE_DAY_H
#define ENTENTE_DAY_H

#include "entente/core.h"

typedef int32_t ent_day;

#define ENT_DAY_FIRST 1721426 /* 0001-01-01: "since always" */
#define ENT_DAY_LAST 5373484  /* 9999-12-31: "still in force" */
#define ENT_YEAR_MIN 1000     /* the years that the files of the field can mean */
#define ENT_YEAR_MAX 2200

typedef struct {
    ent_day from, to;
} ent_span;

/* How exactly a date was given. */
typedef enum { ENT_DATE_NONE, ENT_DATE_YEAR, ENT_DATE_MONTH, ENT_DATE_DAY } ent_precision;

/* The day of a date, or 0 if there is no such date. Valid from year 1 to 9999. */
ENT_API ent_day ent_day_from_date(int year, int month, int day);

/* Year, month and day of a day; each pointer may be NULL. */
ENT_API void ent_day_to_date(ent_day day, int *year, int *month, int *month_day);

ENT_API int ent_day_year(ent_day day);

/* The first to the last day of a year, or of a month. */
ENT_API ent_span ent_span_of_year(int year);
ENT_API ent_span ent_span_of_month(int year, int month);

/* "2016-12-31". `text` must hold 11 bytes; returns text. Open ends read "always" and "open". */
ENT_API char *ent_day_format(ent_day day, char text[11]);

/* Read "2016-12-31", "2016-12" or "2016" as the widest span that it can mean.
 *   text       the date
 *   out        the span
 *   precision  out, may be NULL: day, month or year
 *   error      ENT_ERR_INPUT: not a date, or a year outside 1000 to 2200 */
ENT_API ent_status ent_span_parse(const char *text, ent_span *out, ent_precision *precision,
                                  ent_error *error) ENT_CHECKED;

static inline bool ent_span_holds(ent_span span, ent_day day)
{
    return span.from <= day && day <= span.to;
}

static inline bool ent_spans_meet(ent_span a, ent_span b)
{
    return a.from <= b.to && b.from <= a.to;
}

#endif
