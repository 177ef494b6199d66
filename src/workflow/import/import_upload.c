#include "workflow/import/import_upload.h"

#include "text/messages.h"
#include "workflow/write.h"

/* ---- a new one ---- */

static enum err blame(struct upload_order *o, const char *field, enum message message, struct error *error)
{
	o->field = field;
	return error_set(error, ERR_UNPROCESSABLE, message_text(message), "input %s", field);
}

static enum err judge(struct db *db, struct upload_order *o, struct error *error)
{
	const struct actor *actor = o->head.actor;
	const struct importer *importer = o->upload.kind == NULL ? NULL : importer_find(o->upload.kind);
	struct campaign campaign;
	struct area area;

	if (importer == NULL)
		return blame(o, "kind", MSG_IMPORT_NO_KIND, error);
	if ((importer->roles & ROLE_BIT(actor->role)) == 0)
		return error_set(error, ERR_FORBIDDEN, message_text(MSG_FORBIDDEN), "%s imports no %s", role_code(actor->role),
		                 importer->code);
	if ((importer->needs & IMPORT_NEEDS_CAMPAIGN) == 0)
		o->upload.campaign_id = 0;
	else if (campaign_by_id(db, o->head.arena, actor, o->upload.campaign_id, &campaign, error) != ERR_OK)
		return blame(o, "campaign_id", MSG_WHICH_CAMPAIGN, error);
	if (o->upload.area != NULL &&
	    area_by_code_any(db, o->head.arena, o->upload.area, o->head.now, &area, error) != ERR_OK)
		return blame(o, "area", MSG_INPUT_NO_CHOICE, error);
	return ERR_OK;
}

static enum err make_task(struct db *db, void *arg, struct error *error)
{
	struct upload_order *o = arg;
	enum err err = judge(db, o, error);

	if (err != ERR_OK)
		return err;
	o->upload.owner_id = o->head.actor->user_id;
	o->upload.made_at = o->head.now;
	err = upload_add(db, &o->upload, error);
	o->head.made = (struct thing){ THING_UPLOAD, o->upload.id };
	return err;
}

enum err upload_make(struct upload_order *order, struct error *error)
{
	return write_run(&order->head, make_task, order, error);
}

/* ---- one that is there ---- */

static enum err load_open(struct db *db, struct upload_order *o, struct upload *out, struct error *error)
{
	enum err err = upload_load(db, o->head.arena, o->head.actor, o->upload.id, out, error);

	if (err == ERR_NOT_FOUND)
		return error_set(error, err, message_text(MSG_NOT_FOUND), "another's upload");
	if (err == ERR_OK && (out->job_id != 0 || out->cancelled_at != NULL))
		return error_set(error, ERR_CONFLICT, message_text(MSG_IMPORT_DECIDED), "upload %lld is decided",
		                 (long long)out->id);
	return err;
}

static enum err choose_task(struct db *db, void *arg, struct error *error)
{
	struct upload_order *o = arg;
	struct upload stored;
	enum err err = load_open(db, o, &stored, error);

	if (err != ERR_OK)
		return err;
	stored.sheet = o->upload.sheet;
	stored.map = o->upload.map;
	stored.area = o->upload.area;
	stored.day = o->upload.day;
	/* What was tried is another thing: nothing can be confirmed until this is. */
	stored.trial_job_id = 0;
	stored.counts = (struct import_counts){ 0 };
	o->upload = stored;
	err = judge(db, o, error);
	o->head.made = (struct thing){ THING_UPLOAD, stored.id };
	return err == ERR_OK ? upload_set(db, &o->upload, error) : err;
}

enum err upload_choose(struct upload_order *order, struct error *error)
{
	return write_run(&order->head, choose_task, order, error);
}

static enum err cancel_task(struct db *db, void *arg, struct error *error)
{
	struct upload_order *o = arg;
	struct upload stored;
	enum err err = load_open(db, o, &stored, error);

	if (err != ERR_OK)
		return err;
	o->upload = stored;
	o->head.made = (struct thing){ THING_UPLOAD, stored.id };
	return upload_forget(db, stored.id, o->head.now, error);
}

enum err upload_cancel(struct upload_order *order, struct error *error)
{
	return write_run(&order->head, cancel_task, order, error);
}

/* ---- its jobs ---- */

const char *upload_parameters(struct arena *arena, int64_t id, bool tried)
{
	return arena_print(arena, "{\"upload_id\":%lld,\"tried\":%s}", (long long)id, tried ? "true" : "false");
}

bool upload_of_job(const char *parameters, int64_t *id, bool *tried)
{
	cJSON *object = json_parse(parameters, strlen(parameters));
	bool named = json_integer(json_member(object, "upload_id"), id);

	*tried = cJSON_IsTrue(json_member(object, "tried"));
	cJSON_Delete(object);
	return named;
}

/* It is tried until it is confirmed, and confirmed once, after it was tried. */
enum err upload_plan(const struct job_asking *asking, struct job *job, struct error *error)
{
	struct upload upload;
	int64_t id;
	bool tried;

	if (!upload_of_job(job->parameters, &id, &tried))
		return error_set(error, ERR_UNPROCESSABLE, message_text(MSG_JOB_NO_KIND), "no upload named");
	enum err err = upload_load(asking->db, asking->arena, asking->actor, id, &upload, error);
	if (err == ERR_NOT_FOUND)
		return error_set(error, err, message_text(MSG_NOT_FOUND), "another's upload");
	if (err != ERR_OK)
		return err;
	bool ready = tried || (upload.trial_job_id != 0 && upload.trial_state == JOB_DONE);
	if (upload.job_id != 0 || upload.cancelled_at != NULL || upload.file == NULL)
		return error_set(error, ERR_CONFLICT, message_text(MSG_IMPORT_DECIDED), "upload %lld is decided",
		                 (long long)id);
	if (!ready)
		return error_set(error, ERR_CONFLICT, message_text(MSG_IMPORT_NOT_TRIED), "upload %lld is not tried",
		                 (long long)id);
	job->lane = arena_print(asking->arena, "%lld", (long long)id);
	job->total = tried ? 0 : upload.counts.read;
	return ERR_OK;
}

enum err upload_settle(const struct job_asking *asking, struct job *job, struct error *error)
{
	struct upload upload;
	int64_t id = 0;
	bool tried = true;

	upload_of_job(job->parameters, &id, &tried);
	enum err err = upload_load_any(asking->db, asking->arena, id, &upload, error);
	if (err != ERR_OK)
		return err;
	*(tried ? &upload.trial_job_id : &upload.job_id) = job->id;
	return upload_set(asking->db, &upload, error);
}
