#include "report/likely.h"

#include <stdlib.h>

static int more_likely(const void *a, const void *b)
{
    const likely_pair *x = a, *y = b;
    return x->p < y->p ? 1 : x->p > y->p ? -1 : (x->row > y->row) - (x->row < y->row);
}

static int less_likely(const void *a, const void *b)
{
    const likely_pair *x = a, *y = b;
    return x->p > y->p ? 1 : x->p < y->p ? -1 : (x->row > y->row) - (x->row < y->row);
}

size_t likely_rank(const ent_json_value *pairs, bool tied, likely_pair order[])
{
    size_t count = 0;
    for (size_t row = 0; row < ent_json_row_count(pairs); row++)
        if ((ent_json_number(ent_json_cell(pairs, "before", row)) > 0) == tied)
            order[count++] = (likely_pair){ent_json_number(ent_json_cell(pairs, "p", row)), row};
    qsort(order, count, sizeof *order, tied ? less_likely : more_likely);
    return count;
}
