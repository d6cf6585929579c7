# Every example in README.md and docs/*.md does what it says, with Entente installed as a user has it.
# A fenced block is run by its language:
#   console  each line that begins with `$ ` is run; the lines below it must be among its output, in this
#            order; `...` stands for any lines. A line `entente: ...` below means that it must fail.
#   yaml     a scenario (it begins with `title:`) is run
#   sql      a query of a world: must give rows of cow.world where there is one, and no error of my.world
#   c        is compiled and run
# A comment before the block says what else: <!-- example: file NAME --> writes it to that file,
# <!-- example: data --> needs the real files, <!-- example: off --> is not run here.
# All blocks of one document share a folder; the examples of docs/own-data.md are run first and lend
# their my.world to the others.
source "$ENTENTE_SOURCE_DIR/tests/support.sh"
data=${ENTENTE_DATA:-$ENTENTE_SOURCE_DIR/../shared/data}
ran=0 skipped=0

# ---- what the documents take for granted ----
cmake --install "$ENTENTE_BUILD_DIR" --prefix "$temp/installed" >"$temp/log" 2>&1 || {
    cat "$temp/log"
    fail 'cmake --install'
    finish
}
if grep -q '^ENTENTE_SANITIZE:BOOL=ON' "$ENTENTE_BUILD_DIR/CMakeCache.txt"; then
    printf '#!/bin/sh\nexec /usr/bin/cc -fsanitize=address,undefined "$@"\n' >"$temp/installed/bin/cc"
    chmod +x "$temp/installed/bin/cc"
fi
export PATH=$temp/installed/bin:$PATH
export PKG_CONFIG_PATH=$temp/installed/lib/pkgconfig LD_LIBRARY_PATH=$temp/installed/lib

if [ -d "$data" ]; then
    data=$(realpath "$data")
    entente import cow "$data" -w "$temp/cow.world" >"$temp/log" 2>&1 || { cat "$temp/log"; fail 'import cow'; }
fi

make_folder() { # of a document
    mkdir -p "$1/build"
    ln -s "$temp/installed/bin/entente" "$1/build/entente"
    ln -s "$ENTENTE_SOURCE_DIR/scenarios" "$1/scenarios"
    [ ! -d "$data" ] || ln -s "$data" "$1/downloads"
    [ ! -f "$temp/cow.world" ] || cp "$temp/cow.world" "$1/"
    [ ! -f "$temp/my.world" ] || cp "$temp/my.world" "$1/"
}

# ---- blocks ----

# Split a document into FOLDER/blocks/N and write "N LINE LANGUAGE DIRECTIVE..." for each.
split_blocks() { # document, folder
    mkdir -p "$2/blocks"
    awk -v folder="$2/blocks" '
        inside && /^```/ { close(file); inside = 0; directive = ""; next }
        inside { print >file; next }
        /^```/ {
            file = folder "/" ++n; inside = 1; printf "" >file
            print n, NR, (length($0) > 3 ? substr($0, 4) : "text"), directive
            next
        }
        /^<!-- example: .* -->$/ { directive = $0; sub(/^<!-- example: /, "", directive); sub(/ -->$/, "", directive); next }
        NF { directive = "" }' "$1"
}

# Are the lines of one file among those of another, in their order? Prints the first that is not.
missing_line() { # expected, actual
    awk 'NR == FNR { sub(/[ \t]+$/, ""); line[++count] = $0; next }
         $0 == "..." { next }
         { sub(/[ \t]+$/, ""); while (++at <= count && line[at] != $0); if (at > count) { print; exit } }' "$2" "$1"
}

run_console() { # block, folder, place
    local command='' line
    : >"$temp/expected"
    while IFS= read -r line || [ -n "$line" ]; do
        if [[ $command == *\\ ]]; then
            command=${command%\\}$line
        elif [[ $line == '$ '* ]]; then
            check_command "$command" "$2" "$3"
            command=${line#\$ }
            : >"$temp/expected"
        else
            printf '%s\n' "$line" >>"$temp/expected"
        fi
    done <"$1"
    check_command "$command" "$2" "$3"
}

check_command() { # command, folder, place
    [ -n "$1" ] || return
    (cd "$2" && bash -c "$1") >"$temp/actual" 2>&1 </dev/null
    local code=$? missing
    ran=$((ran + 1))
    if grep -q '^entente: ' "$temp/expected"; then
        [ $code -ne 0 ] || fail "$3: '$1' must fail"
    elif [ $code -ne 0 ]; then
        fail "$3: '$1' ends with $code: $(tail -5 "$temp/actual")"
        return
    fi
    missing=$(missing_line "$temp/expected" "$temp/actual")
    [ -z "$missing" ] || fail "$3: '$1' does not print '$missing'; it prints: $(head -20 "$temp/actual")"
}

run_sql() { # block, folder, place
    local world rows
    command -v sqlite3 >/dev/null || { skipped=$((skipped + 1)); return; }
    for world in my cow; do
        [ -f "$2/$world.world" ] || continue
        cp "$2/$world.world" "$2/sql.world"
        rows=$(sqlite3 -batch -bail "$2/sql.world" <"$1" 2>&1) || fail "$3: $world.world: $rows"
        [ $world = my ] || [ -n "$rows" ] || grep -qi '^update\|^insert' "$1" || fail "$3: no rows of cow.world"
    done
    ran=$((ran + 1))
}

run_c() { # block, folder, place
    cp "$1" "$2/block.c"
    (cd "$2" && cc -std=c11 -Wall -Wextra -Werror block.c $(pkg-config --cflags --libs entente) -o block && ./block) \
        >"$temp/actual" 2>&1 || fail "$3: $(tail -5 "$temp/actual")"
    ran=$((ran + 1))
}

run_block() { # block, folder, place, language, directive...
    local block=$1 folder=$2 place=$3 language=$4 directive=${5:-}
    case $directive in
        file)
            mkdir -p "$folder/$(dirname "$6")"
            cp "$block" "$folder/$6"
            return ;;
        off) return ;;
        data) [ -f "$folder/cow.world" ] || { skipped=$((skipped + 1)); return; } ;;
        '') ;;
        *) fail "$place: unknown directive '$directive'" ;;
    esac
    case $language in
        console) run_console "$block" "$folder" "$place" ;;
        yaml)
            grep -q '^title:' "$block" || return
            cp "$block" "$folder/block.yaml"
            check_command 'entente run block.yaml' "$folder" "$place" ;;
        sql) run_sql "$block" "$folder" "$place" ;;
        c) run_c "$block" "$folder" "$place" ;;
    esac
}

run_document() {
    local name=${1#"$ENTENTE_SOURCE_DIR"/}
    local folder=$temp/documents/$name n line language directive
    mkdir -p "$folder"
    make_folder "$folder"
    : >"$temp/expected"
    split_blocks "$1" "$temp/split/$name" >"$temp/index"
    while read -r n line language directive; do
        : >"$temp/expected"
        run_block "$temp/split/$name/blocks/$n" "$folder" "$name:$line" "$language" $directive
    done <"$temp/index"
}

run_document "$ENTENTE_SOURCE_DIR/docs/own-data.md"
cp "$temp/documents/docs/own-data.md/my.world" "$temp/" || fail 'docs/own-data.md makes no my.world'
for document in "$ENTENTE_SOURCE_DIR"/README.md "$ENTENTE_SOURCE_DIR"/docs/*.md; do
    [ "${document##*/}" = own-data.md ] || run_document "$document"
done
# ---- links lead somewhere, and the files that the tour names are there ----
cd "$ENTENTE_SOURCE_DIR" || exit 1
for document in *.md docs/*.md; do
    for link in $(grep -o ']([^)]*)' "$document" | sed 's/^](//; s/)$//; s/#.*//' | grep -v '^https\?:'); do
        [ -e "$(dirname "$document")/$link" ] || fail "$document: the link '$link' leads nowhere"
    done
done
for file in $(grep -o '`[a-z_/0-9]*\.[ch]`' docs/tour.md | tr -d '`' | sort -u); do
    [ -n "$(find ./src ./include ./tests -path "*/$file")" ] || fail "docs/tour.md: there is no '$file'"
done

echo "$ran examples, $skipped skipped"
[ $ran -gt 20 ] || fail 'hardly anything was run'
if [ ! -d "$data" ]; then
    echo 'examples on real data are skipped: ENTENTE_DATA is not set and ../shared/data is not there'
fi
finish
