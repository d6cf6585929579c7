/* Dyad-dispute-years of COW and GML: see dispute_years.h.
 * Sources: Palmer et al. 2022, Conflict Management and Peace Science 39(4):470-82; Gibler, Miller & Little 2016,
 * International Studies Quarterly 60(4):719-30. */
#include "table/dispute_years.h"

#include "table/conflicts.h"
#include "table/disputes.h"

#include "core/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const dispute_fields[DISPUTE_VALUES] = {
    [OF_FATALITY] = "fatality", [OF_HOSTLEV] = "hostlev", [OF_RECIP] = "recip",
    [OF_MINDUR] = "mindur", [OF_MAXDUR] = "maxdur", [OF_STMON] = "stmon",
};
static const char *const party_fields[PARTY_VALUES] = {
    [BY_SIDEA] = "sidea", [BY_FATALITY] = "fatality", [BY_FATALPRE] = "fatalpre",
    [BY_HIACT] = "hiact", [BY_HOSTLEV] = "hostlev", [BY_ORIG] = "orig",
};

void dispute_years_clear(dispute_years *all)
{
    free(all->years);
    free(all->participations);
    *all = (dispute_years){0};
}

/* ---- reading ---- */

/* What is read of a source before its rows are made. */
typedef struct {
    ent_series conflicts;
    ent_spells spells; /* of the parties, or the ties of pairs */
    table_conflicts disputes;
    table_details details;
    int dispute_field[DISPUTE_VALUES];
    int party_field[2][PARTY_VALUES]; /* of the first and of the second state of a record */
} reading;

static void reading_clear(reading *r)
{
    ent_spells_clear(&r->spells);
    table_conflicts_clear(&r->disputes);
    table_details_clear(&r->details);
}

/* The disputes, and the details of them and of the spells. */
static ent_status read_details(table_work *w, reading *r)
{
    ent_status status = table_conflicts_read(w->world, &r->conflicts, &r->disputes, w->error);
    if (status != ENT_OK)
        return status;
    size_t count = 0;
    int *records = ent_new_array(r->disputes.count + r->spells.count, sizeof *records);
    if (!records)
        return ent_fail_memory(w->error);
    for (size_t i = 0; i < r->disputes.count; i++)
        records[count++] = r->disputes.items[i].record;
    for (size_t i = 0; i < r->spells.count; i++)
        records[count++] = r->spells.items[i].record;
    status = table_details_read(w->world, r->conflicts.source_id, records, count, &r->details, w->error);
    free(records);
    for (size_t i = 0; i < DISPUTE_VALUES; i++)
        r->dispute_field[i] = table_details_field(&r->details, dispute_fields[i]);
    return status;
}

static void take_dispute(const reading *r, const ent_treaty *dispute, dispute_year *year)
{
    year->number = table_conflict_number(dispute);
    for (size_t i = 0; i < DISPUTE_VALUES; i++)
        year->dispute[i] = table_detail(&r->details, dispute->record, r->dispute_field[i]);
}

static ent_status add_year(table_work *w, dispute_years *out, const dispute_year *year)
{
    if (!ent_grow(&out->years, out->year_count, &out->year_capacity, sizeof *out->years))
        return ent_fail_memory(w->error);
    out->years[out->year_count++] = *year;
    return ENT_OK;
}

static ent_status add_participation(table_work *w, dispute_years *out,
                                    const dispute_participation *one)
{
    if (!ent_grow(&out->participations, out->participation_count, &out->participation_capacity,
                  sizeof *out->participations))
        return ent_fail_memory(w->error);
    out->participations[out->participation_count++] = *one;
    return ENT_OK;
}

/* ---- COW: parties ---- */

static void take_party(const reading *r, const ent_spell *party, double values[PARTY_VALUES])
{
    for (size_t i = 0; i < PARTY_VALUES; i++)
        values[i] = table_detail(&r->details, party->record, r->party_field[0][i]);
    values[BY_SIDEA] = party->level == 1;
}

/* The month of start stands in the days of the dispute. */
static ent_status add_cow_year(table_work *w, const reading *r, const disputes_row *row,
                               dispute_years *out)
{
    const ent_treaty *dispute = table_conflict(&r->disputes, row->conflict);
    dispute_year year = {.a = row->a, .b = row->b, .time = row->time, .onset = row->onset};
    int month;
    if (!dispute)
        return ent_fail(w->error, ENT_ERR_FILE, "the world has parties of a dispute that is not in it");
    take_dispute(r, dispute, &year);
    ent_day_to_date(dispute->span.from, NULL, &month, NULL);
    year.dispute[OF_STMON] = month;
    for (size_t k = 0; k < 2; k++)
        take_party(r, &r->spells.items[row->party[k]], year.party[k]);
    return add_year(w, out, &year);
}

static ent_status add_cow_years(table_work *w, const reading *r, dispute_years *out)
{
    const ent_spells *spells = &r->spells;
    disputes_rows rows = {0};
    ent_status status = ENT_OK;
    disputes_party *parties = ent_new_array(spells->count, sizeof *parties);
    if (!parties)
        return ent_fail_memory(w->error);
    for (size_t i = 0; i < spells->count; i++) {
        const ent_spell *spell = &spells->items[i];
        parties[i] = (disputes_party){spell->treaty, spell->a, spell->level, 1, spell->span};
    }
    status = disputes_by_time(parties, spells->count, w->frame->when, w->frame->times, false, &rows,
                              w->error);
    for (size_t i = 0; i < rows.count && status == ENT_OK; i++)
        status = add_cow_year(w, r, &rows.items[i], out);
    disputes_clear(&rows);
    free(parties);
    return status;
}

static ent_status add_cow_participation(table_work *w, const reading *r, const ent_spell *spell,
                                        dispute_years *out)
{
    double values[PARTY_VALUES];
    take_party(r, spell, values);
    return add_participation(w, out, &(dispute_participation){
        .dispute = spell->treaty, .actor = spell->a, .span = spell->span, .begins = true,
        .initiates = values[BY_SIDEA] == 1 || values[BY_ORIG] == 0});
}

ent_status dispute_years_of_cow(table_work *w, dispute_years *out)
{
    reading r = {0};
    ent_status status = table_conflict_series(w, ENT_CONFLICTS, "dispute", "cow-mid", &r.conflicts);
    if (status == ENT_OK)
        status = table_all_spells(w, &r.conflicts, &r.spells);
    if (status == ENT_OK)
        status = read_details(w, &r);
    out->series = r.conflicts;
    for (size_t i = 0; i < PARTY_VALUES; i++)
        r.party_field[0][i] = table_details_field(&r.details, party_fields[i]);
    if (status == ENT_OK && w->dyads)
        status = add_cow_years(w, &r, out);
    for (size_t i = 0; status == ENT_OK && !w->dyads && i < r.spells.count; i++)
        status = add_cow_participation(w, &r, &r.spells.items[i], out);
    reading_clear(&r);
    return status;
}

/* ---- GML: pairs ---- */

/* The tie of a pair and year as the row from its state `way` (0: a, 1: b) to the other. */
static dispute_year gml_year(const reading *r, const ent_spell *tie, int way)
{
    dispute_year year = {.a = way ? tie->b : tie->a, .b = way ? tie->a : tie->b};
    for (int k = 0; k < 2; k++)
        for (size_t i = 0; i < PARTY_VALUES; i++)
            year.party[k][i] = table_detail(&r->details, tie->record, r->party_field[k ^ way][i]);
    return year;
}

static ent_status add_gml_years(table_work *w, const reading *r, const ent_spell *tie, int onset_field,
                                dispute_years *out)
{
    const table_frame *frame = w->frame;
    const ent_treaty *dispute = table_conflict(&r->disputes, tie->treaty);
    bool onset = table_detail(&r->details, tie->record, onset_field) == 1;
    size_t first, last;
    ent_status status = ENT_OK;
    if (!dispute)
        return ent_fail(w->error, ENT_ERR_FILE, "the world has ties of a dispute that is not in it");
    table_times(frame, tie->span, &first, &last);
    for (int way = 0; way < 2; way++) {
        dispute_year year = gml_year(r, tie, way);
        take_dispute(r, dispute, &year);
        for (year.time = first; year.time < last && status == ENT_OK; year.time++) {
            year.onset = onset && ent_span_holds(frame->when[year.time], tie->span.from);
            status = add_year(w, out, &year);
        }
    }
    return status;
}

static ent_status add_gml_participations(table_work *w, const reading *r, const ent_spell *tie,
                                         dispute_years *out)
{
    ent_status status = ENT_OK;
    for (int way = 0; way < 2 && status == ENT_OK; way++) {
        dispute_year year = gml_year(r, tie, way);
        status = add_participation(w, out, &(dispute_participation){
            .dispute = tie->treaty, .actor = year.a, .span = tie->span,
            .initiates = year.party[0][BY_SIDEA] == 1 || year.party[0][BY_ORIG] == 0});
    }
    return status;
}

static int compare_participations(const void *left, const void *right)
{
    const dispute_participation *x = left, *y = right;
    const int a[] = {x->dispute, x->actor, x->span.from, x->span.to, x->initiates};
    const int b[] = {y->dispute, y->actor, y->span.from, y->span.to, y->initiates};
    for (size_t i = 0; i < ent_countof(a); i++)
        if (a[i] != b[i])
            return a[i] < b[i] ? -1 : 1;
    return 0;
}

/* The ties of an actor in a dispute are years: what follows a year before it, or is of the same year, goes on with
 * it. */
static void find_begins(dispute_years *out)
{
    dispute_participation *items = out->participations;
    int first = 0; /* year in which the run of years began */
    if (out->participation_count > 0)
        qsort(items, out->participation_count, sizeof *items, compare_participations);
    for (size_t i = 0; i < out->participation_count; i++) {
        int year = ent_day_year(items[i].span.from);
        bool same = i > 0 && items[i - 1].dispute == items[i].dispute &&
                    items[i - 1].actor == items[i].actor &&
                    ent_day_year(items[i - 1].span.to) + 1 >= year;
        first = same ? first : year;
        items[i].begins = year == first;
    }
}

ent_status dispute_years_of_gml(table_work *w, dispute_years *out)
{
    reading r = {0};
    ent_series ties;
    ent_status status = table_conflict_series(w, ENT_CONFLICTS, "dispute", "gml", &r.conflicts);
    if (status == ENT_OK)
        status = table_conflict_series(w, ENT_LAYER, "dispute", "gml", &ties);
    if (status == ENT_OK)
        status = table_all_spells(w, &ties, &r.spells);
    if (status == ENT_OK)
        status = read_details(w, &r);
    out->series = r.conflicts;
    for (size_t i = 0; i < 2 * PARTY_VALUES; i++) {
        char name[32];
        snprintf(name, sizeof name, "%s%zu", party_fields[i / 2], i % 2 + 1);
        r.party_field[i % 2][i / 2] = table_details_field(&r.details, name);
    }
    int onset = table_details_field(&r.details, "midonset");
    for (size_t i = 0; status == ENT_OK && i < r.spells.count; i++)
        status = w->dyads ? add_gml_years(w, &r, &r.spells.items[i], onset, out)
                          : add_gml_participations(w, &r, &r.spells.items[i], out);
    find_begins(out);
    reading_clear(&r);
    return status;
}
