#include "http/guard.h"

#include <stddef.h>
#include <strings.h>

void guard_header(struct guard *guard, const char *name, const char *value)
{
	if (strcasecmp(name, "Content-Length") == 0)
		guard->lengths++;
	if (strcasecmp(name, "Host") == 0)
		guard->hosts++;
	if (strcasecmp(name, "Transfer-Encoding") == 0) {
		guard->encodings++;
		guard->strange_encodings += value == NULL || strcasecmp(value, "chunked") != 0;
	}
}

const char *guard_fault(const struct guard *guard, const char *target)
{
	const struct { int found; const char *fault; } faults[] = {
		{ guard->lengths > 0 && guard->encodings > 0, "both Content-Length and Transfer-Encoding" },
		{ guard->lengths > 1, "more than one Content-Length" },
		{ guard->encodings > 1, "more than one Transfer-Encoding" },
		{ guard->strange_encodings > 0, "a Transfer-Encoding other than chunked" },
		{ guard->hosts > 1, "more than one Host" },
		{ strstr(target, "%00") != NULL, "a NUL in the target" },
	};

	for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
		if (faults[i].found)
			return faults[i].fault;
	}
	return NULL;
}
