/* Does one action: says beforehand what may come of it, sends it to the program, and compares the answer, the new entries of the history and
 * the rows with what the model makes of it. */
#ifndef TEST_PROPERTY_RUN_H
#define TEST_PROPERTY_RUN_H

#include "property_draw.h"
#include "store/sheet/event.h"
#include "workflow/handover/minutes_task.h"
#include "workflow/long/job_order.h"

enum { TOLD_TEXT = 600 };

struct run {
	struct office *office;
	struct book book;
	const struct drawn *acts;
	int64_t last_event, version_of_data;
	bool failed;
	char fault[TOLD_TEXT];
	char kind[32];                  /* of the fault, the same for the same fault */
	enum err answer;                /* of the last action */
	char detail[TOLD_TEXT];
	size_t done, refused, skipped;
};

/* Remembers the first fault; always false. */
__attribute__((format(printf, 3, 4)))
static inline bool fault(struct run *r, const char *kind, const char *format, ...)
{
	va_list args;

	if (r->failed)
		return false;
	va_start(args, format);
	vsnprintf(r->fault, sizeof r->fault, format, args);
	va_end(args);
	r->failed = true;
	snprintf(r->kind, sizeof r->kind, "%s", kind);
	return false;
}

/* ---- what may come of it ---- */

enum { MAY_BE_DONE = 1, MAY_BE_401 = 2, MAY_BE_404 = 4, MAY_BE_409 = 8, MAY_BE_422 = 16, MAY_BE_OTHER = 32 };

static inline unsigned bit_of(enum err err)
{
	switch ((int)err) {
	case ERR_OK: return MAY_BE_DONE;
	case ERR_UNAUTHENTICATED: return MAY_BE_401;
	case ERR_NOT_FOUND: return MAY_BE_404;
	case ERR_CONFLICT: return MAY_BE_409;
	case ERR_UNPROCESSABLE: return MAY_BE_422;
	default: return MAY_BE_OTHER;
	}
}

struct doing {
	struct run *r;
	const struct drawn *a;
	struct arena *arena;
	struct request_head head;
	int named[NAMED_MOST];          /* indexes of the sheets; -1: unknown */
	struct kept *sheet;             /* the first, or NULL */
	unsigned may_be;
	enum err err;
	struct error error;
	bool repeats;                   /* the form was posted before */
	const struct token_kept *token; /* then: what came of it */
	struct save_request save;
	struct move_request move;
	struct confirm_request confirm;
	struct confirm_many_request confirm_many;
	struct accept_request accept;
	struct deliver_request deliver;
	struct job_order order;
	struct accept_order pieces;
	struct undo_order undo;
	struct act_undo_request take_back;
	struct remove_request remove;
	struct sign_request sign;
	struct minutes_request minutes;
	struct written record;           /* as it is to be */
	struct by_paper_request by_paper;
	struct handback_request handback;
	struct count_request count;
	struct duplicate_request duplicate;
	struct person_request person;
	struct campaign_change change;
	struct rule_order rule;
	struct kept placed;             /* a save: the place that it is to have */
	bool area_refused;
	const char *bad_area;           /* what is kept of it */
	bool findings_left;             /* a refusal that may leave findings, or the fact that a draft was sent */
};

static inline bool is_stale(const struct doing *d)
{
	return d->a->version == VERSION_STALE;
}

static inline unsigned may_be_reason(const struct doing *d)
{
	return d->a->reason == REASON_GIVEN ? MAY_BE_DONE : MAY_BE_422;
}

/* The answer of the first of these that is no "done". */
static inline unsigned first_of(unsigned a, unsigned b)
{
	return a != MAY_BE_DONE ? a : b;
}

static inline const char *said(struct arena *arena, enum reason_said reason)
{
	static const char *const texts[] = { "vì kiểm tra lại", NULL, "" };

	return reason == REASON_LONG ? arena_print(arena, "%01005d", 1) : texts[reason];
}

static inline const struct switches *switches_of(const struct doing *d, const struct kept *sheet)
{
	return &d->r->office->switches[sheet->campaign];
}

/* What is sent for the first time, and in the place of no other, while its campaign collects no more. */
static inline bool comes_too_late(const struct doing *d, const struct kept *s)
{
	int64_t closed_on = switches_of(d, s)->closed_on;

	return closed_on != 0 && closed_on <= day_of(d->a->at) && s->state == STATE_DRAFT && s->replaces < 0;
}

/* What the move asks for, as far as the model can tell. */
static inline unsigned may_move(const struct doing *d, const struct kept *s, const struct move_row *row)
{
	const struct drawn *a = d->a;
	unsigned may = MAY_BE_DONE;

	if ((row->needs & ASKS_NO_BATCH) != 0 && s->batch >= 0)
		return MAY_BE_409;
	if ((row->needs & ASKS_NO_MEETING) != 0 && switches_of(d, s)->meeting_accepts)
		return MAY_BE_409;
	if ((row->needs & ASKS_COUNTED) != 0 && s->sheaf >= 0)
		return MAY_BE_409;
	if ((row->needs & NEVER_BY_HAND) != 0)
		return MAY_BE_409;
	if ((row->needs & ASKS_ANOTHERS_PAPER) != 0 && (s->enumerator == a->who || s->created_by != a->who))
		return MAY_BE_409;
	if ((row->needs & ASKS_REASON) != 0)
		may = first_of(may, may_be_reason(d));
	if ((row->needs & ASKS_POLICE_REASON) != 0 && (a->police_reason < 1 || a->police_reason > 8))
		may = first_of(may, MAY_BE_422);
	if ((row->needs & ASKS_PLACE) != 0)
		may = first_of(may, may_be_reason(d));
	if ((row->needs & ASKS_OTHER_EYES) != 0 && switches_of(d, s)->four_eyes && has_had_eyes_on(a->who, s))
		may = first_of(may, MAY_BE_422);
	return may == MAY_BE_DONE && (row->needs & (ASKS_SUBMITTABLE | ASKS_VERDICT)) != 0 ? MAY_BE_DONE | MAY_BE_422 : may;
}

/* What submitting brings with it: the sheet that this one replaces. */
static inline unsigned may_replace(const struct doing *d, const struct kept *s)
{
	const struct kept *old = s->replaces < 0 ? NULL : d->r->book.sheets[s->replaces];

	if (old == NULL || old->state == STATE_REPLACED || old->state == STATE_CANCELLED)
		return MAY_BE_DONE;
	const struct move_row *row = move_of(ACTION_REPLACE, old->state, people[d->a->who].role);
	return row == NULL || !sees(d->a->who, old) || !is_own(d->a->who, old) || old->batch >= 0 ? MAY_BE_409 : MAY_BE_DONE;
}

/* ---- sending it ---- */

static inline int64_t user_id(const struct doing *d, int user)
{
	return d->r->office->actors[user].user_id;
}

static inline int64_t version_of(const struct doing *d, const struct kept *s)
{
	struct db_row *row = db_use_text(d->r->office->world->db, "SELECT row_version FROM worker_sheet WHERE id = :id");
	int64_t version = 0;

	if (d->a->version == VERSION_NOT_SAID)
		return 0;
	db_bind_int(row, ":id", s->id);
	if (db_step(row) == DB_ROW)
		version = db_int(row, 0);
	db_done(row);
	return d->a->version == VERSION_STALE ? version + 7 : version;
}

enum { CONFIRMED_MOST = 40 };

static inline struct confirmation *some_confirmations(struct doing *d, const struct kept *s, bool by_id, size_t *count)
{
	struct confirmation *out = arena_array(d->arena, CONFIRMED_MOST, sizeof *out);
	struct finding_row *rows;
	size_t found = 0;

	*count = 0;
	if (d->a->confirming == CONFIRM_NOTHING || finding_list(d->r->office->world->db, d->arena, s->id, &rows, &found, NULL) != ERR_OK)
		return out;
	for (size_t i = 0; i < found && *count < CONFIRMED_MOST; i++) {
		if (rows[i].severity == SEVERITY_W && (d->a->confirming == CONFIRM_ALL || *count == 0))
			out[(*count)++] = (struct confirmation){ by_id ? rows[i].id : 0, rows[i].rule, "đã hỏi lại" };
	}
	return out;
}

/* ---- forms that are posted again ---- */

static inline const struct token_kept *token_of(const struct doing *d)
{
	const struct book *book = &d->r->book;

	for (size_t i = 0; i < book->token_count && d->a->token != 0; i++) {
		if (book->tokens[i].number == d->a->token && book->tokens[i].user == d->a->who)
			return &book->tokens[i];
	}
	return NULL;
}

static inline bool check_repeated(struct doing *d, const struct request_head *head)
{
	bool same = d->token->posted == d->a->posted;

	if (head->made.id != d->token->made || strcmp(thing_code(head->made.kind), d->token->kind) != 0)
		return fault(d->r, "form", "the form posted again tells of %s %lld, it was %s %lld", thing_code(head->made.kind),
		             (long long)head->made.id, d->token->kind, (long long)d->token->made);
	if (same != head->repeated)
		return fault(d->r, "form", "the form posted again counts as %s", head->repeated ? "the same" : "another");
	return true;
}

/* What the form token remembers, as it is stored. */
static inline void keep_token(struct doing *d)
{
	struct book *book = &d->r->book;
	struct db_row *row = db_use_text(d->r->office->world->db, "SELECT kind, made_id FROM form_token WHERE user_id = :user AND token = :token");

	db_bind_int(row, ":user", user_id(d, d->a->who));
	db_bind_text(row, ":token", d->head.form_token);
	if (db_step(row) != DB_ROW) {
		fault(d->r, "form", "the form token is not remembered");
		return;
	}
	book->tokens[book->token_count++] = (struct token_kept){ .number = d->a->token, .user = d->a->who, .posted = d->a->posted, .made = db_int(row, 1),
		.kind = db_copy(row, 0, book->arena) };
	db_done(row);
}

/* ---- what was written ---- */

static inline int user_of_id(const struct run *r, int64_t id)
{
	for (int i = 0; i < USERS; i++) {
		if (r->office->actors[i].user_id == id)
			return i;
	}
	return -1;
}

static inline int index_of(const int64_t *ids, size_t count, int64_t id)
{
	for (size_t i = 0; i < count; i++) {
		if (ids[i] == id)
			return (int)i;
	}
	return -1;
}

/* The row of a sheet against the model: where it stands, since when, where it belongs. */
static inline bool check_row(struct run *r, const struct kept *s)
{
	const struct office *o = r->office;
	struct arena *arena = o->scratch;
	struct db_row *row = db_use_text(o->world->db, "SELECT state, since, COALESCE(accepted_at, 0), COALESCE(police_reason, 0), commune_id, "
		"COALESCE(area_id, 0), campaign_id, COALESCE(enumerator_id, 0), COALESCE(replaces_id, 0), created_by, created_at, COALESCE(clock_from, 0) FROM worker_sheet WHERE id = :id");

	db_bind_int(row, ":id", s->id);
	if (db_step(row) != DB_ROW)
		return fault(r, "lost", "sheet s%d (%lld) is not there any more", s->birth, (long long)s->id);
	int64_t replaces = s->replaces < 0 ? 0 : r->book.sheets[s->replaces]->id;
	if (strcmp(db_text(row, 0), state_code(s->state)) != 0)
		fault(r, "state", "s%d is %s, it should be %s", s->birth, db_text(row, 0), state_code(s->state));
	else if (db_int(row, 1) != s->since)
		fault(r, "since", "s%d is %s since %s, it should be since %s", s->birth, db_text(row, 0), iso_of(arena, db_int(row, 1)), iso_of(arena, s->since));
	else if (db_int(row, 2) != s->accepted_at)
		fault(r, "accepted_at", "s%d was accepted at %s, it should be %s", s->birth, iso_of(arena, db_int(row, 2)), iso_of(arena, s->accepted_at));
	else if (db_int(row, 11) != clock_from(s))
		fault(r, "clock", "the clock of s%d (%s) runs from %s, it should run from %s", s->birth, db_text(row, 0), iso_of(arena, db_int(row, 11)), iso_of(arena, clock_from(s)));
	else if (db_int(row, 3) != s->police_reason)
		fault(r, "police reason", "s%d has the police reason %lld, it should be %lld", s->birth, (long long)db_int(row, 3), (long long)s->police_reason);
	else if (db_int(row, 4) != o->areas[s->commune] || db_int(row, 5) != (s->hamlet < 0 ? 0 : o->areas[s->hamlet]) ||
	         db_int(row, 6) != o->campaigns[s->campaign])
		fault(r, "place", "s%d lies in commune %lld, hamlet %lld, campaign %lld, it should be places %d, %d, campaign %d", s->birth,
		      (long long)db_int(row, 4), (long long)db_int(row, 5), (long long)db_int(row, 6), s->commune, s->hamlet, s->campaign);
	else if (index_of(o->members, MEMBERS, db_int(row, 7)) != s->enumerator || user_of_id(r, db_int(row, 9)) != s->created_by)
		fault(r, "typist", "s%d is of another enumerator or writer", s->birth);
	else if (db_int(row, 8) != replaces)
		fault(r, "replaces", "s%d replaces %lld, it should be %lld", s->birth, (long long)db_int(row, 8), (long long)replaces);
	else if (db_int(row, 10) != s->created_at)
		fault(r, "created_at", "s%d was made at another time", s->birth);
	db_done(row);
	return !r->failed;
}

/* Moves when another connection committed something; a job that wrote and was rolled back may have touched it too. */
static inline int64_t data_version(const struct run *r)
{
	struct db_row *row = db_use_text(r->office->world->db, "PRAGMA data_version");
	int64_t version = db_step(row) == DB_ROW ? db_int(row, 0) : -1;

	db_done(row);
	return version;
}

/* Sums that no change leaves alone: `all` of everything but findings, what counts them, and the facts of a first sending. */
struct sums { int64_t version, all, findings; };

static inline struct sums sums(const struct run *r)
{
	struct sums out = { .version = data_version(r) };
	struct db_row *row = db_use_text(r->office->world->db, "SELECT (SELECT COALESCE(sum(row_version * 31 + length(since || state || updated_at)), 0) + "
		"count(*) FROM worker_sheet) + (SELECT COALESCE(max(id), 0) * 1000003 FROM event) + (SELECT count(*) * 7919 FROM form_token) + "
		"(SELECT count(*) * 104729 FROM handover) + (SELECT count(*) * 32452867 + COALESCE(sum(length(outcome || COALESCE(entered_at, 0) || COALESCE(returned_at, 0) || COALESCE(back_at, 0))), 0) FROM handover_sheet) + "
		"(SELECT count(*) * 49979687 + COALESCE(sum(waiting + passed * 31 + returned * 7 + listed), 0) + count(conclusion) + count(dropped_at) * 7919 FROM minutes) + (SELECT count(*) * 67867967 + count(superseded_by) FROM paper) + "
		"(SELECT count(*) * 86028157 FROM paper_return) + (SELECT count(*) * 86028121 + COALESCE(sum(sheets * 7 + present * 31 + counted), 0) FROM bundle) + (SELECT count(*) * 15487469 + count(undone_at) * 1299709 FROM act) + (SELECT count(*) * 15485863 FROM duplicate_decision WHERE undone_at IS NULL) + "
		"(SELECT count(*) * 32452843 + COALESCE(sum(joined_id), 0) FROM person), (SELECT COALESCE(sum(id), 0) + count(confirmed_by) * 7919 FROM finding) + "
		"(SELECT count(*) * 104729 FROM first_sending) + (SELECT COALESCE(sum(open_errors * 31 + open_warnings), 0) FROM worker_sheet)");

	if (db_step(row) == DB_ROW) {
		out.all = db_int(row, 0);
		out.findings = db_int(row, 1);
	}
	db_done(row);
	return out;
}

#endif
