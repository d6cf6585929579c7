/* Small random worlds, made from CSV files; every entry of their snapshots against the plain oracle. */
#include "oracle.h"

#include "entente/import.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

enum { ACTORS = 7, WORLDS = 20, FIRST_YEAR = 1990, LAST_YEAR = 1999 };

static uint32_t draw_state;

/* 0 to limit - 1: Lehmer's generator, Park & Miller 1988, Communications of the ACM 31:1192-1201. */
static int draw(int limit)
{
    draw_state = (uint32_t)(draw_state * 48271ull % 2147483647ull);
    return (int)(draw_state % (uint32_t)limit);
}

static FILE *open_table(const char *name, const char *header)
{
    char path[ENT_PATH];
    FILE *file = fopen(ent_temp_path(name, path), "w");
    assert_non_null(file);
    fprintf(file, "%s\n", header);
    return file;
}

/* ",1992-03,1995" or so; also open ends. */
static void write_span(FILE *file)
{
    int from = FIRST_YEAR + draw(8), to = from + draw(4);
    if (draw(4) == 0)
        fprintf(file, ",,");
    else if (draw(3) == 0)
        fprintf(file, ",%d-%02d-%02d,", from, 1 + draw(12), 1 + draw(28));
    else
        fprintf(file, ",%d-%02d,%d", from, 1 + draw(12), to);
}

static void write_status(FILE *file)
{
    static const char *const words[] = {"", "", "unverified", "disputed", "unverified;disputed"};
    fprintf(file, ",%s\n", words[draw(5)]);
}

static void write_ties(void)
{
    static const char *const layers[] = {"rivalry", "contiguity", "trade"};
    FILE *file = open_table("random/ties.csv", "layer,a,b,level,value,directed,from,to,status");
    for (int i = 0; i < 60; i++) {
        int layer = draw(3), a = draw(ACTORS), b = (a + 1 + draw(ACTORS - 1)) % ACTORS;
        fprintf(file, "%s,n%d,n%d,%d,", layers[layer], a, b, layer == 2 ? 0 : i % 6);
        if (layer == 2 && draw(4) > 0)
            fprintf(file, "%d", i);
        /* no two rows begin on the same day: they would contradict each other */
        int from = FIRST_YEAR + draw(8);
        fprintf(file, ",%s,%d-%02d-%02d,", layer == 2 ? "yes" : "no", from, 1 + i % 12, 1 + i / 12);
        if (draw(3) > 0)
            fprintf(file, "%d", from + draw(4));
        write_status(file);
    }
    fclose(file);
}

static void write_treaties(void)
{
    static const char *const words[] = {"", "defense", "neutrality;nonaggression", "consultation",
                                        "offense", "nonaggression"};
    FILE *treaties = open_table("random/treaties.csv", "treaty,obligations,from,to,status");
    FILE *members = open_table("random/treaty_members.csv", "treaty,actor,obligations,from,to,status");
    FILE *exceptions = open_table("random/treaty_exceptions.csv", "treaty,a,b,from,to,status");
    for (int t = 0; t < 5; t++) {
        fprintf(treaties, "t%d,%s", t, words[draw(6)]);
        write_span(treaties);
        write_status(treaties);
        for (int a = 0; a < ACTORS; a++) {
            if (draw(2) == 0)
                continue;
            fprintf(members, "t%d,n%d,%s", t, a, words[draw(6)]);
            write_span(members);
            write_status(members);
        }
        int a = draw(ACTORS), b = (a + 1 + draw(ACTORS - 1)) % ACTORS;
        fprintf(exceptions, "t%d,n%d,n%d", t, a, b);
        write_span(exceptions);
        write_status(exceptions);
    }
    fclose(treaties);
    fclose(members);
    fclose(exceptions);
}

static void write_actors(void)
{
    FILE *actors = open_table("random/actors.csv", "name,from,to,status");
    FILE *values = open_table("random/attributes.csv", "actor,attribute,value,unit,from,to");
    for (int a = 0; a < ACTORS; a++) {
        fprintf(actors, "n%d", a);
        /* codes are dated as membership is: the spell of the last one holds all others */
        if (a == ACTORS - 1)
            fprintf(actors, ",,");
        else
            fprintf(actors, ",%d-%02d,", FIRST_YEAR - 5, 1 + draw(12));
        fprintf(actors, ",\n");
        for (int year = FIRST_YEAR; year <= LAST_YEAR; year++)
            if (draw(3) > 0)
                fprintf(values, "n%d,gdp,%d,euro,%d,%d\n", a, draw(1000), year, year);
    }
    fclose(actors);
    fclose(values);
}

static void make_world(uint32_t seed, ent_world **world)
{
    char folder[ENT_PATH], path[ENT_PATH];
    ent_error error = {0};
    draw_state = seed;
    mkdir(ent_temp_path("random", folder), 0777);
    remove(ent_temp_path("random.world", path));
    write_actors();
    write_ties();
    write_treaties();
    ent_assert_ok(ent_import_own(folder, path, NULL, NULL, NULL, &error), &error);
    ent_assert_ok(ent_world_open(path, ENT_WORLD_READ, world, &error), &error);
}

static void every_entry_of_random_worlds_is_that_of_the_plain_oracle(void **state)
{
    size_t ties = 0;
    for (uint32_t seed = 1; seed <= WORLDS; seed++) {
        ent_world *world;
        make_world(seed, &world);
        for (int year = FIRST_YEAR - 1; year <= LAST_YEAR + 3; year += 2) {
            ent_snapshot *snapshot;
            ent_error error = {0};
            ent_day day = ent_day_from_date(year, 1 + draw(12), 1 + draw(28));
            ent_assert_ok(ent_snapshot_at(world, day, NULL, &snapshot, &error), &error);
            check_snapshot(world, snapshot);
            for (size_t i = 0; i < snapshot->layer_count; i++)
                ties += snapshot->layers[i].tie_count;
            ent_snapshot_free(snapshot);
        }
        ent_world_close(world);
    }
    assert_true(ties > 1000); /* the worlds are not empty */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_entry_of_random_worlds_is_that_of_the_plain_oracle),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
