/* The road that every action takes. */
#ifndef TEST_PROPERTY_ROAD_H
#define TEST_PROPERTY_ROAD_H

#include "property_custody.h"

struct road {
	void (*prepare)(struct doing *d);
	enum err (*send)(struct doing *d);
	bool (*settle)(struct doing *d, const struct entries *got);
	size_t head;
};

static const struct road roads[ACT_KINDS] = {
	[ACT_NEW] = { prepare_save, send_save, settle_save, offsetof(struct doing, save.head) },
	[ACT_EDIT] = { prepare_save, send_save, settle_save, offsetof(struct doing, save.head) },
	[ACT_CORRECT] = { prepare_save, send_save, settle_save, offsetof(struct doing, save.head) },
	[ACT_MOVE] = { prepare_move, send_move, settle_move, offsetof(struct doing, move.head) },
	[ACT_CONFIRM] = { prepare_confirm, send_confirm, settle_confirm, offsetof(struct doing, confirm.head) },
	[ACT_CONFIRM_MANY] = { prepare_confirm_many, send_confirm_many, settle_confirm_many, offsetof(struct doing, confirm_many.head) },
	[ACT_ACCEPT] = { prepare_accept, send_accept, settle_accept_many, offsetof(struct doing, accept.head) },
	[ACT_ACCEPT_FILTER] = { prepare_accept_filter, send_accept, settle_accept_many, offsetof(struct doing, accept.head) },
	[ACT_DELIVER] = { prepare_deliver, send_deliver, settle_deliver, offsetof(struct doing, deliver.head) },
	[ACT_REMOVE] = { prepare_remove, send_remove, settle_remove, offsetof(struct doing, remove.head) },
	[ACT_SIGN] = { prepare_sign, send_sign, settle_sign, offsetof(struct doing, sign.head) },
	[ACT_DUPLICATE] = { prepare_duplicate, send_duplicate, settle_duplicate, offsetof(struct doing, duplicate.head) },
	[ACT_JOIN] = { prepare_person, send_person, settle_person, offsetof(struct doing, person.head) },
	[ACT_PART] = { prepare_person, send_person, settle_person, offsetof(struct doing, person.head) },
	[ACT_SPLIT] = { prepare_person, send_person, settle_person, offsetof(struct doing, person.head) },
	[ACT_SWITCHES] = { prepare_switches, send_switches, settle_switches, offsetof(struct doing, change.head) },
	[ACT_RULE] = { prepare_rule, send_rule, settle_rule, offsetof(struct doing, rule.head) },
	[ACT_PIECES] = { prepare_pieces, send_order, settle_pieces, offsetof(struct doing, order.head) },
	[ACT_FORWARD] = { prepare_pieces, send_order, settle_pieces, offsetof(struct doing, order.head) },
	[ACT_COUNT] = { prepare_count, send_count, settle_count, offsetof(struct doing, count.head) },
	[ACT_MEETING] = { prepare_meeting, send_minutes, settle_meeting, offsetof(struct doing, minutes.head) },
	[ACT_MINUTES] = { prepare_minutes, send_minutes, settle_minutes, offsetof(struct doing, minutes.head) },
	[ACT_ISSUE] = { prepare_issue, send_issue, settle_issue, offsetof(struct doing, minutes.head) },
	[ACT_INSTEAD] = { prepare_instead, send_instead, settle_minutes, offsetof(struct doing, minutes.head) },
	[ACT_SAY] = { prepare_say, send_say, settle_say, offsetof(struct doing, minutes.head) },
	[ACT_DROP] = { prepare_drop, send_drop, settle_drop, offsetof(struct doing, minutes.head) },
	[ACT_LIST] = { prepare_list, send_list, settle_list, offsetof(struct doing, by_paper.head) },
	[ACT_RETURN] = { prepare_return, send_return, settle_return, offsetof(struct doing, handback.head) },
	[ACT_TAKE_BACK] = { prepare_take_back, send_take_back, settle_take_back, offsetof(struct doing, take_back.head) },
};

/* False when what the action names is not there, in a run that left out the action that made it; of many, those that are left are meant. */
static inline bool resolve(struct doing *d, struct drawn *a)
{
	bool several = a->kind == ACT_ACCEPT || a->kind == ACT_PIECES || a->kind == ACT_FORWARD || a->kind == ACT_CONFIRM_MANY || a->kind == ACT_DELIVER ||
	               a->kind == ACT_MEETING || a->kind == ACT_RETURN;
	int left = 0;

	for (int i = 0; i < a->count; i++) {
		int index = a->sheets[i] == UNKNOWN_SHEET ? -1 : sheet_born(&d->r->book, a->sheets[i]);
		if (index < 0 && a->sheets[i] != UNKNOWN_SHEET && !several)
			return false;
		if (index < 0 && a->sheets[i] != UNKNOWN_SHEET)
			continue;
		a->sheets[left] = a->sheets[i];
		d->named[left++] = index;
	}
	if (left < a->count && a->pass > left)
		a->pass = left;
	bool all_gone = left == 0 && a->count > 0;
	a->count = left;
	d->sheet = left > 0 && d->named[0] >= 0 && a->kind != ACT_NEW ? d->r->book.sheets[d->named[0]] : NULL;
	return !all_gone && (a->bundle < 0 || bundle_born(&d->r->book, a->bundle) >= 0) && (a->deed < 0 || deed_born(&d->r->book, a->deed) != NULL) &&
	       (a->record < 0 || record_born(&d->r->book, a->record) != NULL) && (a->sheaf < 0 || sheaf_meant(d) != NULL);
}

static inline bool check_refused(struct doing *d, const struct sums *before)
{
	if (data_version(d->r) == before->version)
		return true;
	struct sums after = sums(d->r);
	return (after.all == before->all && (d->findings_left || after.findings == before->findings)) ||
	       fault(d->r, "refused", "it was answered %d (%s), and something changed", (int)d->err, d->error.detail);
}

/* A draft that was sent and refused has been sent. */
static inline void keep_refused(struct doing *d)
{
	if (d->a->kind == ACT_MOVE && d->a->move == ACTION_SUBMIT && d->err == ERR_UNPROCESSABLE && d->sheet->state == STATE_DRAFT && d->move.findings != NULL)
		keep_sent(d->sheet, d->move.findings, d->move.finding_count);
}

static inline bool settle(struct doing *d)
{
	struct entries got;

	if (!read_entries(d, &got) || !roads[d->a->kind].settle(d, &got))
		return false;
	for (size_t i = 0; i < got.count; i++) {
		if (got.items[i].index >= 0 && !check_row(d->r, d->r->book.sheets[got.items[i].index]))
			return false;
	}
	if (d->a->token != 0)
		keep_token(d);
	return !d->r->failed;
}

static inline void expect_repetition(struct doing *d)
{
	d->token = token_of(d);
	if (d->token == NULL)
		return;
	d->may_be = d->token->posted == d->a->posted ? MAY_BE_DONE : MAY_BE_409;
	d->findings_left = false;
}

/* Of the same kind in a smaller run: answered so, where something else was due. */
static inline bool blame_answer(const struct doing *d)
{
	char kind[32];

	snprintf(kind, sizeof kind, "answer %d, not %x", (int)d->err, d->may_be);
	return fault(d->r, kind, "it was answered %d (%s), it may be %s%s%s%s", (int)d->err, d->error.detail, (d->may_be & MAY_BE_DONE) != 0 ? "done " : "",
	             (d->may_be & MAY_BE_404) != 0 ? "404 " : "", (d->may_be & MAY_BE_409) != 0 ? "409 " : "", (d->may_be & MAY_BE_422) != 0 ? "422" : "");
}

static inline void do_act(struct run *r, const struct drawn *drawn)
{
	struct office *o = r->office;

	world_time = (time_t)drawn->at;
	arena_reset(o->scratch);
	struct doing *d = arena_alloc(o->scratch, sizeof *d);
	struct drawn *a = arena_alloc(o->scratch, sizeof *a);
	*a = *drawn;
	*d = (struct doing){ .r = r, .a = a, .arena = o->scratch };
	d->head = (struct request_head){ .workflow = &o->workflow, .arena = o->scratch, .actor = &o->actors[a->who] };
	if (a->token != 0) {
		d->head.form_token = arena_print(o->scratch, "form-%d", a->token);
		d->head.posted = arena_print(o->scratch, "said-%d", a->posted);
	}
	if (!resolve(d, a)) {
		r->skipped++;
		return;
	}
	struct sums before = sums(r);
	roads[a->kind].prepare(d);
	expect_repetition(d);
	d->err = roads[a->kind].send(d);
	r->answer = d->err;
	snprintf(r->detail, sizeof r->detail, "%s", d->error.detail);
	if ((d->may_be & bit_of(d->err)) == 0) {
		blame_answer(d);
		return;
	}
	r->done += d->err == ERR_OK;
	r->refused += d->err != ERR_OK;
	if (d->token != NULL && !check_repeated(d, (const struct request_head *)(const void *)((const char *)d + roads[a->kind].head)))
		return;
	if (d->err == ERR_OK && d->token == NULL) {
		settle(d);
		return;
	}
	keep_refused(d);
	if (check_refused(d, &before) && d->sheet != NULL)
		check_row(r, d->sheet);
}

#endif
