/* A re-check on its page: what it found. */
#include "web/file/job_face.h"

#include "web/frame/text.h"
#include "web/part/rule_text.h"
#include "workflow/access.h"
#include "workflow/verdict/recheck.h"

enum { ROWS_SHOWN = 100 };

struct found {
	struct recheck_job recheck;
	struct recheck_row *rows;
	size_t count;
};

static const char *parameters(struct http_request *request)
{
	int64_t campaign_id = 0;

	return params_int(&request->form, "campaign_id", 1, INT64_MAX, &campaign_id) == PARAM_OK
		? recheck_parameters(request->arena, campaign_id) : "{}";
}

static enum err read(struct db *db, struct http_request *request, const struct job *job, void **what,
                     struct error *error)
{
	struct found *found = arena_alloc(request->arena, sizeof *found);
	int64_t after = 0;

	*what = found;
	if (params_int(&request->query, "after", 1, INT64_MAX, &after) == PARAM_BAD)
		return error_set(error, ERR_BAD_REQUEST, message_text(MSG_BAD_FILTER), "bad place in the list");
	enum err err = recheck_by_job_any(db, request->arena, job->id, &found->recheck, error);
	return err == ERR_OK ? recheck_rows(db, request->arena, web_actor(request), job->id, after, ROWS_SHOWN + 1,
	                                    &found->rows, &found->count, error)
	                     : err;
}

static size_t shown_of(const struct found *found)
{
	return found->count > ROWS_SHOWN ? ROWS_SHOWN : found->count;
}

/* An administrator is told no names. */
static enum err note(struct http_request *request, const void *what, struct error *error)
{
	const struct actor *actor = web_actor(request);
	const struct found *found = what;
	size_t count = shown_of(found);
	int64_t *ids = arena_array(request->arena, count + 1, sizeof *ids);
	const struct shown_rows shown = { .access = ACCESS_LIST, .table = RECHECK_KIND, .ids = ids, .count = count,
		.commune_id = actor->commune_id };

	if (actor->role == ROLE_ADMIN || count == 0)
		return ERR_OK;
	for (size_t i = 0; i < count; i++)
		ids[i] = found->rows[i].sheet_id;
	return workflow_log_shown(&web_app(request)->workflow, actor, &shown, error);
}

static const char *title(struct http_request *request, const struct job *job, const void *what)
{
	const struct found *found = what;

	(void)job;
	return found == NULL ? message_text(MSG_TITLE_RECHECK)
	                     : message_fill(request, MSG_TITLE_JOB, found->recheck.campaign_code, NULL);
}

/* How often the word that begins here follows itself; *text goes behind the last one. */
static size_t skip_same(const char **text)
{
	const char *word = *text;
	size_t length = strcspn(word, " "), count = 0;

	while (strncmp(*text, word, length) == 0 && strcspn(*text, " ") == length && length > 0) {
		*text += length;
		*text += strspn(*text, " ");
		count++;
	}
	return count;
}

/* "E01:E E01:E W31:W+" -> a badge for each rule, with how often ("E01 ×2"); or that there is none. */
static void put_findings(struct http_request *request, struct tmpl_dict *row, const char *section, const char *text)
{
	struct tmpl_dict *dict = tmpl_add(row, section);

	if (*text == '\0')
		tmpl_put(tmpl_add(dict, "NONE"), "NONE_TEXT", message_text(MSG_JOB_NO_FINDING));
	while (*text != '\0') {
		const char *word = text;
		size_t length = strcspn(word, " "), times = skip_same(&text);
		const char severity[] = { word[length > 4 ? 4 : 0], '\0' };
		struct tmpl_dict *badge = tmpl_add(dict, "BADGE");
		tmpl_put(badge, "SEVERITY", severity);
		tmpl_put(badge, "SEVERITY_LABEL", severity_label(severity_from_code(severity)));
		tmpl_put(badge, "RULE_ID",
		         times > 1 ? arena_print(request->arena, "%.3s ×%zu", word, times)
		                   : arena_print(request->arena, "%.3s", word));
		put_section(badge, "CONFIRMED", "CONFIRMED_TEXT", length > 5 ? message_text(MSG_JOB_FINDING_CONFIRMED) : NULL);
	}
}

static void put_row(struct http_request *request, struct tmpl_dict *dict, const struct recheck_row *found)
{
	bool named = web_actor(request)->role != ROLE_ADMIN;
	struct tmpl_dict *row = tmpl_add(dict, "ROW"), *name = tmpl_add(row, named ? "LINK" : "NUMBER");

	tmpl_put(name, "SHEET_ID", web_id(request, found->sheet_id));
	if (named)
		tmpl_put(name, "SHEET_NAME", found->full_name);
	tmpl_put(row, "STATE", state_code(found->state));
	tmpl_put(row, "STATE_LABEL", state_label(found->state));
	put_findings(request, row, "BEFORE", found->before);
	put_findings(request, row, "AFTER", found->after);
	tmpl_put(row, "OUTCOME", message_text(found->written ? MSG_JOB_WRITTEN : MSG_JOB_REPORTED));
}

static void put_rows(struct http_request *request, struct tmpl_dict *dict, const struct job *job,
                     const struct found *found)
{
	size_t shown = shown_of(found);
	struct tmpl_dict *table = shown == 0 ? NULL : tmpl_add(dict, "ROWS");

	if (shown == 0 && job->state != JOB_RUNNING)
		tmpl_show(dict, "NOTHING");
	for (size_t i = 0; i < shown; i++)
		put_row(request, table, &found->rows[i]);
	if (shown < found->count)
		put_section(table, "MORE", "MORE_URL",
		            arena_print(request->arena, "/jobs/%lld?after=%lld", (long long)job->id,
		                        (long long)found->rows[shown - 1].sheet_id));
}

static void put(const struct page *page, struct tmpl_dict *dict, const struct job *job, const void *what)
{
	struct http_request *request = page->request;
	const struct found *found = what;

	tmpl_put(dict, "REACH", message_text(found->recheck.whole ? MSG_JOB_OF_CAMPAIGN : MSG_JOB_OF_AREA));
	tmpl_put_int(dict, "VERSION", found->recheck.rule_version);
	if (job_is_own(web_actor(request), job))
		put_section(dict, "FIGURES", "CHANGED", web_count(request, found->recheck.changed));
	put_rows(request, dict, job, found);
}

const struct job_face recheck_face = { RECHECK_KIND, parameters, read, note, title, "file/recheck.html", put };
