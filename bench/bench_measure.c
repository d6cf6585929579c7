/* Measures: voting power, similarity of all dyads of all years, power of all years, balance, networks. */
#include "bench.h"

#include "entente/entente.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- voting power ---- */

enum { MEMBERS = 200 };

static uint64_t vote(void *context)
{
    const int *weight = context;
    double banzhaf[MEMBERS], normalised[MEMBERS], shapley[MEMBERS];
    long long total = 0;
    ent_error error = {0};
    for (size_t i = 0; i < MEMBERS; i++)
        total += weight[i];
    if (ent_voting_power(weight, MEMBERS, total / 2 + 1, banzhaf, normalised, shapley, &error) !=
        ENT_OK)
        bench_fail(error.message);
    return bench_hash(bench_hash(0, banzhaf, sizeof banzhaf), shapley, sizeof shapley);
}

static void bench_votes(void)
{
    int weight[MEMBERS];
    long long total = 0;
    for (int i = 0; i < MEMBERS; i++)
        total += weight[i] = 1 + i * 98 / MEMBERS;
    weight[MEMBERS - 1] += (int)(ENT_VOTES_TOTAL_MAX - total);
    bench_case("voting power, 200 members, total 10,000", MEMBERS, 11, vote, weight);
}

/* ---- similarity ---- */

enum { YEAR_FIRST = 1816, YEAR_LAST = 2016, YEARS = YEAR_LAST - YEAR_FIRST + 1 };

typedef struct {
    size_t n[YEARS];
    uint8_t *level[YEARS];
    double *weight[YEARS];
    size_t pairs;
} portfolios;

static uint64_t compare_all(void *context)
{
    portfolios *all = context;
    uint64_t hash = 0;
    double value[ENT_SIMILARITY_COUNT], sum[ENT_SIMILARITY_COUNT] = {0};
    ent_error error = {0};
    for (size_t t = 0; t < YEARS; t++) {
        ent_portfolios *p;
        size_t n = all->n[t];
        if (ent_portfolios_new(all->level[t], all->weight[t], n, n, &p, &error) != ENT_OK)
            bench_fail(error.message);
        for (size_t i = 0; i < n; i++)
            for (size_t j = i + 1; j < n; j++) {
                ent_similarity_pair(p, i, j, value);
                for (size_t v = 0; v < ENT_SIMILARITY_COUNT; v++)
                    sum[v] += value[v];
            }
        ent_portfolios_free(p);
        hash = bench_hash(hash, sum, sizeof sum);
    }
    return hash;
}

static unsigned draw(unsigned *seed)
{
    *seed = *seed * 1103515245u + 12345u;
    return *seed >> 16;
}

/* As many actors as in the state system, every third tied to a given one. */
static void make_up(portfolios *all)
{
    unsigned seed = 42;
    for (size_t t = 0; t < YEARS; t++) {
        size_t n = all->n[t] = 23 + t * 172 / YEARS;
        all->level[t] = calloc(n * n, 1);
        all->weight[t] = calloc(n, sizeof(double));
        all->pairs += n * (n - 1) / 2;
        if (!all->level[t] || !all->weight[t])
            bench_fail("out of memory");
        for (size_t k = 0; k < n * n; k++)
            all->level[t][k] = draw(&seed) % 3 == 0 ? (uint8_t)(draw(&seed) % 4) : 0;
        for (size_t k = 0; k < n; k++) {
            all->weight[t][k] = (double)draw(&seed) / 65536;
            all->level[t][k * n + k] = 3;
        }
    }
}

/* The alliances of each 1 July. */
static void take_world(portfolios *all, ent_world *world)
{
    static const char *const layers[] = {"alliance@atop-5.1"}, *const attributes[] = {"cinc"};
    ent_snapshot_options options = {.layers = layers, .layer_count = 1, .attributes = attributes,
                                    .attribute_count = 1};
    ent_error error = {0};
    for (size_t t = 0; t < YEARS; t++) {
        ent_snapshot *s;
        if (ent_snapshot_at(world, ent_day_from_date(YEAR_FIRST + (int)t, 7, 1), &options, &s,
                            &error) != ENT_OK)
            bench_fail(error.message);
        size_t n = all->n[t] = s->actor_count;
        all->level[t] = malloc(n * n);
        all->weight[t] = malloc(n * sizeof(double));
        all->pairs += n * (n - 1) / 2;
        if (!all->level[t] || !all->weight[t])
            bench_fail("out of memory");
        memcpy(all->level[t], s->layers[0].level, n * n);
        memcpy(all->weight[t], s->attributes[0].value, n * sizeof(double));
        for (size_t k = 0; k < n; k++)
            all->level[t][k * n + k] = 3;
        ent_snapshot_free(s);
    }
}

static void bench_portfolios(const char *name, portfolios *all)
{
    bench_case(name, all->pairs, 5, compare_all, all);
    for (size_t t = 0; t < YEARS; t++) {
        free(all->level[t]);
        free(all->weight[t]);
    }
}

/* ---- from a world ---- */

typedef struct {
    ent_world *world;
    const char *path, *of, *variants;
} subject;

static uint64_t similarity(void *context)
{
    subject *s = context;
    ent_error error = {0};
    char *csv;
    ent_similarity_options options = {.period.when = {ENT_DAY_FIRST, ENT_DAY_LAST},
                                      .layer = "alliance@atop-5.1", .variants = s->variants};
    if (ent_similarity_all(s->world, &options, NULL, NULL, &csv, &error) != ENT_OK)
        bench_fail(error.message);
    uint64_t hash = bench_hash(0, csv, strlen(csv));
    free(csv);
    return hash;
}

static uint64_t power(void *context)
{
    subject *s = context;
    ent_error error = {0};
    ent_json *json;
    ent_power_options options = {.period.when = {ENT_DAY_FIRST, ENT_DAY_LAST}, .of = s->of};
    if (ent_power_report(s->world, s->path, &options, &json, &error) != ENT_OK)
        bench_fail(error.message);
    const ent_json_value *table = ent_json_get(ent_json_get(ent_json_root(json), "result"),
                                               "concentration");
    uint64_t hash = 0;
    for (size_t i = 0; i < ent_json_row_count(table); i++) {
        double con = ent_json_number(ent_json_cell(table, "con", i));
        hash = bench_hash(hash, &con, sizeof con);
    }
    ent_json_free(json);
    return hash;
}

static uint64_t hash_columns(const ent_json_value *table, const char *const columns[], size_t count)
{
    uint64_t hash = 0;
    for (size_t i = 0; i < ent_json_row_count(table); i++)
        for (size_t c = 0; c < count; c++) {
            double value = ent_json_number(ent_json_cell(table, columns[c], i));
            hash = bench_hash(hash, &value, sizeof value);
        }
    return hash;
}

static uint64_t balance(void *context)
{
    static const char *const columns[] = {"triads", "balanced_share", "walk", "laplacian_min_largest"};
    subject *s = context;
    ent_error error = {0};
    ent_json *json;
    ent_balance_options options = {.period.when = {ENT_DAY_FIRST, ENT_DAY_LAST}, .table = s->of};
    if (ent_balance_report(s->world, s->path, &options, &json, &error) != ENT_OK)
        bench_fail(error.message);
    uint64_t hash = hash_columns(ent_json_get(ent_json_get(ent_json_root(json), "result"), "years"), columns,
                                 sizeof columns / sizeof *columns);
    ent_json_free(json);
    return hash;
}

static uint64_t network(void *context)
{
    static const char *const columns[] = {"ties", "transitivity", "distance", "small_world"};
    subject *s = context;
    ent_error error = {0};
    ent_json *json;
    ent_network_options options = {.period.when = {ENT_DAY_FIRST, ENT_DAY_LAST}, .layer = s->of,
                                   .table = "actors"};
    if (ent_network_report(s->world, s->path, &options, &json, &error) != ENT_OK)
        bench_fail(error.message);
    uint64_t hash = hash_columns(ent_json_get(ent_json_get(ent_json_root(json), "result"), "years"), columns,
                                 sizeof columns / sizeof *columns);
    ent_json_free(json);
    return hash;
}

static void bench_world(const char *data)
{
    char path[] = "/tmp/entente-bench-XXXXXX";
    subject s = {.path = path};
    portfolios all = {0};
    ent_error error = {0};
    close(mkstemp(path));
    remove(path);
    if (ent_import_folder(data, path, NULL, NULL, &error) != ENT_OK ||
        ent_world_open(path, ENT_WORLD_READ, &s.world, &error) != ENT_OK)
        bench_fail(error.message);
    take_world(&all, s.world);
    bench_portfolios("similarity, 15 measures, all dyads 1816-2016 (ATOP, 1 July), arrays", &all);
    s.variants = "all";
    bench_case("similarity, 15 measures, all dyads 1816-2016, world to CSV", YEARS, 5, similarity, &s);
    s.variants = NULL;
    bench_case("similarity, 5 measures, all dyads 1816-2016, world to CSV", YEARS, 5, similarity, &s);
    s.of = "majors";
    bench_case("power of majors, 1816-2016", YEARS, 11, power, &s);
    s.of = "all";
    bench_case("power of all states, 1816-2016", YEARS, 11, power, &s);
    s.of = "years";
    bench_case("balance of all years, 1816-2012", 197, 11, balance, &s);
    s.of = "ties";
    bench_case("balance of all years, with every tie", 197, 5, balance, &s);
    s.of = "alliance@cow-alliance-4.1";
    bench_case("network of alliances of all years, 1816-2012, with every actor", 197, 11, network, &s);
    s.of = "trade";
    bench_case("network of trade of all years, 1870-2014, with every actor", 145, 5, network, &s);
    ent_world_close(s.world);
    remove(path);
}

int main(void)
{
    portfolios all = {0};
    bench_votes();
    make_up(&all);
    bench_portfolios("similarity, 15 measures, made-up dyads of 201 years, arrays", &all);
    const char *data = bench_data("measures from a world");
    if (data)
        bench_world(data);
    return 0;
}
