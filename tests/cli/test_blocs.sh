# entente blocs as a user meets it; the optima of the reference's windows through the command.
source "$ENTENTE_SOURCE_DIR/tests/support.sh"
cd "$temp" || exit 1

# A file: friends A-B-C, foes of D; C is torn, for it is friends with D, too.
printf 'from,to,sign\nA,B,1\nB,C,1\nA,C,1\nA,D,-1\nB,D,-1\nC,D,1\n' >torn.csv
expect 0 'a file' blocs torn.csv
says out '1 of 6 in ties are against the best blocs (proven: no others have less)' 'a file'
says out '+D' 'who is torn'
expect 0 'a file as JSON' blocs torn.csv --format json
says out '"value": 1' 'a file as JSON'
says out '"bound": 1' 'a file as JSON'
says out '"proven": true' 'a file as JSON'
expect 0 'ties against' blocs torn.csv --table ties --format csv
[ "$(tail -1 out)" = 'C,D,1,1,2' ] || fail "ties against: $(cat out)"
expect 0 'partitions' blocs torn.csv --table partitions --within 1 --format csv
[ "$(tail -1 out | cut -d, -f1)" = 3 ] || fail "partitions within 1: $(cat out)" # 1 and, with 2: C with D; all together
expect 0 'a picture' blocs torn.csv --plot torn.svg
says torn.svg 'friends in two blocs' 'a picture'
says torn.svg 'bloc 1 (3)' 'a picture'

# a network of Pajek's: its partition, in the order of its vertices
printf '*Vertices 4\n1 D\n2 "C c"\n3 A\n*Edges\n1 2 -1\n2 3 1\n' >p.net
expect 0 'a partition for Pajek' blocs p.net --clu p.clu
says out 'without ties (1): 4' 'a partition for Pajek'
[ "$(tr '\n' ' ' <p.clu)" = '*Vertices 4 2 1 1 0 ' ] || fail "a partition for Pajek: $(cat p.clu)"
expect 2 'a partition of another file' blocs torn.csv --clu t.clu
says err "--clu goes with a Pajek network, FILE.net, not with 'torn.csv'" 'a partition of another file'
expect 2 'a partition under another name' blocs p.net --clu p.txt
expect 2 'two answers in one file' blocs p.net --clu p.clu -o p.clu
says err '--clu and -o name the same file' 'two answers in one file'

# what is wrong is said
expect 2 'no number of blocs' blocs torn.csv --blocs many
says err "--blocs 'many' is no number of blocs" 'no number of blocs'
expect 2 'no time' blocs torn.csv --time soon
says err "--time 'soon' is no number from 0" 'no time'
expect 2 'a margin below 0' blocs torn.csv --within -1
expect 2 'a file with a size' blocs torn.csv --size cinc
says err '--size' 'a file with a size'
expect 2 'a file on a day' blocs torn.csv --on 2000
expect 2 'a table that is none' blocs torn.csv --table nothing
says err "--table 'nothing' is unknown" 'a table that is none'
printf 'from,to,sign\nA,B,0\n' >zero.csv
expect 2 'a sign of 0' blocs zero.csv
says err "zero.csv:2: sign '0' is no sign; expected 1 or -1" 'a sign of 0'
expect 2 'no file' blocs none.csv

# a world of the user's own: Cland's pact with Aland ends in 2000, that with Dland begins in 2001.
# Tland, a friend of Dland, and Uland, one of Aland, befriend the other side in 2001: either place costs 1, so they stay
mkdir own
printf 'name,abb,from,to\nAland,A,1999,2003\nBland,B,1999,2003\nCland,C,1999,2003\nDland,D,1999,2003\nEland,E,1999,2003\nTland,T,1999,2003\nUland,U,1999,2003\n' \
    >own/actors.csv
printf 'layer,a,b,from,to\nrivalry,A,D,1999,2003\nrivalry,B,D,1999,2003\n' >own/ties.csv
printf 'treaty,name,obligations,from,to\nold,Old,defense,1999,2000\nnew,New,defense,2001,2003\nab,AB,defense,1999,2003\ndt,DT,defense,1999,2003\nau,AU,defense,1999,2003\nat,AT,defense,2001,2003\ndu,DU,defense,2001,2003\n' \
    >own/treaties.csv
printf 'treaty,actor\nold,A\nold,B\nold,C\nnew,C\nnew,D\nab,A\nab,B\ndt,D\ndt,T\nau,A\nau,U\nat,A\nat,T\ndu,D\ndu,U\n' >own/treaty_members.csv
printf 'actor,attribute,value,from,to\nA,size,2,1999,2003\nB,size,3,1999,2003\nC,size,1,1999,2003\nD,size,5,1999,2003\n' >own/attributes.csv
expect 0 'import' import csv own -w own.world
expect 0 'a day' blocs own.world --on 2000-07-01
says out 'bloc 1 (4): A B C U' 'a day'
says out 'bloc 2 (2): D T' 'a day'
says out 'without ties (1): E' 'a day'
expect 0 'moves' blocs own.world --from 1999 --to 2003 --table moves --format csv
[ "$(sed 1d out | cut -d, -f1-4)" = 2001,C,1,2 ] || fail "moves: $(cat out)"
expect 0 'sizes' blocs own.world --on 2000-07-01 --size size --format json
says out '"total": 36' 'sizes' # AB 6, AC 2, BC 3, AD 10, BD 15; T and U have none
expect 0 'years' blocs own.world --from 1999 --to 2003 --format csv
[ "$(awk -F, 'NR > 1 { print $6 "/" $14 }' out | tr '\n' ' ')" = '0/0 0/0 2/1 2/0 2/0 ' ] || fail "value/moved: $(cat out)"
expect 0 'free' blocs own.world --from 1999 --to 2003 --blocs free --table moves --format csv
[ "$(sed 1d out | cut -d, -f1-4)" = 2001,C,1,2 ] || fail "moves among free blocs: $(cat out)"
expect 2 'an actor that is not there' blocs own.world --on 2000 --of A,XYZ
says err 'XYZ' 'an actor that is not there'
expect 2 'a layer that is not there' blocs own.world --on 2000 --plus trade
expect 0 'help' blocs --help
says out 'tables: years, moves, members' 'help'

# a scenario, as the balance sheet has it
scenario=$ENTENTE_SOURCE_DIR/scenarios/great-powers-2016.yaml
expect 0 'a run' run "$scenario" --html run.html
says out '3 of 551 ties are against the best two blocs (proven); after: 3 of 552' 'a run'
expect 0 'a scenario' blocs "$scenario"
says out '3 of 552 in ties are against the best blocs (proven: no others have less)' 'a scenario'
says out 'before: 3 of 551 (proven); moved by the interventions: 0' 'a scenario'
expect 0 'moves of a scenario' blocs "$scenario" --table moves --format csv
[ "$(cat out)" = actor,from,to,switching ] || fail "moves of a scenario: $(cat out)"
expect 2 'a scenario with layers' blocs "$scenario" --plus alliance
says err 'not with a scenario' 'a scenario with layers'
expect 2 'no scenario' blocs none.yaml

# the optima of the reference
reference=$ENTENTE_SOURCE_DIR/../shared/reference/blocs
if [ ! -d "$reference" ]; then
    echo 'the reference is not there: its optima were not compared'
    finish
fi
# optimum FILE BLOCS VALUE
optimum() {
    expect 0 "$1 $2" blocs "$1" --blocs "$2" --optima 0 --table years --format csv
    local got
    got=$(awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next } { print $at["value"], $at["bound"], $at["proven"] }' out)
    [ "$got" = "$3 $3 1" ] || fail "$1 --blocs $2: value, bound, proven are $got, expected $3 $3 1"
}
optimum "$reference/tribes_edges.csv" 2 7
optimum "$reference/tribes_edges.csv" free 2
optimum "$reference/avatar_edges.csv" 2 122
optimum "$reference/avatar_edges.csv" free 103
window=0
awk -F, 'NR > 1 { file = "w" $1 ".csv"; if (!(file in seen)) { print "from,to,sign" >file; seen[file] = 1 }
    print $2 "," $3 "," $4 >file }' "$reference/cow_windows_edges.csv"
for pair in 1:17/12 2:18/14 3:20/15 4:15/12 8:27/20 14:36/31 29:46/28 36:45/40 42:46/37 48:50/40 50:38/26 51:45/33; do
    window=${pair%%:*} both=${pair#*:}
    optimum "w$window.csv" 2 "${both%/*}"
    optimum "w$window.csv" free "${both#*/}"
done
finish
