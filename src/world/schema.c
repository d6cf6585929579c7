/* Days are Julian Day Numbers, so that SQLite's date(day) shows them. 5373484 (9999-12-31) = open.
 *
 *   source --< file --< import_note
 *      |
 *      +--< series --< spell >-- actor --< actor_code
 *                        |         |
 *      treaty >----------+         +--< succession        (treaty: also organisations, conflicts)
 *
 * A series is what one source says of one layer, attribute, system of membership, or set of treaties or
 * conflicts; a spell is one dated row of it. One table of spells serves all kinds, so that "what is so
 * on this day" is one query:
 *
 *   kind of series   a        b        treaty   number, text        level  obligations
 *   layer            from     to       or 0     value of the tie    yes    what a owes b
 *   attribute        actor    -        -        the value           -      -
 *   system           member   -        -        -                   -      -
 *   treaties         member   -        yes      -                   kind   what it owes
 *   conflicts        party    -        yes      -                   side   -
 *
 * The tie of a layer that is not directed stands once, with a < b. */
#include "world/schema.h"

#include <stddef.h>

static const char *const version_1[] = {
    "CREATE TABLE source ("
    "  id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, version TEXT NOT NULL,"
    "  title TEXT NOT NULL, citation TEXT NOT NULL, terms TEXT NOT NULL) STRICT;"

    "CREATE TABLE file ("
    "  id INTEGER PRIMARY KEY, source INTEGER NOT NULL REFERENCES source,"
    "  layout TEXT NOT NULL, path TEXT NOT NULL,"
    "  sha256 TEXT NOT NULL," /* of the bytes on the disk */
    "  content TEXT NOT NULL," /* of the text as read: the same content is imported once */
    "  row_count INTEGER NOT NULL) STRICT;"

    "CREATE TABLE import_note ("
    "  id INTEGER PRIMARY KEY, file INTEGER NOT NULL REFERENCES file,"
    "  kind TEXT NOT NULL CHECK (kind IN ('read','kept','repaired','left out','checked')),"
    "  reason TEXT NOT NULL, count INTEGER NOT NULL, example TEXT NOT NULL) STRICT;"

    "CREATE TABLE actor ("
    "  id INTEGER PRIMARY KEY, name TEXT NOT NULL, abb TEXT NOT NULL, kind TEXT NOT NULL) STRICT;"

    /* The columns of a primary key come first and in its order: else PRAGMA integrity_check of SQLite
     * 3.40 reports NULL values that are not there. */
    "CREATE TABLE actor_code ("
    "  scheme TEXT NOT NULL, code TEXT NOT NULL, from_day INTEGER NOT NULL,"
    "  actor INTEGER NOT NULL REFERENCES actor, source INTEGER NOT NULL REFERENCES source,"
    "  to_day INTEGER NOT NULL,"
    "  PRIMARY KEY (scheme, code, from_day, actor, source)) STRICT, WITHOUT ROWID;"

    "CREATE TABLE succession ("
    "  day INTEGER NOT NULL,"
    "  predecessor INTEGER NOT NULL REFERENCES actor, successor INTEGER NOT NULL REFERENCES actor,"
    "  kind TEXT NOT NULL CHECK (kind IN ('continues','merges','splits')),"
    "  source INTEGER NOT NULL REFERENCES source,"
    "  PRIMARY KEY (day, predecessor, successor)) STRICT, WITHOUT ROWID;"

    "CREATE TABLE series ("
    "  id INTEGER PRIMARY KEY,"
    "  kind TEXT NOT NULL CHECK (kind IN ('layer','attribute','system','treaties')),"
    "  name TEXT NOT NULL, source INTEGER NOT NULL REFERENCES source,"
    "  directed INTEGER NOT NULL," /* layers: may a tie differ by direction? */
    "  measure TEXT NOT NULL CHECK (measure IN ('binary','ordered','valued')),"
    "  scale TEXT NOT NULL CHECK (scale IN ('','cow','atop')),"
    "  covers_from INTEGER NOT NULL, covers_to INTEGER NOT NULL,"
    "  position INTEGER NOT NULL," /* order of preference among those of one name, lowest first */
    "  longest_days INTEGER NOT NULL DEFAULT 0,"
    "  UNIQUE (kind, name, source)) STRICT;"

    "CREATE TABLE treaty ("
    "  id INTEGER PRIMARY KEY, series INTEGER NOT NULL REFERENCES series,"
    "  code TEXT NOT NULL UNIQUE, name TEXT NOT NULL,"
    "  from_day INTEGER NOT NULL, to_day INTEGER NOT NULL, marks INTEGER NOT NULL,"
    "  citation INTEGER NOT NULL, note INTEGER NOT NULL) STRICT;"

    "CREATE TABLE unit (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT;"
    "CREATE TABLE phrase (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT;"

    "CREATE TABLE spell ("
    "  series INTEGER NOT NULL REFERENCES series, from_day INTEGER NOT NULL,"
    "  a INTEGER NOT NULL, b INTEGER NOT NULL, treaty INTEGER NOT NULL, to_day INTEGER NOT NULL,"
    "  obligations INTEGER NOT NULL, level INTEGER NOT NULL, marks INTEGER NOT NULL,"
    "  number REAL, unit INTEGER NOT NULL, text INTEGER NOT NULL,"
    "  citation INTEGER NOT NULL, note INTEGER NOT NULL,"
    "  PRIMARY KEY (series, from_day, a, b, treaty, to_day, obligations, level)"
    ") STRICT, WITHOUT ROWID;"

    /* A calendar for the yearly views. */
    "CREATE TABLE year (year INTEGER PRIMARY KEY) STRICT;"
    "WITH RECURSIVE y(n) AS (SELECT 1000 UNION ALL SELECT n + 1 FROM y WHERE n < 2200)"
    "  INSERT INTO year SELECT n FROM y;"

    /* The words of the marks, for the views. */
    "CREATE TABLE mark_text (marks INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;"
    "WITH RECURSIVE m(marks) AS (SELECT 0 UNION ALL SELECT marks + 1 FROM m WHERE marks < 127)"
    "  INSERT INTO mark_text SELECT marks, trim("
    "    iif(marks & 1, 'start widened;', '') || iif(marks & 2, 'end widened;', '') ||"
    "    iif(marks & 4, 'left-censored;', '') || iif(marks & 8, 'right-censored;', '') ||"
    "    iif(marks & 16, 'unverified;', '') || iif(marks & 32, 'disputed;', '') ||"
    "    iif(marks & 64, 'low confidence;', ''), ';') FROM m;"

    , /* ---- the stable views: for any SQLite client ---- */
    "CREATE VIEW source_list AS"
    "  SELECT s.name, s.version, s.title, s.citation, s.terms, f.layout, f.path, f.sha256,"
    "    f.row_count AS rows FROM source s LEFT JOIN file f ON f.source = s.id;"

    "CREATE VIEW membership_spell AS"
    "  SELECT series.name AS system, source.name AS source, actor.id AS actor, actor.abb,"
    "    actor.name, date(spell.from_day) AS from_date,"
    "    iif(spell.to_day >= 5373484, NULL, date(spell.to_day)) AS to_date, mark_text.text AS marks"
    "  FROM spell JOIN series ON series.id = spell.series AND series.kind = 'system'"
    "    JOIN source ON source.id = series.source JOIN actor ON actor.id = spell.a"
    "    JOIN mark_text ON mark_text.marks = spell.marks;"

    "CREATE VIEW tie_spell AS"
    "  SELECT series.name AS layer, source.name AS source, a.abb AS a, b.abb AS b,"
    "    date(spell.from_day) AS from_date,"
    "    iif(spell.to_day >= 5373484, NULL, date(spell.to_day)) AS to_date,"
    "    treaty.code AS treaty, spell.level, spell.number AS value,"
    "    spell.obligations & 1 AS defense, spell.obligations >> 1 & 1 AS offense,"
    "    spell.obligations >> 2 & 1 AS neutrality, spell.obligations >> 3 & 1 AS nonaggression,"
    "    spell.obligations >> 4 & 1 AS consultation, mark_text.text AS marks,"
    "    citation.text AS citation, note.text AS note"
    "  FROM spell JOIN series ON series.id = spell.series AND series.kind = 'layer'"
    "    JOIN source ON source.id = series.source"
    "    JOIN actor a ON a.id = spell.a JOIN actor b ON b.id = spell.b"
    "    JOIN mark_text ON mark_text.marks = spell.marks"
    "    LEFT JOIN treaty ON treaty.id = spell.treaty"
    "    LEFT JOIN phrase citation ON citation.id = spell.citation"
    "    LEFT JOIN phrase note ON note.id = spell.note;"

    , "CREATE VIEW treaty_member_spell AS"
    "  SELECT treaty.code AS treaty, treaty.name AS treaty_name, source.name AS source, actor.abb,"
    "    actor.name, date(spell.from_day) AS from_date,"
    "    iif(spell.to_day >= 5373484, NULL, date(spell.to_day)) AS to_date,"
    "    spell.obligations & 1 AS defense, spell.obligations >> 1 & 1 AS offense,"
    "    spell.obligations >> 2 & 1 AS neutrality, spell.obligations >> 3 & 1 AS nonaggression,"
    "    spell.obligations >> 4 & 1 AS consultation, mark_text.text AS marks,"
    "    citation.text AS citation, note.text AS note"
    "  FROM spell JOIN series ON series.id = spell.series AND series.kind = 'treaties'"
    "    JOIN source ON source.id = series.source JOIN treaty ON treaty.id = spell.treaty"
    "    JOIN actor ON actor.id = spell.a JOIN mark_text ON mark_text.marks = spell.marks"
    "    LEFT JOIN phrase citation ON citation.id = spell.citation"
    "    LEFT JOIN phrase note ON note.id = spell.note;"

    "CREATE VIEW actor_year AS"
    "  SELECT actor.id AS actor, actor.abb, actor.name, year.year, series.name AS attribute,"
    "    source.name AS source, coalesce(spell.number, value.text) AS value, unit.text AS unit,"
    "    mark_text.text AS marks, citation.text AS citation"
    "  FROM spell JOIN series ON series.id = spell.series AND series.kind = 'attribute'"
    "    JOIN source ON source.id = series.source JOIN actor ON actor.id = spell.a"
    "    JOIN year ON year.year BETWEEN CAST(strftime('%Y', spell.from_day) AS INTEGER)"
    "      AND CAST(strftime('%Y', min(spell.to_day, series.covers_to)) AS INTEGER)"
    "    JOIN mark_text ON mark_text.marks = spell.marks"
    "    LEFT JOIN unit ON unit.id = spell.unit"
    "    LEFT JOIN phrase value ON value.id = spell.text"
    "    LEFT JOIN phrase citation ON citation.id = spell.citation;",
    NULL};

/* Conflicts beside treaties, and details: what a source says beyond what a spell or treaty holds.
 *
 *   spell.record, treaty.record --< detail >-- field >-- source
 */
static const char *const version_2[] = {
    /* The kinds of series stand in a CHECK, which SQLite cannot alter: the table is made anew. With
     * legacy_alter_table the views, which name it, are let alone. */
    "PRAGMA legacy_alter_table = ON;"
    "CREATE TABLE series_2 ("
    "  id INTEGER PRIMARY KEY,"
    "  kind TEXT NOT NULL"
    "    CHECK (kind IN ('layer','attribute','system','treaties','conflicts')),"
    "  name TEXT NOT NULL, source INTEGER NOT NULL REFERENCES source,"
    "  directed INTEGER NOT NULL,"
    "  measure TEXT NOT NULL CHECK (measure IN ('binary','ordered','valued')),"
    "  scale TEXT NOT NULL CHECK (scale IN ('','cow','atop')),"
    "  covers_from INTEGER NOT NULL, covers_to INTEGER NOT NULL,"
    "  position INTEGER NOT NULL, longest_days INTEGER NOT NULL DEFAULT 0,"
    "  shipped INTEGER NOT NULL," /* the position that it came with; below 0 stand those that the user prefers */
    "  UNIQUE (kind, name, source)) STRICT;"
    "INSERT INTO series_2 SELECT *, position FROM series;"
    "DROP TABLE series;"
    "ALTER TABLE series_2 RENAME TO series;"
    "PRAGMA legacy_alter_table = OFF;"

    "CREATE TABLE field ("
    "  id INTEGER PRIMARY KEY, source INTEGER NOT NULL REFERENCES source,"
    "  name TEXT NOT NULL, meaning TEXT NOT NULL, UNIQUE (source, name)) STRICT;"

    "CREATE TABLE detail ("
    "  record INTEGER NOT NULL, field INTEGER NOT NULL REFERENCES field,"
    "  number REAL, text INTEGER NOT NULL,"
    "  PRIMARY KEY (record, field)) STRICT, WITHOUT ROWID;"

    "ALTER TABLE source ADD COLUMN bibtex TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE spell ADD COLUMN record INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE treaty ADD COLUMN record INTEGER NOT NULL DEFAULT 0;"

    , "DROP VIEW source_list;"
    "CREATE VIEW source_list AS"
    "  SELECT s.name, s.version, s.title, s.citation, s.terms, f.layout, f.path, f.sha256,"
    "    f.row_count AS rows, s.bibtex FROM source s LEFT JOIN file f ON f.source = s.id;"

    "DROP VIEW tie_spell;"
    "CREATE VIEW tie_spell AS"
    "  SELECT series.name AS layer, source.name AS source, a.abb AS a, b.abb AS b,"
    "    date(spell.from_day) AS from_date,"
    "    iif(spell.to_day >= 5373484, NULL, date(spell.to_day)) AS to_date,"
    "    treaty.code AS treaty, spell.level, spell.number AS value, type.text AS type,"
    "    spell.obligations & 1 AS defense, spell.obligations >> 1 & 1 AS offense,"
    "    spell.obligations >> 2 & 1 AS neutrality, spell.obligations >> 3 & 1 AS nonaggression,"
    "    spell.obligations >> 4 & 1 AS consultation, mark_text.text AS marks,"
    "    citation.text AS citation, note.text AS note, spell.record"
    "  FROM spell JOIN series ON series.id = spell.series AND series.kind = 'layer'"
    "    JOIN source ON source.id = series.source"
    "    JOIN actor a ON a.id = spell.a JOIN actor b ON b.id = spell.b"
    "    JOIN mark_text ON mark_text.marks = spell.marks"
    "    LEFT JOIN treaty ON treaty.id = spell.treaty"
    "    LEFT JOIN phrase type ON type.id = spell.text"
    "    LEFT JOIN phrase citation ON citation.id = spell.citation"
    "    LEFT JOIN phrase note ON note.id = spell.note;"

    /* Organisations have members, too, and are no treaties. */
    , "DROP VIEW treaty_member_spell;"
    "CREATE VIEW treaty_member_spell AS"
    "  SELECT treaty.code AS treaty, treaty.name AS treaty_name, source.name AS source, actor.abb,"
    "    actor.name, date(spell.from_day) AS from_date,"
    "    iif(spell.to_day >= 5373484, NULL, date(spell.to_day)) AS to_date,"
    "    spell.obligations & 1 AS defense, spell.obligations >> 1 & 1 AS offense,"
    "    spell.obligations >> 2 & 1 AS neutrality, spell.obligations >> 3 & 1 AS nonaggression,"
    "    spell.obligations >> 4 & 1 AS consultation, mark_text.text AS marks,"
    "    citation.text AS citation, note.text AS note"
    "  FROM spell JOIN series ON series.id = spell.series AND series.kind = 'treaties'"
    "      AND series.name <> 'organisation'"
    "    JOIN source ON source.id = series.source JOIN treaty ON treaty.id = spell.treaty"
    "    JOIN actor ON actor.id = spell.a JOIN mark_text ON mark_text.marks = spell.marks"
    "    LEFT JOIN phrase citation ON citation.id = spell.citation"
    "    LEFT JOIN phrase note ON note.id = spell.note;"

    "CREATE VIEW organisation_member_spell AS"
    "  SELECT treaty.code AS organisation, treaty.name AS organisation_name, source.name AS source,"
    "    actor.abb, actor.name, date(spell.from_day) AS from_date, date(spell.to_day) AS to_date,"
    "    CASE spell.level WHEN 1 THEN 'full' WHEN 2 THEN 'associate' ELSE 'observer' END AS kind,"
    "    mark_text.text AS marks, treaty.record"
    "  FROM spell JOIN series ON series.id = spell.series AND series.name = 'organisation'"
    "      AND series.kind = 'treaties'"
    "    JOIN source ON source.id = series.source JOIN treaty ON treaty.id = spell.treaty"
    "    JOIN actor ON actor.id = spell.a JOIN mark_text ON mark_text.marks = spell.marks;"

    , "CREATE VIEW conflict_party_spell AS"
    "  SELECT series.name AS kind, source.name AS source, treaty.code AS conflict,"
    "    treaty.name AS conflict_name, actor.abb, actor.name, spell.level AS side,"
    "    date(spell.from_day) AS from_date,"
    "    iif(spell.to_day >= 5373484, NULL, date(spell.to_day)) AS to_date,"
    "    mark_text.text AS marks, spell.record"
    "  FROM spell JOIN series ON series.id = spell.series AND series.kind = 'conflicts'"
    "    JOIN source ON source.id = series.source JOIN treaty ON treaty.id = spell.treaty"
    "    JOIN actor ON actor.id = spell.a JOIN mark_text ON mark_text.marks = spell.marks;"

    "CREATE VIEW conflict AS"
    "  SELECT series.name AS kind, source.name AS source, treaty.code, treaty.name,"
    "    date(treaty.from_day) AS from_date, date(treaty.to_day) AS to_date,"
    "    mark_text.text AS marks, treaty.record"
    "  FROM treaty JOIN series ON series.id = treaty.series AND series.kind = 'conflicts'"
    "    JOIN source ON source.id = series.source"
    "    JOIN mark_text ON mark_text.marks = treaty.marks;"

    "CREATE VIEW record_detail AS"
    "  SELECT detail.record, source.name AS source, field.name AS field,"
    "    coalesce(detail.number, phrase.text) AS value, field.meaning"
    "  FROM detail JOIN field ON field.id = detail.field JOIN source ON source.id = field.source"
    "    LEFT JOIN phrase ON phrase.id = detail.text;",
    NULL};

const char *const *const ent_migrations[ENT_SCHEMA_VERSION] = {version_1, version_2};
