/* The list of importers, in the order in which their files must be read: states first, since the others
 * name them; members of treaties before the ties that name the treaties. */
#include "import/importer.h"

#include "entente/import.h"

#include "core/memory.h"

static const ent_importer *const importers[] = {
    &ent_import_states,
    &ent_import_system,
    &ent_import_crosswalk,
    &ent_import_gw_states,
    &ent_import_majors,
    &ent_import_powers,
    &ent_import_false_dyads,
    &ent_import_nmc,
    &ent_import_alliance_member,
    &ent_import_alliance_directed,
    &ent_import_alliance_dyad,
    &ent_import_alliance_yearly,
    &ent_import_atop_member,
    &ent_import_atop_alliance,
    &ent_import_atop_directed,
    &ent_import_contiguity,
    &ent_import_capitals,
    &ent_import_mid_disputes,
    &ent_import_mid_parties,
    &ent_import_mid_incidents,
    &ent_import_mid_incident_parties,
    &ent_import_gml,
    &ent_import_war_inter,
    &ent_import_war_extra,
    &ent_import_war_intra,
    &ent_import_war_nonstate,
    &ent_import_rivalries_tss,
    &ent_import_rivalries_td,
    &ent_import_arms_races,
    &ent_import_igo_list,
    &ent_import_igo_member,
    &ent_import_distance,
    &ent_import_trade,
    &ent_import_derived_contiguity,
    &ent_import_derived_alliances,
    &ent_import_derived_disputes,
    &ent_import_derived_dispute_years,
    &ent_import_derived_wars,
    &ent_import_derived_igo,
};

const ent_importer *ent_importer_at(size_t index)
{
    return index < ent_countof(importers) ? importers[index] : NULL;
}

const char *ent_import_layout(size_t index, const char **title)
{
    const ent_importer *importer = ent_importer_at(index);
    if (title)
        *title = importer ? importer->title : NULL;
    return importer ? importer->layout : NULL;
}
