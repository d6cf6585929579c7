# entente backtest as a user meets it.
source "$ENTENTE_SOURCE_DIR/tests/support.sh"
cd "$temp" || exit 1

mkdir own
printf 'name,abb,from,to\nAland,A,1990,2009\nBland,B,1990,2009\nCland,C,1990,2009\nDland,D,1990,2009\n' >own/actors.csv
printf 'treaty,name,obligations,from,to\np,The pact,defense,1990,\nq,Q pact,consultation,2000,\nr,R pact,defense,2004,\n' >own/treaties.csv
printf 'treaty,actor,from\np,A,1990\np,B,1993\nq,B,2000\nq,C,2000\nr,C,2004\nr,D,2004\n' >own/treaty_members.csv
expect 0 'import' import csv own -w own.world

expect 0 'a table' backtest own.world --blocks 1998-2006 --models constant,recent
says out 'New ties of alliance@own (any), forecast by rolling origin' 'a table'
grep -qE 'constant +37 +2 +2 ' out || fail 'a table: 5 pairs at risk for three years, 4 for four, 3 for two'
expect 0 'a file' backtest own.world --blocks 1998-2006,2003-2005 --horizon 1,2 --models recent --format csv -o scores.csv
says scores.csv 'block,horizon,model,pairs,ties,treaties,roc,roc_low' 'a file'
says scores.csv '2003-2005,2,recent,12,' 'a file'
[ "$(wc -l <scores.csv)" -eq 5 ] || fail 'two blocks at two horizons'
expect 0 'JSON' backtest own.world --kind defense --blocks 1998-2006 --models constant --seed 4 --format json
says out '"seed": 4' 'JSON'
says out '"kind": "defense"' 'JSON'
says out '"layer": "alliance@own"' 'JSON'
expect 0 'blocks' backtest own.world --blocks 1998-2006 --models constant --table blocks --format csv
says out '1998-2006,1,1997,2005,1991,1997,' 'blocks'

expect 2 'no geography' backtest own.world --blocks 1998-2006
says err 'geography needs the layer contiguity' 'no geography'
expect 2 'a model that is none' backtest own.world --models best
says err "--models 'best' is unknown" 'a model that is none'
expect 2 'a block that is none' backtest own.world --blocks now --models constant
expect 2 'a seed that is none' backtest own.world --seed x
expect 2 'a block too early' backtest own.world --blocks 1990-1995 --models constant
says err 'the first outcome is that of 1992' 'a block too early'
expect 2 'no world' backtest
expect 2 'a world that is not there' backtest none.world
expect 0 'help' backtest --help
says out 'tables: leaderboard, blocks, coefficients' 'help'
finish
