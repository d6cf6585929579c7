/* What tests share: cmocka, checks with good messages, temporary files, the real data, and the
 * allocation sweep. Compile definitions: ENTENTE_SOURCE_DIR and ENTENTE_BINARY are texts, so that
 * ENTENTE_SOURCE_DIR "/tests/fixtures/a.csv" is a path. */
#ifndef ENT_TESTS_SUPPORT_H
#define ENT_TESTS_SUPPORT_H

#include "entente/core.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* --- checks --- */

/* |actual - expected| <= tolerance; a NaN equals only a NaN. */
#define ent_assert_number(actual, expected, tolerance)                                             \
    ent_check_number(#actual, actual, expected, tolerance, __FILE__, __LINE__)

/* The call succeeded; if not, its message is shown. */
#define ent_assert_ok(status, error) ent_check_ok(#status, status, error, __FILE__, __LINE__)

/* The call failed with this code and this message, word for word. */
#define ent_assert_fails(status, error, code, message)                                             \
    ent_check_fails(#status, status, error, code, message, __FILE__, __LINE__)

void ent_check_number(const char *what, double actual, double expected, double tolerance,
                      const char *file, int line);
void ent_check_ok(const char *what, ent_status status, const ent_error *error, const char *file,
                  int line);
void ent_check_fails(const char *what, ent_status status, const ent_error *error, ent_status code,
                     const char *message, const char *file, int line);

/* --- files --- */

enum { ENT_PATH = 512 };

/* "FOLDER/name" in a temporary folder of this program, which is removed at its end. `name` may be
 * "". Returns path. */
char *ent_temp_path(const char *name, char path[ENT_PATH]);

/* The same, after writing a file of these bytes there. */
char *ent_temp_file(const char *name, const void *bytes, size_t size, char path[ENT_PATH]);

/* The folder with the real data: $ENTENTE_DATA, else ../shared/data beside the sources. If it is
 * not there the program says so and ends as skipped: to be called first in main. */
const char *ent_need_data(void);

/* Whether a test may take its time: ENTENTE_LONG=1, which scripts/check-long sets. Else it looks at fewer cases. */
bool ent_may_take_long(void);

/* --- allocation sweep ---
 *
 * The linker leads malloc, calloc, realloc and free of the library and of the test through
 * support.c (--wrap). Calls made inside shared libraries (libc, libyaml, SQLite) stay as they are.
 */

/* Call what is tested; if it succeeds free all that it gave, if not check that *out is NULL. */
typedef ent_status ent_sweep_call(void *context, ent_error *error);

/* Let the 1st, 2nd, 3rd ... request for memory fail till the call succeeds. Each failure must
 * return ENT_ERR_MEMORY, and neither failures nor the success may leave a block behind. */
void ent_sweep(ent_sweep_call *call, void *context);

/* The same for a long call: only the 1st, (1 + stride)th, (1 + 2 stride)th ... request fails. */
void ent_sweep_stride(ent_sweep_call *call, void *context, size_t stride);

/* Let only the nth request from now fail (0 = none any more). */
void ent_fail_request(size_t nth);

#endif
