/* What the sections of a run share. */
#ifndef ENT_REPORT_RUN_H
#define ENT_REPORT_RUN_H

#include "entente/measure.h"
#include "entente/signed.h"
#include "entente/report.h"
#include "report/answer.h"

#include "core/text.h"

/* A scenario before and after its interventions. */
typedef struct {
    const ent_scenario *scenario;
    const ent_scenario_content *content;
    ent_world *world;
    bool base_is_world;          /* a world's file, not tables of the scenario */
    ent_snapshot *before, *after;
    uint8_t *removed;            /* [n] actors that an intervention removed */
    uint8_t **members[2];        /* [before, after][bloc] masks of n */
    uint8_t *focus;              /* [n] parties of the interventions */
    ent_world *series;           /* where claims look up dated values and ties; NULL: in `world` */
    answer answer;
} running;

/* The two states of a run: 0 before, 1 after. */
static inline const ent_snapshot *run_state(const running *run, int after)
{
    return after ? run->after : run->before;
}
static inline const char *run_when(int after)
{
    return after ? "after" : "before";
}

/* The states of a scenario that is opened, and who is in its blocs; clear also after a failure. */
ent_status run_make_states(running *run, const ent_run_options *options, ent_error *error);
void run_clear(running *run, const ent_run_options *options);

/* A cell of a table. */
void run_cell_text(running *run, ent_json_value *table, const char *column, const char *text);
void run_cell_number(running *run, ent_json_value *table, const char *column, double number);
void run_cell_integer(running *run, ent_json_value *table, const char *column, size_t number);

/* What i owes j in the layer `alliance`; 0 if nothing or not known. */
unsigned run_owes(const ent_snapshot *state, size_t i, size_t j);
bool run_are_rivals(const ent_snapshot *state, size_t i, size_t j);
/* Why a state says nothing of a layer: "no data", "not covered"; NULL if it does. */
const char *run_silence(const ent_snapshot *state, const char *layer);
/* Do these layers say something? If not, `reason` of the object says which does not, and why: "layer rivalry:
 * not covered". */
bool run_layers_known(running *run, ent_json_value *object, const char *const layers[], size_t count);

/* Does either of two owe the other defence? */
static inline bool run_are_bound(const ent_snapshot *state, size_t i, size_t j)
{
    return (run_owes(state, i, j) | run_owes(state, j, i)) & ENT_DEFENSE;
}

/* The signed network of the layers alliance and rivalry, which must be there (run_signs.c); freed with free(). */
ent_status run_signed_ties(const running *run, int after, ent_signed_tie **out, size_t *count, ent_error *error);

/* Abbreviations of members without a value, joined by ", ". */
void run_list_missing(const ent_snapshot *snapshot, const ent_measure *measure,
                      const uint8_t *member, ent_buffer *list);

/* The sections, each one key (or a few) of the result. A later one is one more row in run.c. */
ent_status run_add_balance(running *run, ent_error *error);
ent_status run_add_burden(running *run, ent_error *error);
ent_status run_add_relations(running *run, ent_error *error);
ent_status run_add_network(running *run, ent_error *error);
ent_status run_add_poles(running *run, ent_error *error);
ent_status run_add_similarity(running *run, ent_error *error);
ent_status run_add_triads(running *run, ent_error *error);
ent_status run_add_neighbours(running *run, ent_error *error);
ent_status run_add_found_blocs(running *run, ent_error *error);
ent_status run_add_forecast(running *run, ent_error *error);
ent_status run_add_claims(running *run, ent_error *error);
ent_status run_add_sources(running *run, ent_error *error);

#endif
