/* What the ids of a path name, and who may know of it. */
#include "store/admin/job_row.h"
#include "store/admin/user.h"
#include "store/campaign/area.h"
#include "store/handover/batch.h"
#include "store/handover/bundle.h"
#include "store/handover/handback.h"
#include "store/handover/minutes.h"
#include "store/import/upload.h"
#include "store/payment/payment.h"
#include "store/person/person.h"
#include "store/sheet/act.h"
#include "store/roster/roster.h"
#include "store/team/team.h"
#include "text/messages.h"
#include "web/web.h"

static enum err see_sheet(struct db *db, struct http_request *request, int64_t id, struct error *error)
{
	(void)error;
	return sheet_visible(db, web_actor(request), id) ? ERR_OK : ERR_NOT_FOUND;
}

static enum err see_batch(struct db *db, struct http_request *request, int64_t id, struct error *error)
{
	struct batch batch;

	return batch_load(db, request->arena, web_actor(request), id, &batch, error);
}

static enum err see_return(struct db *db, struct http_request *request, int64_t id, struct error *error)
{
	struct handback handback;

	return handback_load(db, request->arena, web_actor(request), id, &handback, error);
}

static enum err see_bundle(struct db *db, struct http_request *request, int64_t id, struct error *error)
{
	struct bundle bundle;

	return bundle_load(db, request->arena, web_actor(request), id, &bundle, error);
}

/* Their paper, or a copy of it: what is asked for besides the page. */
static bool asks_paper(const struct http_request *request)
{
	bool file = strcmp(request->suffix, "pdf") == 0 || strcmp(request->suffix, "docx") == 0;

	return file || strcmp(request->route->pattern, "/minutes/{id}") != 0;
}

/* A paper that tells identity numbers is not for who sees them masked: what was issued is as it is. */
static enum err see_minutes(struct db *db, struct http_request *request, int64_t id, struct error *error)
{
	const struct actor *actor = web_actor(request);
	struct minutes minutes;
	enum err err = minutes_load(db, request->arena, actor, id, &minutes, error);

	if (err == ERR_OK && actor_is_masked(actor) && minutes_names_numbers(&minutes) && asks_paper(request))
		return ERR_NOT_FOUND;
	return err;
}

static enum err see_person(struct db *db, struct http_request *request, int64_t id, struct error *error)
{
	(void)error;
	return person_visible(db, request->arena, web_actor(request), id) ? ERR_OK : ERR_NOT_FOUND;
}

static enum err see_job(struct db *db, struct http_request *request, int64_t id, struct error *error)
{
	struct job job;

	return job_by_id(db, request->arena, web_actor(request), id, &job, error);
}

/* What came of a job is its owner's alone. */
static enum err see_own_job(struct db *db, struct http_request *request, int64_t id, struct error *error)
{
	struct job job;
	enum err err = job_by_id_any(db, request->arena, id, &job, error);

	return err == ERR_OK && job.owner_id != web_actor(request)->user_id ? ERR_NOT_FOUND : err;
}

/* A file is of whoever sent it. */
static enum err see_upload(struct db *db, struct http_request *request, int64_t id, struct error *error)
{
	struct upload upload;

	return upload_load(db, request->arena, web_actor(request), id, &upload, error);
}

static enum err see_campaign(struct db *db, struct http_request *request, int64_t id, struct error *error)
{
	struct campaign campaign;

	return campaign_by_id(db, request->arena, web_actor(request), id, &campaign, error);
}

/* Users and areas have pages for administrators alone, who know of all. */
static enum err see_user(struct db *db, struct http_request *request, int64_t id, struct error *error)
{
	struct user user;

	return user_by_id_any(db, request->arena, id, &user, error);
}

static enum err see_area(struct db *db, struct http_request *request, int64_t id, struct error *error)
{
	struct area area;

	return area_by_id_any(db, request->arena, id, &area, error);
}

static enum err see_act(struct db *db, struct http_request *request, int64_t id, struct error *error)
{
	(void)error;
	return act_visible(db, request->arena, web_actor(request), id) ? ERR_OK : ERR_NOT_FOUND;
}

static enum err see_member(struct db *db, struct http_request *request, int64_t id, struct error *error)
{
	struct member_row row;

	return member_load(db, request->arena, web_actor(request), id, &row, error);
}

/* The Tổ of a commune of the actor. */
static enum err see_team(struct db *db, struct http_request *request, int64_t id, struct error *error)
{
	(void)error;
	return area_in_scope(db, web_actor(request), id) && area_keeps_sheets_any(db, id) ? ERR_OK : ERR_NOT_FOUND;
}

/* A hamlet of the actor. */
static enum err see_hamlet(struct db *db, struct http_request *request, int64_t id, struct error *error)
{
	struct area area;

	return area_in_scope(db, web_actor(request), id) &&
	       area_by_id_any(db, request->arena, id, &area, error) == ERR_OK && strcmp(area.level, "hamlet") == 0
	           ? ERR_OK
	           : ERR_NOT_FOUND;
}

/* The actor himself as a member of the Tổ, or a member whom he sees. */
static enum err see_walker(struct db *db, struct http_request *request, int64_t id, struct error *error)
{
	return actor_is_member(web_actor(request), id) ? ERR_OK : see_member(db, request, id, error);
}

static enum err see_roster(struct db *db, struct http_request *request, int64_t id, struct error *error)
{
	struct roster_entry entry;

	return roster_load(db, request->arena, web_actor(request), id, &entry, error);
}

/* Persons, their numbers and accounts are in its papers. */
static enum err see_payment(struct db *db, struct http_request *request, int64_t id, struct error *error)
{
	const struct actor *actor = web_actor(request);
	bool file = strcmp(request->suffix, "pdf") == 0 || strcmp(request->suffix, "docx") == 0;
	struct payment payment;
	enum err err = payment_load(db, request->arena, actor, id, &payment, error);

	if (err == ERR_OK && file && actor->role != ROLE_OFFICER)
		return error_set(error, ERR_FORBIDDEN, message_text(MSG_FORBIDDEN), "a paper of payment");
	return err;
}

static const struct {
	const char *what;               /* for the log */
	enum err (*see)(struct db *db, struct http_request *request, int64_t id, struct error *error);
} targets[TARGET_COUNT] = {
	[TARGET_SHEET] = { "sheet", see_sheet }, [TARGET_BATCH] = { "batch", see_batch },
	[TARGET_BUNDLE] = { "bundle", see_bundle }, [TARGET_RETURN] = { "return", see_return },
	[TARGET_PAYMENT] = { "payment", see_payment },
	[TARGET_MINUTES] = { "minutes", see_minutes },
	[TARGET_PERSON] = { "person", see_person }, [TARGET_JOB] = { "job", see_job },
	[TARGET_UPLOAD] = { "import", see_upload },
	[TARGET_OWN_JOB] = { "job", see_own_job },
	[TARGET_CAMPAIGN] = { "campaign", see_campaign }, [TARGET_USER] = { "user", see_user },
	[TARGET_AREA] = { "area", see_area }, [TARGET_ACT] = { "act", see_act },
	[TARGET_MEMBER] = { "member", see_member }, [TARGET_TEAM] = { "team", see_team },
	[TARGET_HAMLET] = { "hamlet", see_hamlet }, [TARGET_ROSTER] = { "row of a list", see_roster },
	[TARGET_WALKER] = { "member", see_walker },
};

enum err web_target(struct http_request *request, struct error *error)
{
	struct db_pool *pool = web_app(request)->pool;
	struct db *db = db_borrow(pool, error);
	enum err err = ERR_OK;
	int target = TARGET_NONE;

	if (db == NULL)
		return ERR_UNAVAILABLE;
	for (int i = 0; i < HTTP_IDS && request->route->targets[i] != TARGET_NONE && err == ERR_OK; i++) {
		target = request->route->targets[i];
		err = targets[target].see(db, request, request->ids[i], error);
	}
	db_return(pool, db);
	if (err != ERR_NOT_FOUND)
		return err;
	return error_set(error, err, message_text(MSG_NOT_FOUND), "%s unknown here", targets[target].what);
}
