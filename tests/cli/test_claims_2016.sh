# scenarios/claims-2016.yaml on the world of the real files gives the verdicts of the table of claims, and
# --strict says by its exit code that two of them fail.
source "$ENTENTE_SOURCE_DIR/tests/support.sh"
cd "$temp" || exit 1
claims=$ENTENTE_SOURCE_DIR/scenarios/claims-2016.yaml

verdicts() { # options: "id verdict" a line
    "$ENTENTE_BINARY" claims "$claims" "$@" --format csv 2>err | sed -n 's/^\([ivx_ab]*\),[a-z]*,\([a-z ]*\),.*/\1 \2/p'
}

"$ENTENTE_BINARY" claims "$claims" >/dev/null 2>err || fail "exit $?: $(cat err)"
"$ENTENTE_BINARY" claims "$claims" --strict >/dev/null 2>err
[ $? = 1 ] || fail '--strict: claims fail, the exit code is not 1'
cat >expected <<'END'
i fails
ii_a fails
ii_b undecided
iii no data
iv undecided
v_a holds
v_b holds
vi no data
vii undecided
viii holds
ix holds
x no data
xi undecided
END
verdicts >actual
diff expected actual >err || fail "without a world: $(cat err)"

[ "$failures" = 0 ] || finish
need_data
"$ENTENTE_BINARY" import all "$ENTENTE_DATA" -w all.world -q >log 2>&1 || { fail "import: $(cat log)"; finish; }
sed -i 's/^iii .*/iii undecided/; s/^vi .*/vi holds/; s/^x .*/x holds/' expected
verdicts --world all.world >actual
diff expected actual >err || fail "with the world of all files: $(cat err)"
finish
