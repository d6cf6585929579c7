# Every scenario that is shipped runs, and answers each of its claims.
source "$ENTENTE_SOURCE_DIR/tests/support.sh"
cd "$temp" || exit 1
count=0
for scenario in "$ENTENTE_SOURCE_DIR"/scenarios/*.yaml; do
    count=$((count + 1))
    "$ENTENTE_BINARY" run "$scenario" --format json -o answer.json --html page.html 2>err ||
        { fail "$scenario: $(cat err)"; continue; }
    [ "$(grep -c '"verdict": "\(holds\|fails\|undecided\|no data\)"' answer.json)" = \
      "$(grep -c 'kind: \(measured\|documented\)$' "$scenario")" ] || fail "$scenario: claims without verdict"
    "$ENTENTE_BINARY" run "$scenario" --html page.html >text 2>err || fail "$scenario: as text"
    [ -s text ] && [ -s page.html ] || fail "$scenario: nothing was written"
done
[ $count -gt 0 ] || fail 'there are no scenarios'
finish
