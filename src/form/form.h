/* The definition of a form: questions, fields, options, which answers are numbers, dates or texts. It is
 * data (src/form/mau-03.json, embedded); this is its frozen shape in memory, read once at start and
 * shared by all threads. Order of fields = order on paper. */
#ifndef FORM_FORM_H
#define FORM_FORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "form/list.h"

enum field_type {
	FIELD_TEXT,                     /* Vietnamese text */
	FIELD_NUMBER,                   /* an identity number: text whose spaces, dots and dashes are forgiven */
	FIELD_DATE,                     /* a full date */
	FIELD_PARTIAL_DATE,             /* may be known only to the month or the year */
	FIELD_CHOICE,                   /* one option, by its number */
	FIELD_BOOLEAN,
	FIELD_CODE,                     /* row of a code list, set only when a row was picked (training_code) */
	FIELD_AREA                      /* a hamlet: id in HTML and SQL, code in files */
};

enum field_need {
	NEED_OPTIONAL,
	NEED_ALWAYS,                    /* "always" in DOMAIN: rule E01 */
	NEED_RULE                       /* another rule says when */
};

struct option {
	int value;                      /* from 1, order on paper */
	const char *label;              /* the circular's words */
	const char *help;               /* what it means: the form's note for it, or NULL */
	const char *note;               /* "(6)": the number of that note, printed beside the label; or NULL */
	const char *jump;               /* "Chuyển câu 12", printed after an arrow; or NULL */
};

/* A heading that stands above several fields. */
struct question {
	const char *number;             /* "8" */
	const char *label;
};

/* A note at the foot of the form. */
struct note {
	const char *number;             /* "(1)"; "(3), (4), (10)" for one that several questions share */
	const char *text;
};

struct field {
	const char *name;               /* DOMAIN §2: HTML input, column, JSON key, CSV header */
	const char *number;             /* "10.1"; "" beside the paper */
	const char *label;              /* the circular's words */
	const char *help;               /* the form's note for it, or NULL */
	const char *note;               /* "(1)": the number of that note, printed beside the label; or NULL */
	enum field_type type;
	enum field_need need;
	size_t limit;                   /* characters after NFC; 0 where it does not apply */
	int block;                      /* 1, 2, 3: belongs to that activity_status only (rule E02); 0: to everybody */
	bool personal;                  /* identity or insurance number: masked for some roles */
	bool beside;                    /* stands beside the paper, not on it */
	bool extra;                     /* asked only where the campaign asks (industry) */
	bool health_card;               /* FIELD_NUMBER: of a health-card number the last ten digits are the answer */
	const struct option *options;   /* FIELD_CHOICE */
	size_t option_count;
	const struct list *list;        /* FIELD_CODE: its list; FIELD_TEXT: the list its type-ahead offers; or NULL */
	int code_field;                 /* FIELD_TEXT with a code: index of the code's field; else -1 */
};

struct form {
	const char *name;               /* "mau-03" */
	int version;
	const char *mark;               /* "Mẫu số 03" */
	const char *title;
	const char *subtitle;           /* the line under the title */
	const struct field *fields;
	size_t field_count;
	const struct field *const *by_name; /* the fields again, in the order of their names */
	const struct question *questions;
	size_t question_count;
	const struct note *notes;
	size_t note_count;
	const struct lists *lists;
};

/* Reads and checks a definition (JSON text) against the code lists. Everything lives in arena. NULL and *error when it
 * is not one: unknown type or property, double name, option values that are not 1, 2, 3 …, a list, code field or note that is
 * not there. */
const struct form *form_load(struct arena *arena, const struct lists *lists, const char *json, size_t length,
                             struct error *error);
/* Index of the field of that name, or -1. */
int form_find(const struct form *form, const char *name);
/* The heading of that number, or NULL. */
const struct question *form_question(const struct form *form, const char *number);
/* The option of that value, or NULL. */
const struct option *field_option(const struct field *field, int64_t value);

#endif
