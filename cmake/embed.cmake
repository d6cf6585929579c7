# Writes the C source that holds the maps of maps/, so that the program needs no files of its own:
#   cmake -DOUTPUT=maps.c -DMAPS=a.yaml,b.yaml -P embed.cmake
string(REPLACE "," ";" maps "${MAPS}")
set(rows "")
set(arrays "")
foreach(map ${maps})
    get_filename_component(name ${map} NAME_WE)
    string(MAKE_C_IDENTIFIER ${name} symbol)
    file(READ ${map} bytes HEX)
    string(REGEX REPLACE "(..)" "0x\\1," bytes "${bytes}")
    string(APPEND arrays "static const unsigned char map_${symbol}[] = {${bytes}0};\n")
    string(APPEND rows "    {\"${name}.yaml\", map_${symbol}, sizeof map_${symbol} - 1},\n")
endforeach()
file(WRITE ${OUTPUT} "/* Made by cmake/embed.cmake from maps/: change those. */
#include \"import/map.h\"

${arrays}
static const struct {
    const char *name;
    const unsigned char *text;
    size_t size;
} maps[] = {
${rows}};

const char *map_built_in(size_t index, const char **text, size_t *size)
{
    if (index >= ent_countof(maps))
        return NULL;
    if (text)
        *text = (const char *)maps[index].text;
    if (size)
        *size = maps[index].size;
    return maps[index].name;
}
")
