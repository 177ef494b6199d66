/* `mau03 check`: sheets as JSON lines in, findings as JSON lines out, one for one. */
#ifndef CLI_CHECK_H
#define CLI_CHECK_H

#include "acceptance/acceptance.h"
#include "base/buf.h"
#include "base/clock.h"

/* Checks every line of in, without areas, campaign or records; the rules must have been started. The memory used does not grow with
 * the input: a line of more than 4 MiB is not read on and has rule E18. 0 when all was read and written, else 1. */
int check_run(const struct form *form, const struct clock *clock, FILE *in, FILE *out);

/* Checks one line (without its end) and appends its findings to out, a line with its end. Uses context->arena; context->kind is set
 * from the sheet. */
void check_line(const struct form *form, const struct rule_context *context, const char *line, size_t length,
                unsigned long number, struct buf *out);

#endif
