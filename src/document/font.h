/* The one face of all papers. Private to document/. */
#ifndef DOCUMENT_FONT_H
#define DOCUMENT_FONT_H

#include <pango/pangocairo.h>

/* A map of its own for one file that is drawn: a map belongs to one thread at a time. After document_start(). NULL
 * without memory. */
PangoFontMap *font_map_new(void);

#endif
