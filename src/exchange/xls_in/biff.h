/* The records of an old workbook (MS-XLS 2.1.4): a number, a length, so many bytes; a text may go on in the records
 * that follow it. Private to exchange/xls_in/. */
#ifndef EXCHANGE_BIFF_H
#define EXCHANGE_BIFF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum biff_type {
	BIFF_FORMULA = 0x06, BIFF_EOF = 0x0a, BIFF_DATEMODE = 0x22, BIFF_FILEPASS = 0x2f, BIFF_CONTINUE = 0x3c,
	BIFF_BOUNDSHEET = 0x85, BIFF_MULRK = 0xbd, BIFF_RSTRING = 0xd6, BIFF_XF = 0xe0, BIFF_MERGEDCELLS = 0xe5,
	BIFF_SST = 0xfc, BIFF_LABELSST = 0xfd, BIFF_NUMBER = 0x203, BIFF_LABEL = 0x204, BIFF_BOOLERR = 0x205,
	BIFF_STRING = 0x207, BIFF_ROW = 0x208, BIFF_DEFAULTROWHEIGHT = 0x225, BIFF_RK = 0x27e, BIFF_FORMAT = 0x41e,
	BIFF_BOF = 0x809
};

enum { BIFF_HEAD = 4 };                         /* bytes of a record before its own */

struct biff {
	const uint8_t *data;
	size_t size;
	size_t next;                            /* where the next record begins */
	/* the record */
	unsigned type;
	const uint8_t *body;
	size_t length, at;                      /* of what is read one after the other */
	bool broken;                            /* something was not there */
};

void biff_begin(struct biff *biff, const uint8_t *data, size_t size, size_t at);
/* The next record; false at the end of the bytes, or when it is not whole. */
bool biff_next(struct biff *biff);
/* The type of the one after it; 0: there is none. */
unsigned biff_type_after(const struct biff *biff);

/* At a place of the record; 0 when it is shorter, and it is broken. */
unsigned biff_u8(struct biff *biff, size_t at);
unsigned biff_u16(struct biff *biff, size_t at);
uint32_t biff_u32(struct biff *biff, size_t at);
/* Eight bytes; and the four in which some numbers are packed. */
double biff_double(struct biff *biff, size_t at);
double biff_rk(struct biff *biff, size_t at);

/* A text from `at` on, in this record and those that continue it, as UTF-8 with NUL, of at most room - 1 bytes; what is
 * longer is broken, and so is what has a NUL itself. length_bytes: 1 or 2, of its length. What stands behind the text
 * (runs, phonetic) is passed, and biff->at is behind it. How many bytes. */
size_t biff_text(struct biff *biff, size_t at, unsigned length_bytes, char *out, size_t room);

#endif
