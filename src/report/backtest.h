/* The answer of `entente backtest` while it is made: forecasts by rolling origin, block by block. */
#ifndef ENT_REPORT_BACKTEST_H
#define ENT_REPORT_BACKTEST_H

#include "report/world_years.h"
#include "report/backtest_models.h"

#include "entente/report.h"

enum { BACKTEST_BLOCKS_MAX = 32, BACKTEST_HORIZONS_MAX = 8 };

/* Years of outcomes. */
typedef struct {
    int from, to;
} backtest_block;

typedef struct {
    const ent_backtest_options *options;
    const ent_monitor *monitor;
    ent_error *error;
    answer a;
    world_years b;
    backtest_block blocks[BACKTEST_BLOCKS_MAX];
    size_t block_count, horizons[BACKTEST_HORIZONS_MAX], horizon_count;
    ent_event_task task;
    bool models[ENT_EVENT_MODELS];
    ent_event_options of_models;
    backtest_models files;
    size_t resamples;
    /* of the horizon at hand */
    ent_event_rows rows;
    ent_event_treaties treaties;
    double *x, *p, *base;
    ent_json_value *leaderboard, *block_table, *coefficients, *file_table;
    ent_json_value *separation;  /* NULL = not asked for */
} backtest;

/* The number of the year from which a year's outcomes are forecast. */
static inline size_t backtest_origin(const backtest *t, int year)
{
    return (size_t)(year - t->b.first_year) - t->rows.horizon;
}

/* ---- what is asked for (backtest_options.c) ---- */

ent_status backtest_read_options(backtest *t);

/* The last year of the blocks, before they are checked. */
int backtest_last_asked_for(const backtest *t);

/* Whether the data cover the blocks; of the usual ones those that are covered stay. */
ent_status backtest_check_blocks(backtest *t);

/* ---- what the answer says of itself (backtest_head.c) ---- */

void backtest_add_head(backtest *t);

/* ---- its tables (backtest_tables.c) ---- */

void backtest_add_tables(backtest *t);

/* A row of the leaderboard.
 *   row  of a model of a file; NULL = of one that needs none */
void backtest_add_scores(backtest *t, const backtest_block *is, const char *model, const ent_event_scores *scores,
                         const backtest_model_row *row);
void backtest_add_block(backtest *t, const backtest_block *is, const ent_event_fit *fit);
void backtest_add_coefficients(backtest *t, const backtest_block *is, const ent_event_fit *fit);
void backtest_add_file(backtest *t, const backtest_block *is, const backtest_model_row *row);

/* Where the table is asked for: the block's pairs in order of their probability. */
ent_status backtest_add_separation(backtest *t, const backtest_block *is, const char *model, const double p[]);

#endif
