/* The ties of layers among chosen states at each of several times: what `entente balance` and `entente network`
 * make their networks from.
 *
 *   layer_ties_init(&t, window, error);
 *   layer_ties_resolve(&t, world, "alliance:defense", error);
 *   layer_ties_find_period(&t, world, &period, "all", &span, error);
 *   layer_ties_open(&t, world, span, period.is_day, "all", error);
 *   for (time = 1; time < t.y.count; time++) {
 *       layer_ties_choose(&t, time);
 *       for (size_t at = 0; layer_ties_next(&t, &t.layers[0], time, &at, &tie);)
 *           ...
 *   }
 *   layer_ties_clear(&t); */
#ifndef ENT_REPORT_LAYER_TIES_H
#define ENT_REPORT_LAYER_TIES_H

#include "report/chosen.h"

enum { LAYERS_MAX = 16, LAYER_WORD_MAX = 160 };

typedef struct {
    char name[96];           /* as asked, without obligations */
    unsigned obligations;    /* any of these make a tie; 0 = its ties have none */
    bool is_event;           /* disputes, wars: collected over the window */
    ent_series series;
    ent_spells spells;
} tie_layer;

typedef struct {
    ent_error *error;
    int window;              /* years */
    years y;
    years_members states;
    uint8_t *of;             /* [count * places] who is chosen */
    char label[16];
    ent_series majors;       /* where they are asked for */
    tie_layer layers[LAYERS_MAX];
    size_t layer_count;
    size_t most;             /* chosen actors of the time that has most */
    /* over all times that were looked at */
    size_t doubted;          /* ties that are unverified, disputed or of low confidence, by year */
    size_t outside;          /* ties left out since one end is no state then, by year */
    /* the actors of the time that was chosen last */
    size_t n;
    const char **name;       /* [n] borrowed */
    int *place;              /* [n] */
    int *index;              /* [places] */
} layer_ties;

/* A tie of the time, its ends as actors of it. */
typedef struct {
    int a, b;
    const ent_spell *spell;
} layer_tie;

/* Nothing yet; events count over a window of years, 0 = 1. Errors: ENT_ERR_ARGUMENT. */
ent_status layer_ties_init(layer_ties *t, int window, ent_error *error);

/* Add a layer, "alliance" or "alliance@atop:defense+offense".
 *   word  is changed */
ent_status layer_ties_resolve(layer_ties *t, ent_world *world, char *word, ent_error *error);

/* What states, layers (events with their whole window) and majors, if asked for, cover of a period.
 *   also  another series that must be covered; may be NULL */
ent_status layer_ties_find_period(const layer_ties *t, ent_world *world, const ent_period *asked, const char *of,
                                  const ent_series *also, ent_span *out, ent_error *error);

/* Read states, who is chosen, and the layers. Clear also after a failure. */
ent_status layer_ties_open(layer_ties *t, ent_world *world, ent_span span, bool is_day, const char *of,
                           ent_error *error);
void layer_ties_clear(layer_ties *t);

/* The actors of a time, then the ties of a layer among them, one a call from *at = 0; false after the last. */
void layer_ties_choose(layer_ties *t, size_t time);
bool layer_ties_next(layer_ties *t, const tie_layer *layer, size_t time, size_t *at, layer_tie *out);

/* Say in the answer who, when, over which window, from which sources; and what a bare name resolved to. */
void layer_ties_add_head(const layer_ties *t, answer *a, const ent_period *asked);
void layer_ties_add_resolved(const layer_ties *t, answer *a, const tie_layer *layer);

#endif
