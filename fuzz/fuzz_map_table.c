/* Any bytes as a table, by a fixed map: the first byte chooses which. */
#include "import_target.h"

#include "import/map.h"

#define SOURCE "source: {name: m, version: {above: made}, title: T, citation: C, terms: none}\n"

static const char *const texts[] = {
    SOURCE "actor: {column: code, scheme: iso3, names: {X: '11', Y: [{actor: '12', to: 1990}]}}\n"
           "header: code\nyears: columns\nindicator: i\nmissing: ['..']\n"
           "attributes: {n: {code: a, unit: u, least: 0}, m: {code: b, unit: u}}\n",
    SOURCE "actor: {column: code, scheme: cow}\nheader: 2\nyear: year\ntwice: first\nwhere: {k: v}\n"
           "attributes: {n: {column: n, unit: u, factor: 1000}}\n",
    SOURCE "actor: {columns: {a: a, b: b}, scheme: abb}\nfrom: from\nto: to\n"
           "ties: {pact: {level: n}, aid: {value: v, unit: u, directed: yes}, pal: {present: p}}\n",
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    import_map *map;
    if (size == 0)
        return 0;
    const char *text = texts[data[0] % ent_countof(texts)];
    promise(map_open_memory("map.yaml", text, strlen(text), &map, NULL) == ENT_OK);
    import_bytes(&map->importer, "table.csv", data + 1, size - 1);
    map_free(map);
    return 0;
}
