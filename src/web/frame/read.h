/* Reading for a page. */
#ifndef WEB_FRAME_READ_H
#define WEB_FRAME_READ_H

#include "web/frame/app.h"

/* Runs fn with a borrowed reader and gives it back, whatever fn says. */
typedef enum err web_reading(struct db *db, struct http_request *request, void *arg, struct error *error);
enum err web_read(struct http_request *request, web_reading *fn, void *arg, struct error *error);

#endif
