#include "base/memory.h"
#include "store/campaign/area.h"
#include "text/identity.h"
#include "web/frame/text.h"
#include "web/frame/url.h"
#include "web/roster/roster.h"

enum { ADDRESS_LIMIT = 300, SHORT_LIMIT = 20, TEXT_LIMIT = 200 };

/* The source stands last but one and the campaign last: they are left out where they are not asked for. */
static const struct input inputs[] = {
	{ ROSTER_FULL_NAME, INPUT_TEXT, MSG_HEAD_NAME, 0, true, NAME_LIMIT },
	{ ROSTER_BIRTH_DATE, INPUT_TEXT, MSG_HEAD_BIRTH, MSG_ROSTER_BIRTH_HINT, true, SHORT_LIMIT },
	{ ROSTER_SEX, INPUT_CHOICE, MSG_HEAD_SEX, 0, false, 0 },
	{ ROSTER_CITIZEN_ID, INPUT_TEXT, MSG_HEAD_CITIZEN_ID, 0, false, SHORT_LIMIT },
	{ "area", INPUT_CHOICE, MSG_LEVEL_HAMLET, 0, true, 0 },
	{ "household_no", INPUT_TEXT, MSG_HEAD_HOUSEHOLD, 0, false, SHORT_LIMIT },
	{ "household_head", INPUT_TEXT, MSG_HEAD_HOUSEHOLD_HEAD, 0, false, NAME_LIMIT },
	{ "address", INPUT_TEXT, MSG_HEAD_ADDRESS, MSG_ROSTER_ADDRESS_HINT, false, ADDRESS_LIMIT },
	{ "category", INPUT_CHOICE, MSG_HEAD_CATEGORY, 0, false, 0 },
	{ "note", INPUT_TEXT, MSG_HEAD_NOTE, 0, false, TEXT_LIMIT },
	{ "source", INPUT_CHOICE, MSG_HEAD_ROSTER_SOURCE, 0, false, 0 },
	{ "campaign", INPUT_CHOICE, MSG_FILTER_CAMPAIGN, 0, true, 0 },
};

enum { OF_CAMPAIGN = 1, OF_SOURCE = 1 };

/* ---- what is offered ---- */

static const struct choice *offer(struct http_request *request, const struct admin_form *form,
                                  const struct input *input, size_t *count)
{
	const struct roster_form *f = form->offer_of;
	const struct { const char *name; const struct choice *items; size_t count; } offers[] = {
		{ "area", f->areas, f->area_count }, { "campaign", f->campaigns, f->campaign_count },
		{ "category", f->categories, ROSTER_CATEGORY_COUNT - 1 }, { "source", f->sources, ROSTER_SOURCE_COUNT - 1 },
		{ ROSTER_SEX, f->sexes, 2 },
	};

	(void)request;
	for (size_t i = 0; i < COUNT(offers); i++) {
		*count = offers[i].count;
		if (strcmp(offers[i].name, input->name) == 0)
			return offers[i].items;
	}
	*count = 0;
	return NULL;
}

enum err roster_form_read(struct db *db, struct http_request *request, struct roster_form *out, struct error *error)
{
	struct arena *arena = request->arena;
	struct area *areas;
	struct campaign *campaigns;
	size_t count = 0, campaign_count = 0;
	struct date day = clock_today(&web_app(request)->workflow.clock);
	char today[DATE_TEXT];

	date_to_iso(day, today);
	enum err err = area_hamlets(db, arena, web_actor(request), today, today, &areas, &count, error);
	if (err == ERR_OK)
		err = campaign_list(db, arena, web_actor(request), &campaigns, &campaign_count, error);
	out->areas = arena_array(arena, count + 2, sizeof *out->areas);
	out->campaigns = arena_array(arena, campaign_count + 1, sizeof *out->campaigns);
	for (size_t i = 0; i < count && err == ERR_OK; i++)
		out->areas[out->area_count++] = (struct choice){ web_id(request, areas[i].id), areas[i].full_name };
	for (size_t i = 0; i < campaign_count && err == ERR_OK; i++) {
		if (!campaign_is_closed(&campaigns[i], day))
			out->campaigns[out->campaign_count++] =
			    (struct choice){ web_id(request, campaigns[i].id), campaigns[i].name };
	}
	return err;
}

static struct choice *codes_offered(struct http_request *request, const struct codes *codes,
                                    const char *(*label)(int code))
{
	struct choice *items = arena_array(request->arena, (size_t)codes->count, sizeof *items);

	for (int i = 1; i < codes->count; i++)
		items[i - 1] = (struct choice){ codes->texts[i], label(i) };
	return items;
}

static const char *label_of_category(int code) { return roster_category_label((enum roster_category)code); }
static const char *label_of_source(int code) { return roster_source_label((enum roster_source)code); }

static void offer_sexes(struct http_request *request, struct roster_form *out)
{
	const struct field *field = web_app(request)->form->sex;

	out->sexes = arena_array(request->arena, 2, sizeof *out->sexes);
	for (int i = 0; i < 2; i++)
		out->sexes[i] = (struct choice){ web_id(request, i + 1), field->options[i].label };
}

/* ---- the form ---- */

/* His hamlet is offered though it has ended. */
static void offer_own_area(struct http_request *request, const struct roster_entry *entry, struct roster_form *out)
{
	const char *id = web_id(request, entry->facts.area_id);

	for (size_t i = 0; i < out->area_count; i++) {
		if (strcmp(out->areas[i].value, id) == 0)
			return;
	}
	if (entry->facts.area_id != 0)
		out->areas[out->area_count++] = (struct choice){ id, entry->area_name };
}

static void fill(struct http_request *request, const struct roster_entry *entry, struct roster_form *out)
{
	const struct roster_facts *f = &entry->facts;

	form_versioned(&out->form, entry->row_version, true);
	form_set(&out->form, ROSTER_FULL_NAME, f->full_name);
	form_set(&out->form, ROSTER_BIRTH_DATE, web_iso_day(request, f->birth_date));
	form_set(&out->form, ROSTER_SEX, f->sex == 0 ? NULL : web_id(request, f->sex));
	form_set(&out->form, ROSTER_CITIZEN_ID, f->citizen_id);
	form_set(&out->form, "area", f->area_id == 0 ? NULL : web_id(request, f->area_id));
	form_set(&out->form, "household_no", f->household_no);
	form_set(&out->form, "household_head", f->household_head);
	form_set(&out->form, "address", f->address);
	form_set(&out->form, "category", roster_category_code(f->category));
	form_set(&out->form, "note", f->note);
	form_set(&out->form, "source", roster_source_code(f->source));
}

void roster_form_begin(struct http_request *request, const struct roster_entry *entry, struct roster_form *out)
{
	size_t count = COUNT(inputs);

	if (entry != NULL || out->campaign_count <= 1)
		count -= OF_CAMPAIGN;
	out->choices_kept = roster_keeps(request);
	if (!out->choices_kept)
		count = COUNT(inputs) - OF_CAMPAIGN - OF_SOURCE;
	out->categories = codes_offered(request, &roster_category_codes, label_of_category);
	out->sources = codes_offered(request, &roster_source_codes, label_of_source);
	offer_sexes(request, out);
	if (entry != NULL)
		offer_own_area(request, entry, out);
	out->form = (struct admin_form){
		.id = "row",
		.title = entry == NULL ? MSG_ROSTER_NEW_PERSON : MSG_ROSTER_EDIT,
		.button = entry == NULL ? MSG_ROSTER_ADD : MSG_SAVE,
		.action = entry == NULL ? "/roster" : thing_url(request, (struct thing){ THING_ROSTER, entry->id }),
		.inputs = inputs, .count = count, .offer = offer, .offer_of = out,
	};
	if (entry != NULL)
		fill(request, entry, out);
}

static const char *birth_of(struct http_request *request, const char *typed)
{
	struct date birth;

	if (typed == NULL || !date_from_typed(typed, true, &birth))
		return NULL;
	char *iso = arena_alloc(request->arena, DATE_TEXT);
	date_to_iso(birth, iso);
	return iso;
}

void roster_form_take(struct http_request *request, struct roster_form *form, struct roster_edit *edit)
{
	struct admin_form *f = &form->form;

	form_read(request, f);
	const char *number = form_text(f, ROSTER_CITIZEN_ID), *birth = form_text(f, ROSTER_BIRTH_DATE);
	const char *category = form_text(f, "category"), *source = form_text(f, "source");
	int found = codes_find(&roster_source_codes, source), why = codes_find(&roster_category_codes, category);
	edit->head = web_head(request);
	edit->row_version = f->shown_version;
	edit->campaign_id = form_number(f, "campaign", 0);
	edit->facts = (struct roster_facts){ .full_name = form_text(f, ROSTER_FULL_NAME),
		.birth_date = birth_of(request, birth),
		.citizen_id = number == NULL ? NULL : identity_strip(request->arena, number),
		.address = form_text(f, "address"), .household_no = form_text(f, "household_no"),
		.household_head = form_text(f, "household_head"), .note = form_text(f, "note"),
		.sex = form_number(f, ROSTER_SEX, 0), .area_id = form_number(f, "area", 0),
		.source = found > 0 ? (enum roster_source)found : ROSTER_MEMBER,
		.category = why > 0 ? (enum roster_category)why : ROSTER_CATEGORY_NONE };
	if (birth != NULL && edit->facts.birth_date == NULL && form_error(f, ROSTER_BIRTH_DATE) == NULL)
		form_blame(f, ROSTER_BIRTH_DATE, message_text(MSG_INPUT_NO_DAY));
}
