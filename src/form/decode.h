/* Inside form/: reading one text, shared by what people type and what files bring. */
#ifndef FORM_DECODE_H
#define FORM_DECODE_H

#include "form/answers.h"

/* Reads texts, numbers, dates and codes. */
void answer_decode(struct arena *arena, const struct field *field, const char *text, struct answer *out);
/* Makes the answer BAD; raw lives as long as the answer. */
void answer_refuse(struct answer *out, enum answer_fault fault, const char *raw);

#endif
