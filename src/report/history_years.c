/* A history year by year: power, similarity, what holds. Numbers are null where a source does not cover the
 * year, or has no value; where it covers the year and has nothing they are 0. */
#include "report/history.h"
#include "report/likeness.h"

#include "core/memory.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- counting events ---- */

bool telling_covers(const telling *t, ent_event_kind kind, ent_span year)
{
    const ent_history *h = t->history;
    bool any = false;
    for (size_t i = 0; i < h->source_count; i++) {
        if (h->sources[i].kind != kind || !h->sources[i].counted)
            continue;
        if (!ent_spans_meet(h->sources[i].series.covers, year))
            return false;
        any = true;
    }
    return any;
}

static bool holds(const ent_history *h, const ent_event *event, ent_event_kind kind, bool outside,
                  ent_span year)
{
    return event->kind == kind && event->outside == outside && !event->together &&
           h->sources[event->source].counted && ent_spans_meet(event->span, year);
}

/* How many things of a kind hold in a year: a treaty or conflict of several rows is one. */
static long long count_in(const ent_history *h, ent_event_kind kind, bool outside, ent_span year)
{
    long long count = 0;
    for (size_t i = 0; i < h->count; i++) {
        const ent_event *event = &h->events[i];
        bool known = !holds(h, event, kind, outside, year);
        for (size_t k = 0; k < i && !known && event->treaty; k++)
            known = h->events[k].treaty == event->treaty &&
                    holds(h, &h->events[k], kind, outside, year);
        count += !known;
    }
    return count;
}

static void put_holding(telling *t, ent_json_value *table, const char *column, ent_event_kind kind,
                        bool outside, ent_span year)
{
    long long count = count_in(t->history, kind, outside, year);
    if (count > 0 || telling_covers(t, kind, year))
        telling_put_count(t, table, column, count);
    else
        telling_put_text(t, table, column, NULL);
}

/* What a pair owes each other by its pacts in a year; null where they owe nothing, or that is not known. */
static void put_obligations(telling *t, ent_json_value *table, ent_span year)
{
    char text[96];
    size_t used = 0;
    unsigned owed = 0;
    for (size_t i = 0; i < t->history->count; i++)
        if (holds(t->history, &t->history->events[i], ENT_EVENT_PACT, false, year))
            owed |= t->history->events[i].obligations[0] | t->history->events[i].obligations[1];
    for (unsigned bit = 1; bit <= ENT_OBLIGATIONS_ALL; bit <<= 1)
        if (owed & bit)
            used += (size_t)snprintf(text + used, sizeof text - used, "%s%s", used ? ";" : "",
                                     ent_obligation_word(bit));
    telling_put_text(t, table, "obligations", used ? text : NULL);
}

/* ---- similarity of a pair ---- */

/* S by year of the period, NaN where there is none. Ties whose levels make no portfolios give none. */
static ent_status find_similarity(telling *t, double *s)
{
    const ent_history *h = t->history;
    double value[ENT_SIMILARITY_COUNT];
    likeness l;
    ent_error local = {0};
    const ent_similarity_options options = {.period = {.when = h->when}, .variants = "s"};
    for (size_t year = 0; year < h->year_count; year++)
        s[year] = (double)NAN;
    ent_status status = likeness_open(&l, t->world, &options, &local);
    for (size_t time = 1; status == ENT_OK && time < l.y.count; time++) {
        size_t year = (size_t)(years_year(&l.y, time) - h->first_year);
        int a = h->actor[2 * year], b = h->actor[2 * year + 1];
        status = likeness_at(&l, time);
        if (status != ENT_OK || a == 0 || b == 0 || l.index[a] < 0 || l.index[b] < 0)
            continue;
        ent_similarity_pair(l.portfolios, (size_t)l.index[a], (size_t)l.index[b], value);
        s[year] = value[ENT_S];
    }
    if (status == ENT_OK)
        answer_add_resolved(&t->answer, t->world, ENT_LAYER, l.ties.series.name,
                            l.ties.series.source);
    likeness_clear(&l);
    return status == ENT_OK || status == ENT_ERR_INPUT ? ENT_OK
                                                       : ent_fail(t->error, status, "%s", local.message);
}

/* ---- a pair ---- */

static void put_pair(telling *t, ent_json_value *table, size_t year, double s)
{
    const ent_history *h = t->history;
    ent_span days = ent_span_of_year(h->first_year + (int)year);
    const int *actor = &h->actor[2 * year];
    const double *power = &h->power[2 * year];
    telling_put_count(t, table, "year", h->first_year + (long long)year);
    telling_put_text(t, table, "a", actor[0] ? telling_abb(t, actor[0]) : NULL);
    telling_put_text(t, table, "b", actor[1] ? telling_abb(t, actor[1]) : NULL);
    telling_put_number(t, table, "power_a", power[0]);
    telling_put_number(t, table, "power_b", power[1]);
    telling_put_number(t, table, "ratio", power[0] >= 0 && power[1] > 0 ? power[0] / power[1] : (double)NAN);
    telling_put_number(t, table, "s", s);
    put_holding(t, table, "pacts", ENT_EVENT_PACT, false, days);
    put_obligations(t, table, days);
    put_holding(t, table, "rivalry", ENT_EVENT_RIVALRY, false, days);
    put_holding(t, table, "disputes", ENT_EVENT_DISPUTE, false, days);
    put_holding(t, table, "wars", ENT_EVENT_WAR, false, days);
}

static ent_status add_pair_years(telling *t)
{
    static const char *const columns[] = {"year", "a", "b", "power_a", "power_b", "ratio", "s",
                                          "pacts", "obligations", "rivalry", "disputes", "wars"};
    const ent_history *h = t->history;
    double *s = ent_new_array(h->year_count, sizeof *s);
    ent_status status = s ? find_similarity(t, s) : ent_fail_memory(t->error);
    ent_json_value *table = ent_json_add_table(t->answer.json, t->answer.result, "years", columns,
                                               ent_countof(columns));
    for (size_t year = 0; year < h->year_count && status == ENT_OK; year++)
        put_pair(t, table, year, s[year]);
    free(s);
    return status;
}

/* ---- a bloc ---- */

typedef struct {
    long long members, with_data;
    double power;
    double whole; /* what the members' powers are parts of: their sum, NaN if one is below zero */
    int top;
    double top_power;
} bloc_year;

/* Sums over the members that are states that year and have a value; who has none is named. */
static bloc_year add_up(const telling *t, size_t year, ent_buffer *missing)
{
    const ent_history *h = t->history;
    bloc_year sum = {0};
    for (size_t party = 0; party < (size_t)h->party_count; party++) {
        size_t at = year * (size_t)h->party_count + party;
        if (h->actor[at] == 0)
            continue;
        sum.members++;
        if (isnan(h->power[at])) {
            ent_buffer_format(missing, "%s%s", missing->length ? ";" : "",
                              telling_abb(t, h->actor[at]));
            continue;
        }
        sum.power += h->power[at];
        sum.whole += h->power[at] < 0 ? (double)NAN : h->power[at];
        if (sum.with_data++ == 0 || h->power[at] > sum.top_power) {
            sum.top = h->actor[at];
            sum.top_power = h->power[at];
        }
    }
    return sum;
}

/* Are members known in a year? Those of a treaty as long as its source covers it. */
static bool knows_members(const telling *t, ent_span year)
{
    return t->parties.treaty == 0 || telling_covers(t, ENT_EVENT_MEMBER, year);
}

static void put_members(telling *t, ent_json_value *table, size_t year, const bloc_year *sum,
                        bool known)
{
    double nothing = (double)NAN;
    bool any = known && sum->with_data > 0;
    telling_put_number(t, table, "members", known ? (double)sum->members : nothing);
    telling_put_number(t, table, "with_data", known ? (double)sum->with_data : nothing);
    telling_put_number(t, table, "power", any ? sum->power : nothing);
    telling_put_number(t, table, "share_of_world",
                       any ? sum->power / t->history->world_power[year] : nothing);
    telling_put_text(t, table, "top", any ? telling_abb(t, sum->top) : NULL);
    telling_put_number(t, table, "top_share",
                       any && sum->whole > 0 ? sum->top_power / sum->whole : nothing);
}

static void put_conflicts(telling *t, ent_json_value *table, ent_span days, bool known)
{
    static const struct {
        const char *column;
        ent_event_kind kind;
        bool outside;
    } counts[] = {{"disputes_within", ENT_EVENT_DISPUTE, false},
                  {"wars_within", ENT_EVENT_WAR, false},
                  {"disputes_outside", ENT_EVENT_DISPUTE, true},
                  {"wars_outside", ENT_EVENT_WAR, true}};
    for (size_t i = 0; i < ent_countof(counts); i++)
        if (known)
            put_holding(t, table, counts[i].column, counts[i].kind, counts[i].outside, days);
        else
            telling_put_text(t, table, counts[i].column, NULL);
}

static ent_status put_bloc(telling *t, ent_json_value *table, size_t year)
{
    ent_buffer missing = {0};
    ent_span days = ent_span_of_year(t->history->first_year + (int)year);
    bool known = knows_members(t, days);
    bloc_year sum = add_up(t, year, &missing);
    telling_put_count(t, table, "year", t->history->first_year + (long long)year);
    put_members(t, table, year, &sum, known);
    put_conflicts(t, table, days, known);
    telling_put_text(t, table, "missing", missing.length ? missing.data : NULL);
    ent_status status = missing.failed ? ent_fail_memory(t->error) : ENT_OK;
    ent_buffer_clear(&missing);
    return status;
}

static ent_status add_bloc_years(telling *t)
{
    static const char *const columns[] = {
        "year", "members", "with_data", "power", "share_of_world", "top", "top_share",
        "disputes_within", "wars_within", "disputes_outside", "wars_outside", "missing"};
    ent_json_value *table = ent_json_add_table(t->answer.json, t->answer.result, "years", columns,
                                               ent_countof(columns));
    ent_status status = ENT_OK;
    for (size_t year = 0; year < t->history->year_count && status == ENT_OK; year++)
        status = put_bloc(t, table, year);
    return status;
}

ent_status telling_add_years(telling *t)
{
    return t->parties.is_bloc ? add_bloc_years(t) : add_pair_years(t);
}

/* ---- the shares of a bloc's members ---- */

ent_status telling_add_shares(telling *t)
{
    static const char *const columns[] = {"year", "actor", "power", "share"};
    const ent_history *h = t->history;
    if (!t->parties.is_bloc)
        return ENT_OK;
    ent_json_value *table = ent_json_add_table(t->answer.json, t->answer.result, "shares", columns,
                                               ent_countof(columns));
    for (size_t year = 0; year < h->year_count; year++) {
        ent_buffer missing = {0};
        bloc_year sum = add_up(t, year, &missing);
        ent_buffer_clear(&missing);
        for (size_t party = 0; party < (size_t)h->party_count; party++) {
            size_t at = year * (size_t)h->party_count + party;
            if (h->actor[at] == 0)
                continue;
            telling_put_count(t, table, "year", h->first_year + (long long)year);
            telling_put_text(t, table, "actor", telling_abb(t, h->actor[at]));
            telling_put_number(t, table, "power", h->power[at]);
            telling_put_number(t, table, "share",
                               sum.whole > 0 ? h->power[at] / sum.whole : (double)NAN);
        }
    }
    return ENT_OK;
}
