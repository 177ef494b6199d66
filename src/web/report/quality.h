/* Figures of quality of an area in a campaign: by rule, by unit below it, by enumerator. */
#ifndef WEB_REPORT_QUALITY_H
#define WEB_REPORT_QUALITY_H

#include "http/http.h"
#include "store/report/quality.h"
#include "web/report/progress.h"

/* ---- quality.c ---- */
http_handler page_quality;

struct quality_view {
	struct progress_view place;     /* area, path, own areas, campaigns; no figures */
	struct quality_figures total;
	struct quality_rule *rules;     /* those that this actor may read */
	size_t rule_count;
	struct quality_row *areas, *enumerators;
	size_t area_count, enumerator_count;
};

/* GET /reports/quality.csv?table=rules (or areas, enumerators; rules when not said). ERR_BAD_REQUEST for another. */
enum err quality_csv(struct http_request *request, struct http_response *response, struct quality_view *view,
                     struct error *error);
/* ---- quality_page.c ---- */
enum err quality_show(struct http_request *request, struct http_response *response, const struct quality_view *view,
                      struct error *error);

#endif
