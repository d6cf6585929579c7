/* e^x by one sequence of additions and multiplications, so that it is the same on every processor and a compiler can
 * do many at once; the C library's may differ in the last digit.
 * x = k ln 2 + r with |r| <= ln 2 / 2; e^r by its series to r^13 (the next term is below 5e-18). Relative error below
 * 3e-16. Below -708 it is e^-708, above 709 e^709: neither 0 nor infinite. */
#ifndef ENT_CORE_EXPONENTIAL_H
#define ENT_CORE_EXPONENTIAL_H

#include <stdint.h>
#include <string.h>

static inline double ent_exp(double x)
{
    const double shift = 6755399441055744.0; /* 1.5 * 2^52: adding it leaves a whole number in the last bits */
    x = x < -708 ? -708 : x;
    x = x > 709 ? 709 : x;
    double shifted = x * 1.4426950408889634 + shift, k = shifted - shift;
    double r = (x - k * 0x1.62e42fefa0000p-1) - k * 0x1.cf79abc9e3b3ap-40; /* ln 2 in two parts */
    double p = 1.0 / 6227020800;
    p = p * r + 1.0 / 479001600;
    p = p * r + 1.0 / 39916800;
    p = p * r + 1.0 / 3628800;
    p = p * r + 1.0 / 362880;
    p = p * r + 1.0 / 40320;
    p = p * r + 1.0 / 5040;
    p = p * r + 1.0 / 720;
    p = p * r + 1.0 / 120;
    p = p * r + 1.0 / 24;
    p = p * r + 1.0 / 6;
    p = p * r + 0.5;
    p = p * r + 1;
    p = p * r + 1;
    uint64_t bits;
    double power;
    memcpy(&bits, &shifted, sizeof bits);
    bits = (bits + 1023) << 52; /* 2^k */
    memcpy(&power, &bits, sizeof power);
    return p * power;
}

/* ln x for finite x above 2^-1022, by the series of the inverse hyperbolic tangent: x = 2^k m with m between the roots
 * of 1/2 and 2, ln m = 2 (s + s^3/3 + ... + s^21/21), s = (m - 1) / (m + 1); the next term is below 3e-19. */
static inline double ent_log(double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    int64_t k = (int64_t)(bits >> 52) - 1023;
    bits = (bits & 0x000fffffffffffffu) | 0x3ff0000000000000u;
    double m;
    memcpy(&m, &bits, sizeof m);
    if (m > 1.4142135623730951) {
        m /= 2;
        k++;
    }
    double s = (m - 1) / (m + 1), square = s * s, y = square * square; /* two series in s^4 at once */
    double even = ((((1.0 / 21 * y + 1.0 / 17) * y + 1.0 / 13) * y + 1.0 / 9) * y + 1.0 / 5) * y + 1;
    double odd = (((1.0 / 19 * y + 1.0 / 15) * y + 1.0 / 11) * y + 1.0 / 7) * y + 1.0 / 3;
    return (double)k * 0.6931471805599453 + 2 * s * (even + square * odd);
}

/* 1 / (1 + e^-x) */
static inline double ent_logistic(double x)
{
    return 1 / (1 + ent_exp(-x));
}

#endif
