#include "core/yaml.h"

#include "core/file.h"
#include "core/memory.h"
#include "core/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

enum { DEPTH_MAX = 32 };

struct ent_yaml {
    char *name;
    ent_arena arena;
    ent_yaml_node *root;
    char checksum[65];
};

/* The state of one parse: the document being built and libyaml's parser. */
typedef struct {
    ent_yaml *yaml;
    const char *text; /* the file */
    yaml_parser_t parser;
    ent_error *error;
} parse;

static ent_status parse_node(parse *p, const yaml_event_t *event, int depth, ent_yaml_node **out);

static ent_status fail_at(parse *p, yaml_mark_t mark, const char *message)
{
    return ent_fail(p->error, ENT_ERR_INPUT, "%s:%zu:%zu: %s", p->yaml->name, mark.line + 1,
                    mark.column + 1, message);
}

/* Where the byte at `offset` stands; columns count letters, as libyaml's do. */
static yaml_mark_t mark_of_byte(const char *text, size_t offset)
{
    yaml_mark_t mark = {.index = offset};
    for (size_t i = 0; i < offset; i++) {
        bool newline = text[i] == '\n';
        mark.line += newline;
        mark.column = newline ? 0 : mark.column + ((text[i] & 0xC0) != 0x80);
    }
    return mark;
}

static ent_status next_event(parse *p, yaml_event_t *event)
{
    if (yaml_parser_parse(&p->parser, event))
        return ENT_OK;
    memset(event, 0, sizeof *event);
    if (p->parser.error == YAML_MEMORY_ERROR)
        return ent_fail_memory(p->error);
    yaml_mark_t mark = p->parser.problem_mark;
    if (p->parser.error == YAML_READER_ERROR) /* the parser itself is not that far yet */
        mark = mark_of_byte(p->text, p->parser.problem_offset);
    return ent_fail(p->error, ENT_ERR_INPUT, "%s:%zu:%zu: %s%s%s", p->yaml->name, mark.line + 1,
                    mark.column + 1, p->parser.problem ? p->parser.problem : "not YAML",
                    p->parser.context ? ", " : "", p->parser.context ? p->parser.context : "");
}

static ent_yaml_node *new_node(parse *p, ent_yaml_kind kind, yaml_mark_t mark)
{
    ent_yaml_node *node = ent_arena_new(&p->yaml->arena, sizeof *node);
    if (!node)
        return NULL;
    node->kind = kind;
    node->line = mark.line + 1;
    node->column = mark.column + 1;
    return node;
}

static ent_status parse_list(parse *p, ent_yaml_node *list, int depth)
{
    ent_yaml_node **tail = &list->child;
    for (;;) {
        yaml_event_t event;
        ent_status status = next_event(p, &event);
        bool end = event.type == YAML_SEQUENCE_END_EVENT;
        if (status == ENT_OK && !end)
            status = parse_node(p, &event, depth + 1, tail);
        yaml_event_delete(&event);
        if (status != ENT_OK || end)
            return status;
        tail = &(*tail)->next;
        list->child_count++;
    }
}

/* The key of the next entry of a map; *key is NULL at its end. */
static ent_status parse_key(parse *p, const ent_yaml_node *map, const char **key, yaml_mark_t *mark)
{
    yaml_event_t event;
    *key = NULL;
    ent_status status = next_event(p, &event);
    if (status != ENT_OK || event.type == YAML_MAPPING_END_EVENT)
        goto done;
    *mark = event.start_mark;
    if (event.type != YAML_SCALAR_EVENT) {
        status = fail_at(p, event.start_mark, "a key must be a plain word");
        goto done;
    }
    const char *text = (const char *)event.data.scalar.value;
    const ent_yaml_node *other = ent_yaml_get(map, text);
    if (strlen(text) != event.data.scalar.length)
        status = fail_at(p, *mark, "a NUL byte in a key");
    else if (other)
        status = ent_fail(p->error, ENT_ERR_INPUT,
                          "%s:%zu:%zu: key '%.60s' stands twice, first in line %zu", p->yaml->name,
                          mark->line + 1, mark->column + 1, text, other->key_line);
    else if (!(*key = ent_arena_text(&p->yaml->arena, text)))
        status = ent_fail_memory(p->error);
done:
    yaml_event_delete(&event);
    return status;
}

static ent_status parse_map(parse *p, ent_yaml_node *map, int depth)
{
    ent_yaml_node **tail = &map->child;
    for (;;) {
        const char *key;
        yaml_mark_t mark = {0};
        ent_status status = parse_key(p, map, &key, &mark);
        if (status != ENT_OK || !key)
            return status;
        yaml_event_t event;
        status = next_event(p, &event);
        ent_yaml_node *value = NULL;
        if (status == ENT_OK)
            status = parse_node(p, &event, depth + 1, &value);
        yaml_event_delete(&event);
        if (status != ENT_OK)
            return status;
        value->key = key;
        value->key_line = mark.line + 1;
        value->key_column = mark.column + 1;
        *tail = value;
        tail = &value->next;
        map->child_count++;
    }
}

static ent_status parse_node(parse *p, const yaml_event_t *event, int depth, ent_yaml_node **out)
{
    if (depth > DEPTH_MAX)
        return fail_at(p, event->start_mark, "nested too deeply");
    ent_yaml_kind kind = event->type == YAML_SEQUENCE_START_EVENT  ? ENT_YAML_LIST
                         : event->type == YAML_MAPPING_START_EVENT ? ENT_YAML_MAP
                                                                   : ENT_YAML_TEXT;
    if (kind == ENT_YAML_TEXT && event->type != YAML_SCALAR_EVENT)
        return fail_at(p, event->start_mark, "aliases ('*name') are not used in these files");
    ent_yaml_node *node = new_node(p, kind, event->start_mark);
    if (!node)
        return ent_fail_memory(p->error);
    *out = node;
    if (kind == ENT_YAML_LIST)
        return parse_list(p, node, depth);
    if (kind == ENT_YAML_MAP)
        return parse_map(p, node, depth);
    if (strlen((const char *)event->data.scalar.value) != event->data.scalar.length)
        return fail_at(p, event->start_mark, "a NUL byte in a text");
    node->text = ent_arena_text(&p->yaml->arena, (const char *)event->data.scalar.value);
    return node->text ? ENT_OK : ent_fail_memory(p->error);
}

/* Skip the events before the first node; *event is that node's, or the end of the stream. */
static ent_status first_node(parse *p, yaml_event_t *event)
{
    for (;;) {
        ent_status status = next_event(p, event);
        if (status != ENT_OK ||
            (event->type != YAML_STREAM_START_EVENT && event->type != YAML_DOCUMENT_START_EVENT))
            return status;
        yaml_event_delete(event);
    }
}

static ent_status expect_one_document(parse *p)
{
    for (;;) {
        yaml_event_t event;
        ent_status status = next_event(p, &event);
        yaml_event_type_t type = event.type;
        if (status == ENT_OK && type == YAML_DOCUMENT_START_EVENT)
            status = fail_at(p, event.start_mark, "a second document; one file holds one");
        yaml_event_delete(&event);
        if (status != ENT_OK || type == YAML_STREAM_END_EVENT)
            return status;
    }
}

static ent_status parse_document(parse *p)
{
    yaml_event_t event;
    ent_status status = first_node(p, &event);
    if (status == ENT_OK && event.type == YAML_STREAM_END_EVENT)
        status = ent_fail(p->error, ENT_ERR_INPUT, "%s:1:1: the file is empty", p->yaml->name);
    if (status == ENT_OK)
        status = parse_node(p, &event, 0, &p->yaml->root);
    yaml_event_delete(&event);
    return status == ENT_OK ? expect_one_document(p) : status;
}

ent_status ent_yaml_open_memory(const char *name, const char *text, size_t size, ent_yaml **out,
                                ent_error *error)
{
    *out = NULL;
    ent_yaml *yaml = calloc(1, sizeof *yaml);
    if (!yaml || !(yaml->name = ent_copy_text(name))) {
        free(yaml);
        return ent_fail_memory(error);
    }
    ent_sha256_text(text, size, yaml->checksum);
    parse p = {.yaml = yaml, .text = text, .error = error};
    ent_status status;
    if (!yaml_parser_initialize(&p.parser)) {
        status = ent_fail_memory(error);
    } else {
        yaml_parser_set_input_string(&p.parser, (const unsigned char *)text, size);
        yaml_parser_set_encoding(&p.parser, YAML_UTF8_ENCODING);
        status = parse_document(&p);
        yaml_parser_delete(&p.parser);
    }
    if (status != ENT_OK) {
        ent_yaml_close(yaml);
        return status;
    }
    *out = yaml;
    return ENT_OK;
}

ent_status ent_yaml_open(const char *path, ent_yaml **out, ent_error *error)
{
    char *text;
    size_t size;
    *out = NULL;
    ent_status status = ent_file_read(path, 0, &text, &size, error);
    if (status != ENT_OK)
        return status;
    status = ent_yaml_open_memory(path, text, size, out, error);
    free(text);
    return status;
}

void ent_yaml_close(ent_yaml *yaml)
{
    if (!yaml)
        return;
    ent_arena_clear(&yaml->arena);
    free(yaml->name);
    free(yaml);
}

const ent_yaml_node *ent_yaml_root(const ent_yaml *yaml)
{
    return yaml->root;
}

const char *ent_yaml_name(const ent_yaml *yaml)
{
    return yaml->name;
}

const char *ent_yaml_checksum(const ent_yaml *yaml)
{
    return yaml->checksum;
}

const ent_yaml_node *ent_yaml_get(const ent_yaml_node *map, const char *key)
{
    for (const ent_yaml_node *value = map->child; value; value = value->next)
        if (value->key && strcmp(value->key, key) == 0)
            return value;
    return NULL;
}

ent_status ent_yaml_fail(const ent_yaml *yaml, const ent_yaml_node *node, ent_error *error,
                         const char *format, ...)
{
    char message[400];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    return ent_fail(error, ENT_ERR_INPUT, "%s:%zu:%zu: %s", yaml->name, node->line, node->column,
                    message);
}

ent_status ent_yaml_expect(const ent_yaml *yaml, const ent_yaml_node *node, ent_yaml_kind kind,
                           const char *what, ent_error *error)
{
    static const char *const words[] = {"a text or number", "a list", "a map of keys and values"};
    if (node->kind == kind)
        return ENT_OK;
    return ent_yaml_fail(yaml, node, error, "'%s' must be %s, not %s", what, words[kind],
                         words[node->kind]);
}

ent_status ent_yaml_check_keys(const ent_yaml *yaml, const ent_yaml_node *map,
                               const char *const keys[], size_t count, ent_error *error)
{
    for (const ent_yaml_node *value = map->child; value; value = value->next) {
        bool known = false;
        for (size_t i = 0; i < count && !known; i++)
            known = strcmp(value->key, keys[i]) == 0;
        if (known)
            continue;
        ent_buffer list = {0};
        const char *near = ent_nearest(value->key, keys, count);
        for (size_t i = 0; i < count; i++)
            ent_buffer_format(&list, "%s%s", i ? ", " : "", keys[i]);
        ent_fail(error, ENT_ERR_INPUT, "%s:%zu:%zu: unknown key '%.60s'%s%s%s; expected %.200s",
                 yaml->name, value->key_line, value->key_column, value->key,
                 near ? ", did you mean '" : "", near ? near : "", near ? "'?" : "",
                 ent_buffer_text(&list));
        ent_buffer_clear(&list);
        return ENT_ERR_INPUT;
    }
    return ENT_OK;
}

ent_status ent_yaml_take_text(const ent_yaml *yaml, const ent_yaml_node *map, const char *key,
                              bool required, const char **out, ent_error *error)
{
    *out = NULL;
    const ent_yaml_node *value = ent_yaml_get(map, key);
    if (!value)
        return required ? ent_yaml_fail(yaml, map, error, "key '%s' is missing", key) : ENT_OK;
    ent_status status = ent_yaml_expect(yaml, value, ENT_YAML_TEXT, key, error);
    if (status != ENT_OK)
        return status;
    if (required && value->text[0] == '\0')
        return ent_yaml_fail(yaml, value, error, "'%s' is empty", key);
    if (value->text[0] != '\0')
        *out = value->text;
    return ENT_OK;
}
