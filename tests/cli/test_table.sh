# `entente import table`: what it needs, what it says, and that a failed one leaves no world behind.
source "$ENTENTE_SOURCE_DIR/tests/support.sh"
cd "$temp" || exit 1
maps=$ENTENTE_SOURCE_DIR/tests/fixtures/maps
entente() { "$ENTENTE_BINARY" "$@"; }

refused() { # what, message, arguments...
    local what=$1 message=$2
    shift 2
    entente "$@" >out 2>err
    [ $? -eq 2 ] || fail "$what: the exit code is not 2"
    grep -qF -- "$message" err || fail "$what: '$message' is not said: $(cat err)"
}

entente import all "$maps/states2016.csv" -w states.world >out || fail 'import of the states'
refused 'no map' 'say how the table is read: --map NAME|FILE' import table "$maps/p5v2018.csv" -w states.world
refused 'a map that nobody knows' 'there is no map' import table "$maps/p5v2018.csv" --map polity6 -w states.world
refused 'a map elsewhere' '--map goes with import table' import all "$maps" --map polity5 -w states.world
refused 'a source' '--source goes with import csv' import table a.csv --map vdem --source x -w states.world
refused 'no table' "cannot open 'nowhere.csv'" import table nowhere.csv --map vdem -w new.world
[ -e new.world ] && fail 'a failed import leaves a world behind'
refused 'the wrong map' "has no column 'COWcode'" import table "$maps/p5v2018.csv" --map vdem -w states.world

entente import table "$maps/p5v2018.csv" --map polity5 -w states.world >out 2>err || fail "polity5: $(cat err)"
grep -q 'imported' out || fail "no report: $(cat out)"
entente import table "$maps/p5v2018.csv" --map polity5 -w states.world >out 2>err || fail "again: $(cat err)"
grep -q 'already there' out || fail "the same table is read twice: $(cat out)"
[ "$(entente get states.world value KOS polity2 2009 | head -1)" = '8 scale from -10 to 10' ] ||
    fail "Kosovo 2009: $(entente get states.world value KOS polity2 2009)"
finish
