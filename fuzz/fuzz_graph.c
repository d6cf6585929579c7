/* Any text as a graph of another program: refused, or ties of which no pair has two of one sign. The first byte chooses
 * which program's, and what is done with pairs that are friends and foes. */
#include "fuzz.h"

#include "report/edges.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { NAMES_MOST = 20000 }; /* a few bytes announce millions of vertices, which take seconds to sort */

static void check_network(const signed_network *network)
{
    promise(network->n >= 2 && network->tie_count + network->without_count > 0);
    for (size_t k = 0; k < network->tie_count; k++) {
        const ent_signed_tie *tie = &network->ties[k], *last = k > 0 ? tie - 1 : tie;
        promise(tie->a >= 0 && tie->a < tie->b && (size_t)tie->b < network->n);
        promise(isfinite(tie->weight) && (tie->weight < 0 || tie->weight > 0));
        promise(k == 0 || last->a != tie->a || last->b != tie->b || (last->weight > 0 && tie->weight < 0));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const signed_rule rules[] = {SIGNED_NET, SIGNED_DROP, SIGNED_BOTH};
    graph_file graph;
    edges e = {0};
    ent_error error;
    char *text = size > 0 ? malloc(size) : NULL;
    if (!text)
        return 0;
    memcpy(text, data + 1, size - 1);
    text[size - 1] = '\0';
    ent_status status = graph_file_parse(data[0] % 2 ? "g.net" : "g.txt", text, size - 1, &graph, &error);
    promise(status == ENT_OK || status == ENT_ERR_INPUT);
    if (status == ENT_OK && graph.name_count <= NAMES_MOST) {
        status = edges_of_graph("g", &graph, rules[data[0] / 2 % 3], &e, &error);
        promise(status == ENT_OK || status == ENT_ERR_INPUT);
        if (status == ENT_OK)
            check_network(&e.network);
    }
    edges_clear(&e);
    graph_file_clear(&graph);
    return 0;
}
