/* Files that others computed from files which are read themselves: recognised, so that a folder's report
 * says what they are, and left out. */
#include "import/importer.h"

#include "core/memory.h"

#define REQUIRED(column) {column, ENT_COLUMN_REQUIRED}
#define DERIVED(id, what, from, ...)                                                               \
    static const ent_column id##_columns[] = {__VA_ARGS__};                                        \
    const ent_importer ent_import_##id = {.layout = "derived", .title = what, .derived = from,     \
        .columns = id##_columns, .column_count = ent_countof(id##_columns)}

DERIVED(derived_contiguity, "Contiguity by dyad and year (contdird.csv)",
        "from the contiguity spells (contdir.csv)", REQUIRED("state1no"), REQUIRED("state2no"),
        REQUIRED("year"), REQUIRED("conttype"));
DERIVED(derived_alliances, "COW alliances by dyad and year",
        "from COW's alliance dyads (alliance_v4.1_by_dyad.csv)", REQUIRED("ccode1"),
        REQUIRED("ccode2"), REQUIRED("year"), REQUIRED("cow_defense"), REQUIRED("cow_entente"));
DERIVED(derived_disputes, "COW disputes by directed dyad and year, one dispute kept",
        "from the participants of disputes (MIDB 5.0.csv)", REQUIRED("dispnum"), REQUIRED("ccode1"),
        REQUIRED("ccode2"), REQUIRED("year"), REQUIRED("cowmidongoing"));
DERIVED(derived_dispute_years, "COW disputes by directed dyad and year",
        "from the participants of disputes (MIDB 5.0.csv)", REQUIRED("dispnum"), REQUIRED("ccode1"),
        REQUIRED("ccode2"), REQUIRED("year"), REQUIRED("dispongoing"));
DERIVED(derived_wars, "COW inter-state wars by directed dyad and year",
        "from the participants of inter-state wars (Inter-StateWarData_v4.0.csv)",
        REQUIRED("warnum"), REQUIRED("ccode1"), REQUIRED("ccode2"), REQUIRED("year"),
        REQUIRED("cowinterongoing"));
DERIVED(derived_igo, "Joint memberships in intergovernmental organisations by dyad and year",
        "from the memberships by state and year (state_year_formatv3.csv)", REQUIRED("ccode1"),
        REQUIRED("ccode2"), REQUIRED("year"), REQUIRED("dyadigos"));
