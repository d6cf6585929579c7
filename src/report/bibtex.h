/* BibTeX entries of sources that bring none: the user's own. */
#ifndef ENT_REPORT_BIBTEX_H
#define ENT_REPORT_BIBTEX_H

#include "core/text.h"
#include "entente/world.h"

/* A text as the value of a field, without its braces: what BibTeX or TeX would take for a command is
 * escaped, letters with accents become {\'e}; other letters beyond ASCII stay UTF-8. */
void bibtex_escape(ent_buffer *out, const char *text);

/* "@misc{...}" of a source's title, version and citation. */
void bibtex_of_own(ent_buffer *out, const ent_source *source);

#endif
