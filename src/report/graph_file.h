/* Signed graphs in the files of other programs: SNAP's lists ("from to sign", # comments; .txt) and Pajek's networks (.net).
 * Each line is a record with a direction; for graphs without one (report/edges.h) the records of a pair and a sign are added
 * up, and what is done with a pair that has both signs is said by the rule. Loops and zeros are no ties.
 * Of SNAP's files, and of Pajek's with no weight but 1 and -1, a record counts 1 and only the sign of a pair is kept; of
 * Pajek's files with weights, the sum. */
#ifndef ENT_REPORT_GRAPH_FILE_H
#define ENT_REPORT_GRAPH_FILE_H

#include "core/memory.h"

typedef struct {
    const char *a, *b;       /* ends, different ones, in the order of their names */
    double weight;           /* not 0 */
    size_t line;
} graph_record;

/* Names are borrowed from `text` and `made`. */
typedef struct {
    bool has_weights;
    graph_record *records;
    size_t count, room;
    const char **names;      /* [name_count] Pajek: all vertices in their order; SNAP: those met in loops and zeros */
    size_t name_count, name_room;
    bool pajek;
    char *text;              /* of the file */
    ent_arena made;          /* names of vertices without a label */
} graph_file;

/* By its name: .txt, .net, also packed (.gz). */
bool graph_file_is_one(const char *path);

/* Read a file.
 *   out  cleared with graph_file_clear, also after a failure
 * Errors: ENT_ERR_INPUT names file, line and what was expected; also two vertices of one label. */
ent_status graph_file_read(const char *path, graph_file *out, ent_error *error);
/* The same of a text on the heap, which is taken over, also after a failure; the path says what it is. */
ent_status graph_file_parse(const char *path, char *text, size_t size, graph_file *out, ent_error *error);
void graph_file_clear(graph_file *graph);

#endif
