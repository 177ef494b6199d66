/* The end of the program for a mistake of the programmer. */
#ifndef DB_BUG_H
#define DB_BUG_H

/* Writes "bug: …" to stderr and aborts. */
void db_bug(const char *format, ...) __attribute__((noreturn, format(printf, 1, 2)));

#endif
