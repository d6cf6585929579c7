/* Every term that the specifications of the peers name has a row: section 3 of reference/tergm/SPEC.md, section 2.2 of
 * reference/saom/SPEC.md; and the effects of international relations. */
#include "entente/effects.h"

#include "measure/reference.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct {
    const char *term, *row; /* as the peer calls it; our plain name */
    bool directed;
} named;

/* The terms of TERGM SPEC 3 as its table writes them, without what is in brackets. */
static const named tergm[] = {
    {"edges", "density", false}, {"triangle", "triangles", false}, {"kstar", "stars", false},
    {"degree", "degree_count", false}, {"gwdegree", "weighted_degree", false},
    {"gwesp", "shared_partners", false}, {"nodecov", "sum", false}, {"nodefactor", "level", false},
    {"nodematch", "same", false}, {"nodematch_diff", "same_level", false},
    {"absdiff", "absolute_difference", false}, {"edgecov", "dyadic", false},
    {"memory_autoregression", "autoregression", false}, {"memory_stability", "stability", false},
    {"memory_innovation", "innovation", false}, {"memory_loss", "loss", false},
    {"delrecip", "delayed_reciprocity", true}, {"timecov", "time", false},
    {"timecov_transform", "time_dyadic", false}, {"isolates", "isolates", false},
    {"mutual", "reciprocity", true}, {"ttriple", "transitive_triplets", true},
    {"ctriple", "three_cycles", true},
};

/* What the table's words mean where they are no names. */
static const char *const worded[][2] = {
    {"memory autoregression", "memory_autoregression"}, {"memory stability", "memory_stability"},
    {"memory innovation", "memory_innovation"}, {"memory loss", "memory_loss"},
    {"delayed reciprocity", "delrecip"}, {"time covariate", "timecov"},
};

/* The short names of SAOM SPEC 2.2; those of networks without direction where it says so. */
static const char *const saom[] = {
    "density", "recip", "transTrip", "transTrip1", "transTrip2", "transMedTrip", "transRecTrip", "transRecTrip2",
    "cycle3", "transTies", "between", "balance", "inStructEq", "nbrDist2", "gwespFF", "gwespBB", "gwespFB",
    "gwespBF", "gwespRR", "inPop", "inPopSqrt", "outPop", "inAct", "outAct", "outActSqrt", "outPopSqrt",
    "inActSqrt", "reciAct", "outTrunc", "outIso", "outInv", "isolateNet", "antiIso", "outOutAss", "outInAss",
    "inOutAss", "inInAss", "denseTriads", "egoX", "altX", "egoSqX", "altSqX", "egoPlusAltX", "diffX",
    "absDiffX", "diffSqX", "simX", "sameX", "unequalX", "higher", "egoXaltX", "simRecipX", "sameXRecip",
    "simXTransTrip", "sameXTransTrip", "homXTransTrip", "altDist2", "totDist2", "X", "XRecip", "WWX", "WXX",
    "XWX",
};
static const char *const saom_undirected[] = {
    "density", "gwesp", "transTriads", "transTies", "between", "balance", "nbrDist2", "cycle4", "degPlus", "inPop",
    "inPopSqrt", "outAct", "outActSqrt", "outInAss", "outTrunc", "outIso", "outInv", "isolateNet", "egoX",
    "egoPlusAltX", "simX", "sameX", "X", "WWX", "WXX", "XWX",
};

/* What the field asks and the peers do not have: capability aggregation, threat, joint threat, ally of my rival, rival
 * of my rival, regimes, regions, new states, contiguity, distance, neighbours' ties, treaty affinity. */
static const char *const relations[] = {
    "allies_capability", "threat", "threat_of_alter", "joint_threat", "ally_of_rival", "rival_of_rival",
    "regime_distance", "joint_democracy", "same_region", "same_subregion", "new_states", "land_contiguity",
    "sea_contiguity", "contiguity", "log_distance", "proximity", "common_neighbours", "neighbours_tied",
    "neighbours_tied_more", "neighbours_tied_less", "neighbours_tied_each_other", "treaty_affinity",
};

static void every_term_of_the_temporal_models_has_its_row(void **state)
{
    for (size_t k = 0; k < sizeof tergm / sizeof *tergm; k++) {
        const ent_effect *effect = ent_effect_find(tergm[k].term, tergm[k].directed);
        if (!effect || strcmp(effect->name, tergm[k].row) != 0)
            fail_msg("%s is %s, not %s", tergm[k].term, effect ? effect->name : "nothing", tergm[k].row);
    }
}

static void check_all(const char *const names[], size_t count, bool directed)
{
    for (size_t k = 0; k < count; k++)
        if (!ent_effect_find(names[k], directed))
            fail_msg("%s has no row for %s networks", names[k], directed ? "directed" : "undirected");
}

static void every_term_of_the_actor_oriented_models_has_its_row(void **state)
{
    check_all(saom, sizeof saom / sizeof *saom, true);
    check_all(saom_undirected, sizeof saom_undirected / sizeof *saom_undirected, false);
}

static void every_effect_of_international_relations_has_its_row_and_fits_tie_models(void **state)
{
    check_all(relations, sizeof relations / sizeof *relations, false);
    for (size_t k = 0; k < sizeof relations / sizeof *relations; k++)
        assert_true(ent_effect_has_change(ent_effect_find(relations[k], false)));
}

/* ---- the specifications themselves ---- */

/* The first cell of a table's row without what is in brackets; false: no such row. */
static bool first_cell(const char *line, char cell[200])
{
    size_t length = 0, depth = 0;
    if (strncmp(line, "| ", 2) != 0)
        return false;
    for (const char *at = line + 2; *at && *at != '|' && length < 199; at++) {
        depth += *at == '(';
        if (depth == 0)
            cell[length++] = *at;
        depth -= *at == ')';
    }
    cell[length] = '\0';
    return true;
}

/* The name that a part of a cell means: its words, or the first. NULL: none. */
static const char *name_of(char *part)
{
    part += strspn(part, " ");
    for (size_t k = 0; k < sizeof worded / sizeof *worded; k++)
        if (strncmp(worded[k][0], part, strlen(worded[k][0])) == 0)
            return worded[k][1];
    part[strcspn(part, " ")] = '\0';
    bool head = strcmp(part, "term") == 0 || strcmp(part, "short") == 0 || strncmp(part, "---", 3) == 0;
    return *part && !head && strcmp(part, "fixed") != 0 ? part : NULL;
}

/* Every name in the tables between two headings; how many. Skipped where the reference is not there. */
static size_t check_tables(const char *file, const char *from, const char *to)
{
    char path[ENT_PATH], line[2000], cell[200];
    const char *set = getenv("ENTENTE_DATA");
    bool inside = false;
    size_t names = 0;
    snprintf(path, sizeof path, "%s/../reference/%s", set && *set ? set : ENTENTE_SOURCE_DIR "/../shared/data", file);
    FILE *in = fopen(path, "r");
    if (!in) {
        print_message("%s is not there: skipped\n", path);
        skip();
    }
    while (fgets(line, sizeof line, in)) {
        inside = (inside || strncmp(line, from, strlen(from)) == 0) && strncmp(line, to, strlen(to)) != 0;
        if (!inside || !first_cell(line, cell))
            continue;
        for (char *part = strtok(cell, "/,"); part; part = strtok(NULL, "/,")) {
            const char *name = name_of(part);
            if (name && !ent_effect_find(name, true) && !ent_effect_find(name, false))
                fail_msg("%s: '%s' has no row", file, name);
            names += name != NULL;
        }
    }
    fclose(in);
    return names;
}

static void the_tables_of_the_specifications_are_all_covered(void **state)
{
    assert_true(check_tables("tergm/SPEC.md", "## 3. Terms", "## 4.") >= 17);
    assert_true(check_tables("saom/SPEC.md", "### 2.2", "### 2.3") >= 59);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_term_of_the_temporal_models_has_its_row),
        cmocka_unit_test(every_term_of_the_actor_oriented_models_has_its_row),
        cmocka_unit_test(every_effect_of_international_relations_has_its_row_and_fits_tie_models),
        cmocka_unit_test(the_tables_of_the_specifications_are_all_covered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
