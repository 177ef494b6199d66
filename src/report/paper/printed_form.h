/* The form as it stands on paper: words of its definition, answers in their boxes. Fills templates that have its names:
 * the page to print (templates/sheet/mau-03-print.html) and the paper (templates/paper/sheet.html). */
#ifndef REPORT_PAPER_PRINTED_FORM_H
#define REPORT_PAPER_PRINTED_FORM_H

#include "base/actor.h"
#include "form/answers.h"
#include "store/campaign/area.h"
#include "view/tmpl.h"

struct printed_form {
	struct arena *arena;
	const struct actor *actor;      /* who reads */
	const struct form *form;
	const struct answers *answers;  /* NULL: the empty form */
	const struct area *path;        /* down to the commune */
	size_t path_count;
	const char *area_name;          /* of the hamlet; or NULL */
	bool dotted;                    /* room for a day that is not known is dots, not the template's */
};

void printed_form_put(struct tmpl_dict *dict, const struct printed_form *form);
/* The number of the paper, with a QR code of it, in the head of templates/paper/sheet.html; for whom it was printed, or
 * NULL. */
void form_put_number(struct tmpl_dict *dict, const char *number, const char *whose);
/* What the paper says beside its fields: FORM_MARK, FORM_TITLE, FORM_SUBTITLE, and the headings, Q12_2_B_LABEL for
 * that of 12.2.b. */
void form_put_words(struct arena *arena, struct tmpl_dict *dict, const struct form *form);
/* The notes at its foot, rows NOTE. */
void form_put_notes(struct tmpl_dict *dict, const struct form *form);

#endif
