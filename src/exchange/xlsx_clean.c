#include "exchange/xlsx_clean.h"

#include <ctype.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text/utf8.h"

#define REPLACED "\xef\xbf\xbd"
#define ELLIPSIS "\xe2\x80\xa6"
#define UNDERLINE "_x005F_"

/* Text that grows until it has so many units. */
struct cut {
	char *out;
	size_t bytes, units, most;
	size_t whole;                   /* bytes of all but its last unit or two: what stays when "…" is put behind */
	bool full;
};

static void add(struct cut *cut, const char *bytes, size_t size, size_t units)
{
	cut->full = cut->full || cut->units + units > cut->most;
	if (cut->full)
		return;
	memcpy(cut->out + cut->bytes, bytes, size);
	cut->bytes += size;
	cut->units += units;
	if (cut->units < cut->most)
		cut->whole = cut->bytes;
}

static size_t units_of(int32_t c)
{
	return c >= 0x10000 ? 2 : 1;
}

static bool in_xml(int32_t c)
{
	return c >= 0x20 ? c != 0xfffe && c != 0xffff : c == '\t' || c == '\n';
}

/* "_xHHHH_" */
static bool looks_escaped(const char *text)
{
	for (int i = 0; i < 7; i++) {
		unsigned char c = (unsigned char)text[i];
		if (i == 0 || i == 6 ? c != '_' : i == 1 ? c != 'x' : !isxdigit(c))
			return false;
	}
	return true;
}

/* What is plain is taken as it is, a run at a time. */
static const char *add_plain(struct cut *cut, const char *text)
{
	while (!cut->full && (unsigned char)*text >= 0x20 && (unsigned char)*text < 0x80 && *text != '_')
		add(cut, text++, 1, 1);
	return text;
}

static const char *add_character(struct cut *cut, const char *text)
{
	const char *begin = text;
	int32_t c = utf8_next(&text);

	if (c == '\r') {
		add(cut, "\n", 1, 1);
		return *text == '\n' ? text + 1 : text;
	}
	if (c == '_' && looks_escaped(begin))
		add(cut, UNDERLINE, sizeof UNDERLINE - 1, sizeof UNDERLINE - 1);
	else if (in_xml(c))
		add(cut, begin, (size_t)(text - begin), units_of(c));
	else
		add(cut, REPLACED, sizeof REPLACED - 1, 1);
	return text;
}

void xlsx_clean_text(const char *text, char out[XLSX_TEXT_ROOM])
{
	struct cut cut = { .out = out, .most = XLSX_TEXT_UNITS };

	for (text = add_plain(&cut, text); *text != '\0' && !cut.full; text = add_plain(&cut, text))
		text = add_character(&cut, text);
	if (cut.full) {
		memcpy(out + cut.whole, ELLIPSIS, sizeof ELLIPSIS - 1);
		cut.bytes = cut.whole + sizeof ELLIPSIS - 1;
	}
	out[cut.bytes] = '\0';
}

static bool at_end(char c)
{
	return c == ' ' || c == '\'';
}

/* What stands for that character in a name. */
static const char *in_name(int32_t c, const char *itself)
{
	if (c < 0x20 || !in_xml(c))
		return " ";
	return c < 0x80 && strchr("[]:*?/\\", c) != NULL ? "-" : itself;
}

void xlsx_clean_name(const char *name, char out[XLSX_NAME_ROOM])
{
	struct cut cut = { .out = out, .most = XLSX_NAME_UNITS };

	while (*name != '\0' && !cut.full) {
		const char *begin = name;
		int32_t c = utf8_next(&name);
		const char *shown = in_name(c, begin);
		size_t size = shown == begin ? (size_t)(name - begin) : 1;
		if (cut.bytes > 0 || !at_end(*shown))
			add(&cut, shown, size, units_of(c));
	}
	while (cut.bytes > 0 && at_end(out[cut.bytes - 1]))
		cut.bytes--;
	out[cut.bytes] = '\0';
}
