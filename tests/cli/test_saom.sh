# Actor-oriented models as a user meets them: six states of a made-up folder, four waves.
source "$ENTENTE_SOURCE_DIR/tests/support.sh"
cd "$temp" || exit 1

mkdir data
printf 'name,size\nA,1\nB,2\nC,4\nD,3\nE,1\nF,2\n' >data/actors.csv
printf 'wave,one,other\n' >data/ties.csv
for tie in 1,A,B 1,B,C 1,C,D 2,A,B 2,A,C 2,B,C 2,E,F 3,A,B 3,A,C 3,C,D 3,E,F 3,D,E 4,A,B 4,B,C 4,C,D 4,D,E 4,B,F; do
    echo "$tie" >>data/ties.csv
done
cat >pacts.yaml <<'END'
title: Six
family: saom
data: data
waves: [1, 2, 3, 4]
actors: {file: actors.csv, id: name}
dependent: {name: pact, file: ties.csv, from: one, to: other, wave: wave}
covariates:
  - {name: size, columns: [size]}
effects:
  - density
  - {effect: sum, of: size}
END
expect 0 'a fit' fit pacts.yaml -o fit.json --threads 1
sed 's/"converged": true/"converged": false/' fit.json >off.json # as one that has not

# ---- explain ----
expect 0 'parameters' explain fit.json
says out "one unit more of 'size' of either of the two multiplies the odds of the tie by" 'parameters'
expect 0 'choices' explain fit.json A
says out 'pact, 3: what A would do with one opportunity (rule forcing)' 'choices'
says out 'new ties most likely:' 'choices'
says out 'ties most likely to be ended:' 'choices'
expect 0 'choices by --of' explain fit.json --of a --on 2 --format csv
says out 'actor,tied,log_odds,p,accept,p_change' 'choices by --of'
[ "$(wc -l <out)" -eq 6 ] || fail "choices by --of: $(wc -l <out) lines, expected 6"
expect 0 'a pair' explain fit.json A F --on 1
says out 'pact A-F, 1: not tied' 'a pair'
expect 2 'both ways to name an actor' explain fit.json A --of B
expect 2 'an unknown actor' explain fit.json --of Nowhere
says err "'Nowhere' is not an actor of the model" 'an unknown actor'
expect 2 'the last wave' explain fit.json A --on 4
says err "--on '4' is the last wave" 'the last wave'
expect 2 'no wave' explain fit.json A --on 1999
says err "--on '1999' is no wave of the model; expected 1 to 3" 'no wave'

# ---- simulate ----
expect 0 'simulate' simulate fit.json --draws 100
says out '100 simulations' 'simulate'
says out '3 to 4: 5 ties at the start, 5 observed at the end' 'simulate'
expect 0 'pairs' simulate fit.json --draws 100 --format csv
[ "$(wc -l <out)" -eq 16 ] || fail "pairs: $(wc -l <out) lines, expected 16"
expect 0 'networks' simulate fit.json --draws 3 --on 2 --table networks --format csv
says out 'draw,a,b' 'networks'
expect 0 'statistics' simulate fit.json --draws 10 --table statistics --format csv
[ "$(wc -l <out)" -eq 6 ] || fail "statistics: $(wc -l <out) lines, expected 6"
expect 2 'an unknown table' simulate fit.json --table counts
says err "--table 'counts' is unknown; expected pairs, statistics, periods, networks" 'an unknown table'
expect 2 'one draw' simulate fit.json --draws 1
expect 2 'a wave that is none' simulate fit.json --on 1
says err "--on '1' is none of the modelled waves, 2 to 4" 'a wave that is none'

# ---- gof ----
expect 0 'gof' gof fit.json --draws 50 --plot gof.svg
says out 'Mahalanobis distance' 'gof'
says gof.svg 'Goodness of fit: pact, 2 to 4' 'gof'
says gof.svg 'class="violin"' 'gof'
expect 0 'gof as CSV' gof fit.json --draws 50 --format csv --from 3
says out 'auxiliary,wave,distance,rank,p' 'gof as CSV'
says out 'triads,4,' 'gof as CSV'

# ---- fit ----
whole() { # FILE: without what is outside the promise of sameness
    sed '/"run"/,$d' "$1"
}
expect 0 'a fit' fit pacts.yaml -o one.json --seed 3 --threads 1
says out 'overall maximum convergence ratio' 'a fit'
says one.json '"covariance"' 'a fit'
[ ! -e one.json.state ] || fail 'a fit that is done leaves its state'
expect 0 'the same with two threads' fit pacts.yaml -o two.json --seed 3 --threads 2
cmp <(whole one.json) <(whole two.json) || fail 'two threads change the fit'
expect 0 'the covariance' fit pacts.yaml --threads 1 --seed 3 --table covariance --format csv
says out 'parameter,rate 1,rate 2,rate 3,density,sum(size)' 'the covariance'
[ "$(wc -l <out)" -eq 6 ] || fail "the covariance: $(wc -l <out) lines, expected 6"
expect 0 'a fit as CSV' fit pacts.yaml --threads 1 --seed 3 --format csv
says out 'variable,type,effect,of,period,target,estimate,se,t_ratio' 'a fit as CSV'
expect 0 'from a fit' fit pacts.yaml --threads 1 --from one.json --seed 4
for command in 'explain one.json' 'explain one.json A' 'simulate one.json --draws 20' 'gof one.json --draws 20'; do # words apart
    expect 0 "of that fit: $command" $command
done
expect 2 'a bootstrap' fit pacts.yaml --bootstrap 10
says err "--bootstrap is for tie models" 'a bootstrap'
expect 2 'from no fit' fit pacts.yaml --from data/actors.csv
says err '--from' 'from no fit'
expect 2 'nothing to resume' fit pacts.yaml -o three.json --resume
says err "--resume: there is no 'three.json.state' to go on from" 'nothing to resume'
expect 2 'resume and from' fit pacts.yaml -o three.json --resume --from one.json
says err 'give --resume or --from, not both' 'resume and from'
expect 2 'resume without a file' fit pacts.yaml --resume
says err '--resume goes with -o FIT' 'resume without a file'

# ---- what cannot be estimated: said, and written down ----
sed 's/waves: .*/waves: [1, 2]/; s/^effects:/estimation: {subphases: 1, first_gain: 0.000001, restarts: 0}\neffects:/' pacts.yaml >far.yaml
expect 3 'no convergence' fit far.yaml -o far.json --threads 1
says err 'no convergence after 0 restarts: overall maximum convergence ratio' 'no convergence'
says out 'NOT converged' 'no convergence'
says far.json '"converged": false' 'no convergence'
says far.json '"failure": "no convergence after 0 restarts' 'no convergence'
expect 0 'from a fit that has not converged' simulate far.json --draws 10
says out 'the fit has not converged' 'from a fit that has not converged'
cp -r data still
sed -i '/^2,/d; s/^1,\(.*\)/1,\1\n2,\1/' still/ties.csv
sed 's/data: data/data: still/' pacts.yaml >still.yaml
expect 2 'a period without change' fit still.yaml -o still.json
says err "no tie of 'pact' changes from wave '1' to '2'" 'a period without change'
says still.json '"failure_kind": "bad input"' 'a period without change'
expect 2 'a fit without estimates' explain still.json

# ---- stopped, killed, gone on with: the same bytes as of an unbroken run ----
{ cat pacts.yaml; echo 'estimation: {simulations: 30000}'; } >long.yaml
expect 0 'an unbroken run' fit long.yaml -o unbroken.json --threads 1
begin() { # FILE: run in the background until there is a state
    "$ENTENTE_BINARY" fit long.yaml -o "$1" --threads 1 >out 2>err &
    while [ ! -s "$1.state" ] && kill -0 $! 2>/dev/null; do sleep 0.01; done
}
begin killed.json
kill -9 $! 2>/dev/null
wait $! 2>/dev/null
[ ! -e killed.json ] || fail 'a killed run leaves a fit'
[ -s killed.json.state ] || fail 'a killed run leaves no state'
sed 's/title: Six/title: Seven/' long.yaml >seven.yaml
cp killed.json.state seven.json.state
expect 2 'the state of another model' fit seven.yaml -o seven.json --resume
says err 'is not as it was then: start without --resume' 'the state of another model'
expect 2 'another seed' fit long.yaml -o killed.json --resume --seed 9
says err 'it was begun with --seed 1, not 9' 'another seed'
head -c 100 killed.json.state >broken.json.state
expect 2 'a broken state' fit long.yaml -o broken.json --resume
expect 0 'after a kill' fit long.yaml -o killed.json --resume --threads 2
cmp <(whole unbroken.json) <(whole killed.json) || fail 'a killed run ends otherwise than an unbroken one'
begin stopped.json
kill -INT $! 2>/dev/null
wait $!
[ $? -eq 3 ] || fail "Ctrl-C: exit $?, expected 3"
says err "what was reached is in 'stopped.json.state'" 'Ctrl-C'
expect 0 'after Ctrl-C' fit long.yaml -o stopped.json --resume --threads 1
cmp <(whole unbroken.json) <(whole stopped.json) || fail 'a stopped run ends otherwise than an unbroken one'

# ---- a fit that has not converged, a fit of another model ----
expect 0 'not converged' simulate off.json --draws 10
says out 'the fit has not converged' 'not converged'
sed 's/"family": "saom"/"family": "tergm"/' fit.json >other.json
expect 2 'another family' explain other.json A B
expect 2 'another family, one actor' explain other.json
says err 'of a tie model a tie is explained' 'another family, one actor'
echo '# more' >>pacts.yaml
expect 2 'a changed model' gof fit.json
says err 'has changed since it was fitted: fit it again' 'a changed model'
finish
