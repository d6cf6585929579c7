# entente history as a user meets it.
source "$ENTENTE_SOURCE_DIR/tests/support.sh"
cd "$temp" || exit 1

mkdir own
printf 'name,abb,from,to\nAland,A,1900,1950\nBland,B,1900,1950\nCland,C,1900,1950\n' >own/actors.csv
printf 'treaty,name,obligations,from,to\npact,The pact,defense,1905-03-04,1920\n' >own/treaties.csv
printf 'treaty,actor\npact,A\npact,B\npact,C\n' >own/treaty_members.csv
printf 'layer,a,b,from,to,level\ndispute,A,B,1910-05,1910-05,4\nwar,A,B,1911,1911,1\n' >own/ties.csv
printf 'actor,attribute,value,unit,from,to\nA,gdp,3,dollars,1905,1911\nB,gdp,1,dollars,1905,1911\n' >own/attributes.csv
expect 0 'import' import csv own -w own.world

LC_ALL=C expect 0 'a pair, years as words' history own.world A B 1905 1912 --measure gdp
says out 'Aland (A) and Bland (B), 1905 to 1912' 'a pair'
says out '1910-05' 'an unknown day'
grep -q '[█▄▁]' out && fail 'blocks where the locale has no UTF-8'
LC_ALL=C.UTF-8 expect 0 'blocks' history own.world A B 1905 1912
says out '█' 'blocks'
cp out words
LC_ALL=C.UTF-8 expect 0 'the same by options' history own.world A B --from 1905 --to 1912
cmp -s out words || fail 'years as words and by options differ'
expect 0 'years as CSV' history own.world A B 1910 1911 --measure gdp --table years --format csv
says out '1910,A,B,3,1,3,' 'years as CSV'
expect 0 'events as CSV' history own.world A B 1905 1912 --format csv -o events.csv
says events.csv '1905-03-04,1920,signed,ends,pact,pact,The pact,A,B,defense' 'events as CSV'
expect 0 'a bloc' history own.world pact --format json
says out '"about": "bloc"' 'a bloc'
expect 0 'a list with a picture' history own.world AB=A,B 1905 1912 --outsiders --plot ab.svg
says ab.svg '<svg' 'a picture'
says out 'The pact' 'a list'

expect 2 'one actor' history own.world A
says err 'expected two actors (RUS CHN), a treaty (cow:227) or NAME=USA,UKG' 'one actor'
expect 2 'three actors' history own.world A B C
expect 2 'the same actor' history own.world A name:Aland
says err 'are the same actor' 'the same actor'
expect 2 'an unknown actor' history own.world A X
says err 'did you mean' 'an unknown actor'
expect 2 'beyond the sources' history own.world A B 1960 1970
expect 2 'years twice' history own.world A B 1905 1912 --from 1900
says err 'give the years as words, or by --from and --to' 'years twice'
expect 2 'years the wrong way round' history own.world A B 1912 1905
expect 2 'a year that is none' history own.world A B 19x5 1912
says err "'19x5'" 'a year that is none'
expect 2 'one year' history own.world A B 1905
says err "'1905' is one year; expected the first and the last one" 'one year'
expect 2 'an unknown member' history own.world X=A,Z
says err "the bloc 'X': no actor has" 'an unknown member'
expect 0 'help' history --help
says out 'what every source tells' 'help in the words of the command'
expect 2 'an unknown source' history own.world A B 1905 1912 --source nowhere
says err "no kind of event has a source 'nowhere'" 'an unknown source'
expect 2 'an unknown table' history own.world A B 1905 1912 --table all
expect 2 'shares of a pair' history own.world A B 1905 1912 --table shares
expect 2 'no world' history
expect 2 'a world that is not there' history none.world A B
finish
