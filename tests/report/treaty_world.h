/* A made-up world of treaties: twelve states in two clusters on the equator, fifty years; pacts of two that are signed and end,
 * three treaties of more that are founded, joined, left, and one of which ends. */
#ifndef ENT_TESTS_TREATY_WORLD_H
#define ENT_TESTS_TREATY_WORLD_H

#include "report/own_world.h"

#define TREATY_ACTORS                                                                                                       \
    "name,abb,kind,from,to\nA,AAA,state,1950,\nB,BBB,state,1950,\nC,CCC,state,1950,\nD,DDD,state,1950,\n"                   \
    "E,EEE,state,1950,\nF,FFF,state,1950,\nG,GGG,state,1950,\nH,HHH,state,1950,\nI,III,state,1950,\nJ,JJJ,state,1950,\n"    \
    "K,KKK,state,1950,\nL,LLL,state,1970,\n"

#define TREATY_TREATIES                                                                                                     \
    "treaty,name,obligations,from,to\nnorth,Northern pact,defense,1955,\nsouth,Southern pact,defense,1968,1995\n"           \
    "hills,Hill pact,defense,1984-03-01,\nab,A and B,defense,1952,1960\ncd,C and D,defense,1958,\n"                          \
    "ef,E and F,defense,1961,1971\ngh,G and H,consultation,1963,\nij,I and J,defense,1972,1982\n"                            \
    "jk,J and K,defense,1975-06-01,\nde,D and E,defense,1979,1989\nkl,K and L,defense,1983,\nbc,B and C,defense,1987,1996\n" \
    "fg,F and G,defense,1992,\nhi,H and I,defense,1998-09-01,\n"

#define TREATY_MEMBERS                                                                                                      \
    "treaty,actor,from,to\nnorth,AAA,1955,\nnorth,BBB,1955,\nnorth,CCC,1955,1974\nnorth,DDD,1962,\nnorth,EEE,1962,1990\n"   \
    "south,HHH,1968,1995\nsouth,III,1968,1995\nsouth,JJJ,1968,1986\nsouth,KKK,1968,1995\nsouth,LLL,1973,1995\n"             \
    "hills,EEE,1984-03-01,\nhills,FFF,1984-03-01,\nhills,GGG,1984-03-01,\nhills,DDD,1991,\nab,AAA,1952,1960\n"               \
    "ab,BBB,1952,1960\ncd,CCC,1958,\ncd,DDD,1958,\nef,EEE,1961,1971\nef,FFF,1961,1971\ngh,GGG,1963,\ngh,HHH,1963,\n"         \
    "ij,III,1972,1982\nij,JJJ,1972,1982\njk,JJJ,1975-06-01,\njk,KKK,1975-06-01,\nde,DDD,1979,1989\nde,EEE,1979,1989\n"       \
    "kl,KKK,1983,\nkl,LLL,1983,\nbc,BBB,1987,1996\nbc,CCC,1987,1996\nfg,FFF,1992,\nfg,GGG,1992,\nhi,HHH,1998-09-01,\n"       \
    "hi,III,1998-09-01,\n"

#define TREATY_TIES                                                                                                         \
    "layer,a,b,from,to,level\ncontiguity,AAA,BBB,1950,,1\ncontiguity,BBB,CCC,1950,,1\ncontiguity,CCC,DDD,1950,,1\n"          \
    "contiguity,DDD,EEE,1950,,2\ncontiguity,EEE,FFF,1950,,1\ncontiguity,GGG,HHH,1950,,1\ncontiguity,HHH,III,1950,,1\n"       \
    "contiguity,III,JJJ,1950,,4\ncontiguity,JJJ,KKK,1950,,1\ncontiguity,KKK,LLL,1970,,1\nfriends,AAA,BBB,1955,,\n"

/* The capital of state `number` (from 0) lies so many degrees east. */
static inline double treaty_longitude(int number)
{
    return number < 6 ? 2 * number : 20 + 3 * number;
}

/* A world of these with more members and treaties, in `folder`. */
static inline void make_treaty_world(const char *folder, const char *more_treaties, const char *more_members, char path[ENT_PATH],
                                     ent_world **world)
{
    static char treaties[4000], members[4000], capitals[4000];
    char names[5][40];
    static const char *const files[5] = {"actors", "treaties", "treaty_members", "ties", "attributes"};
    int length = snprintf(capitals, sizeof capitals, "actor,attribute,value,unit,from\n");
    for (int k = 0; k < 12; k++)
        length += snprintf(capitals + length, sizeof capitals - (size_t)length,
                           "%c%c%c,capital_latitude,%d,degrees,1950\n%c%c%c,capital_longitude,%g,degrees,1950\n", 'A' + k,
                           'A' + k, 'A' + k, k % 3, 'A' + k, 'A' + k, 'A' + k, treaty_longitude(k));
    snprintf(treaties, sizeof treaties, "%s%s", TREATY_TREATIES, more_treaties);
    snprintf(members, sizeof members, "%s%s", TREATY_MEMBERS, more_members);
    const char *texts[5] = {TREATY_ACTORS, treaties, members, TREATY_TIES, capitals};
    own_file of[5];
    for (int k = 0; k < 5; k++) {
        snprintf(names[k], sizeof names[k], "%s/%s.csv", folder, files[k]);
        of[k] = (own_file){names[k], texts[k]};
    }
    make_own_world(folder, of, 5, path, world);
}

/* A model's file beside the world. */
static inline void write_treaty_model(const char *name, const char *text, char path[ENT_PATH])
{
    ent_temp_file(name, text, strlen(text), path);
}

#endif
