#include "report/number.h"

#include "core/memory.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const char minus[] = "\xE2\x88\x92"; /* U+2212 */

static char *no_data(char text[NUMBER_SIZE])
{
    snprintf(text, NUMBER_SIZE, "no data");
    return text;
}

/* A number from 0 with `decimals`, its thousands parted by commas. */
static void write_grouped(double value, int decimals, char text[NUMBER_SIZE])
{
    char digits[NUMBER_SIZE];
    snprintf(digits, sizeof digits, "%.*f", decimals, value);
    size_t whole = strcspn(digits, "."), used = 0;
    for (size_t i = 0; digits[i] && used + 3 < NUMBER_SIZE; i++) {
        if (i > 0 && i < whole && (whole - i) % 3 == 0)
            text[used++] = ',';
        text[used++] = digits[i];
    }
    text[used] = '\0';
}

/* "2.07 × 10¹⁸" */
static void write_power(double value, char text[NUMBER_SIZE])
{
    static const char *const raised[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
    char digits[NUMBER_SIZE];
    snprintf(digits, sizeof digits, "%.2e", value);
    char *e = strchr(digits, 'e');
    int used = snprintf(text, NUMBER_SIZE, "%.*s × 10%s", (int)(e - digits), digits,
                        e[1] == '-' ? "⁻" : "");
    const char *power = e + 2 + strspn(e + 2, "0");
    for (; *power; power++)
        used += snprintf(text + used, NUMBER_SIZE - (size_t)used, "%s", raised[*power - '0']);
}

/* Decimals that make three significant digits of a number below 1000. */
static int decimals_of(double value)
{
    return value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
}

static void write_quantity(double value, char text[NUMBER_SIZE])
{
    static const struct {
        double factor;
        const char *word;
    } scales[] = {{1e6, "million"}, {1e9, "billion"}, {1e12, "trillion"}};
    if (value == 0)
        snprintf(text, NUMBER_SIZE, "0");
    else if (isinf(value))
        snprintf(text, NUMBER_SIZE, "infinite");
    else if (value < 999999.5 && (value >= 999.5 || value == floor(value)))
        write_grouped(value, 0, text);
    else if (value < 1e-3 || value >= 999.5e12)
        write_power(value, text);
    else if (value < 1)
        snprintf(text, NUMBER_SIZE, "%.3g", value);
    else if (value < 999.5)
        snprintf(text, NUMBER_SIZE, "%.*f", decimals_of(value), value);
    else
        for (size_t i = 0; i < ent_countof(scales); i++) {
            double scaled = value / scales[i].factor;
            if (scaled < 999.5) {
                snprintf(text, NUMBER_SIZE, "%.*f %s", decimals_of(scaled), scaled, scales[i].word);
                return;
            }
        }
}

/* Write the size of a number, with its sign in front. */
static char *write_signed(double value, void (*write)(double, char[NUMBER_SIZE]),
                          char text[NUMBER_SIZE])
{
    char size[NUMBER_SIZE];
    if (isnan(value))
        return no_data(text);
    write(fabs(value), size);
    snprintf(text, NUMBER_SIZE, "%s%s", value < 0 ? minus : "", size);
    return text;
}

char *number_quantity(double value, char text[NUMBER_SIZE])
{
    return write_signed(value, write_quantity, text);
}

static void write_percent(double share, char text[NUMBER_SIZE])
{
    double percent = 100 * share;
    int decimals = percent < 9.995 ? 2 : 1;
    if (percent == 0 || percent == 100)
        decimals = 0;
    if (percent > 0 && percent < .005)
        snprintf(text, NUMBER_SIZE, "<0.01 %%");
    else
        snprintf(text, NUMBER_SIZE, "%.*f %%", decimals, percent);
}

char *number_percent(double share, char text[NUMBER_SIZE])
{
    return write_signed(share, write_percent, text);
}

static void write_index(double value, char text[NUMBER_SIZE])
{
    int decimals = 3;
    for (double limit = .0995; value > 0 && value < limit && decimals < 7; limit /= 10)
        decimals++;
    snprintf(text, NUMBER_SIZE, "%.*f", value == 0 ? 0 : decimals, value);
    if (text[0] == '0' && text[1] == '.')
        memmove(text, text + 1, strlen(text));
}

char *number_index(double value, char text[NUMBER_SIZE])
{
    return write_signed(value, write_index, text);
}

static void write_given(double value, char text[NUMBER_SIZE])
{
    if (value >= 999999.5)
        write_quantity(value, text);
    else if (value == floor(value))
        write_grouped(value, 0, text);
    else
        snprintf(text, NUMBER_SIZE, "%.6g", value);
}

char *number_given(double value, char text[NUMBER_SIZE])
{
    return write_signed(value, write_given, text);
}

number_scale number_scale_for(double largest)
{
    if (largest >= 1e12)
        return (number_scale){1e12, "trillion ", 3};
    if (largest >= 1e9)
        return (number_scale){1e9, "billion ", 2};
    if (largest >= 1e6)
        return (number_scale){1e6, "million ", 2};
    return (number_scale){1, "", largest < 100 ? 2 : 0};
}

char *number_scaled(double value, number_scale scale, bool sign, char text[NUMBER_SIZE])
{
    char size[NUMBER_SIZE];
    if (isnan(value))
        return no_data(text);
    double scaled = fabs(value) / scale.factor, least = pow(10, -scale.decimals);
    if (scaled > 0 && scaled < least / 2)
        snprintf(size, sizeof size, "<%.*f", scale.decimals, least);
    else if (scaled < 1e15)
        write_grouped(scaled, scale.decimals, size);
    else
        write_quantity(scaled, size);
    snprintf(text, NUMBER_SIZE, "%s%s", value < 0 ? minus : sign && value > 0 ? "+" : "", size);
    return text;
}
