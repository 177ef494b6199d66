#include "base/error.h"

#include <stdarg.h>

enum err error_set(struct error *error, enum err code, const char *message, const char *detail, ...)
{
	va_list args;

	if (error == NULL)
		return code;
	error->code = code;
	error->message = message;
	va_start(args, detail);
	vsnprintf(error->detail, sizeof error->detail, detail, args);
	va_end(args);
	return code;
}
