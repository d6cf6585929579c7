/* The daily questions: who was a member, who was allied with whom, what was a value. Each is one row of
 * the table and one function in get_lists.c, get_conflicts.c, get_ties.c or get_value.c. */
#include "report/asking.h"

#include "core/memory.h"
#include "core/text.h"

#include <string.h>

static const struct {
    const char *name, *usage, *help;
    size_t least, most; /* arguments */
    ent_status (*ask)(asking *q);
} questions[] = {
    {"members", "members TREATY", "who is bound by a treaty (cow:227), or in an organisation (igo:un)", 1, 1,
     ask_members},
    {"tie", "tie LAYER A B", "what ties A and B (alliance USA JPN)", 3, 3, ask_tie},
    {"ties", "ties LAYER A", "with whom A has a tie (alliance CHN)", 2, 2, ask_ties},
    {"states", "states [SYSTEM]", "who is in the state system (cow, gw)", 0, 1, ask_states},
    {"majors", "majors", "who is a major power", 0, 0, ask_majors},
    {"value", "value ACTOR ATTRIBUTE [WHEN]", "a value (CHN cinc@nmc-7.0 2012)", 2, 2, ask_value},
    {"treaties", "treaties ACTOR", "by which treaties an actor is bound", 1, 1, ask_treaties},
    {"parties", "parties CONFLICT", "who fought in a dispute or war, and on which side (mid:3551)", 1, 1,
     ask_parties},
    {"conflicts", "conflicts ACTOR [KIND]", "the disputes (or war, incident) that an actor was in", 1, 2,
     ask_conflicts},
    {"organisations", "organisations ACTOR", "of which organisations an actor is a member", 1, 1,
     ask_organisations},
    {"actor", "actor CODE", "codes, membership and successions of an actor", 1, 1, ask_actor},
};

const char *ent_get_question(size_t index, const char **help)
{
    if (index >= ent_countof(questions))
        return NULL;
    if (help)
        *help = questions[index].help;
    return questions[index].usage;
}

static ent_status fail_question(const char *word, ent_error *error)
{
    const char *names[ent_countof(questions)];
    ent_buffer list = {0};
    for (size_t i = 0; i < ent_countof(questions); i++) {
        names[i] = questions[i].name;
        ent_buffer_format(&list, "%s%s", i ? ", " : "", names[i]);
    }
    const char *near = ent_nearest(word, names, ent_countof(names));
    ent_fail(error, ENT_ERR_ARGUMENT, "'%.40s' is no question%s%s%s; expected one of %.200s", word,
             near ? ", did you mean '" : "", near ? near : "", near ? "'?" : "",
             ent_buffer_text(&list));
    ent_buffer_clear(&list);
    return ENT_ERR_ARGUMENT;
}

/* What was asked, for the reader of the answer. */
static void add_question(asking *q)
{
    ent_json_value *list = ent_json_add_list(ask_doc(q), q->answer.result, "question");
    for (size_t i = 0; i < q->question->word_count; i++)
        ent_json_add_text(ask_doc(q), list, NULL, q->question->words[i]);
    if (q->question->dated)
        answer_add_span(&q->answer, q->answer.result, "when", q->question->when);
}

ent_status ent_get(ent_world *world, const char *path, const ent_question *question,
                   ent_json **out, ent_error *error)
{
    *out = NULL;
    if (question->word_count == 0)
        return ent_fail(error, ENT_ERR_ARGUMENT, "nothing is asked");
    size_t which = 0, given = question->word_count - 1;
    while (which < ent_countof(questions) &&
           strcmp(questions[which].name, question->words[0]) != 0)
        which++;
    if (which == ent_countof(questions))
        return fail_question(question->words[0], error);
    if (given < questions[which].least || given > questions[which].most)
        return ent_fail(error, ENT_ERR_ARGUMENT, "expected: %s", questions[which].usage);
    ent_question asked = *question;
    if (!asked.dated) {
        if (questions[which].ask != ask_actor && questions[which].ask != ask_parties)
            return ent_fail(error, ENT_ERR_ARGUMENT,
                            "say when: --on 2010-07-01, or --in 2010 for any day of the year");
        asked.when = (ent_span){ENT_DAY_FIRST, ENT_DAY_LAST};
    }
    asking q = {.world = world, .question = &asked, .arguments = question->words + 1,
                .argument_count = given, .error = error};
    ent_status status = answer_begin(&q.answer, "get", error);
    if (status != ENT_OK)
        return status;
    status = answer_input_world(&q.answer, world, path, error);
    add_question(&q);
    if (status == ENT_OK)
        status = questions[which].ask(&q);
    answer_lists_rows(&q.answer, world, q.source,
                      ent_json_row_count(ent_json_get(q.answer.result, "table")));
    return answer_end(&q.answer, status, out, error);
}
