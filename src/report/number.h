/* Numbers for people: one way of writing them, in the text and on the page.
 * Three significant digits; a number that is missing (NaN) reads "no data". */
#ifndef ENT_REPORT_NUMBER_H
#define ENT_REPORT_NUMBER_H

#include "entente/core.h"

enum { NUMBER_SIZE = 64 };

/* Each writes into `text` and returns it. */

/* "36.7 trillion", "3,974", "2.07 × 10¹⁸" */
char *number_quantity(double value, char text[NUMBER_SIZE]);
/* A share in percent: .162 is "16.2 %", .0246 is "2.46 %". */
char *number_percent(double share, char text[NUMBER_SIZE]);
/* A share as it is: ".267". */
char *number_index(double value, char text[NUMBER_SIZE]);
/* As it was put in: "1.25", "639,856". */
char *number_given(double value, char text[NUMBER_SIZE]);

/* The numbers of a column are written in one unit, so that they can be compared down the column. */
typedef struct {
    double factor;
    const char *word; /* "billion "; "" for the plain unit */
    int decimals;
} number_scale;

/* The scale in which the largest of some numbers reads well; NaNs are passed over. */
number_scale number_scale_for(double largest);
/* "639.86"; with `sign` also "+176.65" and "−0.16". */
char *number_scaled(double value, number_scale scale, bool sign, char text[NUMBER_SIZE]);

#endif
