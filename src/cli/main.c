/* The command: finds what is asked, runs it, prints. */
#include "cli/table.h"

#include "core/file.h"
#include "core/memory.h"
#include "core/text.h"

#include <fcntl.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

/* ---- printing ---- */

static int terminal_width(void)
{
    struct winsize size;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 40)
        return size.ws_col;
    return 0;
}

void cli_warn_of_terms(const ent_json *json)
{
    const ent_json_value *result = ent_json_get(ent_json_root((ent_json *)json), "result");
    const ent_json_value *list = ent_json_get(result, "terms");
    const ent_json_value *first = ent_json_at(list, 0);
    if (!first)
        return;
    fprintf(stderr, "entente: %.0f rows of %s", ent_json_number(ent_json_get(first, "rows")),
            ent_json_text(ent_json_get(first, "source")));
    for (size_t i = 1; i < ent_json_count(list); i++)
        fprintf(stderr, ", %.0f of %s",
                ent_json_number(ent_json_get(ent_json_at(list, i), "rows")),
                ent_json_text(ent_json_get(ent_json_at(list, i), "source")));
    fprintf(stderr, ": for your own use (%s)\n", ent_json_text(ent_json_get(first, "terms")));
}

/* Does the terminal show UTF-8? As the C library decides it. */
static bool is_utf8(void)
{
    static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    const char *locale = NULL;
    for (size_t i = 0; i < ent_countof(names) && (!locale || !*locale); i++)
        locale = getenv(names[i]);
    return locale && (strstr(locale, "UTF-8") || strstr(locale, "utf-8") || strstr(locale, "utf8") ||
                      strstr(locale, "UTF8"));
}

/* The blocks of a picture as digits, in place: U+2581 to U+2588 become 1 to 8. */
static void make_plain(char *text)
{
    char *end = text;
    for (const char *at = text; *at;) {
        if (strncmp(at, "\xE2\x96", 2) == 0 && (unsigned char)at[2] >= 0x81 &&
            (unsigned char)at[2] <= 0x88) {
            *end++ = (char)('0' + ((unsigned char)at[2] - 0x80));
            at += 3;
        } else if (strncmp(at, "\xC2\xB7", 2) == 0) {
            *end++ = '.';
            at += 2;
        } else {
            *end++ = *at++;
        }
    }
    *end = '\0';
}

ent_status cli_print_text(const cli_options *options, const char *text, ent_error *error)
{
    size_t length = strlen(text);
    if (options->output)
        return ent_file_write(options->output, text, length, error);
    if (fwrite(text, 1, length, stdout) == length && fflush(stdout) == 0)
        return ENT_OK;
    return errno == EPIPE ? ent_fail(error, ENT_ERR_STOPPED, "%s", "") /* `| head` has enough */
                          : ent_fail(error, ENT_ERR_FILE, "cannot write the answer: %s",
                                     strerror(errno));
}

/* The picture of --plot. */
static ent_status write_plot(const cli_options *options, const ent_json *json, ent_error *error)
{
    const char *path = options->plot;
    size_t length = strlen(path);
    char *svg;
    if (length < 4 || !ent_equal_nocase(path + length - 4, ".svg"))
        return ent_fail(error, ENT_ERR_ARGUMENT, "--plot '%.200s': pictures are SVG; expected FILE.svg",
                        path);
    if (options->output && strcmp(options->output, path) == 0)
        return ent_fail(error, ENT_ERR_ARGUMENT, "--plot and -o name the same file, '%.200s'", path);
    ent_status status = ent_plot(json, &svg, error);
    if (status == ENT_OK)
        status = ent_file_write(path, svg, strlen(svg), error);
    else
        ent_error_context(error, "--plot");
    free(svg);
    return status;
}

ent_status cli_print(const cli_options *options, const ent_json *json, ent_error *error)
{
    char *text;
    ent_status status = options->plot ? write_plot(options, json, error) : ENT_OK;
    if (status == ENT_OK)
        status = ent_show(json, options->format, terminal_width(), &text, error);
    if (status != ENT_OK)
        return status;
    if (options->format == ENT_FORMAT_TABLE && options->has_picture && !is_utf8())
        make_plain(text);
    status = cli_print_text(options, text, error);
    free(text);
    if (status == ENT_OK && (options->output || options->format != ENT_FORMAT_TABLE))
        cli_warn_of_terms(json);
    return status;
}

/* ---- progress ---- */

/* The only state of the command beside its arguments: signals reach no argument. */
static volatile sig_atomic_t interrupted;
static struct timespec progress_start;
static bool progress_shown;

static void on_interrupt(int signal_number)
{
    (void)signal_number;
    interrupted = 1;
}

static void show_progress(void *user, double done, const char *what)
{
    struct timespec now;
    (void)user;
    clock_gettime(CLOCK_MONOTONIC, &now);
    double spent = (double)(now.tv_sec - progress_start.tv_sec) +
                   (double)(now.tv_nsec - progress_start.tv_nsec) / 1e9;
    if (spent < 0.3)
        return;
    fprintf(stderr, "\r\033[K%3.0f %%  %.0f s left  %.60s", done * 100,
            done > 0.01 ? spent * (1 - done) / done : 0.0, what);
    progress_shown = true;
}

static bool stop_asked(void *user)
{
    (void)user;
    return interrupted != 0;
}

const ent_monitor *cli_monitor(const cli_options *options)
{
    static ent_monitor monitor = {NULL, NULL, stop_asked};
    struct sigaction action = {.sa_handler = on_interrupt};
    sigaction(SIGINT, &action, NULL);
    clock_gettime(CLOCK_MONOTONIC, &progress_start);
    if (!options->quiet && isatty(STDERR_FILENO))
        monitor.progress = show_progress;
    return &monitor;
}

void cli_monitor_end(void)
{
    if (progress_shown)
        fprintf(stderr, "\r\033[K");
}

/* ---- main ---- */

static const cli_command *find_command(const char *name, ent_error *error)
{
    const char *names[CLI_COMMANDS_MOST];
    for (size_t i = 0; i < cli_command_count; i++) {
        names[i] = cli_commands[i].name;
        if (strcmp(names[i], name) == 0)
            return &cli_commands[i];
    }
    const char *near = ent_nearest(name, names, cli_command_count);
    ent_fail(error, ENT_ERR_ARGUMENT, "'%.40s' is not a command%s%s%s", name,
             near ? "; did you mean '" : "; see 'entente --help'", near ? near : "",
             near ? "'?" : "");
    return NULL;
}

static int fail_exit(const ent_error *error)
{
    if (error->message[0])
        fprintf(stderr, "entente: %s\n", error->message);
    return ent_status_exit(error->code);
}

/* A standard stream that is closed is opened so that using it fails: else the next file to be opened, a
 * world, would take its place. Writing to a pipe that nobody reads fails likewise instead of killing. */
static void guard_streams(void)
{
    static const int modes[] = {O_WRONLY, O_RDONLY, O_RDONLY};
    for (int stream = 0; stream < 3; stream++)
        if (fcntl(stream, F_GETFD) < 0 && open("/dev/null", modes[stream]) < 0)
            exit(3);
    signal(SIGPIPE, SIG_IGN);
}

int main(int count, char **arguments)
{
    guard_streams();
    ent_error error = {0};
    cli_options options = {0};
    bool help = false;
    int answer = 0;
    if (count < 2 || strcmp(arguments[1], "--help") == 0 || strcmp(arguments[1], "-h") == 0 ||
        strcmp(arguments[1], "help") == 0) {
        cli_print_help();
        return count < 2 ? 2 : 0;
    }
    if (strcmp(arguments[1], "--version") == 0) {
        printf("entente %s\n", ent_version());
        return 0;
    }
    const cli_command *command = find_command(arguments[1], &error);
    if (!command)
        return fail_exit(&error);
    ent_status status =
        cli_read_arguments(command, count - 2, arguments + 2, &options, &help, &error);
    if (status == ENT_OK && help) {
        cli_print_command_help(command);
        return 0;
    }
    if (status == ENT_OK)
        status = command->function(&options, &answer, &error);
    return status == ENT_OK ? answer : fail_exit(&error);
}
