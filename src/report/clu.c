/* The blocs of a Pajek network as a Pajek partition. */
#include "entente/report.h"

#include "core/memory.h"
#include "core/text.h"

#include <string.h>

ent_status ent_clu(const ent_json *json, char **clu, ent_error *error)
{
    const ent_json_value *root = ent_json_root((ent_json *)json);
    const ent_json_value *vertices = ent_json_get(ent_json_get(root, "result"), "vertices");
    const char *command = ent_json_text(ent_json_get(root, "command"));
    size_t count = ent_json_row_count(vertices);
    ent_buffer text = {0};
    *clu = NULL;
    if (!command || strcmp(command, "blocs") != 0 || ent_json_is_null(vertices))
        return ent_fail(error, ENT_ERR_ARGUMENT, "a partition for Pajek is of the blocs of a Pajek network (.net)");
    ent_buffer_format(&text, "*Vertices %zu\n", count);
    for (size_t row = 0; row < count; row++)
        ent_buffer_format(&text, "%.0f\n", ent_json_number(ent_json_cell(vertices, "bloc", row)));
    if (text.failed) {
        ent_buffer_clear(&text);
        return ent_fail_memory(error);
    }
    *clu = text.data;
    return ENT_OK;
}
