/* The groups of columns, each in a file group_NAME.c. */
#ifndef ENT_TABLE_GROUPS_H
#define ENT_TABLE_GROUPS_H

#include "table/table.h"

extern const table_group table_group_keys_cow, table_group_keys_gw;                   /* group_keys.c */
extern const table_group table_group_names, table_group_codes_cow, table_group_codes_gw;
extern const table_group table_group_nmc, table_group_democracy, table_group_gdp;     /* group_values.c */
extern const table_group table_group_majors;                                          /* group_majors.c */
extern const table_group table_group_contiguity_dyads, table_group_contiguity_states; /* group_contiguity.c */
extern const table_group table_group_atop, table_group_alliance;                      /* group_alliance.c */
extern const table_group table_group_capital_dyads, table_group_capital_states;       /* group_distance.c */
extern const table_group table_group_distance_dyads, table_group_distance_states;
extern const table_group table_group_rivalry_dyads, table_group_rivalry_states;       /* group_rivalry.c */
extern const table_group table_group_igo_dyads, table_group_igo_states;               /* group_igo.c */
extern const table_group table_group_trade_dyads, table_group_trade_states;           /* group_trade.c */
extern const table_group table_group_cow_mid_dyads, table_group_cow_mid_states;       /* group_disputes.c */
extern const table_group table_group_gml_mid_dyads, table_group_gml_mid_states;
extern const table_group table_group_wars_dyads, table_group_wars_states;             /* group_wars.c */
extern const table_group table_group_peace_dyads, table_group_peace_states;           /* group_peace.c */
extern const table_group table_group_peace_forms_dyads, table_group_peace_forms_states;
extern const table_group table_group_similarity, table_group_similarity_cow;          /* group_similarity.c */

/* In tables of alliances; filled when the rows are theirs. */
extern const table_group table_group_alliance_keys, table_group_alliance_times;       /* group_alliances.c */
extern const table_group table_group_alliance_life, table_group_alliance_members, table_group_alliance_majors;
extern const table_group table_group_obligations, table_group_pledges;                /* group_obligations.c */
extern const table_group table_group_bloc, table_group_regimes, table_group_bloc_distances; /* group_bloc.c */
extern const table_group table_group_membership, table_group_standing;                /* group_membership.c */

/* The sum of a column of states over the bloc of an alliance (see table_alliance): over members with data, NaN if
 * none has any. */
double table_bloc_sum(const table_frame *frame, const table_alliance *alliance, const table_column *column);

#endif
