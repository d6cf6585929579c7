/* Any bytes as the test of a claim: it is refused at a column within it, or judged with its figures. */
#include "fuzz.h"

#include "entente/claims.h"

#include <math.h>
#include <string.h>

/* Names with an 'x' are unknown, those with an 'n' have no value, with an 'l' only a part of it. */
static ent_status look_up(void *user, const char *name, const char *const words[], size_t count,
                          ent_claim_value *out, ent_error *error)
{
    size_t length = strlen(name);
    (void)user;
    for (size_t i = 0; i < count; i++)
        length += strlen(words[i]);
    if (strchr(name, 'x') || (count > 0 && strchr(words[0], 'x')))
        return ent_fail(error, ENT_ERR_INPUT, "unknown");
    *out = ent_claim_number(strchr(name, 'n') ? (double)NAN : (double)length);
    if (strchr(name, 'l') && !isnan(out->low))
        out->high = strchr(name, 'i') ? (double)INFINITY : out->low + 1;
    return ENT_OK;
}

static void check_outcome(const ent_claim_outcome *outcome)
{
    promise(outcome->figure_count > 0 && outcome->reason[0] != '\0');
    promise(strlen(ent_verdict_word(outcome->verdict)) > 0);
    for (size_t i = 0; i < outcome->figure_count; i++) {
        const ent_claim_figure *figure = &outcome->figures[i];
        bool missing = isnan(figure->left_value) || isnan(figure->right_value);
        promise(figure->left[0] && figure->right[0]);
        promise(missing == (figure->verdict == ENT_CLAIM_NO_DATA));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const ent_claim_values values = {NULL, look_up};
    ent_claim_outcome outcome;
    ent_error error = {0};
    size_t column;
    char *text = malloc(size + 1);
    if (!text)
        return 0;
    memcpy(text, data, size);
    text[size] = '\0';
    ent_status status = ent_claim_judge(text, &values, &outcome, &column, &error);
    promise(status == ENT_OK || status == ENT_ERR_INPUT);
    promise(status == ENT_OK ? column == 0 : column >= 1 && column <= strlen(text) + 1);
    if (status == ENT_OK)
        check_outcome(&outcome);
    else
        promise(outcome.figures == NULL && error.message[0] != '\0');
    ent_claim_outcome_clear(&outcome);
    free(text);
    return 0;
}
