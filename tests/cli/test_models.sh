# entente effects and entente targets as a user meets them: a model on a world of three states, counted by hand.
source "$ENTENTE_SOURCE_DIR/tests/support.sh"
cd "$temp" || exit 1

# row TEXT WHAT: the CSV has this line.
row() {
    grep -qxF -- "$1" out || fail "$2: no line '$1' in: $(cat out)"
}

# ---- effects ----
expect 0 'all effects' effects
says out 'transitive_triplets' 'all effects'
expect 0 'one effect' effects gwesp
says out 'formula: s_i = sum_j x_ij e^a' 'one effect'
expect 0 'effects as CSV' effects geography --format csv
says out 'land_contiguity,geography,any' 'effects as CSV'
expect 2 'no such effect' effects transitive_tiess
says err "did you mean 'transitive_ties'" 'no such effect'

# ---- a world: A and B are allied throughout, C joins them in 2001; D comes in 2001 ----
mkdir own
cat >own/actors.csv <<'EOT'
name,abb,from,to
Aland,A,1999,2003
Bland,B,1999,2003
Cland,C,1999,2003
Dland,D,2001,2003
EOT
cat >own/attributes.csv <<'EOT'
actor,attribute,value,unit,from,to
A,gdp,100,million dollars,2000,2002
B,gdp,10,million dollars,2000,2002
C,gdp,1,million dollars,2000,2002
D,gdp,1000,million dollars,2001,2002
EOT
cat >own/treaties.csv <<'EOT'
treaty,name,obligations,from,to
pact,The pact,defense,2000,2003
talks,The talks,consultation,2000,2003
EOT
cat >own/treaty_members.csv <<'EOT'
treaty,actor,from,to
pact,A,2000,2003
pact,B,2000,2003
pact,C,2001,2003
talks,B,2000,2003
talks,C,2000,2003
EOT
cat >own/ties.csv <<'EOT'
layer,a,b,from,to
rivalry,A,D,1999,2003
EOT
expect 0 'import' import csv own -w own.world

cat >pact.yaml <<'EOT'
title: The pact
family: saom
world: own.world
waves: [2000, 2001, 2002]
dependent: {name: ally, layer: alliance, obligations: defense}
covariates:
  - {name: size, attribute: gdp, log: true, centred: false}
dyadic:
  - {name: rivals, layer: rivalry, centred: false}
effects:
  - density
  - triangles
  - {effect: sum, of: size}
  - {effect: dyadic, of: rivals}
EOT
# Period 1 gains A-C and B-C, period 2 nothing; each wave's end has the triangle A, B, C. D's ties are fixed at wave 1.
expect 0 'targets' targets pact.yaml --format csv
row 'variable,type,effect,of,period,target,rsiena,ergm' 'targets'
row 'ally,rate,rate,,1,4,Rate,' 'changed ties both ways'
row 'ally,rate,rate,,2,0,Rate,' 'no change'
row 'ally,evaluation,density,,,6,density,edges' 'ties at the ends of two periods'
row 'ally,evaluation,triangles,,,2,transTriads,triangle triangles' 'triangles'
row 'ally,evaluation,dyadic,rivals,,0,X,edgecov' 'no rivals are allied'
# Both periods: each of three ties both ways, log size of both ends: 2 * 2 * 2 * (log 100 + log 10 + log 1)
grep -q '^ally,evaluation,sum,size,,55.2620422318' out || fail "sum: $(grep sum out)"
expect 0 'targets for people' targets pact.yaml
says out 'mean similarity' 'targets for people'
expect 0 'targets as JSON' targets pact.yaml --format json
says out '"fixed": [' 'the waves'

# treaty affinity: one is inside a treaty of two or more and the other not; all neighbours are equally near, so the
# share of the outsider's neighbourhood inside is the treaty's members over all others who are there.
printf 'layer,a,b,value,from,to\n' >own/ties.csv
for pair in A,B A,C A,D B,C B,D C,D; do
    echo "distance,$pair,500,1999,2003" >>own/ties.csv
done
expect 0 'import distances' import csv own -w far.world
cat >affinity.yaml <<'EOT'
world: far.world
waves: [2000, 2001]
treaties: treaty
dependent: {name: ally, layer: alliance, obligations: defense}
dyadic:
  - {name: distance, layer: distance, value: number, centred: false}
effects:
  - {effect: treaty_affinity, of: distance, members: 2}
EOT
# At 2000 the pact is A, B and the talks B, C; D is not there. Of the ties of 2001, A-B: A is outside of the talks,
# whose members are all of its neighbours (1); A-C: C is outside of the pact (1); B-C: C outside of the pact (1).
expect 0 'affinity' targets affinity.yaml --format csv
row 'ally,evaluation,treaty_affinity,distance,,6,,' 'affinity, both ways'
sed 's/treaties: treaty/treaties: treatise/' affinity.yaml >typo.yaml
expect 2 'unknown treaties' targets typo.yaml
sed '/^treaties/d' affinity.yaml >none.yaml
expect 2 'no treaties' targets none.yaml
says err "effect 'treaty_affinity' needs treaties with their members" 'no treaties'

# a tie model of the same: A-B, then the triangle; the absent D is no isolate of 2000, C is
sed 's/family: saom/family: tergm/; s/  - density/  - edges\n  - isolates/' pact.yaml >tie.yaml
expect 0 'a tie model' targets tie.yaml --format json
tr -d ' \n' <out >flat
says flat '"variable":["ally","ally","ally","ally","ally"]' 'no rates'
expect 0 'a tie model' targets tie.yaml --format csv
row 'ally,evaluation,density,,,7,density,edges' '1 + 3 + 3'
row 'ally,evaluation,isolates,,,3,isolateNet,isolates' 'C in 2000, D in 2001 and 2002'

# ---- where states lie, and how long they have been there: COW numbers of North America, western Europe, Russia ----
cp own/actors.csv kept.csv
printf 'name,abb,cow,from,to\nAland,A,2,1999,2003\nBland,B,20,1999,2003\nCland,C,200,1999,2003\nDland,D,365,2001,2003\n' \
    >own/actors.csv
expect 0 'import with numbers' import csv own -w placed.world
cp kept.csv own/actors.csv
cat >placed.yaml <<'EOT'
family: tergm
world: placed.world
waves: [2000, 2001, 2002]
dependent: {name: ally, layer: alliance, obligations: defense}
covariates:
  - {name: region, derive: region}
  - {name: part, derive: subregion}
  - {name: age, derive: age}
effects:
  - {effect: same_region, of: region}
  - {effect: same_subregion, of: part}
  - {effect: new_states, of: age, years: 2}
  - {effect: sum, of: age}
EOT
# A-B in each wave; A-C and B-C cross an ocean. At 2000-07-01 A and B have been there for 547 days, less than two years;
# then all for 912 and 1277: (2 * 547 + 6 * 912 + 6 * 1277) / 365.25
expect 0 'derived covariates' targets placed.yaml --format csv
row 'ally,evaluation,same_region,region,,3,,' 'within a region'
row 'ally,evaluation,same_subregion,part,,3,,' 'within its part'
row 'ally,evaluation,new_states,age,,2,,' 'new states'
grep -q '^ally,evaluation,sum,age,,38.9541409' out || fail "ages: $(grep sum out)"
sed 's/derive: region/derive: religion/' placed.yaml >derive.yaml
expect 2 'an unknown derivation' targets derive.yaml
says err "derive.yaml:6:28: derive 'religion' is unknown; expected region, subregion, age" 'an unknown derivation'
sed 's/derive: age/derive: age, log: true/' placed.yaml >derive.yaml
expect 2 'a logarithm of what is derived' targets derive.yaml
says err "'log' does not go with 'derive'" 'a logarithm of what is derived'
sed 's/placed.world/own.world/' placed.yaml >derive.yaml
expect 2 'regions without numbers' targets derive.yaml
says err 'regions go by COW numbers, and no actor of the model has one' 'regions without numbers'

# ---- what is refused ----
sed 's/2002\]/2012]/' pact.yaml >late.yaml
expect 2 'a wave that no source covers' targets late.yaml
says err '2012-07-01 is not covered' 'a wave that no source covers'
sed 's/attribute: gdp/attribute: gdb/' pact.yaml >typo.yaml
expect 2 'an unknown attribute' targets typo.yaml
says err "typo.yaml:7:29: there is no attribute 'gdb'" 'an unknown attribute'
expect 2 'no such file' targets nowhere.yaml
expect 2 'no file' targets
finish
