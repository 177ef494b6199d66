#include "store/report/addition.h"

#include "base/memory.h"

enum { NOT_FOUND_REASON = 1 };

static bool is_added(const struct sheet *sheet)
{
	return answers_kind(&sheet->answers) == KIND_ADDITION;
}

static bool was_not_found(const struct sheet *sheet)
{
	return sheet->state == STATE_POLICE_RETURNED && sheet->police_reason == NOT_FOUND_REASON;
}

static bool has_no_number(const struct sheet *sheet)
{
	const struct form *form = sheet->answers.form;

	return answers_text(&sheet->answers, form->citizen_id) == NULL &&
	       answers_number(&sheet->answers, form->no_id_reason) != 0;
}

static const struct { const char *code; bool (*applies)(const struct sheet *sheet); } reasons[ADDITION_ANY] = {
	[ADDITION_KIND] = { "kind_3", is_added },
	[ADDITION_POLICE] = { "police_1", was_not_found },
	[ADDITION_NUMBER] = { "no_number", has_no_number },
};

const char *addition_code(enum addition reason)
{
	return reasons[reason].code;
}

bool addition_applies(const struct sheet *sheet, enum addition reason)
{
	return reasons[reason].applies(sheet);
}
