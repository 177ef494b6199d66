#include "workflow/admin/admin_member.h"

#include "base/memory.h"
#include "store/campaign/campaign.h"
#include "text/messages.h"
#include "text/utf8.h"
#include "workflow/admin/admin_task.h"
#include "workflow/write.h"

static enum err find_member(struct db *db, const struct request_head *head, int64_t id, struct member_row *out,
                            struct error *error)
{
	enum err err = member_load(db, head->arena, head->actor, id, out, error);

	return err == ERR_NOT_FOUND ? error_set(error, err, message_text(MSG_NOT_FOUND), "no member %lld", (long long)id)
	                            : err;
}

/* ---- judging ---- */

bool member_is_phone(const char *text)
{
	size_t digits = 0;

	for (const char *at = text; *at != '\0'; at++) {
		if (*at >= '0' && *at <= '9')
			digits++;
		else if (strchr(" .-", *at) == NULL && (*at != '+' || at != text))
			return false;
	}
	return digits >= 8 && digits <= 15;
}

bool member_is_account(const char *text)
{
	static const char signs[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz ";
	size_t length = strlen(text);

	return length >= 6 && length <= 24 && strspn(text, signs) == length;
}

static bool has_area(const struct member_row *row, int64_t area_id)
{
	for (size_t i = 0; i < row->area_count; i++) {
		if (row->areas[i].area_id == area_id)
			return true;
	}
	return false;
}

/* Hamlets and communes of the actor; what he had stays his. */
static enum err judge_areas(struct db *db, struct member_change *c, const struct member_row *before,
                            struct area **areas, struct error *error)
{
	const struct request_head *h = &c->head;

	*areas = arena_array(h->arena, c->area_count + 1, sizeof **areas);
	for (size_t i = 0; i < c->area_count; i++) {
		struct area *area = &(*areas)[i];
		bool known = area_by_id_any(db, h->arena, c->areas[i], area, NULL) == ERR_OK;
		bool fits = known && (strcmp(area->level, "hamlet") == 0 || area_keeps_sheets_any(db, area->id));
		if (!fits || (!has_area(before, area->id) && !area_in_scope(db, h->actor, area->id)))
			return admin_blame(h, &c->field, "areas", MSG_MEMBER_AREA, "", error);
	}
	return c->area_count > 0 ? ERR_OK : admin_blame(h, &c->field, "areas", MSG_MEMBER_NEEDS_AREA, "", error);
}

static bool has_ended(const struct member *member, const char *today)
{
	return member->active_to != NULL && strcmp(member->active_to, today) < 0;
}

/* Somebody of the name in the communes of the actor, who has not ended. */
static enum err judge_name(struct db *db, struct member_change *c, struct error *error)
{
	const struct request_head *h = &c->head;
	const char *name = utf8_fold(h->arena, c->member.full_name);
	struct member_row *rows;
	char today[DATE_TEXT];
	size_t count;
	enum err err = member_list(db, h->arena, h->actor, 0, &rows, &count, error);

	date_to_iso(clock_today(&h->workflow->clock), today);
	for (size_t i = 0; i < count && err == ERR_OK; i++) {
		const struct member *other = &rows[i].member;
		if (other->id == c->member.id || has_ended(other, today) ||
		    strcmp(utf8_fold(h->arena, other->full_name), name) != 0)
			continue;
		const char *at = rows[i].area_count == 0 ? "" : rows[i].areas[0].name;
		const char *told = arena_print(h->arena, "%s%s%s%s%s", other->full_name, at[0] == '\0' ? "" : ", ", at,
		                               other->body == NULL ? "" : ", ", other->body == NULL ? "" : other->body);
		return admin_blame(h, &c->field, "full_name", MSG_MEMBER_SAME_NAME, told, error);
	}
	return err;
}

/* ---- the account that is his ---- */

/* A user who has one of the actor's areas. */
static bool is_near(struct db *db, const struct actor *actor, const struct user *user)
{
	for (size_t i = 0; i < user->area_count; i++) {
		if (area_in_scope(db, actor, user->areas[i]))
			return true;
	}
	return false;
}

/* A member was made with the account: it gives way, unless something stands under it. */
static enum err link_account(struct db *db, struct member_change *c, const struct member_row *before,
                             struct error *error)
{
	const struct request_head *h = &c->head;
	struct user user;

	if (c->username == NULL || before->member.user_id != 0)
		return ERR_OK;
	enum err err = user_by_name(db, h->arena, c->username, &user, error);
	if (err == ERR_NOT_FOUND || (err == ERR_OK && !is_near(db, h->actor, &user)))
		return admin_blame(h, &c->field, "username", MSG_MEMBER_NO_ACCOUNT, c->username, error);
	if (err != ERR_OK)
		return err;
	if ((ROLE_BIT(user.role) & ROLES_WRITERS) == 0)
		return admin_blame(h, &c->field, "username", MSG_MEMBER_ACCOUNT_ROLE, c->username, error);
	int64_t other = member_of_user_any(db, user.id);
	if (other != 0 && member_is_named_any(db, other))
		return admin_blame(h, &c->field, "username", MSG_MEMBER_ACCOUNT_TAKEN, c->username, error);
	if (other != 0)
		err = member_drop(db, other, error);
	return err == ERR_OK ? member_link(db, c->member.id, user.id, error) : err;
}

/* ---- writing ---- */

static enum err write_member(struct db *db, struct member_change *c, struct error *error)
{
	struct member *member = &c->member;
	enum err err = member->id == 0
	                   ? member_add(db, member, c->areas, c->area_count, &member->id, error)
	                   : member_change(db, member, error);

	if (err == ERR_OK)
		err = member_set_areas(db, c->head.actor, member->id, c->areas, c->area_count, error);
	if (err == ERR_OK)
		err = member_set_payment(db, member->id, c->payment.citizen_id, c->payment.bank, c->payment.account, error);
	return err;
}

static void tell(cJSON *what, const char *name, const char *value)
{
	if (value != NULL)
		cJSON_AddStringToObject(what, name, value);
}

/* The history does not tell what stands for payment, nor the phone. */
static enum err record(struct db *db, struct member_change *c, bool new, const struct area *areas, struct error *error)
{
	cJSON *what = cJSON_CreateObject();

	tell(what, "full_name", c->member.full_name);
	tell(what, "body", c->member.body);
	tell(what, "areas", admin_area_list(c->head.arena, areas, c->area_count));
	tell(what, "trained_on", c->member.trained_on);
	tell(what, "from", c->member.active_from);
	tell(what, "to", c->member.active_to);
	tell(what, "user", c->username);
	return admin_record(db, &c->head, new ? ACTION_MEMBER_ADD : ACTION_MEMBER_CHANGE, what,
	                    (struct thing){ THING_MEMBER, c->member.id }, error);
}

enum err admin_member_task(struct db *db, void *arg, struct error *error)
{
	struct member_change *c = arg;
	struct member_row before = { .area_count = 0 };
	struct area *areas;
	bool new = c->member.id == 0;
	enum err err = new ? ERR_OK : find_member(db, &c->head, c->member.id, &before, error);

	if (err == ERR_OK && !new)
		err = admin_judge_version(c->member.row_version, before.member.row_version, error);
	if (err != ERR_OK)
		return err;
	if (before.member.user_id != 0)
		c->member.full_name = before.member.full_name;
	else if (!c->meant && (new || strcmp(c->member.full_name, before.member.full_name) != 0))
		err = judge_name(db, c, error);
	if (err == ERR_OK)
		err = judge_areas(db, c, &before, &areas, error);
	if (err == ERR_OK)
		err = write_member(db, c, error);
	if (err == ERR_OK)
		err = link_account(db, c, &before, error);
	return err == ERR_OK ? record(db, c, new, areas, error) : err;
}

enum err admin_save_member(struct member_change *change, struct error *error)
{
	return write_run(&change->head, admin_member_task, change, error);
}

/* ---- an account that is not his ---- */

static enum err part_task(struct db *db, void *arg, struct error *error)
{
	struct member_parting *p = arg;
	struct member_row row;
	enum err err = find_member(db, &p->head, p->member_id, &row, error);

	if (err == ERR_OK)
		err = admin_judge_version(p->row_version, row.member.row_version, error);
	if (err == ERR_OK && row.member.own_name == NULL)
		return error_set(error, ERR_CONFLICT, message_text(MSG_MEMBER_NOT_LINKED), "no account was linked");
	row.member.full_name = p->full_name;
	if (err == ERR_OK)
		err = member_unlink(db, &row.member, error);
	if (err != ERR_OK)
		return err;
	cJSON *what = cJSON_CreateObject();
	tell(what, "full_name", p->full_name);
	tell(what, "user", row.member.username);
	tell(what, "reason", p->reason);
	return admin_record(db, &p->head, ACTION_MEMBER_UNLINK, what, (struct thing){ THING_MEMBER, p->member_id }, error);
}

enum err admin_part_member(struct member_parting *parting, struct error *error)
{
	return write_run(&parting->head, part_task, parting, error);
}

/* ---- what he is to bring ---- */

static enum err target_task(struct db *db, void *arg, struct error *error)
{
	struct member_order *o = arg;
	struct member_row row;
	struct campaign campaign;
	enum err err = find_member(db, &o->head, o->member_id, &row, error);

	if (err == ERR_OK)
		err = admin_judge_version(o->row_version, row.member.row_version, error);
	if (err != ERR_OK)
		return err;
	err = campaign_by_id(db, o->head.arena, o->head.actor, o->campaign_id, &campaign, error);
	if (err == ERR_NOT_FOUND)
		return admin_blame(&o->head, &o->field, "campaign", MSG_INPUT_NO_CHOICE, "", error);
	if (err == ERR_OK)
		err = member_target_set(db, row.member.id, campaign.id, o->sheets, o->due_on, error);
	if (err != ERR_OK)
		return err;
	cJSON *what = cJSON_CreateObject();
	tell(what, "full_name", row.member.full_name);
	tell(what, "campaign", campaign.code);
	cJSON_AddNumberToObject(what, "sheets", (double)o->sheets);
	tell(what, "due_on", o->due_on);
	return admin_record(db, &o->head, ACTION_MEMBER_TARGET, what, (struct thing){ THING_MEMBER, row.member.id },
	                    error);
}

enum err admin_set_member_target(struct member_order *order, struct error *error)
{
	return write_run(&order->head, target_task, order, error);
}

/* ---- the decision ---- */

static enum err judge_team(struct db *db, struct team_change *c, struct error *error)
{
	struct team before;
	enum err err = team_of_any(db, c->head.arena, c->team.commune_id, &before, error);

	return err == ERR_OK ? admin_judge_version(c->team.row_version, before.row_version, error) : err;
}

static enum err team_task(struct db *db, void *arg, struct error *error)
{
	struct team_change *c = arg;
	struct area commune;
	struct member_row keeper = { .area_count = 0 };
	enum err err = area_by_id_any(db, c->head.arena, c->team.commune_id, &commune, error);

	if (err == ERR_OK && (!area_in_scope(db, c->head.actor, commune.id) || !area_keeps_sheets_any(db, commune.id)))
		err = ERR_NOT_FOUND;
	if (err == ERR_NOT_FOUND)
		return error_set(error, err, message_text(MSG_NOT_FOUND), "no commune of the actor");
	if (err == ERR_OK)
		err = judge_team(db, c, error);
	if (err == ERR_OK && c->team.keeper_id != 0)
		err = member_load(db, c->head.arena, c->head.actor, c->team.keeper_id, &keeper, error);
	if (err == ERR_NOT_FOUND)
		return admin_blame(&c->head, &c->field, "keeper", MSG_INPUT_NO_CHOICE, "", error);
	if (err == ERR_OK)
		err = team_set(db, &c->team, error);
	if (err != ERR_OK)
		return err;
	cJSON *what = cJSON_CreateObject();
	tell(what, "area", admin_area_list(c->head.arena, &commune, 1));
	tell(what, "team", c->team.name);
	tell(what, "decision_no", c->team.decision_no);
	tell(what, "decided_on", c->team.decided_on);
	tell(what, "keeper", keeper.member.full_name);
	return admin_record(db, &c->head, ACTION_TEAM_CHANGE, what, (struct thing){ THING_NONE, 0 }, error);
}

enum err admin_save_team(struct team_change *change, struct error *error)
{
	return write_run(&change->head, team_task, change, error);
}
