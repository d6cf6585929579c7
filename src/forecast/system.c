#include "entente/system.h"

#include "core/memory.h"
#include "core/random.h"

#include <stdlib.h>

enum { YEARS_LEAST = 5 };

/* ---- the past ---- */

static size_t count_there(const uint8_t there[], size_t count)
{
    size_t present = 0;
    for (size_t i = 0; i < count; i++)
        present += there[i];
    return present;
}

ent_status ent_system_of(const uint8_t there[], size_t years, size_t states, ent_system *out, ent_error *error)
{
    *out = (ent_system){0};
    out->left = ent_new_array(years, sizeof *out->left);
    out->came = ent_new_array(years, sizeof *out->came);
    if (!out->left || !out->came) {
        ent_system_clear(out);
        return ent_fail_memory(error);
    }
    for (size_t y = 0; y + 1 < years; y++) {
        const uint8_t *before = there + y * states, *after = before + states;
        double present = (double)count_there(before, states), left = 0, came = 0;
        for (size_t i = 0; i < states; i++) {
            left += before[i] && !after[i];
            came += !before[i] && after[i];
        }
        if (present == 0)
            continue; /* there is nobody whose share it could be */
        out->left[out->years] = left / present;
        out->came[out->years++] = came / present;
    }
    if (out->years >= YEARS_LEAST)
        return ENT_OK;
    size_t known = out->years;
    ent_system_clear(out);
    return ent_fail(error, ENT_ERR_INPUT, "the system of states is known in %zu years; %d are needed", known, YEARS_LEAST);
}

void ent_system_clear(ent_system *system)
{
    free(system->left);
    free(system->came);
    *system = (ent_system){0};
}

/* ---- a year of a future ---- */

/* The random numbers of a year: blocks that are its own. */
static ent_random start_year(uint64_t seed, size_t future, size_t year)
{
    ent_random random = ent_random_start(seed, (uint32_t)future, ENT_DRAW_SYSTEM);
    random.index = (uint64_t)year << 32;
    return random;
}

static double draw_unit(ent_random *random)
{
    uint32_t bits[4];
    ent_random_next(random, bits);
    return ent_random_unit64(bits[0], bits[1]);
}

static size_t draw_below(ent_random *random, size_t n)
{
    uint32_t bits[4];
    ent_random_next(random, bits);
    return (size_t)ent_random_below(bits[0], bits[1], n);
}

/* The k-th of those there, from 0. */
static size_t find_there(const uint8_t there[], size_t k)
{
    size_t i = 0;
    while (!there[i] || k-- > 0)
        i++;
    return i;
}

void ent_system_step(const ent_system *system, uint64_t seed, size_t future, size_t year, uint8_t there[], uint16_t parent[],
                     size_t places, size_t *taken)
{
    ent_random random = start_year(seed, future, year);
    size_t present = count_there(there, *taken), past = draw_below(&random, system->years);
    size_t leaving = (size_t)((double)present * system->left[past] + draw_unit(&random));
    size_t coming = (size_t)((double)present * system->came[past] + draw_unit(&random));
    for (; leaving > 0 && present > 0; leaving--)
        there[find_there(there, draw_below(&random, present--))] = 0;
    for (; coming > 0 && present > 0 && *taken < places; coming--, present++) {
        parent[*taken] = parent[find_there(there, draw_below(&random, present))];
        there[(*taken)++] = 1;
    }
}
