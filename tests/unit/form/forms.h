/* For tests: the embedded form, read once. */
#ifndef TESTS_FORMS_H
#define TESTS_FORMS_H

#include "base/process/assets.h"
#include "form/form.h"

static inline const struct form *load_form(struct arena *arena)
{
	struct error error = { .code = ERR_OK };
	const struct lists *lists = lists_load(arena, &error);
	const struct asset *file = asset_find("src/form/mau-03.json");
	const struct form *form = lists == NULL ? NULL : form_load(arena, lists, file->data, file->size, &error);

	if (form == NULL)
		fprintf(stderr, "%s\n", error.detail);
	return form;
}

#endif
