/* Numbers as decimal text, fast. */
#ifndef ENT_CORE_DECIMAL_H
#define ENT_CORE_DECIMAL_H

#include "entente/core.h"

enum { ENT_DECIMAL_MAX = 40 }; /* bytes that a number needs at most; there is no NUL */

/* Write a number; returns how many bytes. What is written reads back as the same number. */
size_t ent_decimal_integer(long long value, char *out);
size_t ent_decimal(double value, char *out); /* NaN writes nothing */

#endif
