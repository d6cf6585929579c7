# entente states and entente dyads as a user meets them.
source "$ENTENTE_SOURCE_DIR/tests/support.sh"
cd "$temp" || exit 1

mkdir files
for file in cow/states2016.csv cow/majors2016.csv cow/NMC-70-abridged.csv cow/contdir.csv cow/atop5_1ddyr.csv; do
    cp "$ENTENTE_SOURCE_DIR/tests/fixtures/$file" files
done
expect 0 'import' import all files -w t.world

# rows and columns
expect 0 'states' states t.world --with names,milex --from 1914 --to 1914
[ "$(head -1 out)" = ccode,stateabb,statename,year,milex ] || [ "$(head -1 out)" = ccode,year,stateabb,statename,milex ] ||
    fail "header of states: $(head -1 out)"
says out '11,1914,ALD,Aldora,700' 'states'
expect 0 'dyads' dyads t.world --directed --from 2000 --to 2000 --with atop_defense --where 'ccode1 = 11 and ccode2 = 14'
[ "$(cat out)" = "$(printf 'ccode1,ccode2,year,atop_defense\n11,14,2000,1')" ] || fail "dyads: $(cat out)"
expect 0 'no rows' dyads t.world --where 'year = 1815'
[ "$(cat out)" = ccode1,ccode2,year ] || fail "a table without rows has its header: $(cat out)"
expect 0 'no rows in blocks' dyads t.world --where 'year = 1815' --stream
[ "$(cat out)" = ccode1,ccode2,year ] || fail "a table without rows has its header: $(cat out)"
expect 0 'by month' states t.world --by month --from 1990 --to 1990 --states WMK
[ "$(tail -1 out)" = 15,1990,10 ] || fail "by month: $(tail -1 out)"
expect 0 'relevant' dyads t.world --only relevant --from 1950 --to 1950
[ "$(wc -l <out)" -eq 4 ] || fail "relevant: $(cat out)"

# files
expect 0 'plain' dyads t.world --directed --with nmc,contiguity -o d.csv
expect 0 'packed' dyads t.world --directed --with nmc,contiguity -o d.csv.gz --stream
gzip -dc d.csv.gz | cmp -s - d.csv || fail 'the packed file is another one'
[ ! -s out ] || fail 'nothing is printed beside -o'
expect 0 'database' dyads t.world --directed --with nmc,contiguity -o d.sqlite
expect 0 'another table' states t.world --with names -o d.sqlite:people
expect 0 'replaced' states t.world --with names,majors -o d.sqlite:people
if command -v sqlite3 >/dev/null; then
    [ "$(sqlite3 d.sqlite 'SELECT count(*), count(milex1), max(conttype) FROM dyads')" = \
      "$(awk -F, 'NR > 1 { n++; m += $4 != ""; if ($NF > c) c = $NF } END { print n "|" m "|" c }' d.csv)" ] ||
        fail 'the table in the database is another one'
    [ "$(sqlite3 d.sqlite "SELECT stateabb FROM people WHERE ccode = 11 AND year = 1950")" = ALD ] || fail 'people'
    sqlite3 d.sqlite 'SELECT cowmaj FROM people' >/dev/null || fail 'a table of the same name is replaced'
fi

# codebook
expect 0 'codebook' dyads t.world --with nmc,atop --codebook book.json -o d.csv
says book.json '"name": "milex1"' 'codebook'
says book.json '"source": "milex@nmc-7.0"' 'codebook'
says book.json '"unit": "thousand current pounds sterling to 1913, thousand current US dollars since 1914"' 'codebook'
says book.json '"bibtex": "@' 'codebook'
says book.json '"rules_like": null' 'codebook'
expect 0 'codebook as Markdown' dyads t.world --with nmc,atop --like peacesciencer --codebook book.md -o d.csv
says book.md '| `atop_defense` | owes defence | 0, 1 | alliance@atop-5.1 |' 'codebook as Markdown'
says book.md 'rules like peacesciencer' 'codebook as Markdown'
says book.md '| `ccode1` | code of the state, Correlates of War |  | cow@cow-states-2016 |' 'the source of keys'
says book.md '- `cow-states-2016`: ' 'the list of states is cited'
expect 0 'what was asked for' dyads t.world --from 1950 --to 1960 --only relevant --where 'year > 1951' --codebook book.md -o d.csv
says book.md 'system `cow` from 1950 to 1960, politically relevant, where `year > 1951`.' 'codebook as Markdown'
says book.md '```bibtex' 'codebook as Markdown'

# what is refused leaves no file behind
refuse() { # code, text, argument ...
    local code=$1 text=$2
    shift 2
    rm -f x.csv
    expect "$code" "$text" "$@" -o x.csv
    says err "$text" "$*"
    [ ! -e x.csv ] || fail "a file was left: $*"
}
refuse 2 "did you mean 'contiguity'?" dyads t.world --with contigity
refuse 2 'year 2020: who is a state is known from 1900 to 2016' states t.world --to 2020
refuse 2 'import it: ' dyads t.world --with trade
refuse 2 "'19x' is not a year" states t.world --from 19x
refuse 2 "--by 'week' is unknown" states t.world --by week
refuse 2 "--only 'majors' is unknown" dyads t.world --only majors
refuse 2 "--like 'eugene' is unknown" dyads t.world --like eugene
refuse 2 '--where: expected a number' dyads t.world --where 'year >'
refuse 2 'expected: entente dyads' dyads
refuse 2 "--states 'ALD' is one state" dyads t.world --states ALD
refuse 2 'import it: gw_states.csv' dyads t.world --system gw
refuse 2 'import them: cow_gw_spells.csv' states t.world --with codes
refuse 2 "'x.csv' is the table itself" states t.world --codebook x.csv
refuse 2 "expected a name that ends in .json or .md" states t.world --codebook book.txt
[ ! -e book.txt ] || fail 'a codebook of no known kind was written'
expect 2 'a world is no place' states t.world -o t.world
cp t.world w.db
expect 2 'a world is no place for a table' states t.world -o w.db:x
says err 'is an Entente world' 'a world is no place for a table'
cmp -s t.world w.db || fail 'the world was changed'
echo 'no database' >n.db
expect 2 'no database' states t.world -o n.db
says err 'no SQLite database' 'no database'
expect 3 "no such place" states t.world -o /proc/nowhere/x.csv

# the lists of the help
expect 0 'help' dyads --help
says out 'capital-distance' 'help'
[ "$(grep -c '^  codes ' out)" -eq 1 ] || fail 'a group is listed twice'
"$ENTENTE_BINARY" dyads t.world --directed --from 2000 --to 2000 2>err | head -1 >out
[ "$(cat out)" = ccode1,ccode2,year ] && [ ! -s err ] || fail "head: $(cat out err)"

# the terms of sources are named where many rows are written
expect 0 'terms' states t.world --with nmc -o x.csv
says err 'rows of cow-states-2016, ' 'terms'
says err ' of nmc-7.0: for your own use (Correlates of War terms' 'terms'
[ "$(wc -l <err)" -eq 1 ] || fail "terms: $(cat err)"
expect 0 'few rows' states t.world --with nmc --from 1914 --to 1914 -o x.csv
[ ! -s err ] || fail "terms of few rows: $(cat err)"

# a full disk, as far as a test can make one: no file may grow beyond 20 KB
for file in full.csv full.csv.gz full.sqlite; do
    (trap '' XFSZ; ulimit -f 20; exec "$ENTENTE_BINARY" dyads t.world --directed --by month --with nmc -o $file) 2>err
    [ $? -eq 3 ] || fail "a full disk, $file: the exit code"
    says err "cannot write '$file': " 'a full disk'
    [ -z "$(ls full.* 2>/dev/null)" ] || fail "a full disk left $(ls full.*)"
done

# Ctrl-C while rows are written
rm -f x.csv*
"$ENTENTE_BINARY" dyads t.world --directed --by day --with nmc,contiguity,atop -o x.csv.gz 2>err &
stopped=$!
for _ in $(seq 300); do
    [ -s x.csv.gz.$stopped.part ] && break
    sleep 0.1
done
kill -INT $stopped
wait $stopped
[ $? -eq 3 ] || fail 'Ctrl-C: the exit code'
says err 'stopped while writing rows; nothing was changed' 'Ctrl-C'
[ -z "$(ls x.csv* 2>/dev/null)" ] || fail "Ctrl-C left $(ls x.csv*)"
finish
