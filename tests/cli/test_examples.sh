# Every example in --help does what it says: on the fixtures, and on the real files if they are there.
source "$ENTENTE_SOURCE_DIR/tests/support.sh"
cd "$temp" || exit 1
mkdir my-data bin
printf 'name\nAland\n' >my-data/actors.csv
ln -s "$ENTENTE_SOURCE_DIR/scenarios" scenarios
ln -s "$ENTENTE_SOURCE_DIR/tests/fixtures/maps/V-Dem-CY-Core-v15.csv" .
printf 'ccode,year,n\n2,2010,47\n' >ports.csv
cat >ports.yaml <<'END'
source: {name: ports, version: "1", title: Sea ports, citation: made up, terms: none}
actor: {column: ccode, scheme: cow}
year: year
attributes: {ports: {column: n, unit: ports}}
END
ln -s "$ENTENTE_BINARY" bin/entente
PATH=$PWD/bin:$PATH
for command in import info get run; do
    entente $command --help | sed -n '/^examples:/,$s/^  \(entente .*\)/\1/p' >>examples
done
[ "$(wc -l <examples)" -ge 12 ] || fail "only $(wc -l <examples) examples were found"

# run_examples FOLDER: what the fixtures do not hold may be refused by name, nothing else may go wrong.
run_examples() {
    rm -rf downloads ./*.world
    ln -s "$1" downloads
    while read -r example; do
        $example </dev/null >text 2>err
        local code=$?
        [ $code -eq 0 ] && continue
        [ $code -eq 2 ] && [ "$2" = partly ] &&
            grep -qE 'there is no (treaty|layer|attribute|system) |no actor (has|.* in the base)|nobody holds|not covered' err &&
            continue
        fail "$example: exit $code: $(cat err)"
    done <examples
}

run_examples "$ENTENTE_SOURCE_DIR/tests/fixtures/cow" partly
real=${ENTENTE_DATA:-$ENTENTE_SOURCE_DIR/../shared/data}
if [ -d "$real" ]; then
    run_examples "$(cd "$real" && pwd)" whole
else
    echo 'the real files are not there: examples were run on the fixtures only'
fi
finish
