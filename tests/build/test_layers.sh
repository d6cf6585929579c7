# No upward include compiles. The layers stand bottom up in the top CMakeLists.txt, as ent_layer(...).
# A file with the include folders of a layer, taken from its first compile command, must find the
# layer's own public and private headers and must not find those of any layer further up.
source "$ENTENTE_SOURCE_DIR/tests/support.sh"
commands=$ENTENTE_BUILD_DIR/compile_commands.json
layers=$(sed -n 's/^ent_layer(\([a-z]*\).*/\1/p' "$ENTENTE_SOURCE_DIR/CMakeLists.txt")

# Headers of a layer: the private ones, then the public ones that are there.
headers_of() {
    (cd "$ENTENTE_SOURCE_DIR/src" && ls "$1"/*.h 2>/dev/null)
    (cd "$ENTENTE_BUILD_DIR/layers/$1" && find entente -name '*.h')
}

# Which of the headers in "$@" a file of layer $1 finds, a line each: the preprocessor is asked once for all.
found_by() {
    local layer=$1
    shift
    for header in "$@"; do
        printf '#if __has_include("%s")\nFOUND %s\n#endif\n' "$header" "$header"
    done >"$temp/file.c"
    cc -std=c11 -E -P ${flags[$layer]} "$temp/file.c" 2>"$temp/errors" | sed -n 's/^FOUND //p'
    [ ! -s "$temp/errors" ] || fail "$layer: $(head -1 "$temp/errors")"
}

declare -A flags
for layer in $layers; do
    flags[$layer]=$(grep '"command"' "$commands" | grep -m1 "src/$layer/[a-z_0-9]*\.c" |
        grep -o -- '-I[^ ]*\|-isystem [^ ]*' | tr '\n' ' ')
    [ -n "${flags[$layer]}" ] || fail "no compile command for src/$layer"
done

found=0 hidden=0 above=$layers
for layer in $layers; do
    own=$(headers_of "$layer") others=
    above=${above#"$layer"} above=${above#$'\n'}
    for other in $above; do
        others+=" $(headers_of "$other")"
    done
    seen=$(found_by "$layer" $own)
    [ "$seen" = "$own" ] || fail "$layer does not find all of its own headers, only: $seen"
    seen=$(found_by "$layer" $others)
    [ -z "$seen" ] || fail "$layer can include headers of layers above it: $seen"
    found=$((found + $(wc -w <<<"$own")))
    hidden=$((hidden + $(wc -w <<<"$others")))
done
echo "$found headers found by their own layers, $hidden times hidden from layers below"
[ $found -gt 0 ] && [ $hidden -gt 0 ] || fail "nothing was checked"
finish
