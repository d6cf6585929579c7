# What the shell tests share: source "$ENTENTE_SOURCE_DIR/tests/support.sh". From ctest they get
# ENTENTE_SOURCE_DIR, ENTENTE_BUILD_DIR and ENTENTE_BINARY (the command). $temp is a folder of the
# test's own, removed at its end.
set -u
temp=$(mktemp -d /tmp/entente-test-XXXXXX)
trap 'rm -rf "$temp"' EXIT

# The folder with the real data as $ENTENTE_DATA; without it the test ends as skipped.
need_data() {
    ENTENTE_DATA=${ENTENTE_DATA:-$ENTENTE_SOURCE_DIR/../shared/data}
    [ -d "$ENTENTE_DATA" ] && return
    echo 'skipped: ENTENTE_DATA is not set and ../shared/data is not there'
    exit 77
}

failures=0
fail() {
    echo "FAILED: $*"
    failures=$((failures + 1))
}

# The last line of a test: its exit code.
finish() {
    [ "$failures" -eq 0 ] || { echo "$failures failures"; exit 1; }
    exit 0
}
