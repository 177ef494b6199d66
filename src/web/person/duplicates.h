/* Pairs of sheets that may be of one human: the list of the open ones, of the decided ones, the page of one pair. */
#ifndef WEB_PERSON_DUPLICATES_H
#define WEB_PERSON_DUPLICATES_H

#include "web/frame/page.h"
#include "web/list/csv_table.h"
#include "web/part/pair.h"

/* ---- duplicates.c, duplicate_pair.c ---- */
http_handler page_duplicates, page_duplicate, post_duplicate;

/* The columns of one sheet in a CSV file of pairs, of the first ("a") and the second ("b"). */
#define PAIR_COLUMNS(side) \
	"sheet_" side, "state_" side, "full_name_" side, "birth_date_" side, "citizen_id_" side, "area_" side, \
	"commune_" side
void pair_csv_side(struct http_request *request, struct csv *csv, const struct record_row *row);
/* One sheet in a row of the list: NAME_A, BIRTH_A, NUMBER_A, AREA_A, STATE_A, STATE_A_LABEL; side "A" or "B". */
void pair_put_side(struct http_request *request, struct tmpl_dict *row, const char *side, const struct record_row *r);
/* The choice between both lists (rows TAB of the template); decided: which one is shown. */
void pair_put_tabs(struct tmpl_dict *content, bool decided);

/* ---- duplicates_decided.c ---- */
/* GET /duplicates?state=decided */
enum err page_decided(struct http_request *request, struct http_response *response, struct error *error);

#endif
