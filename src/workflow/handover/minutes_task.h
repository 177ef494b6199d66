/* Minutes (store/handover/minutes.h): making, issuing and replacing them, each one task of the writer. */
#ifndef WORKFLOW_HANDOVER_MINUTES_TASK_H
#define WORKFLOW_HANDOVER_MINUTES_TASK_H

#include "store/handover/minutes.h"
#include "workflow/gate.h"

/* What keeps one sheet from passing, or from being returned. */
struct minutes_bar { int64_t sheet_id; const char *full_name, *paper_no, *why; };

struct minutes_request {
	struct request_head head;               /* made: the minutes */
	/* What is asked for. Of acceptance and confirmation of what and which days; of a meeting what is said of it. The
	 * campaign may be 0: that of the sheets. */
	struct minutes minutes;
	const int64_t *present;                 /* members, of a meeting */
	size_t present_count;
	const int64_t *passed, *returned;       /* sheets, of a meeting */
	const char *const *reasons;             /* one for each that is returned; or NULL */
	size_t passed_count, returned_count;
	/* out: */
	struct minutes_bar *bars;               /* of a meeting that was refused */
	size_t bar_count;
};

/* ---- minutes_make.c ---- */
/* Makes a draft. A meeting moves its sheets through the gate, all of them or none, and what passed goes in a bundle
 * from the Tổ to the officer; one transaction at any size. ERR_NOT_FOUND: something is not the actor's; ERR_CONFLICT,
 * ERR_UNPROCESSABLE: nothing to tell, days that cannot be, or what hinders each sheet (bars). */
enum err workflow_make_minutes(struct minutes_request *request, struct error *error);
/* What a draft of acceptance or confirmation would say now, in a reader: the sheets, and in request->minutes their
 * commune and campaign. The same errors. */
enum err workflow_look_minutes(struct db *db, struct minutes_request *request, struct minutes_item **items,
                               size_t *count, struct error *error);

/* ---- minutes_issue.c ---- */
/* Counts a draft again, gives it its number and fixes it (workflow/handover/issue.h); what it replaces is superseded.
 * Only head, minutes.id and row_version (of the draft as it was shown; 0: not said) are read. ERR_CONFLICT: it was
 * issued, changed since, or there is nothing to tell any more. */
enum err workflow_issue_minutes(struct minutes_request *request, struct error *error);
/* A draft in the place of issued ones, which stay as they are: counted again, with the days that are said, else those
 * of before; of a meeting the same sheets, with what is said of it, else what was. ERR_CONFLICT: they are a draft,
 * superseded, or have a draft in their place already. */
enum err workflow_replace_minutes(struct minutes_request *request, struct error *error);
/* What is said of a meeting, of a draft: all of it anew. ERR_CONFLICT: it is issued, changed since it was shown
 * (row_version, 0: not said), or no meeting. */
enum err workflow_say_minutes(struct minutes_request *request, struct error *error);

/* Drops a draft of the actor: it stays in the register, and so does what it says. ERR_CONFLICT: it is issued, was
 * dropped, is another's, or a meeting accepted or returned sheets with it. */
enum err workflow_drop_minutes(struct minutes_request *request, struct error *error);

/* ---- private to workflow/, in a task ---- */
/* What a meeting did and is taken back is in its draft no more, nor in its bundle. Nothing for any other move. */
enum err minutes_follow(struct db *db, const struct move *move, struct error *error);
/* Texts and days that can be. */
enum err minutes_check_said(const struct minutes_request *request, struct error *error);
/* Who was present, of minutes.id, instead of those that were said before. ERR_NOT_FOUND when the actor sees no such
 * member, and none works in the commune of the minutes. */
enum err minutes_name_present(struct db *db, const struct minutes_request *request, int64_t commune_id,
                              struct error *error);
/* In their order. */
enum err minutes_write_items(struct db *db, const struct minutes *minutes, const struct minutes_item *items,
                             size_t count, struct error *error);

#endif
