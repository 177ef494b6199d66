/* Login and what is carried through it. */
#ifndef WEB_LOGIN_H
#define WEB_LOGIN_H

#include "web/frame/app.h"

/* 401: the login page with the posted fields as hidden inputs, for a POST whose session is over. */
enum err login_page_carrying(struct http_request *request, struct http_response *response, struct error *error);
/* The session's cookie; value NULL removes it. */
void web_set_session_cookie(struct http_request *request, struct http_response *response, const char *value);
/* Percent-encodes everything but unreserved characters and slashes. */
void web_url_encode(struct buf *out, const char *text);

#endif
