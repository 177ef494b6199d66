/* Sheets: the list, the page of one, its moves, its history, its print; the pages on the way to a new one. */
#ifndef WEB_SHEET_SHEET_H
#define WEB_SHEET_SHEET_H

#include "store/handover/carried.h"
#include "store/person/duplicate.h"
#include "web/list/walk.h"
#include "web/part/changed.h"
#include "web/part/resume.h"
#include "web/part/similar.h"
#include "web/sheet/where.h"
#include "workflow/undo.h"

/* ---- sheet.c, sheet_page.c, sheet_json.c ---- */
http_handler page_sheet, post_sheet_move;
/* Forms of a sheet after a login: entry, edit, a move. */
resume_show resume_sheet_form;

/* ---- numbered.c ---- */
/* Empty forms with numbers: the form that asks; with .pdf the file. */
http_handler page_forms;

/* What the page of a sheet shows. */
struct sheet_view {
	struct http_request *request;
	struct sheet sheet;
	struct finding_row *findings;
	size_t finding_count;
	struct event *events;
	size_t event_count;
	struct duplicate_trace *traces; /* decisions about this sheet and another, for who may look at pairs */
	size_t trace_count;
	const char *replaces_no, *replaced_by_no; /* numbers of the papers of those; or NULL */
	struct area *path;              /* down to the commune */
	size_t path_count;
	struct campaign campaign;
	struct similar similar;         /* while it is not sent */
	struct sheet_where where;
	struct carried *papers;         /* that carried it */
	size_t paper_count;
	bool in_batch, in_bundle;       /* that is not signed, that nobody counted */
	struct undo undo;               /* what the actor may take back now; its action NONE: nothing */
	struct walk walk;               /* through the officer's queue */
	const char *next_url;           /* of the sheet that comes behind, when the page shows it; or NULL */
	bool closed;                    /* its campaign is: nothing changes any more */
	const char *barred;             /* by four eyes from accepting: why, and who may; or NULL */
	/* A move that was refused, or typed before a login: which, what was typed, why. */
	enum action move;               /* or NONE */
	const struct params *typed;
	const char *trouble;            /* or NULL */
};

/* Loads everything but the refused move. */
enum err sheet_view_load(struct http_request *request, int64_t id, struct sheet_view *out, struct error *error);
enum err sheet_view_show(struct sheet_view *view, struct http_response *response, int status, struct error *error);
/* The name of the person as this actor may read it. */
const char *sheet_view_name(const struct sheet_view *view);
/* GET /sheets/{id}.json */
enum err sheet_view_json(struct sheet_view *view, struct http_response *response, struct error *error);

/* What the actor is offered: not what waits for the sheet to leave its batch, nor what the campaign does not have, nor
 * what four eyes leave to others. */
size_t sheet_view_actions(const struct sheet_view *view, enum action out[ACTION_MOVES_END]);
bool sheet_view_offers(const struct sheet_view *view, enum action action);

/* ---- changes.c ---- */
http_handler page_sheet_changes;

/* ---- confirm_page.c ---- */
http_handler post_sheet_confirm, post_sheet_unconfirm;

/* ---- sheets.c ---- */
http_handler page_sheets;

/* ---- print.c ---- */
http_handler page_sheet_print, page_form_print;

/* ---- change_page.c ---- */
http_handler page_change, post_change;

/* ---- photo_page.c ---- */
http_handler page_photo, post_photo;
/* 413: the page says how large a photo may be. */
http_handler photo_too_large;

/* ---- bulk_page.c ---- */
http_handler page_bulk, post_bulk;
/* One move that can be made with many sheets of a list at once. */
struct bulk_move { enum action action; enum message title, label, button; };
/* Of sheets in that state by that role, or NULL. */
const struct bulk_move *bulk_move_from(enum state from, enum role role);

#endif
