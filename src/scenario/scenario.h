/* What the files of this folder share. */
#ifndef ENT_SCENARIO_SCENARIO_H
#define ENT_SCENARIO_SCENARIO_H

#include "core/memory.h"
#include "core/yaml.h"
#include "entente/scenario.h"

struct ent_scenario {
    ent_yaml *yaml;
    ent_arena arena;
    const ent_yaml_node *base;
    ent_scenario_content content;
};

/* Fail with "file:line:column: ..." at a place. */
ent_status scenario_fail(const ent_scenario *scenario, ent_place place, ent_error *error,
                         const char *format, ...) ENT_PRINTF(4, 5);

/* Read the list `interventions`. */
ent_status scenario_read_interventions(ent_scenario *scenario, const ent_yaml_node *list,
                                       ent_error *error);

/* Read the list `sensitivity`, after the interventions. */
ent_status scenario_read_sensitivity(ent_scenario *scenario, const ent_yaml_node *list, ent_error *error);

/* Read the map `paths`. */
ent_status scenario_read_paths(ent_scenario *scenario, const ent_yaml_node *map, ent_error *error);

/* Read the lists `figures` and `claims`. */
ent_status scenario_read_figures(ent_scenario *scenario, const ent_yaml_node *list, ent_error *error);
ent_status scenario_read_claims(ent_scenario *scenario, const ent_yaml_node *list, ent_error *error);

/* Helpers of reading: all results live in the scenario's arena or tree. */
ent_place scenario_place(const ent_yaml_node *node);
ent_status scenario_read_texts(ent_scenario *scenario, const ent_yaml_node *list, const char *what,
                               const char *const **texts, const ent_place **places, size_t *count,
                               ent_error *error);
ent_status scenario_read_doubt(const ent_scenario *scenario, const ent_yaml_node *map,
                               unsigned *marks, ent_error *error);
/* A path as written in the scenario: beside its file. Freed by the caller. */
char *scenario_beside(const ent_scenario *scenario, const char *path);
/* An id: letters, digits and '_', at most 60. */
ent_status scenario_read_id(const ent_scenario *scenario, const ent_yaml_node *map,
                            const char **out, ent_error *error);

/* Index of a treaty in a snapshot by its code, or -1; and who is bound by it: member[n]. */
int scenario_find_treaty(const ent_snapshot *snapshot, const char *code);
void scenario_treaty_members(const ent_snapshot *snapshot, int treaty, uint8_t *member);

#endif
