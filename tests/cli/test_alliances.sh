# entente alliances as a user meets it.
source "$ENTENTE_SOURCE_DIR/tests/support.sh"
cd "$temp" || exit 1

mkdir files
for file in cow/states2016.csv cow/majors2016.csv cow/contdir.csv alliances/NMC-70-abridged.csv cow/atop5_1ddyr.csv \
    alliances/alliance_v4.1_by_member.csv alliances/alliance_v4.1_by_directed.csv; do
    cp "$ENTENTE_SOURCE_DIR/tests/fixtures/$file" files
done
expect 0 'import' import all files -w a.world

# units
expect 0 'alliances' alliances a.world --from 1990 --to 1990 --with members,bloc_cinc
[ "$(cat out)" = "$(printf '%s\n' \
    'alliance,treaty,year,members,members_end,members_most,joined,left,members_outside,regions,member_names,joined_names,left_names,bloc_cinc' \
    '7,cow:7,1990,4,3,3,1,1,0,1,ALD;DRM;WMK;UMK,UMK,WMK,0.65')" ] || fail "alliances: $(cat out)"
expect 0 'members' alliances a.world --unit member --from 1990 --to 1990 --with own_defense,cinc --where 'ccode = 14'
[ "$(cat out)" = "$(printf '%s\n' 'alliance,treaty,ccode,year,own_defense,cinc' '7,cow:7,14,1990,0,0.1')" ] ||
    fail "members: $(cat out)"
expect 0 'pairs' alliances a.world --unit dyad --directed --from 1931 --to 1931 --with owes_neutrality,conttype
[ "$(wc -l <out)" -eq 3 ] || fail "pairs: $(cat out)"
[ "$(head -1 out)" = alliance,treaty,ccode1,ccode2,year,owes_neutrality1,owes_neutrality2,conttype ] ||
    fail "header of pairs: $(head -1 out)"
expect 0 'no rows' alliances a.world --where 'year = 1925'
[ "$(cat out)" = alliance,treaty,year ] || fail "a table without rows has its header: $(cat out)"

# files
expect 0 'plain' alliances a.world --unit member --with membership,bloc -o m.csv
expect 0 'packed in blocks' alliances a.world --unit member --with membership,bloc -o m.csv.gz --stream
gzip -dc m.csv.gz | cmp -s - m.csv || fail 'the packed file is another one'
expect 0 'database' alliances a.world --unit member --with membership,bloc -o m.sqlite
expect 0 'database' alliances a.world --with members -o m.sqlite
if command -v sqlite3 >/dev/null; then
    [ "$(sqlite3 m.sqlite 'SELECT count(*), sum(joins) FROM members')" = \
      "$(awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == "joins") j = i } NR > 1 { n++; s += $j } END { print n "|" s }' m.csv)" ] ||
        fail 'the table in the database is another one'
    [ "$(sqlite3 m.sqlite "SELECT member_names FROM alliances WHERE alliance = 9 AND year = 1919")" = 'ALD;CST' ] ||
        fail 'the table of alliances stands beside it'
fi

# codebook
expect 0 'codebook' alliances a.world --with bloc --codebook book.json -o a.csv
says book.json '"unit": "alliance"' 'codebook'
says book.json '"name": "bloc_cinc"' 'codebook'
says book.json '"source": "cinc@nmc-7.0, treaty@cow-alliance-4.1"' 'codebook'
expect 0 'codebook' alliances a.world --with bloc --codebook book.md -o a.csv
says book.md '78 rows: alliances by year' 'codebook as Markdown'

# refusals
expect 2 'unit' alliances a.world --unit pair
says err "--unit 'pair' is unknown; expected alliance, member, dyad" 'unit'
expect 2 'directed' alliances a.world --directed
says err '--directed goes with --unit dyad' 'directed'
expect 2 'pairs only' alliances a.world --source atop-5.1
says err 'not by which treaty' 'pairs only'
expect 2 'group of another table' alliances a.world --with nmc
says err "entente alliances --unit member" 'group of another table'
expect 2 'years' alliances a.world --to 2016
says err 'who is allied is known from 1900 to 2012' 'years'
expect 2 'no such series' alliances a.world --with regimes
says err 'democracy_ccode.csv' 'no such series'
expect 0 'help' alliances --help
says out 'pledges' 'help'
