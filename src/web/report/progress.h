/* Reports: progress of an area in a campaign, as its page and the first page show it; the list of people to be added.
 */
#ifndef WEB_REPORT_PROGRESS_H
#define WEB_REPORT_PROGRESS_H

#include <stddef.h>

#include "http/http.h"
#include "report/figures/progress_view.h"
#include "view/tmpl.h"

/* ---- progress.c ---- */
http_handler page_progress;

/* ---- milestone.c ---- */
/* Where the area stands against a milestone, judged by the pace that is still needed against that of the last days. */
enum milestone_stand { MILESTONE_NO_TARGET, MILESTONE_REACHED, MILESTONE_MISSED, MILESTONE_NOT_BEGUN,
	MILESTONE_ON_WAY, MILESTONE_BEHIND };
struct milestone_state {
	int64_t need, have;             /* sheets; need -1: no target is set */
	int64_t gained;                 /* sheets of the view's pace_days */
	int64_t days;                   /* left, with today; 0: over */
	enum milestone_stand stand;
};
struct milestone_state milestone_judge(const struct progress_view *view, const struct milestone *milestone);
/* STAND (a class), STAND_WORD, MILESTONE_TEXT: "Nhập CSDLQG: 50 % chỉ tiêu đến hết 31/12/2023: …" */
void milestone_put(struct http_request *request, struct tmpl_dict *row, const struct progress_view *view,
                   const struct milestone *milestone);

/* ---- figures ---- */
/* A figure of a row by its offset. */
int64_t progress_figure(const struct progress_row *row, size_t offset);
/* Width of a bar: whole per cent from 0 to 100. */
int64_t progress_bar(int64_t part, int64_t whole);
/* "/reports/progress?area=…&campaign=…" */
const char *progress_url(struct http_request *request, const char *path, int64_t area_id,
                         const struct campaign *campaign);

/* "Phường Nha Trang (22366), Phường Bắc Nha Trang (22333)" */
const char *progress_heirs(struct http_request *request, const struct area_kin *heirs, size_t count);
/* The section ENDED with ENDED_TEXT, where the area has ended: who took over. */
void progress_put_ended(struct http_request *request, struct tmpl_dict *dict, const struct progress_view *view);

/* ---- campaign_page.c ---- */
/* A campaign with its plan, for whoever it concerns. */
http_handler page_campaign_plan;

/* ---- progress_chart.c ---- */
/* Includes the bars (CHART) of these rows of the table; nothing where there is nothing to show. */
void progress_chart(struct http_request *request, struct tmpl_dict *dict, const struct progress_view *view,
                    const struct progress_line *lines, size_t count);

/* ---- home.c ---- */
/* The first page of everybody but administrators. */
http_handler page_home;

/* ---- no_id.c ---- */
http_handler page_no_id, page_no_id_print;

#endif
