#include "workflow/payment/payment_task.h"

#include "base/json.h"
#include "text/messages.h"
#include "workflow/admin/admin_task.h"
#include "workflow/write.h"

static cJSON *about(struct arena *arena, const struct campaign *campaign, const struct price *p)
{
	cJSON *what = cJSON_CreateObject();

	cJSON_AddNumberToObject(what, "price", (double)p->id);
	cJSON_AddStringToObject(what, "campaign", campaign->code);
	cJSON_AddStringToObject(what, "area", admin_area_list(arena, &p->area, 1));
	cJSON_AddStringToObject(what, "pay_role", pay_role_code(p->role));
	cJSON_AddStringToObject(what, "from", p->valid_from);
	cJSON_AddNumberToObject(what, "new", (double)p->new_price);
	cJSON_AddNumberToObject(what, "change", (double)p->change_price);
	cJSON_AddNumberToObject(what, "share", (double)p->share);
	cJSON_AddNumberToObject(what, "cap", (double)p->cap);
	cJSON_AddStringToObject(what, "decided_no", p->decided_no == NULL ? "" : p->decided_no);
	cJSON_AddStringToObject(what, "decided_on", p->decided_on == NULL ? "" : p->decided_on);
	cJSON_AddStringToObject(what, "source", p->source == NULL ? "" : p->source);
	return what;
}

const char *price_told(struct arena *arena, const struct campaign *campaign, const struct price *price)
{
	cJSON *what = about(arena, campaign, price);
	const char *text = json_print(arena, what);

	cJSON_Delete(what);
	return text;
}

/* One area that the campaign covers; of an officer's commune. */
static enum err find_area(struct db *db, struct price_change *c, const struct campaign *campaign, struct error *error)
{
	struct area_codes codes = { .head = &c->head, .text = c->area_code, .day = c->price.valid_from, .name = "area",
		.field = &c->field };
	const struct actor *actor = c->head.actor;
	struct area *areas;
	size_t count;
	enum err err = admin_find_areas(db, &codes, &areas, &count, error);

	if (err != ERR_OK)
		return err;
	if (count != 1)
		return admin_blame(&c->head, &c->field, "area", MSG_AREA_ONE, "", error);
	c->price.area = areas[0];
	c->price.area_id = areas[0].id;
	if (actor->role != ROLE_ADMIN && !area_in_scope(db, actor, areas[0].id))
		return admin_blame(&c->head, &c->field, "area", MSG_PRICE_AREA, areas[0].full_name, error);
	if (!campaign_covers_any(db, campaign->id, areas[0].id))
		return admin_blame(&c->head, &c->field, "area", MSG_TARGET_OUTSIDE, areas[0].full_name, error);
	return ERR_OK;
}

static enum err drop(struct db *db, struct price_change *c, struct error *error)
{
	struct price *rows;
	size_t count;
	enum err err = price_list_any(db, c->head.arena, c->price.campaign_id, &rows, &count, error);

	for (size_t i = 0; i < count && err == ERR_OK; i++) {
		if (rows[i].area_id == c->price.area_id && rows[i].role == c->price.role &&
		    strcmp(rows[i].valid_from, c->price.valid_from) == 0) {
			c->price = rows[i];
			return price_drop(db, rows[i].id, error);
		}
	}
	return err == ERR_OK ? admin_blame(&c->head, &c->field, "from", MSG_PRICE_NONE, "", error) : err;
}

static enum err price_task(struct db *db, void *arg, struct error *error)
{
	struct price_change *c = arg;
	const struct request_head *h = &c->head;
	struct campaign campaign;
	enum err err = campaign_by_id(db, h->arena, h->actor, c->price.campaign_id, &campaign, error);

	if (err == ERR_OK)
		err = find_area(db, c, &campaign, error);
	c->price.set_by = h->actor->user_id;
	c->price.set_at = h->now;
	if (err == ERR_OK)
		err = c->drop ? drop(db, c, error) : price_set(db, &c->price, error);
	return err == ERR_OK ? admin_record(db, &c->head, c->drop ? ACTION_PRICE_DROP : ACTION_PRICE_SET,
	                                    about(h->arena, &campaign, &c->price),
	                                    (struct thing){ THING_CAMPAIGN, campaign.id }, error)
	                     : err;
}

enum err workflow_set_price(struct price_change *change, struct error *error)
{
	return write_run(&change->head, price_task, change, error);
}
