/* `mau03 check`: sheets as JSON lines in, findings as JSON lines out, one for one. */
#ifndef CLI_CHECK_H
#define CLI_CHECK_H

#include "acceptance/acceptance.h"
#include "base/buf.h"
#include "base/clock.h"

/* Where a sheet belongs: adds areas, campaign and records to the context, and may find that the answer of area_id is
 * none; and what a finding says, with what is true of the other sheet now. */
struct check_place {
	void (*find)(void *arg, struct answers *answers, struct rule_context *context);
	const char *(*tell)(void *arg, struct arena *arena, const struct finding *finding);
	void *arg;
};

/* Checks every line of in; the rules must have been started. place NULL: without areas, campaign or records. The
 * memory used does not grow with the input: a line of more than 4 MiB is not read on and has rule E18. 0 when all was
 * read and written, else 1. */
int check_run(const struct form *form, const struct clock *clock, const struct check_place *place, FILE *in, FILE *out);

/* Checks one line (without its end) and appends its findings to out, a line with its end. Uses context->arena;
 * context->kind is set from the sheet. */
void check_line(const struct form *form, const struct rule_context *context, const struct check_place *place,
                const char *line, size_t length, unsigned long number, struct buf *out);

#endif
