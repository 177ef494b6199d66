/* paper FOLDER: the minutes of a batch of 500 as paper.docx and paper.pdf, for tests/office/run.mjs. */
#include <string.h>

#include "../unit/document/papers.h"
#include "document/document.h"

enum { ROWS = 500, ROOM = 256 << 20 };

static bool put(struct arena *arena, const char *folder, const char *name, const struct buf *file)
{
	FILE *out = fopen(arena_print(arena, "%s/%s", folder, name), "w");
	bool good = out != NULL && fwrite(file->data, 1, file->length, out) == file->length;

	return out != NULL && fclose(out) == 0 && good;
}

int main(int argc, char **argv)
{
	struct arena *arena = arena_new(ROOM);
	struct error error = { 0 };
	struct document document;
	struct buf pdf, docx;
	size_t length;

	if (argc != 2 || arena == NULL || document_start(&error) != ERR_OK)
		return 2;
	const char *markup = minutes_of(arena, ROWS, &length);
	buf_init(&pdf, arena, ROOM / 4);
	buf_init(&docx, arena, ROOM / 4);
	bool good = document_parse(arena, markup, length, &document, &error) == ERR_OK && document_pdf(&document, &pdf, NULL, &error) == ERR_OK &&
		document_docx(&document, &docx, &error) == ERR_OK && put(arena, argv[1], "paper.pdf", &pdf) && put(arena, argv[1], "paper.docx", &docx);
	if (!good)
		fprintf(stderr, "%s\n", error.detail);
	arena_free(arena);
	return good ? 0 : 1;
}
