/* What the sections of a run share. */
#ifndef ENT_REPORT_RUN_H
#define ENT_REPORT_RUN_H

#include "entente/measure.h"
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

/* Abbreviations of members without a value, joined by ", ". */
void run_list_missing(const ent_snapshot *snapshot, const ent_measure *measure,
                      const uint8_t *member, ent_buffer *list);

/* The sections, each one key (or a few) of the result. A later one is one more row in run.c. */
ent_status run_add_balance(running *run, ent_error *error);
ent_status run_add_burden(running *run, ent_error *error);
ent_status run_add_relations(running *run, ent_error *error);
ent_status run_add_network(running *run, ent_error *error);
ent_status run_add_claims(running *run, ent_error *error);
ent_status run_add_sources(running *run, ent_error *error);

#endif
