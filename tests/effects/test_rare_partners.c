/* Shared partners by how few others they have, on a network that is worked by hand:
 *
 *     1 - 2      degrees 2, 2, 3, 1; one triangle
 *      \ /
 *       3 - 4 */
#include "entente/effects.h"

#include "support.h"

static const uint8_t kite[16] = {0, 1, 1, 0, 1, 0, 1, 0, 1, 1, 0, 1, 0, 0, 1, 0};

static ent_view *open_kite(ent_term *term)
{
    ent_error error;
    ent_view *view;
    ent_term_init(term, ent_effect_find("rare_partners", false));
    ent_assert_ok(ent_view_new(4, false, ent_terms_keep(term, 1), &view, &error), &error);
    ent_assert_ok(ent_view_set(view, kite, &error), &error);
    return view;
}

/* The tie of 1 and 2 has the partner 3, who has three ties: 1/3; those of 1, 3 and 2, 3 a partner who has two. */
static void a_partner_counts_less_the_more_ties_it_has(void **state)
{
    ent_term term;
    ent_view *view = open_kite(&term);
    ent_assert_number(ent_tie(view, &term, 0, 1), 1.0 / 3, 1e-12);
    ent_assert_number(ent_tie(view, &term, 0, 2), 1.0 / 2, 1e-12);
    ent_assert_number(ent_total(view, &term), 1.0 / 3 + 1.0 / 2 + 1.0 / 2, 1e-12);
    ent_view_free(view);
}

/* With 1 - 4 there are two triangles; 2 / 3 at 1 and 3, 1 / 2 at 2 and 4: 7 / 3. Ego 1 had 1/2 + 1/3, and has
 * 1/2 + 2/3 + 1/2. */
static void a_new_tie_makes_partners_of_partners_and_takes_their_rarity(void **state)
{
    ent_term term;
    ent_view *view = open_kite(&term);
    ent_assert_number(ent_change(view, &term, 0, 3), 7.0 / 3 - 4.0 / 3, 1e-12);
    ent_assert_number(ent_ego_change(view, &term, 0, 3), 5.0 / 3 - 5.0 / 6, 1e-12);
    ent_view_free(view);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_partner_counts_less_the_more_ties_it_has),
        cmocka_unit_test(a_new_tie_makes_partners_of_partners_and_takes_their_rarity),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
