#include "support.h"

#include <string.h>

static void every_status_has_a_text_and_the_exit_code_of_the_command(void **state)
{
    static const struct {
        ent_status status;
        int exit;
        const char *text;
    } expected[] = {
        {ENT_OK, 0, "done"},
        {ENT_ERR_ARGUMENT, 2, "wrong use"},
        {ENT_ERR_INPUT, 2, "bad input"},
        {ENT_ERR_FILE, 3, "file"},
        {ENT_ERR_MEMORY, 3, "out of memory"},
        {ENT_ERR_CONVERGENCE, 3, "no convergence"},
        {ENT_ERR_STOPPED, 3, "stopped"},
        {ENT_ERR_BUG, 3, "a bug in entente"},
        {(ent_status)99, 3, "unknown status"},
    };
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        assert_string_equal(ent_status_text(expected[i].status), expected[i].text);
        assert_int_equal(ent_status_exit(expected[i].status), expected[i].exit);
    }
}

static void failing_writes_the_message_and_returns_the_code(void **state)
{
    ent_error error = {0};
    ent_assert_fails(ent_fail(&error, ENT_ERR_INPUT, "year '%s' is not %d", "19l4", 1914), &error,
                     ENT_ERR_INPUT, "year '19l4' is not 1914");
}

static void failing_without_an_error_to_fill_only_returns_the_code(void **state)
{
    assert_int_equal(ent_fail(NULL, ENT_ERR_FILE, "%s", "x"), ENT_ERR_FILE);
    ent_error_context(NULL, "reading '%s'", "a.csv");
}

static void a_context_goes_in_front_of_the_message_and_keeps_the_code(void **state)
{
    ent_error error = {0};
    ent_status status = ent_fail(&error, ENT_ERR_FILE, "no such file");
    ent_error_context(&error, "reading '%s'", "a.csv");
    ent_assert_fails(status, &error, ENT_ERR_FILE, "reading 'a.csv': no such file");
}

static void a_message_that_is_too_long_is_cut(void **state)
{
    char text[600] = {0};
    memset(text, 'm', sizeof text - 1);
    ent_error error;
    ent_fail(&error, ENT_ERR_INPUT, "%s", text);
    assert_int_equal(strlen(error.message), sizeof error.message - 1);
}

static void a_long_context_leaves_room_for_the_message(void **state)
{
    char text[600] = {0};
    memset(text, 'c', sizeof text - 1);
    ent_error error;
    ent_fail(&error, ENT_ERR_INPUT, "the message");
    ent_error_context(&error, "%s", text);
    assert_string_equal(error.message + 200, ": the message"); /* 200 letters of context are kept */
    memset(error.message, 'm', sizeof error.message - 1);
    ent_error_context(&error, "%s", text);
    assert_int_equal(strlen(error.message), sizeof error.message - 1);
}

/* A monitor that notes what it is told, and stops when half is done. */
typedef struct {
    double done;
    const char *what;
} told;

static void note(void *user, double done, const char *what)
{
    *(told *)user = (told){done, what};
}

static bool stop_at_half(void *user)
{
    return ((told *)user)->done >= 0.5;
}

static void a_monitor_is_told_how_far_the_work_is(void **state)
{
    told heard = {0};
    ent_error error = {0};
    ent_monitor monitor = {.user = &heard, .progress = note};
    ent_assert_ok(ent_monitor_step(&monitor, 0.75, "counting", &error), &error);
    ent_assert_number(heard.done, 0.75, 0);
    assert_string_equal(heard.what, "counting");
}

static void a_monitor_can_stop_the_work(void **state)
{
    told heard = {0};
    ent_error error = {0};
    ent_monitor monitor = {&heard, note, stop_at_half};
    ent_assert_ok(ent_monitor_step(&monitor, 0.49, "counting", &error), &error);
    ent_assert_fails(ent_monitor_step(&monitor, 0.5, "counting", &error), &error, ENT_ERR_STOPPED,
                     "stopped while counting; nothing was changed");
}

static void work_without_a_monitor_goes_on(void **state)
{
    ent_error error = {0};
    ent_assert_ok(ent_monitor_step(NULL, 0.5, "counting", &error), &error);
}

static void the_version_is_that_of_the_build(void **state)
{
    assert_string_equal(ent_version(), ENTENTE_VERSION);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_status_has_a_text_and_the_exit_code_of_the_command),
        cmocka_unit_test(failing_writes_the_message_and_returns_the_code),
        cmocka_unit_test(failing_without_an_error_to_fill_only_returns_the_code),
        cmocka_unit_test(a_context_goes_in_front_of_the_message_and_keeps_the_code),
        cmocka_unit_test(a_message_that_is_too_long_is_cut),
        cmocka_unit_test(a_long_context_leaves_room_for_the_message),
        cmocka_unit_test(a_monitor_is_told_how_far_the_work_is),
        cmocka_unit_test(a_monitor_can_stop_the_work),
        cmocka_unit_test(work_without_a_monitor_goes_on),
        cmocka_unit_test(the_version_is_that_of_the_build),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
