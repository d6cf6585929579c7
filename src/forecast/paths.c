/* Sizes of every future year by year: given where they are given, else drawn. */
#include "entente/drift.h"

#include "core/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static ent_status check_point(const ent_size_paths *p, const ent_path_point *point, size_t number, ent_error *error)
{
    if (point->actor >= p->n || point->year < 1 || point->year > p->years)
        return ent_fail(error, ENT_ERR_INPUT, "point %zu of the paths: actor %zu, year %zu; expected below %zu, and 1 to %zu", number,
                        point->actor, point->year, p->n, p->years);
    if (!(point->value > 0) || isinf(point->value))
        return ent_fail(error, ENT_ERR_INPUT, "point %zu of the paths: value %g; expected a number above 0", number, point->value);
    if (!(p->start[point->actor] > 0))
        return ent_fail(error, ENT_ERR_INPUT, "point %zu of the paths: the size of actor %zu at the start is not known", number,
                        point->actor);
    return ENT_OK;
}

/* Between years a and b, both of which are there. */
static void interpolate(double *given, size_t n, size_t actor, size_t a, size_t b)
{
    double from = log(given[a * n + actor]), to = log(given[b * n + actor]);
    for (size_t t = a + 1; t < b; t++)
        given[t * n + actor] = exp(from + (to - from) * (double)(t - a) / (double)(b - a));
}

static void fill_gaps(ent_size_paths *p, size_t actor)
{
    size_t last = 0;
    p->given[actor] = p->start[actor];
    for (size_t t = 1; t <= p->years; t++)
        if (!isnan(p->given[t * p->n + actor])) {
            interpolate(p->given, p->n, actor, last, t);
            last = t;
        }
    for (size_t t = last + 1; t <= p->years; t++)
        p->given[t * p->n + actor] = p->given[last * p->n + actor];
}

static ent_status place_points(ent_size_paths *p, const ent_path_point points[], size_t count, ent_error *error)
{
    ent_status status = ENT_OK;
    for (size_t k = 0; k < (p->years + 1) * p->n; k++)
        p->given[k] = (double)NAN;
    for (size_t k = 0; k < count && status == ENT_OK; k++) {
        status = check_point(p, &points[k], k + 1, error);
        double *cell = status == ENT_OK ? &p->given[points[k].year * p->n + points[k].actor] : NULL;
        if (cell && !isnan(*cell))
            status = ent_fail(error, ENT_ERR_INPUT, "point %zu of the paths: actor %zu has two values in year %zu", k + 1,
                              points[k].actor, points[k].year);
        else if (cell)
            *cell = points[k].value;
    }
    return status;
}

ent_status ent_size_paths_give(ent_size_paths *paths, const ent_path_point points[], size_t count, ent_error *error)
{
    free(paths->given);
    paths->given = ent_new_array((paths->years + 1) * paths->n, sizeof *paths->given);
    ent_status status = paths->given ? place_points(paths, points, count, error) : ent_fail_memory(error);
    if (status != ENT_OK) {
        free(paths->given);
        paths->given = NULL;
        return status;
    }
    for (size_t k = 0; k < count; k++)
        fill_gaps(paths, points[k].actor); /* of an actor with several points again, which changes nothing */
    return ENT_OK;
}

void ent_size_paths_at(const ent_size_paths *paths, size_t future, size_t year, double size[])
{
    const ent_size_paths *p = paths;
    memcpy(size, p->start, p->n * sizeof *size);
    if (p->growth.years > 0)
        ent_drift_walk(&p->growth, p->seed, future, year, size);
    for (size_t i = 0; p->given && i < p->n; i++)
        if (ent_size_paths_is_given(p, i))
            size[i] = p->given[year * p->n + i];
}

bool ent_size_paths_is_given(const ent_size_paths *paths, size_t actor)
{
    return paths->given && !isnan(paths->given[actor]);
}

bool ent_size_paths_moves(const ent_size_paths *paths, size_t actor)
{
    bool grows = paths->growth.years > 0 && !isnan(paths->growth.drift[actor]) && paths->start[actor] > 0;
    return grows || ent_size_paths_is_given(paths, actor);
}

void ent_size_paths_clear(ent_size_paths *paths)
{
    ent_drift_clear(&paths->growth);
    free(paths->given);
    *paths = (ent_size_paths){0};
}
