/* The command of histories. */
#include "cli/cli.h"

#include <string.h>

static bool is_year(const char *word)
{
    return strlen(word) == 4 && strspn(word, "0123456789") == 4;
}

/* The years may stand at the end as in "RUS CHN 1945 2016" or "cow:227 1945 2016". Of five words the last two
 * can be nothing else: what is wrong with them is said where years are read. */
static ent_status take_years(cli_options *options, ent_error *error)
{
    size_t count = options->word_count;
    if (count == 4 && is_year(options->words[3]) && !is_year(options->words[2]))
        return ent_fail(error, ENT_ERR_ARGUMENT, "'%s' is one year; expected the first and the last one",
                        options->words[3]);
    if (count != 5 && (count != 4 || !is_year(options->words[2]) || !is_year(options->words[3])))
        return ENT_OK;
    if (options->from || options->to)
        return ent_fail(error, ENT_ERR_ARGUMENT, "give the years as words, or by --from and --to");
    options->from = options->words[count - 2];
    options->to = options->words[count - 1];
    options->word_count -= 2;
    return ENT_OK;
}

ent_status cli_history(const cli_options *options, int *answer, ent_error *error)
{
    cli_options shown = *options;
    ent_world *world = NULL;
    ent_json *json = NULL;
    ent_period period;
    bool dated;
    (void)answer;
    shown.has_picture = true;
    ent_status status = take_years(&shown, error);
    if (status == ENT_OK)
        status = cli_need_words(&shown, 2, 3, "history WORLD A B [FROM TO] | history WORLD BLOC", error);
    if (status == ENT_OK)
        status = cli_period(&shown, &period, &dated, error);
    if (status == ENT_OK)
        status = ent_world_open(shown.words[0], ENT_WORLD_READ, &world, error);
    if (status == ENT_OK) {
        ent_history_tell asked = {.who = shown.words + 1, .who_count = shown.word_count - 1,
                                  .when = period.when, .follow = shown.follow, .all = shown.all,
                                  .outsiders = shown.outsiders, .sources = shown.source,
                                  .measure = shown.measure, .table = shown.table};
        status = ent_history_report(world, shown.words[0], &asked, &json, error);
    }
    if (status == ENT_OK)
        status = cli_print(&shown, json, error);
    ent_json_free(json);
    ent_world_close(world);
    return status;
}
