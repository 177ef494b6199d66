/* A declared table: a list, a register, a report. Written once as columns, filters, sorts and a reader; from it come
 * the page, the print, CSV, XLSX and JSON, on the web and on the command line, and the record of whose rows were
 * shown. The tables themselves stand in report/ (report/tables.h).
 *
 * A large table is read page by page along an index: its reader gets a place and a limit, and every filter and sort
 * names the index that serves it. A small one is read whole, and put in order and cut into pages here. What one table
 * alone needs is a page of its own that puts these parts where it wants them, not a flag. */
#ifndef TABLE_TABLE_H
#define TABLE_TABLE_H

#include "auth/number_search.h"
#include "base/date.h"
#include "base/error.h"
#include "db/db.h"
#include "http/param.h"
#include "table/kind.h"
#include "text/identity.h"
#include "text/messages.h"

enum { TABLE_PAGE = 50, TABLE_PIECE = 500, TABLE_PRINTED = 2000 };
enum { TABLE_KEY = 300 };              /* bytes of a value that is sorted by, with its end */

struct table_ask;

/* ---- columns ---- */

/* Where a column stands: everywhere, on pages and papers alone, in files and JSON alone; everywhere, but on pages in
 * wide windows alone. */
enum column_place { COLUMN_ANYWHERE, COLUMN_SHOWN, COLUMN_FILE, COLUMN_WIDE };

struct column {
	const char *name;               /* in files and JSON; NULL: that of the question */
	enum message head;
	enum kind kind;
	size_t at;                      /* offsetof() in the row */
	enum column_place place;
	enum meaning question;          /* that the column answers, when it has no name of its own */
};

/* Its name in files, JSON and sort=. */
const char *column_name(const struct form *form, const struct column *column);

/* ---- filters ---- */

struct filter_option {
	const char *value, *label;
	bool chosen;
	const char *group;              /* that begins with it; or NULL */
};
struct filter_options { struct filter_option *items; size_t count; };

/* An option that is always the same. */
struct filter_choice { const char *value; enum message label; };

enum filter_look { LOOK_HIDDEN, LOOK_SELECT, LOOK_DAY, LOOK_TEXT, LOOK_SEARCH };

/* How one kind of filter is read and offered. */
struct filter_kind {
	enum filter_look look;
	/* Reads what was sent into its place; false: it means nothing, and ask->refusal may say more. */
	bool (*read)(struct table_ask *ask, const char *text, void *place);
	/* The options of a select, without "all"; of a hidden one what its value is called. Either those that are always
	 * the same, or what the function reads, or none. */
	const struct filter_choice *choices;
	size_t choice_count;
	enum err (*offer)(struct db *db, struct table_ask *ask, const void *place, struct filter_options *out,
	                  struct error *error);
	enum message hint, masked_hint; /* of a search: what can be looked for, by roles that see numbers masked */
};

struct table_filter {
	const char *name;               /* in the URL */
	enum message label;
	const struct filter_kind *kind;
	size_t at;                      /* offsetof() in the table's filter */
	const char *index;              /* that serves it, or the table by its own key; NULL in small tables */
};

/* ---- sorts ---- */

/* Of large tables; a small one can be sorted by every column. */
struct table_sort {
	size_t at;                      /* of the column */
	const char *index;              /* that serves it, both ways */
	bool narrow;                    /* only for who sees few communes: the index begins with them */
	const char *only;               /* only with that filter: what the index leads to is sorted; NULL: always */
	bool greatest;                  /* the greatest first, when somebody begins to sort by it */
};

/* ---- the table ---- */

struct table_rows {
	void *items;                    /* of table->row_size; in the arena */
	size_t count;
	int64_t total;                  /* without place and limit, when ask->whole; below 0: it is not counted */
	const void *sum;                /* the row of sums, or NULL; when ask->whole */
};

/* Reads the rows that ask->filter wants after ask->after, at most ask->limit, in the order of ask->sort; of a small
 * table all of them. */
typedef enum err table_reader(struct db *db, struct table_ask *ask, struct table_rows *out, struct error *error);

/* What ids the rows stand for, for the record of who saw what. SHOWS_PEOPLE: none, but people stand there who are in no
 * sheet, so that each look at it is noted. */
enum table_shows { SHOWS_NOTHING, SHOWS_SHEETS, SHOWS_PEOPLE };

struct table {
	const char *name;               /* in files, in the record of views, on the command line: "phieu" */
	const char *path;               /* pattern of its route */
	enum message title, found;      /* found: "{1} phiếu" */
	enum message empty;             /* there is no row at all */
	const struct column *columns;
	size_t column_count;
	const struct table_filter *filters;
	size_t filter_count;
	const struct table_sort *sorts;
	size_t sort_count;
	size_t filter_size, row_size;
	bool small;
	size_t page;                    /* rows of a page; 0: TABLE_PAGE */
	/* In whose order a table stands when no other is asked for, a small one on pages and papers alone; NULL: that of
	 * the ids, or of the reader */
	const struct column *order;
	enum table_shows shows;
	/* offsetof() in the row, int64_t: its id, which is what is shown and the place of large tables; of tables that
	 * show sheets the commune (0: of several), and another sheet's id where rows stand for two (offset 0: for one) */
	size_t id, commune, other;
	/* After the filters were read: what the table asks for besides. NULL: nothing. */
	enum err (*begin)(struct table_ask *ask, struct error *error);
	table_reader *read;
	/* The ids of all rows of the filter, ascending: large tables that show sheets. */
	enum err (*ids)(struct db *db, struct table_ask *ask, int64_t **ids, size_t *count, struct error *error);
	/* Where a row leads; NULL: nowhere. */
	const char *(*link)(struct table_ask *ask, const void *row);
	/* Where a figure of the kind OVERDUE leads, of a row or of the sum; NULL: nowhere. */
	const char *(*late_link)(struct table_ask *ask, const void *row);
	/* What the columns cannot say in JSON; NULL: nothing. object is cJSON. */
	void (*more_json)(struct table_ask *ask, const void *row, void *object);
};

/* The parts of a table from arrays, and the structs of its filter and of its rows. */
#define TABLE_COLUMNS(list) .columns = list, .column_count = COUNT(list)
#define TABLE_FILTERS(list, type) .filters = list, .filter_count = COUNT(list), .filter_size = sizeof(type)
#define FILTER_CHOICES(list) .choices = list, .choice_count = COUNT(list)
#define TABLE_SORTS(list) .sorts = list, .sort_count = COUNT(list)

/* ---- one who asks ---- */

struct table_place { int64_t id; const char *key; };    /* id 0: from the start; key: of the sort's column */

struct table_way { const char *url; enum message label; };

struct table_ask {
	struct kind_reader reader;      /* arena, actor, form */
	struct date today;
	bool shown;                     /* on a page or a paper, not in a file or as JSON */
	const int64_t *ids;             /* of the path */
	const char *path;               /* as asked for, without suffix */
	/* Opens a sealed search; NULL: cannot be. */
	const char *(*unseal)(void *host, const char *sealed);
	void *host;
	const struct number_search *numbers;    /* who may look for one now; NULL: without limit */
	/* set by table_begin(): */
	const struct table *table;
	const char **texts;             /* of the filters, as sent; NULL: not asked for */
	void *filter;                   /* the table's own struct */
	const struct column *sort;      /* NULL: as the table has it */
	bool descending;
	struct table_place after;
	size_t limit;
	bool whole;                     /* total and sum are wanted */
	bool counted;                   /* the total is wanted whatever it takes: of a workbook */
	bool summed;                    /* the page counts for itself and sets the total: reading it twice costs */
	const char *note;               /* what the page says below its title; NULL: nothing. Set by the table */
	struct table_way up;            /* where the page leads back to; url NULL: nowhere. Set by the table */
	const char *title;              /* instead of the table's; NULL: that. Set by the table */
	const char *sought;             /* an identity number that is looked for; NULL: none. Set by the table */
	const char *typed;              /* what is looked for, sent sealed or not; NULL: nothing. Set by the table */
	const char *refusal;            /* why nothing can be found, beside the search; NULL. Set by the table */
};

/* ---- ask.c ---- */
/* Understands a query. ERR_BAD_REQUEST for a filter that means nothing, an unknown sort, or one of a column that this
 * actor sees masked. A sort whose filter is gone goes with it. */
enum err table_begin(struct table_ask *ask, const struct table *table, const struct params *query,
                     struct error *error);
/* The next rows, at most `limit`; *more: there are others. */
enum err table_read(struct db *db, struct table_ask *ask, size_t limit, struct table_rows *out, bool *more,
                    struct error *error);
/* Puts the place after the last of rows. */
void table_go_on(struct table_ask *ask, const struct table_rows *rows);
/* The commune of all rows; 0: several. Of a table that shows sheets. */
int64_t table_commune(const struct table_ask *ask, const struct table_rows *rows);
/* The ids that rows stand for. */
int64_t *table_ids(const struct table_ask *ask, const struct table_rows *rows, size_t *count);
static inline const void *table_row(const struct table *table, const struct table_rows *rows, size_t i)
{
	return (const char *)rows->items + i * table->row_size;
}
/* True when this actor may sort by it. */
bool table_can_sort(const struct table_ask *ask, const struct column *column);
/* True when who begins to sort by it wants the greatest first. */
bool table_sorts_greatest(const struct table *table, const struct column *column);
/* "since", "-since" as asked for; NULL: not asked. */
const char *table_sort_text(const struct table_ask *ask);
/* What this table of what was asked is called. */
static inline const char *table_title(const struct table_ask *ask)
{
	return ask->title != NULL ? ask->title : message_text(ask->table->title);
}
/* True when what is looked for could be somebody's number. */
static inline bool table_seeks_number(const struct table_ask *ask)
{
	return ask->sought != NULL || (ask->typed != NULL && identity_may_be_part(ask->typed));
}
/* True when anything but the place is asked for. */
bool table_is_filtered(const struct table_ask *ask);
/* The address of the table: path, suffix ("" or ".csv"), filters and sort as asked for, but what `changed` names, which
 * gets value (NULL: left out). "after" stays only when it is what changes. */
const char *table_url(const struct table_ask *ask, const char *suffix, const char *changed, const char *value);
/* The place that was asked for, NULL: the start; that after the last of rows. For table_url(.., "after", ..). */
const char *table_place(const struct table_ask *ask);
const char *table_after(const struct table_ask *ask, const struct table_rows *rows);

/* Every table is whole: names, kinds, and an index behind each filter and sort of a large one, that the database
 * has. ERR_INTERNAL with the first that is not. Before the first request. */
enum err table_check(struct db *db, const struct table *const *tables, size_t count, struct error *error);

#endif
