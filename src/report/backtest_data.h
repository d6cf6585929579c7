/* What a backtest reads from a world: members, ties, treaties and geography of each year, as plain arrays. */
#ifndef ENT_REPORT_BACKTEST_DATA_H
#define ENT_REPORT_BACKTEST_DATA_H

#include "entente/events.h"
#include "report/answer.h"
#include "table/years.h"

typedef struct {
    ent_event_data data;         /* its arrays are those below */
    int first_year;
    uint8_t *present, *tied, *contiguity, *member;
    int *treaty, *region, *subregion;
    double *latitude, *longitude;
    /* from where */
    ent_series states, layer, treaties, borders, capitals;
    bool has_treaties;           /* ties go by treaties: those of the layer, or of `treaties` */
    bool own_treaties;           /* the layer's own */
    bool has_geography;
    unsigned obligations;        /* any of these make a tie; 0 = each row does */
    size_t doubted;              /* ties used that are unverified, disputed or of low confidence */
    /* inside */
    years y;
    int *index;                  /* [places] actor number, -1 = never a state */
    int *number;                 /* [treaty_most + 1] of a treaty of the world: 1, 2 ... in the arrays; 0 = not among them */
    int treaty_most;
} backtest_data;

/* Read the years that states and layer cover both.
 *   geography  also contiguity, capitals and regions
 *   open_end   the last year where neither states nor layer have an end
 * Clear also after a failure. Errors: as ent_backtest_report. */
ent_status backtest_data_read(backtest_data *b, ent_world *world, const char *layer, const char *kind, bool geography,
                              int open_end, ent_error *error);
void backtest_data_clear(backtest_data *b);

int backtest_last_year(const backtest_data *b);

#endif
