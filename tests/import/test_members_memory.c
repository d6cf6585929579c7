/* Whatever request for memory fails while trade, organisations, distance and the like are imported, the call
 * says so, leaves no block behind, and leaves no world where none was. */
#include "asking.h"

#include <unistd.h>

typedef struct {
    char folder[ENT_PATH], world[ENT_PATH];
} places;

static ent_status import_folder(void *context, ent_error *error)
{
    const places *at = context;
    ent_status status = ent_import_folder(at->folder, at->world, NULL, NULL, error);
    assert_true(is_there(at->world) == (status == ENT_OK));
    if (status == ENT_OK)
        unlink(at->world);
    return status;
}

static void every_failed_request_is_reported(void **state)
{
    places at;
    snprintf(at.folder, sizeof at.folder, "%s", ENTENTE_SOURCE_DIR "/tests/fixtures/members");
    ent_temp_path("sweep.world", at.world);
    ent_sweep_stride(import_folder, &at, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_failed_request_is_reported)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
