#include "core/file.h"

#include "core/memory.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <nettle/sha2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

static const size_t LARGEST = (size_t)2 << 30;

static ent_status fail_file(ent_error *error, const char *what, const char *path)
{
    return ent_fail(error, ENT_ERR_FILE, "%s '%s': %s", what, path, strerror(errno));
}

/* A file that is not there, or not to be read, is the user's to mend. */
static ent_status fail_open(ent_error *error, const char *path)
{
    return ent_fail(error, ENT_ERR_INPUT, "cannot open '%s': %s", path, strerror(errno));
}

bool ent_is_folder(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

/* Read from an open gzip stream (which passes plain files through) till its end or `limit`. */
static ent_status read_stream(gzFile stream, const char *path, size_t limit, char **data,
                              size_t *size, ent_error *error)
{
    size_t capacity = limit ? limit : (size_t)1 << 20, used = 0;
    char *bytes = malloc(capacity + 1);
    while (bytes) {
        int got = gzread(stream, bytes + used, (unsigned)(capacity - used));
        if (got < 0) {
            int code;
            const char *reason = gzerror(stream, &code);
            free(bytes);
            return ent_fail(error, ENT_ERR_INPUT, "cannot read '%s': %s", path, reason);
        }
        used += (size_t)got;
        if (got == 0 || used == limit)
            break;
        if (used < capacity)
            continue;
        if (capacity >= LARGEST) {
            free(bytes);
            return ent_fail(error, ENT_ERR_INPUT, "cannot read '%s': over 2 GiB unpacked", path);
        }
        capacity *= 2;
        char *grown = realloc(bytes, capacity + 1);
        if (!grown)
            free(bytes);
        bytes = grown;
    }
    if (!bytes)
        return ent_fail_memory(error);
    bytes[used] = '\0';
    *data = bytes;
    *size = used;
    return ENT_OK;
}

ent_status ent_file_read(const char *path, size_t limit, char **data, size_t *size,
                         ent_error *error)
{
    *data = NULL;
    *size = 0;
    if (ent_is_folder(path))
        return ent_fail(error, ENT_ERR_INPUT, "cannot read '%s': it is a folder", path);
    errno = 0;
    gzFile stream = gzopen(path, "rb");
    if (!stream)
        return errno ? fail_open(error, path) : ent_fail_memory(error);
    gzbuffer(stream, 1u << 17);
    ent_status status = read_stream(stream, path, limit, data, size, error);
    int closed = gzclose(stream);
    if (status == ENT_OK && closed == Z_BUF_ERROR && limit == 0) {
        free(*data);
        *data = NULL;
        *size = 0;
        return ent_fail(error, ENT_ERR_INPUT, "cannot read '%s': the gzip file is cut short", path);
    }
    return status;
}

bool ent_file_is_gzip(const char *path)
{
    unsigned char start[2];
    FILE *file = fopen(path, "rb");
    if (!file)
        return false;
    bool gzip = fread(start, 1, 2, file) == 2 && start[0] == 0x1F && start[1] == 0x8B;
    fclose(file);
    return gzip;
}

/* mkdir -p for the folder part of a path. */
static ent_status make_folders(const char *path, ent_error *error)
{
    char *folder = ent_copy_text(path);
    if (!folder)
        return ent_fail_memory(error);
    ent_status status = ENT_OK;
    char *first = folder + (folder[0] == '/');
    for (char *slash = strchr(first, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        if (mkdir(folder, 0777) != 0 && errno != EEXIST) {
            status = fail_file(error, "cannot make the folder", folder);
            break;
        }
        *slash = '/';
    }
    free(folder);
    return status;
}

static bool write_all(int file, const char *data, size_t size)
{
    while (size > 0) {
        ssize_t written = write(file, data, size);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        data += written;
        size -= (size_t)written;
    }
    return true;
}

/* Make a file that is not there yet; one that a killed process of our number left is taken over. */
static int open_new(const char *path)
{
    int file = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0666);
    if (file < 0 && errno == EEXIST && unlink(path) == 0)
        file = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0666);
    return file;
}

/* Write to an open file and close it. */
static bool fill(int file, const char *data, size_t size, bool flush)
{
    bool whole = file >= 0 && write_all(file, data, size) && (!flush || fsync(file) == 0);
    int why = errno;
    if (file >= 0 && close(file) != 0 && whole)
        return false;
    errno = why;
    return whole;
}

/* A terminal, a pipe, /dev/stdout (whatever that is): something to write to, not to replace. */
static bool is_stream(const char *path)
{
    struct stat info;
    if (strncmp(path, "/dev/", 5) == 0 || strncmp(path, "/proc/", 6) == 0)
        return true;
    return stat(path, &info) == 0 && !S_ISREG(info.st_mode);
}

/* Write beside a file and rename. A link stays a link: the file that it names is replaced. */
static ent_status replace_file(const char *path, const char *data, size_t size, ent_error *error)
{
    char *real = realpath(path, NULL); /* NULL if there is no such file yet */
    const char *target = real ? real : path;
    size_t room = strlen(target) + 32;
    char *beside = malloc(room);
    ent_status status = ENT_OK;
    if (!beside) {
        free(real);
        return ent_fail_memory(error);
    }
    snprintf(beside, room, "%s.%ld.part", target, (long)getpid());
    if (!fill(open_new(beside), data, size, true) || rename(beside, target) != 0) {
        status = fail_file(error, "cannot write", path);
        unlink(beside);
    }
    free(beside);
    free(real);
    return status;
}

ent_status ent_file_write(const char *path, const char *data, size_t size, ent_error *error)
{
    ent_status status = make_folders(path, error);
    if (status != ENT_OK)
        return status;
    if (!is_stream(path))
        return replace_file(path, data, size, error);
    bool written = fill(open(path, O_WRONLY | O_APPEND | O_CLOEXEC), data, size, false);
    return written ? ENT_OK : fail_file(error, "cannot write", path);
}

/* ---- piece by piece ---- */

struct ent_output {
    int file;
    char *target, *beside; /* NULL: written to as it is */
    const char *shown;     /* in errors */
};

/* The file that is written: the target's neighbour. */
static ent_status open_beside(ent_output *output, const char *path, ent_error *error)
{
    output->target = realpath(path, NULL); /* NULL if there is no such file yet */
    if (!output->target)
        output->target = ent_copy_text(path);
    size_t room = output->target ? strlen(output->target) + 32 : 0;
    output->beside = room ? malloc(room) : NULL;
    if (!output->beside)
        return ent_fail_memory(error);
    snprintf(output->beside, room, "%s.%ld.part", output->target, (long)getpid());
    output->file = open_new(output->beside);
    return output->file < 0 ? fail_file(error, "cannot write", path) : ENT_OK;
}

static void free_output(ent_output *output)
{
    free(output->target);
    free(output->beside);
    free(output);
}

ent_status ent_output_open(const char *path, ent_output **out, ent_error *error)
{
    *out = NULL;
    ent_output *output = calloc(1, sizeof *output);
    if (!output)
        return ent_fail_memory(error);
    output->file = STDOUT_FILENO;
    output->shown = path ? path : "standard output";
    ent_status status = path ? make_folders(path, error) : ENT_OK;
    if (status == ENT_OK && path && is_stream(path)) {
        output->file = open(path, O_WRONLY | O_APPEND | O_CLOEXEC);
        if (output->file < 0)
            status = fail_file(error, "cannot write", path);
    } else if (status == ENT_OK && path) {
        status = open_beside(output, path, error);
    }
    if (status == ENT_OK)
        *out = output;
    else
        free_output(output);
    return status;
}

ent_status ent_output_write(ent_output *output, const char *data, size_t size, ent_error *error)
{
    if (write_all(output->file, data, size))
        return ENT_OK;
    if (errno == EPIPE && !output->beside)
        return ent_fail(error, ENT_ERR_STOPPED, "%s", ""); /* `| head` has enough */
    return fail_file(error, "cannot write", output->shown);
}

ent_status ent_output_close(ent_output *output, bool keep, ent_error *error)
{
    if (!output)
        return ENT_OK;
    ent_status status = ENT_OK;
    bool whole = output->file == STDOUT_FILENO || close(output->file) == 0;
    if (keep && (!whole || (output->beside && rename(output->beside, output->target) != 0)))
        status = fail_file(error, "cannot write", output->shown);
    if (output->beside && (!keep || status != ENT_OK))
        unlink(output->beside);
    free_output(output);
    return status;
}

bool ent_gzip(const char *data, size_t size, char **packed, size_t *packed_size)
{
    z_stream stream = {0};
    const int gzip_header = 16, level = 4; /* half the time of the usual 6, a few per cent longer */
    *packed = NULL;
    if (deflateInit2(&stream, level, Z_DEFLATED, MAX_WBITS + gzip_header, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        return false;
    uLong room = deflateBound(&stream, (uLong)size);
    *packed = malloc(room);
    if (*packed) {
        stream.next_in = (Bytef *)(uintptr_t)data;
        stream.avail_in = (uInt)size;
        stream.next_out = (Bytef *)*packed;
        stream.avail_out = (uInt)room;
        deflate(&stream, Z_FINISH); /* there is room for all of it */
        *packed_size = stream.total_out;
    }
    deflateEnd(&stream);
    return *packed;
}

static void hex_of(const uint8_t *digest, char hex[65])
{
    for (size_t i = 0; i < SHA256_DIGEST_SIZE; i++)
        snprintf(hex + 2 * i, 3, "%02x", digest[i]);
}

void ent_sha256_text(const void *data, size_t size, char hex[65])
{
    struct sha256_ctx context;
    uint8_t digest[SHA256_DIGEST_SIZE];
    sha256_init(&context);
    sha256_update(&context, size, data);
    sha256_digest(&context, sizeof digest, digest);
    hex_of(digest, hex);
}

ent_status ent_file_sha256(const char *path, char hex[65], ent_error *error)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        return fail_open(error, path);
    struct sha256_ctx context;
    sha256_init(&context);
    uint8_t block[16384], digest[SHA256_DIGEST_SIZE];
    size_t got;
    while ((got = fread(block, 1, sizeof block, file)) > 0)
        sha256_update(&context, got, block);
    ent_status status = ferror(file) ? fail_file(error, "cannot read", path) : ENT_OK;
    fclose(file);
    sha256_digest(&context, sizeof digest, digest);
    hex_of(digest, hex);
    return status;
}

char *ent_path_join(const char *dir, const char *name)
{
    if (name[0] == '/' || dir[0] == '\0')
        return ent_copy_text(name);
    size_t length = strlen(dir), room = length + strlen(name) + 2;
    char *path = malloc(room);
    if (path)
        snprintf(path, room, "%s%s%s", dir, dir[length - 1] == '/' ? "" : "/", name);
    return path;
}

char *ent_path_beside(const char *file, const char *name)
{
    const char *slash = strrchr(file, '/');
    char *folder = ent_copy_text(slash ? file : ".");
    if (folder && slash)
        folder[slash == file ? 1 : slash - file] = '\0';
    char *joined = folder ? ent_path_join(folder, name) : NULL;
    free(folder);
    return joined;
}

const char *ent_path_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

typedef struct {
    char **items;
    size_t count, capacity;
} path_list;

static ent_status list_folder(const char *dir, path_list *list, ent_error *error);

/* Add a file to the list, or what lies in a folder; takes the path over. */
static ent_status list_entry(char *path, path_list *list, ent_error *error)
{
    struct stat info;
    ent_status status = ENT_OK;
    struct stat own;
    if (lstat(path, &own) != 0 || stat(path, &info) != 0) {
        /* gone, or a link to nowhere or to itself: nothing to read */
        status = errno == ENOENT || errno == ELOOP ? ENT_OK
                                                   : fail_file(error, "cannot look at", path);
    } else if (S_ISDIR(info.st_mode)) {
        if (!S_ISLNK(own.st_mode)) /* links to folders can go round in circles */
            status = list_folder(path, list, error);
    } else if (S_ISREG(info.st_mode)) {
        if (ent_grow(&list->items, list->count, &list->capacity, sizeof *list->items)) {
            list->items[list->count++] = path;
            return ENT_OK;
        }
        status = ent_fail_memory(error);
    }
    free(path);
    return status;
}

static ent_status list_folder(const char *dir, path_list *list, ent_error *error)
{
    DIR *folder = opendir(dir);
    if (!folder)
        return fail_file(error, "cannot open the folder", dir);
    ent_status status = ENT_OK;
    for (struct dirent *entry; status == ENT_OK && (entry = readdir(folder));) {
        if (entry->d_name[0] == '.')
            continue;
        char *path = ent_path_join(dir, entry->d_name);
        status = path ? list_entry(path, list, error) : ent_fail_memory(error);
    }
    closedir(folder);
    return status;
}

static int compare_paths(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

ent_status ent_files_below(const char *dir, char ***paths, size_t *count, ent_error *error)
{
    path_list list = {0};
    *paths = NULL;
    *count = 0;
    ent_status status = list_folder(dir, &list, error);
    if (status != ENT_OK) {
        ent_paths_free(list.items, list.count);
        return status;
    }
    if (list.count > 0)
        qsort(list.items, list.count, sizeof *list.items, compare_paths);
    *paths = list.items;
    *count = list.count;
    return ENT_OK;
}

void ent_paths_free(char **paths, size_t count)
{
    for (size_t i = 0; i < count; i++)
        free(paths[i]);
    free(paths);
}
