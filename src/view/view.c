#include "view/view.h"

#include "base/process/assets.h"
#include "base/memory.h"
#include "view/tmpl.h"

static const char pragma[] = "{{%AUTOESCAPE context=\"HTML\"}}\n";
static const char folder[] = "templates/";

/* The template without what only its readers need: the comment after the first line, and the line ends around it and
 * at the end. */
static char *strip(const char *text, size_t length, size_t *size)
{
	size_t head = strlen(pragma) - 1;
	const char *body = text + head + 1, *end = text + length;
	const char *close = strncmp(body, "{{!", 3) == 0 ? memmem(body, (size_t)(end - body), "}}\n", 3) : NULL;
	char *out = memory_new(1, length);

	if (close != NULL)
		body = close + 3;
	while (end > body && end[-1] == '\n')
		end--;
	*size = head + (size_t)(end - body);
	if (out == NULL)
		return NULL;
	memcpy(out, text, head);
	memcpy(out + head, body, (size_t)(end - body));
	return out;
}

enum err view_load(const char *name, const char *text, size_t length, struct error *error)
{
	if (length < strlen(pragma) || memcmp(text, pragma, strlen(pragma)) != 0)
		return error_set(error, ERR_INTERNAL, NULL, "template %s: the first line is not the AUTOESCAPE pragma", name);
	if (memmem(text, length, ":none", strlen(":none")) != NULL)
		return error_set(error, ERR_INTERNAL, NULL, "template %s: a value is not escaped (:none)", name);
	size_t size;
	char *bare = strip(text, length, &size);
	if (bare == NULL)
		return error_set(error, ERR_UNAVAILABLE, NULL, "no memory for template %s", name);
	bool good = tmpl_load(name, bare, size);
	memory_free(bare);
	if (!good)
		return error_set(error, ERR_INTERNAL, NULL, "template %s does not parse", name);
	return ERR_OK;
}

enum err view_start_with(const char *room, struct error *error)
{
	size_t count;
	const struct asset *assets = asset_list(folder, &count);
	enum err err = ERR_OK;

	for (size_t i = 0; i < count && err == ERR_OK; i++) {
		const char *name = assets[i].name + strlen(folder);
		if (strncmp(name, room, strlen(room)) == 0)
			err = view_load(name, assets[i].data, assets[i].size, error);
	}
	return err;
}

enum err view_start(struct error *error)
{
	return view_start_with("", error);
}
