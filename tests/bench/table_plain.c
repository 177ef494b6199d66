/* table_plain FILE: the least that reading a workbook takes: its parts unpacked by libzip, its XML looked at by expat, cells counted. */
#include <expat.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <zip.h>

enum { PIECE = 64 << 10 };

static long cells;

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void start(void *of, const char *name, const char **attributes)
{
	(void)of, (void)attributes;
	cells += strcmp(name, "c") == 0;
}

static void end(void *of, const char *name)
{
	(void)of, (void)name;
}

static void text(void *of, const char *data, int length)
{
	(void)of, (void)data, (void)length;
}

static int read_part(zip_t *zip, zip_uint64_t index)
{
	zip_file_t *file = zip_fopen_index(zip, index, 0);
	XML_Parser parser = XML_ParserCreate(NULL);
	zip_int64_t some = 1;

	XML_SetElementHandler(parser, start, end);
	XML_SetCharacterDataHandler(parser, text);
	while (file != NULL && some > 0) {
		void *data = XML_GetBuffer(parser, PIECE);
		some = zip_fread(file, data, PIECE);
		if (some < 0 || XML_ParseBuffer(parser, (int)some, some == 0) != XML_STATUS_OK)
			return 0;
	}
	XML_ParserFree(parser);
	zip_fclose(file);
	return file != NULL;
}

int main(int argc, char **argv)
{
	double began = now();
	zip_t *zip = argc < 2 ? NULL : zip_open(argv[1], ZIP_RDONLY, NULL);
	struct rusage usage;

	if (zip == NULL)
		return 1;
	for (zip_int64_t i = 0; i < zip_get_num_entries(zip, 0); i++)
		if (!read_part(zip, (zip_uint64_t)i))
			return 1;
	zip_discard(zip);
	getrusage(RUSAGE_SELF, &usage);
	printf("{\"s\":%.4f,\"kb\":%ld,\"cells\":%ld}\n", now() - began, usage.ru_maxrss, cells);
	return 0;
}
