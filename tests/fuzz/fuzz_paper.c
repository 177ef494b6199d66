/* The markup of papers: what is taken is whole, whatever came. */
#include <stdint.h>

#include "base/memory.h"
#include "document/document.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool held)
{
	if (!held)
		abort();
}

static void look_at_para(const struct para *para)
{
	for (size_t i = 0; i < para->count; i++) {
		const struct run *run = &para->runs[i];
		demand((run->kind == RUN_BREAK) == (run->text == NULL));
		demand(run->kind == RUN_BREAK || (run->text[0] == '\0') == (run->kind == RUN_BOX));
	}
}

static void look_at_table(const struct paper_table *table)
{
	demand(table->column_count > 0);
	for (size_t k = 0; k < table->row_count; k++) {
		for (size_t i = 0; i < table->column_count; i++)
			look_at_para(&table->rows[k].cells[i]);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct arena *arena;
	struct document document;
	struct error error = { 0 };

	if (arena == NULL)
		arena = arena_new(ARENA_REQUEST);
	char *copy = arena_text_n(arena, (const char *)data, size);
	const char *at = copy;
	size_t left = size;
	while (left > 0 && document_next(arena, &at, &left, &document, &error) == ERR_OK)
		demand(at > copy && left < size);
	if (document_parse(arena, copy, size, &document, &error) == ERR_OK) {
		demand(document.part_count > 0 && document.about != NULL);
		for (size_t i = 0; i < document.part_count; i++) {
			for (size_t k = 0; k < document.parts[i].count; k++) {
				const struct block *block = &document.parts[i].blocks[k];
				if (block->kind == BLOCK_TABLE)
					look_at_table(block->table);
				else if (block->kind == BLOCK_SIGN)
					demand(block->signature->signer_count <= SIGNERS_MOST);
				else
					look_at_para(&block->para);
			}
		}
	} else {
		demand(error.code == ERR_INTERNAL);
	}
	arena_reset(arena);
	return 0;
}
