/* Answers and findings as this actor may read them. */
#ifndef WEB_PART_SHOWN_H
#define WEB_PART_SHOWN_H

#include "table/kind.h"
#include "workflow/verdict/audience.h"
#include "web/frame/app.h"

/* Who reads. */
struct kind_reader web_reader(struct http_request *request);
/* What a finding says, as this actor may read it, with what is true of the other sheet now. */
const char *web_finding(struct http_request *request, const struct finding_row *finding);
/* The first field a finding names; "" for none. */
const char *finding_first_field(const struct finding_row *finding);
/* A text in which numbers of nine or more digits are masked for roles that see them only by their last three digits. */
const char *web_masked(struct http_request *request, const char *text);
/* The answer as this actor may read it. */
const char *web_answer(struct http_request *request, const struct field *field, const struct answer *answer);
/* An option's label of a field of the form, "" when there is none. */
const char *web_option(const struct field *field, int64_t value);

#endif
