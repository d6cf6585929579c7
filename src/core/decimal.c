/* Most numbers in data are short decimals: 0.397, 1234.5. A number v is one with k decimals if the integer
 * r nearest to v * 10^k gives v back when divided by 10^k: r and 10^k are exact (r below 2^53, k up to 22), and
 * a division of exact numbers is rounded as a reader rounds the text "r * 10^-k" (IEEE 754). What is no such
 * decimal is written with 17 digits, which always read back. */
#include "core/decimal.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const double powers[] = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11,
                                1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
enum { DECIMALS_MAX = 22 };
static const double exact_max = 9007199254740992.0; /* 2^53 */

/* The digits of a number, last one first. */
static size_t digits_of(unsigned long long value, char digits[24])
{
    size_t count = 0;
    do {
        digits[count++] = (char)('0' + value % 10);
        value /= 10;
    } while (value);
    return count;
}

size_t ent_decimal_integer(long long value, char *out)
{
    char digits[24];
    size_t length = 0;
    unsigned long long size = value < 0 ? 0ULL - (unsigned long long)value : (unsigned long long)value;
    size_t count = digits_of(size, digits);
    if (value < 0)
        out[length++] = '-';
    while (count)
        out[length++] = digits[--count];
    return length;
}

/* scaled / 10^decimals */
static size_t write_decimal(bool negative, unsigned long long scaled, size_t decimals, char *out)
{
    char digits[24];
    size_t length = 0, count = digits_of(scaled, digits);
    if (negative)
        out[length++] = '-';
    if (count <= decimals)
        out[length++] = '0';
    while (count > decimals)
        out[length++] = digits[--count];
    out[length++] = '.';
    for (size_t i = decimals; i > 0; i--)
        out[length++] = i > count ? '0' : digits[i - 1];
    return length;
}

size_t ent_decimal(double value, char *out)
{
    double size = fabs(value);
    if (isnan(value))
        return 0;
    if (size < exact_max && size == floor(size))
        return ent_decimal_integer((long long)value, out);
    for (size_t k = 1; k <= DECIMALS_MAX && size * powers[k] < exact_max; k++) {
        double scaled = rint(size * powers[k]);
        if (scaled / powers[k] == size)
            return write_decimal(value < 0, (unsigned long long)scaled, k, out);
    }
    char text[ENT_DECIMAL_MAX];
    size_t length = (size_t)snprintf(text, sizeof text, "%.17g", value);
    memcpy(out, text, length);
    return length;
}
