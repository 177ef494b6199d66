#include "web/part/form_choices.h"

#include "base/memory.h"
#include "text/messages.h"
#include "text/order.h"

enum { COMMUNES_MOST = 20 };

static enum err load_hamlets(struct db *db, struct http_request *request, struct form_choices *out, const char **begins,
                             struct error *error)
{
	bool none = out->campaign_count == 0;
	const char *from = none ? "0001-01-01" : out->campaigns[0].collect_from,
			   *to = none ? NULL : out->campaigns[0].collect_to;

	for (size_t i = 1; i < out->campaign_count; i++) {
		if (strcmp(out->campaigns[i].collect_from, from) < 0)
			from = out->campaigns[i].collect_from;
		if (to != NULL && (out->campaigns[i].collect_to == NULL || strcmp(out->campaigns[i].collect_to, to) > 0))
			to = out->campaigns[i].collect_to;
	}
	*begins = from;
	return area_hamlets(db, request->arena, web_actor(request), from, to, &out->hamlets, &out->hamlet_count, error);
}

/* A form that was posted comes back although its campaign is closed meanwhile. */
static enum err keep_campaign(struct db *db, struct http_request *request, int64_t commune_id, struct form_choices *out,
                              struct error *error)
{
	int64_t id = 0;

	if (params_int(&request->form, "campaign_id", 1, INT64_MAX, &id) != PARAM_OK ||
	    !campaign_covers_any(db, id, commune_id))
		return ERR_OK;
	out->campaigns = arena_array(request->arena, 1, sizeof *out->campaigns);
	out->campaign_count = 1;
	return campaign_by_id_any(db, request->arena, id, &out->campaigns[0], error);
}

/* That in which the sheet stands. */
static enum err add_own(struct db *db, struct http_request *request, int64_t id, struct form_choices *out,
                        struct error *error)
{
	struct campaign *all = arena_array(request->arena, out->campaign_count + 1, sizeof *all);

	for (size_t i = 0; i < out->campaign_count; i++) {
		all[i] = out->campaigns[i];
		if (all[i].id == id)
			return ERR_OK;
	}
	out->campaigns = all;
	return campaign_by_id_any(db, request->arena, id, &all[out->campaign_count++], error);
}

struct ordered {
	const char *key;
	struct member member;
};

static int compare_ordered(const void *a, const void *b)
{
	return strcmp(((const struct ordered *)a)->key, ((const struct ordered *)b)->key);
}

/* By given name, as in any Vietnamese list. */
static void order_writers(struct arena *arena, struct form_choices *choices)
{
	struct ordered *list = arena_array(arena, choices->writer_count, sizeof *list);

	for (size_t i = 0; i < choices->writer_count; i++)
		list[i] = (struct ordered){ name_order(arena, choices->writers[i].full_name), choices->writers[i] };
	if (choices->writer_count > 1)
		qsort(list, choices->writer_count, sizeof *list, compare_ordered);
	for (size_t i = 0; i < choices->writer_count; i++)
		choices->writers[i] = list[i].member;
}

enum err form_choices_load(struct db *db, struct http_request *request, int64_t commune_id, int64_t campaign_id,
                           struct form_choices *out, struct error *error)
{
	const struct actor *actor = web_actor(request);
	struct arena *arena = request->arena;
	bool again = strcmp(request->method, "POST") == 0;

	const char *begins = NULL;
	struct area_above above;

	*out = (struct form_choices){ 0 };
	if (commune_id == 0 && actor->area_count > 0)
		commune_id = area_commune_any(db, actor->areas[0]);
	if (commune_id == 0)
		return again ? ERR_OK
		             : error_set(error, ERR_UNPROCESSABLE, message_text(MSG_NO_COMMUNE), "actor has no commune");
	area_above_any(db, commune_id, &above);
	struct date today = clock_today(&web_app(request)->workflow.clock);
	char day[DATE_TEXT];
	date_to_iso(today, day);
	enum err err = campaign_covering_any(db, arena, &above, today, &out->campaigns, &out->campaign_count, error);
	if (err == ERR_OK && campaign_id != 0)
		err = add_own(db, request, campaign_id, out, error);
	if (err == ERR_OK && out->campaign_count == 0)
		err = again ? keep_campaign(db, request, commune_id, out, error)
		            : error_set(error, ERR_UNPROCESSABLE, message_text(MSG_NO_CAMPAIGN), "no open campaign");
	if (err == ERR_OK)
		err = load_hamlets(db, request, out, &begins, error);
	if (err == ERR_OK && actor->role != ROLE_ENUMERATOR)
		err = member_list_writers(db, arena, commune_id, begins, &out->writers, &out->writer_count, error);
	order_writers(arena, out);
	if (err == ERR_OK)
		err = area_path_on_any(db, arena, commune_id, day, &out->path, &out->path_count, error);
	return err;
}

static bool is_there(const struct form_choices *choices, int64_t id)
{
	for (size_t i = 0; i < choices->writer_count; i++) {
		if (choices->writers[i].id == id)
			return true;
	}
	return false;
}

/* Whoever works in several communes, or in what they became, is a member of each. */
static void add_members(struct arena *arena, struct form_choices *out, const struct member *more, size_t count)
{
	struct member *all = arena_array(arena, out->writer_count + count + 1, sizeof *all);

	if (out->writer_count > 0)
		memcpy(all, out->writers, out->writer_count * sizeof *all);
	out->writers = all;
	for (size_t i = 0; i < count; i++) {
		if (!is_there(out, more[i].id))
			all[out->writer_count++] = more[i];
	}
}

enum err form_members(struct db *db, struct http_request *request, const char *day, struct member **members,
                      size_t *count, struct error *error)
{
	struct form_choices all = { 0 };
	struct area *communes;
	struct member *more;
	size_t commune_count = 0, more_count = 0;
	enum err err = area_communes(db, request->arena, web_actor(request), COMMUNES_MOST, &communes, &commune_count,
	                             error);

	for (size_t i = 0; i < commune_count && err == ERR_OK; i++) {
		err = member_list_writers(db, request->arena, communes[i].id, day, &more, &more_count, error);
		if (err == ERR_OK)
			add_members(request->arena, &all, more, more_count);
	}
	order_writers(request->arena, &all);
	*members = all.writers;
	*count = all.writer_count;
	return err;
}
