/* The list of importers, in the order in which their files must be read: states first, since the others
 * name them; members of treaties before the ties that name the treaties. */
#include "import/importer.h"

#include "entente/import.h"

#include "core/memory.h"

static const ent_importer *const importers[] = {
    &ent_import_states,
    &ent_import_system,
    &ent_import_crosswalk,
    &ent_import_majors,
    &ent_import_nmc,
    &ent_import_alliance_member,
    &ent_import_alliance_directed,
    &ent_import_alliance_dyad,
    &ent_import_atop_member,
    &ent_import_atop_directed,
    &ent_import_contiguity,
    &ent_import_capitals,
    &ent_import_trade_national,
    &ent_import_gdp_worldbank,
    &ent_import_gdp_fariss,
    &ent_import_gdp_anders,
    &ent_import_democracy,
    &ent_import_milex_gdp_share,
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
