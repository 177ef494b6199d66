/* The filters of the lists of sheets: read from a query or a posted form, carried on in links and hidden inputs. */
#ifndef WEB_LIST_FILTER_H
#define WEB_LIST_FILTER_H

#include "view/tmpl.h"
#include "web/frame/app.h"

enum filter_part { FILTER_STATE, FILTER_AREA, FILTER_CAMPAIGN, FILTER_ENUMERATOR, FILTER_CLEAN, FILTER_RULE, FILTER_Q,
	FILTER_S, FILTER_AFTER, FILTER_PARTS };

#define FILTER_BIT(part) (1u << (part))

enum { FILTER_SEARCH = FILTER_BIT(FILTER_Q) | FILTER_BIT(FILTER_S) };

struct list_filter {
	struct sheet_filter sheets;
	const char *texts[FILTER_PARTS];        /* as sent; NULL: not asked for */
	const char *typed;                      /* what is looked for, of q or s; NULL: nothing */
	bool by_id;                             /* q is an identity number: its use is logged */
	bool half_id; /* q is a part of one, and the actor may look for whole ones only: nothing is found */
};

/* Reads the parts that the page has (bits); others are ignored. ERR_BAD_REQUEST for an unknown state or rule, an id
 * that is no number, a q over its limit.
 *
 * q: an identity number when it is digits (spaces and dots forgiven), at least three, 9 or 12 of them exactly, else
 * its beginning; a paper number when digits stand with letters, "/" or "-"; else words of the name. ERR_TOO_MANY when
 * the actor has looked for too many numbers. s: a q that was sealed (web/frame/search.h), instead of q;
 * ERR_BAD_REQUEST with a sentence of its own when it was not sealed in this session. */
enum err filter_read(struct http_request *request, const struct params *params, unsigned parts, struct list_filter *out,
                     struct error *error);
/* True when anything but the place in the list is asked for. */
bool filter_is_set(const struct list_filter *filter);
/* path with all parts but `changed`, which gets value (NULL: left out). The place in the list is kept only when it is
 * what changes. */
const char *filter_url(struct http_request *request, const char *path, const struct list_filter *filter,
                       enum filter_part changed, const char *value);
/* Rows FILTER (FILTER_NAME, FILTER_VALUE) for hidden inputs, of the parts in bits. */
void filter_hide(struct tmpl_dict *dict, const struct list_filter *filter, unsigned parts);
/* Logs a search by identity number, with its last three digits and the sheets that were found; more: there are
 * others. */
void filter_log(struct http_request *request, const struct list_filter *filter, const struct sheet_row *rows,
                size_t count, bool more);

#endif
