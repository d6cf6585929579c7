# entente power and entente similarity as a user meets them.
source "$ENTENTE_SOURCE_DIR/tests/support.sh"
cd "$temp" || exit 1

mkdir own
cat >own/actors.csv <<'EOT'
name,abb,from,to
Aland,A,1999,2003
Bland,B,1999,2003
Cland,C,1999,2003
EOT
cat >own/attributes.csv <<'EOT'
actor,attribute,value,unit,from,to
A,gdp,4,million dollars,2000,2001
B,gdp,3,million dollars,2000,2000
B,gdp,5,million dollars,2001,2001
C,gdp,1,million dollars,2001,2001
EOT
printf 'treaty,name,obligations,from,to\npact,The pact,defense,2000,2001\n' >own/treaties.csv
printf 'treaty,actor\npact,A\npact,B\n' >own/treaty_members.csv
expect 0 'import' import csv own -w own.world

# power
expect 0 'a day' power own.world --on 2001-07-01 --measure gdp
says out 'Concentration' 'a day'
expect 0 'years' power own.world --from 2000 --to 2001 --measure gdp --bloc X=A,C --format json
says out '"transitions"' 'years'
says out '"bloc": [' 'years'
expect 0 'all years' power own.world --measure gdp --table transitions --format csv
[ "$(wc -l <out)" -eq 2 ] || fail "transitions as CSV: $(cat out)"
says out '2001,B,A,0.5,0.4,2000' 'transitions as CSV'
expect 2 'no CINC' power own.world
says err "there is no attribute 'cinc'" 'no CINC'
expect 2 'a day and years' power own.world --on 2001 --from 2000
expect 2 'years the wrong way round' power own.world --from 2001 --to 2000 --measure gdp
says err '--from 2001 is after --to 2000' 'years the wrong way round'
expect 2 'a day where a year goes' power own.world --from 2001-07-01 --measure gdp
says err 'is not a year; a day is --on' 'a day where a year goes'
expect 2 'a quota alone' power own.world --quota 5
expect 2 'a measure of votes' power --votes 7x5 --quota 20 --measure gdp
says err 'do not go with --votes' 'a measure of votes'
expect 2 'no world' power
for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17; do blocs="${blocs:-} --bloc X$i=A"; done
expect 2 'too many blocs' power own.world --measure gdp $blocs
says err 'too many blocs' 'too many blocs'

# votes
expect 0 'a body without a world' power --votes 50,49,1 --quota 51
says out '0.6667' 'a body without a world'
expect 0 'an attribute as votes' power own.world --on 2001-07-01 --votes gdp --quota 60%
expect 2 'an attribute without a day' power own.world --votes gdp
expect 2 'a quota that cannot be met' power --votes 1,1 --quota 3
says err 'the quota 3' 'a quota that cannot be met'

# similarity
expect 0 'a pair' similarity own.world A B --format csv
says out 'year,a,b,level_a_to_b,level_b_to_a,members,s,' 'a pair'
expect 0 'a matrix' similarity own.world --on 2001-07-01 --measure s --format csv --table matrix
says out 'actor,A,B,C' 'a matrix'
expect 0 'all pairs' similarity own.world --all --from 2000 --to 2001 --measure s
[ "$(wc -l <out)" -eq 7 ] || fail "all pairs: $(wc -l <out) lines"
expect 0 'all pairs into a file' similarity own.world --all --measure all -o pairs.csv
says err 'rows, 1999 to 2003' 'all pairs into a file'
[ "$(head -1 pairs.csv | tr ',' '\n' | wc -l)" -eq 18 ] || fail 'all pairs have 15 measures'
expect 2 'all pairs as JSON' similarity own.world --all --format json
expect 2 'a pair of all' similarity own.world A B --all
expect 2 'neither pair nor day' similarity own.world --from 2000
expect 2 'an unknown measure' similarity own.world A B --measure tauf
says err 'is no measure of similarity' 'an unknown measure'

# help, completion
for command in power similarity; do
    expect 0 "help of $command" $command --help
    says out "  entente $command " "help of $command"
    says out 'tables:' "help of $command"
done
says out 'kappa_binary' 'help lists the measures'
ln -s "$ENTENTE_BINARY" entente
PATH=$temp:$PATH
source "$ENTENTE_SOURCE_DIR/scripts/entente.bash-completion"
compopt() { :; }
COMP_WORDS=(entente similarity own.world --measure kappa) COMP_CWORD=4
_entente
[[ " ${COMPREPLY[*]} " == *' kappa_squared '* ]] || fail "completion of --measure: ${COMPREPLY[*]}"
COMP_WORDS=(entente power own.world --table con) COMP_CWORD=4
_entente
[ "${COMPREPLY[*]}" = concentration ] || fail "completion of --table: ${COMPREPLY[*]}"
finish
