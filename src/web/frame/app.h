/* The web floor: routes, handlers, pages. No SQL and no rules here: a page translates between a browser and the floors below. */
#ifndef WEB_APP_H
#define WEB_APP_H

#include "auth/number_search.h"
#include "auth/session.h"
#include "exchange/photo.h"
#include "http/http.h"
#include "http/kept.h"
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
	struct kept_answers *kept;      /* pages to send again; may be NULL */
	struct jobs *jobs;              /* long work */
	struct photo_desk *photos;      /* reads pictures */
};

enum { PHOTO_BODY = PHOTO_BYTES };      /* bytes of a posted photo */

/* What {id} of a route names (http_route.target). */
enum target { TARGET_NONE, TARGET_SHEET, TARGET_HANDOVER };

/* Hooks of http/. */
enum err web_admit(struct http_request *request, struct http_response *response, struct error *error);
enum err web_target(struct http_request *request, struct error *error);
void web_fail(struct http_request *request, struct http_response *response, const struct error *error);

/* The route table, sorted as http_check_routes() wants it. */
const struct http_route *web_routes(size_t *count);

/* Checks routes, rules and the template of the form (one include marker a field), then loads static files and templates. Once.
 * ERR_INTERNAL with the first difference. */
enum err web_start(const struct form *form, struct error *error);

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

/* A head for a workflow request, with the posted form_token: good for the path that it was posted to, and for what was posted with it. */
struct request_head web_head(struct http_request *request);

/* 413: the page for a photo says how large one may be. */
enum err photo_too_large(struct http_request *request, struct http_response *response, struct error *error);

/* The posted confirmations of warnings: confirm_RULE and confirm_finding_ID with a reason; `common` (one of these names) with common_reason. */
const struct confirmation *web_confirmations(struct http_request *request, size_t *count);

/* ---- handlers ---- */
http_handler page_healthz, page_help, page_help_login, page_licences, page_home, page_login, post_login, post_logout, page_password, post_password;
http_handler page_sheet_new, post_sheet_new, page_sheet_edit, post_sheet_edit, page_sheet, page_sheet_changes, post_sheet_move;
http_handler post_sheet_confirm, post_sheet_unconfirm, post_review_confirm, post_review_unconfirm;
http_handler page_sheets, page_review, post_review_accept, page_handovers, post_handovers, page_handover, post_handover_sign,
        post_handover_remove, page_police, post_police_entered, post_police_return, page_progress, page_quality, page_sheet_print,
        page_form_print, page_jobs, post_jobs, page_job, post_job_cancel, post_job_resume;
http_handler page_people, page_person, page_person_print, post_person_join, post_person_split;
http_handler page_duplicates, page_duplicate, post_duplicate;
http_handler page_change, post_change, page_no_id, page_no_id_print;
http_handler page_text_tool, post_text_tool, page_photo, post_photo;

#endif
