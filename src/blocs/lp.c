/* Linear programs over cycles, by GLPK's dual simplex; GLPK is known in this file only.
 *
 *   min sum_e w_e f_e   subject to   rows sum_e s_re f_e >= b_r  (s = 1, -1),   low <= f <= high
 *
 * Rows are added while the optimum violates cycles; the dual simplex goes on from the last basis, which stays dual
 * feasible. What is handed out as a bound does not rely on the solver: for any multipliers y >= 0
 *   sum_r y_r b_r + sum_e min(d_e low_e, d_e high_e),   d_e = w_e - sum_r y_r s_re,
 * is below the value of every f that satisfies the rows (weak duality). It is computed here from GLPK's multipliers,
 * so that an inexact or unfinished solution only makes the bound lower. */
#include "blocs/blocs.h"

#include "core/memory.h"

#include <glpk.h>
#include <limits.h>
#include <math.h>
#include <stdlib.h>

enum { IDLE_MAX = 8 }; /* a row that had slack in so many solutions is left out */

struct blocs_lp {
    glp_prob *problem;
    const ent_blocs_graph *graph;
    int columns;
    double *f, *reduced;
    int *place;  /* work: columns and values of a row, from 1 */
    double *value;
    int *idle;   /* of each row */
    size_t idle_room;
};

ent_status blocs_lp_new(const ent_blocs_graph *graph, blocs_lp **out, ent_error *error)
{
    *out = NULL;
    blocs_lp *lp = ent_new_array(1, sizeof *lp);
    if (!lp)
        return ent_fail_memory(error);
    lp->graph = graph;
    lp->columns = (int)graph->count;
    lp->f = ent_new_array(graph->count, sizeof *lp->f);
    lp->reduced = ent_new_array(graph->count, sizeof *lp->reduced);
    lp->place = ent_new_array(graph->count + 1, sizeof *lp->place);
    lp->value = ent_new_array(graph->count + 1, sizeof *lp->value);
    if (!lp->f || !lp->reduced || !lp->place || !lp->value) {
        blocs_lp_free(lp);
        return ent_fail_memory(error);
    }
    lp->problem = glp_create_prob();
    glp_set_obj_dir(lp->problem, GLP_MIN);
    if (lp->columns > 0)
        glp_add_cols(lp->problem, lp->columns);
    for (int e = 0; e < lp->columns; e++) {
        glp_set_col_bnds(lp->problem, e + 1, GLP_DB, 0, 1);
        glp_set_obj_coef(lp->problem, e + 1, fabs(graph->ties[e].weight));
    }
    *out = lp;
    return ENT_OK;
}

void blocs_lp_free(blocs_lp *lp)
{
    if (!lp)
        return;
    if (lp->problem)
        glp_delete_prob(lp->problem);
    free(lp->f);
    free(lp->reduced);
    free(lp->place);
    free(lp->value);
    free(lp->idle);
    free(lp);
}

ent_status blocs_lp_add(blocs_lp *lp, int count, const int *tie, const signed char *sign, double least,
                        ent_error *error)
{
    size_t rows = (size_t)glp_get_num_rows(lp->problem);
    if (!ent_grow(&lp->idle, rows, &lp->idle_room, sizeof *lp->idle))
        return ent_fail_memory(error);
    lp->idle[rows] = 0;
    int row = glp_add_rows(lp->problem, 1);
    for (int k = 0; k < count; k++) {
        lp->place[k + 1] = tie[k] + 1;
        lp->value[k + 1] = sign[k];
    }
    glp_set_mat_row(lp->problem, row, count, lp->place, lp->value);
    glp_set_row_bnds(lp->problem, row, GLP_LO, least, 0);
    return ENT_OK;
}

void blocs_lp_fix(blocs_lp *lp, int tie, double low, double high)
{
    glp_set_col_bnds(lp->problem, tie + 1, low < high ? GLP_DB : GLP_FX, low, high);
}

/* The bound of the multipliers, as above; also fills reduced[]. */
static double bound_of(blocs_lp *lp)
{
    double bound = 0;
    int rows = glp_get_num_rows(lp->problem);
    for (int e = 0; e < lp->columns; e++)
        lp->reduced[e] = fabs(lp->graph->ties[e].weight);
    for (int r = 1; r <= rows; r++) {
        double y = glp_get_row_dual(lp->problem, r);
        if (!(y > 0))
            continue;
        bound += y * glp_get_row_lb(lp->problem, r);
        int count = glp_get_mat_row(lp->problem, r, lp->place, lp->value);
        for (int k = 1; k <= count; k++)
            lp->reduced[lp->place[k] - 1] -= y * lp->value[k];
    }
    for (int e = 0; e < lp->columns; e++) {
        double d = lp->reduced[e];
        bound += d * (d > 0 ? glp_get_col_lb(lp->problem, e + 1) : glp_get_col_ub(lp->problem, e + 1));
    }
    return bound;
}

ent_status blocs_lp_solve(blocs_lp *lp, double seconds, const double **f, const double **reduced,
                          double *bound, ent_error *error)
{
    glp_smcp how;
    glp_init_smcp(&how);
    how.msg_lev = GLP_MSG_OFF;
    how.meth = GLP_DUALP;
    how.tm_lim = seconds < 1e6 ? (int)(seconds * 1000) + 1 : INT_MAX;
    int failed = glp_simplex(lp->problem, &how);
    if (failed && failed != GLP_ETMLIM) { /* a basis gone bad: once more from the start */
        glp_std_basis(lp->problem);
        failed = glp_simplex(lp->problem, &how);
    }
    if (failed && failed != GLP_ETMLIM && failed != GLP_EITLIM)
        return ent_fail(error, ENT_ERR_CONVERGENCE, "the linear program of %d ties and %d cycles: GLPK's code %d",
                        lp->columns, glp_get_num_rows(lp->problem), failed);
    int rows = glp_get_num_rows(lp->problem), state = glp_get_status(lp->problem);
    for (int r = 1; r <= rows; r++)
        lp->idle[r - 1] = glp_get_row_stat(lp->problem, r) == GLP_BS ? lp->idle[r - 1] + 1 : 0;
    for (int e = 0; e < lp->columns; e++)
        lp->f[e] = fmin(1, fmax(0, glp_get_col_prim(lp->problem, e + 1)));
    *bound = bound_of(lp);
    if (state == GLP_NOFEAS)
        *bound = INFINITY;
    *f = lp->f;
    *reduced = lp->reduced;
    return ENT_OK;
}

ent_status blocs_lp_tidy(blocs_lp *lp, ent_error *error)
{
    int rows = glp_get_num_rows(lp->problem), kept = 0, gone = 0;
    int *list = lp->idle; /* reused from the front: a row is read before its place is written */
    int *out = ent_new_array((size_t)rows + 1, sizeof *out);
    if (!out)
        return ent_fail_memory(error);
    for (int r = 1; r <= rows; r++) {
        if (list[r - 1] > IDLE_MAX)
            out[++gone] = r;
        else
            list[kept++] = list[r - 1];
    }
    if (gone > 0)
        glp_del_rows(lp->problem, gone, out);
    free(out);
    return ENT_OK;
}

size_t blocs_lp_rows(const blocs_lp *lp)
{
    return (size_t)glp_get_num_rows(lp->problem);
}
