/* Any text as a graph of another program: refused, or CSV that is read as ties. The first byte chooses which program's. */
#include "fuzz.h"

#include "report/edges.h"
#include "report/graph_file.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ent_buffer csv = {0};
    edges e = {0};
    ent_error error;
    size_t conflicts;
    char *text = size > 0 ? malloc(size) : NULL;
    if (!text)
        return 0;
    memcpy(text, data + 1, size - 1);
    text[size - 1] = '\0';
    ent_status status = graph_file_parse(data[0] % 2 ? "g.net" : "g.txt", text, &csv, &conflicts, &error);
    promise(status == ENT_OK || status == ENT_ERR_INPUT);
    if (status == ENT_OK) {
        status = edges_read_memory("g.csv", csv.data, csv.length, SIGNED_NET, &e, &error);
        promise(status == ENT_OK || status == ENT_ERR_INPUT);
    }
    edges_clear(&e);
    ent_buffer_clear(&csv);
    free(text);
    return 0;
}
