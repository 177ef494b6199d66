/* Typing a sheet about a change: beside the last accepted answers of the person, which are taken over part by part. */
#include "form/answers_copy.h"
#include "text/messages.h"
#include "web/frame/read.h"
#include "web/frame/text.h"
#include "web/sheet/entry.h"
#include "workflow/change.h"

bool entry_base(struct db *db, const struct entry *entry, struct sheet *out)
{
	struct http_request *request = entry->request;
	int64_t person = entry->sheet.id == 0 ? entry->person_id : entry->sheet.person_id;

	if (person == 0 || entry->sheet.replaces_id != 0 ||
	    (entry->sheet.id != 0 && answers_kind(&entry->answers) < KIND_CHANGE))
		return false;
	return change_base(db, request->arena, web_app(request)->form, web_actor(request), person, entry->sheet.id, out,
	                   NULL) == ERR_OK;
}

static enum err read_base(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct entry *entry = arg;
	struct sheet base;

	(void)request;
	if (!entry_base(db, entry, &base))
		return error_set(error, ERR_NOT_FOUND, message_text(MSG_NOT_FOUND),
		                 "no accepted sheet of that person for this actor");
	return ERR_OK;
}

enum err change_begin(struct http_request *request, struct http_response *response, struct error *error)
{
	const struct form *form = web_app(request)->form;
	struct entry entry = { .request = request };
	int64_t kind = KIND_CHANGE;

	answers_init(&entry.answers, form, request->arena);
	if (params_int(&request->query, "person", 1, INT64_MAX, &entry.person_id) != PARAM_OK ||
	    params_int(&request->query, form->kind->name, KIND_CHANGE, KIND_CORRECTION, &kind) == PARAM_BAD)
		return error_set(error, ERR_BAD_REQUEST, message_text(MSG_BAD_REQUEST),
		                 "no such person, or no kind of change");
	*answers_at(&entry.answers, form->kind) = (struct answer){ .state = ANSWER_VALID, .number = kind };
	enum err err = web_read(request, read_base, &entry, error);
	return err == ERR_OK ? entry_show(&entry, response, 200, error) : err;
}

static enum err copy_part(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct entry *entry = arg;
	struct sheet base;
	const char *part = strchr(params_text(&request->form, "action"), '_');

	if (!entry_base(db, entry, &base))
		return error_set(error, ERR_CONFLICT, message_text(MSG_NOTHING_TO_COPY), "no earlier answers");
	size_t copied = answers_copy_part(&base.answers, part[1] - '0', &entry->answers);
	entry->trouble = message_fill(request, copied == 0 ? MSG_NOTHING_COPIED : MSG_COPIED,
	                              web_count(request, (int64_t)copied), NULL);
	return ERR_OK;
}

bool change_wants_copy(const struct form *form, const char *action)
{
	return action != NULL && strncmp(action, "copy_", 5) == 0 && action[5] >= '1' &&
	       action[5] <= '0' + (int)form->part_count && action[6] == '\0';
}

enum err change_copy(struct entry *entry, int64_t row_version, struct http_response *response, struct error *error)
{
	enum err err = web_read(entry->request, copy_part, entry, error);

	if (err != ERR_OK)
		return err;
	if (row_version != 0)
		entry->sheet.row_version = row_version;
	entry->finding_count = 0;
	return entry_show(entry, response, 200, error);
}
