/* What waits for whom. */
#include "web/report/tasks.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/memory.h"
#include "store/handover/awaiting.h"
#include "store/handover/batch.h"
#include "store/handover/minutes.h"
#include "text/label.h"
#include "web/frame/page.h"
#include "web/frame/read.h"
#include "web/frame/text.h"

#define ENUMERATOR ROLE_BIT(ROLE_ENUMERATOR)
#define LEADER ROLE_BIT(ROLE_HAMLET_LEADER)
#define OFFICER ROLE_BIT(ROLE_OFFICER)
#define POLICE ROLE_BIT(ROLE_POLICE)

enum { LATE_LIMIT = 1024 };
enum counting { BY_STATE, CLEAN, UNCLEAN, NO_BATCH, OPEN_BATCHES, OPEN_BUNDLES, SOON, DRAFTS, NOT_BACK };

/* What may wait; in the order shown. */
static const struct task {
	uint32_t roles;
	enum counting counting;
	enum state state;
	enum message label, hint;
	const char *url;
	bool late;                      /* others wait for it */
} kinds[] = {
	{ OFFICER, OPEN_BUNDLES, STATE_NONE, MSG_TASK_BUNDLES, MSG_HINT_BUNDLES, "/bundles?state=open", true },
	{ ENUMERATOR | LEADER | OFFICER | POLICE, SOON, STATE_NONE, MSG_TASK_SOON, MSG_HINT_SOON, "/sheets?late=soon",
	  false },
	{ OFFICER, CLEAN, STATE_RECEIVED, MSG_TASK_CLEAN, MSG_HINT_CLEAN, "/review?clean=1", false },
	{ OFFICER, UNCLEAN, STATE_RECEIVED, MSG_TASK_UNCLEAN, MSG_HINT_UNCLEAN, "/review?clean=0", false },
	{ OFFICER, BY_STATE, STATE_POLICE_RETURNED, MSG_TASK_POLICE_RETURNED, MSG_HINT_POLICE_RETURNED,
	  "/sheets?state=" STATE_POLICE_RETURNED_CODE, true },
	{ OFFICER, NO_BATCH, STATE_ACCEPTED, MSG_TASK_NO_BATCH, MSG_HINT_NO_BATCH, "/handovers", false },
	{ OFFICER, OPEN_BATCHES, STATE_NONE, MSG_TASK_UNSIGNED, MSG_HINT_UNSIGNED, "/handovers", false },
	{ OFFICER, DRAFTS, STATE_NONE, MSG_TASK_DRAFTS, MSG_HINT_DRAFTS, "/minutes", false },
	{ ENUMERATOR | LEADER, BY_STATE, STATE_RETURNED, MSG_TASK_RETURNED, MSG_HINT_RETURNED,
	  "/sheets?state=" STATE_RETURNED_CODE, true },
	{ LEADER | OFFICER, BY_STATE, STATE_WITH_HAMLET, MSG_TASK_WITH_HAMLET, MSG_HINT_WITH_HAMLET,
	  "/sheets?state=" STATE_WITH_HAMLET_CODE, false },
	{ OFFICER, BY_STATE, STATE_RETURNED, MSG_TASK_RETURNED_OUT, MSG_HINT_RETURNED_OUT,
	  "/sheets?state=" STATE_RETURNED_CODE, false },
	{ ROLES_WRITERS, BY_STATE, STATE_DRAFT, MSG_TASK_DRAFT, MSG_HINT_DRAFT, "/sheets?state=" STATE_DRAFT_CODE,
	  false },
	{ POLICE, OPEN_BATCHES, STATE_NONE, MSG_TASK_TO_SIGN, MSG_HINT_TO_SIGN, "/handovers", true },
	{ POLICE, BY_STATE, STATE_HANDED_OVER, MSG_TASK_TO_ENTER, MSG_HINT_TO_ENTER, "/police", false },
	{ OFFICER | POLICE, NOT_BACK, STATE_NONE, MSG_TASK_NOT_BACK, MSG_HINT_NOT_BACK, "/returns/waiting", false },
};

_Static_assert(COUNT(kinds) <= TASKS_MOST, "room for the counts");

/* ---- reading ---- */

static int64_t in_state(const struct web_frame *frame, enum state state)
{
	for (size_t i = 0; i < frame->state_count; i++) {
		if (frame->states[i].state == state)
			return frame->states[i].sheets;
	}
	return 0;
}

static enum err count_task(struct db *db, struct http_request *request, const struct task *task, int64_t *out,
                           int64_t *uncounted, struct error *error)
{
	struct sheet_filter filter = { .clean = task->counting == CLEAN ? 1 : task->counting == UNCLEAN ? -1 : 0,
		.no_batch = task->counting == NO_BATCH, .with_officer = task->counting == NO_BATCH && minutes_hold_some(db) };

	if (task->counting == OPEN_BATCHES)
		return batch_count_open(db, web_actor(request), out, error);
	if (task->counting == DRAFTS)
		return awaiting_drafts(db, web_actor(request), out, error);
	if (task->counting == NOT_BACK)
		return awaiting_back(db, web_actor(request), out, error);
	if (task->counting == CLEAN) {
		enum err err = awaiting_uncounted(db, web_actor(request), uncounted, error);
		if (err != ERR_OK)
			return err;
	}
	filter.state = task->state;
	return sheet_count(db, request->arena, web_actor(request), &filter, out, error);
}

static bool waits_by_state(enum role role)
{
	for (size_t i = 0; i < COUNT(kinds); i++) {
		if (kinds[i].counting == BY_STATE && (kinds[i].roles & ROLE_BIT(role)) != 0)
			return true;
	}
	return false;
}

/* What is late, and what will be soon, is told at once. */
static enum err read_late(struct db *db, struct http_request *request, struct tasks *out, struct error *error)
{
	const struct actor *actor = web_actor(request);
	struct late_count *counts;
	size_t count;

	out->late_count = 0;
	out->soon = 0;
	if ((ROLES_SEE_SHEETS & ROLE_BIT(actor->role)) == 0)
		return ERR_OK;
	enum err err = sheet_count_late(db, request->arena, actor, clock_today(&web_app(request)->workflow.clock), &counts,
	                                &count, error);
	out->late = arena_array(request->arena, count + 1, sizeof *out->late);
	for (size_t i = 0; i < count && err == ERR_OK; i++) {
		out->soon += counts[i].soon;
		if (counts[i].late > 0)
			out->late[out->late_count++] = (struct state_count){ counts[i].state, counts[i].late };
	}
	return err;
}

static enum err read_kinds(struct db *db, struct http_request *request, struct tasks *out, struct error *error)
{
	const struct actor *actor = web_actor(request);
	const struct web_frame *frame;
	unsigned wanted = WEB_AREA | (waits_by_state(actor->role) ? WEB_STATES : 0) |
	                  (actor->role == ROLE_OFFICER ? WEB_BUNDLES : 0);
	enum err err = web_frame_with(db, request, wanted, &frame, error);

	for (size_t i = 0; i < COUNT(kinds) && err == ERR_OK; i++) {
		if ((kinds[i].roles & ROLE_BIT(actor->role)) == 0)
			continue;
		if (kinds[i].counting == BY_STATE)
			out->waiting[i] = in_state(frame, kinds[i].state);
		else if (kinds[i].counting == OPEN_BUNDLES)
			out->waiting[i] = frame->bundles;
		else if (kinds[i].counting == SOON)
			out->waiting[i] = out->soon;
		else
			err = count_task(db, request, &kinds[i], &out->waiting[i], &out->uncounted, error);
	}
	return err;
}

enum err tasks_read(struct db *db, struct http_request *request, struct tasks *out, struct error *error)
{
	enum err err = read_late(db, request, out, error);

	return err == ERR_OK ? read_kinds(db, request, out, error) : err;
}

/* ---- the page ---- */

/* What is late soon waits in its state as well. */
static bool is_of_sheets(const struct task *task)
{
	return task->counting == BY_STATE || task->counting == CLEAN || task->counting == UNCLEAN ||
	       task->counting == NO_BATCH;
}

int64_t tasks_sheets(const struct tasks *tasks)
{
	int64_t sheets = 0;

	for (size_t i = 0; i < COUNT(kinds); i++)
		sheets += is_of_sheets(&kinds[i]) ? tasks->waiting[i] : 0;
	return sheets;
}

static int by_sheets(const void *a, const void *b)
{
	const struct state_count *x = a, *y = b;

	return x->sheets < y->sheets ? 1 : x->sheets > y->sheets ? -1 : (int)x->state - (int)y->state;
}

/* Where they stand, the most first: "Chờ nghiệm thu: 11 · Đã bàn giao công an: 5". */
static const char *late_states(struct http_request *request, const struct tasks *tasks)
{
	struct buf text;

	buf_init(&text, request->arena, LATE_LIMIT);
	qsort(tasks->late, tasks->late_count, sizeof *tasks->late, by_sheets);
	for (size_t i = 0; i < tasks->late_count; i++)
		buf_print(&text, "%s%s: %s", i == 0 ? "" : " · ", state_label(tasks->late[i].state),
		          web_count(request, tasks->late[i].sheets));
	return text.data;
}

struct tmpl_dict *tasks_put_late(struct http_request *request, struct tmpl_dict *dict, const struct tasks *tasks)
{
	int64_t sheets = 0;

	for (size_t i = 0; i < tasks->late_count; i++)
		sheets += tasks->late[i].sheets;
	if (sheets == 0)
		return NULL;
	struct tmpl_dict *section = tmpl_add(dict, "TASKS"), *row = tmpl_add(section, "TASK");
	tmpl_put(row, "TASK_COUNT", web_count(request, sheets));
	tmpl_put(row, "TASK_LABEL", message_text(MSG_TASK_LATE));
	tmpl_put(row, "TASK_URL", "/sheets?late=1");
	tmpl_put(row, "TASK_HINT", late_states(request, tasks));
	tmpl_show(row, "TASK_LATE");
	return section;
}

/* What is to be done, and of what can be done at once how much can not. */
static const char *hint_of(struct http_request *request, const struct tasks *tasks, size_t i)
{
	const char *hint = message_text(kinds[i].hint);

	if (kinds[i].counting != CLEAN || tasks->uncounted == 0)
		return hint;
	return message_fill(request, MSG_HINT_CLEAN_BUNDLED, web_count(request, tasks->waiting[i] - tasks->uncounted),
	                    web_count(request, tasks->uncounted));
}

void tasks_put(struct http_request *request, struct tmpl_dict *dict, struct tmpl_dict *section,
               const struct tasks *tasks)
{
	for (size_t i = 0; i < COUNT(kinds); i++) {
		if (tasks->waiting[i] == 0)
			continue;
		if (section == NULL)
			section = tmpl_add(dict, "TASKS");
		struct tmpl_dict *row = tmpl_add(section, "TASK");
		tmpl_put(row, "TASK_COUNT", web_count(request, tasks->waiting[i]));
		tmpl_put(row, "TASK_LABEL", message_text(kinds[i].label));
		tmpl_put(row, "TASK_URL", kinds[i].url);
		tmpl_put(row, "TASK_HINT", hint_of(request, tasks, i));
		if (kinds[i].late)
			tmpl_show(row, "TASK_LATE");
	}
	if (section != NULL)
		return;
	enum role role = web_actor(request)->role;
	enum message text = (ROLES_MASKED & ROLE_BIT(role)) != 0 ? MSG_HOME_WATCHER : MSG_HOME_NOTHING;
	tmpl_put(tmpl_add(dict, "NO_TASKS"), "NO_TASKS_TEXT", message_text(text));
}

