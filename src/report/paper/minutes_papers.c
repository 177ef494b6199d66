/* The paper of minutes (store/handover/minutes.h). */
#include "base/memory.h"
#include "report/paper/paper_type.h"
#include "store/handover/minutes.h"
#include "store/team/team.h"
#include "table/display.h"
#include "text/label.h"
#include "text/utf8.h"

struct telling {
	const struct paper_ask *ask;
	struct office office;
	const char *team;               /* of the commune */
	struct minutes minutes;
	struct minutes replaced;        /* id 0: none */
	struct minutes_item *items;
	size_t count;
	struct minutes_member *present;
	size_t present_count;
};

static enum err read_shown(struct db *db, const struct paper_ask *ask, struct telling *t, struct paper_shown *shown,
                           struct error *error)
{
	enum err err = minutes_load_any(db, ask->arena, ask->id, &t->minutes, error);

	t->ask = ask;
	if (err == ERR_OK && t->minutes.standing == MINUTES_IS_DROPPED)
		err = error_set(error, ERR_NOT_FOUND, message_text(MSG_NOT_FOUND), "minutes %lld were dropped",
		                (long long)ask->id);
	if (err == ERR_OK)
		err = minutes_items_any(db, ask->arena, ask->id, &t->items, &t->count, error);
	if (err != ERR_OK)
		return err;
	int64_t *ids = arena_array(ask->arena, t->count + 1, sizeof *ids);
	for (size_t i = 0; i < t->count; i++)
		ids[i] = t->items[i].sheet_id;
	*shown = (struct paper_shown){ ids, t->count, t->minutes.commune_id };
	return ERR_OK;
}

static enum err shown_of_minutes(struct db *db, const struct paper_ask *ask, struct paper_shown *shown,
                                 struct error *error)
{
	struct telling t;

	return read_shown(db, ask, &t, shown, error);
}

/* ---- parts ---- */

static const char *day_of(const struct telling *t, const char *iso)
{
	return display_day(t->ask->arena, iso);
}

static const char *sheets(const struct telling *t, int64_t count)
{
	return paper_sheets(t->ask, &t->office, count);
}

static const char *own_code(const struct telling *t, enum minutes_type type)
{
	return type == MINUTES_ACCEPTANCE ? t->office.code : t->office.team_code;
}

/* SECTION with the text, or the other section without. */
static void put_said(struct tmpl_dict *dict, const char *section, const char *key, const char *without,
                     const char *text)
{
	if (text == NULL)
		tmpl_show(dict, without);
	else
		tmpl_put(tmpl_add(dict, section), key, text);
}

static void put_replaces(const struct telling *t, struct tmpl_dict *dict)
{
	const struct minutes *old = &t->replaced;

	if (old->id == 0)
		return;
	struct tmpl_dict *section = tmpl_add(dict, "REPLACES");
	tmpl_put(section, "REPLACES_TEXT",
	         arena_print(t->ask->arena, "%02lld/%s-%s", (long long)old->number, message_text(MSG_PAPER_MINUTES_CODE),
	                     own_code(t, old->type)));
	tmpl_put(section, "REPLACES_DAY", paper_day_words(t->ask->arena, clock_day_of(old->issued_at)));
}

static void put_head(const struct telling *t, struct tmpl_dict *dict)
{
	const struct office_paper *paper = t->ask->issued;
	struct office office = t->office;
	const char *number = paper_number(t->ask, message_text(MSG_PAPER_MINUTES_CODE), own_code(t, t->minutes.type));

	if (t->minutes.type != MINUTES_ACCEPTANCE) {
		office.superior = office.name;
		office.name = t->team;
	}
	if (office.superior != NULL)
		tmpl_put(tmpl_add(dict, "SUPERIOR"), "SUPERIOR_NAME", paper_body(t->ask->arena, office.superior));
	tmpl_put(dict, "OFFICE", paper_body(t->ask->arena, office.name));
	tmpl_put(dict, "ABOUT", minutes_type_label(t->minutes.type));
	if (number != NULL)
		tmpl_put(tmpl_add(dict, "NUMBER"), "NUMBER_TEXT", number);
	if (paper == NULL)
		tmpl_show(dict, "DRAFT");
	put_replaces(t, dict);
	if (t->office.confirms && t->minutes.type != MINUTES_MEETING)
		tmpl_put(tmpl_add(dict, "CONFIRMED"), "CONFIRMED_BY",
		         message_with_one(t->ask->arena, MSG_PAPER_CONFIRMED_BY, utf8_upper(t->ask->arena, t->office.name)));
	if (paper == NULL || paper->event_hash == NULL)
		return;
	struct tmpl_dict *check = tmpl_add(dict, "CHECK");
	tmpl_put_int(check, "CHECK_ID", paper->event_id);
	tmpl_put(check, "CHECK_HASH", paper->event_hash);
}

static const char *name_of(const struct minutes_item *item)
{
	return item->full_name == NULL ? message_text(MSG_NO_NAME) : item->full_name;
}

static const char *paper_of(const struct telling *t, const struct minutes_item *item)
{
	return sheet_number(t->ask->arena, item->paper_no, item->sheet_id);
}

/* ---- acceptance ---- */

static bool same_reason(const struct minutes_item *a, const struct minutes_item *b)
{
	return strcmp(a->reason == NULL ? "" : a->reason, b->reason == NULL ? "" : b->reason) == 0;
}

/* How many were returned for each reason, in the order in which they come. */
static void put_reasons(const struct telling *t, struct tmpl_dict *dict)
{
	struct arena *arena = t->ask->arena;
	const struct minutes_item **firsts = arena_array(arena, t->count + 1, sizeof *firsts);
	int64_t *counts = arena_array(arena, t->count + 1, sizeof *counts);
	size_t kinds = 0;

	for (size_t i = 0; i < t->count; i++) {
		size_t at = 0;
		if (t->items[i].outcome != MINUTES_RETURNED)
			continue;
		while (at < kinds && !same_reason(firsts[at], &t->items[i]))
			at++;
		kinds += at == kinds;
		firsts[at] = firsts[at] == NULL ? &t->items[i] : firsts[at];
		counts[at]++;
	}
	if (kinds == 0)
		return;
	struct tmpl_dict *section = tmpl_add(dict, "REASONS");
	for (size_t i = 0; i < kinds; i++) {
		struct tmpl_dict *row = tmpl_add(section, "REASON");
		tmpl_put(row, "REASON_TEXT", firsts[i]->reason != NULL ? firsts[i]->reason : message_text(MSG_PAPER_NO_REASON));
		tmpl_put(row, "REASON_SHEETS", display_count(arena, counts[i]));
	}
}

static void put_acceptance(const struct telling *t, struct tmpl_dict *dict)
{
	const struct minutes *m = &t->minutes;
	struct tmpl_dict *section = tmpl_add(dict, "ACCEPTANCE"), *list = tmpl_add(dict, "LIST");

	tmpl_put(section, "PLACE", t->office.place);
	tmpl_put(section, "CAMPAIGN", m->campaign_name);
	tmpl_put(section, "ACCEPTED_ON", paper_day_words(t->ask->arena, paper_day(t->ask)));
	tmpl_show(section, m->member_id != 0 ? "MEMBER" : "HAMLET");
	tmpl_put(section, "GIVER", m->member_id != 0 ? m->member_name : m->area_name);
	tmpl_put(section, "TAKER", m->made_name);
	tmpl_put(section, "FIRST_DAY", day_of(t, m->first_day));
	tmpl_put(section, "LAST_DAY", day_of(t, m->last_day));
	tmpl_put(section, "SENT", sheets(t, m->sheets));
	tmpl_put(section, "PASSED", sheets(t, m->passed));
	tmpl_put(section, "RETURNED", sheets(t, m->returned));
	tmpl_put(section, "WAITING", sheets(t, m->waiting));
	put_reasons(t, section);
	for (size_t i = 0; i < t->count; i++) {
		const struct minutes_item *item = &t->items[i];
		struct tmpl_dict *row = tmpl_add(list, "SHEET");
		tmpl_put(row, "PAPER_NO", paper_of(t, item));
		tmpl_put(row, "FULL_NAME", name_of(item));
		tmpl_put(row, "BIRTH_DATE", day_of(t, item->birth_date));
		tmpl_put(row, "OUTCOME", minutes_outcome_label(item->outcome));
		tmpl_put(row, "NOTE", item->outcome == MINUTES_RETURNED && item->reason != NULL ? item->reason : "");
	}
}

/* ---- meeting ---- */

static void put_met(const struct telling *t, struct tmpl_dict *section)
{
	const struct minutes *m = &t->minutes;
	struct date day;

	bool known = m->held_on != NULL && date_from_iso(m->held_on, false, &day);
	tmpl_put(section, "HELD_ON", known ? paper_day_words(t->ask->arena, day) : "");
	tmpl_put(section, "BEGUN", m->begun);
	tmpl_put(section, "ENDED", m->ended);
	if (!known)
		tmpl_show(section, "NOT_HELD");
	if (m->begun == NULL)
		tmpl_show(section, "NO_BEGUN");
	if (m->ended == NULL)
		tmpl_show(section, "NO_ENDED");
	put_said(section, "VENUE_SAID", "VENUE", "NO_VENUE", m->place);
	put_said(section, "CHAIR_SAID", "CHAIR", "NO_CHAIR", m->chair);
	put_said(section, "SECRETARY_SAID", "SECRETARY", "NO_SECRETARY", m->secretary);
	put_said(section, "CONCLUSION_SAID", "CONCLUSION", "NO_CONCLUSION", m->conclusion);
	if (m->others != NULL)
		tmpl_put(tmpl_add(section, "OTHERS_SAID"), "OTHERS", m->others);
	for (size_t i = 0; i < t->present_count; i++)
		tmpl_put(tmpl_add(section, "PRESENT"), "PRESENT_NAME", t->present[i].name);
}

static void put_meeting(const struct telling *t, struct tmpl_dict *dict)
{
	const struct minutes *m = &t->minutes;
	struct tmpl_dict *section = tmpl_add(dict, "MEETING");
	struct tmpl_dict *passed = m->passed > 0 ? tmpl_add(dict, "PASSED_LIST") : NULL;
	struct tmpl_dict *returned = m->returned > 0 ? tmpl_add(dict, "RETURNED_LIST") : NULL;

	put_met(t, section);
	tmpl_put(section, "CAMPAIGN", m->campaign_name);
	tmpl_put(section, "MET", sheets(t, m->sheets));
	tmpl_put(section, "MET_PASSED", sheets(t, m->passed));
	tmpl_put(section, "MET_RETURNED", sheets(t, m->returned));
	for (size_t i = 0; i < t->count; i++) {
		const struct minutes_item *item = &t->items[i];
		bool good = item->outcome == MINUTES_PASSED;
		struct tmpl_dict *row = good ? tmpl_add(passed, "PASSED_SHEET") : tmpl_add(returned, "RETURNED_SHEET");
		tmpl_put(row, good ? "PASSED_PAPER" : "RETURNED_PAPER", paper_of(t, item));
		tmpl_put(row, good ? "PASSED_NAME" : "RETURNED_NAME", name_of(item));
		tmpl_put(row, good ? "PASSED_BIRTH" : "RETURNED_BIRTH", day_of(t, item->birth_date));
		if (!good)
			tmpl_put(row, "RETURNED_WHY", item->reason);
	}
}

/* ---- what stands on sheets ---- */

static const char *of_what(const struct telling *t)
{
	struct arena *arena = t->ask->arena;
	const struct minutes *m = &t->minutes;

	if (m->batch_id != 0)
		return message_with_one(arena, MSG_MINUTES_OF_BATCH, display_batch(arena, m->batch_number, m->batch_year));
	return m->member_id != 0 ? message_with_one(arena, MSG_MINUTES_OF_MEMBER, m->member_name) : m->area_name;
}

static void put_confirmation(const struct telling *t, struct tmpl_dict *dict)
{
	struct tmpl_dict *section = tmpl_add(dict, "CONFIRMATION"), *list = tmpl_add(dict, "STANDS_LIST");

	tmpl_put(section, "PLACE", t->office.place);
	tmpl_put(section, "CAMPAIGN", t->minutes.campaign_name);
	tmpl_put(section, "CONFIRMED_ON", paper_day_words(t->ask->arena, paper_day(t->ask)));
	tmpl_put(section, "CONFIRMER", t->team);
	tmpl_put(section, "OF_WHAT", of_what(t));
	tmpl_put(section, "LISTED", sheets(t, t->minutes.listed));
	for (size_t i = 0; i < t->count; i++) {
		const struct minutes_item *item = &t->items[i];
		struct tmpl_dict *row = tmpl_add(list, "STANDS");
		tmpl_put(row, "STANDS_PAPER", paper_of(t, item));
		tmpl_put(row, "STANDS_NAME", name_of(item));
		tmpl_put(row, "STANDS_BIRTH", day_of(t, item->birth_date));
		tmpl_put(row, "STANDS_ID", item->citizen_id);
		tmpl_put(row, "STANDS_ADDRESS", item->address);
	}
}

/* As its decision calls it. */
static enum err read_team(struct db *db, struct telling *t, struct error *error)
{
	struct arena *arena = t->ask->arena;
	struct team team;
	enum err err = team_of_any(db, arena, t->minutes.commune_id, &team, error);

	t->team = err == ERR_OK && team.name != NULL
	                  ? team.name
	                  : message_with_one(arena, MSG_PAPER_TEAM_NAME, utf8_lower_first(arena, t->minutes.commune_name));
	return err;
}

static enum err read_minutes(struct db *db, const struct paper_ask *ask, struct tmpl_dict *dict,
                             struct paper_shown *shown, struct error *error)
{
	static void (*const put[MINUTES_TYPE_COUNT])(const struct telling *, struct tmpl_dict *) = {
		[MINUTES_ACCEPTANCE] = put_acceptance, [MINUTES_MEETING] = put_meeting,
		[MINUTES_CONFIRMATION] = put_confirmation };
	struct telling t = { .ask = ask };
	enum err err = read_shown(db, ask, &t, shown, error);

	if (err == ERR_OK)
		err = minutes_present_any(db, ask->arena, ask->id, &t.present, &t.present_count, error);
	if (err == ERR_OK && t.minutes.replaces_id != 0)
		err = minutes_load_any(db, ask->arena, t.minutes.replaces_id, &t.replaced, error);
	if (err != ERR_OK)
		return err;
	office_read_any(db, ask->arena, t.minutes.commune_id, &t.office);
	err = read_team(db, &t, error);
	if (err != ERR_OK)
		return err;
	put_head(&t, dict);
	put[t.minutes.type](&t, dict);
	return ERR_OK;
}

static bool may_see(struct db *db, struct arena *arena, const struct actor *actor, int64_t id)
{
	struct minutes minutes;

	return minutes_load(db, arena, actor, id, &minutes, NULL) == ERR_OK &&
	       !(actor_is_masked(actor) && minutes_names_numbers(&minutes));
}

const struct paper_type minutes_paper = {
	.name = "minutes",
	.file = "bien-ban",
	.title = MSG_PAPER_MINUTES,
	.path = "/minutes/{id}",
	.formats = FORMAT_PAGE | FORMAT_PDF | FORMAT_DOCX,
	.issued_as = PAPER_MINUTES,
	.template = "paper/minutes.html",
	.may = may_see,
	.read = read_minutes,
	.shown = shown_of_minutes,
};
