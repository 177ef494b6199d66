#include "workflow/roster/roster_put.h"

#include "base/buf.h"
#include "base/memory.h"
#include "store/campaign/area.h"
#include "text/identity.h"
#include "text/messages.h"
#include "text/name.h"
#include "text/utf8.h"
#include "workflow/admin/admin_task.h"

enum { OLDEST = 120, NAMES_TEXT = 200, NAME_MOST = 100, ADDRESS_MOST = 300, TEXT_MOST = 200, COUNT_TEXT = 16 };

/* The texts of the facts, by their columns. */
static const struct { const char *name; size_t at; size_t most; } texts[] = {
	{ ROSTER_FULL_NAME, offsetof(struct roster_facts, full_name), NAME_MOST },
	{ ROSTER_BIRTH_DATE, offsetof(struct roster_facts, birth_date), DATE_TEXT },
	{ ROSTER_CITIZEN_ID, offsetof(struct roster_facts, citizen_id), TEXT_MOST },
	{ "address", offsetof(struct roster_facts, address), ADDRESS_MOST },
	{ "household_no", offsetof(struct roster_facts, household_no), TEXT_MOST },
	{ "household_head", offsetof(struct roster_facts, household_head), NAME_MOST },
	{ "note", offsetof(struct roster_facts, note), TEXT_MOST },
};

static const char *text_of(const struct roster_facts *facts, size_t i)
{
	const char *text;

	memcpy(&text, (const char *)facts + texts[i].at, sizeof text);
	return text;
}

static void set_text(struct roster_facts *facts, size_t i, const char *text)
{
	memcpy((char *)facts + texts[i].at, &text, sizeof text);
}

/* ---- judging ---- */

static enum err blame(const char **field, const char *name, enum message message, struct error *error)
{
	*field = name;
	return error_set(error, ERR_UNPROCESSABLE, message_text(message), "input %s", name);
}

static enum err judge_texts(struct arena *arena, const struct roster_facts *facts, const char **field,
                            struct error *error)
{
	for (size_t i = 0; i < COUNT(texts); i++) {
		const char *text = text_of(facts, i);
		if (text == NULL || utf8_length(text) <= texts[i].most)
			continue;
		*field = texts[i].name;
		return error_set(error, ERR_UNPROCESSABLE,
		                 message_with_one(arena, MSG_ROSTER_TOO_LONG, arena_print(arena, "%zu", texts[i].most)),
		                 "input %s", texts[i].name);
	}
	return ERR_OK;
}

/* Within what can be the birth of somebody who lives, whatever is not known of it. */
static bool is_birth(const char *iso, struct date today)
{
	struct date birth;

	return date_from_iso(iso, true, &birth) && date_compare(date_first(birth), today) <= 0 &&
	       birth.year >= today.year - OLDEST;
}

static enum err judge_person(const struct roster_facts *f, struct date today, const char **field, struct error *error)
{
	if (f->full_name == NULL || f->full_name[0] == '\0')
		return blame(field, ROSTER_FULL_NAME, MSG_ROSTER_NEED_NAME, error);
	if (name_has_sign(f->full_name) || utf8_has_control(f->full_name))
		return blame(field, ROSTER_FULL_NAME, MSG_ROSTER_BAD_NAME, error);
	if (f->birth_date == NULL)
		return blame(field, ROSTER_BIRTH_DATE, MSG_ROSTER_NEED_BIRTH, error);
	if (!is_birth(f->birth_date, today))
		return blame(field, ROSTER_BIRTH_DATE, MSG_ROSTER_BAD_BIRTH, error);
	if (f->citizen_id != NULL &&
	    (identity_kind(f->citizen_id) == IDENTITY_NONE || identity_is_dummy(f->citizen_id)))
		return blame(field, ROSTER_CITIZEN_ID, MSG_ROSTER_BAD_NUMBER, error);
	return ERR_OK;
}

static enum err judge_hamlet(struct db *db, struct arena *arena, const struct roster_place *place,
                             const struct roster_facts *facts, const char **field, struct error *error)
{
	struct area area;

	if (facts->area_id == 0)
		return blame(field, "area", MSG_ROSTER_NEED_HAMLET, error);
	enum err err = area_by_id_any(db, arena, facts->area_id, &area, error);
	if (err != ERR_OK && err != ERR_NOT_FOUND)
		return err;
	bool fits = err == ERR_OK && strcmp(area.level, "hamlet") == 0 &&
	            area_commune_any(db, area.id) == place->commune_id;
	if (!fits || (place->actor != NULL && !area_in_scope(db, place->actor, area.id)))
		return blame(field, "area", MSG_ROSTER_OTHER_HAMLET, error);
	return ERR_OK;
}

enum err roster_judge(struct db *db, struct arena *arena, const struct roster_place *place,
                      const struct roster_facts *facts, const char **field, struct error *error)
{
	enum err err = judge_person(facts, place->today, field, error);

	if (err == ERR_OK)
		err = judge_texts(arena, facts, field, error);
	return err == ERR_OK ? judge_hamlet(db, arena, place, facts, field, error) : err;
}

/* ---- comparing ---- */

const char *roster_key(struct arena *arena, const struct roster_facts *facts)
{
	if (facts->citizen_id != NULL)
		return facts->citizen_id;
	return arena_print(arena, "%s/%s/%lld", utf8_fold(arena, facts->full_name),
	                   facts->birth_date == NULL ? "" : facts->birth_date, (long long)facts->area_id);
}

static bool says_other(struct arena *arena, const char *before, const char *after)
{
	if (after == NULL)
		return false;
	return before == NULL || strcmp(utf8_fold(arena, before), utf8_fold(arena, after)) != 0;
}

static bool says_other_number(int64_t before, int64_t after)
{
	return after != 0 && before != after;
}

bool roster_is_same(struct arena *arena, const struct roster_facts *before, const struct roster_facts *after,
                    const char **names)
{
	const struct { const char *name; bool differs; } numbers[] = {
		{ ROSTER_SEX, says_other_number(before->sex, after->sex) },
		{ "area", says_other_number(before->area_id, after->area_id) },
		{ "category", says_other_number(before->category, after->category) },
		{ "source", before->source != ROSTER_POLICE && after->source == ROSTER_POLICE },
	};
	struct buf list;

	buf_init(&list, arena, NAMES_TEXT);
	for (size_t i = 0; i < COUNT(texts); i++) {
		if (says_other(arena, text_of(before, i), text_of(after, i)))
			buf_print(&list, "%s%s", list.length == 0 ? "" : ", ", texts[i].name);
	}
	for (size_t i = 0; i < COUNT(numbers); i++) {
		if (numbers[i].differs)
			buf_print(&list, "%s%s", list.length == 0 ? "" : ", ", numbers[i].name);
	}
	*names = list.length == 0 ? NULL : list.data;
	return list.length == 0;
}

/* What both say together, the new one's word where it has one. */
static struct roster_facts merge(const struct roster_facts *before, const struct roster_facts *after)
{
	struct roster_facts both = *before;

	for (size_t i = 0; i < COUNT(texts); i++) {
		if (text_of(after, i) != NULL)
			set_text(&both, i, text_of(after, i));
	}
	both.sex = after->sex != 0 ? after->sex : before->sex;
	both.area_id = after->area_id != 0 ? after->area_id : before->area_id;
	both.category = after->category != ROSTER_CATEGORY_NONE ? after->category : before->category;
	both.source = after->source == ROSTER_POLICE ? ROSTER_POLICE : before->source;
	return both;
}

/* ---- writing ---- */

static int64_t find(struct db *db, struct arena *arena, const struct roster_place *place,
                    const struct roster_facts *facts)
{
	int64_t id = 0;

	if (facts->citizen_id != NULL)
		id = roster_of_number_any(db, place->commune_id, place->campaign_id, facts->citizen_id);
	return id != 0 ? id
	               : roster_of_name_any(db, arena, place->commune_id, place->campaign_id, facts,
	                                    facts->citizen_id == NULL);
}

static enum err record(struct db *db, struct request_head *head, enum action action, int64_t id, const char *names,
                       struct error *error)
{
	cJSON *what = cJSON_CreateObject();

	cJSON_AddNumberToObject(what, "roster", (double)id);
	if (names != NULL)
		cJSON_AddStringToObject(what, "fields", names);
	return admin_record(db, head, action, what, (struct thing){ THING_ROSTER, id }, error);
}

static enum err put_new(struct db *db, struct request_head *head, struct roster_row_put *put, struct error *error)
{
	const struct roster_origin origin = { .campaign_id = put->place->campaign_id,
		.commune_id = put->place->commune_id, .created_by = put->list_id == 0 ? head->actor->user_id : 0,
		.list_id = put->list_id, .at = head->now };

	put->result = ROSTER_PUT_NEW;
	if (put->look)
		return ERR_OK;
	enum err err = roster_insert(db, head->arena, &origin, put->facts, &put->id, error);
	if (err != ERR_OK || put->list_id != 0)
		return err;
	return record(db, head, ACTION_ROSTER_ADD, put->id, NULL, error);
}

static enum err put_again(struct db *db, struct request_head *head, struct roster_row_put *put, struct error *error)
{
	struct roster_entry before;
	const char *names;
	enum err err = roster_load_any(db, head->arena, put->id, &before, error);

	if (err != ERR_OK)
		return err;
	bool same = roster_is_same(head->arena, &before.facts, put->facts, &names);
	put->result = same ? ROSTER_PUT_SAME : ROSTER_PUT_CHANGED;
	if (put->look)
		return ERR_OK;
	if (same)
		return put->list_id == 0 ? ERR_OK : roster_see(db, put->id, put->list_id, error);
	const struct roster_facts both = merge(&before.facts, put->facts);
	err = roster_change(db, head->arena, put->id, &both, put->list_id, error);
	return err == ERR_OK ? record(db, head, ACTION_ROSTER_CHANGE, put->id, names, error) : err;
}

enum err roster_put(struct db *db, struct request_head *head, struct roster_row_put *put, struct error *error)
{
	put->id = find(db, head->arena, put->place, put->facts);
	enum err err = put->id == 0 ? put_new(db, head, put, error) : put_again(db, head, put, error);

	if (err != ERR_OK || put->look || put->list_id == 0)
		return err;
	return roster_list_add(db, put->list_id, put->result == ROSTER_PUT_NEW, put->result == ROSTER_PUT_CHANGED,
	                       put->result == ROSTER_PUT_SAME, error);
}

static enum err record_list(struct db *db, struct request_head *head, const struct roster_list *list,
                            struct error *error)
{
	cJSON *what = cJSON_CreateObject();

	cJSON_AddNumberToObject(what, "list", (double)list->id);
	cJSON_AddStringToObject(what, "source", roster_source_code(list->source));
	if (list->ended) {
		cJSON_AddNumberToObject(what, "new", (double)list->new_rows);
		cJSON_AddNumberToObject(what, "changed", (double)list->changed_rows);
		cJSON_AddNumberToObject(what, "same", (double)list->same_rows);
		cJSON_AddNumberToObject(what, "gone", (double)list->gone_rows);
	}
	return admin_record(db, head, ACTION_ROSTER_LIST, what, (struct thing){ THING_NONE, 0 }, error);
}

enum err roster_list_open(struct db *db, struct request_head *head, struct roster_list *list, struct error *error)
{
	list->made_by = head->actor->user_id;
	list->made_at = head->now;
	enum err err = roster_list_begin(db, list, &list->id, error);
	return err == ERR_OK ? record_list(db, head, list, error) : err;
}

enum err roster_list_close(struct db *db, struct request_head *head, int64_t list_id, int64_t *gone,
                           struct error *error)
{
	struct roster_list list;
	enum err err = roster_list_end(db, list_id, head->now, gone, error);

	if (err == ERR_OK)
		err = roster_list_load_any(db, head->arena, list_id, &list, error);
	return err == ERR_OK ? record_list(db, head, &list, error) : err;
}
