# entente dynamics as a user meets it.
source "$ENTENTE_SOURCE_DIR/tests/support.sh"
cd "$temp" || exit 1

# three friends but for one pair: the only triad is tense, U = 1, and any change of a sign mends it
printf 'from,to,sign\nA,B,1\nA,C,1\nB,C,-1\n' >three.csv
expect 0 'three actors' dynamics three.csv --format csv
says out 'triads,tense,energy,balanced,jammed,strict' 'three actors'
says out '1,1,1,0,0,0' 'three actors'
expect 0 'text' dynamics three.csv --draws 50
says out '1 of 1 triads are tense, energy 1: not jammed' 'text'
says out '50 runs by the constrained rule, of at most 100000 steps, seed 1' 'text'
expect 0 'runs' dynamics three.csv --draws 50 --rule local --p 1 --format csv
says out 'balanced,1,0' 'runs'
says out 'steps,1,0' 'runs'
expect 0 'ends' dynamics three.csv --draws 50 --rule local --p 1 --table ends --format csv
says out '1,50,1,balanced,-1,A;B;C' 'ends'

# the same bytes with any number of threads
awk 'BEGIN { print "from,to,sign"; for (a = 1; a < 12; a++) for (b = a + 1; b <= 12; b++) print a "," b "," ((a * b) % 3 ? 1 : -1) }' >twelve.csv
for threads in 1 3; do
    expect 0 'threads' dynamics twelve.csv --draws 500 --seed 7 --threads $threads --table ends --format csv -o ends.$threads
done
cmp -s ends.1 ends.3 || fail 'ends differ with the number of threads'

# the flow of two friends of weight 2: t* = 1/2, X(1/4) = 4/3 and 8/3
printf 'from,to,weight\nA,B,2\n' >two.csv
expect 0 'flow' dynamics two.csv --flow --at 0.25 --format csv
says out 'A,A,1.333333' 'flow'
says out 'A,B,2.666666' 'flow'
expect 0 'text of the flow' dynamics two.csv --flow
says out 'ties grow without bound at t* = 0.5' 'text of the flow'
says out 'faction 1 (2): A B' 'text of the flow'
expect 2 'after t*' dynamics two.csv --flow --at 0.5
says err '--at: at 0.5 there are no ties any more: they grow without bound at 0.5' 'after t*'
printf 'from,to,sign\nA,B,-1\nA,C,-1\nB,C,-1\n' >foes.csv
expect 0 'no factions' dynamics foes.csv --flow
says out 'several eigenvectors lead' 'no factions'

# what is wrong is said
printf 'from,to,sign\nA,B,1\nB,C,1\n' >path.csv
expect 2 'a missing pair' dynamics path.csv
says err "path.csv: pairs without a tie: 1, the first 'A' and 'C'; triads need all: expected --missing friend or --missing foe" 'a missing pair'
expect 0 'friends' dynamics path.csv --missing friend
says out 'pairs without: 1, taken as friends' 'friends'
expect 0 'a missing pair of the flow' dynamics path.csv --flow
says out 'nothing is said of triads' 'a missing pair of the flow'
expect 2 'a missing pair of runs' dynamics path.csv --flow --draws 2
expect 2 'an unknown rule for pairs' dynamics path.csv --missing x
says err "--missing 'x' is unknown; expected friend, foe, refuse" 'an unknown rule for pairs'
expect 2 'an unknown rule' dynamics three.csv --draws 2 --rule x
says err "--rule 'x' is unknown; expected local, constrained" 'an unknown rule'
expect 2 'no probability' dynamics three.csv --draws 2 --rule local --p 2
says err "--p '2' is no number from 0 to 1" 'no probability'
expect 2 'no steps' dynamics three.csv --draws 2 --steps 0
expect 2 'a rule without runs' dynamics three.csv --rule local
says err 'go with --draws' 'a rule without runs'
expect 2 'a probability of the other rule' dynamics three.csv --draws 2 --p 0.5
says err '--p goes with --rule local' 'a probability of the other rule'
expect 2 'a time without a flow' dynamics three.csv --at 1
says err '--at goes with --flow' 'a time without a flow'
expect 2 'a table that is not there' dynamics three.csv --table ends --format csv
says err "--table 'ends' is not in this answer" 'a table that is not there'
expect 2 'no file' dynamics none.csv

# the reference's numbers: tribes of the Eastern Central Highlands (SPEC of blocs, section 4)
folder=${ENTENTE_DATA:-$ENTENTE_SOURCE_DIR/../shared/data}/../reference/blocs
if [ -d "$folder" ]; then
    expect 0 'tribes' dynamics "$folder/tribes_edges.csv" --flow --format json
    says out '"time": 0.1542405791' 'tribes'
    expect 0 'tribes' dynamics "$folder/tribes_edges.csv" --flow
    says out '(4): Gama Gavev Kotun Nagad' 'tribes'
else
    echo 'the reference is not there: its example is skipped'
fi

expect 0 'help' dynamics --help
says out 'tables: state, runs, ends, factions, matrix' 'help'
ln -s "$ENTENTE_BINARY" entente
PATH=$temp:$PATH
source "$ENTENTE_SOURCE_DIR/scripts/entente.bash-completion"
compopt() { :; }
COMP_WORDS=(entente dynamics three.csv --missing fr) COMP_CWORD=4
_entente
[ "${COMPREPLY[*]}" = friend ] || fail "completion of --missing: ${COMPREPLY[*]}"
COMP_WORDS=(entente dynamics three.csv --rule c) COMP_CWORD=4
_entente
[ "${COMPREPLY[*]}" = constrained ] || fail "completion of --rule: ${COMPREPLY[*]}"
COMP_WORDS=(entente dynamics th) COMP_CWORD=2
_entente
[[ " ${COMPREPLY[*]} " == *' three.csv '* ]] || fail "completion of a file: ${COMPREPLY[*]}"
finish
