/* Why a sheet is not accepted by somebody, and who may accept it: by the state it is in, by four eyes, by what is
 * open on it. */
#ifndef WORKFLOW_HINDRANCE_H
#define WORKFLOW_HINDRANCE_H

#include "store/campaign/area.h"
#include "store/campaign/campaign.h"
#include "store/sheet/sheet.h"

enum hindrance {
	HINDRANCE_NONE, HINDRANCE_STATE, HINDRANCE_CLOSED, HINDRANCE_MEETING, HINDRANCE_BUNDLE, HINDRANCE_TYPED,
		HINDRANCE_INTERVIEWED, HINDRANCE_CORRECTED, HINDRANCE_ERRORS, HINDRANCE_WARNINGS,
	HINDRANCE_COUNT
};

/* Four eyes (src/domain.md §6), where the campaign says so: whether the user typed the sheet (made it, or changed its
 * answers), interviewed for it, or corrected an answer since another last submitted it; else HINDRANCE_NONE. Who
 * takes his own name off as the interviewer has interviewed all the same. */
enum err hindrance_four_eyes(struct db *db, struct arena *arena, const struct campaign *campaign,
                             const struct sheet *sheet, int64_t user_id, enum hindrance *out, struct error *error);
/* What comes first of all that keeps the user from accepting the sheet today, as it is stored. */
enum err hindrance_first(struct db *db, struct arena *arena, const struct sheet *sheet, int64_t user_id,
                         struct date today, enum hindrance *out, struct error *error);
/* The officers of the commune who are not barred by four eyes: "A, B và 2 người khác"; NULL: there is none. */
enum err hindrance_who_may(struct db *db, struct arena *arena, const struct campaign *campaign,
                           const struct sheet *sheet, const char **names, struct error *error);
/* "đã nhập" of the three of four eyes; NULL for the others. */
const char *hindrance_deed(enum hindrance hindrance);
/* The sentence of a refusal by four eyes: what the user did, and who may accept, or what to do when nobody may. names
 * may be NULL. */
const char *hindrance_sentence(struct arena *arena, enum hindrance hindrance, const char *names);

/* Communes of the campaign with fewer than two officers who may accept: where four eyes leave sheets to nobody. */
struct few_officers {
	size_t communes;
	const char *names;              /* by code, after the first five "…"; NULL: there is none */
};
enum err hindrance_few_officers(struct db *db, struct arena *arena, int64_t campaign_id, struct few_officers *out,
                                struct error *error);

#endif
