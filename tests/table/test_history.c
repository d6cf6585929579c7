/* The stories of a made-up world, told by heart: see story_world.h. */
#include "table/story_world.h"

#include "entente/history.h"

static ent_world *world;

static int open_world(void **state)
{
    world = story_world();
    return 0;
}

static int close_world(void **state)
{
    ent_world_close(world);
    return 0;
}

/* ---- asking ---- */

static ent_history *read_story(const ent_history_parties *parties, ent_history_options options)
{
    ent_history *history;
    ent_error error = {0};
    if (options.when.from == 0)
        options.when = (ent_span){ENT_DAY_FIRST, ENT_DAY_LAST};
    ent_assert_ok(ent_history_read(world, parties, &options, &history, &error), &error);
    return history;
}

static ent_history *story_of_pair(int a, int b, bool follow, ent_history_options options)
{
    ent_history_parties parties;
    ent_error error = {0};
    int actors[] = {a, b};
    ent_assert_ok(ent_history_of(world, NULL, actors, 2, follow, &parties, &error), &error);
    ent_history *history = read_story(&parties, options);
    ent_history_parties_clear(&parties);
    return history;
}

static ent_history *story_of_treaty(const char *code, bool follow)
{
    ent_history_parties parties;
    ent_error error = {0};
    ent_assert_ok(ent_history_of_treaty(world, code, follow, &parties, &error), &error);
    ent_history *history = read_story(&parties, (ent_history_options){0});
    ent_history_parties_clear(&parties);
    return history;
}

/* The nth event of a kind; NULL past the end. */
static const ent_event *event_of(const ent_history *h, ent_event_kind kind, size_t n)
{
    for (size_t i = 0; i < h->count; i++)
        if (h->events[i].kind == kind && n-- == 0)
            return &h->events[i];
    return NULL;
}

static void check_span(const ent_event *event, ent_day from, ent_day to)
{
    assert_non_null(event);
    assert_int_equal(event->span.from, from);
    assert_int_equal(event->span.to, to);
}

/* "who,other": actors as letters. */
static void check_actors(const ent_history *h, const ent_event *event, const char *text)
{
    char found[40];
    size_t at = 0;
    assert_non_null(event);
    for (size_t i = 0; i < event->who_count + event->other_count; i++) {
        if (i == event->who_count)
            found[at++] = ',';
        found[at++] = (char)('A' + h->actors[event->first + i] - 1);
    }
    found[at] = '\0';
    assert_string_equal(found, text);
}

static const char *source_of(const ent_history *h, const ent_event *event)
{
    return h->sources[event->source].series.source;
}

/* ---- pacts ---- */

static void a_pact_holds_while_both_are_in_it_and_says_what_changes(void **state)
{
    ent_history *h = story_of_pair(A, B, false, (ent_history_options){0});
    const ent_event *first = event_of(h, ENT_EVENT_PACT, 0), *second = event_of(h, ENT_EVENT_PACT, 1);
    check_span(first, day(1912, 2, 1), day(1919, 12, 31));
    assert_int_equal(first->begins, ENT_BEGINS_JOINED); /* the treaty is of 1910 */
    assert_int_equal(first->ends, ENT_ENDS_CHANGED);
    assert_int_equal(first->obligations[0], ENT_DEFENSE);
    assert_int_equal(first->obligations[1], ENT_CONSULTATION);
    check_span(second, day(1920, 1, 1), day(1930, 5, 6));
    assert_int_equal(second->begins, ENT_BEGINS_CHANGED);
    assert_int_equal(second->ends, ENT_ENDS);
    assert_int_equal(second->obligations[1], ENT_DEFENSE);
    check_actors(h, first, "A,B");
    ent_history_free(h);
}

static void who_leaves_a_pact_is_not_its_end(void **state)
{
    ent_history *h = story_of_pair(A, B, false, (ent_history_options){0});
    const ent_event *pact = event_of(h, ENT_EVENT_PACT, 2);
    check_span(pact, day(1935, 1, 1), day(1940, 12, 31));
    assert_int_equal(pact->begins, ENT_BEGINS_SIGNED);
    assert_int_equal(pact->ends, ENT_ENDS_LEFT);
    assert_null(event_of(h, ENT_EVENT_PACT, 3)); /* nothing of D */
    ent_history_free(h);
}

static void the_end_of_the_data_is_no_end(void **state)
{
    ent_history *h = story_of_pair(A, D, false, (ent_history_options){0});
    const ent_event *pact = event_of(h, ENT_EVENT_PACT, 0);
    check_span(pact, day(1950, 1, 1), day(1999, 12, 31));
    assert_int_equal(pact->ends, ENT_ENDS_DATA);
    assert_int_equal(event_of(h, ENT_EVENT_STATE, 0)->ends, ENT_ENDS_DATA); /* D enters, and stays */
    assert_null(event_of(h, ENT_EVENT_STATE, 1));                          /* of A nothing changes */
    ent_history_free(h);
}

static void a_treaty_may_except_two_of_its_members_from_each_other(void **state)
{
    ent_history *h = story_of_pair(A, C, false, (ent_history_options){0});
    check_span(event_of(h, ENT_EVENT_PACT, 0), day(1960, 1, 1), day(1969, 12, 31));
    check_span(event_of(h, ENT_EVENT_PACT, 1), day(1971, 1, 1), day(1980, 12, 31));
    check_actors(h, event_of(h, ENT_EVENT_PACT, 1), "A,C");
    assert_null(event_of(h, ENT_EVENT_PACT, 2));
    ent_history_free(h);
}

/* ---- successions ---- */

static void a_succession_is_followed_on_its_days_only(void **state)
{
    ent_history *h = story_of_pair(A, D, true, (ent_history_options){0});
    assert_int_equal(event_of(h, ENT_EVENT_PACT, 0)->obligations[1], ENT_CONSULTATION); /* B's */
    const ent_event *last = event_of(h, ENT_EVENT_PACT, 3);
    check_span(last, day(1950, 1, 1), day(1999, 12, 31));
    assert_int_equal(last->begins, ENT_BEGINS_JOINED);
    check_actors(h, last, "A,D");
    assert_string_equal(event_of(h, ENT_EVENT_SUCCESSION, 0)->succession, "continues");
    assert_int_equal(h->actor[2 * (1930 - 1900) + 1], B);
    assert_int_equal(h->actor[2 * (1945 - 1900) + 1], 0); /* neither is there */
    assert_int_equal(h->actor[2 * (1960 - 1900) + 1], D);
    ent_history_free(h);
    h = story_of_pair(A, B, false, (ent_history_options){0});
    assert_int_equal(h->actor[2 * (1960 - 1900) + 1], 0);
    ent_history_free(h);
}

static void a_split_is_told_and_not_followed(void **state)
{
    ent_history *h = story_of_pair(A, C, true, (ent_history_options){0});
    const ent_event *split = event_of(h, ENT_EVENT_SUCCESSION, 0);
    check_span(split, day(1920, 1, 1), day(1920, 1, 1));
    check_actors(h, split, "C,E");
    assert_string_equal(split->succession, "splits");
    assert_int_equal(event_of(h, ENT_EVENT_PACT, 0)->span.from, day(1960, 1, 1)); /* p:4 is of E */
    ent_history_free(h);
}

/* ---- disputes and wars ---- */

static void a_dispute_told_by_year_is_one_event(void **state)
{
    ent_history *h = story_of_pair(A, B, false, (ent_history_options){0});
    const ent_event *first = event_of(h, ENT_EVENT_DISPUTE, 0);
    const ent_event *second = event_of(h, ENT_EVENT_DISPUTE, 1);
    check_span(first, day(1914, 2, 3), day(1914, 6, 7));
    assert_int_equal(first->level, 3); /* between these two, not 4 */
    assert_int_equal(first->action, 16);
    assert_int_equal(first->fatality, 2);
    check_actors(h, first, "A,B");
    check_span(second, day(1918, 11, 1), day(1919, 12, 31));
    assert_int_equal(second->level, 3);
    assert_int_equal(second->action, ENT_EVENT_UNKNOWN);
    assert_int_equal(second->marks, ENT_MARK_FROM_WIDENED | ENT_MARK_TO_WIDENED);
    assert_null(event_of(h, ENT_EVENT_DISPUTE, 2));
    ent_history_free(h);
}

static void wars_are_of_each_data_set_in_its_preferred_version(void **state)
{
    ent_history *h = story_of_pair(A, C, false, (ent_history_options){0});
    const ent_event *together = event_of(h, ENT_EVENT_WAR, 0), *against = event_of(h, ENT_EVENT_WAR, 1);
    check_span(together, day(1914, 5, 1), day(1914, 6, 7)); /* when both are in it */
    assert_true(together->together);
    assert_string_equal(source_of(h, together), "wars-near-2.0");
    assert_false(against->together);
    assert_string_equal(source_of(h, against), "wars-far-1.0");
    assert_null(event_of(h, ENT_EVENT_WAR, 2));
    ent_history_free(h);
    h = story_of_pair(A, B, false, (ent_history_options){.all = true});
    assert_string_equal(source_of(h, event_of(h, ENT_EVENT_WAR, 1)), "wars-near-1.0");
    ent_history_free(h);
}

/* ---- sources ---- */

static void sources_stand_side_by_side_or_are_chosen(void **state)
{
    ent_history *h = story_of_pair(A, B, false, (ent_history_options){.all = true});
    assert_string_equal(source_of(h, event_of(h, ENT_EVENT_PACT, 0)), "others-2.0"); /* 1911 */
    assert_string_equal(source_of(h, event_of(h, ENT_EVENT_PACT, 1)), "pacts-1.0");
    assert_string_equal(source_of(h, event_of(h, ENT_EVENT_DISPUTE, 0)), "months-1.0");
    assert_string_equal(source_of(h, event_of(h, ENT_EVENT_DISPUTE, 1)), "fights-1.0");
    ent_history_free(h);
    h = story_of_pair(A, B, false, (ent_history_options){.sources = "others, months"});
    check_span(event_of(h, ENT_EVENT_PACT, 0), day(1911, 1, 1), day(1929, 12, 31));
    assert_null(event_of(h, ENT_EVENT_PACT, 1));
    assert_string_equal(source_of(h, event_of(h, ENT_EVENT_DISPUTE, 0)), "months-1.0");
    assert_string_equal(source_of(h, event_of(h, ENT_EVENT_RIVALRY, 0)), "rivals-1.0");
    ent_history_free(h);
}

/* ---- the rest of a pair ---- */

static void rivalry_border_and_rank_are_told(void **state)
{
    ent_history *h = story_of_pair(A, B, false, (ent_history_options){0});
    const ent_event *rivalry = event_of(h, ENT_EVENT_RIVALRY, 0);
    check_span(rivalry, day(1905, 1, 1), day(1936, 12, 31));
    assert_string_equal(ent_world_phrase(world, rivalry->text), "spatial");
    assert_int_equal(event_of(h, ENT_EVENT_CONTIGUITY, 0)->level, 2);
    assert_int_equal(event_of(h, ENT_EVENT_CONTIGUITY, 1)->level, 1);
    assert_int_equal(event_of(h, ENT_EVENT_CONTIGUITY, 1)->ends, ENT_ENDS_DATA);
    check_span(event_of(h, ENT_EVENT_MAJOR, 0), day(1910, 1, 1), day(1930, 12, 31));
    check_span(event_of(h, ENT_EVENT_STATE, 0), day(1900, 1, 1), day(1940, 12, 31));
    assert_int_equal(event_of(h, ENT_EVENT_STATE, 0)->begins, ENT_BEGINS_DATA);
    ent_history_free(h);
}

static void one_passes_the_other_once(void **state)
{
    ent_history *h = story_of_pair(A, B, false, (ent_history_options){0});
    const ent_event *passing = event_of(h, ENT_EVENT_PASSING, 0);
    check_span(passing, day(1925, 1, 1), day(1925, 12, 31));
    check_actors(h, passing, "B,A");
    assert_int_equal(passing->level, 1924);
    assert_null(event_of(h, ENT_EVENT_PASSING, 1)); /* the missing value of 1926 is no zero */
    ent_assert_number(h->power[2 * 26 + 1], (double)NAN, 0);
    ent_assert_number(h->world_power[26], .2, 1e-15);
    ent_assert_number(h->world_power[25], .5, 1e-15);
    ent_assert_number(h->world_power[99], (double)NAN, 0); /* values end in 1998 */
    ent_history_free(h);
}

static void a_period_chooses_events_and_does_not_cut_them(void **state)
{
    ent_span when = days(1915, 1919);
    ent_history *h = story_of_pair(A, B, false, (ent_history_options){.when = when});
    check_span(event_of(h, ENT_EVENT_PACT, 0), day(1912, 2, 1), day(1919, 12, 31));
    assert_null(event_of(h, ENT_EVENT_PACT, 1));
    assert_int_equal(event_of(h, ENT_EVENT_DISPUTE, 0)->span.from, day(1918, 11, 1));
    assert_null(event_of(h, ENT_EVENT_MAJOR, 0)); /* nothing of it changes then */
    assert_int_equal(h->year_count, 5);
    ent_history_free(h);
}

static void events_stand_in_the_order_of_their_days(void **state)
{
    ent_history *h = story_of_pair(A, B, true, (ent_history_options){.all = true});
    for (size_t i = 1; i < h->count; i++)
        assert_true(h->events[i - 1].span.from <= h->events[i].span.from);
    ent_history_free(h);
}

/* ---- blocs ---- */

static void members_of_a_treaty_count_while_they_are_bound(void **state)
{
    ent_history *h = story_of_treaty("p:1", false);
    check_span(event_of(h, ENT_EVENT_MEMBER, 0), day(1910, 3, 4), day(1930, 5, 6));
    assert_int_equal(event_of(h, ENT_EVENT_MEMBER, 0)->begins, ENT_BEGINS_SIGNED);
    assert_int_equal(event_of(h, ENT_EVENT_MEMBER, 1)->begins, ENT_BEGINS_JOINED);
    assert_null(event_of(h, ENT_EVENT_PACT, 0)); /* its own treaty is none within; the others are later */
    check_span(event_of(h, ENT_EVENT_RIVALRY, 0), day(1905, 1, 1), day(1936, 12, 31));
    assert_int_equal(h->first_year, 1910);
    assert_int_equal(h->year_count, 21);
    assert_int_equal(h->actor[1], 0); /* B in 1910 */
    assert_int_equal(h->actor[2 * 2 + 1], B);
    ent_history_free(h);
}

static void what_a_bloc_has_with_outsiders_is_set_apart(void **state)
{
    ent_history *h = story_of_treaty("p:1", false);
    size_t within = 0, outside = 0;
    for (size_t n = 0; event_of(h, ENT_EVENT_DISPUTE, n); n++) {
        const ent_event *event = event_of(h, ENT_EVENT_DISPUTE, n);
        within += !event->outside;
        outside += event->outside;
        if (event->outside)
            check_actors(h, event, "A,C"); /* the member first */
        else if (within == 1)
            check_actors(h, event, "B,A"); /* side A first */
    }
    assert_int_equal(within, 2);
    assert_int_equal(outside, 1);
    assert_true(event_of(h, ENT_EVENT_WAR, 1)->outside); /* A against C in 1925 */
    ent_history_free(h);
}

static void a_list_is_a_bloc_at_all_times(void **state)
{
    ent_history_parties parties;
    ent_error error = {0};
    const int actors[] = {A, B, C};
    ent_assert_ok(ent_history_of(world, "ABC", actors, 3, false, &parties, &error), &error);
    ent_history *h = read_story(&parties, (ent_history_options){0});
    size_t outside = 0;
    for (size_t n = 0; event_of(h, ENT_EVENT_PACT, n); n++)
        outside += event_of(h, ENT_EVENT_PACT, n)->outside;
    /* p:1 (one run, whatever is owed) and p:2 within; p:3, p:4 with E, and p:2 has no row beside */
    assert_int_equal(outside, 2);
    check_actors(h, event_of(h, ENT_EVENT_PACT, 0), "C,E");
    assert_int_equal(event_of(h, ENT_EVENT_PACT, 0)->marks, ENT_MARK_UNVERIFIED);
    check_actors(h, event_of(h, ENT_EVENT_PACT, 2), "AB");
    check_span(event_of(h, ENT_EVENT_PACT, 2), day(1912, 2, 1), day(1930, 5, 6));
    check_actors(h, event_of(h, ENT_EVENT_DISPUTE, 0), "BC,A"); /* f:1 by its sides */
    assert_null(event_of(h, ENT_EVENT_CONTIGUITY, 0));
    assert_null(event_of(h, ENT_EVENT_PASSING, 0));
    ent_history_free(h);
    ent_history_parties_clear(&parties);
}

static void a_member_and_whom_it_continues_are_one_party(void **state)
{
    ent_history_parties parties;
    ent_error error = {0};
    ent_assert_ok(ent_history_of_treaty(world, "p:2", false, &parties, &error), &error);
    assert_int_equal(parties.party_count, 3);
    ent_history_parties_clear(&parties);
    ent_assert_ok(ent_history_of_treaty(world, "p:2", true, &parties, &error), &error);
    assert_int_equal(parties.party_count, 2);
    assert_int_equal(parties.items[1].party, parties.items[2].party);
    ent_history_parties_clear(&parties);
}

/* ---- refusals ---- */

static void wrong_parties_are_refused(void **state)
{
    ent_history_parties parties;
    ent_error error = {0};
    const int same[] = {A, A}, followed[] = {B, D};
    ent_assert_fails(ent_history_of(world, NULL, same, 2, false, &parties, &error), &error,
                     ENT_ERR_INPUT, "A is named twice");
    assert_null(parties.items);
    ent_assert_fails(ent_history_of(world, NULL, followed, 2, true, &parties, &error), &error,
                     ENT_ERR_INPUT, "B and D are one, since successions are followed");
    ent_assert_fails(ent_history_of(world, "X", same, 1, false, &parties, &error), &error,
                     ENT_ERR_INPUT, "the bloc 'X' has fewer than two members");
    ent_assert_fails(ent_history_of_treaty(world, "f:1", false, &parties, &error), &error, ENT_ERR_INPUT,
                     "'f:1' is a conflict; a bloc is a treaty (cow:227), an organisation (igo:un) or "
                     "NAME=USA,UKG");
    ent_assert_fails(ent_history_of_treaty(world, "p:9", false, &parties, &error), &error, ENT_ERR_INPUT,
                     "there is no treaty 'p:9'; did you mean one of p:1, p:2, p:3, p:4, p:5?");
}

static void fails_story(ent_history_options options, const char *message)
{
    ent_history *history;
    ent_history_parties parties;
    ent_error error = {0};
    const int actors[] = {A, B};
    ent_assert_ok(ent_history_of(world, NULL, actors, 2, false, &parties, &error), &error);
    ent_assert_fails(ent_history_read(world, &parties, &options, &history, &error), &error, ENT_ERR_INPUT,
                     message);
    assert_null(history);
    ent_history_parties_clear(&parties);
}

static void wrong_periods_and_sources_are_refused(void **state)
{
    fails_story((ent_history_options){.when = days(2030, 2040)},
                "nothing of 2030-01-01 to 2040-12-31 is covered: the sources reach from 1900-01-01 to "
                "1999-12-31");
    fails_story((ent_history_options){.when = days(1900, 1910), .sources = "pacts,nowhere"},
                "no kind of event has a source 'nowhere'; there are pacts-1.0, others-2.0, fights-1.0, "
                "months-1.0, wars-near-2.0, wars-near-1.0, wars-far-1.0, rivals-1.0");
    fails_story((ent_history_options){.when = days(1900, 1910), .measure = "gold"},
                "there is no attribute 'gold'; the world has cinc");
}

/* ---- memory ---- */

static ent_status tell(void *context, ent_error *error)
{
    const int actors[] = {A, D};
    ent_history_parties parties;
    ent_history *history = NULL;
    const ent_history_options options = {.when = days(1900, 1930), .all = true};
    ent_status status = ent_history_of(world, NULL, actors, 2, true, &parties, error);
    if (status == ENT_OK)
        status = ent_history_read(world, &parties, &options, &history, error);
    if (status != ENT_OK)
        assert_null(history);
    ent_history_free(history);
    ent_history_parties_clear(&parties);
    return status;
}

static ent_status tell_treaty(void *context, ent_error *error)
{
    ent_history_parties parties;
    ent_history *history = NULL;
    const ent_history_options options = {.when = {ENT_DAY_FIRST, ENT_DAY_LAST},
                                         .sources = "pacts,fights"};
    ent_status status = ent_history_of_treaty(world, "p:2", true, &parties, error);
    if (status == ENT_OK)
        status = ent_history_read(world, &parties, &options, &history, error);
    if (status != ENT_OK)
        assert_null(history);
    ent_history_free(history);
    ent_history_parties_clear(&parties);
    return status;
}

static void histories_survive_failing_memory(void **state)
{
    ent_sweep(tell, NULL);
    ent_sweep(tell_treaty, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pact_holds_while_both_are_in_it_and_says_what_changes),
        cmocka_unit_test(who_leaves_a_pact_is_not_its_end),
        cmocka_unit_test(the_end_of_the_data_is_no_end),
        cmocka_unit_test(a_treaty_may_except_two_of_its_members_from_each_other),
        cmocka_unit_test(a_succession_is_followed_on_its_days_only),
        cmocka_unit_test(a_split_is_told_and_not_followed),
        cmocka_unit_test(a_dispute_told_by_year_is_one_event),
        cmocka_unit_test(wars_are_of_each_data_set_in_its_preferred_version),
        cmocka_unit_test(sources_stand_side_by_side_or_are_chosen),
        cmocka_unit_test(rivalry_border_and_rank_are_told),
        cmocka_unit_test(one_passes_the_other_once),
        cmocka_unit_test(a_period_chooses_events_and_does_not_cut_them),
        cmocka_unit_test(events_stand_in_the_order_of_their_days),
        cmocka_unit_test(members_of_a_treaty_count_while_they_are_bound),
        cmocka_unit_test(what_a_bloc_has_with_outsiders_is_set_apart),
        cmocka_unit_test(a_list_is_a_bloc_at_all_times),
        cmocka_unit_test(a_member_and_whom_it_continues_are_one_party),
        cmocka_unit_test(wrong_parties_are_refused),
        cmocka_unit_test(wrong_periods_and_sources_are_refused),
        cmocka_unit_test(histories_survive_failing_memory),
    };
    return cmocka_run_group_tests(tests, open_world, close_world);
}
