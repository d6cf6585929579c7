# entente balance as a user meets it.
source "$ENTENTE_SOURCE_DIR/tests/support.sh"
cd "$temp" || exit 1

mkdir own
printf 'name,abb,from,to\nAland,A,1999,2003\nBland,B,1999,2003\nCland,C,1999,2003\n' >own/actors.csv
printf 'layer,a,b,from,to,value\nrivalry,A,C,2000,2003,\ntrade,A,B,2000,2003,5\n' >own/ties.csv
printf 'treaty,name,obligations,from,to\npact,The pact,defense,2000,2003\n' >own/treaties.csv
printf 'treaty,actor\npact,A\npact,B\n' >own/treaty_members.csv
expect 0 'import' import csv own -w own.world

# a world
expect 0 'years' balance own.world --from 1999 --to 2001 --format csv
says out 'year,members,actors,plus,minus,both,triads,ppp,ppm,pmm,mmm,tense,balanced_share,walk' 'years'
says out '2001,3,3,1,1,0,0,0,0,0,0,0,,1,' 'years'
expect 0 'a day' balance own.world --on 2001-07-01
says out 'camp 1' 'a day'
says out 'rivalry@own' 'a day'
expect 0 'components' balance own.world --on 2001 --table components --format csv
says out '2001,1,3,2,1,0,A;B,C,A;B;C' 'components'
expect 0 'JSON' balance own.world --on 2001 --format json
says out '"conflict": "net"' 'JSON'
expect 2 'a valued layer' balance own.world --plus trade
expect 2 'a window that is none' balance own.world --window x
says err "--window 'x' is no number of years" 'a window that is none'
expect 2 'a window of 0' balance own.world --window 0
expect 2 'no world' balance
expect 2 'a world that is not there' balance none.world

# a file
printf 'from,to,sign\n1,2,-1\n1,3,1\n1,4,1\n2,3,-1\n2,4,-1\n3,4,1\n' >four.csv
expect 0 'a file' balance four.csv
says out '1;3;4   2' 'a file'
expect 0 'a file as CSV' balance four.csv --table ties --format csv -o ties.csv
says ties.csv '1,2,-1,2,2,0,2,1' 'a file as CSV'
gzip -k four.csv
expect 0 'a packed file' balance four.csv.gz --format json
says out '"balanced_share": [' 'a packed file'
expect 2 'a file on a day' balance four.csv --on 2001
says err 'go with a WORLD' 'a file on a day'
printf 'from,to,sign\n1,2,0\n' >zero.csv
expect 2 'a sign of 0' balance zero.csv
says err "zero.csv:2: sign '0' is no sign; expected 1 or -1" 'a sign of 0'

expect 0 'help' balance --help
says out 'tables: years, actors, ties, triads' 'help'
ln -s "$ENTENTE_BINARY" entente
PATH=$temp:$PATH
source "$ENTENTE_SOURCE_DIR/scripts/entente.bash-completion"
compopt() { :; }
COMP_WORDS=(entente balance own.world --conflict d) COMP_CWORD=4
_entente
[ "${COMPREPLY[*]}" = drop ] || fail "completion of --conflict: ${COMPREPLY[*]}"
COMP_WORDS=(entente balance f) COMP_CWORD=2
_entente
[[ " ${COMPREPLY[*]} " == *' four.csv '* ]] || fail "completion of a file: ${COMPREPLY[*]}"
finish
