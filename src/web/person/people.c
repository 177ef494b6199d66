/* What is known of a person: reading, and what the page, the print and the JSON share. */
#include "web/person/people.h"

#include "base/memory.h"
#include "store/sheet/record.h"
#include "text/messages.h"
#include "web/frame/noted.h"
#include "web/frame/read.h"
#include "web/part/shown.h"

/* ---- reading ---- */

static const char *collected_on(const struct sheet *sheet, char out[DATE_TEXT])
{
	struct date day = answers_date(&sheet->answers, sheet->answers.form->collected_on);

	out[0] = '\0';
	if (day.year != 0)
		date_to_iso(day, out);
	return out;
}

static int by_day(const void *a, const void *b)
{
	const struct sheet *x = a, *y = b;
	char one[DATE_TEXT], other[DATE_TEXT];
	int order = strcmp(collected_on(x, one), collected_on(y, other));

	return order != 0 ? order : x->id < y->id ? -1 : x->id > y->id;
}

static bool is_settled(const struct sheet *sheet)
{
	return state_in(sheet->state, STATES_ACCEPTED);
}

static enum err read_sheets(struct db *db, struct http_request *request, struct person_view *v, struct error *error)
{
	int64_t *ids;
	size_t count;
	enum err err = record_ids_of_person_any(db, request->arena, v->id, &ids, &count, error);

	if (err != ERR_OK)
		return err;
	v->sheets = arena_array(request->arena, count + 1, sizeof *v->sheets);
	for (size_t i = 0; i < count; i++) {
		err = sheet_load(db, request->arena, web_app(request)->form, web_actor(request), ids[i], &v->sheets[v->count],
		                 error);
		if (err != ERR_OK && err != ERR_NOT_FOUND)
			return err;
		v->count += err == ERR_OK;
	}
	if (v->count == 0)
		return error_set(error, ERR_NOT_FOUND, message_text(MSG_NOT_FOUND), "person unknown here");
	qsort(v->sheets, v->count, sizeof *v->sheets, by_day);
	for (size_t i = 0; i < v->count; i++) {
		if (is_settled(&v->sheets[i]))
			v->current = &v->sheets[i];
	}
	return ERR_OK;
}

static enum err read_person(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct person_view *v = arg;

	v->id = person_root_any(db, request->ids[0]);
	enum err err = read_sheets(db, request, v, error);
	if (err == ERR_OK)
		err = person_joins_any(db, request->arena, v->id, &v->joins, &v->join_count, error);
	if (err != ERR_OK)
		return err;
	v->ended = person_end_now(db, request->arena, v->id, &v->end);
	v->number = person_is_known(v, v->id) ? person_number_any(db, request->arena, v->id) : NULL;
	for (size_t i = 0; i < v->join_count && v->number == NULL; i++)
		v->number = person_is_known(v, v->joins[i].id) ? v->joins[i].citizen_id : NULL;
	return ERR_OK;
}

enum err person_view_load(struct http_request *request, enum access access, struct person_view *out,
                          struct error *error)
{
	*out = (struct person_view){ .request = request };
	enum err err = web_read(request, read_person, out, error);

	if (err != ERR_OK)
		return err;
	return web_note_sheets(request, (struct shown_rows){ .access = access, .table = "person" }, out->sheets, out->count,
	                       error);
}

/* ---- what is shared ---- */

const char *person_view_name(const struct person_view *view)
{
	const struct sheet *sheet = &view->sheets[view->count - 1];
	const struct field *field = sheet->answers.form->full_name;
	const char *name = web_answer(view->request, field, answers_at(&sheet->answers, field));

	return name[0] == '\0' ? message_text(MSG_NO_NAME) : name;
}

bool person_is_known(const struct person_view *view, int64_t person_id)
{
	for (size_t i = 0; i < view->count; i++) {
		if (view->sheets[i].person_id == person_id)
			return true;
	}
	return false;
}

bool person_field_counts(const struct field *field)
{
	return field->part != 0 && !field->follows;
}

const char *person_answer(const struct person_view *view, const struct sheet *sheet, const struct field *field)
{
	const struct answer *answer = answers_at(&sheet->answers, field);

	if (field->type == FIELD_AREA)
		return sheet->area_name == NULL ? "" : sheet->area_name;
	if (field->type == FIELD_BOOLEAN)
		return message_text(answer->state == ANSWER_VALID && answer->number != 0 ? MSG_LOG_YES : MSG_LOG_NO);
	return web_answer(view->request, field, answer);
}

const struct sheet *person_before(const struct person_view *view, const struct sheet *sheet)
{
	while (sheet-- > view->sheets) {
		if (sheet_is_live(sheet))
			return sheet;
	}
	return NULL;
}
