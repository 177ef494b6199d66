/* Code lists of the decrees (embedded from src/form/lists): ethnic groups, training fields, occupations,
 * industries, the province codes of identity numbers. Frozen at start. The ethnic groups have the names and numbers of
 * decision 121-TCTK/PPCĐ of 02/03/1979; their other names are those of that decision and of
 * 1019/QĐ-TCTK of 12/11/2008 (but for the few that it gives to several groups), and how people write them. In
 * occupations.tsv the column `wording` tells names in the words of the decree (official) from names in ours. */
#ifndef FORM_LIST_H
#define FORM_LIST_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"

struct list_row {
	const char *code, *name;
	const char *folded;             /* name as utf8_fold() gives it, hyphens as spaces */
	const char *key;                /* folded without spaces and signs: what list_by_fold() compares */
};

struct list {
	const char *name;               /* "ethnic-groups" */
	const struct list_row *rows;    /* in the order of the decree */
	size_t row_count;
	const struct list_row *const *by_name; /* the rows in the order of their names */
	const struct list_row *aliases; /* other names of the rows, with the row's code (Khmer, Mông, Ê Đê …) */
	size_t alias_count;
};

struct lists {
	const struct list *items;
	size_t count;
};

/* Reads one list from its file: a line of column names (code, name, perhaps aliases, separated by |; others are not
 * read), then a row a line. False and *error when it is malformed or has a code twice. */
bool list_read(struct arena *arena, const char *name, const char *text, struct list *out, struct error *error);
/* Reads every embedded src/form/lists/NAME.tsv. NULL and *error when one is malformed. */
const struct lists *lists_load(struct arena *arena, struct error *error);
/* The list of that name, or NULL. */
const struct list *lists_find(const struct lists *lists, const char *name);
const struct list_row *list_by_code(const struct list *list, const char *code);
/* The one row whose name is exactly this text; NULL for none or for several (two "Sĩ quan"). */
const struct list_row *list_by_name(const struct list *list, const char *name);
/* The row whose name, or else whose other name, folds to the same (case, marks, hyphens, apostrophes, spaces), also
 * with "dân tộc" or "người" before it, and with other names of the row behind it in brackets or after a comma or slash:
 * "HMông (Mèo)". NULL for none, for several, and where a name behind it is of another row. */
const struct list_row *list_by_fold(struct arena *arena, const struct list *list, const char *name);

#endif
