/* The list of people to be surveyed: full_name, birth_date, sex, citizen_id, address, household_no, household_head,
 * area, source, category, note. Each commune of a table gets a version of its list. */
#include "base/memory.h"
#include "text/identity.h"
#include "text/label.h"
#include "text/messages.h"
#include "text/utf8.h"
#include "workflow/import/places.h"
#include "workflow/roster/roster_put.h"

enum { COMMUNES_MOST = 4096 };

/* The versions that this import began, by their communes. */
struct versions {
	size_t count;
	struct version { int64_t commune_id, list_id; int64_t task; } items[COMMUNES_MOST];
};

/* From judging to writing. */
struct listed {
	struct roster_facts facts;
	struct roster_place place;
	const char *blamed;
};

/* ---- facts ---- */

/* A code, or what it is called; 0: neither. */
static int read_named(struct import_work *work, const char *text, const struct codes *codes,
                      const char *(*label)(int value))
{
	const char *folded = utf8_fold_words(work->arena, text);
	int found = codes_find(codes, text);

	for (int i = 1; i < codes->count && found < 0; i++) {
		if (codes->texts[i] != NULL && strcmp(utf8_fold_words(work->arena, label(i)), folded) == 0)
			found = i;
	}
	return found < 0 ? 0 : found;
}

static const char *source_label(int value)
{
	return roster_source_label((enum roster_source)value);
}

static const char *category_label(int value)
{
	return roster_category_label((enum roster_category)value);
}

static int64_t read_sex(struct import_work *work, struct import_record *record)
{
	const struct field *sex = work->workflow->form->sex;
	const char *text = import_value(work, record, ROSTER_SEX);

	if (text == NULL)
		return 0;
	for (size_t i = 0; i < sex->option_count; i++) {
		const char *number = arena_print(work->arena, "%d", sex->options[i].value);
		if (strcmp(text, number) == 0 || strcmp(import_fold_head(work->arena, text),
		                                        import_fold_head(work->arena, sex->options[i].label)) == 0)
			return sex->options[i].value;
	}
	import_blame(work, record, ROSTER_SEX, MSG_IMPORT_NO_SEX, text, NULL);
	return 0;
}

static void read_codes(struct import_work *work, struct import_record *record, struct roster_facts *facts)
{
	const char *source = import_value(work, record, "source"), *category = import_value(work, record, "category");

	if (source != NULL)
		facts->source = (enum roster_source)read_named(work, source, &roster_source_codes, source_label);
	if (category != NULL)
		facts->category = (enum roster_category)read_named(work, category, &roster_category_codes, category_label);
	if (source != NULL && facts->source == 0)
		import_blame(work, record, "source", MSG_IMPORT_NO_SOURCE, source, NULL);
	if (category != NULL && facts->category == 0)
		import_blame(work, record, "category", MSG_IMPORT_NO_CATEGORY, category, NULL);
}

static enum err read_place(struct import_work *work, struct import_record *record, struct listed *l,
                           struct error *error)
{
	const char *text = import_value(work, record, "area");
	enum place_found found = PLACE_UNKNOWN;
	struct area area;

	if (text == NULL) {
		import_blame(work, record, "area", MSG_IMPORT_ROSTER_AREA, NULL, NULL);
		return ERR_OK;
	}
	enum err err = places_find(work, text, work->campaign->collect_from, &area, &found, error);
	if (err != ERR_OK)
		return err;
	if (found != PLACE_FOUND || strcmp(area.level, "hamlet") != 0) {
		import_blame(work, record, "area",
		             found == PLACE_SEVERAL  ? MSG_IMPORT_AREA_SEVERAL
		             : found == PLACE_FOUND ? MSG_IMPORT_NO_HAMLET
		                                    : MSG_IMPORT_AREA_UNKNOWN,
		             text, NULL);
		return ERR_OK;
	}
	l->facts.area_id = area.id;
	l->place.commune_id = area_commune_any(work->db, area.id);
	return ERR_OK;
}

static enum err read_listed(struct import_work *work, struct import_record *record, struct listed *l,
                            struct error *error)
{
	const char *number = import_value(work, record, ROSTER_CITIZEN_ID);
	const char *birth = import_value(work, record, ROSTER_BIRTH_DATE);
	struct date day;

	l->facts = (struct roster_facts){ .full_name = import_value(work, record, ROSTER_FULL_NAME), .birth_date = birth,
		.citizen_id = number == NULL ? NULL : identity_strip(work->arena, number),
		.address = import_value(work, record, "address"), .household_no = import_value(work, record, "household_no"),
		.household_head = import_value(work, record, "household_head"), .note = import_value(work, record, "note"),
		.sex = read_sex(work, record) };
	l->place = (struct roster_place){ .campaign_id = work->campaign->id, .actor = work->actor,
		.today = clock_today(&work->workflow->clock) };
	read_codes(work, record, &l->facts);
	if (l->facts.source == ROSTER_SOURCE_NONE)
		l->facts.source = ROSTER_POLICE;
	if (birth != NULL && !date_from_iso(birth, true, &day))
		import_blame(work, record, ROSTER_BIRTH_DATE, MSG_IMPORT_NOT_DAY, birth, NULL);
	return read_place(work, record, l, error);
}

/* ---- judging and writing ---- */

/* As rows of the list are told apart, whatever stands in which column. */
const char *import_key_roster(const struct import_work *work, const struct import_record *record)
{
	const char *number = import_value(work, record, ROSTER_CITIZEN_ID), *area = import_value(work, record, "area");
	const char *name = import_value(work, record, ROSTER_FULL_NAME);
	const char *birth = import_value(work, record, ROSTER_BIRTH_DATE);

	if (number != NULL)
		return number;
	return arena_print(work->arena, "%s|%s|%s", name == NULL ? "" : utf8_fold(work->arena, name),
	                   birth == NULL ? "" : birth, area == NULL ? "" : utf8_fold(work->arena, area));
}

enum err import_judge_roster(struct import_work *work, struct import_record *record, enum import_outcome *outcome,
                             struct error *error)
{
	static const enum import_outcome outcomes[] = { [ROSTER_PUT_NEW] = OUTCOME_NEW,
		[ROSTER_PUT_CHANGED] = OUTCOME_CHANGED, [ROSTER_PUT_SAME] = OUTCOME_SAME };
	struct listed *l = arena_alloc(work->arena, sizeof *l);
	struct request_head head = import_head(work);
	struct error why = { 0 };
	enum err err = read_listed(work, record, l, error);

	record->judged = l;
	if (err == ERR_OK && campaign_is_closed(work->campaign, l->place.today))
		import_blame_text(work, record, NULL, message_text(MSG_CAMPAIGN_IS_CLOSED));
	if (err != ERR_OK || record->fault_count > 0)
		return err;
	err = roster_judge(work->db, work->arena, &l->place, &l->facts, &l->blamed, &why);
	if (err == ERR_UNPROCESSABLE) {
		import_blame_text(work, record, l->blamed, why.message);
		return ERR_OK;
	}
	struct roster_row_put put = { .place = &l->place, .look = true, .facts = &l->facts };
	if (err == ERR_OK)
		err = roster_put(work->db, &head, &put, &why);
	if (err != ERR_OK) {
		*error = why;
		return err;
	}
	*outcome = outcomes[put.result];
	return ERR_OK;
}

/* The place of the commune among the versions. */
static struct version *version_of(struct import_work *work, int64_t commune_id)
{
	struct versions *versions = work->kept;

	if (versions == NULL)
		versions = work->kept = arena_alloc(work->kept_arena, sizeof *versions);
	for (size_t i = 0; i < versions->count; i++) {
		if (versions->items[i].commune_id == commune_id)
			return &versions->items[i];
	}
	if (versions->count == COMMUNES_MOST)
		return NULL;
	versions->items[versions->count].commune_id = commune_id;
	return &versions->items[versions->count++];
}

/* A transaction that was lost took the version with it that was begun in it. */
static bool is_there(struct import_work *work, const struct version *version)
{
	struct roster_list list;

	if (version->list_id == 0 || version->task == work->task)
		return version->list_id != 0;
	return roster_list_load_any(work->db, work->arena, version->list_id, &list, NULL) == ERR_OK &&
	       list.commune_id == version->commune_id && list.campaign_id == work->campaign->id && !list.ended;
}

/* The version of the commune's list that this import makes. */
static enum err list_of(struct import_work *work, struct listed *l, struct request_head *head, int64_t *list_id,
                        struct error *error)
{
	struct version *version = version_of(work, l->place.commune_id);

	if (version == NULL)
		return error_set(error, ERR_UNPROCESSABLE, message_text(MSG_TOO_LARGE), "lists of too many communes");
	*list_id = version->list_id;
	if (is_there(work, version))
		return ERR_OK;
	struct roster_list list = { .campaign_id = l->place.campaign_id, .commune_id = l->place.commune_id,
		.source = l->facts.source, .name = work->file, .whole = work->whole, .made_by = work->actor->user_id };
	enum err err = roster_list_open(work->db, head, &list, error);
	version->list_id = *list_id = list.id;
	version->task = work->task;
	return err;
}

enum err import_write_roster(struct import_work *work, struct import_record *record, struct error *error)
{
	struct listed *l = record->judged;
	struct request_head head = import_head(work);
	struct roster_row_put put = { .place = &l->place, .facts = &l->facts };
	enum err err = list_of(work, l, &head, &put.list_id, error);

	return err == ERR_OK ? roster_put(work->db, &head, &put, error) : err;
}

enum err import_finish_roster(struct import_work *work, struct error *error)
{
	struct versions *versions = work->kept;
	struct request_head head = import_head(work);
	enum err err = ERR_OK;

	for (size_t i = 0; versions != NULL && i < versions->count && err == ERR_OK; i++) {
		int64_t gone;
		err = roster_list_close(work->db, &head, versions->items[i].list_id, &gone, error);
	}
	return err;
}
