/* Models of files in a backtest: fitted, block by block, to what was known before it, and put to the same pairs as the models
 * that need no file. */
#ifndef ENT_REPORT_BACKTEST_MODELS_H
#define ENT_REPORT_BACKTEST_MODELS_H

#include "report/world_years.h"

typedef struct backtest_fit backtest_fit;

typedef struct {
    ent_world *world;            /* borrowed, as all that is not said to be owned */
    const world_years *data;
    const char *const *paths;    /* [count] of the models' files */
    size_t count;
    size_t futures;              /* of each origin; 0 = 200 */
    uint64_t seed;
    const ent_monitor *monitor;
    /* inside */
    backtest_fit *fits;          /* [fit_count] owned; a model is fitted once to the same waves */
    size_t fit_count, fit_room;
} backtest_models;

/* What became of a model in a block. */
typedef struct {
    const char *name, *family;   /* of the file; NULL = it was not read so far */
    const char *from, *to;       /* first and last wave that it was fitted to; NULL = to none */
    size_t waves;
    size_t unknown;              /* pairs scored that it has no forecast of: those have that of the base */
    char failure[512];           /* why there is no forecast; "" = there is */
} backtest_model_row;

/* Forecasts of a model for the rows of origins `first` to `last`: fitted to the waves up to the end of year `first`, then from
 * the last day of each origin's year on.
 *   base  of each row, what pairs get that the model does not know
 *   p     out: as of ent_event_forecast, chances of the task's event, held between 1e-6 and 1 - 1e-6
 *   row   out: what it points to is borrowed from `models`. A model that cannot be fitted, or has no forecast, is no error
 * Errors: ENT_ERR_ARGUMENT: the model is of other ties than the backtest; the file cannot be read; ENT_ERR_STOPPED. */
ent_status backtest_models_forecast(backtest_models *models, size_t number, const ent_event_rows *rows, size_t first,
                                    size_t last, const double base[], double p[], backtest_model_row *row,
                                    ent_error *error);
void backtest_models_clear(backtest_models *models);

#endif
