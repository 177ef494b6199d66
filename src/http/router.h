/* Finds the row of the route table for a request. Private to http/. */
#ifndef HTTP_ROUTER_H
#define HTTP_ROUTER_H

#include "http/http.h"

enum { ROUTER_GET = 1, ROUTER_POST = 2 };

/* No route may take a larger body: it and what is made of it live in one arena. Of an upload only the files may be
 * large. */
enum { ROUTER_BODY_MAX = 4 << 20, ROUTER_UPLOAD_MAX = 12 << 20 };

/* The route, or NULL: no such path when *methods is 0, else another method (*methods: ROUTER_GET |
 * ROUTER_POST). ids are those of the pattern. method is "GET" for HEAD too. */
const struct http_route *router_find(const struct http_route *routes, size_t count, const char *method,
                                     const char *path, const char *suffix, int64_t ids[HTTP_IDS],
                                     unsigned *methods);
/* The Allow header for such methods. */
const char *router_allow(unsigned methods);

#endif
