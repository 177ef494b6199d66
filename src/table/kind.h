/* Kinds of values (kind.def): what a column of a table holds. A kind decides for every form of a table at once: how a
 * value is held in the row, shown, masked, put in order and written to a file. */
#ifndef TABLE_KIND_H
#define TABLE_KIND_H

#include "base/actor.h"
#include "base/arena.h"
#include "form/form.h"

enum kind {
#define KIND(name, held, mask, xlsx, width, markup) KIND_##name,
#include "table/kind.def"
#undef KIND
	KIND_COUNT_OF
};

/* In a row: const char *, int64_t, an enum of base/code.h. */
enum kind_held { HELD_TEXT, HELD_INT, HELD_CODE };
/* What a masked role does not see: nothing is masked, the value, long numbers inside it. */
enum kind_mask { MASK_PLAIN, MASK_WHOLE, MASK_INSIDE };
enum kind_file { FILE_TEXT, FILE_ID_TEXT, FILE_INT, FILE_DAY, FILE_TIME };

struct kind_row {
	enum kind_held held;
	enum kind_mask mask;
	enum kind_file file;
	int width;
	const char *markup;             /* with $ for the name of the value */
};
#define BALANCE_NONE INT64_MIN          /* a BALANCE that is not there */
const struct kind_row *kind_of(enum kind kind);

/* A value as files have it: codes, ISO days, UTC times, plain numbers; masked for who asks. */
struct kind_value {
	bool none;
	const char *text;               /* NULL: it is a number */
	int64_t number;
};

/* Who is shown the values. */
struct kind_reader {
	struct arena *arena;
	const struct actor *actor;
	const struct form *form;
};

/* What a kind that is held as INT has there. */
int64_t kind_int(const void *place);
struct kind_value kind_value(const struct kind_reader *reader, enum kind kind, const void *place);
/* As people read it; "" for nothing. */
const char *kind_shown(const struct kind_reader *reader, enum kind kind, const void *place);
/* The code of a value in a set of codes; "" for others. */
const char *kind_code(enum kind kind, const void *place);
/* By what a column of that kind is put in order: names as in a Vietnamese list; nothing comes first, or stands last in
 * either order. */
struct kind_key { const char *text; int64_t number; bool last; };
struct kind_key kind_key(const struct kind_reader *reader, enum kind kind, const void *place);
/* Like strcmp(). */
int kind_key_order(const struct kind_key *a, const struct kind_key *b);
/* False for what this actor is not shown whole: it must not be found out by the order either. */
bool kind_can_order(enum kind kind, const struct actor *actor);

#endif
