/* Documents as text for people. */
#ifndef ENT_REPORT_SHOW_H
#define ENT_REPORT_SHOW_H

#include "core/text.h"
#include "entente/json.h"

/* Where lines of words break when the output is not a terminal (width 0); tables are not cut then. */
enum { SHOW_DEFAULT_WIDTH = 100 };

/* A table of columns as aligned text; numbers to the right, null as "-". `columns` picks some of them and
 * their headings ({"abb", "actor"} shows column abb under "actor"); NULL = all.
 *   width  of the terminal: the last text column is cut to fit; 0 = no limit
 *   count  of further columns than SHOW_COLUMNS_MAX none is shown */
enum { SHOW_COLUMNS_MAX = 16 };
typedef struct {
    const char *column, *heading;
} show_column;
void show_table(ent_buffer *out, const ent_json_value *table, const show_column columns[],
                size_t count, int width);

/* The same with so many significant digits of numbers that are not whole. */
void show_table_digits(ent_buffer *out, const ent_json_value *table, const show_column columns[],
                       size_t count, int width, int digits);

/* The first rows of one, at most so many. */
void show_table_first(ent_buffer *out, const ent_json_value *table, const show_column columns[],
                      size_t count, int width, int digits, size_t most);

/* A text as a field of CSV, in quotes where it needs them. */
void show_csv_field(ent_buffer *out, const char *text);

/* A paragraph wrapped to a width, each line with `indent` blanks in front. */
void show_paragraph(ent_buffer *out, const char *text, int indent, int width);

/* The series that an answer rests on, in one line; the parts of the period that they do not cover. */
void show_sources_used(ent_buffer *out, const ent_json_value *result);
void show_not_covered(ent_buffer *out, const ent_json_value *result);

/* What bare names resolved to, a line each: "cinc = cinc@nmc-7.0 (of 2; entente prefer changes that)". */
void show_resolved(ent_buffer *out, const ent_json_value *result);

/* The layers of a signed network, a line each: "+ alliance@atop-5.1: defense". */
void show_signed_layers(ent_buffer *out, const ent_json_value *result);

/* The parts of the text of each command's document. */
void show_get(ent_buffer *out, const ent_json_value *result, int width);
void show_info(ent_buffer *out, const ent_json_value *result, int width);
void show_import(ent_buffer *out, const ent_json_value *result, int width);
void show_sources(ent_buffer *out, const ent_json_value *result, int width);
void show_cite(ent_buffer *out, const ent_json_value *result, int width);
void show_prefer(ent_buffer *out, const ent_json_value *result, int width);
void show_diff(ent_buffer *out, const ent_json_value *result, int width);
void show_check(ent_buffer *out, const ent_json_value *result, int width);
void show_run(ent_buffer *out, const ent_json_value *result, int width);
void show_claims_list(ent_buffer *out, const ent_json_value *result, int width);
void show_power(ent_buffer *out, const ent_json_value *result, int width);
void show_voting(ent_buffer *out, const ent_json_value *result, int width);
void show_structural_balance(ent_buffer *out, const ent_json_value *result, int width);
void show_landscape(ent_buffer *out, const ent_json_value *result, int width);
void show_dynamics(ent_buffer *out, const ent_json_value *result, int width);
void show_blocs(ent_buffer *out, const ent_json_value *result, int width);
void show_propensities(ent_buffer *out, const ent_json_value *result, int width);
void show_explain(ent_buffer *out, const ent_json_value *result, int width);
/* Says so if the fit has seen what came after this day. */
void show_hindsight(ent_buffer *out, const ent_json_value *result, const char *day);
void show_whatif(ent_buffer *out, const ent_json_value *result, int width);
void show_sensitivity(ent_buffer *out, const ent_json_value *result, int width); /* of a what-if; nothing without its table */
void show_forecast(ent_buffer *out, const ent_json_value *result, int width);
void show_simulate(ent_buffer *out, const ent_json_value *result, int width);
void show_gof(ent_buffer *out, const ent_json_value *result, int width);
void show_fit(ent_buffer *out, const ent_json_value *result, int width);
void show_targets(ent_buffer *out, const ent_json_value *result, int width);
void show_effects(ent_buffer *out, const ent_json_value *result, int width);
void show_backtest(ent_buffer *out, const ent_json_value *result, int width);
void show_network(ent_buffer *out, const ent_json_value *result, int width);
void show_similarity(ent_buffer *out, const ent_json_value *result, int width);
void show_history(ent_buffer *out, const ent_json_value *result, int width);

/* Those of actor-oriented models, which the four above hand on to. */
bool show_is_saom(const ent_json_value *result);
void show_saom_explain(ent_buffer *out, const ent_json_value *result, int width);
void show_saom_simulate(ent_buffer *out, const ent_json_value *result, int width);
void show_saom_gof(ent_buffer *out, const ent_json_value *result, int width);
void show_saom_fit(ent_buffer *out, const ent_json_value *result, int width);

/* Those of models of treaties, likewise. */
bool show_is_treaty(const ent_json_value *result);
void show_treaty_fit(ent_buffer *out, const ent_json_value *result, int width);
void show_treaty_explain(ent_buffer *out, const ent_json_value *result, int width);

#endif
