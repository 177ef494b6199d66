#include "workflow/place.h"

#include "store/campaign/area.h"
#include "store/team/member.h"
#include "text/messages.h"

static struct answer *area_answer(const struct answers *answers)
{
	return answers_at(answers, answers->form->hamlet);
}

static bool stands_already(const struct sheet *before, int64_t area_id)
{
	const struct answer *old = before == NULL ? NULL : area_answer(&before->answers);

	return old != NULL && old->state == ANSWER_VALID && old->number == area_id;
}

static void refuse_area(struct arena *arena, struct answer *area)
{
	const char *raw = arena_print(arena, "%lld", (long long)area->number);

	*area = (struct answer){ .state = ANSWER_BAD, .fault = FAULT_VALUE, .raw = raw };
}

struct place {
	struct area area;               /* of level hamlet, when one is chosen */
	struct area_above above;        /* the hamlet, or the commune while none is chosen */
};

/* A hamlet of the actor's scope, or the one that stands there; its code is filled in. */
static void check_area(struct db *db, struct save_request *r, const struct sheet *before, struct place *place)
{
	struct answer *area = area_answer(&r->answers);

	if (area->state != ANSWER_VALID)
		return;
	bool known = area_by_id_any(db, r->head.arena, area->number, &place->area, NULL) == ERR_OK &&
	             strcmp(place->area.level, "hamlet") == 0;
	if (known)
		area_above_any(db, area->number, &place->above);
	if (known && (stands_already(before, area->number) || area_above_is_own(db, r->head.actor, &place->above)))
		area->text = place->area.code;
	else
		refuse_area(r->head.arena, area);
}

/* The commune that keeps the sheet: that of its hamlet, or the actor's own while no hamlet is chosen. */
static enum err find_commune(struct db *db, struct save_request *r, struct place *place, struct error *error)
{
	const struct actor *actor = r->head.actor;
	int64_t *commune_id = &r->sheet.commune_id;

	if (area_answer(&r->answers)->state == ANSWER_VALID)
		*commune_id = place->above.commune_id;
	else if (*commune_id == 0 && actor->area_count > 0)
		*commune_id = area_commune_any(db, actor->areas[0]);
	if (*commune_id == 0)
		return error_set(error, ERR_UNPROCESSABLE, message_text(MSG_NO_COMMUNE), "no commune for the sheet");
	if (area_answer(&r->answers)->state != ANSWER_VALID)
		area_above_any(db, *commune_id, &place->above);
	return ERR_OK;
}

/* The campaign that a sheet stands in: it stays there when nothing new is collected any more; *stays is false where it
 * is to go to another, or lies outside. ERR_CONFLICT: the campaign is closed. */
static enum err stay(struct db *db, struct save_request *r, const struct place *place, struct campaign *out,
                     bool *stays, struct error *error)
{
	struct date today = clock_today(&r->head.workflow->clock);
	int64_t stood = r->sheet.campaign_id;

	*stays = false;
	if (stood == 0)
		return ERR_OK;
	enum err err = campaign_by_id_any(db, r->head.arena, stood, out, error);
	if (err != ERR_OK)
		return err;
	if (campaign_is_closed(out, today))
		return error_set(error, ERR_CONFLICT, message_text(MSG_CAMPAIGN_IS_CLOSED), "campaign %s is closed",
		                 out->code);
	*stays = (r->campaign_id == 0 || r->campaign_id == stood) && campaign_covers_any(db, stood, place->above.ids[0]);
	return ERR_OK;
}

/* The campaign that it stands in; for a new sheet the one asked for if it collects and covers the area, else the only
 * one that does. */
static enum err find_campaign(struct db *db, struct save_request *r, const struct place *place, struct campaign *out,
                              struct error *error)
{
	int64_t asked = r->campaign_id != 0 ? r->campaign_id : r->sheet.campaign_id;
	struct campaign *open;
	size_t count;
	bool stays;
	enum err err = stay(db, r, place, out, &stays, error);

	if (err != ERR_OK || stays)
		return err;
	err = campaign_covering_any(db, r->head.arena, &place->above, clock_today(&r->head.workflow->clock), &open, &count,
	                            error);

	if (err != ERR_OK)
		return err;
	if (count == 0)
		return error_set(error, ERR_UNPROCESSABLE, message_text(MSG_NO_CAMPAIGN), "no open campaign covers the area");
	for (size_t i = 0; i < count; i++) {
		if (open[i].id == asked || (asked == 0 && count == 1)) {
			*out = open[i];
			return ERR_OK;
		}
	}
	return error_set(error, ERR_UNPROCESSABLE, message_text(MSG_WHICH_CAMPAIGN), "campaign not open here, or not said");
}

/* Hamlets are chosen from those that exist on some day of the collecting. */
static void check_validity(struct save_request *r, const struct sheet *before, const struct area *found,
                           const struct campaign *campaign)
{
	struct answer *area = area_answer(&r->answers);
	bool ended = found->valid_to != NULL && strcmp(found->valid_to, campaign->collect_from) < 0;
	bool later = campaign->collect_to != NULL && strcmp(found->valid_from, campaign->collect_to) > 0;

	if ((ended || later) && !stands_already(before, area->number))
		refuse_area(r->head.arena, area);
}

/* The member named if they may be (in the Tổ on that day or later), the one who stands there when nobody was asked for;
 * an enumerator's own sheets are theirs. */
static enum err find_enumerator(struct db *db, struct save_request *r, const char *day, struct error *error)
{
	struct sheet *sheet = &r->sheet;
	struct member *writers;
	size_t count;

	if (r->enumerator_id == ENUMERATOR_KEEP && (sheet->id != 0 || r->head.actor->role != ROLE_ENUMERATOR))
		return ERR_OK;
	if (r->head.actor->role == ROLE_ENUMERATOR) {
		sheet->enumerator_id = r->head.actor->member_id;
		sheet->enumerator_user_id = r->head.actor->user_id;
		sheet->enumerator_name = r->head.actor->full_name;
		return ERR_OK;
	}
	if (r->enumerator_id == sheet->enumerator_id)
		return ERR_OK;
	sheet->enumerator_id = sheet->enumerator_user_id = 0;
	sheet->enumerator_name = NULL;
	if (r->enumerator_id == 0)
		return ERR_OK;
	enum err err = member_list_writers(db, r->head.arena, sheet->commune_id, day, &writers, &count, error);
	for (size_t i = 0; err == ERR_OK && i < count; i++) {
		if (writers[i].id != r->enumerator_id)
			continue;
		sheet->enumerator_id = writers[i].id;
		sheet->enumerator_user_id = writers[i].user_id;
		sheet->enumerator_name = writers[i].told;
		return ERR_OK;
	}
	return err != ERR_OK
	           ? err
	           : error_set(error, ERR_UNPROCESSABLE, message_text(MSG_NO_ENUMERATOR_HERE), "no such enumerator");
}

enum err place_sheet(struct db *db, struct save_request *request, const struct sheet *before, struct campaign *campaign,
                     struct error *error)
{
	struct place place;

	check_area(db, request, before, &place);
	enum err err = find_commune(db, request, &place, error);
	if (err == ERR_OK)
		err = find_campaign(db, request, &place, campaign, error);
	if (err != ERR_OK)
		return err;
	if (area_answer(&request->answers)->state == ANSWER_VALID)
		check_validity(request, before, &place.area, campaign);
	request->sheet.campaign_id = campaign->id;
	return find_enumerator(db, request, campaign->collect_from, error);
}
