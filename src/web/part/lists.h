/* What the pages with lists share: reading with one borrowed reader, choices of areas, deadlines, sheets as JSON. */
#ifndef WEB_LISTS_H
#define WEB_LISTS_H

#include "base/json.h"
#include "store/campaign/area.h"
#include "store/campaign/campaign.h"
#include "text/messages.h"
#include "view/tmpl.h"
#include "web/frame/app.h"

/* Runs fn with a borrowed reader and gives it back, whatever fn says. */
typedef enum err web_reading(struct db *db, struct http_request *request, void *arg, struct error *error);
enum err web_read(struct http_request *request, web_reading *fn, void *arg, struct error *error);

/* The areas that a filter offers: the hamlets of the actor's commune, or the communes where there are several; where these are very many,
 * the districts and the communes of the chosen one. Always with the one that is chosen. */
struct area_choice {
	struct area *items;
	size_t count;
};
enum err area_choice_read(struct db *db, struct http_request *request, int64_t chosen, struct area_choice *out, struct error *error);
/* Rows AREA_OPTION. */
void area_choice_put(struct http_request *request, struct tmpl_dict *dict, const struct area_choice *choice, int64_t chosen);

/* Days that a sheet may stay in a state, by campaign. */
struct deadlines {
	struct campaign_stage *stages;
	size_t count;
};
enum err deadlines_read(struct db *db, struct http_request *request, struct deadlines *out, struct error *error);
/* "Quá hạn 5 ngày", or NULL when the sheet is not late (as progress counts it). */
const char *deadlines_late(struct http_request *request, const struct deadlines *deadlines, const struct sheet_row *row);

/* ---- small things ---- */
/* Shows section with one value, when there is one. */
void put_section(struct tmpl_dict *dict, const char *section, const char *key, const char *value);
/* The hamlet of a sheet as lists show it: "(chưa ghi)" when there is none; nothing stands in its place. */
const char *web_hamlet(const char *area_name);
/* A message with its "{1}" and "{2}" replaced; NULL is an empty text. */
const char *message_fill(struct http_request *request, enum message message, const char *one, const char *two);
/* The same with "{1}" to "{9}". */
const char *message_fill_all(struct http_request *request, enum message message, const char *const *values, size_t count);
/* Label of a state by its code. */
const char *web_state_label(const char *code);
const char *web_id(struct http_request *request, int64_t id);
/* An option's label of a field of the form, "" when there is none. */
const char *web_option(const struct http_request *request, const char *field, int64_t value);
/* "2 lỗi, 1 cảnh báo"; NULL when nothing is open. */
const char *web_open_findings(struct http_request *request, int64_t errors, int64_t warnings);

/* "Lỗi", "Cảnh báo", "Gợi ý" for E, W, I. */
const char *web_severity_label(const char *severity);

/* ---- JSON ---- */
/* NULL becomes null. */
void json_put_text(cJSON *object, const char *key, const char *text);
void json_put_int(cJSON *object, const char *key, int64_t value);
/* The answer, numbers as this actor may read them; NULL: there is none. */
cJSON *web_answer_json(struct http_request *request, const struct field *field, const struct answer *answer);
/* A row of a list, numbers as this actor may see them. */
cJSON *sheet_row_json(struct http_request *request, const struct sheet_row *row);
/* Findings as this actor may read them; without those that are the officer's. */
cJSON *findings_json(struct http_request *request, const struct finding_row *findings, size_t count);
/* {"rows","total","next"}; takes rows. next NULL: null. */
cJSON *list_json(cJSON *rows, int64_t total, const char *next);
/* Prints root into the response and deletes it. */
enum err json_send(struct http_request *request, struct http_response *response, cJSON *root, struct error *error);

#endif
