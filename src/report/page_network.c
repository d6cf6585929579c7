/* The network of a run as a drawing: actors on a circle, bloc by bloc, ties as curves that bend to
 * its centre (after the idea of Holten 2006, IEEE Trans. Vis. Comput. Graph. 12(5):741-8, without
 * bundles). It shows the state after the interventions; what they change is bold and labelled.
 * Lengths are in units of the drawing, which has 420 across unless there are very many actors. */
#include "report/page.h"

#include "core/memory.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ABB_COLUMNS = 10, TAGS = 5 };

static const double letter = 7.4, line = 10.4, pi = 3.14159265358979323846;

typedef struct {
    const char *abb, *name, *bloc;
    bool party, gone;
    double angle, x, y;
} node;

typedef struct {
    double x, y, width;
} tag;

typedef struct {
    node *nodes; /* in their order on the circle */
    size_t count;
    double radius, middle; /* of the circle; half of the drawing */
    double label;          /* room of a label */
    bool tiers;            /* every second label stands further out */
    tag tags[TAGS];        /* where labels of changed ties stand */
    size_t tag_count;
    const ent_json_value *ties;
} network;

/* ---- the circle ---- */

static bool is_removed(const page *p, const char *abb)
{
    const ent_json_value *actors = ent_json_get(ent_json_get(p->result, "relations"), "actors");
    return ent_json_is_true(ent_json_get(sheet_find(actors, "actor", abb), "removed"));
}

/* Append the actors of a bloc ("" = of none) that are still to be placed. */
static void add_group(page *p, network *net, const char *bloc)
{
    const ent_json_value *actors = ent_json_get(ent_json_get(p->result, "network"), "actors");
    size_t rows = ent_json_row_count(actors);
    for (size_t row = 0; row < rows && net->count < rows; row++) {
        if (strcmp(sheet_cell(actors, "bloc", row), bloc) != 0)
            continue;
        node *n = &net->nodes[net->count++];
        n->abb = sheet_cell(actors, "abb", row);
        n->name = sheet_cell(actors, "name", row);
        n->bloc = bloc;
        n->party = p->has_after && ent_json_is_true(ent_json_cell(actors, "focus", row));
        n->gone = is_removed(p, n->abb);
    }
}

static double label_room(const network *net)
{
    size_t longest = 3;
    for (size_t i = 0; i < net->count; i++)
        while (longest < ABB_COLUMNS && page_is_long(net->nodes[i].abb, longest))
            longest++;
    return 8 + letter * (double)longest;
}

/* Choose the circle so that labels have the height of a line; then where each actor stands, with a
 * gap of more than a place between blocs. */
static void place(network *net, size_t groups)
{
    double gaps = groups > 1 ? 1.4 * (double)groups : 0, places = (double)net->count + gaps;
    net->label = label_room(net);
    net->middle = 210;
    net->radius = net->middle - net->label;
    net->tiers = 2 * pi * net->radius < places * line;
    if (net->tiers) {
        net->radius = fmax(net->middle - 2 * net->label, places * line / 2 / (2 * pi));
        net->middle = net->radius + 2 * net->label;
    }
    double at = gaps > 0 ? .7 : 0;
    for (size_t i = 0; i < net->count; i++) {
        node *n = &net->nodes[i];
        if (i > 0 && n->bloc != n[-1].bloc)
            at += 1.4;
        n->angle = 2 * pi * (at + .5) / places - pi / 2;
        n->x = net->middle + net->radius * cos(n->angle);
        n->y = net->middle + net->radius * sin(n->angle);
        at += 1;
    }
}

static bool make_network(page *p, network *net)
{
    const ent_json_value *object = ent_json_get(p->result, "network");
    const ent_json_value *blocs = ent_json_get(p->result, "blocs");
    size_t groups = 0, count = ent_json_row_count(ent_json_get(object, "actors"));
    *net = (network){.ties = ent_json_get(object, "ties")};
    net->nodes = ent_new_array(count, sizeof(node));
    if (!net->nodes) {
        p->out.failed = true;
        return false;
    }
    for (size_t b = 0; b <= ent_json_count(blocs); b++) {
        size_t before = net->count;
        add_group(p, net, sheet_text(ent_json_at(blocs, b), "id")); /* past the end: "" */
        groups += net->count > before;
    }
    place(net, groups);
    return net->count > 0;
}

/* ---- ties ---- */

typedef enum { TIE_WEAK, TIE_PACT, TIE_RIVAL, TIE_ENDED, TIE_CHANGED, TIE_KINDS } tie_kind;

typedef struct {
    const node *a, *b;
    const char *layer, *before, *after;
    bool rival, doubt;
    tie_kind kind;
} tie;

static const node *find_node(const network *net, const char *abb)
{
    for (size_t i = 0; i < net->count; i++)
        if (strcmp(net->nodes[i].abb, abb) == 0)
            return &net->nodes[i];
    return NULL;
}

static tie tie_at(const network *net, size_t row)
{
    tie t = {.a = find_node(net, sheet_cell(net->ties, "a", row)),
             .b = find_node(net, sheet_cell(net->ties, "b", row)),
             .layer = sheet_cell(net->ties, "layer", row),
             .before = sheet_cell(net->ties, "before", row),
             .after = sheet_cell(net->ties, "after", row),
             .doubt = ent_json_is_true(ent_json_cell(net->ties, "in_doubt", row))};
    t.rival = strcmp(t.layer, "rivalry") == 0;
    t.kind = !*t.after                         ? TIE_ENDED
             : strcmp(t.before, t.after) != 0  ? TIE_CHANGED
             : t.rival                         ? TIE_RIVAL
             : strcmp(t.after, "defense") == 0 ? TIE_PACT
                                               : TIE_WEAK;
    return t;
}

/* The point to which a tie bends: from the middle of its ends towards the centre, the more the
 * further they are apart. */
static void bend(const network *net, const tie *t, double *x, double *y)
{
    double apart = fabs(remainder(t->a->angle - t->b->angle, 2 * pi)) / pi;
    double keep = t->kind == TIE_CHANGED ? .3 * (1 - apart) : .6 * (1 - apart);
    *x = net->middle + keep * ((t->a->x + t->b->x) / 2 - net->middle);
    *y = net->middle + keep * ((t->a->y + t->b->y) / 2 - net->middle);
}

static void put_tie_class(page *p, const tie *t)
{
    static const char *const words[TIE_KINDS] = {"weak", "pact", "rival", "ended", "new"};
    bool own = t->kind == TIE_PACT && strcmp(t->a->bloc, t->b->bloc) == 0;
    page_put(p, "<path class=\"%s", words[t->kind]);
    if (t->kind == TIE_PACT)
        page_put(p, " %s", own ? page_bloc_class(p, t->a->bloc) : "bx");
    page_put(p, "%s%s\"", t->kind == TIE_CHANGED && t->rival ? " rival" : "",
             t->doubt ? " doubt" : "");
}

static void put_tie(page *p, const network *net, const tie *t)
{
    double x, y;
    bend(net, t, &x, &y);
    put_tie_class(p, t);
    page_draw(p, " d=\"M%.1f %.1fQ%.1f %.1f %.1f %.1f\">", t->a->x, t->a->y, x, y, t->b->x,
              t->b->y);
    page_put(p, "<title>%s – %s, %s: ", t->a->name, t->b->name, t->layer);
    if (strcmp(t->before, t->after) == 0)
        page_put(p, "%s", t->after);
    else
        page_put(p, "%s before, %s after", *t->before ? t->before : "none",
                 *t->after ? t->after : "none");
    page_put(p, "%s</title></path>\n", t->doubt ? " (in doubt)" : "");
}

/* ---- labels of changed ties ---- */

static bool is_free(const network *net, const tag *wanted)
{
    for (size_t i = 0; i < net->tag_count; i++)
        if (fabs(net->tags[i].y - wanted->y) < 12 &&
            fabs(net->tags[i].x - wanted->x) < (net->tags[i].width + wanted->width) / 2 + 4)
            return false;
    return true;
}

/* From the curve towards the centre, so that the label does not lie on it. */
static void move_inwards(const network *net, tag *t)
{
    double x = net->middle - t->x, y = net->middle - t->y, far = hypot(x, y);
    t->x += far > 25 ? x / far * (t->width / 2 + 5) : 0;
    t->y += far > 25 ? y / far * 11 : -9;
}

/* Beside the curve where no other label stands; without room none. */
static void put_tag(page *p, network *net, const tie *t)
{
    static const double places[] = {.5, .38, .62, .28, .72};
    char text[64];
    double x, y;
    bend(net, t, &x, &y);
    snprintf(text, sizeof text, "%s%s",
             *t->before ? "now: " : "new: ", t->rival ? "rivalry" : t->after);
    for (size_t i = 0; i < ent_countof(places) && net->tag_count < TAGS; i++) {
        double s = places[i], r = 1 - s;
        tag wanted = {r * r * t->a->x + 2 * r * s * x + s * s * t->b->x,
                      r * r * t->a->y + 2 * r * s * y + s * s * t->b->y,
                      letter * (double)strlen(text)};
        move_inwards(net, &wanted);
        if (!is_free(net, &wanted))
            continue;
        net->tags[net->tag_count++] = wanted;
        page_draw(p, "<text class=\"tag\" x=\"%.1f\" y=\"%.1f\">", wanted.x, wanted.y + 3.5);
        page_put(p, "%s</text>\n", text);
        return;
    }
}

static void put_ties(page *p, network *net)
{
    for (int kind = 0; kind < TIE_KINDS; kind++)
        for (size_t row = 0; row < ent_json_row_count(net->ties); row++) {
            tie t = tie_at(net, row);
            if (t.a && t.b && (int)t.kind == kind)
                put_tie(p, net, &t);
        }
}

/* A few changed ties have labels; many would hide each other, and stand in the table of changes. */
static void put_tags(page *p, network *net)
{
    size_t changed = 0;
    for (size_t row = 0; row < ent_json_row_count(net->ties); row++)
        changed += tie_at(net, row).kind == TIE_CHANGED;
    for (size_t row = 0; row < ent_json_row_count(net->ties); row++) {
        tie t = tie_at(net, row);
        if (t.a && t.b && t.kind == TIE_CHANGED && changed <= TAGS)
            put_tag(p, net, &t);
    }
}

/* ---- actors ---- */

static void put_node(page *p, const network *net, size_t i)
{
    const node *n = &net->nodes[i];
    bool left = cos(n->angle) < 0;
    double out = net->radius + 7 + (net->tiers && i % 2 ? net->label - 4 : 0);
    double degrees = n->angle * 180 / pi + (left ? 180 : 0);
    page_put(p, "<g class=\"node %s%s\"><title>%s (%s)%s%s%s</title>", page_bloc_class(p, n->bloc),
             n->gone ? " gone" : "", n->name, n->abb, *n->bloc ? ", " : "",
             *n->bloc ? sheet_bloc_name(p->result, n->bloc) : "", n->gone ? ", removed" : "");
    if (net->tiers && i % 2)
        page_draw(p, "<path class=\"lead\" d=\"M%.1f %.1fL%.1f %.1f\"/>", n->x, n->y,
                  net->middle + (out - 2) * cos(n->angle), net->middle + (out - 2) * sin(n->angle));
    page_draw(p, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\"/>", n->x, n->y,
              (n->party ? 5.2 : 3.6) * (net->tiers ? .7 : 1));
    page_draw(p, "<text%s transform=\"translate(%.1f %.1f) rotate(%.1f)\" dy=\".35em\"%s>",
              n->party ? " class=\"party\"" : "", net->middle + out * cos(n->angle),
              net->middle + out * sin(n->angle), degrees, left ? " text-anchor=\"end\"" : "");
    page_put_cut(p, n->abb, ABB_COLUMNS);
    page_put(p, "</text></g>\n");
}

/* ---- around the drawing ---- */

static void put_line_key(page *p, const char *class, const char *words)
{
    page_put(p,
             "<li><svg width=\"30\" height=\"9\" aria-hidden=\"true\">"
             "<path class=\"%s\" d=\"M1 4.5H29\"/></svg>%s</li>\n",
             class, words);
}

static void put_key(page *p, const network *net)
{
    const ent_json_value *blocs = ent_json_get(p->result, "blocs");
    const char *reason = sheet_layer_reason(p->result, "rivalry");
    size_t kinds[TIE_KINDS] = {0}, doubts = 0, outside = 0;
    for (size_t row = 0; row < ent_json_row_count(net->ties); row++) {
        tie t = tie_at(net, row);
        kinds[t.kind]++;
        doubts += t.doubt;
    }
    for (size_t i = 0; i < net->count; i++)
        outside += !*net->nodes[i].bloc;
    page_put(p, "<ul class=\"key\">\n");
    for (size_t b = 0; b <= ent_json_count(blocs); b++) {
        const ent_json_value *bloc = ent_json_at(blocs, b); /* past the end: NULL */
        if (!bloc && outside == 0)
            continue;
        page_put(p, "<li>");
        page_swatch(p, sheet_text(bloc, "id"));
        page_put(p, "%s</li>\n", bloc ? sheet_text(bloc, "name") : "in no bloc");
    }
    if (kinds[TIE_PACT] > 0)
        put_line_key(p, "pact bx", "defence pact (within a bloc in its colour)");
    if (kinds[TIE_WEAK] > 0)
        put_line_key(p, "weak", "other pact");
    if (kinds[TIE_RIVAL] > 0)
        put_line_key(p, "rival", "rivalry");
    if (reason)
        page_put(p, "<li>rivalries: %s</li>\n", reason);
    if (kinds[TIE_CHANGED] > 0)
        put_line_key(p, "new", "new or changed by the interventions");
    if (kinds[TIE_ENDED] > 0)
        put_line_key(p, "ended", "ended by the interventions");
    if (doubts > 0)
        page_put(p, "<li>lighter: in doubt</li>\n");
    page_put(p, "</ul>\n");
}

static void put_caption(page *p)
{
    static const char *const names[] = {"alliance", "rivalry"};
    const ent_json_value *relations = ent_json_get(p->result, "relations");
    double hidden = ent_json_number(ent_json_get(ent_json_get(p->result, "network"), "not_shown"));
    const char *last = "";
    page_put(p, "<figcaption>%s",
             p->has_after ? "After the interventions; their parties are bold. " : "");
    if (hidden > 0)
        page_draw(
            p,
            "Not shown: %.0f actor%s in no bloc and without a defence pact or rivalry with those "
            "whom the scenario is about. ",
            hidden, hidden == 1 ? "" : "s");
    for (size_t i = 0; i < ent_countof(names); i++) {
        const ent_json_value *layer = ent_json_get(ent_json_get(relations, "layers"), names[i]);
        if (strcmp(sheet_text(layer, "source"), last) != 0)
            page_source(p, sheet_text(layer, "source"));
        page_put(p, " ");
        last = sheet_text(layer, "source");
    }
    page_put(p, "</figcaption>\n");
}

void page_network(page *p)
{
    network net;
    page_open(p, "network", "Who is tied to whom");
    if (!make_network(p, &net)) {
        page_put(p,
                 "<p>The scenario names no bloc and no party, so there is nothing to draw.</p>\n");
    } else {
        page_put(p, "<figure class=\"network\">\n");
        put_key(p, &net);
        page_draw(
            p,
            "<svg class=\"net\" viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-label=\"Network of "
            "%zu actors\">\n",
            2 * net.middle, 2 * net.middle, net.count);
        put_ties(p, &net);
        for (size_t i = 0; i < net.count; i++)
            put_node(p, &net, i);
        put_tags(p, &net);
        page_put(p, "</svg>\n");
        put_caption(p);
        page_put(p, "</figure>\n");
    }
    page_put(p, "</section>\n");
    free(net.nodes);
}
