#include "base/json.h"
#include "text/messages.h"
#include "workflow/admin/admin_task.h"
#include "workflow/handover/issue.h"
#include "workflow/handover/signed_copy.h"
#include "workflow/many/many.h"
#include "workflow/payment/payment_task.h"
#include "workflow/write.h"

static enum err refuse(struct error *error, enum message why)
{
	return error_set(error, ERR_CONFLICT, message_text(why), "a payment that is not so");
}

static cJSON *about(const struct payment *p)
{
	cJSON *what = cJSON_CreateObject();

	cJSON_AddNumberToObject(what, "payment", (double)p->id);
	cJSON_AddStringToObject(what, "campaign", p->campaign_code);
	cJSON_AddStringToObject(what, "pay_role", pay_role_code(p->role));
	cJSON_AddStringToObject(what, "from", p->first_day);
	cJSON_AddStringToObject(what, "to", p->last_day);
	return what;
}

static enum err record(struct db *db, struct request_head *head, enum action action, cJSON *what,
                       const struct payment *p, struct error *error)
{
	return admin_record(db, head, action, what, (struct thing){ THING_PAYMENT, p->id }, error);
}

/* ---- opening ---- */

static bool is_ahead(const struct request_head *h, const char *iso)
{
	char today[DATE_TEXT];

	date_to_iso(clock_today(&h->workflow->clock), today);
	return strcmp(iso, today) > 0;
}

static enum err check_days(struct payment_request *r, struct error *error)
{
	const struct payment *p = &r->payment;

	if (p->first_day == NULL)
		return admin_blame(&r->head, &r->field, "from", MSG_PAYMENT_DAYS, "", error);
	if (p->last_day == NULL)
		return admin_blame(&r->head, &r->field, "to", MSG_PAYMENT_DAYS, "", error);
	if (strcmp(p->first_day, p->last_day) > 0)
		return admin_blame(&r->head, &r->field, "to", MSG_MINUTES_BACKWARDS, "", error);
	if (is_ahead(&r->head, p->last_day))
		return admin_blame(&r->head, &r->field, "to", MSG_PAYMENT_AHEAD, "", error);
	return ERR_OK;
}

static enum err check_place(struct db *db, struct payment_request *r, struct campaign *campaign, struct error *error)
{
	const struct request_head *h = &r->head;
	const struct payment *p = &r->payment;

	if (!area_in_scope(db, h->actor, p->commune_id) || !area_keeps_sheets_any(db, p->commune_id))
		return error_set(error, ERR_NOT_FOUND, message_text(MSG_NOT_FOUND), "no commune of this actor");
	enum err err = campaign_by_id(db, h->arena, h->actor, p->campaign_id, campaign, error);
	if (err != ERR_OK)
		return error_set(error, err, message_text(MSG_NOT_FOUND), "no campaign of this actor");
	if (!campaign_covers_any(db, campaign->id, p->commune_id))
		return admin_blame(h, &r->field, "campaign_id", MSG_PAYMENT_OUTSIDE, "", error);
	if (settled_on_any(db, h->arena, p->campaign_id, p->commune_id) != NULL)
		return refuse(error, MSG_PAYMENT_SETTLED);
	return ERR_OK;
}

static enum err open_task(struct db *db, void *arg, struct error *error)
{
	struct payment_request *r = arg;
	const struct request_head *h = &r->head;
	struct payment *p = &r->payment;
	struct campaign campaign;
	enum err err = check_place(db, r, &campaign, error);

	if (err == ERR_OK)
		err = check_days(r, error);
	if (err != ERR_OK)
		return err;
	const char *last = payment_last_day_any(db, h->arena, p);
	if (last != NULL && strcmp(last, p->last_day) > 0)
		return refuse(error, MSG_PAYMENT_LATER);
	p->made_by = h->actor->user_id;
	p->made_at = h->now;
	p->campaign_code = campaign.code;
	err = payment_insert(db, p, error);
	if (err == ERR_CONFLICT)
		return refuse(error, MSG_PAYMENT_OPEN);
	return err == ERR_OK ? record(db, &r->head, ACTION_PAYMENT_OPEN, about(p), p, error) : err;
}

enum err workflow_open_payment(struct payment_request *request, struct error *error)
{
	return write_run(&request->head, open_task, request, error);
}

/* An open one. */
static enum err load_open(struct db *db, struct payment_request *r, struct error *error)
{
	enum err err = payment_load(db, r->head.arena, r->head.actor, r->payment.id, &r->payment, error);

	if (err == ERR_OK && r->payment.standing != PAYMENT_IS_OPEN)
		return refuse(error, MSG_PAYMENT_IS_OVER);
	return err;
}

static enum err drop_task(struct db *db, void *arg, struct error *error)
{
	struct payment_request *r = arg;
	enum err err = load_open(db, r, error);

	if (err == ERR_OK)
		err = payment_drop(db, r->payment.id, error);
	return err == ERR_OK ? record(db, &r->head, ACTION_PAYMENT_DROP, about(&r->payment), &r->payment, error) : err;
}

enum err workflow_drop_payment(struct payment_request *request, struct error *error)
{
	return write_run(&request->head, drop_task, request, error);
}

/* ---- closing ---- */

static enum err check_count(struct db *db, const struct payment_request *r, const struct payment_count *count,
                            struct error *error)
{
	struct arena *arena = r->head.arena;
	enum err err = ERR_OK;

	if (count->unpriced > 0) {
		const char *const values[] = { arena_print(arena, "%lld", (long long)count->unpriced), count->unpriced_area };
		return error_set(error, ERR_CONFLICT, message_with(arena, MSG_PAYMENT_UNPRICED, values, 2), "no price");
	}
	if (count->line_count == 0)
		return refuse(error, MSG_PAYMENT_NOTHING);
	for (size_t i = 0; i < count->item_count && err == ERR_OK; i++)
		err = act_check_free(db, count->items[i].sheet_id, error);
	return err;
}

static enum err write_count(struct db *db, const struct payment *p, const struct payment_count *count,
                            struct error *error)
{
	enum err err = ERR_OK;

	for (size_t i = 0; i < count->line_count && err == ERR_OK; i++)
		err = payment_add_line(db, p->id, &count->lines[i], error);
	for (size_t i = 0; i < count->item_count && err == ERR_OK; i++)
		err = payment_add_item(db, p, &count->items[i], error);
	return err;
}

/* The minutes have a number of the office; the list is known by its own, and names them. */
static enum err issue(struct db *db, const struct request_head *h, const struct payment *p, struct error *error)
{
	struct office_paper minutes = { .kind = PAPER_VOLUME, .subject_id = p->id, .commune_id = p->commune_id,
		.body = BODY_OFFICE };
	struct office_paper list = { .kind = PAPER_PAYMENT, .subject_id = p->id, .commune_id = p->commune_id,
		.body = BODY_OFFICE };
	enum err err = paper_issue(db, h, &minutes, true, error);

	return err == ERR_OK ? paper_issue(db, h, &list, false, error) : err;
}

/* What `verify` compares: the last three in this order. */
static cJSON *about_closed(const struct payment *p, const struct payment_count *count)
{
	cJSON *what = about(p);

	cJSON_AddNumberToObject(what, "number", (double)p->number);
	cJSON_AddNumberToObject(what, "lines", (double)count->line_count);
	cJSON_AddNumberToObject(what, "amount", (double)count->amount);
	cJSON_AddNumberToObject(what, "tax", (double)count->tax);
	return what;
}

static enum err close_task(struct db *db, void *arg, struct error *error)
{
	struct payment_request *r = arg;
	const struct request_head *h = &r->head;
	struct payment *p = &r->payment;
	struct payment_count count;
	enum err err = load_open(db, r, error);

	if (err == ERR_OK)
		err = payment_count_any(db, h->arena, p, &count, error);
	if (err == ERR_OK)
		err = check_count(db, r, &count, error);
	if (err != ERR_OK)
		return err;
	p->closed_by = h->actor->user_id;
	p->closed_at = h->now;
	p->year = clock_today(&h->workflow->clock).year;
	err = payment_close(db, p, error);
	if (err == ERR_OK)
		err = write_count(db, p, &count, error);
	if (err == ERR_OK)
		err = issue(db, h, p, error);
	return err == ERR_OK ? record(db, &r->head, ACTION_PAYMENT_CLOSE, about_closed(p, &count), p, error) : err;
}

enum err workflow_close_payment(struct payment_request *request, struct error *error)
{
	return write_run_alone(&request->head, close_task, request, error);
}

/* ---- signed by hand ---- */

static enum err note_copy(struct db *db, struct payment_signed *r, int64_t paper, const struct paper_file *scan,
                          const char *field, struct error *error)
{
	struct signed_request copy = { .head = r->head, .day = r->day, .scan = scan->bytes,
		.scan_length = scan->length };
	enum err err = signed_check(&copy, error);
	bool of_day = copy.field != NULL && strcmp(copy.field, "signed_on") == 0;

	if (err == ERR_OK)
		err = signed_note(db, &copy, paper, error);
	if (err != ERR_OK)
		r->field = of_day ? copy.field : field;
	return err;
}

static enum err signed_task(struct db *db, void *arg, struct error *error)
{
	struct payment_signed *r = arg;
	const struct request_head *h = &r->head;
	struct payment p;
	enum err err = payment_load(db, h->arena, h->actor, r->id, &p, error);

	if (err != ERR_OK)
		return err;
	r->head.made = (struct thing){ THING_PAYMENT, r->id };
	if (p.standing == PAYMENT_IS_OPEN)
		return refuse(error, MSG_PAYMENT_STILL_OPEN);
	if (r->copies == 0) {
		r->field = "list";
		return error_set(error, ERR_UNPROCESSABLE, message_text(MSG_PAYMENT_NO_COPY), "of no paper");
	}
	if ((r->copies & COPY_LIST) != 0)
		err = note_copy(db, r, p.list_paper, &r->list_scan, "scan_list", error);
	if (err == ERR_OK && (r->copies & COPY_VOLUME) != 0)
		err = note_copy(db, r, p.volume_paper, &r->volume_scan, "scan_minutes", error);
	return err;
}

enum err workflow_payment_signed(struct payment_signed *request, struct error *error)
{
	return write_run(&request->head, signed_task, request, error);
}
