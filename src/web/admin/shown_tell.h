/* What a view of a list showed, in words. */
#ifndef WEB_ADMIN_SHOWN_TELL_H
#define WEB_ADMIN_SHOWN_TELL_H

#include "http/http.h"
#include "store/admin/access_log.h"

/* "Danh sách phiếu: 50 phiếu", "Số có ba chữ số cuối 347, tìm thấy phiếu 12, 45"; NULL for a row that speaks of no list
 * and no search. */
const char *shown_tell(struct http_request *request, const struct log_row *row);

#endif
