/* The groups of columns: one line each. A group is filled after those that stand before it. */
#include "table/groups.h"

#include "core/memory.h"

static const table_group *const groups[] = {
    &table_group_keys_cow, &table_group_keys_gw,
    &table_group_names,
    &table_group_codes_cow, &table_group_codes_gw,
    &table_group_nmc,
    &table_group_majors,
    &table_group_contiguity_dyads, &table_group_contiguity_states,
    &table_group_atop,
    &table_group_alliance,
    &table_group_capital_dyads, &table_group_capital_states,
    &table_group_distance_dyads, &table_group_distance_states,
    &table_group_democracy,
    &table_group_gdp,
    &table_group_rivalry_dyads, &table_group_rivalry_states,
    &table_group_igo_dyads, &table_group_igo_states,
    &table_group_trade_dyads, &table_group_trade_states,
    &table_group_wars_dyads, &table_group_wars_states,
    &table_group_cow_mid_dyads, &table_group_cow_mid_states,
    &table_group_gml_mid_dyads, &table_group_gml_mid_states,
    &table_group_peace_dyads, &table_group_peace_states,
    &table_group_peace_forms_dyads, &table_group_peace_forms_states,
    &table_group_similarity, &table_group_similarity_cow,
    &table_group_alliance_keys, &table_group_alliance_times,
    &table_group_alliance_life, &table_group_alliance_members, &table_group_alliance_majors,
    &table_group_obligations, &table_group_membership, &table_group_pledges,
    &table_group_bloc, &table_group_standing, &table_group_regimes, &table_group_bloc_distances,
};

const table_group *table_group_at(size_t index)
{
    return index < ent_countof(groups) ? groups[index] : NULL;
}
