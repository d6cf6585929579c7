/* Text in pictures: how wide it is, and where its lines break. */
#ifndef ENT_PLOT_TEXT_H
#define ENT_PLOT_TEXT_H

#include <stddef.h>
#include <stdint.h>

#define TEXT_INVALID 0xFFFD

/* The first character of a text that is not empty; returns its bytes. What is not UTF-8, or not allowed in
 * XML, is one byte of TEXT_INVALID. */
size_t text_next(const char *text, uint32_t *code);

/* Width of a text: the font of the reader is not known, so this is a little more than that of Arial. */
double text_width(const char *text, double size);
/* Bytes of the text that fit into a width. */
size_t text_fit(const char *text, double size, double width);
/* Bytes of its first line, broken at a blank where there is one. */
size_t text_line(const char *text, double size, double width);

#endif
