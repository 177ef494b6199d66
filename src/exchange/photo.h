/* The QR code in a photo (JPEG or PNG). Nothing of the picture is kept.
 *
 * What is decoded is bounded before it is decoded: by the size that the head of the file announces, by the memory
 * that a progressive JPEG may take, and by its number of scans. JPEG pictures are scaled down while they are decoded.
 * The search for a code is bounded by nothing and cannot be stopped: the server has pictures read by a child
 * (exchange/photo_desk.h). */
#ifndef EXCHANGE_PHOTO_H
#define EXCHANGE_PHOTO_H

#include "base/arena.h"

enum {
	PHOTO_BYTES = 12 << 20,         /* of a picture */
	PHOTO_SIDE = 16000,             /* pixels of a side */
	PHOTO_JPEG_PIXELS = 64000000,   /* of a whole JPEG, of which at most PHOTO_KEPT_PIXELS are decoded */
	PHOTO_KEPT_PIXELS = 12500000,   /* also of a whole PNG */
	PHOTO_JPEG_MEMORY = 64 << 20,   /* what decoding a JPEG may take besides: a progressive one of 20 megapixels */
	PHOTO_JPEG_SCANS = 100,
	/* bytes of a text: what the largest QR code holds (ISO/IEC 18004, version 40-L, digits) */
	PHOTO_TEXT_MAX = 7089
};

enum photo_outcome { PHOTO_READ, PHOTO_NO_CODE, PHOTO_TOO_BIG, PHOTO_BROKEN };

/* *text: of a code in the picture, the first that looks like a card's, else the first; in the arena, with PHOTO_READ
 * only. */
enum photo_outcome photo_decode(struct arena *arena, const char *data, size_t size, const char **text);

/* The version of libpng. */
const char *photo_png_version(void);

#endif
