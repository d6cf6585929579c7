/* What the imports noted: rows that are not in the world, or not as they stood in their file. */
#include "check/check.h"

#include "core/memory.h"
#include "core/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Which notes belong to which check, by a part of their reason; the first row that fits counts. */
static const struct {
    const char *part, *check;
} sorts[] = {
    {"ends before it starts", "import-reversed"},
    {"end before", "import-reversed"},
    {"stands in an", "import-duplicates"},
    {"duplicate", "import-duplicates"},
    {"is not in the state system list", "import-codes"},
    {"no state has", "import-codes"},
    {"missing (", "import-missing"},
};

/* The check of a note; NULL for what is no trouble: rows read, rows kept. */
static const char *check_of(const ent_import_note *note)
{
    if (strcmp(note->kind, "read") == 0 || strcmp(note->kind, "kept") == 0 || note->count == 0)
        return NULL;
    for (size_t i = 0; i < ent_countof(sorts); i++)
        if (strstr(note->reason, sorts[i].part))
            return sorts[i].check;
    return "import-others";
}

static bool is_wanted(const checking *c, const ent_import_note *note)
{
    const char *check = check_of(note);
    return check && strcmp(check, c->check->name) == 0;
}

static bool same_source(const ent_import_note *x, const ent_import_note *y)
{
    return strcmp(x->source, y->source) == 0;
}

static void add_note(checking *c, const ent_import_note *note)
{
    ent_finding_row row = check_no_row();
    row.number[0] = (double)note->count;
    snprintf(row.note, sizeof row.note, "%s: %s, %.70s%s%.20s", note->layout, note->kind,
             note->reason, note->example[0] ? ", first: " : "", note->example);
    check_add_row(c, &row);
}

/* One finding a source: its notes of this check. */
static void source_of(checking *c, const ent_import_note *notes, size_t count, size_t first)
{
    const ent_import_note *largest = &notes[first];
    const char *name = notes[first].source;
    long long rows = 0;
    size_t reasons = 0;
    check_begin(c, name);
    check_number_names(c, "rows", NULL, NULL);
    check_sql(
        c,
        "SELECT layout, kind, reason, count, example FROM import_note n JOIN file f ON f.id = "
        "n.file "
        "JOIN source s ON s.id = f.source WHERE s.name = '%s' AND kind NOT IN ('read', 'kept')",
        name);
    for (size_t i = first; i < count; i++) {
        if (!same_source(&notes[i], &notes[first]) || !is_wanted(c, &notes[i]))
            continue;
        add_note(c, &notes[i]);
        rows += notes[i].count;
        reasons++;
        if (notes[i].count > largest->count)
            largest = &notes[i];
    }
    if (reasons == 1)
        check_end(c, ENT_FINDING_IMPORT, rows, "rows", "%s: %lld %s: %s%s%.40s%s.", name, rows,
                  largest->kind, largest->reason, largest->example[0] ? " (first: " : "",
                  largest->example, largest->example[0] ? ")" : "");
    else
        check_end(c, ENT_FINDING_IMPORT, rows, "rows",
                  "%s: %lld rows or values for %zu reasons, most often (%lld %s): %s.", name, rows,
                  reasons, largest->count, largest->kind, largest->reason);
}

/* Is this the first note of its source that belongs to the check? */
static bool is_first(const checking *c, const ent_import_note *notes, size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (same_source(&notes[i], &notes[at]) && is_wanted(c, &notes[i]))
            return false;
    return true;
}

void check_notes(checking *c)
{
    ent_import_note *notes = NULL;
    size_t count = 0;
    check_failed(c, ent_world_notes(c->world, &notes, &count, c->error));
    for (size_t i = 0; i < count && check_ok(c); i++)
        if (is_wanted(c, &notes[i]) && is_first(c, notes, i))
            source_of(c, notes, count, i);
    free(notes);
}
