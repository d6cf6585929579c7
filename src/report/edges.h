/* A signed graph in a CSV file of the user's own: a header from,to,sign or from,to,weight and a tie a row.
 * Ties have no direction: A,B and B,A are one pair. */
#ifndef ENT_REPORT_EDGES_H
#define ENT_REPORT_EDGES_H

#include "core/memory.h"
#include "report/signed_ties.h"

typedef struct {
    signed_network network;
    bool has_weights;       /* a column weight, not sign */
    size_t rows;
    size_t conflicts;       /* of another program's file: pairs whose records cancel, left out */
    char checksum[65];
    ent_arena texts;
} edges;

/* Read a file and join its rows by the rule: CSV, or another program's by its name (report/graph_file.h).
 *   out   cleared with edges_clear, also after a failure
 * Errors: ENT_ERR_INPUT names line and field: no end, both ends the same, a sign that is none, a weight of 0, a
 * pair twice with one sign. */
ent_status edges_read(const char *path, signed_rule rule, edges *out, ent_error *error);
/* From a text; `name` stands in errors. */
ent_status edges_read_memory(const char *name, const char *text, size_t size, signed_rule rule, edges *out,
                             ent_error *error);
void edges_clear(edges *e);

#endif
