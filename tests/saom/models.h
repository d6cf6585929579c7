/* The models M1, M2, M4, M5 of the peer (reference/saom) as model files, with what it found. */
#ifndef ENT_TESTS_SAOM_MODELS_H
#define ENT_TESTS_SAOM_MODELS_H

#include "entente/saom.h"

#include "measure/reference.h"

enum { MODEL_MOST = 12 };

#define S50                                                                                        \
    "waves: [1, 2, 3]\n"                                                                           \
    "actors: {file: s50_actors.csv, id: actor}\n"                                                  \
    "dependent: {name: net, directed: true, file: s50_ties.csv, from: ego, to: alter, wave: wave}\n"  \
    "covariates:\n"                                                                                \
    "  - {name: alc, columns: [alcohol_1, alcohol_2, alcohol_3]}\n"
#define STATES(kind)                                                                               \
    "  - {name: " kind ", columns: [" kind "_1981, " kind "_1985, " kind "_1990, " kind "_1995, " kind "_2000]}\n"
#define ALLIANCES                                                                                  \
    "waves: [1981, 1985, 1990, 1995, 2000]\n"                                                      \
    "actors: {file: alliances_states.csv, id: state}\n"                                            \
    "dependent: {name: ally, file: alliances_ties.csv, from: i, to: j, wave: year}\n"               \
    "covariates:\n" STATES("lcinc") STATES("polity")                                               \
    "dyadic:\n"                                                                                    \
    "  - {name: contig, file: alliances_contiguity.csv, from: i, to: j}\n"                         \
    "  - {name: mid, file: alliances_mid.csv, from: i, to: j, wave: year}\n"

static const char effects_m1[] = "effects: [density, recip, transTrip, cycle3]\n";
static const char effects_m2[] =
    "effects: [density, recip, transTrip, cycle3, transTies, inPopSqrt, outActSqrt, {effect: altX, of: alc}, "
    "{effect: egoX, of: alc}, {effect: simX, of: alc}]\n";
/* In the order of the peer's files. */
static const char effects_m4[] =
    "effects: [density, {effect: gwesp, decay: 0.69}, inPopSqrt, {effect: X, of: contig}, {effect: X, of: mid}, "
    "{effect: egoPlusAltX, of: lcinc}, {effect: simX, of: polity}]\n";

/* The model of a file with this head and these effects. */
static inline ent_model *model_of(const char *head, const char *effects)
{
    char path[ENT_PATH], text[4000];
    ent_error error;
    ent_model *model;
    const char *set = getenv("ENTENTE_DATA");
    snprintf(text, sizeof text, "family: saom\ndata: %s/../reference/saom/data\n%s%s",
             set && *set ? set : ENTENTE_SOURCE_DIR "/../shared/data", head, effects);
    ent_assert_ok(ent_model_open(ent_temp_file("model.yaml", text, strlen(text), path), &model, &error), &error);
    return model;
}

/* "M1", "M2", "M4" or "M5", with the settings of the peer's run. */
static inline ent_model *model_named(const char *name)
{
    bool s50 = name[1] == '1' || name[1] == '2';
    reference *r = reference_open("saom/data/s50_ties.csv"); /* skips where it is not */
    while (reference_next(r))
        ;
    ent_model *model = model_of(s50 ? S50 : ALLIANCES,
                                name[1] == '1' ? effects_m1 : name[1] == '2' ? effects_m2 : effects_m4);
    model->saom.one_way = model->saom.conditional = false;
    model->saom.rule = name[1] == '4' ? ENT_SAOM_INITIATIVE : ENT_SAOM_FORCING;
    return model;
}

/* A column of the peer's estimates, "estimate", "target", "sim_mean" ... */
static inline void model_column(const char *name, const char *column, double out[MODEL_MOST])
{
    char file[64], quoted[64];
    size_t k = 0;
    snprintf(file, sizeof file, "saom/%s_estimates.csv", name);
    snprintf(quoted, sizeof quoted, "\"%s\"", column);
    for (reference *r = reference_open(file); reference_next(r); k++)
        out[k] = reference_number(r, quoted);
}

/* A square table of the peer: "simcov", "derivative"; out[k * parameters + l]. */
static inline void model_table(const char *name, const char *kind, size_t parameters, double out[])
{
    char file[64];
    size_t k = 0;
    snprintf(file, sizeof file, "saom/%s_%s.csv", name, kind);
    for (reference *r = reference_open(file); reference_next(r); k++)
        for (size_t l = 0; l < parameters; l++)
            out[k * parameters + l] = strtod(r->field[l + 1], NULL);
}

#endif
