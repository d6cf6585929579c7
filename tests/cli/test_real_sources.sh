# The figures of data/README.md on the two versions of the National Material Capabilities, that a
# copy is the same, and that every data set has its BibTeX.
source "$ENTENTE_SOURCE_DIR/tests/support.sh"
need_data
cd "$temp" || exit 1
mkdir nmc
for file in states2016.csv NMC-60-abridged.csv NMC-70-abridged.csv; do
    [ -f "$ENTENTE_DATA/cow/$file" ] || { echo "skipped: no $file"; exit 77; }
    ln -s "$(realpath "$ENTENTE_DATA/cow/$file")" nmc/
done
"$ENTENTE_BINARY" import all nmc -w nmc.world -q >log 2>&1 || { cat log; fail 'import'; }

# row NAME COLUMN: a count of the table `series`
"$ENTENTE_BINARY" diff nmc.world --between nmc-6.0 nmc-7.0 --format json -o diff.json 2>err
[ $? -eq 1 ] || fail 'the versions differ'
grep -q 'no redistribution' err || fail 'rows of NMC in a file: the terms are named'
counts() { # column: the numbers of all seven attributes, sorted by name
    awk -v column="\"$1\"" '/^    "series"/ { on = 1 } /^    "rows"/ { on = 0 }
        on && index($0, column ": [") { found = 1; next }
        found && /\]/ { exit }
        found { gsub(/[ ,"]/, ""); printf "%s ", $0 }' diff.json
}
expect() { [ "$2" = "$3" ] || fail "$1: '$3', expected '$2'"; }
expect names 'cinc irst milex milper pec tpop upop ' "$(counts name)"
expect 'in both' '15951 15925 13734 15525 15503 15951 15883 ' "$(counts common)"
expect changed '2258 0 0 0 2585 0 0 ' "$(counts changed)" # data/README.md
expect 'within the tolerance' '5254 0 0 0 0 0 0 ' "$(counts within)" # 7512 differ at all
expect 'only in 6.0' '0 0 0 0 0 0 0 ' "$(counts only_first)"
expect 'only in 7.0' '0 0 0 0 0 0 0 ' "$(counts only_second)"
expect '2017 to 2022' '1170 1170 1027 1140 1170 1170 1170 ' "$(counts beyond_second)"

"$ENTENTE_BINARY" diff nmc.world --between nmc-6.0 nmc-7.0 --tolerance 0 >exact
grep -q 'cinc.* 15951 *7512 ' exact || fail "with --tolerance 0 every difference counts: $(grep cinc exact | head -1)"

# ---- a world with all data sets is the same as its copy ----
"$ENTENTE_BINARY" import all "$ENTENTE_DATA" -w all.world -q >log 2>&1 || { cat log; fail 'import all'; }
cp all.world copy.world
"$ENTENTE_BINARY" diff all.world copy.world >same || fail "a copy differs: $(tail -20 same)"

# ---- each data set has its entry: only those made from a title have a key to sort by ----
"$ENTENTE_BINARY" cite all.world --bibtex >all.bib || fail 'cite'
lacking=$(sed -n 's/^  key = {\(.*\)},$/\1/p' all.bib | grep -v '^entente-')
[ -z "$lacking" ] || fail "no BibTeX in src/import/citations.c for: $lacking"
[ -z "$(sed -n 's/^@[a-z]*{//p' all.bib | sort | uniq -d)" ] || fail 'a key stands twice'
finish
