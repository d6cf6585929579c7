/* How a model is put together: the file gives nodes, a folder or a world fills the arrays. */
#ifndef ENT_MODEL_MODEL_H
#define ENT_MODEL_MODEL_H

#include "entente/model.h"

#include "core/memory.h"
#include "core/yaml.h"
#include "entente/world.h"

/* A model with what it was read from. */
typedef struct {
    ent_model model;          /* first: the public part */
    ent_arena arena;
    ent_yaml *yaml;
    const ent_yaml_node *root, *dependent, *actors_node;
    char *folder;             /* of the data, or NULL */
    ent_world *source;        /* the world while it is read, or NULL */
    ent_world *given;         /* in place of the file's; borrowed, or NULL */
    const char *origin;       /* the only wave, and the model is of futures; or NULL */
    ent_day until;            /* of a limited model: later waves are not read */
    ent_day *days;            /* [wave_count] of a world */
    size_t input_room;        /* of model.inputs */
    int *actor_of;            /* [actors of the world + 1] index in the model, -1 = none */
    char system[130];         /* of a world: the list of members that says who is there, name@source */
} model_file;

/* Zeroed memory that lives as long as the model; NULL if there is none. */
void *model_new(model_file *m, size_t count, size_t size);
char *model_text(model_file *m, const char *text);

/* Note what was read (inputs.c). A file by its path; a world or a series by what it is. */
ent_status model_note_file(model_file *m, const char *name, const char *path, ent_error *error);
ent_status model_note_world(model_file *m, ent_error *error);
ent_status model_note_series(model_file *m, ent_series_kind kind, const char *written, const ent_series *series,
                             ent_error *error);

/* A path beside the model's file; freed with free(), NULL if memory ran out. */
char *model_beside(const model_file *m, const char *name);

/* Keys of a node. *out stays as it is if the key is absent. */
ent_status model_take(model_file *m, const ent_yaml_node *node, const char *key, bool required,
                      const char **out, ent_error *error);
ent_status model_take_flag(model_file *m, const ent_yaml_node *node, const char *key, bool *out,
                           ent_error *error);
ent_status model_take_number(model_file *m, const ent_yaml_node *node, const char *key, double *out,
                             ent_error *error);

/* The index of the key's word in a list. */
ent_status model_take_word(model_file *m, const ent_yaml_node *node, const char *key, const char *const words[],
                           size_t count, int *out, ent_error *error);

/* Index of a wave by its text, -1 if it is none. */
int model_wave(const model_file *m, const char *text);
/* The file's "symmetric: ", by default as the dependent layer is not directed. */
ent_status model_take_symmetric(model_file *m, const ent_yaml_node *node, bool *out, ent_error *error);

/* A covariate's raw values, NaN missing, as raw[waves * n]; *waves is 1 or wave_count. *series stays as it is without one.
 * *raw is freed by the caller with free(), also after a failure. */
typedef ent_status model_values(model_file *m, const ent_yaml_node *node, double **raw, size_t *waves,
                                ent_model_series *series, ent_error *error);

/* Where data come from: who is there, the dependent ties, covariates. */
typedef struct {
    const char *const *dependent_keys, *const *covariate_keys, *const *dyadic_keys;
    size_t dependent_key_count, covariate_key_count, dyadic_key_count;
    ent_status (*actors)(model_file *m, ent_error *error); /* actors, absent */
    ent_status (*ties)(model_file *m, uint8_t *code, ent_error *error);
    model_values *covariate, *dyadic;
    ent_status (*treaties)(model_file *m, ent_error *error); /* sets, first_set, if the key `treaties` is there */
} model_source;

extern const model_source model_folder, model_world;

/* Keys of `dependent` that say how its actors choose; they are in the lists of both sources. */
#define MODEL_CHOICE_KEYS "rule", "offset", "one_way", "degree_most"
/* saom.c: those keys, and the section `estimation`. */
ent_status model_read_saom(model_file *m, ent_error *error);
/* Of an effect: start, fixed, test. */
ent_status model_read_start(model_file *m, const ent_yaml_node *node, ent_model_effect *e, ent_error *error);

/* treaty.c: of a model of treaties, keys of the file that have no meaning for it; then those of `dependent`, the years, and the
 * section `options`. */
ent_status model_check_treaty(model_file *m, ent_error *error);
ent_status model_read_treaty(model_file *m, ent_error *error);

/* derived.c: values that a world implies: `derive: region | subregion | age`. As model_values. */
ent_status model_derived(model_file *m, const ent_yaml_node *node, const char *word, double **raw, size_t *waves,
                         ent_error *error);

/* world.c: open and close what it reads from. */
ent_status model_world_open(model_file *m, ent_error *error);
void model_world_close(model_file *m);
/* The day of a wave: where it is a year, 1 July; of a model of treaties its last day. */
ent_status model_parse_day(const model_file *m, const char *text, ent_day *out, ent_error *error);

#endif
