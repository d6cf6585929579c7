# Daily questions of the real files; the answers were looked up by hand in the file that is named.
source "$ENTENTE_SOURCE_DIR/tests/support.sh"
need_data
cd "$temp" || exit 1
"$ENTENTE_BINARY" import cow "$ENTENTE_DATA" -w w -q >/dev/null || { fail 'import'; finish; }

# answers EXPECTED QUESTION ...: the abbreviations or ids of a list, else the value.
answers() {
    local expected=$1 got
    shift
    "$ENTENTE_BINARY" get w "$@" --format csv >answer || { fail "get $*"; return; }
    got=$(sed 1d answer | cut -d, -f1 | tr '\n' ' ')
    [ "$got" = "$expected " ] || fail "get $*: '$got', expected '$expected'"
}

# majors2016.csv
answers 'USA UKG FRN GMY AUH ITA RUS JPN' majors --on 1914-07-01
answers 'USA UKG FRN GMY RUS CHN JPN' majors --on 2010-07-01
# NMC-70-abridged.csv, NMC-60-abridged.csv: ccode 710, year 2012
answers 0.22036418 value CHN cinc@nmc-7.0 2012
answers 2285 value 710 milper@nmc-7.0 2012
answers 58765000 value RUS milex@nmc-7.0 2012
# alliance_v4.1_by_directed.csv, version4id 233: the USA owes defence, Japan nothing
answers 3 tie alliance USA JPN --on 2005-07-01
answers 0 tie alliance USA RUS --on 2005-07-01
# alliance_v4.1_by_member.csv, version4id 227: 19 members; the accessions of 2004 are not in the file
answers 'USA CAN UKG NTH BEL LUX FRN SPN POR GMY POL HUN CZR ITA GRC NOR DEN ICE TUR' \
    members cow:227 --on 2010-07-01
# the same, ccode 2 on that day
answers 'cow:210 cow:227 cow:231 cow:232 cow:233 cow:236 cow:238 cow:240 cow:252 cow:241 cow:253 cow:254 cow:255 cow:256' \
    treaties USA --on 1960-07-01
# contdir.csv: 2 and 20 share a land border, 2 and 365 are 2 miles apart, 2 and 710 nothing
answers 1 tie contiguity USA CAN --on 2000-01-01
answers 2 tie contiguity USA RUS --on 2000-01-01
answers 0 tie contiguity USA CHN --on 2000-01-01
# beyond the source the answer is "not covered", never "no"
answers '' tie alliance USA JPN --on 2015-07-01
# cow_capitals.csv: names are no numbers to add up, nor are they missing ones
for question in "power w --on 1990 --measure capital" "power w --on 1990 --votes capital" \
    "similarity w USA UKG --on 1990 --weights capital" "history w USA UKG 1990 1991 --measure capital"; do
    "$ENTENTE_BINARY" $question >answer 2>err && fail "$question: reckons with names"
    grep -q "has texts ('Washington D.C.'); expected an attribute with numbers" err || fail "$question: $(cat err)"
done
finish
