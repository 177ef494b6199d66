#include "base/process/assets.h"

/* Written by the build (tests may bring their own). */
extern const struct asset asset_table[];
extern const size_t asset_count;

static int compare(const void *name, const void *asset)
{
	return strcmp(name, ((const struct asset *)asset)->name);
}

const struct asset *asset_find(const char *name)
{
	return bsearch(name, asset_table, asset_count, sizeof asset_table[0], compare);
}

const struct asset *asset_list(const char *prefix, size_t *count)
{
	const struct asset *first = NULL;

	*count = 0;
	for (size_t i = 0; i < asset_count; i++) {
		if (strncmp(asset_table[i].name, prefix, strlen(prefix)) != 0)
			continue;
		if (first == NULL)
			first = &asset_table[i];
		(*count)++;
	}
	return first;
}
