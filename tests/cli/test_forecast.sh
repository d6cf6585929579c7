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

# what a what-if hangs on does not depend on threads
for threads in 1 3; do
    "$ENTENTE_BINARY" whatif "$scenario" --futures 60 --sensitivity --table sensitivity --format csv --threads $threads -q >unsure$threads.csv
done
[ "$(wc -l <unsure1.csv)" -gt 100 ] || fail "the table sensitivity is too short"
cmp unsure1.csv unsure3.csv || fail "threads change what a what-if hangs on"

# claims in futures do not depend on threads
sed '/^claims:/a\  - {id: bound, kind: measured, statement: They are bound, test: "defense(RUS, CHN) = 1", source: made up}' "$scenario" |
    sed "s|great-powers-2016/|$(dirname "$scenario")/great-powers-2016/|g" >bound.yaml
fit=$ENTENTE_SOURCE_DIR/models/alliance-2016.json
for threads in 1 3; do
    "$ENTENTE_BINARY" whatif bound.yaml --fit "$fit" --futures 60 --table claims --format csv --threads $threads -q >claims$threads.csv
done
grep -q '^bound,as it is,fails,yes,' claims1.csv || fail "no row of the claim on the pact"
grep -q '^nato_would_be_weak,as it is,fails,no,,,,,' claims1.csv || fail "a claim that the futures do not touch has a share"
cmp claims1.csv claims3.csv || fail "threads change claims in futures"

# paths that are given are part of the question
printf 'actor,year,value,source\nCHN,2020,0.25,made up\n' >paths.csv
"$ENTENTE_BINARY" forecast bound.yaml --fit "$fit" --paths paths.csv --futures 20 --store given.db -q >given.txt
says given.txt "CHN 0.25 in 2020 (made up)" "given paths"

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
refused "futures are numbered from 1 to 200000" forecast "$scenario" --replicates 1..9223372036854775800
refused "futures are numbered from 1 to 200000" forecast "$scenario" --replicates 200001..200020
refused "give --futures or --replicates, not both" forecast "$scenario" --futures 20 --replicates 1..20
refused "--rates 'fast' is unknown" forecast "$scenario" --rates fast
refused "'XXX' is no actor of the forecast" forecast "$scenario" --of USA,XXX
refused "does not cover 1900-07-01" forecast "$scenario" --from 1900
refused "the fit is about 'defence'" whatif "$scenario" --offer CHN RUS neutrality
refused "they are tied on that day already" whatif "$scenario" --sign USA,UKG
refused "--table came goes with --observed" forecast "$scenario" --table came
refused "--table sensitivity goes with --sensitivity" whatif "$scenario" --table sensitivity
refused "--sensitivity" forecast "$scenario" --sensitivity
refused "has futures of another fit, world, day, seed or question" forecast bound.yaml --fit "$fit" --futures 20 --store given.db --resume
refused "--paths is for making futures" forecast given.db --paths paths.csv
refused "paths.csv:2: year '2020' is not in the forecast; expected 2017 to 2019" forecast bound.yaml --fit "$fit" --paths paths.csv --years 3
refused "--table claims goes with a scenario that makes claims" forecast given.db --table claims
refused "--sign names 'RUS' twice" whatif "$scenario" --sign RUS,CHN,RUS
refused "--offer names 'USA' twice" whatif "$scenario" --offer USA usa
refused "expected two actors or more" whatif "$scenario" --end USA
refused "--offer needs two values" whatif "$scenario" --offer CHN
# a world of our own: what its sizes are after the origin, also in the same year, changes nothing
own_world() { # folder, sizes of March 2000
    mkdir "$1"
    printf 'name,abb,kind,from,to\n' >"$1/actors.csv"
    printf 'actor,attribute,value,unit,from,to\n' >"$1/attributes.csv"
    for k in 1 2 3 4 5 6; do
        printf 'S%s,AA%s,state,1980,\n' $k $k >>"$1/actors.csv"
        for year in 1990 1991 1992 1993 1994 1995 1996 1997 1998 1999; do
            printf 'AA%s,size,%s,points,%s,%s\n' $k $((k * year % 7 + k)) $year $year
        done >>"$1/attributes.csv"
        printf 'AA%s,size,%s,points,2000-01-01,2000-02-29\nAA%s,size,%s,points,2000-03-01,2000-12-31\n' $k $k $k $((k + ($2 - 1) * k * k)) >>"$1/attributes.csv"
    done
    printf 'layer,a,b,from,to\npact,AA1,AA2,1985,\npact,AA1,AA3,1985,1995\npact,AA2,AA3,1990,\npact,AA4,AA5,1995,\npact,AA5,AA6,1990,1995\n' >"$1/ties.csv"
    "$ENTENTE_BINARY" import csv "$1" -w "$1.world" -q >/dev/null
}
own_world early 1
own_world late 50
printf '%s\n' 'family: logit' 'world: early.world' 'waves: [1988, 1992, 1996]' 'actors: {system: actors}' \
    'dependent: {name: pact, layer: pact}' 'effects: [edges, autoregression]' >own.yaml
"$ENTENTE_BINARY" fit own.yaml -o own.json -q --ridge 0.1 >/dev/null 2>&1 || fail "own.yaml has no fit"
for world in early late; do
    "$ENTENTE_BINARY" forecast own.json --world $world.world --from 2000-02-01 --size size --futures 40 --format csv -q >$world.csv
done
grep -q concentration early.csv || fail "no capabilities in a world of our own"
cmp early.csv late.csv || fail "sizes of after the origin change the forecast"
# without --years the steps of a tie model, of four years, are whole
"$ENTENTE_BINARY" forecast own.json --futures 40 -q >own.txt
says own.txt "from 1996-07-01 to 2008" "steps of four years"
sed 's/waves: .*/waves: [1994-01-01, 1995-01-01, 1995-04-01]/' own.yaml >quarter.yaml
"$ENTENTE_BINARY" fit quarter.yaml -o quarter.json -q --ridge 0.1 >/dev/null 2>&1 || fail "quarter.yaml has no fit"
refused "are 0.246 years apart; futures of a tie model go by whole years" forecast quarter.json
# where nothing happened there is no score
"$ENTENTE_BINARY" forecast own.json --futures 40 --years 4 --observed -q >own.txt
! grep -qi 'nan' own.txt || fail "a score without a meaning is shown as nan"
says own.txt "how it has fared" "a comparison"

refused "--years is for making futures; those of a file are made" forecast one.db --years 5
refused "--observed is for making futures" forecast one.db --observed
head -c 3000 one.db >cut.db
refused "cut.db" forecast cut.db
echo '{"command": "run"}' >run.json
refused "not a fit" forecast run.json
finish
