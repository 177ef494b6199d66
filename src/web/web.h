/* The web floor: routes, handlers, pages. No SQL and no rules here: a page translates between a browser and the
 * floors below. What stands beside this file ties the rooms together; a room includes frame/, input/, part/,
 * list/ and the floors below, and never another room. */
#ifndef WEB_WEB_H
#define WEB_WEB_H

#include "report/paper/paper_type.h"
#include "table/table.h"
#include "web/frame/app.h"

enum { PHOTO_BODY = PHOTO_BYTES };      /* bytes of a posted photo */

/* What an {id} of a route names (http_route.targets); who may know of it is judged before the handler. */
enum target { TARGET_NONE, TARGET_SHEET, TARGET_BATCH, TARGET_BUNDLE, TARGET_RETURN, TARGET_PERSON, TARGET_JOB,
	TARGET_UPLOAD, TARGET_OWN_JOB,
	TARGET_CAMPAIGN, TARGET_USER, TARGET_AREA, TARGET_ACT, TARGET_MEMBER, TARGET_TEAM, TARGET_HAMLET,
	TARGET_MINUTES, TARGET_PAYMENT, TARGET_ROSTER, TARGET_WALKER, TARGET_COUNT };

/* ---- routes.c ---- */
/* The route table, sorted as http_check_routes() wants it. */
const struct http_route *web_routes(size_t *count);
/* The roles of the route of a table; 0: it has none. */
uint32_t web_table_roles(const struct table *table);
/* The same of a paper. */
uint32_t web_paper_roles(const struct paper_type *type);
/* For app.ways. */
const struct resume_way *web_resume_ways(size_t *count);

/* ---- admit.c, target.c, fail.c: hooks of http/ ---- */
enum err web_admit(struct http_request *request, struct http_response *response, struct error *error);
enum err web_target(struct http_request *request, struct error *error);
void web_fail(struct http_request *request, struct http_response *response, const struct error *error);

/* ---- start.c ---- */
/* Checks routes (also against the table of moves), rules and the template of the form (one include marker a field),
 * then loads static files and templates. Once. ERR_INTERNAL with the first difference. */
enum err web_start(const struct form *form, struct error *error);
/* Whether the pages know each kind of long work, and its roles get to it. ERR_INTERNAL. */
enum err web_check_kinds(const struct job_kind *kinds, size_t count, struct error *error);

/* ---- health.c ---- */
http_handler page_healthz;

#endif
