/* What geography says of a pair at the origin: seven predictors.
 *
 *   contiguous         1{the two are contiguous, by land or across up to 400 miles of water}
 *   land border        1{they share a land border}
 *   log distance       log max(50, km between their capitals)
 *   nearness           exp(-km / 1000)
 *   same region, same subregion
 *   common neighbours  how many third states each of them reaches by land or across near sea, at most 3
 *
 * Contiguity by the types of the Correlates of War project (Stinnett and others 2002, CMPS 19(2):58). That states near each
 * other ally: Gibler & Wolford 2006, J. Conflict Resolution 50:129. */
#include "entente/events.h"
#include "entente/measure.h"

#include "core/memory.h"

#include <math.h>
#include <stdlib.h>

enum { CONTIGUOUS, LAND, LOG_DISTANCE, NEARNESS, SAME_REGION, SAME_SUBREGION, NEIGHBOURS };
enum { LAND_BORDER = 1, NEAR_SEA = 3, NEIGHBOURS_MOST = 3 }; /* type 3: at most 24 miles of water */
static const double least_km = 50, near_km = 1000;

static const char *const names[ENT_GEOGRAPHY] = {
    [CONTIGUOUS] = "contiguous", [LAND] = "land_border", [LOG_DISTANCE] = "log_distance", [NEARNESS] = "nearness",
    [SAME_REGION] = "same_region", [SAME_SUBREGION] = "same_subregion", [NEIGHBOURS] = "common_neighbours"};

const char *ent_event_predictor(size_t predictor)
{
    return predictor < ENT_GEOGRAPHY ? names[predictor] : NULL;
}

/* Who is near whom in a year, as lists. */
typedef struct {
    size_t *first;  /* [n + 1] */
    int *near;
    size_t capacity;
} neighbours;

static bool list_neighbours(const ent_event_data *d, size_t year, neighbours *out)
{
    size_t n = d->actor_count, count = 0;
    const uint8_t *type = d->contiguity + year * n * n, *present = d->present + year * n;
    for (size_t i = 0; i < n; i++) {
        out->first[i] = count;
        for (size_t j = 0; j < n; j++) {
            uint8_t here = type[i * n + j];
            if (here == 0 || here > NEAR_SEA || !present[i] || !present[j])
                continue;
            if (!ent_grow(&out->near, count, &out->capacity, sizeof *out->near))
                return false;
            out->near[count++] = (int)j;
        }
    }
    out->first[n] = count;
    return true;
}

/* How many are in both of two ascending lists. */
static int count_common(const neighbours *of, size_t i, size_t j)
{
    size_t x = of->first[i], y = of->first[j];
    int common = 0;
    while (x < of->first[i + 1] && y < of->first[j + 1]) {
        common += of->near[x] == of->near[y];
        int left = of->near[x], right = of->near[y];
        x += left <= right;
        y += right <= left;
    }
    return common < NEIGHBOURS_MOST ? common : NEIGHBOURS_MOST;
}

static void fill_row(const ent_event_data *d, const neighbours *near, const ent_event_row *row, double *x)
{
    size_t n = d->actor_count, i = (size_t)row->a, j = (size_t)row->b, s = (size_t)row->origin;
    const double *latitude = d->latitude + s * n, *longitude = d->longitude + s * n;
    uint8_t type = d->contiguity[(s * n + i) * n + j];
    double km = ent_great_circle(latitude[i], longitude[i], latitude[j], longitude[j]);
    x[CONTIGUOUS] = type > 0;
    x[LAND] = type == LAND_BORDER;
    x[LOG_DISTANCE] = isnan(km) ? km : log(km > least_km ? km : least_km);
    x[NEARNESS] = exp(-km / near_km);
    x[SAME_REGION] = d->region[i] > 0 && d->region[i] == d->region[j];
    x[SAME_SUBREGION] = d->subregion[i] > 0 && d->subregion[i] == d->subregion[j];
    x[NEIGHBOURS] = count_common(near, i, j);
}

ent_status ent_event_geography(const ent_event_data *data, const ent_event_rows *rows, double x[], ent_error *error)
{
    if (!data->contiguity || !data->latitude || !data->longitude || !data->region || !data->subregion)
        return ent_fail(error, ENT_ERR_ARGUMENT, "geography needs contiguity, capitals and regions");
    neighbours near = {.first = ent_new_array(data->actor_count + 1, sizeof *near.first)};
    ent_status status = near.first ? ENT_OK : ent_fail_memory(error);
    for (size_t s = 0; s < rows->year_count && status == ENT_OK; s++) {
        if (!list_neighbours(data, s, &near))
            status = ent_fail_memory(error);
        for (size_t row = rows->first[s]; row < rows->first[s + 1] && status == ENT_OK; row++)
            fill_row(data, &near, &rows->rows[row], x + row * ENT_GEOGRAPHY);
    }
    free(near.first);
    free(near.near);
    return status;
}
