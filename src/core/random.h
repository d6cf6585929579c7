/* Random numbers that are a function of what they are drawn for: Philox4x32-10 (Salmon, Moraes, Dror & Shaw 2011,
 * SC11, 10.1145/2063384.2063405), keyed by the seed; the counter is (index, replicate, purpose). So a replicate has
 * the same numbers whichever thread draws them, and in whatever order. */
#ifndef ENT_CORE_RANDOM_H
#define ENT_CORE_RANDOM_H

#include <Random123/philox.h>
#include <stdint.h>

/* What numbers are drawn for: two uses never share them. */
typedef enum { ENT_DRAW_RESAMPLE = 1, ENT_DRAW_TIES = 2, ENT_DRAW_STEPS = 3, ENT_DRAW_SEARCH = 4,
               ENT_DRAW_MINISTEPS = 5, ENT_DRAW_TREATIES = 6, ENT_DRAW_FUTURES = 7, ENT_DRAW_PARAMETERS = 8, ENT_DRAW_GROWTH = 9,
               ENT_DRAW_EVENTS = 11, ENT_DRAW_SYSTEM = 12, ENT_DRAW_BLOCS = 20 } ent_purpose;

typedef struct {
    uint64_t seed, index; /* index: blocks drawn so far */
    uint32_t replicate, purpose;
} ent_random;

static inline ent_random ent_random_start(uint64_t seed, uint32_t replicate, ent_purpose purpose)
{
    return (ent_random){seed, 0, replicate, (uint32_t)purpose};
}

/* The next 128 bits. */
static inline void ent_random_next(ent_random *r, uint32_t out[4])
{
    philox4x32_ctr_t counter = {{(uint32_t)r->index, (uint32_t)(r->index >> 32), r->replicate, r->purpose}};
    philox4x32_key_t key = {{(uint32_t)r->seed, (uint32_t)(r->seed >> 32)}};
    philox4x32_ctr_t block = philox4x32(counter, key);
    r->index++;
    for (int k = 0; k < 4; k++)
        out[k] = block.v[k];
}

/* A number between 0 and 1, neither of them, from 32 random bits or from 64. */
static inline double ent_random_unit(uint32_t bits)
{
    return ((double)bits + 0.5) * 0x1p-32;
}

static inline double ent_random_unit64(uint32_t high, uint32_t low)
{
    return ((double)((uint64_t)high << 20 | low >> 12) + 0.5) * 0x1p-52;
}

/* 0 to n - 1 from 64 random bits, by the upper part of their product (Lemire 2019, ACM Trans. Model. Comput.
 * Simul. 29(1):3); a number is too frequent by no more than n / 2^64. n below 2^32. */
static inline uint64_t ent_random_below(uint32_t high, uint32_t low, uint64_t n)
{
    return (high * n + (low * n >> 32)) >> 32;
}

#endif
