#include "workflow/write.h"

#include "store/admin/session_row.h"
#include "text/messages.h"

struct write_task {
	struct request_head *head;
	db_task *body;
	void *request;
};

static bool has_token(const struct request_head *head)
{
	return head->form_token != NULL && head->form_token[0] != '\0';
}

/* Who asked is still there, and the form was not posted before. */
static enum err admit(struct db *db, struct request_head *head, struct error *error)
{
	struct form_result first;
	bool found = false;

	head->repeated = false;
	if (head->actor->session_id != 0 && !session_is_alive(db, head->actor->session_id))
		return error_set(error, ERR_UNAUTHENTICATED, message_text(MSG_SESSION_OVER),
		                 "session ended before the job ran");
	if (!has_token(head))
		return ERR_OK;
	enum err err = form_token_find(db, head->arena, head->actor->user_id, head->form_token, &first, &found, error);
	if (err != ERR_OK || !found)
		return err;
	head->made = first.made;
	if (strcmp(first.posted, head->posted) != 0)
		return error_set(error, ERR_CONFLICT, message_text(MSG_FORM_SENT),
		                 "the form was posted before and said something else");
	head->repeated = true;
	return ERR_OK;
}

static enum err remember(struct db *db, const struct request_head *head, struct error *error)
{
	const struct form_result result = { .posted = head->posted, .made = head->made };
	int64_t now = clock_seconds(&head->workflow->clock);

	if (!has_token(head))
		return ERR_OK;
	return form_token_add(db, head->actor->user_id, head->form_token, &result, now, error);
}

static enum err write_task(struct db *db, void *arg, struct error *error)
{
	const struct write_task *task = arg;
	struct request_head *head = task->head;
	char *now = arena_alloc(head->arena, CLOCK_TEXT);
	enum err err = admit(db, head, error);

	if (err != ERR_OK || head->repeated)
		return err;
	clock_now(&head->workflow->clock, now);
	head->now = now;
	err = task->body(db, task->request, error);
	if (err != ERR_OK)
		head->made = (struct thing){ THING_NONE, 0 };
	return err == ERR_OK ? remember(db, head, error) : err;
}

enum err write_run(struct request_head *head, db_task *body, void *request, struct error *error)
{
	struct write_task task = { head, body, request };

	return db_write(head->workflow->writer, write_task, &task, error);
}

enum err write_run_alone(struct request_head *head, db_task *body, void *request, struct error *error)
{
	struct write_task task = { head, body, request };

	return db_write_alone(head->workflow->writer, write_task, &task, error);
}
