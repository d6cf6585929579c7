/* Any bytes as a file of ties: refused, or a network whose triads can be counted. The first byte chooses what is
 * done with pairs that are friends and foes. */
#include "fuzz.h"

#include "report/edges.h"

static void check_network(const signed_network *network)
{
    ent_signed_graph *graph;
    ent_error error;
    promise(network->n >= 2 && network->tie_count + network->without_count > 0);
    ent_status status =
        ent_signed_graph_new(network->n, network->ties, network->tie_count, &graph, &error);
    promise(status == ENT_OK);
    ent_triads all = ent_triads_count(graph, NULL, NULL);
    promise(ent_triads_balanced(all) >= 0 && ent_triads_tense(all) >= 0);
    ent_signed_graph_free(graph);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    edges e;
    ent_error error;
    if (size == 0)
        return 0;
    ent_status status = edges_read_memory("edges.csv", (const char *)data + 1, size - 1,
                                          (signed_rule)(data[0] % 3), &e, &error);
    promise(status == ENT_OK || status == ENT_ERR_INPUT);
    if (status == ENT_OK)
        check_network(&e.network);
    edges_clear(&e);
    return 0;
}
