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
	NEED_ALWAYS,                    /* "always" (src/domain.md §2): rule E01 */
	NEED_RULE                       /* another rule says when */
};

struct option {
	int value;                      /* from 1, order on paper */
	const char *label;              /* the circular's words */
	const char *help;               /* what it means: the form's note for it, or NULL */
	const char *note;               /* "(6)": the number of that note, printed beside the label; or NULL */
	const char *jump;               /* "Chuyển câu 12", printed after an arrow; or NULL */
};

/* Options in a row that the paper prints inside a box of their own: "□ Doanh nghiệp (□ DN Nhà nước □ …)". */
struct option_group {
	const char *name;               /* NULL: there is none */
	const char *label;
	int first, last;                /* values of the options */
};

/* Which years a date may mean that was typed with a year of two digits; up to this year. One of the three is set, or
 * none: such a date is never read. */
struct field_years {
	int back;                       /* from so many years ago */
	int age;                        /* from the year in which the person reached that age */
	int since;                      /* from that year */
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
	const char *name;               /* src/domain.md §2: HTML input, column, JSON key, CSV header */
	const char *number;             /* "10.1"; "" beside the paper */
	const char *label;              /* the circular's words */
	const char *help;               /* the form's note for it, or NULL */
	const char *note;               /* "(1)": the number of that note, printed beside the label; or NULL */
	enum field_type type;
	enum field_need need;
	size_t limit;                   /* characters after NFC; 0 where it does not apply */
	int block;                      /* belongs to that option of form->activity only (rule E02); 0: to everybody */
	int part; /* from 1: of the paper, about the person; 0: belongs to the sheet itself (its day) */
	bool personal;                  /* identity or insurance number: masked for some roles */
	bool sensitive;                 /* health, poverty, ethnicity: more than personal (Luật 91/2025/QH15) */
	bool beside;                    /* stands beside the paper, not on it */
	bool extra;                     /* asked only where the campaign asks (industry) */
	bool health_card;               /* FIELD_NUMBER: of a health-card number the last ten digits are the answer */
	const struct option *options;   /* FIELD_CHOICE */
	size_t option_count;
	struct option_group group;      /* FIELD_CHOICE */
	struct field_years years;       /* FIELD_DATE, FIELD_PARTIAL_DATE */
	const struct list *list;        /* FIELD_CODE: its list; FIELD_TEXT: the list its type-ahead offers; or NULL */
	int code_field;                 /* FIELD_TEXT with a code: index of the code's field; else -1 */
	bool follows;                   /* FIELD_CODE: of a text, and settled with it; false: chosen by itself */
};

enum { FORM_PARTS_MOST = 9 };
enum { FORM_MEANINGS = 0
#define MEANING(member, type) + 1
#include "form/meaning.def"
#undef MEANING
};

/* Each as an index into form.meant. */
enum meaning {
#define MEANING(member, type) MEANING_##member,
#include "form/meaning.def"
#undef MEANING
};

/* A field that rules name, as an index into form.named. */
enum named {
#define NAMED(name) NAMED_##name,
#include "form/named.def"
#undef NAMED
	NAMED_COUNT
};

struct form {
	const char *name;               /* "mau-03" */
	int version;
	const char *mark;               /* "Mẫu số 03" */
	const char *title;
	const char *subtitle;           /* the line under the title */
	const struct field *fields;
	size_t field_count;
	const struct field **slots;     /* the fields again, by a hash of their names; NULL between them */
	size_t slot_mask;
	int named[NAMED_COUNT];         /* index of each field, as form_find() tells it */
	const struct question *questions;
	size_t question_count;
	const struct note *notes;
	size_t note_count;
	const char *const *parts;       /* what each part is called: "câu 1–8"; the first is part 1 */
	size_t part_count;
	const struct lists *lists;
	union {                         /* what the program asks for by its meaning, never NULL */
		struct {
#define MEANING(member, type) const struct field *member;
#include "form/meaning.def"
#undef MEANING
		};
		const struct field *meant[FORM_MEANINGS];
	};
};

/* Reads and checks a definition (JSON text) against the code lists. Everything lives in arena. NULL and *error when it
 * is not one: unknown type or property, double name, option values that are not 1, 2, 3 …, a list, code field, part
 * or note that is not there, a meaning (meaning.def) that no field has, or two have. */
const struct form *form_load(struct arena *arena, const struct lists *lists, const char *json, size_t length,
                             struct error *error);
/* Index of the field of that name, or -1. */
int form_find(const struct form *form, const char *name);
/* "sex" of NAMED_sex. */
const char *form_named(enum named name);
/* The option of that value, or NULL. */
const struct option *field_option(const struct field *field, int64_t value);

#endif
