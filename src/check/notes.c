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

static bool same_file(const ent_import_note *x, const ent_import_note *y)
{
    return strcmp(x->source, y->source) == 0 && strcmp(x->layout, y->layout) == 0 &&
           strcmp(x->path, y->path) == 0;
}

static void add_note(checking *c, const ent_import_note *note)
{
    ent_finding_row row = check_no_row();
    row.number[0] = (double)note->count;
    snprintf(row.note, sizeof row.note, "%s%s%.100s%s%.30s%s", note->kind, ": ", note->reason,
             note->example[0] ? " (first: " : "", note->example, note->example[0] ? ")" : "");
    check_add_row(c, &row);
}

/* One finding a file: its notes of this check. */
static void file_of(checking *c, const ent_import_note *notes, size_t count, size_t first)
{
    char source[130];
    const char *slash = strrchr(notes[first].path, '/');
    const ent_import_note *largest = &notes[first];
    long long rows = 0;
    size_t reasons = 0;
    snprintf(source, sizeof source, "%s", notes[first].source);
    check_begin(c, source);
    check_number_names(c, "rows", NULL, NULL);
    for (size_t i = first; i < count; i++) {
        if (!same_file(&notes[i], &notes[first]) || !is_wanted(c, &notes[i]))
            continue;
        add_note(c, &notes[i]);
        rows += notes[i].count;
        reasons++;
        if (notes[i].count > largest->count)
            largest = &notes[i];
    }
    if (reasons == 1)
        check_end(c, ENT_FINDING_IMPORT, rows, "rows", "%.80s: %lld %s: %s%s%.40s%s.",
                  slash ? slash + 1 : notes[first].path, rows, largest->kind, largest->reason,
                  largest->example[0] ? " (first: " : "", largest->example,
                  largest->example[0] ? ")" : "");
    else
        check_end(c, ENT_FINDING_IMPORT, rows, "rows",
                  "%.80s: %lld rows or values for %zu reasons, most often (%lld %s): %s.",
                  slash ? slash + 1 : notes[first].path, rows, reasons, largest->count, largest->kind,
                  largest->reason);
}

/* Is this the first note of its file that belongs to the check? */
static bool is_first(const checking *c, const ent_import_note *notes, size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (same_file(&notes[i], &notes[at]) && is_wanted(c, &notes[i]))
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
            file_of(c, notes, count, i);
    free(notes);
}
