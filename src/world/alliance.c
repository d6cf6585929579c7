/* Obligations of treaties and the levels that they give: see entente/world.h. */
#include "entente/world.h"

#include "core/memory.h"
#include "core/text.h"

#include <string.h>

static const struct {
    unsigned bit;
    const char *word;
} obligations[] = {
    {ENT_DEFENSE, "defense"},
    {ENT_OFFENSE, "offense"},
    {ENT_NEUTRALITY, "neutrality"},
    {ENT_NONAGGRESSION, "nonaggression"},
    {ENT_CONSULTATION, "consultation"},
    {ENT_CONSULTATION, "entente"}, /* COW's word */
};

const char *ent_obligation_word(unsigned bit)
{
    for (size_t i = 0; i < ent_countof(obligations); i++)
        if (obligations[i].bit == bit)
            return obligations[i].word;
    return "unknown obligation";
}

ent_status ent_obligations_parse(const char *text, unsigned *out, ent_error *error)
{
    unsigned bits = 0;
    for (const char *word = text; *word;) {
        word += strspn(word, " ;");
        size_t length = strcspn(word, " ;");
        unsigned bit = 0;
        for (size_t i = 0; i < ent_countof(obligations) && length > 0; i++)
            if (strlen(obligations[i].word) == length &&
                strncmp(obligations[i].word, word, length) == 0)
                bit = obligations[i].bit;
        if (length > 0 && bit == 0)
            return ent_fail(error, ENT_ERR_INPUT,
                            "'%.*s' is not an obligation; expected defense, offense, neutrality, "
                            "nonaggression, consultation (or entente), joined by ';'",
                            (int)(length < 40 ? length : 40), word);
        bits |= bit;
        word += length;
    }
    *out = bits;
    return ENT_OK;
}

int ent_alliance_level(ent_scale scale, unsigned owed)
{
    unsigned second = scale == ENT_SCALE_ATOP ? ENT_NEUTRALITY | ENT_CONSULTATION
                                              : ENT_NEUTRALITY | ENT_NONAGGRESSION;
    if (owed & (ENT_DEFENSE | ENT_OFFENSE))
        return 3;
    if (owed & second)
        return 2;
    return owed != 0;
}

int ent_level_join(const char *layer, int a, int b)
{
    if (a == 0 || b == 0)
        return a + b;
    bool lowest = ent_starts_with(layer, "contiguity");
    return (a < b) == lowest ? a : b;
}

const char *ent_scale_text(ent_scale scale)
{
    switch (scale) {
    case ENT_SCALE_COW:
        return "cow: 3 defense (or offense), 2 neutrality or nonaggression, 1 entente, 0 none";
    case ENT_SCALE_ATOP:
        return "atop: 3 defense or offense, 2 neutrality or consultation, 1 nonaggression only, "
               "0 none";
    case ENT_SCALE_NONE:
        break;
    }
    return "";
}
