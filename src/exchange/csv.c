#include "exchange/csv.h"

void csv_mark(struct csv *csv)
{
	buf_text(csv->out, "\xef\xbb\xbf");
}

static void begin_cell(struct csv *csv)
{
	if (csv->begun)
		buf_char(csv->out, ',');
	csv->begun = true;
}

static bool is_formula(const char *text)
{
	return text[0] != '\0' && strchr("=+-@\t\r", text[0]) != NULL;
}

void csv_text(struct csv *csv, const char *text)
{
	begin_cell(csv);
	if (text == NULL)
		return;
	bool quoted = strpbrk(text, ",\"\r\n\t;") != NULL;
	if (quoted)
		buf_char(csv->out, '"');
	if (is_formula(text))
		buf_char(csv->out, '\'');
	for (; *text != '\0'; text++) {
		if (*text == '"')
			buf_char(csv->out, '"');
		buf_char(csv->out, *text);
	}
	if (quoted)
		buf_char(csv->out, '"');
}

void csv_int(struct csv *csv, int64_t number)
{
	begin_cell(csv);
	buf_print(csv->out, "%lld", (long long)number);
}

void csv_row(struct csv *csv)
{
	buf_text(csv->out, "\r\n");
	csv->begun = false;
}
