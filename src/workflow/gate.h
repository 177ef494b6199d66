/* The one gate for moves. Whatever asks for a move of a sheet (typing, a button, many at once, signing, undoing, a
 * decision about another sheet), it finds its row in the table here, is asked here for what the row needs, and is
 * written here: where the sheet stands and since when, its row and findings, the figures of quality, the history,
 * the neighbours. Private to workflow/, within a task. */
#ifndef WORKFLOW_GATE_H
#define WORKFLOW_GATE_H

#include "base/json.h"
#include "workflow/undo.h"
#include "workflow/verdict/verdict.h"

/* One move on its way. Starts as { 0 } with what is asked. */
struct move {
	/* What was said for it: its head, action and row_version count, not its sheet. */
	const struct move_request *asked;
	struct sheet *sheet;            /* as it stands, or as it was typed; afterwards as it was written */
	const struct campaign *campaign; /* of the sheet; NULL: it is read */
	/* Answers are written with the move: the event that tells of them, create or edit; else NONE. */
	enum action typed;
	/* Of the answers, for the history: of `typed`, or of the move itself; the gate deletes it. */
	cJSON *changes;
	enum state restore_to;          /* restore: the state of before; else NONE */
	int64_t replaced_by_id;         /* replace: the sheet that takes its place */
	int64_t batch_id;               /* sign: the batch that it is signed for with */
	/* forward: the bundle that it goes in, by itself; not_received: the bundle that it was missing in */
	int64_t bundle_id;
	int64_t minutes_id;             /* accept, return: the minutes of the meeting that does it; 0: none */
	/* what comes of it: */
	const struct transition *row;
	struct verdict verdict;         /* when judged: with its rows as they stand now, also after a refusal */
	bool judged, refused, passed;
	struct undo undo;               /* undo: what it brings back */
	int64_t rules_before;           /* accept: the version of the rules of the acceptance before; 0: none */
};

/* The row of the table for the sheet as it stands and for the actor. ERR_CONFLICT: there is none, the sheet is
 * another's, the version stale. */
enum err gate_open(struct move *move, struct error *error);
/* Judges the sheet, once. For who wants the findings before anything is asked; a need that reads them does it
 * itself. */
enum err gate_judge(struct db *db, struct move *move, struct error *error);
/* What the row needs, in the declared order. ERR_CONFLICT: the state of things is against it; ERR_UNPROCESSABLE: the
 * actor can mend it. */
enum err gate_ask(struct db *db, struct move *move, struct error *error);
/* The move itself; aborts when nothing was asked before. */
enum err gate_write(struct db *db, struct move *move, struct error *error);
/* All three. */
enum err gate_pass(struct db *db, struct move *move, struct error *error);
/* Writes what was typed, and leaves the sheet where it is: a save, or a submission that was refused. */
enum err gate_keep(struct db *db, struct move *move, struct error *error);

/* The sheet that `new` replaces goes to `replaced`, once. ERR_CONFLICT: it is another's, or the table has no
 * such move any more. */
enum err gate_replace(struct db *db, const struct request_head *head, const struct sheet *new, struct error *error);

/* ERR_CONFLICT: the campaign is closed on that day, and nothing of it changes any more. */
enum err gate_ask_open(const struct request_head *head, const struct campaign *campaign, struct error *error);
/* The same of the campaign with that id; ERR_NOT_FOUND: there is none. */
enum err gate_ask_open_of(struct db *db, const struct request_head *head, int64_t campaign_id, struct error *error);
/* True when the actor typed the sheet from another's paper. */
bool gate_typed_for_another(const struct actor *actor, const struct sheet *sheet);
/* Four eyes: ERR_UNPROCESSABLE when another than the actor has to judge the sheet; the sentence, in the arena of
 * head, says why and who may. */
enum err gate_ask_four_eyes(struct db *db, const struct request_head *head, const struct campaign *campaign,
                            const struct sheet *sheet, struct error *error);

#endif
