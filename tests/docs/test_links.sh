# Links in documents lead somewhere, and the files that the tour names are there.
source "$ENTENTE_SOURCE_DIR/tests/support.sh"
cd "$ENTENTE_SOURCE_DIR" || exit 1
for document in *.md docs/*.md; do
    for link in $(grep -o ']([^)]*)' "$document" | sed 's/^](//; s/)$//; s/#.*//' | grep -v '^https\?:'); do
        [ -e "$(dirname "$document")/$link" ] || fail "$document: the link '$link' leads nowhere"
    done
done
for file in $(grep -o '`[a-z_/0-9]*\.[ch]`' docs/tour.md | tr -d '`' | sort -u); do
    [ -n "$(find ./src ./include ./tests -path "*/$file")" ] || fail "docs/tour.md: there is no '$file'"
done
finish
