# --plot: a picture beside the answer, whole or not at all.
source "$ENTENTE_SOURCE_DIR/tests/support.sh"
cd "$temp" || exit 1

mkdir own
printf 'name,abb,from,to\nAland,A,1999,2003\nBland,B,1999,2003\n' >own/actors.csv
printf 'actor,attribute,value,unit,from,to\nA,gdp,4,dollars,1999,2001\nA,gdp,1,dollars,2002,2003\nB,gdp,3,dollars,1999,2003\n' \
    >own/attributes.csv
printf 'treaty,name,obligations,from,to\npact,The pact,defense,2000,2001\n' >own/treaties.csv
printf 'treaty,actor\npact,A\npact,B\n' >own/treaty_members.csv
"$ENTENTE_BINARY" import csv own -w own.world >/dev/null || fail 'import'

# draws WHAT ARGUMENT ...: the picture is whole, and the answer is the same as without it.
draws() {
    local what=$1
    shift
    rm -f new.svg
    "$ENTENTE_BINARY" "$@" >plain 2>&1
    "$ENTENTE_BINARY" "$@" --plot new.svg >out 2>err || fail "$what: $(head -1 err)"
    head -1 new.svg | grep -q '^<svg xmlns="http://www.w3.org/2000/svg" viewBox=' || fail "$what: $(head -c 80 new.svg)"
    [ "$(tail -1 new.svg)" = '</svg>' ] || fail "$what: the picture is cut off"
    diff <(grep -v '"seconds"' plain) <(grep -v '"seconds"' out) >difference || fail "$what: $(head -3 difference)"
}
for format in table csv json; do
    draws "years as $format" power own.world --measure gdp --format $format
done
draws 'a day' power own.world --measure gdp --on 2001-07-01
draws 'concentration' power own.world --measure gdp --table concentration
draws 'slopes' power own.world --measure gdp --table transitions
draws 'votes' power --votes 50,49,1 --quota 51
draws 'a pair' similarity own.world A B
draws 'a matrix' similarity own.world --on 2001-07-01

# refuses WHAT TEXT ARGUMENT ...: exit 2 or 3 with the text, and no file.
refuses() {
    local what=$1 text=$2
    shift 2
    rm -f new.svg
    "$ENTENTE_BINARY" "$@" >out 2>err && fail "$what must fail"
    grep -qF -- "$text" err || fail "$what: '$text' is not in: $(head -1 err)"
    [ ! -s out ] && [ ! -e new.svg ] || fail "$what leaves something"
}
refuses 'no SVG' "--plot 'new.png': pictures are SVG" power own.world --measure gdp --plot new.png
refuses 'one file for both' '--plot and -o name the same file' power own.world --measure gdp --plot new.svg -o new.svg
refuses 'a folder that is a file' "cannot write 'own.world/new.svg'" power own.world --measure gdp --plot own.world/new.svg
mkdir folder.svg
refuses 'a folder' "'folder.svg'" power own.world --measure gdp --plot folder.svg
refuses 'no row' 'nothing to draw' power own.world --measure gdp --table blocs --plot new.svg
refuses 'all pairs' '--all has no picture' similarity own.world --all --plot new.svg
refuses 'an answer without picture' "info has no option '--plot'" info own.world --plot new.svg

# small charts: blocks, or digits where they cannot be shown; A has 4/7 and then 1/4, of at most 3/4
LC_ALL=C.UTF-8 "$ENTENTE_BINARY" power own.world --measure gdp >out
grep -q '^  A  ▇▇▇▃▃ ' out || fail "blocks: $(grep '^  A' out)"
LC_ALL=C "$ENTENTE_BINARY" power own.world --measure gdp >out
grep -q '^  A  77733 ' out || fail "digits: $(grep '^  A' out)"
grep -q '[▁█·]' out && fail "blocks where they cannot be shown: $(grep '[▁█·]' out)"
finish
