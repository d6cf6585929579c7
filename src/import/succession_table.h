/* Which state followed which, in Correlates of War (COW) numbers.
 *   continues  the same legal person under another number
 *   merges     the predecessor ended and went into the successor
 *   splits     the successor came out of the predecessor, which may go on
 *
 * Entered by hand. There are no dates here: the day is taken from the user's own file of states,
 * for `splits` and `continues` the day on which the successor enters, for `merges` the day on which
 * the predecessor leaves. Each row was checked for plausibility against these days. A successor
 * that entered more than once (255, 305, 315, 366, 367, 368) is meant as it last entered while the
 * predecessor was a member or, where it never did, as it first entered after that.
 *
 * Not here: what changed its rule but kept its number (365, 345), colonies that became independent,
 * occupations and annexations that were undone (Austria 1938, the Baltic states 1940), the United
 * Arab Republic, and successions whose day such a file does not give plainly (Poland, Norway,
 * Belgium, the heirs of the Ottoman Empire). */
#ifndef ENT_IMPORT_SUCCESSION_TABLE_H
#define ENT_IMPORT_SUCCESSION_TABLE_H

static const struct {
    short predecessor, successor;
    char kind[12];
} succession_table[] = {
    /* Colombia, Panama */
    {100, 95, "splits"},
    /* The United Kingdom, Ireland */
    {200, 205, "splits"},
    /* The states that Prussia annexed or that went into the German Empire; 255 is Prussia,
     * then Germany */
    {240, 255, "merges"},
    {245, 255, "merges"},
    {267, 255, "merges"},
    {269, 255, "merges"},
    {271, 255, "merges"},
    {273, 255, "merges"},
    {275, 255, "merges"},
    {280, 255, "merges"},
    /* Germany after 1945, and again one */
    {255, 260, "splits"},
    {255, 265, "splits"},
    {260, 255, "continues"},
    {265, 255, "merges"},
    /* Austria-Hungary */
    {300, 305, "splits"},
    {300, 310, "splits"},
    {300, 315, "splits"},
    /* Czechoslovakia */
    {315, 316, "splits"},
    {315, 317, "splits"},
    /* The Italian states; 325 is Sardinia, then Italy */
    {327, 325, "merges"},
    {329, 325, "merges"},
    {332, 325, "merges"},
    {335, 325, "merges"},
    {337, 325, "merges"},
    /* Yugoslavia, then Serbia */
    {345, 341, "splits"},
    {345, 343, "splits"},
    {345, 344, "splits"},
    {345, 346, "splits"},
    {345, 347, "splits"},
    {345, 349, "splits"},
    /* Russia and the Soviet Union */
    {365, 359, "splits"},
    {365, 366, "splits"},
    {365, 367, "splits"},
    {365, 368, "splits"},
    {365, 369, "splits"},
    {365, 370, "splits"},
    {365, 371, "splits"},
    {365, 372, "splits"},
    {365, 373, "splits"},
    {365, 375, "splits"},
    {365, 701, "splits"},
    {365, 702, "splits"},
    {365, 703, "splits"},
    {365, 704, "splits"},
    {365, 705, "splits"},
    /* The Mali Federation, Senegal */
    {432, 433, "splits"},
    /* Zanzibar, Tanganyika (Tanzania) */
    {511, 510, "merges"},
    /* Ethiopia, Eritrea */
    {530, 531, "splits"},
    /* Sudan, South Sudan */
    {625, 626, "splits"},
    /* The two Yemens */
    {678, 679, "continues"},
    {680, 679, "merges"},
    /* Pakistan, Bangladesh */
    {770, 771, "splits"},
    /* The Republic of Vietnam */
    {817, 816, "merges"},
    /* Malaysia, Singapore */
    {820, 830, "splits"},
    /* Indonesia, East Timor */
    {850, 860, "splits"},
};

#endif
