/* One gate: whichever way a move comes, what its row of the table needs is asked. Each row gets a need more that the
 * way does not meet, and the way must refuse and move nothing; without that need the same way must go through. A row
 * without a way here fails. */
#include "office.h"

#include "base/memory.h"
#include "text/messages.h"

/* ---- a row with a need more ---- */

/* This program links its own in the place of the table's: that of the action and state gets the need. */
static struct { bool set; enum action action; enum state from; unsigned need; size_t asked; } more;

const struct transition *__real_transition_find(enum action action, enum state from, enum role role);
const struct transition *__wrap_transition_find(enum action action, enum state from, enum role role);

const struct transition *__wrap_transition_find(enum action action, enum state from, enum role role)
{
	static struct transition changed;
	const struct transition *row = __real_transition_find(action, from, role);

	if (row == NULL || !more.set || more.action != action || more.from != from)
		return row;
	changed = *row;
	changed.needs |= more.need;
	more.asked++;
	return &changed;
}

/* ---- sheets in every state ---- */

struct pair { int64_t id, other; };     /* the sheet that moves; the one beside it, or 0 */

static struct request_head head_of(struct office *o, const struct actor *actor)
{
	return (struct request_head){ .workflow = &o->workflow, .arena = o->world->arena, .actor = actor };
}

/* Answers of the i-th human: nobody before has the name and was born on a day that looks the same. */
static struct save_request paper(struct office *o, const struct actor *actor, bool submit, int human)
{
	static const char *const given[] = { "An", "Bình", "Châu", "Dung", "Hà", "Khánh", "Lan", "Mai", "Oanh", "Phúc" };
	struct arena *arena = o->world->arena;
	struct save_request r = request(o, actor, submit);
	int year = 65 + human % 33;

	answer(o, &r.answers, "full_name", arena_print(arena, "Nguyễn Thị %s", given[human % 10]));
	answer(o, &r.answers, "birth_date",
	       arena_print(arena, "%02d/%02d/19%02d", 1 + human * 11 % 28, 1 + human * 5 % 12, year));
	answer(o, &r.answers, "citizen_id", arena_print(arena, "0561%02d%06d", year, human));
	if (actor->areas[0] == o->foreign.areas[0])
		answer(o, &r.answers, "area_id", arena_print(arena, "%lld", (long long)o->foreign_hamlet));
	return r;
}

static int next_human;

static int64_t write_paper(struct office *o, const struct actor *actor, bool submit)
{
	struct save_request r = paper(o, actor, submit, ++next_human);
	struct error error = { 0 };

	if (workflow_save(&r, &error) != ERR_OK || r.refused)
		fail_msg("%s, %zu findings: %s", error.detail, r.finding_count,
		         r.finding_count > 0 ? r.findings[0].message : "");
	return r.sheet.id;
}

static enum err do_move(struct office *o, const struct actor *actor, enum action action, int64_t id)
{
	struct move_request r = { .head = head_of(o, actor), .action = action, .sheet_id = id, .reason = "vì xem lại" };

	r.place = action == ACTION_ARCHIVE ? "tủ 3" : NULL;
	r.police_reason = action == ACTION_POLICE_RETURN ? 2 : 0;
	return workflow_move(&r, NULL);
}

static void must(enum err err)
{
	assert_int_equal(err, ERR_OK);
}

static enum err sign(struct office *o, int64_t id)
{
	struct sign_request r = { .head = head_of(o, &o->police), .batch_id = batch_of_sheet(o->world->db, id),
		.counted = 1 };

	return workflow_sign(&r, NULL);
}

static int64_t put(struct office *o, enum state state)
{
	if (state == STATE_DRAFT)
		return write_paper(o, &o->officer, false);
	if (state == STATE_WITH_HAMLET)
		return write_paper(o, &o->foreign, true);
	int64_t id = write_paper(o, &o->enumerator, true);
	if (state == STATE_RETURNED)
		must(do_move(o, &o->officer, ACTION_RETURN, id));
	if (state == STATE_RECEIVED || state == STATE_RETURNED)
		return id;
	must(do_move(o, &o->officer, ACTION_ACCEPT, id));
	if (state == STATE_ACCEPTED)
		return id;
	deliver(o, &id, 1, ERR_OK);
	must(sign(o, id));
	if (state == STATE_ENTERED)
		must(do_move(o, &o->police, ACTION_ENTERED, id));
	if (state == STATE_POLICE_RETURNED)
		must(do_move(o, &o->police, ACTION_POLICE_RETURN, id));
	return id;
}

/* A sheet in that state and a draft that is to take its place, filled and not sent. */
static struct pair put_replaced(struct office *o, enum state state)
{
	int64_t id = put(o, state);
	struct move_request begin = { .head = head_of(o, &o->officer), .action = ACTION_REPLACE, .sheet_id = id };

	must(workflow_move(&begin, NULL));
	struct save_request fill = paper(o, &o->officer, false, next_human);
	fill.sheet_id = begin.sheet.id;
	fill.row_version = begin.sheet.row_version;
	must(workflow_save(&fill, NULL));
	return (struct pair){ id, fill.sheet.id };
}

/* With another received one of another human beside it. */
static struct pair put_beside(struct office *o, enum state state)
{
	int64_t id = put(o, state);

	return (struct pair){ id, write_paper(o, state == STATE_WITH_HAMLET ? &o->foreign : &o->enumerator, true) };
}

/* Who made the last move of the sheet. */
static const struct actor *last_mover(struct office *o, int64_t id)
{
	const struct actor *const actors[] = { &o->officer, &o->enumerator, &o->police, &o->foreign };
	int64_t last = last_event(o, id).actor_id;

	for (size_t i = 0; i < COUNT(actors); i++) {
		if (actors[i]->user_id == last)
			return actors[i];
	}
	return NULL;
}

static const struct actor *mover(struct office *o, enum action action, int64_t id)
{
	if (action == ACTION_UNDO)
		return last_mover(o, id);
	if (action == ACTION_ENTERED || action == ACTION_POLICE_RETURN || action == ACTION_ARCHIVE)
		return &o->police;
	return stored(o, id).commune_id == o->foreign.areas[0] ? &o->foreign : &o->officer;
}

static enum err decide(struct office *o, struct pair pair, enum duplicate_verdict verdict)
{
	struct duplicate_request r = { .head = head_of(o, mover(o, ACTION_CANCEL, pair.id)), .sheet_id = pair.other,
		.other_id = pair.id, .verdict = verdict, .reason = "một người ghi hai lần" };

	return workflow_duplicate(&r, NULL);
}

static struct pair put_decided(struct office *o, enum state state)
{
	struct pair pair = put_beside(o, STATE_RECEIVED);

	must(decide(o, pair, state == STATE_CANCELLED ? VERDICT_KEEP : VERDICT_REPLACE));
	return pair;
}

/* The last move of the actor led to that state. */
static struct pair put_moved(struct office *o, enum state state)
{
	int64_t id = put(o, state == STATE_CANCELLED ? STATE_DRAFT : state);

	if (state == STATE_CANCELLED)
		must(do_move(o, &o->officer, ACTION_CANCEL, id));
	return (struct pair){ id, 0 };
}

static struct pair put_one(struct office *o, enum state state)
{
	return (struct pair){ put(o, state), 0 };
}

static struct pair put_in_batch(struct office *o, enum state state)
{
	struct pair pair = put_one(o, state);

	deliver(o, &pair.id, 1, ERR_OK);
	return pair;
}

/* Sent on by the hamlet leader, and counted by nobody yet. */
static struct pair put_in_bundle(struct office *o, enum state state)
{
	struct pair pair = put_one(o, STATE_WITH_HAMLET);

	(void)state;
	must(do_move(o, &o->foreign_leader, ACTION_FORWARD, pair.id));
	return pair;
}

static struct pair put_nothing(struct office *o, enum state state)
{
	(void)o, (void)state;
	return (struct pair){ 0, 0 };
}

/* ---- the ways ---- */

static enum err by_button(struct office *o, struct pair pair, enum action action)
{
	return do_move(o, mover(o, action, pair.id), action, pair.id);
}

static enum err save_result(struct save_request *r)
{
	enum err err = workflow_save(r, NULL);

	return err == ERR_OK && r->refused ? ERR_UNPROCESSABLE : err;
}

static enum err by_typing_anew(struct office *o, struct pair pair, enum action action)
{
	struct save_request r = paper(o, &o->officer, true, ++next_human);

	(void)pair, (void)action;
	return save_result(&r);
}

static enum err by_typing(struct office *o, struct pair pair, enum action action)
{
	struct sheet sheet = stored(o, pair.id);
	struct save_request r = paper(o, &o->officer, action == ACTION_SUBMIT, next_human);

	r.sheet_id = pair.id;
	r.row_version = sheet.row_version;
	r.enumerator_id = ENUMERATOR_KEEP;
	r.correct = action == ACTION_CORRECT;
	r.reason = r.correct ? "gõ nhầm" : NULL;
	return save_result(&r);
}

static enum err by_typing_the_other(struct office *o, struct pair pair, enum action action)
{
	(void)action;
	return by_typing(o, (struct pair){ pair.other, 0 }, ACTION_SUBMIT);
}

static enum err by_sending_the_other(struct office *o, struct pair pair, enum action action)
{
	(void)action;
	return do_move(o, &o->officer, ACTION_SUBMIT, pair.other);
}

static enum err by_list(struct office *o, struct pair pair, enum action action)
{
	struct accept_request r = { .head = head_of(o, &o->officer), .ids = &pair.id, .count = 1 };

	(void)action;
	return workflow_accept_many(&r, NULL);
}

static enum err by_signing(struct office *o, struct pair pair, enum action action)
{
	(void)action;
	return sign(o, pair.id);
}

static enum err by_counting(struct office *o, struct pair pair, enum action action)
{
	int64_t bundle = bundle_last_of_sheet(o->world->db, pair.id).id;
	struct count_request r = { .head = head_of(o, &o->foreign), .bundle_id = bundle, .missing = &pair.id, .missing_count = 1, .extra = -1 };

	(void)action;
	return workflow_count_bundle(&r, NULL);
}

static enum err by_keeping_the_other(struct office *o, struct pair pair, enum action action)
{
	(void)action;
	return decide(o, pair, VERDICT_KEEP);
}

static enum err by_deciding_for_the_newer(struct office *o, struct pair pair, enum action action)
{
	(void)action;
	return decide(o, pair, VERDICT_REPLACE);
}

static enum err by_undoing_the_decision(struct office *o, struct pair pair, enum action action)
{
	(void)action;
	return decide(o, pair, VERDICT_COUNT);
}

#define AT(state) (1u << STATE_##state)
#define AT_REPLACED_FROM (AT(RETURNED) | AT(RECEIVED) | AT(ACCEPTED) | AT(POLICE_RETURNED))
#define AT_CANCELLED_FROM (AT_REPLACED_FROM | AT(WITH_HAMLET))
#define AT_UNDONE_FROM (AT_CANCELLED_FROM | AT(ENTERED) | AT(CANCELLED))

static const struct way {
	const char *name;
	enum action action;
	unsigned from;
	struct pair (*put)(struct office *, enum state);
	enum err (*go)(struct office *, struct pair, enum action);
} ways[] = {
	{ "typing anew", ACTION_SUBMIT, AT(DRAFT), put_nothing, by_typing_anew },
	{ "typing", ACTION_SUBMIT, AT(DRAFT) | AT(RETURNED), put_one, by_typing },
	{ "the button", ACTION_SUBMIT, AT(DRAFT) | AT(RETURNED), put_one, by_button },
	{ "the button", ACTION_FORWARD, AT(WITH_HAMLET), put_one, by_button },
	{ "the button", ACTION_RETURN, AT(WITH_HAMLET) | AT(RECEIVED) | AT(DRAFT), put_one, by_button },
	{ "typing", ACTION_CORRECT, AT(RECEIVED), put_one, by_typing },
	{ "the button", ACTION_ACCEPT, AT(RECEIVED), put_one, by_button },
	{ "the list", ACTION_ACCEPT, AT(RECEIVED), put_one, by_list },
	{ "the button", ACTION_REOPEN, AT(ACCEPTED) | AT(POLICE_RETURNED), put_one, by_button },
	{ "signing", ACTION_SIGN, AT(ACCEPTED), put_in_batch, by_signing },
	{ "the button", ACTION_ENTERED, AT(HANDED_OVER), put_one, by_button },
	{ "the button", ACTION_POLICE_RETURN, AT(HANDED_OVER), put_one, by_button },
	{ "the button", ACTION_RESEND, AT(POLICE_RETURNED), put_one, by_button },
	{ "the button", ACTION_ARCHIVE, AT(ENTERED), put_one, by_button },
	{ "counting a bundle", ACTION_NOT_RECEIVED, AT(RECEIVED), put_in_bundle, by_counting },
	{ "typing the new one", ACTION_REPLACE, AT_REPLACED_FROM, put_replaced, by_typing_the_other },
	{ "sending the new one", ACTION_REPLACE, AT_REPLACED_FROM, put_replaced, by_sending_the_other },
	{ "a decision", ACTION_REPLACE, AT_REPLACED_FROM, put_beside, by_deciding_for_the_newer },
	{ "the button", ACTION_CANCEL, AT(DRAFT) | AT_CANCELLED_FROM, put_one, by_button },
	{ "a decision", ACTION_CANCEL, AT_CANCELLED_FROM, put_beside, by_keeping_the_other },
	{ "undoing a decision", ACTION_RESTORE, AT(CANCELLED) | AT(REPLACED), put_decided, by_undoing_the_decision },
	{ "the button", ACTION_UNDO, AT_UNDONE_FROM, put_moved, by_button },
};

/* ---- every way asks ---- */

/* A need of either kind that this way does not meet. */
static unsigned unmet(enum action action, bool conflict)
{
	if (conflict)
		return action == ACTION_RESTORE ? NEEDS_OTHER_WRITER : NEEDS_DECISION;
	return action == ACTION_ARCHIVE ? NEEDS_POLICE_REASON : NEEDS_PLACE;
}

static void refuses(struct office *o, const struct way *way, struct pair pair, enum state from, bool conflict)
{
	struct sheet before = { .id = 0 };

	if (pair.id != 0)
		before = stored(o, pair.id);
	more.set = true;
	more.action = way->action;
	more.from = from;
	more.need = unmet(way->action, conflict);
	more.asked = 0;
	enum err err = way->go(o, pair, way->action);
	more.set = false;
	if (err != (conflict && way->go != by_list ? ERR_CONFLICT : ERR_UNPROCESSABLE) || more.asked == 0)
		fail_msg("%s from %s by %s answers %d, the row asked for %zu times", action_code(way->action),
		         state_code(from), way->name, (int)err, more.asked);
	if (pair.id != 0) {
		struct sheet after = stored(o, pair.id);
		assert_int_equal(after.state, from);
		assert_string_equal(after.since, before.since);
	}
}

static void goes_through(struct office *o, const struct way *way, struct pair pair, enum state from)
{
	enum err err = way->go(o, pair, way->action);

	if (err != ERR_OK)
		fail_msg("%s from %s by %s answers %d without that need", action_code(way->action), state_code(from),
		         way->name, (int)err);
	if (pair.id != 0 && way->action != ACTION_CORRECT)
		assert_int_not_equal(stored(o, pair.id).state, from);
}

static void every_way_asks_what_the_row_needs(void **state)
{
	struct office *o = *state;

	for (size_t i = 0; i < COUNT(ways); i++) {
		for (int s = 0; s < STATE_COUNT; s++) {
			enum state from = (enum state)s;
			if ((ways[i].from & 1u << s) == 0)
				continue;
			struct pair pair = ways[i].put(o, from);
			refuses(o, &ways[i], pair, from, true);
			refuses(o, &ways[i], pair, from, false);
			goes_through(o, &ways[i], pair, from);
		}
	}
}

/* Asking to replace a sheet moves nothing yet, and needs all the same what the row needs. */
static void beginning_to_replace_asks_too(void **state)
{
	static const struct way begin = { "the button", ACTION_REPLACE, 0, put_one, by_button };
	static const enum state states[] = { STATE_RETURNED, STATE_RECEIVED, STATE_ACCEPTED, STATE_POLICE_RETURNED };
	struct office *o = *state;

	for (size_t i = 0; i < COUNT(states); i++) {
		struct pair pair = put_one(o, states[i]);
		refuses(o, &begin, pair, states[i], true);
		refuses(o, &begin, pair, states[i], false);
		assert_int_equal(stored(o, pair.id).replaced_by_id, 0);
		assert_int_equal(by_button(o, pair, ACTION_REPLACE), ERR_OK);
		assert_int_not_equal(stored(o, pair.id).replaced_by_id, 0);
	}
}

static void every_row_has_a_way(void **state)
{
	size_t count;
	const struct transition *rows = transition_table(&count);

	(void)state;
	for (size_t i = 0; i < count; i++) {
		bool found = false;
		for (size_t w = 0; w < COUNT(ways); w++)
			found |= ways[w].action == rows[i].action && (ways[w].from & 1u << rows[i].from) != 0;
		if (!found)
			fail_msg("no way is tried for %s from %s", action_code(rows[i].action),
			         state_code(rows[i].from));
	}
}

/* What could not be sent is kept as it was typed, with the sentence of what is missing. */
static void what_typing_did_not_meet_is_told(void **state)
{
	struct office *o = *state;
	struct save_request r = paper(o, &o->officer, true, ++next_human);

	more.set = true;
	more.action = ACTION_SUBMIT;
	more.from = STATE_DRAFT;
	more.need = NEEDS_PLACE;
	must(workflow_save(&r, NULL));
	more.set = false;
	assert_true(r.stored && r.refused);
	assert_string_equal(r.refusal, message_text(MSG_NEED_PLACE));
	assert_int_equal(stored(o, r.sheet.id).state, STATE_DRAFT);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(every_way_asks_what_the_row_needs),
		TEST(beginning_to_replace_asks_too),
		TEST(what_typing_did_not_meet_is_told),
		cmocka_unit_test(every_row_has_a_way),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
