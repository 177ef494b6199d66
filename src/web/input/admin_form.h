/* The forms of administration: a table of inputs, what was typed into them, what is wrong with it, and how they look.
 */
#ifndef WEB_INPUT_ADMIN_FORM_H
#define WEB_INPUT_ADMIN_FORM_H

#include "text/messages.h"
#include "web/frame/note.h"
#include "web/frame/page.h"

enum input_kind {
	INPUT_TEXT, INPUT_DAY, INPUT_NUMBER, INPUT_TICK, INPUT_CHOICE,
	/* several of form->boxes; its value is theirs, apart by spaces */
	INPUT_BOXES,
	/* a tick that says that the input before it is meant: shown when that one was refused */
	INPUT_CONFIRM
};

struct input {
	const char *name;
	enum input_kind kind;
	enum message label;
	enum message hint;              /* 0: none */
	bool required;
	int64_t limit;                  /* characters of a text, the highest number */
};

struct choice {
	const char *value, *label;
};

struct admin_form;
/* What an INPUT_CHOICE offers: one with the value "" first says what holds when nothing is chosen. */
typedef const struct choice *input_offer(struct http_request *request, const struct admin_form *form,
                                         const struct input *input, size_t *count);

enum { INPUTS_MAX = 48, NAME_LIMIT = 100, CODE_LIMIT = 20, LONG_LIMIT = 300, CODES_LIMIT = 2000 };

struct admin_form {
	const char *id;                 /* inputs have the id "ID-NAME" */
	const char *action;
	enum message title, button;
	const struct input *inputs;
	size_t count;
	const struct choice *choices;   /* of the INPUT_CHOICE */
	size_t choice_count;
	input_offer *offer;             /* of several INPUT_CHOICE: in place of choices; or NULL */
	const void *offer_of;           /* for offer */
	const struct choice *boxes;     /* of the INPUT_BOXES */
	size_t box_count;
	const char *values[INPUTS_MAX]; /* shown in the inputs; NULL: empty */
	const char *errors[INPUTS_MAX]; /* or NULL */
	int64_t row_version;            /* of what is stored; 0: it has none */
	int64_t shown_version;          /* out of form_read(): of what was shown to whoever typed; 0: not said */
	bool compared;                  /* what stands in values before form_read() is what is stored */
	const char *differs[INPUTS_MAX]; /* out of form_read(): what else is stored by now, or NULL */
	const char *trouble;            /* an error about no input, or NULL */
	/* under this input one of the picks is to be chosen (NAME_pick), for a part of what it
	 * holds (NAME_for) */
	const char *pick_input;
	const char *pick_for;
	const struct choice *picks;
	size_t pick_count;
};

/* The form is of something stored that has this version. compared: what stands in its inputs is what is stored. */
void form_versioned(struct admin_form *form, int64_t row_version, bool compared);
/* Takes what was posted and judges each input by itself. Where another version is stored than was shown, it sees which
 * inputs differ. */
void form_read(struct http_request *request, struct admin_form *form);
bool form_is_good(const struct admin_form *form);
/* name NULL, or none of the form's: the error is about the whole. */
void form_blame(struct admin_form *form, const char *name, const char *text);
/* What is wrong with an input, or NULL. */
const char *form_error(const struct admin_form *form, const char *name);
/* True when the page is to be shown again with the refusal of a task in it: 409, 422, 503. What was typed is kept; with
 * 409 it stands beside what is stored, and may be sent again. */
bool form_takes(struct admin_form *form, enum err err, const char *name, const struct error *error);

/* What an input holds: NULL when it is empty. */
const char *form_text(const struct admin_form *form, const char *name);
/* The day as ISO text, or NULL. */
const char *form_day(struct http_request *request, const struct admin_form *form, const char *name);
/* `empty` when nothing stands there. */
int64_t form_number(const struct admin_form *form, const char *name, int64_t empty);
/* Blames that input when it is no list of days off (store/campaign/workday.h). */
void form_judge_days_off(struct http_request *request, struct admin_form *form, const char *name);
bool form_tick(const struct admin_form *form, const char *name);
void form_set(struct admin_form *form, const char *name, const char *value);

/* Includes the form (admin/form.html) at a marker of the page's template. */
void form_put(struct http_request *request, struct page *page, const char *marker, const struct admin_form *form);
/* The summary of its errors (admin/errors.html) at the marker ERRORS, and "Lỗi: " before the title. Nothing when the
 * form is good. */
void form_put_errors(struct page *page, const char *title, const struct admin_form *form);

/* ---- what the pages of administration share ---- */
/* "Phường Phương Sài (22351)" */
const char *admin_area_name(struct http_request *request, const struct area *area);
/* Codes as they are typed, "22351, 22366". */
const char *admin_area_codes(struct http_request *request, const struct area *areas, size_t count);
/* Names with codes, "Phường Phương Sài (22351), Phường Phước Tân (22366)". */
const char *admin_area_names(struct http_request *request, const struct area *areas, size_t count);
/* After what was asked for was done, now or when the same form was posted first: the note, and to `url`. */
enum err admin_done(struct http_request *request, struct http_response *response, enum page_note note, const char *url);
/* A page with `status`, its heading the title. */
enum err admin_open(struct http_request *request, const char *template, const char *title, struct page *out,
                    struct error *error);

#endif
