#include "exchange/table_in/table_fault.h"

#include "base/memory.h"
#include "text/messages.h"
#include "text/utf8.h"

static const struct {
	const char *name;
	enum err status;
	enum message sentence;
} faults[] = {
	[TABLE_FINE] = { "TABLE_FINE", ERR_OK, MSG_TABLE_BROKEN },
#define TABLE_FAULT(name, status, sentence) [name] = { #name, status, sentence },
#include "exchange/table_in/table_fault.def"
#undef TABLE_FAULT
};

bool table_refuse(struct table_refusal *refusal, enum table_fault fault, const char *part, int64_t row)
{
	if (refusal->fault != TABLE_FINE)
		return false;
	*refusal = (struct table_refusal){ .fault = fault, .row = row };
	if (part != NULL) {
		for (size_t at = 0, more; (more = utf8_first(part + at, strlen(part + at))) > 0; at += more) {
			if (at + more >= sizeof refusal->part)
				break;
			memcpy(refusal->part + at, part + at, more);
		}
	}
	return false;
}

const char *table_refusal_sentence(struct arena *arena, const struct table_refusal *refusal)
{
	const char *sentence = message_text(faults[refusal->fault].sentence);
	const char *row = arena_print(arena, "%lld", (long long)refusal->row);

	if (refusal->row > 0 && refusal->part[0] != '\0')
		return message_with(arena, MSG_TABLE_WHERE_BOTH, (const char *const[]){ sentence, refusal->part, row }, 3);
	if (refusal->row > 0)
		return message_with(arena, MSG_TABLE_WHERE_ROW, (const char *const[]){ sentence, row }, 2);
	if (refusal->part[0] != '\0')
		return message_with(arena, MSG_TABLE_WHERE_PART, (const char *const[]){ sentence, refusal->part }, 2);
	return sentence;
}

enum err table_refusal_error(struct arena *arena, const struct table_refusal *refusal, struct error *error)
{
	return error_set(error, faults[refusal->fault].status, table_refusal_sentence(arena, refusal), "table: %s",
	                 faults[refusal->fault].name);
}

const char *table_fault_name(enum table_fault fault)
{
	return faults[fault].name;
}
