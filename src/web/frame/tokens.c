#include "web/frame/tokens.h"

#include "auth/csrf.h"
#include "base/hash.h"

const char *web_csrf(struct http_request *request)
{
	return request->session == NULL ? "" : csrf_token(request->arena, web_session(request)->csrf_secret);
}

const char *web_form_token(struct http_request *request)
{
	return hash_unique(request->arena, clock_seconds(&web_app(request)->workflow.clock));
}

void web_tokens(struct tmpl_dict *dict, const char *csrf, const char *form_token, int64_t row_version)
{
	struct tmpl_dict *tokens = tmpl_include(dict, "TOKENS", "frame/tokens.html");

	tmpl_put(tokens, "CSRF", csrf);
	if (form_token != NULL)
		tmpl_put(tmpl_add(tokens, "STORED"), "FORM_TOKEN", form_token);
	if (row_version != 0)
		tmpl_put_int(tmpl_add(tokens, "VERSION"), "ROW_VERSION", row_version);
}
