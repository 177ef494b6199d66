/* The page of one sheet. */
#ifndef WEB_SHEET_H
#define WEB_SHEET_H

#include "web/form_page.h"

/* What the page of a sheet shows. */
struct sheet_view {
	struct http_request *request;
	struct sheet sheet;
	struct finding_row *findings;
	size_t finding_count;
	struct event *events;
	size_t event_count;
	struct area *path;              /* down to the commune */
	size_t path_count;
	struct campaign campaign;
	bool in_batch;                  /* of a batch that is not signed */
	/* A move that was refused, or typed before a login: its name, what was typed, why. */
	const char *move;               /* "accept", or NULL */
	const struct params *typed;
	const char *trouble;            /* or NULL */
};

/* Loads everything but the refused move. */
enum err sheet_view_load(struct http_request *request, int64_t id, struct sheet_view *out, struct error *error);
enum err sheet_view_show(struct sheet_view *view, struct http_response *response, int status, struct error *error);
/* GET /sheets/{id}.json */
enum err sheet_view_json(struct sheet_view *view, struct http_response *response, struct error *error);

/* What the actor is offered: not what waits for the sheet to leave its batch, nor what the campaign does not have. */
size_t sheet_view_actions(const struct sheet_view *view, enum action out[ACTION_COUNT]);
bool sheet_view_offers(const struct sheet_view *view, enum action action);

/* One change of an answer in the history, as this actor may read it; or (field NULL) a warning confirmed, with its reason as `after`, or a
 * confirmation taken back, with its reason as `before`. */
struct change { const struct field *field; const char *rule, *before, *after; };
/* The changes that an event's diff tells, NULL where there was nothing; per-field reasons of a return have no `before`. */
size_t event_changes(struct http_request *request, const struct form *form, const struct event *event, struct change **out);

#endif
