/* The published example of btergm, 164 states, 1981 to 2000 (reference/tergm), as a model file: the network of 1980 is
 * only the one before. Model a counts lagged shared partners as the peer does, model b all of them. */
#ifndef ENT_TESTS_TIE_ALLIANCES_H
#define ENT_TESTS_TIE_ALLIANCES_H

#include "entente/tie.h"

#include "measure/reference.h"

static const char alliances_data[] =
    "actors: {file: vertices.csv, id: idx}\n"
    "covariates:\n"
    "  - {name: polity, file: vertex_attributes.csv, id: idx, wave: year, value: polity}\n"
    "  - {name: cinc, file: vertex_attributes.csv, id: idx, wave: year, value: cinc}\n"
    "  - {name: year, file: vertex_attributes.csv, id: idx, wave: year, value: year}\n"
    "dyadic:\n"
    "  - {name: contig, file: contiguity.csv, from: i, to: j}\n"
    "  - {name: war, file: disputes.csv, from: i, to: j, wave: year}\n";

#define MODEL_OF(lagged)                                                                           \
    "effects:\n"                                                                                   \
    "  - edges\n"                                                                                  \
    "  - {effect: gwesp, decay: 0}\n"                                                              \
    "  - autoregression\n"                                                                         \
    "  - " lagged "\n"                                                                             \
    "  - {effect: edgecov, of: war}\n"                                                             \
    "  - {effect: nodecov, of: polity}\n"                                                          \
    "  - {effect: nodecov, of: cinc}\n"                                                            \
    "  - {effect: absdiff, of: polity}\n"                                                          \
    "  - {effect: absdiff, of: cinc}\n"                                                            \
    "  - {effect: edgecov, of: contig}\n"                                                          \
    "  - {effect: nodecov, of: year}\n"
static const char model_a[] = MODEL_OF("btergm:lagged_shared_partners");
static const char model_b[] = MODEL_OF("lagged_shared_partners");
static const char model_memory[] = "effects:\n"
                                   "  - edges\n"
                                   "  - {effect: gwesp, decay: 0.25}\n"
                                   "  - {effect: absdiff, of: polity}\n"
                                   "  - {effect: nodecov, of: cinc}\n"
                                   "  - {effect: edgecov, of: contig}\n"
                                   "  - autoregression\n";

#define MODEL_2000(decay)                                                                           \
    "effects: [edges, {effect: gwesp, decay: " decay "}, {effect: absdiff, of: polity},\n"         \
    "          {effect: nodecov, of: cinc}, {effect: edgecov, of: contig}]\n"

/* The ties of 1980 and those of 1981 to 2000 in one file. */
static inline void alliances_ties(char path[ENT_PATH])
{
    static const char *const files[] = {"tergm/data/alliances_1980_lag.csv", "tergm/data/alliances.csv"};
    static char text[400000];
    size_t used = (size_t)sprintf(text, "year,i,j\n");
    for (size_t f = 0; f < 2; f++)
        for (reference *r = reference_open(files[f]); reference_next(r);)
            used += (size_t)sprintf(text + used, "%s,%s,%s\n", reference_text(r, "year"),
                                    reference_text(r, "i"), reference_text(r, "j"));
    ent_temp_file("ties_from_1980.csv", text, used, path);
}

/* Write the file of a model with waves first - 1 to last. */
static inline char *alliances_file_of(const char *data, const char *effects, int first, int last, char path[ENT_PATH])
{
    char ties[ENT_PATH], text[8000];
    const char *set = getenv("ENTENTE_DATA");
    alliances_ties(ties);
    size_t used = (size_t)sprintf(text, "title: Alliances\nfamily: tergm\ndata: %s/../reference/tergm/data\nwaves: [%d",
                                  set && *set ? set : ENTENTE_SOURCE_DIR "/../shared/data", first - 1);
    for (int year = first; year <= last; year++)
        used += (size_t)sprintf(text + used, ", %d", year);
    used += (size_t)sprintf(text + used, "]\ndependent: {name: ally, file: %s, from: i, to: j, wave: year}\n%s%s", ties,
                            data, effects);
    return ent_temp_file("alliances.yaml", text, used, path);
}

static inline char *alliances_file(const char *effects, int first, int last, char path[ENT_PATH])
{
    return alliances_file_of(alliances_data, effects, first, last, path);
}

static inline ent_model *alliances_open(const char *effects, int first, int last)
{
    char path[ENT_PATH];
    ent_error error;
    ent_model *model;
    ent_assert_ok(ent_model_open(alliances_file(effects, first, last, path), &model, &error), &error);
    return model;
}

/* The rows of all periods. */
static inline ent_tie_rows alliances_rows(const char *effects, int first, int last)
{
    ent_error error;
    ent_tie_rows rows = {0};
    ent_model *model = alliances_open(effects, first, last);
    ent_assert_ok(ent_tie_rows_of_model(model, 0, ent_model_period_count(model) - 1, false, &rows, NULL, &error),
                  &error);
    ent_model_free(model);
    return rows;
}

#endif
