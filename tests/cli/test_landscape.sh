# entente propensities and entente landscape as a user meets them.
source "$ENTENTE_SOURCE_DIR/tests/support.sh"
cd "$temp" || exit 1

# three who like each other pairwise or not: A with B, both against C: two camps, E = -2 (1 + 2) over ordered pairs
printf 'from,to,weight\nA,B,1\nA,C,-1\nB,C,-2\n' >three.csv
expect 0 'three actors' landscape three.csv --format csv
says out 'rank,energy,strict,basin,pass,lower,camp_1,camp_2' 'three actors'
says out '1,-6,1,1,,,A;B,C' 'three actors'
expect 0 'a path' landscape three.csv --start A --format csv
says out '0,,0' 'a path' # A alone: apart are A-B, 1, and A-C, -1
says out '1,B,-6' 'a path'
expect 0 'text' landscape three.csv
says out 'Landscape of 3 actors: all 4 configurations' 'text'
expect 2 'an unknown start' landscape three.csv --start X
says err "--start: the file has no actor 'X'" 'an unknown start'
expect 2 'no file' landscape none.csv
expect 2 'a list of none' landscape three.csv --optima 0

# propensities of a made-up world
mkdir own
printf 'name,abb,from,to\nAland,A,1999,2003\nBland,B,1999,2003\nCland,C,1999,2003\n' >own/actors.csv
printf 'actor,attribute,from,to,value\nA,polity2,1999,2003,8\nB,polity2,1999,2003,9\nC,polity2,1999,2003,-8\n' >own/attributes.csv
printf 'layer,a,b,from,to\nwar,A,C,2000-05-01,2000-06-01\n' >own/ties.csv
expect 0 'import' import csv own -w own.world
printf 'actor,attribute,value\nA,religion,x\nB,religion,x;y\nC,religion,z\n' >groups.csv
expect 0 'propensities' propensities own.world --on 2001-07-01 --attributes groups.csv --format csv
says out 'A,B' 'propensities'
expect 0 'components' propensities own.world --on 2001-07-01 --attributes groups.csv --table components --format csv
says out 'religion' 'components'
expect 0 'edges' propensities own.world --on 2001-07-01 --attributes groups.csv --table edges --format csv -o edges.csv
expect 0 'its landscape' landscape edges.csv --format csv
says out 'A;B,C' 'its landscape'
expect 2 'an unknown weight' propensities own.world --on 2001-07-01 --weights luck=1
expect 2 'no day' propensities own.world

# the reference's examples: Axelrod & Furnas 2016, Europe 1938
folder=${ENTENTE_DATA:-$ENTENTE_SOURCE_DIR/../shared/data}/../reference/blocs
if [ -d "$folder" ]; then
    edges() { # folder, actors: from,to,weight with weight = size size propensity
        awk -F, -v OFS=, 'FNR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
            NR == FNR { size[$1] = $2; next }
            $at["propensity"] != 0 { if (!head++) print "from", "to", "weight"
                printf "%s,%s,%.17g\n", $1, $2, size[$1] * size[$2] * $at["propensity"] }' "$folder/$1/$2" "$folder/$1/propensity.csv"
    }
    edges landscape_isis2016 actors.csv >isis.csv
    expect 0 'Syria 2016' landscape isis.csv --format csv
    says out '1,-83200,1,1,,,Hez;IqKrd;Iran;Iraq;Rus;S.A.;Syr;US,ISIS;Nursa;Tur' 'Syria 2016'
    edges landscape_isis2016 actors_weak_syria.csv >weak.csv
    expect 0 'weak Syria' landscape weak.csv --format csv
    says out '1,-65600,1,1' 'weak Syria'
    edges landscape_europe1938_replica actors.csv >europe.csv
    expect 0 'Europe 1938' landscape europe.csv --format csv
    says out '1,-2881.4317' 'Europe 1938'
else
    echo 'the reference is not there: its examples are skipped'
fi
# files of other programs: A and B contradict each other and are no tie, A-C counts +1 -1 +1
printf '# from to sign\nA B 1\nB A -1\nA C 1\nC A -5\nA\tC\t2\nC D -1\nD D 1\nB D 0\n' >snap.txt
expect 0 'SNAP' blocs snap.txt --format json
says out '"conflicts": 1' 'SNAP'
says out '"rows": 2' 'SNAP'
printf '%% Pajek\n*Vertices 3\n1 "New Aland"\n2 Bland\n*Edges\n1 2 1\n*Arcs\n2 3 -2.5\n' >two.net
gzip -k two.net
expect 0 'Pajek' blocs two.net.gz --table members --format csv
says out 'New Aland,2' 'Pajek'
says out '3,1' 'Pajek'
printf 'A B\n' >short.txt
expect 2 'a short line' blocs short.txt
says err "short.txt:1: 'A'; expected three words: from, to, sign" 'a short line'
printf '*Vertices 2\n*Edges\n1 3\n' >far.net
expect 2 'no such vertex' blocs far.net
says err "far.net:3: '3'; expected the numbers of two vertices" 'no such vertex'
expect 0 'balance of SNAP' balance snap.txt

expect 0 'help' landscape --help
says out 'local minima' 'help'
finish
