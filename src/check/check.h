/* The door for checks. A check is one row of the table in check.c and one function, which looks at
 * the spells of series as plain arrays and writes findings. Nothing here can fail half-way: the
 * first failure is remembered, and all calls after it do nothing. */
#ifndef ENT_CHECK_CHECK_H
#define ENT_CHECK_CHECK_H

#include "entente/check.h"

typedef struct checking checking;

typedef struct {
    const char *name, *question;
    ent_finding_kind kind; /* of most of its findings */
    void (*run)(checking *c);
} check_row;

struct checking {
    ent_world *world;
    ent_check_report *report;
    const check_row *check; /* the one that is being made */
    ent_spells *spells;     /* of each series, by its id; read at first use */
    bool *is_read;
    size_t series_limit;  /* ids of series are below */
    ent_series system;    /* who is a state; id 0 = there is none */
    ent_spells members;   /* its spells by actor, then first day */
    size_t *first_member; /* [actor]: the first of its spells in members; [actor + 1] ends them */
    size_t actor_limit;   /* ids of actors are below */
    int last_year;        /* the last one that the world knows of */
    ent_status status;
    ent_error *error;
};

/* ---- what there is ---- */
/* Make room for the spells of all series, and read who is a state when. */
void check_prepare(checking *c);
/* All spells of a series, in the order of ent_world_spells; borrowed; empty after a failure. */
const ent_spells *check_spells(checking *c, const ent_series *series);
/* Does every spell of a series begin on a 1 January and end on a 31 December? Then it was made from
 * rows by year, and is counted in years. */
bool check_is_yearly(const ent_spells *spells);
/* The years that a spell touches within what its series covers; false if there are none. */
bool check_years(const checking *c, const ent_series *series, const ent_spell *spell, int *first,
                 int *last);
const char *check_abb(const checking *c, int actor);
/* Was the actor a state on some day of the span? True for what is no state and where the system of
 * states does not cover the span: that is not known. */
bool check_is_member(const checking *c, int actor, ent_span span);
/* "alliance@atop-5.1" */
const char *check_series_name(const ent_series *series, char name[130]);
/* "defense+consultation", "nothing" */
const char *check_obligations(unsigned obligations, char *text, size_t size);
void *check_array(checking *c, size_t count,
                  size_t size); /* freed with free(); NULL after a failure */
void check_failed(checking *c, ent_status status);
bool check_ok(const checking *c);

/* A growing array of numbers that stand for (what, who, year), to be sorted and compared. */
typedef struct {
    uint64_t *items;
    size_t count, capacity;
} check_keys;
/* Add one; needs check_keys_sort before it is looked at. */
void check_keys_add(checking *c, check_keys *keys, uint64_t key);
void check_keys_sort(check_keys *keys); /* and leave out those that are there twice */
void check_keys_clear(check_keys *keys);
/* A year below 4096, two numbers below 2^20 and 2^31. */
uint64_t check_key(int year, int a, int b);
int check_key_year(uint64_t key);
int check_key_a(uint64_t key);
int check_key_b(uint64_t key);

/* ---- findings ---- */
/* Begin one about a series, or several; its rows are those added before it ends. */
void check_begin(checking *c, const char *source);
void check_number_names(checking *c, const char *first, const char *second, const char *third);
void check_sql(checking *c, const char *format, ...) ENT_PRINTF(2, 3);
/* A row with nothing in it. */
ent_finding_row check_no_row(void);
void check_add_row(checking *c, const ent_finding_row *row);
/* End it: with a count of 0 there is nothing to report and it is dropped. */
void check_end(checking *c, ent_finding_kind kind, long long count, const char *unit,
               const char *format, ...) ENT_PRINTF(5, 6);

/* ---- the checks, by file ---- */
void check_outside(checking *c), check_open_after_exit(checking *c);  /* membership.c */
void check_reversed(checking *c), check_overlaps(checking *c);        /* spells.c */
void check_asymmetric(checking *c), check_no_obligation(checking *c); /* obligations.c */
void check_impossible(checking *c), check_implausible(checking *c);   /* values.c */
void check_sums(checking *c), check_one_territory(checking *c);       /* values.c */
void check_versions(checking *c), check_sources(checking *c);         /* compare.c */
void check_pairs(checking *c), check_defence_pairs(checking *c);      /* pairs.c */
void check_pair_obligations(checking *c);                             /* pairs.c */
void check_member_years(checking *c), check_treaties(checking *c);    /* treaties.c */
void check_notes(checking *c); /* notes.c: the check's name says which */

/* How full each series is. */
void check_coverage(checking *c);

#endif
