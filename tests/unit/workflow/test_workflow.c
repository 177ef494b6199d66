/* Sheets through the writer: saving, submitting, moving, batches, the history, on a real database. */
#include "office.h"

#include "base/json.h"
#include "store/person/person.h"
#include "store/admin/session_row.h"
#include "text/messages.h"

static enum err move(struct office *o, const struct actor *actor, enum action action, int64_t id, const char *reason)
{
	struct move_request r = { .head = { .workflow = &o->workflow, .arena = o->world->arena, .actor = actor }, .action = action,
		.sheet_id = id, .reason = reason, .place = reason, .police_reason = action == ACTION_POLICE_RETURN ? 2 : 0 };
	struct error error = { 0 };

	return workflow_move(&r, &error);
}

static void a_clean_sheet_is_submitted_and_accepted(void **state)
{
	struct office *o = *state;
	int64_t id = submitted(o, &o->enumerator, "056185001234");
	struct event *events;
	size_t count;

	assert_int_equal(stored(o, id).state, STATE_RECEIVED);
	assert_int_equal(stored(o, id).enumerator_id, o->enumerator.member_id);
	assert_int_equal(move(o, &o->officer, ACTION_ACCEPT, id, NULL), ERR_OK);
	assert_int_equal(stored(o, id).state, STATE_ACCEPTED);
	assert_int_equal(event_list(o->world->db, o->world->arena, id, &events, &count, NULL), ERR_OK);
	assert_int_equal(count, 3);
	assert_int_equal(events[2].action, ACTION_ACCEPT);
	assert_int_equal(events[2].from_state, STATE_RECEIVED);
}

static void errors_keep_the_draft_and_what_was_typed(void **state)
{
	struct office *o = *state;
	struct save_request r = request(o, &o->officer, true);
	struct error error = { 0 };

	answer(o, &r.answers, "birth_date", "31/02/1990");
	assert_int_equal(workflow_save(&r, &error), ERR_OK);
	assert_true(r.refused);
	struct sheet sheet = stored(o, r.sheet.id);
	struct answer *birth = &sheet.answers.items[form_find(o->form, "birth_date")];
	assert_int_equal(sheet.state, STATE_DRAFT);
	assert_int_equal(birth->state, ANSWER_BAD);
	assert_string_equal(birth->raw, "31/02/1990");
	assert_int_equal(move(o, &o->officer, ACTION_SUBMIT, sheet.id, NULL), ERR_UNPROCESSABLE);
	assert_int_equal(stored(o, sheet.id).state, STATE_DRAFT);
}

static void a_form_posted_twice_is_stored_once(void **state)
{
	struct office *o = *state;
	struct save_request first = request(o, &o->officer, false), second = request(o, &o->officer, false);

	first.head.form_token = second.head.form_token = "token";
	first.head.posted = second.head.posted = "answers";
	assert_int_equal(workflow_save(&first, NULL), ERR_OK);
	assert_int_equal(workflow_save(&second, NULL), ERR_OK);
	assert_int_equal(second.sheet.id, 0);
	assert_true(second.head.repeated);
	assert_int_equal(second.head.made.kind, THING_SHEET);
	assert_int_equal(second.head.made.id, first.sheet.id);
}

static void a_stale_version_overwrites_nothing(void **state)
{
	struct office *o = *state;
	struct save_request r = request(o, &o->officer, false);

	assert_int_equal(workflow_save(&r, NULL), ERR_OK);
	struct save_request one = request(o, &o->officer, false), two = request(o, &o->officer, false);
	one.sheet_id = two.sheet_id = r.sheet.id;
	one.row_version = two.row_version = r.sheet.row_version;
	answer(o, &one.answers, "full_name", "Trần Văn Một");
	answer(o, &two.answers, "full_name", "Trần Văn Hai");
	assert_int_equal(workflow_save(&one, NULL), ERR_OK);
	assert_int_equal(workflow_save(&two, NULL), ERR_CONFLICT);
	assert_string_equal(stored(o, r.sheet.id).answers.items[form_find(o->form, "full_name")].text, "Trần Văn Một");
}

static void a_foreign_hamlet_is_no_option(void **state)
{
	struct office *o = *state;
	struct save_request r = request(o, &o->officer, true);

	answer(o, &r.answers, "area_id", arena_print(o->world->arena, "%lld", (long long)o->foreign_hamlet));
	assert_int_equal(workflow_save(&r, NULL), ERR_OK);
	assert_true(r.refused);
	assert_int_equal(stored(o, r.sheet.id).commune_id, o->officer.areas[0]);
	assert_int_equal(move(o, &o->foreign, ACTION_CANCEL, r.sheet.id, "không phải của tôi"), ERR_NOT_FOUND);
}

static void a_confirmation_falls_when_the_answer_changes(void **state)
{
	struct office *o = *state;
	int64_t id = submitted(o, &o->enumerator, "056285001234");
	struct confirmation confirm = { .rule = "W12", .reason = "đã xem thẻ" };
	struct move_request accept = { .head = { .workflow = &o->workflow, .arena = o->world->arena, .actor = &o->officer },
		.action = ACTION_ACCEPT, .sheet_id = id, .confirmations = &confirm, .confirmation_count = 1 };

	assert_int_equal(move(o, &o->officer, ACTION_ACCEPT, id, NULL), ERR_UNPROCESSABLE);
	assert_int_equal(workflow_move(&accept, NULL), ERR_OK);
	assert_int_equal(move(o, &o->officer, ACTION_REOPEN, id, "xem lại"), ERR_OK);
	assert_int_equal(stored(o, id).open_warnings, 0);
	struct save_request correct = request(o, &o->officer, false);
	correct.sheet_id = id;
	correct.correct = true;
	correct.reason = "gõ nhầm";
	answer(o, &correct.answers, "citizen_id", "056285001235");
	assert_int_equal(workflow_save(&correct, NULL), ERR_OK);
	assert_int_equal(stored(o, id).open_warnings, 1);
	assert_int_equal(move(o, &o->officer, ACTION_ACCEPT, id, NULL), ERR_UNPROCESSABLE);
}

static void a_new_sheet_replaces_an_old_one(void **state)
{
	struct office *o = *state;
	int64_t old = submitted(o, &o->enumerator, "056185001236");
	struct move_request replace = { .head = { .workflow = &o->workflow, .arena = o->world->arena, .actor = &o->officer },
		.action = ACTION_REPLACE, .sheet_id = old };

	assert_int_equal(workflow_move(&replace, NULL), ERR_OK);
	assert_int_equal(stored(o, old).state, STATE_RECEIVED);
	struct save_request new = request(o, &o->officer, true);
	new.sheet_id = replace.sheet.id;
	new.row_version = replace.sheet.row_version;
	answer(o, &new.answers, "citizen_id", "056185001236");
	assert_int_equal(workflow_save(&new, NULL), ERR_OK);
	assert_false(new.refused);
	assert_int_equal(stored(o, old).state, STATE_REPLACED);
	assert_int_equal(stored(o, old).replaced_by_id, new.sheet.id);
	assert_int_equal(stored(o, new.sheet.id).open_errors, 0);
}

/* Both sheets of a number say so, whoever came first; when one goes, the other is free, and nobody's version is stale. */
static void a_neighbour_is_judged_again(void **state)
{
	struct office *o = *state;
	int64_t first = submitted(o, &o->enumerator, "056185004001");
	int64_t version = stored(o, first).row_version;

	assert_int_equal(stored(o, first).open_errors, 0);
	int64_t second = submitted(o, &o->enumerator, "056185004001");
	assert_int_equal(stored(o, second).open_errors, 1);
	assert_int_equal(stored(o, first).open_errors, 1);
	assert_int_equal(stored(o, first).row_version, version);
	assert_int_equal(move(o, &o->officer, ACTION_ACCEPT, first, NULL), ERR_UNPROCESSABLE);
	assert_int_equal(move(o, &o->officer, ACTION_CANCEL, second, "nhập hai lần"), ERR_OK);
	assert_int_equal(stored(o, first).open_errors, 0);
	assert_int_equal(move(o, &o->officer, ACTION_ACCEPT, first, NULL), ERR_OK);
	int64_t third = submitted(o, &o->enumerator, "056185004001");
	assert_int_equal(stored(o, third).open_errors, 1);
	assert_int_equal(stored(o, first).open_errors, 0);
}

static const struct finding_row *found(struct office *o, int64_t id, const char *rule)
{
	struct finding_row *rows;
	size_t count;

	assert_int_equal(finding_list(o->world->db, o->world->arena, id, &rows, &count, NULL), ERR_OK);
	for (size_t i = 0; i < count; i++) {
		if (strcmp(rows[i].rule, rule) == 0)
			return &rows[i];
	}
	return NULL;
}

/* Two sheets of joined persons are settled; when a correction makes one of them somebody else's, the other is told. */
static void a_neighbour_is_judged_by_the_new_person(void **state)
{
	struct office *o = *state;
	int64_t one = submitted(o, &o->enumerator, "056185006001"), other = submitted(o, &o->enumerator, "056185006011");
	int64_t third = submitted(o, &o->enumerator, "056185006022");
	struct person_request join = { .head = { .workflow = &o->workflow, .arena = o->world->arena, .actor = &o->officer },
		.person_id = stored(o, one).person_id, .other_id = stored(o, other).person_id, .reason = "một người" };

	assert_non_null(found(o, other, "W52"));
	assert_int_equal(workflow_person_join(&join, NULL), ERR_OK);
	assert_null(found(o, one, "W52"));
	assert_null(found(o, other, "W52"));
	struct save_request correct = request(o, &o->officer, false);
	correct.sheet_id = one;
	correct.correct = true;
	correct.reason = "số của người khác";
	answer(o, &correct.answers, "full_name", "Nguyễn Thị Bình");
	answer(o, &correct.answers, "citizen_id", "056185006022");
	assert_int_equal(workflow_save(&correct, NULL), ERR_OK);
	assert_int_equal(stored(o, one).person_id, stored(o, third).person_id);
	assert_non_null(found(o, other, "W52"));
}

/* Two sheets of one number, here and in the other commune, in a campaign of both. */
static void write_twice(struct office *o, struct save_request *here, struct save_request *there)
{
	const int64_t areas[] = { o->officer.areas[0], o->foreign.areas[0] };
	const struct campaign both = { .code = "TINH", .name = "TINH", .form = "mau-03", .form_version = 1, .collect_from = "2024-01-01",
		.collect_to = "2024-12-31", .correct_in_place = true };

	*here = request(o, &o->officer, true);
	*there = request(o, &o->foreign, true);
	assert_int_equal(campaign_add(o->world->db, &both, areas, 2, &here->campaign_id, NULL), ERR_OK);
	there->campaign_id = here->campaign_id;
	answer(o, &here->answers, "citizen_id", "056185005001");
	answer(o, &there->answers, "citizen_id", "056185005001");
	answer(o, &there->answers, "area_id", arena_print(o->world->arena, "%lld", (long long)o->foreign_hamlet));
}

/* W51: both communes of one campaign are told, neither learns an answer. */
static void another_commune_learns_no_answers(void **state)
{
	struct office *o = *state;
	struct save_request here, there;

	write_twice(o, &here, &there);
	assert_int_equal(workflow_save(&here, NULL), ERR_OK);
	assert_null(found(o, here.sheet.id, "W51"));
	assert_int_equal(workflow_save(&there, NULL), ERR_OK);
	const struct finding_row *told = found(o, there.sheet.id, "W51"), *back = found(o, here.sheet.id, "W51");
	assert_non_null(told);
	assert_non_null(strstr(told->message, "Phương Sài"));
	assert_null(strstr(told->message, "Hạnh"));
	assert_non_null(back);
	assert_non_null(strstr(back->message, "Quảng Ngọc"));
	assert_null(found(o, there.sheet.id, "E50"));
	assert_null(found(o, there.sheet.id, "W52"));
}

/* What W51 says of the other sheet is true when it is read, whoever moved that sheet. */
static void where_the_other_sheet_stands_is_told_as_it_is(void **state)
{
	static const enum action moves[] = { ACTION_SIGN, ACTION_ENTERED, ACTION_ARCHIVE };
	static const char *const states[] = { "handed_over", "entered", "archived" };
	struct office *o = *state;
	struct save_request here, there;

	write_twice(o, &here, &there);
	assert_int_equal(workflow_save(&here, NULL), ERR_OK);
	int64_t id = here.sheet.id;
	assert_int_equal(move(o, &o->officer, ACTION_ACCEPT, id, NULL), ERR_OK);
	assert_int_equal(workflow_save(&there, NULL), ERR_OK);
	assert_int_equal(found(o, there.sheet.id, "W51")->record_state, STATE_ACCEPTED);
	struct sign_request sign = { .head = { .workflow = &o->workflow, .arena = o->world->arena, .actor = &o->police },
		.batch_id = deliver(o, &id, 1, ERR_OK), .counted = 1 };
	for (size_t i = 0; i < COUNT(moves); i++) {
		assert_int_equal(moves[i] == ACTION_SIGN ? workflow_sign(&sign, NULL) : move(o, &o->police, moves[i], id, "tủ 3"), ERR_OK);
		const struct finding_row *told = found(o, there.sheet.id, "W51");
		assert_string_equal(state_code(told->record_state), states[i]);
		assert_string_equal(told->record_since, stored(o, id).since);
	}
}

static void a_batch_is_signed_for_what_is_there(void **state)
{
	struct office *o = *state;
	int64_t ids[3];
	static const char *const numbers[] = { "056185002001", "056185002002", "056185002003" };

	for (size_t i = 0; i < 3; i++) {
		ids[i] = submitted(o, &o->enumerator, numbers[i]);
		assert_int_equal(move(o, &o->officer, ACTION_ACCEPT, ids[i], NULL), ERR_OK);
	}
	int64_t batch = deliver(o, ids, 3, ERR_OK);
	deliver(o, ids, 1, ERR_CONFLICT);
	assert_int_equal(move(o, &o->officer, ACTION_CANCEL, ids[0], "thử"), ERR_CONFLICT);
	assert_false(sheet_visible(o->world->db, &o->police, ids[0]));
	struct sign_request sign = { .head = { .workflow = &o->workflow, .arena = o->world->arena, .actor = &o->police },
		.batch_id = batch, .counted = 2 };
	assert_int_equal(workflow_sign(&sign, NULL), ERR_UNPROCESSABLE);
	sign.missing = &ids[1];
	sign.missing_count = 1;
	assert_int_equal(workflow_sign(&sign, NULL), ERR_OK);
	assert_int_equal(workflow_sign(&sign, NULL), ERR_CONFLICT);
	assert_int_equal(stored(o, ids[0]).state, STATE_HANDED_OVER);
	assert_int_equal(stored(o, ids[1]).state, STATE_ACCEPTED);
	assert_true(sheet_visible(o->world->db, &o->police, ids[0]));
	assert_false(sheet_visible(o->world->db, &o->police, ids[1]));
	assert_int_equal(move(o, &o->police, ACTION_ENTERED, ids[0], NULL), ERR_OK);
	assert_int_equal(move(o, &o->police, ACTION_POLICE_RETURN, ids[2], NULL), ERR_OK);
	assert_int_equal(move(o, &o->officer, ACTION_RESEND, ids[2], "đã đối chiếu"), ERR_OK);
	deliver(o, &ids[2], 1, ERR_OK);
}

static void many_are_accepted_and_the_unclean_named(void **state)
{
	struct office *o = *state;
	int64_t ids[] = { submitted(o, &o->enumerator, "056185003001"), submitted(o, &o->enumerator, "056285003002") };
	struct accept_request r = { .head = { .workflow = &o->workflow, .arena = o->world->arena, .actor = &o->officer }, .ids = ids, .count = 2 };

	assert_int_equal(workflow_accept_many(&r, NULL), ERR_OK);
	assert_int_equal(r.accepted, 1);
	assert_int_equal(r.left_out_count, 1);
	assert_int_equal(r.left_out[0], ids[1]);
	assert_int_equal(stored(o, ids[1]).open_warnings, 1);
	struct accept_request by_filter = { .head = r.head, .expected = 1 };
	assert_int_equal(workflow_accept_many(&by_filter, NULL), ERR_CONFLICT);
	submitted(o, &o->enumerator, "056185003003");
	assert_int_equal(workflow_accept_many(&by_filter, NULL), ERR_OK);
	assert_int_equal(by_filter.accepted, 1);
}

/* All or none: what is not done when the program ends is not begun. */
static void many_are_given_up_when_the_program_ends(void **state)
{
	struct office *o = *state;
	int64_t ids[] = { submitted(o, &o->enumerator, "056185003001") };
	const struct request_head head = { .workflow = &o->workflow, .arena = o->world->arena, .actor = &o->officer };
	struct accept_request accept = { .head = head, .ids = ids, .count = 1 };
	struct confirm_many_request confirm = { .head = head, .ids = ids, .count = 1, .rule = "W12", .reason = "đã hỏi lại" };

	db_writer_end_within(o->workflow.writer, 60000);
	assert_int_equal(workflow_confirm_many(&confirm, NULL), ERR_UNPROCESSABLE);
	db_writer_end_within(o->workflow.writer, 0);
	assert_int_equal(workflow_confirm_many(&confirm, NULL), ERR_UNAVAILABLE);
	assert_int_equal(workflow_accept_many(&accept, NULL), ERR_UNAVAILABLE);
	assert_int_equal(stored(o, ids[0]).state, STATE_RECEIVED);
}

static void the_switches_of_a_campaign_hold(void **state)
{
	struct office *o = *state;
	struct save_request r = request(o, &o->foreign, true);

	answer(o, &r.answers, "area_id", arena_print(o->world->arena, "%lld", (long long)o->foreign_hamlet));
	assert_int_equal(workflow_save(&r, NULL), ERR_OK);
	assert_int_equal(stored(o, r.sheet.id).state, STATE_WITH_HAMLET);
	assert_int_equal(move(o, &o->foreign, ACTION_ACCEPT, r.sheet.id, NULL), ERR_CONFLICT);
	assert_int_equal(move(o, &o->foreign, ACTION_FORWARD, r.sheet.id, NULL), ERR_OK);
	assert_int_equal(move(o, &o->foreign, ACTION_ACCEPT, r.sheet.id, NULL), ERR_UNPROCESSABLE);
}

static void a_writer_cannot_confirm_warnings(void **state)
{
	struct office *o = *state;
	struct save_request r = request(o, &o->enumerator, true);
	struct confirmation confirm = { .rule = "W12", .reason = "đã xem thẻ" };

	answer(o, &r.answers, "citizen_id", "056285001234");
	r.confirmations = &confirm;
	r.confirmation_count = 1;
	assert_int_equal(workflow_save(&r, NULL), ERR_OK);
	assert_int_equal(stored(o, r.sheet.id).open_warnings, 1);
}

static void the_enumerator_stays_unless_another_is_named(void **state)
{
	struct office *o = *state;
	struct save_request r = request(o, &o->officer, false);
	struct event last;

	r.enumerator_id = o->enumerator.member_id;
	assert_int_equal(workflow_save(&r, NULL), ERR_OK);
	struct save_request edit = request(o, &o->officer, false);
	edit.sheet_id = r.sheet.id;
	edit.row_version = r.sheet.row_version;
	edit.enumerator_id = 999;
	assert_int_equal(workflow_save(&edit, NULL), ERR_UNPROCESSABLE);
	edit.enumerator_id = ENUMERATOR_KEEP;
	assert_int_equal(workflow_save(&edit, NULL), ERR_OK);
	assert_int_equal(stored(o, r.sheet.id).enumerator_id, o->enumerator.member_id);
	edit.row_version = edit.sheet.row_version;
	edit.enumerator_id = 0;
	assert_int_equal(workflow_save(&edit, NULL), ERR_OK);
	assert_int_equal(stored(o, r.sheet.id).enumerator_id, 0);
	last = last_event(o, r.sheet.id);
	assert_non_null(strstr(last.diff, "\"_enumerator\":[\"enumerator\",null]"));
}

static void a_health_card_stays_in_the_history(void **state)
{
	struct office *o = *state;
	struct save_request r = request(o, &o->officer, false);
	struct event last;

	answer(o, &r.answers, "social_insurance_no", "GD4791234567890");
	assert_int_equal(workflow_save(&r, NULL), ERR_OK);
	last = last_event(o, r.sheet.id);
	assert_non_null(strstr(last.diff, "GD4791234567890"));
}

static void a_replacement_outlives_the_cancelling_of_the_old_one(void **state)
{
	struct office *o = *state;
	int64_t old = submitted(o, &o->enumerator, "056185001237");
	struct move_request replace = { .head = { .workflow = &o->workflow, .arena = o->world->arena, .actor = &o->enumerator },
		.action = ACTION_REPLACE, .sheet_id = old };

	assert_int_equal(workflow_move(&replace, NULL), ERR_OK);
	assert_int_equal(move(o, &o->officer, ACTION_CANCEL, old, "ghi nhầm người"), ERR_OK);
	struct save_request new = request(o, &o->enumerator, true);
	new.sheet_id = replace.sheet.id;
	new.row_version = replace.sheet.row_version;
	assert_int_equal(workflow_save(&new, NULL), ERR_OK);
	assert_int_equal(stored(o, new.sheet.id).state, STATE_RECEIVED);
	assert_int_equal(stored(o, old).state, STATE_CANCELLED);
}

/* However much was confirmed and taken back since: what the last move led away from is known. */
static void a_long_history_hides_nothing_from_undo(void **state)
{
	struct office *o = *state;
	int64_t id = submitted(o, &o->enumerator, "056185001239");
	struct error error = { 0 };

	assert_int_equal(move(o, &o->officer, ACTION_ACCEPT, id, NULL), ERR_OK);
	const char *accepted_at = stored(o, id).accepted_at;
	o->workflow.clock.fixed.day = 11;
	assert_int_equal(move(o, &o->officer, ACTION_REOPEN, id, "xem lại"), ERR_OK);
	const char *since = stored(o, id).since;
	for (int i = 0; i < EVENT_LIST_MOST; i++) {
		const struct event entry = { .at = since, .actor_id = o->officer.user_id, .action = ACTION_CONFIRM, .sheet_id = id,
			.from_state = STATE_RECEIVED, .to_state = STATE_RECEIVED };
		assert_int_equal(event_add(o->world->db, &entry, &error), ERR_OK);
	}
	o->workflow.clock.fixed.day = 12;
	assert_int_equal(move(o, &o->officer, ACTION_ACCEPT, id, NULL), ERR_OK);
	assert_int_equal(move(o, &o->officer, ACTION_UNDO, id, NULL), ERR_OK);
	assert_string_equal(stored(o, id).since, since);
	assert_string_equal(stored(o, id).accepted_at, accepted_at);
}

static void a_session_that_ended_writes_nothing(void **state)
{
	struct office *o = *state;
	struct actor gone = o->officer;

	gone.session_id = 12345;
	struct save_request r = request(o, &gone, false);
	assert_int_equal(workflow_save(&r, NULL), ERR_UNAUTHENTICATED);
	assert_false(r.stored);
}

static void tampering_with_the_history_shows(void **state)
{
	static const struct db_statement tamper[] = {
		{ DB_WRITE, "UPDATE event SET reason = 'khác' WHERE id = 1" },
		{ DB_WRITE, "UPDATE event SET actor_id = NULL WHERE id = 1" },
		{ DB_WRITE, "DELETE FROM event WHERE id = 1" },
		{ DB_WRITE, "UPDATE event SET reason = NULL, diff = NULL" },
		{ DB_WRITE, "UPDATE event SET reason = 'khác' WHERE id = (SELECT max(id) FROM event WHERE detail_hash IS NULL)" },
	};
	struct office *o = *state;
	const char *head;
	struct db_statements more[64];
	struct db_config config = o->world->config;

	submitted(o, &o->officer, "056185001234");
	memcpy(more, config.tables, config.table_count * sizeof *more);
	more[config.table_count++] = (struct db_statements){ tamper, COUNT(tamper) };
	config.tables = more;
	struct db *db = db_open(&config, false, NULL);
	assert_non_null(db);
	for (size_t i = 1; i <= 2; i++) {
		assert_int_equal(db_begin(db, NULL), ERR_OK);
		assert_int_not_equal(db_run(db_use(db, &tamper[i]), NULL), ERR_OK);
		db_rollback(db);
	}
	for (size_t i = 0; i <= 4; i += 4) {
		assert_int_equal(db_begin(db, NULL), ERR_OK);
		assert_int_equal(db_run(db_use(db, &tamper[i]), NULL), ERR_OK);
		assert_int_equal(db_changes(db), 1);
		assert_int_equal(event_verify(db, o->world->arena, &head, NULL), ERR_INTERNAL);
		db_rollback(db);
	}
	assert_int_equal(db_begin(db, NULL), ERR_OK);
	assert_int_equal(db_run(db_use(db, &tamper[3]), NULL), ERR_OK);
	assert_int_equal(event_verify(db, o->world->arena, &head, NULL), ERR_OK);
	db_rollback(db);
	db_close(db);
}

/* Two of one number were decided to be two people; then the number of the older was corrected, and the decision taken back. */
static void a_sheet_that_was_parted_goes_back_to_its_own_number(void **state)
{
	struct office *o = *state;
	struct save_request older = request(o, &o->officer, true), newer = request(o, &o->officer, true), correct = request(o, &o->officer, false);

	assert_int_equal(workflow_save(&older, NULL), ERR_OK);
	assert_int_equal(workflow_save(&newer, NULL), ERR_OK);
	struct duplicate_request decide = { .head = { .workflow = &o->workflow, .arena = o->world->arena, .actor = &o->officer },
		.sheet_id = older.sheet.id, .other_id = newer.sheet.id, .verdict = VERDICT_DISTINCT };
	assert_int_equal(workflow_duplicate(&decide, NULL), ERR_OK);
	int64_t parted = stored(o, newer.sheet.id).person_id;
	assert_int_not_equal(parted, stored(o, older.sheet.id).person_id);
	answer(o, &correct.answers, "citizen_id", "056185006021");
	correct.sheet_id = older.sheet.id;
	correct.correct = true;
	correct.reason = "số của người khác";
	assert_int_equal(workflow_save(&correct, NULL), ERR_OK);
	decide.verdict = VERDICT_COUNT;
	decide.reason = "đã hỏi lại";
	assert_int_equal(workflow_duplicate(&decide, NULL), ERR_OK);
	assert_int_not_equal(stored(o, newer.sheet.id).person_id, stored(o, older.sheet.id).person_id);
	assert_int_equal(person_verify(o->world->db, NULL), ERR_OK);
}

/* src/domain.md §6, return of a draft: by an officer who typed another's faulty paper. */
static void a_draft_is_given_back_by_who_typed_anothers_paper(void **state)
{
	struct office *o = *state;
	const struct { const struct actor *typist; int64_t enumerator; enum err err; } cases[] = {
		{ &o->enumerator, ENUMERATOR_KEEP, ERR_CONFLICT }, { &o->other, o->enumerator.member_id, ERR_CONFLICT },
		{ &o->officer, o->officer.member_id, ERR_CONFLICT }, { &o->officer, o->enumerator.member_id, ERR_OK },
		{ &o->officer, o->stranger, ERR_OK }, { &o->officer, 0, ERR_OK },
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct save_request draft = request(o, cases[i].typist, false);
		enum action actions[ACTION_MOVES_END];
		bool offered = false;
		draft.enumerator_id = cases[i].enumerator;
		assert_int_equal(workflow_save(&draft, NULL), ERR_OK);
		for (size_t k = workflow_actions(&o->officer, &draft.sheet, actions); k-- > 0;)
			offered |= actions[k] == ACTION_RETURN;
		assert_int_equal(offered, cases[i].err == ERR_OK);
		assert_int_equal(move(o, &o->officer, ACTION_RETURN, draft.sheet.id, "thiếu"), cases[i].err);
	}
}

static void a_replacement_that_another_has_begun_is_told_of(void **state)
{
	struct office *o = *state;
	int64_t old = submitted(o, &o->enumerator, "056185001238");
	struct move_request replace = { .head = { .workflow = &o->workflow, .arena = o->world->arena, .actor = &o->officer },
		.action = ACTION_REPLACE, .sheet_id = old };
	struct error error = { 0 };

	assert_int_equal(workflow_move(&replace, NULL), ERR_OK);
	struct save_request own = request(o, &o->officer, false);
	own.sheet_id = replace.sheet.id;
	own.row_version = replace.sheet.row_version;
	own.enumerator_id = 0;
	assert_int_equal(workflow_save(&own, NULL), ERR_OK);
	replace = (struct move_request){ .head = { .workflow = &o->workflow, .arena = o->world->arena, .actor = &o->enumerator },
		.action = ACTION_REPLACE, .sheet_id = old };
	assert_int_equal(workflow_move(&replace, &error), ERR_CONFLICT);
	assert_string_equal(error.message, message_text(MSG_REPLACEMENT_BEGUN));
}

/* An enumerator to whom an officer gave the sheet that took the place of the officer's own. */
static void who_does_not_see_the_replaced_sheet_sends_the_new_one_again(void **state)
{
	struct office *o = *state;
	int64_t old = submitted(o, &o->officer, "056185001234");
	struct move_request replace = { .head = { .workflow = &o->workflow, .arena = o->world->arena, .actor = &o->officer },
		.action = ACTION_REPLACE, .sheet_id = old };

	assert_int_equal(workflow_move(&replace, NULL), ERR_OK);
	struct save_request new = request(o, &o->officer, true);
	new.sheet_id = replace.sheet.id;
	new.row_version = replace.sheet.row_version;
	new.enumerator_id = o->enumerator.member_id;
	assert_int_equal(workflow_save(&new, NULL), ERR_OK);
	assert_int_equal(stored(o, old).state, STATE_REPLACED);
	assert_int_equal(move(o, &o->officer, ACTION_RETURN, new.sheet.id, "thiếu"), ERR_OK);
	struct save_request again = request(o, &o->enumerator, true);
	again.sheet_id = new.sheet.id;
	again.row_version = stored(o, new.sheet.id).row_version;
	again.enumerator_id = ENUMERATOR_KEEP;
	assert_int_equal(workflow_save(&again, NULL), ERR_OK);
	assert_int_equal(stored(o, new.sheet.id).state, STATE_RECEIVED);
	assert_int_equal(move(o, &o->officer, ACTION_RETURN, new.sheet.id, "thiếu"), ERR_OK);
	assert_int_equal(move(o, &o->enumerator, ACTION_SUBMIT, new.sheet.id, NULL), ERR_OK);
}

/* What is kept of pages and sessions outlives the daily work. */
static void a_save_leaves_what_is_kept(void **state)
{
	struct office *o = *state;
	uint64_t before = db_generation(o->workflow.writer);
	int64_t id = submitted(o, &o->enumerator, "056185001234");

	assert_int_equal(move(o, &o->officer, ACTION_ACCEPT, id, NULL), ERR_OK);
	assert_int_equal(db_generation(o->workflow.writer), before);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_clean_sheet_is_submitted_and_accepted),
		TEST(errors_keep_the_draft_and_what_was_typed),
		TEST(a_form_posted_twice_is_stored_once),
		TEST(a_stale_version_overwrites_nothing),
		TEST(a_foreign_hamlet_is_no_option),
		TEST(a_confirmation_falls_when_the_answer_changes),
		TEST(a_new_sheet_replaces_an_old_one),
		TEST(a_sheet_that_was_parted_goes_back_to_its_own_number),
		TEST(a_draft_is_given_back_by_who_typed_anothers_paper),
		TEST(a_replacement_that_another_has_begun_is_told_of),
		TEST(who_does_not_see_the_replaced_sheet_sends_the_new_one_again),
		TEST(a_neighbour_is_judged_again),
		TEST(another_commune_learns_no_answers),
		TEST(a_neighbour_is_judged_by_the_new_person),
		TEST(where_the_other_sheet_stands_is_told_as_it_is),
		TEST(a_batch_is_signed_for_what_is_there),
		TEST(many_are_accepted_and_the_unclean_named),
		TEST(many_are_given_up_when_the_program_ends),
		TEST(the_switches_of_a_campaign_hold),
		TEST(a_writer_cannot_confirm_warnings),
		TEST(the_enumerator_stays_unless_another_is_named),
		TEST(a_health_card_stays_in_the_history),
		TEST(a_replacement_outlives_the_cancelling_of_the_old_one),
		TEST(a_long_history_hides_nothing_from_undo),
		TEST(a_session_that_ended_writes_nothing),
		TEST(a_save_leaves_what_is_kept),
		TEST(tampering_with_the_history_shows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
