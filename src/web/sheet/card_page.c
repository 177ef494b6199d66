#include "base/memory.h"
#include "text/card.h"
#include "text/messages.h"
#include "text/order.h"
#include "web/frame/text.h"
#include "web/frame/url.h"
#include "web/sheet/entry.h"
#include "workflow/access.h"

enum { ROWS = 7, EARLIER = 5 };

struct card_row {
	const char *label, *value;
	enum message result;
};

struct card_reading {
	const char *error;              /* nothing could be read; or NULL */
	struct card_row rows[ROWS];
	size_t row_count;
	struct finding_row notes[ROWS]; /* beside the fields that say something else */
	size_t note_count;
	bool lost;                      /* letters are missing in what was read */
	struct sheet_row *earlier;      /* of the number, as far as the actor sees them */
	size_t earlier_count;
};

const char *card_posted(struct http_request *request, struct answers *answers)
{
	const char *text = params_filled(&request->form, "card");

	for (size_t i = 0; i < answers->form->field_count; i++) {
		const char *typed = params_text(&request->form, answers->form->fields[i].name);
		if (typed == NULL || !card_is_likely(typed))
			continue;
		answers->items[i] = (struct answer){ .state = ANSWER_NONE };
		text = text == NULL ? typed : text;
	}
	return text;
}

static void add_row(struct card_reading *reading, const char *label, const char *value, enum message result)
{
	if (*value != '\0')
		reading->rows[reading->row_count++] = (struct card_row){ label, value, result };
}

/* Texts may differ in case, spaces and the place of the tone mark. */
static bool says_the_same(struct arena *arena, const struct field *field, const struct answer *a,
                          const struct answer *b)
{
	if (field->type != FIELD_TEXT || a->state != ANSWER_VALID)
		return answer_same(field, a, b);
	return strcmp(name_order(arena, a->text), name_order(arena, b->text)) == 0;
}

/* Fills the field when nothing stands there; what differs stays and gets a note. */
static void settle_field(struct entry *entry, struct card_reading *reading, const struct field *field,
                         const char *typed)
{
	struct http_request *request = entry->request;
	struct answer *answer = answers_at(&entry->answers, field), read;
	enum message result = MSG_CARD_SAME;

	answer_from_typed(request->arena, field, &typed, 1, &read);
	if (read.state != ANSWER_VALID)
		return;
	const char *shown = answer_shown(request->arena, field, &read);
	if (answer->state == ANSWER_NONE) {
		*answer = read;
		result = field->type == FIELD_PARTIAL_DATE && !date_is_full(read.date) ? MSG_CARD_PARTLY : MSG_CARD_FILLED;
	} else if (!says_the_same(request->arena, field, answer, &read)) {
		result = MSG_CARD_DIFFERS;
		reading->notes[reading->note_count++] = (struct finding_row){ .rule = "", .severity = SEVERITY_I,
			.fields = &field->name, .field_count = 1, .message = message_fill(request, MSG_CARD_SAYS, shown, NULL) };
	}
	add_row(reading, field->label, shown, result);
}

static const char *shown_date(struct arena *arena, struct date date)
{
	char shown[DATE_TEXT] = "";

	if (date.year != 0)
		date_to_shown(date, shown);
	return arena_text(arena, shown);
}

/* What could not be read stands among the rest, by its name. */
static void add_unread(struct card_reading *reading, const struct card *card, const struct form *form)
{
	const struct { enum card_part part; const char *label; } parts[] = {
		{ CARD_NAME, form->full_name->label },          { CARD_BIRTH, form->birth_date->label },
		{ CARD_SEX, form->sex->label },                 { CARD_OLD_ID, message_text(MSG_CARD_OLD_ID) },
		{ CARD_ISSUED, message_text(MSG_CARD_ISSUED) },
	};

	for (size_t i = 0; i < COUNT(parts); i++) {
		if (card->unread[parts[i].part])
			add_row(reading, parts[i].label, message_text(MSG_CARD_NOTHING), MSG_CARD_UNREAD);
	}
}

static void settle(struct entry *entry, struct card_reading *reading, const struct card *card)
{
	struct arena *arena = entry->request->arena;
	const struct form *form = entry->answers.form;

	settle_field(entry, reading, form->full_name, card->name);
	settle_field(entry, reading, form->birth_date, shown_date(arena, card->birth));
	settle_field(entry, reading, form->sex, card->sex == 0 ? "" : arena_print(arena, "%d", card->sex));
	settle_field(entry, reading, form->citizen_id, card->id);
	settle_field(entry, reading, form->permanent_address, card->address);
	add_row(reading, message_text(MSG_CARD_OLD_ID), card->old_id, MSG_CARD_SHOWN);
	add_row(reading, message_text(MSG_CARD_ISSUED), shown_date(arena, card->issued), MSG_CARD_SHOWN);
	add_unread(reading, card, form);
	reading->lost = card->lost;
}

/* ---- earlier sheets ---- */

static enum err find_sheets(struct db *db, struct entry *entry, struct card_reading *reading, const char *id,
                            struct error *error)
{
	struct http_request *request = entry->request;
	struct sheet_filter filter = { .citizen_id = id, .citizen_exact = true, .limit = EARLIER };
	struct sheet_row *rows;
	size_t count = 0;
	enum err err = *id == '\0' ? ERR_OK
	                           : sheet_list(db, request->arena, web_actor(request), &filter, &rows, &count, error);

	for (size_t i = 0; i < count; i++) {
		if (rows[i].id != entry->sheet.id)
			reading->earlier[reading->earlier_count++] = rows[i];
	}
	return err;
}

static enum err note_earlier(struct http_request *request, const struct card_reading *reading, const struct card *card,
                             struct error *error)
{
	struct shown_rows shown = { .access = ACCESS_SEARCH, .table = "card", .sought = card->id,
		.count = reading->earlier_count };
	int64_t *ids = arena_array(request->arena, shown.count + 1, sizeof *ids);

	for (size_t i = 0; i < shown.count; i++) {
		ids[i] = reading->earlier[i].id;
		shown.commune_id = shown_commune(shown.commune_id, i, reading->earlier[i].commune_id);
	}
	shown.ids = ids;
	return workflow_log_shown(&web_app(request)->workflow, web_actor(request), &shown, error);
}

static enum err load_earlier(struct entry *entry, struct card_reading *reading, const struct card *card,
                             struct error *error)
{
	struct http_request *request = entry->request;
	const struct app *app = web_app(request);
	struct db *db = db_borrow(app->pool, error);

	if (db == NULL)
		return ERR_UNAVAILABLE;
	reading->earlier = arena_array(request->arena, (size_t)2 * EARLIER, sizeof *reading->earlier);
	enum err err = find_sheets(db, entry, reading, card->id, error);
	if (err == ERR_OK)
		err = find_sheets(db, entry, reading, card->old_id, error);
	db_return(app->pool, db);
	return err == ERR_OK ? note_earlier(request, reading, card, error) : err;
}

/* ---- the page ---- */

enum err card_show(struct entry *entry, const char *text, struct http_response *response, struct error *error)
{
	struct card_reading *reading = arena_alloc(entry->request->arena, sizeof *reading);
	struct card card;
	enum message why;
	bool read = card_read(entry->request->arena, text, &card, &why);
	enum err err = ERR_OK;

	if (read) {
		settle(entry, reading, &card);
		err = load_earlier(entry, reading, &card, error);
	} else {
		reading->error = message_text(why);
	}
	if (err != ERR_OK)
		return err;
	entry->card = reading;
	entry->findings = reading->notes;
	entry->finding_count = reading->note_count;
	return entry_show(entry, response, read ? 200 : ERR_UNPROCESSABLE, error);
}

static void put_earlier(struct http_request *request, struct tmpl_dict *dict, const struct card_reading *reading)
{
	struct tmpl_dict *section = reading->earlier_count == 0 ? NULL : tmpl_add(dict, "EARLIER");

	for (size_t i = 0; i < reading->earlier_count; i++) {
		const struct sheet_row *sheet = &reading->earlier[i];
		struct tmpl_dict *row = tmpl_add(section, "EARLIER_ROW");
		tmpl_put(row, "EARLIER_URL", sheet_url(request, sheet->id, ""));
		tmpl_put(row, "EARLIER_LABEL", web_sheet_title(request, sheet->paper_no, sheet->id));
		tmpl_put(row, "EARLIER_NAME", sheet->full_name);
		tmpl_put(row, "EARLIER_DAY", web_iso_day(request, sheet->collected_on));
		tmpl_put(row, "EARLIER_STATE", state_label(sheet->state));
	}
}

/* Somebody must look at it. */
static bool is_odd(const struct card_row *row)
{
	return row->result == MSG_CARD_DIFFERS || row->result == MSG_CARD_UNREAD;
}

void card_fill(struct tmpl_dict *content, const struct entry *entry)
{
	const struct card_reading *reading = entry->card;
	bool odd = false;

	if (reading == NULL)
		return;
	if (reading->error != NULL) {
		tmpl_put(tmpl_add(content, "CARD_REFUSED"), "CARD_ERROR", reading->error);
		return;
	}
	struct tmpl_dict *card = tmpl_add(content, "CARD");
	for (size_t i = 0; i < reading->row_count; i++) {
		struct tmpl_dict *row = tmpl_add(card, "CARD_ROW");
		tmpl_put(row, "CARD_LABEL", reading->rows[i].label);
		tmpl_put(row, "CARD_VALUE", reading->rows[i].value);
		tmpl_put(row, "CARD_RESULT", message_text(reading->rows[i].result));
		if (!is_odd(&reading->rows[i]))
			continue;
		tmpl_show(row, "CARD_ODD");
		odd = true;
	}
	tmpl_put(card, "CARD_NAME", reading->row_count == 0 ? "" : reading->rows[0].value);
	if (odd)
		tmpl_show(card, "CARD_OPEN");
	if (reading->lost)
		tmpl_put(tmpl_add(card, "CARD_LOST"), "CARD_LOST_TEXT", message_text(MSG_CARD_LOST));
	put_earlier(entry->request, card, reading);
}
