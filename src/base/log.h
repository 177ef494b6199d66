/* The log: one line to stderr, written whole. Never a query, a body, a name or an identity number. */
#ifndef BASE_LOG_H
#define BASE_LOG_H

enum log_level { LOG_INFO, LOG_WARNING, LOG_ERROR };

/* "2024-06-10T01:02:03Z warning text"; longer lines are cut at 1 kB. */
void log_line(enum log_level level, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
