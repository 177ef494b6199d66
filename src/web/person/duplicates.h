/* What the pages about duplicates share. */
#ifndef WEB_DUPLICATES_H
#define WEB_DUPLICATES_H

#include "store/person/duplicate.h"
#include "web/part/csv_table.h"
#include "web/frame/page.h"

/* "cùng họ tên, ngày và tháng sinh đổi chỗ" */
const char *duplicate_reasons(struct http_request *request, unsigned signs);
/* "/duplicates/12/15", the smaller id first. */
const char *duplicate_url(struct http_request *request, int64_t a, int64_t b);
/* "Cùng một người – giữ phiếu 12" */
const char *duplicate_verdict_label(struct http_request *request, const struct duplicate_decision *decision);
/* True for the roles that have these pages. */
static inline bool duplicate_may_look(const struct actor *actor)
{
	return actor->role == ROLE_OFFICER || actor->role == ROLE_HAMLET_LEADER;
}

/* The columns of one sheet in a CSV file of pairs, of the first ("a") and the second ("b"). */
#define PAIR_COLUMNS(side) \
	"sheet_" side, "state_" side, "full_name_" side, "birth_date_" side, "citizen_id_" side, "area_" side, "commune_" side
void pair_csv_side(struct http_request *request, struct csv *csv, const struct record_row *row);
/* One sheet in a row of the list: NAME_A, BIRTH_A, NUMBER_A, AREA_A, STATE_A, STATE_A_LABEL; side "A" or "B". */
void pair_put_side(struct http_request *request, struct tmpl_dict *row, const char *side, const struct record_row *r);
/* The choice between both lists (rows TAB of the template); decided: which one is shown. */
void pair_put_tabs(struct tmpl_dict *content, bool decided);

/* GET /duplicates?state=decided */
enum err page_decided(struct http_request *request, struct http_response *response, struct error *error);

#endif
