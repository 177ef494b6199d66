/* Areas that an administrator types: by code, as ever, or by name; what fits several is chosen from a list on the
 * next page. */
#ifndef WEB_ADMIN_AREA_INPUT_H
#define WEB_ADMIN_AREA_INPUT_H

#include "web/input/admin_form.h"

struct area_typing {
	const char *name;               /* of the input */
	const char *day;                /* ISO: what is valid then goes first */
	const struct area *known;       /* a code of one of these means it (workflow/admin/admin.h) */
	size_t known_count;
	int64_t parent_id;              /* only what is right under it; 0: anything */
	int64_t campaign_id;            /* only what that campaign covers; 0: anything */
};

/* What was typed, as codes for a task (NULL: nothing). Items stand between commas or semicolons: codes, also several
 * with spaces between, or the whole name of an area without regard to marks, with or without its kind, and perhaps
 * "/" and a part of the names above it. What fits several areas, or a part of a name only, becomes an error of the
 * input with the areas to choose from; a choice that was posted stands for its item. Codes that nobody knows are left
 * to the task. */
enum err area_input_read(struct http_request *request, struct admin_form *form, const struct area_typing *typing,
                         const char **codes, struct error *error);

#endif
