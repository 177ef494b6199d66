/* Sheets that may be of the same person as one that is not sent yet. */
#ifndef WEB_PART_SIMILAR_H
#define WEB_PART_SIMILAR_H

#include "http/http.h"
#include "store/sheet/sheet.h"

enum { SIMILAR_MOST = 5 };

struct similar_sheet { int64_t id; const char *text; }; /* "Phiếu 12: cùng họ tên, cùng ngày sinh" */
struct similar { struct similar_sheet items[SIMILAR_MOST]; size_t count; };

/* Live sheets of the commune with the same number, or a name that sounds the same and a close birth date; only those
 * that the actor may see. */
enum err similar_read(struct db *db, struct http_request *request, const struct sheet *sheet, struct similar *out,
                      struct error *error);

#endif
