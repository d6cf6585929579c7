#define _XOPEN_SOURCE 700 /* truncate, SIGXFSZ */
#include "core/file.h"
#include "support.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

static void write_text(const char *path, const char *text)
{
    ent_error error = {0};
    ent_assert_ok(ent_file_write(path, text, strlen(text), &error), &error);
}

static void assert_holds(const char *path, const char *expected)
{
    char *data;
    size_t size;
    ent_error error = {0};
    ent_assert_ok(ent_file_read(path, 0, &data, &size, &error), &error);
    assert_int_equal(size, strlen(expected));
    assert_string_equal(data, expected);
    free(data);
}

/* Reading fails with "WHAT 'PATH': REASON". */
static void assert_unreadable(const char *path, const char *what, const char *reason)
{
    char *data, message[2 * ENT_PATH];
    size_t size;
    ent_error error = {0};
    snprintf(message, sizeof message, "%s '%s': %s", what, path, reason);
    ent_assert_fails(ent_file_read(path, 0, &data, &size, &error), &error, ENT_ERR_INPUT, message);
    assert_null(data);
}

static void assert_unwritable(const char *path, const char *what, const char *reason)
{
    char message[2 * ENT_PATH];
    ent_error error = {0};
    snprintf(message, sizeof message, "%s '%s': %s", what, path, reason);
    ent_assert_fails(ent_file_write(path, "text", 4, &error), &error, ENT_ERR_FILE, message);
}

static size_t count_files_below(const char *folder)
{
    char **paths;
    size_t count;
    ent_error error = {0};
    ent_assert_ok(ent_files_below(folder, &paths, &count, &error), &error);
    ent_paths_free(paths, count);
    return count;
}

static void what_is_written_is_read_again(void **state)
{
    char path[ENT_PATH];
    write_text(ent_temp_path("round", path), "first");
    assert_holds(path, "first");
    write_text(path, "second, and longer");
    assert_holds(path, "second, and longer");
    write_text(path, "");
    assert_holds(path, "");
}

static void bytes_of_any_value_are_read_as_they_are(void **state)
{
    char path[ENT_PATH], *data;
    size_t size;
    ent_error error = {0};
    ent_assert_ok(ent_file_write(ent_temp_path("bytes", path), "a\0\r\n\xFF", 5, &error), &error);
    ent_assert_ok(ent_file_read(path, 0, &data, &size, &error), &error);
    assert_int_equal(size, 5);
    assert_memory_equal(data, "a\0\r\n\xFF", 6); /* and a NUL at the end */
    free(data);
}

static void a_file_larger_than_the_first_buffer_is_read_whole(void **state)
{
    enum { SIZE = 5000000 };
    char path[ENT_PATH], *bytes = malloc(SIZE), *data;
    size_t size;
    ent_error error = {0};
    for (size_t i = 0; i < SIZE; i++)
        bytes[i] = (char)(i % 251);
    ent_temp_file("large", bytes, SIZE, path);
    ent_assert_ok(ent_file_read(path, 0, &data, &size, &error), &error);
    assert_int_equal(size, SIZE);
    assert_memory_equal(data, bytes, SIZE);
    free(data);
    free(bytes);
}

static void a_limit_stops_reading(void **state)
{
    char path[ENT_PATH], *data;
    size_t size;
    ent_error error = {0};
    write_text(ent_temp_path("limit", path), "abcdef");
    ent_assert_ok(ent_file_read(path, 4, &data, &size, &error), &error);
    assert_int_equal(size, 4);
    assert_string_equal(data, "abcd");
    free(data);
    ent_assert_ok(ent_file_read(path, 100, &data, &size, &error), &error);
    assert_int_equal(size, 6);
    free(data);
}

static void folders_on_the_way_are_made(void **state)
{
    char path[ENT_PATH];
    write_text(ent_temp_path("made/on/the/way", path), "text");
    assert_holds(path, "text");
    write_text(ent_temp_path("made/on/another", path), "text");
    assert_holds(path, "text");
}

static void a_written_file_has_the_mode_that_the_umask_leaves(void **state)
{
    char path[ENT_PATH];
    struct stat info;
    mode_t before = umask(027);
    write_text(ent_temp_path("mode", path), "text");
    umask(before);
    assert_int_equal(stat(path, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0640);
}

/* The limit on file sizes stands for a disk that runs full. */
static void a_file_that_cannot_be_written_whole_stays_as_it_was(void **state)
{
    char path[ENT_PATH], folder[ENT_PATH], *text = calloc(1, 100000);
    write_text(ent_temp_path("whole/file", path), "old");
    ent_error error = {0};
    struct rlimit before, small;
    getrlimit(RLIMIT_FSIZE, &before);
    small = (struct rlimit){50000, before.rlim_max};
    signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &small);
    ent_status status = ent_file_write(path, text, 100000, &error);
    setrlimit(RLIMIT_FSIZE, &before);
    free(text);
    assert_int_equal(status, ENT_ERR_FILE);
    assert_non_null(strstr(error.message, "whole/file': File too large"));
    assert_holds(path, "old");
    assert_int_equal(count_files_below(ent_temp_path("whole", folder)), 1); /* nothing beside it */
}

static void a_folder_cannot_be_written_as_a_file(void **state)
{
    char path[ENT_PATH], folder[ENT_PATH];
    write_text(ent_temp_path("target/folder/file", path), "text");
    assert_unwritable(ent_temp_path("target/folder", folder), "cannot write", "Is a directory");
    assert_int_equal(count_files_below(ent_temp_path("target", folder)), 1);
}

static void a_path_that_cannot_be_a_file_cannot_be_written(void **state)
{
    char path[ENT_PATH];
    assert_unwritable("", "cannot write", "No such file or directory");
    write_text(ent_temp_path("plain", path), "text");
    assert_unwritable(ent_temp_path("plain/below", path), "cannot write", "Not a directory");
}

static void a_folder_that_cannot_be_made_is_named_with_the_reason(void **state)
{
    char path[ENT_PATH];
    ent_error error = {0};
    assert_int_equal(symlink("nowhere", ent_temp_path("dangling", path)), 0);
    assert_int_equal(ent_file_write(ent_temp_path("dangling/a/b", path), "text", 4, &error),
                     ENT_ERR_FILE);
    assert_non_null(strstr(error.message, "cannot make the folder"));
    assert_non_null(strstr(error.message, "dangling/a': No such file or directory"));
}

static void a_file_that_cannot_be_read_is_named_with_the_reason(void **state)
{
    char path[ENT_PATH];
    assert_unreadable(ent_temp_path("not/there", path), "cannot open", "No such file or directory");
    assert_unreadable("", "cannot open", "No such file or directory");
    assert_unreadable(ent_temp_path("", path), "cannot read", "it is a folder");
    assert_int_equal(symlink("itself", ent_temp_path("itself", path)), 0);
    assert_unreadable(path, "cannot open", "Too many levels of symbolic links");
}

/* --- gzip --- */

enum { PACKED = 200000 }; /* unpacked; of few repeats, so that the packed bytes are many too */

static char *packed_file(const char *name, char path[ENT_PATH])
{
    gzFile file = gzopen(ent_temp_path(name, path), "wb");
    unsigned random = 42;
    for (int i = 0; i < PACKED; i++) {
        random = random * 1664525u + 1013904223u; /* Numerical Recipes */
        gzputc(file, 'a' + (int)(random >> 24) % 26);
    }
    assert_int_equal(gzclose(file), Z_OK);
    return path;
}

static void a_gzip_file_is_unpacked(void **state)
{
    char path[ENT_PATH], *data;
    size_t size;
    ent_error error = {0};
    ent_assert_ok(ent_file_read(packed_file("whole.gz", path), 0, &data, &size, &error), &error);
    assert_int_equal(size, PACKED);
    assert_int_equal(strspn(data, "abcdefghijklmnopqrstuvwxyz"), PACKED);
    free(data);
}

static void the_start_of_a_gzip_file_is_read_without_the_rest(void **state)
{
    char path[ENT_PATH], *data;
    size_t size;
    ent_error error = {0};
    assert_int_equal(truncate(packed_file("start.gz", path), 50000), 0);
    ent_assert_ok(ent_file_read(path, 10, &data, &size, &error), &error);
    assert_int_equal(size, 10);
    free(data);
}

static void a_gzip_file_that_is_cut_short_is_refused(void **state)
{
    char path[ENT_PATH];
    struct stat info;
    packed_file("short.gz", path);
    assert_int_equal(stat(path, &info), 0);
    assert_int_equal(truncate(path, info.st_size - 4), 0);
    assert_unreadable(path, "cannot read", "the gzip file is cut short");
    assert_int_equal(truncate(path, info.st_size / 2), 0);
    assert_unreadable(path, "cannot read", "the gzip file is cut short");
}

static void a_gzip_file_that_is_damaged_is_refused(void **state)
{
    char path[ENT_PATH], *data;
    size_t size;
    ent_error error = {0};
    FILE *file = fopen(packed_file("damaged.gz", path), "r+b");
    fseek(file, 60000, SEEK_SET);
    fputs("XXXXXXXXXXXXXXXX", file);
    fclose(file);
    assert_int_equal(ent_file_read(path, 0, &data, &size, &error), ENT_ERR_INPUT);
    assert_non_null(strstr(error.message, "damaged.gz"));
    assert_null(data);
}

/* --- checksums, paths, folders --- */

static void the_checksum_is_sha256(void **state)
{
    char hex[65], path[ENT_PATH];
    ent_error error = {0};
    ent_sha256_text("abc", 3, hex); /* FIPS 180-2, appendix B.1 */
    assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    ent_assert_ok(ent_file_sha256(ent_temp_file("abc", "abc", 3, path), hex, &error), &error);
    assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    ent_sha256_text("", 0, hex); /* printf '' | sha256sum */
    assert_string_equal(hex, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

static void the_checksum_of_an_unreadable_file_fails(void **state)
{
    char hex[65], path[ENT_PATH];
    ent_error error = {0};
    ent_assert_fails(ent_file_sha256("/nowhere/file", hex, &error), &error, ENT_ERR_INPUT,
                     "cannot open '/nowhere/file': No such file or directory");
    assert_int_equal(ent_file_sha256(ent_temp_path("", path), hex, &error), ENT_ERR_FILE);
}

static void paths_are_joined_with_one_slash(void **state)
{
    static const char *const joined[][3] = {{"dir", "name", "dir/name"},
                                            {"dir/", "name", "dir/name"},
                                            {"", "name", "name"},
                                            {"/", "name", "/name"},
                                            {"dir", "/name", "/name"}};
    for (size_t i = 0; i < sizeof joined / sizeof *joined; i++) {
        char *path = ent_path_join(joined[i][0], joined[i][1]);
        assert_string_equal(path, joined[i][2]);
        free(path);
    }
}

static void the_name_of_a_path_is_its_last_part(void **state)
{
    assert_string_equal(ent_path_name("/home/data/a.csv"), "a.csv");
    assert_string_equal(ent_path_name("a.csv"), "a.csv");
    assert_string_equal(ent_path_name("/home/"), "");
}

static void files_below_a_folder_are_sorted_and_hidden_ones_left_out(void **state)
{
    static const char *const files[] = {"tree/a/y", "tree/a/z", "tree/b", "tree/.hidden",
                                        "tree/.git/x"};
    char path[ENT_PATH], folder[ENT_PATH], **paths;
    size_t count;
    ent_error error = {0};
    for (size_t i = 5; i-- > 0;)
        write_text(ent_temp_path(files[i], path), "text");
    assert_int_equal(symlink("not there", ent_temp_path("tree/dangling", path)), 0);
    ent_assert_ok(ent_files_below(ent_temp_path("tree", folder), &paths, &count, &error), &error);
    assert_int_equal(count, 3);
    for (size_t i = 0; i < count; i++)
        assert_string_equal(paths[i], ent_temp_path(files[i], path));
    ent_paths_free(paths, count);
}

static void a_loop_of_links_ends(void **state)
{
    char path[ENT_PATH];
    write_text(ent_temp_path("loop/file", path), "text");
    assert_int_equal(symlink(".", ent_temp_path("loop/again", path)), 0);
    assert_true(count_files_below(ent_temp_path("loop", path)) >= 1);
}

static void a_folder_that_is_not_there_has_no_list(void **state)
{
    char **paths;
    size_t count;
    ent_error error = {0};
    ent_assert_fails(ent_files_below("/nowhere", &paths, &count, &error), &error, ENT_ERR_FILE,
                     "cannot open the folder '/nowhere': No such file or directory");
    assert_null(paths);
}

static void a_folder_is_known_from_a_file(void **state)
{
    char path[ENT_PATH];
    assert_true(ent_is_folder(ent_temp_path("", path)));
    assert_false(ent_is_folder(ent_temp_file("no-folder", "", 0, path)));
    assert_false(ent_is_folder("/nowhere"));
}

/* --- memory --- */

static ent_status read_file(void *path, ent_error *error)
{
    char *data;
    size_t size;
    ent_status status = ent_file_read(path, 0, &data, &size, error);
    if (status != ENT_OK)
        assert_null(data);
    free(data);
    return status;
}

static ent_status write_file(void *path, ent_error *error)
{
    return ent_file_write(path, "text", 4, error);
}

static ent_status list_files(void *folder, ent_error *error)
{
    char **paths;
    size_t count;
    ent_status status = ent_files_below(folder, &paths, &count, error);
    if (status != ENT_OK)
        assert_null(paths);
    ent_paths_free(paths, count);
    return status;
}

static void every_failed_request_for_memory_is_reported(void **state)
{
    char path[ENT_PATH], *bytes = calloc(1, 3000000); /* read into a growing buffer */
    ent_temp_file("sweep", bytes, 3000000, path);
    free(bytes);
    ent_sweep(read_file, path);
    ent_sweep(write_file, path);
    assert_holds(path, "text");
    write_text(ent_temp_path("listed/one", path), "text");
    write_text(ent_temp_path("listed/another", path), "text");
    ent_sweep(list_files, ent_temp_path("listed", path));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_read_again),
        cmocka_unit_test(bytes_of_any_value_are_read_as_they_are),
        cmocka_unit_test(a_file_larger_than_the_first_buffer_is_read_whole),
        cmocka_unit_test(a_limit_stops_reading),
        cmocka_unit_test(folders_on_the_way_are_made),
        cmocka_unit_test(a_written_file_has_the_mode_that_the_umask_leaves),
        cmocka_unit_test(a_file_that_cannot_be_written_whole_stays_as_it_was),
        cmocka_unit_test(a_folder_cannot_be_written_as_a_file),
        cmocka_unit_test(a_path_that_cannot_be_a_file_cannot_be_written),
        cmocka_unit_test(a_folder_that_cannot_be_made_is_named_with_the_reason),
        cmocka_unit_test(a_file_that_cannot_be_read_is_named_with_the_reason),
        cmocka_unit_test(a_gzip_file_is_unpacked),
        cmocka_unit_test(the_start_of_a_gzip_file_is_read_without_the_rest),
        cmocka_unit_test(a_gzip_file_that_is_cut_short_is_refused),
        cmocka_unit_test(a_gzip_file_that_is_damaged_is_refused),
        cmocka_unit_test(the_checksum_is_sha256),
        cmocka_unit_test(the_checksum_of_an_unreadable_file_fails),
        cmocka_unit_test(paths_are_joined_with_one_slash),
        cmocka_unit_test(the_name_of_a_path_is_its_last_part),
        cmocka_unit_test(files_below_a_folder_are_sorted_and_hidden_ones_left_out),
        cmocka_unit_test(a_loop_of_links_ends),
        cmocka_unit_test(a_folder_that_is_not_there_has_no_list),
        cmocka_unit_test(a_folder_is_known_from_a_file),
        cmocka_unit_test(every_failed_request_for_memory_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
