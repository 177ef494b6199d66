#include "view/view.h"

#include "base/assets.h"
#include "view/tmpl.h"

static const char pragma[] = "{{%AUTOESCAPE context=\"HTML\"}}\n";
static const char folder[] = "templates/";

enum err view_load(const char *name, const char *text, size_t length, struct error *error)
{
	if (length < strlen(pragma) || memcmp(text, pragma, strlen(pragma)) != 0)
		return error_set(error, ERR_INTERNAL, NULL, "template %s: the first line is not the AUTOESCAPE pragma", name);
	if (memmem(text, length, ":none", strlen(":none")) != NULL)
		return error_set(error, ERR_INTERNAL, NULL, "template %s: a value is not escaped (:none)", name);
	if (!tmpl_load(name, text, length))
		return error_set(error, ERR_INTERNAL, NULL, "template %s does not parse", name);
	return ERR_OK;
}

enum err view_start(struct error *error)
{
	size_t count;
	const struct asset *assets = asset_list(folder, &count);

	for (size_t i = 0; i < count; i++) {
		enum err err = view_load(assets[i].name + strlen(folder), assets[i].data, assets[i].size, error);

		if (err != ERR_OK)
			return err;
	}
	tmpl_freeze();
	return ERR_OK;
}
