/* Danh sách đề nghị bổ sung vào CSDLQG về dân cư (store/report/addition.h): the people of the sheets on it and why. */
#include "base/memory.h"
#include "report/lines.h"
#include "report/registry.h"
#include "store/report/addition.h"

#define AT(member) offsetof(struct addition_line, member)

static const struct column columns[] = {
	SHEET_NAME, SHEET_BIRTH_DATE, SHEET_SEX, SHEET_CITIZEN_ID,
	{ .question = MEANING_permanent_address, .head = MSG_HEAD_PERMANENT_ADDRESS, .kind = KIND_TEXT,
		.at = AT(permanent_address) },
	{ .question = MEANING_current_address, .head = MSG_HEAD_CURRENT_ADDRESS, .kind = KIND_TEXT,
		.at = AT(current_address) },
	{ "why", MSG_HEAD_WHY_ADDED, KIND_TEXT, AT(why), COLUMN_SHOWN, 0 },
	SHEET_HAMLET, SHEET_STATE,
	{ .question = MEANING_no_id_reason, .head = MSG_HEAD_WHY_ADDED, .kind = KIND_ID, .at = AT(no_id_reason),
		.place = COLUMN_FILE },
	{ "reasons", MSG_HEAD_WHY_ADDED, KIND_CODES, AT(codes), COLUMN_FILE, 0 },
	{ "enumerator", MSG_HEAD_ENUMERATOR, KIND_NAME, SHEET_AT(enumerator_name), COLUMN_FILE, 0 },
	{ "since", MSG_HEAD_SINCE, KIND_TIME, SHEET_AT(since), COLUMN_FILE, 0 },
	SHEET_FILE_OPEN, SHEET_FILE_ID, SHEET_FILE_COLUMNS,
};

static const struct table_filter filters[] = { FILTER_OF_AREA, FILTER_OF_CAMPAIGN };

static const struct table_sort sorts[] = { { .at = SHEET_AT(id), .index = "worker_sheet_addition" } };

static const enum message labels[ADDITION_ANY] = {
	[ADDITION_KIND] = MSG_ADDITION_KIND, [ADDITION_POLICE] = MSG_ADDITION_POLICE,
	[ADDITION_NUMBER] = MSG_ADDITION_NUMBER,
};

static enum err begin(struct table_ask *ask, struct error *error)
{
	struct sheet_query *query = ask->filter;

	query->sheets.addition = ADDITION_ANY;
	query->sheets.oldest_first = true;
	return sheet_query_begin(ask, error);
}

static void fill(struct arena *arena, const struct sheet *sheet, struct addition_line *line)
{
	const struct form *form = sheet->answers.form;
	const char *no_id = answer_shown(arena, form->no_id_reason, answers_at(&sheet->answers, form->no_id_reason));

	line->permanent_address = answers_text(&sheet->answers, form->permanent_address);
	line->current_address = answers_text(&sheet->answers, form->current_address);
	line->no_id_reason = answers_number(&sheet->answers, form->no_id_reason);
	line->codes = line->why = "";
	for (enum addition reason = ADDITION_KIND; reason < ADDITION_ANY; reason++) {
		if (!addition_applies(sheet, reason))
			continue;
		bool first = line->codes[0] == '\0';
		const char *why = message_with_one(arena, labels[reason], no_id);
		line->codes = arena_print(arena, "%s%s%s", line->codes, first ? "" : " ", addition_code(reason));
		line->why = arena_print(arena, "%s%s%s", line->why, first ? "" : "; ", why);
	}
}

static enum err read(struct db *db, struct table_ask *ask, struct table_rows *out, struct error *error)
{
	struct arena *arena = ask->reader.arena;
	enum err err = sheet_query_read(db, ask, out, error);
	const struct sheet_line *sheets = out->items;
	struct addition_line *lines = arena_array(arena, out->count + 1, sizeof *lines);

	out->items = lines;
	for (size_t i = 0; i < out->count && err == ERR_OK; i++) {
		struct sheet sheet;
		lines[i].line = sheets[i];
		err = sheet_load(db, arena, ask->reader.form, ask->reader.actor, sheets[i].sheet.id, &sheet, error);
		if (err == ERR_OK)
			fill(arena, &sheet, &lines[i]);
	}
	return err;
}

const struct table additions_table = {
	.name = "de-nghi-bo-sung",
	.path = "/reports/no-id",
	.title = MSG_TITLE_NO_ID,
	.found = MSG_COUNT_PEOPLE,
	.empty = MSG_NO_ADDITIONS,
	TABLE_COLUMNS(columns),
	TABLE_FILTERS(filters, struct sheet_query),
	TABLE_SORTS(sorts),
	SHEET_LINES(struct addition_line, begin, read),
};
