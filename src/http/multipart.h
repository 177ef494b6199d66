/* Bodies of type multipart/form-data (RFC 7578): text fields and files. Private to http/. */
#ifndef HTTP_MULTIPART_H
#define HTTP_MULTIPART_H

#include "http/http.h"

enum { MULTIPART_PARTS = 100, MULTIPART_HEAD = 2048, MULTIPART_TEXT = 64 << 10 };

/* True for a Content-Type of such a body, boundary or not. */
bool multipart_is_type(const char *type);
/* Takes a body apart. type: its Content-Type. Texts as params_decode() gives them; files point into data. False (400):
 * no boundary, a part without a name, a head or all texts over their limit, text that is no UTF-8 or holds NUL, no end,
 * too many parts. */
bool multipart_decode(struct arena *arena, const char *type, const char *data, size_t length, struct params *texts,
                      struct http_files *files);

#endif
