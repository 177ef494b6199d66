/* What a form posts besides what it shows. */
#ifndef WEB_FRAME_TOKENS_H
#define WEB_FRAME_TOKENS_H

#include "view/tmpl.h"
#include "web/frame/app.h"

/* The session's token against forged posts, masked anew; "" without a session. */
const char *web_csrf(struct http_request *request);
/* A fresh token for a form. */
const char *web_form_token(struct http_request *request);
/* What the forms of a dictionary post besides what they show (frame/tokens.html). form_token NULL: it is stored
 * nowhere. row_version of the sheet that they are about; 0: of none. */
void web_tokens(struct tmpl_dict *dict, const char *csrf, const char *form_token, int64_t row_version);

#endif
