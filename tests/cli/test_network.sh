# entente network as a user meets it.
source "$ENTENTE_SOURCE_DIR/tests/support.sh"
cd "$temp" || exit 1

mkdir own
printf 'name,abb,from,to\nAland,A,1999,2003\nBland,B,1999,2003\nCland,C,1999,2003\n' >own/actors.csv
printf 'layer,a,b,from,to,value,directed\nrivalry,A,C,2000,2003,,\ntrade,A,B,2000,2003,5,yes\n' >own/ties.csv
printf 'treaty,name,obligations,from,to\npact,The pact,defense,2000,2003\n' >own/treaties.csv
printf 'treaty,actor\npact,A\npact,B\n' >own/treaty_members.csv
printf 'actor,attribute,value,unit,from,to\nA,gdp,5,usd,1999,2003\nB,gdp,6,usd,1999,2003\n' >own/attributes.csv
expect 0 'import' import csv own -w own.world

expect 0 'years' network own.world --from 2000 --to 2001 --format csv
says out 'year,actors,isolates,ties,density,mean_degree,reciprocity,components' 'years'
says out '2001,3,1,1,' 'years'
expect 0 'a day' network own.world --on 2001-07-01 --by gdp
says out 'Network of alliance@own among all states, on the day' 'a day'
says out 'pairs of which either owes the other anything' 'a day'
says out 'without a value: 1' 'a day'
expect 0 'actors' network own.world --on 2001 --layer trade --table actors --format csv
says out '2001,A,1,0,1,5,0,5,0,0,' 'actors'
expect 0 'directed' network own.world --on 2001 --layer alliance:defense --directed --format json
says out '"directed": true' 'directed'
expect 0 'a picture' network own.world --from 1999 --to 2003 --plot network.svg
says network.svg 'Network: alliance of all states' 'a picture'
expect 2 'no directions' network own.world --layer rivalry --directed
says err '--directed: the ties of rivalry@own have no direction' 'no directions'
expect 2 'a window that is none' network own.world --window x
says err "--window 'x' is no number of years" 'a window that is none'
expect 2 'a table that is not there' network own.world --table ties
expect 2 'no world' network
expect 2 'a world that is not there' network none.world

expect 0 'help' network --help
says out 'tables: years, actors' 'help'
ln -s "$ENTENTE_BINARY" entente
PATH=$temp:$PATH
source "$ENTENTE_SOURCE_DIR/scripts/entente.bash-completion"
compopt() { :; }
COMP_WORDS=(entente network own.world --table a) COMP_CWORD=4
_entente
[ "${COMPREPLY[*]}" = actors ] || fail "completion of --table: ${COMPREPLY[*]}"
COMP_WORDS=(entente network o) COMP_CWORD=2
_entente
[[ " ${COMPREPLY[*]} " == *' own.world '* ]] || fail "completion of a world: ${COMPREPLY[*]}"
COMP_WORDS=(entente network own.world --d) COMP_CWORD=3
_entente
[ "${COMPREPLY[*]}" = --directed ] || fail "completion of --directed: ${COMPREPLY[*]}"
finish
