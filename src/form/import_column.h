/* The columns of tables that are imported, and what their heads are called in files: data (src/form/import.def). */
#ifndef FORM_IMPORT_COLUMN_H
#define FORM_IMPORT_COLUMN_H

#include "form/form.h"

/* Whose columns they are. */
enum import_table {
	IMPORT_USERS, IMPORT_MEMBERS, IMPORT_SHEETS, IMPORT_ROSTER, IMPORT_TARGETS, IMPORT_EMPLOYERS, IMPORT_TABLES
};

enum import_column_kind {
	HOLDS_TEXT,
	HOLDS_CODE,                    /* of letters, digits, dots, dashes */
	HOLDS_ROLE,                    /* code or word of a role */
	HOLDS_AREAS,                   /* codes or names, parted by commas */
	HOLDS_AREA,                    /* code or name of a hamlet */
	HOLDS_DIGITS,                  /* a number that is no quantity: its zeros count */
	HOLDS_PHONE,
	HOLDS_DAY,
	HOLDS_PARTIAL_DAY,
	HOLDS_COUNT_OF,                /* a whole number from 0 */
	HOLDS_CHOICE,                  /* an option of the field, by its number or its words */
	HOLDS_BOOLEAN
};

struct import_column {
	const char *name;               /* as our own files have it */
	enum import_column_kind kind;
	size_t limit;                   /* characters of a text, digits of a number; 0: any */
	bool required;                  /* a head of it must be there, and each row have a value */
	const char *label;              /* how a person calls it */
	const char *const *heads;       /* folded (import_fold_head()), NULL-terminated; the name among them */
	const struct field *field;      /* of a table of sheets: the answer that it is; NULL: none, or several */
};

struct import_columns {
	const struct import_column *items;
	size_t count;
};

/* The columns of a table; all lives in arena. Those of sheets are the fields of the form, and what stands beside
 * them. */
struct import_columns import_columns_of(struct arena *arena, enum import_table table, const struct form *form);
/* Index of the column of that name, or -1. */
int import_column_find(const struct import_columns *columns, const char *name);
/* Index of the column that a head of a file is of, or -1. */
int import_column_meet(struct arena *arena, const struct import_columns *columns, const char *head);
/* A head as it is compared: letters and digits alone, without marks. */
const char *import_fold_head(struct arena *arena, const char *head);

/* The layout of sheets without heads of one row: the columns by their places, counted from 0; -1 for those that have
 * none. *first: the row in which the data begin. */
enum { IMPORT_PLACED_FIRST = 12 };
void import_columns_place(const struct import_columns *columns, int *places);

/* What a row is that is no data, by the words that it begins with. */
enum import_aside { ASIDE_NONE, ASIDE_SUM, ASIDE_SIGNATURE };
enum import_aside import_aside_of(struct arena *arena, const char *text);

/* 1: the text stands for a ticked box, 0: for an empty one, -1: for neither. */
int import_tick_of(struct arena *arena, const char *text);

#endif
