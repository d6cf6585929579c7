/* A question of `entente get` being answered, and what several answers share. */
#ifndef ENT_REPORT_ASKING_H
#define ENT_REPORT_ASKING_H

#include "entente/report.h"
#include "report/answer.h"

typedef struct {
    ent_world *world;
    const ent_question *question;
    const char *const *arguments; /* the words after the first */
    size_t argument_count;
    answer answer;
    int source; /* whose rows are listed, or 0 */
    ent_error *error;
} asking;

/* The document being written. */
ent_json *ask_doc(asking *q);

/* Find a series, of the question's --source if it has one; the answer says which it is. */
ent_status ask_resolve(asking *q, ent_series_kind kind, const char *name, ent_series *series);

/* The series of a treaty or conflict; the answer says which source it is of. */
ent_status ask_series_of(asking *q, int id, ent_series *series);

/* "not covered" as an answer: value null with the reason, and another source that covers it. True if so. */
bool ask_not_covered(asking *q, const ent_series *series);

/* The spells of a series on the days asked for. */
ent_status ask_spells(asking *q, const ent_series *series, ent_spells *spells);
ent_status ask_find_actor(asking *q, const char *code, int *actor);
const char *ask_abb(const asking *q, int actor);
const char *ask_name(const asking *q, int actor);

/* in[actor]: is it in the state system on the days? Everybody is where the world has no such system or it
 * does not cover them. Freed by the caller. */
ent_status ask_present(asking *q, uint8_t **in);

/* Cells "from" and "to" of a row that goes with a list. */
void ask_add_span_cells(asking *q, ent_json_value *table, const ent_spell *spell);
/* "defense;consultation" */
void ask_obligations_text(unsigned obligations, char *text, size_t size);

/* Value and table of the parties of a conflict. */
ent_status ask_parties_of(asking *q, const ent_treaty *conflict, const ent_series *series);

/* The questions. */
ent_status ask_states(asking *q);
ent_status ask_majors(asking *q);
ent_status ask_members(asking *q);
ent_status ask_treaties(asking *q);
ent_status ask_parties(asking *q);
ent_status ask_conflicts(asking *q);
ent_status ask_organisations(asking *q);
ent_status ask_tie(asking *q);
ent_status ask_ties(asking *q);
ent_status ask_value(asking *q);
ent_status ask_actor(asking *q);

#endif
