/* A snapshot: a world on one day, as dense arrays. What every algorithm works on: plain memory, no
 * database. A panel is snapshots of several days over one set of actors.
 *
 * Actors are numbered 0 to actor_count - 1 in the order of the world. A matrix is row by row: the entry
 * of (i, j) is at [i * actor_count + j]; in a layer that is not directed it equals that of (j, i). */
#ifndef ENTENTE_SNAPSHOT_H
#define ENTENTE_SNAPSHOT_H

#include "entente/world.h"

typedef struct {
    int world_id;     /* of the actor in its world */
    char name[96], abb[64];
} ent_snapshot_actor;

typedef struct {
    char scheme[16], code[64];
    int actor;        /* index in the snapshot */
} ent_snapshot_code;

/* One tie that holds on the day, in one direction; of an undirected layer each tie stands once. */
typedef struct {
    int a, b;         /* indices in the snapshot */
    int treaty;       /* index in treaties, or -1 */
    int level;
    unsigned obligations, marks;
    double value;     /* NaN if none */
    int source_text;  /* index in texts of the citation, or -1 */
} ent_snapshot_tie;

typedef struct {
    char code[64], name[160];
    unsigned marks;
    ent_span span;
} ent_snapshot_treaty;

/* A layer on the day. */
typedef struct {
    char name[64], source[64];
    bool directed;
    ent_tie_measure measure;
    ent_scale scale;
    bool covered;        /* false: the source says nothing about this day; all below is empty */
    ent_span covers;
    ent_snapshot_tie *ties;  /* every tie, also several of one pair; the matrices are made from these */
    size_t tie_count, tie_capacity;
    uint8_t *level;      /* [n * n] highest level of the ties from i to j; contiguity: the lowest type */
    uint8_t *obligations; /* [n * n] all that i owes j; NULL for layers without treaties */
    uint8_t *marks;      /* [n * n] doubts that every tie from i to j is under */
    double *value;       /* [n * n] of a valued layer, NaN if none; else NULL */
    size_t *first;       /* [n + 1] neighbours of i: neighbour[first[i]] to neighbour[first[i + 1] - 1] */
    int *neighbour;      /* ascending within an actor; i -> j has a tie */
} ent_layer;

/* An attribute on the day. */
typedef struct {
    char name[64], source[64], unit[80];
    bool covered;
    ent_span covers;
    double *value;       /* [n] NaN where missing */
    uint8_t *missing;    /* [n] 1 where missing */
    uint8_t *marks;      /* [n] */
    ent_span *as_of;     /* [n] the spell that the value comes from */
} ent_attribute;

typedef struct {
    ent_day day;
    char system[64], system_source[64];
    size_t actor_count;
    ent_snapshot_actor *actors;
    ent_snapshot_code *codes;
    size_t code_count;
    ent_layer *layers;
    size_t layer_count;
    ent_attribute *attributes;
    size_t attribute_count;
    ent_snapshot_treaty *treaties;
    size_t treaty_count, treaty_capacity;
    char **texts;        /* citations of ties */
    size_t text_count;
} ent_snapshot;

/* What to compile. {0} takes all of the default: every name from its preferred source. */
typedef struct {
    const char *system;              /* who is present: "cow", "gw", ...; NULL = cow, else the first */
    const char *const *layers;       /* names, also qualified; NULL = every layer */
    size_t layer_count;
    const char *const *attributes;   /* names, also qualified; NULL = every numeric attribute */
    size_t attribute_count;
} ent_snapshot_options;

/* Compile the state of a world on a day. Ties with an actor that is not present are left out.
 *   options  may be NULL
 *   out      freed with ent_snapshot_free
 * Errors: ENT_ERR_INPUT: the system of membership does not cover the day, or a name is unknown.
 * Cost: O(n^2) per layer + rows of the day; milliseconds for the state system. */
ENT_API ent_status ent_snapshot_at(ent_world *world, ent_day day,
                                   const ent_snapshot_options *options, ent_snapshot **out,
                                   ent_error *error) ENT_CHECKED;
ENT_API void ent_snapshot_free(ent_snapshot *snapshot);

/* A copy that can be changed without touching the first: the base of an intervention. */
ENT_API ent_status ent_snapshot_copy(const ent_snapshot *snapshot, ent_snapshot **out,
                                     ent_error *error) ENT_CHECKED;

/* Make the matrices and neighbour lists of a layer anew from its ties. */
ENT_API ent_status ent_layer_compile(ent_layer *layer, size_t actor_count,
                                     ent_error *error) ENT_CHECKED;

/* Find by name; NULL if there is none. Borrowed. */
ENT_API ent_layer *ent_snapshot_layer(const ent_snapshot *snapshot, const char *name);
ENT_API ent_attribute *ent_snapshot_attribute(const ent_snapshot *snapshot, const char *name);

/* Index of the actor with a code (as in ent_world_find_actor), -1 if nobody present holds it, or
 * more than one. */
ENT_API int ent_snapshot_find(const ent_snapshot *snapshot, const char *code);

/* ---- panels ---- */
typedef struct {
    size_t wave_count;
    ent_snapshot **waves;    /* each with the actors of its day */
    size_t actor_count;      /* actors that are present in at least one wave */
    int *world_id;           /* [actor_count] ascending */
    int *index;              /* [wave * actor_count + actor] index in that wave's snapshot, or -1 */
} ent_panel;

/* Snapshots of several days, ascending.
 *   days[count]  the waves
 *   out          freed with ent_panel_free */
ENT_API ent_status ent_panel_at(ent_world *world, const ent_day days[], size_t count,
                                const ent_snapshot_options *options, ent_panel **out,
                                ent_error *error) ENT_CHECKED;
ENT_API void ent_panel_free(ent_panel *panel);

#endif
