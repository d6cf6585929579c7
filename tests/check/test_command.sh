# entente check as a user meets it: exit codes, formats, the page, a damaged file. The world is made of the
# made-up files in the layouts of the projects.
source "$ENTENTE_SOURCE_DIR/tests/support.sh"
cd "$temp" || exit 1
export LC_ALL=C

expect 0 'the import' import all "$ENTENTE_SOURCE_DIR/tests/fixtures/cow" -w made.world

# ---- the report ----
expect 0 'a world without errors' check made.world --html made.html
says out 'made.world: the file is whole; ' 'the head'
says out 'WHAT IS COVERED' 'the picture'
says out 'all rows: entente check made.world --rows ' 'how to see the rows'
[ "$(awk 'length > 100' out | grep -vc 'entente check')" -eq 0 ] || fail "lines over 100: $(awk 'length > 100' out | head -3)"
LC_ALL=C grep -q '[^ -~]' out && fail "not plain in the locale C: $(LC_ALL=C grep -m1 '[^ -~]' out)"
LC_ALL=C.UTF-8 "$ENTENTE_BINARY" check made.world >blocks
says blocks '█' 'blocks where UTF-8 is shown'
says made.html '<svg class="heat"' 'the page'
says made.html 'Content-Security-Policy' 'the page'
grep -qi '<script\|http-equiv="refresh"\|src=' made.html && fail 'the page is not self-contained'
for check in $(sed -n 's/.* --rows //p' out | sort -u); do
    expect 0 "the rows of $check" check made.world --rows "$check"
    [ "$(wc -l <out)" -gt 2 ] || fail "no rows of $check"
done

# ---- formats ----
expect 0 'findings as CSV' check made.world --format csv
says out 'check,kind,source,count,unit,text' 'findings as CSV'
expect 0 'rows as CSV' check made.world --rows overlap --format csv
says out 'finding,check,source,from,to,a,b,treaty,first,second,third,note' 'rows as CSV'
expect 0 'JSON' check made.world --format json -o made.json
says made.json '"command": "check"' 'JSON'
says made.json '"nothing_found"' 'JSON'
"$ENTENTE_BINARY" check made.world --format json | sed '/^  "run"/,$d' >first
"$ENTENTE_BINARY" check made.world --format json | sed '/^  "run"/,$d' >second
cmp -s first second || fail 'two reports of one world differ'

# ---- what cannot be true ----
mkdir own
printf 'name,abb\nAland,A\n' >own/actors.csv
printf 'actor,attribute,value,unit,from,to\nA,milex,-5,million euro,2000,2000\nA,milex,5,million euro,2001,2001\n' >own/attributes.csv
expect 0 'own data' import csv own -w own.world
expect 1 'a negative value is an error' check own.world
says out 'ERRORS: cannot be true' 'a negative value'
says out 'it cannot be negative' 'a negative value'
expect 0 'another check finds nothing' check own.world --only overlap,pairs
expect 1 'its rows' check own.world --rows impossible --format csv
says out ',-5,' 'its rows'

# ---- wrong use, damage ----
expect 2 'no such check' check own.world --only overlaps
says err "did you mean overlap?" 'no such check'
expect 2 'both' check own.world --only overlap --rows overlap
expect 2 'no world' check nowhere.world
expect 2 'not a world' check own/actors.csv
size=$(stat -c %s made.world)
damage() { # OFFSET: overwrite a stretch in a copy
    cp made.world damaged.world
    printf 'XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX' |
        dd of=damaged.world bs=1 seek="$1" conv=notrunc status=none
}
found=0
for part in 2 3 4 5 6 7 8 9; do
    damage $((size / 10 * part / 4096 * 4096))
    "$ENTENTE_BINARY" check damaged.world >out 2>err
    code=$?
    if [ $code -eq 3 ] && grep -q 'damaged' err; then
        found=$((found + 1))
    else
        [ $code -lt 4 ] || fail "damage at $part tenths: exit $code"
    fi
done
[ $found -ge 7 ] || fail "only $found of 8 damaged pages were found"
if command -v sqlite3 >/dev/null; then
    cp made.world links.world
    sqlite3 links.world 'UPDATE spell SET treaty = 99999 WHERE treaty = 1'
    expect 3 'a spell that names no treaty' check links.world
    says err 'a spell names a treaty that is not there' 'a spell that names no treaty'
fi
finish
