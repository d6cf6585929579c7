# Every example in a document does what it says, with Entente installed as a user has it.
#   examples.sh setup        makes what all documents take for granted, in $ENTENTE_BUILD_DIR/docs
#   examples.sh DOCUMENT     runs the examples of README.md or docs/NAME.md; each document is a test of its own
# A fenced block is run by its language:
#   console  each line that begins with `$ ` is run; the lines below it must be among its output, in this
#            order; `...` stands for any lines. A line `entente: ...` below means that it must fail.
#   yaml     a scenario (it begins with `title:`) is run
#   sql      a query of a world: must give rows of cow.world where there is one, and no error of my.world
#   c        is compiled and run
# A comment before the block says what else: <!-- example: file NAME --> writes it to that file,
# <!-- example: data --> needs the real files, <!-- example: off --> is not run here.
# All blocks of one document share a folder; the examples of docs/own-data.md are run by setup and lend
# their my.world to the others.
source "$ENTENTE_SOURCE_DIR/tests/support.sh"
data=${ENTENTE_DATA:-$ENTENTE_SOURCE_DIR/../shared/data}
ran=0 skipped=0

common=$ENTENTE_BUILD_DIR/docs # what setup makes
export PATH=$common/installed/bin:$PATH
export PKG_CONFIG_PATH=$common/installed/lib/pkgconfig LD_LIBRARY_PATH=$common/installed/lib
[ ! -d "$data" ] || data=$(realpath "$data")

make_folder() { # of a document
    mkdir -p "$1/build"
    ln -s "$common/installed/bin/entente" "$1/build/entente"
    ln -s "$ENTENTE_SOURCE_DIR/scenarios" "$1/scenarios"
    ln -s "$ENTENTE_SOURCE_DIR/models" "$1/models"
    [ ! -d "$data" ] || ln -s "$data" "$1/downloads"
    [ ! -f "$common/cow.world" ] || cp "$common/cow.world" "$1/"
    [ ! -f "$common/my.world" ] || cp "$common/my.world" "$1/"
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

setup() {
    rm -rf "$common"
    mkdir -p "$common"
    cmake --install "$ENTENTE_BUILD_DIR" --prefix "$common/installed" >"$temp/log" 2>&1 || {
        cat "$temp/log"
        fail 'cmake --install'
        return
    }
    if grep -q '^ENTENTE_SANITIZE:BOOL=ON' "$ENTENTE_BUILD_DIR/CMakeCache.txt"; then
        printf '#!/bin/sh\nexec /usr/bin/cc -fsanitize=address,undefined "$@"\n' >"$common/installed/bin/cc"
        chmod +x "$common/installed/bin/cc"
    fi
    if [ -d "$data" ]; then
        entente import cow "$data" -w "$common/cow.world" >"$temp/log" 2>&1 || { cat "$temp/log"; fail 'import cow'; }
    fi
    run_document "$ENTENTE_SOURCE_DIR/docs/own-data.md"
    cp "$temp/documents/docs/own-data.md/my.world" "$common/" || fail 'docs/own-data.md makes no my.world'
}

case $1 in
    setup) setup ;;
    *) run_document "$ENTENTE_SOURCE_DIR/$1" ;;
esac
echo "$ran examples, $skipped skipped"
if [ ! -d "$data" ]; then
    echo 'examples on real data are skipped: ENTENTE_DATA is not set and ../shared/data is not there'
fi
finish
