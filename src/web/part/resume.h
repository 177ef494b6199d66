/* What was typed when the session was over: carried through the login, never lost, never stored unasked. */
#ifndef WEB_PART_RESUME_H
#define WEB_PART_RESUME_H

#include "view/tmpl.h"
#include "web/frame/app.h"

/* Shows the form of the page `next`, filled with request->form. ERR_NOT_FOUND when next has no such form;
 * ERR_CONFLICT when it cannot be used any more. */
typedef enum err resume_show(struct http_request *request, struct http_response *response, const char *next,
                             struct error *error);
/* A way to the forms of pages whose path begins so, for these roles. */
struct resume_way {
	uint32_t roles;
	const char *path;
	resume_show *show;
};

/* The page that has the form which this request posted: "/sheets/12/return" -> "/sheets/12?move=return". What the
 * address of a sheet's form says besides stays in it. */
const char *resume_page_of(struct http_request *request);
/* True for a field that goes through the login: not those of the login itself, no tokens, no passwords, no ticked
 * ids. */
bool resume_carries(const char *name);

/* After the login: the form filled with request->form; the texts alone, with why, where it cannot be shown; without
 * any the redirect to next. request->session is the new one. */
enum err resume_form(struct http_request *request, struct http_response *response, const char *next,
                     struct error *error);

/* Whether a person typed or chose something in the posted form; and those texts, for rows TYPED: TYPED_LABEL,
 * TYPED_TEXT. */
bool resume_is_typed(const struct http_request *request);
void resume_put_typed(struct http_request *request, struct tmpl_dict *dict);

#endif
