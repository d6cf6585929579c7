#define _XOPEN_SOURCE 700 /* nftw */
#include "support.h"

#include <ftw.h>
#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* ---- checks ---- */

void ent_check_number(const char *what, double actual, double expected, double tolerance,
                      const char *file, int line)
{
    if (isnan(expected) ? isnan(actual) : fabs(actual - expected) <= tolerance)
        return;
    print_error("%s is %.17g, expected %.17g (tolerance %g)\n", what, actual, expected, tolerance);
    _fail(file, line);
}

void ent_check_ok(const char *what, ent_status status, const ent_error *error, const char *file,
                  int line)
{
    if (status == ENT_OK)
        return;
    print_error("%s\nfailed (%s): %s\n", what, ent_status_text(status), error->message);
    _fail(file, line);
}

void ent_check_fails(const char *what, ent_status status, const ent_error *error, ent_status code,
                     const char *message, const char *file, int line)
{
    if (status == code && error->code == code && strcmp(error->message, message) == 0)
        return;
    print_error("%s\nreturned '%s': \"%s\"\nexpected '%s': \"%s\"\n", what, ent_status_text(status),
                error->message, ent_status_text(code), message);
    _fail(file, line);
}

/* ---- files ---- */

static char temp_folder[] = "/tmp/entente-test-XXXXXX";

static int remove_entry(const char *path, const struct stat *info, int kind, struct FTW *place)
{
    return remove(path);
}

static void remove_temp_folder(void)
{
    nftw(temp_folder, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
}

char *ent_temp_path(const char *name, char path[ENT_PATH])
{
    static bool made = false;
    if (!made) {
        if (!mkdtemp(temp_folder))
            fail_msg("cannot make %s", temp_folder);
        made = true;
        atexit(remove_temp_folder);
    }
    snprintf(path, ENT_PATH, "%s/%s", temp_folder, name);
    return path;
}

char *ent_temp_file(const char *name, const void *bytes, size_t size, char path[ENT_PATH])
{
    FILE *file = fopen(ent_temp_path(name, path), "wb");
    if (!file || fwrite(bytes, 1, size, file) != size || fclose(file) != 0)
        fail_msg("cannot write %s", path);
    return path;
}

const char *ent_need_data(void)
{
    struct stat info;
    const char *set = getenv("ENTENTE_DATA");
    const char *data = set && *set ? set : ENTENTE_SOURCE_DIR "/../shared/data";
    if (stat(data, &info) == 0 && S_ISDIR(info.st_mode))
        return data;
    puts("skipped: ENTENTE_DATA is not set and ../shared/data is not there");
    exit(77);
}

bool ent_may_take_long(void)
{
    return getenv("ENTENTE_LONG") != NULL;
}

/* ---- allocation sweep ----
 *
 * While a sweep runs, every block given out stands in a hash table of chains by its address, so
 * that blocks from elsewhere (jansson's, libc's) may be freed without being counted. */

/* The names that the linker fixes. */
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *block, size_t size);
void __wrap_free(void *block);
void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *block, size_t size);
void __real_free(void *block);

typedef struct known known;
struct known {
    known *next;
    const void *block;
};

static struct {
    bool counting;
    size_t countdown; /* the request that fails when this reaches 0; 0 = none does */
    bool failed;      /* it did */
    size_t outstanding;
    known *chains[4096];
} sweep;

static known **find_known(const void *block)
{
    known **place = &sweep.chains[(uintptr_t)block / 16 % 4096];
    while (*place && (*place)->block != block)
        place = &(*place)->next;
    return place;
}

static void *remember(void *block)
{
    if (!sweep.counting || !block)
        return block;
    known **place = find_known(block), *added = __real_malloc(sizeof *added);
    if (!added)
        abort();
    *added = (known){*place, block};
    *place = added;
    sweep.outstanding++;
    return block;
}

static void forget(const void *block)
{
    known **place = find_known(block), *old = *place;
    if (!old)
        return;
    *place = old->next;
    __real_free(old);
    sweep.outstanding--;
}

static bool refused(void)
{
    bool now = sweep.countdown > 0 && --sweep.countdown == 0;
    sweep.failed = sweep.failed || now;
    return now;
}

/* Several threads may ask at once. */
static pthread_mutex_t sweep_lock = PTHREAD_MUTEX_INITIALIZER;

void *__wrap_malloc(size_t size)
{
    pthread_mutex_lock(&sweep_lock);
    void *block = refused() ? NULL : remember(__real_malloc(size));
    pthread_mutex_unlock(&sweep_lock);
    return block;
}

void *__wrap_calloc(size_t count, size_t size)
{
    pthread_mutex_lock(&sweep_lock);
    void *block = refused() ? NULL : remember(__real_calloc(count, size));
    pthread_mutex_unlock(&sweep_lock);
    return block;
}

void *__wrap_realloc(void *block, size_t size)
{
    pthread_mutex_lock(&sweep_lock);
    void *grown = refused() ? NULL : __real_realloc(block, size);
    if (grown) {
        forget(block);
        remember(grown);
    }
    pthread_mutex_unlock(&sweep_lock);
    return grown;
}

void __wrap_free(void *block)
{
    pthread_mutex_lock(&sweep_lock);
    forget(block);
    __real_free(block);
    pthread_mutex_unlock(&sweep_lock);
}

void ent_fail_request(size_t nth)
{
    sweep.countdown = nth;
    sweep.failed = false;
}

/* One call in which the nth request fails; true if it asked so often. */
static bool sweep_once(ent_sweep_call *call, void *context, size_t nth)
{
    ent_error error = {0};
    for (size_t i = 0; i < 4096; i++)
        while (sweep.chains[i]) /* left by a test that failed */
            forget(sweep.chains[i]->block);
    ent_fail_request(nth);
    sweep.counting = true;
    ent_status status = call(context, &error);
    sweep.counting = false;
    bool failed = sweep.failed;
    ent_fail_request(0);
    if (sweep.outstanding > 0)
        fail_msg("request %zu for memory %s: %zu blocks are left", nth,
                 failed ? "failed" : "was never made", sweep.outstanding);
    if (status != (failed ? ENT_ERR_MEMORY : ENT_OK) || error.code != status)
        fail_msg("request %zu for memory %s, and the call returned '%s': %s", nth,
                 failed ? "failed" : "was never made", ent_status_text(status), error.message);
    return failed;
}

void ent_sweep_stride(ent_sweep_call *call, void *context, size_t stride)
{
    size_t nth = 1;
    while (sweep_once(call, context, nth))
        nth += stride;
    if (nth == 1)
        fail_msg("the call asked for no memory: there is nothing to sweep");
}

void ent_sweep(ent_sweep_call *call, void *context)
{
    ent_sweep_stride(call, context, 1);
}
