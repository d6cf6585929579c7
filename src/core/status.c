/* Status codes, error messages, progress: see entente/core.h. */
#include "entente/core.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const char *ent_status_text(ent_status status)
{
    switch (status) {
#define STATUS_TEXT(name, code, text)                                                              \
    case name:                                                                                     \
        return text;
        ENT_STATUS_LIST(STATUS_TEXT)
#undef STATUS_TEXT
    }
    return "unknown status";
}

int ent_status_exit(ent_status status)
{
    switch (status) {
#define STATUS_EXIT(name, code, text)                                                              \
    case name:                                                                                     \
        return code;
        ENT_STATUS_LIST(STATUS_EXIT)
#undef STATUS_EXIT
    }
    return 3;
}

ent_status ent_fail(ent_error *error, ent_status code, const char *format, ...)
{
    if (!error)
        return code;
    va_list arguments;
    va_start(arguments, format);
    error->code = code;
    vsnprintf(error->message, sizeof error->message, format, arguments);
    va_end(arguments);
    return code;
}

void ent_error_context(ent_error *error, const char *format, ...)
{
    if (!error)
        return;
    char inner[sizeof error->message];
    char context[sizeof error->message];
    memcpy(inner, error->message, sizeof inner);
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(context, sizeof context, format, arguments);
    va_end(arguments);
    int used = snprintf(error->message, sizeof error->message, "%.200s: ", context);
    size_t room = sizeof error->message - (size_t)used;
    snprintf(error->message + used, room, "%.*s", (int)room - 1, inner);
}

ent_status ent_monitor_step(const ent_monitor *monitor, double done, const char *what,
                            ent_error *error)
{
    if (!monitor)
        return ENT_OK;
    if (monitor->progress)
        monitor->progress(monitor->user, done, what);
    if (monitor->stop && monitor->stop(monitor->user))
        return ent_fail(error, ENT_ERR_STOPPED, "stopped while %s; nothing was changed", what);
    return ENT_OK;
}

const char *ent_version(void)
{
    return ENT_VERSION;
}
