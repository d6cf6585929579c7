/* Goodness of fit of actor-oriented models: what networks are compared by, and how far the observed ones are from those
 * simulated (Lospinoso & Snijders 2019, Methodological Innovations 12(3); RSiena's manual 6.15).
 *
 * An auxiliary is a vector of counts of a network that the model does not fit by itself. Counts of the observed
 * networks at the ends of periods are set beside those of networks simulated for the same periods, each period by
 * itself or added up over periods (the joint test). */
#ifndef ENTENTE_SAOM_GOF_H
#define ENTENTE_SAOM_GOF_H

#include "entente/effects.h"

typedef enum {
    ENT_AUXILIARY_OUT_DEGREE, /* actors with at most so many ties, or ties out where they are directed */
    ENT_AUXILIARY_IN_DEGREE,  /* the same of ties in; directed networks only */
    ENT_AUXILIARY_SHARED,     /* ties i->j with at most so many h, i->h->j */
    ENT_AUXILIARY_DISTANCE,   /* pairs that are at most so many steps apart, ordered where ties are directed */
    ENT_AUXILIARY_TRIADS,     /* triples of each kind: 16 (Holland & Leinhardt 1976), 4 where ties are not directed */
    ENT_AUXILIARIES
} ent_auxiliary;
enum { ENT_AUXILIARY_MOST = 16 }; /* counts of one auxiliary */

/* "outdegree", "indegree", "shared partners", "distance", "triads"; "degree" of a network that is not directed. */
ENT_API const char *ent_auxiliary_word(ent_auxiliary auxiliary, bool directed);
/* How many counts it has: 9 levels of degrees and partners, 5 of distance; 0 = none in such a network. */
ENT_API size_t ent_auxiliary_size(ent_auxiliary auxiliary, bool directed);
/* Levels of degrees and partners are 0, step, 2 step ... 8 step, with the least step that reaches the largest value
 * of this network: RSiena's 0 to 8 in sparse ones. 1 for the others. Cost: of partners O(ties n / 64). */
ENT_API size_t ent_auxiliary_step(ent_auxiliary auxiliary, const ent_view *view);
/* What a count is of: a level ("8"), or a kind of triad ("030T"). */
ENT_API void ent_auxiliary_label(ent_auxiliary auxiliary, bool directed, size_t step, size_t index, char text[16]);

/* The counts of a network, added to out[ent_auxiliary_size].
 *   absent[n]  1 = the actor is not counted, as its pairs and triples; NULL = all are
 * Cost: distance O(n (n + ties)), triads O(sum of squared degrees).
 * Errors: memory only. */
ENT_API ent_status ent_auxiliary_add(ent_auxiliary auxiliary, const ent_view *view, const uint8_t *absent, size_t step,
                                     double out[], ent_error *error) ENT_CHECKED;

/* How far a vector is from many simulated ones: (y - mean)' C^+ (y - mean), C their covariance, C^+ its Moore-Penrose
 * inverse. */
typedef struct {
    double distance; /* of the observed vector */
    double p;        /* share of the simulated vectors that are at least as far */
    size_t rank;     /* of C */
} ent_mahalanobis;

/*   observed[size], simulated[count * size]
 *   mean[size], sd[size]  out: of the simulated; may be NULL
 * Counts are divided by their standard deviations first, so that the rank does not hang on their sizes; one that never
 * varies counts for nothing, as with C^+. Errors: ENT_ERR_ARGUMENT: fewer than 2 simulated vectors, more than 64
 * counts. */
ENT_API ent_status ent_mahalanobis_test(const double observed[], const double simulated[], size_t count, size_t size,
                                        double mean[], double sd[], ent_mahalanobis *out, ent_error *error) ENT_CHECKED;

#endif
