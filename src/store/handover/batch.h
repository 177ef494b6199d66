/* Batches of accepted sheets for the police. */
#ifndef STORE_HANDOVER_BATCH_H
#define STORE_HANDOVER_BATCH_H

#include "base/actor.h"
#include "base/date.h"
#include "db/db.h"

enum { BATCH_SHEETS_MOST = 2000 };             /* sheets of one: a list that is still signed for paper by paper */

struct batch {
	int64_t id, commune_id, campaign_id, year, number;
	int64_t delivered_by, signed_by;        /* signed_by 0: not signed */
	const char *delivered_at, *signed_at;
	int64_t counted;
	const char *extra, *note;
	const char *paper_day, *paper_signer;   /* signed on paper, recorded by signed_by: the day there, who; or NULL */
	/* read only: */
	const char *undone_at;                  /* its making was taken back; or NULL */
	const char *commune_name, *campaign_code, *delivered_name, *signed_name;
	int64_t sheets, present, missing;
	int64_t entered, by_paper, returned, back; /* by_paper: of those entered; back: papers that came back */
};

static inline enum batch_state batch_state(const struct batch *batch)
{
	return batch->signed_at != NULL ? BATCH_SIGNED : batch->undone_at != NULL ? BATCH_UNDONE : BATCH_OPEN;
}

struct batch_item {
	int64_t position, sheet_id;
	enum outcome outcome;
	const char *full_name, *birth_date, *citizen_id, *paper_no, *area_name; /* present, missing: as signed for */
	enum state state;                       /* of the sheet now */
	/* What became of it in this batch (store/handover/outcome.h). */
	const char *entered_at, *returned_at, *back_at;
	int64_t return_reason;                  /* 0: none */
	bool by_paper;
};

/* Limited to the communes of the actor's scope; ERR_NOT_FOUND. */
enum err batch_load(struct db *db, struct arena *arena, const struct actor *actor, int64_t id, struct batch *out,
                       struct error *error);
/* The same whoever asks. */
enum err batch_load_any(struct db *db, struct arena *arena, int64_t id, struct batch *out, struct error *error);
enum err batch_list(struct db *db, struct arena *arena, const struct actor *actor, int64_t after, int limit,
                    struct batch **rows, size_t *count, struct error *error);
/* The oldest that are to be signed. */
enum err batch_list_open(struct db *db, struct arena *arena, const struct actor *actor, int limit, struct batch **rows,
                            size_t *count, struct error *error);
/* The oldest that brought sheets of which not all are entered or returned. */
enum err batch_list_unfinished(struct db *db, struct arena *arena, const struct actor *actor, int limit,
                               struct batch **rows, size_t *count, struct error *error);
enum err batch_count(struct db *db, const struct actor *actor, int64_t *count, struct error *error);
/* The same of batches with a sheet that is late that day: it waits in the batch for the signature, or came to the
 * police with it last and is theirs to enter, or went back from them. */
enum err batch_list_late(struct db *db, struct arena *arena, const struct actor *actor, struct date day, int64_t after,
                         int limit, struct batch **rows, size_t *count, struct error *error);
enum err batch_count_late(struct db *db, struct arena *arena, const struct actor *actor, struct date day,
                          int64_t *count, struct error *error);
/* Batches not signed yet in the actor's scope. */
enum err batch_count_open(struct db *db, const struct actor *actor, int64_t *count, struct error *error);
/* What these have, sheets that were taken out aside. */
enum err batch_count_sheets_open(struct db *db, const struct actor *actor, int64_t *count, struct error *error);
enum err batch_items(struct db *db, struct arena *arena, int64_t id, struct batch_item **items, size_t *count,
                        struct error *error);
/* Of the papers that came to the police with this batch last and are still to be entered, those of these places among
 * the present ones (0: not said), at most limit; position is that place. */
enum err batch_items_to_enter(struct db *db, struct arena *arena, int64_t id, int64_t from, int64_t to, int limit,
                              struct batch_item **items, size_t *count, struct error *error);
/* Inserts with the next number of its commune and year; id and number are set. */
enum err batch_insert(struct db *db, struct batch *batch, struct error *error);
/* ERR_CONFLICT when the sheet is in an open batch already. */
enum err batch_add_sheet(struct db *db, int64_t batch_id, int64_t position, int64_t sheet_id, struct error *error);
/* The open batch of a sheet, or 0. */
int64_t batch_of_sheet(struct db *db, int64_t sheet_id);
/* Where a sheet lies in the last batch with which the police got it: its place among the papers that were there. */
struct batch_place { int64_t id, number, year, paper, papers; };
/* false: there is none. */
bool batch_signed_of_sheet(struct db *db, int64_t sheet_id, struct batch_place *out);
/* The batch in which the sheet is now, not signed or with the police; id 0: none. */
struct batch_name { int64_t id, number, year; };
struct batch_name batch_now_of_sheet(struct db *db, int64_t sheet_id, enum state state);
/* For present and missing it keeps what the list says of the sheet. */
enum err batch_set_outcome(struct db *db, int64_t batch_id, int64_t sheet_id, enum outcome outcome,
                           struct error *error);
enum err batch_sign(struct db *db, const struct batch *batch, struct error *error);

/* Every sheet in an open batch is accepted; every signed batch has no open sheet and counts what it signed for; the
 * counts of a batch are those of its sheets; every sheet with the police came by a signed batch. ERR_INTERNAL names the
 * first that differs. */
enum err batch_verify(struct db *db, struct error *error);

#endif
