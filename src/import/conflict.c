/* Conflicts, their parties, and the ties that follow: see conflict.h. */
#include "import/conflict.h"

#include "core/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void conflict_clear(conflict_list *list)
{
    free(list->conflicts);
    free(list->parties);
    *list = (conflict_list){0};
}

/* ---- gathering ---- */

ent_status conflict_find(conflict_list *list, const char *code, const char *name, size_t *index,
                         ent_error *error)
{
    for (size_t i = list->conflict_count; i-- > 0;) { /* rows of a conflict mostly lie together */
        if (strcmp(list->conflicts[i].code, code) == 0) {
            *index = i;
            return ENT_OK;
        }
    }
    if (!ent_grow(&list->conflicts, list->conflict_count, &list->conflict_capacity,
                  sizeof *list->conflicts))
        return ent_fail_memory(error);
    ent_treaty *conflict = &list->conflicts[list->conflict_count];
    *conflict = (ent_treaty){.span = {ENT_DAY_LAST, ENT_DAY_FIRST}};
    snprintf(conflict->code, sizeof conflict->code, "%s", code);
    snprintf(conflict->name, sizeof conflict->name, "%s", name);
    *index = list->conflict_count++;
    return ENT_OK;
}

/* The month of a day. */
static ent_span month_of(ent_day day)
{
    int year, month, date;
    ent_day_to_date(day, &year, &month, &date);
    return ent_span_of_month(year, month);
}

static ent_status check_membership(ent_reading *reading, const ent_spell *spell, ent_error *error)
{
    const ent_actor *actor = ent_world_actor(ent_reading_world(reading), spell->a);
    bool inside = true;
    ent_status status = ENT_OK;
    if (actor && strcmp(actor->kind, "state") == 0)
        status = ent_reading_in_system(reading, spell->a, month_of(spell->span.from), &inside, error);
    if (!inside)
        ent_reading_count(reading, "checked",
                          "a party outside the state system in the month of its start");
    return status;
}

/* Let the span of a conflict hold that of a party; an end that is moved takes the party's marks. */
static void widen(ent_treaty *conflict, const ent_spell *party)
{
    const unsigned starts = ENT_MARK_FROM_WIDENED | ENT_MARK_LEFT_CENSORED;
    const unsigned ends = ENT_MARK_TO_WIDENED | ENT_MARK_RIGHT_CENSORED;
    if (party->span.from < conflict->span.from) {
        conflict->span.from = party->span.from;
        conflict->marks = (conflict->marks & ~starts) | (party->marks & starts);
    }
    if (party->span.to > conflict->span.to) {
        conflict->span.to = party->span.to;
        conflict->marks = (conflict->marks & ~ends) | (party->marks & ends);
    }
}

ent_status conflict_keep(conflict_list *list, const conflict_party *party, ent_error *error)
{
    if (!ent_grow(&list->parties, list->party_count, &list->party_capacity, sizeof *list->parties))
        return ent_fail_memory(error);
    list->parties[list->party_count++] = *party;
    widen(&list->conflicts[party->conflict], &party->spell);
    return ENT_OK;
}

ent_status conflict_record(ent_reading *reading, const ent_detail_column columns[], size_t count,
                           ent_spell *party, ent_error *error)
{
    return party->span.to < party->span.from
               ? ENT_OK : ent_reading_record(reading, columns, count, &party->record, error);
}

ent_status conflict_add(ent_reading *reading, conflict_list *list, const conflict_party *party,
                        ent_error *error)
{
    if (party->spell.span.to < party->spell.span.from) {
        ent_reading_count(reading, "left out", "the spell ends before it starts");
        return ENT_OK;
    }
    ent_status status = check_membership(reading, &party->spell, error);
    return status == ENT_OK ? conflict_keep(list, party, error) : status;
}

/* ---- writing ---- */

static int compare_parties(const void *left, const void *right)
{
    const conflict_party *x = left, *y = right;
    if (x->conflict != y->conflict)
        return x->conflict < y->conflict ? -1 : 1;
    const int a[] = {x->spell.a, x->spell.span.from, x->spell.level, x->spell.span.to, x->spell.record};
    const int b[] = {y->spell.a, y->spell.span.from, y->spell.level, y->spell.span.to, y->spell.record};
    for (size_t i = 0; i < ent_countof(a); i++)
        if (a[i] != b[i])
            return a[i] < b[i] ? -1 : 1;
    return 0;
}

/* The conflict in the world, or a new one. A code is one source's. */
static ent_status write_conflict(ent_reading *reading, const ent_series *series, ent_treaty *conflict,
                                 ent_error *error)
{
    ent_world *world = ent_reading_world(reading);
    ent_treaty there;
    conflict->series = series->id;
    if (ent_world_find_treaty(world, conflict->code, &there, NULL) != ENT_OK) {
        ent_reading_count(reading, "kept", "conflicts");
        return ent_world_add_treaty(world, conflict, error);
    }
    if (there.series != series->id)
        return ent_fail(error, ENT_ERR_INPUT, "%s: the code '%s' stands for another source's already, %s",
                        ent_rows_name(ent_reading_rows(reading)), conflict->code, there.name);
    conflict->id = there.id;
    return ENT_OK;
}

/* The parties of one conflict, which are sorted by actor: how many have several spells, are on both sides. */
static void count_repeated(ent_reading *reading, const conflict_party parties[], size_t count)
{
    unsigned sides = 0;
    for (size_t i = 0, next; i < count; i = next) {
        unsigned own = 0;
        for (next = i; next < count && parties[next].spell.a == parties[i].spell.a; next++)
            own |= 1u << (parties[next].spell.level & 3);
        if (next - i > 1)
            ent_reading_count(reading, "checked", "a party with several spells in one conflict");
        if (own == (1u << SIDE_A | 1u << SIDE_B))
            ent_reading_count(reading, "checked", "a party on both sides of one conflict");
        sides |= own;
    }
    if (!(sides & 1u << SIDE_A) || !(sides & 1u << SIDE_B))
        ent_reading_count(reading, "checked", "a conflict whose parties are all on one side");
}

/* What is not known of an end of the tie: the marks of the party whose end it is. */
static unsigned marks_of_tie(const ent_spell *tie, const ent_spell *party)
{
    unsigned marks = 0;
    if (tie->span.from == party->span.from)
        marks |= party->marks & (ENT_MARK_FROM_WIDENED | ENT_MARK_LEFT_CENSORED);
    if (tie->span.to == party->span.to)
        marks |= party->marks & (ENT_MARK_TO_WIDENED | ENT_MARK_RIGHT_CENSORED);
    return marks;
}

static ent_status add_tie(ent_reading *reading, ent_series *ties, const conflict_party *x,
                          const conflict_party *y, ent_error *error)
{
    ent_spell tie = ent_spell_none();
    const ent_span p = x->spell.span, q = y->spell.span;
    tie.a = x->spell.a < y->spell.a ? x->spell.a : y->spell.a;
    tie.b = x->spell.a < y->spell.a ? y->spell.a : x->spell.a;
    tie.span = (ent_span){p.from > q.from ? p.from : q.from, p.to < q.to ? p.to : q.to};
    tie.level = x->hostility > y->hostility ? x->hostility : y->hostility;
    tie.treaty = x->spell.treaty;
    tie.marks = marks_of_tie(&tie, &x->spell) | marks_of_tie(&tie, &y->spell);
    return ent_reading_add(reading, ties, &tie, error);
}

/* Ties between opposite sides of one conflict. */
static ent_status add_ties(ent_reading *reading, ent_series *ties, const conflict_party parties[],
                           size_t count, ent_error *error)
{
    for (size_t i = 0; i < count; i++) {
        for (size_t k = i + 1; k < count; k++) {
            const ent_spell *x = &parties[i].spell, *y = &parties[k].spell;
            bool opposed = x->level != y->level && x->level && y->level;
            if (!opposed || x->a == y->a || !ent_spans_meet(x->span, y->span))
                continue;
            ent_status status = add_tie(reading, ties, &parties[i], &parties[k], error);
            if (status != ENT_OK)
                return status;
        }
    }
    return ENT_OK;
}

ent_status conflict_write(ent_reading *reading, conflict_list *list, ent_series *conflicts,
                          ent_series *ties, ent_error *error)
{
    ent_status status = ENT_OK;
    for (size_t i = 0; i < list->conflict_count && status == ENT_OK; i++)
        if (list->conflicts[i].span.from <= list->conflicts[i].span.to) /* it has parties */
            status = write_conflict(reading, conflicts, &list->conflicts[i], error);
    if (list->party_count > 0)
        qsort(list->parties, list->party_count, sizeof *list->parties, compare_parties);
    for (size_t i = 0, next; i < list->party_count && status == ENT_OK; i = next) {
        conflict_party *first = &list->parties[i];
        for (next = i; next < list->party_count && list->parties[next].conflict == first->conflict &&
                       status == ENT_OK; next++) {
            list->parties[next].spell.treaty = list->conflicts[first->conflict].id;
            status = ent_reading_add(reading, conflicts, &list->parties[next].spell, error);
        }
        if (status != ENT_OK)
            return status;
        count_repeated(reading, first, next - i);
        if (ties)
            status = add_ties(reading, ties, first, next - i, error);
    }
    return status;
}

/* ---- wars ---- */

static bool says(ent_reading *reading, size_t column, const char *code)
{
    return strcmp(ent_rows_text(ent_reading_rows(reading), column), code) == 0;
}

/* The last day: -7 and an unknown year end with the coverage. */
static ent_status read_end(ent_reading *reading, const conflict_days *columns, ent_day last,
                           ent_spell *spell, ent_error *error)
{
    size_t year = columns->year[1];
    if (says(reading, year, "-7")) {
        spell->span.to = last;
        spell->marks |= ENT_MARK_RIGHT_CENSORED;
        ent_reading_count(reading, "checked", "still going on when the data end (-7)");
        return ENT_OK;
    }
    if (says(reading, year, "-9") || says(reading, year, "-8") || says(reading, year, "")) {
        spell->span.to = last;
        spell->marks |= ENT_MARK_TO_WIDENED;
        ent_reading_count(reading, "repaired", "year of end unknown: till the end of the coverage");
        return ENT_OK;
    }
    return ent_reading_date(reading, ENT_END, year, columns->month[1], columns->day[1],
                            &spell->span.to, &spell->marks, error);
}

ent_status conflict_read_days(ent_reading *reading, const conflict_days *columns, ent_day last,
                              ent_spell *spell, bool *given, ent_error *error)
{
    size_t year = columns->year[0];
    *given = !says(reading, year, "-8") && !says(reading, year, "");
    if (*given && says(reading, year, "-9")) {
        ent_reading_count(reading, "left out", "a spell whose first year is unknown");
        *given = false;
    }
    if (!*given)
        return ENT_OK;
    ent_status status = ent_reading_date(reading, ENT_START, year, columns->month[0],
                                         columns->day[0], &spell->span.from, &spell->marks, error);
    return status == ENT_OK ? read_end(reading, columns, last, spell, error) : status;
}

ent_status conflict_war_code(ent_reading *reading, size_t column, char code[64], ent_error *error)
{
    ent_rows *rows = ent_reading_rows(reading);
    const char *text = ent_rows_text(rows, column);
    size_t length = strlen(text);
    if (length == 0 || length > 12 || strspn(text, "0123456789.") != length || *text == '.')
        return ent_rows_fail(rows, column, error, "is not the number of a war");
    snprintf(code, 64, "war:%s", text);
    return ENT_OK;
}

void conflict_version(const char *text, char out[32])
{
    bool whole = *text && strspn(text, "0123456789") == strlen(text);
    snprintf(out, 32, "%.24s%s", text, whole ? ".0" : "");
}

ent_status conflict_declare_wars(ent_reading *reading, const conflict_wars *wars,
                                 ent_series *conflicts, ent_series *ties, ent_error *error)
{
    ent_rows *rows = ent_reading_rows(reading);
    ent_source source = {.terms = ENT_COW_TERMS};
    snprintf(source.name, sizeof source.name, "%s", wars->source);
    snprintf(source.title, sizeof source.title, "%s", wars->title);
    snprintf(source.citation, sizeof source.citation, "%s", wars->citation);
    conflict_version(ent_rows_text(rows, wars->version), source.version);
    if (strcmp(source.version, wars->known) != 0)
        return ent_rows_fail(rows, wars->version, error,
                             "is not a version whose last day is known; expected %s", wars->known);
    *conflicts = (ent_series){
        .kind = ENT_CONFLICTS, .name = "war", .measure = ENT_ORDERED, .position = wars->position,
        .covers = {ent_span_of_year(wars->first).from, ent_span_of_year(wars->last).to}};
    *ties = *conflicts;
    ties->kind = ENT_LAYER;
    ties->measure = ENT_BINARY;
    ent_status status = ent_reading_source(reading, &source, error);
    if (status == ENT_OK)
        status = ent_reading_series(reading, conflicts, error);
    return status == ENT_OK ? ent_reading_series(reading, ties, error) : status;
}
