/* What every request to workflow/ is made of: who asks, which form it was, what is confirmed in it. */
#include "base/hash.h"
#include "base/memory.h"
#include "text/utf8.h"
#include "web/frame/app.h"

/* A token is good for the path that it was posted to. */
static const char *bound(struct http_request *request, const char *token)
{
	const char *text = arena_print(request->arena, "%s %s", request->path, token);
	char hash[HASH_TEXT];

	hash_text(text, strlen(text), hash);
	return arena_text(request->arena, hash);
}

/* What belongs to one post of a form and not to what it says. */
static bool is_of_the_post(const char *name)
{
	static const char *const names[] = { "csrf", "form_token", "row_version" };

	for (size_t i = 0; i < COUNT(names); i++) {
		if (strcmp(names[i], name) == 0)
			return true;
	}
	return false;
}

/* A sheet is sent, whichever page comes after it. */
static const char *meant(const struct param *param)
{
	bool sends = strcmp(param->name, "action") == 0 && strcmp(param->value, "submit_next") == 0;

	return sends ? "submit" : param->value;
}

/* Of what was posted. The token in it is stored nowhere, so that nobody finds out by trying what was typed. */
static const char *digest(struct http_request *request, const char *token)
{
	const struct params *form = &request->form;
	const struct http_files *files = &request->files;
	const char **items = arena_array(request->arena, 2 * (form->count + files->count) + 1, sizeof *items);
	char hash[HASH_TEXT];
	size_t count = 0;

	items[count++] = token;
	for (size_t i = 0; i < form->count; i++) {
		if (is_of_the_post(form->items[i].name))
			continue;
		items[count++] = form->items[i].name;
		items[count++] = meant(&form->items[i]);
	}
	for (size_t i = 0; i < files->count; i++) {
		hash_text(files->items[i].data, files->items[i].size, hash);
		items[count++] = files->items[i].name;
		items[count++] = arena_text(request->arena, hash);
	}
	hash_list(items, count, hash);
	return arena_text(request->arena, hash);
}

struct request_head web_head(struct http_request *request)
{
	struct request_head head = { .workflow = &web_app(request)->workflow, .arena = request->arena,
		.actor = web_actor(request) };
	const char *token = params_filled(&request->form, "form_token");

	if (token == NULL)
		return head;
	head.form_token = bound(request, token);
	head.posted = digest(request, token);
	return head;
}

enum param_state web_version(struct http_request *request, const char *name, int64_t *out)
{
	return params_int(&request->form, name, 1, INT32_MAX, out);
}

/* ---- confirmations ---- */

enum { CONFIRM_PREFIX = 8 };
static const char confirm_prefix[] = "confirm_";

const char *web_cleaned(struct http_request *request, const char *text)
{
	return text == NULL ? NULL : utf8_clean(request->arena, text);
}

/* "confirm_W13", "confirm_finding_12" */
static struct confirmation confirmation_of(const char *name, const char *reason)
{
	static const char finding[] = "finding_";
	struct confirmation one = { .rule = name + CONFIRM_PREFIX, .reason = reason };

	if (strncmp(one.rule, finding, sizeof finding - 1) == 0)
		one.finding_id = strtoll(one.rule + sizeof finding - 1, NULL, 10);
	return one;
}

const struct confirmation *web_confirmations(struct http_request *request, size_t *count)
{
	const char *common = web_cleaned(request, params_text(&request->form, "common_reason"));
	struct confirmation *list = arena_array(request->arena, request->form.count + 1, sizeof *list);

	*count = 0;
	for (size_t i = 0; i < request->form.count; i++) {
		const struct param *p = &request->form.items[i];
		if (strncmp(p->name, confirm_prefix, CONFIRM_PREFIX) == 0)
			list[(*count)++] = confirmation_of(p->name, web_cleaned(request, p->value));
	}
	for (size_t i = 0; i < request->form.count && common != NULL; i++) {
		const struct param *p = &request->form.items[i];
		if (strcmp(p->name, "common") == 0 && p->value != NULL &&
		    strncmp(p->value, confirm_prefix, CONFIRM_PREFIX) == 0)
			list[(*count)++] = confirmation_of(p->value, common);
	}
	return list;
}
