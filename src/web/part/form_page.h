/* The paper on a page: the same layout for typing and for reading, one partial per field (src/domain.md §2). */
#ifndef WEB_PART_FORM_PAGE_H
#define WEB_PART_FORM_PAGE_H

#include "store/sheet/finding.h"
#include "view/tmpl.h"
#include "web/part/form_choices.h"

struct form_view {
	struct http_request *request;
	const struct answers *answers;
	const struct answers *old;      /* of the sheet that this one replaces, or NULL */
	const struct answers *listed;   /* what the list of people to be surveyed says, or NULL */
	const struct finding_row *findings;
	size_t finding_count;
	const struct form_choices *choices;
	bool typing;                    /* false: to be read */
	bool asks_industry;
	bool asks_ethnic_group;         /* everybody, not only who ticked that he is of a minority */
};

/* Fills the include FORM of a content template; gives its dictionary, for what stands beside the paper. */
struct tmpl_dict *form_fill(struct tmpl_dict *content, const struct form_view *view);
/* Fields that are about the sheet and stand beside the paper: folded into one line while a sheet is typed. */
bool form_is_folded(const struct field *field);
/* The datalists of a page with a form for typing. */
void form_fill_datalists(struct tmpl_dict *content, const struct form *form);

#endif
