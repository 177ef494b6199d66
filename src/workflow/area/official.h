/* The official lists of administrative units that the program carries (areas-2024.tsv, areas-2025.tsv).
 *
 * A list begins with a line `list DAY DECISION`, its units follow, each below the last one of a shorter code:
 * `CODE KIND NAME [FROM]`, KIND a letter that a line `kinds LETTER WORDS` explains, FROM the codes of the units that it
 * came from. A file holds a whole list, and then those that change some of its units later, each with its own decision
 * and day.
 *
 * 2024: the codes of decision 124/2004/QĐ-TTg as they were before 01/07/2025; it says nothing of when each unit began,
 * so all begin with the decision. 2025: decision 19/2025/QĐ-TTg; the 34 provinces and the 13 special zones say what
 * they came from (resolution 202/2025/QH15). */
#ifndef WORKFLOW_AREA_OFFICIAL_H
#define WORKFLOW_AREA_OFFICIAL_H

#include "workflow/area/area_file.h"

struct official_list {
	const char *day, *decision;
	bool whole;                     /* what it does not have, down to the communes, is no more */
	struct area_file file;
};

/* The lists of that year in the order of their days; *count 0 when there are none. */
const struct official_list *official_lists(struct arena *arena, const char *year, size_t *count);

#endif
