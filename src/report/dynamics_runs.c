/* Many runs of a rule that changes signs, on several threads: how they end, how long they take, and which states they end
 * in most often. A run's random numbers are a function of seed and run, so that it is the same whichever thread does it. */
#include "report/dynamics.h"

#include "core/memory.h"
#include "core/parallel.h"
#include "core/text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCKS = 100, BLOCK_LEAST = 64, RUNS_MOST = 1000000 };
static const double BYTES_MOST = 1e9; /* of all ends */

typedef struct {
    dynamics_answer *d;
    ent_dynamics_options options;
    size_t first, words;     /* of the block that is run; words of an end */
    ent_dynamics_end *end;   /* [draws] */
    uint64_t *state;         /* [draws * words] the signs of pairs as bits, friends 1 */
    bool *failed;            /* [draws] memory ran out */
} dynamics_runs;

/* An end in a list that is sorted. */
typedef struct {
    const uint64_t *state;
    size_t words, run, count;
} end_state;

/* Pairs a < b, row by row. */
static size_t place_of(size_t n, size_t a, size_t b)
{
    return a * (2 * n - a - 1) / 2 + (b - a - 1);
}

/* ---- running ---- */

static void keep_state(dynamics_runs *r, size_t run, const int8_t *sign)
{
    uint64_t *state = r->state + run * r->words;
    for (size_t a = 0; a < r->d->n; a++)
        for (size_t b = a + 1; b < r->d->n; b++) {
            size_t place = place_of(r->d->n, a, b);
            state[place / 64] |= (uint64_t)(sign[a * r->d->n + b] > 0) << place % 64;
        }
}

/* A run's place is its own: no two threads write to it. */
static void run_one(void *user, size_t part)
{
    dynamics_runs *r = user;
    size_t run = r->first + part, cells = r->d->n * r->d->n;
    ent_dynamics_options options = r->options;
    int8_t *sign = ent_new_array(cells, sizeof *sign);
    options.replicate = (uint32_t)run;
    if (sign)
        memcpy(sign, r->d->sign, cells);
    r->failed[run] = !sign || ent_dynamics_run(r->d->n, sign, &options, &r->end[run], NULL) != ENT_OK;
    if (!r->failed[run])
        keep_state(r, run, sign);
    free(sign);
}

/* Block by block, to tell how far it is and to ask whether to stop. */
static ent_status run_all(dynamics_runs *r)
{
    const ent_dynamics_report_options *o = r->d->options;
    size_t block = o->draws / BLOCKS > BLOCK_LEAST ? o->draws / BLOCKS : BLOCK_LEAST;
    ent_status status = ENT_OK;
    for (r->first = 0; r->first < o->draws && status == ENT_OK; r->first += block) {
        size_t count = o->draws - r->first < block ? o->draws - r->first : block;
        ent_parallel(count, o->threads, run_one, r);
        for (size_t k = 0; k < count; k++)
            if (r->failed[r->first + k])
                return ent_fail_memory(r->d->error);
        status = ent_monitor_step(o->monitor, (double)(r->first + count) / (double)o->draws, "runs", r->d->error);
    }
    return status;
}

/* ---- how they end ---- */

static double is_balanced(const ent_dynamics_end *end)
{
    return end->balanced;
}

static double is_jammed(const ent_dynamics_end *end)
{
    return end->jammed;
}

static double is_unfinished(const ent_dynamics_end *end)
{
    return !end->balanced && !end->jammed;
}

static double steps_of(const ent_dynamics_end *end)
{
    return (double)end->steps;
}

static double flips_of(const ent_dynamics_end *end)
{
    return (double)end->flips;
}

static double energy_of(const ent_dynamics_end *end)
{
    return end->energy;
}

/* Mean m of the N runs, and its error sqrt(sum (x - m)^2 / (N (N - 1))); from the first run on, so that both are exact
 * where all are the same. */
static void add_mean(dynamics_runs *r, ent_json_value *table, const char *quantity, double (*of)(const ent_dynamics_end *))
{
    size_t draws = r->d->options->draws;
    double count = (double)draws, first = of(&r->end[0]), sum = 0, squares = 0;
    for (size_t k = 0; k < draws; k++)
        sum += of(&r->end[k]) - first;
    double mean = first + sum / count;
    for (size_t k = 0; k < draws; k++)
        squares += (of(&r->end[k]) - mean) * (of(&r->end[k]) - mean);
    answer_text_cell(&r->d->answer, table, "quantity", quantity);
    answer_number_cell(&r->d->answer, table, "mean", mean);
    answer_number_cell(&r->d->answer, table, "error", draws > 1 ? sqrt(squares / (count * (count - 1))) : (double)NAN);
}

static void add_means(dynamics_runs *r)
{
    static const char *const columns[] = {"quantity", "mean", "error"};
    static const struct {
        const char *quantity;
        double (*of)(const ent_dynamics_end *);
    } rows[] = {{"balanced", is_balanced}, {"jammed", is_jammed}, {"unfinished", is_unfinished},
                {"steps", steps_of}, {"flips", flips_of}, {"energy", energy_of}};
    ent_json_value *table =
        ent_json_add_table(r->d->answer.json, r->d->answer.result, "runs", columns, ent_countof(columns));
    for (size_t k = 0; k < ent_countof(rows); k++)
        add_mean(r, table, rows[k].quantity, rows[k].of);
}

/* ---- which states they end in ---- */

static int compare_states(const void *left, const void *right)
{
    const end_state *x = left, *y = right;
    int order = memcmp(x->state, y->state, x->words * sizeof *x->state);
    return order != 0 ? order : (x->run > y->run) - (x->run < y->run);
}

/* The most frequent first, then that of the earliest run. */
static int compare_counts(const void *left, const void *right)
{
    const end_state *x = left, *y = right;
    int order = (x->count < y->count) - (x->count > y->count);
    return order != 0 ? order : (x->run > y->run) - (x->run < y->run);
}

/* The ends of the runs that are finished, each once; returns how many. */
static size_t gather_ends(const dynamics_runs *r, end_state *list)
{
    size_t ended = 0, count = 0;
    for (size_t k = 0; k < r->d->options->draws; k++)
        if (r->end[k].balanced || r->end[k].jammed)
            list[ended++] = (end_state){r->state + k * r->words, r->words, k, 1};
    qsort(list, ended, sizeof *list, compare_states);
    for (size_t k = 0; k < ended; k++)
        if (count > 0 && memcmp(list[count - 1].state, list[k].state, r->words * sizeof *list->state) == 0)
            list[count - 1].count++;
        else
            list[count++] = list[k];
    qsort(list, count, sizeof *list, compare_counts);
    return count;
}

static bool are_friends(size_t n, const uint64_t *state, size_t a, size_t b)
{
    size_t place = a < b ? place_of(n, a, b) : place_of(n, b, a);
    return state[place / 64] >> place % 64 & 1;
}

/* Friends with the same friends and foes: of a balanced state its two camps. */
static bool are_one_group(size_t n, const uint64_t *state, size_t a, size_t b)
{
    bool same = are_friends(n, state, a, b);
    for (size_t c = 0; c < n && same; c++)
        same = c == a || c == b || are_friends(n, state, a, c) == are_friends(n, state, b, c);
    return same;
}

/* group[n]: the first actor of each one's group. */
static void find_groups(size_t n, const uint64_t *state, size_t *group)
{
    for (size_t i = 0; i < n; i++) {
        group[i] = i;
        for (size_t first = 0; first < i && group[i] == i; first++)
            if (group[first] == first && are_one_group(n, state, first, i))
                group[i] = first;
    }
}

/* "A;B|C": groups in the order of their first actors. */
static ent_status put_groups(dynamics_runs *r, ent_json_value *table, const uint64_t *state, size_t *group)
{
    size_t n = r->d->n;
    ent_buffer list = {0};
    find_groups(n, state, group);
    for (size_t first = 0; first < n; first++)
        for (size_t i = first; i < n && group[first] == first; i++)
            if (group[i] == first)
                ent_buffer_format(&list, "%s%s", i > first ? ";" : first > 0 ? "|" : "", r->d->file.network.name[i]);
    answer_text_cell(&r->d->answer, table, "groups", ent_buffer_text(&list));
    ent_status status = list.failed ? ent_fail_memory(r->d->error) : ENT_OK;
    ent_buffer_clear(&list);
    return status;
}

static ent_status add_ends(dynamics_runs *r)
{
    static const char *const columns[] = {"rank", "runs", "share", "outcome", "energy", "groups"};
    const ent_dynamics_report_options *o = r->d->options;
    answer *a = &r->d->answer;
    end_state *list = ent_new_array(o->draws, sizeof *list);
    size_t *group = ent_new_array(r->d->n, sizeof *group);
    ent_status status = list && group ? ENT_OK : ent_fail_memory(r->d->error);
    size_t count = status == ENT_OK ? gather_ends(r, list) : 0;
    ent_json_add_integer(a->json, a->result, "different_ends", (long long)count);
    ent_json_value *table = ent_json_add_table(a->json, a->result, "ends", columns, ent_countof(columns));
    for (size_t k = 0; k < count && k < o->most && status == ENT_OK; k++) {
        const ent_dynamics_end *end = &r->end[list[k].run];
        answer_number_cell(a, table, "rank", (double)k + 1);
        answer_number_cell(a, table, "runs", (double)list[k].count);
        answer_number_cell(a, table, "share", (double)list[k].count / (double)o->draws);
        answer_text_cell(a, table, "outcome", end->balanced ? "balanced" : "jammed");
        answer_number_cell(a, table, "energy", end->energy);
        status = put_groups(r, table, list[k].state, group);
    }
    free(list);
    free(group);
    return status;
}

/* ---- all ---- */

static ent_status read_options(const dynamics_answer *d, ent_dynamics_options *out)
{
    const ent_dynamics_report_options *o = d->options;
    const char *rule = o->rule ? o->rule : "constrained";
    bool local = strcmp(rule, "local") == 0;
    *out = (ent_dynamics_options){.rule = local ? ENT_DYNAMICS_LOCAL : ENT_DYNAMICS_CONSTRAINED, .p = o->p,
                                  .steps_most = o->steps_most, .seed = o->seed};
    if (!local && strcmp(rule, "constrained") != 0)
        return ent_fail(d->error, ENT_ERR_ARGUMENT, "--rule '%.40s' is unknown; expected local, constrained", rule);
    if (local && !(o->p >= 0 && o->p <= 1))
        return ent_fail(d->error, ENT_ERR_ARGUMENT, "--p is %g; expected a probability, 0 to 1", o->p);
    return ENT_OK;
}

static ent_status make_room(dynamics_runs *r)
{
    size_t draws = r->d->options->draws, pairs = r->d->n * (r->d->n - 1) / 2;
    r->words = (pairs + 63) / 64;
    double most = floor(BYTES_MOST / (8 * (double)r->words));
    most = most < RUNS_MOST ? most : RUNS_MOST;
    if ((double)draws > most)
        return ent_fail(r->d->error, ENT_ERR_ARGUMENT, "--draws %zu is too many for %zu actors; expected at most %.0f", draws,
                        r->d->n, most);
    r->end = ent_new_array(draws, sizeof *r->end);
    r->state = ent_new_array(draws * r->words, sizeof *r->state);
    r->failed = ent_new_array(draws, sizeof *r->failed);
    return r->end && r->state && r->failed ? ENT_OK : ent_fail_memory(r->d->error);
}

static void add_asked(dynamics_runs *r)
{
    const ent_dynamics_report_options *o = r->d->options;
    bool local = r->options.rule == ENT_DYNAMICS_LOCAL;
    ent_json *json = r->d->answer.json;
    ent_json_value *asked = ent_json_add_object(json, r->d->answer.result, "asked");
    ent_json_add_integer(json, asked, "draws", (long long)o->draws);
    ent_json_add_text(json, asked, "rule", local ? "local" : "constrained");
    ent_json_add_number(json, asked, "p", local ? o->p : (double)NAN);
    ent_json_add_integer(json, asked, "seed", (long long)o->seed);
    ent_json_add_integer(json, asked, "steps", (long long)o->steps_most);
}

ent_status dynamics_add_runs(dynamics_answer *d)
{
    dynamics_runs r = {.d = d};
    ent_status status = read_options(d, &r.options);
    if (status == ENT_OK)
        status = make_room(&r);
    if (status == ENT_OK)
        status = run_all(&r);
    if (status == ENT_OK) {
        add_asked(&r);
        add_means(&r);
        status = add_ends(&r);
    }
    free(r.end);
    free(r.state);
    free(r.failed);
    return status;
}
