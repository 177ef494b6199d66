#include "base/json.h"
#include "text/messages.h"
#include "workflow/admin/admin_task.h"
#include "workflow/payment/payment_task.h"
#include "workflow/write.h"

static enum err check(struct db *db, const struct settle_request *r, struct error *error)
{
	const struct request_head *h = &r->head;
	struct payment *all;
	char today[DATE_TEXT];
	size_t count;

	date_to_iso(clock_today(&h->workflow->clock), today);
	if (strcmp(r->day, today) > 0)
		return error_set(error, ERR_UNPROCESSABLE, message_text(MSG_MINUTES_AHEAD), "a day ahead");
	enum err err = payment_list(db, h->arena, h->actor, &all, &count, error);
	for (size_t i = 0; i < count && err == ERR_OK; i++) {
		if (all[i].commune_id == r->commune_id && all[i].campaign_id == r->campaign_id &&
		    all[i].standing == PAYMENT_IS_OPEN)
			return error_set(error, ERR_CONFLICT, message_text(MSG_SETTLE_OPEN), "a period is open");
	}
	return err;
}

static enum err settle_task(struct db *db, void *arg, struct error *error)
{
	struct settle_request *r = arg;
	const struct request_head *h = &r->head;
	struct campaign campaign;
	struct area commune;
	enum err err = campaign_by_id(db, h->arena, h->actor, r->campaign_id, &campaign, error);

	if (err == ERR_OK)
		err = area_by_id_any(db, h->arena, r->commune_id, &commune, error);
	if (err != ERR_OK || !area_in_scope(db, h->actor, r->commune_id) || !area_keeps_sheets_any(db, r->commune_id) ||
	    !campaign_covers_any(db, r->campaign_id, r->commune_id))
		return error_set(error, ERR_NOT_FOUND, message_text(MSG_NOT_FOUND), "no such commune of this actor");
	bool settled = settled_on_any(db, h->arena, r->campaign_id, r->commune_id) != NULL;
	if (settled == (r->day != NULL))
		return error_set(error, ERR_CONFLICT, message_text(settled ? MSG_SETTLE_IS : MSG_SETTLE_NOT), "it is so");
	if (r->day != NULL)
		err = check(db, r, error);
	if (err == ERR_OK)
		err = settled_set(db, r->campaign_id, r->commune_id, r->day, h->actor->user_id, h->now, error);
	if (err != ERR_OK)
		return err;
	cJSON *what = cJSON_CreateObject();
	cJSON_AddStringToObject(what, "campaign", campaign.code);
	cJSON_AddStringToObject(what, "area", admin_area_list(h->arena, &commune, 1));
	if (r->day != NULL)
		cJSON_AddStringToObject(what, "settled_on", r->day);
	return admin_record(db, &r->head, r->day != NULL ? ACTION_SETTLE : ACTION_UNSETTLE, what,
	                    (struct thing){ THING_CAMPAIGN, campaign.id }, error);
}

enum err workflow_settle(struct settle_request *request, struct error *error)
{
	return write_run(&request->head, settle_task, request, error);
}
