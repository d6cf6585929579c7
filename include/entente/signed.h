/* What everything on signed networks takes: a tie of two actors with a weight.
 *
 * A graph has n actors, 0 to n - 1, and undirected ties with a weight that is not 0: above 0 friendly, below
 * hostile. A pair may have one tie of each sign: those are two ties. */
#ifndef ENTENTE_SIGNED_H
#define ENTENTE_SIGNED_H

typedef struct {
    int a, b;
    double weight;
} ent_signed_tie;

#endif
