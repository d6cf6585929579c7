/* Who is in a bloc: the actors that it lists, or the members of its treaty. */
#include "scenario/scenario.h"

#include "core/text.h"

#include <string.h>

int scenario_find_treaty(const ent_snapshot *snapshot, const char *code)
{
    for (size_t i = 0; i < snapshot->treaty_count; i++)
        if (strcmp(snapshot->treaties[i].code, code) == 0)
            return (int)i;
    return -1;
}

void scenario_treaty_members(const ent_snapshot *snapshot, int treaty, uint8_t *member)
{
    const ent_layer *layer = ent_snapshot_layer(snapshot, "alliance");
    memset(member, 0, snapshot->actor_count);
    for (size_t i = 0; layer && i < layer->tie_count; i++)
        if (layer->ties[i].treaty == treaty)
            member[layer->ties[i].a] = member[layer->ties[i].b] = 1;
}

static ent_status members_by_treaty(const ent_scenario *scenario, const ent_scenario_bloc *bloc,
                                    const ent_snapshot *snapshot, uint8_t *member,
                                    ent_error *error)
{
    int treaty = scenario_find_treaty(snapshot, bloc->treaty);
    if (treaty < 0)
        return ent_fail(error, ENT_ERR_INPUT, "%s: bloc '%s': no treaty '%.60s' ties anyone",
                        ent_yaml_name(scenario->yaml), bloc->id, bloc->treaty);
    scenario_treaty_members(snapshot, treaty, member);
    return ENT_OK;
}

ent_status ent_scenario_members(const ent_scenario *scenario, const ent_scenario_bloc *bloc,
                                const ent_snapshot *snapshot, uint8_t *member, char **absent,
                                ent_error *error)
{
    ent_buffer list = {0};
    size_t found = 0;
    memset(member, 0, snapshot->actor_count);
    if (absent)
        *absent = NULL;
    if (bloc->treaty)
        return members_by_treaty(scenario, bloc, snapshot, member, error);
    for (size_t i = 0; i < bloc->member_count; i++) {
        int actor = ent_snapshot_find(snapshot, bloc->members[i]);
        if (actor < 0) {
            ent_buffer_format(&list, "%s%s", list.length ? ", " : "", bloc->members[i]);
            continue;
        }
        found += !member[actor];
        member[actor] = 1;
    }
    ent_status status = list.failed ? ent_fail_memory(error) : ENT_OK;
    if (status == ENT_OK && found == 0) {
        char day[11];
        status = scenario_fail(scenario, bloc->places[0], error,
                               "no member of bloc '%s' (%.100s) is in the base on %s", bloc->id,
                               ent_buffer_text(&list), ent_day_format(snapshot->day, day));
    }
    if (status == ENT_OK && absent && list.length > 0)
        *absent = list.data;
    else
        ent_buffer_clear(&list);
    return status;
}
