/* What somebody answered: one value per field of a form, with what was typed when it could not be read.
 *
 * Three states, decided once, when the text comes in: NONE (nobody answered), VALID, BAD (something was typed that is
 * no value of the field, or is over its limit; the typed text is kept in `raw`, and the value is nothing). An answer
 * is never invented and never cut short. Texts live in the arena they were decoded into. */
#ifndef FORM_ANSWERS_H
#define FORM_ANSWERS_H

#include "base/date.h"
#include "base/json.h"
#include "form/form.h"

enum answer_state { ANSWER_NONE, ANSWER_VALID, ANSWER_BAD };
enum answer_fault {
	FAULT_NONE,
	FAULT_TEXT,                     /* rule E18: control characters, over the limit, broken UTF-8 */
	FAULT_VALUE                     /* rule E19: no such day, no such option, wrong type, given twice */
};

struct answer {
	enum answer_state state;
	enum answer_fault fault;        /* of a BAD one */
	int64_t number;                 /* FIELD_CHOICE, FIELD_BOOLEAN (1; false is NONE), FIELD_AREA */
	const char *text;               /* FIELD_TEXT, FIELD_NUMBER, FIELD_CODE */
	struct date date;               /* FIELD_DATE, FIELD_PARTIAL_DATE */
	const char *raw;                /* BAD: what was typed; VALID: what was typed where reading it lost something (the
	                                   15-character health card of which ten digits are kept), else NULL */
};

struct answers {
	const struct form *form;
	struct answer *items;           /* form->field_count */
	const char *unknown_key;        /* JSON only: first key that is no field, or is given twice (rule E19); else NULL */
	bool broken;                    /* JSON only: the line was no JSON object (rule E18) */
};

/* ---- answers.c ---- */

/* All NONE. */
void answers_init(struct answers *answers, const struct form *form, struct arena *arena);

/* Reads one field as typed in an HTML form. texts: the posted values of its name (count 0: NONE; 2 or more: BAD).
 * Valid UTF-8. */
void answer_from_typed(struct arena *arena, const struct field *field, const char *const *texts, size_t count,
                       struct answer *out);
/* Settles codes after all fields are decoded: a code stays only with the text of its row; a text that is exactly one
 * row's name gets its code. */
void answers_settle(struct answers *answers);
/* The answer to a field of the form. */
struct answer *answers_at(const struct answers *answers, const struct field *field);
/* Its value when it is VALID; else NULL, 0, year 0. */
const char *answers_text(const struct answers *answers, const struct field *field);
int64_t answers_number(const struct answers *answers, const struct field *field);
struct date answers_date(const struct answers *answers, const struct field *field);
/* The options of form->kind: a first sheet, and those about somebody who may have one. */
enum sheet_kind { KIND_SURVEY = 1, KIND_CHANGE, KIND_ADDITION, KIND_CORRECTION };
/* The kind of the sheet: KIND_SURVEY while none is chosen. */
int64_t answers_kind(const struct answers *answers);

/* ---- answers_year.c ---- */

/* Reads dates typed with a year of two digits (5/3/85), which answer_from_typed() leaves BAD, where only one century
 * can be meant; where two can, they stay BAD and are asked back (E19). The years that can be meant are the field's
 * (struct field_years). In 2026, of a birth up to 120 years ago (E21), 27 to 99 are 1927 to 1999, 00 to 05 are 2000
 * to 2005, and 06 to 26 are asked back, for 5/3/15 may be a child of eleven (E20) as well as somebody of 111. A
 * person's age is counted from form->birth_date; without one, from the oldest birth there can be. today is the day of
 * the typing. Before answers_settle(). */
void answers_read_years(struct arena *arena, struct answers *answers, struct date today);

/* ---- answers_json.c ---- */

/* Reads one sheet of a file: names of src/domain.md §2, null = unanswered, booleans 0/1/false/true, options as
 * numbers, ids, dates and codes as strings, area_id = area code (kept as text, number 0). uid, state, campaign,
 * enumerator, campaign_id, enumerator_id, replaces_id and replaces are accepted and ignored. Ends with
 * answers_settle(). */
void answers_from_json(struct arena *arena, const cJSON *object, struct answers *out);
/* As JSON (a new cJSON value), NULL for NONE and BAD. FIELD_AREA gives its text. */
cJSON *answer_to_json(const struct field *field, const struct answer *answer);

/* ---- answers_show.c ---- */

/* The value of a field as a person reads it in an input: "10/06/2024", "2", the text; the raw text of a BAD one; ""
 * for NONE. */
const char *answer_typed(struct arena *arena, const struct field *field, const struct answer *answer);
/* As a person reads it on a page: the option's label, "10/06/2024", "x" for a ticked box, "" for NONE. */
const char *answer_shown(struct arena *arena, const struct field *field, const struct answer *answer);
/* True when both stand for the same (state, value; raw text of BAD ones). */
bool answer_same(const struct field *field, const struct answer *a, const struct answer *b);

#endif
