/* Members of the Tổ: full_name, body, area, phone, citizen_id, bank, account. */
#include "base/memory.h"
#include "text/identity.h"
#include "text/messages.h"
#include "text/utf8.h"
#include "workflow/admin/admin_member.h"
#include "workflow/admin/admin_task.h"
#include "workflow/import/places.h"

#define NUMBER "citizen_id"

/* Who has a number is told apart by it, else by the name and where he works. */
const char *import_key_member(const struct import_work *work, const struct import_record *record)
{
	const char *number = import_value(work, record, NUMBER), *name = import_value(work, record, "full_name");
	const char *area = import_value(work, record, "area");

	if (number != NULL)
		return number;
	return arena_print(work->arena, "%s|%s", name == NULL ? "" : utf8_fold(work->arena, name),
	                   area == NULL ? "" : utf8_fold(work->arena, area));
}

static enum err read_member(struct import_work *work, struct import_record *record, struct member_change *c,
                            struct area **areas, struct error *error)
{
	const char *phone = import_value(work, record, "phone"), *account = import_value(work, record, "account");
	const char *number = import_value(work, record, NUMBER), *places = import_value(work, record, "area");
	enum err err = ERR_OK;

	c->member.full_name = import_value(work, record, "full_name");
	c->member.body = import_value(work, record, "body");
	c->member.phone = phone;
	c->payment = (struct member_payment){ number, import_value(work, record, "bank"), account };
	if (phone != NULL && !member_is_phone(phone))
		import_blame(work, record, "phone", MSG_MEMBER_NO_PHONE, NULL, NULL);
	if (number != NULL && !identity_is_full(number))
		import_blame(work, record, NUMBER, MSG_MEMBER_NO_CITIZEN_ID, NULL, NULL);
	if (account != NULL && !member_is_account(account))
		import_blame(work, record, "account", MSG_MEMBER_NO_ACCOUNT_NUMBER, NULL, NULL);
	if (places == NULL)
		import_blame(work, record, "area", MSG_IMPORT_MEMBER_AREA, NULL, NULL);
	else
		err = places_find_all(work, record, "area", places, areas, &c->area_count, error);
	for (size_t i = 0; i < c->area_count && err == ERR_OK; i++) {
		bool fits = strcmp((*areas)[i].level, "hamlet") == 0 || area_keeps_sheets_any(work->db, (*areas)[i].id);
		if (!fits || !area_in_scope(work->db, work->actor, (*areas)[i].id))
			import_blame(work, record, "area", MSG_MEMBER_AREA, NULL, NULL);
	}
	c->areas = admin_area_ids(work->arena, *areas, c->area_count);
	return err;
}

/* ---- who he is ---- */

static bool is_equal(const char *a, const char *b)
{
	return strcmp(a == NULL ? "" : a, b == NULL ? "" : b) == 0;
}

/* How many of the areas that the row names are his. */
static size_t count_his(const struct member_row *row, const struct member_change *c)
{
	size_t his = 0;

	for (size_t i = 0; i < c->area_count; i++) {
		for (size_t k = 0; k < row->area_count; k++)
			his += row->areas[k].area_id == c->areas[i];
	}
	return his;
}

/* What speaks for one whom the row may mean. */
enum likeness { LIKE_NONE, LIKE_NAME, LIKE_PLACE, LIKE_NUMBER };

static enum likeness compare(const struct member_row *row, const struct member_payment *payment,
                             const struct member_change *c, struct arena *arena)
{
	const char *number = c->payment.citizen_id;
	bool told_apart = number != NULL && payment->citizen_id != NULL;

	if (told_apart && strcmp(number, payment->citizen_id) == 0)
		return LIKE_NUMBER;
	if (told_apart || strcmp(utf8_fold(arena, row->member.full_name), utf8_fold(arena, c->member.full_name)) != 0)
		return LIKE_NONE;
	return count_his(row, c) > 0 ? LIKE_PLACE : LIKE_NAME;
}

struct sought {
	struct member_row row;
	struct member_payment payment;
	enum likeness likeness;
	bool several;
};

/* The one member of the commune whom most speaks for. */
static enum err seek(struct import_work *work, const struct member_change *c, struct sought *out, struct error *error)
{
	int64_t commune = area_commune_any(work->db, c->areas[0]);
	struct member_row *rows;
	size_t count;
	enum err err = member_list(work->db, work->arena, work->actor, commune, &rows, &count, error);

	*out = (struct sought){ .likeness = LIKE_NONE };
	for (size_t i = 0; i < count && err == ERR_OK; i++) {
		struct member_payment payment;
		err = member_payment(work->db, work->arena, work->actor, rows[i].member.id, &payment, error);
		enum likeness likeness = err == ERR_OK ? compare(&rows[i], &payment, c, work->arena) : LIKE_NONE;
		if (likeness == LIKE_NONE || likeness < out->likeness)
			continue;
		out->several = likeness == out->likeness;
		out->row = rows[i];
		out->payment = payment;
		out->likeness = likeness;
	}
	return err;
}

/* ---- what becomes of him ---- */

static bool stays(const struct sought *s, const struct member_change *c)
{
	bool same = is_equal(s->row.member.full_name, c->member.full_name) &&
	            is_equal(s->row.member.body, c->member.body) && is_equal(s->row.member.phone, c->member.phone) &&
	            is_equal(s->payment.citizen_id, c->payment.citizen_id) &&
	            is_equal(s->payment.bank, c->payment.bank) && is_equal(s->payment.account, c->payment.account);

	return same && s->row.area_count == c->area_count && count_his(&s->row, c) == c->area_count;
}

/* What the table says nothing of stays as it is. */
static void keep_rest(const struct sought *s, struct member_change *c)
{
	const struct member *m = &s->row.member;

	c->member.id = m->id;
	c->member.trained_on = m->trained_on;
	c->member.active_from = m->active_from;
	c->member.active_to = m->active_to;
	c->member.body = c->member.body == NULL ? m->body : c->member.body;
	c->member.phone = c->member.phone == NULL ? m->phone : c->member.phone;
	if (m->user_id != 0)
		c->member.full_name = m->full_name;
	if (c->payment.citizen_id == NULL)
		c->payment.citizen_id = s->payment.citizen_id;
	c->payment.bank = c->payment.bank == NULL ? s->payment.bank : c->payment.bank;
	c->payment.account = c->payment.account == NULL ? s->payment.account : c->payment.account;
}

enum err import_judge_member(struct import_work *work, struct import_record *record, enum import_outcome *outcome,
                             struct error *error)
{
	struct member_change *c = arena_alloc(work->arena, sizeof *c);
	struct area *areas = NULL;
	struct sought sought;
	enum err err = read_member(work, record, c, &areas, error);

	record->judged = c;
	if (err == ERR_OK && record->fault_count == 0)
		err = seek(work, c, &sought, error);
	if (err != ERR_OK || record->fault_count > 0)
		return err;
	*outcome = OUTCOME_NEW;
	if (sought.likeness == LIKE_NAME || (sought.likeness != LIKE_NONE && sought.several)) {
		import_blame(work, record, "full_name", MSG_IMPORT_SAME_NAME, sought.row.member.told, NULL);
	} else if (sought.likeness != LIKE_NONE) {
		keep_rest(&sought, c);
		*outcome = stays(&sought, c) ? OUTCOME_SAME : OUTCOME_CHANGED;
	}
	return ERR_OK;
}

enum err import_write_member(struct import_work *work, struct import_record *record, struct error *error)
{
	struct member_change *c = record->judged;

	c->head = import_head(work);
	c->meant = true;
	return admin_member_task(work->db, c, error);
}
