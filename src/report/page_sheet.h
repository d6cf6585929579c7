/* The balance sheet of a run as its two renderings read it: the text (show_run.c) and the page
 * (page.c). Everything comes from the document of `entente run`; `result` is its key of that name.
 * Absent keys read as absent values, "" or NaN. Texts are appended to the buffer `out`. */
#ifndef ENT_REPORT_PAGE_SHEET_H
#define ENT_REPORT_PAGE_SHEET_H

#include "core/text.h"
#include "entente/json.h"
#include "report/number.h"

/* ---- reading ---- */
const char *sheet_text(const ent_json_value *object, const char *key);               /* "" */
const char *sheet_cell(const ent_json_value *table, const char *column, size_t row); /* "" */
const char *sheet_item(const ent_json_value *list, size_t index);                    /* "" */
/* The object of a list whose `key` is this text; NULL. */
const ent_json_value *sheet_find(const ent_json_value *list, const char *key, const char *text);
/* Texts of a list, joined by ", ". */
void sheet_join(const ent_json_value *list, ent_buffer *out);

/* ---- names; what has none keeps its code ---- */
const char *sheet_bloc_name(const ent_json_value *result, const char *id);
const char *sheet_actor_name(const ent_json_value *result, const char *abb);
/* "Iceland (ICE), Malta (MLT)" from "ICE, MLT". */
void sheet_spell_out(const ent_json_value *result, const char *abbs, ent_buffer *out);
/* "Net resources" of "Net resources: GDP x GDP per head, PPP"; the id if it is not shown. */
void sheet_short_label(const ent_json_value *result, const char *measure, ent_buffer *out);

/* ---- what happened ---- */
/* Are there interventions, so that before and after may differ? */
bool sheet_has_after(const ent_json_value *result);
/* "treaty signed: Defence pact of Russia and China (RUS, CHN): defense, consultation" */
void sheet_intervention(const ent_json_value *result, const ent_json_value *item, ent_buffer *out);
/* Is anything marked unverified, disputed or of low confidence? */
bool sheet_in_doubt(const ent_json_value *object);
/* Does a world stand in for the scenario's own base? Then what the scenario says of that does not
 * hold. */
bool sheet_has_other_base(const ent_json_value *result);
/* The answer in a few sentences made from the verdicts, and what the interventions change. */
void sheet_answer(const ent_json_value *result, ent_buffer *out);

/* ---- power ---- */
typedef struct {
    double value, share;
    size_t rank, among, members, with_data; /* rank 0: no value */
    const char *share_of, *missing, *doubted;
} sheet_power;

sheet_power sheet_power_of(const ent_json_value *result, const char *measure, const char *bloc,
                           bool after);
bool sheet_same_power(const sheet_power *a, const sheet_power *b);
/* Value, share and rank in words; the share of a measure that is one ("CINC as it is") is "". */
void sheet_value_text(const ent_json_value *measure, double value, char text[NUMBER_SIZE]);
void sheet_share_text(const ent_json_value *measure, double share, char text[NUMBER_SIZE]);
void sheet_rank_text(const sheet_power *power, char text[NUMBER_SIZE]); /* "1 of 44" */
/* "share of the 72 actors with data", with the number after the interventions if it differs. */
void sheet_basis(const ent_json_value *result, const ent_json_value *measure, ent_buffer *out);

/* A term of a claim, "cinc(nato)". */
typedef struct {
    const ent_json_value *measure; /* NULL if it is not in the sheet */
    char id[NUMBER_SIZE];          /* of the measure; "" if the term is a number or an expression */
    char of[160];                  /* the code of whom it is of, or the number or expression */
    bool is_number;
    const char *name;              /* of whom it is of; may point to `of` */
} sheet_term;
void sheet_read_term(const ent_json_value *result, const char *text, sheet_term *out);
/* Why a claim has its verdict: the reason in the document; of one comparison its figures in words. */
void sheet_reason(const ent_json_value *result, const ent_json_value *claim, ent_buffer *out);
/* What is compared: "Net resources"; of two measures or expressions "x / y". */
void sheet_figure_label(const ent_json_value *result, const sheet_term terms[2], ent_buffer *out);
/* The values of a figure of the file: "2015: 2.95, 2016: 1.82", or "13 to 19". */
void sheet_figure_values(const ent_json_value *figure, ent_buffer *out);
/* The note of a figure; what it says twice is said once. */
void sheet_figure_note(const char *note, ent_buffer *out);

/* ---- blocs that ties make ---- */
/* "3 of 62 ties are against the best two blocs (proven) → ..." */
void sheet_blocs_value(const ent_json_value *result, ent_buffer *out);
/* Bloc `which` (0, 1) before or after: its members. */
void sheet_bloc_members(const ent_json_value *result, bool after, size_t which, ent_buffer *out);
/* Are the blocs the same before and after? */
bool sheet_same_blocs(const ent_json_value *result, ent_buffer *out); /* notes in `out` if memory ran out */
/* "Iran with China: apart → together" */
void sheet_pull(const ent_json_value *result, size_t row, ent_buffer *out);
/* "Japan: ties against its bloc 1 → 2, cost of switching 3" */
void sheet_torn(const ent_json_value *result, size_t row, ent_buffer *out);

/* ---- burden ---- */
/* Members by what they spend, the largest first: order[row]. */
void sheet_burden_order(const ent_json_value *members, size_t order[]);
bool sheet_same_burden(const ent_json_value *a, const ent_json_value *b);
/* "military expenditure and GDP" of "milex and gdp". */
const char *sheet_lacks(const char *ids);

/* ---- poles, similarity, triads, neighbourhoods (page_sheet_structure.c) ---- */

/* How concentrated a measure is; counted: "poles" or "actors". */
typedef struct {
    double con, hhi, effective;
    size_t n, missing, incomplete;
} sheet_concentration;
sheet_concentration sheet_concentration_of(const ent_json_value *result, const char *measure,
                                           const char *counted, bool after);
/* "before → after", or one number where they are the same in writing. */
typedef char *sheet_writer(double value, char text[NUMBER_SIZE]);
void sheet_change(double before, double after, sheet_writer *write, ent_buffer *out);
void sheet_count_change(size_t before, size_t after, ent_buffer *out);
/* How many poles are known in part: "1 with data of some members only"; or nothing. */
void sheet_in_part(const ent_json_value *result, const char *measure, const char *counted,
                   ent_buffer *out);
/* The cells of a measure, with what the interventions change: CON, HHI, effective number, how many are
 * counted, how many have no data. */
enum { SHEET_POLE_CELLS = 5 };
void sheet_pole_cells(const ent_json_value *result, const char *measure, const char *counted,
                      ent_buffer cells[SHEET_POLE_CELLS]);
/* "The strongest by GDP: NATO-28 51.6 %, China 15.8 %; after: NATO-28 51.6 %, ...". */
void sheet_strongest(const ent_json_value *result, const char *measure, ent_buffer *out);
/* "Russia – United States (leads NATO-28)" of a row of `similarity`. */
void sheet_pair(const ent_json_value *result, size_t row, ent_buffer *out);
/* Why weighted similarity has no value; nothing if it has. */
void sheet_no_weights(const ent_json_value *result, ent_buffer *out);
/* "balanced 4,398 → 4,400, tense 3". */
void sheet_triads(const ent_json_value *result, ent_buffer *out);
/* "United States, Russia, China (− − 0 → − − +)" of a row of the triads that change. */
void sheet_triad(const ent_json_value *result, size_t row, ent_buffer *out);
/* How many triads become this: "tense", "relaxed", "balanced". */
size_t sheet_triads_that(const ent_json_value *result, const char *become);
/* "16 neighbours, 2 allies, 8 rivals: mixed; after: 3 allies, 8 rivals: mixed". */
void sheet_neighbourhood(const ent_json_value *result, size_t row, ent_buffer *out);
/* Who has only "all_allies" or "all_rivals" around: "CAN, BRA; after: new: AUS". */
void sheet_surrounded(const ent_json_value *result, const char *key, ent_buffer *out);

/* ---- relations ---- */
/* What an ally owes and is owed, as one number below SHEET_TERMS; and the words of that number. */
enum { SHEET_TERMS = 1024 };
unsigned sheet_terms(const ent_json_value *ally);
void sheet_terms_text(unsigned terms, ent_buffer *out);
/* The terms that occur in a list of allies, the closest first. Returns how many. */
size_t sheet_ally_groups(const ent_json_value *allies, unsigned groups[SHEET_TERMS]);
/* "defense, nonaggression" of "defense;nonaggression". */
void sheet_tie_words(const char *words, ent_buffer *out);
/* Ties of one actor that change alike: "Germany with France, Italy: defense → nothing". The next
 * row that is not done, and all that go with it; they are marked in done[row].
 *   pivot   out: the actor's name
 *   others  appended: the names of the others
 * False at the end. */
bool sheet_next_change(const ent_json_value *result, bool done[], size_t *row, const char **pivot,
                       ent_buffer *others);
/* What the interventions change for an actor of `relations`; nothing if it is unchanged. */
void sheet_ally_changes(const ent_json_value *actor, ent_buffer *out);
void sheet_rival_changes(const ent_json_value *actor, ent_buffer *out);
/* The same for two lists of texts: "new: USA; no longer: JPN". */
void sheet_list_changes(const ent_json_value *result, const ent_json_value *before,
                        const ent_json_value *after, ent_buffer *out);
/* Why a layer says nothing ("no data", "not covered"); NULL if it does. */
const char *sheet_layer_reason(const ent_json_value *result, const char *layer);

/* ---- the forecast (page_sheet_forecast.c) ---- */

/* What it is of, in a sentence; which variant is shown: all interventions together, or the only one. */
/* What states do where the system is drawn: "leave and come". */
const char *sheet_forecast_system(const ent_json_value *forecast);
void sheet_forecast_head(const ent_json_value *result, ent_buffer *out);
/* Rows of the last year that are of that variant, and in which anything differs. Returns how many; rows[most]. */
size_t sheet_forecast_rows(const ent_json_value *result, const char *table, size_t rows[], size_t most);
/* "camp of CHN +0.044 (0 to 0.079 in 90 of 100 futures)". */
void sheet_forecast_measure(const ent_json_value *result, size_t row, ent_buffer *out);
/* "Given, not drawn: cinc of CHN 0.25 in 2020, 0.27 in 2026; USA ... (who says so)"; nothing if none is given. */
void sheet_forecast_given(const ent_json_value *forecast, ent_buffer *out);
/* How the claims were judged in futures, "The scenario's claims at ..."; and a row of theirs, of a claim's first with its statement:
 * "They are bound; as it is: holds in 11 of 200, 5.5 % (3.4 to 8.8), fails in 189; on the first day: fails".
 *   forecast  the object of the forecast
 * Returns how many rows there are. */
size_t sheet_forecast_claims(const ent_json_value *forecast, ent_buffer *out);
void sheet_forecast_claim(const ent_json_value *forecast, size_t row, ent_buffer *out);
/* "RUS and CHN, 2026: 0.64, without 0.046". */
void sheet_forecast_tie(const ent_json_value *result, const char *table, size_t row, ent_buffer *out);

#endif
