#include "db/bug.h"

#include <stdarg.h>

void db_bug(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	fprintf(stderr, "bug: ");
	vfprintf(stderr, format, args);
	fprintf(stderr, "\n");
	va_end(args);
	abort();
}
