/* All acceptance rules, for everybody to read; those for the checker alone are shown to officers and administrators. */
#include "acceptance/acceptance.h"
#include "web/admin/admin.h"
#include "web/lists.h"
#include "web/page.h"

#define CHECKERS (ROLE_BIT(ROLE_OFFICER) | ROLE_BIT(ROLE_ADMIN))
enum { LIST_LIMIT = 8 << 10 };

static bool is_shown(const struct http_request *request, const struct rule_info *rule)
{
	return rule->audience == AUDIENCE_EVERYONE || (CHECKERS & ROLE_BIT(web_actor(request)->role)) != 0;
}

/* "Câu 4, Câu 3"; all questions when the rule names none. */
static const char *name_fields(struct http_request *request, const char *const *names)
{
	const struct form *form = web_app(request)->form;
	struct buf list;

	if (names[0] == NULL)
		return message_text(MSG_RULE_ALL_FIELDS);
	buf_init(&list, request->arena, LIST_LIMIT);
	for (size_t i = 0; names[i] != NULL; i++) {
		const struct field *field = &form->fields[form_find(form, names[i])];
		buf_print(&list, "%s%s%s%s", i == 0 ? "" : "; ", field->number, field->number[0] == '\0' ? "" : " ", field->label);
	}
	return list.data;
}

static void put_rule(struct http_request *request, struct tmpl_dict *dict, const struct rule_info *rule)
{
	struct tmpl_dict *row = tmpl_add(dict, "RULE");
	const char *severity = severity_text(rule->severity);

	tmpl_put(row, "RULE_ID", rule->id);
	tmpl_put(row, "SEVERITY", severity);
	tmpl_put(row, "SEVERITY_LABEL", web_severity_label(severity));
	tmpl_put(row, "RULE_MESSAGE", rule->message);
	tmpl_put(row, "RULE_FIELDS", name_fields(request, rule->fields));
	tmpl_put(row, "RULE_BASIS", rule->basis);
	if (rule->audience == AUDIENCE_CHECKER)
		tmpl_show(row, "CHECKER_ONLY");
}

enum err page_rules(struct http_request *request, struct http_response *response, struct error *error)
{
	struct page page;
	int64_t shown = 0;
	enum err err = page_open(request, "admin/rules.html", message_text(MSG_NAV_RULES), &page, error);

	if (err != ERR_OK)
		return err;
	for (size_t i = 0; i < acceptance_rule_count(); i++) {
		const struct rule_info rule = acceptance_rule(i);
		if (!is_shown(request, &rule))
			continue;
		put_rule(request, page.content, &rule);
		shown++;
	}
	tmpl_put(page.content, "HEADING", message_text(MSG_NAV_RULES));
	tmpl_put(page.content, "COUNT", web_count(request, shown));
	return page_send(&page, response, 200, error);
}
