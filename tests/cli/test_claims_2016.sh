# Verdicts of scenarios/claims-2016.yaml without a world, and what --strict makes of them.
source "$ENTENTE_SOURCE_DIR/tests/support.sh"
cd "$temp" || exit 1
claims=$ENTENTE_SOURCE_DIR/scenarios/claims-2016.yaml
"$ENTENTE_BINARY" claims "$claims" >text 2>err || fail "exit $?: $(cat err)"
grep -q '^  fails: The economy of the United States is crashing$' text || fail "as text: $(cat text)"
grep -q 'eu_exits †, Members that left' text || fail 'the figures of the file are not shown'
"$ENTENTE_BINARY" claims "$claims" --strict --format csv >verdicts 2>err
[ $? = 1 ] || fail '--strict: claims fail, the exit code is not 1'
[ "$(cut -d, -f3 verdicts | sort | uniq -c | tr -s ' ' | tr '\n' ';')" = ' 2 fails; 4 holds; 3 no data; 4 undecided; 1 verdict;' ] ||
    fail "verdicts: $(cut -d, -f1-3 verdicts)"
sed 's/2020: -2.16/2020: 2.16/; /^  - id: i$/,/^  - id: ii_b$/{/^  - id: ii_b$/!d}' "$claims" >less.yaml
ln -s "$ENTENTE_SOURCE_DIR/scenarios/great-powers-2016" .
"$ENTENTE_BINARY" claims less.yaml --strict >/dev/null 2>err || fail "--strict: nothing fails, exit $?: $(cat err)"
finish
