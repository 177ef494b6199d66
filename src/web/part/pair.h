/* Two sheets that may be of one human, in words. */
#ifndef WEB_PART_PAIR_H
#define WEB_PART_PAIR_H

#include "store/person/duplicate.h"
#include "web/frame/url.h"

/* "cùng họ tên, ngày và tháng sinh đổi chỗ" */
const char *duplicate_reasons(struct http_request *request, unsigned signs);
/* "Cùng một người – giữ phiếu 12" */
const char *duplicate_verdict_label(struct http_request *request, const struct duplicate_decision *decision);
/* True for the roles that have the pages of pairs. */
static inline bool duplicate_may_look(const struct actor *actor)
{
	return actor->role == ROLE_OFFICER || actor->role == ROLE_HAMLET_LEADER;
}

#endif
