/* Are two records about one human? What names and birth dates say (src/domain.md §5, W52-W54). */
#ifndef TEXT_LIKENESS_H
#define TEXT_LIKENESS_H

#include "base/arena.h"
#include "base/date.h"

/* From the most to the least telling. */
enum birth_likeness {
	BIRTH_SAME,                     /* the same full date */
	BIRTH_SWAPPED,                  /* day and month the other way round */
	BIRTH_DIGIT,                    /* one of the eight digits is another */
	BIRTH_YEAR,                     /* the same as far as both are known: on one side only the year or the month */
	BIRTH_OTHER,
	BIRTH_LIKENESS_COUNT
};

/* Dates as they are stored; year 0 is BIRTH_OTHER. */
enum birth_likeness birth_likeness(struct date a, struct date b);
/* The same name but for case, spaces and the place of the tone marks (hoà = hòa). False for invalid UTF-8. */
bool name_is_same(struct arena *arena, const char *a, const char *b);

#endif
