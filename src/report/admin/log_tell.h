/* A row of the history or of the views in words. */
#ifndef REPORT_ADMIN_LOG_TELL_H
#define REPORT_ADMIN_LOG_TELL_H

#include "db/db.h"
#include "store/admin/access_log.h"

/* "Danh sách phiếu: 50 phiếu", "Số có ba chữ số cuối 347, tìm thấy phiếu 12, 45", "Tên đăng nhập: lan · Vai trò: Công
 * an cấp xã", a reason; long numbers in what people wrote are masked; areas stand with their names of that day and
 * their codes. "" for nothing. db NULL: no areas are in it. */
const char *log_tell(struct db *db, struct arena *arena, const struct log_row *row);

#endif
