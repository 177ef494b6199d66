/* The page of one sheet. */
#ifndef WEB_SHEET_H
#define WEB_SHEET_H

#include "store/person/duplicate.h"
#include "web/part/form_page.h"
#include "web/part/similar.h"
#include "workflow/undo.h"

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
	struct area *path;              /* down to the commune */
	size_t path_count;
	struct campaign campaign;
	struct similar similar;         /* while it is not sent */
	bool in_batch;                  /* of a batch that is not signed */
	struct undo undo;               /* what the actor may take back now; its action NULL: nothing */
	const char *barred;             /* by four eyes from accepting: why, and who may; or NULL */
	/* A move that was refused, or typed before a login: its name, what was typed, why. */
	const char *move;               /* "accept", or NULL */
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
size_t sheet_view_actions(const struct sheet_view *view, enum action out[ACTION_COUNT]);
bool sheet_view_offers(const struct sheet_view *view, enum action action);

/* One change in the history, as this actor may read it. */
struct change {
	const struct field *field;      /* NULL: of the enumerator, the campaign or a confirmation */
	const char *rule;               /* a warning confirmed, its reason as after, or a confirmation taken back, its reason as before */
	const char *label;
	size_t place;                   /* in the order of the paper, the others behind */
	const char *before, *after;     /* as typed; NULL where there was nothing */
	bool reason;                    /* no change of an answer: why a field was returned, a warning confirmed */
};
/* What the history calls an event; an entry `undo` of an earlier version took back a decision about duplicates (workflow/undo.h). */
const char *event_label(struct http_request *request, const struct event *event);
/* What an event's diff tells. */
size_t event_changes(struct http_request *request, const struct form *form, const struct event *event, struct change **out);
/* A side of a change in words: the option's label, the hamlet's name; "(chưa ghi)" for nothing. */
const char *change_shown(struct http_request *request, const struct change *change, const char *text);
/* True when the event changed something: together with the first one it is a version of the sheet. */
bool event_makes_version(struct http_request *request, const struct form *form, const struct event *event);
/* "/sheets/12/changes" */
const char *changes_url(struct http_request *request, int64_t sheet_id);

#endif
