# entente forecast, merge, whatif: killed at any moment it goes on with the same bytes; ranges are put together; threads do not
# matter; nothing later than the origin is used; wrong use is said.
source "$ENTENTE_SOURCE_DIR/tests/support.sh"
scenario=$ENTENTE_SOURCE_DIR/scenarios/great-powers-2016.yaml
cd "$temp"

rows() { # of an answer as CSV, which has no times in it
    "$ENTENTE_BINARY" forecast "$1" --table "${2:-forecast}" --format csv -q
}

# killed
"$ENTENTE_BINARY" forecast "$scenario" --futures 2000 --store whole.db -q >whole.txt
for after in 0.1 0.3 0.2 0.25; do
    "$ENTENTE_BINARY" forecast "$scenario" --futures 2000 --store killed.db --resume -q >/dev/null 2>&1 &
    sleep "$after"
    kill -9 $! 2>/dev/null || true
    wait $! 2>/dev/null || true
done
"$ENTENTE_BINARY" forecast "$scenario" --futures 2000 --store killed.db --resume -q >killed.txt
cmp whole.txt killed.txt || fail "a run that was killed and went on has another answer"
for table in forecast born ended partners pairs; do
    [ "$(rows whole.db $table)" = "$(rows killed.db $table)" ] || fail "table $table differs after kill -9"
done

# ranges and threads
"$ENTENTE_BINARY" forecast "$scenario" --replicates 1..200 --store one.db --threads 1 -q >/dev/null
"$ENTENTE_BINARY" forecast "$scenario" --replicates 201..400 --store two.db --threads 3 -q >/dev/null
"$ENTENTE_BINARY" forecast "$scenario" --futures 400 --store both.db -q >/dev/null
"$ENTENTE_BINARY" merge two.db one.db -o all.db >/dev/null
[ "$(rows both.db pairs)" = "$(rows all.db pairs)" ] || fail "files put together differ from one run"

# refused
refused() { # what is expected, arguments ...
    local expected=$1 said
    shift
    said=$("$ENTENTE_BINARY" "$@" 2>&1 >/dev/null) && fail "'$*' was not refused"
    [[ $said == *"$expected"* ]] || fail "'$*' says '$said'; expected '$expected'"
}
refused "is there already" merge one.db two.db -o all.db
refused "futures 1 to 20 are in" merge one.db both.db -o more.db
[ ! -e more.db ] || fail "a merge that failed has left a file"
refused "is there already; --resume goes on with it" forecast "$scenario" --store one.db
refused "has futures of another fit, world, day, seed or question" forecast "$scenario" --store one.db --resume --seed 2
refused "no file of futures" merge "$scenario" -o x.db
refused "expected multiples of 20" forecast "$scenario" --futures 30
refused "is no range; expected FIRST..LAST" forecast "$scenario" --replicates 5
refused "give --futures or --replicates, not both" forecast "$scenario" --futures 20 --replicates 1..20
refused "--rates 'fast' is unknown" forecast "$scenario" --rates fast
refused "'XXX' is no actor of the forecast" forecast "$scenario" --of USA,XXX
refused "does not cover 1900-07-01" forecast "$scenario" --from 1900
refused "the fit is about 'defence'" whatif "$scenario" --offer CHN RUS neutrality
refused "they are tied on that day already" whatif "$scenario" --sign USA,UKG
refused "--sign names 'RUS' twice" whatif "$scenario" --sign RUS,CHN,RUS
refused "--offer names 'USA' twice" whatif "$scenario" --offer USA usa
refused "expected two actors or more" whatif "$scenario" --end USA
refused "--offer needs two values" whatif "$scenario" --offer CHN
head -c 3000 one.db >cut.db
refused "cut.db" forecast cut.db
echo '{"command": "run"}' >run.json
refused "not a fit" forecast run.json
finish
