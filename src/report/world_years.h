/* The years of a world as plain arrays of events (entente/events.h): members, ties, treaties and geography of each. What the
 * backtest and models of treaties learn from. */
#ifndef ENT_REPORT_WORLD_YEARS_H
#define ENT_REPORT_WORLD_YEARS_H

#include "entente/events.h"
#include "report/answer.h"
#include "table/years.h"

typedef struct {
    ent_event_data data;         /* its arrays are those below */
    int first_year;
    uint8_t *present, *tied, *contiguity, *member, *major, *rival, *dispute, *other;
    int *treaty, *region, *subregion;
    double *latitude, *longitude, *capability, *regime;
    /* from where */
    ent_series states, layer, treaties, borders, capitals;
    ent_series majors, capabilities, regimes, rivalries, disputes, others; /* id 0 = not there, or not for all years */
    bool has_treaties;           /* ties go by treaties: those of the layer, or of `treaties` */
    bool own_treaties;           /* the layer's own */
    bool has_geography, has_covariates;
    unsigned obligations;        /* any of these make a tie; 0 = each row does */
    size_t doubted;              /* ties used that are unverified, disputed or of low confidence */
    /* inside */
    ent_day until;               /* nothing later is read; ENT_DAY_LAST = all years that are covered */
    years y;
    int *index;                  /* [places] actor number, -1 = never a state */
    int *number;                 /* [treaty_most + 1] of a treaty of the world: 1, 2 ... in the arrays; 0 = not among them */
    int treaty_most;
} world_years;

/* What the models need beside states and ties. */
typedef struct {
    bool geography;              /* contiguity, capitals and regions: all of them */
    bool powers;                 /* of what there is: major powers, capabilities, rivalries, disputes, pacts of other kinds */
    bool covariates;             /* of what there is: contiguity, capabilities, regimes, disputes */
} world_years_needs;

/* Read the years that states and layer cover both.
 *   open_end   the last year where neither states nor layer have an end
 * Clear also after a failure. Errors: as ent_backtest_report. */
ent_status world_years_read(world_years *b, ent_world *world, const char *layer, const char *kind, world_years_needs needs,
                            int open_end, ent_error *error);
void world_years_clear(world_years *b);

/* For models of treaties: up to a day, of whose year only what had come by then is known, with geography and powers.
 *   obligations  any of these make a tie; 0 = each row does
 * Clear also after a failure. Errors: ENT_ERR_INPUT: states or layer do not cover the day; there are no treaties, capitals or
 * borders, or they do not cover the day. */
ent_status world_years_read_until(world_years *b, ent_world *world, const char *layer, unsigned obligations, ent_day until,
                                  ent_error *error);

int world_years_last_year(const world_years *b);

/* ---- inside ---- */

/* A row of a layer as cells of the years that it touches; false if it touches none or an end is never a state. */
bool world_years_find_cells(const world_years *b, const ent_spell *tie, size_t *first, size_t *last, size_t *forth,
                            size_t *back);

/* The values of an attribute, (*out)[years * n], NaN = not known; owned by the caller. */
ent_status world_years_read_values(const world_years *b, const char *attribute, double **out, ent_error *error);
/* What geography needs, and the contiguity of `borders` alone (world_years_geography.c). */
ent_status world_years_read_geography(world_years *b, ent_error *error);
ent_status world_years_read_borders(world_years *b, ent_error *error);

/* What the treaty models, and what the dyadic logits use where it is there (world_years_powers.c). */
ent_status world_years_read_powers(world_years *b, ent_error *error);
ent_status world_years_read_covariates(world_years *b, ent_error *error);

#endif
