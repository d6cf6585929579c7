/* What every part of Entente shares: status codes, errors, progress, the version.
 *
 * Conventions of the whole library:
 *   - Anything that can fail returns an ent_status. Results go out through the last pointers,
 *     then `error`, which may be NULL. After a failure *out is NULL and nothing else has changed.
 *   - Inputs are const. A pointer is owned by the caller unless its comment says borrowed.
 *   - `_open`/`_new` pairs with `_close`/`_free`; `_init` with `_clear`. Freeing NULL does nothing.
 *   - The library never prints, exits or reads the environment. It expects LC_NUMERIC "C".
 */
#ifndef ENTENTE_CORE_H
#define ENTENTE_CORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__)
#define ENT_API __attribute__((visibility("default")))
#define ENT_CHECKED __attribute__((warn_unused_result))
#define ENT_PRINTF(text, first) __attribute__((format(printf, text, first)))
#else
#define ENT_API
#define ENT_CHECKED
#define ENT_PRINTF(text, first)
#endif

#define ENT_VERSION "0.1.0"

/* One list makes the enum, the texts and the command's exit codes: X(name, exit code, text). */
#define ENT_STATUS_LIST(X)                                                                         \
    X(ENT_OK, 0, "done")                                                                           \
    X(ENT_ERR_ARGUMENT, 2, "wrong use")                                                            \
    X(ENT_ERR_INPUT, 2, "bad input")                                                               \
    X(ENT_ERR_FILE, 3, "file")                                                                     \
    X(ENT_ERR_MEMORY, 3, "out of memory")                                                          \
    X(ENT_ERR_CONVERGENCE, 3, "no convergence")                                                    \
    X(ENT_ERR_STOPPED, 3, "stopped")                                                               \
    X(ENT_ERR_BUG, 3, "a bug in entente")

typedef enum {
#define ENT_STATUS_ENUM(name, code, text) name,
    ENT_STATUS_LIST(ENT_STATUS_ENUM)
#undef ENT_STATUS_ENUM
} ent_status;

/* What went wrong, in words: file, line, field, the value found, what was expected. */
typedef struct {
    ent_status code;
    char message[512];
} ent_error;

/* The text of a status, a constant string. */
ENT_API const char *ent_status_text(ent_status status);

/* The exit code of the command for a status: 0, 2 (wrong use, bad input) or 3 (could not finish). */
ENT_API int ent_status_exit(ent_status status);

/* Fill *error (if not NULL) with the code and the formatted message; returns the code. */
ENT_API ent_status ent_fail(ent_error *error, ent_status code, const char *format, ...)
    ENT_PRINTF(3, 4);

/* Put "context: " in front of the message of an error that is being passed on. */
ENT_API void ent_error_context(ent_error *error, const char *format, ...) ENT_PRINTF(2, 3);

/* How long work tells how far it is and asks whether to stop. Both functions may be NULL.
 *   progress  share done from 0 to 1, and what is being done (borrowed during the call)
 *   stop      true = end now; the work returns ENT_ERR_STOPPED and leaves nothing half-done */
typedef struct {
    void *user;
    void (*progress)(void *user, double done, const char *what);
    bool (*stop)(void *user);
} ent_monitor;

/* Tell progress and ask for a stop: ENT_OK or ENT_ERR_STOPPED. `monitor` may be NULL. */
ENT_API ent_status ent_monitor_step(const ent_monitor *monitor, double done, const char *what,
                                    ent_error *error) ENT_CHECKED;

/* Version of the library, "major.minor.patch". */
ENT_API const char *ent_version(void);

#endif
