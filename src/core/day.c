/* Days as Julian Day Numbers: see entente/day.h.
 *
 * Conversion by the integer formulas of Fliegel & Van Flandern 1968, Communications of the ACM
 * 11(10):657, for the Gregorian calendar. */
#include "entente/day.h"

#include <stdio.h>
#include <string.h>

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

ent_day ent_day_from_date(int year, int month, int day)
{
    if (year < 1 || year > 9999 || month < 1 || month > 12)
        return 0;
    if (day < 1 || day > days_in_month(year, month))
        return 0;
    int a = (month - 14) / 12;
    return day - 32075 + 1461 * (year + 4800 + a) / 4 + 367 * (month - 2 - a * 12) / 12 -
           3 * ((year + 4900 + a) / 100) / 4;
}

void ent_day_to_date(ent_day day, int *year, int *month, int *month_day)
{
    int l = day + 68569;
    int n = 4 * l / 146097;
    l = l - (146097 * n + 3) / 4;
    int i = 4000 * (l + 1) / 1461001;
    l = l - 1461 * i / 4 + 31;
    int j = 80 * l / 2447;
    if (month_day)
        *month_day = l - 2447 * j / 80;
    l = j / 11;
    if (month)
        *month = j + 2 - 12 * l;
    if (year)
        *year = 100 * (n - 49) + i + l;
}

int ent_day_year(ent_day day)
{
    int year;
    ent_day_to_date(day, &year, NULL, NULL);
    return year;
}

ent_span ent_span_of_year(int year)
{
    return (ent_span){ent_day_from_date(year, 1, 1), ent_day_from_date(year, 12, 31)};
}

ent_span ent_span_of_month(int year, int month)
{
    return (ent_span){ent_day_from_date(year, month, 1),
                      ent_day_from_date(year, month, days_in_month(year, month))};
}

char *ent_day_format(ent_day day, char text[11])
{
    int year, month, month_day;
    if (day <= ENT_DAY_FIRST)
        return strcpy(text, "always");
    if (day >= ENT_DAY_LAST)
        return strcpy(text, "open");
    ent_day_to_date(day, &year, &month, &month_day);
    snprintf(text, 11, "%04u-%02u-%02u", (unsigned)year % 10000u, (unsigned)month % 100u,
             (unsigned)month_day % 100u);
    return text;
}

/* Digits from *text, exactly `width` of them; -1 if there are fewer. Moves *text on. */
static int take_digits(const char **text, int width)
{
    int value = 0;
    for (int i = 0; i < width; i++) {
        char c = (*text)[i];
        if (c < '0' || c > '9')
            return -1;
        value = value * 10 + (c - '0');
    }
    *text += width;
    return value;
}

ent_status ent_span_parse(const char *text, ent_span *out, ent_precision *precision,
                          ent_error *error)
{
    const char *rest = text;
    int parts[3] = {0, 0, 0};
    int count = 0;
    for (; count < 3; count++) {
        if (count > 0) {
            if (*rest != '-')
                break;
            rest++;
        }
        parts[count] = take_digits(&rest, count == 0 ? 4 : 2);
        if (parts[count] < 0)
            goto malformed;
    }
    if (*rest != '\0')
        goto malformed;
    if (parts[0] < ENT_YEAR_MIN || parts[0] > ENT_YEAR_MAX)
        return ent_fail(error, ENT_ERR_INPUT,
                        "'%.20s' is not a date: the year is not from %d to %d", text, ENT_YEAR_MIN,
                        ENT_YEAR_MAX);
    if (count > 1 && (parts[1] < 1 || parts[1] > 12))
        return ent_fail(error, ENT_ERR_INPUT, "'%.20s' is not a date: there is no month %d", text,
                        parts[1]);
    ent_span span;
    if (count == 1)
        span = ent_span_of_year(parts[0]);
    else if (count == 2)
        span = ent_span_of_month(parts[0], parts[1]);
    else
        span.from = span.to = ent_day_from_date(parts[0], parts[1], parts[2]);
    if (span.from == 0)
        return ent_fail(error, ENT_ERR_INPUT, "'%.20s' is not a date: that month has no day %d",
                        text, parts[2]);
    *out = span;
    if (precision)
        *precision = count == 1 ? ENT_DATE_YEAR : count == 2 ? ENT_DATE_MONTH : ENT_DATE_DAY;
    return ENT_OK;

malformed:
    return ent_fail(error, ENT_ERR_INPUT,
                    "'%.20s' is not a date: expected YYYY-MM-DD, YYYY-MM or YYYY", text);
}
