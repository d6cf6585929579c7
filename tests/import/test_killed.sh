# What an import must survive: kill -9, a full disk, a file or folder that cannot be written to,
# another import at the same time, a world that is cut in half. Old content stays, or the error says
# why not.
source "$ENTENTE_SOURCE_DIR/tests/support.sh"
entente=$ENTENTE_BINARY
world=$temp/a.world

# The user's tables: $1 folder, $2 actors, $3 years; each actor has 10 values a year.
make_tables() {
    mkdir -p "$1"
    awk -v n="$2" 'BEGIN { print "name,abb"; for (i = 1; i <= n; i++) print "Actor " i ",A" i }' \
        >"$1/actors.csv"
    awk -v n="$2" -v years="$3" 'BEGIN {
        print "actor,attribute,value,unit,from,to"
        for (y = 0; y < years; y++) for (i = 1; i <= n; i++) for (k = 0; k < 10; k++)
            printf "A%d,value%d,%d,units,%d,%d\n", i, k, i * y + k, 1700 + y, 1700 + y
    }' >"$1/attributes.csv"
}

# What a world says of itself, without times; empty if it cannot be read.
describe() {
    "$entente" info "$1" --format json 2>/dev/null | sed -n '/"run":/q; p'
}

# Import in the background and kill it after $2 seconds; true if it was still at work.
killed_after() {
    "$entente" import csv "$temp/large" -w "$1" >/dev/null 2>&1 &
    local import=$!
    sleep "$2"
    kill -9 $import 2>/dev/null
    wait $import 2>/dev/null
    [ $? -eq 137 ]
}

make_tables "$temp/small" 5 2
make_tables "$temp/large" 100 300 # 300,000 values
"$entente" import csv "$temp/small" -w "$world" >/dev/null || fail 'the small import'
old=$(describe "$world")
[ -n "$old" ] || fail 'the small world cannot be described'

# ---- kill -9 leaves the old content
killed=0
for seconds in 0.05 0.2 0.4 0.7 1.0; do
    killed_after "$world" $seconds && killed=$((killed + 1)) || break
    [ "$(describe "$world")" = "$old" ] || fail "killed after $seconds s: another world"
done
[ $killed -gt 1 ] || fail "only $killed imports were killed at work"
echo "$killed imports killed at work"

# ---- kill -9 of the first import leaves a world that is readable and empty, or none
for seconds in 0.02 0.3; do
    rm -f "$temp/new.world"*
    killed_after "$temp/new.world" $seconds || continue
    [ -e "$temp/new.world" ] || continue
    if "$entente" info "$temp/new.world" --format json >"$temp/out" 2>"$temp/error"; then
        grep -q attributes.csv "$temp/out" && fail "killed after $seconds s: half a world"
    else
        grep -q 'an import was cut short' "$temp/error" || fail "new world: $(cat "$temp/error")"
    fi
    "$entente" import csv "$temp/small" -w "$temp/new.world" >/dev/null || fail 'import again'
done

# ---- two imports at once: one waits for the other
make_tables "$temp/other" 20 100
rm -f "$temp/both.world"
"$entente" import csv "$temp/small" -w "$temp/both.world" >/dev/null 2>"$temp/error1" &
first=$!
"$entente" import csv "$temp/other" -w "$temp/both.world" >/dev/null 2>"$temp/error2" &
second=$!
wait $first || fail "the first of two imports: $(cat "$temp/error1")"
wait $second || fail "the second of two imports: $(cat "$temp/error2")"
for source in small other; do
    "$entente" info "$temp/both.world" --format json | grep -q "\"$source\"" ||
        fail "source $source did not come in"
done

# ---- a world cut in half
head -c $(($(stat -c %s "$world") / 2)) "$world" >"$temp/half.world"
"$entente" info "$temp/half.world" >/dev/null 2>"$temp/error"
[ $? -eq 3 ] || fail 'half a world: exit code'
grep -q 'the file is damaged' "$temp/error" || fail "half a world: $(cat "$temp/error")"
head -c 50 "$world" >"$temp/stub.world"
"$entente" info "$temp/stub.world" >/dev/null 2>"$temp/error"
[ $? -eq 3 ] || fail 'a stub: exit code'
grep -q 'the file is damaged' "$temp/error" || fail "a stub: $(cat "$temp/error")"

# ---- what cannot be written to; root may write everywhere, so it becomes nobody for this
as_nobody=
cp "$entente" "$temp/entente"
if [ "$(id -u)" = 0 ]; then
    as_nobody='setpriv --reuid=65534 --regid=65534 --clear-groups'
    chmod 755 "$temp"
    $as_nobody "$temp/entente" --version >/dev/null 2>&1 || as_nobody=none
fi
if [ "$as_nobody" != none ]; then
    mkdir "$temp/closed"
    cp "$world" "$temp/closed/a.world"
    chmod 444 "$temp/closed/a.world"
    chmod 555 "$temp/closed"
    for path in "$temp/closed/a.world" "$temp/closed/new.world"; do
        $as_nobody "$temp/entente" import csv "$temp/small" -w "$path" >/dev/null 2>"$temp/error"
        [ $? -eq 3 ] || fail "$path: exit code"
        grep -q "$path" "$temp/error" || fail "$path: $(cat "$temp/error")"
    done
    $as_nobody "$temp/entente" info "$temp/closed/a.world" | grep -q attributes ||
        fail 'a world that cannot be written to cannot be read'
    [ ! -e "$temp/closed/new.world" ] || fail 'a world was made in a closed folder'
    chmod 755 "$temp/closed"
fi

# ---- a full disk: only root can mount a small one
mkdir "$temp/disk"
if [ "$(id -u)" != 0 ] || ! mount -t tmpfs -o size=1m none "$temp/disk" 2>/dev/null; then
    [ "$failures" -eq 0 ] || finish
    echo 'skipped: the full disk (it needs root to mount a small one); the rest passed'
    exit 77
fi
trap 'umount "$temp/disk"; rm -rf "$temp"' EXIT
cp "$world" "$temp/disk/a.world"
old=$(describe "$temp/disk/a.world")
for path in a.world new.world; do
    "$entente" import csv "$temp/large" -w "$temp/disk/$path" >/dev/null 2>"$temp/error"
    [ $? -eq 3 ] || fail "a full disk, $path: exit code"
    grep -q 'the disk is full' "$temp/error" || fail "a full disk, $path: $(cat "$temp/error")"
done
[ "$(describe "$temp/disk/a.world")" = "$old" ] || fail 'a full disk: the world is not as it was'
[ ! -e "$temp/disk/new.world" ] || fail 'a full disk: a new world was left behind'
finish
