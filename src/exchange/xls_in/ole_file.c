#include "exchange/xls_in/ole_file.h"

#include <ctype.h>

#include "base/memory.h"

enum {
	HEAD = 512, SIGN = 8, SHIFT_AT = 30, MINI_SHIFT_AT = 32, FOLDER_AT = 48, CUTOFF_AT = 56, MINI_FAT_AT = 60,
	MORE_AT = 68, FIRST_LIST_AT = 76, FIRST_LIST = 109,
	ENTRY = 128, ENTRY_LENGTH_AT = 64, ENTRY_TYPE_AT = 66, LEFT_AT = 68, RIGHT_AT = 72, CHILD_AT = 76, START_AT = 116,
	SIZE_AT = 120, NAME_UNITS = 32,
	STREAM = 2, ROOT = 5, MINI_SHIFT = 6, DEPTH = 64
};
#define LAST_SECTOR 0xfffffffau                 /* above: no sector */


struct ole_file {
	const uint8_t *data;
	size_t size;
	unsigned shift;                         /* of the size of a sector */
	uint32_t sectors;                       /* that the file has */
	uint32_t *next, *mini_next;             /* by sector, which comes after it */
	size_t next_count, mini_count;
	uint8_t *folder, *mini;                 /* the entries; the stream of small streams */
	size_t entries, mini_size;
	uint32_t cutoff;
};

uint16_t ole_u16(const uint8_t *at)
{
	return (uint16_t)(at[0] | at[1] << 8);
}

uint32_t ole_u32(const uint8_t *at)
{
	return (uint32_t)ole_u16(at) | (uint32_t)ole_u16(at + 2) << 16;
}

static size_t sector_size(const struct ole_file *file)
{
	return (size_t)1 << file->shift;
}

/* NULL: the file has not that sector whole. */
static const uint8_t *sector(const struct ole_file *file, uint32_t number)
{
	return number < file->sectors ? file->data + (((size_t)number + 1) << file->shift) : NULL;
}

/* ---- chains ---- */

/* How many sectors a chain has; 0: it goes nowhere, in a circle, or there is none. */
static size_t chain_length(const uint32_t *next, size_t count, uint32_t first)
{
	size_t length = 0;

	for (; first <= LAST_SECTOR; first = next[first]) {
		if (first >= count || ++length > count)
			return 0;
	}
	return length;
}

/* All bytes of a chain of sectors, and nothing behind `least` is asked for (0: all of it). */
static uint8_t *read_chain(const struct ole_file *file, uint32_t first, size_t least, size_t *size)
{
	size_t length = chain_length(file->next, file->next_count, first);
	uint8_t *bytes = NULL, *at;

	*size = length << file->shift;
	if (length > 0 && length <= file->sectors && least <= *size)
		bytes = memory_new(length, sector_size(file));
	at = bytes;
	for (; at != NULL && first <= LAST_SECTOR; first = file->next[first]) {
		const uint8_t *from = sector(file, first);
		if (from == NULL) {
			memory_free(bytes);
			return NULL;
		}
		memcpy(at, from, sector_size(file));
		at += sector_size(file);
	}
	return bytes;
}

static uint8_t *read_mini(const struct ole_file *file, uint32_t first, size_t least, size_t *size)
{
	size_t length = chain_length(file->mini_next, file->mini_count, first), step = 1 << MINI_SHIFT;
	uint8_t *bytes = NULL, *at;

	*size = length << MINI_SHIFT;
	if (length > 0 && least <= *size)
		bytes = memory_new(length, step);
	at = bytes;
	for (; at != NULL && first <= LAST_SECTOR; first = file->mini_next[first]) {
		if (((size_t)first + 1) * step > file->mini_size) {
			memory_free(bytes);
			return NULL;
		}
		memcpy(at, file->mini + first * step, step);
		at += step;
	}
	return bytes;
}

/* ---- tables ---- */

static bool add_numbers(struct ole_file *file, uint32_t number)
{
	const uint8_t *from = sector(file, number);

	for (size_t i = 0; from != NULL && i < sector_size(file); i += 4)
		file->next[file->next_count++] = ole_u32(from + i);
	return from != NULL;
}

/* The table of what comes after each sector; its own sectors are listed in the head and in a chain. */
static bool read_table(struct ole_file *file)
{
	size_t each = sector_size(file) / 4, most = file->sectors / each + 1, read = 0;
	uint32_t more = ole_u32(file->data + MORE_AT);

	file->next = memory_new(most * each, sizeof *file->next);
	if (file->next == NULL)
		return false;
	for (size_t i = 0; i < FIRST_LIST; i++) {
		uint32_t number = ole_u32(file->data + FIRST_LIST_AT + 4 * i);
		if (number <= LAST_SECTOR && (++read > most || !add_numbers(file, number)))
			return false;
	}
	for (size_t lists = 0; more <= LAST_SECTOR; lists++) {
		const uint8_t *list = sector(file, more);
		if (list == NULL || lists > most)
			return false;
		for (size_t i = 0; i + 1 < each; i++) {
			uint32_t number = ole_u32(list + 4 * i);
			if (number <= LAST_SECTOR && (++read > most || !add_numbers(file, number)))
				return false;
		}
		more = ole_u32(list + 4 * (each - 1));
	}
	return read > 0;
}

/* Small streams are optional; a workbook that has none is whole without. */
static bool read_mini_table(struct ole_file *file)
{
	uint32_t first = ole_u32(file->data + MINI_FAT_AT), start = ole_u32(file->folder + START_AT);
	size_t size = 0;

	if (first > LAST_SECTOR || start > LAST_SECTOR)
		return true;
	uint8_t *table = read_chain(file, first, 0, &size);
	file->mini = read_chain(file, start, 0, &file->mini_size);
	file->mini_next = table == NULL ? NULL : memory_new(size / 4, sizeof *file->mini_next);
	for (size_t i = 0; file->mini_next != NULL && i < size / 4; i++)
		file->mini_next[file->mini_count++] = ole_u32(table + 4 * i);
	memory_free(table);
	return file->mini_next != NULL && file->mini != NULL;
}

static bool read_head(struct ole_file *file)
{
	if (file->size < HEAD || memcmp(file->data, OLE_SIGN, SIGN) != 0)
		return false;
	file->shift = ole_u16(file->data + SHIFT_AT);
	file->cutoff = ole_u32(file->data + CUTOFF_AT);
	if ((file->shift != 9 && file->shift != 12) || ole_u16(file->data + MINI_SHIFT_AT) != MINI_SHIFT)
		return false;
	size_t whole = file->size >> file->shift;
	file->sectors = whole == 0 || whole > LAST_SECTOR ? 0 : (uint32_t)whole - 1;
	return true;
}

static bool read_folder(struct ole_file *file)
{
	size_t size;

	file->folder = read_chain(file, ole_u32(file->data + FOLDER_AT), 0, &size);
	file->entries = size / ENTRY;
	return file->folder != NULL && file->folder[ENTRY_TYPE_AT] == ROOT;
}

struct ole_file *ole_open(const uint8_t *data, size_t size)
{
	struct ole_file *file = memory_new(1, sizeof *file);

	if (file == NULL)
		return NULL;
	file->data = data;
	file->size = size;
	if (read_head(file) && read_table(file) && read_folder(file) && read_mini_table(file))
		return file;
	ole_close(file);
	return NULL;
}

void ole_close(struct ole_file *file)
{
	if (file == NULL)
		return;
	memory_free(file->next);
	memory_free(file->mini_next);
	memory_free(file->folder);
	memory_free(file->mini);
	memory_free(file);
}

/* ---- streams by name ---- */

static bool is_named(const uint8_t *entry, const char *name)
{
	size_t length = strlen(name);

	if (length >= NAME_UNITS || ole_u16(entry + ENTRY_LENGTH_AT) != 2 * (length + 1))
		return false;
	for (size_t i = 0; i < length; i++) {
		if (tolower(entry[2 * i]) != tolower((unsigned char)name[i]) || entry[2 * i + 1] != 0)
			return false;
	}
	return true;
}

/* Among the entry and those beside it, which are a tree. */
static const uint8_t *find_beside(const struct ole_file *file, uint32_t number, const char *name, size_t *left)
{
	uint32_t waiting[DEPTH];
	size_t count = 0;

	waiting[count++] = number;
	while (count > 0 && (*left)-- > 0) {
		number = waiting[--count];
		if (number >= file->entries)
			continue;
		const uint8_t *entry = file->folder + (size_t)number * ENTRY;
		if (is_named(entry, name))
			return entry;
		if (count + 2 > DEPTH)
			return NULL;
		waiting[count++] = ole_u32(entry + LEFT_AT);
		waiting[count++] = ole_u32(entry + RIGHT_AT);
	}
	return NULL;
}

static const uint8_t *find(const struct ole_file *file, const char *name)
{
	size_t left = 2 * file->entries + 1;

	return find_beside(file, ole_u32(file->folder + CHILD_AT), name, &left);
}

bool ole_has(const struct ole_file *file, const char *name)
{
	return find(file, name) != NULL;
}

uint8_t *ole_read(const struct ole_file *file, const char *name, size_t *size)
{
	const uint8_t *entry = find(file, name);
	size_t whole;

	if (entry == NULL || entry[ENTRY_TYPE_AT] != STREAM)
		return NULL;
	uint32_t start = ole_u32(entry + START_AT);
	*size = ole_u32(entry + SIZE_AT);
	return *size < file->cutoff ? read_mini(file, start, *size, &whole) : read_chain(file, start, *size, &whole);
}
