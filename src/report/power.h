/* The answer of `entente power` while it is made: values of actors over time, and what is said of them. */
#ifndef ENT_REPORT_POWER_H
#define ENT_REPORT_POWER_H

#include "entente/measure.h"
#include "report/chosen.h"

typedef struct {
    const ent_power_options *options;
    years y;
    answer answer;
    ent_error *error;
    years_members states;
    uint8_t *of;             /* [count * places] who is chosen, by time */
    char label[16];          /* "majors", "all", "chosen" */
    ent_series majors;       /* where they are asked for */
    /* the measure */
    const ent_measure *row;  /* of the table of measures; NULL = a plain attribute */
    const char *name;        /* as asked */
    char formula[160];
    ent_series sources[ENT_CINC_COMPONENTS + 1];
    size_t source_count;
    bool is_cinc;
    bool rebuilt;            /* CINC can be rebuilt from its components */
    bool has_column;         /* CINC as published is there */
    double *value;           /* [count * places] in base units */
    uint8_t *marks;          /* [count * places] doubts that the value is under */
    size_t doubted;          /* values of those who are chosen that are under a doubt */
    const char **unit;       /* [count] base unit; NULL = of several */
    double *beside;          /* CINC: rebuilt beside published, or the reverse; else NULL */
    const char *beside_name; /* "rebuilt", "published" */
    int *used;               /* CINC rebuilt: components that the mean is over, else NULL */
    double *km;              /* with `toward`: to its capital, else NULL */
    double *scratch[3];      /* [places] each */
    int *rank;               /* [places] */
} power;

/* Find the measure's sources: what the period must be cut to. */
ent_status power_resolve(power *p, ent_world *world);
/* Read its values, and the distances to an actor's capital. */
ent_status power_read(power *p);
ent_status power_read_distance(power *p);
void power_clear(power *p);

/* The values of some actors at a time, NaN for all others; returns how many of them there are. */
size_t power_values(const power *p, size_t time, const uint8_t *in, double *out);

/* The tables of the answer. */
ent_status power_add_actors(power *p);
ent_status power_add_concentration(power *p);
ent_status power_add_transitions(power *p);
ent_status power_add_blocs(power *p);

#endif
