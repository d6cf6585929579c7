/* The actors that an answer over time is about: majors, all states, or some that are named; and the part of
 * the period that the sources cover. */
#ifndef ENT_REPORT_CHOSEN_H
#define ENT_REPORT_CHOSEN_H

#include "entente/report.h"
#include "report/answer.h"
#include "table/years.h"

/* What is left of a period of what `count` series cover.
 * Errors: ENT_ERR_INPUT: nothing. */
ent_status chosen_period(const ent_period *asked, const ent_series *const covers[], size_t count,
                         ent_span *out, ent_error *error);

/* Say in the answer which period it is about, by which rule, and what of it is not covered. */
void chosen_add_period(answer *a, const years *y, const ent_period *asked);

/* Who is chosen at each time, among the states of that time.
 *   of      "majors", "all", "USA,UKG"; NULL = majors, in a world without them all
 *   in      out: [count * places], freed with free()
 *   label   out: "majors" ...; 16 bytes
 *   system  out: the series of majors; its id is 0 for others */
ent_status chosen_actors(const years *y, const years_members *states, const char *of, uint8_t **in,
                         char label[16], ent_series *system, ent_error *error);

/* The actors of a list of codes "USA,UKG": ids[*count], freed with free(). */
ent_status chosen_list(ent_world *world, const char *list, ent_span when, int **ids, size_t *count,
                       ent_error *error);

#endif
