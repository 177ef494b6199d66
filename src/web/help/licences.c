#include "base/process/build.h"
#include "text/messages.h"
#include "web/frame/page.h"
#include "web/help/help.h"
#include "web/help/libraries.h"

enum err page_licences(struct http_request *request, struct http_response *response, struct error *error)
{
	struct page page;
	size_t count;
	const struct library *library = libraries(&count);
	enum err err = page_open(request, "help/licences.html", message_text(MSG_TITLE_LICENCES), &page, error);

	if (err != ERR_OK)
		return err;
	tmpl_put(page.content, "VERSION", build_version);
	tmpl_put(page.content, "COMMIT", build_commit);
	for (const struct library *end = library + count; library < end; library++) {
		struct tmpl_dict *row = tmpl_add(page.content, "LIBRARY");
		tmpl_put(row, "NAME", library->name);
		tmpl_put(row, "LIBRARY_VERSION", library->version());
		tmpl_put(row, "LICENCE", library->licence);
		tmpl_put(row, "HOME", library->home);
	}
	return page_send(&page, response, 200, error);
}
