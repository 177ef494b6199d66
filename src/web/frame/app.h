/* What every page is given. */
#ifndef WEB_FRAME_APP_H
#define WEB_FRAME_APP_H

#include "auth/number_search.h"
#include "auth/session.h"
#include "exchange/photo.h"
#include "http/answer/kept.h"
#include "http/http.h"
#include "job/job.h"
#include "workflow/workflow.h"

/* Frozen at start; http_request.app. */
struct app {
	const struct form *form;
	struct db_pool *pool;
	struct auth *auth;
	struct number_search numbers;   /* who may look for one now */
	struct workflow workflow;       /* with clock and writer */
	bool demo;                      /* demo data: a permanent notice */
	const char *public_host;        /* or NULL */
	const char *folder;             /* the data folder */
	const char *imports;            /* a folder in it for files that wait to be imported */
	const char *tmp;                /* a folder in it for files that nobody needs by name */
	struct kept_answers *kept;      /* pages to send again; may be NULL */
	struct jobs *jobs;              /* long work */
	struct photo_desk *photos;      /* reads pictures */
	const struct http_route *routes;        /* all of them */
	size_t route_count;
	const struct resume_way *ways;  /* to the forms that can be filled after a login (web/part/resume.h) */
	size_t way_count;
};

static inline const struct app *web_app(const struct http_request *request)
{
	return request->app;
}

static inline const struct session *web_session(const struct http_request *request)
{
	return request->session;
}

/* Behind every route that is not public. */
static inline const struct actor *web_actor(const struct http_request *request)
{
	return &web_session(request)->actor;
}

/* ---- head.c ---- */

/* A head for a workflow request, with the posted form_token: good for the path that it was posted to, and for what
 * was posted with it. */
struct request_head web_head(struct http_request *request);

/* A posted text without what nobody typed: stray spaces, marks in another form. NULL for NULL. */
const char *web_cleaned(struct http_request *request, const char *text);
/* A posted version of a row: `row_version`, `version_12`. */
enum param_state web_version(struct http_request *request, const char *name, int64_t *out);
/* The posted confirmations of warnings: confirm_RULE and confirm_finding_ID with a reason; `common` (one of these
 * names) with common_reason. */
const struct confirmation *web_confirmations(struct http_request *request, size_t *count);

#endif
