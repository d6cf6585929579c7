# The shipped scenarios on the world of the real files: the verdicts of claims-2016.yaml are those of the table
# of claims, and what a run says of similarity and triads is what the commands for these say.
source "$ENTENTE_SOURCE_DIR/tests/support.sh"
need_data
cd "$temp" || exit 1
scenarios=$ENTENTE_SOURCE_DIR/scenarios
"$ENTENTE_BINARY" import all "$ENTENTE_DATA" -w all.world -q >log 2>&1 || { fail "import: $(cat log)"; finish; }

# ---- claims ----
cat >expected <<'END'
i fails
ii_a fails
ii_b undecided
iii undecided
iv undecided
v_a holds
v_b holds
vi holds
vii undecided
viii holds
ix holds
x holds
xi undecided
END
"$ENTENTE_BINARY" claims "$scenarios/claims-2016.yaml" --world all.world --format csv 2>err |
    sed -n 's/^\([ivx_ab]*\),[a-z]*,\([a-z ]*\),.*/\1 \2/p' >actual
diff expected actual >err || fail "verdicts: $(cat err)"

# ---- a run on 2012-07-01 ----
"$ENTENTE_BINARY" run "$scenarios/great-powers-2016.yaml" --world all.world --on 2012-07-01 \
    --html page.html --format json -o run.json >/dev/null 2>err || fail "run: $(cat err)"

s=$("$ENTENTE_BINARY" similarity all.world RUS CHN --on 2012-07-01 --measure s --format csv | sed -n '2s/.*,//p')
run=$(awk '/"s_before": \[/ { getline; gsub(/[ ,]/, ""); print; exit }' run.json)
[ -n "$s" ] && awk "BEGIN { exit !($s == $run) }" || fail "S of Russia and China: $run, in entente similarity $s"

# tense and balanced triads: from the columns +++ ++- +-- --- of entente balance
"$ENTENTE_BINARY" balance all.world --on 2012-07-01 --plus alliance:defense --minus rivalry --of all \
    --table years --format csv >balance.csv 2>err || fail "balance: $(cat err)"
triads=$(awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i }
                  NR == 2 { print $at["ppp"] + $at["pmm"], $at["ppm"] + $at["mmm"] }' balance.csv)
run=$(awk '/"triads": \{/ { on = 1 } on && /"balanced":/ { b = $2 } on && /"tense":/ { print b + 0, $2 + 0; exit }' run.json)
[ -n "$triads" ] && [ "$triads" = "$run" ] || fail "balanced and tense triads: $run, in entente balance $triads"
finish
