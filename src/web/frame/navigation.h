/* The places of a role at the left of every page, in groups. */
#ifndef WEB_FRAME_NAVIGATION_H
#define WEB_FRAME_NAVIGATION_H

#include "view/tmpl.h"
#include "web/frame/app.h"

/* The rows NAV_GROUP of frame/layout.html for whoever asks. All groups are open while they fit beside a page; of more
 * places, the first group and the one of this page. */
void navigation_put(struct http_request *request, struct tmpl_dict *user);

#endif
