/* All acceptance rules, for everybody to read: what they say, why, with examples; how often they fired where the
 * reader works; what campaigns changed. */
#include "web/frame/page.h"
#include "web/frame/read.h"
#include "web/frame/text.h"
#include "web/help/help.h"
#include "web/part/rule_text.h"

#define POLICE (ROLE_BIT(ROLE_POLICE) | ROLE_BIT(ROLE_POLICE_SUPERIOR))
enum { LIST_LIMIT = 8 << 10 };

static const char *name_field(struct http_request *request, const struct field *field)
{
	if (field->type == FIELD_BOOLEAN || *field->number == '\0')
		return field->label;
	return arena_print(request->arena, "%s %s", message_text(MSG_QUESTION), field->number);
}

/* "Câu 2; Câu 4"; all questions when the rule names none. */
static const char *name_fields(struct http_request *request, const char *const *names)
{
	const struct form *form = web_app(request)->form;
	struct buf list;

	if (names[0] == NULL)
		return message_text(MSG_RULE_ALL_FIELDS);
	buf_init(&list, request->arena, LIST_LIMIT);
	for (size_t i = 0; names[i] != NULL; i++)
		buf_print(&list, "%s%s", i == 0 ? "" : "; ", name_field(request, &form->fields[form_find(form, names[i])]));
	return list.data;
}

static const char *show_typed(struct http_request *request, const struct field *field, const char *typed)
{
	struct answer answer = { .state = ANSWER_NONE };

	if (field->type == FIELD_BOOLEAN)
		return message_text(*typed == '\0' ? MSG_EXAMPLE_NOT_TICKED : MSG_EXAMPLE_TICKED);
	if (*typed == '\0')
		return message_text(MSG_EXAMPLE_EMPTY);
	answer_from_typed(request->arena, field, &typed, 1, &answer);
	return answer.state == ANSWER_VALID && answer.raw == NULL ? answer_shown(request->arena, field, &answer) : typed;
}

/* "Câu 12.1: Tự làm; Câu 12.3.a: Hợp tác xã" */
static const char *tell_case(struct http_request *request, const struct rule_case *example)
{
	const struct form *form = web_app(request)->form;
	struct buf text;

	if (example->words != NULL)
		return example->words;
	buf_init(&text, request->arena, LIST_LIMIT);
	for (size_t i = 0; i < CASE_ANSWERS && example->answers[i].field != NULL; i++) {
		const struct field *field = &form->fields[form_find(form, example->answers[i].field)];
		buf_print(&text, "%s%s: %s", i == 0 ? "" : "; ", name_field(request, field),
		          show_typed(request, field, example->answers[i].typed));
	}
	return text.data;
}

/* ---- the page ---- */

struct rules_view {
	struct rule_count *counts;
	size_t count;
	struct campaign *campaigns;
	struct rule_set *sets;          /* of the campaigns */
	size_t campaign_count;
};

static enum err read_rules(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct rules_view *v = arg;
	struct rule_change *changes;
	size_t count;
	enum err err = rule_counts(db, request->arena, web_actor(request), &v->counts, &v->count, error);

	if (err == ERR_OK)
		err = campaign_list(db, request->arena, web_actor(request), &v->campaigns, &v->campaign_count, error);
	v->sets = arena_array(request->arena, v->campaign_count + 1, sizeof *v->sets);
	for (size_t i = 0; i < v->campaign_count && err == ERR_OK; i++)
		err = rules_of_campaign(db, request, v->campaigns[i].id, &v->sets[i], &changes, &count, error);
	return err;
}

/* How often the rule fired; nobody counts for the police. */
static void put_counts(struct http_request *request, struct tmpl_dict *row, const struct rules_view *v,
                       const struct rule_info *rule)
{
	struct rule_count found = { .fired = 0 };

	if ((POLICE & ROLE_BIT(web_actor(request)->role)) != 0)
		return;
	for (size_t i = 0; i < v->count; i++) {
		if (strcmp(v->counts[i].rule, rule->id) == 0)
			found = v->counts[i];
	}
	struct tmpl_dict *section = tmpl_add(row, "COUNTS");
	tmpl_put(section, "FIRED", web_count(request, found.fired));
	if (rule->severity == SEVERITY_W || found.confirmed > 0)
		put_section(section, "CONFIRMABLE", "CONFIRMED", web_count(request, found.confirmed));
}

static void put_campaigns(struct http_request *request, struct tmpl_dict *row, const struct rules_view *v, size_t rule)
{
	for (size_t i = 0; i < v->campaign_count; i++) {
		enum rule_setting setting = (enum rule_setting)v->sets[i].settings[rule];
		if (setting != RULE_DEFAULT)
			put_section(row, "IN_CAMPAIGN", "CHANGE",
			            message_fill(request, MSG_RULE_IN_CAMPAIGN, v->campaigns[i].code, rule_setting_label(setting)));
	}
}

static void put_rule(struct http_request *request, struct tmpl_dict *dict, const struct rules_view *v, size_t index)
{
	const struct rule_info rule = acceptance_rule(index);
	struct tmpl_dict *row = tmpl_add(dict, "RULE");

	rules_put(row, &rule);
	tmpl_put(row, "RULE_FIELDS", name_fields(request, rule.fields));
	tmpl_put(row, "RULE_BASIS", rule.basis);
	tmpl_put(row, "TRIPS", tell_case(request, rule.trips));
	tmpl_put(row, "MISSES", tell_case(request, rule.misses));
	put_counts(request, row, v, &rule);
	put_campaigns(request, row, v, index);
	if (rule.audience == AUDIENCE_CHECKER)
		tmpl_show(row, "CHECKER_ONLY");
}

/* Where the changes of campaigns are told in full. */
static void put_links(struct http_request *request, struct tmpl_dict *dict, const struct rules_view *v)
{
	if ((RULE_CHECKERS & ROLE_BIT(web_actor(request)->role)) == 0)
		return;
	tmpl_show(dict, "RECHECK_LINK");
	for (size_t i = 0; i < v->campaign_count; i++) {
		struct tmpl_dict *link = tmpl_add(dict, "CAMPAIGN_LINK");
		tmpl_put(link, "CAMPAIGN_URL",
		         arena_print(request->arena, "/admin/campaigns/%lld/rules", (long long)v->campaigns[i].id));
		tmpl_put(link, "CAMPAIGN_CODE", v->campaigns[i].code);
	}
}

enum err page_rules(struct http_request *request, struct http_response *response, struct error *error)
{
	struct rules_view v = { .count = 0 };
	struct page page;
	int64_t shown = 0;
	enum err err = web_read(request, read_rules, &v, error);

	if (err == ERR_OK)
		err = page_open(request, "help/rules.html", message_text(MSG_NAV_RULES), &page, error);
	if (err != ERR_OK)
		return err;
	for (size_t i = 0; i < acceptance_rule_count(); i++) {
		const struct rule_info rule = acceptance_rule(i);
		if (!rules_shows(request, &rule))
			continue;
		put_rule(request, page.content, &v, i);
		shown++;
	}
	tmpl_put(page.content, "HEADING", message_text(MSG_NAV_RULES));
	tmpl_put(page.content, "COUNT", web_count(request, shown));
	put_links(request, page.content, &v);
	return page_send(&page, response, 200, error);
}
