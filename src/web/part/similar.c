/* Sheets that may be of the same person as one that is being typed: a notice, before it is sent. */
#include "web/part/similar.h"

#include "report/person/pair_lines.h"
#include "store/person/person.h"
#include "text/identity.h"
#include "text/sound.h"
#include "web/frame/text.h"

static void add(struct db *db, struct http_request *request, const struct record_row *self,
                const struct record_row *row, struct similar *out)
{
	struct duplicate_pair pair = { .a = *row, .b = *self };

	for (size_t i = 0; i < out->count; i++) {
		if (out->items[i].id == row->id)
			return;
	}
	if (out->count == SIMILAR_MOST || row->id == self->id || row->commune_id != self->commune_id ||
	    !sheet_visible(db, web_actor(request), row->id) ||
	    (self->person_id != 0 && person_is_distinct_any(db, self->person_id, row->person_id)))
		return;
	duplicate_judge(request->arena, &pair);
	const char *number = sheet_number(request->arena, row->paper_no, row->id);
	out->items[out->count++] = (struct similar_sheet){ .id = row->id,
		.text = message_fill(request, MSG_SIMILAR_SHEET, number, pair_reasons(request->arena, pair.signs)) };
}

enum err similar_read(struct db *db, struct http_request *request, const struct sheet *sheet, struct similar *out,
                      struct error *error)
{
	const struct form *form = sheet->answers.form;
	const char *number = answers_text(&sheet->answers, form->citizen_id);
	const char *name = answers_text(&sheet->answers, form->full_name);
	struct date birth = answers_date(&sheet->answers, form->birth_date);
	struct record_row self, *rows = NULL;
	size_t count = 0;
	enum err err = record_load_any(db, request->arena, sheet->id, &self, error);

	*out = (struct similar){ .count = 0 };
	if (err == ERR_OK && number != NULL && identity_kind(number) != IDENTITY_NONE && !identity_is_dummy(number))
		err = record_same_id_any(db, request->arena, number, &rows, &count, error);
	for (size_t i = 0; err == ERR_OK && i < count; i++)
		add(db, request, &self, &rows[i], out);
	if (err != ERR_OK || name == NULL || birth.year == 0)
		return err;
	const char *sound = name_sound(request->arena, name);
	err = record_same_sound_any(db, request->arena, sheet->commune_id, sound == NULL ? "" : sound, birth, &rows, &count,
	                            error);
	for (size_t i = 0; err == ERR_OK && i < count; i++)
		add(db, request, &self, &rows[i], out);
	return err;
}
