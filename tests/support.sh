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

# expect CODE WHAT ARGUMENT ...: run the command; its output is in out and err.
expect() {
    local code=$1 what=$2
    shift 2
    "$ENTENTE_BINARY" "$@" >out 2>err
    local got=$?
    [ $got -eq "$code" ] || fail "$what: exit $got, expected $code: entente $* ($(head -1 err))"
}

# says FILE TEXT WHAT: the file holds the text.
says() {
    grep -qF -- "$2" "$1" || fail "$3: '$2' is not in: $(head -3 "$1")"
}

# The last line of a test: its exit code.
finish() {
    [ "$failures" -eq 0 ] || { echo "$failures failures"; exit 1; }
    exit 0
}
