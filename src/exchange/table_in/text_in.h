/* The text of a file in UTF-8, piece by piece, whatever it was written in: UTF-8, with a byte order mark or without;
 * UTF-16 with one; what is no UTF-8, Windows-1258, as old programs of Viet Nam wrote it, or the bytes of an old font
 * (TCVN3, VNI), which then stand as the characters up to U+00FF that Windows-1252 has for them: as the same text comes
 * from a workbook. Private to exchange/table_in/. */
#ifndef EXCHANGE_TEXT_IN_H
#define EXCHANGE_TEXT_IN_H

#include <stdint.h>
#include <sys/types.h>

#include "exchange/table_in/table_fault.h"

enum { TEXT_IN_PIECE = 64 << 10 };

struct text_in;

/* Reads the whole file to find out what it is written in. NULL: TABLE_BROKEN_ENCODING, TABLE_NOT_ONE (bytes that no
 * text has), TABLE_UNAVAILABLE. The descriptor stays the caller's. */
struct text_in *text_in_open(int descriptor, struct table_refusal *refusal);
/* Accepts NULL. */
void text_in_close(struct text_in *text);
/* Back to the beginning. */
void text_in_again(struct text_in *text);
/* The next piece, of whole characters and without the byte order mark; 0 at the end, -1 when the disk fails. */
ssize_t text_in_next(struct text_in *text, char piece[TEXT_IN_PIECE]);

#endif
