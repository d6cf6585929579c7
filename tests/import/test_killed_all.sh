# kill -9 at random moments of `import all`: the world stays as it was, to the last row, and the next
# import brings in all of it. ENTENTE_KILLS says how often, and with ENTENTE_LONG=1 it is the real files that are imported
# (make check-long: 50 times).
source "$ENTENTE_SOURCE_DIR/tests/support.sh"
entente=$ENTENTE_BINARY
kills=${ENTENTE_KILLS:-2}
RANDOM=20161123 # the moments are the same every time, as far as the machine keeps time

# A made-up world large enough to be hit: 200 states with capabilities for 200 years.
make_files() {
    mkdir -p "$1"
    awk 'BEGIN { print "stateabb,ccode,statenme,styear,stmonth,stday,endyear,endmonth,endday,version"
        for (i = 1; i <= 200; i++) printf "S%d,%d,State %d,1816,1,1,2016,12,31,2016\n", i, i, i }' \
        >"$1/states.csv"
    awk 'BEGIN { print "stateabb,ccode,year,milex,milper,irst,pec,tpop,upop,cinc,version"
        for (i = 1; i <= 200; i++) for (y = 1816; y <= 2015; y++)
            printf "S%d,%d,%d,%d,%d,%d,%d,%d,%d,.005,2021\n", i, i, y, i * y, i, y, i + y, 9 * i, i }' \
        >"$1/nmc.csv"
}

describe() {
    "$entente" info "$1" --format json 2>/dev/null | sed -n '/"run":/q; p'
}

# Does SQLite itself find the file whole?
sound() {
    ! command -v sqlite3 >/dev/null || [ "$(sqlite3 -readonly "$1" 'PRAGMA quick_check')" = ok ]
}

files=${ENTENTE_DATA:-$ENTENTE_SOURCE_DIR/../shared/data}
[ -n "${ENTENTE_LONG:-}" ] && [ -d "$files" ] || { files=$temp/files; make_files "$files"; }
mkdir "$temp/own"
printf 'name,abb\nAldora,ALD\nBrevia,BRV\n' >"$temp/own/actors.csv"
"$entente" import csv "$temp/own" -w "$temp/old.world" -q >/dev/null || fail 'the first import'
cp "$temp/old.world" "$temp/whole.world"
started=$(date +%s%N)
"$entente" import all "$files" -w "$temp/whole.world" -q >/dev/null || fail 'the undisturbed import'
milliseconds=$((($(date +%s%N) - started) / 1000000))

cp "$temp/old.world" "$temp/a.world"
old=$(describe "$temp/a.world")
[ -n "$old" ] || fail 'the world cannot be described'
killed=0
for ((tries = 0; killed < kills && tries < 3 * kills; tries++)); do
    moment=$((RANDOM % milliseconds))
    "$entente" import all "$files" -w "$temp/a.world" -q >/dev/null 2>&1 &
    import=$!
    sleep "$(printf '%d.%03d' $((moment / 1000)) $((moment % 1000)))"
    kill -9 $import 2>/dev/null
    wait $import 2>/dev/null
    if [ $? -ne 137 ]; then # it was done already
        cp "$temp/old.world" "$temp/a.world"
        continue
    fi
    killed=$((killed + 1))
    [ "$(describe "$temp/a.world")" = "$old" ] || fail "killed after $moment ms: another world"
    sound "$temp/a.world" || fail "killed after $moment ms: the file is damaged"
done
echo "$killed imports killed, each of $milliseconds ms"
[ $killed -eq "$kills" ] || fail "only $killed of $kills imports were killed at work"

"$entente" import all "$files" -w "$temp/a.world" -q >/dev/null || fail 'the import after the kills'
[ "$(describe "$temp/a.world")" = "$(describe "$temp/whole.world" | sed "s|whole.world|a.world|")" ] ||
    fail 'the world after the kills is not that of an undisturbed import'
finish
