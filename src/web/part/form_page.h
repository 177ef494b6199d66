/* The paper on a page: the same layout for typing and for reading, one partial per field (DESIGN §5). */
#ifndef WEB_FORM_PAGE_H
#define WEB_FORM_PAGE_H

#include "store/campaign/area.h"
#include "store/admin/user.h"
#include "web/frame/page.h"

/* What an actor may choose from, and where. */
struct form_choices {
	struct campaign *campaigns;     /* open ones */
	size_t campaign_count;
	struct area *hamlets;           /* for area_id */
	size_t hamlet_count;
	struct user *writers;           /* for enumerator_id; none for an enumerator */
	size_t writer_count;
	struct area *path;              /* from the province down to the commune */
	size_t path_count;
};

/* Loads them for a sheet of that commune (0: the actor's own). ERR_UNPROCESSABLE when no campaign is open there; a form that was posted
 * comes back all the same, with its own campaign or none. */
enum err form_choices_load(struct db *db, struct http_request *request, int64_t commune_id, struct form_choices *out, struct error *error);

struct form_view {
	struct http_request *request;
	const struct answers *answers;
	const struct answers *old;      /* of the sheet that this one replaces, or NULL */
	const struct finding_row *findings;
	size_t finding_count;
	const struct form_choices *choices;
	bool typing;                    /* false: to be read */
	bool asks_industry;
};

/* Fills the include FORM of a content template. */
void form_fill(struct tmpl_dict *content, const struct form_view *view);
/* The datalists of a page with a form for typing. */
void form_fill_datalists(struct tmpl_dict *content, const struct form *form);

/* Findings that this actor is shown: checker-only rules are the officer's. */
bool finding_is_shown(const struct actor *actor, const struct finding_row *finding);
/* The rules whose findings are not: " E50 W51 "; NULL: there are none. For sheet_filter.hidden_rules. */
const char *finding_hidden_rules(struct arena *arena, const struct actor *actor);
/* What a finding says, as this actor may read it, with what is true of the other sheet now. */
const char *web_finding(struct http_request *request, const struct finding_row *finding);
/* The first field a finding names; "" for none. */
const char *finding_first_field(struct arena *arena, const struct finding_row *finding);
/* A text in which numbers of nine or more digits are masked for roles that see them only by their last three digits. */
const char *web_masked(struct http_request *request, const char *text);
/* The answer as this actor may read it. */
const char *web_answer(struct http_request *request, const struct field *field, const struct answer *answer);

struct event;

/* Fills the section RETURNED of a page when the sheet with these events (oldest first) has come back. */
void came_back_put(struct http_request *request, struct tmpl_dict *content, const struct event *events, size_t count);

#endif
