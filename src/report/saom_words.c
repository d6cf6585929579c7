/* A parameter beta multiplies the odds of a tie, against leaving things as they are, by exp(beta D), D the change of
 * the actor's statistic (Snijders, van de Bunt & Steglich 2010, Social Networks 32:44, section 5). What a change of 1
 * means is a phrase for each effect; other effects are told by their label. */
#include "report/saom_report.h"

#include "core/memory.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* %s is what the effect is of. */
static const struct {
    const char *effect, *phrase;
} phrases[] = {
    {"reciprocity", "a tie of the other's that is there already"},
    {"transitive_triplets", "each way of two ties to the other, and each third whom both choose,"},
    {"transitive_triplets_closing", "each way of two ties to the other"},
    {"transitive_triplets_leading", "each third whom both choose"},
    {"mediated_triplets", "each third who chooses both"},
    {"three_cycles", "each cycle of three that the tie closes"},
    {"transitive_ties", "that a way of two ties leads to the other already"},
    {"triangles", "each common ally"},
    {"distance_two", "each actor more who comes to be two steps away"},
    {"betweenness", "each who is tied to the actor but not to the other"},
    {"popularity", "one more tie that the other has received"},
    {"popularity_root", "that the other will have 9 ties rather than 4, or 16 rather than 9,"},
    {"out_popularity", "one more tie that the other has"},
    {"out_popularity_root", "that the other has 9 ties rather than 4, or 16 rather than 9,"},
    {"in_activity", "one more tie that the actor receives"},
    {"in_activity_root", "that the actor receives 9 ties rather than 4, or 16 rather than 9,"},
    {"activity", "one more tie that the actor has already"},
    {"isolates", "that the actor has no other tie"},
    {"no_ties_sent", "that the actor has no other tie"},
    {"ego", "one unit more of '%s' of the actor who chooses"},
    {"alter", "one unit more of '%s' of the other"},
    {"sum", "one unit more of '%s' of either of the two"},
    {"product", "one unit more of the product of both '%s'"},
    {"difference", "one unit of '%s' that the other has more"},
    {"absolute_difference", "one unit by which the two differ in '%s'"},
    {"squared_difference", "one unit of the squared difference in '%s'"},
    {"similarity", "being the same in '%s' rather than at its two ends"},
    {"same", "having the same '%s'"},
    {"different", "having another '%s'"},
    {"higher", "having more '%s' than the other, rather than less,"},
    {"dyadic", "one unit more of '%s' between the two"},
    {"dyadic_mutual", "one unit more of '%s' in a tie that is answered"},
    {"closes_covariate", "each third to whom '%s' leads from both"},
    {"joint_democracy", "that both are democracies"},
    {"same_region", "being of one region"},
    {"same_subregion", "being of one part of a region"},
    {"land_contiguity", "a common land border"},
    {"contiguity", "being neighbours"},
};

static const char *phrase_of(const char *effect)
{
    for (size_t k = 0; k < ent_countof(phrases); k++)
        if (strcmp(phrases[k].effect, effect) == 0)
            return phrases[k].phrase;
    return NULL;
}

/* Has the covariate only the values 0 and 1? */
static bool is_yes_or_no(const ent_model *model, const ent_model_effect *e)
{
    size_t n = model->actor_count, ones = 0;
    const ent_model_dyadic *d = e->dyadic < 0 ? NULL : &model->dyadic[e->dyadic];
    for (size_t k = 0; d && k < d->waves * n * n; k++) {
        double value = d->value[k];
        if (!d->missing[k] && fabs(value) > 0 && fabs(value - 1) > 0)
            return false;
        ones += value > 0;
    }
    return ones > 0;
}

/* D of what the phrase says: s = d^2 grows by 2 d + 1 with a tie; the first tie ends an isolate. */
static double change_of(const char *effect)
{
    bool first = strcmp(effect, "isolates") == 0 || strcmp(effect, "no_ties_sent") == 0;
    return first ? -1 : strcmp(effect, "activity") == 0 ? 2 : 1;
}

/* Which odds: of making a tie, of keeping it, or of both. */
static const char *odds_of(ent_model_part part)
{
    return part == ENT_CREATION ? "the odds of making the tie" : part == ENT_ENDOWMENT ? "the odds of keeping the tie"
                                                                                        : "the odds of the tie";
}

/* f(p) = e^a (1 - q^p): the first partner adds 1, the next q, then q^2 ... */
static void partners_words(const ent_model_effect *e, double estimate, ent_buffer *out)
{
    double q = 1 - exp(-e->parameter[0]);
    ent_buffer_format(out,
                      "the first common partner multiplies %s by %.3g, the second by another %.3g, the third by %.3g",
                      odds_of(e->part), exp(estimate), exp(estimate * q), exp(estimate * q * q));
}

static void rate_words(const ent_model *model, size_t effect, double estimate, ent_buffer *out)
{
    const ent_model_effect *e = &model->effects[effect];
    const char *decides = model->saom.rule >= ENT_SAOM_DISJUNCTIVE ? "a pair's rate is the product of two such numbers"
                                                                    : "as often it may change one of its ties";
    switch (e->rate) {
    case ENT_RATE_BASIC:
        ent_buffer_format(out, "from %s to %s an actor gets %.3g opportunities on average: %s", model->waves[effect],
                          model->waves[effect + 1], estimate, decides);
        return;
    case ENT_RATE_COVARIATE:
        ent_buffer_format(out, "one unit more of '%s' multiplies the number of an actor's opportunities by %.3g", e->of,
                          exp(estimate));
        return;
    case ENT_RATE_OUT_INVERSE:
        ent_buffer_format(out,
                          "having no tie rather than one multiplies the number of an actor's opportunities by %.3g",
                          exp(estimate / 2));
        return;
    case ENT_RATE_OUT_LOG:
        ent_buffer_format(out,
                          "twice as many ties (and one more) multiply the number of an actor's opportunities by %.3g",
                          exp(estimate * log(2)));
        return;
    default:
        ent_buffer_format(out, "one more tie%s multiplies the number of an actor's opportunities by %.3g",
                          e->rate == ENT_RATE_IN_DEGREE ? " received"
                          : e->rate == ENT_RATE_MUTUAL_DEGREE ? " that is answered" : "",
                          exp(estimate));
    }
}

static void density_words(const ent_model *model, const ent_model_effect *e, double estimate, ent_buffer *out)
{
    ent_buffer_format(out, "a tie that all else leaves indifferent has odds of %.3g (%s)", exp(estimate),
                      e->part == ENT_CREATION ? "of being made" : e->part == ENT_ENDOWMENT ? "of being kept"
                                                                                          : "against none");
    if (model->saom.rule == ENT_SAOM_INITIATIVE && e->part != ENT_ENDOWMENT)
        ent_buffer_add(out, "; the one who is asked weighs a new tie likewise");
}

static void other_words(const ent_model *model, const ent_model_effect *e, double estimate, ent_buffer *out)
{
    bool plain = strcmp(e->name, "dyadic") == 0 && is_yes_or_no(model, e);
    const char *phrase = plain ? "that there is '%s' between the two" : phrase_of(e->name);
    const char *of = phrase ? strstr(phrase, "%s") : NULL;
    if (of)
        ent_buffer_format(out, "%.*s%s%s", (int)(of - phrase), phrase, e->of, of + 2);
    else if (phrase)
        ent_buffer_add(out, phrase);
    else if (e->factor_count)
        ent_buffer_format(out, "one unit more of the product '%s'", e->name);
    else
        ent_buffer_format(out, "one more of its statistic (%s%s%s)", e->effect->label, *e->of ? ": " : "", e->of);
    ent_buffer_format(out, " multiplies %s by %.3g", odds_of(e->part), exp(estimate * change_of(e->name)));
}

void saom_words(const ent_model *model, size_t effect, double estimate, ent_buffer *out)
{
    const ent_model_effect *e = &model->effects[effect];
    if (e->part == ENT_RATE)
        rate_words(model, effect, estimate, out);
    else if (strcmp(e->name, "density") == 0)
        density_words(model, e, estimate, out);
    else if (strncmp(e->name, "shared_partners", strlen("shared_partners")) == 0)
        partners_words(e, estimate, out);
    else
        other_words(model, e, estimate, out);
}
