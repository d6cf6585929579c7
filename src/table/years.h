/* What holds in each of several years, on any of their days, or on one day: read from a world once and laid
 * out as plain arrays, for measures over time. Actors are places 1 to actor_count, as in the world. */
#ifndef ENT_TABLE_YEARS_H
#define ENT_TABLE_YEARS_H

#include "entente/world.h"

/* The times of an answer. */
typedef struct {
    ent_world *world;
    ent_span *when;    /* [count] ascending; the first one is the time before what was asked for, for growth */
    size_t count;
    size_t places;     /* actor_count + 1: the length of a row */
    bool is_day;       /* two times: the day, and the day a year before */
} years;

/* The years from `from` to `to`, or the day `from` if it is one day. */
ent_status years_open(years *y, ent_world *world, ent_span asked, bool is_day, ent_error *error);
void years_clear(years *y);
int years_year(const years *y, size_t time);
ent_span years_all(const years *y);

/* A series that may be missing: *found says whether it is there. Errors: ENT_ERR_MEMORY only. */
ent_status years_find(ent_world *world, ent_series_kind kind, const char *name, ent_series *out,
                      bool *found, ent_error *error);
/* The system of states: "cow", else the first, as in a snapshot. */
ent_status years_find_states(ent_world *world, ent_series *out, ent_error *error);

/* Who is in a system: in[count * places]. covered[count]: does the system say anything of that time? */
typedef struct {
    ent_series series;
    uint8_t *in, *covered;
} years_members;
ent_status years_read_members(const years *y, const char *system, years_members *out,
                              ent_error *error);
ent_status years_read_states(const years *y, years_members *out, ent_error *error);
void years_members_clear(years_members *members);

/* An attribute: value[count * places], NaN where missing; of several values within a year the last.
 * unit[count]: of that year's values, "" if there are none, NULL if they are of several (then all are NaN). */
typedef struct {
    ent_series series;
    double *value;
    uint8_t *marks;     /* [count * places] doubts that the value is under */
    const char **unit;
    uint8_t *covered;
} years_values;
ent_status years_read_values(const years *y, const char *attribute, years_values *out,
                             ent_error *error);
void years_values_clear(years_values *values);

/* The ties of a layer. */
typedef struct {
    ent_series series;
    ent_spells spells;
    ent_scale scale;    /* by which obligations give levels; none: levels as they are */
    bool binary;        /* no tie is above another: each is a whole one, level 3 */
} years_ties;
ent_status years_read_ties(const years *y, const char *layer, ent_scale scale, years_ties *out,
                           ent_error *error);
/* How many of the rows that hold at some time asked for are unverified, disputed or of low confidence. */
size_t years_ties_doubted(const years *y, const years_ties *ties);
void years_ties_clear(years_ties *ties);
bool years_ties_covered(const years *y, const years_ties *ties, size_t time);

/* The levels of one time among some actors: level[n * n] from i to j, own entries 3.
 *   place[n]       actors
 *   index[places]  scratch
 * Errors: ENT_ERR_INPUT: a level above 3. */
ent_status years_levels(const years *y, const years_ties *ties, size_t time, const int *place,
                        size_t n, int *index, uint8_t *level, ent_error *error);

#endif
