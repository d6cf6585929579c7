/* The table of checks, and the making of a report. */
#include "check/check.h"

#include "core/memory.h"
#include "core/text.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Those whose kind is IMPORT speak of rows that are not in the world, or were changed on the way;
 * the last one finds nothing, but draws. */
static const check_row checks[] = {
    {"reversed", "Does a spell end before it starts?", ENT_FINDING_ERROR, check_reversed},
    {"impossible",
     "Is a value outside what it can be: negative, a share above 1, more than 100 percent?",
     ENT_FINDING_ERROR, check_impossible},
    {"overlap", "Do two spells of the same actor, pair or member in one series overlap?",
     ENT_FINDING_ODDITY, check_overlaps},
    {"implausible", "Is a value possible, but hard to believe?", ENT_FINDING_ODDITY,
     check_implausible},
    {"sums", "Do shares of the world add up to 1 in each year?", ENT_FINDING_ODDITY, check_sums},
    {"one-territory",
     "Are two states that held one territory one after the other both counted in a "
     "year?",
     ENT_FINDING_ODDITY, check_one_territory},
    {"outside", "Does a spell lie on days when a state was not in the system of states?",
     ENT_FINDING_ODDITY, check_outside},
    {"open-after-exit",
     "Is a membership still open at the end of the data though the state has left "
     "the system?",
     ENT_FINDING_ODDITY, check_open_after_exit},
    {"asymmetric", "Does one state owe another something else than it is owed?", ENT_FINDING_ODDITY,
     check_asymmetric},
    {"no-obligation", "Is a tie or membership there without any obligation?", ENT_FINDING_ODDITY,
     check_no_obligation},
    {"pairs", "Do two sources of a layer name the same pairs in each year?",
     ENT_FINDING_DISAGREEMENT, check_pairs},
    {"defence-pairs", "Do two sources of alliances name the same defence pacts in each year?",
     ENT_FINDING_DISAGREEMENT, check_defence_pairs},
    {"pair-obligations", "Where two tellings name the same pair, do they say the same obligations?",
     ENT_FINDING_DISAGREEMENT, check_pair_obligations},
    {"treaties", "Does a treaty have the same members in two sources?", ENT_FINDING_DISAGREEMENT,
     check_treaties},
    {"member-years", "Do two tellings of the same memberships name the same years?",
     ENT_FINDING_DISAGREEMENT, check_member_years},
    {"versions", "What changed from one version of a data set to the next?",
     ENT_FINDING_DISAGREEMENT, check_versions},
    {"sources", "Do two sources of one quantity differ by more than a quarter?",
     ENT_FINDING_DISAGREEMENT, check_sources},
    {"import-reversed", "Which rows were left out because they end before they start?",
     ENT_FINDING_IMPORT, check_notes},
    {"import-duplicates", "Which rows were left out because the same stands in another row?",
     ENT_FINDING_IMPORT, check_notes},
    {"import-codes", "Which codes are held by no state?", ENT_FINDING_IMPORT, check_notes},
    {"import-missing", "How many values are missing in the files?", ENT_FINDING_IMPORT,
     check_notes},
    {"import-others", "What else did the import leave out, repair or notice?", ENT_FINDING_IMPORT,
     check_notes},
    {"coverage", "How full is each series, year by year?", ENT_FINDING_IMPORT, check_coverage},
};

const char *ent_finding_kind_word(ent_finding_kind kind)
{
    static const char *const words[ENT_FINDING_KINDS] = {"error", "disagreement", "oddity",
                                                         "import"};
    return (unsigned)kind < ENT_FINDING_KINDS ? words[kind] : "";
}

const char *ent_check_at(size_t index, const char **question)
{
    if (index >= ent_countof(checks))
        return NULL;
    *question = checks[index].question;
    return checks[index].name;
}

/* ---- findings ---- */

void check_begin(checking *c, const char *source)
{
    ent_check_report *report = c->report;
    if (!check_ok(c))
        return;
    if (!ent_grow(&report->findings, report->finding_count, &report->finding_capacity,
                  sizeof *report->findings)) {
        check_failed(c, ent_fail_memory(c->error));
        return;
    }
    ent_finding *finding = &report->findings[report->finding_count++];
    *finding = (ent_finding){.check = c->check->name,
                             .question = c->check->question,
                             .kind = c->check->kind,
                             .unit = "rows",
                             .row = report->row_count};
    snprintf(finding->source, sizeof finding->source, "%s", source);
}

static ent_finding *last_finding(checking *c)
{
    return check_ok(c) ? &c->report->findings[c->report->finding_count - 1] : NULL;
}

void check_number_names(checking *c, const char *first, const char *second, const char *third)
{
    ent_finding *finding = last_finding(c);
    if (!finding)
        return;
    finding->numbers[0] = first;
    finding->numbers[1] = second;
    finding->numbers[2] = third;
}

void check_sql(checking *c, const char *format, ...)
{
    ent_finding *finding = last_finding(c);
    if (!finding)
        return;
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(finding->sql, sizeof finding->sql, format, arguments);
    va_end(arguments);
    /* half a query is worse than none, and so is one that a shell reads otherwise */
    if (length < 0 || (size_t)length >= sizeof finding->sql || strpbrk(finding->sql, "\"$`\\!"))
        finding->sql[0] = '\0';
}

ent_finding_row check_no_row(void)
{
    return (ent_finding_row){.number = {(double)NAN, (double)NAN, (double)NAN}};
}

void check_add_row(checking *c, const ent_finding_row *row)
{
    ent_check_report *report = c->report;
    if (!check_ok(c))
        return;
    if (!ent_grow(&report->rows, report->row_count, &report->row_capacity, sizeof *report->rows)) {
        check_failed(c, ent_fail_memory(c->error));
        return;
    }
    report->rows[report->row_count++] = *row;
}

void check_end(checking *c, ent_finding_kind kind, long long count, const char *unit,
               const char *format, ...)
{
    ent_finding *finding = last_finding(c);
    if (!finding)
        return;
    if (count == 0) {
        c->report->row_count = finding->row;
        c->report->finding_count--;
        return;
    }
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(finding->text, sizeof finding->text, format, arguments);
    va_end(arguments);
    finding->kind = kind;
    finding->count = count;
    finding->unit = unit;
    finding->row_count = c->report->row_count - finding->row;
}

/* ---- which checks ---- */

static bool is_named(const char *only, const char *name)
{
    size_t length = strlen(name);
    for (const char *at = only; at; at = strchr(at, ',') ? strchr(at, ',') + 1 : NULL)
        if (strncmp(at, name, length) == 0 && (at[length] == ',' || at[length] == '\0'))
            return true;
    return false;
}

static ent_status fail_unknown(const char *name, ent_error *error)
{
    const char *names[ent_countof(checks)];
    for (size_t i = 0; i < ent_countof(checks); i++)
        names[i] = checks[i].name;
    const char *near = ent_nearest(name, names, ent_countof(names));
    return ent_fail(error, ENT_ERR_ARGUMENT, "'%.40s' is no check%s%s%s", name,
                    near ? ", did you mean " : "; 'entente check --help' lists them",
                    near ? near : "", near ? "?" : "");
}

static ent_status verify_names(const char *only, ent_error *error)
{
    while (only) {
        char name[64];
        size_t length = strcspn(only, ","), i = 0;
        snprintf(name, sizeof name, "%.*s", (int)(length < 60 ? length : 60), only);
        while (i < ent_countof(checks) && strcmp(checks[i].name, name) != 0)
            i++;
        if (i == ent_countof(checks))
            return fail_unknown(name, error);
        only = only[length] ? only + length + 1 : NULL;
    }
    return ENT_OK;
}

/* ---- all ---- */

static void clear_checking(checking *c)
{
    for (size_t i = 0; c->spells && i < c->series_limit; i++)
        ent_spells_clear(&c->spells[i]);
    free(c->spells);
    free(c->is_read);
    free(c->first_member);
    ent_spells_clear(&c->members);
}

static void make_checks(checking *c, const char *only, const ent_monitor *monitor)
{
    for (size_t i = 0; i < ent_countof(checks) && check_ok(c); i++) {
        if (only && !is_named(only, checks[i].name))
            continue;
        check_failed(c, ent_monitor_step(monitor, (double)i / ent_countof(checks), checks[i].name,
                                         c->error));
        c->check = &checks[i];
        c->report->check_count++;
        c->report->made |= UINT64_C(1) << i;
        if (check_ok(c))
            checks[i].run(c);
    }
}

ent_status ent_check_world(ent_world *world, const char *only, const ent_monitor *monitor,
                           ent_check_report **out, ent_error *error)
{
    checking c = {.world = world, .error = error};
    *out = NULL;
    ent_status status = verify_names(only, error);
    if (status == ENT_OK)
        status = ent_monitor_step(monitor, 0, "the file", error);
    if (status == ENT_OK)
        status = ent_world_integrity(world, error);
    if (status != ENT_OK)
        return status;
    c.report = calloc(1, sizeof *c.report);
    if (!c.report)
        return ent_fail_memory(error);
    check_prepare(&c);
    make_checks(&c, only, monitor);
    clear_checking(&c);
    if (c.status != ENT_OK) {
        ent_check_report_free(c.report);
        return c.status;
    }
    *out = c.report;
    return ENT_OK;
}

void ent_check_report_free(ent_check_report *report)
{
    if (!report)
        return;
    for (size_t i = 0; i < report->coverage_count; i++)
        free(report->coverage[i].filled);
    free(report->coverage);
    free(report->rows);
    free(report->findings);
    free(report);
}
