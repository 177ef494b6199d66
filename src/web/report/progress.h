/* Reports: progress of an area in a campaign, as its page and the first page show it; the list of people to be added.
 */
#ifndef WEB_REPORT_PROGRESS_H
#define WEB_REPORT_PROGRESS_H

#include <stddef.h>

#include "http/http.h"
#include "store/campaign/area.h"
#include "store/report/progress.h"
#include "view/tmpl.h"

/* ---- progress.c ---- */
http_handler page_progress;

struct progress_view {
	struct area area;
	struct area *path;              /* from the root down to the area, only what the actor may see */
	size_t path_count;
	struct area *own;               /* the actor's areas, when there are several */
	size_t own_count;
	struct campaign *campaigns;     /* those of the actor, by code */
	size_t campaign_count;
	const struct campaign *campaign; /* the one shown; NULL: there is none */
	struct milestone *milestones;
	size_t milestone_count;
	struct progress_row *rows;
	size_t count;
	struct progress_row total;
	struct date today;
	/* the last days of the campaign, with today, that the pace is taken from; 0: it has not begun */
	int64_t pace_days;
	struct progress_row gained;     /* what they brought (progress_gained) */
};

/* area_id 0: the actor's first area. campaign: a code or an id; NULL: the newest that covers the area. ERR_NOT_FOUND
 * when the area is not in the actor's scope or the campaign is none of the actor's. */
enum err progress_read(struct db *db, struct http_request *request, int64_t area_id, const char *campaign,
                       struct progress_view *out, struct error *error);

/* The same without its figures and milestones: the area, what is above it, the campaign. */
enum err progress_place(struct db *db, struct http_request *request, int64_t area_id, const char *campaign,
                        struct progress_view *out, struct error *error);
/* The fixed heads of a table of areas: "Xã, phường" for rows of that level; level NULL: any area. */
const char *progress_head(const char *level);

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

/* ---- progress_csv.c ---- */
/* GET /reports/progress.csv */
enum err progress_csv(struct http_request *request, struct http_response *response, struct progress_view *view,
                      struct error *error);
/* ---- progress_chart.c ---- */
/* Includes the bars (CHART); nothing where there is nothing to show. */
void progress_chart(struct http_request *request, struct tmpl_dict *dict, const struct progress_view *view);

/* ---- home.c ---- */
/* The first page of everybody but administrators. */
http_handler page_home;

/* ---- no_id.c ---- */
http_handler page_no_id, page_no_id_print;

#endif
