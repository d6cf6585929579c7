/* What a model's file says of the treaty family (entente/treaty.h): of whose ties, from which years, with which options. Its
 * predictors are given, so that it has neither effects nor covariates. */
#include "model/model.h"

#include <string.h>

static ent_status refuse(model_file *m, const ent_yaml_node *node, const char *key, const char *why, ent_error *error)
{
    const ent_yaml_node *found = ent_yaml_get(node, key);
    return found ? ent_yaml_fail(m->yaml, found, error, "'%s' has no meaning in family treaty: %s", key, why) : ENT_OK;
}

typedef struct {
    const char *key, *why;
} refused_key;

static ent_status refuse_all(model_file *m, const ent_yaml_node *node, const refused_key keys[], size_t count, ent_error *error)
{
    ent_status status = ENT_OK;
    for (size_t k = 0; k < count && status == ENT_OK; k++)
        status = refuse(m, node, keys[k].key, keys[k].why, error);
    return status;
}

ent_status model_check_treaty(model_file *m, ent_error *error)
{
    static const refused_key keys[] = {
        {"effects", "its predictors are given (docs/backtest.md)"},
        {"covariates", "its predictors are given (docs/backtest.md)"},
        {"dyadic", "its predictors are given (docs/backtest.md)"},
        {"treaties", "they are those of the layer, or of its project"},
        {"actors", "all states of a year are in it"},
        {"estimation", "how its logits are estimated is said in 'options'"},
    };
    if (m->model.family != ENT_FAMILY_TREATY)
        return !ent_yaml_get(m->root, "options") ? ENT_OK
                   : ent_yaml_fail(m->yaml, ent_yaml_get(m->root, "options"), error, "'options' is for family treaty, and this "
                                   "is a %s", ent_model_family_word(m->model.family));
    if (m->model.data)
        return ent_yaml_fail(m->yaml, ent_yaml_get(m->root, "data"), error, "family treaty needs a world: treaties, borders "
                             "and capitals are not in a folder");
    if (m->model.limited)
        return ent_yaml_fail(m->yaml, ent_yaml_get(m->root, "family"), error, "family treaty is a model of the backtest "
                             "itself, 'treaty'; its file cannot be fitted before each block");
    return refuse_all(m, m->root, keys, ent_countof(keys), error);
}

/* The first and the last year. */
static ent_status check_years(model_file *m, ent_error *error)
{
    const ent_yaml_node *list = ent_yaml_get(m->root, "waves");
    if (list->child_count != 2)
        return ent_yaml_fail(m->yaml, list, error, "%zu waves; family treaty has two: the first and the last year that it "
                             "learns from, as in [1946, 2012]", list->child_count);
    for (const ent_yaml_node *item = list->child; item; item = item->next) {
        ent_span span;
        ent_precision precision;
        if (item->kind != ENT_YAML_TEXT || ent_span_parse(item->text, &span, &precision, NULL) != ENT_OK
            || precision != ENT_DATE_YEAR)
            return ent_yaml_fail(m->yaml, item, error, "'%.40s' is no year; family treaty learns from whole years",
                                 item->kind == ENT_YAML_TEXT ? item->text : "");
    }
    return ENT_OK;
}

/* A number of `options` from 0 on, and below `most`. */
static ent_status take_option(model_file *m, const ent_yaml_node *node, const char *key, double most, double *out,
                              ent_error *error)
{
    ent_status status = model_take_number(m, node, key, out, error);
    if (status == ENT_OK && !(*out >= 0 && *out < most))
        status = ent_yaml_fail(m->yaml, ent_yaml_get(node, key), error, "%s %.15g is not from 0 to below %g", key, *out, most);
    return status;
}

ent_status model_read_treaty(model_file *m, ent_error *error)
{
    static const refused_key dependent[] = {{"directed", "a treaty binds both"},
                                            {"least", "ties are chosen by 'obligations'"},
                                            {"window", "a tie is there in a year if it is so on any day"}};
    static const char *const keys[] = {"ridge", "clip"};
    const ent_yaml_node *options = ent_yaml_get(m->root, "options");
    m->model.treaty = ENT_MODEL_TREATY_DEFAULTS;
    ent_status status = refuse_all(m, m->dependent, dependent, ent_countof(dependent), error);
    if (status == ENT_OK)
        status = check_years(m, error);
    if (status != ENT_OK || !options)
        return status;
    status = ent_yaml_expect(m->yaml, options, ENT_YAML_MAP, "options", error);
    if (status == ENT_OK)
        status = ent_yaml_check_keys(m->yaml, options, keys, ent_countof(keys), error);
    if (status == ENT_OK)
        status = take_option(m, options, "ridge", 1e12, &m->model.treaty.ridge, error);
    return status == ENT_OK ? take_option(m, options, "clip", 0.5, &m->model.treaty.clip, error) : status;
}
