/* What a model's data were read from, so that a fit can tell whether they have changed. */
#include "model/model.h"

#include "core/file.h"

#include <string.h>

static bool is_noted(const model_file *m, const char *kind, const char *name, const char *source)
{
    for (size_t k = 0; k < m->model.input_count; k++) {
        const ent_model_input *input = &m->model.inputs[k];
        if (strcmp(input->kind, kind) == 0 && strcmp(input->name, name) == 0
            && (!source || strcmp(input->source, source) == 0))
            return true;
    }
    return false;
}

static ent_status note(model_file *m, ent_model_input input, ent_error *error)
{
    if (m->model.input_count == m->input_room) {
        size_t room = 2 * m->input_room + 8;
        ent_model_input *grown = model_new(m, room, sizeof *grown);
        if (!grown)
            return ent_fail_memory(error);
        if (m->model.input_count)
            memcpy(grown, m->model.inputs, m->model.input_count * sizeof *grown);
        m->model.inputs = grown;
        m->input_room = room;
    }
    ent_model_input kept = {input.kind, model_text(m, input.name), input.checksum ? model_text(m, input.checksum) : NULL,
                            input.source ? model_text(m, input.source) : NULL, input.of, input.bare};
    if (!kept.name || !kept.checksum != !input.checksum || !kept.source != !input.source)
        return ent_fail_memory(error);
    m->model.inputs[m->model.input_count++] = kept;
    return ENT_OK;
}

ent_status model_note_file(model_file *m, const char *name, const char *path, ent_error *error)
{
    char checksum[65];
    if (is_noted(m, "file", name, NULL))
        return ENT_OK;
    ent_status status = ent_file_sha256(path, checksum, error);
    return status == ENT_OK ? note(m, (ent_model_input){.kind = "file", .name = name, .checksum = checksum}, error) : status;
}

ent_status model_note_world(model_file *m, ent_error *error)
{
    char checksum[65];
    ent_status status = ent_world_checksum(m->source, checksum, error);
    return status == ENT_OK
               ? note(m, (ent_model_input){.kind = "world", .name = m->model.world, .checksum = checksum}, error) : status;
}

ent_status model_note_series(model_file *m, ent_series_kind kind, const char *written, const ent_series *series,
                             ent_error *error)
{
    size_t count, of = 0;
    const ent_series *all = ent_world_series(m->source, kind, &count);
    const char *word = ent_series_kind_word(kind);
    if (is_noted(m, word, series->name, series->source))
        return ENT_OK;
    for (size_t k = 0; k < count; k++)
        of += strcmp(all[k].name, series->name) == 0;
    return note(m, (ent_model_input){.kind = word, .name = series->name, .source = series->source, .of = of,
                                     .bare = strchr(written, '@') == NULL}, error);
}
