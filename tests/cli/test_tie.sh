# entente fit, explain, simulate and gof as a user meets them: a made-up folder of six states and four waves.
source "$ENTENTE_SOURCE_DIR/tests/support.sh"
cd "$temp" || exit 1

expect() { # CODE WHAT ARGUMENT ...
    local code=$1 what=$2
    shift 2
    "$ENTENTE_BINARY" "$@" >out 2>err
    local got=$?
    [ $got -eq "$code" ] || fail "$what: exit $got, expected $code: entente $* ($(head -1 err))"
}

says() { # FILE TEXT WHAT
    grep -qF -- "$2" "$1" || fail "$3: '$2' is not in: $(head -5 "$1")"
}

mkdir data
printf 'name,size\nA,1\nB,2\nC,4\nD,3\nE,1\nF,2\n' >data/actors.csv
printf 'wave,one,other\n' >data/ties.csv
for tie in 1,A,B 1,B,C 1,C,D 2,A,B 2,A,C 2,B,C 2,E,F 3,A,B 3,A,C 3,C,D 3,E,F 3,D,E 4,A,B 4,B,C 4,C,D 4,D,E 4,B,F; do
    echo "$tie" >>data/ties.csv
done
printf 'x,y\nA,B\nC,D\nE,F\nA,F\n' >data/near.csv
cat >model.yaml <<'END'
title: Six
family: tergm
data: data
waves: [1, 2, 3, 4]
actors: {file: actors.csv, id: name}
dependent: {name: pact, file: ties.csv, from: one, to: other, wave: wave}
covariates:
  - {name: size, columns: [size]}
dyadic:
  - {name: near, file: near.csv, from: x, to: y}
effects:
  - edges
  - autoregression
  - {effect: nodecov, of: size}
END

# ---- fit ----
expect 0 'a fit' fit model.yaml
says out 'autoregression' 'a fit'
says out 'pseudolikelihood, 2 to 4: 14 ties of 45 pairs in 3 waves' 'a fit'
says out 'it is too small; see --bootstrap' 'a fit without a bootstrap'
expect 0 'a bootstrap' fit model.yaml --bootstrap 100 --seed 3
says out 'fewer than 10 waves: these intervals are a rough guide only' 'a bootstrap of three waves'
expect 0 'a fit as JSON' fit model.yaml --bootstrap 100 --threads 1 --format json -o one.json
expect 0 'the same with two threads' fit model.yaml --bootstrap 100 --threads 2 --format json -o two.json
cmp <(sed '/"run"/,$d' one.json) <(sed '/"run"/,$d' two.json) || fail 'two threads change the answer'
expect 0 'a fit as CSV' fit model.yaml --format csv
says out 'variable,type,effect,of,period,target,estimate,se,t_ratio,ergm' 'a fit as CSV'
expect 0 'ridge' fit model.yaml --ridge 0.1
expect 0 'Firth' fit model.yaml --firth
expect 0 'like btergm' fit model.yaml --like btergm
expect 2 'nothing to resume' fit model.yaml -o none.json --resume
says err "--resume: 'model.yaml' is of family tergm, whose fits keep no state" 'nothing to resume'
expect 2 'both penalties' fit model.yaml --ridge 1 --firth
expect 2 'an unknown peer' fit model.yaml --like siena
says err "--like 'siena' is unknown; expected btergm" 'an unknown peer'
expect 2 'a wave that is not modelled' fit model.yaml --to 1
says err "--to '1' is none of the modelled waves, 2 to 4" 'a wave that is not modelled'
expect 2 'waves the wrong way round' fit model.yaml --from 4 --to 2
expect 2 'a bootstrap of one wave' fit model.yaml --from 4 --bootstrap 10
says err 'only one is modelled' 'a bootstrap of one wave'
expect 2 'a number that is none' fit model.yaml --bootstrap many
says err "--bootstrap 'many' is not a whole number from 2 to 1000000" 'a number that is none'

sed 's/family: tergm/family: logit/; s/autoregression/gwesp/' model.yaml >logit.yaml
expect 2 'a logit with other ties' fit logit.yaml
says err "logit.yaml:13:5: effect 'shared_partners' hangs on other ties of the same wave" 'a logit with other ties'
sed 's/  - autoregression/  - autoregression\n  - {effect: edgecov, of: near}\n  - {effect: edgecov, of: near}/' model.yaml >twice.yaml
expect 2 'a term twice' fit twice.yaml
says err "term 'dyadic(near)' is a linear combination of 'dyadic(near)': leave one out" 'a term twice'

# ---- what cannot be estimated or does not fit: the term is named, and the wave where it hangs on one ----
refused() { # WHAT MESSAGE SED: the model changed so is refused with this
    sed "$3" model.yaml >bad.yaml
    expect 2 "$1" fit bad.yaml
    says err "$2" "$1"
}
plus() { # LINE: what puts an effect behind that of the edges
    echo "s/  - edges/  - edges\n  - $1/"
}
printf 'x,y\nA,B\nC,D\nE,F\nB,C\nD,E\nA,C\nB,F\n' >data/ever.csv
refused 'separation' "no finite estimate: 'dyadic(near)' separates ties from other pairs without exception (in 2, 3, 4)" \
    "s/near.csv/ever.csv/; s/nodecov, of: size/edgecov, of: near/"
refused 'separation by an interaction' "'dyadic(near) x time' separates ties" \
    "s/near.csv/ever.csv/; s/{effect: nodecov, of: size}/{interaction: [{effect: edgecov, of: near}, {effect: time, power: 0}]}/"
refused 'no such level' "term 'same_level(size)' is 0 for all pairs" "$(plus '{effect: same_level, of: size, level: 77}')"
refused 'twice the constant' "term 'density x time' is the same for all pairs, as 'density' is" \
    "$(plus '{interaction: [density, {effect: time, power: 0}]}')"
refused 'collinear terms' "term 'sum(size)' is a linear combination of 'ego(size)'" "$(plus '{effect: ego, of: size}')"
refused 'two kinds of memory' "bad.yaml:14:5: 'loss' and 'autoregression' cannot both be told apart" "$(plus loss)"
refused 'another kind of network' "bad.yaml:13:5: effect 'reciprocity' is for directed networks, and 'pact' is undirected" \
    "$(plus reciprocity)"
refused 'the wrong kind of covariate' "bad.yaml:13:23: 'sum' does not take the dyadic covariate 'near'" \
    "$(plus '{effect: sum, of: near}')"
refused 'too few columns' "bad.yaml:8:27: covariate 'size' has 2 columns; expected 1 or one a wave, 4" \
    's/columns: \[size\]/columns: [size, size]/'
printf 'who,when,v\nA,2,1\nB,2,2\nC,2,3\nD,2,3\nE,2,1\nF,2,2\n' >data/early.csv
refused 'a wave without values' "bad.yaml:8:5: covariate 'size' has no value in wave 3" \
    's/columns: \[size\]/file: early.csv, id: who, wave: when, value: v/'
printf 'x,y,w,v\nA,B,2,1\nB,A,2,1\nC,D,3,1\nD,C,3,4\n' >data/uneven.csv
refused 'not symmetric' "effect 'dyadic': 'pact' is undirected, but 'near' is not symmetric in wave 3: C to D is 1, D to C 4" \
    "$(plus '{effect: edgecov, of: near}'); s/near.csv, from: x, to: y/uneven.csv, symmetric: false, wave: w, value: v, from: x, to: y/"
refused 'not the same both ways' "uneven.csv:5: v '4' is not the 1 that line 4 gives the same pair and wave" \
    "s/near.csv, from: x, to: y/uneven.csv, wave: w, value: v, from: x, to: y/"
printf 'who,v\nA,1e200\nB,2\nC,2\nD,2\nE,2\nF,2\n' >data/large.csv
refused 'values too large' "term 'sum(size)' in 2: a statistic is 1e+200; expected at most 1e100" \
    's/columns: \[size\]/file: large.csv, id: who, value: v/'

# ---- an interaction: time times a pair's covariate is the effect time_dyadic ----
sed 's/  - edges/  - edges\n  - {interaction: [{effect: edgecov, of: near}, time]}/' model.yaml >product.yaml
sed 's/  - edges/  - edges\n  - {effect: time_dyadic, of: near}/' model.yaml >row.yaml
expect 0 'an interaction' fit product.yaml --format csv
grep '^pact,evaluation,dyadic(near) x time,,' out | cut -d, -f6-9 >product
expect 0 'its row' fit row.yaml --format csv
grep '^pact,evaluation,time_dyadic,near,' out | cut -d, -f6-9 >row
[ -s product ] && cmp product row || fail "an interaction: $(cat product), its row: $(cat row)"
expect 0 'a fit with an interaction' fit product.yaml --format json -o product.json
expect 0 'explain an interaction' explain product.json A B
says out 'dyadic(near) x time' 'explain an interaction'
expect 0 'simulate an interaction' simulate product.json --draws 20

# ---- explain ----
expect 0 'explain' explain one.json A F
says out 'pact A-F, 4: not tied, the wave before not' 'explain'
says out 'probability given all other ties' 'explain'
expect 0 'explain another wave' explain one.json a f --on 2
says out 'pact A-F, 2' 'explain another wave'
expect 2 'an unknown actor' explain one.json A X
says err "'X' is not an actor of the model" 'an unknown actor'
expect 2 'twice the same' explain one.json A A
expect 2 'no fit' explain data/actors.csv A B
says err 'not JSON' 'no fit'
"$ENTENTE_BINARY" targets model.yaml --format json -o targets.json
expect 2 'another answer' explain targets.json A B
says err 'not a fit' 'another answer'
expect 2 'no file' explain nothing.json A B

# ---- simulate ----
expect 0 'simulate' simulate one.json --seed 5
says out '200 networks of 4, started from 3 (5 ties; observed then 5)' 'simulate'
says out 'new ties most likely:' 'simulate'
expect 0 'simulate with one thread' simulate one.json --threads 1 --format json -o s1.json
expect 0 'simulate with three' simulate one.json --threads 3 --format json -o s3.json
cmp <(sed '/"run"/,$d' s1.json) <(sed '/"run"/,$d' s3.json) || fail 'three threads change the draws'
expect 0 'pairs as CSV' simulate one.json --format csv
says out 'a,b,p,before,observed' 'pairs as CSV'
[ "$(wc -l <out)" -eq 16 ] || fail "pairs as CSV: $(wc -l <out) lines, expected 16"
expect 0 'a picture' simulate one.json --plot new.svg
says new.svg 'New ties most likely: pact, 4' 'a picture'
expect 2 'draws that four chains cannot share' simulate one.json --draws 10

# ---- gof ----
expect 0 'gof' gof one.json --draws 40
says out '2 to 4, within the fit' 'gof'
says out 'triads' 'gof'
expect 0 'a fit of the first waves' fit model.yaml --to 3 --ridge 0.1 --format json -o early.json
expect 0 'out of sample' gof early.json --from 4 --table prediction --format csv --draws 40
says out 'wave,pairs_of,by,pairs,events,base_rate,roc,precision_recall,brier,miscalibration,discrimination,log' 'out of sample'
says out '4,all,draws,15,5,' 'out of sample'
expect 0 'a picture of new ties found' gof one.json --draws 8 --plot gof.svg
says gof.svg 'New ties found: pact, 2 to 4' 'a picture of new ties found'
expect 0 'two waves ahead' gof early.json --from 4 --horizon 2 --table waves --format csv --draws 8
says out '4,2,5,' 'two waves ahead'
expect 0 'pooled' gof one.json --table summary --format csv --draws 8
says out 'all,not tied before,plug-in,' 'pooled'
says out 'all,all,"persistence, calibrated",' 'pooled'
expect 2 'a horizon before the first wave' gof early.json --to 3 --horizon 7
says err '--horizon 7: the model begins with 1, and no wave to 3 has one so long before' 'a horizon'
expect 0 'gof with one thread' gof one.json --horizon 2 --draws 8 --threads 1 --format json -o g1.json
expect 0 'gof with three' gof one.json --horizon 2 --draws 8 --threads 3 --format json -o g3.json
cmp <(sed '/"run"/,$d' g1.json) <(sed '/"run"/,$d' g3.json) || fail 'three threads change the comparison'
expect 2 'no such table' gof one.json --table degrees

# ---- a degenerate model: two cliques that a model without memory fills up ----
mkdir -p cliques
{ echo name; for i in $(seq 1 40); do echo "$i"; done; } >cliques/actors.csv
{
    echo wave,one,other
    for i in $(seq 1 12); do for j in $(seq $((i + 1)) 12); do echo "1,$i,$j"; done; done
} >cliques/ties.csv
printf '%s\n' 'family: tergm' 'data: cliques' 'waves: [1]' 'actors: {file: actors.csv, id: name}' \
    'dependent: {name: pact, file: ties.csv, from: one, to: other, wave: wave}' \
    'effects: [edges, {effect: gwesp, decay: 0.5}]' >cliques.yaml
expect 0 'a degenerate fit' fit cliques.yaml --ridge 0.01 --format json -o cliques.json
expect 0 'simulate from a degenerate fit' simulate cliques.json
says out 'Degenerate: the networks drawn have far more ties, or far fewer, than the observed one' 'simulate'
expect 0 'gof of a degenerate fit' gof cliques.json
says out 'Degenerate:' 'gof'
says out 'given the wave' 'gof of the first wave, which has none before'
expect 0 'simulate from a good fit' simulate one.json
grep -q Degenerate out && fail 'a good fit is called degenerate'

# ---- directed ----
sed 's/dependent: {name: pact/dependent: {name: pact, directed: true/; s/edgecov, of: near/edgecov, of: near/; /dyadic:/,/near.csv/d' model.yaml >arcs.yaml
expect 0 'a directed fit' fit arcs.yaml --ridge 0.1 --format json -o arcs.json
expect 0 'gof of a directed network' gof arcs.json --draws 8
says out 'in-degree' 'gof of a directed network'
says out '021D' 'gof of a directed network'

# ---- data that change after the fit are refused ----
sed -i 's/^1,C,D/1,B,D/' data/ties.csv
expect 2 'changed data' simulate one.json
says err "the file 'ties.csv' has changed since the model was fitted" 'changed data'
sed -i 's/^1,B,D/1,C,D/' data/ties.csv
expect 0 'the old data again' simulate one.json

# ---- a world: what bare names meant is kept, and another meaning is refused ----
mkdir own
printf 'name,abb\nAland,A\nBland,B\nCland,C\nDland,D\n' >own/actors.csv
printf 'actor,attribute,value,unit,from,to\nA,gdp,1,euro,1999,2003\nB,gdp,2,euro,1999,2003\nC,gdp,4,euro,1999,2003\nD,gdp,3,euro,1999,2003\n' \
    >own/attributes.csv
printf 'layer,a,b,from,to\npact,A,B,2000,2002\npact,C,D,2001,2002\npact,A,D,2000,2001\n' >own/ties.csv
expect 0 'import' import csv own -w own.world --source first -q
sed 's/A,gdp,1,/A,gdp,5,/' own/attributes.csv >own/changed && mv own/changed own/attributes.csv
rm own/ties.csv
expect 0 'import again' import csv own -w own.world --source second -q
printf '%s\n' 'family: tergm' 'world: own.world' 'waves: [2000, 2001, 2002]' 'dependent: {name: pact, layer: pact}' \
    'covariates:' '  - {name: size, attribute: gdp}' 'effects: [edges, {effect: nodecov, of: size}]' >own.yaml
expect 0 'a fit on a world' fit own.yaml --ridge 0.5 --format json -o own.json
says own.json '"2000-07-01"' 'dates of waves'
"$ENTENTE_BINARY" fit own.yaml --ridge 0.5 | grep -qF 'gdp = gdp@first (of 2; entente prefer changes that)' ||
    fail 'what a bare name meant is said'
says own.json '"resolved"' 'what bare names meant'
expect 0 'simulate on a world' simulate own.json --draws 8
expect 0 'another preference' prefer own.world gdp second
expect 2 'another meaning' simulate own.json
says err "attribute 'gdp' was gdp@first when the model was fitted, and is gdp@second now" 'another meaning'
expect 0 'the old preference' prefer own.world gdp --reset
expect 0 'the old meaning' simulate own.json --draws 8
sed 's/A,gdp,5,/A,gdp,6,/' own/attributes.csv >own/changed && mv own/changed own/attributes.csv
expect 0 'more data' import csv own -w own.world --source third -q
expect 2 'another world' simulate own.json
says err "the world 'own.world' has changed since the model was fitted" 'another world'

# ---- a model that changes after its fit is refused ----
echo '# more' >>model.yaml
expect 2 'a changed model' simulate one.json
says err 'has changed since it was fitted: fit it again' 'a changed model'
rm model.yaml
expect 2 'a model that is gone' simulate one.json
says err 'the model of one.json' 'a model that is gone'
finish
