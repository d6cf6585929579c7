# The command as a user meets it: exit codes, options, outputs, help.
source "$ENTENTE_SOURCE_DIR/tests/support.sh"
cd "$temp" || exit 1
scenario=$ENTENTE_SOURCE_DIR/scenarios/great-powers-2016.yaml

mkdir own
printf 'name,abb\nAland,A\nBland,B\n' >own/actors.csv
printf 'actor,attribute,value,unit\nA,gdp,1,euro\n' >own/attributes.csv
cat >small.yaml <<'EOF'
title: Small
base: {date: 2000-01-01, actors: [{name: X}], attributes: [{actor: X, attribute: gdp, value: 1}]}
blocs: [{id: x, members: [X]}]
claims: [{id: c, kind: measured, statement: s, test: gdp(x) > 2, source: none}]
EOF

# exit codes
expect 0 'an import is done' import csv own -w own.world
expect 0 'a question is answered' get own.world states --on 2000-01-01
expect 0 'a world tells what it holds' info own.world
expect 0 'a claim that fails is an answer' run small.yaml --html small.html
expect 1 'with --strict it is no' run small.yaml --html small.html --strict
expect 2 'no command' ''
expect 2 'wrong use' get own.world
expect 2 'bad input' get own.world tie alliance A Z --on 2000-01-01
expect 2 'a file that is not there' run nowhere.yaml
expect 2 'a world that is not there' get nowhere.world states --on 2000-01-01
says err 'nowhere.world' 'an error names the file'
expect 2 'a folder that is not there' import csv nowhere -w new.world
[ -e new.world ] && fail 'a failed import leaves no world behind'
mkdir full
expect 3 'an output that cannot be written' info own.world -o full
expect 2 'no world is a file of another kind' info small.yaml
"$ENTENTE_BINARY" >out 2>err
[ $? -eq 2 ] || fail 'without arguments it is wrong use'

# options
expect 0 'help' --help
cp out help
for command in run import get info sources cite prefer diff; do
    says help "  $command " 'help lists every command'
    expect 0 "help of $command" $command --help
    says out 'examples:' "help of $command"
    says out "  entente $command " "help of $command"
done
expect 0 'version' --version
says out 'entente ' 'version'
expect 2 'an unknown command' impotr
says err "did you mean 'import'?" 'an unknown command'
expect 2 'an unknown option' info own.world --fromat json
says err "did you mean --format?" 'an unknown option'
expect 2 'an option of another command' info own.world --strict
says err 'info has no option' 'an option of another command'
expect 2 'an option without its value' info own.world --format
says err '--format needs a value' 'an option without its value'
expect 2 'a value where none goes' run small.yaml --strict=no
says err '--strict takes no value' 'a value where none goes'
expect 2 'an unknown format' info own.world --format xml
says err "expected table, csv, json" 'an unknown format'
expect 2 'two times' get own.world states --on 2000-01-01 --in 2000
expect 2 'a rule without a year' get own.world states --on 2000-01-01 --rule last
expect 2 'a month is no day' get own.world states --on 2000-01
expect 0 'a year alone is its 1st of July' get own.world states --on=2000 --format json
says out '"from": "2000-07-01"' 'a year alone'
expect 0 'last day of a year' get own.world states --in 2000 --rule last --format json
says out '"from": "2000-12-31"' 'last day of a year'

# formats and outputs
expect 0 'CSV' get own.world states --on 2000-01-01 --format csv
printf 'abb,name,from,to\nA,Aland,,\nB,Bland,,\n' | cmp -s - out || fail "CSV: $(cat out)"
expect 0 'CSV of a value' get own.world value A gdp --on 2000-01-01 --format csv
printf 'value,unit,source,reason\n1,euro,own,\n' | cmp -s - out || fail "CSV of a value: $(cat out)"
expect 0 'JSON' get own.world value B gdp 2000 --format json
says out '"value": null' 'a missing value in JSON'
says out '"reason": "missing"' 'a missing value in JSON'
[ "$(sed -n 's/^  "\([a-z]*\)".*/\1/p' out | tr '\n' ' ')" = 'entente command inputs result run ' ] ||
    fail 'the keys of an answer'
expect 0 'JSON to a file' info own.world --format json -o answer.json
[ -s out ] && fail 'with -o nothing is printed'
[ "$(tail -1 answer.json)" = '}' ] || fail 'the file of -o is whole'
echo old >kept.json
expect 2 'a failure' get own.world states -o kept.json
[ "$(cat kept.json)" = old ] || fail 'a failure leaves the file of -o as it was'
[ "$(ls kept.json* .kept* 2>/dev/null | wc -l)" = 1 ] || fail 'nothing is left beside the file of -o'

# the page
rm -rf out.d && mkdir out.d && cd out.d || exit 1
"$ENTENTE_BINARY" run ../small.yaml >text 2>err || fail 'a run with its page'
[ -s out/small.html ] || fail 'the page is out/NAME.html'
grep -qF 'out/small.html' text || fail 'it says where the page is'
cd ..
expect 0 'a page elsewhere' run small.yaml --html deep/er/page.html
[ -s deep/er/page.html ] || fail '--html says where the page goes, folders are made'

# output that nobody takes
"$ENTENTE_BINARY" info own.world >/dev/full 2>err
[ $? -eq 3 ] || fail 'a full disk is exit 3'
says err 'cannot write the answer' 'a full disk'
cp own.world before.world
"$ENTENTE_BINARY" info own.world >&- 2>err
[ $? -eq 3 ] || fail 'a closed output is exit 3'
"$ENTENTE_BINARY" info own.world >&- 2>&-
[ $? -eq 3 ] || fail 'closed outputs are exit 3'
cmp -s own.world before.world || fail 'a closed output never changes the world'
# more than a pipe holds, to a reader that has gone
{ sleep 0.2; "$ENTENTE_BINARY" run "$scenario" --format json --html page.html 2>err; echo $? >code; } | :
[ "$(cat code)" = 3 ] || fail "a reader that goes away is exit 3, not $(cat code)"

finish
