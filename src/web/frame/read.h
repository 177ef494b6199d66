/* Reading for a page. */
#ifndef WEB_FRAME_READ_H
#define WEB_FRAME_READ_H

#include "store/sheet/sheet.h"
#include "web/frame/app.h"

/* Runs fn with a borrowed reader and gives it back, whatever fn says. */
typedef enum err web_reading(struct db *db, struct http_request *request, void *arg, struct error *error);
enum err web_read(struct http_request *request, web_reading *fn, void *arg, struct error *error);

/* What the frame of a page shows of the database, each part read once a request. */
enum web_part { WEB_AREA = 1, WEB_STATES = 2, WEB_BUNDLES = 4 };
struct web_frame {
	unsigned known;                 /* parts that were read; of others stands nothing here */
	const char *area_name;          /* of the actor's first area; "" for none */
	struct state_count *states;     /* all sheets that the actor sees */
	size_t state_count;
	int64_t bundles;                /* of papers that nobody counted yet */
};

/* What is wanted (enum web_part), with that reader. */
enum err web_frame_with(struct db *db, struct http_request *request, unsigned wanted, const struct web_frame **out,
                        struct error *error);
/* The same without: what is not known yet is read with one that is borrowed, if that can be now. */
const struct web_frame *web_frame(struct http_request *request, unsigned wanted);

#endif
