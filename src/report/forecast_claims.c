/* Claims in futures: in how many of a sample each claim of a scenario holds at the end, without interventions and with them, on
 * shared draws. Claims are judged as those of a run (run_claims.c); what a future says of a name is in claim_future.c. */
#include "report/claim_future.h"
#include "report/whatif.h"

#include "core/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { DRAWS = 10 /* of the sample, at most */, VERDICTS = ENT_CLAIM_NO_DATA + 1 };

static const double bytes_most = 0x1p28; /* of networks that are kept; fewer draws where they are larger */

typedef struct {
    answer *a;
    const forecasting *f;
    running *run;
    size_t draws, count;          /* count: futures */
    size_t row;                   /* bytes of the networks of a future */
    uint8_t *network;             /* [count * row] */
    int *seat;                    /* as in claim_future */
    uint8_t *verdict[2];          /* [claims * count] without, with */
    bool *drawn, *given;          /* [claims] as in claim_future */
} sampling;

/* ---- the interval of a share ----
 * Wilson's (1927, JASA 22:209) for a sample of n* futures, z = 1.645:
 *   (p + z^2 / 2n* +- z sqrt(p (1 - p) / n* + z^2 / 4n*^2)) / (1 + z^2 / n*)
 * Futures of a draw share parameters, and count for less than as many alone (Kish 1965, Survey sampling, 8.2): n* is the number
 * of which the binomial variance of p is that by the means of draws,
 *   n* = p (1 - p) / v,  v = sum_d (p_d - p)^2 / (D (D - 1)),
 * at least one a draw and at most all; all where none or each holds, since no draw then differs. */
static double effective(const double share[], size_t draws, size_t each, double p)
{
    double squares = 0, least = (double)draws, most = (double)(draws * each);
    for (size_t d = 0; d < draws; d++)
        squares += (share[d] - p) * (share[d] - p);
    if (!(p > 0 && p < 1))
        return most;
    double variance = squares / (least * (least - 1));
    return draws < 2 ? least : fmin(fmax(p * (1 - p) / variance, least), most);
}

void forecast_share_interval(const double share[], size_t draws, size_t each, bool drawn, double *low, double *high)
{
    const double z = 1.6448536269514722;
    double p = 0;
    for (size_t d = 0; d < draws; d++)
        p += share[d];
    p /= (double)draws;
    double n = drawn ? effective(share, draws, each, p) : (double)(draws * each);
    double middle = (p + z * z / (2 * n)) / (1 + z * z / n);
    double half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n);
    *low = p > 0 ? middle - half : 0;
    *high = p < 1 ? middle + half : 1;
}

/* ---- the sample ---- */

static void keep(void *user, size_t future, size_t step, const ent_view *network, const ent_treaty_counts *events,
                 double out[])
{
    const sampling *s = user;
    (void)events;
    size_t number = future - s->f->first * ENT_FORECAST_EACH;
    *out = 0;
    size_t n = s->f->fit.model->actor_count;
    claim_future_keep(network, n, s->network + number * s->row + step * claim_future_bytes(n));
}

static ent_status nothing(void *user, const ent_forecast_draw *draw, ent_error *error)
{
    (void)user, (void)draw, (void)error;
    return ENT_OK;
}

static ent_status draw_sample(sampling *s, size_t variant, ent_error *error)
{
    ent_forecast how = s->f->forecast;
    ent_forecast_variant one = {s->f->variants[variant].changes, s->f->variants[variant].count};
    how.variants = &one;
    how.variant_count = 1;
    how.measure_count = 1;
    how.measure = keep;
    how.user = s;
    return ent_forecast_run(&how, s->f->first, s->draws, nothing, NULL, s->f->monitor, error);
}

/* ---- judging ---- */

/* One claim in each future; no further than the first if it hangs on nothing that the future says. */
static ent_status judge_claim(sampling *s, running *run, int with, int after, size_t claim, ent_error *error)
{
    ent_status status = ENT_OK;
    for (size_t k = 0; k < s->count && status == ENT_OK; k++) {
        claim_future future = {.f = s->f, .first_day = s->run, .seat = s->seat, .network = s->network + k * s->row,
                               .number = s->f->first * ENT_FORECAST_EACH + k};
        claim_state state = {run, &s->run->content->claims[claim], after, &future};
        ent_claim_outcome outcome;
        claim_future_set_sizes(&state);
        status = run_judge_claim(&state, &outcome, error);
        if (status != ENT_OK)
            return status;
        s->verdict[with][claim * s->count + k] = (uint8_t)outcome.verdict;
        ent_claim_outcome_clear(&outcome);
        s->drawn[claim] |= future.drawn;
        s->given[claim] |= future.given;
        if (!future.drawn && !future.given)
            return ENT_OK;
    }
    return status;
}

/* An offer is compared without the scenario's interventions. */
static int is_after(const sampling *s, int with)
{
    return with && !s->f->options->offer[0];
}

/* The futures of a variant, in which the run's states have sizes of their own. */
static ent_status judge_variant(sampling *s, int with, ent_error *error)
{
    running run = *s->run;
    int after = is_after(s, with);
    ent_snapshot *state = NULL;
    ent_status status = draw_sample(s, with ? s->f->variant_count - 1 : 0, error);
    if (status == ENT_OK)
        status = ent_snapshot_copy(run_state(s->run, after), &state, error);
    *(after ? &run.after : &run.before) = state;
    for (size_t c = 0; c < s->run->content->claim_count && status == ENT_OK; c++)
        status = judge_claim(s, &run, with, after, c, error);
    ent_snapshot_free(state);
    return status;
}

/* ---- the answer ---- */

static void fill_shares(const sampling *s, int with, size_t claim, double share[DRAWS])
{
    for (size_t d = 0; d < s->draws; d++) {
        share[d] = 0;
        for (size_t k = 0; k < ENT_FORECAST_EACH; k++)
            share[d] += s->verdict[with][claim * s->count + d * ENT_FORECAST_EACH + k] == ENT_CLAIM_HOLDS;
        share[d] /= ENT_FORECAST_EACH;
    }
}

/* A claim that hangs on given paths alone is the same in all futures: what is counted is an assumption, and has no interval. */
static void add_counts(const sampling *s, ent_json_value *table, int with, size_t claim)
{
    static const char *const columns[VERDICTS] = {"holds", "fails", "undecided", "no_data"};
    double count[VERDICTS] = {0}, share[DRAWS], low, high, mean = 0;
    for (size_t k = 0; k < s->count; k++)
        count[s->verdict[with][claim * s->count + k]]++;
    fill_shares(s, with, claim, share);
    forecast_share_interval(share, s->draws, ENT_FORECAST_EACH, s->f->forecast.covariance != NULL, &low, &high);
    mean = count[ENT_CLAIM_HOLDS] / (double)s->count;
    bool counted = s->drawn[claim] || s->given[claim];
    for (size_t v = 0; v < VERDICTS; v++)
        answer_number_cell(s->a, table, columns[v], counted ? count[v] : (double)NAN);
    answer_number_cell(s->a, table, "share", s->drawn[claim] ? mean : (double)NAN);
    answer_number_cell(s->a, table, "low", s->drawn[claim] ? low : (double)NAN);
    answer_number_cell(s->a, table, "high", s->drawn[claim] ? high : (double)NAN);
}

/* What the interventions add to the share, and its error on shared draws. */
static void add_difference(const sampling *s, ent_json_value *table, int with, size_t claim)
{
    double one[DRAWS], other[DRAWS], error = (double)NAN, difference = (double)NAN;
    draw_mean mean = {0};
    if (with && s->drawn[claim]) {
        fill_shares(s, 1, claim, one);
        fill_shares(s, 0, claim, other);
        for (size_t d = 0; d < s->draws; d++)
            draw_mean_add(&mean, one[d] - other[d]);
        difference = draw_mean_of(&mean, &error);
    }
    answer_number_cell(s->a, table, "difference", difference);
    answer_number_cell(s->a, table, "error", error);
}

static ent_status add_row(const sampling *s, ent_json_value *table, int with, size_t claim, ent_error *error)
{
    const ent_scenario_claim *c = &s->run->content->claims[claim];
    claim_state first_day = {s->run, c, is_after(s, with), NULL};
    ent_claim_outcome outcome;
    ent_status status = run_judge_claim(&first_day, &outcome, error);
    if (status != ENT_OK)
        return status;
    answer_text_cell(s->a, table, "claim", c->id);
    answer_text_cell(s->a, table, "variant", s->f->variants[with ? s->f->variant_count - 1 : 0].name);
    answer_text_cell(s->a, table, "first_day", ent_verdict_word(outcome.verdict));
    answer_text_cell(s->a, table, "touched", s->drawn[claim] ? "yes" : s->given[claim] ? "given" : "no");
    ent_claim_outcome_clear(&outcome);
    add_counts(s, table, with, claim);
    add_difference(s, table, with, claim);
    answer_text_cell(s->a, table, "statement", c->statement);
    return ENT_OK;
}

/* What the futures say, and what stays: for the reader of the shares. */
static void add_sample(const sampling *s, ent_json_value *in)
{
    const forecasting *f = s->f;
    size_t moving = 0, n = f->fit.model->actor_count;
    ent_json *json = s->a->json;
    ent_json_value *sample = ent_json_add_object(json, in, "claims_sample");
    for (size_t i = 0; i < n && f->size.id; i++)
        moving += ent_size_paths_moves(&f->paths, i);
    ent_json_add_integer(json, sample, "futures", (long long)s->count);
    ent_json_add_integer(json, sample, "draws", (long long)s->draws);
    ent_json_add_text(json, sample, "interval", "90 %, Wilson; futures that share parameters count by their effective number (Kish)");
    ent_json_add_text(json, sample, "ties", f->fit.model->variable);
    ent_json_add_text(json, sample, "size", moving > 0 ? f->size.name : NULL);
    ent_json_add_integer(json, sample, "sizes_that_move", (long long)moving);
    ent_json_add_boolean(json, sample, "states_leave", forecasting_states_leave(f));
    ent_json_add_text(json, sample, "else", "as on the first day: who is in a bloc or treaty, other ties and attributes, states that are "
                      "not in the model");
}

static ent_status fill(sampling *s, ent_error *error)
{
    static const char *const columns[] = {"claim", "variant", "first_day", "touched", "holds", "fails", "undecided", "no_data", "share",
                                          "low", "high", "difference", "error", "statement"};
    int variants = s->f->variant_count > 1 ? 2 : 1;
    ent_status status = ENT_OK;
    for (size_t i = 0; i < s->f->fit.model->actor_count; i++)
        s->seat[i] = ent_snapshot_find(s->run->before, s->f->fit.model->actors[i]);
    for (int with = 0; with < variants && status == ENT_OK; with++)
        status = judge_variant(s, with, error);
    if (status != ENT_OK)
        return status;
    add_sample(s, s->a->result);
    ent_json_value *table = ent_json_add_table(s->a->json, s->a->result, "claims", columns, ent_countof(columns));
    for (size_t c = 0; c < s->run->content->claim_count; c++)
        for (int with = 0; with < variants && status == ENT_OK; with++)
            status = add_row(s, table, with, c, error);
    return status;
}

ent_status forecast_add_claims(answer *a, const forecasting *f, running *run, ent_error *error)
{
    size_t n = f->fit.model->actor_count, claims = run->content->claim_count;
    sampling s = {.a = a, .f = f, .run = run, .draws = f->count < DRAWS ? f->count : DRAWS, .row = f->steps * claim_future_bytes(n)};
    if (claims == 0)
        return ENT_OK;
    while (s.draws > 1 && (double)s.draws * ENT_FORECAST_EACH * (double)s.row > bytes_most)
        s.draws--;
    s.count = s.draws * ENT_FORECAST_EACH;
    s.network = ent_new_array(s.count * s.row, 1);
    s.seat = ent_new_array(n, sizeof *s.seat);
    s.verdict[0] = ent_new_array(claims * s.count, 1);
    s.verdict[1] = ent_new_array(claims * s.count, 1);
    s.drawn = ent_new_array(claims, sizeof *s.drawn);
    s.given = ent_new_array(claims, sizeof *s.given);
    bool room = s.network && s.seat && s.verdict[0] && s.verdict[1] && s.drawn && s.given;
    ent_status status = room ? fill(&s, error) : ent_fail_memory(error);
    free(s.network);
    free(s.seat);
    free(s.verdict[0]);
    free(s.verdict[1]);
    free(s.drawn);
    free(s.given);
    return status;
}

ent_status forecast_add_claims_of(answer *a, const forecasting *f, ent_scenario *scenario, ent_error *error)
{
    const ent_scenario_content *content = ent_scenario_get(scenario);
    ent_run_options options = {.scenario_path = content->path, .world = f->fit.world, .on = f->fit.model->days[0]};
    running run = {.scenario = scenario, .content = content, .answer = *a};
    if (content->claim_count == 0)
        return ENT_OK;
    ent_status status = run_make_states(&run, &options, error);
    if (status == ENT_OK)
        status = forecast_add_claims(a, f, &run, error);
    run_clear(&run, &options);
    return status;
}

ent_status forecast_check_claims(answer *a, const ent_forecast_options *options, ent_error *error)
{
    if (!options->table || strcmp(options->table, "claims") != 0 || ent_json_get(a->result, "claims"))
        return ENT_OK;
    return ent_fail(error, ENT_ERR_ARGUMENT, "--table claims goes with a scenario that makes claims");
}
