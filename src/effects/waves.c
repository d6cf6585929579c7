/* Observed networks at several waves: what simulation starts from and what statistics see, where ties are
 * missing or structural. Sources: Manual for RSiena (1.6.5) 5.3.1, 5.3.2; Huisman & Steglich 2008, Social
 * Networks 30:297; Snijders 2001, Sociological Methodology 31:361. */
#include "effects/effects.h"

static unsigned code_of(const ent_waves *w, size_t wave, size_t cell)
{
    return w->code[wave * w->n * w->n + cell];
}

static bool is_structural(unsigned code)
{
    return code == ENT_TIE_NEVER || code == ENT_TIE_ALWAYS;
}

/* The tie that a code means; a missing one counts as none. */
static uint8_t tie_of(unsigned code)
{
    return code == 1 || code == ENT_TIE_ALWAYS;
}

static bool is_diagonal(const ent_waves *w, size_t cell)
{
    return cell / w->n == cell % w->n;
}

static bool is_missing(const ent_waves *w, size_t period, size_t cell)
{
    return code_of(w, period, cell) == ENT_TIE_MISSING
           || code_of(w, period + 1, cell) == ENT_TIE_MISSING;
}

ent_status ent_waves_check(const ent_waves *waves, ent_error *error)
{
    size_t n = waves->n;
    for (size_t wave = 0; wave < waves->wave_count; wave++)
        for (size_t cell = 0; cell < n * n; cell++) {
            unsigned code = code_of(waves, wave, cell);
            size_t i = cell / n, j = cell % n;
            if (code > 1 && code != ENT_TIE_MISSING && !is_structural(code))
                return ent_fail(error, ENT_ERR_INPUT, "wave %zu, actors %zu, %zu: %u is not a code of a tie "
                                "(0, 1, 9 missing, 10 never, 11 always)", wave + 1, i + 1, j + 1, code);
            if (!waves->directed && code != code_of(waves, wave, j * n + i))
                return ent_fail(error, ENT_ERR_INPUT, "wave %zu: the network is not directed, but the tie "
                                "of actors %zu, %zu is %u one way and %u the other", wave + 1, i + 1,
                                j + 1, code, code_of(waves, wave, j * n + i));
        }
    return ENT_OK;
}

/* The tie at a wave, or as it was in the last wave that knows it; else none. */
static uint8_t carried_forward(const ent_waves *w, size_t wave, size_t cell)
{
    while (wave > 0 && code_of(w, wave, cell) == ENT_TIE_MISSING)
        wave--;
    return tie_of(code_of(w, wave, cell));
}

void ent_waves_start(const ent_waves *waves, size_t period, uint8_t *x, uint8_t *fixed)
{
    for (size_t cell = 0; cell < waves->n * waves->n; cell++) {
        if (x)
            x[cell] = !is_diagonal(waves, cell) && carried_forward(waves, period, cell);
        if (fixed)
            fixed[cell] = is_structural(code_of(waves, period, cell));
    }
}

void ent_waves_lagged(const ent_waves *waves, size_t period, uint8_t *x)
{
    for (size_t cell = 0; cell < waves->n * waves->n; cell++)
        x[cell] = !is_diagonal(waves, cell) && !is_missing(waves, period, cell)
                  && tie_of(code_of(waves, period, cell));
}

void ent_waves_end(const ent_waves *waves, size_t period, uint8_t *x, uint8_t *missing)
{
    for (size_t cell = 0; cell < waves->n * waves->n; cell++) {
        unsigned start = code_of(waves, period, cell), end = code_of(waves, period + 1, cell);
        bool unknown = !is_diagonal(waves, cell) && is_missing(waves, period, cell);
        if (x)
            x[cell] = !is_diagonal(waves, cell) && !unknown
                      && tie_of(is_structural(start) ? start : end);
        if (missing)
            missing[cell] = unknown;
    }
}

double ent_waves_distance(const ent_waves *waves, size_t period, double changed[])
{
    double distance = 0;
    for (size_t i = 0; i < waves->n; i++) {
        double own = 0;
        for (size_t j = 0; j < waves->n; j++) {
            size_t cell = i * waves->n + j;
            unsigned start = code_of(waves, period, cell), end = code_of(waves, period + 1, cell);
            if (i != j && start <= 1 && end <= 1)
                own += start != end;
        }
        if (changed)
            changed[i] = own;
        distance += own;
    }
    return distance;
}

/* Two entries of a column (stride n) or row (stride 1) differ: 2 * ones * zeros ordered pairs of c (c - 1). */
static void add_line(const ent_waves *w, size_t wave, size_t h, bool column, double *differ, double *pairs)
{
    double ones = 0, known = 0;
    for (size_t i = 0; i < w->n; i++) {
        unsigned code = code_of(w, wave, column ? i * w->n + h : h * w->n + i);
        if (i == h || code == ENT_TIE_MISSING)
            continue;
        ones += tie_of(code);
        known++;
    }
    *differ += 2 * ones * (known - ones);
    *pairs += known * (known - 1);
}

static double mean_difference(const ent_waves *waves, bool column)
{
    double differ = 0, pairs = 0;
    for (size_t wave = 0; wave + 1 < waves->wave_count; wave++)
        for (size_t h = 0; h < waves->n; h++)
            add_line(waves, wave, h, column, &differ, &pairs);
    return pairs > 0 ? differ / pairs : (double)NAN;
}

double ent_balance_mean(const ent_waves *waves)
{
    return mean_difference(waves, true);
}

double ent_structure_mean(const ent_waves *waves)
{
    return mean_difference(waves, false);
}
