#include "web/frame/read.h"

#include "store/campaign/area.h"
#include "store/handover/bundle.h"

enum err web_read(struct http_request *request, web_reading *fn, void *arg, struct error *error)
{
	struct db_pool *pool = web_app(request)->pool;
	struct db *db = db_borrow(pool, error);

	if (db == NULL)
		return ERR_UNAVAILABLE;
	enum err err = fn(db, request, arg, error);
	db_return(pool, db);
	return err;
}

/* ---- the frame ---- */

static struct web_frame *frame_of(struct http_request *request)
{
	if (request->frame == NULL) {
		struct web_frame *frame = arena_alloc(request->arena, sizeof *frame);
		*frame = (struct web_frame){ .area_name = "" };
		request->frame = frame;
	}
	return request->frame;
}

static enum err read_area(struct db *db, struct http_request *request, struct web_frame *frame, struct error *error)
{
	const struct actor *actor = web_actor(request);
	struct area area = { .full_name = "" };
	enum err err = actor->area_count == 0 ? ERR_OK
	                                      : area_by_id_any(db, request->arena, actor->areas[0], &area, error);

	frame->area_name = err == ERR_OK ? area.full_name : "";
	return err;
}

static enum err read_states(struct db *db, struct http_request *request, struct web_frame *frame, struct error *error)
{
	const struct sheet_filter any = { .state = STATE_NONE };

	return sheet_count_states(db, request->arena, web_actor(request), &any, &frame->states, &frame->state_count, error);
}

static enum err read_bundles(struct db *db, struct http_request *request, struct web_frame *frame, struct error *error)
{
	struct bundle_sums sums = { 0, 0 };
	enum err err = bundle_sum(db, request->arena, web_actor(request), BUNDLES_OPEN, (struct date){ 0 }, &sums, error);

	frame->bundles = sums.bundles;
	return err;
}

enum err web_frame_with(struct db *db, struct http_request *request, unsigned wanted, const struct web_frame **out,
                        struct error *error)
{
	struct web_frame *frame = frame_of(request);
	unsigned missing = wanted & ~frame->known;
	enum err err = (missing & WEB_AREA) == 0 ? ERR_OK : read_area(db, request, frame, error);

	if (err == ERR_OK && (missing & WEB_STATES) != 0)
		err = read_states(db, request, frame, error);
	if (err == ERR_OK && (missing & WEB_BUNDLES) != 0)
		err = read_bundles(db, request, frame, error);
	frame->known |= err == ERR_OK ? missing : 0;
	*out = frame;
	return err;
}

const struct web_frame *web_frame(struct http_request *request, unsigned wanted)
{
	const struct web_frame *frame = frame_of(request);
	struct db *db = (wanted & ~frame->known) == 0 ? NULL : db_borrow(web_app(request)->pool, NULL);

	if (db != NULL) {
		(void)web_frame_with(db, request, wanted, &frame, NULL);
		db_return(web_app(request)->pool, db);
	}
	return frame;
}
