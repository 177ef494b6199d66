/* Rows of the tables of pairs of sheets that may be of one human. */
#ifndef REPORT_PAIR_LINES_H
#define REPORT_PAIR_LINES_H

#include "store/person/duplicate.h"
#include "table/table.h"

struct pair_line {
	struct record_row a, b;         /* a has the smaller id */
	const char *number_a, *number_b; /* sheet_number() */
	int64_t commune_id;             /* of both; 0: they differ */
	/* of one that waits: */
	int64_t score;
	const char *reasons;
	/* of one that was decided about: */
	struct duplicate_decision decision;
	const char *code, *label;       /* of the verdict */
};

/* True for the roles that have the pages of pairs. */
static inline bool duplicate_may_look(const struct actor *actor)
{
	return actor->role == ROLE_OFFICER || actor->role == ROLE_HAMLET_LEADER;
}

/* ---- pair_words.c ---- */

/* "cùng họ tên, ngày và tháng sinh đổi chỗ" */
const char *pair_reasons(struct arena *arena, unsigned signs);
/* "Cùng một người – giữ phiếu PS-0412"; sheet and other as the decision has them, by sheet_number(). */
const char *pair_verdict(struct arena *arena, enum duplicate_verdict verdict, const char *sheet, const char *other);

#endif
