#include "exchange/xlsx_in/xlsx_part.h"

#include <expat.h>
#include <unistd.h>
#include <zip.h>

#include "base/memory.h"

enum { PIECE = 64 << 10, SIGN = 4 };

struct xlsx_package {
	zip_t *zip;
	zip_uint64_t count;
	bool read[PART_ENTRIES];
	int64_t unpacked;
	struct table_refusal *refusal;
};

/* One entry while it is read. */
struct part {
	struct xlsx_package *package;
	const char *name;
	zip_file_t *file;
	int64_t packed, unpacked;
	XML_Parser parser;
	int depth;
	const struct part_reader *reader;
};

bool xlsx_package_refuse(struct xlsx_package *package, enum table_fault fault, const char *part, int64_t row)
{
	return table_refuse(package->refusal, fault, part, row);
}

bool xlsx_package_fine(const struct xlsx_package *package)
{
	return package->refusal->fault == TABLE_FINE;
}

/* ---- the zip file ---- */

static bool look_at_entries(struct xlsx_package *package)
{
	package->count = (zip_uint64_t)zip_get_num_entries(package->zip, 0);
	if (package->count > PART_ENTRIES)
		return xlsx_package_refuse(package, TABLE_LARGE_ENTRIES, NULL, 0);
	for (zip_uint64_t i = 0; i < package->count; i++) {
		zip_stat_t stat;
		if (zip_stat_index(package->zip, i, 0, &stat) != 0)
			return xlsx_package_refuse(package, TABLE_BROKEN_ZIP, NULL, 0);
		if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && stat.encryption_method != ZIP_EM_NONE)
			return xlsx_package_refuse(package, TABLE_PROTECTED, NULL, 0);
	}
	return true;
}

/* How often the sign stands in the data that each entry of the list at the end of a zip file begins with. */
static size_t count_signs(const char *data, size_t size)
{
	static const char sign[SIGN] = "PK\1\2";
	size_t count = 0;

	for (const char *at = data; (at = memmem(at, size - (size_t)(at - data), sign, SIGN)) != NULL; at += SIGN)
		count++;
	return count;
}

/* libzip takes memory for every entry before it tells how many there are. */
static bool count_entries(struct xlsx_package *package, int descriptor)
{
	char data[PIECE];
	size_t count = 0, held = 0;
	int64_t at = 0;
	ssize_t some;

	while ((some = pread(descriptor, data + held, sizeof data - held, at)) > 0) {
		size_t size = held + (size_t)some;
		count += count_signs(data, size);
		if (count > PART_ENTRIES)
			return xlsx_package_refuse(package, TABLE_LARGE_ENTRIES, NULL, 0);
		held = size < SIGN - 1 ? size : SIGN - 1;       /* of a sign that is cut here */
		memmove(data, data + size - held, held);
		at += some;
	}
	return some == 0 || xlsx_package_refuse(package, TABLE_UNAVAILABLE, NULL, 0);
}

static bool open_zip(struct xlsx_package *package, int descriptor)
{
	int copy = dup(descriptor), code = 0;

	if (copy < 0 || lseek(copy, 0, SEEK_SET) != 0)
		return xlsx_package_refuse(package, TABLE_UNAVAILABLE, NULL, 0);
	package->zip = zip_fdopen(copy, 0, &code);
	if (package->zip != NULL)
		return look_at_entries(package);
	close(copy);
	return xlsx_package_refuse(package, code == ZIP_ER_MEMORY ? TABLE_UNAVAILABLE : TABLE_BROKEN_ZIP, NULL, 0);
}

struct xlsx_package *xlsx_package_open(int descriptor, struct table_refusal *refusal)
{
	struct xlsx_package *package = memory_new(1, sizeof *package);

	if (package == NULL) {
		table_refuse(refusal, TABLE_UNAVAILABLE, NULL, 0);
		return NULL;
	}
	package->refusal = refusal;
	if (count_entries(package, descriptor) && open_zip(package, descriptor))
		return package;
	xlsx_package_close(package);
	return NULL;
}

void xlsx_package_close(struct xlsx_package *package)
{
	if (package == NULL)
		return;
	if (package->zip != NULL)
		zip_discard(package->zip);
	memory_free(package);
}

static zip_int64_t find(const struct xlsx_package *package, const char *name)
{
	zip_int64_t found = zip_name_locate(package->zip, name, 0);

	return found >= 0 ? found : zip_name_locate(package->zip, name, ZIP_FL_NOCASE);
}

bool xlsx_package_has(const struct xlsx_package *package, const char *name)
{
	return find(package, name) >= 0;
}

/* ---- the bytes of an entry ---- */

static bool refuse_part(struct part *part, enum table_fault fault)
{
	return xlsx_package_refuse(part->package, fault, part->name, 0);
}

static enum table_fault fault_of(int code)
{
	return code == ZIP_ER_CRC ? TABLE_BROKEN_CRC : code == ZIP_ER_MEMORY ? TABLE_UNAVAILABLE : TABLE_BROKEN_ZIP;
}

static bool open_part(struct part *part, zip_uint64_t index)
{
	struct xlsx_package *package = part->package;
	zip_stat_t stat;

	if (zip_stat_index(package->zip, index, 0, &stat) != 0)
		return refuse_part(part, TABLE_BROKEN_ZIP);
	part->name = stat.name;
	part->packed = (int64_t)stat.comp_size;
	part->file = zip_fopen_index(package->zip, index, 0);
	package->read[index] = true;
	return part->file != NULL || refuse_part(part, fault_of(zip_error_code_zip(zip_get_error(package->zip))));
}

/* Bytes of the next piece; 0 at the end, which is the right one, and -1 when refused. */
static zip_int64_t next_piece(struct part *part, void *data)
{
	struct xlsx_package *package = part->package;
	zip_int64_t some = zip_fread(part->file, data, PIECE);

	if (some < 0) {
		refuse_part(part, fault_of(zip_error_code_zip(zip_file_get_error(part->file))));
		return -1;
	}
	part->unpacked += some;
	package->unpacked += some;
	if (package->unpacked > PART_UNPACKED)
		refuse_part(part, TABLE_LARGE_UNPACKED);
	if (part->unpacked > PART_SMALL && part->unpacked / PART_RATIO > part->packed)
		refuse_part(part, TABLE_LARGE_RATIO);
	return xlsx_package_fine(package) ? some : -1;
}

bool xlsx_package_begins(struct xlsx_package *package, const char *name, const char *text)
{
	char begins[128] = "";
	zip_int64_t index = find(package, name);
	zip_file_t *file = index < 0 ? NULL : zip_fopen_index(package->zip, (zip_uint64_t)index, 0);

	if (file == NULL)
		return false;
	zip_fread(file, begins, sizeof begins - 1);
	zip_fclose(file);
	return strncmp(begins, text, strlen(text)) == 0;
}

/* ---- XML ---- */

static const char *without_prefix(const char *name)
{
	const char *colon = strchr(name, ':');

	return colon == NULL ? name : colon + 1;
}

static void stop_if_refused(struct part *part)
{
	if (!xlsx_package_fine(part->package))
		XML_StopParser(part->parser, XML_FALSE);
}

static void XMLCALL take_start(void *of, const char *name, const char **attributes)
{
	struct part *part = of;

	if (++part->depth > PART_DEPTH)
		refuse_part(part, TABLE_LARGE_DEPTH);
	else if (part->reader->start != NULL)
		part->reader->start(part->reader->of, without_prefix(name), attributes);
	stop_if_refused(part);
}

static void XMLCALL take_end(void *of, const char *name)
{
	struct part *part = of;

	part->depth--;
	if (part->reader->end != NULL)
		part->reader->end(part->reader->of, without_prefix(name));
	stop_if_refused(part);
}

static void XMLCALL take_text(void *of, const char *text, int length)
{
	struct part *part = of;

	part->reader->text(part->reader->of, text, (size_t)length);
	stop_if_refused(part);
}

static void XMLCALL take_doctype(void *of, const char *name, const char *file, const char *known, int inside)
{
	(void)name, (void)file, (void)known, (void)inside;
	refuse_part(of, TABLE_DTD);
	stop_if_refused(of);
}

static bool refuse_xml(struct part *part)
{
	enum XML_Error code = XML_GetErrorCode(part->parser);

	return refuse_part(part, code == XML_ERROR_NO_MEMORY ? TABLE_UNAVAILABLE
	                         : code == XML_ERROR_UNKNOWN_ENCODING || code == XML_ERROR_INCORRECT_ENCODING
	                                 ? TABLE_BROKEN_ENCODING
	                                 : TABLE_BROKEN_XML);
}

static bool parse_part(struct part *part)
{
	zip_int64_t some;

	do {
		void *data = XML_GetBuffer(part->parser, PIECE);
		if (data == NULL)
			return refuse_part(part, TABLE_UNAVAILABLE);
		some = next_piece(part, data);
		if (some < 0)
			return false;
		if (XML_ParseBuffer(part->parser, (int)some, some == 0) == XML_STATUS_ERROR)
			return refuse_xml(part);
		/* What is not told yet is a tag that has no end so far; it would be looked at again from its beginning. */
		if (part->unpacked - XML_GetCurrentByteIndex(part->parser) > PART_TAG + PIECE)
			return refuse_part(part, TABLE_LARGE_CELL);
	} while (some > 0);
	return true;
}

static bool read_xml(struct part *part)
{
	part->parser = XML_ParserCreate(NULL);
	if (part->parser == NULL)
		return refuse_part(part, TABLE_UNAVAILABLE);
	XML_SetUserData(part->parser, part);
	XML_SetElementHandler(part->parser, take_start, take_end);
	XML_SetStartDoctypeDeclHandler(part->parser, take_doctype);
	if (part->reader->text != NULL)
		XML_SetCharacterDataHandler(part->parser, take_text);
	bool read = parse_part(part);
	XML_ParserFree(part->parser);
	return read;
}

static bool read_bytes(struct part *part)
{
	char data[PIECE];
	zip_int64_t some;

	while ((some = next_piece(part, data)) > 0)
		continue;
	return some == 0;
}

/* reader NULL: whatever bytes. */
static bool read_index(struct xlsx_package *package, zip_uint64_t index, const struct part_reader *reader)
{
	struct part part = { .package = package, .reader = reader };
	bool read = open_part(&part, index) && (reader == NULL ? read_bytes(&part) : read_xml(&part));

	if (part.file != NULL)
		zip_fclose(part.file);
	return read;
}

bool xlsx_package_read(struct xlsx_package *package, const char *name, const struct part_reader *reader)
{
	zip_int64_t index = find(package, name);

	if (index < 0)
		return xlsx_package_refuse(package, TABLE_BROKEN_BOOK, name, 0);
	return read_index(package, (zip_uint64_t)index, reader);
}

static bool is_xml(const char *name)
{
	static const char *const endings[] = { ".xml", ".rels" };
	size_t length = strlen(name);

	for (size_t i = 0; i < COUNT(endings); i++) {
		size_t ending = strlen(endings[i]);
		if (length > ending && strcasecmp(name + length - ending, endings[i]) == 0)
			return true;
	}
	return false;
}

bool xlsx_package_read_rest(struct xlsx_package *package)
{
	static const struct part_reader nothing;

	for (zip_uint64_t i = 0; i < package->count; i++) {
		const char *name = zip_get_name(package->zip, i, 0);
		if (!package->read[i] && !read_index(package, i, name != NULL && is_xml(name) ? &nothing : NULL))
			return false;
	}
	return true;
}

/* ---- attributes ---- */

const char *part_attribute(const char **attributes, const char *name)
{
	for (; *attributes != NULL; attributes += 2) {
		if (strcmp(attributes[0], name) == 0 || strcmp(without_prefix(attributes[0]), name) == 0)
			return attributes[1];
	}
	return NULL;
}

bool part_number(const char *text, unsigned *number)
{
	size_t length = text == NULL ? 0 : strspn(text, "0123456789");

	if (length == 0 || length > 9 || text[length] != '\0')
		return false;
	*number = (unsigned)strtoul(text, NULL, 10);
	return true;
}

bool part_true(const char *text)
{
	return text != NULL && (strcmp(text, "1") == 0 || strcmp(text, "true") == 0 || strcmp(text, "on") == 0);
}

const char *xlsx_expat_version(void)
{
	return XML_ExpatVersion() + strlen("expat_");
}
