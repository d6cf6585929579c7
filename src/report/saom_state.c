#include "report/saom_state.h"

#include "core/file.h"
#include "core/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#define SECONDS_BETWEEN 0.2

static const char kind[] = "state of an estimation";

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* ---- writing: every number with 17 digits, so that it is read back as it was ---- */

static void add_numbers(ent_json *json, const char *key, const double *number, size_t count)
{
    ent_json_value *list = ent_json_add_list(json, ent_json_root(json), key);
    for (size_t k = 0; k < count; k++)
        ent_json_add_number(json, list, NULL, number[k]);
}

static void fill(ent_json *json, const saom_state_file *file, const ent_saom_state *state)
{
    ent_json_value *root = ent_json_root(json);
    ent_json_add_text(json, root, "entente", ent_version());
    ent_json_add_text(json, root, "kind", kind);
    ent_json_add_text(json, root, "model", file->model->path);
    ent_json_add_text(json, root, "model_checksum", file->model->checksum);
    ent_json_add_integer(json, root, "seed", (long long)file->seed);
    ent_json_add_integer(json, root, "parameters", (long long)state->parameters);
    ent_json_add_integer(json, root, "periods", (long long)state->periods);
    ent_json_add_integer(json, root, "phase", state->phase);
    ent_json_add_integer(json, root, "subphase", (long long)state->subphase);
    ent_json_add_integer(json, root, "repeats", (long long)state->repeats);
    ent_json_add_integer(json, root, "restarts", (long long)state->restarts);
    ent_json_add_integer(json, root, "iteration", (long long)state->iteration);
    ent_json_add_integer(json, root, "phase1", (long long)state->phase1);
    ent_json_add_integer(json, root, "draws", (long long)state->draws);
    add_numbers(json, "target", file->target, file->model->effect_count);
    add_numbers(json, "number", state->number, state->number_count);
}

ent_status saom_state_write(const saom_state_file *file, const ent_saom_state *state, ent_error *error)
{
    ent_json *json;
    char *text = NULL;
    ent_status status = ent_json_new(&json, error);
    if (status != ENT_OK)
        return status;
    fill(json, file, state);
    status = ent_json_print(json, &text, error);
    if (status == ENT_OK)
        status = ent_file_write(file->path, text, strlen(text), error);
    if (status != ENT_OK)
        ent_error_context(error, "the state of the estimation");
    free(text);
    ent_json_free(json);
    return status;
}

ent_status saom_state_keep(void *user, const ent_saom_state *state, ent_error *error)
{
    saom_state_file *file = user;
    double time = now();
    if (!file->path || time - file->written < SECONDS_BETWEEN)
        return ENT_OK;
    file->written = time;
    return saom_state_write(file, state, error);
}

/* ---- reading ---- */

/* A whole number that is there and not below 0. */
static bool take_count(const ent_json_value *root, const char *key, uint64_t *out)
{
    double number = ent_json_number(ent_json_get(root, key));
    bool good = number >= 0 && number < 9e15;
    *out = good ? (uint64_t)number : 0;
    return good;
}

static bool take_state(const ent_json_value *root, ent_saom_state *state)
{
    static const char *const keys[] = {"parameters", "periods", "phase", "subphase", "repeats", "restarts", "iteration",
                                       "phase1", "draws"};
    uint64_t number[ent_countof(keys)];
    for (size_t k = 0; k < ent_countof(keys); k++)
        if (!take_count(root, keys[k], &number[k]))
            return false;
    state->parameters = number[0];
    state->periods = number[1];
    state->phase = (int)number[2];
    state->subphase = number[3];
    state->repeats = number[4];
    state->restarts = number[5];
    state->iteration = number[6];
    state->phase1 = number[7];
    state->draws = number[8];
    return true;
}

static bool is_same_data(const saom_state_file *file, const ent_json_value *root)
{
    const ent_json_value *target = ent_json_get(root, "target");
    bool same = ent_json_count(target) == file->model->effect_count;
    for (size_t k = 0; same && k < file->model->effect_count; k++)
        same = fabs(ent_json_number(ent_json_at(target, k)) - file->target[k]) <= 1e-9 * (1 + fabs(file->target[k]));
    return same;
}

static ent_status check(const saom_state_file *file, const ent_json_value *root, ent_error *error)
{
    const char *found = ent_json_text(ent_json_get(root, "kind"));
    const char *model = ent_json_text(ent_json_get(root, "model_checksum"));
    double seed = ent_json_number(ent_json_get(root, "seed"));
    if (!found || strcmp(found, kind) != 0 || !model)
        return ent_fail(error, ENT_ERR_INPUT, "%s: not the state of an estimation", file->path);
    if (strcmp(model, file->model->checksum) != 0)
        return ent_fail(error, ENT_ERR_INPUT, "%s: the model '%s' is not as it was then: start without --resume",
                        file->path, file->model->path);
    if (!is_same_data(file, root))
        return ent_fail(error, ENT_ERR_INPUT, "%s: the data of '%s' are not as they were then: start without --resume",
                        file->path, file->model->path);
    if (!(fabs(seed - (double)file->seed) < 0.5))
        return ent_fail(error, ENT_ERR_INPUT, "%s: it was begun with --seed %.0f, not %llu", file->path, seed,
                        (unsigned long long)file->seed);
    return ENT_OK;
}

static ent_status take_numbers(const saom_state_file *file, const ent_json_value *root, ent_saom_state *state,
                               ent_error *error)
{
    const ent_json_value *number = ent_json_get(root, "number");
    *state = (ent_saom_state){0};
    if (!take_state(root, state) || state->parameters != file->model->effect_count || state->phase < 1 ||
        state->phase > 4 || ent_json_count(number) < state->parameters)
        return ent_fail(error, ENT_ERR_INPUT, "%s: the state is broken: start without --resume", file->path);
    state->number_count = ent_json_count(number);
    state->number = ent_new_array(state->number_count, sizeof *state->number);
    if (!state->number)
        return ent_fail_memory(error);
    for (size_t k = 0; k < state->number_count; k++)
        state->number[k] = ent_json_number(ent_json_at(number, k));
    return ENT_OK;
}

ent_status saom_state_read(const saom_state_file *file, ent_saom_state *state, ent_error *error)
{
    ent_json *json = NULL;
    struct stat info;
    *state = (ent_saom_state){0};
    if (stat(file->path, &info) != 0)
        return ent_fail(error, ENT_ERR_INPUT, "--resume: there is no '%s' to go on from: the run is done, or was of "
                        "other files", file->path);
    ent_status status = ent_json_read(file->path, &json, error);
    if (status == ENT_OK)
        status = check(file, ent_json_root(json), error);
    if (status == ENT_OK)
        status = take_numbers(file, ent_json_root(json), state, error);
    ent_json_free(json);
    return status;
}
