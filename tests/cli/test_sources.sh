# The commands about sources as a user meets them: exit codes, files that are not to be changed, the line on
# terms of use.
source "$ENTENTE_SOURCE_DIR/tests/support.sh"
cd "$temp" || exit 1

mkdir own cow
printf 'name,abb\nAland,A\n' >own/actors.csv
printf 'actor,attribute,value,unit,from,to\nA,gdp,1,euro,2000,2000\n' >own/attributes.csv
"$ENTENTE_BINARY" import csv own -w a.world --source first -q >/dev/null || fail 'import'
sed 's/,1,/,2,/' own/attributes.csv >changed.csv && mv changed.csv own/attributes.csv
"$ENTENTE_BINARY" import csv own -w a.world --source second -q >/dev/null || fail 'import'

# ---- sources, cite ----
expect 0 'sources' sources a.world
says out 'first' 'sources'
expect 0 'sources as CSV' sources a.world --format csv
[ "$(head -1 out)" = 'source,version,title,from,to,layout,rows,file,sha256,restricted,terms' ] ||
    fail "the columns of sources: $(head -1 out)"
[ "$(wc -l <out)" = 5 ] || fail "two files of each source: $(cat out)"
expect 0 'citations' cite a.world
expect 0 'BibTeX' cite a.world second --bibtex
says out '@misc{second,' 'BibTeX'
expect 2 'an unknown source' cite a.world third
expect 2 '--bibtex is a format' cite a.world --bibtex --format json
expect 2 'a world that is not there' sources nowhere.world

# ---- prefer ----
before=$(sha256sum <a.world)
expect 0 'the order is shown' prefer a.world
[ "$before" = "$(sha256sum <a.world)" ] || fail 'showing the order does not change the world'
expect 0 'another source first' prefer a.world gdp second
expect 0 'a bare name' get a.world value A gdp 2000
[ "$(head -1 out)" = '2 euro' ] || fail "gdp is of second: $(cat out)"
says out 'gdp = gdp@second (of 2; entente prefer changes that)' 'a bare name says what it meant'
expect 0 'a qualified name' get a.world value A gdp@first 2000
grep -q 'entente prefer' out && fail 'a qualified name needs no such line'
expect 0 'back' prefer a.world gdp --reset
expect 0 'a bare name' get a.world value A gdp 2000
[ "$(head -1 out)" = '1 euro' ] || fail "gdp is of first again: $(cat out)"
expect 2 'an unknown name' prefer a.world gpd second
says err "did you mean 'gdp'" 'an unknown name'
expect 2 'an unknown source' prefer a.world gdp third
says err 'gdp@first' 'an unknown source'
expect 2 'no world is made' prefer new.world gdp first
[ -e new.world ] && fail 'prefer makes no world'
if [ "$(id -u)" != 0 ]; then # nothing is read-only for root
    chmod 444 a.world
    expect 3 'a world that may not be written' prefer a.world gdp second
    chmod 644 a.world
fi

# ---- diff ----
expect 1 'two sources that differ' diff a.world --between first second
says out 'gdp' 'diff'
expect 2 'one source is not enough' diff a.world --between first
expect 2 'between and two worlds' diff a.world a.world --between first second
expect 2 'one world is not enough' diff a.world
expect 2 'a tolerance that is no number' diff a.world --between first second --tolerance much
cp a.world b.world
expect 0 'two worlds that are the same' diff a.world b.world
says out 'They are the same' 'diff'
"$ENTENTE_BINARY" prefer b.world gdp second >/dev/null
expect 1 'another order' diff a.world b.world
expect 1 'CSV has every row' diff a.world --between first second --format csv
[ "$(sed -n 2p out)" = 'attribute,gdp,changed,A,,,2000-01-01,2000-12-31,1,2' ] ||
    fail "the row that differs: $(cat out)"

# ---- many rows of a source that may not be passed on ----
{
    echo 'stateabb,ccode,statenme,styear,stmonth,stday,endyear,endmonth,endday,version'
    for ((i = 1; i <= 120; i++)); do
        printf 'A%02X,%d,Made up %d,1900,1,1,2016,12,31,2016\n' $i $((800 + i)) $i
    done
} >cow/states2016.csv
"$ENTENTE_BINARY" import all cow -w c.world -q >out 2>err || fail "import of made-up states: $(cat err)"
expect 0 'on the screen' get c.world states --on 2000-01-01
[ -s err ] && fail "a list on the screen needs no word on terms: $(cat err)"
expect 0 'as a file' get c.world states --on 2000-01-01 -o states.txt
says err '120 rows of cow-states-2016' 'many rows as a file'
says err 'no redistribution' 'many rows as a file'
[ "$(wc -l <err)" = 1 ] || fail 'one line'
expect 0 'as JSON' get c.world states --on 2000-01-01 --format json
says out '"terms"' 'JSON has the terms'
expect 0 'one value' get c.world actor A01 --format json
[ -s err ] && fail "few rows need no word on terms: $(cat err)"
finish
