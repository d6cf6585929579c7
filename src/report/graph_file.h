/* Signed graphs in the files of other programs: SNAP's lists ("from to sign", # comments; .txt) and Pajek's networks (.net).
 * Each line is a record with a direction; for graphs without one, loops and zeros are dropped, each record counts +1 or -1
 * by its sign, those of a pair are added up, and the pair has the sign of the sum; a sum of 0 is no tie. */
#ifndef ENT_REPORT_GRAPH_FILE_H
#define ENT_REPORT_GRAPH_FILE_H

#include "core/text.h"

/* By its name: .txt, .net, also packed (.gz). */
bool graph_file_is_one(const char *path);

/* The file as CSV with the header from,to,sign.
 *   conflicts  out: pairs whose records cancel
 * Errors: ENT_ERR_INPUT names file, line and what was expected. */
ent_status graph_file_read(const char *path, ent_buffer *csv, size_t *conflicts, ent_error *error);
/* The same of a text, which is changed; the path says what it is. */
ent_status graph_file_parse(const char *path, char *text, ent_buffer *csv, size_t *conflicts, ent_error *error);

#endif
