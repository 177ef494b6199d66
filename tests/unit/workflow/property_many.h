/* What is done to several sheets at once: confirming, accepting, batches. */
#ifndef TEST_PROPERTY_MANY_H
#define TEST_PROPERTY_MANY_H

#include "property_move.h"

enum { NO_SHEET = 987654 };

static inline int64_t *ids_named(const struct doing *d)
{
	int64_t *ids = arena_array(d->arena, NAMED_MOST, sizeof *ids);

	for (int i = 0; i < d->a->count; i++)
		ids[i] = d->named[i] < 0 ? NO_SHEET : d->r->book.sheets[d->named[i]]->id;
	return ids;
}

static inline bool sees_all(const struct doing *d)
{
	bool all = true;

	for (int i = 0; i < d->a->count; i++)
		all &= d->named[i] >= 0 && sees(d->a->who, d->r->book.sheets[d->named[i]]);
	return all;
}

static inline bool is_named(const struct doing *d, int index)
{
	bool named = false;

	for (int i = 0; i < d->a->count; i++)
		named |= d->named[i] == index;
	return named;
}

/* Each entry is that action on a sheet of those named, where it stands. */
static inline bool settle_each(struct doing *d, const struct entries *got, const char *action, size_t count)
{
	struct entries wanted = *got;

	if (got->count != count)
		return fault(d->r, "history", "%zu entries for %zu sheets", got->count, count);
	for (size_t i = 0; i < got->count; i++) {
		if (!is_named(d, got->items[i].index))
			return fault(d->r, "history", "%s of a sheet that nobody named", got->items[i].action);
		wanted.items[i].action = action;
		wanted.items[i].to = d->r->book.sheets[got->items[i].index]->state;
	}
	return settle_entries(d, got, &wanted);
}

/* What an act did, by its entries. */
static inline void keep_deed(struct doing *d, int64_t id, const struct entries *got)
{
	struct book *book = &d->r->book;
	struct deed_kept *deed = arena_alloc(book->arena, sizeof *deed);

	*deed = (struct deed_kept){ .birth = d->a->number, .user = d->a->who, .id = id, .at = d->a->at, .count = got->count };
	for (size_t i = 0; i < got->count; i++) {
		deed->sheets[i] = got->items[i].index;
		deed->places[i] = book->sheets[got->items[i].index]->done;
	}
	book->deeds[book->deed_count++] = deed;
}

/* ---- confirming ---- */

static inline bool may_judge(const struct doing *d, const struct kept *s)
{
	return s->state == STATE_RECEIVED && people[d->a->who].role == ROLE_OFFICER;
}

static inline void prepare_confirm(struct doing *d)
{
	const struct drawn *a = d->a;
	struct confirmation *one = arena_alloc(d->arena, sizeof *one);

	*one = (struct confirmation){ .rule = a->rule, .reason = said(d->arena, a->reason) };
	d->confirm = (struct confirm_request){ .head = d->head, .sheet_id = d->sheet->id, .row_version = version_of(d, d->sheet), .withdraw = a->withdraw,
		.own = a->own, .confirmations = one, .confirmation_count = 1 };
	if (a->confirming != CONFIRM_NOTHING)
		d->confirm.confirmations = some_confirmations(d, d->sheet, true, &d->confirm.confirmation_count);
	bool barred = !a->withdraw && d->r->office->switches[d->sheet->campaign].four_eyes && has_had_eyes_on(a->who, d->sheet);
	d->may_be = !sees(a->who, d->sheet) ? MAY_BE_404 : !may_judge(d, d->sheet) || is_stale(d) ? MAY_BE_409 : barred ? MAY_BE_422 : MAY_BE_DONE | MAY_BE_422;
}

static inline enum err send_confirm(struct doing *d)
{
	return workflow_confirm(&d->confirm, &d->error);
}

static inline bool settle_confirm(struct doing *d, const struct entries *got)
{
	return settle_each(d, got, d->a->withdraw ? "unconfirm" : "confirm", 1);
}

static inline void prepare_confirm_many(struct doing *d)
{
	const struct drawn *a = d->a;

	d->confirm_many = (struct confirm_many_request){ .head = d->head, .ids = ids_named(d), .count = (size_t)a->count, .rule = a->rule,
		.reason = said(d->arena, a->reason), .withdraw = a->withdraw };
	d->may_be = a->reason != REASON_GIVEN && !a->withdraw ? MAY_BE_422 : !sees_all(d) ? MAY_BE_404 : MAY_BE_DONE | MAY_BE_422;
}

static inline enum err send_confirm_many(struct doing *d)
{
	return workflow_confirm_many(&d->confirm_many, &d->error);
}

static inline bool settle_confirm_many(struct doing *d, const struct entries *got)
{
	const struct confirm_many_request *m = &d->confirm_many;

	if (m->done_count + m->left_out_count != (size_t)d->a->count)
		return fault(d->r, "many", "%zu confirmed and %zu left out of %d", m->done_count, m->left_out_count, d->a->count);
	for (size_t i = 0; i < got->count; i++) {
		if (!may_judge(d, d->r->book.sheets[got->items[i].index]))
			return fault(d->r, "many", "s%d was confirmed by who may not", birth_or_none(d->r, got->items[i].index));
	}
	return settle_each(d, got, d->a->withdraw ? "unconfirm" : "confirm", m->done_count);
}

/* ---- accepting ---- */

static inline bool may_be_accepted(const struct doing *d, const struct kept *s)
{
	return may_judge(d, s) && s->sheaf < 0 && !d->r->office->switches[s->campaign].meeting_accepts && !(d->r->office->switches[s->campaign].four_eyes && has_had_eyes_on(d->a->who, s));
}

static inline bool is_for_meeting(const struct doing *d, const struct kept *s)
{
	return s->state == STATE_RECEIVED && d->r->office->switches[s->campaign].meeting_accepts;
}

static inline void prepare_accept(struct doing *d)
{
	bool any = false, meeting = true;

	for (int i = 0; i < d->a->count; i++) {
		any |= d->named[i] >= 0 && may_be_accepted(d, d->r->book.sheets[d->named[i]]);
		meeting &= d->named[i] >= 0 && is_for_meeting(d, d->r->book.sheets[d->named[i]]);
	}
	d->accept = (struct accept_request){ .head = d->head, .ids = ids_named(d), .count = (size_t)d->a->count };
	d->may_be = !sees_all(d) ? MAY_BE_404 : meeting ? MAY_BE_409 : any ? MAY_BE_DONE | MAY_BE_422 : MAY_BE_422;
	d->findings_left = true;
}

static inline struct sheet_filter filter_of(const struct doing *d)
{
	return (struct sheet_filter){ .campaign_id = d->a->campaign < 0 ? 0 : d->r->office->campaigns[d->a->campaign], .clean = d->a->clean_only ? 1 : 0 };
}

static inline void prepare_accept_filter(struct doing *d)
{
	const struct drawn *a = d->a;
	struct sheet_filter clean = filter_of(d);
	int64_t count = 0;

	clean.clean = 1;
	clean.state = STATE_RECEIVED;
	sheet_count(d->r->office->world->db, d->arena, &d->r->office->actors[a->who], &clean, &count, NULL);
	d->accept = (struct accept_request){ .head = d->head, .filter = filter_of(d), .expected = count + a->counted_off };
	bool meeting = false;
	for (size_t i = 0; i < d->r->book.sheet_count && count > 0; i++)
		meeting |= sees(a->who, d->r->book.sheets[i]) && is_for_meeting(d, d->r->book.sheets[i]);
	d->may_be = a->counted_off != 0 ? MAY_BE_409 : count == 0 || people[a->who].role != ROLE_OFFICER ? MAY_BE_422 : MAY_BE_DONE | MAY_BE_422;
	d->may_be |= meeting ? MAY_BE_409 : 0;
	d->findings_left = true;
}

static inline enum err send_accept(struct doing *d)
{
	return workflow_accept_many(&d->accept, &d->error);
}

static inline bool may_be_forwarded(const struct doing *d, const struct kept *s)
{
	return s->state == STATE_WITH_HAMLET && ((HAMLET | OFFICE) & ROLE_BIT(people[d->a->who].role)) != 0;
}

/* Only those that were asked for and may be. */
static inline bool settle_asked(struct doing *d, const struct entries *got)
{
	bool forward = d->a->kind == ACT_FORWARD;
	struct entries wanted = *got;

	for (size_t i = 0; i < got->count; i++) {
		const struct kept *s = d->r->book.sheets[got->items[i].index];
		bool may = forward ? may_be_forwarded(d, s) : may_be_accepted(d, s);
		if (!sees(d->a->who, s) || !may || (d->a->kind != ACT_ACCEPT_FILTER && !is_named(d, got->items[i].index)))
			return fault(d->r, "many", "s%d was moved by who may not, or unasked", s->birth);
		wanted.items[i].action = forward ? "forward" : "accept";
		wanted.items[i].to = forward ? STATE_RECEIVED : STATE_ACCEPTED;
	}
	return settle_entries(d, got, &wanted);
}

static inline bool settle_accept(struct doing *d, const struct entries *got)
{
	if (!settle_asked(d, got))
		return false;
	for (size_t i = 0; i < got->count; i++) {
		if (!check_clean(d->r, d->r->book.sheets[got->items[i].index]))
			return false;
	}
	return true;
}

static inline bool settle_accept_many(struct doing *d, const struct entries *got)
{
	const struct accept_request *q = &d->accept;
	int64_t hindered = 0;

	for (int i = 0; i < HINDRANCE_COUNT; i++)
		hindered += q->hindered[i];
	if ((int64_t)got->count != q->accepted || q->accepted + hindered != (int64_t)q->count || (int64_t)q->left_out_count < hindered)
		return fault(d->r, "many", "%zu entries, %lld accepted, %lld hindered of %zu", got->count, (long long)q->accepted, (long long)hindered, q->count);
	if (!settle_accept(d, got))
		return false;
	keep_deed(d, q->act_id, got);
	return true;
}

/* ---- in pieces ---- */

/* Until the job has ended. */
static inline enum err wait_for_job(struct doing *d, enum err begun)
{
	struct job job = { .state = JOB_RUNNING };

	while (begun == ERR_OK && job.state == JOB_RUNNING) {
		struct error error = { 0 };
		begun = job_by_id_any(d->r->office->world->db, d->arena, d->order.job_id, &job, &error);
	}
	if (begun == ERR_OK && job.state != JOB_DONE)
		fault(d->r, "job", "job %lld is %s: %s", (long long)job.id, job_state_code(job.state), job.problem);
	return begun;
}

static inline void prepare_pieces(struct doing *d)
{
	d->pieces = (struct accept_order){ .ids = ids_named(d), .count = (size_t)d->a->count, .unknown = !sees_all(d), .expected = -1 };
	d->order = (struct job_order){ .head = d->head, .jobs = d->r->office->jobs, .parameters = "{}", .asked = &d->pieces };
	d->order.kind = d->a->kind == ACT_FORWARD ? FORWARD_KIND : ACCEPT_KIND;
	d->may_be = sees_all(d) ? MAY_BE_DONE : MAY_BE_404;
}

static inline enum err send_order(struct doing *d)
{
	enum err err = job_begin(&d->order, &d->error);

	if (err == ERR_OK && d->a->ended) {
		jobs_close(d->r->office->jobs);
		start_jobs(d->r->office);
	}
	return d->order.head.repeated ? err : wait_for_job(d, err);
}

static inline int64_t read_one(struct doing *d, const char *sql)
{
	struct db_row *row = db_use_text(d->r->office->world->db, sql);
	int64_t value = db_step(row) == DB_ROW ? db_int(row, 0) : -1;

	db_done(row);
	return value;
}

static inline bool settle_pieces(struct doing *d, const struct entries *got)
{
	int64_t left = read_one(d, "SELECT count(*) FROM act_left WHERE act_id = (SELECT max(id) FROM act)");
	int64_t asked = read_one(d, "SELECT asked FROM act WHERE id = (SELECT max(id) FROM act)");

	if ((int64_t)got->count + left != asked)
		return fault(d->r, "many", "%zu entries, %lld left out of %lld", got->count, (long long)left, (long long)asked);
	if (d->a->kind == ACT_FORWARD ? !settle_asked(d, got) : !settle_accept(d, got))
		return false;
	keep_deed(d, read_one(d, "SELECT max(id) FROM act"), got);
	return true;
}

/* ---- taking an act back ---- */

static inline unsigned may_take_back(const struct doing *d, const struct deed_kept *deed)
{
	unsigned may = MAY_BE_DONE;

	if (deed->user != d->a->who || !holds_still(&d->r->book, deed, d->a->at))
		return MAY_BE_409;
	for (size_t i = 0; i < deed->count; i++)
		may = sees(d->a->who, d->r->book.sheets[deed->sheets[i]]) ? may : MAY_BE_404;
	return may;
}

static inline void look_at_deed(struct doing *d, const struct deed_kept *deed)
{
	const struct office *o = d->r->office;
	struct db *db = db_borrow(o->readers, NULL);

	d->undo = (struct undo_order){ .look.seen = 0 };
	if (act_by_id_any(db, d->arena, deed->id, &d->undo.look.act, NULL) != ERR_OK ||
	    workflow_act_look(db, &o->workflow, d->arena, d->head.actor, &d->undo.look, NULL) != ERR_OK)
		fault(d->r, "act", "act %lld cannot be read", (long long)deed->id);
	db_return(o->readers, db);
}

static inline void prepare_take_back(struct doing *d)
{
	const struct deed_kept *deed = deed_born(&d->r->book, d->a->deed);

	d->take_back = (struct act_undo_request){ .head = d->head, .act_id = deed->id };
	d->order = (struct job_order){ .head = d->head, .jobs = d->r->office->jobs, .kind = UNDO_KIND, .parameters = "{}", .asked = &d->undo };
	d->may_be = may_take_back(d, deed);
	look_at_deed(d, deed);
	if (d->undo.look.may_undo != (deed->user == d->a->who && holds_still(&d->r->book, deed, d->a->at) && deed->count > 0))
		fault(d->r, "act", "act %d %s be taken back", deed->birth, d->undo.look.may_undo ? "may" : "may not");
}

/* In pieces, what nobody sees any more is found out too late. */
static inline enum err send_take_back(struct doing *d)
{
	bool pieces = d->a->own && d->may_be != MAY_BE_404 && d->undo.look.count > 0;
	enum err err = pieces ? send_order(d) : workflow_act_undo(&d->take_back, &d->error);

	if (pieces)
		d->take_back.head = d->order.head;
	return err;
}

static inline bool settle_take_back(struct doing *d, const struct entries *got)
{
	struct book *book = &d->r->book;
	struct deed_kept *deed = deed_born(book, d->a->deed);
	struct entries wanted = *got;

	if (got->count != deed->count)
		return fault(d->r, "act", "%zu entries for an act of %zu sheets", got->count, deed->count);
	for (size_t i = 0; i < got->count; i++) {
		const struct kept *s = book->sheets[got->items[i].index];
		bool of_it = false;
		for (size_t k = 0; k < deed->count; k++)
			of_it |= deed->sheets[k] == got->items[i].index;
		if (!of_it)
			return fault(d->r, "act", "s%d was not of the act", s->birth);
		wanted.items[i].action = "undo";
		wanted.items[i].to = s->history[s->done - 1].from;
	}
	deed->undone = true;
	for (size_t i = 0; i < book->bundle_count; i++)
		book->bundles[i]->undone |= book->bundles[i]->birth == deed->birth;
	return settle_entries(d, got, &wanted);
}

/* ---- batches ---- */

static inline unsigned may_deliver(const struct doing *d)
{
	const struct kept *first = d->sheet;

	if (!sees_all(d))
		return MAY_BE_404;
	for (int i = 0; i < d->a->count; i++) {
		const struct kept *s = d->r->book.sheets[d->named[i]];
		if (s->state != STATE_ACCEPTED || s->batch >= 0 || is_held(&d->r->book, d->named[i], switches_of(d, s)->meeting_accepts))
			return MAY_BE_409;
		if (s->commune != first->commune || s->campaign != first->campaign)
			return MAY_BE_422;
	}
	for (int i = 0; i < d->a->count; i++) {
		for (int k = 0; k < i; k++) {
			if (d->named[i] == d->named[k])
				return MAY_BE_409;
		}
	}
	return MAY_BE_DONE;
}

static inline void prepare_deliver(struct doing *d)
{
	d->deliver = (struct deliver_request){ .head = d->head, .ids = ids_named(d), .count = (size_t)d->a->count };
	d->may_be = may_deliver(d);
}

static inline enum err send_deliver(struct doing *d)
{
	return workflow_deliver(&d->deliver, &d->error);
}

static inline bool settle_deliver(struct doing *d, const struct entries *got)
{
	struct book *book = &d->r->book;
	struct batch_kept *b = arena_alloc(book->arena, sizeof *b);

	*b = (struct batch_kept){ .birth = d->a->number, .id = d->deliver.batch.id, .commune = d->sheet->commune, .campaign = d->sheet->campaign,
		.count = (size_t)d->a->count };
	if (!settle_each(d, got, "deliver", b->count))
		return false;
	for (size_t i = 0; i < b->count; i++) {
		b->sheets[i] = d->named[i];
		book->sheets[d->named[i]]->batch = (int)book->bundle_count;
	}
	keep_deed(d, d->deliver.act_id, got);
	book->bundles[book->bundle_count++] = b;
	return true;
}

static inline struct batch_kept *bundle_of(const struct doing *d)
{
	int index = bundle_born(&d->r->book, d->a->bundle);

	return index < 0 ? NULL : d->r->book.bundles[index];
}

static inline bool is_open_in(const struct batch_kept *b, int index)
{
	bool open = false;

	for (size_t i = 0; i < b->count; i++)
		open |= b->sheets[i] == index && b->outcomes[i] == ITEM_OPEN;
	return open;
}

/* The ids that the action means, without doubles: those of the bits, and what else was named. fits: all are open in the batch. */
static inline int64_t *meant(const struct doing *d, const struct batch_kept *b, size_t *count, bool *fits)
{
	int64_t *ids = arena_array(d->arena, BATCH_MOST + NAMED_MOST, sizeof *ids);

	*count = 0;
	*fits = true;
	for (size_t i = 0; i < b->count; i++) {
		if ((d->a->missing & 1 << i) == 0)
			continue;
		*fits &= b->outcomes[i] == ITEM_OPEN;
		ids[(*count)++] = d->r->book.sheets[b->sheets[i]]->id;
	}
	for (int i = 0; i < d->a->count; i++) {
		int64_t id = d->named[i] < 0 ? NO_SHEET : d->r->book.sheets[d->named[i]]->id;
		if (index_of(ids, *count, id) >= 0)
			continue;
		*fits &= is_open_in(b, d->named[i]);
		ids[(*count)++] = id;
	}
	return ids;
}

static inline unsigned may_touch(const struct doing *d, const struct batch_kept *b)
{
	return !is_within(b->commune, (int)people[d->a->who].area) ? MAY_BE_404 : b->signed_for || b->undone ? MAY_BE_409 : MAY_BE_DONE;
}

static inline void prepare_remove(struct doing *d)
{
	const struct batch_kept *b = bundle_of(d);
	bool fits;

	d->remove = (struct remove_request){ .head = d->head, .batch_id = b->id };
	d->remove.ids = meant(d, b, &d->remove.count, &fits);
	d->may_be = first_of(may_touch(d, b), d->remove.count == 0 || !fits ? MAY_BE_422 : MAY_BE_DONE);
}

static inline enum err send_remove(struct doing *d)
{
	return workflow_remove(&d->remove, &d->error);
}

/* Entries for the open sheets of a batch: one action for those meant, another for the rest (NULL: none). */
static inline bool settle_batch(struct doing *d, const struct entries *got, const int64_t *ids, size_t count, const char *out, const char *rest)
{
	const struct batch_kept *b = bundle_of(d);
	struct entries wanted = { .count = 0 };

	for (size_t i = 0; i < b->count; i++) {
		bool is_meant = index_of(ids, count, d->r->book.sheets[b->sheets[i]]->id) >= 0;
		if (b->outcomes[i] == ITEM_OPEN && (is_meant || rest != NULL))
			expect(&wanted, b->sheets[i], is_meant ? out : rest, is_meant ? STATE_ACCEPTED : STATE_HANDED_OVER);
	}
	return settle_entries(d, got, &wanted);
}

static inline bool settle_remove(struct doing *d, const struct entries *got)
{
	return settle_batch(d, got, d->remove.ids, d->remove.count, "remove", NULL);
}

/* ---- counting what came from a hamlet ---- */

static inline struct sheaf *sheaf_meant(const struct doing *d)
{
	int index = sheet_born(&d->r->book, d->a->sheaf);
	int sheaf = index < 0 ? -1 : d->r->book.sheets[index]->sheaf;

	return sheaf < 0 ? NULL : d->r->book.sheaves[sheaf];
}

/* Its id is what the program calls it. */
static inline int64_t id_of_sheaf(struct doing *d, struct sheaf *sheaf)
{
	struct db_row *row = db_use_text(d->r->office->world->db, "SELECT bundle_id FROM bundle_sheet WHERE sheet_id = :sheet AND outcome = 'open'");

	for (size_t i = 0; i < sheaf->count && sheaf->id == 0; i++) {
		if (sheaf->papers[i] != PAPER_WAITS)
			continue;
		db_bind_int(row, ":sheet", d->r->book.sheets[sheaf->sheets[i]]->id);
		sheaf->id = db_step(row) == DB_ROW ? db_int(row, 0) : -1;
	}
	db_done(row);
	return sheaf->id;
}

static inline void prepare_count(struct doing *d)
{
	const struct drawn *a = d->a;
	struct sheaf *sheaf = sheaf_meant(d);
	int64_t *missing = arena_array(d->arena, SHEAF_MOST + NAMED_MOST, sizeof *missing), waits = 0;
	bool fits = true;

	d->count = (struct count_request){ .head = d->head, .bundle_id = id_of_sheaf(d, sheaf), .missing = missing, .extra = a->extra };
	for (size_t i = 0; i < sheaf->count; i++) {
		waits += sheaf->papers[i] == PAPER_WAITS;
		if (sheaf->papers[i] == PAPER_WAITS && (a->missing & 1 << i) != 0)
			missing[d->count.missing_count++] = d->r->book.sheets[sheaf->sheets[i]]->id;
	}
	for (int i = 0; i < a->count; i++) {
		int64_t id = d->named[i] < 0 ? NO_SHEET : d->r->book.sheets[d->named[i]]->id;
		if (index_of(missing, d->count.missing_count, id) >= 0)
			continue;
		fits &= d->named[i] >= 0 && d->r->book.sheets[d->named[i]]->sheaf >= 0 && d->r->book.sheaves[d->r->book.sheets[d->named[i]]->sheaf] == sheaf;
		missing[d->count.missing_count++] = id;
	}
	d->count.counted = waits - (int64_t)d->count.missing_count + a->extra + a->counted_off;
	bool within = is_within(sheaf->commune, (int)people[a->who].area);
	d->may_be = !within ? MAY_BE_404 : !fits || d->count.counted < 0 || a->counted_off != 0 ? MAY_BE_422 : MAY_BE_DONE;
}

static inline enum err send_count(struct doing *d)
{
	return workflow_count_bundle(&d->count, &d->error);
}

/* Papers that are there wait for acceptance from now on; a missing one goes back, where it waits. */
static inline bool settle_count(struct doing *d, const struct entries *got)
{
	struct sheaf *sheaf = sheaf_meant(d);
	struct entries wanted = { .count = 0 };

	for (size_t i = 0; i < sheaf->count; i++) {
		const struct kept *s = d->r->book.sheets[sheaf->sheets[i]];
		bool missing = index_of(d->count.missing, d->count.missing_count, s->id) >= 0, waits = s->state == STATE_RECEIVED;
		if (sheaf->papers[i] == PAPER_WAITS)
			expect(&wanted, sheaf->sheets[i], !missing ? "counted" : waits ? "not_received" : "missing", missing && waits ? STATE_WITH_HAMLET : s->state);
	}
	sheaf->counted = true;
	return settle_entries(d, got, &wanted);
}

static inline void prepare_sign(struct doing *d)
{
	const struct drawn *a = d->a;
	const struct batch_kept *b = bundle_of(d);
	int64_t open = 0;
	bool fits;

	for (size_t i = 0; i < b->count; i++)
		open += b->outcomes[i] == ITEM_OPEN;
	d->sign = (struct sign_request){ .head = d->head, .batch_id = b->id, .extra_count = a->extra };
	d->sign.missing = meant(d, b, &d->sign.missing_count, &fits);
	d->sign.counted = open - (int64_t)d->sign.missing_count + a->extra + a->counted_off;
	d->may_be = first_of(may_touch(d, b), open == 0 ? MAY_BE_409 : !fits || d->sign.counted < 0 || a->counted_off != 0 ? MAY_BE_422 : MAY_BE_DONE);
}

static inline enum err send_sign(struct doing *d)
{
	return workflow_sign(&d->sign, &d->error);
}

static inline bool settle_sign(struct doing *d, const struct entries *got)
{
	bool settled = settle_batch(d, got, d->sign.missing, d->sign.missing_count, "missing", "sign");

	bundle_of(d)->signed_for = true;
	return settled;
}

#endif
