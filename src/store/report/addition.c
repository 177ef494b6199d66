#include "store/report/addition.h"

#include "base/memory.h"

enum { ADDED_KIND = 3, NOT_FOUND_REASON = 1 };

static const struct answer *answer_of(const struct sheet *sheet, const char *field)
{
	return &sheet->answers.items[form_find(sheet->answers.form, field)];
}

static bool is_valid(const struct sheet *sheet, const char *field)
{
	return answer_of(sheet, field)->state == ANSWER_VALID;
}

static bool is_added(const struct sheet *sheet)
{
	return is_valid(sheet, "kind") && answer_of(sheet, "kind")->number == ADDED_KIND;
}

static bool was_not_found(const struct sheet *sheet)
{
	return sheet->state == STATE_POLICE_RETURNED && sheet->police_reason == NOT_FOUND_REASON;
}

static bool has_no_number(const struct sheet *sheet)
{
	return !is_valid(sheet, "citizen_id") && is_valid(sheet, "no_id_reason");
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
