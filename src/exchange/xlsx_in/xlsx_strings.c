#include "exchange/xlsx_in/xlsx_strings.h"

#include <errno.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/memory.h"
#include "exchange/xlsx_in/xlsx_text.h"
#include "exchange/xlsx_room.h"

enum { HELD = 64 << 10 };

struct xlsx_strings {
	uint32_t *begins;                       /* of each, and the end of the last */
	size_t count, room;
	char *data;                             /* mapped; NULL: nothing is there */
	size_t size;
};

struct reading {
	struct xlsx_strings *strings;
	struct xlsx_package *package;
	const char *part;
	int file;
	struct xlsx_text text;
	size_t held;
	char bytes[HELD + TABLE_IN_CELL_BYTES + 1];
};

static void refuse(struct reading *reading, enum table_fault fault)
{
	xlsx_package_refuse(reading->package, fault, reading->part, 0);
}

static void empty(struct reading *reading)
{
	for (size_t done = 0; done < reading->held;) {
		ssize_t some = write(reading->file, reading->bytes + done, reading->held - done);
		if (some < 0 && errno != EINTR) {
			refuse(reading, TABLE_UNAVAILABLE);
			break;
		}
		done += some > 0 ? (size_t)some : 0;
	}
	reading->held = 0;
}

static bool room_for_one(struct xlsx_strings *strings)
{
	size_t room = strings->room == 0 ? 1024 : strings->room + strings->room / 2;

	if (strings->count + 2 < strings->room)
		return true;
	uint32_t *begins = reallocarray(strings->begins, room, sizeof *begins);
	if (begins == NULL)
		return false;
	strings->begins = begins;
	strings->room = room;
	return true;
}

static void add_string(struct reading *reading)
{
	struct xlsx_strings *strings = reading->strings;
	struct xlsx_text *text = &reading->text;

	xlsx_text_finish(text);
	if (text->too_long)
		refuse(reading, TABLE_LARGE_CELL);
	else if (strings->count == STRINGS_MOST || strings->size + text->length >= STRINGS_BYTES)
		refuse(reading, TABLE_LARGE_STRINGS);
	else if (!room_for_one(strings))
		refuse(reading, TABLE_UNAVAILABLE);
	if (!xlsx_package_fine(reading->package))
		return;
	memcpy(reading->bytes + reading->held, text->data, text->length + 1);
	reading->held += text->length + 1;
	strings->begins[strings->count++] = (uint32_t)strings->size;
	strings->size += text->length + 1;
	strings->begins[strings->count] = (uint32_t)strings->size;
	if (reading->held >= HELD)
		empty(reading);
}

static void take_start(void *of, const char *name, const char **attributes)
{
	struct reading *reading = of;

	if (strcmp(name, "si") == 0)
		xlsx_text_begin(&reading->text);
	else
		xlsx_text_start(&reading->text, name, attributes);
}

static void take_end(void *of, const char *name)
{
	struct reading *reading = of;

	if (strcmp(name, "si") == 0)
		add_string(reading);
	else
		xlsx_text_end(&reading->text, name);
}

static void take_text(void *of, const char *text, size_t length)
{
	struct reading *reading = of;

	if (reading->text.in_piece)
		xlsx_text_add(&reading->text, text, length);
}

static void map_strings(struct reading *reading)
{
	struct xlsx_strings *strings = reading->strings;

	empty(reading);
	if (!xlsx_package_fine(reading->package) || strings->size == 0)
		return;
	strings->data = mmap(NULL, strings->size, PROT_READ, MAP_SHARED, reading->file, 0);
	if (strings->data != MAP_FAILED)
		return;
	strings->data = NULL;
	refuse(reading, TABLE_UNAVAILABLE);
}

static void read_strings(struct reading *reading, const char *folder)
{
	const struct part_reader reader = { take_start, take_end, take_text, reading };

	reading->file = xlsx_room_file(folder);
	if (reading->file < 0) {
		refuse(reading, TABLE_UNAVAILABLE);
		return;
	}
	if (xlsx_package_read(reading->package, reading->part, &reader))
		map_strings(reading);
	close(reading->file);
}

struct xlsx_strings *xlsx_strings_read(struct xlsx_package *package, const char *part, const char *folder)
{
	struct xlsx_strings *strings = memory_new(1, sizeof *strings);
	struct reading *reading = memory_new(1, sizeof *reading);

	if (strings == NULL || reading == NULL)
		xlsx_package_refuse(package, TABLE_UNAVAILABLE, NULL, 0);
	else if (part[0] != '\0') {
		reading->strings = strings;
		reading->package = package;
		reading->part = part;
		read_strings(reading, folder);
	}
	memory_free(reading);
	if (xlsx_package_fine(package))
		return strings;
	xlsx_strings_free(strings);
	return NULL;
}

void xlsx_strings_free(struct xlsx_strings *strings)
{
	if (strings == NULL)
		return;
	if (strings->data != NULL)
		munmap(strings->data, strings->size);
	free(strings->begins);
	memory_free(strings);
}

const char *xlsx_strings_find(const struct xlsx_strings *strings, unsigned number, size_t *length)
{
	if (number >= strings->count)
		return NULL;
	*length = strings->begins[number + 1] - strings->begins[number] - 1;
	return strings->data + strings->begins[number];
}
