/* The answers of landscape and propensities when memory runs out. */
#include "report/own_world.h"

#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

static const own_file files[] = {
    {"l/actors.csv", "name,abb,from,to\nAland,A,1999,2003\nBland,B,1999,2003\nCland,C,1999,2003\n"},
    {"l/attributes.csv", "actor,attribute,from,to,value\nA,polity2,1999,2003,8\nB,polity2,1999,2003,9\n"},
    {"l/ties.csv", "layer,a,b,from,to\nwar,A,C,2000-05-01,2000-06-01\n"},
};

static ent_status call_landscape(void *context, ent_error *error)
{
    const ent_landscape_report_options options = {.most = 10, .start = "A", .starts = 10, .seed = 1};
    ent_json *json;
    ent_status status = ent_landscape_report(context, &options, &json, error);
    if (status != ENT_OK)
        assert_null(json);
    ent_json_free(json);
    return status;
}

typedef struct {
    ent_world *world;
    char path[ENT_PATH], groups[ENT_PATH];
} place;

static ent_status call_propensities(void *context, ent_error *error)
{
    place *p = context;
    ent_propensity_options options = {.attributes = p->groups};
    ent_json *json;
    options.period.is_day = true;
    options.period.when = (ent_span){ent_day_from_date(2001, 7, 1), ent_day_from_date(2001, 7, 1)};
    ent_status status = ent_propensities_report(p->world, p->path, &options, &json, error);
    if (status != ENT_OK)
        assert_null(json);
    ent_json_free(json);
    return status;
}

static void memory_may_run_out(void **state)
{
    static const char ties[] = "from,to,weight\nA,B,1\nA,C,-1\nB,C,-2\n";
    static const char groups[] = "actor,attribute,value\nA,religion,x\nB,religion,x\nC,religion,z\n";
    char path[ENT_PATH];
    place p = {0};
    ent_temp_file("three.csv", ties, strlen(ties), path);
    ent_sweep(call_landscape, path);
    ent_temp_file("groups.csv", groups, strlen(groups), p.groups);
    make_own_world("l", files, ent_countof(files), p.path, &p.world);
    ent_sweep(call_propensities, &p);
    ent_world_close(p.world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(memory_may_run_out)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
