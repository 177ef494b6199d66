#include "workflow/hindrance.h"

#include "base/buf.h"
#include "base/json.h"
#include "base/memory.h"
#include "store/handover/bundle.h"
#include "store/sheet/event.h"
#include "store/admin/user.h"
#include "store/team/member.h"
#include "text/messages.h"

enum { NAMES_MOST = 5, NAMES_LIMIT = 4096, OFFICERS_NEEDED = 2 };

/* ---- four eyes ---- */

/* Answers stand in a diff by the names of their fields; what is not an answer begins with "_". */
static bool changed_answers(const struct event *event)
{
	cJSON *diff = event->diff == NULL ? NULL : json_parse(event->diff, strlen(event->diff));
	bool found = event->cut;

	for (const cJSON *item = diff == NULL ? NULL : diff->child; item != NULL && !found; item = item->next)
		found = item->string[0] != '_';
	cJSON_Delete(diff);
	return found;
}

/* Whether the actor has named another interviewer in the place of himself. */
static bool withdrew(struct db *db, const struct event *event)
{
	cJSON *diff = event->diff == NULL ? NULL : json_parse(event->diff, strlen(event->diff));
	const char *before = cJSON_GetStringValue(cJSON_GetArrayItem(cJSON_GetObjectItem(diff, "_enumerator_id"), 0));
	bool himself = before != NULL && member_user_any(db, strtoll(before, NULL, 10)) == event->actor_id;

	cJSON_Delete(diff);
	return himself;
}

/* What somebody did to a sheet. */
struct deed {
	int64_t user_id;
	enum hindrance bars;
};

struct typing {
	const struct sheet *sheet;
	struct deed *deeds;
	size_t count;
};

static void add_deeds(struct db *db, struct typing *t, const struct event *event)
{
	bool edit = event->action == ACTION_EDIT;

	if (changed_answers(event))
		t->deeds[t->count++] = (struct deed){ event->actor_id, edit ? HINDRANCE_TYPED : HINDRANCE_CORRECTED };
	if (withdrew(db, event))
		t->deeds[t->count++] = (struct deed){ event->actor_id, HINDRANCE_INTERVIEWED };
}

static enum err read_typing(struct db *db, struct arena *arena, const struct sheet *sheet, struct typing *out,
                            struct error *error)
{
	struct event *events = NULL;
	size_t count = 0;
	enum err err = event_typing_any(db, arena, sheet->id, &events, &count, error);

	*out = (struct typing){ .sheet = sheet, .deeds = arena_array(arena, 2 * count + 1, sizeof *out->deeds) };
	for (size_t i = 0; i < count; i++)
		add_deeds(db, out, &events[i]);
	return err;
}

static bool has_done(const struct typing *t, enum hindrance deed, int64_t user_id)
{
	for (size_t i = 0; i < t->count; i++) {
		if (t->deeds[i].user_id == user_id && t->deeds[i].bars == deed)
			return true;
	}
	return false;
}

static enum hindrance bar_of(const struct typing *t, int64_t user_id)
{
	if (t->sheet->created_by == user_id || has_done(t, HINDRANCE_TYPED, user_id))
		return HINDRANCE_TYPED;
	if ((user_id != 0 && t->sheet->enumerator_user_id == user_id) || has_done(t, HINDRANCE_INTERVIEWED, user_id))
		return HINDRANCE_INTERVIEWED;
	return has_done(t, HINDRANCE_CORRECTED, user_id) ? HINDRANCE_CORRECTED : HINDRANCE_NONE;
}

enum err hindrance_four_eyes(struct db *db, struct arena *arena, const struct campaign *campaign,
                             const struct sheet *sheet, int64_t user_id, enum hindrance *out, struct error *error)
{
	struct typing typing;

	*out = HINDRANCE_NONE;
	if (!campaign->four_eyes)
		return ERR_OK;
	enum err err = read_typing(db, arena, sheet, &typing, error);
	if (err == ERR_OK)
		*out = bar_of(&typing, user_id);
	return err;
}

enum err hindrance_first(struct db *db, struct arena *arena, const struct sheet *sheet, int64_t user_id,
                         struct date today, enum hindrance *out, struct error *error)
{
	struct campaign campaign;
	enum err err = ERR_OK;

	*out = HINDRANCE_STATE;
	if (sheet->state != STATE_RECEIVED)
		return ERR_OK;
	err = campaign_by_id_any(db, arena, sheet->campaign_id, &campaign, error);
	if (err != ERR_OK)
		return err;
	*out = HINDRANCE_CLOSED;
	if (campaign_is_closed(&campaign, today))
		return ERR_OK;
	*out = HINDRANCE_MEETING;
	if (campaign.meeting_accepts)
		return ERR_OK;
	*out = HINDRANCE_BUNDLE;
	if (bundle_open_of_sheet(db, sheet->id).id == 0)
		err = hindrance_four_eyes(db, arena, &campaign, sheet, user_id, out, error);
	if (err != ERR_OK || *out != HINDRANCE_NONE)
		return err;
	*out = sheet->open_errors > 0 ? HINDRANCE_ERRORS : sheet->open_warnings > 0 ? HINDRANCE_WARNINGS : HINDRANCE_NONE;
	return ERR_OK;
}

/* ---- who may ---- */

/* "A, B, C"; the first five of so many. */
struct names {
	struct buf text;
	size_t count;
};

static void add_name(struct names *names, struct arena *arena, const char *name)
{
	if (names->count == 0)
		buf_init(&names->text, arena, NAMES_LIMIT);
	if (names->count++ < NAMES_MOST)
		buf_print(&names->text, "%s%s", names->count == 1 ? "" : ", ", name);
}

enum err hindrance_who_may(struct db *db, struct arena *arena, const struct campaign *campaign,
                           const struct sheet *sheet, const char **names, struct error *error)
{
	struct typing typing = { .sheet = sheet };
	struct names free = { .count = 0 };
	struct user *officers = NULL;
	size_t count = 0;
	enum err err = campaign->four_eyes ? read_typing(db, arena, sheet, &typing, error) : ERR_OK;

	if (err == ERR_OK)
		err = user_list_officers_any(db, arena, sheet->commune_id, &officers, &count, error);
	for (size_t i = 0; i < count; i++) {
		if (!campaign->four_eyes || bar_of(&typing, officers[i].id) == HINDRANCE_NONE)
			add_name(&free, arena, officers[i].full_name);
	}
	*names = free.count == 0 ? NULL : free.text.data;
	if (free.count > NAMES_MOST) {
		const char *const parts[] = { free.text.data, arena_print(arena, "%zu", free.count - NAMES_MOST) };
		*names = message_with(arena, MSG_WHO_ACCEPTS_MORE, parts, COUNT(parts));
	}
	return err;
}

const char *hindrance_deed(enum hindrance hindrance)
{
	static const struct { enum hindrance hindrance; enum message deed;
	} deeds[] = {
		{ HINDRANCE_TYPED, MSG_HAS_TYPED },
		{ HINDRANCE_INTERVIEWED, MSG_HAS_INTERVIEWED },
		{ HINDRANCE_CORRECTED, MSG_HAS_CORRECTED },
	};

	for (size_t i = 0; i < COUNT(deeds); i++) {
		if (deeds[i].hindrance == hindrance)
			return message_text(deeds[i].deed);
	}
	return NULL;
}

const char *hindrance_sentence(struct arena *arena, enum hindrance hindrance, const char *names)
{
	const char *who = names == NULL ? message_text(MSG_NOBODY_ACCEPTS)
	                                : message_with_one(arena, MSG_WHO_ACCEPTS, names);

	return arena_print(arena, "%s %s", message_with_one(arena, MSG_FOUR_EYES, hindrance_deed(hindrance)), who);
}

/* ---- before it is switched on ---- */

enum err hindrance_few_officers(struct db *db, struct arena *arena, int64_t campaign_id, struct few_officers *out,
                                struct error *error)
{
	struct names few = { .count = 0 };
	struct area *communes = NULL;
	size_t count = 0, officer_count = 0;
	enum err err = campaign_communes_any(db, arena, campaign_id, &communes, &count, error);

	for (size_t i = 0; i < count && err == ERR_OK; i++) {
		struct user *officers;
		err = user_list_officers_any(db, arena, communes[i].id, &officers, &officer_count, error);
		if (err == ERR_OK && officer_count < OFFICERS_NEEDED)
			add_name(&few, arena, communes[i].full_name);
	}
	if (few.count > NAMES_MOST)
		buf_text(&few.text, ", …");
	*out = (struct few_officers){ .communes = few.count, .names = few.count == 0 ? NULL : few.text.data };
	return err;
}
