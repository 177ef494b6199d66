/* Pairs of sheets that may be of one human: the lists of those that wait and of those that were decided about, the page
 * of one pair. */
#ifndef WEB_PERSON_DUPLICATES_H
#define WEB_PERSON_DUPLICATES_H

#include "web/frame/page.h"

/* ---- duplicates.c, duplicate_pair.c ---- */
http_handler page_duplicates, page_duplicate, post_duplicate;

#endif
