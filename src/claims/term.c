#include "claims/term.h"

#include <math.h>
#include <string.h>

static double least_of(const double values[4])
{
    double least = values[0];
    for (int i = 1; i < 4; i++)
        least = fmin(least, values[i]); /* fmin passes over NaN: 0 * INFINITY of an open range */
    return least;
}

static double greatest_of(const double values[4])
{
    double greatest = values[0];
    for (int i = 1; i < 4; i++)
        greatest = fmax(greatest, values[i]);
    return greatest;
}

static double times(double a, double b)
{
    return a == 0 || b == 0 ? 0 : a * b; /* also of an open end */
}

static void multiply(term *a, double low, double high)
{
    const double corners[] = {times(a->low, low), times(a->low, high), times(a->high, low),
                              times(a->high, high)};
    a->low = least_of(corners);
    a->high = greatest_of(corners);
}

void term_calculate(term *a, char op, const term *b)
{
    if (isnan(a->low) || isnan(b->low)) {
        a->low = a->high = (double)NAN;
    } else if (op == '+') {
        a->low += b->low;
        a->high += b->high;
    } else if (op == '-') {
        a->low -= b->high;
        a->high -= b->low;
    } else if (op == '*') {
        multiply(a, b->low, b->high);
    } else if (b->low <= 0 && b->high >= 0) {
        a->low = a->high = (double)NAN; /* division by what may be zero says nothing */
        strcpy(a->note, "division by zero");
    } else {
        multiply(a, 1 / b->high, 1 / b->low);
    }
    if (!*a->note)
        memcpy(a->note, b->note, sizeof a->note);
    a->is_count = a->is_literal = false;
}

/* Holds if surely, fails if surely not. */
static ent_verdict decide(bool surely, bool surely_not)
{
    return surely ? ENT_CLAIM_HOLDS : surely_not ? ENT_CLAIM_FAILS : ENT_CLAIM_UNDECIDED;
}

static ent_verdict compare_equal(const term *a, const term *b, double tolerance)
{
    double low = a->low - b->high, high = a->high - b->low; /* where the difference lies */
    double most = fmax(fabs(low), fabs(high));
    double least = low <= 0 && high >= 0 ? 0 : fmin(fabs(low), fabs(high));
    return decide(most <= tolerance, least > tolerance);
}

ent_verdict term_compare(const term *a, const char *sign, const term *b, const term *tolerance)
{
    if (isnan(a->low) || isnan(b->low) || (tolerance && isnan(tolerance->low)))
        return ENT_CLAIM_NO_DATA;
    if (strcmp(sign, "=") == 0)
        return compare_equal(a, b, tolerance ? tolerance->low : 0);
    if (*sign == '>') {
        const term *swap = a;
        a = b;
        b = swap;
    }
    return sign[1] ? decide(a->high <= b->low, a->low > b->high)
                   : decide(a->high < b->low, a->low >= b->high);
}

ent_verdict verdict_not(ent_verdict a)
{
    return a == ENT_CLAIM_HOLDS ? ENT_CLAIM_FAILS : a == ENT_CLAIM_FAILS ? ENT_CLAIM_HOLDS : a;
}

ent_verdict verdict_and(ent_verdict a, ent_verdict b)
{
    static const ent_verdict order[] = {ENT_CLAIM_FAILS, ENT_CLAIM_UNDECIDED, ENT_CLAIM_NO_DATA};
    for (int i = 0; i < 3; i++)
        if (a == order[i] || b == order[i])
            return order[i];
    return ENT_CLAIM_HOLDS;
}

ent_verdict verdict_or(ent_verdict a, ent_verdict b)
{
    return verdict_not(verdict_and(verdict_not(a), verdict_not(b)));
}
