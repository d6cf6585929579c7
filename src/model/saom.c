/* What a model's file says of actor-oriented models: who decides, what is fixed, how it is estimated. */
#include "model/model.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

static const char *const rule_words[] = {"forcing", "initiative", "disjunctive", "conjunctive", "compensatory",
                                         "rsiena:disjunctive"};

const char *ent_saom_rule_word(ent_saom_rule rule)
{
    return rule_words[rule];
}

/* ---- numbers with their ranges ---- */

typedef struct {
    const char *key;
    size_t at;               /* in ent_saom_options */
    bool whole;              /* a size_t, else a double */
    double least, most;
} option_row;

#define OPTION(field) offsetof(ent_saom_options, field)
static const option_row option_rows[] = {
    {"subphases", OPTION(subphases), true, 1, 10},
    {"first_gain", OPTION(first_gain), false, 1e-6, 10},
    {"gain_reduction", OPTION(gain_reduction), false, 0.01, 1},
    {"truncation", OPTION(truncation), false, 0.1, 1e6},
    {"diagonalise", OPTION(diagonalise), false, 0, 1},
    {"simulations", OPTION(phase3), true, 2, 1e8},
    {"restarts", OPTION(restarts_most), true, 0, 1000},
    {"t_most", OPTION(t_most), false, 0, 1e6},
    {"overall_most", OPTION(overall_most), false, 0, 1e6},
    {"parameter_most", OPTION(theta_most), false, 1, 1e6},
    {"per_step", OPTION(per_step), true, 1, 10000},
    {"newton", OPTION(newton), true, 0, 1e7},
};

static ent_status take_in_range(model_file *m, const ent_yaml_node *node, const char *key, bool whole, double least,
                                double most, double *out, ent_error *error)
{
    ent_status status = model_take_number(m, node, key, out, error);
    if (status == ENT_OK && ent_yaml_get(node, key) && (*out < least || *out > most || (whole && *out != floor(*out))))
        return ent_yaml_fail(m->yaml, ent_yaml_get(node, key), error, "%s is %g, and must be %s from %g to %g", key, *out,
                             whole ? "a whole number" : "a number", least, most);
    return status;
}

static ent_status take_option(model_file *m, const ent_yaml_node *node, const option_row *row, ent_error *error)
{
    char *at = (char *)&m->model.saom.options + row->at;
    double value = row->whole ? (double)*(size_t *)at : *(double *)at;
    ent_status status = take_in_range(m, node, row->key, row->whole, row->least, row->most, &value, error);
    if (row->whole)
        *(size_t *)at = (size_t)value;
    else
        *(double *)at = value;
    return status;
}

/* ---- the section `estimation` ---- */

static ent_status read_estimation(model_file *m, const ent_yaml_node *node, ent_error *error)
{
    static const char *const derivatives[] = {"scores", "differences"};
    const char *keys[ent_countof(option_rows) + 3] = {"conditional", "dolby", "derivative"};
    int differences = 0;
    for (size_t k = 0; k < ent_countof(option_rows); k++)
        keys[k + 3] = option_rows[k].key;
    ent_status status = ent_yaml_expect(m->yaml, node, ENT_YAML_MAP, "estimation", error);
    if (status == ENT_OK)
        status = ent_yaml_check_keys(m->yaml, node, keys, ent_countof(keys), error);
    if (status == ENT_OK)
        status = model_take_flag(m, node, "conditional", &m->model.saom.conditional, error);
    if (status == ENT_OK)
        status = model_take_flag(m, node, "dolby", &m->model.saom.options.dolby, error);
    if (status == ENT_OK)
        status = model_take_word(m, node, "derivative", derivatives, 2, &differences, error);
    m->model.saom.options.differences = differences == 1;
    for (size_t k = 0; k < ent_countof(option_rows) && status == ENT_OK; k++)
        status = take_option(m, node, &option_rows[k], error);
    return status;
}

/* ---- keys of the dependent layer and of effects ---- */

static ent_status read_choice(model_file *m, ent_error *error)
{
    ent_model_saom *s = &m->model.saom;
    int rule = (int)s->rule;
    double degree = 0;
    ent_status status = model_take_word(m, m->dependent, "rule", rule_words, ent_countof(rule_words), &rule, error);
    s->rule = (ent_saom_rule)rule;
    if (status == ENT_OK && m->model.ties.directed && s->rule != ENT_SAOM_FORCING)
        return ent_yaml_fail(m->yaml, ent_yaml_get(m->dependent, "rule"), error, "rule '%s' is for ties without direction; "
                             "'%s' is directed, where ego alone decides", rule_words[rule], m->model.variable);
    if (status == ENT_OK)
        status = model_take_number(m, m->dependent, "offset", &s->offset, error);
    if (status == ENT_OK)
        status = model_take_flag(m, m->dependent, "one_way", &s->one_way, error);
    if (status == ENT_OK)
        status = take_in_range(m, m->dependent, "degree_most", true, 1, 65535, &degree, error);
    s->degree_most = (size_t)degree;
    return status;
}

static ent_status refuse(model_file *m, const ent_yaml_node *node, const char *key, ent_error *error)
{
    const ent_yaml_node *found = ent_yaml_get(node, key);
    return !found ? ENT_OK
                  : ent_yaml_fail(m->yaml, found, error, "'%s' is for actor-oriented models (family: saom), and this is a %s",
                                  key, ent_model_family_word(m->model.family));
}

ent_status model_read_saom(model_file *m, ent_error *error)
{
    static const char *const choice_keys[] = {MODEL_CHOICE_KEYS};
    const ent_yaml_node *estimation = ent_yaml_get(m->root, "estimation");
    ent_status status = ENT_OK;
    m->model.saom = ENT_MODEL_SAOM_DEFAULTS;
    if (m->model.family != ENT_FAMILY_SAOM) {
        for (size_t k = 0; k < ent_countof(choice_keys) && status == ENT_OK; k++)
            status = refuse(m, m->dependent, choice_keys[k], error);
        return status == ENT_OK ? refuse(m, m->root, "estimation", error) : status;
    }
    status = read_choice(m, error);
    return status == ENT_OK && estimation ? read_estimation(m, estimation, error) : status;
}

ent_status model_read_start(model_file *m, const ent_yaml_node *node, ent_model_effect *e, ent_error *error)
{
    ent_status status = model_take_number(m, node, "start", &e->start, error);
    if (status == ENT_OK)
        status = model_take_flag(m, node, "fixed", &e->fixed, error);
    if (status == ENT_OK)
        status = model_take_flag(m, node, "test", &e->tested, error);
    e->has_start = ent_yaml_get(node, "start") != NULL;
    e->fixed |= e->tested; /* a score test is of a parameter that is held */
    return status;
}
