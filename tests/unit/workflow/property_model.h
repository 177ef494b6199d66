/* What the test believes: the moves of src/domain.md §6 as a small table of its own, and every sheet as it must stand. Nothing here asks the program. */
#ifndef TEST_PROPERTY_MODEL_H
#define TEST_PROPERTY_MODEL_H

#include "property_world.h"

/* ---- the moves ---- */

#define AT(state) (1u << (STATE_##state))
#define WRITER (ROLE_BIT(ROLE_ENUMERATOR) | ROLE_BIT(ROLE_HAMLET_LEADER) | ROLE_BIT(ROLE_OFFICER))
#define HAMLET ROLE_BIT(ROLE_HAMLET_LEADER)
#define OFFICE ROLE_BIT(ROLE_OFFICER)
#define POLICE_MEN ROLE_BIT(ROLE_POLICE)

enum need {
	ASKS_REASON = 1, ASKS_SUBMITTABLE = 2, ASKS_VERDICT = 4, ASKS_OTHER_EYES = 8, ASKS_NO_BATCH = 16, ASKS_POLICE_REASON = 32, ASKS_PLACE = 64,
	ASKS_ANOTHERS_PAPER = 128, ASKS_OWN = 256, NEVER_BY_HAND = 512, ASKS_COUNTED = 1024, ASKS_NO_MEETING = 2048
};

struct move_row {
	enum action action;
	unsigned from;
	enum state to;                  /* of submit: with the hamlet where its stage is on */
	uint32_t roles;
	unsigned needs;
	int minutes;                    /* to take it back; -1: the same day; 0: never */
};

static const struct move_row moves[] = {
	{ ACTION_SUBMIT, AT(DRAFT) | AT(RETURNED), STATE_RECEIVED, WRITER, ASKS_SUBMITTABLE | ASKS_OWN, 10 },
	{ ACTION_FORWARD, AT(WITH_HAMLET), STATE_RECEIVED, HAMLET | OFFICE, 0, 10 },
	{ ACTION_RETURN, AT(WITH_HAMLET), STATE_RETURNED, HAMLET | OFFICE, ASKS_REASON, 10 },
	{ ACTION_RETURN, AT(RECEIVED), STATE_RETURNED, OFFICE, ASKS_REASON, 10 },
	{ ACTION_RETURN, AT(DRAFT), STATE_RETURNED, OFFICE, ASKS_REASON | ASKS_ANOTHERS_PAPER, 10 },
	{ ACTION_CORRECT, AT(RECEIVED), STATE_RECEIVED, OFFICE, ASKS_REASON | ASKS_SUBMITTABLE, 0 },
	{ ACTION_ACCEPT, AT(RECEIVED), STATE_ACCEPTED, OFFICE, ASKS_VERDICT | ASKS_OTHER_EYES | ASKS_COUNTED | ASKS_NO_MEETING, 10 },
	{ ACTION_NOT_RECEIVED, AT(RECEIVED), STATE_WITH_HAMLET, OFFICE, NEVER_BY_HAND, 0 },
	{ ACTION_REOPEN, AT(ACCEPTED) | AT(POLICE_RETURNED), STATE_RECEIVED, OFFICE, ASKS_REASON | ASKS_NO_BATCH, 0 },
	{ ACTION_SIGN, AT(ACCEPTED), STATE_HANDED_OVER, POLICE_MEN, NEVER_BY_HAND, 0 },
	{ ACTION_ENTERED, AT(HANDED_OVER), STATE_ENTERED, POLICE_MEN, 0, -1 },
	{ ACTION_POLICE_RETURN, AT(HANDED_OVER), STATE_POLICE_RETURNED, POLICE_MEN, ASKS_POLICE_REASON, 10 },
	/* from a list that the police signed */
	{ ACTION_ENTERED, AT(HANDED_OVER), STATE_ENTERED, OFFICE, NEVER_BY_HAND, -1 },
	{ ACTION_POLICE_RETURN, AT(HANDED_OVER), STATE_POLICE_RETURNED, OFFICE, NEVER_BY_HAND, 10 },
	{ ACTION_RESEND, AT(POLICE_RETURNED), STATE_ACCEPTED, OFFICE, ASKS_REASON, 10 },
	{ ACTION_ARCHIVE, AT(ENTERED), STATE_ARCHIVED, POLICE_MEN | OFFICE, ASKS_PLACE, 0 },
	{ ACTION_REPLACE, AT(RETURNED) | AT(RECEIVED) | AT(ACCEPTED) | AT(POLICE_RETURNED), STATE_REPLACED, WRITER, ASKS_OWN | ASKS_NO_BATCH, 0 },
	{ ACTION_CANCEL, AT(DRAFT), STATE_CANCELLED, WRITER, ASKS_REASON | ASKS_OWN, 10 },
	{ ACTION_CANCEL, AT(WITH_HAMLET) | AT(RECEIVED) | AT(RETURNED) | AT(ACCEPTED) | AT(POLICE_RETURNED), STATE_CANCELLED, OFFICE,
	  ASKS_REASON | ASKS_NO_BATCH, 10 },
};

static inline const struct move_row *move_of(enum action action, enum state from, enum role role)
{
	for (size_t i = 0; i < COUNT(moves); i++) {
		if (moves[i].action == action && (moves[i].from & (1u << from)) != 0 && (moves[i].roles & ROLE_BIT(role)) != 0)
			return &moves[i];
	}
	return NULL;
}

/* ---- what happened to a sheet ---- */

struct done {
	const char *action;             /* as the history has it */
	int user;
	int64_t at, since, accepted_at; /* the last two: as they were before; 0: none */
	enum state from, to;            /* from NONE: it was made */
	int64_t police_reason;          /* before */
	int campaign, commune, hamlet;  /* after */
	bool told;                      /* minutes that were issued tell of it: it is not taken back */
};

enum { DONE_MOST = 400 };

struct kept {
	int birth;                      /* number of the action that made it */
	int64_t id, since, accepted_at, created_at, police_reason;
	enum state state;
	int created_by, enumerator;     /* a user, a member; -1: nobody */
	int campaign, commune, hamlet, replaces, batch; /* indexes; -1: none */
	int sheaf;                      /* in which it waits to be counted; -1: none */
	unsigned typed_by, corrected_by; /* bits of users who changed answers */
	const char **answers;           /* as typed, by field */
	bool area_refused;              /* what was typed as hamlet is none that may be chosen */
	struct done history[DONE_MOST];
	size_t done;
	bool sent;                      /* what it was like when it was sent first */
	int sent_campaign, sent_commune, sent_hamlet, sent_enumerator;
	int64_t sent_errors, sent_warnings, sent_days; /* days -1: not accepted yet */
};

/* From when the days of its stage are counted; 0: they are not. With the hamlet, received and returned it is the last step, then the acceptance. */
static inline int64_t clock_from(const struct kept *s)
{
	switch ((int)s->state) {
	case STATE_WITH_HAMLET:
	case STATE_RECEIVED:
	case STATE_RETURNED:
	case STATE_POLICE_RETURNED: return s->since;
	case STATE_ACCEPTED:
	case STATE_HANDED_OVER: return s->accepted_at;
	default: return 0;
	}
}

enum { BATCH_MOST = 16 };
struct batch_kept {
	int birth, commune, campaign;
	int64_t id;
	bool signed_for, undone;        /* the second: its making was taken back */
	size_t count;
	int sheets[BATCH_MOST];
	enum { ITEM_OPEN, ITEM_PRESENT, ITEM_MISSING, ITEM_REMOVED } outcomes[BATCH_MOST];
	/* What became of each in it, for ever: times, 0: none. */
	struct { int64_t entered, returned, back, reason; } became[BATCH_MOST];
};

/* A bundle of papers from a hamlet (the bundles above are batches): what a hamlet leader sent on at one time. */
enum { SHEAF_MOST = 64 };
struct sheaf {
	int user, commune, hamlet, campaign;
	int64_t at, id;
	bool counted;
	bool meeting;                   /* what a meeting accepted, from the Tổ to the officer */
	size_t count;
	int sheets[SHEAF_MOST];
	enum { PAPER_WAITS, PAPER_THERE, PAPER_MISSING, PAPER_TAKEN_BACK } papers[SHEAF_MOST];
};

/* What was done to many sheets at once: which, and the place of its entry in the history of each. */
enum { DEED_MOST = 64 };
struct deed_kept { int birth, user; int64_t id, at; bool undone, same_day; size_t count; int sheets[DEED_MOST]; size_t places[DEED_MOST]; };

/* Minutes: of what, and which sheets they name. */
enum { WRITTEN_MOST = 1024 };
struct written {
	int birth, user, commune, campaign, member, hamlet, batch; /* -1: not of such; batch: an index */
	int64_t id, first, last;        /* days; 0: not said */
	enum minutes_type type;
	int replaces;                   /* an index; -1: none */
	bool replaced, issued, superseded, dropped; /* the first: others are to take their place, issued or not */
	size_t count;
	struct { int sheet; enum minutes_outcome outcome; size_t place; } items[WRITTEN_MOST]; /* place: in its history; NO_PLACE */
};
#define NO_PLACE SIZE_MAX

struct verdict_kept { int sheet, other; enum duplicate_verdict verdict; bool holds; int replaced_before; enum state other_state; };
struct token_kept { int number, user, posted; const char *kind; int64_t made; };

enum { BOOK_MOST = 2048 };
struct book {
	struct arena *arena;
	struct kept *sheets[BOOK_MOST];
	struct batch_kept *bundles[BOOK_MOST];
	struct verdict_kept verdicts[BOOK_MOST];
	struct token_kept tokens[BOOK_MOST];
	struct deed_kept *deeds[BOOK_MOST];
	struct sheaf *sheaves[BOOK_MOST];
	struct written *records[BOOK_MOST];
	size_t record_count;
	size_t sheet_count, bundle_count, verdict_count, token_count, deed_count, sheaf_count;
};

static inline int sheet_born(const struct book *book, int birth)
{
	for (size_t i = 0; i < book->sheet_count; i++) {
		if (book->sheets[i]->birth == birth)
			return (int)i;
	}
	return -1;
}

static inline int sheet_of_id(const struct book *book, int64_t id)
{
	for (size_t i = 0; i < book->sheet_count; i++) {
		if (book->sheets[i]->id == id)
			return (int)i;
	}
	return -1;
}

static inline struct deed_kept *deed_born(const struct book *book, int birth)
{
	for (size_t i = 0; i < book->deed_count; i++) {
		if (book->deeds[i]->birth == birth)
			return book->deeds[i];
	}
	return NULL;
}

static inline struct written *record_born(const struct book *book, int birth)
{
	for (size_t i = 0; i < book->record_count; i++) {
		if (book->records[i]->birth == birth)
			return book->records[i];
	}
	return NULL;
}

static inline int bundle_born(const struct book *book, int birth)
{
	for (size_t i = 0; i < book->bundle_count; i++) {
		if (book->bundles[i]->birth == birth)
			return (int)i;
	}
	return -1;
}

/* ---- who sees what ---- */

static inline bool is_with_police(enum state state)
{
	return state == STATE_HANDED_OVER || state == STATE_ENTERED || state == STATE_POLICE_RETURNED || state == STATE_ARCHIVED;
}

static inline bool sees(int user, const struct kept *sheet)
{
	enum place given = people[user].area;

	switch (people[user].role) {
	case ROLE_ENUMERATOR: return sheet->created_by == user || sheet->enumerator == user;
	case ROLE_HAMLET_LEADER: return sheet->created_by == user || is_within(sheet->hamlet, (int)given);
	case ROLE_OFFICER:
	case ROLE_LEADER:
	case ROLE_DISTRICT:
	case ROLE_PROVINCE: return is_within(sheet->commune, (int)given);
	case ROLE_POLICE:
	case ROLE_POLICE_SUPERIOR: return is_within(sheet->commune, (int)given) && is_with_police(sheet->state);
	case ROLE_ADMIN:
	case ROLE_COUNT: break;
	}
	return false;
}

static inline bool is_own(int user, const struct kept *sheet)
{
	return people[user].role == ROLE_OFFICER || sheet->created_by == user || sheet->enumerator == user;
}

static inline bool is_live(const struct kept *sheet)
{
	return sheet->state != STATE_DRAFT && sheet->state != STATE_CANCELLED && sheet->state != STATE_REPLACED;
}

/* Four eyes: whoever typed, interviewed, or corrected since the last submission. */
static inline bool has_had_eyes_on(int user, const struct kept *sheet)
{
	unsigned hands = sheet->typed_by | sheet->corrected_by | 1u << sheet->created_by;

	return (hands & 1u << user) != 0 || sheet->enumerator == user;
}

static inline enum state submits_to(const struct switches *s, int user)
{
	bool counted = people[user].role == ROLE_OFFICER && s->paper_tallied;

	return s->hamlet_stage && !counted ? STATE_WITH_HAMLET : STATE_RECEIVED;
}

/* ---- taking back ---- */

/* The move that the user may take back now, or NULL. */
static inline const struct done *to_be_undone(const struct book *book, const struct kept *sheet, int user, int64_t now)
{
	const struct done *last = sheet->done == 0 ? NULL : &sheet->history[sheet->done - 1];
	int minutes = 0;

	if (last == NULL || last->from == STATE_NONE || last->user != user || last->told)
		return NULL;
	const struct move_row *row = move_of(action_from_code(last->action), last->from, people[user].role);
	if (strcmp(last->action, "deliver") == 0)
		minutes = 10;
	else if (row != NULL)
		minutes = row->minutes;
	if (minutes < 0 ? day_of(last->at) != day_of(now) : now - last->at > minutes * 60)
		return NULL;
	if (minutes == 0 || (row != NULL && row->action == ACTION_SUBMIT && sheet->replaces >= 0))
		return NULL;
	for (size_t i = 0; i < book->verdict_count; i++) {
		const struct verdict_kept *v = &book->verdicts[i];
		if (v->holds && v->verdict == VERDICT_KEEP && book->sheets[v->other] == sheet && row != NULL && row->action == ACTION_CANCEL)
			return NULL;
	}
	return last;
}

/* Nobody has acted on any of its sheets since, nothing that was issued tells of it, and its time is not over. */
static inline bool holds_still(const struct book *book, const struct deed_kept *deed, int64_t now)
{
	bool still = !deed->undone && (deed->same_day ? day_of(deed->at) == day_of(now) : now - deed->at <= 600);

	for (size_t i = 0; i < deed->count; i++) {
		const struct kept *s = book->sheets[deed->sheets[i]];
		still = still && s->done == deed->places[i] && !s->history[s->done - 1].told;
	}
	return still;
}

/* ---- what an event does ---- */

static inline void leave_bundle(struct book *book, struct kept *sheet, int index, int outcome)
{
	struct batch_kept *bundle = sheet->batch < 0 ? NULL : book->bundles[sheet->batch];

	for (size_t i = 0; bundle != NULL && i < bundle->count; i++) {
		if (bundle->sheets[i] == index && bundle->outcomes[i] == ITEM_OPEN)
			bundle->outcomes[i] = outcome == ITEM_PRESENT ? ITEM_PRESENT : outcome == ITEM_MISSING ? ITEM_MISSING : ITEM_REMOVED;
	}
	sheet->batch = -1;
}

/* With which batch the sheet came to the police last, and its place there; NULL: with none. */
static inline struct batch_kept *came_with(const struct book *book, int index, size_t *place)
{
	for (size_t i = book->bundle_count; i-- > 0;) {
		struct batch_kept *bundle = book->bundles[i];
		for (*place = 0; *place < bundle->count; (*place)++) {
			if (bundle->sheets[*place] == index && bundle->outcomes[*place] == ITEM_PRESENT)
				return bundle;
		}
	}
	return NULL;
}

/* What its last batch tells of it from then on. undone: what is taken back, or NULL. */
static inline void tell_bundle(struct book *book, int index, const char *action, const char *undone, int64_t at)
{
	size_t place;
	struct batch_kept *bundle = came_with(book, index, &place);

	if (bundle == NULL)
		return;
	if (strcmp(action, "entered") == 0)
		bundle->became[place].entered = at;
	if (strcmp(action, "police_return") == 0)
		bundle->became[place].returned = at;
	if (strcmp(action, "archive") == 0)
		bundle->became[place].back = at;
	if (undone != NULL && strcmp(undone, "entered") == 0)
		bundle->became[place].entered = 0;
	if (undone != NULL && strcmp(undone, "police_return") == 0)
		bundle->became[place].returned = bundle->became[place].reason = 0;
}

/* ---- bundles of papers ---- */

static inline void leave_sheaf(struct book *book, struct kept *sheet, int index, int papers)
{
	struct sheaf *sheaf = sheet->sheaf < 0 ? NULL : book->sheaves[sheet->sheaf];

	for (size_t i = 0; sheaf != NULL && i < sheaf->count; i++) {
		if (sheaf->sheets[i] == index && sheaf->papers[i] == PAPER_WAITS)
			sheaf->papers[i] = papers == PAPER_THERE ? PAPER_THERE : papers == PAPER_MISSING ? PAPER_MISSING : PAPER_TAKEN_BACK;
	}
	sheet->sheaf = -1;
}

/* The one of that moment and place, or a new one. */
static inline int sheaf_of(struct book *book, const struct kept *sheet, int user, int64_t at)
{
	for (size_t i = 0; i < book->sheaf_count; i++) {
		const struct sheaf *s = book->sheaves[i];
		if (s->user == user && s->at == at && s->commune == sheet->commune && s->hamlet == sheet->hamlet && s->campaign == sheet->campaign)
			return (int)i;
	}
	struct sheaf *new = arena_alloc(book->arena, sizeof *new);
	*new = (struct sheaf){ .user = user, .commune = sheet->commune, .hamlet = sheet->hamlet, .campaign = sheet->campaign, .at = at };
	book->sheaves[book->sheaf_count] = new;
	return (int)book->sheaf_count++;
}

/* Sent on: an officer's own is counted at once. */
static inline void join_sheaf(struct book *book, struct kept *sheet, int index, int user, int64_t at)
{
	leave_sheaf(book, sheet, index, PAPER_TAKEN_BACK);
	int joined = sheaf_of(book, sheet, user, at);
	if (people[user].role == ROLE_OFFICER)
		return;
	sheet->sheaf = joined;
	struct sheaf *sheaf = book->sheaves[sheet->sheaf];
	if (sheaf->count < SHEAF_MOST)
		sheaf->sheets[sheaf->count++] = index;
}

static inline bool waits_to_be_counted(const struct sheaf *sheaf)
{
	bool waits = false;

	for (size_t i = 0; i < sheaf->count; i++)
		waits |= sheaf->papers[i] == PAPER_WAITS;
	return waits && !sheaf->counted;
}

/* Accepted by a meeting, and not with the officer yet. */
static inline bool is_held(const struct book *book, int index, bool meeting_accepts)
{
	for (size_t i = book->sheaf_count; i-- > 0;) {
		const struct sheaf *sheaf = book->sheaves[i];
		for (size_t k = 0; k < sheaf->count && sheaf->meeting; k++) {
			if (sheaf->sheets[k] == index)
				return sheaf->papers[k] == PAPER_WAITS || (sheaf->papers[k] == PAPER_MISSING && meeting_accepts);
		}
	}
	return false;
}

/* The last move of the sheet is taken back: drafts of meetings do not name it any more. */
static inline void forget(struct book *book, const struct kept *sheet, int index)
{
	for (size_t i = 0; i < book->record_count; i++) {
		struct written *record = book->records[i];
		size_t left = 0;
		for (size_t k = 0; k < record->count; k++) {
			if (record->type != MINUTES_MEETING || record->items[k].sheet != index || record->items[k].place != sheet->done - 1)
				record->items[left++] = record->items[k];
		}
		record->count = left;
	}
}

/* ---- what becomes of a sheet ---- */

/* Takes an event over; the sheet's place is that after it. */
static inline void happen(struct book *book, int index, const char *action, int user, int64_t at, enum state to)
{
	struct kept *s = book->sheets[index];
	struct done entry = { .action = action, .user = user, .at = at, .since = s->since, .accepted_at = s->accepted_at, .from = s->state, .to = to,
		.police_reason = s->police_reason, .campaign = s->campaign, .commune = s->commune, .hamlet = s->hamlet };

	tell_bundle(book, index, action, strcmp(action, "undo") == 0 ? s->history[s->done - 1].action : NULL, at);
	if (strcmp(action, "undo") == 0) {
		const struct done *last = &s->history[s->done - 1];
		s->since = last->since;
		s->accepted_at = last->accepted_at;
		s->police_reason = last->police_reason;
		if (strcmp(last->action, "deliver") == 0)
			leave_bundle(book, s, index, ITEM_REMOVED);
		forget(book, s, index);
		if (strcmp(last->action, "forward") == 0 || strcmp(last->action, "accept") == 0)
			leave_sheaf(book, s, index, PAPER_TAKEN_BACK);
	} else if (to != s->state) {
		s->since = at;
	}
	if (strcmp(action, "accept") == 0 || strcmp(action, "resend") == 0)
		s->accepted_at = at;
	if (strcmp(action, "submit") == 0)
		s->corrected_by = 0;
	if (strcmp(action, "forward") == 0)
		join_sheaf(book, s, index, user, at);
	if (strcmp(action, "counted") == 0 && to == STATE_RECEIVED)
		s->since = at;
	if (strcmp(action, "counted") == 0)
		leave_sheaf(book, s, index, PAPER_THERE);
	if (strcmp(action, "not_received") == 0 || strcmp(action, "missing") == 0)
		leave_sheaf(book, s, index, PAPER_MISSING);
	if (strcmp(action, "sign") == 0)
		leave_bundle(book, s, index, ITEM_PRESENT);
	if (strcmp(action, "missing") == 0)
		leave_bundle(book, s, index, ITEM_MISSING);
	if (strcmp(action, "remove") == 0)
		leave_bundle(book, s, index, ITEM_REMOVED);
	if (strcmp(action, "accept") == 0 && s->sent && s->sent_days < 0)
		s->sent_days = day_of(at) - day_of(s->created_at);
	s->state = to;
	if (s->done < DONE_MOST)
		s->history[s->done++] = entry;
}

#endif
