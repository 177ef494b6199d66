#include "exchange/xls_in/xls_book.h"

#include "base/memory.h"

enum { BIFF8 = 0x600, GLOBALS = 5, WORKSHEET = 0 };

static bool refuse(struct xls_book *book, enum table_fault fault)
{
	return table_refuse(book->refusal, fault, NULL, 0);
}

static bool going(const struct xls_book *book)
{
	return book->refusal->fault == TABLE_FINE;
}

/* ---- shared strings ---- */

/* Twice the room when it is full; *block stays when there is no memory. */
static bool make_room(void **block, size_t *room, size_t wanted, size_t each)
{
	size_t more = *room == 0 ? 1024 : *room;

	while (more < wanted)
		more *= 2;
	if (more == *room)
		return true;
	void *larger = reallocarray(*block, more, each);
	if (larger == NULL)
		return false;
	*block = larger;
	*room = more;
	return true;
}

static void keep_string(struct xls_book *book, size_t length)
{
	void *strings = book->strings, *begins = book->begins;

	if (book->strings_size + length >= XLS_STRINGS_BYTES) {
		refuse(book, TABLE_LARGE_STRINGS);
		return;
	}
	bool room = make_room(&strings, &book->strings_room, book->strings_size + length + 1, 1) &&
	            make_room(&begins, &book->begins_room, book->string_count + 1, sizeof *book->begins);
	book->strings = strings;
	book->begins = begins;
	if (!room) {
		refuse(book, TABLE_UNAVAILABLE);
		return;
	}
	book->begins[book->string_count++] = (uint32_t)book->strings_size;
	memcpy(book->strings + book->strings_size, book->text, length + 1);
	book->strings_size += length + 1;
}

static void take_strings(struct xls_book *book, struct biff *biff)
{
	uint32_t count = biff_u32(biff, 4);
	size_t at = 8;

	for (uint32_t i = 0; i < count && going(book) && !biff->broken; i++) {
		size_t length = biff_text(biff, at, 2, book->text, sizeof book->text);
		if (!biff->broken)
			keep_string(book, length);
		at = biff->at;
	}
}

/* ---- formats and sheets ---- */

static void take_code(struct xls_book *book, struct biff *biff)
{
	unsigned id = biff_u16(biff, 0);

	biff_text(biff, 2, 2, book->text, sizeof book->text);
	if (book->code_count == XLS_CODES) {
		refuse(book, TABLE_LARGE_ENTRIES);
		return;
	}
	book->codes[book->code_count].id = id;
	book->codes[book->code_count++].format = value_format_of(book->text);
}

static void take_format(struct xls_book *book, struct biff *biff)
{
	unsigned id = biff_u16(biff, 2);
	enum value_format format = value_format_known(id);

	for (size_t i = 0; i < book->code_count; i++) {
		if (book->codes[i].id == id)
			format = book->codes[i].format;
	}
	if (book->format_count == XLS_FORMATS)
		refuse(book, TABLE_LARGE_ENTRIES);
	else
		book->formats[book->format_count++] = (unsigned char)format;
}

static void take_sheet(struct xls_book *book, struct biff *biff)
{
	uint32_t at = biff_u32(biff, 0);
	unsigned visibility = biff_u8(biff, 4) & 3, type = biff_u8(biff, 5);

	if (type != WORKSHEET)
		return;
	if (book->count == TABLE_IN_SHEETS) {
		refuse(book, TABLE_LARGE_ENTRIES);
		return;
	}
	struct xls_sheet *sheet = &book->sheets[book->count++];
	sheet->at = at;
	sheet->visibility = visibility == 0 ? TABLE_IN_VISIBLE : visibility == 1 ? TABLE_IN_HIDDEN : TABLE_IN_VERY_HIDDEN;
	biff_text(biff, 6, 1, sheet->name, sizeof sheet->name);
}

/* ---- all of it ---- */

static void take_record(struct xls_book *book, struct biff *biff)
{
	switch (biff->type) {
	case BIFF_FILEPASS:
		refuse(book, TABLE_PROTECTED);
		break;
	case BIFF_DATEMODE:
		book->since_1904 = biff_u16(biff, 0) == 1;
		break;
	case BIFF_FORMAT:
		take_code(book, biff);
		break;
	case BIFF_XF:
		take_format(book, biff);
		break;
	case BIFF_BOUNDSHEET:
		take_sheet(book, biff);
		break;
	case BIFF_SST:
		take_strings(book, biff);
		break;
	default:
		break;
	}
}

bool xls_book_read(struct xls_book *book, const uint8_t *stream, size_t size)
{
	struct biff biff;

	biff_begin(&biff, stream, size, 0);
	if (!biff_next(&biff) || biff.type != BIFF_BOF || biff_u16(&biff, 2) != GLOBALS)
		return refuse(book, TABLE_BROKEN_BOOK);
	if (biff_u16(&biff, 0) != BIFF8)
		return refuse(book, TABLE_OLD_XLS);
	while (biff_next(&biff) && biff.type != BIFF_EOF && going(book) && !biff.broken)
		take_record(book, &biff);
	if (biff.type != BIFF_EOF || biff.broken)
		return refuse(book, TABLE_BROKEN_BOOK);
	return going(book);
}

void xls_book_free(struct xls_book *book)
{
	free(book->strings);
	free(book->begins);
}
