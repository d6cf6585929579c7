/* `entente history`: the dated story of a pair or a bloc. */
#include "report/history.h"
#include "report/chosen.h"

#include "core/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *telling_abb(const telling *t, int actor)
{
    const ent_actor *found = ent_world_actor(t->world, actor);
    return found ? found->abb : "?";
}

void telling_put_text(telling *t, ent_json_value *table, const char *column, const char *text)
{
    ent_json_add_text(t->answer.json, ent_json_get(table, column), NULL, text);
}

void telling_put_number(telling *t, ent_json_value *table, const char *column, double number)
{
    ent_json_add_number(t->answer.json, ent_json_get(table, column), NULL, number);
}

void telling_put_count(telling *t, ent_json_value *table, const char *column, long long count)
{
    ent_json_add_integer(t->answer.json, ent_json_get(table, column), NULL, count);
}

/* ---- who ---- */

static ent_status find_pair(telling *t)
{
    int actors[2];
    ent_status status = ENT_OK;
    for (size_t i = 0; i < 2 && status == ENT_OK; i++)
        status = ent_world_find_actor(t->world, t->asked->who[i], t->asked->when, &actors[i], t->error);
    if (status == ENT_OK && actors[0] == actors[1])
        status = ent_fail(t->error, ENT_ERR_INPUT, "'%.60s' and '%.60s' are the same actor, %s",
                          t->asked->who[0], t->asked->who[1],
                          ent_world_actor(t->world, actors[0])->name);
    return status == ENT_OK ? ent_history_of(t->world, NULL, actors, 2, t->asked->follow, &t->parties,
                                             t->error) : status;
}

/* "NAME=USA,UKG" */
static ent_status find_list(telling *t)
{
    char name[64];
    int *actors;
    size_t count, length = strcspn(t->asked->who[0], "=");
    if (length == 0 || length >= sizeof name)
        return ent_fail(t->error, ENT_ERR_ARGUMENT,
                        "'%.60s': expected NAME=USA,UKG,... (a name of up to 63 bytes)",
                        t->asked->who[0]);
    memcpy(name, t->asked->who[0], length);
    name[length] = '\0';
    ent_status status = chosen_list(t->world, t->asked->who[0] + length + 1, t->asked->when, &actors,
                                    &count, t->error);
    if (status != ENT_OK)
        ent_error_context(t->error, "the bloc '%s'", name);
    if (status == ENT_OK)
        status = ent_history_of(t->world, name, actors, count, t->asked->follow, &t->parties, t->error);
    free(actors);
    return status;
}

static ent_status find_parties(telling *t)
{
    if (t->asked->who_count == 2)
        return find_pair(t);
    if (t->asked->who_count != 1)
        return ent_fail(t->error, ENT_ERR_ARGUMENT,
                        "a history is of a pair (RUS CHN) or of a bloc (cow:227, NAME=USA,UKG)");
    if (strchr(t->asked->who[0], '='))
        return find_list(t);
    ent_status status =
        ent_history_of_treaty(t->world, t->asked->who[0], t->asked->follow, &t->parties, t->error);
    if (status == ENT_ERR_INPUT && !strchr(t->asked->who[0], ':'))
        ent_error_context(t->error, "expected two actors (RUS CHN), a treaty (cow:227) or NAME=USA,UKG");
    return status;
}

/* ---- what the answer says of itself ---- */

static void add_day(telling *t, ent_json_value *table, const char *column, ent_day day)
{
    char text[11];
    bool open = day <= ENT_DAY_FIRST || day >= ENT_DAY_LAST;
    telling_put_text(t, table, column, open ? NULL : ent_day_format(day, text));
}

static void add_parties(telling *t)
{
    static const char *const columns[] = {"party", "actor", "name", "from", "to"};
    ent_json_value *table = ent_json_add_table(t->answer.json, t->answer.result, "parties", columns,
                                               ent_countof(columns));
    for (size_t i = 0; i < t->parties.count; i++) {
        const ent_history_party *party = &t->parties.items[i];
        const ent_actor *actor = ent_world_actor(t->world, party->actor);
        telling_put_count(t, table, "party", party->party + 1);
        telling_put_text(t, table, "actor", telling_abb(t, party->actor));
        telling_put_text(t, table, "name", actor ? actor->name : NULL);
        add_day(t, table, "from", party->when.from);
        add_day(t, table, "to", party->when.to);
    }
}

/* Does this event say that a party continues, or is continued by, an actor that was not followed? Returns
 * that actor. */
static int not_followed(const telling *t, const ent_event *event)
{
    const int *actors = t->history->actors + event->first;
    bool is_party[2] = {false, false};
    if (event->kind != ENT_EVENT_SUCCESSION || strcmp(event->succession, "continues") != 0)
        return 0;
    for (int k = 0; k < 2; k++)
        for (size_t i = 0; i < t->parties.count; i++)
            is_party[k] |= t->parties.items[i].actor == actors[k];
    return is_party[0] && is_party[1] ? 0 : actors[is_party[0] ? 1 : 0];
}

static void add_follow(telling *t)
{
    ent_json *json = t->answer.json;
    ent_json_value *follow = ent_json_add_object(json, t->answer.result, "succession");
    ent_json_add_boolean(json, follow, "followed", t->asked->follow);
    ent_json_add_text(json, follow, "rule", t->asked->follow
        ? "a state and the one that it continues are one party (GMY with GFR till 1990-10-02)"
        : "each actor is what its own code covers (RUS the USSR, GMY not GFR); --follow joins those that "
          "continue each other");
    ent_json_value *list = ent_json_add_list(json, follow, "not_followed");
    for (size_t i = 0; i < t->history->count; i++) {
        int actor = not_followed(t, &t->history->events[i]);
        if (actor)
            ent_json_add_text(json, list, NULL, telling_abb(t, actor));
    }
}

static void put_source(telling *t, ent_json_value *table, const ent_history_source *source)
{
    telling_put_text(t, table, "kind", ent_event_kind_word(source->kind));
    telling_put_text(t, table, "name", source->series.name);
    telling_put_text(t, table, "source", source->series.source);
    add_day(t, table, "from", source->series.covers.from);
    add_day(t, table, "to", source->series.covers.to);
}

/* What was read, what else there is, and which days of the period the sources do not cover. */
static void add_sources(telling *t)
{
    static const char *const columns[] = {"kind", "name", "source", "from", "to"};
    ent_json *json = t->answer.json;
    ent_json_value *used = ent_json_add_table(json, t->answer.result, "sources", columns, 5);
    ent_json_value *others = ent_json_add_table(json, t->answer.result, "other_sources", columns, 5);
    ent_json_value *outside = ent_json_add_table(json, t->answer.result, "source_gaps", columns, 5);
    ent_span when = t->history->when;
    for (size_t i = 0; i < t->history->source_count; i++) {
        ent_history_source source = t->history->sources[i];
        ent_span covers = source.series.covers;
        put_source(t, source.used ? used : others, &source);
        if (!source.used)
            continue;
        if (source.kind != ENT_EVENT_WAR && source.kind != ENT_EVENT_MEMBER && !t->asked->sources &&
            !(source.kind == ENT_EVENT_PASSING && t->asked->measure))
            answer_add_resolved(&t->answer, t->world, source.series.kind, source.series.name,
                                source.series.source);
        source.series.covers = (ent_span){when.from, covers.from - 1};
        if (covers.from > when.from)
            put_source(t, outside, &source);
        source.series.covers = (ent_span){covers.to + 1, when.to};
        if (covers.to < when.to)
            put_source(t, outside, &source);
    }
}

/* How many years of the parties have no value, how many events are in doubt. */
static void add_missing(telling *t)
{
    const ent_history *h = t->history;
    ent_json *json = t->answer.json;
    long long missing = 0, wanted = 0, marked = 0, doubted = 0;
    for (size_t at = 0; at < h->year_count * (size_t)h->party_count; at++) {
        wanted += h->actor[at] != 0;
        missing += h->actor[at] != 0 && isnan(h->power[at]);
        doubted += h->doubt[at] != 0;
    }
    for (size_t i = 0; i < h->count; i++)
        marked += (h->events[i].marks & ENT_MARKS_DOUBT) != 0 &&
                  (!h->events[i].outside || t->asked->outsiders);
    ent_json_value *object = ent_json_add_object(json, t->answer.result, "missing");
    ent_json_add_integer(json, object, "power", missing);
    ent_json_add_integer(json, object, "of", wanted);
    ent_json_add_text(json, object, "treatment",
                      "null in its year, left out of sums and shares; never read as zero");
    ent_json_add_integer(json, t->answer.result, "marked", marked);
    ent_json_add_integer(json, t->answer.result, "marked_power", doubted);
}

/* The attribute that power is measured by; NULL if the world has none. */
static const char *measure_of(const telling *t)
{
    for (size_t i = 0; i < t->history->source_count; i++)
        if (t->history->sources[i].kind == ENT_EVENT_PASSING && t->history->sources[i].used)
            return t->history->sources[i].series.name;
    return NULL;
}

static void add_head(telling *t)
{
    ent_json *json = t->answer.json;
    ent_json_value *result = t->answer.result;
    ent_json_add_text(json, result, "about", t->parties.is_bloc ? "bloc" : "pair");
    ent_json_add_text(json, result, "name", t->parties.is_bloc ? t->parties.name : NULL);
    add_parties(t);
    answer_add_span(&t->answer, result, "period", t->history->when);
    ent_json_add_text(json, result, "rule",
                      "an event is told whole if any of its days lies in the period; by year it counts if it "
                      "holds on any day; null is not covered, 0 is none");
    ent_json_add_text(json, result, "measure", measure_of(t));
    ent_json_add_boolean(json, result, "outsiders", t->asked->outsiders);
    add_follow(t);
    add_sources(t);
    add_missing(t);
}

static ent_status choose_table(telling *t)
{
    const char *asked = t->asked->table ? t->asked->table : "events";
    bool shares = strcmp(asked, "shares") == 0;
    if (strcmp(asked, "events") != 0 && strcmp(asked, "years") != 0 && !shares)
        return ent_fail(t->error, ENT_ERR_ARGUMENT,
                        "--table '%.40s' is unknown; expected events, years, shares", asked);
    if (shares && !t->parties.is_bloc)
        return ent_fail(t->error, ENT_ERR_ARGUMENT, "shares are of a bloc, not of a pair");
    if (t->asked->outsiders && !t->parties.is_bloc)
        return ent_fail(t->error, ENT_ERR_ARGUMENT, "--outsiders goes with a bloc");
    ent_json_add_text(t->answer.json, t->answer.result, "main", asked);
    return ENT_OK;
}

/* ---- all ---- */

static ent_status tell(telling *t)
{
    const ent_history_options options = {.when = t->asked->when, .sources = t->asked->sources,
                                         .all = t->asked->all, .measure = t->asked->measure};
    ent_status status = find_parties(t);
    if (status == ENT_OK)
        status = choose_table(t);
    if (status == ENT_OK)
        status = ent_history_read(t->world, &t->parties, &options, &t->history, t->error);
    if (status != ENT_OK)
        return status;
    add_head(t);
    status = telling_add_events(t);
    if (status == ENT_OK)
        status = telling_add_years(t);
    return status == ENT_OK ? telling_add_shares(t) : status;
}

ent_status ent_history_report(ent_world *world, const char *path, const ent_history_tell *asked,
                              ent_json **out, ent_error *error)
{
    telling t = {.world = world, .asked = asked, .error = error};
    *out = NULL;
    ent_status status = answer_begin(&t.answer, "history", error);
    if (status != ENT_OK)
        return status;
    status = answer_input_world(&t.answer, world, path, error);
    if (status == ENT_OK)
        status = tell(&t);
    ent_history_free(t.history);
    ent_history_parties_clear(&t.parties);
    return answer_end(&t.answer, status, out, error);
}
