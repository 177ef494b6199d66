/* The order of names in a Vietnamese list: by given name (tên, the last word), then family name (họ, the first), then
 * what stands between (đệm). */
#ifndef TEXT_ORDER_H
#define TEXT_ORDER_H

#include "base/arena.h"

/* A key whose strcmp() order is that of the list. Words are compared letter by letter in the order of the alphabet (a
 * ă â b c d đ e ê … o ô ơ … u ư v x y, with f j w z where Latin has them; other letters after z), then by tone
 * (ngang, huyền, hỏi, ngã, sắc, nặng); case does not count. NFD and NFC give the same. NULL for invalid UTF-8. */
char *name_order(struct arena *arena, const char *name);
/* Compares runs of digits as numbers: "Tổ 2" comes before "Tổ 10". */
int natural_order(const char *a, const char *b);
/* A folded key whose strcmp() order is that: runs of digits are nine long at least. NULL for invalid UTF-8. */
char *natural_key(struct arena *arena, const char *text);

#endif
