#include "support.h"

#include "core/decimal.h"
#include "core/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *written(double value)
{
    static char text[ENT_DECIMAL_MAX + 1];
    size_t length = ent_decimal(value, text);
    assert_true(length <= ENT_DECIMAL_MAX);
    text[length] = '\0';
    return text;
}

static void decimals_are_written_as_short_as_they_are(void **state)
{
    static const struct {
        double value;
        const char *text;
    } cases[] = {{0, "0"}, {-7, "-7"}, {1234567890123, "1234567890123"}, {.5, "0.5"}, {-.25, "-0.25"},
                 {.1, "0.1"}, {0.39697491, "0.39697491"}, {612.125, "612.125"}, {2.4380893e-7, "0.00000024380893"},
                 {38.000001, "38.000001"}, {1e-300, "1e-300"}, {1e300, "1.0000000000000001e+300"},
                 {1.0 / 3, "0.3333333333333333"}, {1 - 2 * 8.0 / 18, "0.11111111111111116"}, {-0.0, "0"}};
    for (size_t i = 0; i < ent_countof(cases); i++)
        assert_string_equal(written(cases[i].value), cases[i].text);
    assert_string_equal(written((double)NAN), "");
}

static double draw(uint64_t *seed)
{
    double value;
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    uint64_t bits = *seed ^ *seed >> 29;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static void what_is_written_reads_back_as_the_same_number(void **state)
{
    uint64_t seed = 42;
    for (int i = 0; i < 200000; i++) {
        double any = draw(&seed), decimal = floor(fmod(fabs(any), 1e9)) / pow(10, i % 12);
        double share = (double)(i * 7919 % 100003) / 100003;
        const double values[] = {any, decimal, -decimal, share, 1 - 2 * share};
        for (size_t k = 0; k < ent_countof(values); k++)
            if (isfinite(values[k]))
                assert_true(strtod(written(values[k]), NULL) == values[k]);
    }
}

static void integers_of_all_sizes_are_written(void **state)
{
    static const struct {
        long long value;
        const char *text;
    } cases[] = {{0, "0"}, {-1, "-1"}, {INT64_MAX, "9223372036854775807"}, {INT64_MIN, "-9223372036854775808"}};
    for (size_t i = 0; i < ent_countof(cases); i++) {
        char text[ENT_DECIMAL_MAX + 1];
        text[ent_decimal_integer(cases[i].value, text)] = '\0';
        assert_string_equal(text, cases[i].text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decimals_are_written_as_short_as_they_are),
        cmocka_unit_test(what_is_written_reads_back_as_the_same_number),
        cmocka_unit_test(integers_of_all_sizes_are_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
