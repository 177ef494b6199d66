/* Vietnamese text: normal form, folding, and what may stand in a name. */
#ifndef TEXT_UTF8_H
#define TEXT_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

/* True for valid UTF-8 without NUL bytes. */
bool utf8_valid(const char *text, size_t length);
/* Bytes of the character that a text of that length begins with; 0: of none. */
size_t utf8_first(const char *text, size_t length);
/* Characters (code points) of valid UTF-8. */
size_t utf8_length(const char *text);
/* The character that *text begins with, which moves on behind it; -1 for a byte that begins none, which is passed.
 * *text is not at its end. */
int32_t utf8_next(const char **text);
/* What is kept of a typed text: NFC, tabs, line ends and no-break spaces as spaces, runs of spaces as one, no space
 * at either end, one sign for one thing (text/sign.h); everything else, control characters too (rule E18 speaks of
 * them), stays. In a text of an old font (text/misread/legacy.h) the signs that it has for letters stay. NULL for
 * invalid UTF-8. */
char *utf8_clean(struct arena *arena, const char *text);
/* True when a control character (C0 but tab and line ends, DEL, C1) stands in the text. */
bool utf8_has_control(const char *text);
/* In capitals: "Ủy ban" -> "ỦY BAN". NULL for invalid UTF-8. */
char *utf8_upper(struct arena *arena, const char *text);
/* The first letter small: "Phường Phương Sài" -> "phường Phương Sài". NULL for invalid UTF-8. */
char *utf8_lower_first(struct arena *arena, const char *text);
/* The search key: lower case, no diacritics, đ as d, one sign for one thing, spaces collapsed: "Nguyễn Thị ĐỨC" ->
 * "nguyen thi duc". NFD and NFC give the same. NULL for invalid UTF-8. */
char *utf8_fold(struct arena *arena, const char *text);
/* The same of letters and digits alone: whatever stands between them is one space. "Tổ 3, Đa Lộc." -> "to 3 da loc" */
char *utf8_fold_words(struct arena *arena, const char *text);

/* The version of utf8proc. */
const char *utf8_library_version(void);

#endif
