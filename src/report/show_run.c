/* The balance sheet as text. */
#include "report/show.h"

void show_run(ent_buffer *out, const ent_json_value *result, int width)
{
    (void)result;
    (void)width;
    ent_buffer_add(out, "\n");
}
