/* Any text as a date: what is read is a span of the calendar, and is written as it was read. */
#include "fuzz.h"

#include "entente/day.h"

#include <string.h>

static void check_span(const char *text, ent_span span, ent_precision precision)
{
    char from[11], to[11];
    ent_day_format(span.from, from);
    ent_day_format(span.to, to);
    size_t given = precision == ENT_DATE_DAY ? 10 : precision == ENT_DATE_MONTH ? 7 : 4;
    promise(span.from <= span.to && strlen(text) == given);
    promise(strncmp(from, text, given) == 0 && strncmp(to, text, given) == 0);
    promise(ent_day_year(span.from - 1) < ent_day_year(span.from) || precision != ENT_DATE_YEAR);
    promise(ent_day_year(span.to + 1) > ent_day_year(span.to) || precision != ENT_DATE_YEAR);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char text[64] = {0};
    ent_span span;
    ent_precision precision;
    ent_error error;
    if (size > 0)
        memcpy(text, data, size < sizeof text ? size : sizeof text - 1);
    ent_status status = ent_span_parse(text, &span, &precision, &error);
    promise(status == ENT_OK || status == ENT_ERR_INPUT);
    if (status == ENT_OK)
        check_span(text, span, precision);
    return 0;
}
