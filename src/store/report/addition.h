/* The list of people to be added to the national database (src/domain.md §7: Danh sách đề nghị bổ sung vào CSDLQG về
 * dân cư): which sheets stand on it and why. A sheet may stand there for several reasons; it must be live
 * (STORE_LIVE) for any. */
#ifndef STORE_REPORT_ADDITION_H
#define STORE_REPORT_ADDITION_H

#include "store/sheet/sheet.h"

/* For one of the three reasons. Codes as in files: "kind_3", "police_1", "no_number". */
const char *addition_code(enum addition reason);
/* True when the sheet, being live, stands on the list for that reason. */
bool addition_applies(const struct sheet *sheet, enum addition reason);

/* The same as conditions on the row `s` ("s."); all together as the index worker_sheet_addition has it. */
#define ADDITION_KIND_SQL(s) s "kind = 3"
#define ADDITION_POLICE_SQL(s) s "state = " STATE_SQL(POLICE_RETURNED) " AND " s "police_reason = 1"
#define ADDITION_NUMBER_SQL(s) s "citizen_id IS NULL AND " s "no_id_reason IS NOT NULL"
#define ADDITION_ANY_SQL(s) "(" ADDITION_KIND_SQL(s) " OR (" ADDITION_POLICE_SQL(s) ") OR (" ADDITION_NUMBER_SQL(s) "))"

#endif
