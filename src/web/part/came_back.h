/* A sheet that has come back: who sent it, and why. */
#ifndef WEB_PART_CAME_BACK_H
#define WEB_PART_CAME_BACK_H

#include "store/sheet/event.h"
#include "view/tmpl.h"
#include "web/frame/app.h"

/* Fills the section RETURNED of a page when the sheet with these events (oldest first) has come back. */
void came_back_put(struct http_request *request, struct tmpl_dict *content, const struct event *events, size_t count);

#endif
