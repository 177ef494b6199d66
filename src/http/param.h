/* Decoded names and values of a query or of an urlencoded body, each in one of three states: absent,
 * valid, bad with its raw text. */
#ifndef HTTP_PARAM_H
#define HTTP_PARAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

struct param {
	const char *name, *value;       /* valid UTF-8, NUL-terminated, no NUL inside */
};

struct params {
	const struct param *items;
	size_t count;
};

enum param_state { PARAM_ABSENT, PARAM_OK, PARAM_BAD };

enum { PARAM_MAX = 20000 };             /* pairs in one body */

/* Decodes application/x-www-form-urlencoded. False (400): malformed %, NUL or invalid UTF-8 after
 * decoding, or over PARAM_MAX pairs. Line ends in values are made \n. */
bool params_decode(struct arena *arena, const char *data, size_t length, struct params *out);
/* Decodes %XX in place (and + as a space if plus), ends the text with a NUL at most at text[length], and
 * returns its length; -1 for a malformed %, a NUL or invalid UTF-8. */
ptrdiff_t percent_decode(char *text, size_t length, bool plus);
/* CRLF and lone CR become LF, in place. */
void params_even_lines(char *text);
/* First value of that name, or NULL when absent. */
const char *params_text(const struct params *params, const char *name);
/* As params_text, but "" is NULL too. */
const char *params_filled(const struct params *params, const char *name);
/* All values of a name; *count 0 when absent. */
const char *const *params_all(struct arena *arena, const struct params *params, const char *name, size_t *count);
/* A whole number between low and high, spaces around it forgiven; empty is PARAM_ABSENT. */
enum param_state params_int(const struct params *params, const char *name, int64_t low, int64_t high,
                            int64_t *out);
/* Positive ids of a name that repeats or is comma-separated, without doubles, in order. PARAM_BAD when one
 * is no id or there are over PARAM_MAX; PARAM_ABSENT when none is named. */
enum param_state params_ids(struct arena *arena, const struct params *params, const char *name, int64_t **ids,
                            size_t *count);

#endif
