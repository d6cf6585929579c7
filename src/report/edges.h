/* A signed graph in a CSV file of the user's own: a header from,to,sign or from,to,weight and a tie a row.
 * Ties have no direction: A,B and B,A are one pair. Or one in another program's file (report/graph_file.h), of which the
 * records of a pair and a sign are added up; vertices without ties are actors, too. */
#ifndef ENT_REPORT_EDGES_H
#define ENT_REPORT_EDGES_H

#include "core/memory.h"
#include "report/graph_file.h"
#include "report/signed_ties.h"

typedef struct {
    signed_network network;
    bool has_weights;       /* a column weight, not sign */
    size_t rows;            /* of another program's file: ties */
    size_t conflicts;       /* of another program's file: pairs with both signs that are left out */
    char checksum[65];
    ent_arena texts;
    graph_file graph;       /* another program's file, which names are borrowed from; {0}: CSV */
    int *actor_of;          /* [graph.name_count] who has each name; NULL: CSV */
} edges;

/* Read a file and join its rows by the rule: CSV, or another program's by its name (report/graph_file.h).
 *   out   cleared with edges_clear, also after a failure
 * Errors: ENT_ERR_INPUT names line and field: no end, both ends the same, a sign that is none, a weight of 0, a
 * pair twice with one sign. */
ent_status edges_read(const char *path, signed_rule rule, edges *out, ent_error *error);
/* From a text in CSV; `name` stands in errors. */
ent_status edges_read_memory(const char *name, const char *text, size_t size, signed_rule rule, edges *out,
                             ent_error *error);
/* From another program's file, which is taken over, also after a failure. */
ent_status edges_of_graph(const char *name, graph_file *graph, signed_rule rule, edges *out, ent_error *error);
/* Leave out actors without ties, and pairs that have none left; nobody knows the names of the file any more. Errors: ENT_ERR_INPUT: there is no tie. */
ent_status edges_leave_isolates(const char *name, edges *e, ent_error *error);
void edges_clear(edges *e);

#endif
