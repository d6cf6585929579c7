# The importer of CONTRIBUTING.md, followed to the letter in a copy of the sources: it compiles without a
# warning, and reads its file.
source "$ENTENTE_SOURCE_DIR/tests/support.sh"
copy=$temp/copy
mkdir "$copy"
cd "$ENTENTE_SOURCE_DIR" && cp -r CMakeLists.txt cmake src include maps scripts README.md "$copy" && mkdir "$copy/bench" &&
    : >"$copy/bench/CMakeLists.txt" && cd "$copy" || exit 1
awk -v n=0 '/^```c$/ { file = ++n; next } /^```$/ { file = 0 } file { print >("block" file) }' \
    "$ENTENTE_SOURCE_DIR/CONTRIBUTING.md"
sed -n 's/^    \([0-9]*,[0-9]*,.*\)/\1/p; s/^    \(ccode,.*\)/\1/p' "$ENTENTE_SOURCE_DIR/CONTRIBUTING.md" >ports.csv

cp block1 src/import/ports.c
sed -i '/^extern const ent_importer ent_import_crosswalk;/r block2' src/import/importer.h
sed -i '/&ent_import_states,/r block3' src/import/importers.c
if ! { cmake -G Ninja -S . -B build -DCMAKE_BUILD_TYPE=None -DBUILD_TESTING=OFF -DENTENTE_WERROR=ON &&
    cmake --build build --target entente; } >"$temp/log" 2>&1; then
    tail -30 "$temp/log"
    fail 'it does not compile'
    finish
fi
mkdir files
cat >files/states.csv <<'END'
stateabb,ccode,statenme,styear,stmonth,stday,endyear,endmonth,endday,version
USA,2,United States of America,1816,1,1,2016,12,31,2016
CAN,20,Canada,1920,1,10,2016,12,31,2016
END
mv ports.csv files/
build/entente import all files -w try.world >"$temp/log" 2>&1 || fail "import: $(cat "$temp/log")"
grep -q 'missing (-9)' "$temp/log" || fail "the missing value is not counted: $(cat "$temp/log")"
build/entente get try.world value USA ports 2010 >"$temp/log" 2>&1
[ "$(head -1 "$temp/log")" = '47 ports' ] || fail "get: $(cat "$temp/log")"
build/entente import --help | grep -q 'Sea ports (ports.csv)' || fail 'the layout is not listed'
finish
