/* Measures of networks: who is central, how dense, clustered and split a network is. Kernels on plain arrays.
 *
 * A network has n actors, 0 to n - 1, and ties, each with a weight above 0. In a directed network a tie goes from
 * a to b, and a pair may have one each way; in an undirected one it is of both. Unless it is said
 * otherwise measures look at the network without directions and weights, in which a pair is tied if it has a
 * tie in any direction.
 *
 * What is not defined (the clustering of an actor with one tie, the density of one actor) is NaN, never 0. */
#ifndef ENTENTE_NETWORK_H
#define ENTENTE_NETWORK_H

#include "entente/core.h"

typedef struct {
    int a, b;
    double weight;
} ent_network_tie;

typedef struct {
    size_t n;
    const ent_network_tie *ties; /* [count] none twice, none of an actor with itself */
    size_t count;
    bool directed;
} ent_network;

/* Of one actor. */
typedef struct {
    int degree;             /* actors tied to it, in any direction */
    int in, out;            /* ties to and from it; undirected: both the degree */
    double strength;        /* sum of the weights of its ties, both ways (Barrat and others 2004, PNAS 101:3747) */
    double strength_in, strength_out;
    double betweenness;     /* sum over pairs s, t of others of (shortest paths s to t over it) / (shortest paths
                               s to t); along the directions of a directed network, without weights
                               (Freeman 1977, Sociometry 40:35-41) */
    double betweenness_share; /* of the most there can be: / ((n-1)(n-2)/2), directed / ((n-1)(n-2)) */
    double eigenvector;     /* x_i = sum_j a_ij x_j / lambda, of the largest lambda, scaled to a maximum of 1
                               (Bonacich 1972, J. Mathematical Sociology 2:113-20). Within the largest
                               component; NaN outside it */
    double clustering;      /* ties among the actors tied to it / pairs of these (Watts & Strogatz 1998, Nature
                               393:440-42); NaN for degree 0 and 1 */
    int component;          /* from 1, by the number of actors, the largest first */
    int core;               /* largest k with the actor in a set in which each has k ties within the set
                               (Seidman 1983, Social Networks 5:269-87) */
} ent_network_actor;

/* Of the whole. */
typedef struct {
    size_t actors, isolates; /* isolates: without any tie; each is a component of one */
    size_t ties;            /* a pair that is tied both ways counts twice in a directed network */
    double density;         /* ties / those there can be: n(n-1)/2, directed n(n-1) */
    double mean_degree;     /* of the network without directions */
    double reciprocity;     /* directed: part of the ties that are returned; NaN if undirected or without ties */
    size_t components, largest, largest_ties; /* of the largest component: actors, tied pairs */
    double transitivity;    /* 3 x triangles / pairs of ties that meet (Luce & Perry 1949, Psychometrika
                               14:95-116; Newman 2003, SIAM Review 45:167-256, eq. 3) */
    double clustering;      /* mean of the actors' clustering, over those that have one */
    double distance;        /* mean length of the shortest paths between the pairs of the largest component */
    double diameter;        /* the longest of them */
    double centralisation;  /* sum_i (max degree - degree_i) / ((n-1)(n-2)): 1 for a star, 0 if all are equal
                               (Freeman 1979, Social Networks 1:215-39) */
    double assortativity;   /* of degrees: see ent_network_assortativity */
    double core;            /* the largest core number */
    /* is it a small world? The largest component against the random graph of its actors and mean degree k: */
    double random_clustering; /* k / actors */
    double random_distance;   /* ln actors / ln k (both Watts & Strogatz 1998); NaN unless k > 1 */
    double small_world;     /* sigma = (C / random C) / (L / random L), with C the mean clustering and L the mean
                               distance there; above 1: a small world (Humphries & Gurney 2008, PLoS ONE
                               3:e0002051) */
} ent_network_figures;

/* Measure a network.
 *   actor[n]  out; may be NULL
 * Errors: ENT_ERR_ARGUMENT: an end that is no actor, a tie of an actor with itself, a pair tied twice in one
 * direction, a weight that is not above 0 or not finite. ENT_ERR_CONVERGENCE: no eigenvector. After a failure
 * actor and out are as they were.
 * Not to be called from several threads at once (igraph). Cost: O(n ties). */
ENT_API ent_status ent_network_measure(const ent_network *network, ent_network_actor *actor,
                                       ent_network_figures *out, ent_error *error) ENT_CHECKED;

/* Are like tied to like? The correlation of a value over the two ends of all tied pairs, -1 to 1:
 *   r = (sum_e x_a x_b / m - (sum_e (x_a + x_b) / 2m)^2) / (sum_e (x_a^2 + x_b^2) / 2m - the same square)
 * over the m tied pairs of which both ends have a value. NaN if there are none or the values do not differ.
 *   value[n]  NaN is missing
 *   pairs     out: m; may be NULL
 * Errors: as above. Source: Newman 2002, Physical Review Letters 89:208701, eq. 4; 2003, Physical Review E 67:026126. */
ENT_API ent_status ent_network_assortativity(const ent_network *network, const double *value,
                                             double *out, size_t *pairs,
                                             ent_error *error) ENT_CHECKED;

#endif
