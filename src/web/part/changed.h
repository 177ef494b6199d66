/* What an event of the history says was changed, as the actor may read it. */
#ifndef WEB_PART_CHANGED_H
#define WEB_PART_CHANGED_H

#include "form/form.h"
#include "http/http.h"
#include "store/sheet/event.h"

/* One change in the history, as this actor may read it. */
struct change {
	const struct field *field;      /* NULL: of the enumerator, the campaign or a confirmation */
	/* a warning confirmed, its reason as after, or a confirmation taken back, its reason as before */
	const char *rule;
	const char *label;
	size_t place;                   /* in the order of the paper, the others behind */
	const char *before, *after;     /* as typed; NULL where there was nothing */
	bool reason;                    /* no change of an answer: why a field was returned, a warning confirmed */
};
/* What the history calls an event; an entry `undo` of an earlier version took back a decision about duplicates
 * (workflow/undo.h). */
const char *event_label(struct http_request *request, const struct event *event);
/* What an event's diff tells; as it is stored, in the order of the diff; and one side of it as this actor may read
 * it. */
size_t event_changes(struct http_request *request, const struct form *form, const struct event *event,
                     struct change **out);
size_t event_changes_stored(struct http_request *request, const struct form *form, const struct event *event,
                            struct change **out);
const char *change_masked(struct http_request *request, const struct change *change, const char *text);
/* change.place is below this. */
size_t change_places(const struct form *form);
/* A side of a change in words: the option's label, the hamlet's name; "(chưa ghi)" for nothing. */
const char *change_shown(struct http_request *request, const struct change *change, const char *text);
/* True when the event changed something: together with the first one it is a version of the sheet. */
bool event_makes_version(struct http_request *request, const struct form *form, const struct event *event);

#endif
