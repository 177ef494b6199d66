#include "web/part/shown.h"

#include "acceptance/acceptance.h"
#include "text/identity.h"
#include "web/frame/text.h"

/* ---- answers ---- */

const char *web_masked(struct http_request *request, const char *text)
{
	return text == NULL || !actor_is_masked(web_actor(request)) ? text : identity_mask_all(request->arena, text);
}

const char *web_answer(struct http_request *request, const struct field *field, const struct answer *answer)
{
	const char *shown = answer_shown(request->arena, field, answer);

	if (answer->state == ANSWER_BAD)
		shown = answer->raw == NULL ? "" : answer->raw;
	return field->personal ? web_number(request, shown) : web_masked(request, shown);
}

/* ---- findings ---- */

bool finding_is_shown(const struct actor *actor, const struct finding_row *finding)
{
	int rule = acceptance_find(finding->rule);

	return actor->role == ROLE_OFFICER || rule < 0 || acceptance_rule((size_t)rule).audience == AUDIENCE_EVERYONE;
}

const char *finding_hidden_rules(struct arena *arena, const struct actor *actor)
{
	const char *rules = NULL;

	for (size_t i = 0; i < acceptance_rule_count(); i++) {
		const struct finding_row one = { .rule = acceptance_rule(i).id };
		if (!finding_is_shown(actor, &one))
			rules = arena_print(arena, "%s%s ", rules == NULL ? " " : rules, one.rule);
	}
	return rules;
}

const char *web_finding(struct http_request *request, const struct finding_row *f)
{
	char day[DATE_TEXT];
	const char *text = f->message;

	if (f->record_state != STATE_NONE) {
		date_to_shown(clock_day_of(f->record_since), day);
		text = finding_tell(request->arena, text, state_label(f->record_state), day);
	}
	return web_masked(request, text);
}

const char *finding_first_field(const struct finding_row *finding)
{
	return finding->field_count == 0 ? "" : finding->fields[0];
}

const char *web_option(const struct field *field, int64_t value)
{
	const struct option *option = field_option(field, value);

	return option == NULL ? "" : option->label;
}
