/* Answers of an earlier sheet taken over by a person's act, part by part of the paper. What is answered already stays
 * as it is. */
#ifndef FORM_ANSWERS_COPY_H
#define FORM_ANSWERS_COPY_H

#include "form/answers.h"

/* Copies what `out` has not answered of a part (from 1; form->parts); of a block only what belongs to the activity that
 * out has then. How many. */
size_t answers_copy_part(const struct answers *old, int part, struct answers *out);

#endif
