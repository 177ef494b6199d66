/* Login, logout, the user's own password. */
#ifndef WEB_ACCOUNT_LOGIN_H
#define WEB_ACCOUNT_LOGIN_H

#include "http/http.h"

http_handler page_login, post_login, post_logout, page_password, post_password;

/* 401: the login page with the posted fields as hidden inputs, for a POST whose session is over. */
enum err login_page_carrying(struct http_request *request, struct http_response *response, struct error *error);

#endif
