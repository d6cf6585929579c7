/* How two rows compare, and the table of those that differ. */
#include "report/diff.h"

#include "core/memory.h"
#include "report/asking.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Marks of what a source says of its own end, not of the world. */
#define MARKS_OF_COVERAGE (ENT_MARK_LEFT_CENSORED | ENT_MARK_RIGHT_CENSORED)

static bool same_phrase(differing *d, int a, int b)
{
    if (d->worlds[0] == d->worlds[1])
        return a == b;
    const char *x = ent_world_phrase(d->worlds[0], a), *y = ent_world_phrase(d->worlds[1], b);
    d->failed |= !x || !y;
    return x && y && strcmp(x, y) == 0;
}

/* All but the number. */
static bool same_rest(differing *d, const ent_spell *a, const ent_spell *b)
{
    return a->level == b->level && a->obligations == b->obligations &&
           (a->marks & ~(unsigned)MARKS_OF_COVERAGE) == (b->marks & ~(unsigned)MARKS_OF_COVERAGE) &&
           strcmp(ent_world_unit(d->worlds[0], a->unit), ent_world_unit(d->worlds[1], b->unit)) == 0 &&
           same_phrase(d, a->text, b->text);
}

/* ---- the table `rows` ---- */

/* What a row says: a number, or words where it says more. */
static void add_said(differing *d, const char *column, int side, const ent_spell *spell,
                     const ent_spell *other)
{
    ent_json *json = d->answer.json;
    ent_json_value *list = ent_json_get(d->rows, column);
    char text[400], owed[80];
    const char *unit = spell ? ent_world_unit(d->worlds[side], spell->unit) : "";
    const char *other_unit = other ? ent_world_unit(d->worlds[!side], other->unit) : unit;
    if (!spell) {
        ent_json_add_text(json, list, NULL, NULL);
    } else if (spell->text) {
        ent_json_add_text(json, list, NULL, ent_world_phrase(d->worlds[side], spell->text));
    } else if (!isnan(spell->number) && strcmp(unit, other_unit) == 0) {
        ent_json_add_number(json, list, NULL, spell->number);
    } else if (!isnan(spell->number)) {
        snprintf(text, sizeof text, "%.17g %.100s", spell->number, unit);
        ent_json_add_text(json, list, NULL, text);
    } else {
        ask_obligations_text(spell->obligations, owed, sizeof owed);
        snprintf(text, sizeof text, "level %d%s%s", spell->level, owed[0] ? ": " : "", owed);
        ent_json_add_text(json, list, NULL, text);
    }
}

static void add_day(differing *d, const char *column, ent_day day)
{
    char text[11];
    bool open = day <= ENT_DAY_FIRST || day >= ENT_DAY_LAST;
    ent_json_add_text(d->answer.json, ent_json_get(d->rows, column), NULL,
                      open ? NULL : ent_day_format(day, text));
}

/* The code of a treaty that was translated to world a. */
static ent_status add_treaty(differing *d, int treaty)
{
    ent_treaty found = {0};
    bool in_a = (size_t)treaty < d->treaty_size_a;
    ent_status status = ENT_OK;
    if (treaty > 0)
        status = ent_world_treaty(d->worlds[!in_a], in_a ? treaty : treaty - (int)d->treaty_size_a,
                                  &found, d->error);
    ent_json_add_text(d->answer.json, ent_json_get(d->rows, "treaty"), NULL,
                      treaty > 0 ? found.code : NULL);
    return status;
}

/* One row; `a` or `b` is NULL where only the other world has it. */
static ent_status list_row(differing *d, finding *f, const char *what, const ent_spell *a,
                           const ent_spell *b)
{
    const ent_spell *either = a ? a : b;
    ent_json *json = d->answer.json;
    if (f->listed >= d->options->row_limit)
        return ENT_OK;
    f->listed++;
    for (int side = 0; side < 2; side++) /* their terms may forbid to pass rows on */
        if (side == 0 ? a != NULL : b != NULL)
            answer_lists_rows(&d->answer, d->worlds[side], f->series[side]->source_id, 1);
    ent_json_add_text(json, ent_json_get(d->rows, "kind"), NULL,
                      ent_series_kind_word(f->series[0]->kind));
    ent_json_add_text(json, ent_json_get(d->rows, "name"), NULL, f->series[0]->name);
    ent_json_add_text(json, ent_json_get(d->rows, "what"), NULL, what);
    ent_json_add_text(json, ent_json_get(d->rows, "a"), NULL, diff_actor(d, either->a));
    ent_json_add_text(json, ent_json_get(d->rows, "b"), NULL,
                      either->b ? diff_actor(d, either->b) : NULL);
    ent_status status = add_treaty(d, either->treaty);
    add_day(d, "from", either->span.from);
    add_day(d, "to", either->span.to);
    add_said(d, "before", 0, a, b);
    add_said(d, "after", 1, b, a);
    return status;
}

/* ---- comparing ---- */

static void enter_largest(finding *f, const ent_spell *a, double change)
{
    if (isnan(change) || (!isnan(f->largest) && change <= f->largest))
        return;
    f->largest = change;
    f->largest_actor = a->a;
    f->largest_from = a->span.from;
}

ent_status diff_pair(differing *d, finding *f, const ent_spell *a, const ent_spell *b)
{
    double change = fabs(a->number - b->number); /* NaN if either is missing */
    bool exact = isnan(a->number) ? (bool)isnan(b->number)
                                  : a->number >= b->number && a->number <= b->number;
    if (same_rest(d, a, b) && (exact || change <= d->options->tolerance)) {
        f->same += exact;
        f->within += !exact;
        return ENT_OK;
    }
    f->changed++;
    if (!exact)
        enter_largest(f, a, change);
    return list_row(d, f, "changed", a, b);
}

ent_status diff_only(differing *d, finding *f, int side, const ent_spell *spell)
{
    f->only[side]++;
    return side == 0 ? list_row(d, f, "only in the first", spell, NULL)
                     : list_row(d, f, "only in the second", NULL, spell);
}
