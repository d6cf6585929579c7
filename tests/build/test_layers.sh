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

# Preprocess a file that includes header $2, with the flags of layer $1; errors go to $temp/errors.
include_in() {
    echo "#include \"$2\"" >"$temp/file.c"
    cc -std=c11 -E ${flags[$1]} "$temp/file.c" >/dev/null 2>"$temp/errors"
}

declare -A flags
for layer in $layers; do
    flags[$layer]=$(grep '"command"' "$commands" | grep -m1 "src/$layer/[a-z_0-9]*\.c" |
        grep -o -- '-I[^ ]*\|-isystem [^ ]*' | tr '\n' ' ')
    [ -n "${flags[$layer]}" ] || fail "no compile command for src/$layer"
done

found=0 hidden=0
for layer in $layers; do
    above=0
    for other in $layers; do
        [ "$other" = "$layer" ] || [ $above = 1 ] || continue
        for header in $(headers_of "$other"); do
            include_in "$layer" "$header"
            included=$?
            if [ "$other" = "$layer" ]; then
                [ $included = 0 ] || fail "$layer does not find its own $header"
                found=$((found + 1))
            elif [ $included = 0 ]; then
                fail "$layer can include $header of $other, a layer above it"
            else
                grep -q "fatal error: '\?$header'\?[: ]" "$temp/errors" ||
                    fail "$layer and $header: $(head -1 "$temp/errors")"
                hidden=$((hidden + 1))
            fi
        done
        above=1
    done
done
echo "$found headers found by their own layers, $hidden times hidden from layers below"
[ $found -gt 0 ] && [ $hidden -gt 0 ] || fail "nothing was checked"
finish
