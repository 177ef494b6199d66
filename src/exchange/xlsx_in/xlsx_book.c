#include "exchange/xlsx_in/xlsx_book.h"

#include "base/memory.h"

enum { RELATIONS = 1024, FORMAT_CODES = 4096 };

/* One link of a part to another. */
struct relation {
	char id[64];
	char type[32];                          /* the last word of its address */
	char target[PART_NAME];
};

struct reading {
	struct xlsx_package *package;
	struct xlsx_book *book;
	const char *part;
	char base[PART_NAME];                   /* the folder of the part that links */
	struct relation *relations;
	size_t relation_count, relation_room;
	bool root_seen, is_workbook;
	size_t sheet_count;                     /* of all kinds */
	/* styles */
	struct { unsigned id; enum value_format format; } codes[FORMAT_CODES];
	size_t code_count;
	bool in_cell_formats;
};

static void refuse(struct reading *reading, enum table_fault fault)
{
	xlsx_package_refuse(reading->package, fault, reading->part, 0);
}

/* ---- links between parts ---- */

static void set(char *out, size_t room, const char *text, size_t length)
{
	if (length >= room)
		length = room - 1;
	memcpy(out, text, length);
	out[length] = '\0';
}

/* Takes the last folder off: "xl/worksheets" -> "xl". */
static void go_up(char *path)
{
	char *slash = strrchr(path, '/');

	*(slash == NULL ? path : slash) = '\0';
}

/* The name of the entry that a target means, seen from a folder: "../a.xml" in "xl/b" is "xl/a.xml". */
static bool resolve(const char *base, const char *target, char out[PART_NAME])
{
	snprintf(out, PART_NAME, "%s", *target == '/' ? "" : base);
	while (*target != '\0') {
		size_t length = strcspn(target, "/"), there = strlen(out);
		if (length == 2 && strncmp(target, "..", 2) == 0)
			go_up(out);
		else if (length > 0 && !(length == 1 && *target == '.')) {
			if (there + length + 2 > PART_NAME)
				return false;
			if (there > 0)
				out[there++] = '/';
			set(out + there, PART_NAME - there, target, length);
		}
		target += length + (target[length] == '/');
	}
	return true;
}

static void take_relation(void *of, const char *name, const char **attributes)
{
	struct reading *reading = of;
	const char *id = part_attribute(attributes, "Id"), *type = part_attribute(attributes, "Type"),
	           *target = part_attribute(attributes, "Target"), *mode = part_attribute(attributes, "TargetMode");

	if (strcmp(name, "Relationship") != 0 || id == NULL || type == NULL || target == NULL ||
	    (mode != NULL && strcmp(mode, "External") == 0))
		return;
	if (reading->relation_count == reading->relation_room) {
		refuse(reading, TABLE_LARGE_ENTRIES);
		return;
	}
	struct relation *relation = &reading->relations[reading->relation_count++];
	const char *word = strrchr(type, '/');
	word = word == NULL ? type : word + 1;
	set(relation->id, sizeof relation->id, id, strlen(id));
	set(relation->type, sizeof relation->type, word, strlen(word));
	if (!resolve(reading->base, target, relation->target))
		refuse(reading, TABLE_BROKEN_BOOK);
}

/* The links of a part; "": of the package. */
static bool read_relations(struct reading *reading, const char *part)
{
	const struct part_reader reader = { .start = take_relation, .of = reading };
	const char *slash = strrchr(part, '/');
	size_t folder = slash == NULL ? 0 : (size_t)(slash - part);
	char links[2 * PART_NAME];

	set(reading->base, sizeof reading->base, part, folder);
	snprintf(links, sizeof links, "%s%s_rels/%s.rels", reading->base, folder > 0 ? "/" : "",
	         slash == NULL ? part : slash + 1);
	reading->relation_count = 0;
	reading->part = links;
	bool read = xlsx_package_read(reading->package, links, &reader);
	reading->part = NULL;
	return read;
}

static const struct relation *relation_of_type(const struct reading *reading, const char *type)
{
	for (size_t i = 0; i < reading->relation_count; i++) {
		if (strcmp(reading->relations[i].type, type) == 0)
			return &reading->relations[i];
	}
	return NULL;
}

static const struct relation *relation_of_id(const struct reading *reading, const char *id)
{
	for (size_t i = 0; i < reading->relation_count; i++) {
		if (strcmp(reading->relations[i].id, id) == 0)
			return &reading->relations[i];
	}
	return NULL;
}

/* ---- the workbook ---- */

static void take_sheet(struct reading *reading, const char **attributes)
{
	struct xlsx_book *book = reading->book;
	const char *name = part_attribute(attributes, "name"), *id = part_attribute(attributes, "id"),
	           *state = part_attribute(attributes, "state");

	if (++reading->sheet_count > RELATIONS) {
		refuse(reading, TABLE_LARGE_ENTRIES);
		return;
	}
	const struct relation *relation = id == NULL ? NULL : relation_of_id(reading, id);
	if (name == NULL || relation == NULL) {
		refuse(reading, TABLE_BROKEN_BOOK);
		return;
	}
	if (strcmp(relation->type, "worksheet") != 0)
		return;
	if (book->count == COUNT(book->sheets)) {
		refuse(reading, TABLE_LARGE_ENTRIES);
		return;
	}
	struct xlsx_book_sheet *sheet = &book->sheets[book->count];
	sheet->name = memory_copy_text(name);
	if (sheet->name == NULL) {
		refuse(reading, TABLE_UNAVAILABLE);
		return;
	}
	book->count++;
	sheet->visibility = state == NULL || strcmp(state, "visible") == 0 ? TABLE_IN_VISIBLE
	                    : strcmp(state, "hidden") == 0 ? TABLE_IN_HIDDEN
	                    : TABLE_IN_VERY_HIDDEN;
	set(sheet->part, sizeof sheet->part, relation->target, strlen(relation->target));
}

static void take_workbook(void *of, const char *name, const char **attributes)
{
	struct reading *reading = of;

	if (!reading->root_seen) {
		reading->root_seen = true;
		reading->is_workbook = strcmp(name, "workbook") == 0;
	}
	if (!reading->is_workbook)
		return;
	if (strcmp(name, "workbookPr") == 0)
		reading->book->since_1904 = part_true(part_attribute(attributes, "date1904"));
	else if (strcmp(name, "sheet") == 0)
		take_sheet(reading, attributes);
}

static bool read_workbook(struct reading *reading, const char *part)
{
	const struct part_reader reader = { .start = take_workbook, .of = reading };

	if (!read_relations(reading, part))
		return false;
	reading->part = part;
	if (!xlsx_package_read(reading->package, part, &reader))
		return false;
	if (!reading->is_workbook || reading->book->count == 0)
		return xlsx_package_refuse(reading->package, reading->is_workbook ? TABLE_EMPTY : TABLE_NOT_ONE, NULL, 0);
	return true;
}

/* ---- styles ---- */

static void take_code(struct reading *reading, const char **attributes)
{
	const char *code = part_attribute(attributes, "formatCode");
	unsigned id;

	if (code == NULL || !part_number(part_attribute(attributes, "numFmtId"), &id))
		return;
	if (reading->code_count == COUNT(reading->codes)) {
		refuse(reading, TABLE_LARGE_ENTRIES);
		return;
	}
	reading->codes[reading->code_count].id = id;
	reading->codes[reading->code_count++].format = value_format_of(code);
}

static enum value_format format_of(const struct reading *reading, unsigned id)
{
	for (size_t i = 0; i < reading->code_count; i++) {
		if (reading->codes[i].id == id)
			return reading->codes[i].format;
	}
	return value_format_known(id);
}

static void take_cell_format(struct reading *reading, const char **attributes)
{
	struct xlsx_book *book = reading->book;
	unsigned id = 0;

	part_number(part_attribute(attributes, "numFmtId"), &id);
	if (book->format_count == BOOK_FORMATS)
		refuse(reading, TABLE_LARGE_ENTRIES);
	else
		book->formats[book->format_count++] = (unsigned char)format_of(reading, id);
}

static void take_style(void *of, const char *name, const char **attributes)
{
	struct reading *reading = of;

	if (strcmp(name, "numFmt") == 0)
		take_code(reading, attributes);
	else if (strcmp(name, "cellXfs") == 0)
		reading->in_cell_formats = true;
	else if (reading->in_cell_formats && strcmp(name, "xf") == 0)
		take_cell_format(reading, attributes);
}

static void end_style(void *of, const char *name)
{
	struct reading *reading = of;

	if (strcmp(name, "cellXfs") == 0)
		reading->in_cell_formats = false;
}

static bool read_styles(struct reading *reading, const char *part)
{
	const struct part_reader reader = { .start = take_style, .end = end_style, .of = reading };

	reading->part = part;
	return xlsx_package_read(reading->package, part, &reader);
}

/* ---- all of it ---- */

static enum table_fault other_kind(struct xlsx_package *package)
{
	return xlsx_package_begins(package, "mimetype", "application/vnd.oasis.opendocument") ? TABLE_ODS : TABLE_NOT_ONE;
}

static bool find_workbook(struct reading *reading, char part[PART_NAME])
{
	struct xlsx_package *package = reading->package;

	if (!xlsx_package_has(package, "[Content_Types].xml") || !xlsx_package_has(package, "_rels/.rels"))
		return xlsx_package_refuse(package, other_kind(package), NULL, 0);
	if (!read_relations(reading, ""))
		return false;
	const struct relation *relation = relation_of_type(reading, "officeDocument");
	if (relation == NULL)
		return xlsx_package_refuse(package, TABLE_NOT_ONE, NULL, 0);
	size_t length = strlen(relation->target);
	if (length > 4 && strcmp(relation->target + length - 4, ".bin") == 0)
		return xlsx_package_refuse(package, TABLE_XLSB, NULL, 0);
	set(part, PART_NAME, relation->target, length);
	return true;
}

static bool read_parts(struct reading *reading)
{
	char workbook[PART_NAME], styles[PART_NAME] = "";

	if (!find_workbook(reading, workbook) || !read_workbook(reading, workbook))
		return false;
	const struct relation *strings = relation_of_type(reading, "sharedStrings"),
	                      *style = relation_of_type(reading, "styles");
	if (strings != NULL)
		set(reading->book->strings, PART_NAME, strings->target, strlen(strings->target));
	if (style != NULL)
		set(styles, PART_NAME, style->target, strlen(style->target));
	return styles[0] == '\0' || read_styles(reading, styles);
}

bool xlsx_book_read(struct xlsx_book *book, struct xlsx_package *package)
{
	struct reading *reading = memory_new(1, sizeof *reading);
	bool read = false;

	*book = (struct xlsx_book){ .formats = memory_new(BOOK_FORMATS, 1) };
	if (reading != NULL) {
		*reading = (struct reading){ .package = package, .book = book, .relation_room = RELATIONS,
			.relations = memory_new(RELATIONS, sizeof *reading->relations) };
	}
	if (reading == NULL || reading->relations == NULL || book->formats == NULL)
		xlsx_package_refuse(package, TABLE_UNAVAILABLE, NULL, 0);
	else
		read = read_parts(reading);
	memory_free(reading == NULL ? NULL : reading->relations);
	memory_free(reading);
	return read;
}

void xlsx_book_free(struct xlsx_book *book)
{
	for (size_t i = 0; i < book->count; i++)
		memory_free(book->sheets[i].name);
	memory_free(book->formats);
}
