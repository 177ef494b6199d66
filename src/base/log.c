#include "base/log.h"

#include <stdarg.h>
#include <unistd.h>

#include "base/clock.h"

enum { LINE = 1024 };

void log_line(enum log_level level, const char *format, ...)
{
	static const char *const names[] = { "info", "warning", "error" };
	char line[LINE], now[CLOCK_TEXT];
	va_list args;

	clock_to_iso(time(NULL), now);
	int head = snprintf(line, sizeof line, "%s %s ", now, names[level]);
	va_start(args, format);
	int body = vsnprintf(line + head, sizeof line - (size_t)head - 1, format, args);
	va_end(args);
	size_t length = (size_t)head + (size_t)body;
	if (length > sizeof line - 2)
		length = sizeof line - 2;
	for (size_t i = 0; i < length; i++) {
		if ((unsigned char)line[i] < ' ')
			line[i] = ' ';
	}
	line[length] = '\n';
	if (write(STDERR_FILENO, line, length + 1) < 0)
		return;
}
