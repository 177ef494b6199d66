/* Sheets: the fields of the form. A row is submitted as an officer submits what he typed, or, with an open error,
 * stored nowhere. */
#include "base/memory.h"
#include "store/team/member.h"
#include "text/messages.h"
#include "text/utf8.h"
#include "workflow/import/places.h"
#include "workflow/save.h"

/* A row that speaks of a number speaks of that human. */
const char *import_key_sheet(const struct import_work *work, const struct import_record *record)
{
	return record->values[work->workflow->form->citizen_id - work->workflow->form->fields];
}

/* From judging to writing. */
struct import_sheet {
	struct save_request request;
	struct saving *saving;
};

/* ---- answers ---- */

static void set_answer(struct import_work *work, struct answers *answers, const struct field *field, const char *text)
{
	answer_from_typed(work->arena, field, &text, text == NULL ? 0 : 1, answers_at(answers, field));
}

/* Several of one question in one cell, by number or words: "1, 3", "Thuộc hộ nghèo; Người khuyết tật". The boxes of
 * a question are counted in the order of the paper. */
static bool tick(struct import_work *work, struct answers *answers, const char *part)
{
	const struct form *form = work->workflow->form;
	const char *folded = import_fold_head(work->arena, part);
	char *end;
	long number = strtol(folded, &end, 10), place = 0;
	int column = import_column_meet(work->arena, work->columns, part);

	for (size_t i = 0; i < form->field_count; i++) {
		const struct field *field = &form->fields[i];
		if (field->type != FIELD_BOOLEAN)
			continue;
		place++;
		if ((*end == '\0' && end != folded && number == place) ||
		    (column >= 0 && work->columns->items[column].field == field)) {
			set_answer(work, answers, field, "1");
			return true;
		}
	}
	return false;
}

static void read_priorities(struct import_work *work, struct import_record *record, struct answers *answers)
{
	const char *text = import_value(work, record, "priorities");

	for (text = text == NULL ? "" : text; *text != '\0';) {
		size_t length = strcspn(text, ",;\n");
		const char *part = utf8_clean(work->arena, arena_text_n(work->arena, text, length));
		if (part != NULL && part[0] != '\0' && import_tick_of(work->arena, part) != 0 && !tick(work, answers, part))
			import_blame(work, record, "priorities", MSG_IMPORT_NO_PRIORITY, part, NULL);
		text += length + (text[length] != '\0');
	}
}

/* Where men and women have a column each, the one that is filled says both. */
static void read_births(struct import_work *work, struct import_record *record, struct answers *answers)
{
	const struct form *form = work->workflow->form;
	const char *male = import_value(work, record, "birth_male"), *female = import_value(work, record, "birth_female");

	if (male == NULL && female == NULL)
		return;
	if (male != NULL && female != NULL) {
		import_blame(work, record, "birth_male", MSG_IMPORT_BOTH_SEXES, NULL, NULL);
		return;
	}
	set_answer(work, answers, form->birth_date, male != NULL ? male : female);
	set_answer(work, answers, form->sex, male != NULL ? "1" : "2");
}

static enum err read_hamlet(struct import_work *work, struct import_record *record, struct answers *answers,
                            struct error *error)
{
	const struct field *hamlet = work->workflow->form->hamlet;
	const char *text = record->values[hamlet - work->workflow->form->fields];
	struct answer *answer = answers_at(answers, hamlet);
	enum place_found found;
	struct area area;

	*answer = (struct answer){ .state = ANSWER_NONE };
	if (text == NULL)
		return ERR_OK;
	enum err err = places_find(work, text, work->campaign->collect_from, &area, &found, error);
	if (err != ERR_OK)
		return err;
	if (found == PLACE_FOUND && strcmp(area.level, "hamlet") == 0)
		*answer = (struct answer){ .state = ANSWER_VALID, .number = area.id, .text = area.code };
	else
		import_blame(work, record, hamlet->name,
		             found == PLACE_SEVERAL  ? MSG_IMPORT_AREA_SEVERAL
		             : found == PLACE_FOUND ? MSG_IMPORT_NO_HAMLET
		                                    : MSG_IMPORT_AREA_UNKNOWN,
		             text, NULL);
	return ERR_OK;
}

static enum err read_answers(struct import_work *work, struct import_record *record, struct answers *answers,
                             struct error *error)
{
	const struct form *form = work->workflow->form;

	answers_init(answers, form, work->arena);
	for (size_t i = 0; i < form->field_count; i++) {
		if (form->fields[i].type != FIELD_AREA)
			set_answer(work, answers, &form->fields[i], record->values[i]);
	}
	read_births(work, record, answers);
	read_priorities(work, record, answers);
	answers_read_years(work->arena, answers, clock_today(&work->workflow->clock));
	answers_settle(answers);
	return read_hamlet(work, record, answers, error);
}

/* ---- the member who interviewed ---- */

static bool is_called(struct import_work *work, const struct member *member, const char *folded)
{
	const char *username = member->username == NULL ? "" : member->username;

	return strcmp(utf8_fold(work->arena, member->full_name), folded) == 0 ||
	       strcmp(utf8_fold(work->arena, member->told), folded) == 0 || strcmp(username, folded) == 0;
}

static enum err read_enumerator(struct import_work *work, struct import_record *record, struct save_request *request,
                                struct error *error)
{
	const char *text = import_value(work, record, "enumerator");
	const struct answer *hamlet = answers_at(&request->answers, work->workflow->form->hamlet);
	struct member *writers;
	size_t count, found = 0;

	if (text == NULL || hamlet->state != ANSWER_VALID)
		return ERR_OK;
	enum err err = member_list_writers(work->db, work->arena, area_commune_any(work->db, hamlet->number),
	                                   work->campaign->collect_from, &writers, &count, error);
	const char *folded = utf8_fold(work->arena, text);
	for (size_t i = 0; i < count && err == ERR_OK; i++) {
		if (!is_called(work, &writers[i], folded))
			continue;
		request->enumerator_id = writers[i].id;
		found++;
	}
	if (err == ERR_OK && found != 1)
		import_blame(work, record, "enumerator", found == 0 ? MSG_IMPORT_NO_MEMBER : MSG_IMPORT_MEMBERS_MANY, text,
		             NULL);
	return err;
}

/* ---- judging ---- */

/* What is wrong with a cell was said already: what it lacks then is nothing new. */
static bool is_blamed(const struct import_work *work, const struct import_record *record, const char *name)
{
	int column = import_column_find(work->columns, name);

	for (size_t i = 0; i < record->fault_count; i++) {
		if (record->faults[i].column == column && column >= 0)
			return true;
	}
	return false;
}

/* Where the file says what a finding is about; the row for what it is silent of. */
static void blame_finding(struct import_work *work, struct import_record *record, const struct finding_row *finding)
{
	const char *name = finding->field_count == 0 ? NULL : finding->fields[0];

	for (size_t i = 0; i < finding->field_count; i++) {
		int column = import_column_find(work->columns, finding->fields[i]);
		if (column >= 0 && record->values[column] != NULL) {
			name = finding->fields[i];
			break;
		}
	}
	if (finding->field_count == 1 && is_blamed(work, record, name))
		return;
	import_blame_text(work, record, name, arena_print(work->arena, "%s: %s", finding->rule, finding->message));
}

static enum err describe(struct import_work *work, struct save_request *request, struct error *error)
{
	return finding_describe(work->db, work->arena, request->findings, request->finding_count, error);
}

static enum err judge_saving(struct import_work *work, struct import_record *record, struct import_sheet *sheet,
                             struct error *error)
{
	struct save_request *r = &sheet->request;
	struct error why = { 0 };
	enum err err = save_judge(work->db, r, &sheet->saving, &why);

	if (err == ERR_UNPROCESSABLE || err == ERR_CONFLICT || err == ERR_NOT_FOUND) {
		import_blame_text(work, record, NULL, why.message == NULL ? message_text(MSG_UNPROCESSABLE) : why.message);
		return ERR_OK;
	}
	if (err == ERR_OK)
		err = describe(work, r, &why);
	if (err != ERR_OK) {
		*error = why;
		return err;
	}
	for (size_t i = 0; i < r->finding_count; i++) {
		if (r->findings[i].severity == SEVERITY_E && r->findings[i].confirmed_by == 0)
			blame_finding(work, record, &r->findings[i]);
	}
	if (r->refused && r->refusal != NULL)
		import_blame_text(work, record, NULL, r->refusal);
	return ERR_OK;
}

enum err import_judge_sheet(struct import_work *work, struct import_record *record, enum import_outcome *outcome,
                            struct error *error)
{
	struct import_sheet *sheet = arena_alloc(work->arena, sizeof *sheet);
	struct save_request *r = &sheet->request;
	const char *row = arena_print(work->arena, "%lld", (long long)record->number);
	const char *const origin[] = { work->file, work->sheet, row };

	record->judged = sheet;
	*outcome = OUTCOME_SAME;
	if (import_has_sheet(work->db, work->actor, record->digest))
		return ERR_OK;
	*outcome = OUTCOME_NEW;
	*r = (struct save_request){ .head = import_head(work), .campaign_id = work->campaign->id, .submit = true,
		.origin = message_with(work->arena, work->sheet[0] == '\0' ? MSG_IMPORT_FROM_TEXT : MSG_IMPORT_FROM, origin,
		                       COUNT(origin)) };
	enum err err = read_answers(work, record, &r->answers, error);
	if (err == ERR_OK)
		err = read_enumerator(work, record, r, error);
	return err == ERR_OK ? judge_saving(work, record, sheet, error) : err;
}

enum err import_write_sheet(struct import_work *work, struct import_record *record, struct error *error)
{
	struct import_sheet *sheet = record->judged;
	enum err err = save_write(work->db, sheet->saving, error);

	return err == ERR_OK ? import_sheet_add(work->db, sheet->request.sheet.id, work->import_id, record->number,
	                                        record->digest, error)
	                     : err;
}
