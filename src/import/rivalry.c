/* Strategic rivalries and arms races: undirected pairs of states with a first and a last year.
 *
 *   td    rivalryno,rivalryname,ccode1,ccode2,styear,endyear,region,type1,type2,type3    type1 is a word
 *   tss   tssr_id,rivalry,ccode1,ccode2,start,end,positional,spatial,...                 1 = is of that type
 *   grh   race_id,ccode1,ccode2,styear,endyear
 *
 * Sources: Thompson & Dreyer 2012, Handbook of International Rivalries (td); Thompson, Sakuwa & Suhas 2021,
 * Analyzing Strategic Rivalries in World Politics (tss); Gibler, Rider & Hutchison 2005, Journal of Peace
 * Research 42(2):131-47 (grh). The years hold whole. A rivalry that ends in the last year of its source goes
 * on; its types are the text of the tie, its name the note. Rivalries before 1816 are kept. */
#include "import/importer.h"

#include "core/memory.h"
#include "core/text.h"

#include <stdio.h>
#include <string.h>

enum {
    STATE1, STATE2, FIRST, LAST, NUMBER, NAME,
    REGION, TYPE1, TYPE2, TYPE3,                                                    /* td */
    POSITIONAL = REGION, SPATIAL, IDEOLOGICAL, INTERVENTIONARY, PRINCIPAL, ASYMMETRIC, /* tss */
};

#define REQUIRED(column, name) [column] = {name, ENT_COLUMN_REQUIRED}

static const ent_column td_columns[] = {
    REQUIRED(STATE1, "ccode1"), REQUIRED(STATE2, "ccode2"), REQUIRED(FIRST, "styear"),
    REQUIRED(LAST, "endyear"), REQUIRED(NUMBER, "rivalryno"), REQUIRED(NAME, "rivalryname"),
    REQUIRED(REGION, "region"), REQUIRED(TYPE1, "type1"), REQUIRED(TYPE2, "type2"),
    REQUIRED(TYPE3, "type3"),
};

static const ent_column tss_columns[] = {
    REQUIRED(STATE1, "ccode1"), REQUIRED(STATE2, "ccode2"), REQUIRED(FIRST, "start"),
    REQUIRED(LAST, "end"), REQUIRED(NUMBER, "tssr_id"), REQUIRED(NAME, "rivalry"),
    REQUIRED(POSITIONAL, "positional"), REQUIRED(SPATIAL, "spatial"),
    REQUIRED(IDEOLOGICAL, "ideological"), REQUIRED(INTERVENTIONARY, "interventionary"),
    REQUIRED(PRINCIPAL, "principal"), REQUIRED(ASYMMETRIC, "aprin"),
};

static const ent_column grh_columns[] = {
    REQUIRED(STATE1, "ccode1"), REQUIRED(STATE2, "ccode2"), REQUIRED(FIRST, "styear"),
    REQUIRED(LAST, "endyear"), REQUIRED(NUMBER, "race_id"),
};

static const ent_detail_column td_details[] = {
    {NUMBER, "rivalryno", "number of the rivalry"},
    {REGION, "region", "region of the rivalry"},
};
static const ent_detail_column tss_details[] = {{NUMBER, "tssr_id", "number of the rivalry"}};
static const ent_detail_column grh_details[] = {{NUMBER, "race_id", "number of the arms race"}};

/* One of the three layouts. */
typedef struct {
    ent_source source;
    const char *layer;
    int first, last; /* years of its coverage */
    bool goes_on;    /* ends in the last year go on */
    int position;
    const ent_detail_column *details;
    size_t detail_count;
    ent_status (*types)(ent_reading *reading, ent_buffer *out, ent_error *error);
} rivalry_layout;

typedef struct {
    const rivalry_layout *layout;
    ent_series series;
} rivalry_file;

static void add_type(ent_buffer *types, const char *type)
{
    ent_buffer_format(types, "%s%s", types->length ? ";" : "", type);
}

/* "spatial;positional": the words in their order. */
static ent_status read_td_types(ent_reading *reading, ent_buffer *out, ent_error *error)
{
    ent_rows *rows = ent_reading_rows(reading);
    (void)error;
    for (size_t column = TYPE1; column <= TYPE3; column++)
        if (ent_rows_given(rows, column))
            add_type(out, ent_rows_text(rows, column));
    return ENT_OK;
}

/* The names of the columns that are 1. */
static ent_status read_tss_types(ent_reading *reading, ent_buffer *out, ent_error *error)
{
    for (size_t column = POSITIONAL; column <= ASYMMETRIC; column++) {
        int flag;
        if (!ent_rows_given(ent_reading_rows(reading), column)) /* blank: not of this type */
            continue;
        ent_status status = ent_rows_integer(ent_reading_rows(reading), column, 0, 1, &flag, error);
        if (status != ENT_OK)
            return status;
        if (flag)
            add_type(out, tss_columns[column].name);
    }
    return ENT_OK;
}

static ent_status add_phrase(ent_reading *reading, ent_buffer *text, int *id, ent_error *error)
{
    if (text->failed)
        return ent_fail_memory(error);
    return ent_world_add_phrase(ent_reading_world(reading), ent_buffer_text(text), id, error);
}

/* Its types and name, as far as the layout has them. */
static ent_status read_texts(ent_reading *reading, const rivalry_layout *layout, ent_spell *spell,
                             ent_error *error)
{
    ent_buffer types = {0};
    if (!layout->types)
        return ENT_OK;
    ent_status status = layout->types(reading, &types, error);
    if (status == ENT_OK)
        status = add_phrase(reading, &types, &spell->text, error);
    ent_buffer_clear(&types);
    if (status == ENT_OK && spell->text == 0)
        ent_reading_count(reading, "checked", "a rivalry without a type");
    return status == ENT_OK ? ent_world_add_phrase(ent_reading_world(reading),
                                                   ent_rows_text(ent_reading_rows(reading), NAME),
                                                   &spell->note, error)
                            : status;
}

/* The whole years, widened since days are not known. */
static ent_status read_years(ent_reading *reading, const rivalry_layout *layout, ent_spell *spell,
                             ent_error *error)
{
    ent_rows *rows = ent_reading_rows(reading);
    int first, last;
    ent_status status = ent_rows_integer(rows, FIRST, layout->first, layout->last, &first, error);
    if (status == ENT_OK)
        status = ent_rows_integer(rows, LAST, layout->first, layout->last, &last, error);
    if (status != ENT_OK)
        return status;
    bool goes_on = layout->goes_on && last == layout->last;
    spell->span = (ent_span){ent_span_of_year(first).from, ent_span_of_year(last).to};
    spell->marks = ENT_MARK_FROM_WIDENED | (goes_on ? ENT_MARK_RIGHT_CENSORED : ENT_MARK_TO_WIDENED);
    if (goes_on)
        ent_reading_count(reading, "checked", "goes on when %d ends", layout->last);
    if (first < 1816 && spell->span.from <= spell->span.to)
        ent_reading_count(reading, "checked", "begins before the state system, in or after %d",
                          layout->first);
    return ENT_OK;
}

static ent_status declare(ent_reading *reading, rivalry_file *file, ent_error *error)
{
    const rivalry_layout *layout = file->layout;
    file->series = (ent_series){
        .kind = ENT_LAYER, .measure = ENT_BINARY, .position = layout->position,
        .covers = {ent_span_of_year(layout->first).from, ent_span_of_year(layout->last).to}};
    snprintf(file->series.name, sizeof file->series.name, "%s", layout->layer);
    ent_status status = ent_reading_source(reading, &layout->source, error);
    return status == ENT_OK ? ent_reading_series(reading, &file->series, error) : status;
}

static ent_status read_row(ent_reading *reading, void *context, ent_error *error)
{
    rivalry_file *file = context;
    const rivalry_layout *layout = file->layout;
    ent_rows *rows = ent_reading_rows(reading);
    ent_spell spell = ent_spell_none();
    ent_status status = ent_rows_count(rows) == 1 ? declare(reading, file, error) : ENT_OK;
    if (status == ENT_OK)
        status = ent_reading_actor(reading, STATE1, &spell.a, error);
    if (status == ENT_OK && spell.a)
        status = ent_reading_actor(reading, STATE2, &spell.b, error);
    if (status != ENT_OK || spell.a == 0 || spell.b == 0)
        return status;
    if (spell.a == spell.b)
        return ent_rows_fail(rows, STATE2, error, "is the same state as the first");
    if (spell.a > spell.b) {
        int a = spell.a;
        spell.a = spell.b;
        spell.b = a;
    }
    spell.level = 1;
    status = read_years(reading, layout, &spell, error);
    if (status == ENT_OK)
        status = read_texts(reading, layout, &spell, error);
    if (status == ENT_OK && spell.span.from <= spell.span.to)
        status = ent_reading_record(reading, layout->details, layout->detail_count, &spell.record,
                                    error);
    return status == ENT_OK ? ent_reading_add(reading, &file->series, &spell, error) : status;
}

static ent_status read_layout(ent_reading *reading, const rivalry_layout *layout, ent_error *error)
{
    rivalry_file file = {.layout = layout};
    return ent_reading_each_row(reading, read_row, &file, error);
}

#define PACKAGE_TERMS "cite as asked; the file of R package peacesciencer is under GPL-2 or later"

static ent_status read_td(ent_reading *reading, ent_error *error)
{
    static const rivalry_layout layout = {
        .source = {.name = "td-rivalries", .version = "2012",
                   .title = "Strategic rivalries, Thompson and Dreyer",
                   .citation = "Thompson, William R., and David R. Dreyer. 2012. Handbook of "
                               "International Rivalries, 1494-2010. CQ Press.",
                   .terms = PACKAGE_TERMS},
        .layer = "rivalry", .first = 1494, .last = 2010, .goes_on = true, .position = 20,
        .details = td_details, .detail_count = ent_countof(td_details), .types = read_td_types};
    return read_layout(reading, &layout, error);
}

static ent_status read_tss(ent_reading *reading, ent_error *error)
{
    static const rivalry_layout layout = {
        .source = {.name = "tss-rivalries", .version = "2021",
                   .title = "Strategic rivalries, Thompson, Sakuwa and Suhas",
                   .citation = "Thompson, William R., Kentaro Sakuwa, and Prashant Hosur Suhas. 2021. "
                               "Analyzing Strategic Rivalries in World Politics: Types of Rivalry, "
                               "Regional Variation, and Escalation/De-escalation. Springer.",
                   .terms = PACKAGE_TERMS},
        .layer = "rivalry", .first = 1494, .last = 2020, .goes_on = true, .position = 10,
        .details = tss_details, .detail_count = ent_countof(tss_details), .types = read_tss_types};
    return read_layout(reading, &layout, error);
}

/* No coverage is stated with the file: it is that of its rivalries, from its first to its last race. */
static ent_status read_grh(ent_reading *reading, ent_error *error)
{
    static const rivalry_layout layout = {
        .source = {.name = "grh-arms-races", .version = "2005",
                   .title = "Arms races, Gibler, Rider and Hutchison",
                   .citation = "Gibler, Douglas M., Toby J. Rider, and Marc L. Hutchison. 2005. Taking "
                               "Arms Against a Sea of Troubles: Conventional Arms Races during Periods "
                               "of Rivalry. Journal of Peace Research 42(2):131-47.",
                   .terms = PACKAGE_TERMS},
        .layer = "arms_race", .first = 1854, .last = 1984, .position = 10,
        .details = grh_details, .detail_count = ent_countof(grh_details)};
    return read_layout(reading, &layout, error);
}

const ent_importer ent_import_rivalries_td = {
    .layout = "td-rivalries",
    .title = "Thompson-Dreyer strategic rivalries (td_rivalries.csv)",
    .columns = td_columns,
    .column_count = ent_countof(td_columns),
    .read = read_td,
};

const ent_importer ent_import_rivalries_tss = {
    .layout = "tss-rivalries",
    .title = "Thompson-Sakuwa-Suhas strategic rivalries (tss_rivalries.csv)",
    .columns = tss_columns,
    .column_count = ent_countof(tss_columns),
    .read = read_tss,
};

const ent_importer ent_import_arms_races = {
    .layout = "grh-arms-races",
    .title = "Gibler-Rider-Hutchison arms races (grh_arms_races.csv)",
    .columns = grh_columns,
    .column_count = ent_countof(grh_columns),
    .read = read_grh,
};
