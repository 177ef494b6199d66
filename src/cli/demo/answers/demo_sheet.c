#include "cli/demo/answers/demo_sheet.h"

#include "base/memory.h"
#include "cli/demo/answers/fault.h"

static const char *const field_names[DEMO_FIELDS] = {
	[F_AREA] = "area_id", [F_NAME] = "full_name", [F_BIRTH] = "birth_date", [F_SEX] = "sex", [F_ID] = "citizen_id",
	[F_NO_ID] = "no_id_reason", [F_INSURANCE_NO] = "social_insurance_no", [F_PERMANENT] = "permanent_address",
	[F_CURRENT] = "current_address", [F_DISABLED] = "priority_disabled", [F_POOR] = "priority_poor",
	[F_NEAR_POOR] = "priority_near_poor", [F_LAND] = "priority_land_recovered", [F_MERIT] = "priority_merit_relative",
	[F_MINORITY] = "priority_ethnic_minority", [F_GROUP] = "ethnic_group", [F_EDUCATION] = "general_education",
	[F_QUALIFICATION] = "qualification", [F_TRAINING] = "training_field", [F_ACTIVITY] = "activity_status",
	[F_INACTIVE] = "inactive_reason", [F_POSITION] = "employment_position", [F_OCCUPATION] = "occupation",
	[F_INSURANCE] = "social_insurance", [F_CONTRACT] = "labour_contract", [F_CONTRACT_START] = "contract_start",
	[F_EMPLOYER] = "employer_name", [F_WORKPLACE] = "workplace_type", [F_WORKPLACE_ADDRESS] = "workplace_address",
	[F_INDUSTRY] = "industry", [F_UNEMPLOYED] = "unemployed_history", [F_DURATION] = "unemployment_duration",
	[F_COLLECTED] = "collected_on", [F_INFORMANT] = "informant_name", [F_PAPER] = "paper_no",
		[F_METHOD] = "collection_method",
	[F_KIND] = "kind", [F_SOURCE] = "change_source",
};

const char *demo_field_name(enum demo_field field)
{
	return field_names[field];
}

static void find_places(struct demo_draw *draw)
{
	const struct demo_geo *geo = draw->demo->geo;
	int hamlet = draw->slot->hamlet;

	draw->hamlet = &geo->areas[hamlet];
	draw->commune = &geo->areas[demo_area_above(geo, hamlet, "commune")];
	draw->district = &geo->areas[demo_area_above(geo, hamlet, "district")];
	draw->province = &geo->areas[demo_area_above(geo, hamlet, "province")];
}

static void draw_priorities(struct demo_draw *draw)
{
	static const uint16_t poor[LIVING_COUNT] = { 8, 25, 28, 30, 140 }, near_poor[LIVING_COUNT] = { 18, 42, 45, 48,
		160 };
	uint32_t of_1000 = prng_below(&draw->prng, 1000);
	enum demo_living living = draw->commune->living;

	if (of_1000 < poor[living])
		draw->typed[F_POOR] = "1";
	else if (of_1000 < (uint32_t)poor[living] + near_poor[living])
		draw->typed[F_NEAR_POOR] = "1";
	if (prng_chance(&draw->prng, 9))
		draw->typed[F_DISABLED] = "1";
	if (prng_chance(&draw->prng, 12))
		draw->typed[F_LAND] = "1";
	if (prng_chance(&draw->prng, 30))
		draw->typed[F_MERIT] = "1";
}

/* The number on the paper: "PS-000123", counted through the campaign. */
static const char *paper_number(const struct demo_draw *draw)
{
	const char *code = draw->campaign->code;

	return arena_print(draw->arena, "%.*s-%06u", (int)strcspn(code, "-"), code,
	                   (unsigned)(draw->slot - draw->demo->slots) - draw->campaign->first + 1);
}

static void draw_kind(struct demo_draw *draw)
{
	bool added = prng_chance(&draw->prng, 4);

	draw->typed[F_KIND] = draw->slot->link == LINK_CHANGE ? "2" : added && !draw->slot->linked ? "3" : "1";
	if (draw->typed[F_KIND][0] == '2')
		draw->typed[F_SOURCE] = "1";
	else if (draw->typed[F_KIND][0] == '3')
		draw->typed[F_SOURCE] = "5";
}

static void draw_foot(struct demo_draw *draw)
{
	static const uint16_t methods[] = { 6, 70, 19, 5 };
	size_t method = prng_weighted(&draw->prng, methods, COUNT(methods));
	char shown[DATE_TEXT];

	date_to_shown(draw->collected, shown);
	draw->typed[F_COLLECTED] = arena_text(draw->arena, shown);
	if (method > 0)
		draw->typed[F_METHOD] = demo_number_text(draw->arena, (int64_t)method);
	draw->typed[F_INFORMANT] = draw->typed[F_NAME];
	if (method == 2 || draw->age < 17)
		draw->typed[F_INFORMANT] = demo_name(draw->demo->book, draw->arena, prng_chance(&draw->prng, 550),
		                                     prng_between(&draw->prng, 1958, 1988), &draw->prng);
	if (prng_chance(&draw->prng, 930))
		draw->typed[F_PAPER] = paper_number(draw);
	draw_kind(draw);
}

void demo_draw(const struct demo *demo, const struct demo_jobs *jobs, uint32_t index, struct arena *arena,
               struct demo_draw *out)
{
	const struct demo_slot *slot = &demo->slots[index];

	*out = (struct demo_draw){ .demo = demo, .slot = slot, .campaign = demo_campaign_of(demo, slot), .jobs = jobs,
		.arena = arena, .prng = prng_make(demo->seed, STREAM_PERSON, slot->person),
		.collected = date_from_days(slot->collected) };
	if (slot->fault != 0)
		out->wish = demo_fault_wish(slot->fault);
	find_places(out);
	out->typed[F_AREA] = demo_number_text(arena, out->hamlet->id);
	draw_identity(out);
	draw_addresses(out);
	draw_priorities(out);
	draw_learning(out);
	if (slot->link == LINK_CHANGE)
		out->prng = prng_make(demo->seed, STREAM_SHEET, index);
	draw_work(out);
	draw_foot(out);
	if (slot->fault != 0)
		demo_fault_do(slot->fault, out);
}

void demo_answers(const struct demo_draw *draw, const struct form *form, struct answers *out)
{
	answers_init(out, form, draw->arena);
	for (int i = 0; i < DEMO_FIELDS; i++) {
		int field = form_find(form, field_names[i]);
		if (draw->typed[i] != NULL)
			answer_from_typed(draw->arena, &form->fields[field], &draw->typed[i], 1, &out->items[field]);
	}
	out->items[form_find(form, "area_id")].text = draw->hamlet->code;
	answers_settle(out);
}
