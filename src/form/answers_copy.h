/* Answers of an earlier sheet taken over by a person's act, part by part of the paper. What is answered already stays as it is. */
#ifndef FORM_ANSWERS_COPY_H
#define FORM_ANSWERS_COPY_H

#include "form/answers.h"

/* Who the person is and where they live (questions 1-8), what they learnt (9-10), what they do (11-13). Day, informant and what stands
 * beside the paper belong to the sheet itself and to no part. */
enum { ANSWER_PARTS = 3 };

/* 1-3, or 0. */
int field_part(const struct field *field);
/* Copies what `out` has not answered; of questions 12 and 13 only what belongs to the status that out has then. How many. */
size_t answers_copy_part(const struct answers *old, int part, struct answers *out);

#endif
