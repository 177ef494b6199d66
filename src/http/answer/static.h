/* The embedded files under static/, served at /static/HASH16/NAME. Private to http/; see
 * http_static_start() and http_static_url(). */
#ifndef HTTP_ANSWER_STATIC_H
#define HTTP_ANSWER_STATIC_H

#include "base/process/assets.h"
#include "http/http.h"

struct static_file {
	const char *name;               /* "mau03.css" */
	const char *url, *etag, *content_type;
	const struct asset *asset;
	const char *packed;             /* NULL: not worth it */
	size_t packed_size;
};

/* The file with that URL, or NULL. */
const struct static_file *static_find(const char *url);
/* Answers 200 or 304. */
void static_serve(const struct static_file *file, const struct http_request *request, struct http_response *response);

#endif
