# Links in documents lead somewhere, also to headings, and the files that the tour names are there.
source "$ENTENTE_SOURCE_DIR/tests/support.sh"
cd "$ENTENTE_SOURCE_DIR" || exit 1
anchors() { # of a document, as GitHub makes them: lower case, blanks to hyphens, only letters, digits, - and _
    awk '/^```/ { inside = !inside } !inside && /^##* / { sub(/^#* /, ""); print }' "$1" |
        tr 'A-Z ' 'a-z-' | tr -cd 'a-z0-9_\n-'
}
for document in *.md docs/*.md; do
    for link in $(grep -o ']([^)]*#[^)]*)' "$document" | sed 's/^](//; s/)$//' | grep -v '^https\?:'); do
        to=${link%%#*}
        to=$(dirname "$document")/${to:-$(basename "$document")}
        anchors "$to" | grep -qxF -e "${link#*#}" || fail "$document: there is no heading for '$link'"
    done
    for link in $(grep -o ']([^)]*)' "$document" | sed 's/^](//; s/)$//; s/#.*//' | grep -v '^https\?:'); do
        [ -e "$(dirname "$document")/$link" ] || fail "$document: the link '$link' leads nowhere"
    done
done
for file in $(grep -o '`[a-z_/0-9]*\.[ch]`' docs/tour.md | tr -d '`' | sort -u); do
    [ -n "$(find ./src ./include ./tests -path "*/$file")" ] || fail "docs/tour.md: there is no '$file'"
done
finish
