#include "report/registry.h"

#include "base/memory.h"

static const struct table *const tables[] = {
	&sheets_table,
	&additions_table,
	&batches_table,
	&batch_table,
	&review_table,
};

const struct table *const *report_tables(size_t *count)
{
	*count = COUNT(tables);
	return tables;
}

const struct table *table_at(const char *pattern)
{
	for (size_t i = 0; i < COUNT(tables); i++) {
		if (strcmp(tables[i]->path, pattern) == 0)
			return tables[i];
	}
	return NULL;
}

const struct table *table_named(const char *name)
{
	for (size_t i = 0; i < COUNT(tables); i++) {
		if (strcmp(tables[i]->name, name) == 0)
			return tables[i];
	}
	return NULL;
}
