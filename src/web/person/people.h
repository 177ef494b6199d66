/* Persons and their sheets as the actor may see them: looking for one, the page, the print, the JSON. */
#ifndef WEB_PERSON_PEOPLE_H
#define WEB_PERSON_PEOPLE_H

#include "store/person/person.h"
#include "store/person/person_end.h"
#include "web/frame/page.h"
#include "web/frame/url.h"

/* ---- person_page.c ---- */
http_handler page_person, page_person_print, post_person_join, post_person_split;
/* ---- person_end_page.c ---- */
http_handler post_person_end, post_person_end_undo;

/* ---- people.c ---- */
struct person_view {
	struct http_request *request;
	int64_t id;                     /* the root of the group */
	const char *number;             /* of a person whose sheets the actor may see; NULL: provisional */
	struct sheet *sheets;           /* those that the actor may see, by the day of the interview */
	size_t count;
	struct person_join *joins;      /* persons that were joined with it */
	size_t join_count;
	bool ended;                     /* after `end` no list counts him */
	struct person_end end;
	const struct sheet *current;    /* the last one that was accepted; NULL: none yet */
	const char *typed, *trouble;    /* a join or split that was refused */
	bool ends;                      /* what was refused is an end, or taking it back */
	const char *other;              /* a join that was refused: the number that was typed; NULL: it was a split */
};

/* The group of the person request->ids[0]. ERR_NOT_FOUND when the actor may see none of the sheets. Logs that they
 * were seen, as a page (ACCESS_VIEW) or a paper (ACCESS_PRINT). */
enum err person_view_load(struct http_request *request, enum access access, struct person_view *out,
                          struct error *error);
/* The page with that status. */
enum err person_show(const struct person_view *view, struct http_response *response, int status, struct error *error);
/* The name on the newest sheet, as the actor may read it. */
const char *person_view_name(const struct person_view *view);
/* True when the actor may see a sheet of that person of the group: only then its number is told. */
bool person_is_known(const struct person_view *view, int64_t person_id);
/* An answer in words. */
const char *person_answer(const struct person_view *view, const struct sheet *sheet, const struct field *field);
/* True for what describes the person's situation: not the day of the interview, the informant, numbers of papers. */
bool person_field_counts(const struct field *field);
/* The sheet that `sheet` is compared with: the one before it that was submitted and stands; NULL for the first. */
const struct sheet *person_before(const struct person_view *view, const struct sheet *sheet);

#endif
