/* Voting power: `entente power --votes ... --quota ...`. */
#include "entente/measure.h"
#include "report/chosen.h"

#include "core/memory.h"
#include "core/text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    char name[96];
} member_name;

typedef struct {
    member_name *names;
    double *weight;
    size_t count, name_capacity, weight_capacity;
    size_t missing;           /* of an attribute: left out */
    size_t doubted;           /* of an attribute: unverified, disputed or of low confidence */
    ent_buffer missing_names;
} body;

static ent_status add_member(body *b, const char *name, double weight, ent_error *error)
{
    if (!ent_grow(&b->names, b->count, &b->name_capacity, sizeof *b->names) ||
        !ent_grow(&b->weight, b->count, &b->weight_capacity, sizeof *b->weight))
        return ent_fail_memory(error);
    snprintf(b->names[b->count].name, sizeof b->names[0].name, "%s", name);
    b->weight[b->count++] = weight;
    return ENT_OK;
}

/* ---- a list: 7, 7x5 (five of weight 7), USA=7 ---- */

static ent_status fail_vote(const char *word, ent_error *error)
{
    return ent_fail(error, ENT_ERR_ARGUMENT, "--votes '%.40s' is no vote; expected weights (7), up to 10000 "
                    "of a weight (7x5), named ones (USA=7), or an attribute of a WORLD", word);
}

static ent_status read_vote(body *b, char *word, ent_error *error)
{
    double weight;
    long long times = 1;
    char name[96] = "", whole[160], *equals = strchr(word, '=');
    snprintf(whole, sizeof whole, "%s", word);
    if (equals) {
        *equals = '\0';
        snprintf(name, sizeof name, "%s", ent_trim(word));
        word = equals + 1;
    }
    char *cross = strchr(word, 'x');
    if (cross) {
        *cross = '\0';
        if (equals || !ent_parse_integer(cross + 1, &times) || times < 1 || times > 10000)
            return fail_vote(whole, error);
    }
    if (!ent_parse_number(ent_trim(word), &weight))
        return fail_vote(whole, error);
    for (size_t i = 0; i < b->count && equals; i++)
        if (strcmp(b->names[i].name, name) == 0)
            return ent_fail(error, ENT_ERR_ARGUMENT, "--votes has '%.40s' twice; expected another name", name);
    for (long long k = 0; k < times; k++) {
        if (!equals)
            snprintf(name, sizeof name, "%zu", b->count + 1);
        ent_status status = add_member(b, name, weight, error);
        if (status != ENT_OK)
            return status;
    }
    return ENT_OK;
}

static ent_status read_list(body *b, const char *text, ent_error *error)
{
    ent_status status = ENT_OK;
    while (*text && status == ENT_OK) {
        char word[160];
        size_t length = strcspn(text, ",");
        snprintf(word, sizeof word, "%.*s", (int)(length < 150 ? length : 150), text);
        text += length + (text[length] == ',');
        status = read_vote(b, word, error);
    }
    return status;
}

/* "7,7,1" and "USA=7" are lists; "tpop" and "tpop@nmc-7.0" are attributes. */
static bool is_list(const char *text)
{
    return strchr(text, '=') || (*text >= '0' && *text <= '9') || *text == '.' || *text == '-';
}

/* ---- an attribute of a world on a day ---- */

static ent_status read_world(body *b, answer *a, ent_world *world, const char *attribute,
                             const ent_power_options *options, ent_error *error)
{
    years y = {0};
    years_members states = {0};
    years_values values = {0};
    uint8_t *in = NULL;
    char label[16];
    ent_series majors;
    ent_status status = years_open(&y, world, options->period.when, true, error);
    if (status == ENT_OK)
        status = years_read_states(&y, &states, error);
    if (status == ENT_OK)
        status = chosen_actors(&y, &states, options->of, &in, label, &majors, error);
    if (status == ENT_OK)
        status = years_read_values(&y, attribute, &values, error);
    if (status == ENT_OK && (!values.covered[1] || !states.covered[1]))
        status = ent_fail(error, ENT_ERR_INPUT, "%s@%s or %s@%s does not cover that day",
                          values.series.name, values.series.source, states.series.name,
                          states.series.source);
    for (size_t i = 0; i < y.places && status == ENT_OK; i++) {
        const ent_actor *actor = ent_world_actor(world, (int)i);
        if (!in[y.places + i])
            continue;
        if (!isnan(values.value[y.places + i])) {
            b->doubted += values.marks[y.places + i] != 0;
            status = add_member(b, actor->abb, values.value[y.places + i], error);
            continue;
        }
        b->missing++;
        ent_buffer_format(&b->missing_names, "%s%s", b->missing > 1 ? ";" : "", actor->abb);
    }
    if (status == ENT_OK) {
        ent_json_value *table = answer_add_sources(a);
        answer_add_source(a, table, &states.series);
        answer_add_source(a, table, &values.series);
        ent_json_add_text(a->json, a->result, "of", label);
    }
    free(in);
    years_values_clear(&values);
    years_members_clear(&states);
    years_clear(&y);
    return status;
}

/* ---- quota ---- */

static ent_status read_quota(const char *text, const body *b, double *out, ent_error *error)
{
    double total = 0, share;
    char number[40];
    size_t length = text ? strlen(text) : 0;
    for (size_t i = 0; i < b->count; i++)
        total += b->weight[i];
    if (!text || strcmp(text, "majority") == 0) {
        *out = total / 2;
        return ENT_OK;
    }
    bool percent = length > 0 && text[length - 1] == '%';
    snprintf(number, sizeof number, "%.*s", (int)(percent ? length - 1 : length), text);
    if (!ent_parse_number(number, &share))
        return ent_fail(error, ENT_ERR_ARGUMENT,
                        "--quota '%.40s' is none; expected a number, 55%%, or majority", text);
    *out = percent ? share / 100 * total : share;
    return ENT_OK;
}

/* More than half of integers, not at least. */
static void make_majority(ent_vote_scale *scale)
{
    scale->quota = scale->total / 2 + 1;
}

/* ---- the answer ---- */

static void add_members(answer *a, const body *b, const int *integer, const double *banzhaf,
                        const double *normalised, const double *shapley)
{
    static const char *const columns[] = {"member",  "votes", "integer", "share", "banzhaf",
                                          "banzhaf_absolute", "shapley_shubik"};
    ent_json_value *table =
        ent_json_add_table(a->json, a->result, "members", columns, ent_countof(columns));
    double total = 0;
    for (size_t i = 0; i < b->count; i++)
        total += b->weight[i];
    for (size_t i = 0; i < b->count; i++) {
        ent_json_add_text(a->json, ent_json_get(table, "member"), NULL, b->names[i].name);
        ent_json_add_number(a->json, ent_json_get(table, "votes"), NULL, b->weight[i]);
        ent_json_add_integer(a->json, ent_json_get(table, "integer"), NULL, integer[i]);
        ent_json_add_number(a->json, ent_json_get(table, "share"), NULL, b->weight[i] / total);
        ent_json_add_number(a->json, ent_json_get(table, "banzhaf"), NULL, normalised[i]);
        ent_json_add_number(a->json, ent_json_get(table, "banzhaf_absolute"), NULL, banzhaf[i]);
        ent_json_add_number(a->json, ent_json_get(table, "shapley_shubik"), NULL, shapley[i]);
    }
    ent_json_add_text(a->json, a->result, "main", "members");
}

static void add_scale(answer *a, const body *b, const ent_vote_scale *scale, const char *quota,
                      double votes)
{
    ent_json_add_text(a->json, a->result, "quota", quota ? quota : "majority");
    ent_json_add_number(a->json, a->result, "quota_votes", votes);
    ent_json_value *object = ent_json_add_object(a->json, a->result, "scaling");
    ent_json_add_number(a->json, object, "factor", scale->factor);
    ent_json_add_integer(a->json, object, "total", scale->total);
    ent_json_add_integer(a->json, object, "quota", scale->quota);
    ent_json_add_number(a->json, object, "largest_error_of_a_share", scale->error);
    ent_json_value *missing = ent_json_add_object(a->json, a->result, "missing");
    ent_json_add_integer(a->json, missing, "members", (long long)b->missing);
    ent_json_add_text(a->json, missing, "names", ent_buffer_text(&b->missing_names));
    ent_json_add_integer(a->json, a->result, "marked", (long long)b->doubted);
}

static ent_status add_power(answer *a, const body *b, const char *quota, ent_error *error)
{
    ent_vote_scale scale;
    double votes = 0, *power = ent_new_array(3 * b->count, sizeof *power);
    int *integer = ent_new_array(b->count, sizeof *integer);
    ent_status status = power && integer ? ENT_OK : ent_fail_memory(error);
    if (status == ENT_OK)
        status = read_quota(quota, b, &votes, error);
    if (status == ENT_OK)
        status = ent_vote_integers(b->weight, b->count, votes, integer, &scale, error);
    if (status == ENT_OK && (!quota || strcmp(quota, "majority") == 0))
        make_majority(&scale);
    if (status == ENT_OK)
        status = ent_voting_power(integer, b->count, scale.quota, power, power + b->count,
                                  power + 2 * b->count, error);
    if (status == ENT_OK) {
        add_scale(a, b, &scale, quota, votes);
        add_members(a, b, integer, power, power + b->count, power + 2 * b->count);
    }
    free(integer);
    free(power);
    return status;
}

ent_status ent_voting_report(ent_world *world, const char *path, const char *votes,
                             const char *quota, const ent_power_options *options, ent_json **out,
                             ent_error *error)
{
    body b = {0};
    answer a;
    *out = NULL;
    ent_status status = answer_begin(&a, "voting", error);
    if (status != ENT_OK)
        return status;
    if (*votes == '\0') {
        status = ent_fail(error, ENT_ERR_ARGUMENT, "--votes is empty; expected weights (7x5,1x10) or an attribute");
    } else if (is_list(votes)) {
        status = read_list(&b, votes, error);
    } else if (!world || !options->period.is_day) {
        status = ent_fail(error, ENT_ERR_ARGUMENT,
                          "'%.40s' is an attribute: say of which WORLD and --on which day", votes);
    } else {
        status = answer_input_world(&a, world, path, error);
        if (status == ENT_OK)
            status = read_world(&b, &a, world, votes, options, error);
    }
    if (status == ENT_OK && b.count == 0)
        status = ent_fail(error, ENT_ERR_INPUT, "nobody has votes");
    if (status == ENT_OK && b.missing_names.failed)
        status = ent_fail_memory(error);
    if (status == ENT_OK)
        status = add_power(&a, &b, quota, error);
    free(b.names);
    free(b.weight);
    ent_buffer_clear(&b.missing_names);
    return answer_end(&a, status, out, error);
}
