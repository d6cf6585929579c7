# What is installed can be used: the command, both libraries by pkg-config and by CMake, the manual page,
# completion, the scenarios.
source "$ENTENTE_SOURCE_DIR/tests/support.sh"
prefix=$temp/prefix flags=
cmake --install "$ENTENTE_BUILD_DIR" --prefix "$prefix" >"$temp/log" 2>&1 || { cat "$temp/log"; fail 'cmake --install'; finish; }
if grep -q '^ENTENTE_SANITIZE:BOOL=ON' "$ENTENTE_BUILD_DIR/CMakeCache.txt"; then
    flags=-fsanitize=address,undefined
fi
export PKG_CONFIG_PATH=$prefix/lib/pkgconfig LD_LIBRARY_PATH=$prefix/lib

expect() { # what, expected, actual
    [ "$2" = "$3" ] || fail "$1: expected '$2', got '$3'"
}

# ---- the command, and one version everywhere ----
version=$("$prefix/bin/entente" --version | cut -d' ' -f2)
expect 'the version of pkg-config' "$version" "$(pkg-config --modversion entente)"
expect 'the version in CITATION.cff' "$version" "$(sed -n 's/^version: //p' "$ENTENTE_SOURCE_DIR/CITATION.cff")"
expect 'the version in CHANGELOG.md' "$version" \
    "$(sed -n 's/^## \([0-9][0-9.]*\).*/\1/p' "$ENTENTE_SOURCE_DIR/CHANGELOG.md" | head -1)"
(cd "$temp" && "$prefix/bin/entente" run "$prefix/share/entente/scenarios/great-powers-2016.yaml" >log 2>&1) ||
    fail "the installed scenario: $(cat "$temp/log")"

# ---- a program of ten lines ----
cat >"$temp/program.c" <<'END'
#include <entente/entente.h>
#include <stdio.h>
int main(void)
{
    ent_error error = {0};
    ent_span may;
    if (ent_span_parse("2016-05", &may, NULL, &error) != ENT_OK)
        return 1;
    printf("%s %d\n", ent_version(), (int)(may.to - may.from + 1));
    return 0;
}
END
cc $flags "$temp/program.c" $(pkg-config --cflags --libs entente) -o "$temp/shared" || fail 'pkg-config, shared'
expect 'a program, shared' "$version 31" "$("$temp/shared")"
cc $flags "$temp/program.c" $(pkg-config --cflags entente) "$prefix/lib/libentente.a" \
    $(pkg-config --static --libs-only-l entente | sed 's/-lentente//') -o "$temp/static" || fail 'pkg-config, static'
expect 'a program, static' "$version 31" "$(LD_LIBRARY_PATH= "$temp/static")"

mkdir "$temp/project"
cp "$temp/program.c" "$temp/project/"
cat >"$temp/project/CMakeLists.txt" <<'END'
cmake_minimum_required(VERSION 3.25)
project(program LANGUAGES C)
find_package(entente 0.1 REQUIRED)
add_executable(shared program.c)
target_link_libraries(shared entente::entente)
find_package(entente 0.1 REQUIRED COMPONENTS static)
add_executable(static program.c)
target_link_libraries(static entente::static)
END
if cmake -G Ninja -S "$temp/project" -B "$temp/project/build" -DCMAKE_PREFIX_PATH="$prefix" \
    -DCMAKE_C_FLAGS="$flags" >"$temp/log" 2>&1 && cmake --build "$temp/project/build" >>"$temp/log" 2>&1; then
    expect 'a CMake project, shared' "$version 31" "$("$temp/project/build/shared")"
    expect 'a CMake project, static' "$version 31" "$(LD_LIBRARY_PATH= "$temp/project/build/static")"
else
    fail "find_package: $(tail -20 "$temp/log")"
fi

# ---- the library lets nothing out but what is public ----
others=$(nm -D --defined-only "$prefix/lib/libentente.so" | awk '$3 !~ /^ent_/ { print $3 }')
expect 'names in the shared library that are not ent_' '' "$others"

# ---- the manual page ----
page=$prefix/share/man/man1/entente.1
for word in 'SH NAME' 'SS run' 'SS import' 'SS get' 'SS info' 'SS check' 'world FILE' 'EXIT STATUS' 'SH FILES' 'examples:'; do
    grep -q -- "$word" "$page" || fail "the manual page lacks '$word'"
done
if command -v groff >/dev/null; then
    warnings=$(groff -man -Tutf8 -ww "$page" 2>&1 >"$temp/page.txt")
    expect 'warnings of groff' '' "$warnings"
    grep -q 'great-powers-2016' "$temp/page.txt" || fail 'groff shows no examples'
fi

# ---- completion in bash ----
complete_line() { # words...; the last one is being completed
    PATH=$prefix/bin:$PATH bash -c '
        source "$1"; shift
        COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
        _entente
        printf "%s\n" "${COMPREPLY[@]}" | sort | tr "\n" " "' bash \
        "$prefix/share/bash-completion/completions/entente" "$@" 2>/dev/null
}
mkdir "$temp/files" && cd "$temp/files" || exit 1
touch a.world b.yaml c.csv
mkdir folder
expect 'completing a command' 'info ' "$(complete_line entente inf)"
expect 'completing an option' '--format ' "$(complete_line entente run --for)"
expect 'completing a format' 'csv ' "$(complete_line entente get a.world states --format c)"
expect 'completing a rule' 'any first last mid ' "$(complete_line entente get a.world states --rule '')"
expect 'completing a check' 'pair-obligations pairs ' "$(complete_line entente check a.world --rows pair)"
expect 'completing the world of a check' 'a.world folder ' "$(complete_line entente check '')"
expect 'completing a world' 'a.world folder ' "$(complete_line entente info '')"
expect 'completing the worlds of a diff' 'a.world folder ' "$(complete_line entente diff a.world '')"
expect 'completing the world of sources' 'a.world folder ' "$(complete_line entente sources '')"
expect 'completing the world of prefer' 'a.world folder ' "$(complete_line entente prefer '')"
expect 'completing a question' 'tie ties ' "$(complete_line entente get a.world tie)"
expect 'completing a scenario' 'b.yaml folder ' "$(complete_line entente run '')"
expect 'completing a kind of import' 'all csv table ' "$(complete_line entente import '')"
expect 'completing a folder' 'folder ' "$(complete_line entente import cow '')"
expect 'completing a table' 'c.csv folder ' "$(complete_line entente import table '')"
expect 'completing a map' 'b.yaml polity5 sipri-milex vdem worldbank ' "$(complete_line entente import table c.csv --map '')"
expect 'completing -w' 'a.world folder ' "$(complete_line entente run b.yaml -w '')"
if command -v zsh >/dev/null; then
    zsh -n "$prefix/share/zsh/site-functions/_entente" || fail 'the completion for zsh'
fi
finish
